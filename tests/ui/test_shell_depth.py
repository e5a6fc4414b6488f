"""Employers, matching, occupations and results in the real window; everybody is invented."""

from __future__ import annotations

import pytest
from PySide6.QtCore import QSize
from PySide6.QtWidgets import QPushButton

from nbnb_desktop.actions import entry
from nbnb_desktop.i18n import _
from nbnb_desktop.ui.chart import ChartView
from nbnb_desktop.ui.dress import Look
from nbnb_desktop.ui.page import Place
from nbnb_desktop.ui.pages.entry import EntryPage
from tests.ui.shell import choices, dressed, tasks  # noqa: F401
from tests.ui.test_shell_fit import cut_off
from tests.ui.test_shell_window import WAIT, go, idle, prepared, window, words_on  # noqa: F401

PLACE = {"employer": "Bakkerij Proef", "placement_kind": "2", "job_title": "Hulp in de keuken", "job_function": "F20", "day_parts": "ma_o"}
LIKES = {"R": "2", "I": "0", "A": "0", "S": "1", "E": "0", "C": "1"}


def told(qtbot, window, action, *arguments):  # noqa: F811
    """Do something with the store of the window, on its thread."""
    done: list = []
    window._tasks.run(lambda: action(window.workplace, *arguments), then=done.append)
    qtbot.waitUntil(lambda: bool(done), timeout=WAIT)
    return done[0]


def scanned(workplace, participant):
    opened = entry.begin(workplace, "talentscan", participant)
    refs = {column.name: column.ref for column in opened.session.definition.columns()}
    for kind, liked in LIKES.items():
        for number in range(1, 7):
            opened.session.answer_text(refs[f"{kind}{number}"], liked)
    return entry.finish(workplace, entry.snapshot(opened))


def press(page, words):
    next(one for one in page.findChildren(QPushButton) if one.isVisible() and one.text() == words).click()


def test_a_new_place_opens_its_form_and_closing_it_leads_back(qtbot, window):  # noqa: F811
    page = go(qtbot, window, "employers")
    qtbot.waitUntil(lambda: hasattr(page, "new_place"), timeout=WAIT)
    page.new_place.click()
    qtbot.waitUntil(lambda: isinstance(window.screen_now, EntryPage), timeout=WAIT)
    window.screen_now.leave()
    qtbot.waitUntil(lambda: window.screen_now is window.workbench, timeout=WAIT)
    assert window.workbench.place.page == "employers"


def test_from_a_place_to_who_fits_to_a_placement_that_is_begun(qtbot, window, prepared):  # noqa: F811
    told(qtbot, window, scanned, prepared[1])
    told(qtbot, window, entry.register, "vacature", "", PLACE)
    page = go(qtbot, window, "employers")
    qtbot.waitUntil(lambda: "Hulp in de keuken" in words_on(page), timeout=WAIT)
    press(page, "Wie past?")
    qtbot.waitUntil(lambda: "Selam Tesfay" in words_on(window.workbench.page), timeout=WAIT)
    assert "%" not in words_on(window.workbench.page)
    press(window.workbench.page, "Een plaatsing beginnen")
    qtbot.waitUntil(lambda: isinstance(window.screen_now, EntryPage), timeout=WAIT)
    assert window.screen_now.session.text("/data/plaats/employer") == "Bakkerij Proef"


@pytest.mark.parametrize(
    ("words", "question", "answer"),
    [("Introduction", "/data/contact_groep/contact_with", "2"), ("Trial placement", "/data/plaats/placement_kind", "5")],
)
def test_an_introduction_and_a_trial_follow_from_a_match(qtbot, window, prepared, words, question, answer):  # noqa: F811
    told(qtbot, window, scanned, prepared[1])
    told(qtbot, window, entry.register, "vacature", "", PLACE)
    page = go(qtbot, window, "matching", participant=prepared[1])
    qtbot.waitUntil(lambda: "Hulp in de keuken" in words_on(page), timeout=WAIT)
    press(page, _(words))
    qtbot.waitUntil(lambda: isinstance(window.screen_now, EntryPage), timeout=WAIT)
    assert window.screen_now.session.text(question) == answer


def test_an_occupation_is_taken_over_in_the_scan(qtbot, window, prepared):  # noqa: F811
    told(qtbot, window, scanned, prepared[1])
    page = go(qtbot, window, "suggestions", participant=prepared[1])
    qtbot.waitUntil(lambda: "O*NET" in words_on(page), timeout=WAIT)
    assert "%" not in words_on(page)
    press(page, "Overnemen in de talentscan")
    qtbot.waitUntil(lambda: isinstance(window.screen_now, EntryPage), timeout=WAIT)
    assert window.screen_now.session.text("/data/occupation[1]/occupation_function").startswith("F")


def test_results_are_pictures_with_words_for_who_cannot_see_them(qtbot, window, prepared):  # noqa: F811
    told(qtbot, window, scanned, prepared[1])
    page = go(qtbot, window, "results", participant=prepared[1])
    qtbot.waitUntil(lambda: bool(page.findChildren(ChartView)), timeout=WAIT)
    assert "12" in page.findChildren(ChartView)[0].accessibleName()


@pytest.mark.parametrize("size", [100, 200])
@pytest.mark.parametrize("language", ["nl", "ar"])
def test_none_of_these_pages_cuts_its_words_off(qtbot, window, prepared, language, size):  # noqa: F811
    told(qtbot, window, scanned, prepared[1])
    place = told(qtbot, window, entry.register, "vacature", "", PLACE)
    window.setMinimumSize(QSize(0, 0))
    window.resize(1366, 768)
    window.redress(Look(language, "light", size))
    faults = {}
    person = prepared[1]
    for where in (
        Place("today"), Place("employers"), Place("matching", submission=place), Place("matching", participant=person),
        Place("suggestions", participant=person), Place("results", participant=person), Place("participant", participant=person),
    ):  # fmt: skip
        window.workbench.go(where)
        idle(qtbot, window)
        page = window.workbench.page
        qtbot.waitUntil(lambda page=page: len(words_on(page)) > 5, timeout=WAIT)
        if wrong := cut_off(page):
            faults[where.page] = wrong
    assert faults == {}
