"""What happens while a form is filled in: small forms, one behaviour each."""

from __future__ import annotations

from datetime import date, datetime, time
from typing import Any

import pytest

from nbnb_desktop.errors import FormError, NbnbError
from nbnb_desktop.xforms.session import AnswerError
from tests.xforms.scenario import NOW, Scenario, scenario, xform

AGE = """
| type | name | label | relevant |
| int | age | Age | |
| text | school | School | ${age} < 18 |
"""
COLOURS = """
| list_name | name | label |
| colour | red | Red |
| colour | green | Green |
| colour | blue | Blue |
"""
ROWS = """
| type | name | label | calculation |
| begin_repeat | job | Job | |
| text | title | Title | |
| int | hours | Hours | |
| calculate | number | | position(..) |
| end_repeat | | | |
| calculate | total | | sum(${hours}) |
| calculate | jobs | | count(${job}) |
"""


# relevance -----------------------------------------------------------------------------------------
def test_a_question_shows_only_when_it_is_relevant() -> None:
    form = scenario(AGE)
    form.answer("age", 30)
    assert not form.shows("school")
    form.answer("age", 12)
    assert form.shows("school")


def test_a_blank_number_is_not_smaller_than_anything() -> None:
    assert not scenario(AGE).shows("school")


def test_an_answer_that_is_not_relevant_is_kept_and_comes_back() -> None:
    form = scenario(AGE)
    form.answer("age", 12)
    form.answer("school", "De Regenboog")
    form.answer("age", 30)
    assert form.value("school") is None
    assert form.raw("school") == "De Regenboog"
    form.answer("age", 13)
    assert form.value("school") == "De Regenboog"


def test_an_answer_that_is_not_relevant_is_not_submitted() -> None:
    form = scenario(AGE)
    form.answer("age", 12)
    form.answer("school", "De Regenboog")
    form.answer("age", 30)
    assert "school" not in form.session.instance_xml()
    assert "De Regenboog" in form.session.draft_xml()


def test_relevance_is_inherited_by_all_in_a_group() -> None:
    form = scenario("""
        | type | name | label | relevant |
        | text | a | A | |
        | begin_group | g | G | ${a} = 'x' |
        | begin_group | h | H | |
        | text | b | B | |
        | end_group | | | |
        | end_group | | | |
        | text | c | C | ${b} = 'y' |
    """)
    form.answer("a", "x")
    form.answer("g/h/b", "y")
    assert form.shows("c")
    changes = form.answer("a", "z")
    assert not form.shows("g/h/b")
    assert not form.shows("c")
    assert {"/data/g", "/data/g/h", "/data/g/h/b", "/data/c"} <= changes.refs


def test_relevance_runs_through_a_chain() -> None:
    form = scenario("""
        | type | name | label | relevant |
        | text | a | A | |
        | text | b | B | ${a} = '1' |
        | text | c | C | ${b} = '1' |
        | text | d | D | ${c} = '1' |
    """)
    for name in "abc":
        form.answer(name, "1")
    assert form.shows("d")
    form.answer("a", "2")
    assert [form.shows(name) for name in "abcd"] == [True, False, False, False]


# calculation ---------------------------------------------------------------------------------------
def test_calculations_follow_each_other_whatever_their_order_in_the_form() -> None:
    form = scenario("""
        | type | name | label | calculation |
        | calculate | c | | ${b} * 2 |
        | calculate | b | | ${a} + 1 |
        | int | a | A | |
    """)
    form.answer("a", 4)
    assert form.raw("c") == "10"


def test_a_calculation_with_a_blank_is_blank() -> None:
    form = xform("<a/><b/>", '<bind nodeset="/data/a" type="int"/><bind nodeset="/data/b" type="int" calculate="/data/a + 1"/>')
    assert form.raw("b") == ""


@pytest.mark.parametrize(
    ("data_type", "expression", "text"),
    [
        ("int", "7 div 2", "3"),
        ("int", "'x'", "x"),
        ("decimal", "7 div 2", "3.5"),
        ("string", "7 div 2", "3.5"),
        ("string", "1 = 1", "true"),
        ("boolean", "1 = 2", "false"),
        ("date", "today()", "2026-03-01"),
        ("date", "now()", "2026-03-01"),
        ("date", "'2026-05-06'", "2026-05-06"),
        ("dateTime", "now()", "2026-03-01T12:00:00.000+00:00"),
        ("string", "now()", "2026-03-01T12:00:00.000+00:00"),
        ("string", "today()", "2026-03-01"),
        ("time", "now()", "12:00:00.000+00:00"),
        ("string", "0 div 0", ""),
        ("string", "''", ""),
    ],
)
def test_a_result_is_written_in_the_type_of_its_place(data_type: str, expression: str, text: str) -> None:
    assert xform("<a/>", f'<bind nodeset="/data/a" type="{data_type}" calculate="{expression}"/>').raw("a") == text


def test_a_calculated_truth_stays_a_truth_in_other_expressions() -> None:
    binds = '<bind nodeset="/data/a" calculate="1 = 2"/><bind nodeset="/data/b" calculate="if(/data/a, \'yes\', \'no\')"/>'
    form = xform("<a/><b/>", binds)
    assert form.raw("b") == "no"


def test_once_keeps_its_first_value() -> None:
    form = scenario("""
        | type | name | label | calculation |
        | int | a | A | |
        | calculate | first | | once(${a}) |
    """)
    form.answer("a", 1)
    form.answer("a", 2)
    assert form.raw("first") == "1"


