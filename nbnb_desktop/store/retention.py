"""Until when each participant's data may be kept (specification 9.2), as people set it on this laptop."""

from __future__ import annotations

from dataclasses import dataclass

from nbnb_desktop.store.database import Database


@dataclass(frozen=True, slots=True)
class Retention:
    """Keep ``participant`` until ``until`` (ISO date, that day included)."""

    participant: str
    until: str
    reason: str = ""


class Retentions:
    def __init__(self, database: Database) -> None:
        self._database = database

    def put(self, participant: str, until: str, reason: str = "") -> None:
        with self._database.atomic():
            self._database.run("insert or replace into retention values (?, ?, ?)", (participant, until, reason))

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
