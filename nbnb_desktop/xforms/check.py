"""Everything that can be known to be wrong in a form before anyone fills it in (``form check``).

Faults of severity "error" stop the form, notes do not. For a form in rows they name sheet, row (the line in YAML) and
column; for an XForm the ref stands in place of the sheet.
"""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from pathlib import Path

from nbnb_desktop.errors import Fault, FormError
from nbnb_desktop.i18n import SOURCE_LANGUAGE, _
from nbnb_desktop.xforms.check_definition import check_definition
from nbnb_desktop.xforms.check_rows import check_rows
from nbnb_desktop.xforms.definition import FormDefinition
from nbnb_desktop.xforms.media import Media
from nbnb_desktop.xforms.parse import parse
from nbnb_desktop.xforms.sources import build, build_workbook, media_of, workbook
from nbnb_desktop.xforms.wording import TEXT_COLUMNS, Translate, from_catalogues, language_name, same_references, texts
from nbnb_desktop.xforms.workbook import Row, Workbook


def check(
    form: str | Path | FormDefinition, *, translate: Translate | None = None, languages: Sequence[str] = (), media: Path | None = None
) -> list[Fault]:
    """Every fault of a form file or of a definition; never raises FormError.

    ``languages`` and ``translate`` are as in ``sources.build``: what they leave untranslated is noted.
    """
    if isinstance(form, FormDefinition):
        return check_definition(form)
    path = Path(form)
    try:
        if path.suffix.lower() == ".xml":
            built = build(path, media=media)
            return check_definition(parse(built.xml, built.media))
        return _check_book(workbook(path), media_of(path, media), translate or from_catalogues, languages)
    except FormError as refusal:
        return list(refusal.faults) or [Fault("form", str(refusal))]


def _check_book(book: Workbook, media: Media, translate: Translate, languages: Sequence[str]) -> list[Fault]:
    found = check_rows(book, media)
    found += _untranslated(book, translate, languages) if book.own else _missing_columns(book)
    if any(fault.severity == "error" for fault in found):
        return found  # the converter would only repeat the first of them, in other words
    built = build_workbook(book, translate=translate, languages=languages, media=media)
    definition = parse(built.xml, built.media)
    return [*found, *built.notes, *check_definition(definition, rows_checked=True)]


def _untranslated(book: Workbook, translate: Translate, languages: Sequence[str]) -> Iterator[Fault]:
    """What is not translated, and per language how far it is."""
    everything = list(texts(book))
    for language in languages:
        if language == SOURCE_LANGUAGE:
            continue
        missing = []
        for text in everything:
            ready = text.row.cells.get(f"{text.column}::{language_name(language)}")
            found = ready or translate(language, text.text, text.context)
            if not found:
                missing.append(text.row.fault("untranslated", f"{language}: “{text.text}”", text.column, "note"))
            elif not same_references(text.text, found):
                message = _("{language}: the references in “{text}” differ, so the Dutch is shown.").format(language=language, text=found)
                missing.append(text.row.fault("broken-translation", message, text.column, "note"))
        yield from missing
        yield from _coverage(language_name(language), len(everything) - len(missing), len(everything))


def _missing_columns(book: Workbook) -> Iterator[Fault]:
    """In a foreign form: rows that have a text in some languages and not in all that the form speaks."""
    spoken = {column.partition("::")[2] for sheet in TEXT_COLUMNS for column in book.columns(sheet) if _is_text(column)} - {""}
    total = dict.fromkeys(sorted(spoken), 0)
    done = dict(total)
    for row, column in _columns_in_use(book):
        for language in total:
            total[language] += 1
            if f"{column}::{language}" in row.cells:
                done[language] += 1
            else:
                message = _("There is no {column} in {language}.").format(column=column, language=language)
                yield row.fault("untranslated", message, column, "note")
    for language in total:
        yield from _coverage(language, done[language], total[language])


def _columns_in_use(book: Workbook) -> Iterator[tuple[Row, str]]:
    """(row, text column) wherever a row has that text in at least one named language."""
    for sheet in TEXT_COLUMNS:
        for row in book.rows(sheet):
            heads = [column.partition("::") for column in row.cells if _is_text(column)]
            yield from ((row, column) for column in dict.fromkeys(head for head, __, language in heads if language))


def _is_text(column: str) -> bool:
    return column.partition("::")[0] in TEXT_COLUMNS["survey"]


def _coverage(language: str, done: int, total: int) -> Iterator[Fault]:
    if done < total:
        message = _("{language}: {done} of {total} texts, {percent} %.")
        yield Fault("coverage", message.format(language=language, done=done, total=total, percent=100 * done // total), severity="note")