# required, constraint, readonly ----------------------------------------------------------------------
REQUIRED = """
| type | name | label | required | required_message | constraint | constraint_message |
| int | age | Age | yes | How old? | . >= 18 and . < 120 | Adults only |
| text | note_ | N | ${age} > 60 | | | |
"""


def test_a_required_question_stands_in_the_way_only_at_the_end() -> None:
    form = scenario(REQUIRED)
    assert form.state("age").required
    assert form.state("age").violation is None
    assert form.wrong() == {"age": "required"}
    assert form.session.finish()[0].message == "How old?"


def test_a_constraint_speaks_at_once_with_its_message() -> None:
    form = scenario(REQUIRED)
    form.answer("age", 12)
    violation = form.state("age").violation
    assert violation is not None
    assert (violation.kind, violation.message) == ("constraint", "Adults only")


def test_a_constraint_says_nothing_about_no_answer() -> None:
    form = scenario(REQUIRED)
    form.answer("age", 12)
    form.answer("age", None)
    assert form.state("age").violation is None


def test_required_can_depend_on_an_answer() -> None:
    form = scenario(REQUIRED)
    changes = form.answer("age", 61)
    assert "/data/note_" in changes.refs
    assert form.wrong() == {"note_": "required"}


def test_nothing_stands_in_the_way_of_a_form_that_is_complete() -> None:
    form = scenario(REQUIRED)
    form.answer("age", 20)
    assert form.session.finish() == ()


def test_what_is_not_relevant_is_never_missing() -> None:
    form = scenario("""
        | type | name | label | relevant | required |
        | text | a | A | | |
        | text | b | B | ${a} != '' | yes |
    """)
    assert form.wrong() == {}


def test_a_constraint_may_read_other_questions() -> None:
    form = scenario("""
        | type | name | label | constraint |
        | int | low | Low | |
        | int | high | High | . > ${low} |
    """)
    form.answer("high", 3)
    changes = form.answer("low", 5)
    assert "/data/high" in changes.refs
    assert form.wrong() == {"high": "constraint"}


def test_a_readonly_question_refuses_an_answer() -> None:
    form = scenario("| type | name | label | readonly |\n| text | a | A | |\n| text | b | B | ${a} = 'x' |")
    form.answer("b", "1")
    form.answer("a", "x")
    with pytest.raises(AnswerError) as refusal:
        form.answer("b", "2")
    assert refusal.value.code == "readonly"
    assert form.value("b") == "1"


def test_readonly_is_inherited_from_a_group() -> None:
    form = xform(
        "<a/><g><b/></g>",
        '<bind nodeset="/data/g" readonly="/data/a = 1"/>',
        '<input ref="/data/a"/><group ref="/data/g"><input ref="/data/g/b"/></group>',
    )
    changes = form.answer("a", "1")
    assert form.state("g/b").readonly
    assert "/data/g/b" in changes.refs


# types ---------------------------------------------------------------------------------------------
TYPES = {
    "int": [(5, "5"), (-3, "-3"), (0, "0")],
    "decimal": [(1.5, "1.5"), (2, "2"), (0.1, "0.1")],
    "text": [("Zoë", "Zoë"), (" x ", " x "), ("ትግርኛ", "ትግርኛ")],
    "date": [(date(2026, 3, 1), "2026-03-01")],
    "time": [(time(10, 30), "10:30:00.000")],
    "dateTime": [(datetime(2026, 3, 1, 10, 30, tzinfo=NOW.tzinfo), "2026-03-01T10:30:00.000+00:00")],
    "geopoint": [("52.1 5.2", "52.1 5.2 0.0 0.0"), ("52.1 5.2 1 2", "52.1 5.2 1.0 2.0")],
    "geotrace": [("52 5;53 5", "52.0 5.0 0.0 0.0; 53.0 5.0 0.0 0.0")],
    "geoshape": [("52 5;53 5;53 6;52 5", "52.0 5.0 0.0 0.0; 53.0 5.0 0.0 0.0; 53.0 6.0 0.0 0.0; 52.0 5.0 0.0 0.0")],
    "barcode": [("8710400123456", "8710400123456")],
    "image": [("photo.jpg", "photo.jpg")],
    "acknowledge": [("OK", "OK"), (True, "OK"), (False, "")],
    "range": [(4, "4")],
}


@pytest.mark.parametrize(("question", "value", "text"), [(kind, *pair) for kind, pairs in TYPES.items() for pair in pairs])
def test_an_answer_is_written_as_odk_writes_it(question: str, value: Any, text: str) -> None:
    form = scenario(f"| type | name | label |\n| {question} | q | Q |")
    form.answer("q", value)
    assert form.raw("q") == text


@pytest.mark.parametrize("question", ["int", "decimal", "text", "date", "time", "dateTime", "geopoint", "image", "range"])
def test_an_answer_reads_back_as_the_value_it_was(question: str) -> None:
    form = scenario(f"| type | name | label |\n| {question} | q | Q |")
    value = TYPES[question][0][0] if question != "geopoint" else "52.1 5.2 0.0 0.0"
    form.answer("q", value)
    assert form.value("q") == value
    form.answer("q", None)
    assert form.value("q") is None
    assert form.raw("q") == ""


@pytest.mark.parametrize(
    ("question", "value"),
    [
        ("int", "x"),
        ("int", 1.5),
        ("int", True),
        ("decimal", "1"),
        ("decimal", float("nan")),
        ("decimal", float("inf")),
        ("date", "2026-03-01"),
        ("date", 5),
        ("time", "10:30"),
        ("dateTime", date(2026, 3, 1)),
        ("geopoint", "x"),
        ("geopoint", "91 0"),
        ("geopoint", "52 5;53 5"),
        ("geotrace", "52 5"),
        ("geoshape", "52 5;53 5;53 6;52 6"),
        ("text", ("a",)),
    ],
)
def test_an_answer_of_the_wrong_type_changes_nothing(question: str, value: Any) -> None:
    form = scenario(f"| type | name | label |\n| {question} | q | Q |")
    with pytest.raises(AnswerError) as refusal:
        form.answer("q", value)
    assert refusal.value.code.startswith("type.")
    assert refusal.value.ref == "/data/q"
    assert form.raw("q") == ""


