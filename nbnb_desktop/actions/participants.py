"""Finding, adding and opening participants."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date

from nbnb_desktop.actions.entry import register
from nbnb_desktop.actions.workplace import Workplace
from nbnb_desktop.errors import RecordError
from nbnb_desktop.i18n import _
from nbnb_desktop.records import new_id
from nbnb_desktop.store import PERSON_FORM, Participant

PRECISIONS = ("exact", "month", "year", "about")
"""How precisely a birth date is known; what is not known is not made up."""


@dataclass(frozen=True, slots=True)
class ParticipantRow:
    """One line of the list. ``birth`` is ISO: ``1990-04-12``, ``1990-04`` or ``1990``, as precise as it is known."""

    id: str
    given_name: str
    family_name: str
    own_name: str
    birth: str
    birth_precision: str
    languages: tuple[str, ...]
    changed_at: str

    @property
    def name(self) -> str:
        return f"{self.given_name} {self.family_name}".strip()


@dataclass(frozen=True, slots=True)
class ParticipantPage:
    """A slice of the list; ``total`` counts all that were found."""

    rows: tuple[ParticipantRow, ...]
    total: int


@dataclass(frozen=True, slots=True)
class NewParticipant:
    """What is asked to begin a file. ``birth`` is as precise as ``birth_precision`` says, or ""."""

    given_name: str
    family_name: str = ""
    own_name: str = ""
    birth: str = ""
    birth_precision: str = "exact"
    languages: tuple[str, ...] = ()
    gender: str = ""


@dataclass(frozen=True, slots=True)
class SubmissionLine:
    """One filled form in a participant's file; ``saved`` is False as long as there is a draft only."""

    id: str
    form_id: str
    title: str
    changed_at: str
    author: str
    language: str
    conflicts: int
    draft: bool
    saved: bool = True


@dataclass(frozen=True, slots=True)
class PathStep:
    """One step of the path: a form, and how far the participant is with it.

    ``state`` is "done", "in_progress", "next" or "later"; ``submission`` is the one to go on with, or "".
    """

    form_id: str
    title: str
    stage: str
    audience: str
    state: str
    submission: str


@dataclass(frozen=True, slots=True)
class ParticipantFile:
    """All that the page of one participant shows."""

    row: ParticipantRow
    path: tuple[PathStep, ...]
    submissions: tuple[SubmissionLine, ...]
    more_forms: tuple[tuple[str, str], ...]  # (form id, title) of what can be registered besides
    conflicts: int


def search(workplace: Workplace, text: str = "", *, limit: int = 200, offset: int = 0) -> ParticipantPage:
    """Participants whose names look like ``text`` in any script, best first; all of them, latest first, without text."""
    page = workplace.store.participants.search(text, limit=limit, offset=offset)
    return ParticipantPage(tuple(row_of(found) for found in page.rows), page.total)


def get(workplace: Workplace, participant: str) -> ParticipantRow:
    """One participant; raises RecordError when nobody here has that id."""
    found = workplace.store.participants.get(participant)
    if found is None:
        raise RecordError(_("This participant is not on this laptop."), _("Search by name, or import the file that has the participant."))
    return row_of(found)


def likely_same(workplace: Workplace, person: NewParticipant) -> tuple[ParticipantRow, ...]:
    """People already here who may be the same person: other spelling, other script, names swapped."""
    day = birth_answers(person.birth, person.birth_precision).get("birth_date", "")
    found = workplace.store.participants.likely_same(
        person.given_name.strip(), person.family_name.strip(), person.own_name.strip(), day, person.birth_precision
    )
    return tuple(row_of(same.participant) for same in found)


def new(workplace: Workplace, person: NewParticipant) -> str:
    """Begin a file; returns the participant's id. Raises RecordError when a name is missing or the date cannot be."""
    if not person.given_name.strip() and not person.family_name.strip():
        raise RecordError(_("There is no name yet."), _("Type at least one name."))
    participant = new_id()
    register(workplace, PERSON_FORM, participant, answers_of(person))
    return participant


