"""The portfolio: who sees what, in which language."""

from __future__ import annotations

from dataclasses import replace
from datetime import date

import pytest

from nbnb_desktop.documents.layout import lay_out
from nbnb_desktop.documents.pdf import render
from nbnb_desktop.documents.portfolio import PROFILES, LanguageSkill, LearningGoal, Person, Plan, PortfolioContent, build
from nbnb_desktop.documents.wording import voice
from nbnb_desktop.errors import DocumentError
from tests.documents.reading import bare, needs_poppler, pdfium, poppler, strings
from tests.documents.samples import content, picture

SECRETS = {
    "nationality": "GEHEIM-NATIONALITEIT",
    "residence_status": "GEHEIM-STATUS",
    "benefit": "GEHEIM-UITKERING",
    "birth_date": "GEHEIM-GEBOORTE",
}


@pytest.fixture
def guarded() -> PortfolioContent:
    """A portfolio in which everything that somebody must not see can be recognised."""
    full = content("ar")
    assert full.plan is not None
    return replace(
        full,
        person=replace(full.person, **SECRETS),
        obstacles=("GEHEIM-BELEMMERING",),
        needs=("GEHEIM-GEZONDHEID",),
        plan=replace(full.plan, outcome="GEHEIM-PLAN"),
        learning_goals=(LearningGoal("GEHEIM-LEERDOEL", "2026-01"),),
    )


def shown(what: PortfolioContent, profile: str) -> str:
    return strings(build(what, profile, ("nl", "ar")))


def test_an_employer_sees_no_secret_at_all(guarded):
    assert "GEHEIM" not in shown(guarded, "employer")


def test_the_municipality_sees_the_plan_but_no_obstacle_health_benefit_or_status(guarded):
    text = shown(guarded, "municipality")
    assert "GEHEIM-PLAN" in text
    assert not any(word in text for word in (*SECRETS.values(), "GEHEIM-BELEMMERING", "GEHEIM-GEZONDHEID"))


def test_the_own_copy_is_complete_but_for_the_benefit(guarded):
    text = shown(guarded, "full")
    assert "GEHEIM-BELEMMERING" in text
    assert "GEHEIM-UITKERING" not in text


@pytest.mark.parametrize("profile", PROFILES)
def test_no_profile_has_a_place_for_bsn_benefit_or_survey(profile):
    assert not {"bsn", "benefit", "survey"} & {*PROFILES[profile].facts, *PROFILES[profile].chapters}


@needs_poppler
def test_one_file_speaks_dutch_and_then_arabic():
    text = poppler(render(build(content("ar"), "full", ("nl", "ar"))))
    assert text.index("Ik werk graag met mijn handen") < text.index(bare("أحب العمل بيديّ وأتعلم بسرعة"))


def test_tigrinya_is_read_back():
    text = pdfium(render(build(content("ti"), "employer", ("ti",))))
    assert "ብኢደይ ምስራሕ ይፈቱ፣ ቀልጢፈ ድማ ይመሃር።" in text
    assert "ዮናስ ተስፋይ ሃይለ" in text


def test_an_empty_portfolio_is_a_document_that_says_what_to_do():
    empty = PortfolioContent(Person("Abel Kidane"), date(2026, 1, 2))
    text = pdfium(render(build(empty, "employer")))
    assert "Abel Kidane" in text


def test_equal_content_gives_equal_bytes():
    assert render(build(content("fa"))) == render(build(content("fa")))


def test_a_pdf_certificate_comes_behind_the_portfolio():
    certificate = render(build(PortfolioContent(Person("CERTIFICAAT-INHOUD"), date(2020, 1, 1))))
    what = content("ar")
    with_scan = replace(what, certificates=(replace(what.certificates[0], scan=certificate, file_name="wrong.jpg"),))
    assert "CERTIFICAAT-INHOUD" in pdfium(render(build(with_scan)))


def test_a_certificate_that_is_a_letter_stays_in_the_file_and_the_portfolio_is_printed():
    what = content()
    letter = replace(what.certificates[0], scan=b"Dear reader", file_name="letter.txt")
    assert pdfium(render(build(replace(what, certificates=(letter,))))).count("in de bijlage") == 0


@pytest.mark.parametrize("scan", [b"%PDF-1.7 broken", b"no picture at all", picture()[:200], b"\x00"])
def test_a_broken_certificate_is_one_clear_sentence(scan):
    what = content("ar")
    broken = replace(what, certificates=(replace(what.certificates[0], scan=scan, file_name="haccp.jpg"),))
    with pytest.raises(DocumentError) as refused:
        render(build(broken))
    assert refused.value.advice
    assert "HACCP" in refused.value.title or "haccp.jpg" in refused.value.title


def test_a_name_of_three_hundred_letters_is_printed_whole():
    text = pdfium(render(build(PortfolioContent(Person("Xy" * 150), date(2026, 1, 1)))))
    assert text.replace(" ", "").count("Xy") >= 150


def test_rows_without_an_answer_leave_no_heading_or_line_behind():
    what = content("ar")
    assert what.plan is not None
    bare_plan = replace(what.plan, reviews=(("", {}),), agreements=())
    document = build(replace(what, plan=bare_plan, languages=(LanguageSkill(""),)), "full", ("en",))
    text = strings(document)
    assert "When we look at the plan again" not in text
    assert "Levels of the European framework" not in text


def test_a_plan_that_nobody_filled_in_is_no_chapter():
    document = build(replace(content("ar"), plan=Plan()), "full", ("en",))
    assert "Future plan" not in strings(document)


def test_what_is_only_for_the_participant_stands_on_a_page_of_its_own():
    for language in ("nl", "fa"):
        laid = lay_out(build(content("fa"), "full", (language,)))
        said = voice(language)("For myself")
        page = next(sheet for sheet in laid.sheets if any(text == said for __, text, ___ in sheet.bookmarks))
        assert [text for __, text, ___ in page.bookmarks] == [said]
