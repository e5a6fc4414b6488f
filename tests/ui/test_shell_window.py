"""The window as a worker uses it, on a real encrypted store with invented people."""

from __future__ import annotations

import shutil
from functools import cache

import pytest
from PySide6.QtCore import Qt
from PySide6.QtWidgets import QFileDialog, QLabel, QLineEdit, QPushButton

from nbnb_desktop.actions import participants, setup
from nbnb_desktop.errors import NbnbError
from nbnb_desktop.ui.dress import Look
from nbnb_desktop.ui.main_window import MainWindow
from nbnb_desktop.ui.page import Place
from nbnb_desktop.ui.pages.entry import EntryPage
from nbnb_desktop.ui.pages.unlock import UnlockPage
from tests.ui.shell import PASSPHRASE, choices, dressed, tasks  # noqa: F401

WAIT = 20_000


@cache
def prepared_store(folder):
    """A store with one invented participant, whose forms were built once; (folder, participant)."""
    answers = setup.FirstStart("nl", "Stichting Voorbeeld", setup.Project(0, "Proef", ""), "Anna de Vries", PASSPHRASE)
    workplace, __ = setup.first_start(folder, answers)
    person = participants.new(workplace, participants.NewParticipant("Selam", "Tesfay", "ሰላም ተስፋይ", "1994", "year", ("ti",)))
    setup.lock(workplace)
    return folder, person


@pytest.fixture(scope="session")
def prepared(tmp_path_factory):
    """The same for all modules that ask for it; each test works on a copy."""
    return prepared_store(tmp_path_factory.getbasetemp() / "prepared")


@pytest.fixture
def window(qtbot, dressed, tasks, choices, prepared, tmp_path):  # noqa: F811
    folder = tmp_path / "store"
    shutil.copytree(prepared[0], folder)
    opened: list = []
    tasks.run(lambda: setup.unlock(folder, "Anna de Vries", PASSPHRASE), then=opened.append)
    qtbot.waitUntil(lambda: bool(opened), timeout=WAIT)
    made = MainWindow(opened[0], tasks, folder, choices)
    qtbot.addWidget(made)
    made.show()
    qtbot.waitUntil(lambda: made.workbench is not None, timeout=WAIT)
    yield made
    if made.workplace is not None:
        made.close()
        workplace = made.workplace
        tasks.run(lambda: setup.lock(workplace))
        tasks.wait()


def go(qtbot, window, page, **about):
    window.workbench.go(Place(page, **about))
    idle(qtbot, window)
    return window.workbench.page


def idle(qtbot, window):
    qtbot.waitUntil(lambda: not window._tasks.is_busy, timeout=WAIT)


def words_on(page):
    return " ".join(label.text() for label in page.findChildren(QLabel) if label.isVisible())


def test_a_new_participant_is_in_the_list_and_opens(qtbot, window):
    page = go(qtbot, window, "new_participant")
    page.given.setText("Ahmad")
    page.family.setText("Al-Khatib")
    page.own.setText("أحمد الخطيب")
    page.birth.known.setCurrentIndex(page.birth.known.findData("year"))
    page.birth.year.setText("1988")
    page.languages.add("ar")
    page.save.click()
    qtbot.waitUntil(lambda: window.workbench.place.page == "participant", timeout=WAIT)
    # A layout shows what is put in it at the next turn of the event loop, so wait for the words.
    qtbot.waitUntil(lambda: "أحمد الخطيب" in words_on(window.workbench.page), timeout=WAIT)
    assert "1988" in words_on(window.workbench.page)


def test_somebody_who_may_be_the_same_is_shown_while_one_types(qtbot, window):
    page = go(qtbot, window, "new_participant")
    page.given.setText("Selaam")
    page.family.setText("Tesfai")
    qtbot.waitUntil(page._same.isVisible, timeout=WAIT)
    qtbot.waitUntil(lambda: "Selam Tesfay" in words_on(page._same), timeout=WAIT)


