"""Filled forms as they stand now, and the conflicts in them."""

from __future__ import annotations

import json
from collections.abc import Iterator

from nbnb_desktop.records import OWN_FORMS
from nbnb_desktop.store.database import Database, Row, marks
from nbnb_desktop.store.engine import FormEngine
from nbnb_desktop.store.revisions import expand
from nbnb_desktop.store.rows import FieldConflict, Side, SubmissionRow, stamp_time
from nbnb_desktop.xforms.serialize import Record

_COLUMNS = "id, participant, form_id, form_version, title, heads, conflicts, created_at, changed_at, author, language, state"
_SHOWN = "state in ('ok', 'conflict')"


class Submissions:
    def __init__(self, database: Database, engine: FormEngine) -> None:
        self._database = database
        self._engine = engine

    def get(self, submission: str) -> SubmissionRow | None:
        row = self._database.one(f"select {_COLUMNS} from submission where id = ?", (submission,))
        return _submission(row) if row else None

    def of(self, participant: str) -> tuple[SubmissionRow, ...]:
        """The forms of a participant and of those merged into it, the oldest first; without deleted ones."""
        sql = f"""select {_COLUMNS} from submission where {_SHOWN} and form_id not glob ? || '*' and participant in
            (select ? union all select id from participant where merged_into = ?) order by created_at, id"""
        return tuple(map(_submission, self._database.all(sql, (OWN_FORMS, participant, participant))))

    def of_form(self, form_id: str) -> tuple[SubmissionRow, ...]:
        sql = f"select {_COLUMNS} from submission where {_SHOWN} and form_id = ? order by created_at, id"
        return tuple(map(_submission, self._database.all(sql, (form_id,))))

    def all(self) -> tuple[SubmissionRow, ...]:
        """Every submission in any state, the oldest first."""
        return tuple(map(_submission, self._database.all(f"select {_COLUMNS} from submission order by created_at, id")))

    def xml(self, submission: str) -> bytes:
        """What the submission shows now; several heads are shown merged. Empty when it was deleted or erased."""
        row = self._database.one(
            "select s.xml, r.payload from submission s join revision r on r.id = s.heads ->> 0 where s.id = ? and " + _SHOWN, (submission,)
        )
        return b"" if row is None else row[0] or expand(row[1])

    def record(self, submission: str) -> Record | None:
        """The answers by column name (``xforms.serialize.Record``); None where the form's version is not known here."""
        row = self.get(submission)
        xml = self.xml(submission)
        return self._engine.record(row.form_id, row.form_version, xml) if row and xml else None

    def records(self, form_id: str) -> Iterator[tuple[SubmissionRow, Record | None]]:
        """Each submission of a form with its record, for tables and reports."""
        for row in self.of_form(form_id):
            yield row, self.record(row.id)


class Conflicts:
    def __init__(self, database: Database) -> None:
        self._database = database

    def all(self) -> tuple[FieldConflict, ...]:
        return self._where("1", ())

    def of(self, submission: str) -> tuple[FieldConflict, ...]:
        return self._where("submission = ?", (submission,))

    def of_participant(self, participant: str) -> tuple[FieldConflict, ...]:
        return self._where("participant = ?", (participant,))

    def _where(self, condition: str, parameters: tuple[str, ...]) -> tuple[FieldConflict, ...]:
        sql = f"""select submission, participant, form_id, ref, base, ours, ours_revision, theirs, theirs_revision
            from conflict where {condition} order by submission, ref"""
        rows = self._database.all(sql, parameters)
        origins = self._origins({row[6] for row in rows} | {row[8] for row in rows})
        return tuple(_conflict(row, origins) for row in rows)

    def _origins(self, revisions: set[str]) -> dict[str, tuple[str, str, str, str, str, str]]:
        sql = f"select id, author, device, stamp, language, form_version from revision where id in ({marks(len(revisions))})"
        rows = self._database.all(sql, sorted(revisions))
        return {row[0]: (row[0], row[1], row[2], stamp_time(row[3]), row[4], row[5]) for row in rows}


def _conflict(row: Row, origins: dict[str, tuple[str, str, str, str, str, str]]) -> FieldConflict:
    submission, participant, form_id, ref, base, ours, ours_revision, theirs, theirs_revision = row
    sides = Side(ours, *origins[ours_revision]), Side(theirs, *origins[theirs_revision])
    return FieldConflict(submission, participant, form_id, ref, base, *sides)


def _submission(row: Row) -> SubmissionRow:
    values = list(row)
    values[5] = tuple(json.loads(values[5]))
    return SubmissionRow(*values)
