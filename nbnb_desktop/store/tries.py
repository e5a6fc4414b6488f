"""Wrong passphrases slow down: after five, each next try has to wait longer; the count survives a restart.

This guards the screen. Against someone who copied the files only the cost of a guess counts (keys.py).
"""

from __future__ import annotations

import json
import time
from collections.abc import Callable
from pathlib import Path

from nbnb_desktop.errors import StoreError
from nbnb_desktop.i18n import _, ngettext
from nbnb_desktop.store.keys import write_durably

FREE_TRIES = 5
FIRST_WAIT = 5.0
LONGEST_WAIT = 900.0


class Tries:
    """The counter in ``tries.json``; ``clock`` gives seconds since 1970."""

    def __init__(self, path: Path, clock: Callable[[], float] = time.time) -> None:
        self._path = path
        self._clock = clock

    def check(self) -> None:
        """Raises StoreError that says how long to wait, when it is too early for another try."""
        wait = self.wait()
        if wait > 0:
            seconds = int(wait) + 1
            sentence = ngettext(
                "There were too many wrong tries; wait {count} second.", "There were too many wrong tries; wait {count} seconds.", seconds
            )
            raise StoreError(sentence.format(count=seconds), _("Then try again, or use the printed recovery code."))

    def wait(self) -> float:
        """Seconds until the next try is allowed; a clock that was set back does not shorten it."""
        wrong, last = self._read()
        if wrong < FREE_TRIES:
            return 0.0
        delay = min(FIRST_WAIT * 2 ** (wrong - FREE_TRIES), LONGEST_WAIT)
        return float(min(delay, max(0.0, last + delay - self._clock())))

    def failed(self) -> None:
        wrong, __ = self._read()
        write_durably(self._path, json.dumps({"wrong": wrong + 1, "last": self._clock()}).encode())

    def succeeded(self) -> None:
        self._path.unlink(missing_ok=True)

    def _read(self) -> tuple[int, float]:
        try:
            content = json.loads(self._path.read_bytes())
            return int(content["wrong"]), float(content["last"])
        except (OSError, ValueError, KeyError, TypeError):
            return 0, 0.0
