"""Papers, history, rights, duplicates and closed answers, as a worker meets them in the window. All people are invented."""

from __future__ import annotations

import json
from functools import partial

import pytest
from PySide6.QtCore import QSize, Qt
from PySide6.QtWidgets import QPushButton

from nbnb_desktop.actions import entry, participants, rights
from nbnb_desktop.i18n import _
from nbnb_desktop.ui.blocks import RIGHT_TO_LEFT_MARK
from nbnb_desktop.ui.dress import Look
from nbnb_desktop.ui.page import Place, ScrollPage
from nbnb_desktop.ui.pages.batch import BatchPage
from nbnb_desktop.ui.pages.duplicates import DuplicatesPage
from nbnb_desktop.ui.pages.history import HistoryPage
from nbnb_desktop.ui.pages.participants import ParticipantsPage
from nbnb_desktop.ui.pages.rights import RightsPage
from nbnb_desktop.ui.pages.sealed import SealedPage
from tests.ui.shell import choices, dressed, tasks  # noqa: F401
from tests.ui.test_shell_fit import cut_off
from tests.ui.test_shell_window import WAIT, go, idle, prepared, window, words_on  # noqa: F401


def do(qtbot, window, action, *arguments):  # noqa: F811
    """Do an action on the thread that owns the store, and wait for the answer."""
    answers: list = []
    window._tasks.run(partial(action, window.workplace, *arguments), then=answers.append)
    qtbot.waitUntil(lambda: bool(answers), timeout=WAIT)
    return answers[0]


def press(qtbot, page, words):
    """The button with these words, or with this name for a screen reader."""
    found: list[QPushButton] = []

    def look():
        found[:] = [one for one in page.findChildren(QPushButton) if one.isVisible() and words in (one.text(), one.accessibleName())]
        return bool(found)

    qtbot.waitUntil(look, timeout=WAIT)
    qtbot.mouseClick(found[0], Qt.MouseButton.LeftButton)


def says(qtbot, window, words):  # noqa: F811
    """Wait until these words stand on the page."""
    qtbot.waitUntil(lambda: words in words_on(window.workbench.page).replace(RIGHT_TO_LEFT_MARK, ""), timeout=WAIT)


def change(workplace, participant, form_id, **answers):
    """Change or begin a form as a worker does."""
    known = [row.id for row in workplace.store.submissions.of(participant) if row.form_id == form_id]
    kept = entry.reopen(workplace, known[0]) if known else entry.begin(workplace, form_id, participant, "nl")
    refs = {column.name: column.ref for column in kept.session.definition.columns()}
    for name, text in answers.items():
        kept.session.force_text(refs[name], text)
    return entry.finish(workplace, entry.snapshot(kept))


def changing(**answers):
    """``change`` with its answers, for ``do``."""
    return lambda workplace, participant, form_id: change(workplace, participant, form_id, **answers)


# ------------------------------------------------------------------ papers


@pytest.fixture
def papers(qtbot, window, prepared):  # noqa: F811
    shown = go(qtbot, window, "printing", participant=prepared[1])
    qtbot.waitUntil(lambda: bool(shown.pdf), timeout=WAIT)
    return shown


def choose(qtbot, page, paper):
    page.choices.papers.setCurrentIndex(page.choices.papers.findData(paper))
    page.choices.papers.activated.emit(page.choices.papers.currentIndex())


@pytest.mark.parametrize("paper", ["cv", "certificate", "form", "my_file"])
def test_every_paper_is_shown_before_it_is_printed(qtbot, papers, paper):
    before = papers.pdf
    choose(qtbot, papers, paper)
    qtbot.waitUntil(lambda: papers.pdf not in (before, b""), timeout=WAIT)
    assert papers.document.pageCount() > 0


def test_a_plan_that_was_not_made_says_what_to_do_and_cannot_be_saved(qtbot, window, papers):  # noqa: F811
    choose(qtbot, papers, "plan")
    qtbot.waitUntil(papers._fault.isVisible, timeout=WAIT)
    assert not papers.save_button.isEnabled()
    assert not papers.print_button.isEnabled()


