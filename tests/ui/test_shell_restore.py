"""Putting a backup back, on a new laptop and over what is there, as a person does it. All people are invented."""

from __future__ import annotations

import shutil

import pytest
from PySide6.QtCore import Qt
from PySide6.QtWidgets import QPushButton

from nbnb_desktop.actions import keeping, participants, setup
from nbnb_desktop.actions.participants import NewParticipant
from nbnb_desktop.errors import RecordError, StoreError
from nbnb_desktop.i18n import _
from nbnb_desktop.store import bureau_key
from nbnb_desktop.ui.main_window import MainWindow
from nbnb_desktop.ui.pages.restore import RestorePage
from nbnb_desktop.ui.pages.unlock import RecoverPage, UnlockPage
from tests.ui.shell import PASSPHRASE, choices, dressed, tasks  # noqa: F401

WAIT = 20_000
OTHER = "een heel andere lange zin hier"


@pytest.fixture(scope="module")
def lent(tmp_path_factory):
    """A stick with one backup in which Selam is; the recovery code and the bureau's key of then."""
    place = tmp_path_factory.mktemp("lent")
    answers = setup.FirstStart("nl", "Stichting Voorbeeld", setup.Project(0, "Proef", ""), "Anna de Vries", PASSPHRASE)
    workplace, code = setup.first_start(place / "store", answers)
    private, public = bureau_key.generate()
    setup.trust_bureau(workplace, public)
    participants.new(workplace, NewParticipant("Selam", "Tekle"))
    keeping.backup(workplace, place / "stick")
    setup.lock(workplace)
    (place / "bureau.txt").write_text(private, encoding="utf-8")
    return place, code


@pytest.fixture
def stick(lent):
    return lent[0] / "stick"


@pytest.fixture
def page(qtbot, dressed, tasks, tmp_path):  # noqa: F811
    made = RestorePage(tasks, tmp_path / "new", "Anna de Vries")
    qtbot.addWidget(made)
    made.show()
    qtbot.waitUntil(lambda: made.copies.count() == 1, timeout=WAIT)
    return made


def look_in(qtbot, page, stick):
    page.look_in(stick)
    qtbot.waitUntil(lambda: page.copies.currentData() is not None, timeout=WAIT)


def people_in(folder, passphrase):
    workplace = setup.unlock(folder, "Anna de Vries", passphrase)
    try:
        return [row.name for row in participants.search(workplace, "").rows]
    finally:
        setup.lock(workplace)


def test_on_a_new_laptop_the_stick_brings_everybody_back(qtbot, page, stick, tmp_path):
    look_in(qtbot, page, stick)
    assert page.account.currentText() == "Anna de Vries"
    page.passphrase.edit.setText(PASSPHRASE)
    qtbot.keyClick(page.passphrase.edit, Qt.Key.Key_Return)
    qtbot.waitUntil(lambda: hasattr(page, "unlock_button"), timeout=WAIT)
    with qtbot.waitSignal(page.restored):
        page.unlock_button.click()
    assert people_in(tmp_path / "new", PASSPHRASE) == ["Selam Tekle"]


def test_a_wrong_passphrase_puts_nothing_back_and_says_so(qtbot, page, stick, tmp_path):
    look_in(qtbot, page, stick)
    page.passphrase.edit.setText("niet de goede zin")
    page.restore()
    qtbot.waitUntil(lambda: bool(page.complaint), timeout=WAIT)
    assert page._put_back.isEnabled()
    assert not setup.is_set_up(tmp_path / "new")


