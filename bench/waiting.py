"""How long the window can be waited for: ``python -m bench.waiting``.

The whole main job is played through the real windows, and every event that the window handles is timed: while one is handled,
nothing is painted and nobody is heard. Told is the processor time of the window's thread, which another program on the machine
does not lengthen; the aim is 100 ms at most (issue 7).
"""

from __future__ import annotations

import sys
import tempfile
import time
from collections import Counter
from pathlib import Path

from PySide6.QtCore import QEvent, QObject, QThread
from PySide6.QtWidgets import QAbstractButton, QApplication

AIM = 0.100
SHOWN = 12


class Watched(QApplication):
    """Times each event of the window's own thread, those within another counted with it."""

    def __init__(self) -> None:
        super().__init__(sys.argv[:1])
        self.longest: list[tuple[float, str]] = []
        self.count = 0
        self._depth = 0

    def notify(self, receiver: QObject, event: QEvent) -> bool:
        if QThread.currentThread() is not self.thread() or self._depth:
            return super().notify(receiver, event)
        said = receiver.text() if isinstance(receiver, QAbstractButton) else ""
        what = f"{event.type().name} to {type(receiver).__name__} {said}".rstrip()
        self._depth, started = 1, time.thread_time()
        try:
            return super().notify(receiver, event)
        finally:
            self._depth = 0
            self.count += 1
            self.longest.append((time.thread_time() - started, what))


def main() -> int:
    from nbnb_desktop.rehearsal import play

    with tempfile.TemporaryDirectory() as folder:
        play.without_screen(Path(folder))
        application = Watched()
        play.play(Path(folder), Path(folder) / "out")
    found = sorted(application.longest, reverse=True)
    over = [one for one in found if one[0] > AIM]
    print(f"{application.count:,} events; {len(over)} took longer than {AIM * 1000:.0f} ms")
    for seconds, what in found[:SHOWN]:
        print(f"  {seconds * 1000:7.1f} ms  {what}")
    for what, times in Counter(what for __, what in over).most_common():
        print(f"  {times} x over: {what}")
    return 0


if __name__ == "__main__":
    sys.exit(main())
