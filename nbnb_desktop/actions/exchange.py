"""Files between laptops: pairing, exporting, importing, and the ledger of what went where.

The room ``sync`` decides and the store keeps; here one is carried to the other, inside one transaction.
"""

from __future__ import annotations

import io
import json
import time
from collections.abc import Collection, Iterable, Mapping, Sequence
from dataclasses import asdict, dataclass
from datetime import UTC, date, datetime
from pathlib import Path

from nbnb_desktop.actions.saving import save
from nbnb_desktop.actions.workplace import Workplace
from nbnb_desktop.errors import BundleError, RecordError
from nbnb_desktop.i18n import _, ngettext
from nbnb_desktop.records import Attachment, FormRecord, Revision
from nbnb_desktop.store import Store
from nbnb_desktop.store.attachments import used_in
from nbnb_desktop.sync import bundle as bundles
from nbnb_desktop.sync import ledger as ledgers
from nbnb_desktop.sync import limits, pairing, ranges, receipts
from nbnb_desktop.sync.content import Bundle, Received
from nbnb_desktop.sync.decide import Decision, decide
from nbnb_desktop.sync.pairing import DeviceCard, Identity
from nbnb_desktop.sync.receipts import HeldReceipt, Receipt
from nbnb_desktop.sync.refusals import refuse

FIRST_STREAM = 10**9
"""Stream numbers from here on are the milliseconds of a restore (see ``Store.restore``)."""


@dataclass(frozen=True, slots=True)
class CardView:
    """What identifies a laptop to people: its name, its organisation, and the line of text that is its card."""

    device: str
    name: str
    organisation: str
    text: str


@dataclass(frozen=True, slots=True)
class DeviceLine:
    """A paired laptop; ``last_sent`` and ``last_received`` are ISO times or ""."""

    device: str
    name: str
    organisation: str
    revoked: bool
    last_sent: str
    last_received: str


@dataclass(frozen=True, slots=True)
class ExportReport:
    """What a bundle holds that was just written; ``size`` in bytes."""

    path: str
    number: int
    recipients: tuple[str, ...]
    revisions: int
    participants: int
    attachments: int
    size: int


@dataclass(frozen=True, slots=True)
class ImportReport:
    """What an import brought; ``remarks`` are sentences about gaps, repeats and clocks."""

    sender: str
    number: int
    new_revisions: int
    known_revisions: int
    new_participants: int
    conflicts: int
    remarks: tuple[str, ...]


@dataclass(frozen=True, slots=True)
class LedgerRow:
    """One line of the ledger, in words. ``state``: made, sent, confirmed, received, repeat, older or gap."""

    when: str
    device: str
    direction: str  # "sent" or "received"
    number: int
    revisions: int
    state: str
    words: str


# ------------------------------------------------------------------ this laptop and the others


def my_card(workplace: Workplace) -> CardView:
    """This laptop's card; its keys are made at the first asking."""
    return _view(_identity(workplace).card)


def save_card(workplace: Workplace, path: Path | str) -> None:
    """Save this laptop's card as a small file; nothing in it is secret."""
    save((my_card(workplace).text + "\n").encode(), Path(path))


def read_card(source: Path | str) -> CardView:
    """A card from a ``.nbnb-device`` file, or from the line of text itself. Raises BundleError."""
    text = str(source)
    if isinstance(source, Path) or "\n" not in text and Path(text).suffix == ".nbnb-device":
        try:
            text = Path(source).read_text(encoding="ascii")
        except (OSError, UnicodeDecodeError) as unreadable:
            raise refuse("card") from unreadable
    return _view(pairing.read_card(text))


def pairing_code(workplace: Workplace, card: CardView) -> str:
    """The digits that must be the same on both screens before the laptops trust each other."""
    return pairing.code(_identity(workplace).card, pairing.read_card(card.text))


def pair(workplace: Workplace, card: CardView) -> None:
    """Trust a laptop from now on; a person has compared the code."""
    other = pairing.read_card(card.text)
    pairing.pair(other, _paired(workplace), _identity(workplace).card)
    with workplace.store.atomic():
        workplace.store.exchange.pair(other.id, other.name, other.organisation, {"text": other.text()})
        workplace.store.audit.note("pair", other.id, other.name)


def revoke(workplace: Workplace, device: str) -> None:
    """Trust a lost laptop no more: its files are refused, and no file is made for it."""
    with workplace.store.atomic():
        workplace.store.exchange.revoke(device)
        workplace.store.audit.note("revoke", device)


