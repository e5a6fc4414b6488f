"""What is due for a participant on a day: reviews and steps of the plan, calls, surveys, certificates (spec 1.4, 5 G, 7.1, 6.1).

Pure functions over dates. A thing is due from its first day until it is done or until it gives way: a call that was missed gives
way to the next one, a survey ends with its window, what nobody did for ``FORGOTTEN`` days is no longer news.
"""

from __future__ import annotations

from calendar import monthrange
from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from datetime import date, timedelta

AHEAD = 7
"""Days before its date on which a review of the plan is shown."""

FORGOTTEN = 90
"""Days after which an agreement that nobody kept is not shown any more."""

T0_DAYS, T1_DAYS = 21, 14
"""T0 within three weeks of the start; T1 two weeks around the planned end (spec 7.1)."""

T2_MONTHS = (6, 12)
EXPIRES_AHEAD, EXPIRED_AGO = 60, 30
SAME_START = 31
"""Days between a placement and an exit that are taken for the same step."""


@dataclass(frozen=True, slots=True)
class Moment:
    """One aftercare call: its code in the list contact_moment, and after how many days or months it is made."""

    code: str
    days: int = 0
    months: int = 0

    def after(self, start: date) -> date:
        return add_months(start, self.months) + timedelta(days=self.days)


CALLS = (
    Moment("1", days=-1),
    Moment("2", days=1),
    Moment("3", days=7),
    Moment("4", months=1),
    Moment("5", months=3),
    Moment("6", months=6),
)
"""The calls of VIP2 (spec 1.4): the day before the start, after a day or two, a week, one, three and six months."""

CALLS_AFTER_EXIT = CALLS[2:]
LAST_CALL_DAYS = 30
"""How long the last call stays due."""


@dataclass(frozen=True, slots=True)
class Due:
    """One thing to do. ``on``: the day it should be done; ``until``: the last day on which it makes sense, None when it stays.

    ``kind``: review, step, call, survey or certificate; ``code`` says which (list evaluatiemoment, list contact_moment, the form of
    the survey, list certificaatsoort), ``words`` what the form itself says; ``submission`` the form that it stands in, or "".
    """

    kind: str
    on: date
    code: str = ""
    words: str = ""
    submission: str = ""
    until: date | None = None


@dataclass(frozen=True, slots=True)
class Review:
    """A review date of the plan; ``done`` when something of it was written down."""

    on: date
    code: str = ""
    submission: str = ""
    done: bool = False


@dataclass(frozen=True, slots=True)
class Step:
    """A step of the plan; ``open`` until it is finished or dropped."""

    deadline: date
    what: str = ""
    submission: str = ""
    open: bool = True


@dataclass(frozen=True, slots=True)
class Placement:
    start: date
    end: date | None = None
    words: str = ""
    submission: str = ""


@dataclass(frozen=True, slots=True)
class Contact:
    """A contact that was made; ``code`` is its moment."""

    on: date
    code: str = ""


@dataclass(frozen=True, slots=True)
class Certificate:
    """``kind``: list certificaatsoort with the name, so that a renewed one is recognised."""

    valid_until: date
    kind: str = ""
    words: str = ""
    submission: str = ""


@dataclass(frozen=True, slots=True)
class Facts:
    """What is known of one participant.

    ``surveys``: the forms already filled in; ``may_call``: said yes to contact after the track (C8).
    """

    started: date | None = None
    planned_end: date | None = None
    exited: date | None = None
    may_call: bool = False
    surveys: frozenset[str] = frozenset()
    reviews: Sequence[Review] = ()
    steps: Sequence[Step] = ()
    placements: Sequence[Placement] = ()
    contacts: Sequence[Contact] = ()
    certificates: Sequence[Certificate] = ()


def due(facts: Facts, today: date) -> tuple[Due, ...]:
    """All that is due on ``today``, the oldest first."""
    found = [*_plan(facts, today), *_calls(facts, today), *_surveys(facts, today), *_certificates(facts, today)]
    return tuple(sorted(found, key=lambda one: (one.on, one.kind, one.code)))


def _plan(facts: Facts, today: date) -> Iterable[Due]:
    """The plan of somebody who has left is history."""
    if facts.exited is not None and facts.exited <= today:
        return
    for review in facts.reviews:
        if not review.done and -FORGOTTEN <= (review.on - today).days <= AHEAD:
            yield Due("review", review.on, review.code, submission=review.submission)
    for step in facts.steps:
        if step.open and 0 < (today - step.deadline).days <= FORGOTTEN:
            yield Due("step", step.deadline, words=step.what, submission=step.submission)


def _calls(facts: Facts, today: date) -> Iterable[Due]:
    for placement in facts.placements:
        if placement.end is None or placement.end > today:
            yield from _call(placement.start, CALLS, facts, today, placement)
    exited = facts.exited
    if exited is None or not facts.may_call or any(abs((one.start - exited).days) <= SAME_START for one in facts.placements):
        return
    yield from _call(exited, CALLS_AFTER_EXIT, facts, today, Placement(exited))


def _call(start: date, moments: Sequence[Moment], facts: Facts, today: date, placement: Placement) -> Iterable[Due]:
    """The one call whose turn it is, when it was not made."""
    days = [moment.after(start) for moment in moments]
    ends = [*(day - timedelta(days=1) for day in days[1:]), days[-1] + timedelta(days=LAST_CALL_DAYS)]
    for moment, day, end in zip(moments, days, ends, strict=True):
        if day <= today <= end and not _was_called(moment, start, end, facts.contacts):
            yield Due("call", day, moment.code, placement.words, placement.submission, end)


def _was_called(moment: Moment, start: date, end: date, contacts: Sequence[Contact]) -> bool:
    earliest = min(start, moment.after(start)) - timedelta(days=2)
    return any(one.code == moment.code and earliest <= one.on <= end for one in contacts)


def _surveys(facts: Facts, today: date) -> Iterable[Due]:
    windows = (
        ("nulmeting", facts.started, facts.started and facts.started + timedelta(days=T0_DAYS)),
        ("vervolgmeting", *_around(facts.planned_end)),
        ("nameting", *_after_exit(facts)),
    )
    for form, first, last in windows:
        if first and last and first <= today <= last and form not in facts.surveys:
            yield Due("survey", last, form, until=last)


def _around(planned: date | None) -> tuple[date | None, date | None]:
    return (planned - timedelta(days=T1_DAYS), planned + timedelta(days=T1_DAYS)) if planned else (None, None)


def _after_exit(facts: Facts) -> tuple[date | None, date | None]:
    if facts.exited is None or not facts.may_call:
        return None, None
    return add_months(facts.exited, T2_MONTHS[0]), add_months(facts.exited, T2_MONTHS[1])


def _certificates(facts: Facts, today: date) -> Iterable[Due]:
    for one in facts.certificates:
        renewed = any(other.kind == one.kind and other.valid_until > one.valid_until for other in facts.certificates)
        if not renewed and -EXPIRED_AGO <= (one.valid_until - today).days <= EXPIRES_AHEAD:
            yield Due("certificate", one.valid_until, one.kind.split(" ")[0], one.words, one.submission)


def add_months(day: date, months: int) -> date:
    """The same day ``months`` later, or the last day of that month."""
    years, month = divmod(day.month - 1 + months, 12)
    year, month = day.year + years, month + 1
    return date(year, month, min(day.day, monthrange(year, month)[1]))
