"""Until when each participant's data may be kept (specification 9.2).

Each date that a person sets is a submission of its own, so it travels, is erased with the participant and never conflicts; the latest
one counts. The table ``retention`` is a projection of them.
"""

from __future__ import annotations

import re
from collections.abc import Sequence
from dataclasses import dataclass
from xml.sax.saxutils import escape

from nbnb_desktop.records import Revision, new_id
from nbnb_desktop.store.database import Database, marks
from nbnb_desktop.store.instance import leaves
from nbnb_desktop.store.revisions import Revisions, expand

RETENTION_FORM = "nbnb.retention"
_DATE = re.compile(r"\d{4}-\d\d-\d\d")


@dataclass(frozen=True, slots=True)
class Retention:
    """Keep ``participant`` until ``until`` (ISO date, that day included)."""

    participant: str
    until: str
    reason: str = ""


class Retentions:
    def __init__(self, database: Database, revisions: Revisions) -> None:
        self._database = database
        self._revisions = revisions

    def put(self, participant: str, until: str, reason: str = "", *, author: str) -> Revision:
        """Set the date from now on."""
        payload = f"<retention><until>{escape(until)}</until><reason>{escape(reason)}</reason></retention>".encode()
        return self._revisions.save(new_id(), participant, RETENTION_FORM, "1", payload, author=author)

    def get(self, participant: str) -> Retention | None:
        row = self._database.one("select * from retention where participant = ?", (participant,))
        return Retention(*row) if row else None

    def due(self, on: str) -> tuple[Retention, ...]:
        """Those whose date is past on the day ``on``, the longest overdue first: the monthly list."""
        rows = self._database.all("select * from retention where until < ? order by until, participant", (on,))
        return tuple(Retention(*row) for row in rows)

    def undated(self) -> tuple[str, ...]:
        """Participants for whom nobody has set a date."""
        sql = "select id from participant where id not in (select participant from retention) order by created_at"
        return tuple(row[0] for row in self._database.all(sql))


def project(database: Database, participants: Sequence[str]) -> None:
    """Bring the dates of some participants up to date."""
    inside = f"participant in ({marks(len(participants))})"
    sql = f"""select s.participant, r.payload from submission s join revision r on r.id = s.heads ->> 0
        where +s.form_id = ? and s.state = 'ok' and s.{inside} order by s.changed_at, s.id"""
    said = {participant: leaves(expand(payload)) for participant, payload in database.all(sql, (RETENTION_FORM, *participants))}
    database.run(f"delete from retention where {inside}", participants)
    rows = [(participant, told.get("until", ""), told.get("reason", "")) for participant, told in said.items()]
    database.many("insert into retention values (?, ?, ?)", (row for row in rows if _DATE.fullmatch(row[1])))