def devices(workplace: Workplace) -> tuple[DeviceLine, ...]:
    """The laptops that were paired, by name, the revoked ones too."""
    facts = _facts(workplace)
    lines = []
    for known in workplace.store.exchange.devices(revoked=True):
        sent = [fact["at"] for fact in facts if fact["direction"] == "sent" and known.id in fact["recipients"]]
        received = [fact["at"] for fact in facts if fact["direction"] == "received" and fact["device"] == known.id]
        last = (max(sent, default=""), max(received, default=""))
        lines.append(DeviceLine(known.id, known.name, known.organisation, bool(known.revoked_at), *last))
    return tuple(lines)


# ------------------------------------------------------------------ making a file


def default_name(workplace: Workplace, names: Sequence[str]) -> str:
    """A file name for the save dialog: for whom, and when."""
    to = "-".join("".join(letter for letter in name if letter.isalnum()) for name in names)[:40] or "nbnb"
    return f"{to}-{date.today().isoformat()}-{_next_number(workplace)}.nbnb"


def export(workplace: Workplace, names: Sequence[str], path: Path | str) -> ExportReport:
    """Write what the paired laptops ``names`` may lack, into one file beside nothing half-written.

    Raises RecordError for an unknown name, DocumentError when the file cannot be written, BundleError when it is too large.
    """
    identity, cards, path = _identity(workplace), _cards(workplace, names), Path(path)
    store, number = workplace.store, _next_number(workplace)
    bundle = _gathered(workplace, identity, cards)
    stream = io.BytesIO()
    digest = bundles.write(bundle, identity, number, cards, stream)
    save(stream.getvalue(), path)
    detail = {"recipients": [card.id for card in cards], "scope": bundle.scope, "previous": dict(bundle.previous)}
    with store.atomic():
        store.exchange.note(
            "sent", store.device.id, number, file=path.name, digest=digest, revisions=len(bundle.revisions),
            ranges=bundle.ranges, state="exported", detail=json.dumps(detail),
        )  # fmt: skip
        store.audit.note("export", "", ", ".join(names))
    people = {revision.participant for revision in bundle.revisions} - {""}
    return ExportReport(str(path), number, tuple(names), len(bundle.revisions), len(people), len(bundle.attachments), len(stream.getvalue()))


def _gathered(workplace: Workplace, identity: Identity, cards: Sequence[DeviceCard]) -> Bundle:
    store = workplace.store
    known = receipts.known_to_all([card.id for card in cards], {card.id: held.receipt for card in cards if (held := _held(store, card.id))})
    revisions = tuple(store.revisions.since(known))
    return Bundle(
        revisions=revisions,
        forms=_forms_of(store, revisions),
        attachments=_attachments_of(store, revisions),
        erasures=tuple(store.erasures.since(known)),
        receipt=_our_receipt(store, identity),
        ranges=store.revisions.ranges(),
        scope="new" if known else "all",
        previous=_previous(workplace, cards),
        made=int(time.time() * 1000),
    )


def _forms_of(store: Store, revisions: Iterable[Revision]) -> tuple[FormRecord, ...]:
    """The form versions that the revisions were made with; what was made with a version unknown here travels without."""
    used = sorted({(revision.form_id, revision.form_version) for revision in revisions})
    return tuple(form for key in used if (form := store.forms.get(*key)) is not None)


def _attachments_of(store: Store, revisions: Iterable[Revision]) -> tuple[Attachment, ...]:
    digests = sorted({digest for revision in revisions for digest in used_in(revision.payload)})
    return tuple(found for digest in digests if (found := store.attachments.get(digest)) is not None)


def _our_receipt(store: Store, identity: Identity) -> Receipt:
    parts = [(row.device, row.number, 1, 1) for row in store.exchange.received() if row.state == "taken"]
    wants = dict.fromkeys(store.attachments.missing(), 0)
    return Receipt(identity.id, store.revisions.ranges(), receipts.received_in_full(parts), wants)


def _previous(workplace: Workplace, cards: Sequence[DeviceCard]) -> dict[str, int]:
    sent = [fact for fact in _facts(workplace) if fact["direction"] == "sent"]
    last = {card.id: max((fact["number"] for fact in sent if card.id in fact["recipients"]), default=0) for card in cards}
    return {device: number for device, number in last.items() if number}


# ------------------------------------------------------------------ taking a file in


def verify(workplace: Workplace, path: Path | str) -> ImportReport:
    """What a file would bring, without taking it in. Raises BundleError when it is damaged or not for this laptop."""
    received = _read(workplace, path)
    return _report(workplace, received, _decision(workplace, received), 0, 0)


def import_file(workplace: Workplace, path: Path | str) -> ImportReport:
    """Take a file in, all of it or nothing; a backup is made before. Raises BundleError."""
    received = _read(workplace, path)
    store = workplace.store
    decision = _decision(workplace, received)
    if decision.verdict == "repeat":
        return _report(workplace, received, decision, 0, 0)
    store.backup()
    people, conflicts = store.participants.count(), len(store.conflicts.all())
    with store.atomic():
        _take_in(store, received, decision)
        store.audit.note("import", received.sender, str(received.number))
    return _report(workplace, received, decision, store.participants.count() - people, len(store.conflicts.all()) - conflicts)


