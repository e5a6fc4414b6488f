"""Hearing questions and answers in the hand-over, with a player that only notes what it is given."""

from __future__ import annotations

from dataclasses import replace

import pytest
from PySide6.QtCore import QObject, Signal
from PySide6.QtWidgets import QLabel, QPushButton

from nbnb_desktop import i18n
from nbnb_desktop.actions import sound, speech, spoken
from nbnb_desktop.ui import sound as heard
from nbnb_desktop.ui.pages import handover_steps as walk
from nbnb_desktop.ui.pages.handover import HandOverPage
from nbnb_desktop.ui.pages.handover_parts import ROWS, page_words
from nbnb_desktop.ui.questions.answers import in_words
from nbnb_desktop.ui.questions.base import Showing
from nbnb_desktop.ui.questions.rich import as_plain
from nbnb_desktop.ui.questions.table import widget_for
from nbnb_desktop.ui.sound import Ear, Voice
from nbnb_desktop.xforms.session import Choice

from .sessions import AR, NL, SURVEY, session_of
from .states import EXAMPLES, state

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


# The pages around the questions


def everything(session, language):
    """All that was read in for the hand-over and this form."""
    words = (*spoken.sentences(language), *sound.texts(session.definition, language))
    return frozenset(sound.key_of(language, each) for each in words)


@pytest.fixture
def walking(qtbot, tmp_path, player):
    """A page on which everything was read in by a person."""
    pages = []

    def make(language, form=SURVEY):
        session = session_of(form, tmp_path)
        voice = Voice(everything(session, language), frozenset(), at_once, player)
        page = HandOverPage(session, lambda place: place, language=language, voice=voice)
        pages.append(page)
        qtbot.addWidget(page)
        page.resize(1366, 768)
        page.show()
        return page

    yield make
    for page in pages:
        page._sealed = False
        page.pin_result(True)


def spoken_on(page):
    """What all buttons for hearing on a page say together."""
    return [words for ear in ears(page) for words, __ in ear.lines]


def sentences_on(page):
    """The sentences that stand on a page: questions, answers to check, thanks."""
    labels = [label for label in page.stage.area.findChildren(QLabel) if label.isVisible() and label.text()]
    return {as_plain(label.text()) for label in labels if label.property("role") in ("question", "lead", "title", "strong", "error", "")}


PAGES = ("ask_helper", "practise", "begin", "ask", "check", "rest", "thank")


@pytest.mark.parametrize("language", ["nl", "ar"])
@pytest.mark.parametrize("name", PAGES)
def test_every_sentence_that_a_participant_meets_can_be_heard(walking, language, name):
    page = walking(language)
    for ref in walk.questions(page.session):
        page.session.answer(ref, "1")
    page.place = "/data/A1"
    page._go(getattr(page, name))
    heard = " ".join(spoken_on(page))
    count = page_words(0, len(walk.questions(page.session)))
    assert ears(page)
    assert {words for words in sentences_on(page) if sound.said(words) not in heard} <= {count}


@pytest.mark.parametrize("name", ["check", "rest", "thank"])
def test_reading_aloud_goes_on_beyond_the_questions_and_ends_with_the_button_to_press(walking, player, name):
    page = walking("nl")
    page.reads_aloud = True
    page._go(getattr(page, name))
    for __ in range(30):
        player.ended.emit()
    assert player.played[-1].decode() == page.next.text()
    assert len(player.played) > 1


def test_each_language_says_its_own_name_on_the_first_page(qtbot, tmp_path, player):
    known = frozenset(sound.key_of(code, i18n.LANGUAGES[code].own_name) for code in ("nl", "ar"))
    said = []

    def noted(language, words, then):
        said.append((language, words))

    page = HandOverPage(session_of(SURVEY, tmp_path), lambda place: place, voice=Voice(known, frozenset(), noted, player))
    qtbot.addWidget(page)
    page.resize(1366, 768)
    page.show()
    for ear in ears(page):
        ear.click()
    assert said == [("nl", "Nederlands"), ("ar", "العربية")]
    assert page.language == ""
    page._sealed = False


def test_a_missing_answer_is_said_too(walking, player):
    page = walking("nl")
    page.place = "/data/A1"
    page._go(page.ask)
    before = len(ears(page))
    page.next.click()
    (refusal,) = [ear for ear in ears(page) if ear.lines[0][0] == "Kies een antwoord."]
    assert len(ears(page)) == before + 1
    refusal.click()
    assert player.played == [b"Kies een antwoord."]
    page.question.options["0"].click()
    assert len(ears(page)) == before


WRITTEN = ("text", "integer", "date", "time", "range", "minimal")


@pytest.mark.parametrize("name", WRITTEN)
def test_what_was_typed_or_set_can_be_heard_back_by_the_computers_voice(qtbot, player, name):
    made, value = EXAMPLES[name]
    voice = Voice(frozenset(), frozenset({"nl"}), at_once, player)
    voice.language = "nl"
    widget = widget_for(made, Showing(big=True, voice=voice))
    qtbot.addWidget(widget)
    widget.render_state(made)
    before = len(widget.findChildren(Ear))
    widget.render_state(replace(made, value=value))
    widget.show()
    said = [ear.lines for ear in widget.findChildren(Ear) if ear.isVisible()]
    assert len(said) == before + 1
    assert ((sound.said(in_words(replace(made, value=value), "nl")), None),) in said


def test_each_answer_to_put_in_order_can_be_heard(qtbot, player):
    made, __ = EXAMPLES["rank"]
    voice = Voice(recorded(*(choice.label for choice in made.choices)), frozenset(), at_once, player)
    voice.language = "nl"
    widget = widget_for(made, Showing(big=True, voice=voice))
    qtbot.addWidget(widget)
    widget.render_state(made)
    assert [ear.lines[0][0] for ear in widget.findChildren(Ear)] == [choice.label for choice in made.choices]


@pytest.mark.parametrize("language", ["nl", "ar"])
def test_answers_with_sound_are_checked_without_scrolling(walking, language, qapp):
    labels = {f"label::{NL}": "Ik weet hoe ik in Nederland werk kan vinden.", f"label::{AR}": "أعرف كيف يجد الناس عملاً في هولندا."}
    form = {**SURVEY, "survey": [{"type": "select_one rs1", "name": f"Q{number}", **labels} for number in range(20)]}
    page = walking(language, form)
    for ref in walk.questions(page.session):
        page.session.answer(ref, "1")
    page._go(page.check)
    for __ in range(3):
        qapp.processEvents()
    assert page.stage.fits
    assert len(ears(page)) == 1 + ROWS


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
