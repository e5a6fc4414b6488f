"""Noticing that the computer slept: its lid was closed, or it was suspended.

No system tells this in the same way, but on all of them timers stand still while the wall clock goes on: a beat that comes
much too late by the wall clock means that nobody was at the screen.
"""

from __future__ import annotations

import time
from collections.abc import Callable

from PySide6.QtCore import QObject, QTimer, Signal

BEAT = 5
"""Seconds between two beats."""

SLEPT = 60
"""Seconds between two beats from which the computer was asleep; a busy moment is far shorter."""


class SleepWatch(QObject):
    """Emits ``slept()`` when the computer is awake again. ``clock`` gives seconds since 1970 and goes on during sleep."""

    slept = Signal()

    def __init__(self, parent: QObject | None = None, clock: Callable[[], float] = time.time) -> None:
        super().__init__(parent)
        self._clock = clock
        self._last = clock()
        self._timer = QTimer(self)
        self._timer.setInterval(BEAT * 1000)
        self._timer.timeout.connect(self.beat)
        self._timer.start()

    def beat(self) -> None:
        """Look at the clock; a jump either way counts, for a clock that was set hides a sleep."""
        before, self._last = self._last, self._clock()
        if abs(self._last - before) > SLEPT:
            self.slept.emit()

    def stop(self) -> None:
        self._timer.stop()
