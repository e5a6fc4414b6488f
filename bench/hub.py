"""The hub's figures: ``python bench/hub.py [--people 10000 100000] [--grown 1000000]``; prints two tables for docs/scale.md.

The same invented registers as bench/reports.py, with a revision behind every filled form, go into a PostgreSQL that the measurement
starts itself: the load beside a bare COPY of the very same rows into the same tables, and every table of the programme read from there.
``--grown``: larger registers that PostgreSQL makes itself by copying the rows of the last one, for the tables only.
"""

from __future__ import annotations

import argparse
import json
import sys
import tempfile
import time
from collections.abc import Iterator
from pathlib import Path
from typing import Any

ROOT = Path(__file__).resolve().parents[1]
sys.path.insert(0, str(ROOT))

import psycopg  # noqa: E402

from bench.reports import FORMS, filled, ident, rows  # noqa: E402
from nbnb_desktop.actions import hub, reporting  # noqa: E402
from nbnb_desktop.actions.workplace import Workplace  # noqa: E402
from nbnb_desktop.store.revisions import _INSERT, compress  # noqa: E402
from tests.actions import postgres  # noqa: E402

SETTINGS = ("shared_buffers=512MB", "max_wal_size=8GB", "work_mem=64MB")
DATE = "2021-09-30"
DEVICE = "meetapparaat"


def with_revisions(workplace: Workplace, people: int) -> Workplace:
    """A revision for every filled form, with its answers as XML."""
    store = workplace.store
    with store.atomic():
        store._database.many(_INSERT, _revisions(people))
        store._database.run("update submission set heads = '[\"' || id || '\"]'")
        store._database.run("insert or replace into run select device, min(number), max(number) from revision group by device")
    return workplace


def _revisions(people: int) -> Iterator[tuple[object, ...]]:
    number = 0
    for form in FORMS:
        each = 5 if form == "activiteit" else 1
        for place, row in enumerate(rows(form, people)):
            number += 1
            answers = "".join(f"<{name}>{value}</{name}>" for name, value in row.items() if value is not None)
            payload = compress(f"<{form} version='1'>{answers}</{form}>".encode())
            own = ident(form, place)
            stamp = f"{1_790_000_000_000 + number:016d}-00000-{DEVICE}"
            yield (
                own, own, ident("p", place // each), form, "1", "[]", DEVICE, number, stamp, "meting", "nl", "save", payload,
                f"{number:064d}",
            )  # fmt: skip


def bare_copy(address: str, folder: Path) -> tuple[float, int, float]:
    """Seconds of a COPY of everything in the hub into the same empty tables, how many rows, and megabytes as they are sent."""
    with psycopg.connect(address, autocommit=True) as connection:
        names = [name for (name,) in connection.execute("select tablename from pg_tables where schemaname = 'public' order by 1")]
        for name in names:
            with (folder / name).open("wb") as file, connection.cursor().copy(f'copy "{name}" to stdout (format binary)') as source:
                file.writelines(source)
        count = sum(connection.execute(f'select count(*) from "{name}"').fetchone()[0] for name in names)
        connection.execute("create schema beside")
        for name in names:
            connection.execute(f'create table beside."{name}" (like public."{name}" including indexes)')
        start = time.perf_counter()
        for name in names:
            with (folder / name).open("rb") as file, connection.cursor().copy(f'copy beside."{name}" from stdin (format binary)') as sink:
                while piece := file.read(1 << 20):
                    sink.write(piece)
        seconds = time.perf_counter() - start
        connection.execute("drop schema beside cascade")
    return seconds, count, sum(path.stat().st_size for path in folder.iterdir()) / 1e6


def grow(address: str, times: int) -> None:
    """``times`` as many participants: every row again, under other ids."""
    with psycopg.connect(address, autocommit=True) as connection:
        tables = ("participant", "submission", *(f"form_{form}" for form in FORMS))
        for name in tables:
            columns = [row[0] for row in connection.execute(hub._COLUMNS_OF, (name,))]
            own = {"id", "_submission", "_participant"}
            again = ", ".join(f"copy.n || substr({one}, 3)" if one in own else f'"{one}"' for one in columns)
            copies = f"(select lpad(number::text, 2, '0') as n from generate_series(1, {times - 1}) number) copy"
            connection.execute(f"insert into {name} select {again} from {name}, {copies}")
            connection.execute(f"analyze {name}")


def tables_of(address: str) -> dict[str, str]:
    found = {}
    for name, __ in reporting.names():
        start, work = time.perf_counter(), time.process_time()
        hub.report(address, name, date=DATE)
        found[name] = f"{time.perf_counter() - start:.2f} ({time.process_time() - work:.2f})"
        print("", name, found[name], file=sys.stderr, flush=True)
    return found


def measure(people: int, server: str, grown: int = 0) -> Iterator[tuple[int, dict[str, str]]]:
    name = f"people{people}"
    with psycopg.connect(server, autocommit=True) as connection:
        connection.execute(f"create database {name}")
    address = server.replace("/postgres", f"/{name}")
    with tempfile.TemporaryDirectory() as place:
        folder = Path(place)
        (folder / "rows").mkdir()
        workplace = with_revisions(filled(folder / "store", people), people)
        with workplace.store:
            start, work = time.perf_counter(), time.process_time()
            loaded = hub.load(workplace, address)
            seconds, own = time.perf_counter() - start, time.process_time() - work
            start = time.perf_counter()
            assert hub.load(workplace, address) == hub.HubReport(0, 0, 0)
            again = time.perf_counter() - start
        bare, count, size = bare_copy(address, folder / "rows")
    with psycopg.connect(address, autocommit=True) as connection:
        connection.execute("analyze")
    found = {
        "rows": f"{count:,}", "megabytes as COPY sends them": f"{size:,.0f}", "revisions": f"{loaded.revisions:,}",
        "load (s)": f"{seconds:.1f}", "of which this program's processor time (s)": f"{own:.1f}", "bare COPY (s)": f"{bare:.1f}",
        "load, share of the speed of COPY": f"{100 * bare / seconds:.0f}%", "load again, nothing new (s)": f"{again:.1f}",
    }  # fmt: skip
    print(json.dumps(found), file=sys.stderr, flush=True)
    yield people, found | tables_of(address)
    if grown:
        grow(address, grown // people)
        yield grown, tables_of(address)


def main() -> None:
    parser = argparse.ArgumentParser(description=__doc__.splitlines()[0] if __doc__ else "")
    parser.add_argument("--people", type=int, nargs="+", default=[1_000, 10_000])
    parser.add_argument("--grown", type=int, default=0)
    options = parser.parse_args()
    found: list[tuple[int, dict[str, Any]]] = []
    with postgres.running(*SETTINGS) as server:
        for people in options.people:
            found += measure(people, server, options.grown if people == options.people[-1] else 0)
    print("| |" + "".join(f" {people:,} |" for people, __ in found))
    print("|---|" + "---:|" * len(found))
    for name in found[0][1]:
        print(f"| {name} |" + "".join(f" {one.get(name, '–')} |" for __, one in found))


if __name__ == "__main__":
    main()
