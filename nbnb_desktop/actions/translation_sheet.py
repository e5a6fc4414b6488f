"""The catalogues of a language as a workbook, for translators who work in a spreadsheet; taken back with checks."""

from __future__ import annotations

import io
import json
import re
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass
from pathlib import Path
from typing import TYPE_CHECKING

from babel.messages.catalog import Catalog, Message

from nbnb_desktop import i18n
from nbnb_desktop.actions.translating import DOMAINS, placeholders, read, source, write
from nbnb_desktop.errors import Fault, FormError, RecordError
from nbnb_desktop.i18n import _
from nbnb_desktop.places import data_folder

if TYPE_CHECKING:
    from openpyxl import Workbook
    from openpyxl.worksheet.worksheet import Worksheet

WIDTHS = {"domain": 8, "context": 16, "where": 32, "picture": 9, "source": 60, "text": 60, "status": 10, "remark": 30}
"""The columns, with their widths in characters."""
NEEDED = frozenset(WIDTHS) - {"picture"}
PICTURES = "pictures"
"""The sheet with the pictures, and below ``docs/manual`` the folder with those of the interface."""
SHOWN_TEXTS = "texts.json"
"""Beside the manual's pictures: the interface texts on each of them, ``{"nl/05-vandaag.png": ["Today", ...]}``."""
PLURAL = " | "
"""Between the forms of a plural, which stand behind each other in one cell."""
MOST_HEIGHT = 409
"""Points that a row can be high in a spreadsheet."""
POINTS = 0.75
"""Points in a pixel."""

Place = tuple[str, str]
"""Where a text stands: ("nbnb", source text), ("forms", "intake: given_name"), or of a list ("forms", "lists/land: land")."""


@dataclass(frozen=True, slots=True)
class Picture:
    """What a person sees on the screen, as PNG, and the texts that stand on it."""

    content: bytes
    shows: frozenset[Place]


def export(language: str, pictures: Sequence[Picture] = ()) -> bytes:
    """One row for each text: where it stands, its source, present text, status and remark, and the way to its picture.

    The pictures stand on a sheet of their own, each once.
    """
    from openpyxl import Workbook
    from openpyxl.styles import Alignment, Font

    book = Workbook()
    sheet = book.active
    sheet.title = language
    sheet.append(tuple(WIDTHS))
    numbers = {place: number for number, picture in reversed([*enumerate(pictures, start=1)]) for place in picture.shows}
    for domain in DOMAINS:
        messages = [message for message in read(domain, language) if message.id]
        numbers |= _neighbours(domain, messages, numbers)
        for message in messages:
            _append(sheet, _row(domain, language, message), next((numbers[at] for at in places(domain, message) if at in numbers), 0))
    for column, width in zip(sheet.columns, WIDTHS.values(), strict=True):
        sheet.column_dimensions[column[0].column_letter].width = width
        column[0].font = Font(bold=True)
        for cell in column[1:]:
            cell.alignment = Alignment(wrap_text=True, vertical="top")
    sheet.freeze_panes = "A2"
    if pictures:
        _hang(book, pictures)
    target = io.BytesIO()
    book.save(target)
    return target.getvalue()


def places(domain: str, message: Message) -> tuple[Place, ...]:
    """The places of a text: an interface text is known by itself, one of a form by its question or list."""
    if domain == "nbnb":
        return ((domain, source(message)),)
    return tuple((domain, found[0]) for comment in message.auto_comments if (found := re.match(r"[^:]+: [\w.-]+", comment)))


def screens() -> tuple[Picture, ...]:
    """The manual's pictures (they are there in a checkout), with the interface texts that stood on the screen."""
    folder = data_folder("docs") / "manual" / PICTURES
    told = folder / SHOWN_TEXTS
    found: Mapping[str, list[str]] = json.loads(told.read_text(encoding="utf-8")) if told.is_file() else {}
    there = {name: folder / name for name in found if (folder / name).is_file()}
    return tuple(Picture(path.read_bytes(), frozenset(("nbnb", text) for text in found[name])) for name, path in there.items())


def take_back(language: str, path: Path) -> int:
    """Take in a workbook that ``export`` made; raises FormError with each refused row, and changes nothing then.

    Returns how many texts and remarks are new. A row whose text is gone from the program is passed over.
    """
    rows = list(_rows(path))
    catalogues = {domain: read(domain, language) for domain in DOMAINS}
    faults = [fault for number, row in rows if (fault := _refusal(catalogues, language, number, row))]
    if faults:
        raise FormError(_("Some translations cannot be taken in; nothing was changed."), faults, _("Correct these rows and try again."))
    changed = dict.fromkeys(DOMAINS, 0)
    for __, row in rows:
        message = _found(catalogues, row)
        if message is not None:
            changed[row["domain"]] += _put(message, row)
    for domain in DOMAINS:
        if changed[domain]:
            write(domain, language, catalogues[domain])
    return sum(changed.values())


