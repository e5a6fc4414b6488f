"""Which drawing goes with which question and which answer: the one table, read by names and never by form.

``resources/pictograms/<list>/<choice>.svg`` belongs to that choice of that list; the tables below say the rest.
A situation of the survey has one picture for the question and none for its answers, so that nothing is given away.
"""

from __future__ import annotations

import re
from collections.abc import Mapping, Sequence
from functools import lru_cache
from pathlib import Path
from typing import TYPE_CHECKING

from nbnb_desktop.places import data_folder
from nbnb_desktop.xforms.session import Choice

if TYPE_CHECKING:
    from nbnb_desktop.xforms.workbook import Row, Workbook

LISTS = {"traject_onderdeel": "instrument"}
"""Choice list -> folder, where the folder has another name: these parts of the programme are those instruments."""

QUESTIONS = (
    ("speelt", r"obst_([A-Z]{4})", "belemmering"),
    ("kan|waar_geleerd|ja_nee", r"(K[1-6]_[1-4])(?:_where|_like)?", "vaardigheid"),
    ("interesse", r"([RIASEC][1-6])", "interesse"),
    ("rs6_cul2|rs6_cul3", r"(CUL[23])", "situatie"),
)
"""The list that a question chooses from, its name (with the drawing's name in it) -> folder."""

DIRECTED = frozenset({"kwaliteit/doorzetten"})
"""Drawings that go from a start to an end: they go the way one reads. All others show things, and things do not turn round."""

ASIDE = ("7", "8", "9")
"""Codes of "I do not know this", "I do not know" and "I would rather not say" in a response set (spec 4.3, 7.3)."""
HELPERS = {mode: f"helper-{mode}" for mode in ("alone", "read_aloud", "interviewer")}
_YES_NO = {"yes": "yes", "no": "no", "ja": "yes", "nee": "no", "true": "yes", "false": "no", "waar": "yes", "niet_waar": "no"}


@lru_cache(maxsize=512)
def path_of(name: str) -> Path:
    """The file of a drawing: ``yes`` or ``kwaliteit/rustig``."""
    return data_folder("resources") / "pictograms" / f"{name}.svg"


@lru_cache(maxsize=512)
def is_drawn(name: str) -> bool:
    return path_of(name).is_file()


def of_question(list_name: str, name: str) -> str:
    """The drawing of a question that chooses from ``list_name``; "" where it has none."""
    for lists, names, folder in QUESTIONS:
        found = re.fullmatch(names, name) if re.fullmatch(lists, list_name) else None
        if found and is_drawn(f"{folder}/{found[1]}"):
            return f"{folder}/{found[1]}"
    return ""


def of_choices(list_name: str, choices: Sequence[Choice]) -> dict[str, str]:
    """The drawing per value, for the choices that have one."""
    folder = LISTS.get(list_name, list_name)
    names = {choice.value: f"{folder}/{choice.value}" for choice in choices} if re.fullmatch(r"\w+", folder) else {}
    return {value: name for value, name in names.items() if re.fullmatch(r"\w+/\w+", name) and is_drawn(name)}


def of_answers(list_name: str, choices: Sequence[Choice]) -> dict[str, str]:
    """The drawing per value as a participant sees the answers: also filled steps for "can" and "know".

    Never faces there (spec 7.1), and only an ordered 0-1-2 gets steps, so that a situation whose answers are turned
    does not give away which one is thought right.
    """
    drawn = of_choices(list_name, choices)
    if drawn:
        return drawn
    answers, aside = split(choices)
    values = tuple(choice.value for choice in answers)
    if set(values) == set(HELPERS):
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


def is_response_set(choices: Sequence[Choice]) -> bool:
    """Whether 7, 8 and 9 have their own meaning here: only beside answers that count 0, 1, 2."""
    values = {choice.value for choice in choices}
    return "0" in values and bool(values & set(ASIDE)) and values <= {"0", "1", "2", *ASIDE}


def split(choices: Sequence[Choice]) -> tuple[tuple[Choice, ...], tuple[Choice, ...]]:
    """The answers, and the smaller ones that stand at the end."""
    aside = ASIDE if is_response_set(choices) else ()
    return tuple(c for c in choices if c.value not in aside), tuple(c for c in choices if c.value in aside)


def of_form(book: Workbook) -> Mapping[tuple[str, str], str]:
    """The drawings that a form shows here, for where it is taken: ``("survey", question)`` or ``(list, choice)`` -> drawing."""
    lists: dict[str, list[Choice]] = {}
    for row in book.rows("choices"):
        lists.setdefault(row.cells.get("list_name", ""), []).append(Choice(row.cells.get("name", ""), row.cells.get("label", ""), {}))
    drawn = of_answers if book.meta.get("audience") == "participant" else of_choices
    answers = {(name, value): drawing for name, choices in lists.items() for value, drawing in drawn(name, choices).items()}
    asked = {("survey", row.cells.get("name", "")): of_question(_list_of(row), row.cells.get("name", "")) for row in book.rows("survey")}
    return answers | {question: drawing for question, drawing in asked.items() if drawing}


def _list_of(row: Row) -> str:
    kind, __, name = row.cells.get("type", "").partition(" ")
    return name.split()[0] if kind.startswith("select_") and name else ""


def _counts_people(answers: Sequence[Choice]) -> bool:
    """RS3 counts: its first answer begins with a nought in whatever digits."""
    first = answers[0].label.strip()[:1] if answers else ""
    return first in "0٠۰" and bool(first)
