"""The texts of our forms in the participants' languages, as the translated columns that XLSForm has for them.

A missing translation, or one whose ``${name}`` references differ, shows the Dutch and is listed.
"""

from __future__ import annotations

import re
from collections.abc import Callable, Iterator, Mapping, Sequence
from dataclasses import dataclass

from nbnb_desktop.i18n import PARTICIPANT_LANGUAGES, SOURCE_LANGUAGE, form_texts
from nbnb_desktop.xforms.guards import BSN_MESSAGE, guarded
from nbnb_desktop.xforms.workbook import Row, Workbook

Translate = Callable[[str, str, str], str | None]
"""(language code, Dutch text, context) -> the text in that language, or None."""

TEXT_COLUMNS = {
    "survey": ("label", "hint", "guidance_hint", "constraint_message", "required_message"),
    "choices": ("label",),
}
MEDIA_COLUMNS = ("image", "big-image", "audio", "video")
CONTEXT_COLUMN = "context"
"""``context: "yes"`` in a row: its texts have a msgctxt of their own in the catalogues."""

_REFERENCE = re.compile(r"\$\{\s*([^{}]*?)\s*\}")


def from_catalogues(language: str, text: str, context: str) -> str | None:
    """The translation that ``locales/<language>/LC_MESSAGES/forms.po`` has."""
    return form_texts(language)(text, context)


def language_name(code: str) -> str:
    """The name of a language inside a form: ``Nederlands (nl)``."""
    known = PARTICIPANT_LANGUAGES.get(code)
    return f"{known.own_name if known else code} ({code})"


def context_of(row: Row, form_id: str) -> str:
    """The msgctxt of the texts of a row: ``<form or list>/<name>``."""
    return f"{row.cells.get('list_name', form_id)}/{row.cells.get('name', '')}"


def same_references(text: str, translation: str) -> bool:
    """Whether both name the same ``${questions}``; otherwise the translation would break the form."""
    return set(_REFERENCE.findall(text)) == set(_REFERENCE.findall(translation))


@dataclass(frozen=True, slots=True)
class Text:
    """One Dutch text of a form with the place where it stands."""

    text: str
    context: str
    row: Row
    column: str


def texts(book: Workbook) -> Iterator[Text]:
    """Every Dutch text of one of our forms, in order of the rows."""
    form_id = book.settings.get("form_id", book.stem)
    for sheet, columns in TEXT_COLUMNS.items():
        for row in book.rows(sheet):
            yield from (Text(row.cells[column], context_of(row, form_id), row, column) for column in columns if column in row.cells)


def worded(book: Workbook, translate: Translate, languages: Sequence[str]) -> tuple[Workbook, tuple[tuple[str, str], ...]]:
    """The form with a column per language for every text, and the (language, Dutch text) pairs nobody translated."""
    others = [language for language in languages if language != SOURCE_LANGUAGE]
    wording = _Wording(book.settings.get("form_id", book.stem), translate, others)
    for sheet, columns in TEXT_COLUMNS.items():
        book = book.with_sheet(sheet, tuple(wording.row(row, columns) for row in book.rows(sheet)))
    if book.meta.get("bsn_guard") == "yes":
        book = book.with_sheet("survey", tuple(wording.guarded(row) for row in book.rows("survey")))
    for sheet in TEXT_COLUMNS:
        book = book.with_sheet(sheet, tuple(_in_order(row) for row in book.rows(sheet)))
    return book, tuple(wording.untranslated)


def _in_order(row: Row) -> Row:
    """Cells by their column, languages as they came: a workbook made of these rows gives the same XForm, byte for byte."""
    cells = dict(sorted(row.cells.items(), key=lambda cell: cell[0].partition("::")[0]))
    return Row(cells, row.sheet, row.number, row.lines)


class _Wording:
    def __init__(self, form_id: str, translate: Translate, languages: Sequence[str]) -> None:
        self._form_id = form_id
        self._translate = translate
        self._languages = languages
        self.untranslated: dict[tuple[str, str], None] = {}

    def row(self, row: Row, columns: Sequence[str]) -> Row:
        cells = {column: text for column, text in row.cells.items() if column not in columns and column != CONTEXT_COLUMN}
        for column in columns:
            if column in row.cells:
                cells |= self._in_languages(column, row.cells[column], context_of(row, self._form_id), row.cells)
        for column in set(MEDIA_COLUMNS) & row.cells.keys():  # a picture serves every language unless it has its own
            names = {f"{column}::{language_name(language)}": row.cells[column] for language in (SOURCE_LANGUAGE, *self._languages)}
            cells = {**names, **{name: text for name, text in cells.items() if name != column}}
        return Row(cells, row.sheet, row.number, row.lines)

    def guarded(self, row: Row) -> Row:
        """The row refusing a BSN, where it takes text; its own message and that of the guard stand together."""
        cells = guarded(row.cells, "")
        if cells == row.cells:
            return row
        del cells["constraint_message"]
        for name, text in self._in_languages("constraint_message", BSN_MESSAGE, "", {}).items():
            cells[name] = f"{row.cells.get(name, '')} {text}".strip()
        return Row(cells, row.sheet, row.number, row.lines)

    def _in_languages(self, column: str, text: str, context: str, ready: Mapping[str, str]) -> dict[str, str]:
        """The text as cells, one for each language; ``ready`` are cells that have a translation already."""
        result = {f"{column}::{language_name(SOURCE_LANGUAGE)}": text}
        for language in self._languages:
            name = f"{column}::{language_name(language)}"
            result[name] = ready.get(name) or self._in_language(language, text, context)
        return result

    def _in_language(self, language: str, text: str, context: str) -> str:
        found = self._translate(language, text, context)
        if found and same_references(text, found):
            return found
        self.untranslated[language, text] = None
        return text
