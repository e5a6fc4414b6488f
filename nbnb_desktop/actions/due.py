"""What is due today, of all participants on this laptop: from the filled forms to lines with one way to go each."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass, replace
from datetime import date, timedelta
from typing import Any

from nbnb_desktop import i18n
from nbnb_desktop.actions import prefill
from nbnb_desktop.actions.workplace import Workplace
from nbnb_desktop.i18n import _
from nbnb_desktop.reports.codes import codes
from nbnb_desktop.reports.due import Certificate, Contact, Due, Facts, Placement, Review, Step, due
from nbnb_desktop.store.reading import select

PLAN, CONTACT = "toekomstplan", "contact"
SURVEYS = ("nulmeting", "vervolgmeting", "nameting")
_REVIEW_SAID = ("review_good", "review_not_good", "review_adjust", "review_work_fit", "review_study_fit")
_NAMED = ("vak", "anders", "deelname")
"""Kinds of certificate of which one person has several that do not renew each other."""

_BACK = timedelta(days=400)
"""How far back a date can matter: the window of T2 ends a year after the exit."""


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
    """All that is due, the oldest first."""
    now = today or workplace.provider().now().date()
    found = [(one, person) for person, facts in _facts(workplace, now).items() for one in due(facts, now)]
    found.sort(key=lambda pair: (pair[0].on, pair[0].kind, pair[1]))
    return tuple(line for one, person in found if (line := _line(workplace, one, person, now)))


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
    for person, name, value in _known(_Reader(workplace, today)):
        found[person][name].append(value)
    surveys = _surveys_done(workplace)
    facts = {}
    for person, lists in found.items():
        single = {name: lists.pop(name)[-1] for name in ("started", "planned_end", "exited", "may_call") if name in lists}
        facts[person] = replace(Facts(**single, **lists), surveys=frozenset(surveys.get(person, ())))
    return facts


class _Reader:
    """Rows of a form with their person; dates long ago are of no account."""

    def __init__(self, workplace: Workplace, today: date) -> None:
        self._tables = workplace.store.tables
        self._first = today - _BACK

    def rows(self, form_id: str, columns: Sequence[str], repeat: str = "") -> Iterator[tuple[str, ...]]:
        """(participant, submission, *columns), "" for no answer; the first of ``columns`` is a date that counts."""
        for row in select(self._tables, form_id, ("_participant", "_submission", *columns), repeat):
            if row[2] and str(row[2]) >= self._first.isoformat() and row[0]:
                yield tuple("" if value is None else str(value) for value in row)

    def people(self, form_id: str, column: str) -> Iterator[tuple[str, str]]:
        return ((str(row[0]), str(row[1] or "")) for row in select(self._tables, form_id, ("_participant", column)) if row[0])


def _known(read: _Reader) -> Iterator[tuple[str, str, object]]:
    """(participant, field of Facts, value)."""
    for person, __, start in read.rows("instroom", ("start_date",)):
        yield person, "started", _day(start)
    for person, __, end in read.rows("instroom", ("planned_end",)):
        yield person, "planned_end", _day(end)
    for form, column in (("uitval", "dropout_date"), ("uitstroom", "exit_date")):
        for person, __, on in read.rows(form, (column,)):
            yield person, "exited", _day(on)
    for person, valid in read.people("toestemming", "valid"):
        yield person, "may_call", "c8" in valid.split()
    for person, submission, on, moment, *said in read.rows(PLAN, ("review_date", "review_moment", *_REVIEW_SAID), "review"):
        yield person, "reviews", Review(_date(on), moment, submission, any(said))
    for person, submission, deadline, what, status in read.rows(PLAN, ("step_deadline", "step_what", "step_status"), "step"):
        yield person, "steps", Step(_date(deadline), what, submission, status not in ("3", "4"))
    for person, submission, start, end, employer in read.rows("plaatsing", ("start_date", "end_date", "employer")):
        yield person, "placements", Placement(_date(start), _day(end), employer, submission)
    for person, __, on, moment in read.rows(CONTACT, ("date", "moment")):
        yield person, "contacts", Contact(_date(on), moment)
    for person, submission, until, kind, name in read.rows("certificaat", ("valid_until", "certificate_kind", "certificate_name")):
        own = f"{kind} {name}" if kind in _NAMED else kind
        yield person, "certificates", Certificate(_date(until), own, name, submission)


def _surveys_done(workplace: Workplace) -> Mapping[str, set[str]]:
    done: dict[str, set[str]] = defaultdict(set)
    for form in SURVEYS:
        for (person,) in select(workplace.store.tables, form, ("_participant",)):
            done[str(person)].add(form)
    return done


def _date(text: str) -> date:
    return date.fromisoformat(text[:10])


def _day(text: str) -> date | None:
    return _date(text) if text else None