@pytest.mark.parametrize(
    ("question", "text"),
    [
        ("int", "1.5"),
        ("int", "abc"),
        ("int", "1e3x"),
        ("decimal", "1,5"),
        ("date", "01-03-2026"),
        ("date", "2026-02-30"),
        ("time", "25:00"),
        ("dateTime", "yesterday"),
        ("geopoint", "here"),
        ("int", "9" * 40 + ".5"),
        ("int", "٣"),
    ],
)
def test_text_that_is_none_of_its_type_is_refused(question: str, text: str) -> None:
    form = scenario(f"| type | name | label |\n| {question} | q | Q |")
    with pytest.raises(AnswerError):
        form.text("q", text)
    assert form.raw("q") == ""


def test_a_refused_answer_is_an_error_for_people() -> None:
    form = scenario("| type | name | label |\n| int | q | Q |")
    with pytest.raises(NbnbError) as refusal:
        form.text("q", "x")
    assert refusal.value.title


@pytest.mark.parametrize(("ref", "code"), [("nope", "unknown"), ("g", "container"), ("g/q/deeper", "unknown"), ("", "container")])
def test_only_questions_take_answers(ref: str, code: str) -> None:
    form = scenario("| type | name | label |\n| begin_group | g | G |\n| text | q | Q |\n| end_group | | |")
    with pytest.raises(AnswerError) as refusal:
        form.answer(ref, "x")
    assert refusal.value.code == code


# choices -------------------------------------------------------------------------------------------
def test_choices_have_values_and_labels() -> None:
    form = scenario("| type | name | label |\n| select_one colour | c | C |", COLOURS)
    assert [(choice.value, choice.label) for choice in form.state("c").choices] == [("red", "Red"), ("green", "Green"), ("blue", "Blue")]


def test_several_choices_are_a_tuple_and_keep_their_order() -> None:
    form = scenario("| type | name | label |\n| select_multiple colour | c | C |", COLOURS)
    form.answer("c", ("green", "red"))
    assert form.raw("c") == "green red"
    assert form.value("c") == ("green", "red")


@pytest.mark.parametrize("value", ["pink", "red green"])
def test_what_is_no_choice_is_refused(value: str) -> None:
    form = scenario("| type | name | label |\n| select_one colour | c | C |", COLOURS)
    with pytest.raises(AnswerError) as refusal:
        form.answer("c", value)
    assert refusal.value.code == "choice"


def test_a_rank_is_an_order_of_its_choices() -> None:
    form = scenario("| type | name | label |\n| rank colour | c | C |", COLOURS)
    form.answer("c", ("blue", "red", "green"))
    assert form.state("c").kind == "rank"
    assert form.value("c") == ("blue", "red", "green")


TOWNS = """
| list_name | name | label | province |
| province | ut | Utrecht | |
| province | gr | Groningen | |
| town | zeist | Zeist | ut |
| town | soest | Soest | ut |
| town | haren | Haren | gr |
"""
CASCADE = """
| type | name | label | choice_filter |
| select_one province | p | P | |
| select_one town | t | T | province = ${p} |
"""


def test_choices_follow_their_filter() -> None:
    form = scenario(CASCADE, TOWNS)
    assert form.choices("t") == []
    changes = form.answer("p", "ut")
    assert "/data/t" in changes.refs
    assert form.choices("t") == ["zeist", "soest"]
    form.answer("p", "gr")
    assert form.choices("t") == ["haren"]


def test_an_answer_goes_with_its_choice_and_comes_back_with_it() -> None:
    form = scenario(CASCADE, TOWNS)
    form.answer("p", "ut")
    form.answer("t", "soest")
    form.answer("p", "gr")
    assert form.raw("t") == ""
    form.answer("p", "ut")
    assert form.raw("t") == "soest"


def test_a_filter_may_use_any_column_and_function() -> None:
    form = scenario(
        """
        | type | name | label | choice_filter |
        | text | start | S | |
        | select_one town | t | T | starts-with(name, ${start}) and province != 'gr' |
        """,
        TOWNS,
    )
    form.answer("start", "z")
    assert form.choices("t") == ["zeist"]


def test_a_filter_in_a_row_reads_its_own_row() -> None:
    form = scenario(
        """
        | type | name | label | choice_filter |
        | begin_repeat | r | R | |
        | select_one province | p | P | |
        | select_one town | t | T | province = ${p} |
        | end_repeat | | | |
        """,
        TOWNS,
    )
    form.add("r")
    form.answer("r[1]/p", "ut")
    form.answer("r[2]/p", "gr")
    assert form.choices("r[1]/t") == ["zeist", "soest"]
    assert form.choices("r[2]/t") == ["haren"]


def test_a_long_list_is_filtered_by_its_index_as_by_a_scan() -> None:
    towns = "| list_name | name | label | province |\n" + "\n".join(f"| town | t{n} | Town {n} | p{n % 7} |" for n in range(300))
    form = scenario(
        """
        | type | name | label | choice_filter |
        | text | p | P | |
        | select_one town | quick | Q | province = ${p} |
        | select_one town | slow | S | concat(province, '') = ${p} |
        """,
        towns,
    )
    form.answer("p", "p3")
    assert form.choices("quick") == form.choices("slow") == [f"t{n}" for n in range(300) if n % 7 == 3]


