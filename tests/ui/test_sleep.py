"""The store is locked when the computer slept, whatever was on the screen."""

from __future__ import annotations

import pytest

from nbnb_desktop.ui.page import Place
from nbnb_desktop.ui.pages.unlock import UnlockPage
from nbnb_desktop.ui.sleep import BEAT, SLEPT, SleepWatch
from tests.ui.shell import PASSPHRASE, choices, dressed, tasks  # noqa: F401
from tests.ui.test_shell_window import WAIT, prepared, window  # noqa: F401


class Clock:
    now = 1_795_000_000.0

    def __call__(self):
        return self.now


@pytest.mark.parametrize(("passed", "slept"), [(BEAT, False), (SLEPT - 1, False), (SLEPT + 1, True), (8 * 3600, True), (-86_400, True)])
def test_a_beat_that_comes_much_too_late_means_sleep(qapp, passed, slept):
    clock, told = Clock(), []
    watch = SleepWatch(clock=clock)
    watch.slept.connect(lambda: told.append(True))
    clock.now += passed
    watch.beat()
    watch.beat()
    watch.stop()
    assert told == [True] * slept


def wake(window):  # noqa: F811
    window.sleep_watch._last -= 3600
    window.sleep_watch.beat()


def test_opening_the_lid_asks_for_the_passphrase(qtbot, window):  # noqa: F811
    wake(window)
    assert window.workplace is None
    qtbot.waitUntil(lambda: isinstance(window.screen_now, UnlockPage), timeout=WAIT)


def test_also_while_the_laptop_is_handed_over(qtbot, window, prepared):  # noqa: F811
    from nbnb_desktop.actions import handover

    window._tasks.run(lambda: handover.set_pin(window.workplace, "2580"))
    window._on_filling_in(Place("handed_over", participant=prepared[1], form="nulmeting", language="ti"))
    qtbot.waitUntil(lambda: window._flow is not None and window._flow.page is not None, timeout=WAIT)
    wake(window)
    qtbot.waitUntil(lambda: isinstance(window.screen_now, UnlockPage), timeout=WAIT)
    assert window.isVisible()
    window.screen_now.passphrase.edit.setText(PASSPHRASE)
    window.screen_now.unlock()
    qtbot.waitUntil(lambda: window.workbench is not None, timeout=WAIT)
    assert window.workbench.place.page == "participant"
