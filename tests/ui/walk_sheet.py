"""One picture per language of a walk through a participants' form: every page of the hand-over, small, to be looked at.

``python -m tests.ui.walk_sheet FOLDER [FORM ...] [LANGUAGE ...]`` walks the survey, or the forms that are named, in all languages or those
named; look for what is cut off, for direction, fonts and Dutch that was left. A page that does not fit the screen is named.
"""

from __future__ import annotations

import io
import os
import sys
from collections.abc import Iterator
from pathlib import Path
from tempfile import TemporaryDirectory

from PIL import Image
from PySide6.QtWidgets import QApplication

from nbnb_desktop import i18n
from nbnb_desktop.rehearsal.play import without_screen
from nbnb_desktop.ui import theme
from nbnb_desktop.ui.pages import handover_steps as walk
from nbnb_desktop.ui.pages.handover import HandOverPage
from nbnb_desktop.ui.pages.handover_parts import ROWS
from nbnb_desktop.ui.questions.upload import png
from nbnb_desktop.ui.theme import Theme
from nbnb_desktop.xforms import library
from nbnb_desktop.xforms.definition import FormDefinition
from nbnb_desktop.xforms.provider import FixedProvider
from nbnb_desktop.xforms.session import FormSession, QuestionState
from nbnb_desktop.xforms.sources import load

COLUMNS, WIDTH, HEIGHT = 6, 455, 256
GIVEN = {"string": "abc", "date": "2026-03-01", "int": "3"}


def sheet(form: FormDefinition, language: str) -> tuple[Image.Image, list[str]]:
    """The contact sheet, and the names of the pages that would have to be scrolled."""
    cut: list[str] = []
    shots = [shot.resize((WIDTH, HEIGHT), Image.Resampling.LANCZOS) for shot in _walk(form, language, cut)]
    whole = Image.new("RGB", (COLUMNS * (WIDTH + 4), -(-len(shots) // COLUMNS) * (HEIGHT + 4)), "#777")
    for number, shot in enumerate(shots):
        whole.paste(shot, (number % COLUMNS * (WIDTH + 4), number // COLUMNS * (HEIGHT + 4)))
    return whole, cut


def _walk(form: FormDefinition, language: str, cut: list[str]) -> Iterator[Image.Image]:
    session = FormSession(form, FixedProvider())
    page = HandOverPage(session, lambda place: place, language="")
    page.resize(1366, 768)
    page.show()

    def shot(name: str) -> Image.Image:
        for __ in range(6):
            QApplication.processEvents()
        if page.stage is not None and not page.stage.fits:
            cut.append(name)
        return Image.open(io.BytesIO(png(page.grab().toImage()))).convert("RGB")

    yield shot("languages")
    page.speak(language)
    for name in ("ask_helper", "practise"):
        page._go(getattr(page, name))
        yield shot(name)
    seen: set[str] = set()
    while ref := next((ref for ref in walk.steps(session) if ref not in seen), ""):
        seen.add(ref)
        page.place = ref
        page._go(page.ask)
        yield shot(ref)
        _answer(session, session.state(ref))
    for first in range(0, len(walk.questions(session)), ROWS):
        page._checked_from = first
        page._go(page.check)
        yield shot(f"check {first}")
    for name in ("rest", "thank", "ask_pin"):
        page._go(getattr(page, name))
        yield shot(name)
    page.pin_result(True)
    page.close()


def _answer(session: FormSession, state: QuestionState) -> None:
    """The first answer, or something that fits; it opens as many questions as it can."""
    if state.value is not None or state.kind == "note":
        return
    fits = [choice.value for choice in state.choices]
    if state.kind == "select_multiple":
        fits = [" ".join(fits[:5]), *fits]
    if state.kind != "upload":
        session.answer_text(state.ref, fits[0] if fits else GIVEN.get(state.data_type, "1"))


def main(folder: Path, forms: list[str], wanted: list[str]) -> None:
    folder.mkdir(parents=True, exist_ok=True)
    theme.apply(Theme("light", 1.0), QApplication.instance())
    for name in forms:
        form = load(library.path(name), languages=library.languages(name))
        for language in wanted or library.languages(name):
            i18n.activate(i18n.SOURCE_LANGUAGE)
            made, cut = sheet(form, language)
            made.save(folder / f"{name}-{language}.png")
            print(name, language, *cut)


if __name__ == "__main__":
    with TemporaryDirectory() as screen:
        without_screen(Path(screen))
        os.environ.setdefault("QT_LOGGING_RULES", "*=false")
        application = QApplication([])
        asked = sys.argv[2:]
        chosen = [name for name in asked if name in i18n.PARTICIPANT_LANGUAGES]
        main(Path(sys.argv[1]), [name for name in asked if name not in chosen] or ["nulmeting"], chosen)
