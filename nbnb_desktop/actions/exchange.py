"""Files between laptops: exporting what the others may lack, and taking a file in, all of it or nothing.

The room ``sync`` decides and the store keeps; here one is carried to the other, inside one transaction.
"""

from __future__ import annotations

import time
from collections.abc import Iterable, Iterator, Sequence
from dataclasses import asdict, dataclass, replace
from datetime import date
from pathlib import Path

from nbnb_desktop.actions import laptops
from nbnb_desktop.actions.held import held_receipts, pieces_of
from nbnb_desktop.actions.saving import save
from nbnb_desktop.actions.workplace import Workplace
from nbnb_desktop.errors import RecordError
from nbnb_desktop.i18n import _, ngettext
from nbnb_desktop.records import Attachment, FormRecord, Revision
from nbnb_desktop.store import Store
from nbnb_desktop.store.attachments import used_in
from nbnb_desktop.store.rows import GotBundle, MadeBundle, PieceRow
from nbnb_desktop.sync import bundle as bundles
from nbnb_desktop.sync import pieces, ranges, receipts
from nbnb_desktop.sync.content import Bundle, Received
from nbnb_desktop.sync.decide import Decision, decide
from nbnb_desktop.sync.pairing import DeviceCard, Identity
from nbnb_desktop.sync.pieces import Piece
from nbnb_desktop.sync.receipts import Receipt
from nbnb_desktop.sync.refusals import refuse


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


# ------------------------------------------------------------------ making a file


def default_name(workplace: Workplace, names: Sequence[str]) -> str:
    """A file name for the save dialog: for whom, and when."""
    to = "-".join("".join(letter for letter in name if letter.isalnum()) for name in names)[:40] or "nbnb"
    return f"{to}-{date.today().isoformat()}-{workplace.store.exchange.next_number()}.nbnb"


def export(workplace: Workplace, names: Sequence[str], path: Path | str, *, part_size: int = bundles.PART) -> ExportReport:
    """Write what the paired laptops (names or ids) may lack; in parts of at most ``part_size`` bytes when it is more.

    Raises RecordError for an unknown name, DocumentError when a file cannot be written, BundleError when it cannot be made.
    """
    cards = laptops.cards(workplace, names)
    return _write(workplace, cards, _gathered(workplace.store, laptops.identity(workplace), cards), Path(path), part_size)


def hand_over(workplace: Workplace, names: Sequence[str], participant: str, consent: str, path: Path | str) -> ExportReport:
    """Write one participant's whole file for another project; ``consent`` says what was agreed and when, and travels along.

    Raises RecordError without consent; else as ``export``.
    """
    if not consent.strip():
        raise RecordError(
            _("The participant's consent is not written down."), _("Write what was agreed and when; it goes with the file.")
        )
    cards, store = laptops.cards(workplace, names), workplace.store
    revisions = store.revisions.of_participant(participant)
    bundle = Bundle(
        revisions=revisions,
        forms=_forms_of(store, revisions, ()),
        attachments=_attachments_of(store, revisions, set()),
        receipt=_our_receipt(store, laptops.identity(workplace)),
        scope="participant",
        participant=participant,
        consent=consent.strip(),
        previous=_previous(store, cards),
        made=int(time.time() * 1000),
    )
    return _write(workplace, cards, bundle, Path(path), bundles.PART)


def export_forms(workplace: Workplace, names: Sequence[str], path: Path | str) -> ExportReport:
    """Write only form definitions, for laptops that have no newer ones; no participant travels."""
    cards, store = laptops.cards(workplace, names), workplace.store
    bundle = Bundle(forms=tuple(store.forms.all()), scope="forms", previous=_previous(store, cards), made=int(time.time() * 1000))
    return _write(workplace, cards, bundle, Path(path), bundles.PART)


def _write(workplace: Workplace, cards: Sequence[DeviceCard], bundle: Bundle, path: Path, part_size: int) -> ExportReport:
    identity, store = laptops.identity(workplace), workplace.store
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
    held = held_receipts(store)
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
    wants = {digest: pieces.held(pieces_of(store, digest)) for digest in store.attachments.missing()}
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
            return bundles.read(stream, laptops.identity(workplace), laptops.paired(workplace))
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
    held = receipts.latest(held_receipts(store).get(received.sender), received.number, bundle.receipt)
    if held:
        store.exchange.put_receipt(received.sender, held.number, asdict(held.receipt))
    store.exchange.note_got(
        GotBundle(
            received.sender, received.number, received.part, received.parts, int(time.time() * 1000), len(decision.revisions),
            decision.known, received.digest, decision.verdict, bundle.previous.get(laptops.own_id(store), 0), bundle.ranges, file,
        )
    )  # fmt: skip


def _take_piece(store: Store, piece: Piece) -> None:
    """Keep a stretch of an attachment, and the attachment when it is whole."""
    if store.attachments.has(piece.digest):
        return
    store.exchange.put_piece(PieceRow(piece.digest, piece.media_type, piece.name, piece.length, piece.offset, piece.content))
    whole = pieces.join(pieces_of(store, piece.digest))
    if whole is not None:
        store.attachments.put(whole.content, whole.media_type, whole.name)
        store.exchange.drop_pieces(piece.digest)


def _report(workplace: Workplace, received: Received, decision: Decision, people: int, conflicts: int) -> ImportReport:
    name = laptops.names(workplace.store).get(received.sender, received.sender)
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
