"""Receipts: what a laptop has, told to the others, and what that confirms and leaves to be sent."""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from dataclasses import dataclass, field

from nbnb_desktop.records import Range
from nbnb_desktop.sync import ranges
from nbnb_desktop.sync.ranges import Ranges


@dataclass(frozen=True, slots=True)
class Receipt:
    """What ``device`` had when it wrote this.

    ``ranges`` are its revisions; ``bundles`` the numbers of the bundles it has received in full, per
    sender; ``wants`` the attachments it knows of and lacks: digest to bytes held from the start; ``forms`` the
    versions (form id, version) that its revisions were made with and that it lacks.
    """

    device: str
    ranges: Ranges = field(default_factory=dict)
    bundles: Ranges = field(default_factory=dict)
    wants: Mapping[str, int] = field(default_factory=dict)
    forms: tuple[tuple[str, str], ...] = ()


@dataclass(frozen=True, slots=True)
class HeldReceipt:
    """The last receipt of a device, and the number of the bundle that brought it."""

    number: int
    receipt: Receipt


def latest(held: HeldReceipt | None, number: int, receipt: Receipt | None) -> HeldReceipt | None:
    """The receipt to keep: the one of the higher bundle, also when it shows less.

    A laptop restored from a backup has less than before; a union of receipts would never send it again.
    """
    if receipt is None or (held is not None and held.number > number):
        return held
    return HeldReceipt(number, receipt)


def known_to_all(recipients: Iterable[str], receipts: Mapping[str, Receipt]) -> dict[str, tuple[Range, ...]]:
    """What every recipient has by its own receipt: where a bundle for them all may start. Without a receipt: nothing."""
    return ranges.common(*(receipts[name].ranges if name in receipts else {} for name in recipients))


def forms_wanted(recipients: Iterable[str], receipts: Mapping[str, Receipt]) -> set[tuple[str, str]]:
    """The form versions that some recipient said it lacks; they go along, whatever revisions do."""
    return {form for name in recipients if name in receipts for form in receipts[name].forms}


def confirms(receipt: Receipt, sender: str, number: int) -> bool:
    """Does ``receipt`` say that bundle ``number`` of ``sender`` came in, all parts of it?"""
    return ranges.contains(receipt.bundles, sender, number)


def received_in_full(parts: Iterable[tuple[str, int, int, int]]) -> dict[str, tuple[Range, ...]]:
    """The ``bundles`` of a receipt from (sender, number, part, parts) of every file that was taken in."""
    seen: dict[tuple[str, int, int], set[int]] = {}
    for sender, number, part, of in parts:
        seen.setdefault((sender, number, of), set()).add(part)
    return ranges.of(sorted((sender, number) for (sender, number, of), got in seen.items() if len(got) == of))
