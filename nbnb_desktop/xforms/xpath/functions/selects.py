"""Functions on choices, and on the texts of the form."""

from __future__ import annotations

import math

from nbnb_desktop.xforms.xpath.environment import Context
from nbnb_desktop.xforms.xpath.functions.registry import Table

TABLE = Table()


@TABLE.function("selected", takes="ss")
def selected(context: Context, answers: str, answer: str) -> bool:
    wanted = answer.strip()
    return wanted in answers.split() if wanted else not answers.strip()


@TABLE.function("selected-at", takes="sn")
def selected_at(context: Context, answers: str, place: float) -> str:
    """Counted from 0."""
    given = answers.split()
    return given[int(place)] if not math.isnan(place) and 0 <= place < len(given) else ""


@TABLE.function("count-selected", takes="s")
def count_selected(context: Context, answers: str) -> float:
    return float(len(answers.split()))


@TABLE.function("jr:choice-name", takes="ss")
def choice_name(context: Context, value: str, path: str) -> str:
    return context.env.choice_label(context.current, path.strip(), value)


@TABLE.function("jr:itext", takes="s")
def itext(context: Context, text_id: str) -> str:
    return context.env.itext(text_id)
