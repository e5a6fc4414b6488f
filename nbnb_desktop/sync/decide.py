"""What of a received bundle is new, what it lacks and what looks wrong: pure decisions, no change to anything.

The caller (actions.exchange) asks the store, takes in what the decision says within one transaction, and keeps the facts.
"""

from __future__ import annotations

import re
from collections.abc import Collection, Iterable, Mapping
from dataclasses import dataclass
from typing import Protocol

from nbnb_desktop.records import OWN_FORMS, Attachment, Erasure, FormRecord, Revision, Stamp
from nbnb_desktop.sync import ranges
from nbnb_desktop.sync.content import Bundle, Received
from nbnb_desktop.sync.pieces import Piece
from nbnb_desktop.sync.ranges import Ranges
from nbnb_desktop.sync.refusals import refuse

CLOCK_BOUND = 24 * 3600 * 1000
"""Milliseconds that a stamp may lie ahead of our clock before it is flagged and our clock stops following."""

ERASED = "erased"
"""The kind of a hollow revision: what an erasure left of it."""

_DIGEST = re.compile(rb"[0-9a-f]{64}")
"""How an answer names an attachment: its SHA-256 stands in the file name."""


class Ours(Protocol):
    """What this laptop has, as the decision asks for it."""

    def ranges(self) -> Ranges:
        """The numbers that are here, revisions and erasures together."""

    def known(self, ids: Collection[str]) -> Mapping[str, tuple[str, str]]:
        """Of the revisions ``ids``, those that are here: id to (digest, kind)."""

    def erasures(self) -> Mapping[str, str]:
        """Every erasure that is here: id to participant."""

    def form_digest(self, form_id: str, version: str) -> str | None:
        """The SHA-256 of the XForm of a form version, None when it is not here."""

    def has_attachment(self, digest: str) -> bool: ...

    def bundle_digest(self, sender: str, number: int, part: int) -> str | None:
        """The digest of the file that came under this number and part before, None when none did."""

    def newest(self, sender: str) -> int:
        """The highest bundle number received from ``sender``, 0 when none."""


@dataclass(frozen=True, slots=True)
class Decision:
    """What to take in and what to tell.

    Take in, in this order and within one transaction: ``erasures``, ``forms``, ``attachments`` and ``pieces``, ``revisions``.
    Attachments that only an erased participant's revisions in this file mention are not among them.
    ``verdict`` is "new", "older" (a lower number than one received before; taken in all the same) or "repeat" (the
    very file came before). ``unexplained`` are hollow revisions without the erasure that hollowed them: left out,
    and offered again by the next bundle. ``future`` were stamped too far ahead and are taken in. ``clock`` is the
    latest stamp that our clock may follow, "" when none. ``gaps`` are numbers that should be here by now and are not.
    """

    verdict: str
    revisions: tuple[Revision, ...]
    known: int
    erasures: tuple[Erasure, ...]
    forms: tuple[FormRecord, ...]
    attachments: tuple[Attachment, ...]
    pieces: tuple[Piece, ...]
    unexplained: tuple[Revision, ...]
    missing_parents: tuple[str, ...]
    missing_forms: tuple[tuple[str, str], ...]
    future: tuple[Revision, ...]
    clock: str
    gaps: Ranges


def decide(received: Received, ours: Ours, now: int) -> Decision:
    """The decision on a verified file; ``now`` is our wall clock in milliseconds since 1970.

    Raises BundleError ``number-reused``, ``revision-clash`` or ``form-clash``; then nothing may be taken in.
    """
    bundle = received.bundle
    verdict = _verdict(received, ours)
    here = ours.ranges()
    known = _known(bundle, ours, here)
    erasures = ours.erasures()
    erased = set(erasures.values()) | {erasure.participant for erasure in bundle.erasures}
    fresh = [revision for revision in bundle.revisions if revision.id not in known]
    unexplained = tuple(revision for revision in fresh if revision.kind == ERASED and revision.participant not in erased)
    left_out = {revision.id for revision in unexplained}
    new = tuple(revision for revision in fresh if revision.id not in left_out)
    new_erasures = tuple(erasure for erasure in bundle.erasures if erasure.id not in erasures)
    _check_places(new_erasures, here, new)
    future, clock = _clocks(new, now)
    unwanted = _only_of_erased(bundle, erased)
    return Decision(
        verdict=verdict,
        revisions=new,
        known=len(bundle.revisions) - len(fresh),
        erasures=new_erasures,
        forms=_new_forms(bundle, ours),
        attachments=tuple(one for one in bundle.attachments if one.digest not in unwanted and not ours.has_attachment(one.digest)),
        pieces=tuple(one for one in bundle.pieces if one.digest not in unwanted and not ours.has_attachment(one.digest)),
        unexplained=unexplained,
        missing_parents=_missing_parents(new, ours),
        missing_forms=_missing_forms(new, bundle, ours),
        future=future,
        clock=clock,
        gaps=ranges.missing(ranges.add(here, _numbers(new, new_erasures)), bundle.ranges),
    )


