"""The records of a body: how each is written, checked and read back (docs/formats/bundle.md, section 3)."""

from __future__ import annotations

import io
from collections.abc import Callable, Iterator
from dataclasses import dataclass, field
from typing import Any

from nbnb_desktop.records import Attachment, Erasure, FormRecord, Revision
from nbnb_desktop.sync import canonical as c
from nbnb_desktop.sync import limits
from nbnb_desktop.sync.content import SCOPES, Bundle
from nbnb_desktop.sync.pieces import Piece, join
from nbnb_desktop.sync.receipts import Receipt
from nbnb_desktop.sync.refusals import refuse

Fields = dict[str, Any]
Step = Callable[[], object]
"""Called at each record, for those who want to follow it or stop it."""


def no_step() -> None:
    """Nobody follows."""


_RANGES = c.map_of(c.is_ranges)
_WANTS, _FORMS = 8000, 1000  # what a receipt names at most of each, so that its line stays within bounds; the rest comes next time


def _is_pair(value: Any) -> bool:
    return isinstance(value, list) and len(value) == 2 and all(map(c.is_text, value))


SHAPES: dict[str, dict[str, c.Check]] = {
    "about": {
        "scope": c.one_of(*SCOPES),
        "made": c.is_number,
        "participant": c.optional(c.is_id),
        "consent": c.is_text,
        "previous": c.map_of(c.is_position),
    },
    "receipt": {
        "device": c.is_id,
        "ranges": _RANGES,
        "bundles": _RANGES,
        "wants": c.map_of(c.is_number, c.is_digest),
        "forms": c.list_of(_is_pair, _FORMS),
    },
    "ranges": {"device": c.is_id, "ranges": c.is_ranges},
    "erasure": {
        "id": c.is_id,
        "participant": c.is_id,
        "device": c.is_id,
        "number": c.is_number,
        "stamp": c.is_stamp,
        "author": c.is_text,
        "submissions": c.is_number,
        "revisions": c.is_number,
        "attachments": c.is_number,
        "digest": c.optional(c.is_digest),
    },
    "form": {
        "form_id": c.is_text,
        "version": c.is_text,
        "title": c.is_text,
        "media": c.list_of(lambda one: isinstance(one, list) and len(one) == 2 and c.is_text(one[0]) and c.is_digest(one[1]), 10_000),
        "size": c.is_size,
    },
    "revision": {
        "id": c.is_id,
        "submission": c.is_id,
        "participant": c.optional(c.is_id),
        "form_id": c.is_text,
        "form_version": c.is_text,
        "parents": c.list_of(c.is_id, limits.PARENTS),
        "device": c.is_id,
        "number": c.is_position,
        "stamp": c.is_stamp,
        "author": c.is_text,
        "language": c.is_text,
        "kind": c.is_text,
        "digest": c.is_digest,
        "size": c.is_size,
    },
    "piece": {
        "digest": c.is_digest,
        "media_type": c.is_text,
        "name": c.is_text,
        "length": c.is_number,
        "offset": c.is_number,
        "size": lambda value: c.is_number(value, 0, limits.PIECE),
    },
    "end": {"records": c.is_number},
}
"""Type of record to its fields (besides ``type``) and what each must be; types come in this order."""

_KEYS: dict[str, tuple[str, ...]] = {
    "ranges": ("device",),
    "erasure": ("id",),
    "form": ("form_id", "version"),
    "revision": ("device", "number"),
    "piece": ("digest", "offset"),
}
_RANK = {kind: rank for rank, kind in enumerate(SHAPES)}
_SHAPES = {kind: {"type": c.exactly(kind), **shape} for kind, shape in SHAPES.items()}

_REVISION = tuple(name for name in SHAPES["revision"] if name not in ("parents", "size"))


# Writing


def record(kind: str, fields: Fields, blob: bytes | None = None) -> bytes:
    """One record; raises BundleError ``record`` or ``too-large`` rather than write what no reader accepts."""
    fields = {"type": kind, **fields}
    if blob is not None:
        fields["size"] = len(blob)
        if len(blob) > limits.BLOB:
            raise refuse("too-large")
    try:
        line = c.dumps(fields)
    except ValueError as error:
        raise refuse("record") from error
    if not c.shaped(fields, _SHAPES[kind]):
        raise refuse("record")
    if len(line) > limits.LINE:
        raise refuse("too-large")
    return line + b"\n" if blob is None else b"".join((line, b"\n", blob, b"\n"))


