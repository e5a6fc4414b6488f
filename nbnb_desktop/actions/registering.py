"""Registering in bulk: every row through the form engine, all of them or none, and a rerun adds nothing twice."""

from __future__ import annotations

import uuid
from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from pathlib import Path

from nbnb_desktop.actions.entry import Entry, EntrySnapshot, save, snapshot
from nbnb_desktop.actions.tables_in import Line, is_spoilt, iso_date, read
from nbnb_desktop.actions.wording import generic
from nbnb_desktop.actions.workplace import Workplace
from nbnb_desktop.errors import Fault, FormError, NbnbError
from nbnb_desktop.i18n import _
from nbnb_desktop.store import PERSON_FORM
from nbnb_desktop.xforms.definition import FormDefinition
from nbnb_desktop.xforms.session import FormSession

_NONE: Mapping[str, tuple[Line, ...]] = {}
ID_COLUMNS = ("participant", "id", "participant_no")
"""Columns that say who a row is about: our own id, or the number that the project gave."""

NAMESPACE = uuid.UUID("6f0e5a3e-61a5-5d0e-9b64-6e626e620001")
"""Ids of bulk registrations are derived from it, so that the same row is the same submission on every laptop."""


@dataclass(frozen=True, slots=True)
class RecordReport:
    """What a file came to. ``skipped`` rows were registered before."""

    rows: int
    new_participants: int
    registered: int
    skipped: int


def record(workplace: Workplace, form_id: str, path: Path | str, *, dry_run: bool = False) -> RecordReport:
    """Register every row of a CSV or JSON file as a submission of ``form_id``.

    A row whose id is unknown begins a participant; columns that only the form ``deelnemer`` knows are kept there. Raises FormError
    with each refused row and its reason; nothing is registered then.
    """
    return register_lines(workplace, form_id, read(Path(path)), dry_run=dry_run)


def register_lines(workplace: Workplace, form_id: str, lines: Sequence[Line], *, dry_run: bool = False) -> RecordReport:
    """The same for rows that were read already."""
    desk = _Desk(workplace, form_id)
    faults = [fault for line in lines for fault in desk.take(line)]
    if faults:
        raise FormError(
            _("{count} rows cannot be registered; nothing was changed.").format(count=len({fault.row for fault in faults})),
            faults,
            _("Correct these rows and try again."),
        )
    if not dry_run:
        with workplace.store.atomic():
            for kept in desk.snapshots:
                save(workplace, kept)
    return RecordReport(len(lines), desk.new_participants, len(desk.snapshots) - desk.new_participants, desk.skipped)


class _Desk:
    """Takes the rows one by one and keeps what they would become."""

    def __init__(self, workplace: Workplace, form_id: str) -> None:
        self._workplace = workplace
        self._form = _Sheet(workplace, form_id)
        self._person = _Sheet(workplace, PERSON_FORM)
        self._participants = _by_number(workplace)
        self._taken: dict[str, int] = {}
        self.snapshots: list[EntrySnapshot] = []
        self.new_participants = 0
        self.skipped = 0

    def take(self, line: Line) -> list[Fault]:
        """Fill in the form with one row; the reasons why that cannot be."""
        number = next((line.cells[name] for name in ID_COLUMNS if name in line.cells), "")
        faults = [*self._refusals(line), *self._twice(line, number)]
        if faults:
            return faults
        participant = self._participants.get(number, "")
        if not participant and self._form.about_participant:
            participant = self._participants[number] = derived_id("participant", number)
            faults += self._fill(self._person, self._person_answers(line, number), participant, line)
            self.new_participants += 1
        if self._form.definition.form_id == PERSON_FORM:
            return faults
        answers = {name: text for name, text in line.cells.items() if name in self._form.refs}
        return faults + self._fill(self._form, answers, participant, line, line.repeats)

    def _refusals(self, line: Line) -> list[Fault]:
        known = self._form.refs.keys() | self._person.refs.keys() | set(ID_COLUMNS)
        unknown = [_fault(line, name, _("No question is called so.")) for name in line.cells if name not in known]
        spoilt = [_fault(line, name, _("The spreadsheet has spoilt this cell.")) for name, text in line.cells.items() if is_spoilt(text)]
        return unknown + spoilt

    def _twice(self, line: Line, number: str) -> list[Fault]:
        if self._form.about_participant and not number:
            return [_fault(line, ID_COLUMNS[1], _("The row does not say whom it is about."))]
        before = self._taken.setdefault(number, line.number) if not self._form.many else line.number
        return [_fault(line, "id", _("The same participant is on line {line}.").format(line=before))] if before != line.number else []

    def _person_answers(self, line: Line, number: str) -> dict[str, str]:
        own = {name: text for name, text in line.cells.items() if name in self._person.refs}
        return {"given_name": number, "participant_no": number, **own}

    def _fill(
        self, sheet: _Sheet, answers: Mapping[str, str], participant: str, line: Line, repeats: Mapping[str, tuple[Line, ...]] = _NONE
    ) -> list[Fault]:
        submission = derived_id(sheet.definition.form_id, participant, *(() if not sheet.many else sorted(map("=".join, answers.items()))))
        if self._workplace.store.submissions.get(submission) is not None:
            self.skipped += 1
            return []
        session = FormSession(sheet.definition, self._workplace.provider())
        faults = [fault for name, text in answers.items() if (fault := _answer(session, sheet, sheet.refs.get(name, ""), name, text, line))]
        for name, rows in repeats.items():
            faults += _fill_rows(session, sheet, name, rows, line)
        faults += [_fault(line, violation.ref.rsplit("/", 1)[-1], violation.message) for violation in session.finish()]
        entry = Entry(session, submission, participant, sheet.definition.form_id, sheet.definition.version, ())
        self.snapshots.append(snapshot(entry))
        return faults


