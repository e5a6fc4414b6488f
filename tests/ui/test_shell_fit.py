"""Nothing is cut off: every page at 1366 by 768, in Dutch and Arabic, at 100% and 200% text."""

from __future__ import annotations

import pytest
from PySide6.QtCore import QSize
from PySide6.QtWidgets import QLabel, QPushButton, QWidget

from nbnb_desktop import i18n
from nbnb_desktop.ui.dress import Look, dress
from nbnb_desktop.ui.page import Place, ScrollPage
from nbnb_desktop.ui.pages.about import AboutPage
from nbnb_desktop.ui.pages.conflicts import ConflictsPage
from nbnb_desktop.ui.pages.exchange import ExchangePage
from nbnb_desktop.ui.pages.first_start import FirstStartPage
from nbnb_desktop.ui.pages.handing_over import HandingOverPage
from nbnb_desktop.ui.pages.new_participant import NewParticipantPage
from nbnb_desktop.ui.pages.pairing import PairingPage
from nbnb_desktop.ui.pages.participant import ParticipantPage
from nbnb_desktop.ui.pages.participants import ParticipantsPage
from nbnb_desktop.ui.pages.printing import PrintingPage
from nbnb_desktop.ui.pages.settings import SettingsPage
from nbnb_desktop.ui.pages.today import TodayPage
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
        idle(qtbot, window)
        page = window.workbench.page
        qtbot.waitUntil(lambda page=page: len(words_on(page)) > 5, timeout=WAIT)
        if isinstance(page, ScrollPage) and page.area.widget().width() > page.area.viewport().width():
            faults[kind.name, "too wide"] = page.area.widget().width()
        if wrong := cut_off(page):
            faults[kind.name] = wrong
    assert faults == {}
    assert (window.width(), window.height()) == (1366, 768)


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


def test_every_field_and_button_has_a_name_for_assistive_technology(qtbot, window, prepared):  # noqa: F811
    nameless = []
    for kind in PAGES:
        window.workbench.go(Place(kind.name, participant=prepared[1]))
        idle(qtbot, window)
        for button in window.workbench.page.findChildren(QPushButton):
            if button.isVisible() and not (button.text() or button.accessibleName()):
                nameless.append((kind.name, button))
    assert nameless == []
