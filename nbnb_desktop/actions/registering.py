"""Registering in bulk: every row through the form engine, all of them or none, and a rerun adds nothing twice."""

from __future__ import annotations

import uuid
from collections import Counter
from collections.abc import Collection, Mapping, Sequence
from dataclasses import dataclass
from pathlib import Path

from nbnb_desktop.actions.entry import Entry, EntrySnapshot, save, snapshot
from nbnb_desktop.actions.tables_in import Line, is_spoilt, iso_date, read
from nbnb_desktop.actions.wording import generic
from nbnb_desktop.actions.workplace import Workplace
from nbnb_desktop.errors import Fault, FormError, NbnbError
from nbnb_desktop.i18n import _
from nbnb_desktop.store import PERSON_FORM
from nbnb_desktop.store.reading import select
from nbnb_desktop.xforms.definition import FormDefinition
from nbnb_desktop.xforms.session import FormSession

_NONE: Mapping[str, tuple[Line, ...]] = {}
AND = "+"
"""Between the names of forms that one file fills: ``instroom+uitstroom``."""

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


def record(workplace: Workplace, forms: str, path: Path | str, *, dry_run: bool = False) -> RecordReport:
    """Register every row of a CSV or JSON file as a submission of a form, or of several (``instroom+uitstroom``).

    A row whose id is unknown begins a participant; columns that only the form ``deelnemer`` knows are kept there. Of several forms a
    row fills those that it says something of: a column that only this form has, or that is called ``uitstroom.note``. Raises FormError
    with each refused row and its reason; nothing is registered then.
    """
    return register_lines(workplace, forms, read(Path(path)), dry_run=dry_run)


