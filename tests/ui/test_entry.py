"""A worker fills in a form: nothing is lost, the place stays, two languages stand beside each other."""

from __future__ import annotations

import pytest
from PySide6.QtCore import Qt
from PySide6.QtWidgets import QLabel, QPushButton

from nbnb_desktop.errors import StoreError
from nbnb_desktop.ui.blocks import Segment
from nbnb_desktop.ui.dialogs.keys import KeysDialog
from nbnb_desktop.ui.pages.entry import EntryPage
from nbnb_desktop.ui.pages.entry_outline import MOST, progress, section_of, sections
from nbnb_desktop.ui.pages.entry_rows import RowTable

from .sessions import AR, NL, WORKER_FORM, session_of

NAME, YEARS, WORKS, WHERE = "/data/wie/naam", "/data/wie/jaren", "/data/wie/werkt", "/data/wie/waar"


@pytest.fixture
def session(tmp_path):
    return session_of(WORKER_FORM, tmp_path)


@pytest.fixture
def page(session, qtbot):
    return opened(session, qtbot)


def opened(session, qtbot, **told):
    made = EntryPage(session, lambda place: (place, session.draft_xml()), **told)
    qtbot.addWidget(made)
    made.drafts = []
    made.changed.connect(made.drafts.append)
    made.resize(1100, 700)
    made.show()
    return made


def large(tmp_path, count):
    survey = [{"type": "text", "name": f"v{number}", f"label::{NL}": f"Vraag {number}"} for number in range(count)]
    return session_of({"settings": {"form_id": "groot", "title": "Groot", "version": "1"}, "survey": survey}, tmp_path)


def type_in(page, ref, text, qtbot):
    qtbot.keyClicks(page.view.questions[ref].edit, text)


# Outline


def test_each_group_and_repeat_is_a_section_and_loose_questions_share_one(session):
    assert [(section.head, section.refs) for section in sections(session)] == [
        ("/data/wie", ("/data/wie",)),
        ("/data/baan", ("/data/baan",)),
        ("", ("/data/slot",)),
    ]


def test_a_long_run_of_questions_becomes_several_pages(tmp_path):
    parts = sections(large(tmp_path, 2 * MOST + 1))
    assert [len(part.refs) for part in parts] == [MOST, MOST, 1]
    assert [part.part for part in parts] == [1, 2, 3]


def test_a_question_in_a_row_belongs_to_the_section_of_its_repeat(session):
    session.add_row("/data/baan")
    row = session.rows("/data/baan")[-1]
    assert section_of(session, sections(session), f"{row}/beroep") == 1
    assert section_of(session, sections(session), "/data/slot") == 2


def test_progress_counts_only_what_applies_now(session):
    who = sections(session)[0]
    before = progress(session, who, {})
    session.answer(WORKS, "ja")
    after = progress(session, who, {})
    assert (before.asked, before.answered) == (3, 0)
    assert (after.asked, after.answered) == (4, 1)


# Answers


def test_an_answer_reaches_the_session_and_shows_what_depends_on_it(page, session, qtbot):
    assert not page.view.questions[WHERE].isVisible()
    qtbot.keyClick(page.view.questions[WORKS].options["ja"], Qt.Key.Key_Space)
    assert session.value(WORKS) == "ja"
    assert page.view.questions[WHERE].isVisible()


def test_a_draft_is_handed_out_soon_after_typing_and_not_for_every_letter(page, qtbot):
    with qtbot.waitSignal(page.changed):
        type_in(page, NAME, "Selam", qtbot)
    assert len(page.drafts) == 1
    place, xml = page.drafts[0]
    assert place == NAME
    assert "Selam" in xml


def test_leaving_hands_out_the_draft_at_once_and_tells_the_place(page, qtbot):
    type_in(page, NAME, "S", qtbot)
    with qtbot.waitSignal(page.left) as told:
        page.leave()
    assert told.args == [NAME]
    assert len(page.drafts) == 1
    page.leave()
    assert len(page.drafts) == 1


def test_a_page_that_goes_away_has_handed_out_everything(page, qtbot):
    type_in(page, NAME, "S", qtbot)
    page.hide()
    assert len(page.drafts) == 1


def test_the_page_says_quietly_whether_the_draft_is_kept(page):
    page.saved()
    assert ":" in page._said.text()
    page.not_saved(StoreError("De schijf is vol.", "Maak ruimte."))
    assert "De schijf is vol." in page._said.text()


def test_one_goes_on_where_one_was(session, qtbot):
    session.add_row("/data/baan")
    row = session.rows("/data/baan")[-1]
    page = opened(session, qtbot, place=f"{row}/beroep")
    assert page.number == 1
    assert page.place == f"{row}/beroep"


