"""First start, unlocking and recovery, as a person does them, on a real encrypted store."""

from __future__ import annotations

import pytest
from PySide6.QtCore import Qt
from PySide6.QtWidgets import QPushButton, QRadioButton

from nbnb_desktop import i18n
from nbnb_desktop.actions import setup
from nbnb_desktop.store import bureau_key
from nbnb_desktop.ui.pages.first_start import FirstStartPage
from nbnb_desktop.ui.pages.first_steps import AccountStep, LanguageStep, ProjectStep
from nbnb_desktop.ui.pages.unlock import RecoverPage, UnlockPage
from tests.ui.shell import PASSPHRASE, choices, dressed, tasks  # noqa: F401

WAIT = 20_000


def click(page, words):
    next(button for button in page.findChildren(QPushButton) if button.text() == words and button.isVisible()).click()


@pytest.fixture
def page(qtbot, dressed, tasks, tmp_path):  # noqa: F811
    made = FirstStartPage(tasks, tmp_path / "store")
    qtbot.addWidget(made)
    made.show()
    return made


def fill_account(page, again=PASSPHRASE):
    page.step._name.setText("Anna de Vries")
    page.step._passphrase.edit.setText(PASSPHRASE)
    page.step._again.edit.setText(again)


def to_account(page):
    page.go_on()
    page.step._list.setCurrentRow(3)
    page.go_on()


def test_the_first_start_makes_a_store_that_the_passphrase_opens(qtbot, page, tmp_path):
    to_account(page)
    fill_account(page)
    page.go_on()
    qtbot.waitUntil(lambda: hasattr(page, "recovery"), timeout=WAIT)
    page.recovery.check(page.recovery._code.split("-")[-1].lower())
    with qtbot.waitSignal(page.finished) as done:
        page.start.click()
    setup.lock(done.args[0])
    again = setup.unlock(tmp_path / "store", "Anna de Vries", PASSPHRASE)
    assert setup.settings(again)["organisation"] == "Stichting Werkshop"
    setup.lock(again)


def test_the_recovery_code_must_be_kept_before_one_goes_on(qtbot, page):
    to_account(page)
    fill_account(page)
    page.go_on()
    qtbot.waitUntil(lambda: hasattr(page, "recovery"), timeout=WAIT)
    page.recovery.check("XXXX")
    assert page.recovery._field.complaint
    assert not hasattr(page, "start")
    setup.lock(page._workplace)


def test_two_passphrases_that_differ_stay_on_the_page_with_a_sentence(page):
    to_account(page)
    fill_account(page, again="iets heel anders dus")
    page.go_on()
    assert isinstance(page.step, AccountStep)
    assert page.step._again_field.complaint


def test_a_weak_passphrase_is_refused_with_advice(page):
    to_account(page)
    fill_account(page)
    page.step._passphrase.edit.setText("kort")
    page.go_on()
    assert isinstance(page.step, AccountStep)
    assert page.step._passphrase_field.complaint


def test_going_back_keeps_what_was_chosen(page):
    to_account(page)
    page.go_back()
    assert isinstance(page.step, ProjectStep)
    assert page.step._list.currentRow() == 3


def test_another_language_is_spoken_at_once(qtbot, page):
    with qtbot.waitSignal(page.spoke) as told:
        next(choice for choice in page.findChildren(QRadioButton) if choice.text() == "English").click()
    assert told.args == ["en"]
    assert isinstance(page.step, LanguageStep)
    assert page.answers.language == "en"


def test_a_project_is_found_by_a_word_of_its_name_or_organisation(page):
    page.go_on()
    page.step._search.setText("werkshop")
    visible = [page.step._list.item(row).text() for row in range(page.step._list.count()) if not page.step._list.item(row).isHidden()]
    assert visible
    assert all("erkshop" in text for text in visible)


def test_a_project_outside_the_list_needs_a_name(page):
    page.go_on()
    page.step._other.setChecked(True)
    page.step._organisation.setText("Stichting Voorbeeld")
    page.go_on()
    assert isinstance(page.step, ProjectStep)
    assert page.step._name_field.complaint
    page.step._name.setText("Eigen project")
    page.go_on()
    assert page.answers.project == setup.Project(0, "Eigen project", "Stichting Voorbeeld")


@pytest.fixture
def store(tmp_path):
    """A locked store of one invented worker; its folder and recovery code."""
    folder = tmp_path / "store"
    answers = setup.FirstStart("nl", "Stichting Voorbeeld", setup.Project(0, "Proef", ""), "Anna de Vries", PASSPHRASE)
    workplace, code = setup.first_start(folder, answers)
    setup.lock(workplace)
    return folder, code


