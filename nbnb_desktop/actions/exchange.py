"""Files between laptops: pairing, exporting, importing, and the ledger of what went where.

The room ``sync`` decides and the store keeps; here one is carried to the other, inside one transaction.
"""

from __future__ import annotations

import json
import time
from collections.abc import Iterable, Iterator, Mapping, Sequence
from dataclasses import asdict, dataclass, replace
from datetime import UTC, date, datetime
from pathlib import Path
from typing import Any

from nbnb_desktop.actions.saving import save
from nbnb_desktop.actions.workplace import Workplace
from nbnb_desktop.errors import RecordError
from nbnb_desktop.i18n import _, ngettext
from nbnb_desktop.records import Attachment, FormRecord, Revision
from nbnb_desktop.store import PairedDevice, Store
from nbnb_desktop.store.attachments import used_in
from nbnb_desktop.store.rows import GotBundle, MadeBundle, PieceRow, iso
from nbnb_desktop.sync import bundle as bundles
from nbnb_desktop.sync import ledger as ledgers
from nbnb_desktop.sync import pairing, pieces, ranges, receipts
from nbnb_desktop.sync.content import Bundle, Received
from nbnb_desktop.sync.decide import Decision, decide
from nbnb_desktop.sync.pairing import DeviceCard, Identity
from nbnb_desktop.sync.pieces import Piece
from nbnb_desktop.sync.receipts import HeldReceipt, Receipt
from nbnb_desktop.sync.refusals import refuse


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
    """What a bundle holds that was just written; ``size`` in bytes, ``paths`` more than one when it was cut into parts."""

    paths: tuple[str, ...]
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
    if isinstance(source, Path) or Path(text).suffix == ".nbnb-device":
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
    exchange = workplace.store.exchange
    sent = {device: iso(made.at) for made in exchange.sent() for device in made.recipients}
    received = {got.sender: iso(got.at) for got in sorted(exchange.received(), key=lambda got: got.at)}
    return tuple(
        DeviceLine(
            known.id, known.name, known.organisation, bool(known.revoked_at), sent.get(known.id, ""), received.get(known.id, "")
        )
        for known in exchange.devices(revoked=True)
    )


# ------------------------------------------------------------------ making a file


def default_name(workplace: Workplace, names: Sequence[str]) -> str:
    """A file name for the save dialog: for whom, and when."""
    to = "-".join("".join(letter for letter in name if letter.isalnum()) for name in names)[:40] or "nbnb"
    return f"{to}-{date.today().isoformat()}-{workplace.store.exchange.next_number()}.nbnb"


def export(workplace: Workplace, names: Sequence[str], path: Path | str, *, part_size: int = bundles.PART) -> ExportReport:
    """Write what the paired laptops (names or ids) may lack; in parts of at most ``part_size`` bytes when it is more.

    Raises RecordError for an unknown name, DocumentError when a file cannot be written, BundleError when it cannot be made.
    """
    cards = _cards(workplace, names)
    return _write(workplace, cards, _gathered(workplace.store, _identity(workplace), cards), Path(path), part_size)


def hand_over(workplace: Workplace, names: Sequence[str], participant: str, consent: str, path: Path | str) -> ExportReport:
    """Write one participant's whole file for another project; ``consent`` says what was agreed and when, and travels along.

    Raises RecordError without consent; else as ``export``.
    """
    if not consent.strip():
        raise RecordError(
            _("The participant's consent is not written down."), _("Write what was agreed and when; it goes with the file.")
        )
    cards, store = _cards(workplace, names), workplace.store
    revisions = store.revisions.of_participant(participant)
    bundle = Bundle(
        revisions=revisions,
        forms=_forms_of(store, revisions, ()),
        attachments=_attachments_of(store, revisions, set()),
        receipt=_our_receipt(store, _identity(workplace)),
        scope="participant",
        participant=participant,
        consent=consent.strip(),
        previous=_previous(store, cards),
        made=int(time.time() * 1000),
    )
    return _write(workplace, cards, bundle, Path(path), bundles.PART)


