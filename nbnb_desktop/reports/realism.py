"""The realism check of an occupation (spec 4.4): a traffic light per topic, each with its reason, and the horizon."""

from __future__ import annotations

from collections.abc import Callable, Iterable
from dataclasses import dataclass
from typing import Protocol

from nbnb_desktop.i18n import N_, _

LEVELS = ("0", "pre-A1", "A1", "A2", "B1", "B2", "C1", "C2")
HORIZONS = ("now", "soon", "later")
"""0 to 3 months, 3 to 12 months with a step, more than 12 months."""

TOPICS = {
    "language": N_("Dutch language"),
    "diploma": N_("Diploma"),
    "certificate": N_("Certificate or licence"),
    "jobs": N_("Jobs in the region"),
    "distance": N_("Travel time"),
    "physical": N_("Physical work"),
    "demands": N_("Demands on the work"),
    "income": N_("Pay and benefit"),
    "path": N_("Length of the path"),
}


class Job(Protocol):
    """What the check reads of an occupation (``occupations.Occupation``)."""

    @property
    def language(self) -> str: ...
    @property
    def diploma(self) -> str: ...
    @property
    def regulated(self) -> bool: ...
    @property
    def needs(self) -> tuple[str, ...]: ...
    @property
    def lifting(self) -> bool: ...
    @property
    def conflicts(self) -> tuple[str, ...]: ...
    @property
    def openings(self) -> int | None: ...
    @property
    def travel_minutes(self) -> int | None: ...


@dataclass(frozen=True, slots=True)
class Wishes:
    """What intake and plan know of a participant; None is not known.

    ``language``: ERK level of speaking; ``holds``: certificates and licences; ``diploma``: has a diploma that counts here;
    ``demands``: codes of the list werkeis; ``needs``: codes of werknodig; ``travel_minutes`` and ``hours``: the most.
    """

    language: str = ""
    holds: frozenset[str] = frozenset()
    diploma: bool | None = None
    demands: frozenset[str] = frozenset()
    needs: frozenset[str] = frozenset()
    travel_minutes: int | None = None
    hours: int | None = None
    income_talked: bool | None = None


@dataclass(frozen=True, slots=True)
class Light:
    """``colour``: green, orange or red; ``reason`` is a translated sentence."""

    topic: str
    colour: str
    reason: str


def realism(job: Job, wishes: Wishes, topics: Iterable[str] = TOPICS) -> tuple[Light, ...]:
    """One light per topic, in the order of ``topics``."""
    return tuple(Light(topic, *_CHECKS[topic](job, wishes)) for topic in topics)


def horizon(job: Job, wishes: Wishes) -> str:
    """Later when a diploma or more than one language level is missing; soon with a smaller step; else now."""
    if _diploma_missing(job, wishes) or _levels_short(job, wishes) > 1:
        return "later"
    return "soon" if _levels_short(job, wishes) == 1 or _missing(job, wishes) else "now"


def _levels_short(job: Job, wishes: Wishes) -> int:
    """How many ERK levels are missing; 0 where one side is unknown."""
    if job.language not in LEVELS or wishes.language not in LEVELS:
        return 0
    return max(0, LEVELS.index(job.language) - LEVELS.index(wishes.language))


def _missing(job: Job, wishes: Wishes) -> list[str]:
    return [need for need in job.needs if need not in wishes.holds]


def _diploma_missing(job: Job, wishes: Wishes) -> bool:
    return bool(job.diploma) and not wishes.diploma


def _language(job: Job, wishes: Wishes) -> tuple[str, str]:
    if job.language not in LEVELS:
        return "green", _("No level of Dutch is asked.")
    if wishes.language not in LEVELS:
        return "orange", _("{level} is needed; the level is not known yet.").format(level=job.language)
    short = _levels_short(job, wishes)
    reason = _("{needed} is needed; the level now is {now}.").format(needed=job.language, now=wishes.language)
    return ("green", "orange", "red")[min(short, 2)], reason


def _diploma(job: Job, wishes: Wishes) -> tuple[str, str]:
    if not job.diploma:
        return "green", _("No diploma is needed.")
    if wishes.diploma:
        return "green", _("A diploma that counts here is there.")
    if job.regulated:
        return "red", _("This is a regulated profession: a recognised diploma is required by law.")
    return "orange", _("A diploma at level {level} is usual.").format(level=job.diploma)


def _certificate(job: Job, wishes: Wishes) -> tuple[str, str]:
    missing = _missing(job, wishes)
    if missing:
        return "orange", _("Still needed: {names}.").format(names=", ".join(missing).replace("_", " "))
    return "green", _("No certificate or licence is missing.")


def _jobs(job: Job, wishes: Wishes) -> tuple[str, str]:
    if job.openings is None:
        return "orange", _("Openings in the region are not filled in yet.")
    reasons = (_("There are no openings now."), _("There are few openings."), _("There are openings."), _("There are many openings."))
    return ("red", "orange", "green", "green")[job.openings], reasons[job.openings]


def _distance(job: Job, wishes: Wishes) -> tuple[str, str]:
    if job.travel_minutes is None or wishes.travel_minutes is None:
        return "orange", _("The travel time is not known yet.")
    fits = job.travel_minutes <= wishes.travel_minutes
    reason = _("The trip takes {minutes} minutes; at most {most} is wished.").format(minutes=job.travel_minutes, most=wishes.travel_minutes)
    return "green" if fits else "red", reason


def _physical(job: Job, wishes: Wishes) -> tuple[str, str]:
    if job.lifting and "niet_tillen" in wishes.needs:
        return "red", _("This work asks lifting, and lifting is not possible.")
    return ("orange", _("This work is heavy.")) if job.lifting else ("green", _("This work is not heavy."))


def _demands(job: Job, wishes: Wishes) -> tuple[str, str]:
    if set(job.conflicts) & wishes.demands:
        return "red", _("This work clashes with a demand of the participant. Talk about it first.")
    return "green", _("No demand stands in the way.")


def _income(job: Job, wishes: Wishes) -> tuple[str, str]:
    if wishes.income_talked:
        return "green", _("Pay and benefit were talked about.")
    return "orange", _("Talk about pay and benefit first.")


def _path(job: Job, wishes: Wishes) -> tuple[str, str]:
    reasons = {
        "now": ("green", _("This can start within three months.")),
        "soon": ("orange", _("A step comes first; it can take up to a year.")),
        "later": ("red", _("This takes more than a year. Look for a step in between.")),
    }
    return reasons[horizon(job, wishes)]


_CHECKS: dict[str, Callable[[Job, Wishes], tuple[str, str]]] = {
    "language": _language,
    "diploma": _diploma,
    "certificate": _certificate,
    "jobs": _jobs,
    "distance": _distance,
    "physical": _physical,
    "demands": _demands,
    "income": _income,
    "path": _path,
}
