"""The sections of a form as a worker sees them at the side, with how far each is. Knows a session, no widgets."""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Mapping
from dataclasses import dataclass

from nbnb_desktop.xforms.session import FormSession, QuestionState

MOST = 20
"""Questions on one page; a longer run of questions becomes several pages, so that a page is built at once."""

HOLDERS = ("group", "repeat", "row")
SILENT = ("note", "calculate", *HOLDERS)


@dataclass(frozen=True, slots=True)
class Section:
    """One page of the form: ``refs`` are shown in order; ``head`` is the group that gives the title, "" for loose questions.

    ``part`` counts from 1 where a long run was split, else 0.
    """

    refs: tuple[str, ...]
    head: str = ""
    part: int = 0


@dataclass(frozen=True, slots=True)
class Progress:
    """``answered`` of ``asked`` questions that apply now, and how many ``faults``."""

    asked: int
    answered: int
    faults: int


def sections(session: FormSession) -> tuple[Section, ...]:
    """The pages of a form: each group or repeat at the top is one, loose questions between them share one."""
    found: list[Section] = []
    loose: list[str] = []
    for ref in session.children():
        if session.state(ref).kind in HOLDERS:
            found += _pages(tuple(loose), "")
            loose = []
            found += _of_holder(session, ref)
        else:
            loose.append(ref)
    found += _pages(tuple(loose), "")
    return tuple(section for section in found if _says_anything(session, section))


def leaves(session: FormSession, refs: Iterable[str]) -> Iterator[QuestionState]:
    """The states of all questions under ``refs``, rows of repeats included, holders not."""
    for ref in refs:
        state = session.state(ref)
        if state.kind in HOLDERS:
            yield from leaves(session, session.children(ref))
        else:
            yield state


def section_of(session: FormSession, all_sections: Iterable[Section], ref: str) -> int:
    """The number of the section that shows ``ref``; 0 where none does."""
    for number, section in enumerate(all_sections):
        if any(_holds(session, top, ref) for top in section.refs):
            return number
    return 0


def _holds(session: FormSession, top: str, ref: str) -> bool:
    if session.element(top).is_shelf:  # its questions have refs of their own
        return ref == top or any(_holds(session, child, ref) for child in session.children(top))
    return ref == top or ref.startswith((f"{top}/", f"{top}["))


def progress(session: FormSession, section: Section, faults: Mapping[str, str]) -> Progress:
    """How far a section is, counting only what applies now."""
    states = [state for state in leaves(session, section.refs) if state.relevant and _asks(state)]
    wrong = sum(1 for state in states if state.ref in faults or (state.violation is not None and state.violation.kind != "required"))
    return Progress(len(states), sum(state.value is not None for state in states), wrong)


def _asks(state: QuestionState) -> bool:
    return state.kind not in SILENT and not state.readonly and not state.is_heading


def _of_holder(session: FormSession, ref: str) -> list[Section]:
    if session.state(ref).kind != "group":
        return [Section((ref,), ref)]
    pages = _pages(session.children(ref), ref)
    # The group itself is shown when it is one page: it may hide as a whole.
    return [Section((ref,), ref)] if len(pages) == 1 else pages


def _pages(refs: tuple[str, ...], head: str) -> list[Section]:
    runs = [refs[start : start + MOST] for start in range(0, len(refs), MOST)]
    return [Section(run, head, number if len(runs) > 1 else 0) for number, run in enumerate(runs, 1)]


def _says_anything(session: FormSession, section: Section) -> bool:
    """A run of calculations alone is no page."""
    return bool(section.head) or any(session.state(ref).kind != "calculate" for ref in section.refs)
