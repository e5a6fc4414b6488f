"""Attachments in pieces, so that they can travel in several parts and several bundles."""

from __future__ import annotations

import hashlib
from collections.abc import Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass

from nbnb_desktop.records import Attachment
from nbnb_desktop.sync import limits
from nbnb_desktop.sync.refusals import refuse


@dataclass(frozen=True, slots=True)
class Piece:
    """``content`` is the stretch from ``offset`` of the attachment ``digest``, which has ``length`` bytes in all."""

    digest: str
    media_type: str
    name: str
    length: int
    offset: int
    content: bytes


def cut(attachment: Attachment, size: int = limits.PIECE, start: int = 0, stop: int | None = None) -> Iterator[Piece]:
    """The bytes from ``start`` to before ``stop`` (the end) in pieces of at most ``size``; an empty attachment is one empty piece."""
    whole = Piece(attachment.digest, attachment.media_type, attachment.name, len(attachment.content), start, attachment.content[start:stop])
    return smaller(whole, size)


def smaller(piece: Piece, size: int) -> Iterator[Piece]:
    """The same stretch in pieces of at most ``size`` bytes."""
    for at in range(0, len(piece.content) or 1, size):
        yield Piece(piece.digest, piece.media_type, piece.name, piece.length, piece.offset + at, piece.content[at : at + size])


def held(pieces: Iterable[Piece]) -> int:
    """How many bytes from the start the pieces (of one attachment) hold."""
    end = 0
    for piece in sorted(pieces, key=lambda piece: piece.offset):
        if piece.offset > end:
            break
        end = max(end, piece.offset + len(piece.content))
    return end


def join(pieces: Sequence[Piece]) -> Attachment | None:
    """The attachment that pieces of one digest make, or None while some are missing.

    Raises BundleError ``attachment-digest`` when they are all there and are not what the digest says.
    """
    if not pieces or held(pieces) < pieces[0].length:
        return None
    whole = bytearray(pieces[0].length)
    for piece in pieces:
        whole[piece.offset : piece.offset + len(piece.content)] = piece.content
    content, first = bytes(whole), pieces[0]
    if hashlib.sha256(content).hexdigest() != first.digest:
        raise refuse("attachment-digest")
    return Attachment(first.digest, first.media_type, first.name, content)


def plan(sizes: Mapping[str, int], held_there: Mapping[str, int], budget: int) -> tuple[tuple[str, int, int], ...]:
    """Which stretches to send within ``budget`` bytes: (digest, first byte, byte after the last).

    ``sizes`` are the attachments to bring, ``held_there`` what the receiver has of each from the start.
    What was begun comes first, then the small ones, so that as many as can be arrive whole.
    """
    stretches = []
    for digest in sorted(sizes, key=lambda one: (not held_there.get(one), sizes[one], one)):
        start = min(held_there.get(digest, 0), sizes[digest])
        stop = min(sizes[digest], start + budget)
        if stop > start or not sizes[digest]:
            stretches.append((digest, start, stop))
            budget -= stop - start
    return tuple(stretches)