def _verdict(received: Received, ours: Ours) -> str:
    before = ours.bundle_digest(received.sender, received.number, received.part)
    if before is not None:
        if before != received.digest:
            raise refuse("number-reused")
        return "repeat"
    return "older" if received.number < ours.newest(received.sender) else "new"


def _known(bundle: Bundle, ours: Ours, here: Ranges) -> Mapping[str, tuple[str, str]]:
    """The revisions of ``bundle`` that are here; one id or one number for two different ones refuses the file."""
    known = ours.known([revision.id for revision in bundle.revisions])
    ids: set[str] = set()
    for revision in bundle.revisions:
        digest, kind = known.get(revision.id, (None, ""))
        hollowed = ERASED in (revision.kind, kind)
        clash = ranges.contains(here, revision.device, revision.number) if digest is None else digest != revision.digest and not hollowed
        if clash or revision.id in ids:
            raise refuse("revision-clash")
        ids.add(revision.id)
    return known


def _check_places(erasures: tuple[Erasure, ...], here: Ranges, revisions: tuple[Revision, ...]) -> None:
    """Erasures share the numbering of revisions; two records in one place refuse the file."""
    places = {(revision.device, revision.number) for revision in revisions}
    for erasure in erasures:
        place = (erasure.device, erasure.number)
        if place in places or ranges.contains(here, *place):
            raise refuse("revision-clash")
        places.add(place)


def _new_forms(bundle: Bundle, ours: Ours) -> tuple[FormRecord, ...]:
    new = []
    for form in bundle.forms:
        digest = ours.form_digest(form.form_id, form.version)
        if digest is None:
            new.append(form)
        elif digest != form.digest:
            raise refuse("form-clash")
    return tuple(new)


def _only_of_erased(bundle: Bundle, erased: set[str]) -> set[str]:
    """The digests of attachments that in this bundle only revisions of erased participants mention.

    A laptop that has not heard of the erasure sends the photo with the answers; neither may come back.
    """
    if not erased:
        return set()
    gone = _mentioned(one for one in bundle.revisions if one.participant in erased)
    return gone - _mentioned(one for one in bundle.revisions if one.participant not in erased)


def _mentioned(revisions: Iterable[Revision]) -> set[str]:
    return {found.decode() for revision in revisions for found in _DIGEST.findall(revision.payload)}


def _missing_parents(new: tuple[Revision, ...], ours: Ours) -> tuple[str, ...]:
    """Parents that are neither here nor among ``new``; such revisions are taken in and wait for them."""
    parents = {parent for revision in new for parent in revision.parents} - {revision.id for revision in new}
    return tuple(sorted(parents - ours.known(sorted(parents)).keys()))


def _missing_forms(new: tuple[Revision, ...], bundle: Bundle, ours: Ours) -> tuple[tuple[str, str], ...]:
    used = {
        (revision.form_id, revision.form_version)
        for revision in new
        if revision.kind != ERASED and not revision.form_id.startswith(OWN_FORMS)
    }
    brought = {(form.form_id, form.version) for form in bundle.forms}
    return tuple(sorted(key for key in used - brought if ours.form_digest(*key) is None))


def _clocks(new: tuple[Revision, ...], now: int) -> tuple[tuple[Revision, ...], str]:
    """The revisions from the future, and the latest stamp of the others."""
    stamps = [(Stamp.parse(revision.stamp), revision) for revision in new]
    future = tuple(revision for stamp, revision in stamps if stamp.milliseconds > now + CLOCK_BOUND)
    latest = max((stamp for stamp, __ in stamps if stamp.milliseconds <= now + CLOCK_BOUND), default=None)
    return future, str(latest or "")


def _numbers(revisions: tuple[Revision, ...], erasures: tuple[Erasure, ...]) -> dict[str, tuple[tuple[int, int], ...]]:
    placed: tuple[Revision | Erasure, ...] = (*revisions, *erasures)
    return ranges.of((one.device, one.number) for one in placed)
