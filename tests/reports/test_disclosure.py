"""No person can be known from a published table: the tests try it, with sums, with differences, and with several tables."""

from __future__ import annotations

import math
from collections.abc import Mapping
from datetime import date, timedelta

from hypothesis import given, settings
from hypothesis import strategies as st

from nbnb_desktop.reports import catalogue
from nbnb_desktop.reports.asking import Asked
from nbnb_desktop.reports.disclosure import SMALLEST, reference_date
from nbnb_desktop.reports.tables import HIDDEN, TOTAL, Table
from tests.reports.registers import left, published, rows

Bounds = dict[tuple[str, str], tuple[float, float]]

counts = st.dictionaries(
    st.tuples(st.sampled_from(["01", "02", "05", "08", "09"]), st.sampled_from(["KIM", "RC", "DT"])),
    st.one_of(st.integers(0, 12), st.integers(0, 60)),
    min_size=1,
)
"""Persons per exit and project."""


def register(cells: Mapping[tuple[str, str], int], later: Mapping[tuple[str, str], int] | None = None) -> dict:
    """An invented register; ``later`` are exits of the next quarter."""
    first = [(place, n, "2021-03-01") for place, n in cells.items()]
    second = [(place, n, "2021-05-01") for place, n in (later or {}).items()]
    return {
        "uitstroom": rows(
            "uitstroom",
            *(
                left(f"{place}{day}{one}", place[0], place[1], exit_date=day, gender=str(one % 2 + 1))
                for place, n, day in first + second
                for one in range(n)
            ),
        )
    }


def outside(name: str, sources: Mapping, **more: str) -> Table:
    return catalogue.make(name, Asked(sources, language="en", outsider=True, **more))


def told(table: Table) -> Bounds:
    """What each cell tells a reader who knows the rules: hidden is anything above 0, shown is at most two off, blank is 0."""
    found: Bounds = {}
    for row in table.rows:
        for column, cell in zip(table.columns, row.cells, strict=True):
            shown = cell.count_text()
            low = 1.0 if shown == HIDDEN else max(SMALLEST, int(shown) - 2) if shown else 0.0
            found[row.key, column.key] = (low, math.inf if shown == HIDDEN else int(shown) + 2 if shown else 0.0)
    return found


def attacked(bounds: Bounds, lines: list[list[tuple[str, str]]]) -> Bounds:
    """The bounds after using every sum (the last place of a line is its total) until nothing narrows any more."""
    known = dict(bounds)
    for __ in range(100):
        before = dict(known)
        for *parts, total in lines:
            low, high = sum(known[one][0] for one in parts), sum(known[one][1] for one in parts)
            known[total] = (max(known[total][0], low), min(known[total][1], high))
            for one in parts:
                others_low, others_high = low - known[one][0], sum(known[other][1] for other in parts if other != one)
                known[one] = (max(known[one][0], known[total][0] - others_high), min(known[one][1], known[total][1] - others_low))
                low, high = sum(known[one][0] for one in parts), sum(known[one][1] for one in parts)
        if known == before:
            return known
    return known


def lines_of(table: Table) -> list[list[tuple[str, str]]]:
    across = [[(row.key, column.key) for column in table.columns] for row in table.rows] if len(table.columns) > 1 else []
    return across + [[(row.key, column.key) for row in table.rows] for column in table.columns]


def true_count(cells: Mapping[tuple[str, str], int], place: tuple[str, str]) -> int:
    return sum(n for (row, column), n in cells.items() if place[0] in (row, TOTAL) and place[1] in (column, TOTAL))


@settings(max_examples=40, deadline=None)
@given(counts)
def test_no_small_count_can_be_worked_out_from_the_sums_of_a_table(cells: dict):
    table = outside("R2", register(cells))
    known = attacked(told(table), lines_of(table))
    for place, (low, high) in known.items():
        count = true_count(cells, place)
        assert low <= count <= high
        if 0 < count < SMALLEST:
            assert high - low >= 4, (place, count, low, high)