@pytest.fixture
def unlock(qtbot, dressed, tasks, store):  # noqa: F811
    made = UnlockPage(tasks, store[0])
    qtbot.addWidget(made)
    made.show()
    return made


def test_the_right_passphrase_opens(qtbot, unlock, tasks):  # noqa: F811
    unlock.passphrase.edit.setText(PASSPHRASE)
    with qtbot.waitSignal(unlock.unlocked, timeout=WAIT) as opened:
        qtbot.keyClick(unlock.passphrase.edit, Qt.Key.Key_Return)
    assert opened.args[0].account == "Anna de Vries"
    tasks.run(lambda: setup.lock(opened.args[0]))


def test_a_wrong_passphrase_says_so_in_words_and_can_be_tried_again(qtbot, unlock):
    unlock.passphrase.edit.setText("niet de goede zin")
    unlock.unlock()
    qtbot.waitUntil(lambda: bool(unlock.complaint), timeout=WAIT)
    assert unlock._open.isEnabled()
    assert unlock.passphrase.text()


def test_after_five_wrong_tries_one_has_to_wait_also_after_a_restart(qtbot, unlock, tasks, store):  # noqa: F811
    for number in range(5):
        unlock.passphrase.edit.setText(f"niet de goede zin {number}")
        unlock.unlock()
        qtbot.waitUntil(lambda: not tasks.is_busy, timeout=WAIT)
    assert not unlock._open.isEnabled()
    again = UnlockPage(tasks, store[0])
    qtbot.addWidget(again)
    assert not again._open.isEnabled()


def test_while_one_has_to_wait_the_button_counts_down_and_then_opens_again(qtbot, unlock):
    unlock.count_down(2)
    assert not unlock._open.isEnabled()
    assert "2" in unlock._open.text()
    unlock._on_tick()
    unlock._on_tick()
    assert unlock._open.isEnabled()


def test_the_passphrase_can_be_shown_and_hidden(unlock):
    click(unlock, i18n._("Show"))
    assert unlock.passphrase.edit.echoMode() == unlock.passphrase.edit.EchoMode.Normal
    click(unlock, i18n._("Hide"))
    assert unlock.passphrase.edit.echoMode() == unlock.passphrase.edit.EchoMode.Password


def test_the_recovery_code_gives_a_new_passphrase_and_a_new_code(qtbot, dressed, tasks, store):  # noqa: F811
    folder, code = store
    page = RecoverPage(tasks, folder)
    qtbot.addWidget(page)
    page.code.setText(code.lower())
    page.passphrase.edit.setText("een heel andere lange zin hier")
    page.recover()
    qtbot.waitUntil(lambda: hasattr(page, "recovery"), timeout=WAIT)
    assert page.recovery._code != code
    with qtbot.waitSignal(page.unlocked) as opened:
        page.recovery.check(page.recovery._code.split("-")[-1])
    tasks.run(lambda: setup.lock(opened.args[0]))


def test_a_typing_mistake_in_the_recovery_code_names_its_group(qtbot, dressed, tasks, store):  # noqa: F811
    folder, code = store
    page = RecoverPage(tasks, folder)
    qtbot.addWidget(page)
    page.code.setText(("0" if code[0] != "0" else "1") + code[1:])
    page.passphrase.edit.setText("een heel andere lange zin hier")
    page.recover()
    qtbot.waitUntil(lambda: bool(page.complaint), timeout=WAIT)
    assert "1" in page.complaint


def test_the_bureaus_key_opens_where_the_sheet_is_gone_too(qtbot, dressed, tasks, tmp_path):  # noqa: F811
    answers = setup.FirstStart("nl", "Stichting Proef", setup.projects()[3], "Anna de Vries", PASSPHRASE)
    workplace, __ = setup.first_start(tmp_path / "store", answers)
    private, public = bureau_key.generate()
    setup.trust_bureau(workplace, public)
    setup.lock(workplace)
    page = RecoverPage(tasks, tmp_path / "store", "Anna de Vries")
    qtbot.addWidget(page)
    page.code.setText(private)
    page.passphrase.edit.setText("vijf rode stoelen dansen buiten")
    page.recover()
    qtbot.waitUntil(lambda: hasattr(page, "recovery"), timeout=WAIT)
    with qtbot.waitSignal(page.unlocked) as opened:
        page.recovery.kept.emit()
    assert setup.settings(opened.args[0])["organisation"] == "Stichting Proef"
    setup.lock(opened.args[0])
