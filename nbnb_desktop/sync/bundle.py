"""Write and read bundles: the one door to the format of docs/formats/bundle.md.

Pure but for the stream: knows no database, no clock and no Qt. Nothing of a file is returned before all of it was verified.
"""

from __future__ import annotations

from collections.abc import Callable, Iterable, Iterator, Sequence
from typing import BinaryIO, TypeVar

import pyrage

from nbnb_desktop.errors import BundleError
from nbnb_desktop.records import Attachment
from nbnb_desktop.sync import body, limits, pieces
from nbnb_desktop.sync.body import Step, no_step
from nbnb_desktop.sync.content import Bundle, Received
from nbnb_desktop.sync.envelope import Envelope, Header, seal, unseal
from nbnb_desktop.sync.frames import Frame, unpack
from nbnb_desktop.sync.pairing import DeviceCard, Devices, Identity
from nbnb_desktop.sync.pieces import Piece
from nbnb_desktop.sync.refusals import refuse

__all__ = ["PART", "Bundle", "BundleError", "Received", "parts", "prepared", "read", "verify", "write"]

T = TypeVar("T")

PART = 64 << 20
"""Bytes of one part when nothing else is asked."""

_BINDING = 32


def write(bundle: Bundle, identity: Identity, number: int, recipients: Sequence[DeviceCard], stream: BinaryIO) -> str:
    """Write the bundle as one file; returns the SHA-256 of its ciphertext.

    Raises BundleError: ``too-large`` when it does not fit in one file (then use ``parts``), ``recipients``,
    ``consent``, ``record`` ...
    """
    files = list(parts(bundle, identity, number, recipients, limits.FILE))
    if len(files) > 1:
        raise refuse("too-large")
    stream.write(files[0][1])
    return files[0][0]


def parts(
    bundle: Bundle, identity: Identity, number: int, recipients: Sequence[DeviceCard], size: int = PART
) -> Iterator[tuple[str, bytes]]:
    """The files of the bundle, each at most ``size`` bytes, as (SHA-256 of its ciphertext, its bytes).

    Each can be taken in alone, in any order. Raises BundleError before the first when anything is not in order.
    """
    return prepared(bundle, identity, number, recipients, size)[1]


def prepared(
    bundle: Bundle, identity: Identity, number: int, recipients: Sequence[DeviceCard], size: int = PART, step: Step = no_step
) -> tuple[int, Iterator[tuple[str, bytes]]]:
    """How many files the bundle makes, and ``parts``, each encrypted when it is asked for. ``step`` is called at every record."""
    names = tuple(sorted({card.id for card in recipients}))
    if not 1 <= len(names) <= limits.RECIPIENTS or len(names) != len(recipients) or identity.id in names:
        raise refuse("recipients")
    _check(bundle, identity.id, names)
    room = min(size, limits.FILE) - _overhead(len(names), size)
    frames = list(_frames(bundle, room, step))
    if len(frames) > limits.PARTS:
        raise refuse("part-too-small")
    keys = [card.age_recipient for card in recipients]
    headers = (Header(number, part, len(frames), names, identity.id) for part in range(1, len(frames) + 1))
    return len(frames), (_file(frame, header, identity, keys) for frame, header in zip(frames, headers, strict=True))


def read(stream: BinaryIO, identity: Identity, devices: Devices, step: Step = no_step) -> Received:
    """The content of a file that one of ``devices`` made for this laptop; raises BundleError and returns nothing else.

    ``step`` is called at every record that was checked; what it raises (a person who stops) ends the reading.
    """
    envelope = _unseal(stream, identity, devices, ours_too=False)
    if identity.id not in envelope.header.recipients:
        raise refuse("not-for-us")
    return _received(envelope, _content(envelope, identity, step))


def verify(stream: BinaryIO, identity: Identity, devices: Devices) -> Received:
    """Check a file without taking anything in; of one that is not for us (or our own) only the outside, its bundle is empty."""
    envelope = _unseal(stream, identity, devices, ours_too=True)
    if identity.id not in envelope.header.recipients:
        return _received(envelope, Bundle())
    return _received(envelope, _content(envelope, identity))


def _content(envelope: Envelope, identity: Identity, step: Step = no_step) -> Bundle:
    bundle = body.read(unpack(_decrypt(envelope, identity)), step)
    _check(bundle, envelope.header.sender, envelope.header.recipients)
    return bundle


def _check(bundle: Bundle, sender: str, recipients: Sequence[str]) -> None:
    """What one record alone cannot tell; a writer and a reader ask the same."""
    if (bundle.receipt and bundle.receipt.device != sender) or not bundle.previous.keys() <= set(recipients):
        raise refuse("record")
    _check_scope(bundle)


