"""The drawing of a question beside its words; which one it is says ``actions/pictograms``."""

from __future__ import annotations

from PySide6.QtCore import QRectF, QSize
from PySide6.QtGui import QPainter, QPaintEvent
from PySide6.QtWidgets import QSizePolicy, QWidget

from nbnb_desktop.actions.pictograms import DIRECTED, of_question, path_of
from nbnb_desktop.ui import theme
from nbnb_desktop.ui.theme import Theme
from nbnb_desktop.xforms.session import QuestionState


class Sign(QWidget):
    """The drawing of a question beside its words, which say the same."""

    def __init__(self, state: QuestionState, size: int, look: Theme, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self.drawing = of_question(state.list_name, state.ref.rsplit("/", 1)[-1])
        self._size, self._look = size, look
        self.setSizePolicy(QSizePolicy.Policy.Fixed, QSizePolicy.Policy.Fixed)
        self.setVisible(bool(self.drawing))

    def sizeHint(self) -> QSize:
        return QSize(self._size, self._size)

    def paintEvent(self, event: QPaintEvent) -> None:
        if self.drawing:
            mirrored = self.isRightToLeft() and self.drawing in DIRECTED
            path = str(path_of(self.drawing))
            theme.paint_svg(QPainter(self), path, QRectF(self.rect()), self._look.color("accent"), mirrored=mirrored)
