"""The tour for a new worker, the help and the keys: found by who needs them, out of the way of who does not."""

from __future__ import annotations

import re
from pathlib import Path

import pytest
from babel.messages.pofile import read_po
from PySide6.QtCore import QRect, QSize, Qt
from PySide6.QtWidgets import QApplication, QLabel

from nbnb_desktop.ui import help_texts, keys
from nbnb_desktop.ui.dress import Look
from nbnb_desktop.ui.main_window import TOUR, TOUR_DUE
from nbnb_desktop.ui.page import Place
from nbnb_desktop.ui.tour import STOPS, beside
from nbnb_desktop.ui.workbench import PAGES
from tests.ui.shell import choices, dressed, tasks  # noqa: F401
from tests.ui.test_shell_fit import cut_off
from tests.ui.test_shell_window import WAIT, go, idle, prepared, window, words_on  # noqa: F401

LOCALES = Path(__file__).parents[2] / "locales"


@pytest.fixture
def tour(qtbot, window):  # noqa: F811
    window.workbench.show_tour()
    idle(qtbot, window)
    return window.workbench.tour


def test_a_new_laptop_shows_its_worker_around_once(qtbot, window):  # noqa: F811
    window._settings.setValue(TOUR, TOUR_DUE)  # as at the end of the first start
    window._show_workbench(Place("today"))
    qtbot.waitUntil(lambda: window.workbench.tour is not None, timeout=WAIT)
    window.workbench.tour.end()
    window._show_workbench(Place("today"))
    assert window.workbench.tour is None


def test_who_was_shown_around_is_not_stopped(window):  # noqa: F811
    assert window.workbench.tour is None


def test_each_stop_points_at_a_place_that_is_there(qtbot, window, tour):  # noqa: F811
    qtbot.waitUntil(lambda: window.workbench.page.due is not None, timeout=WAIT)
    for stop in STOPS:
        assert tour.stop is stop
        assert not tour._hole.isEmpty(), stop.title
        assert not tour.card.geometry().intersects(tour._hole)
        tour.go_on()
    assert window.workbench.tour is None


def test_the_tour_is_walked_and_left_with_keys_alone(qtbot, window, tour):  # noqa: F811
    window.activateWindow()
    qtbot.waitUntil(tour.next.hasFocus, timeout=WAIT)
    qtbot.keyClick(tour.next, Qt.Key.Key_Return)
    assert tour.stop is STOPS[1]
    for __ in range(4):  # skip, back, next, skip
        qtbot.keyClick(QApplication.focusWidget(), Qt.Key.Key_Tab)
        assert tour.isAncestorOf(QApplication.focusWidget())
    qtbot.keyClick(tour.skip, Qt.Key.Key_Escape)
    assert window.workbench.tour is None


@pytest.mark.parametrize(("language", "size"), [("nl", 200), ("ar", 100), ("ar", 200)])
def test_the_tour_fits_in_every_direction_and_size(qtbot, window, language, size):  # noqa: F811
    window.setMinimumSize(QSize(0, 0))
    window.resize(1366, 768)
    window.redress(Look(language, "light", size))
    idle(qtbot, window)
    window.workbench.show_tour()
    idle(qtbot, window)
    tour = window.workbench.tour
    for __ in STOPS:
        qtbot.waitUntil(lambda: tour.card.height() >= tour.card.heightForWidth(tour.card.width()), timeout=WAIT)
        assert tour.rect().contains(tour.card.geometry())
        assert cut_off(tour) == []
        tour.go_on()


def test_the_help_shows_the_tour_again(qtbot, window):  # noqa: F811
    go(qtbot, window, "help").tour_button.click()
    idle(qtbot, window)
    assert window.workbench.tour is not None
    assert window.workbench.place.page == "today"


def test_going_somewhere_ends_the_tour(qtbot, window, tour):  # noqa: F811
    go(qtbot, window, "participants")
    assert window.workbench.tour is None


def test_a_card_stands_onward_where_there_is_room_else_where_it_covers_least():
    room, size = QRect(0, 0, 1000, 700), QSize(300, 200)
    assert beside(QRect(0, 100, 200, 40), size, room, 10, rtl=False).left() > 200
    assert beside(QRect(800, 100, 200, 40), size, room, 10, rtl=True).right() < 800
    assert beside(QRect(50, 50, 900, 100), size, room, 10, rtl=False).top() > 150
    assert beside(QRect(), size, room, 10, rtl=False).center() == room.center()
    covered = beside(QRect(10, 250, 980, 200), size, room, 10, rtl=False).intersected(QRect(10, 250, 980, 200))
    assert covered.height() == 0  # above or below


# Help and keys


@pytest.mark.parametrize("page", sorted(set(PAGES) - {"help", "about"}))
def test_every_page_has_its_help(page):
    assert any(page in topic.pages for topic in help_texts.topics("nl"))


def test_the_help_says_the_same_in_both_languages():
    dutch, english = (help_texts.topics(language) for language in help_texts.LANGUAGES)
    assert [topic.pages for topic in dutch] == [topic.pages for topic in english]
    assert [len(topic.paragraphs) for topic in dutch] == [len(topic.paragraphs) for topic in english]


@pytest.mark.parametrize("language", help_texts.LANGUAGES)
def test_bold_words_of_the_help_stand_on_a_screen(language):
    with (LOCALES / "nl" / "LC_MESSAGES" / "nbnb.po").open("rb") as source:
        program = read_po(source, locale="nl")
    with (LOCALES / "en" / "LC_MESSAGES" / "forms.po").open("rb") as source:
        forms = read_po(source, locale="en")
    said = {str(one.string if language == "nl" else one.id) for one in program}
    said |= {str(one.id if language == "nl" else one.string) for one in forms}
    text = " ".join(paragraph for topic in help_texts.topics(language) for paragraph in topic.paragraphs)
    assert [words for words in re.findall(r"\*\*(.+?)\*\*", text) if words not in said] == []


def test_f1_opens_the_help_of_the_page_that_one_is_at(qtbot, window):  # noqa: F811
    go(qtbot, window, "employers")
    window.activateWindow()
    qtbot.keyClick(window, Qt.Key.Key_F1)
    idle(qtbot, window)
    page = window.workbench.page
    shown = [card for card in page.topics.values() if not card._body.isHidden()]
    assert [card.topic.pages[0] for card in shown] == ["employers"]
    qtbot.waitUntil(lambda: "Wie past?" in words_on(shown[0]), timeout=WAIT)


def test_the_help_can_be_read_in_english_while_the_screens_stay_dutch(qtbot, window):  # noqa: F811
    page = go(qtbot, window, "help")
    page.speak("en")
    assert "Employers and places" in page.topics


def test_the_help_lists_every_key(qtbot, window):  # noqa: F811
    words = words_on(go(qtbot, window, "help"))
    for __, group in keys.GROUPS:
        for key in group.values():
            assert keys.shown(key) in words


def test_no_key_does_two_things_at_once():
    for group in (keys.EVERYWHERE | {f"file {name}": key for name, key in keys.FILE.items()}, keys.FORM):
        bound = [one for key in group.values() for one in key.keys]
        assert len(bound) == len(set(bound))


def test_a_key_is_said_where_one_points_at_its_button(window):  # noqa: F811
    assert "Ctrl+K" in window.workbench.navigation.finder.toolTip()
    assert [label for label in window.findChildren(QLabel) if label.text() == "Ctrl+K"] == []
