"""The exchange in words: from the facts about bundles made, received and confirmed to the rows of the ledger screen."""

from __future__ import annotations

from collections.abc import Callable, Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass, field

from nbnb_desktop.i18n import N_, _, ngettext
from nbnb_desktop.sync import ranges
from nbnb_desktop.sync.ranges import Ranges
from nbnb_desktop.sync.receipts import Receipt, confirms

Naming = Callable[[str], str]
"""From a device id to the name that people know it by."""


@dataclass(frozen=True, slots=True)
class Made:
    """A bundle that was made here: ``saved`` is the number of its parts that were written to their place."""

    number: int
    at: int  # milliseconds since 1970
    recipients: tuple[str, ...]
    revisions: int
    scope: str = "all"
    parts: int = 1
    saved: int = 1


@dataclass(frozen=True, slots=True)
class Got:
    """A file that came in: ``new`` and ``known`` count its revisions, ``verdict`` is that of decide.Decision.

    ``previous`` is the number of the bundle that the sender made for us before this one, 0 when none; ``promises``
    says whether the file told all that we should have by then (its scope was "all" or "new").
    """

    sender: str
    number: int
    part: int
    parts: int
    at: int
    new: int
    known: int
    verdict: str = "new"
    previous: int = 0
    promises: bool = False


@dataclass(frozen=True, slots=True)
class LedgerRow:
    """One line of the ledger. ``kind``: made, sent, confirmed, received, repeat, older, or gap (which asks for action)."""

    kind: str
    device: str
    number: int
    at: int
    text: str
    gaps: Ranges = field(default_factory=dict)


def rows(
    made: Iterable[Made], got: Sequence[Got], receipts: Mapping[str, Receipt], gaps: Mapping[str, Ranges], own: str, naming: Naming
) -> tuple[LedgerRow, ...]:
    """The ledger, newest first, what asks for action at the top.

    ``receipts`` is the last receipt of each device; ``gaps`` what each sender's last bundle promised and we
    still lack (made anew by the caller from what the store has now, so that a mended gap goes away).
    """
    mended = _mended(got, gaps)
    lost = [*_number_gaps(got, naming), *_part_gaps(got, naming)]
    open_ends = [*(row for row in lost if row.number > mended.get(row.device, 0)), *_revision_gaps(gaps, naming)]
    history = [row for bundle in made for row in _made_rows(bundle, receipts, own, naming)]
    history += [_got_row(one, naming) for one in got]
    return (*open_ends, *sorted(history, key=lambda row: (-row.at, row.kind, row.device, row.number)))


def _made_rows(bundle: Made, receipts: Mapping[str, Receipt], own: str, naming: Naming) -> Iterator[LedgerRow]:
    yield LedgerRow("made", own, bundle.number, bundle.at, _made_text(bundle))
    for name in bundle.recipients:
        receipt = receipts.get(name)
        if receipt and confirms(receipt, own, bundle.number):
            yield LedgerRow("confirmed", name, bundle.number, bundle.at, _("{name} has confirmed this file.").format(name=naming(name)))
        elif bundle.saved:
            text = _NOT_YET if not receipt or receipt.bundles.get(own, ((0, 0),))[-1][1] < bundle.number else _OVERTAKEN
            yield LedgerRow("sent", name, bundle.number, bundle.at, _(text).format(name=naming(name)))


_NOT_YET = N_("{name} has not confirmed this file yet.")
_OVERTAKEN = N_("{name} did not confirm this file, but has confirmed a later one.")


def _made_text(bundle: Made) -> str:
    text = _SCOPES[bundle.scope](bundle.revisions)
    if bundle.saved < bundle.parts:
        unfinished = _("Only {saved} of {parts} parts were saved: make the file again.").format(saved=bundle.saved, parts=bundle.parts)
        return f"{text} {unfinished}"
    return text


def _counted(revisions: int) -> str:
    return ngettext("Made with {count} change.", "Made with {count} changes.", revisions).format(count=revisions)


_SCOPES: dict[str, Callable[[int], str]] = {
    "all": lambda count: _("Everything.") + " " + _counted(count),
    "new": lambda count: _("What the others lack.") + " " + _counted(count),
    "participant": lambda count: _("One participant handed over.") + " " + _counted(count),
    "forms": lambda _count: _("Only forms."),
}


def _got_row(one: Got, naming: Naming) -> LedgerRow:
    name = naming(one.sender)
    if one.verdict == "repeat":
        text = _("This file from {name} was here before; nothing changed.").format(name=name)
        return LedgerRow("repeat", one.sender, one.number, one.at, text)
    counted = ngettext("{count} new change from {name}.", "{count} new changes from {name}.", one.new).format(count=one.new, name=name)
    if one.parts > 1:
        counted = _("Part {part} of {parts}.").format(part=one.part, parts=one.parts) + " " + counted
    if one.verdict == "older":
        return LedgerRow("older", one.sender, one.number, one.at, _("Older than a file that came before.") + " " + counted)
    return LedgerRow("received", one.sender, one.number, one.at, counted)


def _mended(got: Sequence[Got], gaps: Mapping[str, Ranges]) -> dict[str, int]:
    """Per sender whose promises are all kept: the last file that promised. What an earlier lost file held came another way."""
    return {one.sender: one.number for one in sorted(got, key=lambda one: one.number) if one.promises and not gaps.get(one.sender)}


def _number_gaps(got: Sequence[Got], naming: Naming) -> Iterator[LedgerRow]:
    """Files whose number a later file of the same sender mentions as made for us, and that never came."""
    came = {(one.sender, one.number) for one in got}
    awaited = {(one.sender, one.previous): one.at for one in got if one.previous and (one.sender, one.previous) not in came}
    for (sender, number), at in sorted(awaited.items()):
        text = _("File {number} from {name} never arrived. Send {name} a file: the next one from there brings what is missing.")
        yield LedgerRow("gap", sender, number, at, text.format(number=number, name=naming(sender)))


def _part_gaps(got: Sequence[Got], naming: Naming) -> Iterator[LedgerRow]:
    seen: dict[tuple[str, int], list[Got]] = {}
    for one in got:
        seen.setdefault((one.sender, one.number), []).append(one)
    for (sender, number), files in sorted(seen.items()):
        lacking = sorted(set(range(1, files[0].parts + 1)) - {one.part for one in files})
        if lacking:
            text = _("Of file {number} from {name} these parts are still missing: {parts}.")
            words = text.format(number=number, name=naming(sender), parts=", ".join(map(str, lacking)))
            yield LedgerRow("gap", sender, number, max(one.at for one in files), words)


def _revision_gaps(gaps: Mapping[str, Ranges], naming: Naming) -> Iterator[LedgerRow]:
    for sender in sorted(gaps):
        count = ranges.count(gaps[sender])
        if count:
            text = ngettext(
                "{count} change that {name} has is not here. Send {name} a file: the next one from there brings it.",
                "{count} changes that {name} has are not here. Send {name} a file: the next one from there brings them.",
                count,
            )
            yield LedgerRow("gap", sender, 0, 0, text.format(count=count, name=naming(sender)), gaps[sender])
