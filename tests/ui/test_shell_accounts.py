"""Accounts, keys and the list of who did what, as an administrator uses them on a real encrypted store."""

from __future__ import annotations

import csv

import pytest
from PySide6.QtCore import QPoint, Qt
from PySide6.QtWidgets import QPushButton

from nbnb_desktop.actions import setup, trail
from nbnb_desktop.i18n import _
from nbnb_desktop.store import bureau_key
from nbnb_desktop.ui.blocks import Empty
from nbnb_desktop.ui.pages.bureau_key import in_short
from tests.ui.shell import choices, dressed, tasks  # noqa: F401
from tests.ui.test_shell_window import WAIT, go, idle, prepared, window, words_on  # noqa: F401

OTHER = "een heel andere lange zin hier"
THIRD = "acht rode stoelen wachten buiten"


def press(page, words):
    """Click the button with these words, as somebody with a mouse does."""
    found = next(one for one in page.findChildren(QPushButton) if words in (one.text(), one.accessibleName()) and one.isVisibleTo(page))
    found.click()


@pytest.fixture
def page(qtbot, window):  # noqa: F811
    made = go(qtbot, window, "accounts")
    qtbot.waitUntil(lambda: bool(made.colleagues), timeout=WAIT)
    return made


@pytest.fixture
def youssef(qtbot, window, page):  # noqa: F811
    """A colleague was added by hand."""
    page.new_name.setText("Youssef")
    page.new_passphrase.edit.setText(OTHER)
    page.new_role.setCurrentIndex(page.new_role.findData("leader"))
    page.add_button.click()
    idle(qtbot, window)
    return page


def as_known(qtbot, window):  # noqa: F811
    """Every account as the store has it now: name to (role, whether it can unlock)."""
    found: list = []
    window._tasks.run(lambda: setup.colleagues(window.workplace), then=found.append)
    qtbot.waitUntil(lambda: bool(found), timeout=WAIT)
    return {one.name: (one.role, one.active) for one in found[0]}


def reopened_as(qtbot, window, name, passphrase):  # noqa: F811
    """Lock, and come back as another account."""
    with qtbot.waitSignal(window.locked, timeout=WAIT):
        window.lock()
    gate = window.screen_now
    gate.account.setCurrentText(name)
    gate.passphrase.edit.setText(passphrase)
    with qtbot.waitSignal(window.opened, timeout=WAIT):
        gate.unlock()
    return window


def test_a_colleague_who_was_added_with_a_role_can_unlock(qtbot, window, youssef):  # noqa: F811
    assert as_known(qtbot, window)["Youssef"] == ("leader", True)
    assert _("project leader") in words_on(youssef)
    assert reopened_as(qtbot, window, "Youssef", OTHER).workplace.account == "Youssef"


def test_a_weak_passphrase_for_a_colleague_is_refused_with_advice(qtbot, window, page):  # noqa: F811
    page.new_name.setText("Youssef")
    page.new_passphrase.edit.setText("kort")
    page.add()
    idle(qtbot, window)
    assert page.not_added.isVisible()
    assert page.new_name.text() == "Youssef"
    assert "Youssef" not in as_known(qtbot, window)


def test_a_role_is_changed_and_the_words_below_it_say_what_it_may(qtbot, window, youssef):  # noqa: F811
    youssef.open("Youssef")
    youssef.change.role.setCurrentIndex(youssef.change.role.findData("administrator"))
    qtbot.waitUntil(lambda: _("see who did what") in words_on(youssef.change), timeout=WAIT)
    press(youssef.change, _("Keep this role"))
    idle(qtbot, window)
    assert as_known(qtbot, window)["Youssef"] == ("administrator", True)


def test_a_colleague_who_forgot_gets_a_new_passphrase(qtbot, window, youssef):  # noqa: F811
    youssef.open("Youssef")
    youssef.change.passphrase.edit.setText(THIRD)
    qtbot.keyClick(youssef.change.passphrase.edit, Qt.Key.Key_Return)
    idle(qtbot, window)
    assert reopened_as(qtbot, window, "Youssef", THIRD).workplace.account == "Youssef"


