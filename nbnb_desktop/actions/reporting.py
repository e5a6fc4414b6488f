"""The programme's tables over everything that this laptop holds, and the files that they leave in."""

from __future__ import annotations

import gc
from collections.abc import Callable, Iterable, Iterator, Sequence
from contextlib import contextmanager
from datetime import date as day
from functools import partial
from pathlib import Path
from typing import Any

from nbnb_desktop.actions import house, table_files
from nbnb_desktop.actions.logic_drawing import chains as chains
from nbnb_desktop.actions.printing import save as save_bytes
from nbnb_desktop.actions.table_files import facts as facts
from nbnb_desktop.actions.table_files import to_csv as to_csv
from nbnb_desktop.actions.table_files import to_json as to_json
from nbnb_desktop.actions.table_files import to_xlsx as to_xlsx
from nbnb_desktop.actions.tables_in import iso_date
from nbnb_desktop.actions.workplace import Workplace
from nbnb_desktop.errors import RecordError
from nbnb_desktop.i18n import _, speaker
from nbnb_desktop.reports import catalogue, disclosure
from nbnb_desktop.reports.asking import Asked
from nbnb_desktop.reports.codes import codes
from nbnb_desktop.reports.plans import with_published
from nbnb_desktop.reports.register import SOURCES, Source
from nbnb_desktop.reports.tables import Table
from nbnb_desktop.store.reading import select

Read = Callable[[str, tuple[str, ...], str, bool], Iterable[tuple[Any, ...]]]
"""(form id, columns, repeat, whether each only once) -> the rows in the order of the columns."""

LANGUAGES = ("nl", "en")


def names(language: str = "nl") -> tuple[tuple[str, str], ...]:
    """(name, title) of every table, in their order."""
    say = speaker(language)
    return tuple((report.name, say(report.title)) for report in catalogue.REPORTS.values())


def projects(workplace: Workplace, language: str = "nl") -> tuple[tuple[str, str], ...]:
    """(code, label) of the projects of which something is registered here."""
    forms = ("uitstroom", "instroom", "deelnemer", "project")
    found = {project for form in forms for (project,) in _select(workplace, form, ("project",), "", True)}
    return tuple((code, codes("project").label(code, language)) for code in codes("project") if code in found)


def report(workplace: Workplace, name: str, project: str = "", date: str = "", language: str = "nl", outsider: bool = False) -> Table:
    """A table as things stood on ``date`` (2021-03-02 or 2-3-2021; "" is everything), of one project or of the programme.

    For an outsider small cells are hidden, counts rounded and the date is the end of a quarter (docs/reports.md). Raises RecordError.
    """
    return from_rows(partial(_select, workplace), name, project, date, language, outsider)


def from_rows(read: Read, name: str, project: str, date: str, language: str, outsider: bool) -> Table:
    """The table of whatever ``read(form, columns, repeat)`` gives the rows of. Raises RecordError."""
    asked = _checked(project, date, language)
    if outsider:
        asked = disclosure.reference_date(asked or day.today().isoformat())
    with _collector_at_rest():
        sources = with_published({source: Source(source, partial(_rows, read, source)) for source in SOURCES})
        return catalogue.make(name, Asked(sources, date=asked, project=project, language=language, outsider=outsider))


@contextmanager
def _collector_at_rest() -> Iterator[None]:
    """A table reads many rows and makes no cycles: looking for them again and again only takes time."""
    was_at_work = gc.isenabled()
    gc.disable()
    try:
        yield
    finally:
        if was_at_work:
            gc.enable()


def to_pdf(workplace: Workplace, table: Table) -> bytes:
    """The table as PDF, in the style of the organisation. Raises DocumentError."""
    return table_files.to_pdf(table, house.of(workplace), workplace.provider().now())


def to_file(workplace: Workplace, table: Table, form: str) -> bytes:
    """The table as ``csv``, ``json``, ``xlsx`` or ``pdf``; noted in the audit. Raises RecordError, DocumentError."""
    made = to_pdf(workplace, table) if form == "pdf" else table_files.written(table, form)
    with workplace.store.atomic():
        workplace.store.audit.note("report", table.project, f"{table.name} {table.date} {form}")
    return made


def save(workplace: Workplace, table: Table, path: Path | str) -> None:
    """Save a table in the format that the file's name ends in. Raises RecordError, DocumentError."""
    save_bytes(to_file(workplace, table, Path(path).suffix.lower().lstrip(".")), path)


def people(workplace: Workplace, ids: Sequence[str], most: int = 200) -> tuple[tuple[str, str], ...]:
    """(id, name) of the participants behind a cell, at most so many."""
    found = (workplace.store.participants.get(one) for one in ids[:most])
    return tuple((one.id, one.name) for one in found if one is not None)


def bars(table: Table) -> tuple[tuple[str, float, str], ...]:
    """The chart of a table: (label, length from 0 to 1, value as printed); empty where it has none."""
    chart = table_files.bars(table)
    return tuple((bar.label, (bar.value or 0) / chart.maximum, bar.shown) for bar in chart.bars) if chart else ()


def _checked(project: str, date: str, language: str) -> str:
    if project and project not in codes("project"):
        raise RecordError(_("There is no project {name}.").format(name=project), _("Use the code of the project, for example KIM."))
    if language not in LANGUAGES:
        raise RecordError(_("The tables are in Dutch or English."), _("Choose nl or en."))
    try:
        return day.fromisoformat(iso_date(date.strip())).isoformat() if date.strip() else ""
    except ValueError as wrong:
        raise RecordError(_("{date} is not a date.").format(date=date), _("Write it as 2-3-2021 or 2021-03-02.")) from wrong


def _rows(read: Read, source: str, columns: tuple[str, ...], distinct: bool) -> Iterable[tuple[Any, ...]]:
    form, __, repeat = source.partition("/")
    return read(form, columns, repeat, distinct)


def _select(workplace: Workplace, form: str, columns: tuple[str, ...], repeat: str, distinct: bool) -> Iterable[tuple[Any, ...]]:
    return select(workplace.store.tables, form, columns, repeat, distinct=distinct)
