"""``form check`` finds what is wrong before anyone fills the form in, and says where it stands."""

from __future__ import annotations

from collections.abc import Callable
from pathlib import Path

import pytest

from nbnb_desktop.errors import Fault, FormError
from nbnb_desktop.xforms import library
from nbnb_desktop.xforms.check import check
from nbnb_desktop.xforms.parse import parse
from nbnb_desktop.xforms.sources import build, load
from tests.xforms.scenario import xform_text

Written = Callable[..., Path]


@pytest.fixture
def table(tmp_path: Path) -> Written:
    """A form of the rows ``type | name | label | <column> | ...`` as a Markdown file."""

    def write(columns: str, *rows: str, choices: str = "", settings: str = "") -> Path:
        survey = f"| survey |\n| | type | name | label | {columns} |\n" + "".join(f"| | {row} |\n" for row in rows)
        path = tmp_path / "proef.md"
        path.write_text(survey + choices + settings, encoding="utf-8")
        return path

    return write


CHOICES = "| choices |\n| | list_name | name | label | soort |\n| | dier | kat | Kat | huis |\n| | dier | leeuw | Leeuw | wild |\n"


def errors(path: Path) -> list[tuple[str, str, int, str]]:
    return [(fault.code, fault.sheet, fault.row, fault.column) for fault in check(path) if fault.severity == "error"]


def notes(faults: list[Fault]) -> set[str]:
    return {fault.code for fault in faults if fault.severity == "note"}


def test_a_form_in_order_has_no_faults(table: Written) -> None:
    path = table("relevant", "integer | leeftijd | Leeftijd |", "text | school | School | ${leeftijd} < 18")
    assert check(path) == []


@pytest.mark.parametrize(
    ("column", "cell", "code"),
    [
        ("relevant", "${a} >", "xpath-syntax"),
        ("relevant", "4 ${a}", "xpath-syntax"),
        ("constraint", "bestaatniet(.)", "unknown-function"),
        ("calculation", "substr()", "wrong-arity"),
        ("required", "if(1)", "wrong-arity"),
        ("relevant", "${weg} = 1", "unknown-reference"),
        ("constraint", "/data/weg = 1", "unknown-path"),
        ("constraint", "../weg = 1", "unknown-path"),
        ("constraint", "/elders/a = 1", "unknown-path"),
        ("readonly", "instance('weg')/root/item", "unknown-list"),
        ("default", "vandaag()", "unknown-function"),
        ("relevent", "x", "unknown-column"),
        ("hint", "Dag ${weg}", "unknown-reference"),
    ],
)
def test_a_fault_names_sheet_row_and_column(table: Written, column: str, cell: str, code: str) -> None:
    faults = check(table(column, "text | a | A |", f"text | b | B | {cell}"))
    assert (code, "survey", 3, column) in [(fault.code, fault.sheet, fault.row, fault.column) for fault in faults]


@pytest.mark.parametrize(
    "cell",
    ["${a} != '' and selected(${b}, 'x')", "count(../a) > 1", "/data/a = current()/../b", "position(..) = 1", "today() > 1", "yes"],
)
def test_good_expressions_pass(table: Written, cell: str) -> None:
    assert errors(table("required", "text | a | A |", f"text | b | B | {cell}")) == []


def test_every_fault_is_listed_not_just_the_first(table: Written) -> None:
    path = table("relevant", "text | a | A | (", "text | b | B | )", "teks | c | C |")
    assert [code for code, *__ in errors(path)] == ["xpath-syntax", "xpath-syntax", "unknown-type"]


def test_a_near_miss_gets_a_suggestion(table: Written) -> None:
    (fault,) = [fault for fault in check(table("relevant", "text | a | A | selectd(${a}, 'x')")) if fault.code == "unknown-function"]
    assert "selected" in fault.message


def test_rules_that_wait_for_each_other_are_a_cycle(table: Written) -> None:
    path = table("calculation", "calculate | a | | ${b} + 1", "calculate | b | | ${a} + 1")
    assert ("cycle", "survey", 2, "calculation") in errors(path)


def test_a_question_that_hides_itself_is_a_cycle(table: Written) -> None:
    assert ("cycle", "survey", 2, "relevant") in errors(table("relevant", "text | a | A | ${a} = ''"))


@pytest.mark.parametrize("column", ["required", "readonly"])
def test_a_circle_that_only_collect_minds_is_a_note(table: Written, column: str) -> None:
    path = table(f"{column} | relevant", "text | a | A | ${b} = 'x' | ", "text | b | B | | ${a} = 'x'")
    assert [(fault.sheet, fault.row, fault.column) for fault in check(path) if fault.code == "cycle"] == [("survey", 2, column)]
    assert errors(path) == []


def test_a_circle_in_an_xform_that_only_collect_minds_is_a_note() -> None:
    form = xform_text("<a/>", '<bind nodeset="/data/a" required=". = 1"/>', '<input ref="/data/a"><label>A</label></input>')
    assert [fault.severity for fault in check(parse(form)) if fault.code == "cycle"] == ["note"]


def test_a_running_total_over_earlier_rows_is_no_cycle(table: Written) -> None:
    path = table(
        "calculation",
        "begin_repeat | r | R |",
        "decimal | bedrag | Bedrag |",
        "calculate | totaal | | ${bedrag} + if(position(..) = 1, 0, indexed-repeat(${totaal}, ${r}, position(..) - 1))",
        "end_repeat | | |",
    )
    assert "cycle" not in [code for code, *__ in errors(path)]


def test_names_used_twice_are_found(table: Written) -> None:
    assert ("duplicate-name", "survey", 3, "name") in errors(table("hint", "text | a | A |", "text | a | B |"))