def test_an_index_finds_numbers_that_are_written_differently() -> None:
    rows = "".join(f"<item><name>a{n}</name><num>{n % 5}.0</num></item>" for n in range(20))
    form = xform(
        "<n/><c/>",
        '<bind nodeset="/data/n" type="int"/><bind nodeset="/data/c" calculate="count(instance(\'l\')/root/item[num = /data/n])"/>',
        '<input ref="/data/n"/>',
        model=f'<instance id="l"><root>{rows}</root></instance>',
    )
    form.answer("n", 3)
    assert form.raw("c") == "4"


def test_choices_can_come_from_rows_that_were_filled_in() -> None:
    form = scenario("""
        | type | name | label | |
        | begin_repeat | child | Child | |
        | text | name_ | Name | |
        | end_repeat | | | |
        | select_one ${name_} | eldest | Eldest | |
    """)
    form.add("child")
    form.answer("child[1]/name_", "Amina")
    changes = form.answer("child[2]/name_", "Bilal")
    assert "/data/eldest" in changes.refs
    assert form.choices("eldest") == ["Amina", "Bilal"]


def test_or_other_offers_another_answer() -> None:
    form = scenario("| type | name | label |\n| select_one colour or_other | c | C |", COLOURS)
    assert "other" in form.choices("c")
    form.answer("c", "other")
    assert form.shows("c_other")


def test_a_choice_name_is_the_label_of_the_answer() -> None:
    form = scenario(
        """
        | type | name | label | calculation |
        | select_one colour | c | C | |
        | calculate | named | | jr:choice-name(${c}, '${c}') |
        """,
        COLOURS,
    )
    form.answer("c", "green")
    assert form.raw("named") == "Green"


# repeats -------------------------------------------------------------------------------------------
def test_a_repeat_starts_with_one_row_and_grows() -> None:
    form = scenario(ROWS)
    assert form.rows("job") == 1
    form.add("job", 2)
    assert [form.raw(f"job[{number}]/number") for number in (1, 2, 3)] == ["1", "2", "3"]
    assert form.raw("jobs") == "3"


def test_an_aggregate_follows_every_row() -> None:
    form = scenario(ROWS)
    form.add("job")
    form.answer("job[1]/hours", 12)
    form.answer("job[2]/hours", 20)
    assert form.raw("total") == "32"
    form.remove("job[1]")
    assert form.raw("total") == "20"
    assert form.raw("jobs") == "1"


def test_rows_behind_a_removed_one_move_up() -> None:
    form = scenario(ROWS)
    form.add("job", 2)
    for number in (1, 2, 3):
        form.answer(f"job[{number}]/title", f"job {number}")
    changes = form.remove("job[2]")
    assert form.value("job[2]/title") == "job 3"
    assert form.raw("job[2]/number") == "2"
    assert changes.structure == {"/data/job"}


def test_a_row_reads_its_own_row() -> None:
    form = scenario("""
        | type | name | label | relevant |
        | begin_repeat | r | R | |
        | int | age | Age | |
        | text | school | School | ${age} < 18 |
        | end_repeat | | | |
    """)
    form.add("r")
    form.answer("r[2]/age", 8)
    assert not form.shows("r[1]/school")
    assert form.shows("r[2]/school")


def test_a_row_can_read_the_row_before_it() -> None:
    form = scenario("""
        | type | name | label | calculation |
        | begin_repeat | r | R | |
        | int | paid | Paid | |
        | calculate | balance | | coalesce(indexed-repeat(${balance}, ${r}, position(..) - 1), 0) + coalesce(${paid}, 0) |
        | end_repeat | | | |
    """)
    form.add("r", 3)
    for number in (1, 2, 3, 4):
        form.answer(f"r[{number}]/paid", number)
    assert [form.raw(f"r[{number}]/balance") for number in (1, 2, 3, 4)] == ["1", "3", "6", "10"]
    form.answer("r[1]/paid", 11)
    assert form.raw("r[4]/balance") == "20"


def test_rows_inside_rows() -> None:
    form = scenario("""
        | type | name | label | calculation |
        | begin_repeat | house | House | |
        | begin_repeat | person | Person | |
        | int | age | Age | |
        | end_repeat | | | |
        | calculate | eldest | | max(${age}) |
        | end_repeat | | | |
        | calculate | all_ | | count(${person}) |
    """)
    form.add("house")
    while form.rows("house[2]/person") < 2:
        form.add("house[2]/person")
    form.answer("house[1]/person[1]/age", 30)
    form.answer("house[2]/person[1]/age", 40)
    form.answer("house[2]/person[2]/age", 50)
    assert [form.raw(f"house[{number}]/eldest") for number in (1, 2)] == ["30", "50"]
    assert form.raw("all_") == "3"


def test_a_counted_repeat_has_as_many_rows_as_it_says() -> None:
    form = scenario("""
        | type | name | label | repeat_count |
        | int | n | N | |
        | begin_repeat | r | R | ${n} |
        | text | q | Q | |
        | end_repeat | | | |
    """)
    changes = form.answer("n", 3)
    assert form.rows("r") == 3
    assert changes.structure == {"/data/r"}
    form.answer("r[3]/q", "x")
    form.answer("n", 2)
    assert form.rows("r") == 2


