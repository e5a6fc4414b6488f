"""The future plan of two pages: Dutch and the participant's language side by side, with room to sign."""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from dataclasses import dataclass, field
from datetime import date, datetime
from functools import partial

from nbnb_desktop.documents.content import Plan, PlanStep
from nbnb_desktop.documents.pages import Block, Columns, Document, Facts, Gap, Heading, House, List, Note, Paragraph, Section, Signature
from nbnb_desktop.documents.portfolio import STATES
from nbnb_desktop.documents.text import Span, Text
from nbnb_desktop.documents.wording import PAGE_OF, day, foreign, said, voice
from nbnb_desktop.i18n import N_


@dataclass(frozen=True, slots=True)
class Signer:
    """Who signs; ``signature`` is a picture given on screen, or b"" to sign on paper."""

    role: str
    name: str = ""
    signature: bytes = b""


@dataclass(frozen=True, slots=True)
class PlanContent:
    """The plan of ``name``; ``version`` counts the signed versions before it."""

    name: str
    plan: Plan
    made_on: date
    own_name: str = ""
    house: House = field(default_factory=House)
    project: str = ""
    version: int = 1
    signers: tuple[Signer, ...] = (Signer(N_("Participant")), Signer(N_("Coach")), Signer(N_("Case manager of the municipality")))


def build(content: PlanContent, languages: Sequence[str] = ("nl",)) -> Document:
    """The plan in one language, or in two side by side."""
    first = languages[0]
    say = voice(first)
    heads = tuple((Paragraph(voice(language)(N_("Future plan")), "title"),) for language in languages)
    body = [
        *([Columns(tuple(languages), (heads,), ruled=False)] if len(languages) > 1 else heads[0]),
        Heading(content.name, 1),
        Facts(
            (
                (say(N_("Name in own script")), content.own_name),
                (say(N_("Project")), content.project),
                (say(N_("Date")), day(content.made_on, first)),
            )
        ),
        Gap(5),
        _side_by_side(languages, _rows(content.plan, languages)),
        *_signing(content, languages),
    ]
    title = f"{say(N_('Future plan'))} · {foreign(content.name, first)}"
    created = datetime(content.made_on.year, content.made_on.month, content.made_on.day)
    section = Section(first, tuple(body), title, say(PAGE_OF), compact=True)
    return Document(title, first, (section,), content.house, content.name, created=created)


Row = tuple[tuple[Block, ...], ...]


def _side_by_side(languages: Sequence[str], rows: Iterable[Row]) -> Columns:
    return Columns(tuple(languages), tuple(row for row in rows if any(row)))


def _rows(plan: Plan, languages: Sequence[str]) -> list[Row]:
    """One row per part, so that what stands beside each other says the same."""
    steps = (partial(_step, number, step) for number, step in enumerate(plan.steps, 1))
    parts = (partial(_goal, plan), partial(_check, plan), *steps, partial(_agreements, plan), partial(_reviews, plan))
    return [tuple(tuple(part(language)) for language in languages) for part in parts]


def _goal(plan: Plan, language: str) -> list[Block]:
    say = voice(language)
    rows = (
        (say(N_("Dream job")), foreign(plan.dream_job, language)),
        (say(N_("Why")), foreign(plan.why, language)),
        (say(N_("First job")), foreign(plan.first_job, language)),
        (say(N_("How the first job helps")), foreign(plan.how_it_helps, language)),
        (say(N_("Alternative")), foreign(plan.alternative, language)),
        (say(N_("Education")), foreign(plan.education_goal, language)),
    )
    blocks: list[Block] = [_title(say(N_("My goal"))), Facts(rows)]
    if said(plan.own_words, language):
        blocks.append(Paragraph(foreign(plan.own_words, language), "quote"))
    return blocks


def _title(text: str) -> Heading:
    return Heading(text, 3)


def _check(plan: Plan, language: str) -> list[Block]:
    say = voice(language)
    rows = tuple((said(question, language), foreign(answer, language)) for question, answer in plan.check)
    outcome = ((say(N_("Can it be done?")), foreign(plan.outcome, language)),) if said(plan.outcome, language) else ()
    return [_title(say(N_("Is it realistic?"))), Facts((*rows, *outcome))] if rows or outcome else []


def _step(number: int, step: PlanStep, language: str) -> list[Block]:
    say = voice(language)
    what: Text = (Span(f"{number}. "), Span(foreign(step.what, language), bold=True))
    details = (
        (N_("Who: {who}"), {"who": foreign(step.owner, language)}, step.owner),
        (N_("Before: {date}"), {"date": day(step.deadline, language)}, step.deadline),
        (N_("Help: {help}"), {"help": foreign(step.help, language)}, step.help),
    )
    line = " · ".join(say(pattern).format(**values) for pattern, values, given in details if said(given, language))
    state = say(STATES[step.status][1])
    head = [_title(say(N_("My steps")))] if number == 1 else []
    return [*head, Paragraph(what), Paragraph(f"{line} · {state}" if line else state, "small")]


def _agreements(plan: Plan, language: str) -> list[Block]:
    rows = tuple((foreign(item.who, language), foreign(item.what, language)) for item in plan.agreements)
    return [_title(voice(language)(N_("Agreements"))), Facts(rows)] if rows else []


def _reviews(plan: Plan, language: str) -> list[Block]:
    items = tuple(" – ".join(part for part in (day(on, language), foreign(what, language)) if part) for on, what in plan.reviews)
    return [_title(voice(language)(N_("When we look at the plan again"))), List(items)] if any(items) else []


def _signing(content: PlanContent, languages: Sequence[str]) -> list[Block]:
    """Roles in every language under each other: who signs must be able to read what for."""
    agreed = N_("This is my plan. I have read it, or it was read to me, and I agree.")
    rows: Row = tuple((Note(voice(language)(agreed), keep=True),) for language in languages)
    fields = tuple(
        (" / ".join(dict.fromkeys(voice(language)(signer.role) for language in languages)), signer.name, signer.signature)
        for signer in content.signers
    )
    date_label = " / ".join(dict.fromkeys(voice(language)(N_("Date")) for language in languages))
    return [Columns(tuple(languages), (rows,), ruled=False), Signature(fields, date_label)]
