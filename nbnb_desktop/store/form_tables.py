"""One table per form and per repeat, with the columns that the form itself names, so that SQL, CSV and SPSS read the same names.

A form's rows stand in ``form_<form id>``, those of a repeat in ``form_<form id>__<repeat>``. Columns that begin with ``_`` are ours:
the submission, the participant, the form's version, when it changed, and in a repeat the row (``2``, nested ``2.1``). All versions
of a form share its tables; a column that a version does not have is null there.
"""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass
from typing import Any

from nbnb_desktop.store.database import Database, marks
from nbnb_desktop.store.engine import FormEngine
from nbnb_desktop.store.merging import View
from nbnb_desktop.store.rows import stamp_time
from nbnb_desktop.xforms.definition import FormDefinition
from nbnb_desktop.xforms.serialize import Record

MOST_COLUMNS = 1900
"""SQLite takes 2,000; what a wider form has beyond stays in the record only."""

_OURS = {"_submission": "text", "_participant": "text", "_form_version": "text", "_changed_at": "text", "_row": "text"}
_AFFINITY = {"int": "integer", "decimal": "real"}

Values = dict[str, Any]


@dataclass(frozen=True, slots=True)
class Plan:
    """Where the answers of one form version (or one of its repeats) go; made once, since a form has many columns and many rows.

    ``columns`` pairs the record's column with the table's (lower case), ``repeats`` the record's repeat with the plan of its rows.
    """

    table: str
    columns: tuple[tuple[str, str], ...]
    repeats: tuple[tuple[str, Plan], ...]


class FormTables:
    """Writes the tables. What it remembers of them has to be forgotten after a rollback, which takes tables back."""

    def __init__(self, database: Database, engine: FormEngine) -> None:
        self._database = database
        self._engine = engine
        self._columns: dict[str, list[str]] = {}
        self._plans: dict[tuple[str, str], Plan] = {}

    def forget(self) -> None:
        self._columns.clear()
        self._plans.clear()

    def clear(self) -> None:
        """Drop all of them."""
        for (table,) in self._database.all("select name from form_table"):
            self._database.run(f"drop table {quoted(table)}")
        self._database.run("delete from form_table")
        self.forget()

    def replace(self, submissions: Sequence[str], views: Iterable[View]) -> None:
        """Take the rows of these submissions out, and put those of the views in."""
        for (table,) in self._database.all("select name from form_table"):
            self._database.run(f"delete from {quoted(table)} where _submission in ({marks(len(submissions))})", submissions)
        unknown: set[tuple[str, str]] = set()
        rows: dict[str, list[Values]] = {}
        for view in views:
            if view.xml and (view.lead.form_id, view.lead.form_version) not in unknown:
                known = self._add(view, rows)
                unknown |= set() if known else {(view.lead.form_id, view.lead.form_version)}
        for table, found in rows.items():
            self._insert(table, found)

    def _add(self, view: View, rows: dict[str, list[Values]]) -> bool:
        """Add the rows of a view to ``rows`` by table; False where its form is not known."""
        lead = view.lead
        plan = self._plan(lead.form_id, lead.form_version)
        record = self._engine.record(lead.form_id, lead.form_version, view.xml) if plan else None
        if plan and record:
            ours = (lead.submission, lead.participant, lead.form_version, stamp_time(view.heads[0].stamp))
            for table, values in _record_rows(plan, record, (), dict(zip(_OURS, ours, strict=False))):
                rows.setdefault(table, []).append(values)
        return plan is not None

    def _plan(self, form_id: str, version: str) -> Plan | None:
        key = (form_id, version)
        if key not in self._plans:
            definition = self._engine.definition(form_id, version)
            if definition is None:
                return None
            self._plans[key] = self._make_plan(form_id, definition, "", "")
        return self._plans[key]

    def _make_plan(self, form_id: str, definition: FormDefinition, repeat: str, ref: str) -> Plan:
        columns = definition.columns(ref)[:MOST_COLUMNS]
        names = _distinct([column.name for column in columns])
        plain = [(column, name) for column, name in zip(columns, names, strict=True) if column.kind != "repeat"]
        table = self._table(form_id, repeat)
        self._widen(table, {name: _AFFINITY.get(column.data_type, "text") for column, name in plain})
        repeats = [
            (column.name, self._make_plan(form_id, definition, f"{repeat}__{column.name}" if repeat else column.name, column.ref))
            for column in columns
            if column.kind == "repeat"
        ]
        return Plan(table, tuple((column.name, name.lower()) for column, name in plain), tuple(repeats))

    def _table(self, form_id: str, repeat: str) -> str:
        """The table of a form or repeat, made when it is not there; names that differ by case alone get a number."""
        row = self._database.one("select name from form_table where form_id = ? and repeat = ?", (form_id, repeat))
        if row is not None:
            return str(row[0])
        wanted = f"form_{form_id}__{repeat}" if repeat else f"form_{form_id}"
        taken = [name for (name,) in self._database.all("select name from form_table")]
        table = _distinct([*taken, wanted])[-1]
        definitions = ", ".join(f"{name} {kind}" for name, kind in _OURS.items())
        self._database.run(f"create table {quoted(table)} ({definitions})")
        self._database.run(f"create index {quoted(f'{table} submission')} on {quoted(table)} (_submission)")
        self._database.run("insert into form_table values (?, ?, ?)", (table, form_id, repeat))
        return table

    def _widen(self, table: str, columns: dict[str, str]) -> None:
        """Give a table the columns that this version has and it lacks."""
        here = [row[1] for row in self._database.all(f"pragma table_info({quoted(table)})")]
        known = {name.lower() for name in here}
        for name, affinity in columns.items():
            if name.lower() not in known:
                self._database.run(f"alter table {quoted(table)} add column {quoted(name)} {affinity}")
                here.append(name)
        self._columns[table] = here

    def _insert(self, table: str, rows: Sequence[Values]) -> None:
        columns = self._columns[table]
        sql = f"insert into {quoted(table)} ({', '.join(map(quoted, columns))}) values ({marks(len(columns))})"
        lower = [name.lower() for name in columns]
        self._database.many(sql, (tuple(map(row.get, lower)) for row in rows))


