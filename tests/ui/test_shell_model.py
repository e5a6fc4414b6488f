"""The model reads the register a window at a time, and ignores answers to a search that was typed over."""

from __future__ import annotations

from dataclasses import dataclass

import pytest
from PySide6.QtCore import Qt

from nbnb_desktop.ui.models.participants import WINDOW, ParticipantModel
from tests.ui.shell import Row

PEOPLE = 100_000


@dataclass
class Page:
    rows: tuple
    total: int


class Register:
    """An invented register that answers when it is told to."""

    def __init__(self, total: int = PEOPLE) -> None:
        self.total = total
        self.asked: list[tuple[str, int, int]] = []
        self._waiting: list = []

    def fetch(self, text, limit, offset, then):
        self.asked.append((text, limit, offset))
        last = min(offset + limit, self.total)
        rows = tuple(Row(str(number), f"{text or 'Naam'} {number}") for number in range(offset, last))
        self._waiting.append((then, Page(rows, self.total)))

    def answer(self, number: int = 0) -> None:
        then, page = self._waiting.pop(number)
        then(page)


@pytest.fixture
def register():
    return Register()


@pytest.fixture
def model(qtbot, register):
    made = ParticipantModel(register.fetch)
    made.search("")
    register.answer()
    return made


def shown(model, row):
    return model.data(model.index(row, 0), Qt.ItemDataRole.DisplayRole)


def test_a_hundred_thousand_participants_cost_one_window(model, register):
    assert model.rowCount() == PEOPLE
    assert "Naam 3" in shown(model, 3)
    assert register.asked == [("", WINDOW, 0)]


def test_a_row_far_down_is_empty_until_its_window_comes_and_is_asked_for_once(model, register):
    assert shown(model, 54_321) == ""
    assert shown(model, 54_322) == ""
    assert register.asked[1:] == [("", WINDOW, 54_300)]
    register.answer()
    assert "Naam 54321" in shown(model, 54_321)


def test_an_answer_to_a_search_that_was_typed_over_is_ignored(model, register):
    model.search("sel")
    model.search("selam")
    register.answer(1)
    register.answer(0)
    assert "selam 0" in shown(model, 0)


def test_a_register_that_grew_is_shown_with_its_new_length(model, register):
    register.total = PEOPLE + 1
    shown(model, 500)
    register.answer()
    assert model.rowCount() == PEOPLE + 1
    assert model.participant(500).given_name == "Naam 500"


def test_how_many_match_is_told(qtbot, register):
    model = ParticipantModel(register.fetch)
    with qtbot.waitSignal(model.counted) as told:
        model.search("")
        register.answer()
    assert told.args == [PEOPLE]
