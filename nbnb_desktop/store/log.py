"""The numbering and the clock of this device: one gap-free stream that revisions and erasures share."""

from __future__ import annotations

from collections.abc import Callable, Iterable, Sequence
from itertools import groupby

from nbnb_desktop.records import Range, Stamp, merged_ranges
from nbnb_desktop.store.database import Database, Row
from nbnb_desktop.store.rows import Device
from nbnb_desktop.store.settings import Settings

CLOCK_BOUND = 24 * 3600 * 1000
"""Milliseconds that a foreign clock may run ahead before ours stops following it."""

Ranges = dict[str, tuple[Range, ...]]

_ISLANDS = """
    with place as (select device, number from revision union all select device, number from erasure)
    select device, min(number), max(number) from (
        select device, number, number - row_number() over (partition by device order by number) as island from place)
    group by device, island order by 1, 2"""


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
        last = int(self._database.value("select max(last) from run where device = ?", (self.device.id,)) or 0)
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
        return _by_device(self._database.all("select device, first, last from run order by device, first"))

    def counted(self) -> Ranges:
        """The same, counted anew from the records themselves: what ``ranges`` must say."""
        return _by_device(self._database.all(_ISLANDS))

    def took(self, places: Iterable[tuple[str, int]]) -> None:
        """Join (device, number) of records that were just added to the runs; call it inside the transaction that adds them."""
        numbers: dict[str, list[Range]] = {}
        for device, number in places:
            numbers.setdefault(device, []).append((number, number))
        for device, fresh in numbers.items():
            self._join(device, merged_ranges(fresh))

    def _join(self, device: str, fresh: Sequence[Range]) -> None:
        reach = (device, fresh[0][0] - 1, fresh[-1][1] + 1)
        touching: list[Range] = self._database.all("select first, last from run where device = ? and last >= ? and first <= ?", reach)
        self._database.run("delete from run where device = ? and last >= ? and first <= ?", reach)
        joined = merged_ranges([*touching, *fresh])
        self._database.many("insert into run values (?, ?, ?)", [(device, *run) for run in joined])

    def _seen(self) -> Stamp:
        text = self._settings.get("clock")
        seen = Stamp.parse(text) if text else Stamp(0, 0, self.device.id)
        return Stamp(seen.milliseconds, seen.counter, self.device.id)


def _by_device(rows: Iterable[Row]) -> Ranges:
    return {device: tuple((first, last) for __, first, last in runs) for device, runs in groupby(rows, key=lambda row: row[0])}
