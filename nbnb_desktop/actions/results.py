"""What came out of talent scan and surveys, as pictures: charts in the model of the papers, talents in quadrants, change.

Spec 4, 7.5 and 7.6. A survey is shown only when the participant agreed that the coach sees it; of the others nothing but that they exist.
"""

from __future__ import annotations

import math
from collections.abc import Mapping
from dataclasses import dataclass

from nbnb_desktop import i18n
from nbnb_desktop.actions import consent, filled
from nbnb_desktop.actions.filled import Filled
from nbnb_desktop.actions.wording import date_words
from nbnb_desktop.actions.workplace import Workplace
from nbnb_desktop.documents.pages import Bar, Chart
from nbnb_desktop.i18n import N_, _
from nbnb_desktop.reports.codes import codes
from nbnb_desktop.reports.scores import (
    PILLARS,
    TYPES,
    ChangeBasis,
    holland_remark,
    quadrants,
    reliable_change,
    survey_scores,
)
from nbnb_desktop.reports.survey import BASIS, PILLAR_NAMES, WAVES, basis
from nbnb_desktop.store import SubmissionRow
from nbnb_desktop.store.reading import select

QUADRANTS = {
    "talents": (N_("Can do it and wants it"), N_("These are talents.")),
    "reserve": (N_("Can do it, does not want it"), N_("A reserve, for when it is needed.")),
    "learning": (N_("Wants it, cannot do it alone yet"), N_("A goal to learn: take it along in the plan.")),
    "rest": (N_("Not now"), N_("Cannot do it alone yet and does not ask for it.")),
}
WAVE_NAMES = {"T0": N_("At the start"), "T1": N_("At the end"), "T2": N_("Afterwards")}


@dataclass(frozen=True, slots=True)
class Quadrant:
    """One of the four: title, what it means, the skills in words."""

    title: str
    meaning: str
    skills: tuple[str, ...]


@dataclass(frozen=True, slots=True)
class Scan:
    """The talent scan. ``code``: the Holland code as scored; ``letters``: (letter, in words) in its order; ``remark``: when unclear."""

    interests: Chart
    code: str
    letters: tuple[tuple[str, str], ...]
    remark: str
    quadrants: tuple[Quadrant, ...]
    on: str


@dataclass(frozen=True, slots=True)
class PillarResult:
    """One pillar over the waves that may be seen. ``change`` is a sentence, "" with one wave."""

    name: str
    chart: Chart
    change: str


@dataclass(frozen=True, slots=True)
class Results:
    """``hidden``: titles of surveys that the participant did not share; ``notes``: what to keep in mind with the change."""

    scan: Scan | None
    pillars: tuple[PillarResult, ...]
    hidden: tuple[str, ...]
    notes: tuple[str, ...]


@dataclass(frozen=True, slots=True)
class _Wave:
    """One survey that may be seen."""

    name: str
    row: SubmissionRow
    answers: Filled
    pillars: Mapping[str, float | None]


def results(workplace: Workplace, participant: str) -> Results:
    """All that came out for one participant, in the language of the interface."""
    language = i18n.current()
    scan = filled.latest(workplace, participant, "talentscan", (language,))
    waves, hidden = _waves(workplace, participant)
    basis = _basis(workplace) if len(waves) > 1 else {}
    pillars = tuple(_pillar(pillar, waves, basis.get(pillar)) for pillar in PILLARS) if waves else ()
    return Results(_scan(scan) if scan else None, pillars, hidden, _notes(waves, basis))


# ------------------------------------------------------------------ talent scan


def _scan(scan: Filled) -> Scan:
    scores = {kind: scan.number(f"score_{kind}") for kind in TYPES}
    code, remark = scan.text("holland_code"), holland_remark(scores)
    letters = tuple((letter, _type(letter)) for letter in code if letter in TYPES)
    on = scan.text("scan_date") or scan.changed_at[:10]
    return Scan(_interests(scores), code, letters, _(remark) if remark else "", _quadrants(scan), date_words(on, i18n.current()))


def _interests(scores: Mapping[str, float | None]) -> Chart:
    bars = tuple(Bar(f"{kind}  {_type(kind)}", scores[kind], _shown(scores[kind], 1)) for kind in TYPES)
    told = _(", ").join(f"{bar.label} {bar.shown}" for bar in bars)
    alt = _("Bar chart of interests from 0 to 12: {scores}").format(scores=told)
    return Chart(bars, 12, alt, _("What I like to do, from 0 to 12. It shows a preference, it is not a test."))