def test_a_damaged_backup_is_seen_before_anything_is_replaced(qtbot, page, stick, tmp_path):
    shutil.copytree(stick, tmp_path / "stick")
    (database,) = (tmp_path / "stick").glob("*/nbnb.db")
    content = bytearray(database.read_bytes())
    content[len(content) // 2 :] = bytes(len(content) - len(content) // 2)
    database.write_bytes(content)
    look_in(qtbot, page, tmp_path / "stick")
    page.passphrase.edit.setText(PASSPHRASE)
    page.restore()
    qtbot.waitUntil(lambda: bool(page.complaint), timeout=WAIT)
    assert not setup.is_set_up(tmp_path / "new")


def test_a_folder_without_a_backup_says_so(qtbot, page, tmp_path):
    page.look_in(tmp_path)
    qtbot.waitUntil(lambda: bool(page.complaint), timeout=WAIT)
    page.restore()
    assert _("No backup was chosen.") in page.complaint


@pytest.mark.parametrize("way", ["the recovery code", "the bureau's key"])
def test_without_a_passphrase_the_code_of_then_gives_a_new_passphrase_and_a_new_code(qtbot, page, lent, tmp_path, tasks, way):  # noqa: F811
    place, code = lent
    look_in(qtbot, page, place / "stick")
    page.with_code.click()
    assert page.by_code.isVisible()
    if way == "the recovery code":
        page.by_code.code.setText(code)
    else:
        page.by_code.read(place / "bureau.txt")
        qtbot.waitUntil(lambda: bool(page.by_code.code.text()), timeout=WAIT)
    page.by_code.passphrase.edit.setText(OTHER)
    page.restore()
    qtbot.waitUntil(lambda: hasattr(page, "recovery"), timeout=WAIT)
    page.recovery.save(tmp_path / "sheet.pdf")
    qtbot.waitUntil((tmp_path / "sheet.pdf").is_file, timeout=WAIT)
    fresh = page.recovery._code
    assert fresh != code
    with qtbot.waitSignal(page.unlocked) as opened:
        page.recovery.check(fresh.split("-")[-1])
    tasks.run(lambda: setup.lock(opened.args[0]))
    tasks.wait()
    assert people_in(tmp_path / "new", OTHER) == ["Selam Tekle"]
    with pytest.raises(StoreError):
        setup.unlock(tmp_path / "new", "Anna de Vries", PASSPHRASE)


def test_over_a_store_the_own_backups_are_offered_and_what_was_there_is_set_aside(qtbot, dressed, tasks, choices, lent, tmp_path):  # noqa: F811
    folder = tmp_path / "store"
    keeping.restore(next((lent[0] / "stick").iterdir()), folder, "Anna de Vries", PASSPHRASE)
    workplace = setup.unlock(folder, "Anna de Vries", PASSPHRASE)
    keeping.backup(workplace)
    participants.new(workplace, NewParticipant("Yusuf", "Later"))
    setup.lock(workplace)
    window = MainWindow(None, tasks, folder, choices)
    qtbot.addWidget(window)
    window.show()
    assert isinstance(window.screen_now, UnlockPage)
    next(one for one in window.screen_now.findChildren(QPushButton) if one.text() == _("Put a backup back…")).click()
    page = window.screen_now
    qtbot.waitUntil(lambda: page.copies.currentData() is not None, timeout=WAIT)
    page.passphrase.edit.setText(PASSPHRASE)
    page.restore()
    qtbot.waitUntil(lambda: hasattr(page, "unlock_button"), timeout=WAIT)
    page.unlock_button.click()
    assert isinstance(window.screen_now, UnlockPage)
    assert people_in(folder, PASSPHRASE) == ["Selam Tekle"]
    assert list(folder.glob("replaced-*"))
    window.close()


def test_the_first_start_offers_to_put_a_backup_back_and_comes_back_from_it(qtbot, dressed, tasks, choices, tmp_path):  # noqa: F811
    window = MainWindow(None, tasks, tmp_path / "new", choices)
    qtbot.addWidget(window)
    window.show()
    first = window.screen_now
    next(one for one in first.findChildren(QPushButton) if one.text() == _("Put a backup back…")).click()
    assert isinstance(window.screen_now, RestorePage)
    next(one for one in window.screen_now.findChildren(QPushButton) if one.text() == _("Back")).click()
    assert type(window.screen_now) is type(first)
    window.close()


def test_a_store_that_somebody_works_in_is_no_backup(lent):
    with pytest.raises(RecordError):
        keeping.copies(lent[0] / "store")
    assert [copy.path.parent.name for copy in keeping.copies(lent[0] / "stick")] == ["stick"]
    assert keeping.own_copies(lent[0] / "store") == ()


def test_who_forgot_the_passphrase_can_open_the_bureaus_key_from_its_file(qtbot, dressed, tasks, lent, tmp_path):  # noqa: F811
    shutil.copytree(lent[0] / "store", tmp_path / "store")
    page = RecoverPage(tasks, tmp_path / "store", "Anna de Vries")
    qtbot.addWidget(page)
    page.by_code.read(lent[0] / "bureau.txt")
    qtbot.waitUntil(lambda: bool(page.code.text()), timeout=WAIT)
    page.passphrase.edit.setText(OTHER)
    page.recover()
    qtbot.waitUntil(lambda: hasattr(page, "recovery"), timeout=WAIT)
    with qtbot.waitSignal(page.unlocked) as opened:
        page.recovery.kept.emit()
    tasks.run(lambda: setup.lock(opened.args[0]))
    tasks.wait()
    assert people_in(tmp_path / "store", OTHER) == ["Selam Tekle"]