def export_forms(workplace: Workplace, names: Sequence[str], path: Path | str) -> ExportReport:
    """Write only form definitions, for laptops that have no newer ones; no participant travels."""
    cards, store = _cards(workplace, names), workplace.store
    bundle = Bundle(forms=tuple(store.forms.all()), scope="forms", previous=_previous(store, cards), made=int(time.time() * 1000))
    return _write(workplace, cards, bundle, Path(path), bundles.PART)


def _write(workplace: Workplace, cards: Sequence[DeviceCard], bundle: Bundle, path: Path, part_size: int) -> ExportReport:
    identity, store = _identity(workplace), workplace.store
    number, names = store.exchange.next_number(), tuple(card.name for card in cards)
    files = list(bundles.parts(bundle, identity, number, cards, part_size))
    paths = _part_paths(path, len(files))
    to, revisions = tuple(card.id for card in cards), len(bundle.revisions)
    made = MadeBundle(number, bundle.made, to, revisions, bundle.scope, len(files), 0, paths[0].name)
    _note_made(workplace, made, names)  # before the first file: a number is never given twice
    for target, (__, content) in zip(paths, files, strict=True):
        save(content, target)
    _note_made(workplace, replace(made, saved=made.parts), names)
    people = {revision.participant for revision in bundle.revisions} - {""}
    size = sum(len(content) for __, content in files)
    shown = tuple(str(target) for target in paths)
    return ExportReport(shown, number, names, revisions, len(people), len(bundle.attachments), size)


def _gathered(store: Store, identity: Identity, cards: Sequence[DeviceCard]) -> Bundle:
    held = _receipts(store)
    told = {device: one.receipt for device, one in held.items()}
    known = receipts.known_to_all([card.id for card in cards], told)
    revisions = tuple(store.revisions.since(known))
    wanted = {digest for card in cards if card.id in held for digest in held[card.id].receipt.wants}
    return Bundle(
        revisions=revisions,
        forms=_forms_of(store, revisions, receipts.forms_wanted([card.id for card in cards], told)),
        attachments=_attachments_of(store, revisions, wanted),
        erasures=tuple(store.erasures.since(known)),
        receipt=_our_receipt(store, identity),
        ranges=store.exchange.ranges(),
        scope="new" if known else "all",
        previous=_previous(store, cards),
        made=int(time.time() * 1000),
    )


def _forms_of(store: Store, revisions: Iterable[Revision], wanted: Iterable[tuple[str, str]]) -> tuple[FormRecord, ...]:
    """The form versions that the revisions were made with, and that a receiver said it lacks; what is unknown here travels without."""
    used = sorted({(revision.form_id, revision.form_version) for revision in revisions} | set(wanted))
    return tuple(form for key in used if (form := store.forms.get(*key)) is not None)


def _attachments_of(store: Store, revisions: Iterable[Revision], wanted: set[str]) -> tuple[Attachment, ...]:
    """What the revisions refer to, and what a receiver said that it lacks."""
    digests = sorted(wanted | {digest for revision in revisions for digest in used_in(revision.payload)})
    return tuple(found for digest in digests if (found := store.attachments.get(digest)) is not None)


def _our_receipt(store: Store, identity: Identity) -> Receipt:
    parts = [(got.sender, got.number, got.part, got.parts) for got in store.exchange.received()]
    wants = {digest: pieces.held(_pieces(store, digest)) for digest in store.attachments.missing()}
    return Receipt(identity.id, store.exchange.ranges(), receipts.received_in_full(parts), wants, store.forms.missing())


def _previous(store: Store, cards: Sequence[DeviceCard]) -> dict[str, int]:
    """The last bundle that was made for each; one that could not be saved never left."""
    last = {device: made.number for made in store.exchange.sent() if made.saved for device in made.recipients}
    return {card.id: last[card.id] for card in cards if card.id in last}


def _part_paths(path: Path, count: int) -> list[Path]:
    """``x.nbnb``, or ``x-1-of-3.nbnb`` and so on."""
    if count == 1:
        return [path]
    return [path.with_name(f"{path.stem}-{part}-of-{count}{path.suffix}") for part in range(1, count + 1)]


def _note_made(workplace: Workplace, made: MadeBundle, names: Sequence[str]) -> None:
    with workplace.store.atomic():
        workplace.store.exchange.note_made(made)
        if made.saved:
            workplace.store.audit.note("export", "", ", ".join(names))


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
        _take_in(store, received, decision, Path(path).name)
        store.audit.note("import", received.sender, str(received.number))
    store.renew_backups()
    more = max(0, store.participants.count() - people)  # an erasure that came along leaves fewer
    return _report(workplace, received, decision, more, max(0, len(store.conflicts.all()) - conflicts))


