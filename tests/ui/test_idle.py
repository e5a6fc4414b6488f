"""The lock that comes when nobody touches the laptop is put off by every touch, in whatever window."""

from __future__ import annotations

import pytest
from PySide6.QtCore import Qt
from PySide6.QtTest import QTest
from PySide6.QtWidgets import QApplication, QDialog

from tests.ui.shell import choices, dressed, tasks  # noqa: F401
from tests.ui.test_shell_window import prepared, window  # noqa: F401


@pytest.fixture
def begun(window, monkeypatch):  # noqa: F811
    """How often the time until the lock began anew; a timer of minutes does not tell it by the millisecond."""
    times: list[int] = []
    monkeypatch.setattr(window._idle, "start", lambda: times.append(1))
    return times


def test_a_key_in_the_window_puts_off_the_lock(window, begun):  # noqa: F811
    QTest.keyClick(window.windowHandle(), Qt.Key.Key_Shift)
    assert begun


def test_a_key_in_a_dialog_puts_it_off_too(qtbot, window, begun):  # noqa: F811
    dialog = QDialog(window)
    dialog.show()
    dialog.activateWindow()
    qtbot.waitUntil(lambda: QApplication.focusWindow() is dialog.windowHandle())
    begun.clear()
    QTest.keyClick(dialog.windowHandle(), Qt.Key.Key_Shift)
    assert begun


def test_time_and_painting_do_not(qtbot, window, begun):  # noqa: F811
    window.repaint()
    qtbot.wait(20)
    assert not begun
