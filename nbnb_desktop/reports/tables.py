"""What a table is: rows and columns of counted cells, each knowing the records behind it. Pure data, ready to be shown."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Callable, Iterable, Mapping, Sequence
from dataclasses import dataclass
from typing import TypeVar

from nbnb_desktop.reports.figures import decimal, percentage

TOTAL = "total"
UNKNOWN = "unknown"
RUNNING = "running"
HIDDEN = "x"
"""What stands in a cell that is not shown."""


@dataclass(frozen=True, slots=True)
class Cell:
    """One cell. ``n`` counts persons (or what the table counts) and ``base`` is what it is a percentage of, 0 for none.

    ``ids`` are the records behind it. A cell can hold a figure (``value``, a mean for
    example) or words instead, or show only one of them. ``suppressed``: not to be shown to this reader; then nothing of it is left.
    """

    n: int | None = None
    base: int = 0
    ids: tuple[str, ...] = ()
    value: float | None = None
    places: int = 2
    words: str = ""
    shows: str = "count"  # count (with its percentage), percent or words
    suppressed: bool = False
    percent_places: int = 0

    def count_text(self) -> str:
        """The count or figure without its percentage; blank for nothing, as the evaluation prints it."""
        if self.suppressed:
            return HIDDEN
        return "" if not self.n else str(self.n)

    def percent_text(self, language: str) -> str:
        """The percentage; blank for nothing."""
        if self.suppressed or not self.n:
            return ""
        return percentage(self.n, self.base, self.percent_places, language)

    def text(self, language: str) -> str:
        """As it is printed: ``76 (19)``, ``9,15``, words, blank for zero, x where it is hidden."""
        if self.suppressed:
            return HIDDEN
        if self.value is not None:
            return decimal(self.value, self.places, language)
        if self.shows != "count":
            return self.words if self.shows == "words" else self.percent_text(language)
        share = self.percent_text(language)
        counted = f"{self.count_text()} ({share})" if share else self.count_text()
        return f"{self.words} {counted}".strip()


BLANK = Cell()


@dataclass(frozen=True, slots=True)
class Column:
    """``part``: what it counts is counted in another column too, so that it is no part of the row's total."""

    key: str
    label: str
    part: bool = False


@dataclass(frozen=True, slots=True)
class Row:
    """``kind``: "" for a row that counts, heading, total, unknown, running (still in the programme), of (with the rows like it the
    parts of the last row that is not of), figure (stands apart from the rest).
    """

    key: str
    label: str
    cells: tuple[Cell, ...]
    kind: str = ""


@dataclass(frozen=True, slots=True)
class Table:
    """A finished table in one language. ``date`` is the reference date (ISO) or "" for everything that is registered.

    ``n`` is the number of records that it is about. ``chart`` names the column whose counts are drawn as bars, "" for none.
    ``crossed``: its rows and columns add up to their totals, so that a hidden cell could be derived from the others.
    """

    name: str
    title: str
    language: str
    columns: tuple[Column, ...]
    rows: tuple[Row, ...]
    n: int = 0
    date: str = ""
    project: str = ""
    notes: tuple[str, ...] = ()
    chart: str = ""
    first: str = ""  # the heading above the rows' labels
    crossed: bool = True

    def cell(self, row: str, column: str) -> Cell:
        """The cell by its keys; a blank one where there is no such row or column."""
        place = next((number for number, one in enumerate(self.columns) if one.key == column), -1)
        found = next((one for one in self.rows if one.key == row), None)
        return found.cells[place] if found and place >= 0 and place < len(found.cells) else BLANK


Item = TypeVar("Item")
Keys = tuple[str, ...]
Counts = Mapping[tuple[str, str], Sequence[str]]


def cross(
    items: Iterable[Item], ident: Callable[[Item], str], rows: Callable[[Item], Keys], columns: Callable[[Item], Keys]
) -> dict[tuple[str, str], list[str]]:
    """The ids of the items by (row key, column key); an item may stand in several rows and columns, totals among them."""
    found: defaultdict[tuple[str, str], list[str]] = defaultdict(list)
    for item in items:
        own, across = ident(item), columns(item)
        for row in rows(item):
            for column in across:
                found[row, column].append(own)
    return dict(found)


Base = Callable[[str, str], tuple[str, str] | None]
"""(row key, column key) -> the keys of the cell that it is a percentage of."""


def of_column(_row: str, column: str) -> tuple[str, str]:
    """A percentage of the column's total."""
    return (TOTAL, column)


def of_row(row: str, _column: str) -> tuple[str, str]:
    """A percentage of the row's total."""
    return (row, TOTAL)


def counted_rows(
    counts: Counts, rows: Iterable[tuple[str, str, str]], columns: Sequence[Column], base: Base | None = of_column, percent_places: int = 0
) -> tuple[Row, ...]:
    """The rows (key, label, kind) with a cell for every column."""

    def cell(row: str, column: str) -> Cell:
        ids = counts.get((row, column), ())
        whole = base(row, column) if base else None
        return Cell(len(ids), len(counts.get(whole, ())) if whole else 0, tuple(ids), percent_places=percent_places)

    return tuple(Row(key, label, tuple(cell(key, column.key) for column in columns), kind) for key, label, kind in rows)
