"""A form as an XLSForm workbook for KoboToolbox and ODK, with all its languages as columns."""

from __future__ import annotations

import io
from collections.abc import Iterable, Mapping, Sequence

from openpyxl import Workbook as Spreadsheet
from openpyxl.cell.cell import ILLEGAL_CHARACTERS_RE, WriteOnlyCell
from openpyxl.styles import Alignment, Font
from openpyxl.utils import get_column_letter

from nbnb_desktop.xforms.workbook import Row, Workbook

_FIRST = ("type", "list_name", "name")


def to_xlsx(book: Workbook) -> bytes:
    """The bytes of a workbook with the sheets of ``book``; every cell is text, also one that begins with ``=``."""
    spreadsheet = Spreadsheet(write_only=True)
    for name, rows in book.sheets.items():
        if rows:
            columns = sorted(book.columns(name), key=_place)
            sheet = spreadsheet.create_sheet(name)
            sheet.freeze_panes = "A2"
            for number in range(1, len(columns) + 1):
                sheet.column_dimensions[get_column_letter(number)].width = 24
            sheet.append(_cells(sheet, columns, Font(bold=True)))
            for row in rows:
                sheet.append(_cells(sheet, [row.cells.get(column, "") for column in columns], Font()))
    target = io.BytesIO()
    spreadsheet.save(target)
    return target.getvalue()


def with_pictures(book: Workbook, pictures: Mapping[tuple[str, str], str]) -> Workbook:
    """The form with the column ``image`` filled where ``pictures`` has a file and the row has no picture of its own."""
    for sheet in ("survey", "choices") if pictures else ():
        book = book.with_sheet(sheet, tuple(_with_picture(row, pictures) for row in book.rows(sheet)))
    return book


def _with_picture(row: Row, pictures: Mapping[tuple[str, str], str]) -> Row:
    file = pictures.get((row.cells.get("list_name") or row.sheet, row.cells.get("name", "")))
    if not file or any(column.partition("::")[0] == "image" for column in row.cells):
        return row
    return Row({**row.cells, "image": file}, row.sheet, row.number, row.lines)


def _place(column: str) -> tuple[int, str]:
    """What a row is comes first, then columns by name, languages in the order of the form."""
    return (_FIRST.index(column), "") if column in _FIRST else (len(_FIRST), column.partition("::")[0])


def _cells(sheet: object, texts: Iterable[str], font: Font) -> Sequence[WriteOnlyCell]:
    cells = []
    for text in texts:
        cell = WriteOnlyCell(sheet, value=None)
        if text:
            cell.value = ILLEGAL_CHARACTERS_RE.sub("", text)
            cell.data_type = "s"
            cell.font = font
            cell.alignment = Alignment(wrap_text=True, vertical="top")
        cells.append(cell)
    return cells
