"""docs/odk-profile.md: every row names a test that is there, and those that have no other place are here."""

from __future__ import annotations

import re
from pathlib import Path

import pytest

from nbnb_desktop.xforms.session import AnswerError
from tests.xforms.scenario import Scenario, result, scenario, xform

PROFILE = Path(__file__).parents[2] / "docs/odk-profile.md"
ROWS = "<r><v>1</v><own/><all/></r><r><v>2</v><own/><all/></r>"
ROW_BODY = '<repeat nodeset="/data/r"><input ref="/data/r/v"/></repeat>'


def named() -> list[tuple[str, str]]:
    return re.findall(r"`(test_\w+\.py)::(test_\w+)`", PROFILE.read_text(encoding="utf-8"))


@pytest.mark.parametrize(("file", "test"), sorted(set(named())))
def test_a_test_that_the_profile_names_is_there(file: str, test: str) -> None:
    assert f"def {test}(" in (Path(__file__).parent / file).read_text(encoding="utf-8")


def test_every_row_of_the_profile_names_a_test() -> None:
    rows = [line for line in PROFILE.read_text(encoding="utf-8").splitlines() if line.startswith("| ") and not line.startswith("| place")]
    assert len(rows) > 40
    assert [row for row in rows if "::test_" not in row] == []


def test_an_absolute_path_means_the_own_row() -> None:
    binds = (
        '<bind nodeset="/data/r/v" type="int"/><bind nodeset="/data/r/own" calculate="sum(/data/r/v)"/>'
        '<bind nodeset="/data/r/all" calculate="sum(/data/r[true()]/v)"/>'
    )
    form = xform(ROWS, binds, ROW_BODY)
    assert [form.raw(f"r[{number}]/own") for number in (1, 2)] == ["1", "2"]
    assert [form.raw(f"r[{number}]/all") for number in (1, 2)] == ["3", "3"]


def test_a_date_time_counts_whole_days() -> None:
    assert result("number(/data/dt)") == "20513"
    assert result("decimal-date-time(/data/dt)").startswith("20513.41")


def test_a_time_is_no_number() -> None:
    assert result("number(/data/tm)") == ""
    assert result("decimal-time(/data/tm)") == "0.25"


def test_a_date_time_in_text_is_its_date() -> None:
    assert result("concat(/data/dt, '')") == "2026-03-01"


def test_the_position_of_several_rows_is_that_of_the_first() -> None:
    assert result("position(/data/r)") == "1"


SHUFFLED = {
    "5": "5 6 2 8 1 0 9 4 7 3",
    "42": "0 5 9 1 8 4 6 3 7 2",
    "-3": "5 0 9 1 4 6 3 2 7 8",
    "1.9": "6 5 4 0 2 7 8 3 1 9",
    "12345678901": "8 1 3 9 5 7 0 6 4 2",
    "'abc'": "0 8 1 9 5 6 3 4 2 7",
    "''": "9 1 8 0 5 3 6 4 7 2",
}


@pytest.mark.parametrize("seed", SHUFFLED)
def test_a_seed_gives_the_order_that_odk_gives(seed: str) -> None:
    rows = "".join(f"<item><name>{number}</name></item>" for number in range(10))
    expression = f"join(' ', randomize(instance('l')/root/item/name, {seed}))"
    form = xform("<a/>", f'<bind nodeset="/data/a" calculate="{expression}"/>', model=f'<instance id="l"><root>{rows}</root></instance>')
    assert form.raw("a") == SHUFFLED[seed]


MONTH = (
    "| type | name | label::Nederlands (nl) | label::English (en) | calculation |\n"
    "| text | a | A | A | |\n| calculate | month | | | format-date(date('2026-05-01'), '%b') |"
)
DUTCH = "| default_language |\n| Nederlands (nl) |"


def test_names_of_months_follow_the_language_of_the_form() -> None:
    form = scenario(MONTH, settings=DUTCH)
    assert form.raw("month") == "mei"
    form.session.set_language("English (en)")
    assert form.again().raw("month") == "mei"
    assert scenario(MONTH, settings=DUTCH, language="English (en)").raw("month") == "May"


def test_another_language_changes_no_calculated_answer() -> None:
    form = scenario(MONTH, settings=DUTCH)
    before = form.session.instance_xml()
    form.session.set_language("English (en)")
    assert form.session.instance_xml() == before


