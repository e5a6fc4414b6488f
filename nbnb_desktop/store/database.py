"""The one connection: open with the key, all writes inside ``atomic``, refusals translated once."""

from __future__ import annotations

import sqlite3
from collections.abc import Callable, Iterable, Iterator, Sequence
from contextlib import contextmanager
from pathlib import Path
from typing import Any

from nbnb_desktop.errors import StoreError
from nbnb_desktop.i18n import N_, _
from nbnb_desktop.store.driver import sqlcipher, sqlite_utils

Row = tuple[Any, ...]

_REFUSALS = {  # primary result codes (sqlite.org/rescode.html) that a person can do something about
    "SQLITE_FULL": (N_("The disk is full, so nothing was saved."), N_("Free some space and save again.")),
    "SQLITE_IOERR": (N_("The disk could not be read or written."), N_("Check the disk or stick, and try again; nothing was half saved.")),
    "SQLITE_READONLY": (N_("The data folder may not be written."), N_("Ask for write access to the folder, or free it from its lock.")),
    "SQLITE_CANTOPEN": (N_("The database cannot be opened."), N_("Check that the folder exists and may be written.")),
    "SQLITE_PERM": (N_("The data folder may not be written."), N_("Ask for write access to the folder, or free it from its lock.")),
    "SQLITE_BUSY": (N_("Another program is using this database."), N_("Close the other program and try again.")),
    "SQLITE_LOCKED": (N_("Another program is using this database."), N_("Close the other program and try again.")),
    "SQLITE_CORRUPT": (N_("The database is damaged."), N_("Do not go on working in it; restore the latest backup.")),
    "SQLITE_NOTADB": (
        N_("The database cannot be read with this key."),
        N_("The key file and the database do not belong together, or the file is damaged: restore the latest backup."),
    ),
    "SQLITE_NOMEM": (N_("The computer has too little memory free."), N_("Close other programs and try again.")),
}


@contextmanager
def refusals() -> Iterator[None]:
    """Turn the database's refusals into ours; what is no refusal (wrong SQL) stays a bug."""
    try:
        yield
    except sqlcipher.Error as error:
        refusal = _refusal(error)
        if refusal is None:
            raise
        raise refusal from error


def _refusal(error: Exception) -> StoreError | None:
    code = getattr(error, "sqlite_errorcode", None)
    name = _PRIMARY.get(code & 0xFF, "") if isinstance(code, int) else _by_message(str(error))
    if name not in _REFUSALS:
        return None
    title, advice = _REFUSALS[name]
    return StoreError(_(title), _(advice))


_PRIMARY = {getattr(sqlite3, name): name for name in _REFUSALS}


_MESSAGES = {  # some calls of the driver (backup) give no code
    "not a database": "SQLITE_NOTADB",
    "disk is full": "SQLITE_FULL",
    "disk I/O error": "SQLITE_IOERR",
    "readonly": "SQLITE_READONLY",
    "unable to open": "SQLITE_CANTOPEN",
    "is locked": "SQLITE_BUSY",
    "malformed": "SQLITE_CORRUPT",
}


def _by_message(message: str) -> str:
    return next((name for part, name in _MESSAGES.items() if part in message), "")


class Database:
    """An open encrypted database file; one thread at a time.

    ``before_commit`` is called at the end of each outermost ``atomic`` block, inside the transaction;
    ``after_rollback`` after each block that was taken back, inner ones too.
    """

    def __init__(self, path: Path, key: bytes) -> None:
        self.path = path
        self.before_commit: Callable[[], None] = lambda: None
        self.after_rollback: Callable[[], None] = lambda: None
        with refusals():
            self.connection = sqlcipher.connect(str(path), isolation_level=None, check_same_thread=False)
        try:
            self._prepare(key)
        except BaseException:
            self.connection.close()
            raise
        self.tables = sqlite_utils.Database(self.connection)

    def _prepare(self, key: bytes) -> None:
        with refusals():
            self.connection.execute(f"pragma key = \"x'{key.hex()}'\"")
            self.connection.execute("select count(*) from sqlite_master").fetchone()  # a wrong key shows here
            self.connection.execute("pragma journal_mode = wal")
            self.connection.execute("pragma synchronous = full")
            self.connection.execute("pragma secure_delete = on")
            self.connection.execute("pragma foreign_keys = on")
            self.connection.execute("pragma cache_size = -64000")
            self.connection.execute("pragma temp_store = memory")  # nothing in clear beside the store

    def all(self, sql: str, parameters: Sequence[Any] = ()) -> list[Row]:
        with refusals():
            rows: list[Row] = self.connection.execute(sql, parameters).fetchall()
            return rows

    def one(self, sql: str, parameters: Sequence[Any] = ()) -> Row | None:
        with refusals():
            row: Row | None = self.connection.execute(sql, parameters).fetchone()
            return row

    def value(self, sql: str, parameters: Sequence[Any] = ()) -> Any:
        """The first column of the first row; the query always has one."""
        row = self.one(sql, parameters)
        return row[0] if row else None

    def stream(self, sql: str, parameters: Sequence[Any] = ()) -> Iterator[Row]:
        """Rows one by one, for what does not fit in memory."""
        with refusals():
            yield from self.connection.execute(sql, parameters)

    def run(self, sql: str, parameters: Sequence[Any] = ()) -> int:
        """Execute one statement that writes; the number of rows it changed."""
        with refusals():
            changed: int = self.connection.execute(sql, parameters).rowcount
            return changed

    def many(self, sql: str, rows: Iterable[Sequence[Any]]) -> None:
        with refusals():
            self.connection.executemany(sql, rows)

    @contextmanager
    def atomic(self) -> Iterator[None]:
        """All or nothing; blocks may be nested, and the outermost one commits durably."""
        outermost = not self.connection.in_transaction
        try:
            with refusals(), self.tables.atomic():
                yield
                if outermost:
                    self.before_commit()
        except BaseException:
            self.after_rollback()
            raise

    def close(self) -> None:
        self.connection.close()


def marks(count: int) -> str:
    """``?, ?, ?`` for an ``in (…)`` of ``count`` values."""
    return ", ".join("?" * count)
