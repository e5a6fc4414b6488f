"""A hub in a real PostgreSQL that the test starts itself, loaded from invented registers."""

from __future__ import annotations

import threading
from collections.abc import Callable, Iterator
from dataclasses import replace
from pathlib import Path

import pytest

from nbnb_desktop.actions import duplicates, exchange, hub, laptops, reporting
from nbnb_desktop.actions.entry import reopen, save, snapshot
from nbnb_desktop.actions.registering import record
from nbnb_desktop.actions.workplace import Workplace
from nbnb_desktop.errors import RecordError, StoreError
from nbnb_desktop.reports.tables import Table
from tests.actions import postgres

psycopg = pytest.importorskip("psycopg", reason="the optional library psycopg is not installed")


@pytest.fixture(scope="module")
def server() -> Iterator[str]:
    """The address of a PostgreSQL of its own, without a password, on this machine only."""
    if (lacking := postgres.lacking()) != "":
        pytest.skip(lacking)
    with postgres.running("fsync=off") as address:
        yield address


@pytest.fixture
def address(server: str, request: pytest.FixtureRequest) -> str:
    """An empty database."""
    name = f"t{abs(hash(request.node.name))}"
    with psycopg.connect(server, autocommit=True) as connection:
        connection.execute(f'create database "{name}"')
    return server.replace("/postgres", f"/{name}")


def exits(workplace: Workplace, path: Path, *lines: str) -> None:
    head = "id,project,exit_code,contract_months,hours_per_week,job_function"
    path.write_text("\n".join((head, *lines)) + "\n", encoding="utf-8")
    record(workplace, "uitstroom", path)


def counted(address: str, question: str) -> int:
    with psycopg.connect(address) as connection:
        return int(connection.execute(question).fetchone()[0])


def shown(table: Table) -> Table:
    """The table with the people behind its cells in one order: two laptops took them in in their own."""
    rows = (replace(row, cells=tuple(replace(cell, ids=tuple(sorted(cell.ids))) for cell in row.cells)) for row in table.rows)
    return replace(table, rows=tuple(rows))


def test_the_tables_of_the_hub_are_those_of_the_store(workplace: Workplace, address: str, tmp_path: Path):
    exits(workplace, tmp_path / "a.csv", "VP-1,KIM,01,12,32,F25", "VP-2,RC,08,,,", "VP-3,RC,04,,,")
    loaded = hub.load(workplace, address)
    assert (loaded.revisions, loaded.submissions) == (6, 6)
    for name in ("R1", "R2", "R4", "R6", "R9", "R15"):
        assert shown(hub.report(address, name)) == shown(reporting.report(workplace, name))


def test_loading_again_adds_nothing_and_what_came_since_is_added(workplace: Workplace, address: str, tmp_path: Path):
    exits(workplace, tmp_path / "a.csv", "VP-1,KIM,08,,,")
    hub.load(workplace, address)
    assert hub.load(workplace, address) == hub.HubReport(0, 0, 0)
    exits(workplace, tmp_path / "b.csv", "VP-2,KIM,08,,,")
    assert hub.load(workplace, address) == hub.HubReport(2, 2, 2)
    assert hub.report(address, "R2").n == 2


def test_a_load_that_stopped_goes_on_where_it_was(workplace: Workplace, address: str, tmp_path: Path, monkeypatch: pytest.MonkeyPatch):
    exits(workplace, tmp_path / "a.csv", *(f"VP-{number},KIM,08,,," for number in range(5)))
    monkeypatch.setattr(hub, "PIECE", 4)

    def stop(done: int, _total: int) -> None:
        raise KeyboardInterrupt

    with pytest.raises(KeyboardInterrupt):
        hub.load(workplace, address, stop)
    assert counted(address, "select count(*) from revision") == 4
    assert hub.load(workplace, address).revisions == 6
    assert shown(hub.report(address, "R2")) == shown(reporting.report(workplace, "R2"))


