"""Many answers, made short to be checked: those of one thing on one line, and parts that open on request. Knows a session, no widgets."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass, replace
from itertools import groupby

from nbnb_desktop.i18n import _
from nbnb_desktop.ui.pages.handover_parts import Answer
from nbnb_desktop.ui.questions.rich import as_plain
from nbnb_desktop.xforms.session import FormSession

MANY = 24
"""More lines than this are shown as parts first."""


@dataclass(frozen=True, slots=True)
class Part:
    """A group of the form, or the questions between two groups."""

    title: str
    answers: tuple[Answer, ...]

    @property
    def missing(self) -> tuple[Answer, ...]:
        """The lines that need to be looked at."""
        return tuple(answer for answer in self.answers if answer.is_missing)


def together(answers: Sequence[Answer]) -> tuple[Answer, ...]:
    """Answers in a row about the same thing (can you, where, would you like it) on one line; changing it asks them all again."""
    return tuple(_joined(tuple(same)) for __, same in groupby(answers, key=lambda answer: answer.thing or answer.ref))


def parts(session: FormSession, answers: Sequence[Answer]) -> tuple[Part, ...]:
    """The lines by the group at the top of the form that they stand in; between the groups they are named by their numbers."""
    found, before = [], 0
    for head, inside in groupby(answers, key=lambda answer: _head(session, answer.ref)):
        lines = tuple(inside)
        numbers = _("Questions {first} to {last}").format(first=before + 1, last=before + len(lines))
        found.append(Part(as_plain(session.state(head).label) if head else numbers, lines))
        before += len(lines)
    return tuple(found)


def overview(found: Sequence[Part]) -> tuple[Answer, ...]:
    """A line for each part that opens it; what is missing stands open below its part."""
    lines: list[Answer] = []
    for number, part in enumerate(found):
        count = _("Answers: {count}").format(count=len(part.answers))
        lines += [Answer(str(number), part.title, count, ((part.title, None), (count, None)), opens=True), *part.missing]
    return tuple(lines)


def _joined(same: tuple[Answer, ...]) -> Answer:
    first = same[0]
    if len(same) == 1:
        return first
    return replace(
        first,
        answer=_(" · ").join(answer.answer for answer in same if answer.answer != _("No answer")) or _("No answer"),
        lines=(*first.lines, *(line for answer in same[1:] for line in answer.lines[1:])),
        also=tuple(answer.ref for answer in same[1:]),
        is_missing=any(answer.is_missing for answer in same),
    )


def _head(session: FormSession, ref: str) -> str:
    """The group at the top of the form that ``ref`` stands in; "" for none."""
    return next((top for top in session.children() if ref.startswith((f"{top}/", f"{top}[")) and session.state(top).label), "")
