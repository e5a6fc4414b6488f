"""Python's circular garbage is collected on the screen's thread only.

Left to itself, Python collects on whichever thread happens to make the object that is one too many. A widget in a cycle is then
destroyed on the thread of the store, and Qt falls over, much later and elsewhere.
"""

from __future__ import annotations

import gc

from PySide6.QtCore import QObject, QTimer

EVERY = 1000
"""Milliseconds between two looks whether there is enough to collect."""


class Collector(QObject):
    """Collects as Python would have done by itself, but here; from the first that is made until the last is closed."""

    _at_work = 0

    def __init__(self, parent: QObject) -> None:
        super().__init__(parent)
        Collector._at_work += 1
        gc.disable()
        self._timer = QTimer(self)
        self._timer.setInterval(EVERY)
        self._timer.timeout.connect(self.look)
        self._timer.start()

    def look(self) -> None:
        """Collect the oldest generation that is due, if one is."""
        due = [age for age, (count, limit) in enumerate(zip(gc.get_count(), gc.get_threshold(), strict=True)) if count > limit > 0]
        if due:
            gc.collect(due[-1])

    def close(self) -> None:
        """Stop; after the last one Python collects by itself again."""
        self._timer.stop()
        Collector._at_work -= 1
        if not Collector._at_work:
            gc.enable()
