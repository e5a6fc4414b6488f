"""Hearing questions and answers in the hand-over, with a player that only notes what it is given."""

from __future__ import annotations

import pytest
from PySide6.QtCore import QObject, Signal
from PySide6.QtWidgets import QPushButton

from nbnb_desktop.actions import sound, speech
from nbnb_desktop.ui import sound as heard
from nbnb_desktop.ui.pages.handover import HandOverPage
from nbnb_desktop.ui.questions.base import Showing
from nbnb_desktop.ui.questions.table import widget_for
from nbnb_desktop.ui.sound import Ear, Voice
from nbnb_desktop.xforms.session import Choice

from .sessions import SURVEY, session_of
from .states import state

QUESTION, NO, LITTLE = "Ik weet welk werk ik wil doen.", "Nee", "Een beetje"


class NotingPlayer(QObject):
    ended = Signal()

    def __init__(self):
        super().__init__()
        self.played = []

    def play(self, content, media_type):
        self.played.append(content)

    def stop(self):
        pass


def recorded(*words):
    return frozenset(sound.key_of("nl", each) for each in words)


def at_once(language, words, then):
    then(sound.Recording(words.encode(), "audio/wav"))


@pytest.fixture
def player():
    return NotingPlayer()


@pytest.fixture
def asking(qtbot, tmp_path, player):
    pages = []

    def make(known=(), computer=(), fetch=at_once):
        session = session_of(SURVEY, tmp_path)
        voice = Voice(recorded(*known), frozenset(computer), fetch, player)
        page = HandOverPage(session, lambda place: place, language="nl", voice=voice)
        pages.append(page)
        qtbot.addWidget(page)
        page.resize(1366, 768)
        page.show()
        page.place = "/data/A1"
        page._go(page.ask)
        return page

    yield make
    for page in pages:
        page._sealed = False


def ears(page):
    return [ear for ear in page.findChildren(Ear) if ear.isVisible()]


def tools(page):
    return [button.text() for button in page.findChildren(QPushButton) if button.isVisible()]


def test_a_button_stands_only_where_there_is_something_to_hear(asking):
    assert ears(asking()) == []
    assert [ear.accessibleName().split(": ")[-1] for ear in ears(asking(known=(QUESTION, NO)))] == [QUESTION, NO]


def test_without_any_recording_nothing_about_sound_is_on_the_page(asking):
    with_sound, without = tools(asking(known=(NO,))), tools(asking())
    assert len(with_sound) == len(without) + 2  # reading aloud, and the button of the answer


def test_hearing_an_answer_does_not_choose_it(asking, player):
    page = asking(known=(NO,))
    ears(page)[0].click()
    assert player.played == [b"Nee"]
    assert not any(option.isChecked() for option in page.question.options.values())


def test_every_time_somebody_listens_counts_in_the_paradata(asking):
    page = asking(known=(QUESTION, NO))
    for ear in (*ears(page), ears(page)[0]):
        ear.click()
    assert page.paradata.as_dict(page.session, "")["plays"] == {"A1": 3}


def test_reading_aloud_says_the_question_and_then_its_answers(asking, player):
    page = asking(known=(QUESTION, NO, LITTLE))
    page._on_read_aloud()
    for __ in range(3):
        player.ended.emit()
    assert player.played == [QUESTION.encode(), b"Nee", b"Een beetje"]
    assert page.paradata.as_dict(page.session, "")["plays"] == {}


def test_the_answer_that_sounds_is_shown(asking, player):
    page = asking(known=(NO,))
    ears(page)[0].click()
    assert page.question.options["0"]._sounding
    player.ended.emit()
    assert not page.question.options["0"]._sounding


def test_going_on_stops_what_is_being_read(asking, player):
    late = []
    page = asking(known=(QUESTION,), fetch=lambda language, words, then: late.append(then))
    page._on_read_aloud()
    page.question.options["0"].click()
    page.next.click()
    late[0](sound.Recording(b"too late", "audio/wav"))
    assert player.played == []


def test_a_recording_that_is_gone_is_passed_over(asking, player):
    page = asking(known=(QUESTION, NO), fetch=lambda language, words, then: then(None if words == QUESTION else sound.Recording(b"x", "")))
    page._on_read_aloud()
    assert player.played == [b"x"]


def test_a_computers_voice_says_that_it_is_one(asking):
    page = asking(known=(QUESTION,), computer=("nl",))
    human, *rest = ears(page)
    assert len(rest) == 5
    assert human.toolTip() != rest[0].toolTip()
    assert rest[0].accessibleName() != human.accessibleName().replace(QUESTION, NO)


def test_a_question_with_sound_still_needs_no_scrolling_and_its_targets_are_large(asking, qapp):
    page = asking(computer=("nl",))
    for __ in range(3):
        qapp.processEvents()
    assert page.stage.fits
    assert min(min(ear.width(), ear.height()) for ear in ears(page)) >= 44


def test_a_form_brings_its_own_recording_in_the_language_of_the_participant(qtbot, player):
    said = {"A1-nl.wav": b"own voice", "ja.wav": b"own yes"}
    offered = (Choice("1", "Ja", {"audio": "ja.wav"}), Choice("0", "Nee", {}))
    made = state("select_one", label=QUESTION, media={"audio": "A1-nl.wav"}, choices=offered)
    voice = Voice(frozenset(), frozenset(), at_once, player)
    widget = widget_for(made, Showing(big=True, media=said.get, voice=voice))
    qtbot.addWidget(widget)
    widget.render_state(made)
    for ear in widget.findChildren(Ear):
        ear.click()
    assert player.played == [b"own voice", b"own yes"]


def test_a_laptop_without_sound_says_why_in_one_sentence(monkeypatch):
    heard._multimedia.cache_clear()
    monkeypatch.setattr(heard, "import_module", lambda name: (_ for _ in ()).throw(ImportError(name)))
    assert not heard.is_available()
    assert heard.why_not()
    heard._multimedia.cache_clear()


@pytest.mark.skipif(not heard.is_available(), reason="QtMultimedia is not installed")
def test_what_cannot_be_played_ends_by_itself(qtbot):
    player = heard.Player()
    with qtbot.waitSignal(player.ended, timeout=10_000):
        player.play(b"no sound at all", "audio/wav")
    player.stop()


@pytest.mark.skipif(not heard.is_available(), reason="QtMultimedia is not installed")
def test_a_short_recording_is_played_to_its_end_without_a_loudspeaker(qtbot):
    player = heard.Player()
    with qtbot.waitSignal(player.ended, timeout=10_000):
        player.play(speech.wav(b"\0\0" * 1600, 16_000), "audio/wav")
    player.stop()
