"""One page as a participant sees it: the bar with the progress and the tools, the page itself, the foot to go on."""

from __future__ import annotations

from collections.abc import Callable, Sequence
from dataclasses import dataclass

from PySide6.QtCore import QRectF, QSize, Qt
from PySide6.QtGui import QPainter, QPaintEvent
from PySide6.QtWidgets import QFrame, QHBoxLayout, QLabel, QPushButton, QScrollArea, QSizePolicy, QVBoxLayout, QWidget

from nbnb_desktop.i18n import _
from nbnb_desktop.ui import theme
from nbnb_desktop.ui.questions.base import FIRST, LAST
from nbnb_desktop.ui.theme import Theme

SMALLEST_TARGET = 48
"""Pixels; 44 is the least that a finger needs (spec 7.7), and a button has a margin."""


@dataclass(frozen=True, slots=True)
class Tool:
    """A quiet button in the bar on top."""

    words: str
    icon: str
    use: Callable[[], None]


class Stage(QWidget):
    """Made anew for every page, so that size, contrast, direction and language are always those of the moment."""

    def __init__(self, look: Theme, tools: Sequence[Tool], parent: QWidget) -> None:
        super().__init__(parent)
        self._look = look
        self.area = QScrollArea(self)
        self.area.setWidgetResizable(True)
        self.area.setFocusPolicy(Qt.FocusPolicy.NoFocus)
        self.area.setHorizontalScrollBarPolicy(Qt.ScrollBarPolicy.ScrollBarAlwaysOff)
        self._count = theme.role(QLabel(self), "strong")
        self._steps = Steps(look, self)
        self._column = QVBoxLayout(self)
        self._column.setContentsMargins(0, 0, 0, 0)
        self._column.setSpacing(0)
        self._column.addWidget(self._head(tools))
        self._column.addWidget(self.area, 1)

    @property
    def fits(self) -> bool:
        """Whether the page can be seen as a whole."""
        return self.area.verticalScrollBar().maximum() == 0

    def put(self, middle: QWidget, in_the_middle: bool = False) -> None:
        """Show the page itself; ``in_the_middle`` at its own width, otherwise as wide as it may be."""
        around = theme.role(_Around(), "plain")
        line = QHBoxLayout(around)
        px = self._look.px
        line.setContentsMargins(px(24), px(4), px(24), px(4))
        line.addStretch(1)
        line.addWidget(middle, 1000, Qt.AlignmentFlag.AlignCenter if in_the_middle else Qt.AlignmentFlag.AlignVCenter)
        line.addStretch(1)
        self.area.setWidget(around)

    def show_step(self, at: int, of: int) -> None:
        """``at`` of ``of`` questions; 0 of 0 shows nothing."""
        self._count.setText(counted(at, of))
        self._count.setVisible(of > 0)
        self._steps.show_step(at, of)

    def foot(
        self, on_back: Callable[[], None] | None, on_next: Callable[[], None], back_words: str, next_words: str, *, other_hand: bool = False
    ) -> QPushButton:
        """The buttons to go on and, where there is a way back, back. Returns the one to go on.

        It stands where reading ends, and for the other hand where reading starts.
        """
        bar = theme.role(QFrame(self), "footbar")
        px = self._look.px
        line = QHBoxLayout(bar)
        line.setContentsMargins(px(24), px(5), px(24), px(5))
        go_on = theme.role(QPushButton(next_words, bar), "bigprimary")
        go_on.setMinimumWidth(px(170))
        go_on.clicked.connect(lambda _checked=False: on_next())
        back = [self._back(on_back, back_words, bar)] if on_back is not None else []
        first, last = ([go_on], back) if other_hand else (back, [go_on])
        for button in first:
            line.addWidget(button)
        line.addStretch(1)
        for button in last:
            line.addWidget(button)
        self._column.addWidget(bar)
        return go_on

    def _back(self, on_back: Callable[[], None], words: str, bar: QFrame) -> QPushButton:
        px = self._look.px
        button = theme.role(QPushButton(words or _("Back"), bar), "big")
        button.setMinimumWidth(px(150))
        if not words:
            button.setIcon(theme.icon("back", theme=self._look, mirrored=self.isRightToLeft()))
            button.setIconSize(QSize(px(22), px(22)))
        button.clicked.connect(lambda _checked=False: on_back())
        return button

    def _head(self, tools: Sequence[Tool]) -> QFrame:
        bar = theme.role(QFrame(self), "topbar")
        px = self._look.px
        line = QHBoxLayout(bar)
        line.setContentsMargins(px(24), px(2), px(16), px(2))
        line.setSpacing(px(theme.SMALL))
        line.addWidget(self._count)
        line.addWidget(self._steps, 1)
        for tool in tools:
            button = theme.role(QPushButton(tool.words, bar), "quiet")
            button.setIcon(theme.icon(tool.icon, "accent", theme=self._look))
            button.setIconSize(QSize(px(22), px(22)))
            button.setMinimumHeight(SMALLEST_TARGET)
            button.setFocusPolicy(Qt.FocusPolicy.TabFocus)
            button.clicked.connect(lambda _checked=False, use=tool.use: use())
            line.addWidget(button)
        return bar


class _Around(QWidget):
    """As high as its words are at its width; the least height of a layout is that of words in a narrow column."""

    def minimumSizeHint(self) -> QSize:
        return QSize(super().minimumSizeHint().width(), 0)


class Steps(QWidget):
    """How far: one small bar for each question, filled up to here. No percent, and the words say the same."""

    def __init__(self, look: Theme, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self._look, self._at, self._of = look, 0, 0
        self.setSizePolicy(QSizePolicy.Policy.Expanding, QSizePolicy.Policy.Fixed)

    def show_step(self, at: int, of: int) -> None:
        """``at`` questions of ``of`` are behind the person."""
        self._at, self._of = at, of
        self.setAccessibleName(_("Question {number} of {count}").format(number=at, count=of))
        self.update()

    def sizeHint(self) -> QSize:
        return QSize(self._look.px(360), self._look.px(14))

    def paintEvent(self, event: QPaintEvent) -> None:
        if not self._of:
            return
        painter = QPainter(self)
        painter.setRenderHint(QPainter.RenderHint.Antialiasing)
        painter.setPen(Qt.PenStyle.NoPen)
        gap = 4.0 if self._of <= 40 else 3.0
        width = (self.width() - gap * (self._of - 1)) / self._of
        rtl = self.layoutDirection() == Qt.LayoutDirection.RightToLeft
        for number in range(self._of):
            place = self._of - 1 - number if rtl else number
            done, here = number < self._at - 1, number == self._at - 1
            painter.setBrush(self._look.color("accent" if done or here else "line"))
            height = self.height() if here else self.height() * 0.55
            painter.drawRoundedRect(QRectF(place * (width + gap), (self.height() - height) / 2, max(2.0, width), height), 2.5, 2.5)


def counted(number: int, of: int) -> str:
    """``12 / 44``, safe inside right-to-left text."""
    return f"{FIRST}{number} / {of}{LAST}"
