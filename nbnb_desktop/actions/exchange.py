"""Files between laptops: exporting what the others may lack, and taking a file in, all of it or nothing.

The room ``sync`` decides and the store keeps; here one is carried to the other, inside one transaction.
"""

from __future__ import annotations

import time
from collections.abc import Callable, Iterable, Iterator, Sequence
from contextlib import suppress
from dataclasses import asdict, dataclass, replace
from datetime import date
from pathlib import Path
from typing import BinaryIO

from nbnb_desktop.actions import laptops, outgoing
from nbnb_desktop.actions.held import held_receipts, pieces_of
from nbnb_desktop.actions.outgoing import Load
from nbnb_desktop.actions.saving import save
from nbnb_desktop.actions.steps import Progress, Steps, unseen
from nbnb_desktop.actions.workplace import Workplace
from nbnb_desktop.errors import RecordError
from nbnb_desktop.i18n import _, ngettext
from nbnb_desktop.store import Store
from nbnb_desktop.store.rows import GotBundle, MadeBundle, PieceRow
from nbnb_desktop.sync import bundle as bundles
from nbnb_desktop.sync import pieces, ranges, receipts
from nbnb_desktop.sync.content import Received
from nbnb_desktop.sync.decide import Decision, decide
from nbnb_desktop.sync.pairing import DeviceCard
from nbnb_desktop.sync.pieces import Piece
from nbnb_desktop.sync.refusals import refuse


@dataclass(frozen=True, slots=True)
class ExportReport:
    """What a bundle holds that was just written; ``size`` in bytes, ``paths`` more than one when it was cut into parts.

    ``remarks`` are sentences about what did not fit.
    """

    paths: tuple[str, ...]
    number: int
    recipients: tuple[str, ...]
    revisions: int
    participants: int
    attachments: int
    size: int
    remarks: tuple[str, ...] = ()


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


def export(
    workplace: Workplace, names: Sequence[str], path: Path | str, *,
    part_size: int = bundles.PART, room: int = outgoing.ROOM, progress: Progress = unseen,
) -> ExportReport:  # fmt: skip
    """Write what the paired laptops (names or ids) may lack; in parts of at most ``part_size`` bytes when it is more.

    Of photos and scans at most ``room`` bytes go along; the rest follows after the receivers told what they hold. What
    ``progress`` raises leaves no file. Raises RecordError for an unknown name, DocumentError when a file cannot be written,
    BundleError when it cannot be made.
    """
    cards = laptops.cards(workplace, names)
    load = outgoing.everything_lacking(workplace.store, cards, room, progress)
    return _write(workplace, cards, load, Path(path), part_size, progress)


def hand_over(workplace: Workplace, names: Sequence[str], participant: str, consent: str, path: Path | str) -> ExportReport:
    """Write one participant's whole file for another project; ``consent`` says what was agreed and when, and travels along.

    A file is of one participant: of somebody whose files were joined there are as many, ``x.nbnb``, ``x-2.nbnb`` …, in one report.
    Raises RecordError without consent; else as ``export``.
    """
    if not consent.strip():
        raise RecordError(_("The participant's consent is not written down."), _("Write what was agreed and when; it goes with the file."))
    cards = laptops.cards(workplace, names)
    reports = []
    for number, person in enumerate(workplace.store.participants.together_with(participant), start=1):
        load = outgoing.of_participant(workplace.store, cards, person, consent.strip(), outgoing.ROOM)
        target = Path(path) if number == 1 else Path(path).with_stem(f"{Path(path).stem}-{number}")
        reports.append(_write(workplace, cards, load, target, bundles.PART, unseen))
    return _together(reports)


def _together(reports: Sequence[ExportReport]) -> ExportReport:
    """Several files about one participant as one report, under the first number."""
    return replace(
        reports[0],
        paths=tuple(path for one in reports for path in one.paths),
        revisions=sum(one.revisions for one in reports),
        attachments=sum(one.attachments for one in reports),
        size=sum(one.size for one in reports),
        remarks=tuple(dict.fromkeys(remark for one in reports for remark in one.remarks)),
    )


def export_forms(workplace: Workplace, names: Sequence[str], path: Path | str) -> ExportReport:
    """Write only form definitions, for laptops that have no newer ones; no participant travels."""
    cards = laptops.cards(workplace, names)
    return _write(workplace, cards, outgoing.forms_only(workplace.store, cards, outgoing.ROOM), Path(path), bundles.PART, unseen)