def test_before_anybody_asked_the_page_says_for_whom_the_paper_is(qtbot, papers):
    assert not papers._remark_bar.isVisible()
    papers.profiles["employer"].click()
    qtbot.waitUntil(papers._remark_bar.isVisible, timeout=WAIT)


def test_after_a_no_there_is_no_portfolio_for_an_employer(qtbot, window, papers, prepared):  # noqa: F811
    do(qtbot, window, changing(consent_c1_understood="1", consent_c5="0"), prepared[1], "toestemming")
    papers.profiles["employer"].click()
    qtbot.waitUntil(papers._fault.isVisible, timeout=WAIT)
    assert papers.pdf == b""
    papers.profiles["full"].click()
    qtbot.waitUntil(papers.view.isVisible, timeout=WAIT)


def test_large_print_is_another_document(qtbot, papers):
    before = papers.pdf
    papers.choices.large.click()
    qtbot.waitUntil(lambda: papers.pdf != before, timeout=WAIT)


def test_papers_of_somebody_else_are_gone_at_once(qtbot, window, papers):  # noqa: F811
    other = do(qtbot, window, participants.new, participants.NewParticipant("Ahmad", "Al-Khatib"))
    window.workbench.go(Place("printing", participant=other))
    assert papers.pdf == b""
    assert not papers.save_button.isEnabled()


# ------------------------------------------------------------------ for many


def test_several_get_a_file_each_and_who_cannot_is_named(qtbot, window, tmp_path):  # noqa: F811
    page = go(qtbot, window, "batch")
    press(qtbot, page, _("Choose all that are shown"))
    page.print_into(tmp_path)
    qtbot.waitUntil(lambda: page.told_card.isVisible() and page._job is None, timeout=WAIT)
    assert len(list(tmp_path.glob("*.pdf"))) == 1
    assert page.folder_button.isVisible()
    page.choices.papers.setCurrentIndex(page.choices.papers.findData("plan"))
    page.print_into(tmp_path)
    says(qtbot, window, "Selam Tesfay")


def test_printing_for_many_stops_when_asked(qtbot, window, tmp_path):  # noqa: F811
    for number in range(4):
        do(qtbot, window, participants.new, participants.NewParticipant(f"Persoon {number}", "Verzonnen"))
    page = go(qtbot, window, "batch")
    press(qtbot, page, _("Choose all that are shown"))
    page.print_into(tmp_path)
    page.stop()
    qtbot.waitUntil(lambda: page._job is None, timeout=WAIT)
    assert len(list(tmp_path.glob("*.pdf"))) < 5
    assert page.print_button.isEnabled()


def test_who_was_chosen_stays_chosen_while_one_searches_on(qtbot, window):  # noqa: F811
    do(qtbot, window, participants.new, participants.NewParticipant("Ahmad", "Al-Khatib"))
    page = go(qtbot, window, "batch")
    qtbot.waitUntil(lambda: page.people.count() == 2, timeout=WAIT)
    page.people.item(0).setCheckState(Qt.CheckState.Checked)
    chosen = page.chosen
    page.search.setText("zzzzqqq")
    qtbot.waitUntil(lambda: page.people.count() == 1, timeout=WAIT)
    assert page.chosen == chosen


# ------------------------------------------------------------------ history


def test_the_history_says_what_changed_and_brings_it_back(qtbot, window, prepared):  # noqa: F811
    do(qtbot, window, changing(given_name="Salam"), prepared[1], "deelnemer")
    page = go(qtbot, window, "participant", participant=prepared[1])
    press(qtbot, page, _("History"))
    qtbot.waitUntil(lambda: isinstance(window.workbench.page, HistoryPage), timeout=WAIT)
    says(qtbot, window, "Selam")
    says(qtbot, window, "Salam")
    page = window.workbench.page
    page.choose(page.history.versions[-1].revision)
    press(qtbot, page, _("Bring this back"))
    qtbot.waitUntil(lambda: len(page.history.versions) == 3, timeout=WAIT)
    assert do(qtbot, window, participants.get, prepared[1]).given_name == "Selam"