def opening(bundle: Bundle) -> Iterator[bytes]:
    """The records that every part repeats: about, receipt, ranges, erasures."""
    about = {name: getattr(bundle, name) for name in ("scope", "made", "participant", "consent")}
    yield record("about", {**about, "previous": dict(bundle.previous)})
    if bundle.receipt:
        yield _receipt_record(bundle.receipt)
    for device in sorted(bundle.ranges):
        yield record("ranges", {"device": device, "ranges": _lists(bundle.ranges[device])})
    for erasure in sorted(bundle.erasures, key=lambda one: one.id):
        yield record("erasure", {name: getattr(erasure, name) for name in SHAPES["erasure"]})


def form_record(form: FormRecord) -> bytes:
    media = [[name, digest] for name, digest in sorted(set(form.media))]
    return record("form", {"form_id": form.form_id, "version": form.version, "title": form.title, "media": media}, form.xml)


def revision_record(revision: Revision) -> bytes:
    """Raises BundleError ``revision-digest`` for a revision that was altered in the store."""
    check_revision(revision)
    fields: Fields = {name: getattr(revision, name) for name in _REVISION}
    fields["parents"] = list(revision.parents)
    return record("revision", fields, revision.payload)


def check_revision(revision: Revision) -> None:
    """Raises BundleError ``revision-digest`` for an altered one, ``record`` for one that is erased and still says something."""
    if revision.computed_digest() != revision.digest:
        raise refuse("revision-digest")
    if revision.kind == "erased" and (revision.payload or revision.author or revision.language):
        raise refuse("record")


def piece_record(piece: Piece) -> bytes:
    fields: Fields = {name: getattr(piece, name) for name in ("digest", "media_type", "name", "length", "offset")}
    return record("piece", fields, piece.content)


def check_piece(piece: Piece, before: Piece | None) -> None:
    """Raises BundleError ``record`` unless the piece lies within its attachment and after the one before it."""
    inside = piece.offset + len(piece.content) <= piece.length and (piece.content or not piece.length)
    if not inside or (before and not _follows(piece, before)):
        raise refuse("record")


def _follows(piece: Piece, before: Piece) -> bool:
    same = (piece.media_type, piece.name, piece.length) == (before.media_type, before.name, before.length)
    return same and piece.offset >= before.offset + len(before.content)


def end_record(records: int) -> bytes:
    return record("end", {"records": records})


def _receipt_record(receipt: Receipt) -> bytes:
    ranges, bundles = ({device: _lists(runs) for device, runs in one.items()} for one in (receipt.ranges, receipt.bundles))
    wants = {digest: receipt.wants[digest] for digest in sorted(receipt.wants)[:_WANTS]}
    forms = [list(form) for form in sorted(set(receipt.forms))[:_FORMS]]
    return record("receipt", {"device": receipt.device, "ranges": ranges, "bundles": bundles, "wants": wants, "forms": forms})


def _lists(runs: tuple[tuple[int, int], ...]) -> list[list[int]]:
    return [[first, last] for first, last in runs]


# Reading


def read(chunks: Iterator[bytes], step: Step = no_step) -> Bundle:
    """The bundle that a body holds; raises BundleError, and returns nothing before its last byte was checked."""
    source, found, count = _Source(chunks), _Found(), 0
    before: tuple[int, tuple[Any, ...]] = (-1, ())
    while True:
        fields = _fields(source.line())
        kind = fields["type"]
        here = (_RANK[kind], tuple(fields[name] for name in _KEYS.get(kind, ())))
        if here <= before or (kind == "about") != (count == 0):
            raise refuse("record")
        if kind == "end":
            break
        _READERS[kind](found, fields, source.blob(fields["size"]) if "size" in fields else b"")
        step()
        before, count = here, count + 1
        if count >= limits.RECORDS:
            raise refuse("too-large")
    if fields["records"] != count or not source.exhausted():
        raise refuse("record")
    return found.bundle()


def _fields(line: bytes) -> Fields:
    try:
        fields = c.loads(line)
    except ValueError as error:
        raise refuse("record") from error
    kind = fields.get("type")
    shape = _SHAPES.get(kind) if isinstance(kind, str) else None
    if shape is None or not c.shaped(fields, shape):
        raise refuse("record")
    return fields


