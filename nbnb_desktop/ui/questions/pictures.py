"""Which pictogram goes with which answer.

Filled steps for "can" and "know" (spec 7.1: never faces there); only an ordered 0-1-2 gets them, so
that a situation whose answers are turned does not give away which one is thought right.
"""

from __future__ import annotations

from collections.abc import Callable, Sequence

from PySide6.QtGui import QPixmap

from nbnb_desktop.ui.questions.base import picture_of
from nbnb_desktop.ui.questions.pictograms import of_choices
from nbnb_desktop.xforms.session import Choice, QuestionState

ASIDE = ("7", "8", "9")
"""Codes of "I do not know this", "I do not know" and "I would rather not say" in a response set (spec 4.3, 7.3)."""

HELPERS = {mode: f"helper-{mode}" for mode in ("alone", "read_aloud", "interviewer")}
_YES_NO = {"yes": "yes", "no": "no", "ja": "yes", "nee": "no", "true": "yes", "false": "no", "waar": "yes", "niet_waar": "no"}


def is_response_set(choices: Sequence[Choice]) -> bool:
    """Whether 7, 8 and 9 have their own meaning here: only beside answers that count 0, 1, 2."""
    values = {choice.value for choice in choices}
    return "0" in values and bool(values & set(ASIDE)) and values <= {"0", "1", "2", *ASIDE}


def split(choices: Sequence[Choice]) -> tuple[tuple[Choice, ...], tuple[Choice, ...]]:
    """The answers, and the smaller ones that stand at the end."""
    aside = ASIDE if is_response_set(choices) else ()
    return tuple(c for c in choices if c.value not in aside), tuple(c for c in choices if c.value in aside)


def pictograms(state: QuestionState) -> dict[str, str]:
    """The name of the pictogram per value; empty where none is fitting."""
    drawn = of_choices(state.list_name, state.choices)
    if drawn:
        return drawn
    answers, aside = split(state.choices)
    values = tuple(choice.value for choice in answers)
    if state.ref.rsplit("/", 1)[-1] == "helper_role":
        return HELPERS
    if values == ("0", "1", "2"):
        enjoyed = "7" in {choice.value for choice in aside}  # faces are for "how nice is this" only (spec 7.1)
        kind = "face" if enjoyed else "people" if _counts_people(answers) else "steps"
        return {value: f"{kind}-{value}" for value in values}
    if set(values) == {"0", "1"}:
        return {"1": "yes", "0": "no"}
    if {value.lower() for value in values} <= set(_YES_NO) and len(values) == 2:
        return {value: _YES_NO[value.lower()] for value in values}
    return {}


def choice_picture(choice: Choice, media: Callable[[str], bytes | None], size: int) -> QPixmap | None:
    """The form's own picture of a choice as a QPixmap, or None."""
    name = dict(choice.media or {}).get("image", "")
    return picture_of(media(name), size, size) if name else None


def _counts_people(answers: Sequence[Choice]) -> bool:
    """RS3 counts: its first answer begins with a nought in whatever digits."""
    first = answers[0].label.strip()[:1] if answers else ""
    return first in "0٠۰" and bool(first)
