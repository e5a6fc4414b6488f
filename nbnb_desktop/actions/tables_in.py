"""Reading what people have: a CSV or JSON file as rows of text, with the line that each came from."""

from __future__ import annotations

import csv
import io
import json
import re
from collections.abc import Iterator, Sequence
from dataclasses import dataclass, field
from pathlib import Path

from nbnb_desktop.errors import RecordError
from nbnb_desktop.i18n import _

LARGEST = 64 << 20
"""Bytes of a file that is read."""

DELIMITERS = ",;\t|"
_DUTCH_DATE = re.compile(r"(\d{1,2})[-/.](\d{1,2})[-/.](\d{4})\Z")
_SPOILT = re.compile(r"#{3,}\Z|\d[.,]\d+E\+\d+\Z")


@dataclass(frozen=True, slots=True)
class Line:
    """One row: the number of its line (the heading is 1) and its cells by column name, trimmed, without the empty ones.

    ``repeats`` are the rows of repeats by the repeat's name (JSON only: a list of objects).
    """

    number: int
    cells: dict[str, str]
    repeats: dict[str, tuple[Line, ...]] = field(default_factory=dict)


def read(path: Path) -> tuple[Line, ...]:
    """The rows of ``path``. Raises RecordError when it cannot be read as a table."""
    try:
        if path.stat().st_size > LARGEST:
            raise RecordError(_("This file is too large."), _("Cut it into files of at most 64 MB."))
        raw = path.read_bytes()
    except OSError as refusal:
        raise RecordError(_("The file {name} cannot be read.").format(name=path.name), _("Check that it is there.")) from refusal
    text = _decoded(raw)
    return tuple(_json_lines(text) if path.suffix.lower() == ".json" else _csv_lines(text))


def iso_date(text: str) -> str:
    """``1-3-2021`` (day first, as the Dutch write it) -> ``2021-03-01``; anything else as it is."""
    found = _DUTCH_DATE.match(text)
    return f"{found[3]}-{int(found[2]):02d}-{int(found[1]):02d}" if found else text


def is_spoilt(text: str) -> bool:
    """``####`` or ``1,2E+11``: what a spreadsheet makes of a cell that was too narrow or a long number."""
    return bool(_SPOILT.match(text))


def _decoded(raw: bytes) -> str:
    """UTF-8 (with or without mark) or UTF-16 by its mark, else Windows-1252, which every byte of old Excel files fits."""
    if raw[:2] in (b"\xff\xfe", b"\xfe\xff"):
        return raw.decode("utf-16", errors="replace")
    try:
        return raw.decode("utf-8-sig")
    except UnicodeDecodeError:
        return raw.decode("cp1252", errors="replace")


def _csv_lines(text: str) -> Iterator[Line]:
    heading = text.partition("\n")[0]
    delimiter = max(DELIMITERS, key=heading.count)
    try:
        reader = csv.reader(io.StringIO(text, newline=""), delimiter=delimiter, strict=True)
        names = [name.strip() for name in next(reader, [])]
        _check_heading(names)
        for cells in reader:
            if any(cell.strip() for cell in cells):
                if len(cells) > len(names):
                    raise RecordError(
                        _("Line {number} has more cells than the heading.").format(number=reader.line_num),
                        _("Check for a delimiter inside a text."),
                    )
                yield Line(reader.line_num, _trimmed(dict(zip(names, cells, strict=False))))
    except csv.Error as broken:
        raise RecordError(_("This file is not a table."), _("Save it as CSV and try again.")) from broken


def _json_lines(text: str) -> Iterator[Line]:
    try:
        rows = json.loads(text)
    except (ValueError, RecursionError) as broken:
        raise RecordError(_("This file is not JSON."), _("It must hold a list of objects.")) from broken
    rows = rows if isinstance(rows, list) else [rows]
    if not all(isinstance(row, dict) for row in rows):
        raise RecordError(_("This file holds no list of objects."), _("Each object is one registration."))
    yield from from_objects(rows)


def from_objects(rows: Sequence[dict[str, object]]) -> Iterator[Line]:
    """Rows from objects; a list of objects in one is a repeat."""
    return (_json_line(number, row) for number, row in enumerate(rows, start=1))


def _json_line(number: int, row: dict[str, object]) -> Line:
    repeats = {name: value for name, value in row.items() if isinstance(value, list) and value and isinstance(value[0], dict)}
    cells = {str(name): _cell(value) for name, value in row.items() if name not in repeats}
    below = {name: tuple(_json_line(number, one) for one in value) for name, value in repeats.items()}
    return Line(number, _trimmed(cells), below)


def _cell(value: object) -> str:
    if isinstance(value, list):
        return " ".join(map(str, value))
    if isinstance(value, bool):
        return "1" if value else "0"
    return "" if value is None else str(value)


def _check_heading(names: list[str]) -> None:
    if not names or not all(names):
        raise RecordError(_("The first line has no name for every column."), _("Put the names of the questions in the first line."))
    twice = next((name for name in names if names.count(name) > 1), "")
    if twice:
        raise RecordError(_("The column {name} is there twice.").format(name=twice), _("Give every column a name of its own."))


def _trimmed(cells: dict[str, str]) -> dict[str, str]:
    return {name: cell.strip() for name, cell in cells.items() if cell and cell.strip()}
