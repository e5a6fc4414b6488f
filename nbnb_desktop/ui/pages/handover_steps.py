"""Which questions a participant walks through, and what is noted about the walk. Knows a session, no widgets."""

from __future__ import annotations

from collections import Counter
from collections.abc import Callable
from dataclasses import dataclass, field

from nbnb_desktop.actions.pictograms import ASIDE, is_response_set
from nbnb_desktop.ui.pages.entry_outline import HOLDERS
from nbnb_desktop.xforms.session import FormSession, QuestionState

HELPER = "helper_role"
"""The question by which a survey asks itself who reads (spec 7.7)."""
PRACTICE = "practice"
HELPER_MODES = ("alone", "read_aloud", "interviewer")
"""What ``helper_role`` may answer; as in ``actions.handover.HELPERS``."""


def steps(session: FormSession) -> tuple[str, ...]:
    """The refs that get a page, in order, as far as they apply now; the notes at the very end belong to the thanks."""
    walk = _walk(session, "")
    while walk and session.state(walk[-1]).kind == "note":
        walk.pop()
    return tuple(walk)


def closing(session: FormSession) -> tuple[QuestionState, ...]:
    """The notes at the very end of a form."""
    walk, last = _walk(session, ""), len(steps(session))
    return tuple(session.state(ref) for ref in walk[last:])


def questions(session: FormSession) -> tuple[str, ...]:
    """The steps that are answered, practice left out: what is counted and checked."""
    return tuple(ref for ref in steps(session) if session.state(ref).kind != "note" and not name_of(ref).startswith(PRACTICE))


def has(session: FormSession, start: str) -> bool:
    """Whether the form has a question whose name begins so (its own helper question, its own practice)."""
    return any(name_of(ref).startswith(start) for ref in _walk(session, ""))


def name_of(ref: str) -> str:
    """The question's own name, the last part of its ref."""
    return ref.rsplit("/", 1)[-1]


def _walk(session: FormSession, ref: str) -> list[str]:
    found: list[str] = []
    for child in session.children(ref):
        state = session.state(child)
        if not state.relevant:
            continue
        if state.kind in HOLDERS:
            found += _walk(session, child)
        elif (state.kind != "calculate" and not state.readonly and not state.is_heading) or state.kind == "note":
            found.append(child)
    return found


@dataclass
class Paradata:
    """What spec 7.8 allows to be noted, and nothing more. ``clock`` gives seconds and only moves forward."""

    clock: Callable[[], float]
    language: str = ""
    helper: str = ""
    seconds: Counter[str] = field(default_factory=Counter)
    changes: Counter[str] = field(default_factory=Counter)
    plays: Counter[str] = field(default_factory=Counter)
    breaks: int = 0
    _open: str = ""
    _since: float = 0.0

    def enter(self, ref: str) -> None:
        """A question is on the screen from now on."""
        self.leave()
        self._open, self._since = ref, self.clock()

    def leave(self) -> None:
        """No question is on the screen."""
        if self._open:
            self.seconds[name_of(self._open)] += self.clock() - self._since  # type: ignore[assignment]
        self._open = ""

    def answered(self, state: QuestionState) -> None:
        """An answer is given; only the change of one that was there counts."""
        if state.value is not None:
            self.changes[name_of(state.ref)] += 1

    def played(self, ref: str) -> None:
        """The participant asked to hear a question or one of its answers (again)."""
        self.plays[name_of(ref)] += 1

    def as_dict(self, session: FormSession, screen: str) -> dict[str, object]:
        """For ``actions.handover.keep_paradata``; seconds with one decimal, keys are the questions' names."""
        self.leave()
        states = [session.state(ref) for ref in questions(session)]
        codes = Counter(str(state.value) for state in states if is_response_set(state.choices) and str(state.value) in ASIDE)
        return {
            "language": self.language,
            "helper": self.helper,
            "seconds": {name: round(spent, 1) for name, spent in self.seconds.items()},
            "changes": dict(self.changes),
            "plays": dict(self.plays),
            "breaks": self.breaks,
            "screen": screen,
            "not_known": codes["8"],
            "not_said": codes["9"],
            "open": sum(state.value is None for state in states),
        }
