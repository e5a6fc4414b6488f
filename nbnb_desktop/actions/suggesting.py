"""Occupations that may fit, from intake and talent scan (spec 4.4): support for a talk. People choose, and write it in the scan."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass

from nbnb_desktop import i18n
from nbnb_desktop.actions import seeking
from nbnb_desktop.actions.entry import Entry, reopen, save_draft, snapshot
from nbnb_desktop.actions.prefill import answer
from nbnb_desktop.actions.workplace import Workplace
from nbnb_desktop.errors import RecordError
from nbnb_desktop.i18n import N_, _
from nbnb_desktop.reports import occupations
from nbnb_desktop.reports.codes import codes
from nbnb_desktop.reports.occupations import Occupation, Suggestion
from nbnb_desktop.reports.realism import TOPICS
from nbnb_desktop.reports.scores import holland_remark
from nbnb_desktop.xforms.session import FormSession

TALENTSCAN = "talentscan"
GROUPS = {
    "now": N_("Now (0 to 3 months)"),
    "soon": N_("Soon (3 to 12 months)"),
    "later": N_("Later (after a year)"),
    occupations.ALSO_LOOK: N_("Have a look at this as well"),
}
_HORIZONS = {"now": "nu", "soon": "straks", "later": "later"}
"""Codes of the list horizon."""

PRACTICAL = frozenset("RC")


@dataclass(frozen=True, slots=True)
class Caution:
    """What to look at: a topic and its reason in words; ``colour`` is orange or red."""

    topic: str
    reason: str
    colour: str


@dataclass(frozen=True, slots=True)
class Idea:
    """One occupation in the language of the interface: why it fits (interests, then skills) and what to look at."""

    code: str
    name: str
    interests: tuple[str, ...]
    skills: tuple[str, ...]
    cautions: tuple[Caution, ...]


@dataclass(frozen=True, slots=True)
class Ideas:
    """``groups``: title with its ideas, empty ones left out; ``shared`` is what to look at with each of them.

    ``remark`` says why there are none or what to keep in mind.
    """

    groups: tuple[tuple[str, tuple[Idea, ...]], ...]
    shared: tuple[Caution, ...]
    remark: str
    attribution: str


def ideas(workplace: Workplace, participant: str) -> Ideas:
    """Occupations for a talk with a participant; none without a talent scan or with a flat profile."""
    found = _suggestions(workplace, participant)
    cautions = [_cautions(one) for one in found]
    shared = tuple(each for each in cautions[0] if all(each in one for one in cautions)) if cautions else ()
    groups = tuple(
        (_(title), tuple(_idea(one, shared) for one in found if one.group == group))
        for group, title in GROUPS.items()
        if any(one.group == group for one in found)
    )
    return Ideas(groups, shared, _remark(workplace, participant, found), _(occupations.ATTRIBUTION))


def take_over(workplace: Workplace, participant: str, chosen: Sequence[str]) -> str:
    """Write occupations (codes) into the talent scan as new rows of a draft; returns the submission to open.

    What is there already is not written twice; whether it can be done stays open for the talk. Raises RecordError without a scan.
    """
    entry = _scan(workplace, participant)
    session = entry.session
    repeat = next(one.ref for one in session.definition.elements.values() if one.repeat and one.name == "occupation")
    there = {session.text(f"{row}/occupation_function") for row in session.rows(repeat)}
    for one in _suggestions(workplace, participant):
        if one.occupation.code in chosen and one.occupation.code not in there:
            _write(entry, _empty_row(session, repeat), one)
    save_draft(workplace, snapshot(entry, f"{session.rows(repeat)[-1]}/occupation_function"))
    return entry.submission


def _empty_row(session: FormSession, repeat: str) -> str:
    """The last row when nothing stands in it yet, else a new one."""
    rows = session.rows(repeat)
    if not rows or any(session.text(f"{rows[-1]}/{name}") for name in ("occupation_function", "occupation_other")):
        session.add_row(repeat)
    return session.rows(repeat)[-1]


def _write(entry: Entry, row: str, one: Suggestion) -> None:
    """In Dutch, like the rest of the file."""
    job = one.occupation
    is_listed = job.code in codes("functie")
    told = ", ".join(_types(one, i18n.SOURCE_LANGUAGE) + _skills(one, i18n.SOURCE_LANGUAGE))
    answers = {
        "occupation_function": job.code if is_listed else "",
        "occupation_other": "" if is_listed else job.label,
        "occupation_horizon": _HORIZONS.get(one.group, ""),
        "occupation_fits": told,
    }
    for name, text in answers.items():
        if text:
            answer(entry.session, f"{row}/{name}", text)


def _scan(workplace: Workplace, participant: str) -> Entry:
    rows = [row for row in workplace.store.submissions.of(participant) if row.form_id == TALENTSCAN]
    if not rows:
        raise RecordError(_("There is no talent scan yet."), _("Do the talent scan with the participant first."))
    return reopen(workplace, rows[-1].id)


def _suggestions(workplace: Workplace, participant: str) -> tuple[Suggestion, ...]:
    known = seeking.seeker(workplace, participant)
    return occupations.suggest(occupations.load(), known.scores, known.skills, known.wishes)


def _remark(workplace: Workplace, participant: str, found: tuple[Suggestion, ...]) -> str:
    scores = seeking.seeker(workplace, participant).scores
    unclear = holland_remark(scores)
    if unclear:
        return _(unclear)
    if not found:
        return _("The talent scan gives no order of interests yet, so no occupation comes before another.")
    if all(one.occupation.top[0] in PRACTICAL for one in found if one.group != occupations.ALSO_LOOK):
        return _("Most work in this list is practical or orderly. That says something about the list, not about the participant.")
    return ""


def _cautions(one: Suggestion) -> tuple[Caution, ...]:
    return tuple(Caution(_(TOPICS[light.topic]), light.reason, light.colour) for light in one.cautions)


def _idea(one: Suggestion, shared: tuple[Caution, ...]) -> Idea:
    language = i18n.current()
    cautions = tuple(each for each in _cautions(one) if each not in shared)
    return Idea(one.occupation.code, name_of(one.occupation, language), _types(one, language), _skills(one, language), cautions)


def name_of(job: Occupation, language: str) -> str:
    """An occupation in a language; as the organisation wrote it where it is not in the list of functions."""
    return codes("functie").label(job.code, language) if job.code in codes("functie") else job.label


def _types(one: Suggestion, language: str) -> tuple[str, ...]:
    return tuple(codes("riasec").label(kind, language) for kind in one.types)


def _skills(one: Suggestion, language: str) -> tuple[str, ...]:
    return tuple(codes("vaardigheid").label(skill, language) for skill in one.skills)