def _read(workplace: Workplace, path: Path | str) -> Received:
    try:
        with Path(path).open("rb") as stream:
            return bundles.read(stream, _identity(workplace), _paired(workplace))
    except OSError as unreadable:
        raise refuse("unreadable") from unreadable


def _decision(workplace: Workplace, received: Received) -> Decision:
    return decide(received, _Ours(workplace.store), int(time.time() * 1000))


def _take_in(store: Store, received: Received, decision: Decision) -> None:
    if decision.erasures:
        store.add_foreign_erasures(list(decision.erasures))
    for form in decision.forms:
        store.forms.put(form)
    for attachment in decision.attachments:
        store.attachments.put(attachment.content, attachment.media_type, attachment.name)
    store.revisions.add_foreign(decision.revisions)
    held = receipts.latest(_held(store, received.sender), received.number, received.bundle.receipt)
    if held:
        store.settings.put(f"receipt:{received.sender}", {"number": held.number, "receipt": asdict(held.receipt)})
    detail = {"known": decision.known, "verdict": decision.verdict, "previous": received.bundle.previous.get(received.recipients[0], 0)}
    store.exchange.note(
        "received", received.sender, received.number, digest=received.digest, revisions=len(decision.revisions),
        ranges=received.bundle.ranges, state="taken", detail=json.dumps(detail),
    )  # fmt: skip


def _report(workplace: Workplace, received: Received, decision: Decision, people: int, conflicts: int) -> ImportReport:
    name = _names(workplace).get(received.sender, received.sender)
    known = decision.known if decision.verdict != "repeat" else len(received.bundle.revisions)
    fresh = len(decision.revisions) if decision.verdict != "repeat" else 0
    return ImportReport(name, received.number, fresh, known, people, conflicts, tuple(_remarks(decision, name)))


def _remarks(decision: Decision, name: str) -> Iterable[str]:
    if decision.verdict == "repeat":
        yield _("This file from {name} was here before; nothing changed.").format(name=name)
        return
    if decision.verdict == "older":
        yield _("This file is older than one that came before; what was new in it was taken in.")
    if lacking := ranges.count(decision.gaps):
        text = ngettext(
            "{count} change that {name} has is still missing here. Send {name} a file; the next one from there brings it.",
            "{count} changes that {name} has are still missing here. Send {name} a file; the next one from there brings them.",
            lacking,
        )
        yield text.format(count=lacking, name=name)
    if decision.future:
        yield _("The clock of a laptop is more than a day ahead. Check the date on both laptops.")
    if decision.missing_forms:
        yield _("Some answers were made with a form that is not here yet; they are kept and appear when the form arrives.")


class _Ours:
    """What this laptop has, as ``sync.decide`` asks for it."""

    def __init__(self, store: Store) -> None:
        self._store = store

    def ranges(self) -> ranges.Ranges:
        return self._store.revisions.ranges()

    def known(self, ids: Collection[str]) -> Mapping[str, tuple[str, str]]:
        return self._store.revisions.seals(ids)

    def erasures(self) -> Mapping[str, str]:
        return {erasure.id: erasure.participant for erasure in self._store.erasures.all()}

    def form_digest(self, form_id: str, version: str) -> str | None:
        form = self._store.forms.get(form_id, version)
        return form.digest if form else None

    def has_attachment(self, digest: str) -> bool:
        return self._store.attachments.has(digest)

    def bundle_digest(self, sender: str, number: int, part: int) -> str | None:
        return next((row.digest for row in self._store.exchange.received(sender) if row.number == number), None)

    def newest(self, sender: str) -> int:
        return max((row.number for row in self._store.exchange.received(sender)), default=0)


# ------------------------------------------------------------------ the ledger


def ledger(workplace: Workplace) -> tuple[LedgerRow, ...]:
    """What was made, sent, received and confirmed, newest first; what asks for action on top."""
    store, own = workplace.store, _identity(workplace).id
    facts = _facts(workplace)
    made = [_made(fact) for fact in facts if fact["direction"] == "sent"]
    got = [_got(fact) for fact in facts if fact["direction"] == "received"]
    held = {device: found.receipt for device in _names(workplace) if (found := _held(store, device))}
    gaps = _open_gaps(store, facts)
    counts = {(fact["direction"], fact["number"]): fact["revisions"] for fact in facts}
    rows = ledgers.rows(made, got, held, gaps, own, lambda device: _names(workplace).get(device, device))
    return tuple(_row(workplace, row, own, counts) for row in rows)


