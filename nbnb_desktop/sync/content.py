"""What a bundle brings, as plain frozen values."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, field

from nbnb_desktop.records import Attachment, Erasure, FormRecord, Revision
from nbnb_desktop.sync.pieces import Piece
from nbnb_desktop.sync.ranges import Ranges
from nbnb_desktop.sync.receipts import Receipt

SCOPES = ("all", "new", "participant", "forms")


@dataclass(frozen=True, slots=True)
class Bundle:
    """The content of one bundle, or of one part of it.

    ``ranges`` is what the receiver holds once this and all earlier bundles are in (scopes "all" and
    "new"; otherwise empty). ``pieces`` are stretches of attachments that are not whole in this file.
    ``consent`` says, for the scope "participant", what was agreed, when, and who recorded it.
    ``previous`` is, per recipient, the number of the bundle made for it before this one. ``made`` is
    in milliseconds since 1970, UTC.
    """

    revisions: tuple[Revision, ...] = ()
    forms: tuple[FormRecord, ...] = ()
    attachments: tuple[Attachment, ...] = ()
    erasures: tuple[Erasure, ...] = ()
    receipt: Receipt | None = None
    ranges: Ranges = field(default_factory=dict)
    pieces: tuple[Piece, ...] = ()
    scope: str = "all"
    participant: str = ""
    consent: str = ""
    previous: Mapping[str, int] = field(default_factory=dict)
    made: int = 0


@dataclass(frozen=True, slots=True)
class Received:
    """A file that was verified as a whole: who made it, which number and part, and what it brings.

    ``digest`` is the SHA-256 of its ciphertext, which tells a repeat from a reused number.
    """

    sender: str
    number: int
    part: int
    parts: int
    recipients: tuple[str, ...]
    digest: str
    bundle: Bundle
