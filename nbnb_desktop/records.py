"""What the store keeps and the exchange carries: plain frozen values, known to both and to nobody's database.

A *participant* is a case, a *submission* one filled form that belongs to it, a *revision* one immutable
saved state of a submission. Revisions are only ever added.
"""

from __future__ import annotations

import hashlib
import os
import struct
import time
import uuid
from dataclasses import dataclass, field, replace

_length = struct.Struct(">Q").pack

Range = tuple[int, int]
"""First and last number of a contiguous run, both included."""


OWN_FORMS = "nbnb."
"""How the ids of forms begin that the program itself fills in (who is the same person, how a survey went): nobody sees them as a form,
and no definition travels with them."""


def new_id() -> str:
    """A UUIDv7 (RFC 9562, section 5.7): its first 48 bits are the time in milliseconds, so ids sort by age."""
    milliseconds = time.time_ns() // 1_000_000
    tail = int.from_bytes(os.urandom(10), "big")
    value = (milliseconds & (1 << 48) - 1) << 80 | 0x7 << 76 | (tail >> 62 & 0xFFF) << 64 | 0b10 << 62 | tail & (1 << 62) - 1
    return str(uuid.UUID(int=value))


@dataclass(frozen=True, slots=True, order=True)
class Stamp:
    """A hybrid logical clock reading (Kulkarni et al. 2014): wall milliseconds, a counter, and who read it.

    As text it sorts as it compares: ``0001795000000000-00003-<device>``.
    """

    milliseconds: int
    counter: int
    device: str

    def __str__(self) -> str:
        return f"{self.milliseconds:016d}-{self.counter:05d}-{self.device}"

    @classmethod
    def parse(cls, text: str) -> Stamp:
        milliseconds, counter, device = text.split("-", 2)
        return cls(int(milliseconds), int(counter), device)

    def next(self, wall: int) -> Stamp:
        """The reading after this one when the wall clock says ``wall`` milliseconds; never goes back."""
        if wall > self.milliseconds:
            return Stamp(wall, 0, self.device)
        return Stamp(self.milliseconds, self.counter + 1, self.device)


@dataclass(frozen=True, slots=True)
class Revision:
    """One immutable saved state of one submission.

    ``number`` counts the revisions of one ``device`` from 1 without gaps; ``payload`` is the instance
    XML in UTF-8, uncompressed; ``digest`` is the SHA-256 over all other fields, in hexadecimal.
    ``participant`` is "" for a form that is about no person (an employer, a vacancy).
    """

    id: str
    submission: str
    participant: str
    form_id: str
    form_version: str
    parents: tuple[str, ...]
    device: str
    number: int
    stamp: str
    author: str
    language: str
    kind: str  # "save", "decision" (a person settled a conflict), "undo", "merge of persons", "delete", "second entry"
    payload: bytes
    digest: str = field(default="")

    def sealed(self) -> Revision:
        """The same revision with its digest filled in."""
        return replace(self, digest=self.computed_digest())

    def computed_digest(self) -> str:
        """The digest that the fields call for; a revision whose ``digest`` differs was altered."""
        texts = (
            self.id, self.submission, self.participant, self.form_id, self.form_version, "\x1f".join(self.parents), self.device,
            str(self.number), self.stamp, self.author, self.language, self.kind,
        )  # fmt: skip
        parts: list[bytes] = []
        for raw in (*map(str.encode, texts), self.payload):
            parts += (_length(len(raw)), raw)
        return hashlib.sha256(b"".join(parts)).hexdigest()


@dataclass(frozen=True, slots=True)
class FormRecord:
    """One version of one form as it was used: its XForm and the media that it reads."""

    form_id: str
    version: str
    title: str
    xml: bytes
    media: tuple[tuple[str, str], ...] = ()  # (file name, SHA-256 of its bytes, kept as attachment)

    @property
    def digest(self) -> str:
        return hashlib.sha256(self.xml).hexdigest()


@dataclass(frozen=True, slots=True)
class Attachment:
    """The bytes of a photo, scan or recording; ``digest`` (SHA-256) is its name everywhere."""

    digest: str
    media_type: str
    name: str
    content: bytes


@dataclass(frozen=True, slots=True)
class Erasure:
    """A participant's right to be forgotten: what was erased, in counts; it travels like a revision."""

    id: str
    participant: str
    device: str
    number: int
    stamp: str
    author: str
    submissions: int
    revisions: int
    attachments: int
    digest: str = ""


def merged_ranges(ranges: list[Range]) -> tuple[Range, ...]:
    """The same numbers in as few contiguous ranges as can be, in order."""
    result: list[Range] = []
    for first, last in sorted(ranges):
        if result and first <= result[-1][1] + 1:
            result[-1] = (result[-1][0], max(result[-1][1], last))
        else:
            result.append((first, last))
    return tuple(result)
