"""What an outsider may see of a table: no cell from which one person could be known (spec 9.1; docs/reports.md).

Three things together, because each alone can be got round:

* a count of 1 to 9 is hidden, and with it whatever it could be derived from: in every row and column at least two cells are
  hidden, and together they hold ten or more;
* what is shown is rounded to a multiple of five, so that the difference between two tables, or between one project and the
  programme, is never an exact small number;
* the reference date is the end of a quarter, so that nobody can ask for two dates a day apart.
"""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import replace
from datetime import date, timedelta
from itertools import takewhile

from nbnb_desktop.i18n import N_, speaker
from nbnb_desktop.reports.figures import rounded
from nbnb_desktop.reports.tables import TOTAL, Cell, Row, Table

SMALLEST = 10
"""The smallest count that an outsider sees."""

STEP = 5
"""Shown counts are multiples of it."""

Place = tuple[int, int]


def reference_date(asked: str) -> str:
    """The last end of a quarter on or before the date that was asked for (ISO); "" stays ""."""
    if not asked:
        return ""
    day = date.fromisoformat(asked) + timedelta(days=1)
    return (date(day.year, (day.month - 1) // 3 * 3 + 1, 1) - timedelta(days=1)).isoformat()


def for_outsiders(table: Table) -> Table:
    """The table with small cells hidden, those that would give them away hidden too, and the rest rounded; without ids."""
    hidden = _small(table)
    while more := {place for line in _lines(table) if (place := _weakest(table, line, hidden)) is not None}:
        hidden |= more
    rows = tuple(
        replace(row, cells=tuple(_shown(cell, (r, c) in hidden) for c, cell in enumerate(row.cells))) for r, row in enumerate(table.rows)
    )
    say = speaker(table.language)
    notes = [say(N_("Counts are rounded to multiples of five, and percentages are of rounded counts."))]
    if hidden:
        notes.append(say(N_("x: fewer than ten, or hidden because a smaller number could be derived from it.")))
    return replace(table, rows=rows, n=rounded(table.n, STEP) if table.n >= SMALLEST else 0, notes=(*table.notes, *notes))


def _small(table: Table) -> set[Place]:
    """The cells that hold a small number, and figures and percentages of few."""
    return {(r, c) for r, row in enumerate(table.rows) for c, cell in enumerate(row.cells) if _is_small(cell)}


def _is_small(cell: Cell) -> bool:
    few = cell.n is not None and 0 < cell.n < SMALLEST
    return few and (bool(cell.ids) or cell.value is not None)


def _lines(table: Table) -> Iterator[list[Place]]:
    """Every row and column of cells that add up to a total, the total itself among them."""
    if not table.crossed:
        return
    for rows in (*_sections(table), *_parts(table)):
        for c in range(len(table.columns)):
            yield [(r, c) for r in rows]
    across = [c for c, column in enumerate(table.columns) if not column.part]
    if table.columns[-1].key == TOTAL:
        for r in range(len(table.rows)):
            yield [(r, c) for c in across]


def _sections(table: Table) -> Iterator[list[int]]:
    """The rows that add up together: those under one heading, with the total of the section or else of the table."""
    totals = [r for r, row in enumerate(table.rows) if row.kind == TOTAL]
    starts = [r for r, row in enumerate(table.rows) if row.kind == "heading"] or [0]
    for start, end in zip(starts, [*starts[1:], len(table.rows)], strict=True):
        inside = [r for r in range(start, end) if table.rows[r].kind not in ("heading", "figure", "of")]
        own = [r for r in inside if r in totals]
        yield inside if own else inside + totals[-1:]


def _parts(table: Table) -> Iterator[list[int]]:
    """A row with the rows that are parts of it."""
    for r, row in enumerate(table.rows):
        below = list(takewhile(lambda other: table.rows[other].kind == "of", range(r + 1, len(table.rows))))
        if row.kind != "of" and below:
            yield [r, *below]


def _weakest(table: Table, line: list[Place], hidden: set[Place]) -> Place | None:
    """The next cell to hide in a line whose hidden cells could be derived from the others; None when it is safe."""

    def count(place: Place) -> int:
        return table.rows[place[0]].cells[place[1]].n or 0

    out = [place for place in line if place in hidden]
    if not out or (len(out) > 1 and sum(map(count, out)) >= SMALLEST):
        return None
    rest = [place for place in line if place not in hidden and count(place)]
    return min(rest, key=lambda place: (_is_total(table, place), count(place), place), default=None)


def _is_total(table: Table, place: Place) -> bool:
    row: Row = table.rows[place[0]]
    return row.kind == TOTAL or table.columns[place[1]].key == TOTAL


def _shown(cell: Cell, hide: bool) -> Cell:
    if hide:
        return Cell(suppressed=True)
    if cell.n is None or not cell.ids:
        return replace(cell, ids=())
    return replace(cell, n=rounded(cell.n, STEP), base=rounded(cell.base, STEP), ids=())
