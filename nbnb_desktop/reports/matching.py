"""Which participants and which places fit (NBNB 2.2 and 3.4): reasons and warnings for a talk, never a percentage.

Pure functions. A place has what an employer told (form ``vacature``) and what the list of occupations knows of its function;
the topics that both have in common are judged by ``realism``.
"""

from __future__ import annotations

import heapq
from collections.abc import Iterable, Mapping
from dataclasses import dataclass, field

from nbnb_desktop.i18n import N_, _
from nbnb_desktop.reports.occupations import pearson
from nbnb_desktop.reports.realism import TOPICS as REALISM
from nbnb_desktop.reports.realism import Light, Wishes, realism
from nbnb_desktop.reports.scores import TYPES

MOST = 20
"""Matches that are worth reading."""

TOPICS = {
    "interest": N_("Interests"),
    "skills": N_("Skills"),
    **{name: REALISM[name] for name in ("language", "diploma", "certificate", "physical", "demands")},
    "hours": N_("Hours"),
    "times": N_("Days and times"),
    "travel": N_("Travel"),
    "start": N_("Start"),
    "consent": N_("Consent"),
}
LIKED = 0.3
"""Correlation of the interest profiles from which on a place counts as liked."""


@dataclass(frozen=True, slots=True)
class Opening:
    """A place at an employer. ``interests``: O*NET values per type and ``key_skills`` of its function, empty when not known;
    ``times``: codes of the list dagdeel; ``start``: ISO date or ""; the rest is as ``realism.Job`` reads it."""

    id: str = ""
    title: str = ""
    town: str = ""
    postcode4: str = ""
    hours: int | None = None
    times: frozenset[str] = frozenset()
    start: str = ""
    interests: Mapping[str, float] = field(default_factory=dict)
    key_skills: tuple[str, ...] = ()
    language: str = ""
    diploma: str = ""
    regulated: bool = False
    needs: tuple[str, ...] = ()
    lifting: bool = False
    conflicts: tuple[str, ...] = ()
    openings: int | None = None
    travel_minutes: int | None = None


@dataclass(frozen=True, slots=True)
class Seeker:
    """A participant who looks for a place. ``shares_cv``: said yes to giving the CV to employers (C5)."""

    id: str = ""
    wishes: Wishes = field(default_factory=Wishes)
    scores: Mapping[str, float | None] = field(default_factory=dict)
    skills: Mapping[str, int | None] = field(default_factory=dict)
    town: str = ""
    postcode4: str = ""
    times: frozenset[str] = frozenset()
    start: str = ""
    shares_cv: bool = False


def _asked(opening: Opening) -> Mapping[str, bool]:
    """The topics of ``realism`` that this place asks something of."""
    return {
        "language": bool(opening.language),
        "diploma": bool(opening.diploma),
        "certificate": bool(opening.needs),
        "physical": opening.lifting,
        "demands": bool(opening.conflicts),
    }


@dataclass(frozen=True, slots=True)
class Match:
    """One participant and one place. ``lights`` in the order of ``TOPICS``, each with its reason; ``skills`` are codes
    that the place asks and the participant has at least with help. ``order`` is for sorting and not for a screen."""

    seeker: str
    opening: str
    lights: tuple[Light, ...]
    skills: tuple[str, ...]
    order: tuple[int, int, int]

    @property
    def reasons(self) -> tuple[Light, ...]:
        return tuple(light for light in self.lights if light.colour == "green")

    @property
    def warnings(self) -> tuple[Light, ...]:
        """What to look at, the heaviest first."""
        return tuple(sorted((light for light in self.lights if light.colour != "green"), key=lambda light: light.colour != "red"))

    @property
    def fits(self) -> bool:
        """Whether nothing stands in the way now."""
        return all(light.colour != "red" for light in self.lights)