def test_an_action_comes_before_the_rows_that_the_same_answer_asks_for() -> None:
    form = xform(
        '<n/><t/><r jr:template=""><i/></r>',
        '<bind nodeset="/data/n" type="int"/><bind nodeset="/data/t" calculate="/data/n + 1"/>',
        '<input ref="/data/n"><setvalue event="xforms-value-changed" ref="/data/r/i" value="/data/t"/></input>'
        '<group ref="/data/r"><repeat nodeset="/data/r" jr:count="/data/n"><input ref="/data/r/i"/></repeat></group>',
    )
    form.answer("n", 1)
    assert (form.rows("r"), form.raw("r[1]/i")) == (1, "")
    form.answer("n", 2)
    assert [form.raw(f"r[{number}]/i") for number in (1, 2)] == ["3", ""]


def test_a_row_that_nobody_has_seen_yet_is_a_new_one() -> None:
    survey = "| type | name | label | repeat_count | default |\n| int | n | N | | |\n| begin repeat | r | R | ${n} | |\n"
    survey += "| int | q | Q | | position(..) * 10 |\n| end repeat | | | | |"
    for form in (scenario(survey), scenario(survey).again()):
        form.answer("n", 2)
        assert [form.raw(f"r[{number}]/q") for number in (1, 2)] == ["10", "20"]


def test_a_smaller_count_takes_away_rows_whose_choices_read_it() -> None:
    survey = "| type | name | label | repeat_count | choice_filter |\n| int | n | N | | |\n| begin repeat | r | R | ${n} | |\n"
    survey += "| select_one l | q | Q | | num > ${n} |\n| end repeat | | | | |"
    form = scenario(survey, "| list_name | name | label | num |\n| l | a | A | 3 |\n| l | b | B | 9 |")
    form.answer("n", 2)
    form.answer("r[2]/q", "a")
    form.answer("n", 1)
    assert form.rows("r") == 1
    form.answer("n", 4)
    assert form.value("r[2]/q") is None
    form.answer("n", 2)
    assert form.value("r[2]/q") == "a"


def test_rows_that_a_smaller_count_took_away_come_back_with_a_larger_one() -> None:
    form = scenario("""
        | type | name | label | repeat_count | calculation | relevant |
        | int | n | N | | | |
        | begin_repeat | r | R | ${n} | | |
        | int | q | Q | | | |
        | text | never | X | | | ${n} > 9 |
        | end_repeat | | | | | |
        | calculate | total | | | sum(${q}) | |
    """)
    form.answer("n", 3)
    form.answer("r[3]/q", 5)
    assert not form.shows("r[3]/never")
    form.answer("n", 1)
    assert form.raw("total") == "0"
    form.answer("n", 3)
    assert form.value("r[3]/q") == 5
    assert not form.shows("r[3]/never")
    assert form.raw("total") == "5"


@pytest.mark.parametrize("step", [lambda form: form.add("r"), lambda form: form.remove("r[1]")])
def test_a_counted_repeat_is_not_changed_by_hand(step: Any) -> None:
    form = scenario("| type | name | label | repeat_count |\n| begin_repeat | r | R | 2 |\n| text | q | Q | |\n| end_repeat | | | |")
    with pytest.raises(AnswerError) as refusal:
        step(form)
    assert refusal.value.code == "rows"
    assert form.rows("r") == 2


@pytest.mark.parametrize(("count", "rows"), [("2.9", 2), ("-1", 0), ("'x'", 1), ("100000000", 5000)])
def test_a_count_is_bounded_and_whole(count: str, rows: int) -> None:
    form = scenario(f"| type | name | label | repeat_count |\n| begin_repeat | r | R | {count} |\n| text | q | Q | |\n| end_repeat | | | |")
    assert form.rows("r") == rows


@pytest.mark.parametrize("ref", ["job[9]", "job", "nope[1]", "total"])
def test_only_rows_that_are_there_can_be_removed(ref: str) -> None:
    with pytest.raises(AnswerError):
        scenario(ROWS).remove(ref)


def test_a_repeat_that_is_not_relevant_hides_its_rows() -> None:
    form = scenario("""
        | type | name | label | relevant | calculation |
        | text | a | A | | |
        | begin_repeat | r | R | ${a} = 'x' | |
        | int | q | Q | | |
        | end_repeat | | | | |
        | calculate | n | | | count(${r}) |
    """)
    assert not form.shows("r[1]/q")
    assert not form.shows("r")
    assert form.raw("n") == "0"
    form.answer("a", "x")
    assert form.shows("r[1]/q")
    assert form.raw("n") == "1"


def test_adding_a_row_and_removing_it_leaves_no_trace() -> None:
    form = scenario(ROWS)
    form.answer("job[1]/hours", 12)
    before = form.session.draft_xml()
    form.add("job")
    form.answer("job[2]/hours", 20)
    form.remove("job[2]")
    assert form.session.draft_xml() == before


def test_a_row_keeps_its_hidden_id_when_others_go() -> None:
    form = scenario(ROWS)
    form.add("job", 2)
    last = form.session.draft_xml().split('nbnb:row="')[3][:36]
    form.remove("job[1]")
    assert form.session.draft_xml().split('nbnb:row="')[2][:36] == last


def test_hidden_ids_stand_in_drafts_only() -> None:
    form = scenario(ROWS)
    assert "nbnb:row" in form.session.draft_xml()
    assert "nbnb" not in form.session.instance_xml()


# texts ---------------------------------------------------------------------------------------------
def test_a_label_holds_answers_given_so_far() -> None:
    form = scenario("| type | name | label |\n| text | name_ | Name |\n| text | work | What did ${name_} do? |")
    assert form.label("work") == "What did  do?"
    changes = form.answer("name_", "Amina")
    assert "/data/work" in changes.refs
    assert form.label("work") == "What did Amina do?"