def _type(letter: str) -> str:
    return codes("riasec").label(letter, i18n.current())


def _quadrants(scan: Filled) -> tuple[Quadrant, ...]:
    found = quadrants(scan.values)
    names = {name: tuple(codes("vaardigheid").label(skill, i18n.current()) for skill in getattr(found, name)) for name in QUADRANTS}
    return tuple(Quadrant(_(title), _(meaning), names[name]) for name, (title, meaning) in QUADRANTS.items())


# ------------------------------------------------------------------ surveys


def _waves(workplace: Workplace, participant: str) -> tuple[tuple[_Wave, ...], tuple[str, ...]]:
    """The last survey of each wave that may be seen, and the titles of those that may not."""
    waves, hidden = [], []
    rows = {row.form_id: row for row in workplace.store.submissions.of(participant)}  # the last one of a form stays
    for name, form in WAVES.items():
        if form not in rows:
            continue
        answers = filled.of_row(workplace, rows[form], (i18n.current(),))
        if consent.is_shared(answers.values):
            waves.append(_Wave(name, rows[form], answers, survey_scores(answers.values).pillars))
        else:
            hidden.append(workplace.library.title(form))
    return tuple(waves), tuple(hidden)


def _pillar(pillar: str, waves: tuple[_Wave, ...], basis: ChangeBasis | None) -> PillarResult:
    bars = tuple(Bar(_(WAVE_NAMES[wave.name]), wave.pillars[pillar], _shown(wave.pillars[pillar]), _day(wave)) for wave in waves)
    name = _(PILLAR_NAMES[pillar])
    told = _(", ").join(f"{bar.label} {bar.shown}" for bar in bars)
    alt = _("Bar chart of {name} from 0 to 100: {scores}").format(name=name, scores=told)
    return PillarResult(name, Chart(bars, 100, alt), _change(waves[0].pillars[pillar], waves[-1].pillars[pillar], len(waves), basis))


def _change(before: float | None, after: float | None, count: int, basis: ChangeBasis | None) -> str:
    """The words of 7.6 where the sample allows them, else the difference alone."""
    if count < 2 or before is None or after is None:
        return ""
    change = reliable_change(before, after, basis)
    points = f"\u2066{rounded(change.difference):+.0f}\u2069"  # a sign stays before its figure, also between Arabic words
    if not change.label:
        return _("Difference: {points} points.").format(points=points)
    return _("Difference: {points} points, {label}.").format(points=points, label=_(change.label))


def _basis(workplace: Workplace) -> Mapping[str, ChangeBasis | None]:
    """Per pillar, from everybody's first survey on this laptop; single answers of others are not shown anywhere."""
    columns = list(zip(*select(workplace.store.tables, WAVES["T0"], BASIS), strict=True)) or [()] * len(BASIS)
    everybody = dict(zip(BASIS, columns, strict=True))
    return {pillar: basis(everybody, pillar) for pillar in PILLARS}


def _notes(waves: tuple[_Wave, ...], basis: Mapping[str, ChangeBasis | None]) -> tuple[str, ...]:
    if len(waves) < 2:
        return ()
    notes = [_("A change is not proof that the programme was its cause.")]
    if not any(one and one.usable for one in basis.values()):
        notes.append(_("There are too few first surveys on this laptop to say whether a difference is clear."))
    first, last = waves[0], waves[-1]
    if (first.row.language, _helper(first)) != (last.row.language, _helper(last)):
        notes.append(_("The two surveys were not filled in in the same way (language or helper). Compare with care."))
    return tuple(notes)


def _helper(wave: _Wave) -> str:
    return wave.answers.text("helper_role")


def _day(wave: _Wave) -> str:
    return date_words(wave.row.created_at[:10], i18n.current())


def rounded(value: float, digits: int = 0) -> float:
    """Half goes up, as everywhere in the reports (spec 2.2)."""
    unit: int = 10**digits
    return math.floor(value * unit + 0.5) / unit


def _shown(value: float | None, digits: int = 0) -> str:
    if value is None:
        return _("too few answers")
    said = f"{rounded(value, digits):g}"
    return said.replace(".", ",") if i18n.current() == "nl" else said