def test_enter_in_a_line_goes_on_to_the_next_answer(page, qtbot):
    page.activateWindow()
    edit = page.view.questions[NAME].edit
    edit.setFocus()
    qtbot.keyClick(edit, Qt.Key.Key_Return)
    assert not edit.hasFocus()


# Rows


def test_rows_are_added_filled_in_and_removed(page, session, qtbot):
    page.open_section(1)
    before = len(session.rows("/data/baan"))
    qtbot.mouseClick(page.findChild(QPushButton, "add /data/baan"), Qt.MouseButton.LeftButton)
    row = session.rows("/data/baan")[-1]
    assert len(session.rows("/data/baan")) == before + 1
    type_in(page, f"{row}/beroep", "kok", qtbot)
    page.view.drops_row.emit(row)
    assert len(session.rows("/data/baan")) == before
    assert f"{row}/beroep" not in page.view.questions


def test_a_row_with_answers_is_removed_at_the_second_press_only(page, session, qtbot):
    page.open_section(1)
    qtbot.mouseClick(page.findChild(QPushButton, "add /data/baan"), Qt.MouseButton.LeftButton)
    row = session.rows("/data/baan")[-1]
    type_in(page, f"{row}/beroep", "kok", qtbot)
    before = len(session.rows("/data/baan"))
    button = page.findChild(QPushButton, f"remove {row}")
    qtbot.mouseClick(button, Qt.MouseButton.LeftButton)
    assert len(session.rows("/data/baan")) == before
    qtbot.mouseClick(button, Qt.MouseButton.LeftButton)
    assert len(session.rows("/data/baan")) == before - 1


# Finishing


def test_finishing_an_incomplete_form_lists_what_is_to_do_with_the_focus_and_leads_there(page, qtbot):
    page.open_section(2)
    finished = []
    page.finished.connect(lambda: finished.append(True))
    page.finish()
    assert not finished
    assert page.summary.isVisible()
    assert page.focusWidget() is page.summary
    qtbot.mouseClick(page.summary.lines[0], Qt.MouseButton.LeftButton)
    assert page.number == 0
    assert page.view.questions[NAME].fault


def test_what_cannot_be_read_keeps_the_form_from_being_finished_unseen(page, qtbot):
    type_in(page, NAME, "Selam", qtbot)
    type_in(page, YEARS, "veel", qtbot)
    page.open_section(2)
    page.finish()
    assert [thing.ref for thing in page.to_do()] == [YEARS]


def test_an_answer_that_is_refused_by_the_form_is_told_in_its_own_words(page, qtbot):
    type_in(page, YEARS, "77", qtbot)
    page.view.questions[YEARS].edit.editingFinished.emit()
    assert page.view.questions[YEARS].fault == "Dat is te veel."


def test_a_complete_form_finishes_and_the_last_draft_comes_first(page, qtbot):
    order = []
    page.changed.connect(lambda _draft: order.append("changed"))
    page.finished.connect(lambda: order.append("finished"))
    type_in(page, NAME, "Selam", qtbot)
    page.finish()
    assert order == ["changed", "finished"]


def test_the_list_of_what_is_to_do_shrinks_while_it_is_done(page, qtbot):
    page.finish()
    assert len(page.summary.lines) == 1
    type_in(page, NAME, "Selam", qtbot)
    assert not page.summary.isVisible()


# Languages


def test_two_languages_stand_beside_each_other(session, qtbot):
    page = opened(session, qtbot, second="ar")
    words = [label.text() for label in page.view.questions[NAME].findChildren(QLabel) if not label.isHidden()]
    assert any("Naam" in text for text in words)
    assert any("الاسم" in text for text in words)
    assert page.view.questions[WORKS].options["ja"].words.second == "نعم"


def test_changing_the_language_keeps_the_place_and_what_was_typed(session, qtbot):
    page = opened(session, qtbot, second="ar")
    page.view.questions[NAME].edit.insert("Selam")
    page.view.questions[NAME].edit.textEdited.emit("Selam")
    page.place = YEARS
    page.show_languages("other")
    assert page.place == YEARS
    assert page.view.layoutDirection() == Qt.LayoutDirection.RightToLeft
    assert page.view.questions[NAME].edit.text() == "Selam"
    assert page.session.language == AR


def test_one_question_alone_is_shown_in_the_other_language_too(session, qtbot):
    page = opened(session, qtbot, second="ar")
    page.show_languages("one")
    page.view.asked_language.emit(NAME)
    assert page.view.questions[NAME].second is not None
    assert page.view.questions[YEARS].second is None
    page.view.asked_language.emit(NAME)
    assert page.view.questions[NAME].second is None


def test_a_form_in_one_language_has_no_switch(session, qtbot):
    assert opened(session, qtbot, second="ti").switch is None


