"""Suggestions of occupations from the talent scan (spec 4.4): support for a talk, never a decision.

A suggestion says why (interests, skills) and what to look at (``realism``); no percentage is shown. The list is
``resources/occupations.csv``; an organisation may use a file of its own with the same columns.
"""

from __future__ import annotations

import csv
import math
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass, field, replace
from pathlib import Path

from nbnb_desktop.errors import RecordError
from nbnb_desktop.i18n import N_, _
from nbnb_desktop.places import data_folder
from nbnb_desktop.reports.realism import HORIZONS, Light, Wishes, horizon, realism
from nbnb_desktop.reports.scores import TYPES, holland

ATTRIBUTION = N_(
    "This page includes information from the O*NET Database by the U.S. Department of Labor, Employment and Training Administration "
    "(USDOL/ETA), used under the CC BY 4.0 license and modified; USDOL/ETA has not approved, endorsed or tested these modifications. "
    "This service uses the ESCO classification of the European Commission."
)
"""Must be shown with every list of suggestions (CC BY 4.0; Decision 2011/833/EU)."""

MOST = 8
ALSO_LOOK = "also_look"
WEIGHTS = (0.4, 0.4, 0.2)
"""Interest fit, skills fit, conditions fit."""


@dataclass(frozen=True, slots=True)
class Occupation:
    """One row of the list. ``interests``: O*NET values 1 to 7 per type, empty when there are none.

    ``language``: lowest ERK level or ""; ``needs`` and ``wishes``: certificates and licences that are a must and a plus;
    ``conflicts``: demands on work (list werkeis) it clashes with; ``openings`` 0 to 3, ``travel_minutes`` and ``hours``
    a week in the region, None until staff fill them in.
    """

    code: str
    label: str
    label_en: str = ""
    interests: Mapping[str, float] = field(default_factory=dict)
    isco08: str = ""
    language: str = ""
    diploma: str = ""
    regulated: bool = False
    needs: tuple[str, ...] = ()
    wishes: tuple[str, ...] = ()
    lifting: bool = False
    conflicts: tuple[str, ...] = ()
    key_skills: tuple[str, ...] = ()
    openings: int | None = None
    travel_minutes: int | None = None
    hours: int | None = None

    @property
    def top(self) -> str:
        """The three highest interest types, as in R, C and S of a driver."""
        return "".join(sorted(self.interests, key=lambda kind: (-self.interests[kind], TYPES.index(kind)))[:3])


@dataclass(frozen=True, slots=True)
class Suggestion:
    """One occupation with its reasons. ``group``: now, soon, later or also_look (another type than the rest).

    ``types`` and ``skills`` are what it fits (letters; skill codes with at least some ability), ``lights`` the realism check.
    The fits 0 to 1 order the list and are not for a screen.
    """

    occupation: Occupation
    group: str
    types: str
    skills: tuple[str, ...]
    lights: tuple[Light, ...]
    interest_fit: float
    skills_fit: float
    conditions_fit: float
    total: float

    @property
    def cautions(self) -> tuple[Light, ...]:
        """What to look at: every light that is not green."""
        return tuple(light for light in self.lights if light.colour != "green")


def load(path: Path | None = None) -> tuple[Occupation, ...]:
    """The occupations of ``path``, or the shipped ones; raises RecordError naming the line that cannot be read."""
    source = path or data_folder("resources") / "occupations.csv"
    try:
        lines = source.read_text(encoding="utf-8-sig").splitlines()
    except (OSError, UnicodeDecodeError) as refusal:
        raise RecordError(_("The list of occupations cannot be read."), _("Choose a CSV file in UTF-8.")) from refusal
    comments = sum(1 for line in lines if line.startswith("#"))
    rows = csv.DictReader(line for line in lines if not line.startswith("#"))
    occupations = []
    for number, row in enumerate(rows, comments + 2):
        try:
            occupations.append(_occupation(row))
        except (KeyError, ValueError, AttributeError) as refusal:
            title = _("Line {number} of the list of occupations cannot be read.").format(number=number)
            raise RecordError(title, _("Compare it with the shipped list: the same columns, numbers with a point.")) from refusal
    return tuple(occupations)


