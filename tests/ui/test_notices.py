"""A notice says what happened and what to do, and gets out of the way."""

from __future__ import annotations

import pytest
from PySide6.QtCore import Qt

from nbnb_desktop.errors import StoreError
from nbnb_desktop.ui.notices import NoticeBar


@pytest.fixture
def bar(qtbot):
    notices = NoticeBar()
    qtbot.addWidget(notices)
    return notices


def test_nothing_is_shown_before_something_happens(bar):
    assert not bar.isVisible()


def test_an_error_says_what_happened_and_what_to_do_and_stays(bar):
    bar.error(StoreError("The disk is full.", "Free some space and save again."))
    assert bar.isVisible()
    assert bar.text == "The disk is full. Free some space and save again."
    assert not bar._timer.isActive()


def test_a_message_goes_by_itself(bar, qtbot):
    bar.message("Saved.")
    bar._timer.start(1)
    qtbot.waitSignal(bar.closed)
    qtbot.waitUntil(lambda: not bar.isVisible())


def test_a_message_does_not_hide_an_error(bar):
    bar.error(StoreError("The disk is full."))
    bar.message("Saved.")
    assert bar.text == "The disk is full."


def test_the_action_is_done_once_and_closes_the_notice(bar, qtbot):
    done = []
    bar.message("Removed.", action="Undo", on_action=lambda: done.append("undone"))
    qtbot.mouseClick(bar._action, Qt.MouseButton.LeftButton)
    assert done == ["undone"]
    assert not bar.isVisible()


def test_it_is_put_away_by_keyboard(bar, qtbot):
    bar.warning("No room.", "Look at the list.")
    qtbot.keyClick(bar._close, Qt.Key.Key_Space)
    assert not bar.isVisible()
    assert bar._close.accessibleName()
