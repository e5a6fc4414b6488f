"""Which drawing goes with which question and which choice: the one table, read by names and never by form.

``resources/pictograms/<list>/<choice>.svg`` belongs to that choice of that list; the two tables below say the rest.
A situation of the survey has one picture for the question and none for its answers, so that nothing is given away.
"""

from __future__ import annotations

import re
from collections.abc import Sequence
from functools import lru_cache
from pathlib import Path

from PySide6.QtCore import QRectF, QSize
from PySide6.QtGui import QPainter, QPaintEvent
from PySide6.QtWidgets import QSizePolicy, QWidget

from nbnb_desktop.places import data_folder
from nbnb_desktop.ui import theme
from nbnb_desktop.ui.theme import Theme
from nbnb_desktop.xforms.session import Choice, QuestionState

LISTS = {"traject_onderdeel": "instrument"}
"""Choice list -> folder, where the folder has another name: these parts of the programme are those instruments."""

QUESTIONS = (
    ("speelt", r"obst_([A-Z]{4})", "belemmering"),
    ("kan|waar_geleerd|ja_nee", r"(K[1-6]_[1-4])(?:_where|_like)?", "vaardigheid"),
    ("interesse", r"([RIASEC][1-6])", "interesse"),
    ("rs6_cul2|rs6_cul3", r"(CUL[23])", "situatie"),
)
"""The list that a question chooses from, its name (with the drawing's name in it) -> folder."""

DIRECTED = frozenset({"instrument/MA", "kwaliteit/doorzetten"})
"""Drawings that go from a start to an end: they go the way one reads. All others show things, and things do not turn round."""


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


class Sign(QWidget):
    """The drawing of a question beside its words, which say the same."""

    def __init__(self, state: QuestionState, size: int, look: Theme, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self.drawing = of_question(state.list_name, state.ref.rsplit("/", 1)[-1])
        self._size, self._look = size, look
        self.setSizePolicy(QSizePolicy.Policy.Fixed, QSizePolicy.Policy.Fixed)
        self.setVisible(bool(self.drawing))

    def sizeHint(self) -> QSize:
        return QSize(self._size, self._size)

    def paintEvent(self, event: QPaintEvent) -> None:
        if self.drawing:
            mirrored = self.isRightToLeft() and self.drawing in DIRECTED
            path = str(path_of(self.drawing))
            theme.paint_svg(QPainter(self), path, QRectF(self.rect()), self._look.color("accent"), mirrored=mirrored)