def answers_of(person: NewParticipant) -> dict[str, str]:
    """The answers to the form ``deelnemer`` that a new participant brings along."""
    answers = {
        "given_name": person.given_name.strip(),
        "family_name": person.family_name.strip(),
        "own_name": person.own_name.strip(),
        "languages": " ".join(person.languages),
        "gender": person.gender,
    }
    return {name: text for name, text in {**answers, **birth_answers(person.birth, person.birth_precision)}.items() if text}


def birth_answers(birth: str, precision: str) -> dict[str, str]:
    """The birth date as the form keeps it; raises RecordError for a date that cannot be or lies in the future."""
    if not birth:
        return {}
    first = (birth + "-01-01")[:10] if len(birth) == 4 else (birth + "-01")[:10]
    try:
        day = date.fromisoformat(first)
    except ValueError as impossible:
        raise RecordError(_("This birth date does not exist."), _("Check the day, the month and the year.")) from impossible
    if day > date.today():
        raise RecordError(_("The birth date lies in the future."), _("Check the year."))
    return {"birth_precision": precision, "birth_date": first}


def open_file(workplace: Workplace, participant: str) -> ParticipantFile:
    """A participant's file: the path with what is done and what is next, and every form filled in."""
    row = get(workplace, participant)
    lines = _lines(workplace, participant)
    path, more = _path(workplace, lines)
    with workplace.store.atomic():
        workplace.store.audit.note("read", participant)
    return ParticipantFile(row, path, lines, more, sum(line.conflicts for line in lines))


def _lines(workplace: Workplace, participant: str) -> tuple[SubmissionLine, ...]:
    saved = {row.id: row for row in workplace.store.submissions.of(participant)}
    drafts = {draft.submission: draft for draft in workplace.store.drafts.of(participant)}
    lines = [
        SubmissionLine(
            row.id, row.form_id, _title(workplace, row.form_id), row.changed_at, row.author, row.language, row.conflicts, row.id in drafts
        )
        for row in saved.values()
    ]
    lines += [
        SubmissionLine(
            draft.submission, draft.form_id, _title(workplace, draft.form_id), draft.saved_at, draft.author, draft.language, 0, True, False
        )
        for draft in drafts.values()
        if draft.submission not in saved
    ]
    return tuple(sorted(lines, key=lambda line: line.changed_at, reverse=True))


def _path(workplace: Workplace, lines: tuple[SubmissionLine, ...]) -> tuple[tuple[PathStep, ...], tuple[tuple[str, str], ...]]:
    steps: list[PathStep] = []
    more: list[tuple[str, str]] = []
    for meta in workplace.library.metas():
        if meta.about != "participant" or meta.form_id == PERSON_FORM:
            continue
        if meta.stage and not meta.many:
            steps.append(_step(workplace, meta.form_id, meta.stage, meta.audience, lines, any(step.state == "next" for step in steps)))
        else:
            more.append((meta.form_id, _title(workplace, meta.form_id)))
    return tuple(steps), tuple(more)


def _step(
    workplace: Workplace, form_id: str, stage: str, audience: str, lines: tuple[SubmissionLine, ...], next_is_known: bool
) -> PathStep:
    own = [line for line in lines if line.form_id == form_id]
    begun = next((line for line in own if line.draft), None)
    state = "in_progress" if begun else "done" if own else "later" if next_is_known else "next"
    submission = begun.id if begun else own[0].id if own else ""
    return PathStep(form_id, _title(workplace, form_id), stage, audience, state, submission)


def _title(workplace: Workplace, form_id: str) -> str:
    return workplace.library.title(form_id)


def row_of(found: Participant) -> ParticipantRow:
    return ParticipantRow(
        id=found.id,
        given_name=found.given_name,
        family_name=found.family_name,
        own_name=found.own_name,
        birth=found.birth_date[: _KNOWN.get(found.birth_precision, 10)],
        birth_precision=found.birth_precision,
        languages=found.languages,
        changed_at=found.changed_at,
    )


_KNOWN = {"exact": 10, "month": 7, "year": 4, "about": 4}
"""How many characters of an ISO date are known."""
