"""A finished table as a file: CSV and JSON for other programs, .xlsx for a spreadsheet, PDF for paper."""

from __future__ import annotations

import csv
import io
import json
from collections.abc import Callable, Iterator, Mapping
from datetime import datetime

from nbnb_desktop.actions.logic_drawing import chains
from nbnb_desktop.documents import pages
from nbnb_desktop.documents.wording import PAGE_OF, day
from nbnb_desktop.errors import RecordError
from nbnb_desktop.i18n import N_, _, speaker
from nbnb_desktop.reports.codes import codes
from nbnb_desktop.reports.figures import percent
from nbnb_desktop.reports.tables import TOTAL, Cell, Row, Table

NO_HOUSE = pages.House()
MANY, ROOM = 6, 9
"""Columns beyond which a page has no room for a count and its percentage on one line, and for all columns beside each other."""

Value = str | int | float | None


def facts(table: Table) -> tuple[tuple[str, str], ...]:
    """What stands above every table: the reference date, of what, how many."""
    say = speaker(table.language)
    when = day(datetime.fromisoformat(table.date).date(), table.language) if table.date else say(N_("everything registered"))
    what = codes("project").label(table.project, table.language) if table.project else say(N_("the whole programme"))
    return (say(N_("Reference date")), when), (say(N_("Of")), what), ("N", str(table.n))


def to_csv(table: Table) -> bytes:
    """Comma separated, UTF-8 with a mark so that spreadsheets know it; a column of counts and one of percentages per column."""
    stream = io.StringIO()
    writer = csv.writer(stream, lineterminator="\r\n")
    writer.writerow(["code", table.first or "", *_heads(table)])
    for row in table.rows:
        writer.writerow([row.key, row.label, *("" if value is None else value for value in _values(table, row.cells))])
    return stream.getvalue().encode("utf-8-sig")


def to_json(table: Table) -> bytes:
    """Everything but the records behind the cells: title, columns, rows with n, percentage and the printed text, notes."""
    columns = [{"key": column.key, "label": column.label} for column in table.columns]
    rows = [
        {"key": row.key, "label": row.label, "kind": row.kind, "cells": [_plain(table, cell) for cell in row.cells]} for row in table.rows
    ]
    head = {
        "name": table.name,
        "title": table.title,
        "language": table.language,
        "date": table.date,
        "project": table.project,
        "n": table.n,
    }
    return json.dumps({**head, "columns": columns, "rows": rows, "notes": table.notes}, ensure_ascii=False, indent=1).encode()


def _plain(table: Table, cell: Cell) -> dict[str, Value]:
    if cell.suppressed:
        return {"suppressed": True, "text": cell.text(table.language)}
    plain: dict[str, Value] = {"n": cell.n, "text": cell.text(table.language)}
    if cell.base and cell.n is not None:
        plain["percent"] = _share(cell)
    if cell.value is not None:
        plain["value"] = cell.value
    return plain


def _share(cell: Cell) -> Value:
    units = percent(cell.n or 0, cell.base, cell.percent_places)
    return units if units is None or not cell.percent_places else units / 10**cell.percent_places


def to_xlsx(table: Table) -> bytes:
    """A workbook with one sheet: title, facts, the table with numbers as numbers, notes."""
    from openpyxl import Workbook  # slow to import, and rarely needed
    from openpyxl.styles import Alignment, Font
    from openpyxl.utils import get_column_letter

    book = Workbook()
    sheet = book.active
    sheet.title = table.name
    sheet.append([table.title])
    sheet["A1"].font = Font(bold=True, size=14)
    for label, value in facts(table):
        sheet.append([label, value])
    sheet.append([])
    heads = [table.first, *_heads(table)]
    sheet.append(heads)
    for cell in sheet[sheet.max_row]:
        cell.font, cell.alignment = Font(bold=True), Alignment(wrap_text=True, vertical="top")
    sheet.freeze_panes = sheet.cell(sheet.max_row + 1, 2)
    for row in table.rows:
        sheet.append([row.label, *_values(table, row.cells)])
        if row.kind in ("heading", TOTAL):
            for cell in sheet[sheet.max_row]:
                cell.font = Font(bold=True)
    sheet.append([])
    for note in table.notes:
        sheet.append([note])
    sheet.column_dimensions["A"].width = 44
    for number in range(2, len(heads) + 1):
        sheet.column_dimensions[get_column_letter(number)].width = 14
    stream = io.BytesIO()
    book.save(stream)
    return stream.getvalue()


def _heads(table: Table) -> list[str]:
    return [
        head for column in table.columns for head in (column.label, f"{column.label} (%)")[: 2 if _has_shares(table, column.key) else 1]
    ]


def _has_shares(table: Table, column: str) -> bool:
    """Whether a column has counts with percentages, which take a column of their own in a file."""
    return any(cell.shows == "count" and cell.base and cell.value is None for row in table.rows if (cell := table.cell(row.key, column)))


