"""The rows of a repeat as a table to look over; each line leads to its card. Nothing is filled in here."""

from __future__ import annotations

from collections.abc import Sequence
from functools import partial

from PySide6.QtCore import Qt, Signal
from PySide6.QtWidgets import QFrame, QGridLayout, QLabel, QPushButton, QWidget

from nbnb_desktop.i18n import _
from nbnb_desktop.ui import theme
from nbnb_desktop.ui.pages.entry_outline import SILENT, leaves
from nbnb_desktop.ui.questions.answers import in_words
from nbnb_desktop.ui.questions.base import Showing, start_at
from nbnb_desktop.ui.questions.rich import as_plain
from nbnb_desktop.xforms.session import FormSession, QuestionState

MOST_COLUMNS = 4
"""Questions that fit beside each other; the first ones say best what a row is."""


class RowTable(QFrame):
    """Signals: opened(row ref) -- the person wants to see or change that row."""

    opened = Signal(str)

    def __init__(self, session: FormSession, rows: Sequence[str], showing: Showing, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        theme.role(self, "card")
        px = showing.theme.px
        self._showing = showing
        grid = QGridLayout(self)
        grid.setContentsMargins(px(20), px(16), px(20), px(16))
        grid.setHorizontalSpacing(px(theme.LARGE))
        grid.setVerticalSpacing(px(theme.SMALL))
        told = [{_name(state): state for state in leaves(session, (row,)) if state.kind not in SILENT} for row in rows]
        columns = shown_columns(told)
        for place, name in enumerate(columns):
            head = next(line[name] for line in told if name in line)
            grid.addWidget(self._words(as_plain(head.label), "caption"), 0, place)
            grid.setColumnStretch(place, 1)
        for number, (row, line) in enumerate(zip(rows, told, strict=True), 1):
            for place, name in enumerate(columns):
                words = as_plain(in_words(line[name], showing.language)) if name in line and line[name].relevant else ""
                grid.addWidget(self._words(words or "–", "" if words else "muted"), number, place, Qt.AlignmentFlag.AlignTop)
            grid.addWidget(self._opener(row, number), number, len(columns), Qt.AlignmentFlag.AlignTop)

    def _opener(self, row: str, number: int) -> QPushButton:
        button = theme.role(QPushButton(_("Open"), self), "quiet")
        button.setAutoDefault(True)
        button.setAccessibleName(_("Open {name}").format(name=number))
        button.clicked.connect(partial(self.opened.emit, row))
        return button

    def _words(self, words: str, kind: str) -> QLabel:
        label = theme.role(QLabel(words, self), kind)
        label.setTextFormat(Qt.TextFormat.PlainText)
        label.setWordWrap(True)
        start_at(label, self._showing.rtl)
        return label


def shown_columns(told: Sequence[dict[str, QuestionState]]) -> list[str]:
    """The names of the first questions to which some row has an answer."""
    names = dict.fromkeys(name for line in told for name in line)
    return [name for name in names if any(name in line and line[name].value is not None for line in told)][:MOST_COLUMNS]


def _name(state: QuestionState) -> str:
    return state.ref.rsplit("/", 1)[-1]
