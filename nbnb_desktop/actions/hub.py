"""Beyond one machine: the bureau's revisions and form tables in PostgreSQL, and the same programme tables read from there.

The bureau's own store stays the gate: it has verified every bundle, so only what is in it goes to the hub. Loading is idempotent (a
revision is added once), goes on where it stopped (each piece is committed), and several loaders wait for each other where they must.
A loader that lacks revisions which the hub has is sent away: it would show older states. What was erased is erased there too.
Payloads lie there as in the store, compressed with zstandard. Needs ``psycopg`` (``pip install "nbnb-desktop[hub]"``).
"""

from __future__ import annotations

import hashlib
import json
from collections.abc import Callable, Iterable, Iterator, Mapping, Sequence
from contextlib import contextmanager
from dataclasses import dataclass
from functools import partial
from itertools import islice
from typing import Any

from nbnb_desktop import __version__
from nbnb_desktop.actions import reporting, roles
from nbnb_desktop.actions.workplace import Workplace
from nbnb_desktop.errors import RecordError, StoreError
from nbnb_desktop.i18n import _
from nbnb_desktop.reports.tables import Table
from nbnb_desktop.store.form_tables import quoted
from nbnb_desktop.store.reading import bare, form_columns, query, raw
from nbnb_desktop.store.revisions import COLUMNS
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
create table if not exists loaded (state text not null);
"""
_REVISION = tuple(COLUMNS.split(", "))
_REVISION_TYPES = tuple({"number": "int8", "payload": "bytea"}.get(name, "text") for name in _REVISION)
_SUBMISSION = ("id", "participant", "form_id", "heads", "created_at", "changed_at", "author", "language", "state")
_PARTICIPANT = ("id", "project", "merged_into")
_TYPES = {"integer": "bigint", "real": "double precision"}

_RANGES = """
select device, min(number), max(number) from
    (select device, number, number - row_number() over (partition by device order by number) as run from revision) as one
