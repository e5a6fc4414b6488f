"""What happened with a participant, form by form: on which day, and in a few words; and how much of each VIP pillar (spec 1.4).

Surveys tell nothing but that they were filled in: their answers are shown to nobody here.
"""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass

from nbnb_desktop import i18n
from nbnb_desktop.actions.entry import register
from nbnb_desktop.actions.wording import date_words
from nbnb_desktop.actions.workplace import Workplace
from nbnb_desktop.errors import RecordError
from nbnb_desktop.i18n import N_, _
from nbnb_desktop.reports.codes import codes
from nbnb_desktop.store import SubmissionRow
from nbnb_desktop.store.reading import between

ACTIVITY, PLACEMENT, CONTACT, NOTE = "activiteit", "plaatsing", "contact", "notitie"
HAPPENINGS = (ACTIVITY, PLACEMENT, CONTACT, NOTE)
"""Forms of what happened, next to those that a participant has once."""
ABSENT = ("2", "3")
"""Codes of the list aanwezigheid for who was not there."""

PILLARS = {"1": N_("Group training"), "2": N_("Individual coaching"), "3": N_("Practical experience")}
"""The three pillars of VIP2; which instrument belongs to which stands in the list instrument."""


@dataclass(frozen=True, slots=True)
class Telling:
    """How a form tells itself: the question with its day, questions that say what it was with their code lists, a last day."""

    day: str
    words: tuple[tuple[str, str], ...] = ()  # (question, list; "" for plain text)
    until: str = ""


TELLINGS: Mapping[str, Telling] = {
    "intake": Telling("intake_date", (("intake_coach", ""),)),
    "instroom": Telling("start_date", (("project", "project"),)),
    "talentscan": Telling("scan_date"),
    "toekomstplan": Telling("plan_date", (("first_job", ""), ("dream_job", ""))),
    "toestemming": Telling("consent_date"),
    "certificaat": Telling("issued_on", (("certificate_kind", "certificaatsoort"), ("certificate_name", "")), "valid_until"),
    "werkervaring": Telling("start_date", (("occupation", ""), ("employer", "")), "end_date"),
    "opleiding": Telling("", (("education_name", ""), ("school", ""))),
    "leerdoel": Telling("goal_from", (("goal_text", ""),), "goal_until"),
    "feedback": Telling("feedback_date", (("feedback_name", ""), ("feedback_organisation", ""))),
    "praktijkdiagnose": Telling("start_date", (("place", ""),), "end_date"),
    "tussendoelen": Telling("date", (("moment", "evaluatiemoment"),)),
    ACTIVITY: Telling("date", (("instrument", "instrument"), ("activity_name", ""), ("attendance", "aanwezigheid"))),
    NOTE: Telling("date", (("note", ""),)),
    CONTACT: Telling("date", (("contact_with", "contact_met"), ("channel", "contact_kanaal"), ("moment", "contact_moment"))),
    PLACEMENT: Telling("start_date", (("placement_kind", "plaatsingssoort"), ("employer", ""), ("job_title", "")), "end_date"),
    "opleiding_uitstroom": Telling("edu_start", (("edu_name", ""), ("edu_school", "")), "edu_end"),
    "uitstroom": Telling("exit_date", (("exit_code", "uitstroom"),)),
    "uitval": Telling("dropout_date", (("dropout_reason", "uitvalreden"),)),
}


NOTHING = Telling("")
"""Of a form that tells nothing but that it was filled in."""


@dataclass(frozen=True, slots=True)
class Happening:
    """One filled form on its day: ``on`` is ISO, ``words`` what it was in the language of the interface."""

    on: str
    words: str


@dataclass(frozen=True, slots=True)
class Pillar:
    """How often the participant was there; ``last`` is the ISO day of the latest time, "" for never."""

    code: str
    name: str
    count: int
    last: str


@dataclass(frozen=True, slots=True)
class Story:
    """``happenings`` by submission; ``pillars`` are always three."""

    happenings: Mapping[str, Happening]
    pillars: tuple[Pillar, ...]


def story(workplace: Workplace, participant: str) -> Story:
    """All filled forms of a participant."""
    happenings: dict[str, Happening] = {}
    days: dict[str, list[str]] = {pillar: [] for pillar in PILLARS}
    for row in workplace.store.submissions.of(participant):
        telling = TELLINGS.get(row.form_id, NOTHING)
        answers = _answers(workplace, row, telling)
        happenings[row.id] = Happening(answers.get(telling.day) or row.created_at[:10], _words(answers, telling))
        pillar = _pillar(row.form_id, answers)
        if pillar:
            days[pillar].append(happenings[row.id].on)
    return Story(happenings, tuple(Pillar(code, _(PILLARS[code]), len(on), max(on, default="")) for code, on in days.items()))


def write_note(workplace: Workplace, participant: str, words: str) -> str:
    """Keep a note of today; returns its submission. Raises RecordError when it says nothing."""
    if not words.strip():
        raise RecordError(_("There is nothing in the note."), _("Type a few words."))
    return register(workplace, NOTE, participant, {"note": words.strip()})


def _answers(workplace: Workplace, row: SubmissionRow, telling: Telling) -> Mapping[str, str]:
    """What a form tells, from its table: reading a form's definition first would keep the page waiting."""
    columns = tuple(name for name in (telling.day, telling.until, *(name for name, __ in telling.words)) if name)
    if not columns:
        return {}
    found = between(workplace.store.tables, row.form_id, columns, "_submission", row.id, row.id)
    return {name: str(value) for name, value in zip(columns, next(found, ()), strict=False) if value is not None}


def _words(answers: Mapping[str, str], telling: Telling) -> str:
    language = i18n.current()
    said = [codes(known).label(code, language) if known else code for name, known in telling.words if (code := answers.get(name, ""))]
    until = answers.get(telling.until, "")
    if until:
        said.append(_("until {day}").format(day=date_words(until, language)))
    return "  ·  ".join(said)


def _pillar(form_id: str, answers: Mapping[str, str]) -> str:
    """The pillar that an activity counts for, "" when it counts for none or the participant was not there."""
    if form_id == PLACEMENT:
        return "3"
    if form_id != ACTIVITY or answers.get("attendance") in ABSENT:
        return ""
    return codes("instrument").attribute(answers.get("instrument", ""), "pillar")
