"""An interpreter reads questions in, on a real store, with a recorder and a player that only pretend."""

from __future__ import annotations

import pytest
from PySide6.QtCore import QObject, Signal

from nbnb_desktop.actions import sound, speech
from nbnb_desktop.ui import handed_over as shell
from nbnb_desktop.ui.page import Place
from nbnb_desktop.ui.pages import recording, settings
from nbnb_desktop.ui.sound import Ear
from tests.ui.shell import choices, dressed, tasks  # noqa: F401
from tests.ui.test_shell_fit import cut_off
from tests.ui.test_shell_window import WAIT, go, handed_over, idle, prepared, window  # noqa: F401

BEEP = speech.wav(b"\0\x10" * 800, 16_000)


class PretendedRecorder(QObject):
    recorded = Signal(bytes)
    refused = Signal(str)
    microphone = True

    def __init__(self, parent=None):
        super().__init__(parent)

    def start(self):
        if not self.microphone:
            self.refused.emit("Er is geen microfoon.")

    def stop(self):
        self.recorded.emit(BEEP)


class PretendedPlayer(QObject):
    ended = Signal()

    def __init__(self, parent=None):
        super().__init__(parent)
        self.played = []

    def play(self, content, media_type):
        self.played.append((content, media_type))

    def stop(self):
        pass


@pytest.fixture(autouse=True)
def pretended(monkeypatch):
    monkeypatch.setattr(recording, "Recorder", PretendedRecorder)
    monkeypatch.setattr(recording, "Player", PretendedPlayer)
    for module in (recording, settings):
        monkeypatch.setattr(module, "is_available", lambda: True)
    PretendedRecorder.microphone = True


@pytest.fixture
def page(qtbot, window):  # noqa: F811
    shown = go(qtbot, window, "recording")
    qtbot.waitUntil(lambda: bool(shown.words), timeout=WAIT)
    return shown


def kept(window, tasks, qtbot, words):  # noqa: F811
    found = []
    tasks.run(lambda: sound.find(window.workplace, "nl", words), then=found.append)
    qtbot.waitUntil(lambda: bool(found), timeout=WAIT)
    return found[0]


def read_in(qtbot, window, page):  # noqa: F811
    page.record()
    page.record()
    page.keep()
    idle(qtbot, window)


def test_only_forms_that_participants_fill_in_are_offered(page):
    offered = {page.form.itemData(number) for number in range(page.form.count())}
    assert {"nulmeting", "hand-over"} <= offered
    assert "instroom" not in offered


def test_a_text_is_recorded_kept_and_followed_by_the_next(qtbot, window, page, tasks):  # noqa: F811
    first, missing = page.words, len(page._texts)
    read_in(qtbot, window, page)
    assert kept(window, tasks, qtbot, first).content == BEEP
    assert page.words != first
    assert len(page._texts) == missing - 1
    assert page.meter.value() == 1


def test_nothing_is_kept_that_was_not_recorded(page):
    assert page.record_button.isEnabled()
    assert not page.keep_button.isEnabled()
    assert not page.listen_button.isEnabled()
    page.record()
    assert not page.keep_button.isEnabled()
    page.record()
    assert page.keep_button.isEnabled()


def test_one_listens_to_what_was_just_recorded(page):
    page.record()
    page.record()
    page.listen()
    assert page.player.played == [(BEEP, "audio/wav")]


def test_a_skipped_text_stays_without_a_recording(page):
    first = page.words
    page.record()
    page.record()
    page.go_on()
    assert page.words != first
    assert not page.keep_button.isEnabled()
    page.go_on(-1)
    assert page.words == first


def test_a_recording_can_be_heard_again_and_removed(qtbot, window, page, tasks):  # noqa: F811
    first = page.words
    read_in(qtbot, window, page)
    page.all.setChecked(True)
    idle(qtbot, window)
    assert page.words == first
    page.listen()
    qtbot.waitUntil(lambda: bool(page.player.played), timeout=WAIT)
    page.take_away()
    idle(qtbot, window)
    assert kept(window, tasks, qtbot, first) is None


def test_a_missing_microphone_is_told_and_nothing_runs_on(page):
    PretendedRecorder.microphone = False
    page.record()
    assert not page.is_recording
    assert page._refused.isVisible()


def test_leaving_the_page_stops_the_microphone(qtbot, window, page):  # noqa: F811
    page.record()
    window.workbench.go(Place("today"))
    assert not page.is_recording
    assert not page._taken


def test_the_text_stands_in_its_own_direction_and_every_language_says_how_far_it_is(qtbot, window, page):  # noqa: F811
    page.language.setCurrentIndex(page.language.findData("ar"))
    page._on_choice()
    idle(qtbot, window)
    assert page.shown.isRightToLeft()
    told = [page.language.itemText(number) for number in range(page.language.count())]
    assert all("%" in each for each in told)


def test_the_settings_lead_to_it(qtbot, window, page):  # noqa: F811
    go(qtbot, window, "settings")._go("recording")
    assert window.workbench.place.page == "recording"
    assert cut_off(window.workbench.page) == []


def test_what_was_read_in_is_heard_in_the_hand_over(qtbot, window, prepared, tasks, monkeypatch):  # noqa: F811
    monkeypatch.setattr(shell, "Player", PretendedPlayer)
    monkeypatch.setattr(shell, "is_available", lambda: True)
    definition = window.workplace.library.definition("nulmeting")
    tasks.run(lambda: [sound.add(window.workplace, "ti", words, BEEP) for words in sound.texts(definition, "ti")])
    page = handed_over(qtbot, window, prepared[1])
    page.place = "/data/NET1"
    page._go(page.ask)
    heard = page.question.findChildren(Ear)
    assert len(heard) == 1 + 5
    heard[0].click()
    qtbot.waitUntil(lambda: bool(window._flow._player.played), timeout=WAIT)
    assert window._flow._player.played == [(BEEP, "audio/wav")]
    assert page.paradata.plays == {"NET1": 1}
