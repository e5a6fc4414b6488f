"""Plan, CV, recovery sheet, certificate, receipt, my file and paper forms: what must be on them."""

from __future__ import annotations

import json
from dataclasses import replace
from datetime import UTC, date, datetime
from pathlib import Path

import pytest

from nbnb_desktop.documents import certificate, cv, my_file, paper_form, plan, receipt, recovery
from nbnb_desktop.documents.bidi import ltr
from nbnb_desktop.documents.flow import Box, Ink
from nbnb_desktop.documents.layout import lay_out
from nbnb_desktop.documents.pages import Choices, Columns, Comb, Document, Heading, Paragraph, Question, Section, Signature
from nbnb_desktop.documents.pdf import render
from nbnb_desktop.documents.portfolio import Experience, Person, PortfolioContent
from nbnb_desktop.xforms import sources
from nbnb_desktop.xforms.parse import parse
from nbnb_desktop.xforms.serialize import Record, read_record
from tests.documents.every import FORM
from tests.documents.reading import bare, needs_poppler, pdfium, poppler, strings
from tests.documents.samples import content
from tests.xforms.scenario import xform_text

VECTORS = Path(__file__).parents[1] / "vectors"
CODE = "7KQ2-M4XP-9TRW-3HBN-CV6D-8JYF-2PLA-QS5E"


@pytest.fixture(scope="module")
def form(tmp_path_factory):
    path = tmp_path_factory.mktemp("form") / "proef.md"
    path.write_text(FORM, encoding="utf-8")
    return sources.load(path)


def a_plan(languages=("nl", "ar")) -> Document:
    what = content("ar")
    return plan.build(plan.PlanContent(what.person.name, what.plan, what.made_on, what.person.own_name), languages)


def test_the_plan_fits_on_two_pages_with_both_languages_side_by_side():
    document = a_plan()
    assert len(lay_out(document).sheets) <= 2
    assert any(isinstance(block, Columns) and block.languages == ("nl", "ar") for block in document.sections[0].blocks)


@needs_poppler
def test_the_plan_reads_in_both_languages():
    text = poppler(render(a_plan()))
    assert "VCA-cursus volgen" in text
    assert bare("بعد ثلاث سنوات أريد سيارتي") in text


def test_the_plan_can_be_in_one_language():
    assert "Eigen lasbedrijf" in pdfium(render(a_plan(("nl",))))


@pytest.mark.parametrize("design", cv.DESIGNS)
def test_a_cv_is_one_or_two_pages_without_what_does_not_belong(design):
    document = cv.build(content("ar"), design)
    assert len(lay_out(document).sheets) <= 2
    text = strings(document)
    assert not any(word in text for word in ("1988", "Syrische", "Kinderopvang", "tillen"))


def test_a_cv_has_months_as_the_dutch_write_them():
    assert "03-2019" in strings(cv.build(content("ar")))


def test_each_design_has_its_own_order():
    first, second = (strings(cv.build(content("ar"), design)) for design in ("experience", "skills"))
    assert first.index("Lasser") < first.index("MIG/MAG")
    assert second.index("MIG/MAG") < second.index("Lasser")


def test_json_resume_holds_no_empty_values():
    data = json.dumps(cv.json_resume(content("ar")))
    assert '""' not in data
    assert json.loads(data)["work"][0]["position"] == "Lasser"


@pytest.mark.parametrize("language", ["ar", "ti", "fa"])
def test_json_resume_is_valid_by_its_schema(language):
    fastjsonschema = pytest.importorskip("fastjsonschema", reason="install fastjsonschema to check the schema")
    schema = json.loads((VECTORS / "jsonresume" / "schema.json").read_text(encoding="utf-8"))
    check = fastjsonschema.compile(schema)
    check(cv.json_resume(content(language)))
    check(cv.json_resume(PortfolioContent(Person("Yonas Haile"), date(2026, 1, 1))))
    with pytest.raises(fastjsonschema.JsonSchemaValueException):
        check({"work": [{"startDate": "maart"}]})