def test_a_disabled_account_comes_back_with_a_new_passphrase(qtbot, window, youssef):  # noqa: F811
    youssef.open("Youssef")
    press(youssef.change, _("Let unlock no more"))
    idle(qtbot, window)
    assert as_known(qtbot, window)["Youssef"] == ("leader", False)
    qtbot.waitUntil(lambda: _("cannot unlock") in words_on(youssef), timeout=WAIT)
    youssef.open("Youssef")
    youssef.change.passphrase.edit.setText(THIRD)
    press(youssef.change, _("Let unlock again"))
    idle(qtbot, window)
    assert as_known(qtbot, window)["Youssef"] == ("leader", True)


def test_the_only_administrator_is_told_why_nothing_can_be_changed(qtbot, page):
    page.open("Anna de Vries")
    qtbot.waitUntil(lambda: _("Make another account administrator first.") in words_on(page.change), timeout=WAIT)
    assert _("Your own passphrase you change in the settings.") in words_on(page.change)
    assert page.change.findChildren(QPushButton) == []


def test_one_of_two_administrators_may_step_down_but_not_shut_the_own_account(qtbot, window, youssef):  # noqa: F811
    youssef.open("Youssef")
    youssef.change.role.setCurrentIndex(youssef.change.role.findData("administrator"))
    press(youssef.change, _("Keep this role"))
    idle(qtbot, window)
    youssef.open("Anna de Vries")
    assert [one.text() for one in youssef.change.findChildren(QPushButton)] == [_("Keep this role")]
    youssef.change.role.setCurrentIndex(youssef.change.role.findData("worker"))
    youssef.change.keep_role()
    idle(qtbot, window)
    assert youssef.findChildren(Empty)


def test_who_is_no_administrator_sees_no_doors_and_is_told_whom_to_ask(qtbot, window, youssef):  # noqa: F811
    reopened_as(qtbot, window, "Youssef", OTHER)
    settings = go(qtbot, window, "settings")
    assert not settings.accounts_button.isVisible()
    assert not settings.trail_button.isVisible()
    for closed in ("accounts", "audit"):
        shown = go(qtbot, window, closed)
        qtbot.waitUntil(lambda shown=shown: _("administrator") in words_on(shown), timeout=WAIT)


def test_the_settings_lead_an_administrator_to_the_accounts(qtbot, window):  # noqa: F811
    settings = go(qtbot, window, "settings")
    settings.accounts_button.click()
    assert window.workbench.place.page == "accounts"


def test_opening_a_line_puts_the_focus_in_it_and_tab_goes_on_to_the_passphrase(qtbot, window, youssef):  # noqa: F811
    window.activateWindow()
    youssef.open("Youssef")
    qtbot.waitUntil(lambda: youssef.change.role.hasFocus() and youssef.change.passphrase.isVisible(), timeout=WAIT)
    for __ in range(2):
        qtbot.keyClick(window.focusWidget(), Qt.Key.Key_Tab)
    assert youssef.change.passphrase.edit.hasFocus()


def test_a_new_recovery_code_works_once_it_was_kept_and_not_before(qtbot, window, page):  # noqa: F811
    page.recovery.make_button.click()
    qtbot.waitUntil(lambda: page.recovery.code is not None, timeout=WAIT)
    code, folder = page.recovery.code._code, window._folder
    slot = (folder / "keys.json").read_bytes()
    page.recovery.code.check("XXXX")
    idle(qtbot, window)
    assert (folder / "keys.json").read_bytes() == slot
    page.recovery.code.check(code.split("-")[-1])
    idle(qtbot, window)
    assert page.recovery.make_button.isEnabled()
    with qtbot.waitSignal(window.locked, timeout=WAIT):
        window.lock()
    opened, __ = setup.recover(folder, code, "Anna de Vries", THIRD)
    setup.lock(opened)


def test_a_bureaus_key_is_trusted_from_its_file_and_no_more(qtbot, window, page, tmp_path):  # noqa: F811
    __, public = bureau_key.generate()
    (tmp_path / "bureau.txt").write_text(f"Bureau Voorbeeld (verzonnen)\n{public}\n", encoding="utf-8")
    page.bureau.read(tmp_path / "bureau.txt")
    idle(qtbot, window)
    assert page.bureau.public.text() == public
    page.bureau.trust_button.click()
    idle(qtbot, window)
    qtbot.waitUntil(lambda: in_short(public) in words_on(page.bureau), timeout=WAIT)
    press(page.bureau, _("Remove"))
    idle(qtbot, window)
    qtbot.waitUntil(lambda: _("No bureau can open this laptop.") in words_on(page.bureau), timeout=WAIT)