def _record_rows(plan: Plan, record: Record, path: tuple[int, ...], ours: Values) -> Iterator[tuple[str, Values]]:
    """(table, values by lower-case column) of a record and of the rows in it."""
    answers = {name: record.values.get(column) or None for column, name in plan.columns}
    yield plan.table, {**ours, "_row": ".".join(map(str, path)), **answers}
    for column, inner in plan.repeats:
        for number, row in enumerate(record.repeats.get(column, ()), start=1):
            yield from _record_rows(inner, row, (*path, number), ours)


class Tables:
    """Reading the form tables, for reports and data sets."""

    def __init__(self, database: Database) -> None:
        self._database = database

    def names(self) -> dict[tuple[str, str], str]:
        """(form id, repeat path or "") -> table."""
        return {(form_id, repeat): table for table, form_id, repeat in self._database.all("select name, form_id, repeat from form_table")}

    def rows(self, form_id: str, repeat: str = "") -> Iterator[Values]:
        """The rows of a form or of one of its repeats, by column name; none when nothing was filled in yet."""
        table = self.names().get((form_id, repeat))
        if table is not None:
            columns = [row[1] for row in self._database.all(f"pragma table_info({quoted(table)})")]
            for row in self._database.stream(f"select * from {quoted(table)} order by rowid"):
                yield dict(zip(columns, row, strict=True))


def quoted(name: str) -> str:
    """An SQL identifier, whatever a form calls its things."""
    return '"' + name.replace('"', '""') + '"'


def _distinct(names: Sequence[str]) -> list[str]:
    """The names with a number behind those that SQLite would take for an earlier one (it does not mind case)."""
    result: list[str] = []
    taken: set[str] = set(_OURS)
    for name in names:
        fresh, number = name, 2
        while fresh.lower() in taken:
            fresh, number = f"{name}_{number}", number + 1
        taken.add(fresh.lower())
        result.append(fresh)
    return result