def _open_gaps(store: Store, facts: Sequence[dict[str, object]]) -> dict[str, ranges.Ranges]:
    """What each sender's last bundle promised and is still not here."""
    here = store.revisions.ranges()
    last = {str(row.device): row.ranges for row in store.exchange.received()}
    lacking = {sender: ranges.missing(here, promised) for sender, promised in last.items()}
    return {sender: missing for sender, missing in lacking.items() if missing}


def _row(workplace: Workplace, row: ledgers.LedgerRow, own: str, counts: Mapping[tuple[str, int], int]) -> LedgerRow:
    direction = "sent" if row.kind in {"made", "sent", "confirmed"} else "received"
    name = _("this laptop") if row.device == own else _names(workplace).get(row.device, row.device)
    when = datetime.fromtimestamp(row.at / 1000, UTC).isoformat() if row.at else ""
    return LedgerRow(when, name, direction, row.number, counts.get((direction, row.number), 0), row.kind, row.text)


def _made(fact: dict[str, object]) -> ledgers.Made:
    return ledgers.Made(
        int(str(fact["number"])), _milliseconds(str(fact["at"])), tuple(fact["recipients"]), int(str(fact["revisions"])), str(fact["scope"])  # type: ignore[arg-type]
    )


def _got(fact: dict[str, object]) -> ledgers.Got:
    return ledgers.Got(
        str(fact["device"]), int(str(fact["number"])), 1, 1, _milliseconds(str(fact["at"])), int(str(fact["revisions"])),
        int(str(fact.get("known", 0))), str(fact.get("verdict", "new")), int(str(fact.get("previous", 0))),
    )  # fmt: skip


def _milliseconds(iso: str) -> int:
    return int(datetime.fromisoformat(iso).timestamp() * 1000)


# ------------------------------------------------------------------ what the store keeps for the exchange


def _identity(workplace: Workplace) -> Identity:
    """Our keys, made at the first asking; a restored laptop keeps them."""
    store = workplace.store
    kept = store.exchange.identity()
    if kept is not None:
        return Identity.from_json(json.dumps(dict(kept)))
    organisation = str(store.settings.get("organisation", ""))[: pairing.NAME]
    fresh = Identity.create(store.device.name[: pairing.NAME], organisation, id=store.device.id.partition(".")[0])
    with store.atomic():
        store.exchange.put_identity(json.loads(fresh.to_json()))
    return fresh


def _next_number(workplace: Workplace) -> int:
    """Larger than every number before it, also than those given after the backup that this laptop was restored from."""
    stream = int(workplace.store.device.id.partition(".")[2] or 1)
    floor = stream // 1000 if stream >= FIRST_STREAM else 0
    return min(max([floor, *(fact["number"] for fact in _facts(workplace) if fact["direction"] == "sent")]) + 1, limits.NUMBER)


def _paired(workplace: Workplace) -> dict[str, pairing.PairedDevice]:
    return {
        known.id: pairing.PairedDevice(pairing.read_card(str(known.card["text"])), bool(known.revoked_at))
        for known in workplace.store.exchange.devices(revoked=True)
    }


def _cards(workplace: Workplace, names: Sequence[str]) -> list[DeviceCard]:
    trusted = {known.name: known for known in workplace.store.exchange.devices()}
    for name in names:
        if name not in trusted:
            raise RecordError(_("No paired laptop is called {name}.").format(name=name), _("Pair it first, under Exchange."))
    if not names:
        raise RecordError(_("There is no laptop to make the file for."), _("Choose at least one."))
    return [pairing.read_card(str(trusted[name].card["text"])) for name in dict.fromkeys(names)]


def _held(store: Store, device: str) -> HeldReceipt | None:
    kept = store.settings.get(f"receipt:{device}", None)
    if not kept:
        return None
    told = kept["receipt"]
    return HeldReceipt(kept["number"], Receipt(told["device"], _ranges(told["ranges"]), _ranges(told["bundles"]), told["wants"]))


def _ranges(kept: Mapping[str, Sequence[Sequence[int]]]) -> dict[str, tuple[tuple[int, int], ...]]:
    return {device: tuple((first, last) for first, last in runs) for device, runs in kept.items()}


def _facts(workplace: Workplace) -> list[dict]:  # type: ignore[type-arg]  # a row of the ledger with its details, as JSON has them
    rows = workplace.store.exchange.ledger()
    return [{"recipients": [], "scope": "all", **asdict(row), **json.loads(row.detail or "{}")} for row in rows]


def _names(workplace: Workplace) -> dict[str, str]:
    return {known.id: known.name for known in workplace.store.exchange.devices(revoked=True)}


def _view(card: DeviceCard) -> CardView:
    return CardView(card.id, card.name, card.organisation, card.text())


__all__ = ["BundleError", "CardView", "DeviceLine", "ExportReport", "ImportReport", "LedgerRow"]
