"""Employers and the places they offer: the forms about employers (spec 1.12), which belong to no participant."""

from __future__ import annotations

from dataclasses import dataclass

from nbnb_desktop import i18n
from nbnb_desktop.actions import filled
from nbnb_desktop.actions.filled import Filled
from nbnb_desktop.actions.wording import date_words
from nbnb_desktop.actions.workplace import Workplace
from nbnb_desktop.i18n import _
from nbnb_desktop.reports.codes import NOT_KNOWN, codes
from nbnb_desktop.store import SubmissionRow

EMPLOYER, PLACE = "werkgever", "vacature"
FORMS = (EMPLOYER, PLACE)


@dataclass(frozen=True, slots=True)
class EmployerLine:
    """One employer as a list shows it, in the language of the interface; ``open_places`` counts places by the employer's name."""

    id: str
    name: str
    sector: str
    town: str
    contact: str
    open_places: int
    conflicts: int


@dataclass(frozen=True, slots=True)
class PlaceLine:
    """One place. ``about`` says kind, hours, level of Dutch and until when, as far as they are known."""

    id: str
    title: str
    employer: str
    town: str
    about: tuple[str, ...]
    is_open: bool
    conflicts: int


@dataclass(frozen=True, slots=True)
class Begun:
    """A form about an employer that was begun and not finished."""

    id: str
    form_id: str
    title: str
    saved_at: str


@dataclass(frozen=True, slots=True)
class Employers:
    """All that the page shows: employers by name, open places first, drafts."""

    employers: tuple[EmployerLine, ...]
    places: tuple[PlaceLine, ...]
    begun: tuple[Begun, ...]


def overview(workplace: Workplace) -> Employers:
    """Every employer and every place on this laptop."""
    places = [(row, answers) for row, answers in _all(workplace, PLACE)]
    open_by_name: dict[str, int] = {}
    for __, answers in places:
        if is_open(workplace, answers):
            key = answers.text("employer").casefold().strip()
            open_by_name[key] = open_by_name.get(key, 0) + 1
    employers = [_employer(row, answers, open_by_name) for row, answers in _all(workplace, EMPLOYER)]
    lines = [_place(workplace, row, answers) for row, answers in places]
    return Employers(
        tuple(sorted(employers, key=lambda one: one.name.casefold())),
        tuple(sorted(lines, key=lambda one: (not one.is_open, one.title.casefold(), one.id))),
        tuple(
            Begun(draft.submission, draft.form_id, workplace.library.title(draft.form_id), draft.saved_at)
            for draft in workplace.store.drafts.of("")
            if draft.form_id in FORMS
        ),
    )


def is_open(workplace: Workplace, place: Filled) -> bool:
    """Whether a place can still be filled today."""
    today = workplace.provider().now().date().isoformat()
    return not place.says("filled", "1") and (place.text("open_until") or today) >= today


def place(workplace: Workplace, submission: str) -> Filled:
    """The answers about one place; those of nothing when it is not here."""
    row = workplace.store.submissions.get(submission)
    return filled.of_row(workplace, row, (i18n.current(),)) if row and row.form_id == PLACE else filled.NOTHING


def _all(workplace: Workplace, form_id: str) -> list[tuple[SubmissionRow, Filled]]:
    rows = workplace.store.submissions.of_form(form_id)
    return [(row, filled.of_row(workplace, row, (i18n.current(),))) for row in rows]


def _employer(row: SubmissionRow, answers: Filled, open_by_name: dict[str, int]) -> EmployerLine:
    name = answers.text("employer_name")
    contact = " · ".join(answers.text(each) for each in ("contact_person", "contact_phone", "contact_email") if answers.text(each))
    sector = _said("sector", answers.text("sector"))
    return EmployerLine(row.id, name, sector, answers.text("place"), contact, open_by_name.get(name.casefold().strip(), 0), row.conflicts)


def _place(workplace: Workplace, row: SubmissionRow, answers: Filled) -> PlaceLine:
    return PlaceLine(
        row.id,
        title_of(answers),
        answers.text("employer"),
        answers.text("place"),
        about(answers),
        is_open(workplace, answers),
        row.conflicts,
    )


def title_of(answers: Filled) -> str:
    """What a place is called: its own title, else the function."""
    return answers.text("job_title") or _said("functie", answers.text("job_function"))


def about(answers: Filled) -> tuple[str, ...]:
    """Kind, hours a week, level of Dutch and until when, in words."""
    hours, level, until = (answers.text(name) for name in ("hours_per_week", "language_required", "open_until"))
    said = (
        _said("plaatsingssoort", answers.text("placement_kind")),
        _("{hours} hours a week").format(hours=hours) if hours else "",
        _("Dutch {level}").format(level=level) if level not in NOT_KNOWN | {"0"} else "",
        _("until {day}").format(day=date_words(until, i18n.current())) if until else "",
    )
    return tuple(one for one in said if one)


def _said(name: str, code: str) -> str:
    return codes(name).label(code, i18n.current()) if code else ""