def test_what_was_erased_here_is_erased_there(workplace: Workplace, address: str, tmp_path: Path):
    exits(workplace, tmp_path / "a.csv", "VP-1,KIM,08,,,", "VP-2,KIM,08,,,")
    hub.load(workplace, address)
    person = workplace.store.participants.search("VP-1").rows[0].id
    workplace.store.erase(person, "sanne")
    hub.load(workplace, address)
    assert counted(address, f"select count(*) from revision where participant = '{person}' and length(payload) > 0") == 0
    assert counted(address, f"select count(*) from form_uitstroom where _participant = '{person}'") == 0
    assert hub.report(address, "R2").n == 1


def test_who_lacks_what_the_hub_has_cannot_say_how_things_stand(make_workplace: Callable[[str], Workplace], address: str, tmp_path: Path):
    one, other = make_workplace("een"), make_workplace("twee")
    exits(one, tmp_path / "a.csv", "VP-1,KIM,08,,,")
    exits(other, tmp_path / "b.csv", "VP-2,RC,08,,,")
    hub.load(one, address)
    with pytest.raises(RecordError, match="2"):
        hub.load(other, address)
    assert hub.report(address, "R2").n == 1
    laptops.pair(one, laptops.my_card(other))
    laptops.pair(other, laptops.my_card(one))
    exchange.export(one, [other.store.device.name], tmp_path / "one.nbnb")
    exchange.import_file(other, tmp_path / "one.nbnb")
    hub.load(other, address)
    assert hub.report(address, "R2").n == 2


def test_two_loaders_at_once_give_one_right_hub(make_workplace: Callable[[str], Workplace], address: str, tmp_path: Path):
    one, other = make_workplace("een"), make_workplace("twee")
    exits(one, tmp_path / "a.csv", *(f"VP-{number},KIM,08,,," for number in range(30)))
    laptops.pair(one, laptops.my_card(other))
    laptops.pair(other, laptops.my_card(one))
    exchange.export(one, [other.store.device.name], tmp_path / "one.nbnb")
    exchange.import_file(other, tmp_path / "one.nbnb")
    gate, found = threading.Barrier(2), []

    def together(workplace: Workplace) -> None:
        gate.wait()
        found.append(hub.load(workplace, address))

    beside = threading.Thread(target=together, args=(one,))
    beside.start()
    together(other)
    beside.join()
    assert sum(each.revisions for each in found) == counted(address, "select count(*) from revision") == 60
    assert counted(address, "select count(*) from form_uitstroom") == 30
    assert shown(hub.report(address, "R2")) == shown(reporting.report(one, "R2"))


def test_a_hub_that_is_not_there_is_said_to_be_so(workplace: Workplace):
    with pytest.raises(StoreError):
        hub.load(workplace, "postgresql://nbnb@127.0.0.1:1/none?connect_timeout=2")


def test_persons_who_were_merged_count_once_in_the_hub_too(workplace: Workplace, address: str, tmp_path: Path):
    exits(workplace, tmp_path / "a.csv", "VP-1,KIM,08,,,", "VP-2,KIM,08,,,")
    hub.load(workplace, address)
    one, other = (workplace.store.participants.search(number).rows[0].id for number in ("VP-1", "VP-2"))
    duplicates.merge(workplace, one, other)
    hub.load(workplace, address)
    assert shown(hub.report(address, "R2")) == shown(reporting.report(workplace, "R2"))
    assert hub.report(address, "R2").n == 1


def test_an_answer_that_changed_since_stands_anew_in_the_hub(workplace: Workplace, address: str, tmp_path: Path):
    exits(workplace, tmp_path / "a.csv", "VP-1,KIM,08,,,", "VP-2,KIM,08,,,")
    hub.load(workplace, address)
    person = workplace.store.participants.search("VP-2").rows[0].id
    (exit_form,) = (row.id for row in workplace.store.submissions.of(person) if row.form_id == "uitstroom")
    entry = reopen(workplace, exit_form)
    place = next(ref for ref in workplace.library.definition("uitstroom").elements if ref.endswith("/exit_code"))
    entry.session.answer_text(place, "02")
    save(workplace, snapshot(entry))
    loaded = hub.load(workplace, address)
    assert (loaded.revisions, loaded.submissions) == (1, 1)
    assert shown(hub.report(address, "R2")) == shown(reporting.report(workplace, "R2"))
    assert hub.report(address, "R2").cell("02", "KIM").n == 1
