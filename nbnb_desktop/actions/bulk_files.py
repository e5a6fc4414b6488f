"""Registering from a file whose columns have other names than our questions, and one activity for a whole group."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass, replace
from pathlib import Path

from nbnb_desktop.actions.registering import AND, ID_COLUMNS, RecordReport, register_lines
from nbnb_desktop.actions.tables_in import Line, from_objects, read
from nbnb_desktop.actions.workplace import Workplace
from nbnb_desktop.errors import RecordError
from nbnb_desktop.i18n import N_, _
from nbnb_desktop.reports.codes import codes
from nbnb_desktop.store import PERSON_FORM
from nbnb_desktop.xforms.definition import language_code

SHOWN = 3
"""Answers of a column that are shown beside it."""

ACTIVITY, ATTENDANCE = "activiteit", "attendance"
REGISTER = ("instroom", "uitstroom", "uitval")
"""The forms of the register that a row of an old spreadsheet often holds together."""

NUMBER = N_("Number of the participant")

Mapped = Mapping[str, str]
"""Column of the file -> name of our question; "" for a column that is left out."""


@dataclass(frozen=True, slots=True)
class FileColumn:
    """A column of a file: its first answers, and the question that it seems to be ("" for none)."""

    name: str
    examples: tuple[str, ...]
    guess: str


@dataclass(frozen=True, slots=True)
class Preview:
    """What a file holds; ``questions`` are the (name, words) that a column can be."""

    rows: int
    columns: tuple[FileColumn, ...]
    questions: tuple[tuple[str, str], ...]


def forms(workplace: Workplace, language: str = "nl") -> tuple[tuple[str, str], ...]:
    """(form id, title) of what can be registered in bulk: the forms about participants, and those of the register together."""
    single = tuple((meta.form_id, meta.title_in(language)) for meta in workplace.library.metas() if meta.about == "participant")
    titles = dict(single)
    return (*single, (AND.join(REGISTER), f" {AND} ".join(titles[form] for form in REGISTER)))


def preview(workplace: Workplace, form_id: str, path: Path | str, language: str = "nl") -> Preview:
    """What the columns of a CSV or JSON file seem to be. Raises RecordError when it cannot be read."""
    lines = read(Path(path))
    if not lines:
        raise RecordError(_("There are no rows in this file."), _("The first line names the columns; the rows stand under it."))
    known = questions(workplace, form_id, language)
    names = dict.fromkeys(name for line in lines for name in line.cells)
    columns = tuple(FileColumn(name, _examples(lines, name), _guess(name, known)) for name in names)
    return Preview(len(lines), columns, known)


def questions(workplace: Workplace, form_id: str, language: str = "nl") -> tuple[tuple[str, str], ...]:
    """(name, words) of who a row is about, the questions of the form or forms, and those of the participant that they lack."""
    found: dict[str, str] = {ID_COLUMNS[1]: _(NUMBER)}
    for form in dict.fromkeys((*form_id.split(AND), PERSON_FORM)):
        definition = workplace.library.definition(form)
        spoken = next((name for name in definition.languages if language_code(name) == language), definition.default_language)
        for column in definition.columns():
            if column.kind != "repeat" and (label := definition.label(column.ref, spoken)):
                found.setdefault(column.name, " ".join(label.split()))
    return tuple(found.items())


def mapping(found: Preview, said: Mapped) -> Mapped:
    """Column -> question: as was said of it, else as it was guessed, else under its own name (which is refused if it is none).

    Raises RecordError when something was said of a column that is not in the file.
    """
    known = [column.name for column in found.columns]
    strange = next((name for name in said if name not in known), "")
    if strange:
        title = _("The file has no column {name}.").format(name=strange)
        raise RecordError(title, _("Choose one of: {names}.").format(names=", ".join(known)))
    return {column.name: said.get(column.name, column.guess or column.name) for column in found.columns}


def mapping_in(path: Path) -> Mapped:
    """What a file says of columns: a table with ``column`` and ``question``, as a preview is printed. Raises RecordError."""
    return {line.cells["column"]: line.cells.get("question", "") for line in read(path) if "column" in line.cells}


def record_mapped(workplace: Workplace, form_id: str, path: Path | str, mapped: Mapped, *, dry_run: bool = False) -> RecordReport:
    """``registering.record`` with the columns of the file under the names of our questions. Raises RecordError, FormError."""
    twice = next((name for name in mapped.values() if name and list(mapped.values()).count(name) > 1), "")
    if twice:
        raise RecordError(_("Two columns are the question {name}.").format(name=twice), _("Choose each question once."))
    return register_lines(workplace, form_id, [_renamed(line, mapped) for line in read(Path(path))], dry_run=dry_run)


def record_group(workplace: Workplace, shared: Mapping[str, str], attendance: Mapping[str, str]) -> RecordReport:
    """Register one activity for many participants: ``shared`` answers, and participant id -> code of attendance.

    The same activity again adds nothing. Raises RecordError when nobody was chosen, FormError with what the form refuses.
    """
    if not attendance:
        raise RecordError(_("Nobody has been chosen yet."), _("Choose who was expected at the activity."))
    rows: list[dict[str, object]] = [{ID_COLUMNS[0]: one, **shared, ATTENDANCE: code} for one, code in attendance.items()]
    return register_lines(workplace, ACTIVITY, list(from_objects(rows)))


def choices(name: str, language: str) -> tuple[tuple[str, str], ...]:
    """(code, words) of a list of the form of activities: instrument, instrument_sub, aanwezigheid."""
    return tuple((code, codes(name).label(code, language)) for code in codes(name))


def kinds(instrument: str, language: str) -> tuple[tuple[str, str], ...]:
    """(code, words) of the kinds that an instrument has."""
    ours = codes("instrument_sub")
    return tuple((code, ours.label(code, language)) for code in ours if ours.attribute(code, "instrument") == instrument)


def _renamed(line: Line, mapped: Mapped) -> Line:
    return replace(line, cells={mapped.get(name, name): answer for name, answer in line.cells.items() if mapped.get(name, name)})


def _examples(lines: Sequence[Line], name: str) -> tuple[str, ...]:
    found: dict[str, None] = {}
    for line in lines:
        if name in line.cells:
            found.setdefault(line.cells[name])
        if len(found) == SHOWN:
            break
    return tuple(found)


def _guess(name: str, known: Sequence[tuple[str, str]]) -> str:
    """The question of that name, else with these words, whatever the capitals, spaces and marks."""
    if name.lower() == ID_COLUMNS[0]:
        return ID_COLUMNS[1]
    bare = _bare(name) or name
    found = (own for place in (0, 1) for own, *words in known if bare == _bare((own, *words)[place]))
    return next(found, "")


def _bare(words: str) -> str:
    return "".join(sign for sign in words.casefold() if sign.isalnum())
