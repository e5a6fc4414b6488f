"""Every screen to somebody who does not see it or has no mouse: names, roles, reach and size of all that can be used."""

from __future__ import annotations

from dataclasses import replace

import pytest
from PySide6.QtCore import QSize, Qt

from nbnb_desktop.actions import demo, participants, setup
from nbnb_desktop.ui import theme
from nbnb_desktop.ui.dialogs.keys import KeysDialog
from nbnb_desktop.ui.dialogs.palette import CommandPalette
from nbnb_desktop.ui.dress import Look
from nbnb_desktop.ui.main_window import MainWindow
from nbnb_desktop.ui.page import Desk, Place, settle
from nbnb_desktop.ui.pages.first_start import FirstStartPage
from nbnb_desktop.ui.pages.handover import HandOverPage
from nbnb_desktop.ui.pages.recovery import RecoveryCode
from nbnb_desktop.ui.pages.unlock import RecoverPage, UnlockPage
from nbnb_desktop.ui.questions.base import MemoryFiles, Showing
from nbnb_desktop.ui.questions.table import widget_for
from nbnb_desktop.ui.workbench import COMMANDS, PAGES
from tests.ui import accessible
from tests.ui.sessions import SURVEY, session_of
from tests.ui.shell import PASSPHRASE, choices, dressed, tasks  # noqa: F401
from tests.ui.states import EXAMPLES, wrong
from tests.ui.test_shell_window import WAIT, idle

WHO = "Maryam"
EXAMINED = {
    "a name": accessible.nameless,
    "a voice": accessible.silenced,
    "a role": accessible.roleless,
    "a way to it by keyboard": accessible.out_of_reach,
    "a difference from the others": accessible.twins,
    "24 by 24 pixels": accessible.too_small,
}


@pytest.fixture(scope="module")
def furnished(tmp_path_factory):
    """A store with the invented people of the demonstration; (folder, account, one participant)."""
    folder = tmp_path_factory.mktemp("furnished") / "store"
    workplace, __ = setup.first_start(folder, setup.FirstStart("nl", "", setup.projects()[3], "Sanne", PASSPHRASE))
    demo.fill(workplace)
    person = participants.search(workplace, WHO).rows[0].id
    setup.lock(workplace)
    return folder, person


@pytest.fixture
def window(qtbot, dressed, tasks, choices, furnished):  # noqa: F811
    opened: list = []
    tasks.run(lambda: setup.unlock(furnished[0], "Sanne", PASSPHRASE), then=opened.append)
    qtbot.waitUntil(lambda: bool(opened), timeout=WAIT)
    made = MainWindow(opened[0], tasks, furnished[0], choices)
    qtbot.addWidget(made)
    made.resize(1366, 768)
    made.show()
    qtbot.waitUntil(lambda: made.workbench is not None, timeout=WAIT)
    yield made
    made.close()
    tasks.run(lambda: setup.lock(opened[0]))
    tasks.wait()


def examined(root):
    """What is wrong with the controls on a screen, by what they lack."""
    settle()
    return {lack: found for lack, look in EXAMINED.items() if (found := look(root))}


@pytest.mark.parametrize("size", [100, 200])
def test_on_every_page_each_control_has_a_name_a_role_a_place_in_the_order_and_room(qtbot, window, furnished, size):
    window.setMinimumSize(QSize(0, 0))
    window.redress(Look("nl", "light", size))
    faults = {}
    for name in PAGES:
        window.workbench.go(Place(name, participant=furnished[1]))
        idle(qtbot, window)
        qtbot.wait(50)
        if found := examined(window.workbench):
            faults[name] = found
    assert faults == {}


def shown(qtbot, widget):
    """A screen of its own, with what is wrong on it."""
    qtbot.addWidget(widget)
    widget.resize(1366, 768)
    widget.show()
    qtbot.wait(20)
    return examined(widget)


def test_in_a_form_each_control_of_each_section_has_them_too(qtbot, window, furnished):
    window.workbench.go(Place("entry", form="intake", participant=furnished[1]))
    qtbot.waitUntil(lambda: hasattr(window.screen_now, "open_section"), timeout=WAIT)
    page, faults = window.screen_now, {}
    for number in range(len(page.sections)):
        page.open_section(number)
        qtbot.wait(5)
        if found := examined(page):
            faults[number] = found
    assert len(page.sections) > 5
    assert faults == {}


@pytest.mark.parametrize("example", EXAMPLES)
def test_each_kind_of_question_has_them_answered_empty_and_with_a_fault(qtbot, dressed, example):  # noqa: F811
    asked, value = EXAMPLES[example]
    showing = Showing(theme.current(), language="nl", files=MemoryFiles({}))
    for told in (replace(asked, value=value), asked, wrong(asked, "Dit antwoord past niet.")):
        question = widget_for(told, showing)
        question.render_state(told)
        assert shown(qtbot, question) == {}


def test_the_participants_screens_have_them(qtbot, dressed, tmp_path):  # noqa: F811
    session = session_of(SURVEY, tmp_path)
    page = HandOverPage(session, lambda place: (place, session.draft_xml()), language="nl")
    try:
        assert shown(qtbot, page) == {}
        page.begin()
        page.place = "/data/A1"
        page._go(page.ask)
        qtbot.wait(5)
        assert examined(page) == {}
        page.ask_pin()
        qtbot.wait(5)
        assert examined(page) == {}
    finally:
        page._sealed = False


def test_the_first_start_and_the_way_in_have_them(qtbot, dressed, tasks, tmp_path, furnished):  # noqa: F811
    first = FirstStartPage(tasks, tmp_path)
    for __ in range(3):
        assert shown(qtbot, first) == {}
        first.go_on()
    assert shown(qtbot, RecoveryCode("AAAA-BBBB-CCCC-DDDD-EEEE-FFFF-GGGG-HHHH", "Voorbeeld", "nl", tasks)) == {}
    for kind in (UnlockPage, RecoverPage):
        assert shown(qtbot, kind(tasks, furnished[0])) == {}


def test_what_opens_over_a_page_has_them(qtbot, window):
    desk = Desk(window.workplace, window._tasks, window._folder, window._settings)
    palette, keys = CommandPalette(desk, [(words, place) for words, place in COMMANDS], window), KeysDialog(window)
    palette.list.setFocusPolicy(Qt.FocusPolicy.TabFocus)  # the line above it has the focus and passes the arrows on
    for opened in (palette, keys):
        opened.show()
        idle(qtbot, window)
        assert examined(opened) == {}
        opened.close()


def test_what_the_arrows_come_to_in_the_palette_is_told_to_a_screen_reader(qtbot, window):
    desk = Desk(window.workplace, window._tasks, window._folder, window._settings)
    palette = CommandPalette(desk, [(words, place) for words, place in COMMANDS], window)
    palette.show()
    idle(qtbot, window)
    qtbot.keyClick(palette.edit, Qt.Key.Key_Down)
    assert palette.edit.accessibleDescription() == palette.list.currentItem().text() != ""
    palette.close()