def _values(table: Table, cells: tuple[Cell, ...]) -> Iterator[Value]:
    for column, cell in zip(table.columns, cells, strict=True):
        share = _has_shares(table, column.key)
        yield from (_count(cell), _printed_share(cell))[: 2 if share else 1]


def _count(cell: Cell) -> Value:
    if cell.suppressed or cell.words or cell.shows == "words":
        return cell.text("en")
    if cell.shows == "percent":
        return _share(cell) if cell.base else None
    return cell.n if cell.value is None else round(cell.value, cell.places)


def _printed_share(cell: Cell) -> Value:
    if cell.suppressed:
        return cell.text("en")
    return _share(cell) if cell.n and cell.base and cell.value is None else None


def to_pdf(table: Table, at_home: pages.House = NO_HOUSE, made_at: datetime | None = None) -> bytes:
    """The table on paper with its bars and notes, in the style of a house. Raises DocumentError."""
    from nbnb_desktop.documents import pdf

    return pdf.render(document(table, at_home, made_at))


FORMATS: Mapping[str, Callable[[Table], bytes]] = {"csv": to_csv, "json": to_json, "xlsx": to_xlsx, "pdf": to_pdf}


def written(table: Table, form: str) -> bytes:
    """The table in one of FORMATS. Raises RecordError, DocumentError."""
    if form not in FORMATS:
        raise RecordError(
            _("A table cannot be saved as {form}.").format(form=form or "?"),
            _("Choose one of: {names}.").format(names=", ".join(FORMATS)),
        )
    return FORMATS[form](table)


def document(table: Table, at_home: pages.House = NO_HOUSE, made_at: datetime | None = None) -> pages.Document:
    """The page model of a table."""
    say = speaker(table.language)
    drawn = bars(table) or chains(table)
    blocks: tuple[pages.Block, ...] = (
        pages.Heading(f"{table.name} {table.title}", 1),
        pages.Facts(facts(table)),
        *_grids(table),
        *((drawn,) if drawn else ()),
        pages.List(table.notes),
    )
    section = pages.Section(table.language, blocks, table.title, say(PAGE_OF), compact=True)
    return pages.Document(table.title, table.language, (section,), at_home, at_home.organisation, created=made_at)


def _grids(table: Table) -> tuple[pages.Block, ...]:
    """The table, or parts of it under each other where a page is too narrow for all columns."""
    size = len(table.columns) if len(table.columns) <= ROOM else MANY
    return tuple(_grid(table, range(start, min(start + size, len(table.columns)))) for start in range(0, len(table.columns), size or 1))


def _grid(table: Table, places: range) -> pages.Table:
    broad = len(places) <= MANY
    return pages.Table(
        (table.first, *(table.columns[place].label for place in places)),
        tuple((row.label, *(_printed(table, row, row.cells[place], broad) for place in places)) for row in table.rows),
        (3.0 if broad else 2.2, *(1.0 for __ in places)),
        frozenset(range(1, len(places) + 1)),
    )


def _printed(table: Table, row: Row, cell: Cell, broad: bool) -> str:
    """A count stays on one line with its percentage where there is room; totals of 100 percent are printed without it."""
    shown = cell.count_text() if row.kind == TOTAL and cell.n == cell.base else cell.text(table.language)
    return shown.replace(" (", "\N{NO-BREAK SPACE}(") if broad else shown


def bars(table: Table) -> pages.Chart | None:
    """The counts of the table's chart column as bars; hidden cells and empty rows have none."""
    if not table.chart:
        return None
    shown = [
        (row.label, row_cell) for row in table.rows if row.kind in ("", "unknown") and (row_cell := table.cell(row.key, table.chart)).n
    ]
    if not shown:
        return None
    made = tuple(pages.Bar(label, float(cell.n or 0), cell.text(table.language)) for label, cell in shown)
    return pages.Chart(made, max(float(cell.n or 0) for __, cell in shown), table.title)


def text(table: Table) -> str:
    """The table for a terminal: columns at their width, notes below."""
    lines: list[list[str]] = [[table.first, *(column.key if len(column.label) > 24 else column.label for column in table.columns)]]
    lines += [[row.label, *(cell.text(table.language) for cell in row.cells)] for row in table.rows]
    widths = [max(len(line[number]) for line in lines) for number in range(len(lines[0]))]
    body = ["  ".join(_aligned(cell, widths[number], number) for number, cell in enumerate(line)).rstrip() for line in lines]
    head = [f"{table.name} {table.title}", "   ".join(f"{label}: {value}" for label, value in facts(table)), ""]
    return "\n".join([*head, *body, "", *(f"* {note}" for note in table.notes)])


def _aligned(cell: str, width: int, number: int) -> str:
    return cell.rjust(width) if number else cell.ljust(width)
