"""What the exchange has to remember: our identity, paired laptops, bundles made and taken in, receipts, pieces of attachments.

The exchange itself is pure (room ``sync``); it hands its keys, cards and receipts in as plain JSON values and gets them back.
``Exchange`` also answers what ``sync.decide`` asks of a laptop (its protocol ``Ours``).
"""

from __future__ import annotations

import json
from collections.abc import Collection, Mapping
from dataclasses import asdict
from typing import Any

from nbnb_desktop.store.attachments import Attachments
from nbnb_desktop.store.database import Database, Row, marks
from nbnb_desktop.store.forms import Forms
from nbnb_desktop.store.log import DeviceLog, Ranges
from nbnb_desktop.store.rows import GotBundle, MadeBundle, PairedDevice, PieceRow, iso
from nbnb_desktop.store.settings import Settings


class Exchange:
    def __init__(self, database: Database, log: DeviceLog, settings: Settings, forms: Forms, attachments: Attachments) -> None:
        self._database = database
        self._log = log
        self._settings = settings
        self._forms = forms
        self._attachments = attachments

    # identity and paired laptops

    def identity(self) -> Mapping[str, Any] | None:
        """This laptop's private identity as ``sync`` wrote it, or None before the first."""
        found: dict[str, Any] | None = self._settings.get("identity")
        return found

    def put_identity(self, identity: Mapping[str, Any]) -> None:
        self._settings.put("identity", dict(identity))

    def pair(self, device: str, name: str, organisation: str, card: Mapping[str, Any]) -> PairedDevice:
        """Trust another laptop from now on; its card replaces an earlier one, and lifts a revocation."""
        at = iso(self._log.wall())
        values = (device, name, organisation, json.dumps(card, ensure_ascii=False), at, "")
        with self._database.atomic():
            self._database.run(f"insert or replace into paired_device values ({marks(6)})", values)
        return PairedDevice(device, name, organisation, dict(card), at)

    def revoke(self, device: str) -> None:
        """Trust a laptop (lost, stolen) no more; what it gave before stays."""
        with self._database.atomic():
            self._database.run("update paired_device set revoked_at = ? where id = ?", (iso(self._log.wall()), device))

    def devices(self, *, revoked: bool = False) -> tuple[PairedDevice, ...]:
        """The paired laptops by name; with ``revoked`` also those that are trusted no more."""
        rows = self._database.all("select * from paired_device where revoked_at = '' or ? order by name, id", (revoked,))
        return tuple(map(_device, rows))

    # bundles

    def next_number(self) -> int:
        """The number for the next bundle of this laptop; after a restore none that was used before."""
        last = self._database.value("select max(number) from bundle_made")
        return max(int(last or 0) + 1, int(self._settings.get("first_bundle", 1)))

    def note_made(self, bundle: MadeBundle) -> None:
        """Write a bundle of ours down, or what became of it over what was written before."""
        with self._database.atomic():
            self._database.run("insert or replace into bundle_made values (?, ?)", (bundle.number, json.dumps(asdict(bundle))))

    def note_got(self, bundle: GotBundle) -> None:
        """Write down a file that was taken in; a repeat leaves what was written when it came first."""
        values = (bundle.sender, bundle.number, bundle.part, json.dumps(asdict(bundle)))
        with self._database.atomic():
            self._database.run("insert or ignore into bundle_got values (?, ?, ?, ?)", values)

    def sent(self) -> tuple[MadeBundle, ...]:
        """The bundles made here, the oldest first."""
        return tuple(_made(facts) for (facts,) in self._database.all("select facts from bundle_made order by number"))

    def received(self, sender: str = "") -> tuple[GotBundle, ...]:
        """The files taken in, of all laptops or of one, by sender and number."""
        sql = "select facts from bundle_got where ? in ('', sender) order by sender, number, part"
        return tuple(_got(facts) for (facts,) in self._database.all(sql, (sender,)))

    def put_receipt(self, device: str, number: int, receipt: Mapping[str, Any]) -> None:
        """The last receipt of a laptop, with the number of the bundle that brought it."""
        with self._database.atomic():
            self._database.run("insert or replace into receipt values (?, ?, ?)", (device, number, json.dumps(receipt)))

    def receipts(self) -> dict[str, tuple[int, Mapping[str, Any]]]:
        """Per laptop its last receipt and the number of the bundle that brought it."""
        rows = self._database.all("select device, number, facts from receipt order by device")
        return {device: (number, json.loads(facts)) for device, number, facts in rows}

    # pieces of attachments

    def put_piece(self, piece: PieceRow) -> None:
        values = (piece.digest, piece.offset, piece.media_type, piece.name, piece.length, piece.content)
        with self._database.atomic():
            self._database.run(f"insert or replace into attachment_piece values ({marks(6)})", values)

    def pieces(self, digest: str) -> tuple[PieceRow, ...]:
        """The stretches of an attachment that came in so far."""
        sql = "select digest, media_type, name, length, offset, content from attachment_piece where digest = ? order by offset"
        return tuple(PieceRow(*row) for row in self._database.all(sql, (digest,)))

    def begun(self) -> tuple[str, ...]:
        """The attachments of which some stretch came in, and not yet all."""
        return tuple(row[0] for row in self._database.all("select distinct digest from attachment_piece order by digest"))

    def drop_pieces(self, digest: str) -> None:
        """The attachment is whole: its pieces are needed no more."""
        with self._database.atomic():
            self._database.run("delete from attachment_piece where digest = ?", (digest,))

    # what sync.decide asks (its protocol Ours)

    def ranges(self) -> Ranges:
        """The numbers that are here, revisions and erasures together."""
        return self._log.ranges()

    def known(self, ids: Collection[str]) -> Mapping[str, tuple[str, str]]:
        """Of the revisions ``ids``, those that are here: id to (digest, kind)."""
        sql = "select id, digest, kind from revision where id in (select value from json_each(?))"
        return {row[0]: (row[1], row[2]) for row in self._database.all(sql, (json.dumps(list(ids)),))}

    def erasures(self) -> Mapping[str, str]:
        """Every erasure that is here: id to participant."""
        return dict(self._database.all("select id, participant from erasure"))

    def form_digest(self, form_id: str, version: str) -> str | None:
        """The SHA-256 of the XForm of a form version, None when it is not here."""
        form = self._forms.get(form_id, version)
        return form.digest if form else None

    def has_attachment(self, digest: str) -> bool:
        return self._attachments.has(digest)

    def bundle_digest(self, sender: str, number: int, part: int) -> str | None:
        """The digest of the file that came under this number and part before, None when none did."""
        sql = "select facts ->> 'digest' from bundle_got where sender = ? and number = ? and part = ?"
        row = self._database.one(sql, (sender, number, part))
        return str(row[0]) if row else None

    def newest(self, sender: str) -> int:
        """The highest bundle number received from ``sender``, 0 when none."""
        return int(self._database.value("select max(number) from bundle_got where sender = ?", (sender,)) or 0)


def _device(row: Row) -> PairedDevice:
    device, name, organisation, card, paired_at, revoked_at = row
    return PairedDevice(device, name, organisation, json.loads(card), paired_at, revoked_at)


def _made(facts: str) -> MadeBundle:
    values = json.loads(facts)
    return MadeBundle(**{**values, "recipients": tuple(values["recipients"])})


def _got(facts: str) -> GotBundle:
    values = json.loads(facts)
    promised = {device: tuple((first, last) for first, last in runs) for device, runs in values["promised"].items()}
    return GotBundle(**{**values, "promised": promised})
