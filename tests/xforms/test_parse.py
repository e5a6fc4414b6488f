"""Forms that are read, refused, or hostile; and what a definition says without a session."""

from __future__ import annotations

import pytest

from nbnb_desktop.errors import FormError
from nbnb_desktop.xforms.definition import language_code
from nbnb_desktop.xforms.parse import parse
from nbnb_desktop.xforms.serialize import read_record
from nbnb_desktop.xforms.xpath.parser import DEEPEST
from tests.xforms.scenario import definition, scenario, xform, xform_text


def faults(xml: str) -> list[str]:
    with pytest.raises(FormError) as refusal:
        parse(xml)
    assert refusal.value.title
    assert all(fault.message for fault in refusal.value.faults)
    return [fault.code for fault in refusal.value.faults]


BROKEN = {
    "no form": "<a/>",
    "no instance": "<h><model/></h>",
    "no XML": "this is no XML",
    "cut off": xform_text("<a/>")[:-20],
    "empty": "",
    "entity": '<!DOCTYPE x [<!ENTITY a "b">]><h>&a;</h>',
    "bomb": '<!DOCTYPE x [<!ENTITY a "aaaaaaaaaa"><!ENTITY b "&a;&a;&a;&a;&a;&a;&a;&a;">]><h>&b;</h>',
    "outside file": '<!DOCTYPE x [<!ENTITY a SYSTEM "file:///etc/hostname">]><h>&a;</h>',
    "deep": "<a>" * 5000 + "</a>" * 5000,
    "deep instance": xform_text("<a>" * 300 + "</a>" * 300),
}


@pytest.mark.parametrize("name", BROKEN)
def test_what_is_no_form_is_refused_with_a_reason(name: str) -> None:
    assert faults(BROKEN[name])


WRONG = {
    "syntax": (("<a/>", '<bind nodeset="/data/a" calculate="1 +"/>', ""), "xpath"),
    "function": (("<a/>", '<bind nodeset="/data/a" relevant="nope()"/>', ""), "xpath"),
    "arguments": (("<a/>", '<bind nodeset="/data/a" relevant="selected(1)"/>', ""), "xpath"),
    "no place": (("<a/>", "", '<input ref="/data/b"/>'), "reference"),
    "no repeat": (("<a/>", "", '<repeat nodeset="/data/b"/>'), "reference"),
    "itself": (("<a/>", '<bind nodeset="/data/a" calculate="/data/a + 1"/>', ""), "cycle"),
    "own relevance": (("<a/>", '<bind nodeset="/data/a" relevant="/data/a = 1"/>', ""), "cycle"),
    "two": (("<a/><b/>", '<bind nodeset="/data/a" calculate="/data/b"/><bind nodeset="/data/b" calculate="/data/a"/>', ""), "cycle"),
    "group": (("<g><a/></g>", '<bind nodeset="/data/g" relevant="/data/g/a = 1"/>', ""), "cycle"),
    "mixed": (("<a/><b/>", '<bind nodeset="/data/a" calculate="/data/b"/><bind nodeset="/data/b" relevant="/data/a"/>', ""), "cycle"),
    "no choices": (("<a/>", "", '<select1 ref="/data/a"/>'), "choices"),
    "half itemset": (("<a/>", "", '<select1 ref="/data/a"><itemset nodeset="/data/a"/></select1>'), "choices"),
    "range": (("<a/>", "", '<range ref="/data/a" start="low" end="5" step="1"/>'), "range"),
}


@pytest.mark.parametrize("name", WRONG)
def test_a_form_with_a_fault_never_half_loads(name: str) -> None:
    pieces, code = WRONG[name]
    assert code in faults(xform_text(*pieces))


def test_all_faults_are_told_together() -> None:
    assert len(faults(xform_text("<a/><b/>", '<bind nodeset="/data/a" calculate="1 +"/><bind nodeset="/data/b" relevant="("/>'))) == 2


def test_a_cycle_names_the_questions_in_it() -> None:
    xml = xform_text("<a/><b/>", '<bind nodeset="/data/a" calculate="/data/b"/><bind nodeset="/data/b" calculate="/data/a"/>')
    with pytest.raises(FormError) as refusal:
        parse(xml)
    assert "/data/a, /data/b" in refusal.value.faults[0].message


def test_a_constraint_on_itself_is_no_cycle() -> None:
    form = xform("<a/>", '<bind nodeset="/data/a" type="int" constraint=". &lt; 5 and /data/a > 1"/>', '<input ref="/data/a"/>')
    form.answer("a", 7)
    assert form.wrong() == {"a": "constraint"}


@pytest.mark.parametrize("event", ["my-own-event", "odk-new-repeat"])
def test_an_action_must_wait_for_an_event_that_comes(event: str) -> None:
    assert faults(xform_text("<a/>", model=f'<setvalue event="{event}" ref="/data/a" value="1"/>')) == ["event"]


def test_an_action_must_set_a_place_of_the_form() -> None:
    assert faults(xform_text("<a/>", model='<setvalue event="odk-instance-first-load" ref="/data/b" value="1"/>')) == ["reference"]


def test_expressions_inside_each_other_have_a_limit_that_real_forms_do_not_reach() -> None:
    deep = "if(true(), " * (DEEPEST - 5) + "1" + ", 2)" * (DEEPEST - 5)
    assert xform("<a/>", f'<bind nodeset="/data/a" calculate="{deep}"/>').raw("a") == "1"


def test_a_bind_that_names_no_place_is_noted_and_harmless() -> None:
    assert xform("<a/>", '<bind nodeset="/data/gone" relevant="1"/>').definition.unbound == ("/data/gone",)


