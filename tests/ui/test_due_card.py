"""The list of what is due: each line goes to its place."""

from __future__ import annotations

from PySide6.QtWidgets import QPushButton

from nbnb_desktop.actions.due import DueLine
from nbnb_desktop.ui.page import Place
from nbnb_desktop.ui.pages.due_card import SHOWN, DueCard

from .shell import dressed  # noqa: F401

REVIEW = DueLine("review", "p-1", "Selam Tesfay", "Evaluatie: Week 6", "2026-03-02", True, "entry", "toekomstplan", "s-1", "week6")
CALL = DueLine("call", "p-1", "Selam Tesfay", "Bellen: na 1 week", "2026-03-09", False, "entry", "contact", "", "3")


def card_with(qtbot, *lines):
    card = DueCard()
    qtbot.addWidget(card)
    card.show_lines(lines)
    card.show()
    return card


def buttons(card):
    return [one for one in card.findChildren(QPushButton) if one.isVisible()]


def test_a_review_goes_to_the_plan_of_that_participant(qtbot, dressed):  # noqa: F811
    card = card_with(qtbot, REVIEW)
    with qtbot.waitSignal(card.went) as went:
        buttons(card)[0].click()
    assert went.args == [Place("entry", participant="p-1", submission="s-1", form="toekomstplan")]


def test_a_call_asks_for_a_contact_with_its_moment(qtbot, dressed):  # noqa: F811
    card = card_with(qtbot, CALL)
    with qtbot.waitSignal(card.call_asked) as asked:
        buttons(card)[0].click()
    assert asked.args == ["p-1", "3"]


def test_a_long_list_shows_its_rest_on_request(qtbot, dressed):  # noqa: F811
    card = card_with(qtbot, *[REVIEW] * (SHOWN + 3))
    assert len(buttons(card)) == SHOWN + 1
    buttons(card)[-1].click()
    qtbot.waitUntil(lambda: len(buttons(card)) == SHOWN + 3)


def test_what_the_button_does_is_said_in_full_to_a_screen_reader(qtbot, dressed):  # noqa: F811
    assert "Selam Tesfay" in buttons(card_with(qtbot, CALL))[0].accessibleName()
