"""What the exchange has to remember: our identity, paired laptops, bundles made and taken in, what others have.

The exchange itself is pure (room ``sync``); it hands its cards, keys and ranges in as plain values and gets them back.
"""

from __future__ import annotations

import json
from collections.abc import Mapping, Sequence

from nbnb_desktop.records import Range
from nbnb_desktop.store.database import Database, Row, marks
from nbnb_desktop.store.log import DeviceLog, Ranges
from nbnb_desktop.store.rows import LedgerRow, PairedDevice, iso
from nbnb_desktop.store.settings import Settings

_COLUMNS = "direction, device, number, at, file, digest, revisions, ranges, state, detail"


class Exchange:
    def __init__(self, database: Database, log: DeviceLog, settings: Settings) -> None:
        self._database = database
        self._log = log
        self._settings = settings

    def identity(self) -> Mapping[str, str] | None:
        """This laptop's private identity as ``sync`` wrote it (text values), or None before the first."""
        found: dict[str, str] | None = self._settings.get("identity")
        return found

    def put_identity(self, identity: Mapping[str, str]) -> None:
        self._settings.put("identity", dict(identity))

    def pair(self, device: str, name: str, organisation: str, card: Mapping[str, object]) -> PairedDevice:
        """Trust another laptop from now on; its card replaces an earlier one, and lifts a revocation."""
        values = (device, name, organisation, json.dumps(card, ensure_ascii=False), iso(self._log.wall()), "")
        with self._database.atomic():
            self._database.run(f"insert or replace into paired_device values ({marks(6)})", values)
        return PairedDevice(device, name, organisation, dict(card), values[4])

    def revoke(self, device: str) -> None:
        """Trust a laptop (lost, stolen) no more; what it gave before stays."""
        with self._database.atomic():
            self._database.run("update paired_device set revoked_at = ? where id = ?", (iso(self._log.wall()), device))

    def devices(self, *, revoked: bool = False) -> tuple[PairedDevice, ...]:
        """The paired laptops by name; with ``revoked`` also those that are trusted no more."""
        rows = self._database.all("select * from paired_device where revoked_at = '' or ? order by name, id", (revoked,))
        return tuple(map(_device, rows))

    def next_number(self) -> int:
        """The number for the next bundle of this laptop."""
        found = self._database.value("select max(number) from bundle where direction = 'sent' and device = ?", (self._log.device.id,))
        return int(found or 0) + 1

    def note(
        self, direction: str, device: str, number: int, *, file: str = "", digest: str = "", revisions: int = 0,
        ranges: Mapping[str, Sequence[Range]] | None = None, state: str, detail: str = "",
    ) -> None:  # fmt: skip
        """Write a bundle into the ledger, or its new state over the old one; ``direction`` is sent or received."""
        text = json.dumps({device: list(runs) for device, runs in (ranges or {}).items()})
        values = (direction, device, number, iso(self._log.wall()), file, digest, revisions, text, state, detail)
        with self._database.atomic():
            self._database.run(f"insert or replace into bundle ({_COLUMNS}) values ({marks(10)})", values)

    def set_state(self, direction: str, device: str, number: int, state: str) -> None:
        """What became of a bundle, for example that a receipt confirmed it."""
        sql = "update bundle set state = ? where direction = ? and device = ? and number = ?"
        with self._database.atomic():
            self._database.run(sql, (state, direction, device, number))

    def sent(self) -> tuple[LedgerRow, ...]:
        return self._ledger("direction = 'sent'", ())

    def received(self, device: str = "") -> tuple[LedgerRow, ...]:
        """Bundles taken in, of all laptops or of one."""
        return self._ledger("direction = 'received' and ? in ('', device)", (device,))

    def ledger(self) -> tuple[LedgerRow, ...]:
        """Every bundle made here or taken in, the oldest first."""
        return self._ledger("1", ())

    def peer_ranges(self, device: str) -> Ranges:
        """What another laptop said that it has (its last receipt)."""
        text = self._database.value("select ranges from peer_ranges where device = ?", (device,))
        return _ranges(text or "{}")

    def put_peer_ranges(self, device: str, ranges: Mapping[str, Sequence[Range]]) -> None:
        text = json.dumps({device: list(runs) for device, runs in ranges.items()})
        with self._database.atomic():
            self._database.run("insert or replace into peer_ranges values (?, ?, ?)", (device, text, iso(self._log.wall())))

    def _ledger(self, condition: str, parameters: Sequence[str]) -> tuple[LedgerRow, ...]:
        rows = self._database.all(f"select {_COLUMNS} from bundle where {condition} order by at, direction, device, number", parameters)
        return tuple(map(_ledger_row, rows))


def _ranges(text: str) -> Ranges:
    return {device: tuple((first, last) for first, last in runs) for device, runs in json.loads(text).items()}


def _ledger_row(row: Row) -> LedgerRow:
    values = list(row)
    values[7] = _ranges(values[7])
    return LedgerRow(*values)


def _device(row: Row) -> PairedDevice:
    device, name, organisation, card, paired_at, revoked_at = row
    return PairedDevice(device, name, organisation, json.loads(card), paired_at, revoked_at)