def test_a_relative_bind_means_the_root() -> None:
    assert xform("<a/>", '<bind nodeset="a" calculate="1 + 1"/>').raw("a") == "2"


def test_controls_may_name_their_place_by_its_bind() -> None:
    form = xform("<a/>", '<bind id="x" nodeset="/data/a" type="int"/>', '<input bind="x"><label>A</label></input>')
    assert form.session.children() == ("/data/a",)


def test_a_group_without_a_place_and_without_words_gives_its_questions_to_the_group_around() -> None:
    form = xform("<a/><b/>", "", '<group><input ref="/data/a"/></group><input ref="/data/b"/>')
    assert form.session.children() == ("/data/a", "/data/b")


def test_a_question_that_stands_twice_in_the_body_is_one_question() -> None:
    form = xform("<a/>", "", '<input ref="/data/a"/><input ref="/data/a"/>')
    assert form.session.children() == ("/data/a",)


@pytest.mark.parametrize(
    ("appearance", "parts"),
    [
        ("minimal autocomplete", ("minimal", "autocomplete")),
        ("search('fruits', 'matches', 'name', /data/a) quick", ("search('fruits', 'matches', 'name', /data/a)", "quick")),
        ("ex:org.app(a='b c', d=f(1, 2))", ("ex:org.app(a='b c', d=f(1, 2))",)),
        ("", ()),
    ],
)
def test_an_appearance_with_arguments_stays_whole(appearance: str, parts: tuple[str, ...]) -> None:
    form = xform("<a/><b/>", "", f'<input ref="/data/b" appearance="{appearance}"/>')
    assert form.state("b").appearance == parts


TYPE_NAMES = [("xsd:int", "int"), ("integer", "int"), ("double", "decimal"), ("dateTime", "dateTime"), ("odd", "string")]


@pytest.mark.parametrize(("declared", "kept"), TYPE_NAMES)
def test_types_are_known_by_all_their_names(declared: str, kept: str) -> None:
    assert xform("<a/>", f'<bind nodeset="/data/a" type="{declared}"/>').definition.elements["/data/a"].data_type == kept


LANGUAGE_NAMES = [("Nederlands (nl)", "nl"), ("العربية (ar)", "ar"), ("en", "en"), ("Kurdî (kmr-Latn)", "kmr-Latn")]


@pytest.mark.parametrize(("name", "code"), LANGUAGE_NAMES)
def test_a_language_name_holds_its_code(name: str, code: str) -> None:
    assert language_code(name) == code


def test_markup_in_a_label_is_left_out_and_outputs_stay() -> None:
    form = xform("<a>1</a><b/>", "", '<input ref="/data/b"><label>So <b>bold</b> and <output value="/data/a"/> end</label></input>')
    assert form.label("b") == "So  and 1 end"


COLUMNS = """
| type | name | label |
| text | a | A |
| begin_group | g | G |
| select_one c | b | B |
| text | a | A again |
| note | n | Note |
| end_group | | |
| begin_repeat | job | Job |
| text | title | Title |
| begin_repeat | task | Task |
| text | what | What |
| end_repeat | | |
| end_repeat | | |
"""
CHOICES = "| list_name | name | label |\n| c | x | X |\n| c | y | Y |"


def test_a_form_has_columns_with_names_of_their_own() -> None:
    form = definition(COLUMNS, CHOICES)
    kinds = {column.name: column.kind for column in form.columns()}
    assert kinds == {"a": "input", "b": "select_one", "g_a": "input", "job": "repeat"}
    assert [column.name for column in form.columns("/data/job")] == ["title", "task"]
    assert [column.name for column in form.columns("/data/job/task")] == ["what"]
    assert form.columns()[1].list_name == "c"


def test_a_record_has_the_answers_by_column() -> None:
    form = scenario(COLUMNS, CHOICES)
    form.answer("a", "one")
    form.answer("g/a", "two")
    form.answer("g/b", "y")
    form.add("job")
    form.answer("job[2]/title", "baker")
    while form.rows("job[2]/task") < 1:
        form.add("job[2]/task")
    form.answer("job[2]/task[1]/what", "bread")
    record = read_record(form.definition, form.session.instance_xml())
    assert record.values == {"a": "one", "b": "y", "g_a": "two"}
    assert [row.values["title"] for row in record.repeats["job"]] == ["", "baker"]
    assert record.repeats["job"][1].repeats["task"][0].values == {"what": "bread"}


def test_a_record_of_an_older_version_has_blanks() -> None:
    assert read_record(definition(COLUMNS, CHOICES), "<data><a>1</a></data>").values == {"a": "1", "b": "", "g_a": ""}


def test_the_instance_keeps_names_and_namespaces_of_the_form() -> None:
    bind = '<bind nodeset="/data/orx:meta/orx:instanceID" jr:preload="uid"/>'
    form = xform("<a/><orx:meta><orx:instanceID/></orx:meta>", bind, '<input ref="/data/a"/>')
    xml = form.session.instance_xml()
    assert xml.startswith("<data ")
    assert 'id="test"' in xml
    assert 'version="1"' in xml
    assert 'xmlns:orx="http://openrosa.org/xforms"' in xml
    assert "<orx:meta><orx:instanceID>uuid:" in xml


def test_a_form_without_meta_gets_an_instance_id_when_it_is_submitted() -> None:
    form = xform("<a/>", "", '<input ref="/data/a"/>')
    xml = form.session.instance_xml()
    assert "<orx:instanceID>uuid:" in xml
    assert form.session.instance_xml() == xml
    assert form.again(draft=False).session.instance_xml() == xml