def test_a_key_that_was_made_for_a_bureau_opens_what_trusts_it(qtbot, window, page, tmp_path):  # noqa: F811
    page.bureau.make(tmp_path / "secret.txt")
    idle(qtbot, window)
    page.bureau.trust_button.click()
    idle(qtbot, window)
    folder = window._folder
    with qtbot.waitSignal(window.locked, timeout=WAIT):
        window.lock()
    opened, __ = setup.recover(folder, (tmp_path / "secret.txt").read_text(), "Anna de Vries", THIRD)
    setup.lock(opened)


@pytest.mark.parametrize("wrong", ["age1geensleutel", "", "AGE-SECRET-KEY-1DIT"])
def test_what_is_no_public_key_is_refused_at_the_field(qtbot, window, page, wrong):  # noqa: F811
    page.bureau.public.setText(wrong)
    page.bureau.trust()
    idle(qtbot, window)
    assert page.bureau._field.complaint


def test_a_file_without_a_key_says_so(qtbot, window, page, tmp_path):  # noqa: F811
    (tmp_path / "brief.txt").write_bytes(b"\xff\xfe geen sleutel")
    for name in ("brief.txt", "nergens.txt"):
        page.bureau._field.complain()
        page.bureau.read(tmp_path / name)
        idle(qtbot, window)
        assert page.bureau._field.complaint


@pytest.fixture
def audit(qtbot, window, youssef, prepared):  # noqa: F811
    go(qtbot, window, "participant", participant=prepared[1])
    made = go(qtbot, window, "audit")
    qtbot.waitUntil(lambda: made.model.rowCount() > 0 and made.model.at(0) is not None, timeout=WAIT)
    return made


def told(page):
    return [page.model.index(row, 2).data() for row in range(page.model.rowCount())]


def test_the_list_tells_the_latest_first_in_words_with_names(qtbot, audit):
    assert told(audit)[0] == _("looked at this list")
    assert told(audit)[1] == _("opened the file of {about}").format(about="Selam Tesfay")
    assert "Anna de Vries" in audit.model.index(0, 1).data()
    assert audit.model.headerData(0, Qt.Orientation.Horizontal) == _("When")


def test_the_list_is_narrowed_by_kind_person_and_period(qtbot, window, audit):  # noqa: F811
    whole = audit.model.rowCount()
    audit.kind.setCurrentIndex(audit.kind.findData(trail.STAFF))
    idle(qtbot, window)
    assert told(audit) == [_("added an account: {detail}").format(detail=f"Youssef, {_('project leader')}")]
    audit.kind.setCurrentIndex(0)
    audit.period.setCurrentIndex(audit.period.findData(7))
    audit.who.setCurrentIndex(audit.who.findData("Anna de Vries"))
    idle(qtbot, window)
    assert audit.model.rowCount() == whole
    audit.kind.setCurrentIndex(audit.kind.findData(trail.TABLES))
    idle(qtbot, window)
    qtbot.waitUntil(lambda: _("Nothing was noted") in words_on(audit), timeout=WAIT)


def test_the_whole_list_is_saved_as_a_file(qtbot, window, audit, tmp_path):  # noqa: F811
    audit.save(tmp_path / "wie.csv")
    idle(qtbot, window)
    rows = list(csv.DictReader((tmp_path / "wie.csv").read_text(encoding="utf-8-sig").splitlines()))
    assert {"read", "account added", "audit export"} <= {row["event"] for row in rows}


def test_the_arrow_keys_walk_through_the_list(qtbot, window, audit):  # noqa: F811
    audit.table.setCurrentIndex(audit.model.index(0, 0))
    qtbot.keyClick(audit.table, Qt.Key.Key_Down)
    assert audit.table.currentIndex().row() == 1


@pytest.mark.parametrize("language", ["ar"])
def test_on_an_arabic_screen_a_name_stands_at_the_right_and_its_button_at_the_left(qtbot, window, page, language):  # noqa: F811
    from nbnb_desktop.ui.dress import Look

    window.redress(Look(language, "light", 100))
    mirrored = go(qtbot, window, "accounts")
    qtbot.waitUntil(lambda: bool(mirrored.colleagues), timeout=WAIT)
    change = next(one for one in mirrored.findChildren(QPushButton) if "Anna de Vries" in one.accessibleName())
    qtbot.waitUntil(lambda: change.width() > 0 and change.mapTo(mirrored, QPoint(0, 0)).x() < mirrored.width() // 2, timeout=WAIT)