group by device, run order by 1, 2
"""

_COLUMNS_OF = "select column_name from information_schema.columns where table_name = %s and table_schema = current_schema()"

Progress = Callable[[int, int], None]


@dataclass(frozen=True, slots=True)
class HubReport:
    """What a load came to: revisions that were new there, submissions whose rows were made anew, rows written."""

    revisions: int
    submissions: int
    rows: int


def load(workplace: Workplace, address: str, progress: Progress = lambda done, total: None) -> HubReport:
    """Bring a PostgreSQL database (``postgresql://…``) up to date with this store. Raises RecordError, StoreError."""
    roles.require(workplace, "deliver")
    with _connected(address) as hub:
        _prepare(hub)
        new = _send_revisions(workplace, hub, progress)
        with hub.transaction():
            hub.execute("select pg_advisory_xact_lock(%s)", (LOCK,))
            _check_complete(workplace, hub)
            found = HubReport(new, 0, 0) if _stands_already(workplace, hub) else _bring_up_to_date(workplace, hub, new)
    with workplace.store.atomic():
        workplace.store.audit.note("hub", "", f"{found.revisions} {found.submissions} {found.rows}")
    return found


def _bring_up_to_date(workplace: Workplace, hub: Any, new: int) -> HubReport:
    _erase(workplace, hub)
    first = not hub.execute("select exists (select 1 from submission)").fetchone()[0]
    changed = None if first else _changed(workplace, hub)
    count = _copy(hub, "submission", _SUBMISSION, _standing(workplace)) if changed is None else len(changed)
    hub.execute("delete from participant")
    _copy(hub, "participant", _PARTICIPANT, bare(workplace.store.tables, "participant", _PARTICIPANT))
    for form in workplace.store.forms.all():
        hub.execute("insert into form values (%s, %s, %s, %s) on conflict do nothing", (form.form_id, form.version, form.title, form.xml))
    return HubReport(new, count, _send_rows(workplace, hub, changed))


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
    source, new, done = workplace.store.revisions.rows_since(there), 0, 0
    while piece := list(islice(source, PIECE)):
        new += _send_piece(hub, piece)
        done += len(piece)
        progress(done, 0)
    return new


def _send_piece(hub: Any, piece: Sequence[Sequence[object]]) -> int:
    """Straight into the table; where another loader was there first, by way of a table of our own."""
    from psycopg.errors import UniqueViolation

    try:
        with hub.transaction():
            return _copy(hub, "revision", _REVISION, piece, _REVISION_TYPES)
    except UniqueViolation:
        with hub.transaction():
            hub.execute("create temporary table incoming (like revision) on commit drop")
            _copy(hub, "incoming", _REVISION, piece, _REVISION_TYPES)
            return int(hub.execute("insert into revision select * from incoming on conflict do nothing").rowcount)


def _stands_already(workplace: Workplace, hub: Any) -> bool:
    """Whether what the hub shows was made of the same revisions and forms by the same program; what it is made of now is noted."""
    store = workplace.store
    facts = (__version__, sorted(store.revisions.ranges().items()), sorted((form.form_id, form.version) for form in store.forms.all()))
    state = hashlib.sha256(json.dumps(facts).encode()).hexdigest()
    before = [row[0] for row in hub.execute("select state from loaded")]
    hub.execute("delete from loaded")
    hub.execute("insert into loaded values (%s)", (state,))
    return before == [state]


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


def _standing(workplace: Workplace) -> Iterator[Sequence[object]]:
    return bare(workplace.store.tables, "submission", _SUBMISSION)


def _changed(workplace: Workplace, hub: Any) -> list[str]:
    """The submissions that stood otherwise there, which now stand as here."""
    hub.execute("create temporary table standing (like submission, primary key (id)) on commit drop")
    _copy(hub, "standing", _SUBMISSION, _standing(workplace))
    differs = "(s.heads, s.state, s.participant) is distinct from (i.heads, i.state, i.participant)"
    hub.execute(
        "create temporary table changed on commit drop as"
        f" select coalesce(i.id, s.id) as id from standing i full join submission s using (id) where {differs}"
    )
    hub.execute("delete from submission where id in (select id from changed)")
    hub.execute("insert into submission select * from standing where id in (select id from changed)")
    return [row[0] for row in hub.execute("select id from changed")]


def _send_rows(workplace: Workplace, hub: Any, changed: Sequence[str] | None) -> int:
    """The form tables' rows of the submissions that changed; all of them for None, when nothing stands there yet."""
    tables, total = workplace.store.tables, 0
    some = None if changed is None or len(changed) > PIECE else changed  # beyond it, reading everything takes less time
    wanted = None if changed is None else frozenset(changed)
    for (form, repeat), table in sorted(tables.names().items()):
        columns = form_columns(tables, form, repeat)
        _shape(hub, table, columns)
        if changed is not None:
            hub.execute(f"delete from {quoted(table)} where _submission in (select id from changed)")
        place = tuple(columns).index("_submission")
        rows = (row for row in raw(tables, form, repeat, some) if wanted is None or row[place] in wanted)
        total += _copy(hub, table, tuple(columns), _fitting(rows, columns))
        hub.execute(f"create index if not exists {quoted(f'{table} submission')} on {quoted(table)} (_submission)")
    return total


def _fitting(rows: Iterable[Sequence[object]], columns: Mapping[str, str]) -> Iterable[Sequence[object]]:
    """SQLite keeps a text in a column of numbers as it is; PostgreSQL does not."""
    numbers = frozenset(number for number, kind in enumerate(columns.values()) if kind in _TYPES)
    if not numbers:
        return rows
    return (
        [None if number in numbers and isinstance(value, str) else value for number, value in enumerate(row)]
        if any(isinstance(row[number], str) for number in numbers) else row
        for row in rows
    )  # fmt: skip


def _shape(hub: Any, table: str, columns: Mapping[str, str]) -> None:
    """Make the table, or give it the columns that came since."""
    hub.execute(f"create table if not exists {quoted(table)} (_submission text not null)")
    known = {row[0] for row in hub.execute(_COLUMNS_OF, (table,))}
    added = [f"add column {quoted(name)} {_TYPES.get(kind, 'text')}" for name, kind in columns.items() if name not in known]
    if added:
        hub.execute(f"alter table {quoted(table)} {', '.join(added)}")


def _copy(hub: Any, table: str, columns: Sequence[str], rows: Iterable[Sequence[object]], types: Sequence[str] = ()) -> int:
    """COPY rows into a table, in binary where their types are given; how many."""
    count, way = 0, " (format binary)" if types else ""
    with hub.cursor().copy(f"copy {quoted(table)} ({', '.join(map(quoted, columns))}) from stdin{way}") as copy:
        if types:
            copy.set_types(types)
        for row in rows:
            copy.write_row(row)
            count += 1
    return count


def _select(hub: Any, form: str, columns: Sequence[str], repeat: str, distinct: bool) -> Iterator[tuple[Any, ...]]:
    """As ``store.reading.select`` does from the store."""
    table = f"form_{form}__{repeat}" if repeat else f"form_{form}"
    known = {row[0].lower() for row in hub.execute(_COLUMNS_OF, (table,))}
    if known:
        with hub.transaction(), hub.cursor(name="rows") as cursor:
            hub.execute("set local cursor_tuple_fraction = 1; set local work_mem = '128MB'")  # all rows are wanted, not the first ones soon
            cursor.itersize = PIECE
            cursor.execute(query(table, columns, known, distinct))
            yield from cursor
