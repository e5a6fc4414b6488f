"""One question with two answers side by side, of which a person chooses: for the conflict desk and for second entries."""

from __future__ import annotations

from PySide6.QtCore import Qt
from PySide6.QtWidgets import QHBoxLayout, QRadioButton

from nbnb_desktop.i18n import _
from nbnb_desktop.ui import theme
from nbnb_desktop.ui.blocks import Card, px, row, text
from nbnb_desktop.ui.words import isolated


def answer_choice(whose: str, shown: str) -> QRadioButton:
    """The choice of one answer; a screen reader says the answer with it."""
    choice = QRadioButton(whose)
    choice.setAccessibleDescription(shown or _("no answer"))
    return choice


def answer_card(choice: QRadioButton, shown: str, said: str = "") -> Card:
    """One answer with its choice, and below it who gave it when ("" for nothing)."""
    card = Card(kind="panel", margin=14)
    card.column.setSpacing(px(theme.TINY))
    answer = text(isolated(shown) or _("no answer"), "lead")
    answer.setContentsMargins(px(6), 0, 0, 0)
    answer.setTextInteractionFlags(Qt.TextInteractionFlag.TextSelectableByMouse)
    card.add(choice, answer)
    if said:
        origin = text(said, "small")
        origin.setContentsMargins(px(6), 0, 0, 0)
        card.add(origin)
    return card.add(None)


def side_by_side(first: Card, second: Card) -> QHBoxLayout:
    """Two answers that share the width."""
    sides = row(first, second, spacing=theme.LARGE)
    sides.setStretch(0, 1)
    sides.setStretch(1, 1)
    return sides
