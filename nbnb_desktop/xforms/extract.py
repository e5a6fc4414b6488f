"""The Dutch texts of our forms for the ``forms`` domain: a Babel extractor that needs no Babel.

babel.cfg names it: ``[extractors] form = nbnb_desktop.xforms.extract:extract_form`` and ``[form: forms/**.yaml]``.
"""

from __future__ import annotations

from collections.abc import Collection, Iterator, Mapping
from pathlib import Path
from typing import IO, Any

from nbnb_desktop.xforms import notation
from nbnb_desktop.xforms.guards import BSN_MESSAGE
from nbnb_desktop.xforms.wording import CONTEXT_COLUMN, texts
from nbnb_desktop.xforms.workbook import Row, Workbook

Message = tuple[int, str | None, str | tuple[str, str], list[str]]
"""(line, gettext function, message, comments) as Babel wants it; with a context ``pgettext`` and (context, text)."""


def extract_form(
    fileobj: IO[bytes], keywords: Collection[str], comment_tags: Collection[str], options: Mapping[str, Any]
) -> Iterator[Message]:
    """The texts of one YAML form or shared list, each with a comment that says where it stands.

    A form's own shared lists are not repeated: each list is a file of its own. The arguments are Babel's.
    """
    name = str(getattr(fileobj, "name", "form.yaml"))
    yield from messages(fileobj.read().decode("utf-8"), Path(name).stem)


def messages(text: str, stem: str) -> Iterator[Message]:
    """The messages in the YAML ``text`` of a form or a list; raises FormError when it is neither."""
    document = notation.compose(text)
    if isinstance(document, notation.Mapped) and "survey" not in document and "name" in document:
        yield from _of_book(_list_book(document), f"lists/{document['name']}")
        return
    if isinstance(document, notation.Mapped):
        document.pop("lists", None)
    book = notation.from_document(document, stem, Path())
    for row in book.rows("settings"):
        yield from _title(row, stem)
    if book.meta.get("bsn_guard") == "yes":
        yield 1, None, BSN_MESSAGE, [f"{stem}: bsn_guard"]
    yield from _of_book(book, stem)


def _title(row: Row, stem: str) -> Iterator[Message]:
    title = row.cells.get("title")
    if title:
        yield row.lines["title"], None, title, [f"{stem}: title"]


def _list_book(document: notation.Mapped) -> Workbook:
    name = document["name"]
    rows = notation.rows_of(document.get("choices", []), f"lists/{name}.yaml")
    return Workbook({"choices": tuple(notation.in_list(name, row) for row in rows)}, name, own=True)


def _of_book(book: Workbook, where: str) -> Iterator[Message]:
    for text in texts(book):
        line = text.row.lines.get(text.column, text.row.number)
        question = "/".join(part for part in (text.row.cells.get("list_name"), text.row.cells.get("name")) if part)
        comments = [f"{where}: {question} {text.column}"]
        if text.row.cells.get(CONTEXT_COLUMN) == "yes":
            yield line, "pgettext", (text.context, text.text), comments
        else:
            yield line, None, text.text, comments