class _Source:
    """Lines and stretches of bytes from chunks, without ever holding much more than one of them."""

    def __init__(self, chunks: Iterator[bytes]) -> None:
        self._chunks = chunks
        self._held, self._at = b"", 0

    def line(self) -> bytes:
        while (end := self._held.find(b"\n", self._at)) < 0:
            if len(self._held) - self._at > limits.LINE:
                raise refuse("too-large")
            self._more()
        if end - self._at > limits.LINE:
            raise refuse("too-large")
        line, self._at = self._held[self._at : end], end + 1
        return line

    def blob(self, size: int) -> bytes:
        if len(self._held) - self._at <= size:
            self._fill(size + 1)
        blob, end = self._held[self._at : self._at + size], self._at + size
        if self._held[end : end + 1] != b"\n":
            raise refuse("record")
        self._at = end + 1
        return blob

    def exhausted(self) -> bool:
        return self._at == len(self._held) and not any(self._chunks)

    def _more(self) -> None:
        chunk = next(self._chunks, None)
        if chunk is None:
            raise refuse("record")
        self._held, self._at = self._held[self._at :] + chunk, 0

    def _fill(self, size: int) -> None:
        gathered = io.BytesIO()
        gathered.write(self._held[self._at :])
        while gathered.tell() < size:
            chunk = next(self._chunks, None)
            if chunk is None:
                raise refuse("record")
            gathered.write(chunk)
        self._held, self._at = gathered.getvalue(), 0


@dataclass
class _Found:
    """What was read so far."""

    about: Fields = field(default_factory=dict)
    receipt: Receipt | None = None
    ranges: dict[str, tuple[tuple[int, int], ...]] = field(default_factory=dict)
    erasures: list[Erasure] = field(default_factory=list)
    forms: list[FormRecord] = field(default_factory=list)
    revisions: list[Revision] = field(default_factory=list)
    pieces: dict[str, list[Piece]] = field(default_factory=dict)

    def bundle(self) -> Bundle:
        whole: list[Attachment] = []
        loose: list[Piece] = []
        for pieces in self.pieces.values():
            attachment = join(pieces)
            if attachment:
                whole.append(attachment)
            else:
                loose += pieces
        lists = (tuple(self.revisions), tuple(self.forms), tuple(whole), tuple(self.erasures))
        return Bundle(*lists, self.receipt, self.ranges, tuple(loose), **self.about)


def _read_about(found: _Found, fields: Fields, _blob: bytes) -> None:
    found.about = {name: value for name, value in fields.items() if name != "type"}


def _read_receipt(found: _Found, fields: Fields, _blob: bytes) -> None:
    ranges, bundles = ({device: c.as_ranges(runs) for device, runs in fields[name].items()} for name in ("ranges", "bundles"))
    forms = tuple((form_id, version) for form_id, version in fields["forms"])
    if forms != tuple(sorted(set(forms))):
        raise refuse("record")
    found.receipt = Receipt(fields["device"], ranges, bundles, fields["wants"], forms)


def _read_ranges(found: _Found, fields: Fields, _blob: bytes) -> None:
    found.ranges[fields["device"]] = c.as_ranges(fields["ranges"])


def _read_erasure(found: _Found, fields: Fields, _blob: bytes) -> None:
    found.erasures.append(Erasure(**{name: fields[name] for name in SHAPES["erasure"]}))


def _read_form(found: _Found, fields: Fields, blob: bytes) -> None:
    media = tuple((name, digest) for name, digest in fields["media"])
    if media != tuple(sorted(set(media))):
        raise refuse("record")
    found.forms.append(FormRecord(fields["form_id"], fields["version"], fields["title"], blob, media))


def _read_revision(found: _Found, fields: Fields, blob: bytes) -> None:
    del fields["type"], fields["size"]
    revision = Revision(**{**fields, "parents": tuple(fields["parents"])}, payload=blob)
    check_revision(revision)
    found.revisions.append(revision)


def _read_piece(found: _Found, fields: Fields, blob: bytes) -> None:
    del fields["type"], fields["size"]
    piece = Piece(**fields, content=blob)
    siblings = found.pieces.setdefault(piece.digest, [])
    check_piece(piece, siblings[-1] if siblings else None)
    siblings.append(piece)


_READERS: dict[str, Callable[[_Found, Fields, bytes], None]] = {
    "about": _read_about,
    "receipt": _read_receipt,
    "ranges": _read_ranges,
    "erasure": _read_erasure,
    "form": _read_form,
    "revision": _read_revision,
    "piece": _read_piece,
}