def test_the_same_name_in_two_groups_is_fine_until_it_is_referred_to(table: Written) -> None:
    rows = ["begin_group | g | G |", "text | a | A |", "end_group | | |", "text | a | A |"]
    assert errors(table("relevant", *rows)) == []
    assert ("ambiguous-reference", "survey", 6, "relevant") in errors(table("relevant", *rows, "text | b | B | ${a} = 1"))


def test_lists_are_checked_both_ways(table: Written) -> None:
    faults = check(table("hint", "select_one mens | a | A |", choices=CHOICES))
    assert [(fault.code, fault.sheet, fault.row) for fault in faults] == [("list-missing", "survey", 2), ("list-unused", "choices", 2)]


def test_a_choice_filter_may_only_name_columns_of_its_list(table: Written) -> None:
    good = table("choice_filter", "text | b | B |", "select_one dier | a | A | soort = ${b}", choices=CHOICES)
    assert errors(good) == []
    wrong = table("choice_filter", "text | b | B |", "select_one dier | a | A | kleur = ${b}", choices=CHOICES)
    (fault,) = check(wrong)
    assert (fault.code, fault.row, fault.column, fault.severity) == ("unknown-column", 3, "choice_filter", "note")


def test_a_bare_name_that_leads_nowhere_is_an_error_in_our_own_forms_only(tmp_path: Path, table: Written) -> None:
    """ODK reads such a name as empty, so a foreign form that works there works here."""
    foreign = check(table("relevant", "text | a | A | FALSE"))
    assert [(fault.code, fault.severity) for fault in foreign] == [("unknown-path", "note")]
    path = tmp_path / "eigen.yaml"
    path.write_text("settings: {form_id: a}\nsurvey: [{type: text, name: a, label: A, relevant: FALSE}]")
    assert errors(path) == [("unknown-path", "survey", 2, "relevant")]


def test_or_other_is_refused_in_our_own_forms_since_it_speaks_english(tmp_path: Path) -> None:
    path = tmp_path / "eigen.yaml"
    rows = "choices: {dier: [{name: kat, label: Kat}]}\nsurvey:\n- {type: select_one dier or_other, name: a, label: A}\n"
    path.write_text(f"settings: {{form_id: a}}\n{rows}")
    assert errors(path) == [("or-other", "survey", 4, "type")]


def test_other_names_of_columns_are_understood(table: Written) -> None:
    choices = "| choices |\n| | list name | value | caption |\n| | dier | kat | Kat |\n"
    path = table("Relevance | read_only", "select_one dier | a | A | |", "text | b | B | ${weg} | yes", choices=choices)
    assert errors(path) == [("unknown-reference", "survey", 3, "relevant")]


def test_a_choice_that_stands_twice_is_found(table: Written) -> None:
    path = table("hint", "select_one dier | a | A |", choices=CHOICES + "| | dier | kat | Poes | huis |\n")
    assert errors(path) == [("duplicate-choice", "choices", 4, "name")]


def test_missing_media_and_unknown_appearances_are_notes(table: Written) -> None:
    faults = check(table("image | appearance", "text | a | A | weg.png | vrolijk"))
    assert notes(faults) == {"media-missing", "unknown-appearance"}
    assert [fault for fault in faults if fault.severity == "error"] == []


def test_missing_translations_are_listed_with_the_coverage(tmp_path: Path) -> None:
    path = tmp_path / "proef.yaml"
    path.write_text('settings: {form_id: a}\nsurvey:\n- {type: note, name: a, label: Een}\n- {type: note, name: b, label: "Twee ${a}"}\n')
    known = {("en", "Een"): "One", ("en", "Twee ${a}"): "Two ${b}"}
    faults = check(path, translate=lambda language, text, __: known.get((language, text)), languages=("nl", "en", "tr"))
    assert [(fault.code, fault.row) for fault in faults] == [
        ("broken-translation", 4), ("coverage", 0), ("untranslated", 3), ("untranslated", 4), ("coverage", 0),
    ]  # fmt: skip
    assert "1 van 2 teksten, 50 %" in faults[1].message


def test_a_foreign_form_is_checked_for_the_languages_it_speaks(table: Written) -> None:
    path = table("label::Nederlands (nl) | label::English (en)", "text | a | | Naam | Name", "text | b | | Plaats |")
    assert [(fault.code, fault.row) for fault in check(path)][:2] == [("untranslated", 3), ("coverage", 0)]


def test_an_xform_is_checked_by_its_refs(table: Written, tmp_path: Path) -> None:
    built = build(table("relevant", "text | a | A |", "text | b | B | ${a} = 1"))
    path = tmp_path / "proef.xml"
    path.write_bytes(built.xml.replace(b"/data/a = 1", b"/data/weg = 1").replace(b" /data/a  = 1", b"/data/weg = 1"))
    assert ("unknown-path", "/data/b", "relevant") in [(fault.code, fault.sheet, fault.column) for fault in check(path)]


def test_a_file_that_cannot_be_read_is_a_fault_too(tmp_path: Path) -> None:
    assert check(tmp_path / "weg.yaml")[0].severity == "error"


def test_load_raises_every_error_at_once(table: Written) -> None:
    with pytest.raises(FormError) as refusal:
        load(table("relevant", "text | a | A | (", "text | b | B | )"))
    assert len(refusal.value.faults) == 2


def test_load_gives_a_definition(table: Written) -> None:
    definition = load(table("relevant", "integer | a | A |", "text | b | B | ${a} < 18"))
    assert {"/data/a", "/data/b"} <= definition.elements.keys()


@pytest.mark.parametrize("name", library.names())
def test_every_shipped_form_is_free_of_errors(name: str) -> None:
    assert [str(fault) for fault in check(library.path(name)) if fault.severity == "error"] == []
