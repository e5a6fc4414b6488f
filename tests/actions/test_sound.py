"""Recordings of questions and answers: to which words they belong, kept and taken away, and what is still missing."""

from __future__ import annotations

import io
import wave

import pytest

from nbnb_desktop.actions import sound, speech, spoken
from nbnb_desktop.actions.sound import Coverage
from nbnb_desktop.errors import RecordError
from nbnb_desktop.xforms.parse import parse
from nbnb_desktop.xforms.sources import build

FORM = """
settings: {form_id: klein, title: Klein, version: "1", default_language: "Nederlands (nl)"}
choices:
  antwoord: [{name: "0", label: Nee}, {name: "1", label: Ja}]
survey:
- {type: text, name: naam, label: Hoe heet u?}
- {type: select_one antwoord, name: werk, label: "Werkt **u**?", hint: Ook vrijwillig.}
- {type: select_one antwoord, name: thee, label: Drinkt u thee?}
- {type: select_one antwoord, name: naam_goed, label: "Heet u ${naam}?"}
- {type: calculate, name: som, calculation: "1 + 1"}
"""
BEEP = speech.wav(b"\0\x10" * 800, 16_000)


@pytest.fixture(scope="module")
def klein(tmp_path_factory):
    path = tmp_path_factory.mktemp("forms") / "klein.yaml"
    path.write_text(FORM, encoding="utf-8")
    return parse(build(path).xml)


def test_what_is_heard_of_a_form_is_each_text_once_in_order(klein):
    assert sound.texts(klein, "nl") == ("Hoe heet u?", "Werkt u ? Ook vrijwillig.", "Nee", "Ja", "Drinkt u thee?")


def test_a_form_has_nothing_to_hear_in_a_language_it_does_not_speak(klein):
    assert sound.texts(klein, "ti") == ()


def test_what_is_said_when_an_answer_does_not_fit_is_read_in_after_the_questions(tmp_path):
    path = tmp_path / "klein.yaml"
    asked = (
        '{type: text, name: naam, label: Hoe heet u?, required: "yes", required_message: Vul uw naam in., '
        "constraint: \". != 'x'\", constraint_message: Dit is geen naam.}"
    )
    path.write_text(FORM.replace("{type: text, name: naam, label: Hoe heet u?}", asked), encoding="utf-8")
    assert sound.texts(parse(build(path).xml), "nl")[-2:] == ("Vul uw naam in.", "Dit is geen naam.")


def test_the_sentences_of_the_hand_over_are_read_in_like_a_form(workplace):
    wanted = sound.wanted(workplace, spoken.HAND_OVER, "tr")
    assert wanted[0] == "Türkçe"
    sound.add(workplace, "tr", wanted[0], BEEP)
    assert sound.coverage(workplace, spoken.HAND_OVER, "tr") == Coverage(1, len(wanted))
    assert sound.missing(workplace, spoken.HAND_OVER, "tr") == wanted[1:]


@pytest.mark.parametrize("language", ["nl", "ar", "ti", "fa", "tr", "so"])
def test_every_sentence_of_the_hand_over_is_translated(language):
    assert not set(spoken.sentences(language)) & set(spoken.SENTENCES)


def test_a_recording_belongs_to_words_and_language_and_not_to_their_marks():
    assert sound.key_of("nl", "Werkt  **u**") == sound.key_of("nl", "Werkt u")
    assert sound.key_of("nl", "Ja") != sound.key_of("tr", "Ja")
    assert sound.key_of("nl", "Ja") != sound.key_of("nl", "Nee")


def test_the_words_that_a_page_shows_are_the_words_that_were_read_in(klein):
    from nbnb_desktop.xforms.provider import FixedProvider
    from nbnb_desktop.xforms.session import FormSession

    state = FormSession(klein, FixedProvider()).state("/data/werk")
    assert sound.said(state.label, state.hint) in sound.texts(klein, "nl")


def test_a_recording_is_kept_found_and_taken_away(workplace):
    sound.add(workplace, "tr", "Evet", BEEP)
    kept = sound.find(workplace, "tr", "Evet")
    assert kept == sound.Recording(BEEP, "audio/wav", "sanne")
    assert sound.key_of("tr", "Evet") in sound.known(workplace)
    assert sound.remove(workplace, "tr", "Evet")
    assert sound.find(workplace, "tr", "Evet") is None
    assert not sound.remove(workplace, "tr", "Evet")
    assert workplace.store.attachments.digests() == ()


def test_a_recording_that_two_texts_share_stays_for_the_other(workplace):
    sound.add(workplace, "tr", "Evet", BEEP)
    sound.add(workplace, "tr", "Evet.", BEEP)
    sound.remove(workplace, "tr", "Evet")
    assert sound.find(workplace, "tr", "Evet.") is not None


def test_a_second_recording_takes_the_place_of_the_first(workplace):
    sound.add(workplace, "ar", "نعم", BEEP)
    sound.add(workplace, "ar", "نعم", b"better", "better.ogg")
    assert sound.find(workplace, "ar", "نعم").media_type == "audio/ogg"


@pytest.mark.parametrize(("content", "name"), [(b"", "a.wav"), (b"MZ", "a.exe"), (b"0" * (sound.MOST_BYTES + 1), "a.wav")])
def test_what_is_no_recording_is_refused(workplace, content, name):
    with pytest.raises(RecordError):
        sound.add(workplace, "nl", "Ja", content, name)
    assert sound.find(workplace, "nl", "Ja") is None


def test_coverage_counts_what_is_read_in_and_one_text_serves_all_forms(workplace):
    before = sound.coverage(workplace, "nulmeting", "nl")
    assert before.recorded == 0
    assert before.total > 50
    sound.add(workplace, "nl", "Weet ik niet", BEEP)
    assert sound.coverage(workplace, "nulmeting", "nl") == Coverage(1, before.total)
    assert sound.coverage(workplace, "vervolgmeting", "nl").recorded == 1
    assert "Weet ik niet" not in sound.missing(workplace, "nulmeting", "nl")
    assert len(sound.missing(workplace, "nulmeting", "nl")) == before.total - 1


def test_coverage_is_a_hundred_per_cent_only_when_nothing_is_missing():
    assert [Coverage(*counts).percent for counts in ((0, 0), (199, 200), (200, 200))] == [0, 99, 100]


def test_the_computer_speaks_only_where_somebody_chose_it_and_never_tigrinya_or_somali(workplace):
    assert sound.computer_languages(workplace) == frozenset()
    assert sound.find(workplace, "nl", "Ja") is None
    assert not {"ti", "so"} & set(speech.VOICES)
    sound.use_computer_voice(workplace, True)
    assert sound.find(workplace, "ti", "ሓገዝ") is None


@pytest.mark.skipif(not speech.languages(), reason="espeakng-loader is not installed")
@pytest.mark.parametrize(("language", "words"), [("nl", "Ik weet het niet."), ("ar", "لا أعرف"), ("tr", "Bilmiyorum")])
def test_a_computers_voice_is_a_sound_and_says_that_it_is_one(workplace, language, words):
    sound.use_computer_voice(workplace, True)
    said = sound.find(workplace, language, words)
    assert said.computer
    with wave.open(io.BytesIO(said.content)) as spoken:
        assert spoken.getnframes() > spoken.getframerate() // 4
        assert any(spoken.readframes(spoken.getnframes()))


def test_a_person_who_read_it_in_goes_before_the_computer(workplace):
    sound.use_computer_voice(workplace, True)
    sound.add(workplace, "nl", "Ja", BEEP)
    assert not sound.find(workplace, "nl", "Ja").computer