def test_a_date_that_is_none_stays_out_of_json_resume():
    job = Experience("ongeveer 2003", "2005-", "Lasser", "Metaal")
    data = cv.json_resume(PortfolioContent(Person("Yonas Haile"), date(2026, 1, 1), experience=(job,)))
    assert not {"startDate", "endDate"} & set(data["work"][0])


def test_the_recovery_sheet_is_one_page_with_every_group_of_the_code():
    document = recovery.build(CODE, "Stichting Voorbeeld", "nl", made_on=date(2026, 1, 1))
    text = pdfium(render(document))
    assert all(group in text for group in CODE.split("-"))
    assert len(lay_out(document).sheets) == 1


def test_the_certificate_is_one_page_in_two_languages():
    what = certificate.CertificateContent("Yonas Haile", "Een nieuwe baan", "2026-01", "2026-06", date(2026, 6, 30), hours="120")
    document = certificate.build(what, ("nl", "ti"))
    assert len(lay_out(document).sheets) == 1
    assert "Yonas Haile" in pdfium(render(document))


def test_the_receipt_names_what_is_missing():
    what = receipt.ReceiptContent(False, "Laptop A", "Laptop B", datetime(2026, 1, 2, 3, 4, tzinfo=UTC), "a.nbnb", gaps=("bestand 3",))
    assert "bestand 3" in pdfium(render(receipt.build(what)))


@needs_poppler
def test_my_file_shows_every_answer_with_its_question():
    forms = (my_file.FileForm("Intake", (("Plaats", "Utrecht"), ("Waarom?", "أريد أن أعمل")), datetime(2026, 1, 2), "Anneke"),)
    text = poppler(render(my_file.build(my_file.FileContent("Rima", date(2026, 1, 3), forms))))
    assert "Utrecht" in text
    assert "أريد أن أعمل" in text


def test_a_paper_form_says_its_skip_rules_in_words(form):
    text = strings(paper_form.build(form, "en"))
    assert "Questions 2 to 3: only if the answer to 1 is “Ja”. If not, go to 4." in text
    assert "Question 4: only if the answer to 1 is not “Ja” or the answer to 3 is more than 10. If not, go to 5." in text


def test_a_rule_that_cannot_be_said_is_marked(form):
    assert "Question 5 to the end: only if it applies" in strings(paper_form.build(form, "en"))


def test_a_paper_form_has_the_headings_of_groups_that_only_the_form_has():
    inside = '<group><label>Work</label><input ref="/data/a"><label>Where?</label></input></group>'
    body = inside + '<input ref="/data/b"><label>More?</label></input>'
    text = strings(paper_form.build(parse(xform_text("<a/><b/>", "", body)), "en"))
    assert text.index("Work") < text.index("Where?") < text.index("More?")


@needs_poppler
def test_a_paper_form_speaks_the_language_of_the_reader(form):
    text = poppler(render(paper_form.build(form, "ar", case="2026-0012")))
    assert "هل تعمل؟" in text
    assert "نعم" in text


def test_every_page_of_a_paper_form_carries_its_code(form):
    laid = lay_out(paper_form.build(form, "nl", case="2026-0012", large_print=True))
    assert all(any(type(item).__name__ == "Squares" for item in sheet.items) for sheet in laid.sheets)


def test_a_filled_form_shows_what_was_ticked_and_written(form):
    document = paper_form.build(form, "nl", answers=Record({"works": "yes", "where": "bakkerij"}))
    assert "bakkerij" in strings(document)
    answers = [block for question in document.sections[0].blocks for block in getattr(question, "answer", ())]
    assert next(block.ticked for block in answers if isinstance(block, Choices)) == {0}


def test_what_was_not_answered_is_a_dash_on_a_filled_form(form):
    document = paper_form.build(form, "nl", answers=Record({"works": "no"}))
    where = next(block for block in document.sections[0].blocks if getattr(block, "number", "") == "2")
    assert where.answer == (Paragraph(paper_form.NOTHING),)


