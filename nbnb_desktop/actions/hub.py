"""Beyond one machine: the bureau's revisions and form tables in PostgreSQL, and the same programme tables read from there.

The bureau's own store stays the gate: it has verified every bundle, so only what is in it goes to the hub. Loading is idempotent (a
revision is added once), goes on where it stopped (each piece is committed), and several loaders wait for each other where they must.
A loader that lacks revisions which the hub has is sent away: it would show older states. What was erased is erased there too.
Needs ``psycopg`` (``pip install "nbnb-desktop[hub]"``).
"""

from __future__ import annotations

import json
from collections.abc import Callable, Iterable, Iterator, Sequence
from contextlib import contextmanager
from dataclasses import dataclass
from functools import partial
from itertools import islice
from typing import Any

from nbnb_desktop.actions import reporting
from nbnb_desktop.actions.workplace import Workplace
from nbnb_desktop.errors import RecordError, StoreError
from nbnb_desktop.i18n import _
from nbnb_desktop.reports.tables import Table
from nbnb_desktop.store.form_tables import quoted
from nbnb_desktop.store.reading import form_columns, query, raw
from nbnb_desktop.sync import ranges

PIECE = 20_000
"""Revisions that are committed together."""

LOCK = 20_211_121
"""The number of the lock behind which one loader at a time brings the form tables up to date."""

SCHEMA = """
create table if not exists revision (
    id text primary key, submission text not null, participant text not null, form_id text not null, form_version text not null,
    parents text not null, device text not null, number bigint not null, stamp text not null, author text not null,
    language text not null, kind text not null, payload bytea not null, digest text not null, unique (device, number));
create index if not exists revision_submission on revision (submission);
create index if not exists revision_participant on revision (participant);
create table if not exists erased (participant text primary key);
create table if not exists form (form_id text, version text, title text not null, xml bytea not null, primary key (form_id, version));
create table if not exists submission (
    id text primary key, participant text not null, form_id text not null, heads text not null, created_at text not null,
    changed_at text not null, author text not null, language text not null, state text not null);
create table if not exists participant (id text primary key, project text not null, merged_into text not null);
"""
_REVISION = (
    "id", "submission", "participant", "form_id", "form_version", "parents", "device", "number", "stamp", "author", "language", "kind",
    "payload", "digest",
)  # fmt: skip
_SUBMISSION = ("id", "participant", "form_id", "heads", "created_at", "changed_at", "author", "language", "state")
_TYPES = {"integer": "bigint", "real": "double precision"}

_RANGES = """
select device, min(number), max(number) from
    (select device, number, number - row_number() over (partition by device order by number) as run from revision) as one
group by device, run order by 1, 2
"""

Progress = Callable[[int, int], None]


@dataclass(frozen=True, slots=True)
class HubReport:
    """What a load came to: revisions that were new there, submissions whose rows were made anew, rows written."""

    revisions: int
    submissions: int
    rows: int


def load(workplace: Workplace, address: str, progress: Progress = lambda done, total: None) -> HubReport:
    """Bring a PostgreSQL database (``postgresql://…``) up to date with this store. Raises RecordError, StoreError."""
    with _connected(address) as hub:
        _prepare(hub)
        new = _send_revisions(workplace, hub, progress)
        with hub.transaction():
            hub.execute("select pg_advisory_xact_lock(%s)", (LOCK,))
            _check_complete(workplace, hub)
            _erase(workplace, hub)
            changed = _send_submissions(workplace, hub)
            rows = _send_rows(workplace, hub, changed)
    with workplace.store.atomic():
        workplace.store.audit.note("hub", "", f"{new} {len(changed)} {rows}")
    return HubReport(new, len(changed), rows)


def report(address: str, name: str, project: str = "", date: str = "", language: str = "nl", outsider: bool = False) -> Table:
    """A programme table by the same definitions, read from PostgreSQL. Raises RecordError, StoreError."""
    with _connected(address) as hub:
        return reporting.from_rows(partial(_select, hub), name, project, date, language, outsider)


@contextmanager
def _connected(address: str) -> Iterator[Any]:
    try:
        import psycopg
    except ImportError as missing:
        raise RecordError(
            _("PostgreSQL needs the library psycopg, which is not installed."),
            _("Ask your administrator to install nbnb-desktop[hub]."),
        ) from missing
    try:
        with psycopg.connect(address, autocommit=True) as hub:
            yield hub
    except psycopg.OperationalError as refusal:
        raise StoreError(_("The database of the hub cannot be reached."), _("Check its address, and that it is running.")) from refusal


def _prepare(hub: Any) -> None:
    with hub.transaction():
        hub.execute("select pg_advisory_xact_lock(%s)", (LOCK,))
        hub.execute(SCHEMA)


def _send_revisions(workplace: Workplace, hub: Any, progress: Progress) -> int:
    """Copy what the hub lacks, a piece at a time; the number of revisions that were new there."""
    there: dict[str, list[tuple[int, int]]] = {}
    for device, first, last in hub.execute(_RANGES):
        there.setdefault(device, []).append((first, last))
    source, new, done = workplace.store.revisions.since(there), 0, 0
    while piece := list(islice(source, PIECE)):
        rows = (
            [json.dumps(value) if name == "parents" else value for name in _REVISION for value in [getattr(one, name)]] for one in piece
        )
        with hub.transaction():
            hub.execute("create temporary table incoming (like revision) on commit drop")
            _copy(hub, "incoming", _REVISION, rows)
            new += hub.execute("insert into revision select * from incoming on conflict do nothing").rowcount
        done += len(piece)
        progress(done, 0)
    return new