def test_a_select_may_have_numbers() -> None:
    form = xform(
        "<a/><b/>",
        '<bind nodeset="/data/a" type="int"/><bind nodeset="/data/b" calculate="/data/a + 1"/>',
        '<select1 ref="/data/a"><item><label>Five</label><value>5</value></item></select1>',
    )
    form.answer("a", 5)
    assert (form.value("a"), form.raw("b")) == (5, "6")


def test_a_row_without_template_is_empty() -> None:
    form = xform("<r><v>1</v></r>", "", ROW_BODY)
    form.add("r")
    assert [form.raw(f"r[{number}]/v") for number in (1, 2)] == ["1", ""]


def test_addresses_of_devices_are_not_given_away() -> None:
    assert xform("<a/>", '<bind nodeset="/data/a" jr:preload="property" jr:preloadParams="uri:deviceid"/>').raw("a") == ""


def test_a_calculation_sets_off_no_action() -> None:
    form = xform(
        "<a/><c/><t/>",
        '<bind nodeset="/data/c" calculate="/data/a + 1"/>',
        '<input ref="/data/a"/><input ref="/data/c"><setvalue event="xforms-value-changed" ref="/data/t" value="/data/c"/></input>',
    )
    form.answer("a", "4")
    assert (form.raw("c"), form.raw("t")) == ("5", "")


def test_an_action_sets_a_place_in_the_only_row_and_none_of_several() -> None:
    action = '<setvalue event="xforms-value-changed" ref="/data/r/v" value="/data/n"/>'
    form = xform("<n/><r><v/></r>", "", f'<input ref="/data/n">{action}</input>{ROW_BODY}')
    form.answer("n", "a")
    form.add("r")
    form.answer("n", "b")
    assert [form.raw(f"r[{number}]/v") for number in (1, 2)] == ["a", ""]


NESTED = (
    '<group ref="/data/o"><repeat nodeset="/data/o"{count}><input ref="/data/o/a"/><group ref="/data/o/p">'
    '<repeat nodeset="/data/o/p"><input ref="/data/o/p/i"/>'
    '<setvalue event="odk-new-repeat" ref="/data/o/p/i" value="concat(position(../..), position(..))"/></repeat></group></repeat></group>'
)


@pytest.mark.parametrize("counted", [False, True])
def test_the_rows_that_come_with_a_new_row_are_new_too(counted: bool) -> None:
    rows = '<o jr:template=""><a/><p jr:template=""><i/></p><p><i/></p></o>'
    form = xform(f"<n/>{rows}", '<bind nodeset="/data/n" type="int"/>', NESTED.format(count=' jr:count="/data/n"' if counted else ""))
    if counted:
        form.answer("n", 2)
    else:
        form.add("o", 2)
    assert [form.raw(f"o[{number}]/p[1]/i") for number in (1, 2)] == ["11", "21"]
    form.add("o[2]/p")
    assert form.raw("o[2]/p[2]/i") == "22"


def test_a_place_that_was_not_sent_has_its_default() -> None:
    survey = "| type | name | label | relevant | default |\n| text | a | A | | |\n| text | b | B | ${a} = 'x' | plain |"
    form = scenario(survey)
    again = form.again(draft=False)
    assert "<b>" not in form.session.instance_xml()
    again.answer("a", "x")
    assert again.value("b") == "plain"


TOWNS = "| list_name | name | label | province |\n| towns | z | Zeist | u |\n| towns | a | Assen | d |"


def test_an_answer_that_waits_for_its_choice_waits_in_a_draft_too() -> None:
    survey = "| type | name | label | choice_filter |\n| text | p | P | |\n| select_one towns | t | T | province = ${p} |"
    form = scenario(survey, TOWNS)
    form.answer("p", "u")
    form.answer("t", "z")
    form.answer("p", "d")
    again = form.again()
    assert again.value("t") is None
    assert "<t>z" not in again.session.instance_xml()
    again.answer("p", "u")
    assert again.value("t") == "z"


def test_a_scripted_answer_that_never_was_a_choice_does_not_wait_for_one() -> None:
    survey = "| type | name | label | choice_filter |\n| text | p | P | |\n| select_one towns | t | T | province = ${p} |"
    form = scenario(survey, TOWNS)
    form.answer("p", "d")
    form.session.answer_text("/data/t", "z", offered=False)
    assert form.value("t") is None
    form.answer("p", "u")
    assert form.value("t") is None


COUNTED = (
    "| type | name | label | repeat_count |\n| int | n | N | |\n"
    "| begin repeat | r | R | ${n} |\n| text | q | Q | |\n| begin repeat | s | S | ${n} |\n| text | t | T | |\n"
    "| end repeat | | | |\n| end repeat | | | |"
)


