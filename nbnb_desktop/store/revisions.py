"""The truth: immutable revisions, only ever added, each with the digest over its fields."""

from __future__ import annotations

import json
import re
from bisect import bisect_right
from collections.abc import Collection, Iterable, Iterator, Mapping, Sequence
from dataclasses import replace
from itertools import islice
from operator import itemgetter

import zstandard

from nbnb_desktop.errors import StoreError
from nbnb_desktop.i18n import _
from nbnb_desktop.records import Range, Revision, new_id
from nbnb_desktop.store.attachments import used_in
from nbnb_desktop.store.database import Database, Row, marks
from nbnb_desktop.store.driver import sqlcipher
from nbnb_desktop.store.instance import paths
from nbnb_desktop.store.log import DeviceLog, Ranges
from nbnb_desktop.store.rows import Added, Change

COLUMNS = "id, submission, participant, form_id, form_version, parents, device, number, stamp, author, language, kind, payload, digest"
_PARENTS, _PAYLOAD = (COLUMNS.split(", ").index(name) for name in ("parents", "payload"))
_INSERT = f"insert into revision ({COLUMNS}) values ({marks(14)})"
_STAMP = re.compile(r"\d{16}-\d{5}-[^\n]+")
_CHUNK = 500
_first = itemgetter(0)
_LARGEST_PAYLOAD = 64 * 1024 * 1024

ERASED = "erased"
"""The kind of a hollow revision: it keeps its place in the log, and nothing of what it said."""


def hollow(revision: Revision) -> Revision:
    """What remains of a revision after an erasure; the same on every laptop."""
    return replace(revision, author="", language="", kind=ERASED, payload=b"").sealed()


class Revisions:
    """``stale`` collects the submissions whose projection has to be made anew before the commit."""

    def __init__(self, database: Database, log: DeviceLog, stale: set[str]) -> None:
        self._database = database
        self._log = log
        self._stale = stale

    def save(
        self,
        submission: str,
        participant: str,
        form_id: str,
        form_version: str,
        payload: bytes,
        *,
        parents: Sequence[str] = (),
        author: str,
        language: str = "",
        kind: str = "save",
    ) -> Revision:
        """Add a revision of this device; ``payload`` is instance XML in UTF-8. With all heads as parents it settles conflicts."""
        with self._database.atomic():
            self._refuse_erased(participant)
            self._check_parents(submission, parents)
            number, stamp = self._log.next()
            revision = Revision(
                new_id(), submission, participant, form_id, form_version, tuple(parents), self._log.device.id, number, stamp,
                author, language, kind, payload,
            ).sealed()  # fmt: skip
            self._insert([revision])
            self._stale.add(submission)
        return revision

    def undo(self, revision_id: str, author: str) -> Revision:
        """Make a submission say again what it said in an earlier revision, by a new revision on top of all heads."""
        then = self.get(revision_id)
        heads = [head.id for head in self.heads(then.submission)]
        return self.save(
            then.submission, then.participant, then.form_id, then.form_version, then.payload,
            parents=heads, author=author, language=then.language, kind="undo",
        )  # fmt: skip

    def compare(self, before: str, after: str) -> tuple[Change, ...]:
        """What differs between two revisions, answer by answer in the order of the form."""
        left, right = paths(self.get(before).payload), paths(self.get(after).payload)
        refs = dict.fromkeys([*right, *left])
        return tuple(Change(ref, left.get(ref), right.get(ref)) for ref in refs if (left.get(ref) or "") != (right.get(ref) or ""))

    def add_foreign(self, revisions: Iterable[Revision]) -> Added:
        """Take in revisions of other devices, in any order and any number of times; all of them or none."""
        source, added = iter(revisions), Added(0, 0)
        with self._database.atomic():
            erased = {row[0] for row in self._database.all("select distinct participant from erasure")}
            while chunk := list(islice(source, _CHUNK)):
                added += self._add_chunk(chunk, erased)
        return added

    def get(self, revision_id: str) -> Revision:
        row = self._database.one(f"select {COLUMNS} from revision where id = ?", (revision_id,))
        if row is None:
            raise KeyError(revision_id)
        return _from_row(row)

    def of(self, submission: str) -> tuple[Revision, ...]:
        """Every revision of a submission, in the order of their stamps."""
        rows = self._database.all(f"select {COLUMNS} from revision where submission = ? order by stamp, id", (submission,))
        return tuple(map(_from_row, rows))

    def of_participant(self, participant: str) -> tuple[Revision, ...]:
        rows = self._database.all(f"select {COLUMNS} from revision where participant = ? order by stamp, id", (participant,))
        return tuple(map(_from_row, rows))

    def heads(self, submission: str) -> tuple[Revision, ...]:
        """The revisions that no other one has as parent, in the order of their stamps; more than one is a fork."""
        known = self._database.all("select id, parents from revision where submission = ? order by stamp, id", (submission,))
        superseded = {parent for __, parents in known for parent in json.loads(parents)}
        return tuple(self.get(revision) for revision, __ in known if revision not in superseded)

    def since(self, ranges: Mapping[str, Sequence[Range]]) -> Iterator[Revision]:
        """What somebody who has ``ranges`` lacks, per device by number; hollow revisions too."""
        return map(_from_row, self.rows_since(ranges))

    def rows_since(self, ranges: Mapping[str, Sequence[Range]]) -> Iterator[Row]:
        """The same as the bare rows of COLUMNS, parents as JSON and payloads compressed, for who only copies them."""
        for device in [row[0] for row in self._database.all("select distinct device from revision order by device")]:
            for first, last in _gaps(ranges.get(device, ())):
                sql = f"select {COLUMNS} from revision where device = ? and number between ? and ? order by number"
                yield from self._database.stream(sql, (device, first, last))

    def ranges(self) -> Ranges:
        """Per device, the contiguous runs of numbers that are here (revisions and erasures share one numbering)."""
        return self._log.ranges()

    def counted_ranges(self) -> Ranges:
        """The same, counted anew from every record; for the check."""
        return self._log.counted()

    def all(self) -> Iterator[Revision]:
        """Every revision in the order of arrival."""
        return map(_from_row, self._database.stream(f"select {COLUMNS} from revision order by rowid"))

    def places(self, form_id: str, form_version: str) -> Iterator[tuple[str, int]]:
        """(device, number) of each revision that was made with this version of a form."""
        return self._database.stream("select device, number from revision where form_id = ? and form_version = ?", (form_id, form_version))

    def count(self) -> int:
        return int(self._database.value("select count(*) from revision"))

    def seals(self, ids: Iterable[str]) -> dict[str, tuple[str, str]]:
        """Of the revisions ``ids``, those that are here: id to (digest, kind)."""
        source, found = iter(ids), {}
        while chunk := list(islice(source, _CHUNK)):
            sql = f"select id, digest, kind from revision where id in ({marks(len(chunk))})"
            found.update({row[0]: (row[1], row[2]) for row in self._database.all(sql, chunk)})
        return found

    def _add_chunk(self, chunk: list[Revision], erased: set[str]) -> Added:
        for revision in chunk:
            _check_whole(revision)
        known = self.seals(self._placed(chunk))
        fresh: dict[str, Revision] = {}
        for revision in chunk:
            before = known.get(revision.id) or _seal_of(fresh.get(revision.id))
            if before is None:
                fresh[revision.id] = hollow(revision) if revision.participant in erased else revision
            elif revision.digest != before[0] and ERASED not in (revision.kind, before[1]):
                raise _altered()
        self._insert(fresh.values())
        self._log.observe(revision.stamp for revision in fresh.values())
        self._stale.update(revision.submission for revision in fresh.values())
        return Added(len(fresh), len(chunk) - len(fresh))

    def _placed(self, chunk: Sequence[Revision]) -> Iterator[str]:
        """The ids in ``chunk`` whose place in the numbering is taken here; whatever else is known under an id clashes when it is added."""
        here = self._log.ranges()
        for revision in chunk:
            runs = here.get(revision.device, ())
            at = bisect_right(runs, revision.number, key=_first)
            if at and revision.number <= runs[at - 1][1]:
                yield revision.id

    def _insert(self, revisions: Collection[Revision]) -> None:
        uses = ((digest, revision.submission) for revision in revisions for digest in used_in(revision.payload))
        self._database.many("insert or ignore into attachment_use values (?, ?)", uses)
        forms = {(revision.form_id, revision.form_version) for revision in revisions if revision.kind != ERASED}
        self._database.many("insert or ignore into form_used values (?, ?)", sorted(forms))
        try:
            self._database.many(_INSERT, map(_to_row, revisions))
        except sqlcipher.IntegrityError as clash:
            raise StoreError(
                _("Two laptops have numbered their changes as if they were one."),
                _("One of them was copied with its data. Restore that one from a backup with this program, and export again."),
            ) from clash
        self._log.took((revision.device, revision.number) for revision in revisions)

    def _refuse_erased(self, participant: str) -> None:
        if participant and self._database.one("select 1 from erasure where participant = ?", (participant,)):
            raise StoreError(
                _("The data of this participant were erased."), _("If the person comes back, register them as a new participant.")
            )

    def _check_parents(self, submission: str, parents: Sequence[str]) -> None:
        sql = f"select count(*) from revision where submission = ? and id in ({marks(len(parents))})"
        if self._database.value(sql, (submission, *parents)) != len(set(parents)):
            raise ValueError("a parent is not a revision of this submission")


