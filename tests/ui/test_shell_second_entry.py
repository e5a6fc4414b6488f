"""A returned paper form is typed over a second time, through the real window. All people are invented."""

from __future__ import annotations

import pytest
from PySide6.QtCore import Qt
from PySide6.QtWidgets import QPushButton

from nbnb_desktop.actions import entry, second_entry
from nbnb_desktop.i18n import _
from nbnb_desktop.rehearsal.answering import give
from nbnb_desktop.ui.page import Place
from nbnb_desktop.ui.pages.entry import EntryPage
from tests.ui.shell import PASSPHRASE, choices, dressed, tasks  # noqa: F401
from tests.ui.test_shell_window import WAIT, go, idle, prepared, window, words_on  # noqa: F401

GOAL, FROM = "/data/leerdoel_groep/goal_text", "/data/leerdoel_groep/goal_from"
FIRST = {"goal_text": "Bellen met een werkgever", "goal_from": "2026-03-01"}
SAME = {GOAL: "Bellen met een werkgever", FROM: "2026-03-01"}
OTHER = {GOAL: "Bellen met de werkgever", FROM: "2026-03-07"}


def on_worker(qtbot, window, work):  # noqa: F811
    """What ``work(workplace)`` gives, done where the database lives."""
    made: list = []
    window._tasks.run(lambda: work(window.workplace), then=lambda found: made.append(found))
    qtbot.waitUntil(lambda: bool(made), timeout=WAIT)
    return made[0]


@pytest.fixture
def typed(qtbot, window, prepared):  # noqa: F811
    """A learning goal that Anna typed over from paper; its submission."""
    return on_worker(qtbot, window, lambda workplace: entry.register(workplace, "leerdoel", prepared[1], FIRST))


def opened(qtbot, window, prepared, typed):  # noqa: F811
    page = go(qtbot, window, "second_entry", participant=prepared[1], submission=typed)
    qtbot.waitUntil(lambda: page.pair is not None and bool(words_on(page)), timeout=WAIT)
    return page


def type_over(qtbot, window, page, answers):  # noqa: F811
    """Type the paper over in the form itself, and finish."""
    page.type_button.click()
    form = filling_in(qtbot, window)
    for ref, text in answers.items():
        if ref not in form.view.questions:
            form.jump(ref)
        give(form.view.questions[ref], text)
    form.finish()
    qtbot.waitUntil(lambda: window.screen_now is window.workbench, timeout=WAIT)
    idle(qtbot, window)
    return window.workbench.page


def filling_in(qtbot, window):  # noqa: F811
    qtbot.waitUntil(lambda: isinstance(window.screen_now, EntryPage), timeout=WAIT)
    return window.screen_now


def saved(qtbot, window, typed):  # noqa: F811
    """The answers of the first entry as they stand now, and the kinds of its revisions."""

    def look(workplace):
        values = workplace.store.submissions.record(typed).values
        return values["goal_text"], values["goal_from"], [one.kind for one in workplace.store.revisions.of(typed)]

    return on_worker(qtbot, window, look)


def test_the_line_of_a_form_in_the_dossier_leads_to_its_second_entry(qtbot, window, prepared, typed):  # noqa: F811
    page = go(qtbot, window, "participant", participant=prepared[1])
    name = _("{action}: {form}").format(action=_("More"), form="Leerdoel")
    qtbot.waitUntil(lambda: any(one.accessibleName() == name for one in page.findChildren(QPushButton)), timeout=WAIT)
    more = next(one for one in page.findChildren(QPushButton) if one.accessibleName() == name)
    more.menu().actions()[-1].trigger()
    qtbot.waitUntil(lambda: window.workbench.place.page == "second_entry", timeout=WAIT)
    assert window.workbench.place.submission == typed


def test_the_second_entry_begins_blank_and_goes_on_where_one_left_it(qtbot, window, prepared, typed):  # noqa: F811
    page = opened(qtbot, window, prepared, typed)
    assert _("You typed the first one yourself. It is better when a colleague does the second.") in words_on(page)
    page.type_button.click()
    form = filling_in(qtbot, window)
    assert form.session.text(GOAL) == ""
    qtbot.keyClicks(form.view.questions[GOAL].edit, "Bellen")
    form.leave()
    idle(qtbot, window)
    assert window.workbench.place.page == "second_entry"
    qtbot.waitUntil(lambda: page.type_button.text() == _("Go on typing"), timeout=WAIT)
    page.type_button.click()
    qtbot.waitUntil(lambda: isinstance(window.screen_now, EntryPage) and window.screen_now is not form, timeout=WAIT)
    assert window.screen_now.session.text(GOAL) == "Bellen"


