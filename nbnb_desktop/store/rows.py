"""What the store hands out: frozen rows. Times are ISO 8601 in UTC (``2026-11-21T20:15:04.123Z``), dates ``2026-11-21``."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, field
from datetime import UTC, datetime
from typing import Generic, TypeVar

from nbnb_desktop.records import Range, Stamp

T = TypeVar("T")

ROLES = ("worker", "leader", "bureau", "administrator")


@dataclass(frozen=True, slots=True)
class Device:
    """This laptop: ``id`` is ``<uuid>.<stream>``; a restore starts a new stream, so numbers never clash."""

    id: str
    name: str

    @property
    def laptop(self) -> str:
        """The part of the id that every stream of this laptop shares: its identity towards others."""
        return self.id.partition(".")[0]


@dataclass(frozen=True, slots=True)
class Account:
    """A member of staff who can unlock this store; ``role`` is one of ROLES."""

    name: str
    role: str
    active: bool = True


@dataclass(frozen=True, slots=True)
class Added:
    """What an addition from elsewhere came to: records that were new here, and that were here already."""

    new: int
    known: int

    def __add__(self, other: Added) -> Added:
        return Added(self.new + other.new, self.known + other.known)


@dataclass(frozen=True, slots=True)
class Draft:
    """A form that is being filled in: every answer so far, and ``place``, where the person is in it.

    ``parents`` are the revisions that were read; empty for a new submission.
    """

    submission: str
    participant: str
    form_id: str
    form_version: str
    parents: tuple[str, ...]
    language: str
    author: str
    xml: str
    place: str = ""
    saved_at: str = ""


@dataclass(frozen=True, slots=True)
class Page(Generic[T]):
    """Some of ``total`` rows; with ``more`` there are even more than that."""

    rows: tuple[T, ...]
    total: int
    more: bool = False


@dataclass(frozen=True, slots=True)
class Participant:
    """A person as the lists show them, made from their form ``deelnemer``.

    ``birth_precision`` is exact, month, year or about; ``properties`` holds every answer of that form by name;
    ``merged_into`` names the other participant once a person said that they are the same.
    """

    id: str
    given_name: str = ""
    family_name: str = ""
    own_name: str = ""
    birth_date: str = ""
    birth_precision: str = ""
    gender: str = ""
    languages: tuple[str, ...] = ()
    project: str = ""
    properties: Mapping[str, str] = field(default_factory=dict)
    submission: str = ""
    created_at: str = ""
    changed_at: str = ""
    merged_into: str = ""

    @property
    def name(self) -> str:
        return f"{self.given_name} {self.family_name}".strip() or self.own_name


@dataclass(frozen=True, slots=True)
class Likeness:
    """Two participants who may be one person; ``score`` 0 to 100, ``reasons`` among name, own_name, swapped, birth_date."""

    participant: Participant
    score: float
    reasons: tuple[str, ...]


@dataclass(frozen=True, slots=True)
class SubmissionRow:
    """The present state of one filled form; ``state`` is ok, conflict, deleted or erased."""

    id: str
    participant: str
    form_id: str
    form_version: str
    title: str
    heads: tuple[str, ...]
    conflicts: int
    created_at: str
    changed_at: str
    author: str
    language: str
    state: str


@dataclass(frozen=True, slots=True)
class Change:
    """An answer that differs between two revisions: instance text, None where it is not there."""

    ref: str
    before: str | None
    after: str | None


@dataclass(frozen=True, slots=True)
class Side:
    """One of two values of a conflict (instance text, None where it was removed), and the revision that brought it in.

    ``language`` and ``form_version`` tell the wording that was seen.
    """

    value: str | None
    revision: str
    author: str
    device: str
    at: str
    language: str
    form_version: str = ""


@dataclass(frozen=True, slots=True)
class FieldConflict:
    """A field that two revisions changed differently; ``ours`` (the later one) is shown until a person decides.

    ``ref`` "" stands for the whole form, where its definition is not known here or it was deleted on one side.
    """

    submission: str
    participant: str
    form_id: str
    ref: str
    base: str | None
    ours: Side
    theirs: Side


@dataclass(frozen=True, slots=True)
class PairedDevice:
    """Another laptop that a person confirmed; ``card`` is its public card as the exchange wrote it."""

    id: str
    name: str
    organisation: str
    card: Mapping[str, object]
    paired_at: str
    revoked_at: str = ""


@dataclass(frozen=True, slots=True)
class MadeBundle:
    """A bundle that was made here: of ``parts`` files ``saved`` were written to their place; ``at`` is milliseconds since 1970."""

    number: int
    at: int
    recipients: tuple[str, ...]
    revisions: int
    scope: str = "all"
    parts: int = 1
    saved: int = 1
    file: str = ""


@dataclass(frozen=True, slots=True)
class GotBundle:
    """A file that was taken in; ``verdict`` is new, older or repeat, ``digest`` that of the file, ``at`` milliseconds since 1970.

    ``promised`` are the ranges that we hold once this and all earlier files of the sender are in.
    """

    sender: str
    number: int
    part: int
    parts: int
    at: int
    new: int
    known: int
    digest: str
    verdict: str = "new"
    previous: int = 0
    promised: Mapping[str, tuple[Range, ...]] = field(default_factory=dict)
    file: str = ""


@dataclass(frozen=True, slots=True)
class PieceRow:
    """The stretch of an attachment from byte ``offset``; the whole has ``length`` bytes."""

    digest: str
    media_type: str
    name: str
    length: int
    offset: int
    content: bytes


@dataclass(frozen=True, slots=True)
class AuditRow:
    """Who did what with whom: ``event`` is unlock, read, print, export, import, erase, …"""

    number: int
    at: str
    account: str
    event: str
    subject: str
    detail: str


def iso(milliseconds: int) -> str:
    """``2026-11-21T20:15:04.123Z`` from milliseconds since 1970; a clock that is out of all bounds gives its nearest bound."""
    bounded = min(max(milliseconds, 0), 253_402_300_799_999)  # the year 9999
    moment = datetime.fromtimestamp(bounded // 1000, UTC)
    return f"{moment:%Y-%m-%dT%H:%M:%S}.{bounded % 1000:03d}Z"


def stamp_time(stamp: str) -> str:
    """When a stamp was given, as ISO 8601."""
    return iso(Stamp.parse(stamp).milliseconds)
