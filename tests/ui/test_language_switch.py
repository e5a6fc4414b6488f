"""The choice of language above a form: nothing is clipped, and all three buttons are as high."""

from __future__ import annotations

import pytest
from PySide6.QtGui import QFont, QFontMetrics

from nbnb_desktop.ui.dress import Look, dress
from nbnb_desktop.ui.pages.entry_parts import Head

from .shell import dressed  # noqa: F401

SIDES = 2 * (12 + 1)
"""Padding and border of a segment at 100%."""


@pytest.mark.parametrize("language", ["nl", "ar"])
def test_the_words_fit_when_they_turn_bold_and_the_buttons_are_as_high(qtbot, dressed, language):  # noqa: F811
    dress(Look(language, "light", 100))
    head = Head("Intake", "Selam Tesfay")
    qtbot.addWidget(head)
    switch = head.add_switch("Nederlands", "العربية")
    switch.mark("both")
    head.resize(1366, 60)
    head.show()
    buttons = list(switch.buttons.values())
    for button in buttons:
        bold = QFont(button.font())
        bold.setBold(True)
        assert button.width() >= QFontMetrics(bold).horizontalAdvance(button.text()) + SIDES
    assert len({button.height() for button in buttons}) == 1
    assert len({button.y() for button in buttons}) == 1