def _read(workplace: Workplace, path: Path | str) -> Received:
    try:
        with Path(path).open("rb") as stream:
            return bundles.read(stream, _identity(workplace), _paired(workplace))
    except OSError as unreadable:
        raise refuse("unreadable") from unreadable


def _decision(workplace: Workplace, received: Received) -> Decision:
    return decide(received, workplace.store.exchange, int(time.time() * 1000))


def _take_in(store: Store, received: Received, decision: Decision, file: str) -> None:
    bundle = received.bundle
    if decision.erasures:
        store.add_foreign_erasures(list(decision.erasures))
    for form in decision.forms:
        store.forms.put(form)
    for attachment in decision.attachments:
        store.attachments.put(attachment.content, attachment.media_type, attachment.name)
    for piece in decision.pieces:
        _take_piece(store, piece)
    store.revisions.add_foreign(decision.revisions)
    if received.parts == 1:  # in parts, a photo may come before the answer that names it
        store.attachments.sweep([attachment.digest for attachment in decision.attachments])
    held = receipts.latest(_receipts(store).get(received.sender), received.number, bundle.receipt)
    if held:
        store.exchange.put_receipt(received.sender, held.number, asdict(held.receipt))
    store.exchange.note_got(
        GotBundle(
            received.sender, received.number, received.part, received.parts, int(time.time() * 1000), len(decision.revisions),
            decision.known, received.digest, decision.verdict, bundle.previous.get(_own_id(store), 0), bundle.ranges, file,
        )
    )  # fmt: skip


def _take_piece(store: Store, piece: Piece) -> None:
    """Keep a stretch of an attachment, and the attachment when it is whole."""
    if store.attachments.has(piece.digest):
        return
    store.exchange.put_piece(PieceRow(piece.digest, piece.media_type, piece.name, piece.length, piece.offset, piece.content))
    whole = pieces.join(_pieces(store, piece.digest))
    if whole is not None:
        store.attachments.put(whole.content, whole.media_type, whole.name)
        store.exchange.drop_pieces(piece.digest)


def _report(workplace: Workplace, received: Received, decision: Decision, people: int, conflicts: int) -> ImportReport:
    name = _names(workplace.store).get(received.sender, received.sender)
    repeated = decision.verdict == "repeat"
    known = len(received.bundle.revisions) if repeated else decision.known
    fresh = 0 if repeated else len(decision.revisions)
    return ImportReport(name, received.number, fresh, known, people, conflicts, tuple(_remarks(decision, received, name)))


def _remarks(decision: Decision, received: Received, name: str) -> Iterator[str]:
    if decision.verdict == "repeat":
        yield _("This file from {name} was here before; nothing changed.").format(name=name)
        return
    if received.parts > 1:
        yield _("This is part {part} of {parts}.").format(part=received.part, parts=received.parts)
    if decision.verdict == "older":
        yield _("This file is older than one that came before; what was new in it was taken in.")
    lacking = ranges.count(decision.gaps)
    if lacking and received.parts == 1:
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


# ------------------------------------------------------------------ the ledger


def ledger(workplace: Workplace) -> tuple[LedgerRow, ...]:
    """What was made, sent, received and confirmed, newest first; what asks for action on top."""
    store, names, own = workplace.store, _names(workplace.store), _identity(workplace).id
    made = [
        ledgers.Made(one.number, one.at, one.recipients, one.revisions, one.scope, one.parts, one.saved) for one in store.exchange.sent()
    ]
    got = [_got(one) for one in store.exchange.received()]
    held = {device: found.receipt for device, found in _receipts(store).items()}
    rows = ledgers.rows(made, got, held, _open_gaps(store), own, lambda device: names.get(device, device))
    counts = {("sent", one.number): one.revisions for one in made} | {("received", one.number): one.new for one in got}
    return tuple(_ledger_row(row, own, names, counts) for row in rows)


def _got(one: GotBundle) -> ledgers.Got:
    facts = (one.sender, one.number, one.part, one.parts, one.at, one.new, one.known, one.verdict, one.previous)
    return ledgers.Got(*facts, promises=bool(one.promised))


