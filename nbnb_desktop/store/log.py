"""The numbering and the clock of this device: one gap-free stream that revisions and erasures share."""

from __future__ import annotations

from collections.abc import Callable, Iterable

from nbnb_desktop.records import Range, Stamp, merged_ranges
from nbnb_desktop.store.database import Database
from nbnb_desktop.store.rows import Device
from nbnb_desktop.store.settings import Settings

CLOCK_BOUND = 24 * 3600 * 1000
"""Milliseconds that a foreign clock may run ahead before ours stops following it."""

Ranges = dict[str, tuple[Range, ...]]

_ISLANDS = """
    select device, min(number), max(number) from (
        select device, number, number - row_number() over (partition by device order by number) as island from {table})
    group by device, island"""


class DeviceLog:
    """``clock`` gives seconds since 1970."""

    def __init__(self, database: Database, settings: Settings, device: Device, clock: Callable[[], float]) -> None:
        self._database = database
        self._settings = settings
        self._clock = clock
        self.device = device

    def wall(self) -> int:
        """Now, in milliseconds since 1970."""
        return int(self._clock() * 1000)

    def next(self) -> tuple[int, str]:
        """The number and the stamp for the next record of this device; call it inside ``atomic``."""
        last = max(self._last("revision"), self._last("erasure"))
        stamp = self._seen().next(self.wall())
        self._settings.put("clock", str(stamp))
        return last + 1, str(stamp)

    def observe(self, stamps: Iterable[str]) -> None:
        """Let our clock not fall behind what came in, unless that runs too far ahead of the wall."""
        bound = str(Stamp(self.wall() + CLOCK_BOUND + 1, 0, ""))
        latest = max((stamp for stamp in stamps if stamp < bound), default="")  # as text they sort as they compare
        if latest > str(self._seen()):
            self._settings.put("clock", latest)

    def ranges(self) -> Ranges:
        """Per device, the contiguous runs of numbers that are here."""
        runs: dict[str, list[Range]] = {}
        for table in ("revision", "erasure"):
            for device, first, last in self._database.all(_ISLANDS.format(table=table)):
                runs.setdefault(device, []).append((first, last))
        return {device: merged_ranges(found) for device, found in sorted(runs.items())}

    def _last(self, table: str) -> int:
        found = self._database.value(f"select max(number) from {table} where device = ?", (self.device.id,))
        return int(found or 0)

    def _seen(self) -> Stamp:
        text = self._settings.get("clock")
        seen = Stamp.parse(text) if text else Stamp(0, 0, self.device.id)
        return Stamp(seen.milliseconds, seen.counter, self.device.id)