class _Sheet:
    """A form as a table: its columns and what it is about."""

    def __init__(self, workplace: Workplace, form_id: str) -> None:
        meta = workplace.library.meta(form_id)
        self.definition: FormDefinition = workplace.library.definition(form_id)
        self.refs = {column.name: column.ref for column in self.definition.columns()}
        self.many = meta.many
        self.about_participant = meta.about == "participant"

    def is_date(self, ref: str) -> bool:
        return self.definition.elements[generic(ref)].data_type == "date"


def derived_id(*parts: str) -> str:
    """The id of something that a bulk file names: the same for the same parts."""
    return str(uuid.uuid5(NAMESPACE, "\x1f".join(parts)))


def _fill_rows(session: FormSession, sheet: _Sheet, name: str, rows: tuple[Line, ...], line: Line) -> list[Fault]:
    """Fill in the rows of a repeat; rows that the form starts with are used first."""
    repeat = next((ref for ref, one in sheet.definition.elements.items() if one.repeat and one.name == name), "")
    if not repeat:
        return [_fault(line, name, _("No repeat is called so."))]
    columns = {column.name: column.ref for column in sheet.definition.columns(repeat)}
    faults = []
    while len(session.rows(repeat)) < len(rows):
        session.add_row(repeat)
    for place, row in zip(session.rows(repeat), rows, strict=False):
        for column, text in row.cells.items():
            ref = columns.get(column, "").replace(repeat, place, 1)
            fault = _answer(session, sheet, ref, column, text, line)
            faults += [fault] if fault else []
    return faults


def _answer(session: FormSession, sheet: _Sheet, ref: str, name: str, text: str, line: Line) -> Fault | None:
    """Give one answer; the reason why the form does not take it."""
    if not ref:
        return _fault(line, name, _("No question is called so."))
    try:
        session.answer_text(ref, iso_date(text) if sheet.is_date(ref) else text)
    except NbnbError as refusal:
        return _fault(line, name, str(refusal))
    state = session.state(ref)
    allowed = {choice.value for choice in state.choices}
    if state.kind in {"select_one", "select_multiple", "rank"} and not set(text.split()) <= allowed:
        return _fault(line, name, _("The code {code} does not exist.").format(code=text))
    return None


def _by_number(workplace: Workplace) -> dict[str, str]:
    """Participants by our id and by the number that their project gave."""
    people = workplace.store.participants.all()
    numbers = {person.properties.get("participant_no", ""): person.id for person in people}
    return {**numbers, **{person.id: person.id for person in people}}


def _fault(line: Line, column: str, message: str) -> Fault:
    return Fault("record", message, row=line.number, column=column)