def test_a_participant_without_a_name_is_refused_at_the_field(qtbot, window):
    page = go(qtbot, window, "new_participant")
    page.save.click()
    assert page._names.complaint
    assert window.workbench.place.page == "new_participant"


def test_search_finds_a_name_in_its_own_script_and_a_click_opens_the_file(qtbot, window, prepared):
    page = go(qtbot, window, "participants")
    page.search.setText("ሰላም")
    qtbot.waitUntil(lambda: page.model.rowCount() == 1 and page.model.participant(0) is not None, timeout=WAIT)
    page.table.clicked.emit(page.model.index(0, 0))
    assert window.workbench.place == Place("participant", participant=prepared[1])


def test_a_search_without_result_teaches_what_to_try(qtbot, window):
    page = go(qtbot, window, "participants")
    page.search.setText("zzzzqqq")
    qtbot.waitUntil(page._no_match.isVisible, timeout=WAIT)
    assert not page.table.isVisible()


def test_one_button_on_the_page_leads_to_what_is_next(qtbot, window, prepared):
    page = go(qtbot, window, "participant", participant=prepared[1])
    qtbot.waitUntil(lambda: bool(words_on(page)), timeout=WAIT)
    primary = [button for button in page.findChildren(QPushButton) if button.property("role") == "primary" and button.isVisible()]
    assert primary == [page.next_button]


def test_answers_of_a_form_that_was_left_are_still_there(qtbot, window, prepared):
    window.workbench.go(Place("entry", participant=prepared[1], form="contact"))
    qtbot.waitUntil(lambda: isinstance(window.screen_now, EntryPage), timeout=WAIT)
    entry = window.screen_now
    field = next(edit for edit in entry.findChildren(QLineEdit) if edit.isVisible() and not edit.validator() and not edit.isReadOnly())
    field.setFocus()
    field.setText("Gebeld, alles gaat goed")
    field.textEdited.emit(field.text())
    field.editingFinished.emit()
    entry.leave()
    qtbot.waitUntil(lambda: window.screen_now is window.workbench, timeout=WAIT)
    idle(qtbot, window)
    file = window.workbench.page.file
    assert [line.form_id for line in file.submissions if line.draft] == ["contact"]


def test_locking_closes_the_store_and_asks_for_the_passphrase(qtbot, window):
    with qtbot.waitSignal(window.locked, timeout=WAIT):
        window.lock()
    assert isinstance(window.screen_now, UnlockPage)
    assert window.workplace is None
    with qtbot.waitSignal(window.opened, timeout=WAIT):
        window.screen_now.passphrase.edit.setText(PASSPHRASE)
        window.screen_now.unlock()
    assert window.workbench.place.page == "today"


def unlock_again(qtbot, window):
    with qtbot.waitSignal(window.opened, timeout=WAIT):
        window.screen_now.passphrase.edit.setText(PASSPHRASE)
        window.screen_now.unlock()


def test_after_a_lock_the_same_person_comes_back_to_the_same_page(qtbot, window, prepared):
    go(qtbot, window, "participant", participant=prepared[1])
    with qtbot.waitSignal(window.locked, timeout=WAIT):
        window.lock()
    unlock_again(qtbot, window)
    assert window.workbench.place == Place("participant", participant=prepared[1])


def test_a_form_that_was_open_at_a_lock_is_open_again(qtbot, window, prepared):
    window.workbench.go(Place("entry", participant=prepared[1], form="contact"))
    qtbot.waitUntil(lambda: isinstance(window.screen_now, EntryPage), timeout=WAIT)
    with qtbot.waitSignal(window.locked, timeout=WAIT):
        window.lock()
    unlock_again(qtbot, window)
    qtbot.waitUntil(lambda: isinstance(window.screen_now, EntryPage), timeout=WAIT)


def test_nobody_touching_the_laptop_locks_it(qtbot, window):
    with qtbot.waitSignal(window.locked, timeout=WAIT):
        window._idle.timeout.emit()
    assert isinstance(window.screen_now, UnlockPage)


