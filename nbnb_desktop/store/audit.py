"""Who read, printed, exported, unlocked: notes that are only added."""

from __future__ import annotations

from nbnb_desktop.store.database import Database
from nbnb_desktop.store.log import DeviceLog
from nbnb_desktop.store.rows import AuditRow, iso


class Audit:
    """``account`` is who works now."""

    def __init__(self, database: Database, log: DeviceLog, account: str) -> None:
        self._database = database
        self._log = log
        self._account = account

    def note(self, event: str, subject: str = "", detail: str = "") -> None:
        values = (iso(self._log.wall()), self._account, event, subject, detail)
        with self._database.atomic():
            self._database.run("insert into audit (at, account, event, subject, detail) values (?, ?, ?, ?, ?)", values)

    def entries(self, subject: str = "", *, limit: int = 1000) -> tuple[AuditRow, ...]:
        """The latest notes first; with ``subject`` only those about it."""
        sql = "select number, at, account, event, subject, detail from audit where ? in ('', subject) order by number desc limit ?"
        return tuple(AuditRow(*row) for row in self._database.all(sql, (subject, limit)))

    def forget_before(self, date: str) -> int:
        """Drop notes older than ``date`` (the specification proposes two years, 9.2); how many went."""
        with self._database.atomic():
            return self._database.run("delete from audit where at < ?", (date,))