@settings(max_examples=25, deadline=None)
@given(counts)
def test_tables_of_one_project_beside_that_of_the_programme_give_nothing_away(cells: dict):
    whole = outside("R2", register(cells))
    known = told(whole)
    for project in {place[1] for place, n in cells.items() if n}:
        alone = outside("R2", register(cells), project=project)
        mine = attacked(told(alone), lines_of(alone))
        for place, (low, high) in mine.items():
            ours = (place[0], project if place[1] == TOTAL else place[1])
            known[ours] = (max(low, known[ours][0]), min(high, known[ours][1]))
    for place, (low, high) in attacked(known, lines_of(whole)).items():
        if 0 < true_count(cells, place) < SMALLEST:
            assert high - low >= 4


@settings(max_examples=25, deadline=None)
@given(counts, counts)
def test_the_difference_of_two_reference_dates_never_tells_how_few_came(cells: dict, later: dict):
    sources = register(cells, later)
    before, after = outside("R2", sources, date="2021-03-31"), outside("R2", sources, date="2021-06-30")
    known = attacked(told(before), lines_of(before)), attacked(told(after), lines_of(after))
    for place in known[0].keys() & known[1].keys():
        change = true_count(later, place)
        low = known[1][place][0] - known[0][place][1]
        high = known[1][place][1] - known[0][place][0]
        if 0 < change < SMALLEST:
            assert high > low, (place, change)


@settings(max_examples=25, deadline=None)
@given(counts, st.sampled_from(["R1", "R2", "R4", "R7", "R8", "R13", "R14", "R15"]))
def test_an_outsider_sees_no_count_below_ten_and_no_record(cells: dict, name: str):
    table = outside(name, register(cells))
    insider = catalogue.make(name, Asked(register(cells), language="en"))
    for row, full in zip(table.rows, insider.rows, strict=True):
        for cell, true in zip(row.cells, full.cells, strict=True):
            assert cell.ids == ()
            if true.ids:
                assert cell.suppressed or ((true.n or 0) >= SMALLEST and (cell.n or 0) % 5 == 0)
                assert not (cell.suppressed and cell.percent_text("en"))


@settings(max_examples=25, deadline=None)
@given(counts)
def test_a_table_of_the_programme_less_that_of_one_project_gives_no_exact_number(cells: dict):
    """R4 has no projects in it, so the programme's and a project's are two tables; here the attacker takes them apart."""
    sources = register(cells)
    whole = told(outside("R4", sources))
    for project in {place[1] for place, n in cells.items() if n}:
        rest = catalogue.make("R4", Asked({"uitstroom": [row for row in sources["uitstroom"] if row["project"] != project]}))
        for place, (low, high) in told(outside("R4", sources, project=project)).items():
            if 0 < (rest.cell(*place).n or 0) < SMALLEST:
                assert whole[place][1] - low > whole[place][0] - high


def test_a_row_with_one_small_cell_hides_a_second_one():
    table = outside(
        "R2", register({("01", "KIM"): 3, ("01", "RC"): 12, ("01", "DT"): 40, ("08", "KIM"): 50, ("08", "RC"): 50, ("08", "DT"): 50})
    )
    shown = {(row.key, column.key): cell.text("en") for row in table.rows for column, cell in zip(table.columns, row.cells, strict=True)}
    assert shown["01", "KIM"] == shown["01", "RC"] == HIDDEN
    assert shown["01", "DT"] == "40 (44)"
    assert shown["08", "KIM"] == shown["08", "RC"] == HIDDEN  # else the columns would tell


def test_the_published_register_tells_outsiders_nothing_small():
    cells = {(row["exit_code"], row["project"]): 0 for row in published()["uitstroom"]}
    for row in published()["uitstroom"]:
        cells[row["exit_code"], row["project"]] += 1
    table = outside("R2", published())
    for place, (low, high) in attacked(told(table), lines_of(table)).items():
        if 0 < true_count(cells, place) < SMALLEST:
            assert high - low >= 4
    assert table.cell(TOTAL, TOTAL).n == 395
    assert not any("3 drop-outs" in note for note in table.notes)


@given(st.dates(date(2015, 1, 1), date(2035, 12, 31)))
def test_outsiders_get_the_last_end_of_a_quarter(day: date):
    end = date.fromisoformat(reference_date(day.isoformat()))
    assert end <= day
    assert (end + timedelta(days=1)).day == 1
    assert (end.month % 3) == 0
    assert (day - end).days <= 92


def test_the_end_of_a_quarter_is_its_own_reference_date():
    assert [reference_date(day) for day in ("2021-03-31", "2021-03-30", "2021-01-01", "")] == ["2021-03-31", "2020-12-31", "2020-12-31", ""]
