"""Pictures of questions for translators, and pictograms for the forms that go elsewhere: drawn without a screen."""

from __future__ import annotations

import io
import os
from collections.abc import Iterator
from dataclasses import replace
from functools import lru_cache

from PIL import Image
from PySide6.QtCore import QRectF, Qt
from PySide6.QtGui import QImage, QPainter
from PySide6.QtWidgets import QApplication, QLabel, QLayout, QVBoxLayout, QWidget

from nbnb_desktop import i18n
from nbnb_desktop.actions.pictograms import path_of
from nbnb_desktop.actions.translation_sheet import Picture, Place
from nbnb_desktop.ui import theme
from nbnb_desktop.ui.pages.entry_outline import HOLDERS
from nbnb_desktop.ui.questions.base import Showing, start_at
from nbnb_desktop.ui.questions.rich import as_plain
from nbnb_desktop.ui.questions.table import widget_for
from nbnb_desktop.ui.questions.upload import png
from nbnb_desktop.ui.theme import Theme
from nbnb_desktop.xforms import library
from nbnb_desktop.xforms.definition import language_code
from nbnb_desktop.xforms.library import FormMeta
from nbnb_desktop.xforms.provider import FixedProvider
from nbnb_desktop.xforms.session import FormSession, QuestionState
from nbnb_desktop.xforms.sources import load

LOOK = Theme("light", 1.0)
WIDTH, BIG_WIDTH = 560, 860
"""Pixels that a worker's question takes, and a participant's; both are shown at the first."""
MOST_HEIGHT = 1400
"""Pixels; what is longer is a list that goes on like that."""
COLOURS = 16
DRAWING = 240
"""Pixels of a side; a telephone shows an answer's picture at about that."""


def of_forms(language: str) -> Iterator[tuple[str, list[Picture]]]:
    """The title of each shipped form with its pictures in ``language``; Dutch where nobody translated yet."""
    theme.apply(LOOK, on_a_screen_in_memory())
    for meta in (meta for meta in library.metas() if language in library.languages(meta.form_id)):
        yield meta.title, list(of_form(meta, language))


def of_form(meta: FormMeta, language: str) -> Iterator[Picture]:
    """One picture for each question, below the headings of its groups, which belong to the first question in them."""
    definition = load(library.path(meta.form_id), languages=(language,))
    session = FormSession(definition, FixedProvider())
    session.set_language(next(name for name in definition.languages if language_code(name) == language))
    rtl = i18n.PARTICIPANT_LANGUAGES[language].rtl
    showing = Showing(LOOK, big=meta.audience == "participant", language=language, rtl=rtl)
    told = {("forms", f"{meta.form_id}: title")}
    with i18n.speaking(language):
        for headings, state in _asked(session):
            asks = {state.ref, *(heading.ref for heading in headings)}
            places = {("forms", f"{meta.form_id}: {name_of(ref)}") for ref in asks} | _of_list(meta.form_id, state) | told
            told = set()
            yield Picture(_drawn(headings, state, showing), frozenset(places))


def drawing(name: str) -> bytes:
    """A pictogram as PNG, dark on white, so that it can be seen on any ground."""
    on_a_screen_in_memory()
    image = QImage(DRAWING, DRAWING, QImage.Format.Format_RGB32)
    image.fill(Qt.GlobalColor.white)
    painter = QPainter(image)
    painter.setRenderHint(QPainter.RenderHint.Antialiasing)
    theme.paint_svg(painter, str(path_of(name)), QRectF(image.rect()), LOOK.color("text"))
    painter.end()
    return _in_few_colours(Image.open(io.BytesIO(png(image))))


def name_of(ref: str) -> str:
    """The question's own name, without its row."""
    return ref.rsplit("/", 1)[-1].partition("[")[0]


def _of_list(form_id: str, state: QuestionState) -> set[Place]:
    """Where the texts of its choices stand: a list of the form's own, or one that forms share."""
    return {("forms", f"{where}: {state.list_name}") for where in (form_id, f"lists/{state.list_name}")} if state.list_name else set()


def _asked(
    session: FormSession, ref: str = "", above: tuple[QuestionState, ...] = ()
) -> Iterator[tuple[tuple[QuestionState, ...], QuestionState]]:
    """Every question in order, also those that do not apply yet, with the groups that begin there; a repeat with one row."""
    for child in session.children(ref):
        state = session.state(child)
        if state.kind == "repeat" and not session.rows(child):
            session.add_row(child)
        if state.kind in HOLDERS:
            yield from _asked(session, child, (*above, state))
        elif state.label and state.kind != "calculate":
            yield above, replace(state, relevant=True, violation=None)
        else:
            continue
        above = ()


def _drawn(headings: tuple[QuestionState, ...], state: QuestionState, showing: Showing) -> bytes:
    ground = theme.role(QWidget(), "page")
    ground.setAttribute(Qt.WidgetAttribute.WA_StyledBackground)
    ground.setLayoutDirection(Qt.LayoutDirection.RightToLeft if showing.rtl else Qt.LayoutDirection.LeftToRight)
    column = QVBoxLayout(ground)
    column.setSizeConstraint(QLayout.SizeConstraint.SetNoConstraint)
    for heading in headings:
        if heading.label:
            words = theme.role(QLabel(as_plain(heading.label), ground), "title")
            words.setWordWrap(True)
            start_at(words, showing.rtl)
            column.addWidget(words)
    widget = widget_for(state, showing, ground)
    widget.render_state(state)
    column.addWidget(widget)
    return _small(_grabbed(ground, BIG_WIDTH if showing.big else WIDTH))


def _grabbed(ground: QWidget, width: int) -> bytes:
    ground.setAttribute(Qt.WidgetAttribute.WA_DontShowOnScreen)
    ground.resize(width, 10)
    ground.show()
    for __ in range(3):  # words that wrap need a few rounds to agree with what is around them
        QApplication.processEvents()
        ground.resize(width, min(MOST_HEIGHT, ground.heightForWidth(width) if ground.hasHeightForWidth() else ground.sizeHint().height()))
    content = png(ground.grab().toImage())
    ground.close()
    ground.deleteLater()
    return content


def _small(content: bytes) -> bytes:
    """At the width of a worker's question and in few colours: some kilobytes."""
    with Image.open(io.BytesIO(content)) as full:
        size = WIDTH, max(1, round(full.height * WIDTH / full.width))
        return _in_few_colours(full.resize(size, Image.Resampling.LANCZOS))


def _in_few_colours(image: Image.Image) -> bytes:
    target = io.BytesIO()
    image.convert("RGB").quantize(COLOURS, dither=Image.Dither.NONE).save(target, "PNG", optimize=True)
    return target.getvalue()


@lru_cache(maxsize=1)
def on_a_screen_in_memory() -> QApplication:
    """An application for a process that has none yet, kept as long as the process."""
    os.environ["QT_QPA_PLATFORM"] = "offscreen"
    application = QApplication.instance() or QApplication(["nbnb-desktop"])
    assert isinstance(application, QApplication)
    return application
