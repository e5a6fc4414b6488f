"""A form as rows of cells, whatever it was written in, with the place of every cell.

All notations meet here (``notation`` reads YAML, ``spreadsheet`` the others); ``conversion`` makes an XForm of it.
"""

from __future__ import annotations

import re
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass, field

from nbnb_desktop.errors import Fault, FormError
from nbnb_desktop.i18n import _
from nbnb_desktop.xforms import limits

SHEET_SUFFIXES = (".xlsx", ".xlsm", ".xls", ".csv", ".md")
YAML_SUFFIXES = (".yaml", ".yml")
SUFFIXES = (*YAML_SUFFIXES, *SHEET_SUFFIXES, ".xml")
"""The notations that a form may come in."""

OPENING = {
    "begin_group": "group",
    "begin group": "group",
    "begin_repeat": "repeat",
    "begin repeat": "repeat",
    "begin_loop": "loop",
    "begin loop": "loop",
    "begin lgroup": "repeat",
    "begin looped group": "repeat",
}
CLOSING = {f"end{kind[5:]}" for kind in OPENING}
_LOOP = re.compile(r"(begin[ _]loop) over .*")

PLAIN = {
    "list name": "list_name",
    "dataset": "list_name",
    "value": "name",
    "tag": "name",
    "command": "type",
    "caption": "label",
    "relevance": "relevant",
    "calculate": "calculation",
    "read_only": "readonly",
    "count": "repeat_count",
    "jr:count": "repeat_count",
    "constraining_message": "constraint_message",
    "requiredmsg": "required_message",
    "bind::relevant": "relevant",
    "bind::constraint": "constraint",
    "bind::calculate": "calculation",
    "bind::required": "required",
    "bind::readonly": "readonly",
}
"""Other names that XLSForm has for a column."""


@dataclass(frozen=True, slots=True)
class Row:
    """The cells of one row by column; ``number`` is the spreadsheet's row or the line in a text."""

    cells: Mapping[str, str]
    sheet: str
    number: int
    lines: Mapping[str, int] = field(default_factory=dict)

    def fault(self, code: str, message: str, column: str = "", severity: str = "error") -> Fault:
        """A fault that stands in this row, at ``column`` if that has a line of its own."""
        return Fault(code, message, self.sheet, self.lines.get(column, self.number), column, severity)


@dataclass(frozen=True, slots=True)
class Workbook:
    """The sheets of one form; ``stem`` names the file, ``meta`` is our header (empty for a foreign form).

    ``own`` is true for our YAML notation: texts are Dutch and translated from the catalogues.
    """

    sheets: Mapping[str, tuple[Row, ...]]
    stem: str
    meta: Mapping[str, str] = field(default_factory=dict)
    own: bool = False

    def rows(self, sheet: str) -> tuple[Row, ...]:
        return self.sheets.get(sheet, ())

    @property
    def settings(self) -> Mapping[str, str]:
        """The cells of the first row of ``settings``."""
        first = next(iter(self.rows("settings")), None)
        return first.cells if first else {}

    def columns(self, sheet: str) -> tuple[str, ...]:
        """The columns of a sheet in the order in which they are first used."""
        return tuple(dict.fromkeys(column for row in self.rows(sheet) for column in row.cells))

    def with_sheet(self, sheet: str, rows: tuple[Row, ...]) -> Workbook:
        """The same form with other rows in one sheet."""
        return Workbook({**self.sheets, sheet: rows}, self.stem, self.meta, self.own)


def with_plain_columns(book: Workbook) -> Workbook:
    """The form with one name for each column, whichever of XLSForm's several its maker used; for checks."""
    return Workbook({sheet: tuple(_plain(row) for row in rows) for sheet, rows in book.sheets.items()}, book.stem, book.meta, book.own)


def _plain(row: Row) -> Row:
    cells = {_plain_column(column): text for column, text in row.cells.items()}
    return row if cells.keys() == row.cells.keys() else Row(cells, row.sheet, row.number, row.lines)


def _plain_column(column: str) -> str:
    head, colons, tail = column.partition("::")
    plain = column if head in ("label", "hint") else f"{head.strip().lower()}{colons}{tail}"
    return PLAIN.get(plain, plain)


@dataclass(frozen=True, slots=True)
class Placed:
    """A row of ``survey`` that makes a node: its generic ref below the root (``/group/name``) and its kind."""

    row: Row
    ref: str
    kind: str  # the first word of the type, or "group", "repeat"

    @property
    def parent(self) -> str:
        return self.ref.rpartition("/")[0]

    @property
    def name(self) -> str:
        return self.ref.rpartition("/")[2]


def survey_nodes(book: Workbook) -> Iterator[Placed]:
    """Every row of ``survey`` that makes a node, in order, with the path that its groups give it."""
    path = [""]
    for row in book.rows("survey"):
        kind = _kind(row)
        name = row.cells.get("name", "").strip()
        if kind in CLOSING:
            path = path[:-1] or [""]
        elif kind in OPENING:
            path.append(f"{path[-1]}/{name}")
            yield Placed(row, path[-1], OPENING[kind])
        elif kind and name:
            yield Placed(row, f"{path[-1]}/{name}", kind.split()[0])


def _kind(row: Row) -> str:
    """The type of a row, spaces and the letters of groups made even."""
    kind = " ".join(row.cells.get("type", "").split())
    lowered = _LOOP.sub(r"\1", kind.lower())
    return lowered if lowered in OPENING or lowered in CLOSING else kind


def refused(faults: Sequence[Fault]) -> FormError:
    """The one error for a form with faults."""
    title = _("The form has faults and was not taken into use.")
    return FormError(title, faults, _("Correct what is listed and try again; the form in use stays."))


def size_faults(book: Workbook) -> Iterator[Fault]:
    """What in ``book`` is larger than ``limits`` allows."""
    for sheet, rows in book.sheets.items():
        most = limits.ROWS.get(sheet, limits.ROWS["osm"])
        if len(rows) > most:
            yield rows[most].fault("too-many-rows", _("The sheet has more than {most} rows.").format(most=most))
        if len(book.columns(sheet)) > limits.COLUMNS:
            yield rows[0].fault("too-many-columns", _("The sheet has more than {most} columns.").format(most=limits.COLUMNS))
        yield from (
            row.fault("cell-too-long", _("The text has more than {most} characters.").format(most=limits.CELL_CHARACTERS), column)
            for row in rows
            for column, text in row.cells.items()
            if len(text) > limits.CELL_CHARACTERS
        )
    deepest = max(survey_nodes(book), key=lambda node: node.ref.count("/"), default=None)
    if deepest is not None and deepest.ref.count("/") > limits.NESTING:
        yield deepest.row.fault("too-deep", _("Groups are nested more than {most} deep.").format(most=limits.NESTING))
