"""Nothing is cut off: every page at 1366 by 768, in Dutch and Arabic, at 100% and 200% text."""

from __future__ import annotations

import pytest
from PySide6.QtCore import QSize
from PySide6.QtWidgets import QLabel, QPushButton, QWidget

from nbnb_desktop import i18n
from nbnb_desktop.actions import entry, second_entry
from nbnb_desktop.ui.dress import Look, dress
from nbnb_desktop.ui.page import Place, ScrollPage
from nbnb_desktop.ui.pages.about import AboutPage
from nbnb_desktop.ui.pages.accounts import AccountsPage
from nbnb_desktop.ui.pages.audit import AuditPage
from nbnb_desktop.ui.pages.conflicts import ConflictsPage
from nbnb_desktop.ui.pages.exchange import ExchangePage
from nbnb_desktop.ui.pages.first_start import FirstStartPage
from nbnb_desktop.ui.pages.handing_over import HandingOverPage
from nbnb_desktop.ui.pages.new_participant import NewParticipantPage
from nbnb_desktop.ui.pages.pairing import PairingPage
from nbnb_desktop.ui.pages.participant import ParticipantPage
from nbnb_desktop.ui.pages.participants import ParticipantsPage
from nbnb_desktop.ui.pages.printing import PrintingPage
from nbnb_desktop.ui.pages.restore import RestorePage
from nbnb_desktop.ui.pages.settings import SettingsPage
from nbnb_desktop.ui.pages.today import TodayPage
from nbnb_desktop.ui.pages.unlock import RecoverPage, UnlockPage
from tests.ui.shell import choices, dressed, tasks  # noqa: F401
from tests.ui.test_shell_window import WAIT, idle, prepared, window, words_on  # noqa: F401

PAGES = (
    TodayPage,
    ParticipantsPage,
    NewParticipantPage,
    ParticipantPage,
    HandingOverPage,
    PrintingPage,
    ExchangePage,
    PairingPage,
    ConflictsPage,
    SettingsPage,
    AccountsPage,
    AuditPage,
    AboutPage,
)


def cut_off(page: QWidget) -> list[str]:
    """What is narrower than its words need, or sticks out of the page sideways."""
    found = [
        button.text()
        for button in page.findChildren(QPushButton)
        if button.isVisible() and button.width() < button.minimumSizeHint().width()
    ]
    for part in (*page.findChildren(QPushButton), *page.findChildren(QLabel)):
        if part.isVisible():
            left = part.mapTo(page, part.rect().topLeft()).x()
            if left < 0 or left + part.width() > page.width():
                found.append(part.text())
    return found


@pytest.mark.parametrize("size", [100, 200])
@pytest.mark.parametrize("language", ["nl", "ar"])
def test_no_page_cuts_its_words_off(qtbot, window, prepared, language, size):  # noqa: F811
    window.setMinimumSize(QSize(0, 0))
    window.resize(1366, 768)
    window.redress(Look(language, "light", size))
    faults = {}
    for kind in PAGES:
        window.workbench.go(Place(kind.name, participant=prepared[1] if kind not in (ExchangePage, PairingPage, ConflictsPage) else ""))
        faults |= faults_of(qtbot, window)
    assert faults == {}
    assert (window.width(), window.height()) == (1366, 768)


def faults_of(qtbot, window):  # noqa: F811
    """What is cut off or too wide on the page that is shown, by the page's name."""
    idle(qtbot, window)
    page = window.workbench.page
    qtbot.waitUntil(lambda: len(words_on(page)) > 5, timeout=WAIT)
    wrong = cut_off(page)
    found = {page.name: wrong} if wrong else {}
    if isinstance(page, ScrollPage) and page.area.widget().width() > page.area.viewport().width():
        found[page.name, "too wide"] = page.area.widget().width()
    return found


@pytest.mark.parametrize("language", ["nl", "ar"])
def test_the_first_start_fits_at_double_text(qtbot, dressed, tasks, tmp_path, language):  # noqa: F811
    dress(Look(language, "light", 200))
    page = FirstStartPage(tasks, tmp_path)
    qtbot.addWidget(page)
    page.resize(1366, 768)
    page.show()
    qtbot.waitUntil(lambda: len(words_on(page)) > 5, timeout=WAIT)
    assert cut_off(page) == []
    page.go_on()
    qtbot.waitUntil(lambda: len(words_on(page)) > 5, timeout=WAIT)
    assert cut_off(page) == []
    assert i18n.current() == language


@pytest.mark.parametrize("size", [100, 200])
@pytest.mark.parametrize("language", ["nl", "ar"])
def test_what_opens_on_a_page_cuts_no_words_off_either(qtbot, window, prepared, language, size):  # noqa: F811
    """An account that is being changed, and a form typed over twice with answers that differ."""
    submission = typed_twice(qtbot, window, prepared[1])
    window.setMinimumSize(QSize(0, 0))
    window.resize(1366, 768)
    window.redress(Look(language, "light", size))
    window.workbench.go(Place("accounts"))
    idle(qtbot, window)
    window.workbench.page.open("Anna de Vries")
    faults = faults_of(qtbot, window)
    window.workbench.go(Place("second_entry", participant=prepared[1], submission=submission))
    idle(qtbot, window)
    for question in window.workbench.page.questions:
        question.anew.click()
    faults |= faults_of(qtbot, window)
    assert len(window.workbench.page.questions) == 2
    assert faults == {}


def typed_twice(qtbot, window, participant):  # noqa: F811
    """A learning goal, typed over from paper twice; its submission."""

    def work(workplace):
        submission = entry.register(
            workplace, "leerdoel", participant, {"goal_text": "Bellen met een werkgever", "goal_from": "2026-03-01"}
        )
        again = second_entry.open_second(workplace, submission)
        again.session.answer_text("/data/leerdoel_groep/goal_text", "Bellen met de werkgever")
        second_entry.finish_second(workplace, entry.snapshot(again))
        return submission

    made = []
    window._tasks.run(lambda: work(window.workplace), then=made.append)
    qtbot.waitUntil(lambda: bool(made), timeout=WAIT)
    return made[0]


@pytest.mark.parametrize("size", [100, 200])
@pytest.mark.parametrize("language", ["nl", "ar"])
def test_the_ways_back_in_fit(qtbot, dressed, tasks, prepared, language, size):  # noqa: F811
    dress(Look(language, "light", size))
    for kind in (UnlockPage, RecoverPage, RestorePage):
        page = kind(tasks, prepared[0], "Anna de Vries")
        qtbot.addWidget(page)
        page.resize(1366, 768)
        page.show()
        qtbot.waitUntil(lambda page=page: len(words_on(page)) > 5, timeout=WAIT)
        if isinstance(page, RestorePage):
            page.with_code.click()
            qtbot.waitUntil(page.by_code.isVisible, timeout=WAIT)
        assert cut_off(page) == []


def test_every_field_and_button_has_a_name_for_assistive_technology(qtbot, window, prepared):  # noqa: F811
    nameless = []
    for kind in PAGES:
        window.workbench.go(Place(kind.name, participant=prepared[1]))
        idle(qtbot, window)
        for button in window.workbench.page.findChildren(QPushButton):
            if button.isVisible() and not (button.text() or button.accessibleName()):
                nameless.append((kind.name, button))
    assert nameless == []