def _occupation(row: Mapping[str, str]) -> Occupation:
    interests = {kind: float(row[kind]) for kind in TYPES if row[kind].strip()}
    if len(interests) not in (0, len(TYPES)) or not row["code"].strip() or not row["label_nl"].strip():
        raise ValueError(row["code"])
    return Occupation(
        code=row["code"].strip(),
        label=row["label_nl"].strip(),
        label_en=row.get("label_en", "").strip(),
        interests=interests,
        isco08=row.get("isco08", "").strip(),
        language=row.get("language", "").strip(),
        diploma=row.get("diploma", "").strip(),
        regulated=row.get("regulated", "") == "1",
        needs=tuple(row.get("needs", "").split()),
        wishes=tuple(row.get("wishes", "").split()),
        lifting=row.get("lifting", "") == "1",
        conflicts=tuple(row.get("conflicts", "").split()),
        key_skills=tuple(row.get("key_skills", "").split()),
        openings=_number(row.get("openings", ""), 3),
        travel_minutes=_number(row.get("travel_minutes", ""), 600),
        hours=_number(row.get("hours", ""), 60),
    )


def _number(text: str, most: int) -> int | None:
    if not text.strip():
        return None
    value = int(text)
    if not 0 <= value <= most:
        raise ValueError(text)
    return value


def suggest(
    occupations: Iterable[Occupation],
    scores: Mapping[str, float | None],
    skills: Mapping[str, int | None],
    wishes: Wishes,
    *,
    weights: tuple[float, float, float] = WEIGHTS,
) -> tuple[Suggestion, ...]:
    """At most eight suggestions by horizon, and one of another type where there is one.

    ``scores``: the six interest scores; ``skills``: the 24 skills 0 to 2. A profile that is flat or not fully scored
    ranks nothing: (). Equal totals: higher skills fit, then openings, then code.
    """
    profile = holland(scores)
    if not profile.ranks or profile.flat:
        return ()
    known = {kind: value for kind, value in scores.items() if value is not None}
    ranked = sorted((_fit(job, known, skills, wishes, weights) for job in occupations if job.interests), key=_order)
    chosen = ranked[:MOST]
    letters = {found.occupation.top[0] for found in chosen}
    another = next((found for found in ranked[MOST:] if found.occupation.top[0] not in letters), None)
    if another:
        chosen = [*chosen[: MOST - 1], replace(another, group=ALSO_LOOK)]
    places = (*HORIZONS, ALSO_LOOK)
    return tuple(sorted(chosen, key=lambda found: places.index(found.group)))


def pearson(first: Sequence[float], second: Sequence[float]) -> float:
    """Correlation of two equally long rows; 0 when one of them does not vary."""
    mean_first, mean_second = sum(first) / len(first), sum(second) / len(second)
    pairs = [(a - mean_first, b - mean_second) for a, b in zip(first, second, strict=True)]
    spread = math.sqrt(sum(a * a for a, __ in pairs) * sum(b * b for __, b in pairs))
    return sum(a * b for a, b in pairs) / spread if spread else 0.0


def _fit(
    job: Occupation,
    scores: Mapping[str, float],
    skills: Mapping[str, int | None],
    wishes: Wishes,
    weights: tuple[float, float, float],
) -> Suggestion:
    able = tuple(skill for skill in job.key_skills if (skills.get(skill) or 0) >= 1)
    interest = (pearson([scores[kind] for kind in TYPES], [job.interests[kind] for kind in TYPES]) + 1) / 2
    skilled = len(able) / len(job.key_skills) if job.key_skills else 0.0
    conditions = _conditions(job, wishes)
    total = sum(weight * fit for weight, fit in zip(weights, (interest, skilled, conditions), strict=True))
    lights = realism(job, wishes)
    types = "".join(kind for kind in job.top if sum(value > scores[kind] for value in scores.values()) < 3)
    return Suggestion(job, horizon(job, wishes), types, able, lights, interest, skilled, conditions, round(total, 9))


def _conditions(job: Occupation, wishes: Wishes) -> float:
    """The share of what is known of hours, travel and demands that is satisfied."""
    checks = [not set(job.conflicts) & wishes.demands]
    if job.hours is not None and wishes.hours is not None:
        checks.append(job.hours <= wishes.hours)
    if job.travel_minutes is not None and wishes.travel_minutes is not None:
        checks.append(job.travel_minutes <= wishes.travel_minutes)
    return sum(checks) / len(checks)


def _order(found: Suggestion) -> tuple[float, float, int, str]:
    return (-found.total, -found.skills_fit, -(found.occupation.openings or 0), found.occupation.code)