def test_markdown_stays_text() -> None:
    form = scenario("| type | name | label | hint |\n| text | a | *A* **B** | see [here](x) |")
    assert (form.label("a"), form.state("a").hint) == ("*A* **B**", "see [here](x)")


_TEXTS = ("label", "hint", "constraint_message")
LANGUAGES = f"""
| type | name | constraint | {" | ".join(f"{text}::{name}" for text in _TEXTS for name in ("Nederlands (nl)", "English (en)"))} |
| select_one c | q | . != 'red' | Kleur | Colour | Kies | Choose | Niet rood | Not red |
"""
LANGUAGE_CHOICES = """
| list_name | name | label::Nederlands (nl) | label::English (en) |
| c | red | Rood | Red |
| c | blue | Blauw | Blue |
"""


def test_every_text_speaks_the_language_that_is_chosen() -> None:
    form = scenario(LANGUAGES, LANGUAGE_CHOICES, settings="| default_language |\n| Nederlands (nl) |")
    assert form.session.language == "Nederlands (nl)"
    form.answer("q", "red")
    changes = form.session.set_language("English (en)")
    state = form.state("q")
    assert "/data/q" in changes.refs
    assert (state.label, state.hint, state.choices[1].label) == ("Colour", "Choose", "Blue")
    assert state.violation is not None
    assert state.violation.message == "Not red"


def test_a_state_can_be_had_in_another_language_meanwhile() -> None:
    form = scenario(LANGUAGES, LANGUAGE_CHOICES, settings="| default_language |\n| Nederlands (nl) |")
    assert form.state("q", "English (en)").choices[0].label == "Red"
    assert form.state("q").choices[0].label == "Rood"
    assert form.session.language == "Nederlands (nl)"


def test_a_language_that_the_form_lacks_gives_the_default_one() -> None:
    form = scenario(LANGUAGES, LANGUAGE_CHOICES, settings="| default_language |\n| Nederlands (nl) |", language="Soomaali (so)")
    assert form.label("q") == "Kleur"


def test_guidance_and_media_go_with_a_question() -> None:
    form = scenario(
        """
        | type | name | label::nl | label::en | hint::en | guidance_hint::nl | guidance_hint::en | image::nl | image::en | audio::en |
        | text | q | Vraag | Question | Hint | Meer | More | nl.png | en.png | en.mp3 |
    """,
        settings="| default_language |\n| nl |",
    )
    state = form.state("q", "en")
    assert (state.guidance, dict(state.media)) == ("More", {"image": "en.png", "audio": "en.mp3"})


def test_the_definition_gives_labels_without_a_session() -> None:
    form = scenario(LANGUAGES, LANGUAGE_CHOICES, settings="| default_language |\n| Nederlands (nl) |").definition
    assert form.label("/data/q") == "Kleur"
    assert form.label("/data/q", "English (en)") == "Colour"
    assert form.choice_label("/data/q", "blue", "English (en)") == "Blue"
    assert form.choice_label("/data/q", "gone") == "gone"
    assert form.choices("/data/q") == (("red", "Rood"), ("blue", "Blauw"))


# the body ------------------------------------------------------------------------------------------
def test_children_come_in_the_order_of_the_body() -> None:
    form = scenario(
        """
        | type | name | label |
        | text | a | A |
        | calculate | hidden | |
        | begin_group | g | G |
        | note | n | Read this |
        | begin_repeat | r | R |
        | text | b | B |
        | end_repeat | | |
        | end_group | | |
        | text | z | Z |
    """.replace("| calculate | hidden | |", "| text | early | E |")
    )
    session = form.session
    assert session.children() == ("/data/a", "/data/early", "/data/g", "/data/z")
    assert session.children("/data/g") == ("/data/g/n", "/data/g/r")
    assert session.children("/data/g/r") == ("/data/g/r[1]",)
    assert session.children("/data/g/r[1]") == ("/data/g/r[1]/b",)


def test_what_has_no_control_is_no_child_but_has_a_value() -> None:
    form = scenario("| type | name | label | calculation |\n| text | a | A | |\n| calculate | c | | 1 + 1 |")
    assert form.session.children() == ("/data/a",)
    assert form.session.value("/data/c") == "2"


KINDS = [
    ("text", "input", "string"),
    ("int", "input", "int"),
    ("date", "input", "date"),
    ("note", "note", "string"),
    ("acknowledge", "trigger", "string"),
    ("image", "upload", "binary"),
    ("audio", "upload", "binary"),
    ("file", "upload", "binary"),
    ("range", "range", "int"),
    ("geopoint", "input", "geopoint"),
    ("barcode", "input", "barcode"),
    ("select_one colour", "select_one", "string"),
    ("select_multiple colour", "select_multiple", "string"),
    ("rank colour", "rank", "string"),
    ("calculate", "calculate", "string"),
    ("hidden", "calculate", "string"),
]


@pytest.mark.parametrize(("question", "kind", "data_type"), KINDS)
def test_a_question_has_a_kind_and_a_data_type(question: str, kind: str, data_type: str) -> None:
    expression = "1" if question == "calculate" else ""
    form = scenario(f"| type | name | label | calculation |\n| text | first | F | |\n| {question} | q | Q | {expression} |", COLOURS)
    state = form.state("q")
    assert (state.kind, state.data_type) == (kind, data_type)


def test_appearance_and_parameters_reach_the_screen() -> None:
    form = scenario("| type | name | label | appearance | parameters |\n| range | q | Q | picker rating | start=1 end=9 step=2 |")
    state = form.state("q")
    assert state.appearance == ("picker", "rating")
    assert (state.parameters["start"], state.parameters["end"], state.parameters["step"]) == ("1", "9", "2")


