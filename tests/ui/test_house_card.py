"""The house style on the settings page, as a person changes it."""

from __future__ import annotations

import pytest
from PIL import Image
from PySide6.QtCore import Qt

from nbnb_desktop.actions import house
from tests.ui.shell import choices, dressed, tasks  # noqa: F401
from tests.ui.test_shell_papers import do
from tests.ui.test_shell_window import WAIT, go, idle, prepared, window  # noqa: F401


@pytest.fixture
def card(qtbot, window):  # noqa: F811
    found = go(qtbot, window, "settings").house
    qtbot.waitUntil(lambda: bool(found.organisation.text()), timeout=WAIT)
    return found


def test_a_name_is_kept_when_the_field_is_left(qtbot, window, card):  # noqa: F811
    card.organisation.setText("Stichting Ander")
    qtbot.keyClick(card.organisation, Qt.Key.Key_Return)
    idle(qtbot, window)
    assert do(qtbot, window, house.style).organisation == "Stichting Ander"


def test_a_colour_is_kept_at_once(qtbot, window, card):  # noqa: F811
    card.wear("c83c14")
    idle(qtbot, window)
    assert do(qtbot, window, house.style).accent == "c83c14"


def test_a_logo_is_shown_and_can_be_taken_away(qtbot, window, card, tmp_path):  # noqa: F811
    Image.new("RGB", (400, 100), "navy").save(tmp_path / "logo.png")
    card.take_logo(tmp_path / "logo.png")
    qtbot.waitUntil(lambda: card.has_logo, timeout=WAIT)
    qtbot.mouseClick(card._away, Qt.MouseButton.LeftButton)
    qtbot.waitUntil(lambda: not card.has_logo, timeout=WAIT)


def test_what_cannot_be_kept_is_said_at_its_place(qtbot, window, card, tmp_path):  # noqa: F811
    card.organisation.setText(" ")
    card.keep()
    qtbot.waitUntil(lambda: bool(card.complaint), timeout=WAIT)
    (tmp_path / "logo.png").write_text("geen plaatje", encoding="utf-8")
    card.take_logo(tmp_path / "logo.png")
    qtbot.waitUntil(lambda: "logo.png" in card._refusal.text(), timeout=WAIT)