def test_an_earlier_state_can_be_read_whole(qtbot, window, prepared):  # noqa: F811
    submission = do(qtbot, window, changing(given_name="Salam"), prepared[1], "deelnemer")
    page = go(qtbot, window, "history", participant=prepared[1], submission=submission)
    qtbot.waitUntil(lambda: page.history is not None, timeout=WAIT)
    page.choose(page.history.versions[-1].revision)
    says(qtbot, window, "Tesfay")


# ------------------------------------------------------------------ answers that were not shared


@pytest.mark.parametrize("way", ["Open", "History"])
def test_a_survey_that_was_not_shared_stays_closed(qtbot, window, prepared, way):  # noqa: F811
    submission = do(qtbot, window, changing(NET1="1", share_scores="0"), prepared[1], "nulmeting")
    page = go(qtbot, window, "participant", participant=prepared[1])
    qtbot.waitUntil(lambda: page.file is not None and any(line.id == submission for line in page.file.submissions), timeout=WAIT)
    title = next(line.title for line in page.file.submissions if line.id == submission)
    press(qtbot, page, _("{action}: {form}").format(action=_(way), form=title))
    qtbot.waitUntil(lambda: isinstance(window.workbench.page, SealedPage), timeout=WAIT)
    says(qtbot, window, title)
    assert window.screen_now is window.workbench


def test_no_other_way_opens_what_was_not_shared(qtbot, window, prepared):  # noqa: F811
    submission = do(qtbot, window, changing(NET1="1", share_scores="0"), prepared[1], "nulmeting")
    window.workbench.go(Place("today"))
    window.workbench.go(Place("entry", participant=prepared[1], submission=submission, form="nulmeting"))
    qtbot.waitUntil(lambda: window.workbench.notices.tone == "error", timeout=WAIT)
    assert window.screen_now is window.workbench


def test_a_survey_that_was_shared_opens(qtbot, window, prepared):  # noqa: F811
    do(qtbot, window, changing(NET1="1", share_scores="1"), prepared[1], "nulmeting")
    page = go(qtbot, window, "participant", participant=prepared[1])
    press(qtbot, page, _("{action}: {form}").format(action=_("Open"), form="Nulmeting"))
    qtbot.waitUntil(lambda: window.screen_now is not window.workbench, timeout=WAIT)


# ------------------------------------------------------------------ rights


@pytest.fixture
def own_rights(qtbot, window, prepared):  # noqa: F811
    page = go(qtbot, window, "rights", participant=prepared[1])
    qtbot.waitUntil(lambda: page.rights is not None, timeout=WAIT)
    return page


def test_my_file_for_a_computer_is_saved_in_the_participants_language(qtbot, window, own_rights, tmp_path):  # noqa: F811
    own_rights.save_file(tmp_path / "dossier.json")
    qtbot.waitUntil((tmp_path / "dossier.json").is_file, timeout=WAIT)
    kept = json.loads((tmp_path / "dossier.json").read_text(encoding="utf-8"))
    assert kept["language"] == "ti"
    assert kept["in_words"]


def test_a_file_past_its_date_stands_on_today_and_leads_back_here(qtbot, window, own_rights):  # noqa: F811
    own_rights.until.year.setText("2020")
    press(qtbot, own_rights, _("Keep this date"))
    qtbot.waitUntil(lambda: own_rights.rights.kept_until.startswith("2020"), timeout=WAIT)
    today = go(qtbot, window, "today")
    qtbot.waitUntil(today.overdue.isVisible, timeout=WAIT)
    press(qtbot, today, _("Rights of {name}").format(name="Selam Tesfay"))
    assert window.workbench.place.page == "rights"


def test_a_date_that_cannot_be_is_refused_at_the_field(qtbot, window, own_rights):  # noqa: F811
    own_rights.until.day.setText("31")
    own_rights.until.month.setCurrentIndex(2)
    own_rights.keep()
    qtbot.waitUntil(lambda: bool(own_rights.until_field.complaint), timeout=WAIT)


