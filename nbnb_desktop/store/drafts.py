"""The journal: every answer as it is given, until the form is finished or discarded."""

from __future__ import annotations

import json

from nbnb_desktop.store.database import Database, Row
from nbnb_desktop.store.log import DeviceLog
from nbnb_desktop.store.rows import Draft, iso

__all__ = ["Draft", "Drafts"]

_COLUMNS = "submission, participant, form_id, form_version, parents, language, author, xml, place, saved_at"


class Drafts:
    def __init__(self, database: Database, log: DeviceLog) -> None:
        self._database = database
        self._log = log

    def save(self, draft: Draft) -> None:
        """Durable when it returns; ``saved_at`` is filled in here."""
        values = (
            draft.submission, draft.participant, draft.form_id, draft.form_version, json.dumps(draft.parents),
            draft.language, draft.author, draft.xml, draft.place, iso(self._log.wall()),
        )  # fmt: skip
        with self._database.atomic():
            self._database.run(f"insert or replace into draft ({_COLUMNS}) values (?, ?, ?, ?, ?, ?, ?, ?, ?, ?)", values)

    def get(self, submission: str) -> Draft | None:
        row = self._database.one(f"select {_COLUMNS} from draft where submission = ?", (submission,))
        return _draft(row) if row else None

    def of(self, participant: str) -> tuple[Draft, ...]:
        rows = self._database.all(f"select {_COLUMNS} from draft where participant = ? order by saved_at", (participant,))
        return tuple(map(_draft, rows))

    def all(self) -> tuple[Draft, ...]:
        return tuple(map(_draft, self._database.all(f"select {_COLUMNS} from draft order by saved_at")))

    def discard(self, submission: str) -> None:
        with self._database.atomic():
            self._database.run("delete from draft where submission = ?", (submission,))


def _draft(row: Row) -> Draft:
    values = list(row)
    values[4] = tuple(json.loads(values[4]))
    return Draft(*values)