def _append(sheet: Worksheet, row: Mapping[str, str], picture: int) -> None:
    from openpyxl.worksheet.hyperlink import Hyperlink

    sheet.append([row.get(column, "") for column in WIDTHS])
    for cell in sheet[sheet.max_row]:
        cell.data_type = "s"  # also a text that begins with "="
    if picture:
        cell = sheet.cell(sheet.max_row, [*WIDTHS].index("picture") + 1, picture)
        cell.hyperlink = Hyperlink(ref=cell.coordinate, location=f"{PICTURES}!A{picture}")
        cell.style = "Hyperlink"


def _row(domain: str, language: str, message: Message) -> dict[str, str]:
    return {
        "domain": domain,
        "context": str(message.context or ""),
        "where": "; ".join(message.auto_comments),
        "source": source(message),
        "text": PLURAL.join(_forms(message)),
        "status": i18n.status(language, domain),
        "remark": "; ".join(message.user_comments),
    }


def _neighbours(domain: str, messages: Sequence[Message], numbers: Mapping[Place, int]) -> dict[Place, int]:
    """The picture for interface texts that stand on none: one with a text of the same module."""
    if domain != "nbnb":
        return {}
    known = {
        module: numbers[at]
        for message in reversed(messages)
        for at in places(domain, message)
        if at in numbers
        for module in message.auto_comments
    }
    lacking = [message for message in messages if ("nbnb", source(message)) not in numbers]
    return {("nbnb", source(each)): known[module] for each in lacking for module in each.auto_comments if module in known}


def _hang(book: Workbook, pictures: Sequence[Picture]) -> None:
    """The pictures under each other, each in the row of its number."""
    from openpyxl.drawing.image import Image

    sheet = book.create_sheet(PICTURES)
    sheet.column_dimensions["A"].width = 6
    for number, picture in enumerate(pictures, start=1):
        sheet.cell(number, 1, number)
        image = Image(io.BytesIO(picture.content))
        smaller = min(1.0, MOST_HEIGHT / (image.height * POINTS))
        image.width, image.height = int(image.width * smaller), int(image.height * smaller)
        sheet.row_dimensions[number].height = min(MOST_HEIGHT, image.height * POINTS + 6)
        sheet.add_image(image, f"B{number}")


def _forms(message: Message) -> tuple[str, ...]:
    """The text, or the forms of a plural."""
    return (message.string or "",) if isinstance(message.string, str) else tuple(message.string or ())


def _found(catalogues: Mapping[str, Catalog], row: Mapping[str, str]) -> Message | None:
    catalogue = catalogues.get(row["domain"])
    return catalogue.get(row["source"], row["context"] or None) if catalogue is not None else None


def _put(message: Message, row: Mapping[str, str]) -> bool:
    """Whether the row says something new; an empty text leaves the old one."""
    before = _forms(message), list(message.user_comments)
    if row["text"]:
        message.string = row["text"] if isinstance(message.id, str) else tuple(row["text"].split(PLURAL))
    message.user_comments = [row["remark"]] if row["remark"] else []
    return before[0] != _forms(message) or "; ".join(before[1]) != row["remark"]


def _refusal(catalogues: Mapping[str, Catalog], language: str, number: int, row: Mapping[str, str]) -> Fault | None:
    """Why a row is not taken in: its braces, or the number of its plural forms."""
    message = _found(catalogues, row)
    if not row["text"] or message is None:
        return None
    if not isinstance(message.id, str):
        allowed, wanted = message.id[-1], catalogues[row["domain"]].num_plurals
        forms = row["text"].split(PLURAL)
        if len(forms) != wanted:
            words = _("This text needs {count} forms, with “{mark}” between them.").format(count=wanted, mark=PLURAL.strip())
            return Fault("plural", words, language, number, "text")
        fits = all(used is not None and used <= placeholders(allowed) for used in map(_braces, forms))
    else:
        fits = _braces(row["text"]) == _braces(row["source"])
    return None if fits else Fault("placeholder", _("The words in braces differ from the source."), language, number, "text")


def _braces(text: str) -> set[str] | None:
    """``placeholders``; None where a brace is left open."""
    try:
        return placeholders(text)
    except ValueError:
        return None


def _rows(path: Path) -> Iterator[tuple[int, dict[str, str]]]:
    from openpyxl import load_workbook

    try:
        book = load_workbook(path, read_only=True, data_only=True)
        lines = book.worksheets[0].iter_rows(values_only=True)
        heading = [str(cell or "") for cell in next(lines)]
    except Exception as refusal:  # openpyxl raises whatever a broken file makes it raise
        raise RecordError(_("This workbook cannot be read."), _("Save it as .xlsx and try again.")) from refusal
    if not set(heading) >= NEEDED:
        raise RecordError(_("This workbook is not one of our translation sheets."), _("Export it anew and work in that file."))
    for number, line in enumerate(lines, start=2):
        yield number, {name: "" if cell is None else str(cell) for name, cell in zip(heading, line, strict=False)}