def _write(workplace: Workplace, cards: Sequence[DeviceCard], load: Load, path: Path, part_size: int, progress: Progress) -> ExportReport:
    store, bundle = workplace.store, load.bundle
    number, names, revisions = store.exchange.next_number(), tuple(card.name for card in cards), len(bundle.revisions)
    step = Steps(progress, 2 * revisions, revisions)
    count, files = bundles.prepared(bundle, laptops.identity(workplace), number, cards, part_size, step)
    paths = _part_paths(path, count)
    to = tuple(card.id for card in cards)
    made = MadeBundle(number, bundle.made, to, revisions, bundle.scope, count, 0, paths[0].name)
    _note_made(workplace, made, names)  # before the first file: a number is never given twice
    size = _save_all(paths, files, progress, then=lambda: _note_made(workplace, replace(made, saved=made.parts), names))
    people = {revision.participant for revision in bundle.revisions} - {""}
    attachments = len({piece.digest for piece in bundle.pieces})
    shown = tuple(str(target) for target in paths)
    return ExportReport(shown, number, names, revisions, len(people), attachments, size, tuple(_left_over(load.left)))


def _save_all(paths: Sequence[Path], files: Iterable[tuple[str, bytes]], progress: Progress, then: Callable[[], None]) -> int:
    """Save each part as it is made, then do ``then``; how many bytes. All of them or none: a part alone would be taken for the file."""
    size, saved = 0, []
    try:
        for done, (target, (__, content)) in enumerate(zip(paths, files, strict=True)):
            progress(done, len(paths))
            save(content, target)
            saved.append(target)
            size += len(content)
        then()
    except BaseException:
        for target in saved:
            with suppress(OSError):  # the stick may be gone
                target.unlink(missing_ok=True)
        raise
    return size


def _left_over(left: int) -> Iterator[str]:
    if left:
        text = ngettext(
            "{count} photo or scan did not fit in this file. It follows in the next one, after you have taken in a file from there.",
            "{count} photos or scans did not fit in this file. They follow in the next ones, after you have taken in a file from there.",
            left,
        )
        yield text.format(count=left)


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
    """What a file would bring, without taking it in; of one that is for others (or made here) that it is whole and for whom.

    Raises BundleError when it is damaged.
    """
    received = _opened(path, lambda stream: bundles.verify(stream, laptops.identity(workplace), laptops.paired(workplace)))
    if laptops.own_id(workplace.store) not in received.recipients:
        return _outside(workplace.store, received)
    return _report(workplace, received, _decision(workplace, received), 0, 0)


def import_file(workplace: Workplace, path: Path | str, *, progress: Progress = unseen, backup: bool = True) -> ImportReport:
    """Take a file in, all of it or nothing. Raises BundleError; what ``progress`` raises changes nothing.

    A backup is made before: once for all parts of one bundle, and not for who takes in many files and made one before the first.
    """
    reading = Steps(progress)
    received = _opened(path, lambda stream: bundles.read(stream, laptops.identity(workplace), laptops.paired(workplace), reading))
    store = workplace.store
    decision = _decision(workplace, received)
    if decision.verdict == "repeat":
        return _report(workplace, received, decision, 0, 0)
    if backup and (store.backup_due() or not _is_begun(store, received)):
        store.backup()
    people, conflicts = store.participants.count(), len(store.conflicts.all())
    with store.atomic():
        _take_in(store, received, decision, Path(path).name, progress)
        store.audit.note("import", received.sender, str(received.number))
    store.renew_backups()
    more = max(0, store.participants.count() - people)  # an erasure that came along leaves fewer
    return _report(workplace, received, decision, more, max(0, len(store.conflicts.all()) - conflicts))


def _is_begun(store: Store, received: Received) -> bool:
    """Whether another part of the same bundle was taken in: then there is a backup from before it."""
    return any(got.number == received.number for got in store.exchange.received(received.sender))


def _opened(path: Path | str, read: Callable[[BinaryIO], Received]) -> Received:
    try:
        with Path(path).open("rb") as stream:
            return read(stream)
    except (OSError, ValueError) as unreadable:  # ValueError: a path that no system has, with a zero character in it
        raise refuse("unreadable") from unreadable


def _outside(store: Store, received: Received) -> ImportReport:
    """What can be said of a file that is not for this laptop."""
    names = laptops.names(store) | {laptops.own_id(store): store.device.name}
    recipients = _(", ").join(names.get(one, one) for one in received.recipients)
    whole = _("This file is whole. Only {recipients} can open it.").format(recipients=recipients)
    return ImportReport(names[received.sender], received.number, 0, 0, 0, 0, (whole,))


def _decision(workplace: Workplace, received: Received) -> Decision:
    return decide(received, workplace.store.exchange, int(time.time() * 1000))


def _take_in(store: Store, received: Received, decision: Decision, file: str, progress: Progress) -> None:
    bundle, total = received.bundle, len(decision.revisions)
    if decision.erasures:
        store.add_foreign_erasures(list(decision.erasures))
    for form in decision.forms:
        store.forms.put(form)
    for attachment in decision.attachments:
        store.attachments.put(attachment.content, attachment.media_type, attachment.name)
    for piece in decision.pieces:
        _take_piece(store, piece)
    store.revisions.add_foreign(Steps(progress, 2 * total).over(decision.revisions))
    store.refresh(lambda done, stale: progress(total + done * total // stale, 2 * total))
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