@pytest.mark.parametrize("times", [1, 2])
@pytest.mark.parametrize("meanwhile", [1, 0, None])
def test_rows_that_a_smaller_count_took_away_wait_in_a_draft_too(meanwhile: int | None, times: int) -> None:
    form = scenario(COUNTED)
    form.answer("n", 3)
    for number in (1, 2, 3):
        form.answer(f"r[{number}]/q", f"x{number}")
        form.answer(f"r[{number}]/s[{number}]/t", f"y{number}")
    for count in (1, meanwhile):
        form.answer("n", count)
    left = form.rows("r")
    for __ in range(times):
        form = form.again()
        assert form.rows("r") == left
        assert "x3" not in form.session.instance_xml()
        assert "x3" not in form.session.revision_xml()
    form.answer("n", 3)
    assert [form.raw(f"r[{number}]/q") for number in (1, 2, 3)] == ["x1", "x2", "x3"]
    assert [form.raw(f"r[{number}]/s[{number}]/t") for number in (1, 2, 3)] == ["y1", "y2", "y3"]
    assert "spare" not in form.session.draft_xml()


def test_an_instance_that_is_changed_again_keeps_its_id() -> None:
    form = scenario("| type | name | label |\n| text | a | A |")
    assert form.again(draft=False).raw("meta/instanceID") == form.raw("meta/instanceID") != ""


BARE = (
    '<group><label>Both <output value="/data/r/a"/></label><input ref="/data/r/a"/>'
    '<group appearance="w1"><label>Inner</label><input ref="/data/r/b"/></group></group><input ref="/data/r/c"/>'
)


def bare(**options: str) -> Scenario:
    binds = '<bind nodeset="/data/r/a" relevant="/data/r/c != \'y\'"/><bind nodeset="/data/r/b" relevant="/data/r/c = \'x\'"/>'
    return xform("<r><a/><b/><c/></r>", binds, f'<group ref="/data/r"><repeat nodeset="/data/r">{BARE}</repeat></group>', **options)


def test_the_label_of_a_group_without_a_place_stands_above_its_questions() -> None:
    form = bare()
    form.add("r")
    form.answer("r[2]/a", "x")
    shelf, last = form.session.children("/data/r[2]")
    assert (form.state(shelf).kind, form.label(shelf), last) == ("group", "Both x", "/data/r[2]/c")
    question, inner = form.session.children(shelf)
    assert (question, form.label(inner), form.session.children(inner)) == ("/data/r[2]/a", "Inner", ("/data/r[2]/b",))
    assert form.label(form.session.children("/data/r[1]")[0]).strip() == "Both"


def test_a_group_without_a_place_applies_as_long_as_anything_in_it_does() -> None:
    form = bare()
    shelf = form.session.children("/data/r[1]")[0]
    inner = form.session.children(shelf)[1]
    seen = [(form.shows(shelf), form.shows(inner))]
    for value, touched in (("x", {inner}), ("y", {inner, shelf})):
        changes = form.answer("r[1]/c", value)
        assert touched <= changes.refs
        seen.append((form.shows(shelf), form.shows(inner)))
    assert seen == [(True, False), (True, True), (False, False)]


def test_a_group_without_a_place_is_no_place_of_the_instance() -> None:
    form = bare()
    form.answer("r[1]/a", "x")
    assert "<r><a>x</a><c/></r>" in form.session.instance_xml()
    assert "(" not in form.session.draft_xml()
    assert form.again().session.draft_xml() == form.session.draft_xml()
    assert [column.name for column in form.definition.columns("/data/r")] == ["a", "b", "c"]
    with pytest.raises(AnswerError):
        form.session.answer(form.session.children("/data/r[1]")[0], "x")
    assert count_of("/data/@*") == "0"
    assert count_of("/data/*") == "3"


def count_of(path: str) -> str:
    """How many places a form with a group without a place has, as an expression sees it."""
    label = f'<label><output value="count({path})"/></label>'
    return xform("<c/><n/>", "", f'<group><label>G</label><input ref="/data/c">{label}</input></group>').label("c")


def test_what_is_missing_in_a_group_without_a_place_stands_in_the_way() -> None:
    form = xform("<a/>", '<bind nodeset="/data/a" required="true()"/>', '<group><label>G</label><input ref="/data/a"/></group>')
    assert form.wrong() == {"a": "required"}