def match(seeker: Seeker, opening: Opening) -> Match:
    """How one participant and one place go together. A topic of which nothing is known on the side of the place is left out."""
    able = tuple(skill for skill in opening.key_skills if (seeker.skills.get(skill) or 0) >= 1)
    lights = (
        _interest(seeker, opening),
        _skills(able, opening),
        *realism(opening, seeker.wishes, [topic for topic, asked in _asked(opening).items() if asked]),
        _hours(seeker, opening),
        _times(seeker, opening),
        _travel(seeker, opening),
        _start(seeker, opening),
        _consent(seeker),
    )
    known = tuple(light for light in lights if light is not None)
    red, orange = (sum(light.colour == colour for light in known) for colour in ("red", "orange"))
    return Match(seeker.id, opening.id, known, able, (red, orange, -len(able)))


def best(matches: Iterable[Match], most: int = MOST) -> tuple[Match, ...]:
    """The matches with the least in the way first; equal ones by skills, then by id, so that the order is the same every time."""
    return tuple(heapq.nsmallest(most, matches, key=lambda one: (one.order, one.seeker, one.opening)))


def _interest(seeker: Seeker, opening: Opening) -> Light | None:
    if not opening.interests:
        return None
    own = [value for kind in TYPES if (value := seeker.scores.get(kind)) is not None]
    if len(own) < len(TYPES) or not round(max(own) - min(own), 1):  # not known, or flat (scores.holland)
        return Light("interest", "orange", _("The interests are not known yet. Do the talent scan first."))
    liked = pearson(own, [opening.interests[kind] for kind in TYPES]) >= LIKED
    if liked:
        return Light("interest", "green", _("This kind of work fits the interests of the talent scan."))
    return Light("interest", "orange", _("The talent scan shows other interests. Ask whether this work is liked."))


def _skills(able: tuple[str, ...], opening: Opening) -> Light | None:
    if not opening.key_skills:
        return None
    if 2 * len(able) >= len(opening.key_skills):
        return Light("skills", "green", _("Most skills that this work asks are there."))
    return Light("skills", "orange", _("Most skills that this work asks still have to be learnt."))


def _hours(seeker: Seeker, opening: Opening) -> Light | None:
    if opening.hours is None:
        return None
    if seeker.wishes.hours is None:
        return Light("hours", "orange", _("The place asks {hours} hours a week; the wish is not known.").format(hours=opening.hours))
    colour = "green" if opening.hours <= seeker.wishes.hours else "orange"
    reason = _("The place asks {hours} hours a week; {wish} are wished.").format(hours=opening.hours, wish=seeker.wishes.hours)
    return Light("hours", colour, reason)


def _times(seeker: Seeker, opening: Opening) -> Light | None:
    if not opening.times:
        return None
    if not seeker.times:
        return Light("times", "orange", _("It is not known when the participant can work."))
    missing = opening.times - seeker.times
    if not missing:
        return Light("times", "green", _("The participant can work at all of these times."))
    if missing == opening.times:
        return Light("times", "red", _("The participant can work at none of these times."))
    return Light("times", "orange", _("The participant can work at some of these times."))


def _travel(seeker: Seeker, opening: Opening) -> Light | None:
    """Distances are not known offline: the same town or postcode area is near, the rest has to be looked up."""
    if not (opening.town or opening.postcode4):
        return None
    same_town = bool(opening.town) and opening.town.casefold() == seeker.town.casefold()
    if same_town or (opening.postcode4 and opening.postcode4[:3] == seeker.postcode4[:3]):
        return Light("travel", "green", _("The place is in the same town or close to it."))
    most = seeker.wishes.travel_minutes
    reason = _("Look up the trip: at most {minutes} minutes is wished.").format(minutes=most) if most else _("Look up the trip.")
    return Light("travel", "orange", reason)


def _start(seeker: Seeker, opening: Opening) -> Light | None:
    if not opening.start or not seeker.start or seeker.start <= opening.start:
        return None
    return Light("start", "orange", _("The participant can begin later than the place does."))


def _consent(seeker: Seeker) -> Light | None:
    if seeker.shares_cv:
        return None
    return Light("consent", "orange", _("There is no yes to giving the CV to employers. Ask first."))
