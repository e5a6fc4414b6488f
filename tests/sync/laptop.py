"""Laptops made of dictionaries: what ``actions`` and the store do for the exchange, in as few lines as show it.

All names and answers are invented.
"""

from __future__ import annotations

import copy
import io
from collections.abc import Collection, Iterable, Mapping
from dataclasses import dataclass, field, replace

from nbnb_desktop.records import Attachment, Erasure, FormRecord, Range, Revision, Stamp, new_id
from nbnb_desktop.sync import bundle as bundles
from nbnb_desktop.sync import pieces, ranges, receipts
from nbnb_desktop.sync.content import Bundle, Received
from nbnb_desktop.sync.decide import ERASED, Decision, decide
from nbnb_desktop.sync.pairing import Identity, PairedDevice
from nbnb_desktop.sync.pieces import Piece
from nbnb_desktop.sync.receipts import HeldReceipt, Receipt

START = 1_795_000_000_000
DAY = 24 * 3600 * 1000
FORM = FormRecord("intake", "1.0a1b2c3d", "Intake", b"<h:html/>")


def hollow(revision: Revision) -> Revision:
    return replace(revision, author="", language="", kind=ERASED, payload=b"").sealed()


@dataclass
class Shelves:
    """What is in the store, and goes into a backup."""

    revisions: dict[str, Revision] = field(default_factory=dict)
    erasures: dict[str, Erasure] = field(default_factory=dict)
    forms: dict[tuple[str, str], FormRecord] = field(default_factory=dict)
    attachments: dict[str, Attachment] = field(default_factory=dict)
    pieces: dict[str, list[Piece]] = field(default_factory=dict)
    files: dict[tuple[str, int, int], Received] = field(default_factory=dict)
    receipts: dict[str, HeldReceipt] = field(default_factory=dict)
    last_for: dict[str, int] = field(default_factory=dict)
    bundle_number: int = 0