def _values(one: object, names: Sequence[str]) -> list[object]:
    """The fields in that order; lists as JSON, as the store keeps them."""
    found = (getattr(one, name) for name in names)
    return [json.dumps(value) if isinstance(value, tuple) else value for value in found]


def _check_complete(workplace: Workplace, hub: Any) -> None:
    """Only who holds everything that the hub holds may say how it stands."""
    there: dict[str, tuple[tuple[int, int], ...]] = {}
    for device, first, last in hub.execute(_RANGES):
        there[device] = (*there.get(device, ()), (first, last))
    lacking = ranges.count(ranges.missing(workplace.store.revisions.ranges(), there))
    if lacking:
        raise RecordError(
            _("The hub holds {count} changes that this laptop does not have.").format(count=lacking),
            _("Take in the missing files first; what is new here was added to the hub, its tables were left as they were."),
        )


def _erase(workplace: Workplace, hub: Any) -> None:
    people = sorted(set(workplace.store.exchange.erasures().values()))
    hub.execute("insert into erased select unnest(%s::text[]) on conflict do nothing", (people,))
    hub.execute(
        "update revision set payload = '', author = '', language = '', kind = 'erased'"
        " where kind <> 'erased' and participant in (select participant from erased)"
    )


def _send_submissions(workplace: Workplace, hub: Any) -> list[str]:
    """The submissions as they stand here; the ids of those that stood otherwise there."""
    rows = (_values(one, _SUBMISSION) for one in workplace.store.submissions.all())
    hub.execute("create temporary table standing (like submission) on commit drop")
    _copy(hub, "standing", _SUBMISSION, rows)
    differs = "s.id is null or (s.heads, s.state, s.participant) is distinct from (i.heads, i.state, i.participant)"
    changed = [row[0] for row in hub.execute(f"select i.id from standing i left join submission s using (id) where {differs}")]
    hub.execute("delete from submission")
    hub.execute("insert into submission select * from standing")
    hub.execute("delete from participant")
    people = ((one.id, one.project, one.merged_into) for one in workplace.store.participants.all())
    _copy(hub, "participant", ("id", "project", "merged_into"), people)
    for form in workplace.store.forms.all():
        hub.execute("insert into form values (%s, %s, %s, %s) on conflict do nothing", (form.form_id, form.version, form.title, form.xml))
    return changed


def _send_rows(workplace: Workplace, hub: Any, changed: Sequence[str]) -> int:
    """The form tables' rows of the submissions that changed."""
    tables, wanted, total = workplace.store.tables, set(changed), 0
    for (form, repeat), table in sorted(tables.names().items()):
        columns = form_columns(tables, form, repeat)
        _shape(hub, table, columns)
        for start in range(0, len(changed), PIECE):
            hub.execute(f"delete from {quoted(table)} where _submission = any(%s)", (list(changed[start : start + PIECE]),))
        names = tuple(columns)
        place = names.index("_submission")
        numbers = {number for number, kind in enumerate(columns.values()) if kind in _TYPES}
        rows = (row for row in raw(tables, form, repeat) if row[place] in wanted)
        total += _copy(hub, table, names, ([_fit(value, number in numbers) for number, value in enumerate(row)] for row in rows))
    return total


def _fit(value: object, number: bool) -> object:
    """SQLite keeps a text in a column of numbers as it is; PostgreSQL does not."""
    return value if not number or isinstance(value, int | float) else None


def _shape(hub: Any, table: str, columns: dict[str, str]) -> None:
    """Make the table, or give it the columns that came since."""
    hub.execute(f"create table if not exists {quoted(table)} (_submission text not null)")
    for name, kind in columns.items():
        hub.execute(f"alter table {quoted(table)} add column if not exists {quoted(name)} {_TYPES.get(kind, 'text')}")
    hub.execute(f"create index if not exists {quoted(f'{table} submission')} on {quoted(table)} (_submission)")


def _copy(hub: Any, table: str, columns: Sequence[str], rows: Iterable[Sequence[object]]) -> int:
    """COPY rows into a table; how many."""
    count = 0
    with hub.cursor().copy(f"copy {quoted(table)} ({', '.join(map(quoted, columns))}) from stdin") as copy:
        for row in rows:
            copy.write_row(row)
            count += 1
    return count


def _select(hub: Any, form: str, columns: Sequence[str], repeat: str, distinct: bool) -> Iterator[tuple[Any, ...]]:
    """As ``store.reading.select`` does from the store."""
    table = f"form_{form}__{repeat}" if repeat else f"form_{form}"
    facts = "select column_name from information_schema.columns where table_name = %s and table_schema = current_schema()"
    known = {row[0].lower() for row in hub.execute(facts, (table,))}
    if known:
        with hub.transaction(), hub.cursor(name="rows") as cursor:
            cursor.itersize = PIECE
            cursor.execute(query(table, columns, known, distinct))
            yield from cursor
