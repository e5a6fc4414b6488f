"""Forms from .xlsx, .xls, .csv and .md: guarded, then read by pyxform into rows.

Formulas are read as the values that the spreadsheet program saved; macros are never looked at.
"""

from __future__ import annotations

import warnings
import zipfile
from collections.abc import Callable, Iterable, Iterator, Mapping
from pathlib import Path
from typing import Any

from pyxform.errors import PyXFormError
from pyxform.xls2json_backends import csv_to_dict, md_to_dict, xls_to_dict, xlsx_to_dict

from nbnb_desktop.errors import Fault, FormError
from nbnb_desktop.i18n import _
from nbnb_desktop.xforms import limits
from nbnb_desktop.xforms.workbook import Row, Workbook


def read(path: Path) -> Workbook:
    """The form in a spreadsheet or table file; raises FormError before anything large is unpacked."""
    guard, reader = _READERS[path.suffix.lower()]
    guard(path)
    try:
        with warnings.catch_warnings():  # openpyxl warns of charts and the like, which no form needs
            warnings.simplefilter("ignore")
            sheets = reader(str(path))
    except PyXFormError as refusal:
        raise unreadable(str(refusal)) from None
    except Exception as refusal:  # three foreign readers on foreign bytes raise nearly anything
        raise unreadable(type(refusal).__name__) from refusal
    return from_sheets(sheets, path.stem)


def from_markdown(text: str, stem: str = "data") -> Workbook:
    """The form in a Markdown table (also how tests write small forms)."""
    try:
        return from_sheets(md_to_dict(text.encode("utf-8")), stem)
    except PyXFormError as refusal:
        raise unreadable(str(refusal)) from None
    except Exception as refusal:  # as above
        raise unreadable(type(refusal).__name__) from refusal


def from_sheets(sheets: Mapping[str, Any], stem: str) -> Workbook:
    """pyxform's reading of a workbook as ours: the header is row 1, so the first row is 2."""
    return Workbook({sheet: tuple(_rows(sheet, rows)) for sheet, rows in sheets.items() if sheet in limits.ROWS}, stem)


def _rows(sheet: str, rows: Iterable[Mapping[Any, Any]]) -> Iterator[Row]:
    """Cells below no heading are notes of the maker."""
    for number, cells in enumerate(rows, start=2):
        yield Row({str(column): str(text) for column, text in cells.items() if column and text is not None}, sheet, number)


def unreadable(reason: str) -> FormError:
    """The refusal of a file that is not what its name says."""
    return FormError(
        _("This file cannot be read as a form."),
        [Fault("unreadable", _("The reader says: {reason}").format(reason=reason))],
        _("Save it again as .xlsx from a spreadsheet program and try that file."),
    )


def too_large(what: str) -> FormError:
    """The refusal of a file beyond ``limits``."""
    advice = _("Remove pictures and sheets that do not belong to the form.")
    return FormError(_("This file is too large to be a form."), [Fault("too-large", what)], advice)


def _guard_size(most: int) -> Callable[[Path], None]:
    def guard(path: Path) -> None:
        if path.stat().st_size > most:
            raise too_large(_("The file is larger than {most} MB.").format(most=most // limits.MEBIBYTE))

    return guard


def _guard_archive(path: Path) -> None:
    """Refuses a zip bomb by what its directory declares; zipfile never unpacks more than that."""
    _guard_size(limits.FILE_BYTES)(path)
    try:
        with zipfile.ZipFile(path) as archive:
            parts = archive.infolist()
    except (zipfile.BadZipFile, OSError, ValueError, NotImplementedError) as refusal:
        raise unreadable(str(refusal)) from refusal
    if len(parts) > limits.PARTS or sum(part.file_size for part in parts) > limits.UNPACKED_BYTES:
        raise too_large(_("Unpacked it is larger than {most} MB.").format(most=limits.UNPACKED_BYTES // limits.MEBIBYTE))
    if any(_suspicious(part) for part in parts):
        raise too_large(_("A part of the file is packed more than {most} times.").format(most=limits.UNPACK_RATIO))


def _suspicious(part: zipfile.ZipInfo) -> bool:
    return part.file_size > limits.RATIO_FROM and part.file_size > limits.UNPACK_RATIO * max(1, part.compress_size)


_Reader = Callable[[str], Mapping[str, Any]]
_READERS: dict[str, tuple[Callable[[Path], None], _Reader]] = {
    ".xlsx": (_guard_archive, xlsx_to_dict),
    ".xlsm": (_guard_archive, xlsx_to_dict),
    ".xls": (_guard_size(limits.FILE_BYTES), xls_to_dict),
    ".csv": (_guard_size(limits.TEXT_BYTES), csv_to_dict),
    ".md": (_guard_size(limits.TEXT_BYTES), md_to_dict),
}