def test_repeats_rows_and_groups_have_states() -> None:
    form = scenario(ROWS)
    form.add("job")
    assert (form.state("job").kind, form.state("job").count, form.state("job").label) == ("repeat", 2, "Job")
    assert (form.state("job[2]").kind, form.state("job[2]").position) == ("row", 2)


# what a form asks of its surroundings -------------------------------------------------------------------
@pytest.mark.parametrize(
    ("question", "text"),
    [
        ("start", "2026-03-01T12:00:00.000+00:00"),
        ("today", "2026-03-01"),
        ("deviceid", "device:1"),
        ("username", "user"),
        ("email", "a@example.org"),
        ("phonenumber", "0600000000"),
        ("end", ""),
    ],
)
def test_a_form_is_told_when_where_and_by_whom(question: str, text: str) -> None:
    assert scenario(f"| type | name | label |\n| {question} | q | |\n| text | a | A |").raw("q") == text


def test_the_end_is_set_when_the_form_is_finished() -> None:
    form = scenario("| type | name | label |\n| end | q | |\n| text | a | A |")
    form.session.finish()
    assert form.raw("q") == "2026-03-01T12:00:00.000+00:00"


def test_every_instance_has_its_own_id() -> None:
    form = scenario("| type | name | label |\n| text | a | A |")
    assert form.raw("meta/instanceID").startswith("uuid:")
    assert form.again(draft=False).raw("meta/instanceID") == form.raw("meta/instanceID")


def test_an_instance_name_follows_the_answers() -> None:
    form = scenario("| type | name | label |\n| text | a | A |", settings="| instance_name |\n| concat('File of ', ${a}) |")
    form.answer("a", "Amina")
    assert form.raw("meta/instanceName") == "File of Amina"


# actions -------------------------------------------------------------------------------------------
def test_a_default_may_be_computed_when_the_form_is_opened() -> None:
    form = scenario("| type | name | label | default |\n| date | d | D | today() |\n| text | t | T | plain |")
    assert (form.raw("d"), form.raw("t")) == ("2026-03-01", "plain")
    form.answer("d", None)
    assert form.again().raw("d") == ""


def test_a_computed_default_in_a_row_comes_with_every_row() -> None:
    form = scenario("""
        | type | name | label | default |
        | begin_repeat | r | R | |
        | int | q | Q | position(..) * 10 |
        | end_repeat | | | |
    """)
    form.add("r")
    assert [form.raw(f"r[{number}]/q") for number in (1, 2)] == ["10", "20"]


def test_a_trigger_sets_a_value_when_an_answer_changes() -> None:
    form = scenario(
        """
        | type | name | label | trigger | calculation |
        | text | a | A | | |
        | text | b | B | | |
        | dateTime | changed | | ${a} | concat(${b}, '!') |
    """.replace("dateTime", "text").replace("| changed | |", "| changed | C |")
    )
    form.answer("b", "one")
    assert form.raw("changed") == ""
    form.answer("a", "x")
    assert form.raw("changed") == "one!"
    form.answer("b", "two")
    assert form.raw("changed") == "one!"


def test_a_place_is_never_measured_by_itself() -> None:
    form = scenario("| type | name | label |\n| start-geopoint | here | |\n| text | a | A |")
    assert form.raw("here") == ""


def test_a_load_event_comes_at_every_opening() -> None:
    action = '<setvalue event="odk-instance-load" ref="/data/n" value="/data/n + 1"/>'
    form = xform("<a/><n>0</n>", "", '<input ref="/data/a"/>', model=action)
    assert form.raw("n") == "1"
    assert form.again(draft=False).raw("n") == "2"


def test_actions_that_set_off_each_other_end() -> None:
    form = xform(
        "<a/><b/>",
        "",
        '<input ref="/data/a"><setvalue event="xforms-value-changed" ref="/data/b" value="concat(/data/a, \'b\')"/></input>'
        '<input ref="/data/b"><setvalue event="xforms-value-changed" ref="/data/a" value="concat(/data/b, \'a\')"/></input>',
    )
    form.answer("a", "x")
    assert form.raw("a").startswith("xba")


# attached data -------------------------------------------------------------------------------------
FRUITS = b"name,label,price\nmango,Mango,2\nkiwi,Kiwi,1\n"


@pytest.mark.parametrize("content", [FRUITS, b"\xef\xbb\xbf" + FRUITS, FRUITS.replace(b",", b";")])
def test_choices_come_from_an_attached_csv(content: bytes) -> None:
    form = scenario("| type | name | label |\n| select_one_from_file fruits.csv | f | F |", media={"fruits.csv": content})
    assert [(choice.value, choice.label) for choice in form.state("f").choices] == [("mango", "Mango"), ("kiwi", "Kiwi")]


def test_choices_come_from_an_attached_xml() -> None:
    content = b"<root><item><name>a</name><label>A</label></item></root>"
    form = scenario("| type | name | label |\n| select_one_from_file list.xml | f | F |", media={"list.xml": content})
    assert form.choices("f") == ["a"]


def test_choices_come_from_an_attached_geojson() -> None:
    content = (
        b'{"type": "FeatureCollection", "features": [{"type": "Feature", "id": "c1",'
        b' "properties": {"title": "Centre", "big": true, "n": 2}, "geometry": {"type": "Point", "coordinates": [5.1, 52.1]}}]}'
    )
    form = scenario(
        """
        | type | name | label | calculation |
        | select_one_from_file places.geojson | f | F | |
        | calculate | where | | instance('places')/root/item[id = ${f}]/geometry |
        """,
        media={"places.geojson": content},
    )
    assert [(choice.value, choice.label) for choice in form.state("f").choices] == [("c1", "Centre")]
    form.answer("f", "c1")
    assert form.raw("where") == "52.1 5.1 0 0"