def test_a_large_form_builds_only_the_page_that_is_shown(tmp_path, qtbot):
    page = opened(large(tmp_path, 300), qtbot)
    assert len(page.view.questions) == MOST
    assert len(page.list.buttons) == 300 // MOST


def test_times_and_numbers_come_back_from_the_engine_as_they_were_typed(tmp_path, qtbot):
    kinds = {"uur": "time", "moment": "dateTime", "dag": "date", "getal": "decimal", "aantal": "integer", "plek": "geopoint"}
    survey = [{"type": kind, "name": name, f"label::{NL}": name} for name, kind in kinds.items()]
    page = opened(session_of({"settings": {"form_id": "soorten", "title": "Soorten", "version": "1"}, "survey": survey}, tmp_path), qtbot)
    shown = page.view.questions
    for ref, typed in {
        "/data/uur": {"hour": "9", "minute": "5"},
        "/data/dag": {"day": "7", "month": "2", "year": "1990"},
        "/data/moment": {"day": "7", "month": "2", "year": "2026", "hour": "9", "minute": "5"},
    }.items():
        for key, text in typed.items():
            qtbot.keyClicks(shown[ref].fields[key], text)
        assert page.session.value(ref) is not None
        assert {key: shown[ref].fields[key].text() for key in typed} == typed
    for ref, typed in {"/data/getal": "2,5", "/data/aantal": "12", "/data/plek": "52.09 5.12"}.items():
        qtbot.keyClicks(shown[ref].edit, typed)
        assert page.session.value(ref) is not None
        assert shown[ref].edit.text() == typed


def two_jobs(session, qtbot):
    session.add_row("/data/baan")  # one is there already
    for row, job in zip(session.rows("/data/baan"), ("kok", "lasser"), strict=True):
        session.answer(f"{row}/beroep", job)
    return opened(session, qtbot, place=f"{session.rows('/data/baan')[0]}/beroep")


def test_rows_are_looked_over_as_a_table_and_opened_from_it(session, qtbot):
    page = two_jobs(session, qtbot)
    page.view.wants_table.emit("/data/baan")
    table = page.view.findChild(RowTable)
    assert [label.text() for label in table.findChildren(QLabel)] == ["Beroep", "kok", "lasser"]
    table.findChildren(QPushButton)[1].click()
    assert page.view.findChild(RowTable) is None
    assert page.place == f"{session.rows('/data/baan')[1]}/beroep"


def test_one_row_needs_no_table(session, qtbot):
    page = two_jobs(session, qtbot)
    page._on_row_dropped(session.rows("/data/baan")[1])
    assert [one.text() for one in page.view.findChildren(Segment) if one.isVisible()] == []


# Keys


def test_escape_closes_a_form_and_keeps_what_was_typed(page, qtbot):
    page.activateWindow()
    type_in(page, NAME, "Selam", qtbot)
    with qtbot.waitSignal(page.left):
        qtbot.keyClick(page.view.questions[NAME].edit, Qt.Key.Key_Escape)
    assert "Selam" in page.drafts[-1][1]


def test_the_place_where_one_left_is_kept_also_when_it_has_no_answer_yet(page, qtbot):
    type_in(page, NAME, "Selam", qtbot)
    page.flush()
    page.jump(YEARS)
    page.leave()
    assert page.drafts[-1][0] == YEARS


def test_a_form_that_was_only_looked_at_is_no_draft(page):
    page.jump(YEARS)
    page.leave()
    assert page.drafts == []


def test_the_last_answer_is_undone_and_then_the_one_before(page, qtbot):
    type_in(page, NAME, "Selam", qtbot)
    type_in(page, YEARS, "12", qtbot)
    page.undo()
    assert (page.session.value(NAME), page.session.value(YEARS)) == ("Selam", None)
    assert page.place == YEARS
    page.undo()
    assert page.session.value(NAME) is None
    assert not page._head_bar.undo.isEnabled()


def test_undoing_passes_over_an_answer_whose_row_is_gone(page, qtbot):
    type_in(page, NAME, "Selam", qtbot)
    page._on_row_wanted("/data/baan")
    row = page.session.rows("/data/baan")[-1]
    type_in(page, f"{row}/beroep", "kok", qtbot)
    page._on_row_dropped(row)
    page.undo()
    assert page.session.value(NAME) is None


def test_f1_lists_the_keys_over_the_form(page, qtbot):
    page.activateWindow()
    qtbot.keyClick(page.view.questions[NAME].edit, Qt.Key.Key_F1)
    shown = page.findChild(KeysDialog)
    assert "F8" in " ".join(label.text() for label in shown.findChildren(QLabel))
    shown.accept()
