"""Matching: for a place the participants, for a participant the places; from a match one begins the placement (NBNB 2.2, 3.4)."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass

from nbnb_desktop import i18n
from nbnb_desktop.actions import employers, prefill, seeking
from nbnb_desktop.actions.filled import Filled, of_row
from nbnb_desktop.actions.suggesting import Caution
from nbnb_desktop.actions.workplace import Workplace
from nbnb_desktop.errors import RecordError
from nbnb_desktop.i18n import _
from nbnb_desktop.reports import occupations
from nbnb_desktop.reports.codes import NOT_KNOWN, codes
from nbnb_desktop.reports.matching import TOPICS, Match, Opening, best, match
from nbnb_desktop.reports.occupations import Occupation

PLACEMENT = "plaatsing"
CONTACT, EMPLOYER = "contact", "2"
"""The form of a talk, and its code in contact_met for who it was with."""
ON_TRIAL = "5"
"""Its code in the list plaatsingssoort."""
MATCHED_BY_COACH = "1"
"""Code of the list gevonden_via."""

CONFLICTS = {"varkensvlees": "varken", "alcohol": "alcohol", "verzorgen": "verzorgen"}
"""What a place asks -> the demand of a participant (list werkeis) that it clashes with."""

NOTHING = Occupation("", "")


@dataclass(frozen=True, slots=True)
class MatchLine:
    """One participant and one place, in the language of the interface.

    ``reasons`` are sentences, ``skills`` words, ``cautions`` what to look at, the heaviest first; ``fits`` when nothing stands in
    the way now.
    """

    participant: str
    name: str
    place: str
    title: str
    employer: str
    about: tuple[str, ...]
    reasons: tuple[str, ...]
    skills: tuple[str, ...]
    cautions: tuple[Caution, ...]
    fits: bool


@dataclass(frozen=True, slots=True)
class Matches:
    """``title`` is the place, or the name of the participant; ``looked_at`` counts all that were compared."""

    title: str
    about: tuple[str, ...]
    lines: tuple[MatchLine, ...]
    looked_at: int


def people_for(workplace: Workplace, place: str) -> Matches:
    """The participants who may fit a place, best first. Raises RecordError for a place that is not here."""
    answers = _place(workplace, place)
    opening = _opening(place, answers, _known_jobs())
    compared = [match(seeker, opening) for seeker in seeking.seekers(workplace)]
    with workplace.store.atomic():
        workplace.store.audit.note("matched", place)
    lines = tuple(line for one in best(compared) if (line := _line(workplace, one, answers)))
    return Matches(employers.title_of(answers), (answers.text("employer"), *employers.about(answers)), lines, len(compared))


def places_for(workplace: Workplace, participant: str) -> Matches:
    """The open places that may fit a participant, best first. Raises RecordError for a participant who is not here."""
    person = workplace.store.participants.get(participant)
    if person is None:
        raise RecordError(_("This participant is not on this laptop."), _("Search by name, or import the file that has the participant."))
    seeker, jobs = seeking.seeker(workplace, participant), _known_jobs()
    rows = workplace.store.submissions.of_form(employers.PLACE)
    places = {row.id: of_row(workplace, row, (i18n.current(),)) for row in rows}
    compared = [match(seeker, _opening(one, place, jobs)) for one, place in places.items() if employers.is_open(workplace, place)]
    lines = tuple(line for one in best(compared) if (line := _line(workplace, one, places[one.opening])))
    return Matches(person.name, (), lines, len(compared))


def begin_introduction(workplace: Workplace, participant: str, place: str) -> str:
    """A contact with the employer about this participant; returns the submission to open and complete."""
    answers = _place(workplace, place)
    title, employer = employers.title_of(answers), answers.text("employer")
    topic = _("Introduction: {title}, {employer}").format(title=title, employer=employer) if employer else title
    return prefill.start(workplace, CONTACT, participant, {"contact_with": EMPLOYER, "topic": topic})


def begin_placement(workplace: Workplace, participant: str, place: str, *, on_trial: bool = False) -> str:
    """A placement of the participant with what the place says; returns the submission to open and complete."""
    answers = _place(workplace, place)
    known = {name: answers.text(name) for name in ("placement_kind", "employer", "sector", "job_function", "job_title", "start_date")}
    if on_trial:
        known["placement_kind"] = ON_TRIAL
    hours = answers.text("hours_per_week")
    told = {"found_via": MATCHED_BY_COACH, "hours_known": "1" if hours else "", "hours_per_week": hours}
    return prefill.start(workplace, PLACEMENT, participant, {**known, **told})


def _place(workplace: Workplace, submission: str) -> Filled:
    answers = employers.place(workplace, submission)
    if not answers:
        raise RecordError(_("This place is not on this laptop."), _("Import the file that has it."))
    return answers


def _known_jobs() -> Mapping[str, Occupation]:
    return {job.code: job for job in occupations.load()}


def _opening(submission: str, place: Filled, jobs: Mapping[str, Occupation]) -> Opening:
    """What a place asks; what it does not say of its work is taken from the list of occupations."""
    job = jobs.get(place.text("job_function"), NOTHING)
    level, hours, asked = place.text("language_required"), place.number("hours_per_week"), place.text("requirements")
    return Opening(
        id=submission,
        title=employers.title_of(place),
        town=place.text("place"),
        postcode4=place.text("postcode4"),
        hours=int(hours) if hours else None,
        times=frozenset(place.text("day_parts").split()),
        start=place.text("start_date"),
        interests=job.interests,
        key_skills=job.key_skills,
        language="" if level in NOT_KNOWN | {"0"} else level,
        diploma=place.text("diploma_required") or ("…" if place.says("requirements", "diploma") else ""),
        regulated=job.regulated,
        needs=_needs(place),
        lifting=place.says("requirements", "tillen") if asked else job.lifting,
        conflicts=tuple(CONFLICTS[one] for one in asked.split() if one in CONFLICTS) if asked else job.conflicts,
    )


def _needs(place: Filled) -> tuple[str, ...]:
    """Certificates, licences and the certificate of conduct, in the words of the list of occupations."""
    licences = tuple(f"rijbewijs_{one}" for one in place.text("driving_licence").split() if one not in ("geen", "99"))
    vog = ("VOG",) if place.says("requirements", "vog") else ()
    return (*place.text("certificates").split(), *licences, *vog)


def _line(workplace: Workplace, one: Match, place: Filled) -> MatchLine | None:
    person = workplace.store.participants.get(one.seeker)
    if person is None:
        return None
    cautions = tuple(Caution(_(TOPICS[light.topic]), light.reason, light.colour) for light in one.warnings)
    skills = tuple(codes("vaardigheid").label(skill, i18n.current()) for skill in one.skills)
    reasons = tuple(light.reason for light in one.reasons)
    title, employer, about = employers.title_of(place), place.text("employer"), employers.about(place)
    return MatchLine(one.seeker, person.name, one.opening, title, employer, about, reasons, skills, cautions, one.fits)