def test_erasing_takes_two_steps_and_the_right_name(qtbot, window, own_rights, prepared):  # noqa: F811
    assert not own_rights.erase_button.isVisible()
    own_rights.sure.click()
    qtbot.waitUntil(own_rights.erase_button.isVisible, timeout=WAIT)
    own_rights.typed.setText("Salam")
    own_rights.erase()
    qtbot.waitUntil(lambda: bool(own_rights.typed_field.complaint), timeout=WAIT)
    own_rights.typed.setText("Selam Tesfay")
    own_rights.erase()
    qtbot.waitUntil(lambda: window.workbench.place.page == "participants", timeout=WAIT)
    assert do(qtbot, window, participants.search).total == 0


def test_the_page_says_what_a_no_means(qtbot, window, prepared):  # noqa: F811
    do(qtbot, window, changing(consent_c1_understood="1", consent_c5="0"), prepared[1], "toestemming")
    go(qtbot, window, "rights", participant=prepared[1])
    says(qtbot, window, _("No portfolio for an employer."))


# ------------------------------------------------------------------ one person twice


def test_two_files_of_one_person_are_joined_and_parted(qtbot, window, prepared):  # noqa: F811
    twin = participants.NewParticipant("Selaam", "Tesfai", "ሰላም ተስፋይ", "1994", "year", ("ti",))
    other = do(qtbot, window, participants.new, twin)
    page = go(qtbot, window, "participants")
    qtbot.waitUntil(page.same_button.isVisible, timeout=WAIT)
    qtbot.mouseClick(page.same_button, Qt.MouseButton.LeftButton)
    page = window.workbench.page
    assert isinstance(page, DuplicatesPage)
    says(qtbot, window, "Selaam Tesfai")
    press(qtbot, page, _("Same person: join in the file of {name}").format(name="\u2068Selam Tesfay\u2069"))
    says(qtbot, window, _("Joined before"))
    assert do(qtbot, window, participants.search).total == 1
    press(qtbot, page, _("Take apart"))
    qtbot.waitUntil(lambda: _("Joined before") not in words_on(page), timeout=WAIT)
    assert do(qtbot, window, participants.search).total == 2
    assert do(qtbot, window, participants.get, other).given_name == "Selaam"


def test_nobody_alike_is_no_button_on_the_list(qtbot, window):  # noqa: F811
    page = go(qtbot, window, "participants")
    assert not page.same_button.isVisible()


# ------------------------------------------------------------------ the look


@pytest.mark.parametrize("size", [100, 200])
@pytest.mark.parametrize("language", ["nl", "ar"])
def test_these_pages_cut_nothing_off(qtbot, window, prepared, language, size):  # noqa: F811
    twin = participants.NewParticipant("Selaam", "Tesfai", "ሰላም ተስፋይ", "1994", "year", ("ti",))
    do(qtbot, window, participants.new, twin)
    own = do(qtbot, window, changing(given_name="Salam"), prepared[1], "deelnemer")
    closed = do(qtbot, window, changing(NET1="1", share_scores="0"), prepared[1], "nulmeting")
    do(qtbot, window, rights.keep_until, prepared[1], "2020-01-01")
    window.setMinimumSize(QSize(0, 0))
    window.resize(1366, 768)
    window.redress(Look(language, "light", size))
    faults = {}
    for kind in (ParticipantsPage, BatchPage, HistoryPage, RightsPage, SealedPage, DuplicatesPage):
        submission = {HistoryPage: own, SealedPage: closed}.get(kind, "")
        window.workbench.go(Place(kind.name, participant=prepared[1], submission=submission))
        idle(qtbot, window)
        page = window.workbench.page
        qtbot.waitUntil(lambda page=page: len(words_on(page)) > 5, timeout=WAIT)
        idle(qtbot, window)
        if isinstance(page, ScrollPage) and page.area.widget().width() > page.area.viewport().width():
            faults[kind.name, "too wide"] = page.area.widget().width()
        if wrong := cut_off(page):
            faults[kind.name] = wrong
    assert faults == {}
    assert (window.width(), window.height()) == (1366, 768)
