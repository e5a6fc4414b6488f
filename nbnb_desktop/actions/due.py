"""What is due today, of all participants on this laptop: from the filled forms to lines with one way to go each."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass, replace
from datetime import date, timedelta
from itertools import islice
from typing import Any

from nbnb_desktop import i18n
from nbnb_desktop.actions import prefill, sharing
from nbnb_desktop.actions.workplace import Workplace
from nbnb_desktop.i18n import _
from nbnb_desktop.reports.codes import codes
from nbnb_desktop.reports.due import (
    AHEAD,
    EXPIRED_AGO,
    FORGOTTEN,
    T0_DAYS,
    T1_DAYS,
    Certificate,
    Contact,
    Due,
    Facts,
    Placement,
    Review,
    Step,
    due,
)
from nbnb_desktop.store.reading import between

PLAN, CONTACT = "toekomstplan", "contact"
SURVEYS = ("nulmeting", "vervolgmeting", "nameting")
_REVIEW_SAID = ("review_good", "review_not_good", "review_adjust", "review_work_fit", "review_study_fit")
_NAMED = ("vak", "anders", "deelname")
"""Kinds of certificate of which one person has several that do not renew each other."""

MOST = 200

BACK = 400
"""Days that a date can lie back and still matter: the window of T2 ends a year after the exit."""

CALLED = 240
"""The same for placements and contacts: the last call is due until seven months after the start."""

RENEWED = 36_500
"""Days ahead: a certificate that is valid for a hundred years renews an older one."""


@dataclass(frozen=True, slots=True)
class DueLine:
    """One line of the list. ``what`` says it in the language of the interface; ``on`` is ISO, ``late`` when that day is over.

    ``page`` (entry or handover), ``form_id`` and ``submission`` are where its button goes; a call has no submission yet
    (``begin_call``).
    """

    kind: str
    participant: str
    name: str
    what: str
    on: str
    late: bool
    page: str
    form_id: str
    submission: str
    code: str


def due_today(workplace: Workplace, today: date | None = None) -> tuple[DueLine, ...]:
    """What is due, the oldest first; at most ``MOST`` lines, more than anybody does in a day."""
    now = today or workplace.provider().now().date()
    found = [(one, person) for person, facts in _facts(workplace, now).items() for one in due(facts, now)]
    found.sort(key=lambda pair: (pair[0].on, pair[0].kind, pair[1]))
    lines = (line for one, person in found if (line := _line(workplace, one, person, now)))
    return tuple(islice(lines, MOST))


def begin_call(workplace: Workplace, participant: str, code: str) -> str:
    """A contact with the participant that says which call it is; returns the submission to open."""
    return prefill.start(workplace, CONTACT, participant, {"contact_with": "1", "channel": "2", "moment": code})


def _line(workplace: Workplace, one: Due, participant: str, today: date) -> DueLine | None:
    person = workplace.store.participants.get(participant)
    if person is None:
        return None
    form_id = {"call": CONTACT, "certificate": "certificaat", "survey": one.code}.get(one.kind, PLAN)
    page = "handover" if one.kind == "survey" else "entry"
    submission = "" if one.kind in ("call", "survey") else one.submission
    on, name = one.on.isoformat(), person.name or person.own_name
    return DueLine(one.kind, participant, name, _words(workplace, one), on, one.on < today, page, form_id, submission, one.code)


def _words(workplace: Workplace, one: Due) -> str:
    language = i18n.current()
    if one.kind == "review":
        which = codes("evaluatiemoment").label(one.code, language)
        return _("Review of the plan: {which}").format(which=which) if which else _("Review of the plan")
    if one.kind == "step":
        return _("Step of the plan: {what}").format(what=one.words)
    if one.kind == "call":
        which = codes("contact_moment").label(one.code, language)
        return _("Call: {which} ({place})").format(which=which, place=one.words) if one.words else _("Call: {which}").format(which=which)
    if one.kind == "survey":
        return _("Survey: {form}").format(form=workplace.library.title(one.code))
    name = one.words or codes("certificaatsoort").label(one.code, language)
    return _("Certificate expires: {name}").format(name=name)


def _facts(workplace: Workplace, today: date) -> Mapping[str, Facts]:
    """What is known of everybody of whom something could be due."""
    found: dict[str, dict[str, Any]] = defaultdict(lambda: defaultdict(list))
    read = _Reader(workplace, today)
    for person, name, value in _known(read):
        found[person][name].append(value)
    surveys: dict[str, set[str]] = defaultdict(set)
    for person, form in read.surveys():
        surveys[person].add(form)
    facts = {}
    may_call, __ = sharing.everybody(workplace, "c8")
    for person, lists in found.items():
        single = {name: lists.pop(name)[-1] for name in ("started", "planned_end", "exited") if name in lists}
        facts[person] = replace(Facts(**single, **lists), surveys=frozenset(surveys.get(person, ())), may_call=person in may_call)
    return facts


class _Reader:
    """Rows of a form with their person; dates too far away to make anything due are left out."""

    def __init__(self, workplace: Workplace, today: date) -> None:
        self._tables = workplace.store.tables
        self._today = today

    def rows(
        self, form_id: str, columns: Sequence[str], repeat: str = "", *, back: int = BACK, ahead: int = 0
    ) -> Iterator[tuple[str, ...]]:
        """(participant, submission, *columns), "" for no answer; the first of ``columns`` is a date within these days of today."""
        first, last = ((self._today + timedelta(days=days)).isoformat() for days in (-back, ahead))
        for row in between(self._tables, form_id, ("_participant", "_submission", *columns), columns[0], first, last, repeat):
            if row[0]:
                yield tuple("" if value is None else str(value) for value in row)

    def surveys(self) -> Iterator[tuple[str, str]]:
        """(participant, form) of the surveys that were filled in of late."""
        first = (self._today - timedelta(days=BACK)).isoformat()
        for form in SURVEYS:
            for (person,) in between(self._tables, form, ("_participant",), "_changed_at", first, "9999"):
                yield str(person), form


def _known(read: _Reader) -> Iterator[tuple[str, str, object]]:
    """(participant, field of Facts, value)."""
    for person, __, start in read.rows("instroom", ("start_date",), back=T0_DAYS):
        yield person, "started", _day(start)
    for person, __, end in read.rows("instroom", ("planned_end",), back=T1_DAYS, ahead=T1_DAYS):
        yield person, "planned_end", _day(end)
    for form, column in (("uitval", "dropout_date"), ("uitstroom", "exit_date")):
        for person, __, on in read.rows(form, (column,)):
            yield person, "exited", _day(on)
    reviews = read.rows(PLAN, ("review_date", "review_moment", *_REVIEW_SAID), "review", back=FORGOTTEN, ahead=AHEAD)
    for person, submission, on, moment, *said in reviews:
        yield person, "reviews", Review(_date(on), moment, submission, any(said))
    steps = read.rows(PLAN, ("step_deadline", "step_what", "step_status"), "step", back=FORGOTTEN)
    for person, submission, deadline, what, status in steps:
        yield person, "steps", Step(_date(deadline), what, submission, status not in ("3", "4"))
    placements = read.rows("plaatsing", ("start_date", "end_date", "employer"), back=CALLED, ahead=1)
    for person, submission, start, end, employer in placements:
        yield person, "placements", Placement(_date(start), _day(end), employer, submission)
    for person, __, on, moment in read.rows(CONTACT, ("date", "moment"), back=CALLED):
        yield person, "contacts", Contact(_date(on), moment)
    certificates = read.rows("certificaat", ("valid_until", "certificate_kind", "certificate_name"), back=EXPIRED_AGO, ahead=RENEWED)
    for person, submission, until, kind, name in certificates:
        own = f"{kind} {name}" if kind in _NAMED else kind
        yield person, "certificates", Certificate(_date(until), own, name, submission)


def _date(text: str) -> date:
    return date.fromisoformat(text[:10])


def _day(text: str) -> date | None:
    return _date(text) if text else None
