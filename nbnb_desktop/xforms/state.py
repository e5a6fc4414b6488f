"""What a client of a session may see: frozen, and complete for drawing one question."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from typing import NamedTuple

from nbnb_desktop.errors import NbnbError
from nbnb_desktop.i18n import N_, _
from nbnb_desktop.xforms.codecs import PythonValue
from nbnb_desktop.xforms.definition import WITH_CHOICES


class Choice(NamedTuple):
    """One choice of a question. ``media`` has file names by kind (image, audio, video, big-image)."""

    value: str
    label: str
    media: Mapping[str, str]


@dataclass(frozen=True, slots=True)
class Violation:
    """Why an answer cannot stay: ``kind`` is required, constraint or type; ``message`` as the form words it, or ""."""

    ref: str
    kind: str
    message: str = ""


@dataclass(frozen=True, slots=True)
class Changes:
    """What a change has touched: refs whose state may differ, and repeats whose rows came or went."""

    refs: frozenset[str] = frozenset()
    structure: frozenset[str] = frozenset()

    def __or__(self, other: Changes) -> Changes:
        return Changes(self.refs | other.refs, self.structure | other.structure)


@dataclass(frozen=True, slots=True)
class QuestionState:
    """Everything about one question, group, repeat or row at this moment, in one language.

    ``kind``: input, select_one, select_multiple, rank, range, upload, trigger, note, group, repeat, row or
    calculate. ``position`` is the row's number, ``count`` the number of rows of a repeat; ``list_name`` names the
    list that the choices come from, "" where they have none.
    """

    ref: str
    kind: str
    data_type: str
    appearance: tuple[str, ...]
    label: str
    hint: str
    guidance: str
    media: Mapping[str, str]
    value: PythonValue | None
    text: str
    relevant: bool
    required: bool
    readonly: bool
    violation: Violation | None
    choices: tuple[Choice, ...]
    parameters: Mapping[str, str]
    position: int = 0
    count: int = 0
    list_name: str = ""

    @property
    def is_heading(self) -> bool:
        """A select that only heads the columns of a table of questions (appearance ``label``)."""
        return self.kind in WITH_CHOICES and "label" in self.appearance


class AnswerError(NbnbError):
    """An answer that was refused; nothing has changed. ``code`` is for the screen's own words.

    Codes: ``unknown`` (no such place), ``readonly``, ``container`` (a group has no answer), ``type.<data type>``,
    ``choice`` (not among the choices), ``rows`` (rows cannot be added or removed here).
    """

    def __init__(self, ref: str, code: str) -> None:
        super().__init__(_(_TITLES.get(code, _NO_FIT)))
        self.ref = ref
        self.code = code


_NO_FIT = N_("This answer does not fit the question.")
_TITLES = {
    "unknown": N_("The form has no such question."),
    "container": N_("A group of questions has no answer of its own."),
    "choice": N_("This is not one of the choices."),
    "readonly": N_("This answer cannot be changed."),
    "rows": N_("Rows cannot be added or removed here."),
}
