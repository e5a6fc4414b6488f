"""Reading columns of the form tables as plain rows, for reports and data sets: one query, merged persons counted as one."""

from __future__ import annotations

from collections.abc import Container, Iterator, Sequence
from typing import Any

from nbnb_desktop.store.database import marks
from nbnb_desktop.store.form_tables import Tables, quoted

_OURS = {
    "_participant": "coalesce(person.merged_into, t._participant)",
    "_created_at": "submission.created_at",
    "_language": "submission.language",
    "_author": "submission.author",
    "_rowid": "t.rowid",
}
"""Columns that do not stand in the form's own table; what is asked beside them does."""

_MERGED = "with person as materialized (select id, merged_into from participant where merged_into > '')"
"""The few who were merged into somebody else, looked up once and not for every row."""

_CHUNK = 500
"""Rows that are fetched at once by their number."""


def select(
    tables: Tables, form_id: str, columns: Sequence[str], repeat: str = "", rows: Sequence[int] | None = None, *, distinct: bool = False
) -> Iterator[tuple[Any, ...]]:
    """The rows of a form or of one of its repeats (``a`` or ``a__b``) in the order of ``columns``; None for a column not seen yet.

    Nothing when the form was never filled in. ``_participant`` is the person after merging; ``_created_at``, ``_language`` and
    ``_author`` are those of the submission. ``rows`` (of ``places``) gives only those, in that order, a few hundred at a time.
    ``distinct``: each row of answers once, in any order.
    """
    table = tables.names().get((form_id, repeat))
    if table is None:
        return
    database = tables._database
    known = {name.lower() for name in form_columns(tables, form_id, repeat)}
    if rows is None:
        order = "" if distinct else " order by t.rowid"
        yield from database.stream(f"{query(table, columns, known, distinct)}{order}")
        return
    for start in range(0, len(rows), _CHUNK):
        some = rows[start : start + _CHUNK]
        sql = f"{query(table, ('_rowid', *columns), known)} where t.rowid in ({marks(len(some))})"
        found = {row[0]: row[1:] for row in database.all(sql, some)}
        yield from (found[one] for one in some if one in found)


def between(
    tables: Tables, form_id: str, columns: Sequence[str], column: str, first: str, last: str, repeat: str = ""
) -> Iterator[tuple[Any, ...]]:
    """Like ``select``, but only the rows whose answer to ``column`` lies from ``first`` to ``last``; ISO dates compare as text."""
    table = tables.names().get((form_id, repeat))
    known = {name.lower() for name in form_columns(tables, form_id, repeat)}
    if table is None or column.lower() not in known:
        return
    where = f"where t.{quoted(column)} between ? and ?"
    yield from tables._database.stream(f"{query(table, columns, known)} {where} order by t.rowid", (first, last))


def query(table: str, columns: Sequence[str], known: Container[str], distinct: bool = False) -> str:
    """The SQL, which SQLite and PostgreSQL both take; ``known`` are the table's own columns in lower case."""
    wanted = ", ".join(_OURS.get(name) or (f"t.{quoted(name)}" if name.lower() in known else "null") for name in columns)
    return f"{_MERGED} select {'distinct ' if distinct else ''}{wanted} {_source(table)}"


def raw(tables: Tables, form_id: str, repeat: str = "", submissions: Sequence[str] | None = None) -> Iterator[tuple[Any, ...]]:
    """The rows as they stand in the table itself, in the order of ``form_columns``; all, or those of some submissions."""
    table = tables.names().get((form_id, repeat))
    if table is None:
        return
    if submissions is None:
        yield from tables._database.stream(f"select * from {quoted(table)} order by rowid")
        return
    for start in range(0, len(submissions), _CHUNK):
        some = submissions[start : start + _CHUNK]
        yield from tables._database.stream(f"select * from {quoted(table)} where _submission in ({marks(len(some))}) order by rowid", some)


def bare(tables: Tables, table: str, columns: Sequence[str]) -> Iterator[tuple[Any, ...]]:
    """Every row of the projection ``submission`` or ``participant``, merged persons too, as it stands there."""
    yield from tables._database.stream(f"select {', '.join(columns)} from {table} order by rowid")


def form_columns(tables: Tables, form_id: str, repeat: str = "") -> dict[str, str]:
    """The table's own columns with what they hold: text, integer or real."""
    table = tables.names().get((form_id, repeat))
    return {} if table is None else {row[1]: row[2].lower() for row in tables._database.all(f"pragma table_info({quoted(table)})")}


def places(tables: Tables, form_id: str, repeat: str = "") -> Iterator[tuple[str, int]]:
    """(participant after merging, row) of every row, for who wants to read them in another order."""
    table = tables.names().get((form_id, repeat))
    if table is None:
        return
    sql = f"{_MERGED} select {_OURS['_participant']}, t.rowid {_source(table)} order by t.rowid"
    for participant, row in tables._database.stream(sql):
        yield str(participant), int(row)


def _source(table: str) -> str:
    return f"""from {quoted(table)} t
        left join person on person.id = t._participant
        left join submission on submission.id = t._submission"""


def latest_by_device(tables: Tables) -> dict[str, tuple[int, str]]:
    """Device (with its stream) -> how many revisions of it are here, and the stamp of the newest."""
    rows = tables._database.all("select device, count(*), max(stamp) from revision group by device")
    return {str(device): (int(count), str(stamp)) for device, count, stamp in rows}
