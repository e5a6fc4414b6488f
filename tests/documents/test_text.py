"""Text in every script: what is set is what is read back."""

from __future__ import annotations

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from nbnb_desktop.documents import bidi
from nbnb_desktop.documents.bidi import isolate, levels, ltr, visual_order
from nbnb_desktop.documents.pages import Document, Paragraph, Section
from nbnb_desktop.documents.pdf import render
from nbnb_desktop.documents.text import Span, Style, Typeset
from nbnb_desktop.errors import DocumentError
from tests.documents.reading import bare, needs_poppler, pdfium, poppler
from tests.documents.sentences import PDFIUM_CANNOT, SENTENCES

BODY = Style()


def printed(language: str) -> bytes:
    blocks = tuple(Paragraph(sentence) for sentence in SENTENCES[language])
    return render(Document("Proef", "nl", (Section(language, blocks, "Proef"),)))


@needs_poppler
@pytest.mark.parametrize("language", SENTENCES)
def test_poppler_gives_back_every_sentence(language):
    text = poppler(printed(language))
    assert [sentence for sentence in SENTENCES[language] if bare(sentence) not in text] == []


@pytest.mark.parametrize("language", SENTENCES)
def test_pdfium_gives_back_every_sentence_but_the_listed_ones(language):
    text = pdfium(printed(language))
    assert {sentence for sentence in SENTENCES[language] if bare(sentence) not in text} == PDFIUM_CANNOT & set(SENTENCES[language])


def test_a_phone_number_in_arabic_keeps_its_order():
    line = Typeset("الهاتف: " + ltr("+31 6 1234"), BODY, "ar").lines(400)[0]
    latin = sorted((glyph.x, glyph.text) for run in line.runs if run.face.script == "Latn" for glyph in run.glyphs)
    assert "".join(text for __, text in latin).replace("\u200f", "").startswith("+31 6 1234")


def test_the_first_word_of_an_arabic_line_stands_on_the_right():
    line = Typeset("أول آخر", BODY, "ar").lines(400)[0]
    first = [glyph.x for run in line.runs for glyph in run.glyphs if glyph.at < 3]
    last = [glyph.x for run in line.runs for glyph in run.glyphs if glyph.at > 3]
    assert min(first) > max(last)


def test_a_character_without_a_glyph_is_named_with_its_place():
    with pytest.raises(DocumentError) as refused:
        Typeset("Rima 😀 Al-Khatib", BODY, "nl", "Naam")
    assert "😀" in str(refused.value)
    assert "U+1F600" in refused.value.title
    assert "Naam" in refused.value.advice


def test_marks_that_only_steer_are_never_drawn():
    plain, marked = Typeset("abc", BODY, "nl"), Typeset("\u200fa\u200eb\ufeffc\u2069", BODY, "nl")
    assert plain.width() == marked.width()


MIXED = "abc -/ëéأبت لا\u200c123.,()ሀለመ፡።\n\u2068\u2069"


@given(st.text(alphabet=st.sampled_from(MIXED), max_size=60), st.sampled_from(["nl", "ar", "ti"]))
@settings(max_examples=60, deadline=None)
def test_lines_hold_every_character_once_and_fit(text, language):
    lines = Typeset(text, BODY, language).lines(80)
    kept = "".join(line.logical for line in lines)
    assert [char for char in kept if not char.isspace()] == [char for char in text if not char.isspace()]
    assert all(line.width <= 80.1 for line in lines)


def test_a_word_of_three_hundred_letters_is_cut_and_not_lost():
    lines = Typeset("w" * 300, BODY, "nl").lines(200)
    assert sum(len(line.logical) for line in lines) == 300
    assert all(line.width <= 200 for line in lines)


def test_dutch_words_are_divided_with_a_soft_hyphen():
    line = Typeset("Arbeidsmarktoriëntatie", BODY, "nl").lines(70)[0]
    assert line.runs[-1].glyphs[-1].text == "\u00ad"


def test_other_languages_are_not_divided():
    assert all("\u00ad" not in run.glyphs[-1].text for line in Typeset("verantwoordelijkheid", BODY, "tr").lines(60) for run in line.runs)


def test_justified_lines_end_at_the_edge_except_the_last():
    lines = Typeset("een paar woorden die samen vier regels vullen " * 4, Style(align="justify"), "nl").lines(200)
    assert all(line.width == pytest.approx(200, abs=0.6) for line in lines[:-1])
    assert lines[-1].width < 200


def test_a_phone_number_is_not_broken_over_two_lines():
    lines = Typeset("bel mij op dit nummer " + ltr("06 12 34 56 78"), BODY, "nl").lines(140)
    assert any("06 12 34 56 78" in line.logical for line in lines)


def test_bold_inside_a_sentence_uses_the_bold_face():
    line = Typeset((Span("gewoon "), Span("vet", bold=True)), BODY, "nl").lines(400)[0]
    assert [run.face.name for run in line.runs] == ["NotoSans-Regular", "NotoSans-Bold"]


def test_zwnj_stays_with_the_letters_before_it():
    found = levels("a می\u200cخواهم", False)
    assert found[4] == found[3] == 1


def test_runs_are_turned_around_by_level():
    assert visual_order([0, 1, 1, 0]) == [0, 2, 1, 3]
    assert visual_order([1, 2, 1]) == [2, 1, 0]


def test_isolates_close_what_they_open():
    assert isolate("") == ""
    assert isolate("De Vries")[0] == "\u2068"
    assert ltr("06")[-1] == "\u2069"


def test_a_dutch_sentence_in_an_arabic_document_keeps_its_words_in_order():
    pdf = render(Document("Proef", "nl", (Section("ar", (Paragraph(isolate("Ik werk graag met mijn handen.")),), running=False),)))
    assert "Ik werk graag met mijn handen" in pdfium(pdf)


@pytest.mark.parametrize("sign", ["#", ".", " .", "…", "_"])
def test_a_long_row_of_signs_in_arabic_is_only_a_long_row(sign):
    text = sign * 3000 + " عربي"
    assert sum(len(line.logical) for line in Typeset(text, BODY, "ar").lines(400)) >= 3000


@given(st.text("ابتثجحخدپچژگک ىيئءآ\u0651\u064b\u200c، ؛؟.!()[]«»-+%/:…\u00a0", max_size=30))
def test_letters_that_all_go_one_way_need_no_resolving_and_get_the_same_levels(text):
    assert bidi.levels(text, rtl=True) == bidi._resolved(text, rtl=True)
