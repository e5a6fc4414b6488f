"""Taking in a form from elsewhere on the settings page. All people are invented."""

from __future__ import annotations

import pytest
from PySide6.QtWidgets import QPushButton

from nbnb_desktop.errors import Fault
from nbnb_desktop.ui.page import Place
from nbnb_desktop.ui.pages.entry import EntryPage
from nbnb_desktop.ui.pages.own_forms import in_words
from tests.ui.shell import choices, dressed, tasks  # noqa: F401
from tests.ui.test_shell_window import WAIT, go, idle, prepared, window, words_on  # noqa: F401

GOOD = "| survey |\n| | type | name | label |\n| | text | wat | Wat |\n"
GOOD += "| settings |\n| | form_id | form_title | version |\n| | bezoek | Huisbezoek | 1 |\n"


@pytest.fixture
def page(qtbot, window):  # noqa: F811
    return go(qtbot, window, "settings")


def taken(qtbot, window, page, tmp_path, text):  # noqa: F811
    path = tmp_path / "bezoek.md"
    path.write_text(text, encoding="utf-8")
    page.own_forms.take_in(path)
    idle(qtbot, window)


def test_a_form_that_was_taken_in_stands_in_the_list_and_with_the_participant(qtbot, window, page, prepared, tmp_path):  # noqa: F811
    taken(qtbot, window, page, tmp_path, GOOD)
    qtbot.waitUntil(lambda: "Huisbezoek" in words_on(page.own_forms), timeout=WAIT)
    person = go(qtbot, window, "participant", participant=prepared[1])
    assert "Huisbezoek" in [action.text() for action in person.register_menu.actions()]


def test_every_fault_is_shown_with_sheet_row_and_column(qtbot, window, page, tmp_path):  # noqa: F811
    bad = GOOD.replace("| text | wat | Wat |", "| text | wat | Wat ${weg} |\n| | tekst | hoe | Hoe |")
    taken(qtbot, window, page, tmp_path, bad)
    qtbot.waitUntil(lambda: "tekst" in words_on(page.own_forms), timeout=WAIT)
    shown = words_on(page.own_forms)
    assert "weg" in shown
    assert "survey" in shown
    assert "Huisbezoek" not in shown


def test_a_form_can_be_offered_no_more(qtbot, window, page, tmp_path):  # noqa: F811
    taken(qtbot, window, page, tmp_path, GOOD)
    qtbot.waitUntil(lambda: "Huisbezoek" in words_on(page.own_forms), timeout=WAIT)
    away = next(each for each in page.own_forms.findChildren(QPushButton) if "Huisbezoek" in each.accessibleName())
    away.click()
    idle(qtbot, window)
    qtbot.waitUntil(lambda: "Huisbezoek" not in words_on(page.own_forms), timeout=WAIT)


def test_a_fault_without_a_place_is_only_what_it_is():
    assert in_words(Fault("xml", "Geen XML.")) == "Geen XML."


def test_a_draft_of_an_older_version_can_go_on_in_the_newer_one(qtbot, window, page, prepared, tmp_path):  # noqa: F811
    taken(qtbot, window, page, tmp_path, GOOD)
    window.workbench.go(Place("entry", participant=prepared[1], form="bezoek"))
    qtbot.waitUntil(lambda: isinstance(window.screen_now, EntryPage), timeout=WAIT)
    first = window.screen_now
    ref = first.session.children()[0]
    first._on_answered(ref, "een gesprek")
    first.leave()
    idle(qtbot, window)
    page = go(qtbot, window, "settings")
    taken(qtbot, window, page, tmp_path, GOOD.replace("| 1 |", "| 2 |"))
    window.workbench.go(Place("entry", participant=prepared[1], form="bezoek"))
    qtbot.waitUntil(lambda: isinstance(window.screen_now, EntryPage) and window.screen_now is not first, timeout=WAIT)
    second = window.screen_now
    second.newer.go_on.click()
    qtbot.waitUntil(lambda: window.screen_now is not second, timeout=WAIT)
    third = window.screen_now
    assert third.session.definition.version == "2"
    assert third.session.value(ref) == "een gesprek"