def _to_row(revision: Revision) -> Row:
    return (
        revision.id, revision.submission, revision.participant, revision.form_id, revision.form_version,
        json.dumps(revision.parents) if revision.parents else "[]", revision.device, revision.number, revision.stamp, revision.author,
        revision.language, revision.kind, compress(revision.payload), revision.digest,
    )  # fmt: skip


def _from_row(row: Row) -> Revision:
    values = list(row)
    values[_PARENTS], values[_PAYLOAD] = tuple(json.loads(row[_PARENTS])), expand(row[_PAYLOAD])
    return Revision(*values)


def compress(payload: bytes) -> bytes:
    """Empty stays empty, so that a hollow revision holds nothing at all."""
    return _compressor.compress(payload) if payload else b""


def expand(payload: bytes) -> bytes:
    return _expander.decompress(payload, max_output_size=_LARGEST_PAYLOAD) if payload else b""


_compressor = zstandard.ZstdCompressor(level=3)
_expander = zstandard.ZstdDecompressor()


def _check_whole(revision: Revision) -> None:
    if revision.computed_digest() != revision.digest or not _STAMP.fullmatch(revision.stamp):
        raise _altered()


def _altered() -> StoreError:
    return StoreError(_("A change that came in is not what was sent."), _("Nothing was taken in. Ask for the file again."))


def _seal_of(revision: Revision | None) -> tuple[str, str] | None:
    return (revision.digest, revision.kind) if revision else None


def _gaps(ranges: Sequence[Range]) -> Iterator[Range]:
    """The runs between and after ``ranges``; the last one is open-ended (SQLite's largest integer)."""
    start = 1
    for first, last in sorted(ranges):
        if first > start:
            yield start, first - 1
        start = max(start, last + 1)
    yield start, 2**63 - 1