LEVELS = """
| survey | type | name | label::Nederlands (nl) | relevant |
| | select_one level | level | Hoogste opleiding? | |
| | text | direction | Welke richting? | ${level} >= 3 |
| | text | country | In welk land? | not(${level} > 1) |
| choices | list_name | name | label::Nederlands (nl) | |
| | level | 1 | Geen | |
| | level | 2 | Basisschool | |
| | level | 3 | Middelbaar | |
| | level | 4 | Hoger | |
| | level | 5 | Universiteit | |
| settings | form_id | form_title | version | default_language |
| | niveau | Niveau | 1 | Nederlands (nl) |
"""


def test_a_comparison_of_codes_is_said_with_the_choices_that_it_means(tmp_path):
    path = tmp_path / "niveau.md"
    path.write_text(LEVELS, encoding="utf-8")
    text = strings(paper_form.build(sources.load(path), "en"))
    assert "Question 2: only if the answer to 1 is not “Geen / Basisschool”. If not, go to 3." in text
    assert "Question 3 to the end: only if the answer to 1 is “Geen”." in text


def comb_labels(language: str) -> list[float]:
    comb = Comb(((2, "a"), (2, "b"), (4, "c")))
    sheet = lay_out(Document("Proef", language, (Section(language, (comb,)),))).sheets[0]
    boxes = [item.x for item in sheet.items if isinstance(item, Box) and item.width == 15]
    return [boxes[0], boxes[2], boxes[4]]


def test_the_day_comes_first_in_the_direction_of_reading():
    assert comb_labels("nl") == sorted(comb_labels("nl"))
    assert comb_labels("ar") == sorted(comb_labels("ar"), reverse=True)


def test_a_few_short_choices_stand_on_one_line():
    def heights(items: tuple[str, ...]) -> set[float]:
        sheet = lay_out(Document("Proef", "nl", (Section("nl", (Choices(items, frozenset()),)),))).sheets[0]
        return {item.y for item in sheet.items if isinstance(item, Box) and item.width == 10}

    assert len(heights(("Ja", "Nee", "Wil ik niet zeggen"))) == 1
    assert len(heights(("Ja", "Een heel lang antwoord " * 6, "Nee"))) == 3


def test_lines_to_sign_on_stand_level_whatever_the_roles_take():
    fields = (("Coach", "Anneke", b""), ("Klantmanager van de gemeente waar de deelnemer woont " * 2, "", b""))
    sheet = lay_out(Document("Proef", "nl", (Section("nl", (Signature(fields, "Datum"),)),))).sheets[0]
    lines = [item.y for item in sheet.items if isinstance(item, Box) and item.height == 0.75]
    assert len(lines) == 2
    assert lines[0] == lines[1]


def test_a_period_reads_from_its_beginning_in_every_direction():
    assert cv.span("2019-03", "2021", False, "ar") == f"{ltr('03-2019')} – {ltr('2021')}"


def test_who_signs_a_plan_has_what_is_agreed_on_the_same_page():
    what = content("ar")
    for steps in range(8):
        made = replace(what.plan, steps=what.plan.steps * steps)
        document = plan.build(plan.PlanContent(what.person.name, made, what.made_on), ("nl",))
        text = [" ".join(item.line.logical for item in sheet.items if isinstance(item, Ink)) for sheet in lay_out(document).sheets]
        assert sum("Dit is mijn plan" in page and "Klantmanager" in page for page in text) == 1


def test_a_filled_form_does_not_say_where_to_go_next(form):
    assert "only if" not in strings(paper_form.build(form, "en", answers=Record({"works": "yes"})))


