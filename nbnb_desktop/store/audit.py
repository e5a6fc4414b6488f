"""Who read, printed, exported, unlocked: notes that are only added."""

from __future__ import annotations

from collections.abc import Sequence

from nbnb_desktop.store.database import Database, marks
from nbnb_desktop.store.log import DeviceLog
from nbnb_desktop.store.rows import AuditRow, Page, iso


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

    def page(self, account: str = "", events: Sequence[str] = (), since: str = "", *, limit: int = 100, offset: int = 0) -> Page[AuditRow]:
        """Some of the notes, the latest first; by one account, of some events, from a moment on (ISO in UTC)."""
        where = f"? in ('', account) and at >= ? and {f'event in ({marks(len(events))})' if events else 'true'}"
        values = (account, since, *events)
        total = int(self._database.value(f"select count(*) from audit where {where}", values))
        sql = f"select number, at, account, event, subject, detail from audit where {where} order by number desc limit ? offset ?"
        return Page(tuple(AuditRow(*row) for row in self._database.all(sql, (*values, limit, offset))), total)

    def accounts(self) -> tuple[str, ...]:
        """Everybody who did something that was noted."""
        return tuple(row[0] for row in self._database.all("select distinct account from audit order by account"))

    def forget_before(self, date: str) -> int:
        """Drop notes older than ``date`` (the specification proposes two years, 9.2); how many went."""
        with self._database.atomic():
            return self._database.run("delete from audit where at < ?", (date,))