def test_another_language_and_size_keep_the_place(qtbot, window, prepared):
    go(qtbot, window, "participant", participant=prepared[1])
    window.redress(Look("ar", "dark", 150))
    idle(qtbot, window)
    assert window.workbench.place == Place("participant", participant=prepared[1])
    assert window.layoutDirection() == Qt.LayoutDirection.RightToLeft
    assert window.workbench.navigation.x() > window.workbench.page.x()


def test_the_command_palette_finds_people_and_actions(qtbot, window, prepared):
    from nbnb_desktop.ui.dialogs.palette import CommandPalette

    window.workbench.look_up()
    palette = window.workbench.findChild(CommandPalette)
    qtbot.waitUntil(lambda: palette.list.count() > 1, timeout=WAIT)
    palette.edit.setText("selam")
    qtbot.waitUntil(lambda: palette.list.count() == 1, timeout=WAIT)
    qtbot.keyClick(palette.edit, Qt.Key.Key_Return)
    assert window.workbench.place == Place("participant", participant=prepared[1])


def test_before_one_types_the_palette_has_the_actions_and_the_latest_files(qtbot, window, prepared):
    from nbnb_desktop.ui.dialogs.palette import CommandPalette

    window.workbench.look_up()
    palette = window.workbench.findChild(CommandPalette)
    qtbot.waitUntil(lambda: palette.list.count() > 1, timeout=WAIT)
    lines = [palette.list.item(number).text() for number in range(palette.list.count())]
    assert lines[0] == "Nieuwe deelnemer"
    assert "Selam Tesfay" in lines[-1]
    palette.edit.setText("reservekopie")
    qtbot.waitUntil(lambda: palette.list.count() == 1, timeout=WAIT)
    qtbot.keyClick(palette.edit, Qt.Key.Key_Return)
    assert window.workbench.place.page == "settings"


def test_the_window_comes_back_in_the_size_in_which_it_was_closed(qtbot, window, tasks, choices):  # noqa: F811
    window.resize(900, 640)  # as large as the screen without a screen allows
    window.close()
    again = MainWindow(None, tasks, window._folder, choices)
    qtbot.addWidget(again)
    assert (again.width(), again.height()) == (900, 640)


def test_back_returns_to_where_one_was(qtbot, window, prepared):
    go(qtbot, window, "participants")
    go(qtbot, window, "participant", participant=prepared[1])
    window.workbench.back()
    assert window.workbench.place == Place("participants")


def test_a_refusal_nobody_asked_for_stands_in_the_notice_bar(qtbot, window):
    window.workbench.go(Place("participant", participant="nobody"))
    qtbot.waitUntil(window.workbench.notices.isVisible, timeout=WAIT)
    assert window.workbench.notices.text


def test_the_hand_over_asks_for_a_pin_when_there_is_none(qtbot, window, prepared):
    page = go(qtbot, window, "handover", participant=prepared[1])
    page.forms["nulmeting"].setChecked(True)
    page.pin.setText("12")
    page.hand_over()
    qtbot.waitUntil(lambda: bool(page._pin_field.complaint), timeout=WAIT)
    assert page.chosen == Place("handed_over", participant=prepared[1], form="nulmeting", language="ti")


def handed_over(qtbot, window, person, pin="2468"):
    """The participant's window, after the worker handed over the first survey in Tigrinya."""
    page = go(qtbot, window, "handover", participant=person)
    page.forms["nulmeting"].setChecked(True)
    page.pin.setText(pin)
    page.hand_over()
    qtbot.waitUntil(lambda: window._flow is not None and window._flow.page is not None, timeout=WAIT)
    return window._flow.page


def test_handing_over_leaves_nothing_of_the_worker_on_the_screen(qtbot, window, prepared):
    page = handed_over(qtbot, window, prepared[1])
    assert page.isVisible()
    assert page.language == "ti"
    assert not window.isVisible()
    assert window.workbench is None


