"""Every appearance that is honoured changes something that a person sees: with the word it is there, without it it is not."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import replace
from datetime import date
from pathlib import Path

import pytest
from PySide6.QtCore import QPoint
from PySide6.QtWidgets import QApplication, QCalendarWidget, QLineEdit, QVBoxLayout, QWidget

from nbnb_desktop.ui import devices
from nbnb_desktop.ui.pages.entry import EntryPage
from nbnb_desktop.ui.questions.base import MemoryFiles, QuestionWidget, Showing
from nbnb_desktop.ui.questions.draw import Drawing
from nbnb_desktop.ui.questions.scale import RangePicker, Rating
from nbnb_desktop.ui.questions.search import SearchMany, SearchOne
from nbnb_desktop.ui.questions.table import widget_for
from nbnb_desktop.ui.questions.taking import jpeg
from nbnb_desktop.ui.questions.text import Digits, Paragraph
from nbnb_desktop.ui.theme import Theme
from nbnb_desktop.xforms import vocabulary
from nbnb_desktop.xforms.provider import FixedProvider
from nbnb_desktop.xforms.session import FormSession
from nbnb_desktop.xforms.sources import load

from .sessions import session_of
from .states import AGREE, QUALITIES, state
from .test_taking import wall

TEXT = state(label="Naam", value="x")
NUMBER = state(data_type="int", label="Inwoners", value=125000)
DAY = state(data_type="date", label="Geboren", value=date(1992, 3, 27))
ONE = state("select_one", label="Wat past?", choices=AGREE, value="2")
MANY = state("select_multiple", label="Wat past?", choices=QUALITIES)
RANGE = state("range", "int", label="Zeker?", parameters={"start": "1", "end": "5", "step": "1"})
PICTURE = state("upload", "binary", label="Foto", value="foto.jpg", parameters={"mediatype": "image/*"})


def columns(widget) -> int:
    return len({option.x() for option in widget.options.values()})


def shapes(name: str) -> Callable[[QuestionWidget], bool]:
    return lambda widget: all(getattr(option.shape_of, name) for option in widget.options.values())


def in_another_calendar(widget) -> bool:
    return widget.fields["year"].text() != "1992" and "1992" in widget.spoken.text()


def is_masked(widget) -> bool:
    return widget.edit.echoMode() == QLineEdit.EchoMode.Password


def goes_on_by_itself(widget) -> bool:
    """After a click the next question has the focus."""
    option = list(widget.options.values())[2]
    option.setFocus()
    option.click()
    QApplication.processEvents()
    return not widget.isAncestorOf(QApplication.focusWidget())


def marks_only_what_is_chosen(widget) -> bool:
    pictures = {value: option.grab().toImage() for value, option in widget.options.items()}
    marked = [value for value, picture in pictures.items() if len({picture.pixel(x, picture.height() // 2) for x in range(4, 30)}) > 1]
    return marked == ["2"]


SEEN = {
    "minimal": (ONE, lambda widget: isinstance(widget, SearchOne)),
    "autocomplete": (MANY, lambda widget: isinstance(widget, SearchMany)),
    "quick": (ONE, goes_on_by_itself),
    "columns": (ONE, lambda widget: columns(widget) > 1),
    "columns-pack": (MANY, lambda widget: columns(widget) > 1),
    "columns-3": (MANY, lambda widget: columns(widget) == 3),
    "horizontal": (ONE, lambda widget: columns(widget) > 1),
    "no-buttons": (ONE, marks_only_what_is_chosen),
    "likert": (ONE, shapes("stacked")),
    "list": (ONE, shapes("stacked")),
    "label": (replace(ONE, value=None), shapes("headed")),
    "list-nolabel": (ONE, shapes("bare")),
    "multiline": (TEXT, lambda widget: isinstance(widget, Paragraph)),
    "numbers": (TEXT, lambda widget: isinstance(widget, Digits)),
    "hidden-answer": (TEXT, is_masked),
    "masked": (NUMBER, is_masked),
    "thousands-sep": (NUMBER, lambda widget: widget.edit.text() == "125.000"),
    "month-year": (DAY, lambda widget: list(widget.fields) == ["month", "year"]),
    "year": (DAY, lambda widget: list(widget.fields) == ["year"]),
    "ethiopian": (DAY, in_another_calendar),
    "persian": (DAY, in_another_calendar),
    "islamic": (DAY, in_another_calendar),
    "coptic": (DAY, in_another_calendar),
    "picker": (RANGE, lambda widget: isinstance(widget, RangePicker)),
    "rating": (RANGE, lambda widget: isinstance(widget, Rating)),
    "vertical": (RANGE, lambda widget: len({button.x() for button in widget.buttons.values()}) == 1),
    "signature": (PICTURE, lambda widget: isinstance(widget, Drawing) and widget.canvas.height() < 200),
    "draw": (PICTURE, lambda widget: isinstance(widget, Drawing) and widget.canvas.height() > 200),
    "annotate": (PICTURE, lambda widget: isinstance(widget, Drawing) and widget.canvas.image.pixelColor(260, 160).red() > 200),
    "new": (PICTURE, lambda widget: not widget.acceptDrops()),
    "new-front": (PICTURE, lambda widget: not widget.acceptDrops()),
}
"""Appearance -> a question, and what is true of its widget with that word only."""
OF_GROUPS = {"table-list", "field-list"}
ALWAYS = {"no-calendar"}


@pytest.fixture
def shown(qtbot, monkeypatch):
    """The widget of a question as it stands on a page, with another question behind it."""
    monkeypatch.setattr(devices, "has_camera", lambda: True)
    page = QWidget()
    qtbot.addWidget(page)
    column = QVBoxLayout(page)

    def make(made):
        files = MemoryFiles()
        files.keep("foto.jpg", jpeg(wall()))
        widget = widget_for(made, Showing(Theme(), files=files))
        widget.render_state(made)
        column.addWidget(widget)
        behind = QLineEdit()
        column.addWidget(behind)
        page.resize(800, 900)
        page.show()
        page.activateWindow()
        qtbot.waitUntil(page.isActiveWindow)
        behind.setFocus()
        for __ in range(3):
            QApplication.processEvents()
        return widget

    return make


@pytest.mark.parametrize("word", SEEN)
def test_an_appearance_is_seen(shown, word):
    made, seen = SEEN[word]
    assert seen(shown(replace(made, appearance=(word,))))


@pytest.mark.parametrize("word", SEEN)
def test_without_the_word_it_is_not_so(shown, word):
    made, seen = SEEN[word]
    assert not seen(shown(made))


def test_a_date_is_typed_and_has_no_calendar_to_point_in(shown):
    assert not shown(replace(DAY, appearance=("no-calendar",))).findChildren(QCalendarWidget)


ASKED = """
minimal quick autocomplete columns columns-pack columns-3 no-buttons likert label list-nolabel list table-list field-list multiline numbers
thousands-sep month-year year no-calendar ethiopian persian islamic coptic horizontal picker rating vertical signature draw annotate new
hidden-answer masked
"""


def test_every_appearance_that_is_promised_has_its_test_and_is_known_to_the_check():
    assert set(ASKED.split()) <= SEEN.keys() | OF_GROUPS | ALWAYS
    assert [word for word in ASKED.split() if word not in vocabulary.APPEARANCES and not vocabulary.PATTERNED.match(word)] == []


# Groups

TABLE = """| survey |
| | type | name | label | appearance |
| | begin group | g | Wat vindt u? | table-list |
| | select_one eens | a | Ik kom op tijd. | |
| | select_one eens | b | Ik vraag uitleg als ik iets niet begrijp. | |
| | end group | | | |
| choices |
| | list_name | name | label |
| | eens | 0 | Helemaal niet mee eens |
| | eens | 1 | Mee eens |
"""
IN_XML = (
    '<h:html xmlns="http://www.w3.org/2002/xforms" xmlns:h="http://www.w3.org/1999/xhtml"><h:head><h:title>T</h:title><model><instance>'
    '<data id="t"><g><head/><a/><b/></g></data></instance></model></h:head><h:body><group ref="/data/g" appearance="field-list">'
    + "".join(
        f'<select1 ref="/data/g/{name}" appearance="{look}"><label>{name}</label>'
        "<item><label>Nee</label><value>0</value></item><item><label>Ja, heel zeker</label><value>1</value></item></select1>"
        for name, look in (("head", "label"), ("a", "list-nolabel"), ("b", "list-nolabel"))
    )
    + "</group></h:body></h:html>"
)


def opened(qtbot, session) -> EntryPage:
    page = EntryPage(session, lambda place: None)
    qtbot.addWidget(page)
    page.resize(1100, 800)
    page.show()
    QApplication.processEvents()
    return page


@pytest.mark.parametrize(("name", "text"), [("tabel.md", TABLE), ("tabel.xml", IN_XML)])
def test_a_table_of_questions_has_its_words_once_and_a_mark_below_each(qtbot, tmp_path, name, text):
    path = Path(tmp_path) / name
    path.write_text(text, encoding="utf-8")
    page = opened(qtbot, FormSession(load(path), FixedProvider()))
    rows = {ref.rsplit("/", 1)[-1]: widget for ref, widget in page.view.questions.items() if hasattr(widget, "options")}
    head, first, second = rows.values()
    centres = [[option.mapTo(page, QPoint(option.width() // 2, 0)).x() for option in row.options.values()] for row in rows.values()]
    assert centres[0] == centres[1] == centres[2]
    assert all(option.shape_of.bare for row in (first, second) for option in row.options.values())
    assert not any(option.isEnabled() or option.shape_of.bare for option in head.options.values())
    first.options["1"].click()
    assert page.session.state(first.ref).value == "1"


def test_the_head_of_a_table_is_not_counted_as_a_question(qtbot, tmp_path):
    path = Path(tmp_path) / "tabel.md"
    path.write_text(TABLE, encoding="utf-8")
    session = FormSession(load(path), FixedProvider())
    assert [column.name for column in session.definition.columns()] == ["a", "b"]
    from nbnb_desktop.ui.pages.entry_outline import progress, sections
    from nbnb_desktop.ui.pages.handover_steps import questions

    assert progress(session, sections(session)[0], {}).asked == 2
    assert [ref.rsplit("/", 1)[-1] for ref in questions(session)] == ["a", "b"]


def test_the_questions_of_a_field_list_stand_on_one_page(qtbot, tmp_path):
    survey = [
        {"type": "group", "name": "g", "label": "Samen", "appearance": "field-list", "children": [
            {"type": "text", "name": "a", "label": "A"}, {"type": "text", "name": "b", "label": "B"}]},
        {"type": "text", "name": "c", "label": "C"},
    ]  # fmt: skip
    page = opened(qtbot, session_of({"settings": {"form_id": "samen", "title": "Samen", "version": "1"}, "survey": survey}, tmp_path))
    assert list(page.view.questions) == ["/data/g/a", "/data/g/b"]
    assert all(widget.isVisible() for widget in page.view.questions.values())


def test_a_group_without_words_is_called_by_its_first_ones_at_the_side_and_has_no_title(qtbot, tmp_path):
    path = Path(tmp_path) / "tabel.md"
    path.write_text(TABLE.replace("| choices |", "| | text | c | Nog iets? | |\n| choices |"), encoding="utf-8")
    page = opened(qtbot, FormSession(load(path), FixedProvider()))
    assert [button.accessibleName().split(".")[0] for button in page.list.buttons] == ["Wat vindt u?", "tabel"]
    assert page._title.isHidden()


BARE = (
    '<h:html xmlns="http://www.w3.org/2002/xforms" xmlns:h="http://www.w3.org/1999/xhtml"><h:head><h:title>T</h:title><model><instance>'
    '<data id="t"><a/><b/><c/></data></instance><bind nodeset="/data/c" required="true()" relevant="/data/b != \'x\'"/></model></h:head>'
    '<h:body><group><label>Werk</label><input ref="/data/a"><label>A</label></input><input ref="/data/b"><label>B</label></input></group>'
    '<group><label>Wonen</label><group><label>Straat</label><input ref="/data/c"><label>C</label></input></group></group></h:body></h:html>'
)


def test_a_group_without_a_place_is_a_page_with_its_title_and_leads_to_its_questions(qtbot, tmp_path):
    path = Path(tmp_path) / "kaal.xml"
    path.write_text(BARE, encoding="utf-8")
    page = opened(qtbot, FormSession(load(path), FixedProvider()))
    assert [button.accessibleName().split(".")[0] for button in page.list.buttons] == ["Werk", "Wonen"]
    page.finish()
    page.jump(page.to_do()[0].ref)
    assert page.number == 1
    assert page.view.questions["/data/c"].isVisible()
    page.open_section(0)
    qtbot.keyClicks(page.view.questions["/data/b"].edit, "x")
    page.open_section(1)
    assert not page.view.questions["/data/c"].isVisible()