def _open_gaps(store: Store) -> dict[str, ranges.Ranges]:
    """What each sender's last file promised and is still not here; an older promise may name what the sender itself has lost."""
    promised: dict[str, ranges.Ranges] = {}
    for got in store.exchange.received():  # by number
        if got.promised:
            promised[got.sender] = got.promised
    here = store.exchange.ranges()
    lacking = {sender: ranges.missing(here, all_of_it) for sender, all_of_it in promised.items()}
    return {sender: missing for sender, missing in lacking.items() if missing}


def _ledger_row(row: ledgers.LedgerRow, own: str, names: Mapping[str, str], counts: Mapping[tuple[str, int], int]) -> LedgerRow:
    direction = "sent" if row.kind in {"made", "sent", "confirmed"} else "received"
    name = _("this laptop") if row.device == own else names.get(row.device, row.device)
    when = datetime.fromtimestamp(row.at / 1000, UTC).isoformat() if row.at else ""
    return LedgerRow(when, name, direction, row.number, counts.get((direction, row.number), 0), row.kind, row.text)


# ------------------------------------------------------------------ what the store keeps for the exchange


def _identity(workplace: Workplace) -> Identity:
    """Our keys, made at the first asking; a restored laptop keeps them."""
    store = workplace.store
    kept = store.exchange.identity()
    if kept is not None:
        return Identity.from_json(json.dumps(dict(kept)))
    organisation = str(store.settings.get("organisation", ""))[: pairing.NAME]
    fresh = Identity.create(store.device.name[: pairing.NAME], organisation, id=_own_id(store))
    with store.atomic():
        store.exchange.put_identity(json.loads(fresh.to_json()))
    return fresh


def _own_id(store: Store) -> str:
    """The laptop as others know it, whichever stream it numbers its changes in."""
    return store.device.id.partition(".")[0]


def _paired(workplace: Workplace) -> dict[str, pairing.PairedDevice]:
    return {
        known.id: pairing.PairedDevice(pairing.read_card(str(known.card["text"])), bool(known.revoked_at))
        for known in workplace.store.exchange.devices(revoked=True)
    }


def _cards(workplace: Workplace, names: Sequence[str]) -> list[DeviceCard]:
    """The cards of paired laptops by name, or by id where two share a name."""
    if not names:
        raise RecordError(_("There is no laptop to make the file for."), _("Choose at least one."))
    found = {known.id: known for name in names for known in [_trusted(workplace, name)]}
    return [pairing.read_card(str(known.card["text"])) for known in found.values()]


def _trusted(workplace: Workplace, name: str) -> PairedDevice:
    matching = [known for known in workplace.store.exchange.devices() if name in (known.id, known.name)]
    if not matching:
        raise RecordError(_("No paired laptop is called {name}.").format(name=name), _("Pair it first, under Exchange."))
    if len(matching) > 1:
        raise RecordError(_("More than one paired laptop is called {name}.").format(name=name), _("Revoke the one that is no longer used."))
    return matching[0]


def _receipts(store: Store) -> dict[str, HeldReceipt]:
    return {device: HeldReceipt(number, _receipt(told)) for device, (number, told) in store.exchange.receipts().items()}


def _receipt(told: Mapping[str, Any]) -> Receipt:
    forms = tuple((form_id, version) for form_id, version in told.get("forms", ()))
    return Receipt(str(told["device"]), _ranges(told["ranges"]), _ranges(told["bundles"]), dict(told["wants"]), forms)


def _ranges(kept: Mapping[str, Sequence[Sequence[int]]]) -> dict[str, tuple[tuple[int, int], ...]]:
    return {device: tuple((first, last) for first, last in runs) for device, runs in kept.items()}


def _pieces(store: Store, digest: str) -> list[Piece]:
    rows = store.exchange.pieces(digest)
    return [Piece(row.digest, row.media_type, row.name, row.length, row.offset, row.content) for row in rows]


def _names(store: Store) -> dict[str, str]:
    return {known.id: known.name for known in store.exchange.devices(revoked=True)}


def _view(card: DeviceCard) -> CardView:
    return CardView(card.id, card.name, card.organisation, card.text())