def test_only_the_right_pin_brings_the_worker_back(qtbot, window, prepared):
    page = handed_over(qtbot, window, prepared[1])
    page.ask_pin()
    page.pin_entered.emit("0000")
    idle(qtbot, window)
    assert not window.isVisible()
    page.pin_entered.emit("2468")
    qtbot.waitUntil(window.isVisible, timeout=WAIT)
    idle(qtbot, window)
    assert window.workbench.place == Place("participant", participant=prepared[1])


def test_the_participant_saves_the_answers_also_where_the_coach_may_not_see_them(qtbot, window, prepared, tmp_path, monkeypatch):
    page = handed_over(qtbot, window, prepared[1])
    target = tmp_path / "mijn antwoorden.pdf"
    monkeypatch.setattr(QFileDialog, "getSaveFileName", lambda *_asked: (str(target), ""))
    page.completed.emit(page.paradata.as_dict(page.session, "1366x768"))
    page._go(page.thank)
    page.answers_wanted.emit("save")
    qtbot.waitUntil(target.is_file, timeout=WAIT)
    assert target.read_bytes().startswith(b"%PDF")
    page.pin_entered.emit("2468")
    qtbot.waitUntil(window.isVisible, timeout=WAIT)


def test_a_laptop_in_the_hands_of_a_participant_does_not_lock_by_itself(qtbot, window, prepared):
    handed_over(qtbot, window, prepared[1])
    window._on_idle()
    assert window.workplace is not None
    window._flow.page.pin_entered.emit("2468")
    qtbot.waitUntil(window.isVisible, timeout=WAIT)


def test_a_refusal_while_a_form_is_open_stands_above_the_form(qtbot, window, prepared):
    window.workbench.go(Place("entry", participant=prepared[1], form="contact"))
    qtbot.waitUntil(lambda: isinstance(window.screen_now, EntryPage), timeout=WAIT)
    window.tell_refusal(NbnbError("De schijf is vol.", "Maak ruimte vrij."))
    assert window._notices.isVisible()
    assert "De schijf is vol." in window._notices.text


def test_a_participant_is_found_and_opened_with_the_keyboard_alone(qtbot, window, prepared):
    page = go(qtbot, window, "participants")
    page.search.setFocus()
    qtbot.keyClicks(page.search, "selam")
    qtbot.waitUntil(lambda: page.model.rowCount() == 1, timeout=WAIT)
    qtbot.keyClick(page.search, Qt.Key.Key_Return)
    idle(qtbot, window)
    qtbot.waitUntil(lambda: page.table.currentIndex().isValid(), timeout=WAIT)
    qtbot.keyClick(page.table, Qt.Key.Key_Return)
    qtbot.waitUntil(lambda: window.workbench.place == Place("participant", participant=prepared[1]), timeout=WAIT)


def test_languages_are_chosen_by_a_few_letters_and_enter(qtbot, window):
    page = go(qtbot, window, "new_participant")
    qtbot.waitUntil(lambda: bool(page.languages._choices), timeout=WAIT)
    for letters in ("tigr", "arab"):
        qtbot.keyClicks(page.languages.edit, letters)
        qtbot.keyClick(page.languages.edit, Qt.Key.Key_Return)
        qtbot.wait(20)
    assert page.languages.codes == ("ti", "ar")
    page.languages.remove("ti")
    assert page.languages.codes == ("ar",)


def test_shortcuts_go_where_the_navigation_goes(qtbot, window):
    window.activateWindow()
    qtbot.waitUntil(window.isActiveWindow, timeout=WAIT)
    qtbot.keyClick(window, Qt.Key.Key_2, Qt.KeyboardModifier.ControlModifier)
    assert window.workbench.place.page == "participants"
    qtbot.keyClick(window, Qt.Key.Key_N, Qt.KeyboardModifier.ControlModifier)
    assert window.workbench.place.page == "new_participant"