def register_lines(workplace: Workplace, forms: str, lines: Sequence[Line], *, dry_run: bool = False) -> RecordReport:
    """The same for rows that were read already."""
    desk = _Desk(workplace, forms.split(AND))
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

    def __init__(self, workplace: Workplace, forms: Sequence[str]) -> None:
        self._workplace = workplace
        self._person = _Sheet(workplace, PERSON_FORM)
        self._sheets = [_Sheet(workplace, form) for form in forms if form != PERSON_FORM]
        self._persons_only = not self._sheets
        self._about_participant = self._persons_only or any(sheet.about_participant for sheet in self._sheets)
        every = (self._person, *self._sheets)
        self._known = set(ID_COLUMNS).union(*(sheet.names for sheet in every), *(sheet.repeats for sheet in self._sheets))
        self._shared = {name for name in self._person.refs if not self._persons_only}
        self._shared |= {name for name, count in Counter(name for sheet in self._sheets for name in sheet.refs).items() if count > 1}
        self._dates = {form: _dates(workplace, form, column) for form, column in _PERIOD} if self._touches_period else {}
        self._participants = _by_number(workplace)
        self._taken: dict[str, int] = {}
        self.snapshots: list[EntrySnapshot] = []
        self.new_participants = 0
        self.skipped = 0

    def take(self, line: Line) -> list[Fault]:
        """Fill in the forms with one row; the reasons why that cannot be."""
        number = next((line.cells[name] for name in ID_COLUMNS if name in line.cells), "")
        participant = self._participants.get(number, "")
        faults = [*self._refusals(line, number), *self._impossible(line, participant)]
        if faults:
            return faults
        if self._persons_only and participant:
            return self._again(line, participant)
        if not participant and self._about_participant:
            participant = self._participants[number] = derived_id("participant", number)
            faults += self._fill(self._person, self._person_answers(line, number), participant, line)
            self.new_participants += 1
            self._taken[participant] = line.number
        for sheet in self._sheets:
            if len(self._sheets) == 1 or sheet.is_meant(line, self._shared):
                repeats = {name: rows for name, rows in line.repeats.items() if name in sheet.repeats}
                faults += self._fill(sheet, sheet.answers(line), participant, line, repeats)
        return faults

    @property
    def _touches_period(self) -> bool:
        return any(sheet.form_id == form for sheet in self._sheets for form, __ in _PERIOD)

    def _refusals(self, line: Line, number: str) -> list[Fault]:
        unknown = [_fault(line, name, _("No question is called so.")) for name in (*line.cells, *line.repeats) if name not in self._known]
        spoilt = [_fault(line, name, _("The spreadsheet has spoilt this cell.")) for name, text in line.cells.items() if is_spoilt(text)]
        nobody = self._about_participant and not number
        return [*unknown, *spoilt, *([_fault(line, ID_COLUMNS[1], _("The row does not say whom it is about."))] if nobody else [])]

    def _impossible(self, line: Line, participant: str) -> list[Fault]:
        """An exit before the start, whether both are in the file or one was registered before."""
        days = []
        for form, column in _PERIOD if self._touches_period else ():
            here = next((sheet.answers(line).get(column, "") for sheet in self._sheets if sheet.form_id == form), "")
            days.append(iso_date(here) or self._dates[form].get(participant, ""))
        before = all(days) and days != sorted(days)
        return [_fault(line, _PERIOD[1][1], _("The exit is before the start."))] if before else []

    def _again(self, line: Line, own: str) -> list[Fault]:
        """What was registered before is left as it is; twice in one file is a fault."""
        before = self._taken.setdefault(own, line.number)
        if before != line.number:
            return [_fault(line, "id", _("The same participant is on line {line}.").format(line=before))]
        self.skipped += 1
        return []

    def _person_answers(self, line: Line, number: str) -> dict[str, str]:
        return {"given_name": number, "participant_no": number, **self._person.answers(line)}

    def _fill(
        self, sheet: _Sheet, answers: Mapping[str, str], participant: str, line: Line, repeats: Mapping[str, tuple[Line, ...]] = _NONE
    ) -> list[Fault]:
        submission = derived_id(sheet.form_id, participant, *(() if not sheet.many else sorted(map("=".join, answers.items()))))
        if submission in self._taken or self._workplace.store.submissions.get(submission) is not None:
            return self._again(line, submission)
        self._taken[submission] = line.number
        session = FormSession(sheet.definition, self._workplace.provider())
        faults = [fault for name, text in answers.items() if (fault := _answer(session, sheet, sheet.refs.get(name, ""), name, text, line))]
        for name, rows in repeats.items():
            faults += _fill_rows(session, sheet, name, rows, line)
        refused = {fault.column for fault in faults}
        violations = ((one.ref.rsplit("/", 1)[-1], one.message) for one in session.finish())
        faults += [_fault(line, name, message) for name, message in violations if name not in refused]
        self.snapshots.append(snapshot(Entry(session, submission, participant, sheet.form_id, sheet.definition.version, ())))
        return faults


_PERIOD = (("instroom", "start_date"), ("uitstroom", "exit_date"))
"""The first and the last day of somebody in the programme."""


def _dates(workplace: Workplace, form: str, column: str) -> dict[str, str]:
    rows = select(workplace.store.tables, form, ("_participant", column))
    return {participant: date for participant, date in rows if date}


class _Sheet:
    """A form as a table: its columns and what it is about."""

    def __init__(self, workplace: Workplace, form_id: str) -> None:
        meta = workplace.library.meta(form_id)
        self.definition: FormDefinition = workplace.library.definition(form_id)
        self.form_id = form_id
        self.refs = {column.name: column.ref for column in self.definition.columns()}
        self.names = self.refs.keys() | {f"{form_id}.{name}" for name in self.refs}
        self.repeats = {element.name for element in self.definition.elements.values() if element.repeat}
        self.many = meta.many
        self.about_participant = meta.about == "participant"

    def answers(self, line: Line) -> dict[str, str]:
        """The cells that are answers of this form; one that names the form goes before."""
        plain = {name: text for name, text in line.cells.items() if name in self.refs}
        named = {name.partition(".")[2]: text for name, text in line.cells.items() if name.startswith(f"{self.form_id}.")}
        return {**plain, **named}

    def is_meant(self, line: Line, shared: Collection[str]) -> bool:
        """Whether a row says something of this form: in a column that names it, or that no other form has."""
        own = (name for name in line.cells if name not in shared)
        return any(name in self.names for name in own) or any(name in self.repeats for name in line.repeats)

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
