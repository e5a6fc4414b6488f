"""Files that somebody spoilt: on the stick (an outsider, without keys) or in a paired laptop (an insider, who signs what he spoilt)."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass, replace
from functools import lru_cache
from random import Random

from nbnb_desktop.errors import BundleError
from tests.sync.laptop import Laptop
from tests.vectors import make_bundle_vectors as make
from tests.vectors.make_bundle_vectors import File, of


def _full() -> File:
    records = (make.about(), make.receipt(), make.ranges(), make.erasure(participant="participant-9"), make.form())
    return of(*records, make.rev(), make.rev(make.SECOND), make.piece())


FILE = _full()
OTHER = replace(of(make.about(), make.rev(make.revision(3, "Asmara"))), number=2)
FOR_ANOTHER = replace(FILE, recipients=(make.STRANGER,))
FORGED = replace(FILE, signer=make.STRANGER)


@lru_cache
def _whole(file: File) -> bytes:
    return file.bytes()


def _flip(source: Random, data: bytes) -> bytes:
    spoilt = bytearray(data)
    for _bit in range(source.choice((1, 1, 1, 2, 8))):
        spoilt[source.randrange(len(spoilt))] ^= 1 << source.randrange(8)
    return bytes(spoilt)


def _cut(source: Random, data: bytes) -> bytes:
    return data[: source.randrange(len(data))]


def _without_a_stretch(source: Random, data: bytes) -> bytes:
    start, stop = sorted((source.randrange(len(data)), source.randrange(len(data))))
    return data[:start] + data[stop + 1 :]


def _with_a_stretch_twice(source: Random, data: bytes) -> bytes:
    start, stop = sorted((source.randrange(len(data)), source.randrange(len(data))))
    return data[: stop + 1] + data[start:]


def _with_noise(source: Random, data: bytes) -> bytes:
    at = source.randrange(len(data) + 1)
    return data[:at] + source.randbytes(source.randrange(1, 200)) + data[at:]


def _stretches_swapped(source: Random, data: bytes) -> bytes:
    first, second, third = sorted(source.randrange(len(data)) for _place in range(3))
    return data[:first] + data[second:third] + data[first:second] + data[third:]


def _another_letter(source: Random, data: bytes) -> bytes:
    at = source.randrange(len(data))
    return data[:at] + bytes([source.choice(b'0123456789{}[]",:\n\\ -eE\x00\xff')]) + data[at + 1 :]


SPOILS: tuple[Callable[[Random, bytes], bytes], ...] = (
    _flip,
    _cut,
    _without_a_stretch,
    _with_a_stretch_twice,
    _with_noise,
    _stretches_swapped,
    _another_letter,
)


def _spoilt(source: Random, data: bytes) -> bytes:
    return source.choice(SPOILS)(source, data)


def _on_the_stick(source: Random) -> bytes:
    return _spoilt(source, _whole(FILE))


def _of_two_files(source: Random) -> bytes:
    """The lines of one file and the rest of another, at any of the three borders."""
    one, two = (_whole(file).split(b"\n", 3) for file in source.sample((FILE, OTHER, FOR_ANOTHER, FORGED), 2))
    taken = [source.choice(pair) for pair in zip(one, two, strict=True)]
    return b"\n".join(taken)


def _spoilt_body(source: Random) -> bytes:
    return replace(FILE, body=_spoilt(source, FILE.body)).bytes()


def _spoilt_frame(source: Random) -> bytes:
    return replace(FILE, frame=_spoilt(source, make.zstd(FILE.body))).bytes()


def _spoilt_age(source: Random) -> bytes:
    return replace(FILE, cipher=lambda cipher: _spoilt(source, cipher)).bytes()


def _spoilt_header(source: Random) -> bytes:
    return replace(FILE, header_line=lambda line: _spoilt(source, line)).bytes()


def _records_shuffled(source: Random) -> bytes:
    records = [make.about(), make.receipt(), make.ranges(), make.form(), make.rev(), make.rev(make.SECOND), make.piece()]
    return of(*source.choices(records, k=source.randrange(8))).bytes()


def _bomb(source: Random) -> bytes:
    lead = make.about() + source.choice((b"", make.LINE + b"\n", b'{"type":"', b"[", b"\n"))
    return replace(FILE, frame=make.bomb(lead, source.choice((b"a", b"\n", b"[", b"\0")), source.choice((1, 8, 1024)) << 20)).bytes()


OUTSIDERS = (_on_the_stick, _on_the_stick, _on_the_stick, _of_two_files)
INSIDERS = (_spoilt_body, _spoilt_body, _spoilt_frame, _spoilt_age, _spoilt_header, _records_shuffled)


@dataclass
class Trial:
    """What came of one spoilt file; ``fault`` is "" when the receiver did as it must."""

    reason: str
    fault: str


def trial(source: Random, receiver: Laptop) -> Trial:
    """Offer the receiver one spoilt file; a bomb now and then, because it takes long."""
    from_outside = source.random() < 0.6
    maker = source.choice(OUTSIDERS) if from_outside else _bomb if source.random() < 0.004 else source.choice(INSIDERS)
    data = maker(source)
    before = repr(receiver.shelves)
    try:
        receiver.take_in(data)
    except BundleError as error:
        return Trial(error.reason, "" if repr(receiver.shelves) == before else f"{maker.__name__}: refused and yet changed")
    sound = data in (_whole(FILE), _whole(OTHER))
    return Trial("ok", "" if sound or not from_outside else f"{maker.__name__}: a spoilt file was taken in")
