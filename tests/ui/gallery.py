"""Pictures of every question widget, for ``docs/question-types.md`` and for our own eyes."""

from __future__ import annotations

from dataclasses import replace
from pathlib import Path

from PySide6.QtCore import Qt
from PySide6.QtWidgets import QApplication, QLayout, QVBoxLayout, QWidget

from nbnb_desktop import i18n
from nbnb_desktop.ui import theme
from nbnb_desktop.ui.questions.base import MemoryFiles, QuestionWidget, Showing
from nbnb_desktop.ui.questions.table import widget_for
from nbnb_desktop.ui.theme import Theme
from nbnb_desktop.xforms.session import QuestionState

from .states import EXAMPLES, wrong


def grab(widget: QWidget, path: Path, width: int) -> None:
    """Lay out a widget at this width and save what it looks like."""
    widget.setAttribute(Qt.WidgetAttribute.WA_DontShowOnScreen)
    widget.resize(width, 10)
    widget.show()
    QApplication.processEvents()  # hidden children count for nothing before they have been shown
    for __ in range(3):  # words that wrap need a few rounds to agree with what is around them
        height = widget.heightForWidth(width) if widget.hasHeightForWidth() else widget.sizeHint().height()
        widget.resize(width, height)
        QApplication.processEvents()
    widget.grab().save(str(path))


def shown(state: QuestionState, showing: Showing, second: QuestionState | None = None) -> QWidget:
    """A widget on the ground of a page, showing ``state``."""
    ground = theme.role(QWidget(), "page")
    ground.setAttribute(Qt.WidgetAttribute.WA_StyledBackground)
    ground.setLayoutDirection(Qt.LayoutDirection.RightToLeft if showing.rtl else Qt.LayoutDirection.LeftToRight)
    layout = QVBoxLayout(ground)
    # A window would not become lower than its words need at their narrowest.
    layout.setSizeConstraint(QLayout.SizeConstraint.SetNoConstraint)
    layout.addWidget(question(state, showing, second))
    return ground


def question(state: QuestionState, showing: Showing, second: QuestionState | None = None) -> QuestionWidget:
    """A widget as it is, showing ``state``."""
    made = widget_for(state, showing)
    made.render_state(state, second)
    return made


def render_all(folder: Path, *, scheme: str = "light", scale: float = 1.0, language: str = "nl", width: int = 760) -> list[Path]:
    """One PNG per example: answered; for some also empty and with a fault. Returns the files."""
    application = QApplication.instance()
    assert isinstance(application, QApplication)
    theme.apply(Theme(scheme, scale), application)
    folder.mkdir(parents=True, exist_ok=True)
    files = MemoryFiles({"certificaat.png": _certificate()})
    rtl = i18n.LANGUAGES[language].rtl
    showing = Showing(theme.current(), language=language, rtl=rtl, files=files)
    written = []
    with i18n.speaking(language):
        for name, (state, value) in EXAMPLES.items():
            shapes = {
                "": replace(state, value=value),
                "-empty": state,
                "-wrong": wrong(replace(state, value=value), "Dit antwoord past niet."),
            }
            for suffix, shape in shapes.items():
                path = folder / f"{name.replace(' ', '-')}{suffix}.png"
                grab(shown(shape, showing), path, width)
                written.append(path)
    return written


def _certificate() -> bytes:
    from PySide6.QtGui import QImage, QPainter

    from nbnb_desktop.ui.questions.upload import png

    image = QImage(300, 200, QImage.Format.Format_RGB32)
    image.fill(Qt.GlobalColor.white)
    painter = QPainter(image)
    painter.setFont(Theme().font("title", bold=True))
    painter.drawText(image.rect(), Qt.AlignmentFlag.AlignCenter, "Certificaat\n(verzonnen)")
    painter.end()
    return png(image)
