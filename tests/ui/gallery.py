"""Pictures of every question widget, for ``docs/question-types.md`` and for our own eyes.

``python -m tests.ui.gallery docs/question-types`` draws those of the documentation anew.
"""

from __future__ import annotations

import os
import sys
from dataclasses import replace
from pathlib import Path
from tempfile import TemporaryDirectory

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


SHAPES = ("", "-empty", "-wrong")
COLOURS = 32
DOCUMENTED = 700
"""Pixels of width of a picture in the documentation."""


def slug(example: str) -> str:
    """The name of an example as that of its picture."""
    return example.replace(" ", "-")


def render_all(
    folder: Path, *, scheme: str = "light", scale: float = 1.0, language: str = "nl", width: int = 760, wanted: tuple[str, ...] = SHAPES
) -> list[Path]:
    """PNGs per example: answered, empty, and with a fault. Returns the files."""
    application = QApplication.instance()
    assert isinstance(application, QApplication)
    theme.apply(Theme(scheme, scale), application)
    folder.mkdir(parents=True, exist_ok=True)
    files = MemoryFiles({"certificaat.png": _certificate(), "tekening.png": _drawing(), "handtekening.png": _drawing()})
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
            for suffix in wanted:
                path = folder / f"{slug(name)}{suffix}.png"
                grab(shown(shapes[suffix], showing), path, width)
                written.append(path)
    return written


def document(folder: Path) -> list[Path]:
    """The pictures of the documentation: every example answered, in few colours; pictures of what is no more go."""
    from PIL import Image

    folder.mkdir(parents=True, exist_ok=True)
    with TemporaryDirectory() as drafts:
        drawn = render_all(Path(drafts), width=DOCUMENTED, wanted=("",))
        for path in drawn:
            picture = Image.open(path).convert("RGB").quantize(COLOURS, dither=Image.Dither.NONE)
            picture.save(folder / path.name, optimize=True)
    kept = {path.name for path in drawn}
    for path in folder.glob("*.png"):
        if path.name not in kept:
            path.unlink()
    return [folder / name for name in sorted(kept)]


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


def _drawing() -> bytes:
    from PySide6.QtCore import QPointF
    from PySide6.QtGui import QImage, QPainter, QPen

    from nbnb_desktop.ui.questions.upload import png

    image = QImage(600, 260, QImage.Format.Format_RGB32)
    image.fill(Qt.GlobalColor.white)
    painter = QPainter(image)
    painter.setRenderHint(QPainter.RenderHint.Antialiasing)
    painter.setPen(QPen(Qt.GlobalColor.black, 4))
    painter.drawPolyline([QPointF(60 + 12 * step, 130 + 60 * (-1) ** step * (1 - step / 40)) for step in range(40)])
    painter.end()
    return png(image)


if __name__ == "__main__":
    os.environ.setdefault("QT_QPA_PLATFORM", "offscreen")
    application = QApplication([])
    theme.load_fonts()
    print(len(document(Path(sys.argv[1]))), "pictures")