def _check_scope(bundle: Bundle) -> None:
    """Raises BundleError ``consent`` or ``scope`` when the content is not what its scope allows."""
    if bundle.scope == "participant":
        _check_hand_over(bundle)
    elif bundle.participant or bundle.consent:
        raise refuse("scope")
    if bundle.scope in ("participant", "forms") and (bundle.ranges or bundle.erasures):
        raise refuse("scope")
    if bundle.scope == "forms" and bundle.revisions:
        raise refuse("scope")


def _check_hand_over(bundle: Bundle) -> None:
    if not bundle.consent.strip():
        raise refuse("consent")
    if not bundle.participant or any(revision.participant != bundle.participant for revision in bundle.revisions):
        raise refuse("scope")


def _unseal(stream: BinaryIO, identity: Identity, devices: Devices, *, ours_too: bool) -> Envelope:
    try:
        return unseal(stream, identity.card, devices, ours_too=ours_too)
    except OSError as error:
        raise refuse("unreadable") from error


def _decrypt(envelope: Envelope, identity: Identity) -> bytes:
    """The frame inside the ciphertext, which must have been made for this header."""
    try:
        plain: bytes = pyrage.decrypt(envelope.ciphertext, [identity.age_identity])
    except pyrage.DecryptError as error:
        raise refuse("decryption") from error
    if plain[:_BINDING] != envelope.header.binding():
        raise refuse("binding")
    return plain[_BINDING:]


def _received(envelope: Envelope, bundle: Bundle) -> Received:
    header = envelope.header
    return Received(header.sender, header.number, header.part, header.parts, header.recipients, envelope.digest, bundle)


def _file(frame: bytes, header: Header, identity: Identity, keys: list[pyrage.x25519.Recipient]) -> tuple[str, bytes]:
    ciphertext: bytes = pyrage.encrypt(header.binding() + frame, keys)
    lines, digest = seal(header, ciphertext, identity)
    return digest, lines + ciphertext


def _frames(bundle: Bundle, room: int, step: Step) -> Iterator[bytes]:
    """The bodies, compressed, each in ``room`` bytes; every one begins with the same opening."""
    opening = list(body.opening(bundle))
    frame = _begun(opening, room)
    for record in _records(bundle, max(4096, min(limits.PIECE, room // 4))):
        step()
        if not frame.fits(record):
            yield frame.close(body.end_record(frame.records))
            frame = _begun(opening, room)
            if not frame.fits(record):
                raise refuse("part-too-small")
        frame.add(record)
    yield frame.close(body.end_record(frame.records))


def _begun(opening: Iterable[bytes], room: int) -> Frame:
    frame = Frame(room)
    for record in opening:
        if not frame.fits(record):
            raise refuse("part-too-small")
        frame.add(record)
    return frame


def _records(bundle: Bundle, piece_size: int) -> Iterator[bytes]:
    """All records that are dealt over the parts, in the order of the format, without repeats."""
    yield from map(body.form_record, _in_order(bundle.forms, lambda form: (form.form_id, form.version), "form-clash"))
    yield from map(body.revision_record, _in_order(bundle.revisions, lambda one: (one.device, one.number), "revision-clash"))
    before: Piece | None = None
    for piece in _stretches(bundle, piece_size):
        body.check_piece(piece, before if before and before.digest == piece.digest else None)
        yield body.piece_record(piece)
        before = piece


def _in_order(items: Iterable[T], key: Callable[[T], tuple[str, str | int]], clash: str) -> Iterator[T]:
    """Sorted by ``key`` and each once; two different ones under one key must not hide each other."""
    before: T | None = None
    for item in sorted(items, key=key):
        if before is not None and key(before) == key(item):
            if before != item:
                raise refuse(clash)
            continue
        yield item
        before = item


def _stretches(bundle: Bundle, size: int) -> Iterator[Piece]:
    """Whole attachments and loose pieces by digest and offset, each at most ``size`` bytes."""
    whole = {attachment.digest: attachment for attachment in bundle.attachments}
    loose = [piece for piece in bundle.pieces if piece.digest not in whole]
    sources: list[Attachment | Piece] = sorted([*whole.values(), *loose], key=lambda one: (one.digest, getattr(one, "offset", 0)))
    for source in sources:
        yield from pieces.smaller(source, size) if isinstance(source, Piece) else pieces.cut(source, size)


def _overhead(recipients: int, size: int) -> int:
    """What lines, age stanzas (one per recipient and a random one) and tags add at most to a frame."""
    return 2048 + 256 * recipients + size // 2048