class Laptop:
    """``skew`` is how far its clock is off, in milliseconds."""

    def __init__(self, identity: Identity, skew: int = 0) -> None:
        self.identity = identity
        self.skew = skew
        self.stream = 1
        self.devices: dict[str, PairedDevice] = {}
        self.shelves = Shelves()
        self.clock = Stamp(0, 0, self.device)
        self._backup = Shelves()

    @property
    def device(self) -> str:
        return f"{self.identity.id}.{self.stream}"

    # what a person does

    def save(self, submission: str, participant: str, answer: str, now: int = START, kind: str = "save") -> Revision | None:
        if participant in self.erasures().values():
            return None
        self.shelves.forms[FORM.form_id, FORM.version] = FORM
        number, stamp = self._next(now)
        parents = tuple(sorted(self.heads(submission)))
        payload = f"<data><answer>{answer}</answer></data>".encode()
        fields = (new_id(), submission, participant, FORM.form_id, FORM.version, parents, self.device, number, stamp, "Anna", "nl", kind)
        revision = Revision(*fields, payload).sealed()
        self.shelves.revisions[revision.id] = revision
        return revision

    def erase(self, participant: str, now: int = START) -> None:
        number, stamp = self._next(now)
        erasure = Erasure(new_id(), participant, self.device, number, stamp, "Anna", 1, 1, 0)
        self._shred([erasure])

    def back_up(self) -> None:
        self._backup = copy.deepcopy(self.shelves)

    def restore(self) -> None:
        self.shelves = copy.deepcopy(self._backup)
        self.stream += 1
        self.shelves.bundle_number = self.stream * 1_000_000
        self.clock = Stamp(0, 0, self.device)

    # what the exchange does

    def export(
        self, to: Iterable[Laptop], scope: str = "new", size: int = bundles.PART, participant: str = "", now: int = START
    ) -> list[bytes]:
        cards = [other.identity.card for other in to]
        names = [card.id for card in cards]
        previous = {name: self.shelves.last_for[name] for name in names if name in self.shelves.last_for}
        content = replace(self._content(scope, names, participant), receipt=self.receipt(), scope=scope, made=now, previous=previous)
        self.shelves.bundle_number += 1
        files = [data for __, data in bundles.parts(content, self.identity, self.shelves.bundle_number, cards, size)]
        self.shelves.last_for.update(dict.fromkeys(names, self.shelves.bundle_number))
        return files

    def read(self, data: bytes) -> Received:
        return bundles.read(io.BytesIO(data), self.identity, self.devices)

    def take_in(self, data: bytes, now: int = START) -> Decision:
        received = self.read(data)
        decision = decide(received, self, now + self.skew)
        joined = self._joined(decision.pieces)
        self._shred(decision.erasures)
        erased = set(self.erasures().values())
        self.shelves.forms.update({(form.form_id, form.version): form for form in decision.forms})
        self.shelves.attachments.update({one.digest: one for one in (*decision.attachments, *joined)})
        for revision in decision.revisions:
            self.shelves.revisions[revision.id] = hollow(revision) if revision.participant in erased else revision
        if decision.clock:
            self.clock = max(self.clock, replace(Stamp.parse(decision.clock), device=self.device))
        held = receipts.latest(self.shelves.receipts.get(received.sender), received.number, received.bundle.receipt)
        if held:
            self.shelves.receipts[received.sender] = held
        self.shelves.files[received.sender, received.number, received.part] = received
        return decision

    def receipt(self) -> Receipt:
        full = receipts.received_in_full((one.sender, one.number, one.part, one.parts) for one in self.shelves.files.values())
        wants = {digest: pieces.held(some) for digest, some in self.shelves.pieces.items() if digest not in self.shelves.attachments}
        used = {(one.form_id, one.form_version) for one in self.shelves.revisions.values() if one.kind != ERASED}
        return Receipt(self.identity.id, self.ranges(), full, wants, tuple(sorted(used - self.shelves.forms.keys())))

    # decide.Ours

    def ranges(self) -> dict[str, tuple[Range, ...]]:
        held = [*self.shelves.revisions.values(), *self.shelves.erasures.values()]
        return ranges.of((one.device, one.number) for one in held)

    def known(self, ids: Collection[str]) -> Mapping[str, tuple[str, str]]:
        held = self.shelves.revisions
        return {one: (held[one].digest, held[one].kind) for one in ids if one in held}

    def erasures(self) -> Mapping[str, str]:
        return {erasure.id: erasure.participant for erasure in self.shelves.erasures.values()}

    def form_digest(self, form_id: str, version: str) -> str | None:
        form = self.shelves.forms.get((form_id, version))
        return form.digest if form else None

    def has_attachment(self, digest: str) -> bool:
        return digest in self.shelves.attachments

    def bundle_digest(self, sender: str, number: int, part: int) -> str | None:
        received = self.shelves.files.get((sender, number, part))
        return received.digest if received else None

    def newest(self, sender: str) -> int:
        return max((number for name, number, __ in self.shelves.files if name == sender), default=0)

    # the rest

    def heads(self, submission: str) -> set[str]:
        own = [revision for revision in self.shelves.revisions.values() if revision.submission == submission]
        return {revision.id for revision in own} - {parent for revision in own for parent in revision.parents}

    def _content(self, scope: str, names: list[str], participant: str) -> Bundle:
        revisions = tuple(self.shelves.revisions.values())
        if scope == "forms":
            return Bundle(forms=tuple(self.shelves.forms.values()))
        if scope == "participant":
            theirs = tuple(one for one in revisions if one.participant == participant)
            return Bundle(theirs, self._forms_of(theirs), participant=participant, consent="Recorded on 2026-11-21 by Anna (invented).")
        known = {name: held.receipt for name, held in self.shelves.receipts.items()}
        there = receipts.known_to_all(names, known) if scope == "new" else {}
        lacking = tuple(one for one in revisions if not ranges.contains(there, one.device, one.number))
        forms = self._forms_of(lacking, receipts.forms_wanted(names, known))
        return Bundle(lacking, forms, tuple(self.shelves.attachments.values()), tuple(self.shelves.erasures.values()), ranges=self.ranges())

    def _forms_of(self, revisions: Iterable[Revision], wanted: Iterable[tuple[str, str]] = ()) -> tuple[FormRecord, ...]:
        keys = {(one.form_id, one.form_version) for one in revisions} | set(wanted)
        return tuple(form for key, form in self.shelves.forms.items() if key in keys)

    def _next(self, now: int) -> tuple[int, str]:
        runs = self.ranges().get(self.device, ())
        self.clock = self.clock.next(now + self.skew)
        return (runs[-1][1] + 1 if runs else 1), str(self.clock)

    def _shred(self, erasures: Iterable[Erasure]) -> None:
        for erasure in erasures:
            self.shelves.erasures[erasure.id] = erasure
            for revision in self.shelves.revisions.values():
                if revision.participant == erasure.participant:
                    self.shelves.revisions[revision.id] = hollow(revision)

    def _joined(self, came: Iterable[Piece]) -> list[Attachment]:
        for piece in came:
            self.shelves.pieces.setdefault(piece.digest, []).append(piece)
        found = (pieces.join(some) for some in self.shelves.pieces.values())
        return [attachment for attachment in found if attachment]


def laptops(identities: Iterable[Identity], skews: Iterable[int] = ()) -> list[Laptop]:
    """Laptops that are all paired with each other."""
    group = [Laptop(identity) for identity in identities]
    for laptop, skew in zip(group, skews, strict=False):
        laptop.skew = skew
    for laptop in group:
        laptop.devices = {other.identity.id: PairedDevice(other.identity.card) for other in group if other is not laptop}
    return group