HOUSEHOLD = """
| survey | type | name | label::Nederlands (nl) | relevant |
| | text | kind | Wat voor huis? | |
| | begin_repeat | child | Kind | |
| | text | name | Naam van het kind | |
| | select_one yn | school | Gaat het naar school? | |
| | text | where | Naar welke school? | ${school} = 'yes' |
| | begin_repeat | friend | Vriend | |
| | text | friend_name | Naam van de vriend | |
| | end_repeat | | | |
| | end_repeat | | | |
| | begin_repeat | animal | Dier | |
| | text | name | Naam van het dier | |
| | end_repeat | | | |
| choices | list_name | name | label::Nederlands (nl) | |
| | yn | yes | Ja | |
| | yn | no | Nee | |
| settings | form_id | form_title | version | default_language |
| | gezin | Gezin | 1 | Nederlands (nl) |
"""
FAMILY = """
<gezin id="gezin"><kind>flat</kind>
<child><name>Noor</name><school>yes</school><where>De Brug</where><friend><friend_name>Sem</friend_name></friend>
<friend><friend_name>Ali</friend_name></friend></child>
<child><name>Bram</name><school>no</school></child>
<animal><name>Vlek</name></animal></gezin>
"""


@pytest.fixture(scope="module")
def household(tmp_path_factory):
    path = tmp_path_factory.mktemp("form") / "gezin.md"
    path.write_text(HOUSEHOLD, encoding="utf-8")
    return sources.load(path)


def asked(document: Document) -> list[tuple[str, str]]:
    """Each question with what stands under it, and the headings between them."""
    told = []
    for block in document.sections[0].blocks:
        if isinstance(block, Heading) and block.level == 2:
            told.append((str(block.text).replace("\u2066", "").replace("\u2069", ""), ""))
        if isinstance(block, Question):
            told.append((str(block.label), "".join(part.text for part in block.answer if isinstance(part, Paragraph))))
    return told


def test_rows_inside_rows_are_printed_where_they_belong(household):
    told = asked(paper_form.build(household, "nl", answers=read_record(household, FAMILY)))
    names = [pair for pair in told if pair[0].startswith(("Naam", "Kind", "Vriend", "Dier"))]
    assert names == [
        ("Kind (1)", ""), ("Naam van het kind", "Noor"),
        ("Vriend (1.1)", ""), ("Naam van de vriend", "Sem"), ("Vriend (1.2)", ""), ("Naam van de vriend", "Ali"),
        ("Kind (2)", ""), ("Naam van het kind", "Bram"), ("Dier (1)", ""), ("Naam van het dier", "Vlek"),
    ]  # fmt: skip


def test_a_rule_in_a_row_names_the_question_of_that_row(household):
    text = strings(paper_form.build(household, "en"))
    assert "Question 4: only if the answer to 3 is “Ja”. If not, go to 5." in text
    assert "Question 9: only if the answer to 8 is “Ja”. If not, go to 10." in text


SAME = """
| survey | type | name | label::Nederlands (nl) | relevant |
| | begin_group | first | | |
| | select_one yn | works | Werkt u? | |
| | end_group | | | |
| | begin_group | second | | |
| | select_one yn | works | Werkt uw partner? | |
| | text | where | Waar? | ../works = 'yes' |
| | end_group | | | |
| choices | list_name | name | label::Nederlands (nl) | |
| | yn | yes | Ja | |
| | yn | no | Nee | |
| settings | form_id | form_title | version | default_language |
| | samen | Samen | 1 | Nederlands (nl) |
"""


def test_a_rule_about_one_of_two_equal_names_says_the_right_one(tmp_path):
    path = tmp_path / "samen.md"
    path.write_text(SAME, encoding="utf-8")
    form = sources.load(path)
    assert "Question 3 to the end: only if the answer to 2 is “Ja”." in strings(paper_form.build(form, "en"))
    record = read_record(form, "<samen><first><works>no</works></first><second><works>yes</works></second></samen>")
    answers = [part for block in paper_form.build(form, "nl", answers=record).sections[0].blocks for part in getattr(block, "answer", ())]
    assert [part.ticked for part in answers if isinstance(part, Choices)] == [{1}, {0}]