def test_a_list_that_is_not_there_is_empty_and_takes_no_answer_away() -> None:
    form = xform(
        "<f>kept</f>",
        "",
        '<select1 ref="/data/f"><itemset nodeset="instance(\'x\')/root/item"><value ref="name"/><label ref="label"/></itemset></select1>',
        model='<instance id="x" src="jr://file-csv/gone.csv"/>',
    )
    assert form.choices("f") == []
    assert form.raw("f") == "kept"
    assert form.definition.sources.missing == ["gone.csv"]


def test_pulldata_looks_up_a_cell() -> None:
    form = scenario(
        "| type | name | label | calculation |\n| text | f | F | |\n| calculate | price | | pulldata('fruits', 'price', 'name', ${f}) |",
        media={"fruits.csv": FRUITS},
    )
    form.answer("f", "mango")
    assert form.raw("price") == "2"
    form.answer("f", "pear")
    assert form.raw("price") == ""


def test_the_instance_that_was_saved_last_can_be_read() -> None:
    survey = "| type | name | label | default |\n| text | place | P | ${last-saved#place} |"
    assert scenario(survey).raw("place") == ""
    assert scenario(survey, last_saved="<data><place>Zeist</place></data>").raw("place") == "Zeist"


def test_an_entity_is_made_with_its_properties() -> None:
    from pyxform.xls2xform import convert

    from nbnb_desktop.xforms.parse import parse

    book = """
| survey |
| | type | name | label | save_to |
| | text | who | Who | full_name |
| entities |
| | dataset | label |
| | people | ${who} |
"""
    form = Scenario(parse(convert(xlsform=book, file_type=".md", form_name="data", validate=False).xform))
    form.answer("who", "Amina")
    xml = form.session.instance_xml()
    assert 'dataset="people"' in xml
    assert 'create="1"' in xml
    assert "<label>Amina</label>" in xml
    assert len(form.raw("meta/entity/@id")) == 36
    assert form.definition.elements["/data/who"].save_to == "full_name"


def test_randomized_choices_keep_their_order_while_the_seed_stays() -> None:
    form = scenario("| type | name | label | parameters |\n| select_one colour | c | C | randomize=true, seed=7 |", COLOURS)
    assert sorted(form.choices("c")) == ["blue", "green", "red"]
    assert form.choices("c") == form.again().choices("c")


TOWNS_TO_SEARCH = b"code,name,county,sortby\nz,Zeist,u,2\nd,Doorn,u,1\na,Assen,d,3\n"


def searching(appearance: str) -> Scenario:
    survey = f"| type | name | label | appearance |\n| text | county | C | |\n| select_one towns | t | T | {appearance} |"
    rows = "| list_name | name | label |\n| towns | code | name |\n| towns | 99 | Elsewhere |"
    return scenario(survey, rows, media={"towns.csv": TOWNS_TO_SEARCH})


@pytest.mark.parametrize(
    ("appearance", "values"),
    [
        ("search('towns')", ["d", "z", "a", "99"]),
        ("minimal search('towns.csv')", ["d", "z", "a", "99"]),
        ("search('towns', 'contains', 'name', 'e')", ["z", "a", "99"]),
        ("search('towns', 'startswith', 'name, code', 'd')", ["d", "99"]),
        ("search('towns', 'endswith', 'name', 'T')", ["z", "99"]),
        ("search('towns', 'contains', 'name', '', 'county', 'd')", ["a", "99"]),
        ("search('nowhere')", ["99"]),
    ],
)
def test_search_takes_choices_from_an_attached_table(appearance: str, values: list[str]) -> None:
    assert searching(appearance).choices("t") == values


def test_a_search_follows_the_answer_that_it_reads() -> None:
    form = searching("minimal search('towns', 'matches', 'county', ${county})")
    assert form.choices("t") == ["99"]
    changes = form.answer("county", "u")
    assert "/data/t" in changes.refs
    assert [(choice.value, choice.label) for choice in form.state("t").choices][:1] == [("d", "Doorn")]
    form.answer("t", "z")
    assert form.value("t") == "z"


def test_a_search_with_a_wrong_number_of_arguments_is_a_fault() -> None:
    with pytest.raises(FormError):
        searching("search('towns', 'matches')")


# saved and read back -------------------------------------------------------------------------------
def test_a_draft_goes_on_where_it_stopped() -> None:
    form = scenario(AGE)
    form.answer("age", 12)
    form.answer("school", "x")
    form.answer("age", 40)
    again = form.again()
    assert again.raw("school") == "x"
    assert again.session.draft_xml() == form.session.draft_xml()


def test_a_saved_instance_is_read_back_with_its_rows() -> None:
    form = scenario(ROWS)
    form.add("job")
    form.answer("job[2]/hours", 7)
    again = form.again(draft=False)
    assert again.rows("job") == 2
    assert again.value("job[2]/hours") == 7
    assert again.session.instance_xml() == form.session.instance_xml()


def test_signs_that_xml_cannot_hold_are_left_out() -> None:
    form = scenario("| type | name | label |\n| text | a | A |")
    form.answer("a", "x\x00<&>\"'\x0b y")
    assert form.again().raw("a") == "x<&>\"' y"


def test_a_saved_answer_that_is_none_of_its_type_is_shown_as_such() -> None:
    form = scenario("| type | name | label |\n| int | a | A |")
    broken = Scenario(form.definition, instance="<data><a>many</a></data>")
    assert broken.wrong() == {"a": "type"}
    assert broken.session.value("/data/a") is None
    assert broken.raw("a") == "many"