def test_a_lock_while_one_types_over_loses_nothing_and_comes_back_there(qtbot, window, prepared, typed):  # noqa: F811
    opened(qtbot, window, prepared, typed).type_button.click()
    form = filling_in(qtbot, window)
    qtbot.keyClicks(form.view.questions[GOAL].edit, "Bellen")
    with qtbot.waitSignal(window.locked, timeout=WAIT):
        window.lock()
    window.screen_now.passphrase.edit.setText(PASSPHRASE)
    window.screen_now.unlock()
    assert filling_in(qtbot, window).session.text(GOAL) == "Bellen"


def test_what_differs_stands_side_by_side_and_what_was_chosen_is_kept(qtbot, window, prepared, typed):  # noqa: F811
    page = type_over(qtbot, window, opened(qtbot, window, prepared, typed), OTHER)
    qtbot.waitUntil(lambda: len(page.questions) == 2, timeout=WAIT)
    goal, begin = page.questions
    assert (goal.difference.first, goal.difference.second) == (SAME[GOAL], OTHER[GOAL])
    page.keep_button.click()
    assert page._said.text() == _("Choose an answer to each question first.")
    goal.second.click()
    begin.anew.click()
    give(begin.other, "2026-03-17")
    page.keep_button.click()
    idle(qtbot, window)
    assert window.workbench.place == Place("participant", participant=prepared[1])
    assert saved(qtbot, window, typed) == (OTHER[GOAL], "2026-03-17", ["save", second_entry.KIND])


def test_an_answer_that_is_typed_anew_but_cannot_be_is_no_decision(qtbot, window, prepared, typed):  # noqa: F811
    page = type_over(qtbot, window, opened(qtbot, window, prepared, typed), {**SAME, FROM: "2026-03-07"})
    qtbot.waitUntil(lambda: len(page.questions) == 1, timeout=WAIT)
    (begin,) = page.questions
    begin.anew.click()
    begin.other.set_reading_fault("31 februari")
    assert begin.decision is None
    page.decide()
    idle(qtbot, window)
    assert saved(qtbot, window, typed)[2] == ["save"]


def test_entries_that_say_the_same_are_kept_with_one_button(qtbot, window, prepared, typed):  # noqa: F811
    page = type_over(qtbot, window, opened(qtbot, window, prepared, typed), SAME)
    qtbot.waitUntil(lambda: _("Both entries say the same.") in words_on(page), timeout=WAIT)
    page.keep_button.click()
    idle(qtbot, window)
    assert saved(qtbot, window, typed)[2] == ["save", second_entry.KIND]


def test_an_answer_that_hangs_on_another_is_typed_anew_once_that_one_was_chosen(qtbot, window, prepared, typed):  # noqa: F811
    """Whether the goal was reached comes before the day on which it was."""
    reached = {"/data/uitkomst/reached": "1", "/data/uitkomst/reached_date": "2026-03-07"}
    page = type_over(qtbot, window, opened(qtbot, window, prepared, typed), {**SAME, **reached})
    qtbot.waitUntil(lambda: len(page.questions) == 2, timeout=WAIT)
    first, day = page.questions
    first.second.click()
    day.anew.click()
    give(day.other, "2026-03-08")
    qtbot.waitUntil(day.other.isVisible, timeout=WAIT)
    page.keep_button.click()
    idle(qtbot, window)
    record = on_worker(qtbot, window, lambda workplace: workplace.store.submissions.record(typed))
    assert (record.values["reached"], record.values["reached_date"]) == ("1", "2026-03-08")


def test_a_second_entry_can_be_thrown_away(qtbot, window, prepared, typed):  # noqa: F811
    page = type_over(qtbot, window, opened(qtbot, window, prepared, typed), OTHER)
    qtbot.waitUntil(lambda: page.pair.second is not None, timeout=WAIT)
    page.away_button.click()
    idle(qtbot, window)
    assert page.pair.second is not None
    page.away_button.click()
    idle(qtbot, window)
    qtbot.waitUntil(lambda: page.type_button.text() == _("Begin the second entry"), timeout=WAIT)
    assert saved(qtbot, window, typed) == (SAME[GOAL], SAME[FROM], ["save"])


def test_the_space_bar_chooses_an_answer_and_a_choice_says_its_answer(qtbot, window, prepared, typed):  # noqa: F811
    page = type_over(qtbot, window, opened(qtbot, window, prepared, typed), OTHER)
    qtbot.waitUntil(lambda: len(page.questions) == 2, timeout=WAIT)
    goal = page.questions[0]
    assert goal.second.accessibleDescription() == OTHER[GOAL]
    window.activateWindow()
    goal.second.setFocus()
    qtbot.waitUntil(goal.second.hasFocus, timeout=WAIT)
    qtbot.keyClick(goal.second, Qt.Key.Key_Space)
    assert goal.second.isChecked()
