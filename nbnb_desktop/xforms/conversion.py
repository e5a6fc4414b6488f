"""Rows to XForm: the one door to pyxform's converter, whose errors become faults with a place."""

from __future__ import annotations

import re
from collections.abc import Mapping
from typing import Any

from pyxform.errors import PyXFormError
from pyxform.xls2xform import convert

from nbnb_desktop.errors import Fault
from nbnb_desktop.i18n import _
from nbnb_desktop.xforms.wording import TEXT_COLUMNS
from nbnb_desktop.xforms.workbook import Workbook, refused, size_faults

# pyxform turns typographic quotes into straight ones everywhere, in texts too. There they pass it in disguise.
_QUOTES = "‘’“”"
_DISGUISE = {ord(quote): chr(0xF8E0 + index) for index, quote in enumerate(_QUOTES)}
_UNMASK = {ord(masked): chr(quote) for quote, masked in _DISGUISE.items()}
_ROW = re.compile(r"\[row ?: ?(\d+)\]")
_SHEET = re.compile(r"[Oo]n the '(\w+)' sheet")
_COLUMN = re.compile(r"the '([^']+)' value")


def to_xform(book: Workbook) -> tuple[str, str | None, tuple[Fault, ...]]:
    """The XForm, the external choices as CSV if there are any, and pyxform's warnings; raises FormError."""
    faults = list(size_faults(book))
    if faults:
        raise refused(faults)
    warnings: list[str] = []
    try:
        result = convert(_sheets(book), warnings=warnings)
    except PyXFormError as refusal:
        raise refused([_placed(book, "xlsform", str(refusal), refusal.context, "error")]) from None
    except Exception as refusal:  # pyxform trips over rows that nobody foresaw (KeyError, RecursionError ...)
        raise refused([Fault("converter", _("The converter gave up: {reason}").format(reason=repr(refusal)[:200]))]) from refusal
    return result.xform.translate(_UNMASK), result.itemsets, tuple(_placed(book, "xlsform", text, {}, "note") for text in warnings)


def _sheets(book: Workbook) -> dict[str, Any]:
    """What pyxform's own readers would have made of the rows."""
    result: dict[str, Any] = {"sheet_names": list(book.sheets), "fallback_form_name": book.stem}
    for sheet, rows in book.sheets.items():
        if rows:
            result[sheet] = [_disguised(row.cells, sheet) for row in rows]
            result[f"{sheet}_header"] = [dict.fromkeys(book.columns(sheet))]
    return result


def _disguised(cells: Mapping[str, str], sheet: str) -> dict[str, str]:
    texts = TEXT_COLUMNS.get(sheet, ("title",))
    return {column: text.translate(_DISGUISE) if column.partition("::")[0] in texts else text for column, text in cells.items()}


def _placed(book: Workbook, code: str, text: str, context: Mapping[str, Any], severity: str) -> Fault:
    """A message of pyxform with the place that it names, which for YAML becomes a line."""
    number = int(context.get("row") or _first(_ROW, text) or 0)
    sheet = str(context.get("sheet") or _first(_SHEET, text) or ("survey" if number else ""))
    column = str(context.get("column") or _first(_COLUMN, text) or "")
    message = text.translate(_UNMASK).strip()
    rows = book.rows(sheet)
    if 2 <= number < len(rows) + 2:
        row = rows[number - 2]
        return row.fault(code, _ROW.sub("", message).strip() if book.own else message, column.partition("::")[0], severity)
    return Fault(code, message, sheet, number, column, severity)


def _first(pattern: re.Pattern[str], text: str) -> str:
    found = pattern.search(text)
    return found.group(1) if found else ""
