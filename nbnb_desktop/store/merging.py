"""A merge is a view, not a write: what several heads of one submission show together.

Deterministic in the set of revisions alone, so that laptops with the same revisions show the same. The head with the latest
stamp leads; the others are merged into it one by one against the latest common ancestor; where both changed a field, the
leading value is shown and a conflict is listed until a person saves a revision with all heads as parents.
"""

from __future__ import annotations

from collections.abc import Callable, Sequence
from dataclasses import dataclass
from functools import partial

from nbnb_desktop.records import Stamp
from nbnb_desktop.store.engine import FormEngine
from nbnb_desktop.store.instance import paths
from nbnb_desktop.store.revisions import ERASED

DELETED = "delete"


@dataclass(frozen=True, slots=True)
class Head:
    """A revision without its payload: what merging needs to know of it."""

    id: str
    submission: str
    participant: str
    form_id: str
    form_version: str
    parents: tuple[str, ...]
    stamp: str
    author: str
    language: str
    kind: str


@dataclass(frozen=True, slots=True)
class Fork:
    """A field that two revisions changed differently (``ref`` "" is the whole form), as instance text."""

    ref: str
    base: str | None
    ours: str | None
    ours_revision: str
    theirs: str | None
    theirs_revision: str


@dataclass(frozen=True, slots=True)
class View:
    """What a submission shows: the leading head, all heads, the XML, the conflicts, and its state."""

    lead: Head
    heads: tuple[Head, ...]
    created: str
    xml: bytes
    forks: tuple[Fork, ...]
    state: str

    @property
    def merged(self) -> bool:
        return len(self.heads) > 1


Origin = Callable[[Head, str, str | None], str]
"""From a head, a ref and its value to the id of the revision that brought that value in."""


def view(revisions: Sequence[Head], payload: Callable[[str], bytes], engine: FormEngine) -> View:
    """The view of one submission from all its ``revisions``; ``payload`` gives the XML of one by its id."""
    history = {revision.id: revision for revision in revisions}
    heads = sorted((history[revision] for revision in unsuperseded(revisions)), key=_latest_first, reverse=True)
    live = [head for head in heads if head.kind not in (DELETED, ERASED)]
    created = min(revision.stamp for revision in revisions)
    if not live:
        return View(heads[0], tuple(heads), created, b"", (), _ended(heads))
    xml, forks = _merge(live, history, payload, engine)
    forks += [_whole(live[0], head, None, None) for head in heads if head.kind == DELETED]
    return View(live[0], tuple(heads), created, xml, _one_per_ref(forks), "conflict" if forks else "ok")


def unsuperseded(revisions: Sequence[Head]) -> list[str]:
    """The ids of those that none of the others has as parent."""
    superseded = {parent for revision in revisions for parent in revision.parents}
    return [revision.id for revision in revisions if revision.id not in superseded]


def _latest_first(head: Head) -> tuple[str, str]:
    return head.stamp, head.id


def _ended(heads: Sequence[Head]) -> str:
    return "erased" if any(head.kind == ERASED for head in heads) else "deleted"


def _merge(live: Sequence[Head], history: dict[str, Head], payload: Callable[[str], bytes], engine: FormEngine) -> tuple[bytes, list[Fork]]:
    lead, *others = live
    origin = partial(_origin, history=history, payload=payload)
    xml, forks = payload(lead.id), []
    merged_in = _ancestors(lead, history)
    for other in others:
        theirs = _ancestors(other, history)
        base = max((history[revision] for revision in merged_in & theirs), key=_latest_first, default=None)
        base_xml = payload(base.id) if base and base.kind not in (DELETED, ERASED) else None
        xml, found = _merge_two(lead, other, base_xml, xml, payload(other.id), engine, origin)
        forks += found
        merged_in |= theirs
    return xml, forks


def _merge_two(
    lead: Head, other: Head, base: bytes | None, ours: bytes, theirs: bytes, engine: FormEngine, origin: Origin
) -> tuple[bytes, list[Fork]]:
    if ours == theirs:
        return ours, []
    merged = engine.merge(lead.form_id, lead.form_version, base, ours, theirs, Stamp.parse(lead.stamp).milliseconds)
    if merged is None:
        return ours, [_whole(lead, other, None, None)]
    forks = [
        Fork(found.ref, found.base, found.ours, origin(lead, found.ref, found.ours), found.theirs, origin(other, found.ref, found.theirs))
        for found in merged.conflicts
    ]
    return merged.xml.encode(), forks


def _origin(head: Head, ref: str, value: str | None, history: dict[str, Head], payload: Callable[[str], bytes]) -> str:
    """The revision that brought a value in: the first of the line that ends in ``head`` and says it all along."""

    def says_it(revision: str) -> bool:
        return revision in history and history[revision].kind != ERASED and paths(payload(revision)).get(ref.replace("[1]", "")) == value

    found = head.id
    while says_it(found):
        before = [parent for parent in history[found].parents if says_it(parent)]
        if not before:
            return found
        found = max(before, key=lambda parent: _latest_first(history[parent]))
    return head.id


def _whole(lead: Head, other: Head, ours: str | None, theirs: str | None) -> Fork:
    return Fork("", None, ours, lead.id, theirs, other.id)


def _one_per_ref(forks: Sequence[Fork]) -> tuple[Fork, ...]:
    """Of several forks of one field the first: against the latest of the other heads."""
    first: dict[str, Fork] = {}
    for fork in forks:
        first.setdefault(fork.ref, fork)
    return tuple(first.values())


def _ancestors(head: Head, history: dict[str, Head]) -> set[str]:
    """The ids of a revision and of all that came before it, as far as they are here."""
    found: set[str] = set()
    waiting = [head.id]
    while waiting:
        revision = waiting.pop()
        if revision in history and revision not in found:
            found.add(revision)
            waiting.extend(history[revision].parents)
    return found
