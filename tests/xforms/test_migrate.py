"""A draft goes on in a newer version of its form; nothing disappears without being named."""

from __future__ import annotations

from collections.abc import Mapping

import pytest
from lxml import etree

from nbnb_desktop.errors import FormError
from nbnb_desktop.xforms.conversion import to_xform
from nbnb_desktop.xforms.definition import FormDefinition
from nbnb_desktop.xforms.migrate import REASONS, Dropped, Moved, move
from nbnb_desktop.xforms.parse import parse
from nbnb_desktop.xforms.provider import FixedProvider
from nbnb_desktop.xforms.rows import NAMESPACE
from nbnb_desktop.xforms.session import FormSession
from nbnb_desktop.xforms.spreadsheet import from_markdown
from tests.xforms.scenario import NOW, Scenario, scenario, xform_text

CHOICES = "| choices |\n| | list_name | name | label |\n| | dier | kat | Kat |\n| | dier | hond | Hond |\n| | ras | kat | Kat |\n"


def form(*rows: str) -> FormDefinition:
    survey = "| survey |\n| | type | name | label | calculation | default |\n" + "".join(f"| | {row} |\n" for row in rows)
    return parse(to_xform(from_markdown(survey + CHOICES))[0])


def moved(before: list[str], after: list[str], xml: str, renames: Mapping[str, str] | None = None) -> Moved:
    return move(f'<data xmlns:nbnb="{NAMESPACE}" id="data">{xml}</data>', form(*before), form(*after), renames or {})


def found(result: Moved, path: str) -> list[str]:
    return [node.text or "" for node in etree.fromstring(result.xml).findall(path)]


def test_answers_that_fit_stay() -> None:
    result = moved(["text | a | A"], ["text | b | B", "text | a | A"], "<a>x</a>")
    assert (found(result, "a"), found(result, "b"), result.dropped) == (["x"], [""], ())


def test_an_answer_whose_question_is_gone_is_listed() -> None:
    result = moved(["text | a | A"], ["text | b | B"], "<a>x</a>")
    assert result.dropped == (Dropped("/data/a", "x", "gone"),)
    assert result.dropped[0].message


def test_a_renamed_question_keeps_its_answer() -> None:
    result = moved(["text | a | A"], ["begin_group | g | G", "text | b | B", "end_group | | "], "<a>x</a>", {"/data/a": "/data/g/b"})
    assert found(result, "g/b") == ["x"]


def test_a_renamed_group_takes_along_what_is_in_it() -> None:
    before, after = (["begin_group | " + name + " | G", "text | a | A", "end_group | | "] for name in ("g", "h"))
    assert found(moved(before, after, "<g><a>x</a></g>", {"/data/g": "/data/h"}), "h/a") == ["x"]


def test_an_answer_of_another_type_stays_if_it_can_be_read_as_that() -> None:
    before, after = ["text | a | A", "text | b | B"], ["integer | a | A", "integer | b | B"]
    result = moved(before, after, "<a>12</a><b>twaalf</b>")
    assert (found(result, "a"), result.dropped) == (["12"], (Dropped("/data/b", "twaalf", "type"),))


def test_a_choice_that_is_no_longer_offered_is_listed() -> None:
    result = moved(["select_one dier | a | A"], ["select_one ras | a | A"], "<a>hond</a>")
    assert (found(result, "a"), result.dropped) == ([""], (Dropped("/data/a", "hond", "choice"),))


def test_of_several_choices_those_that_are_left_stay() -> None:
    result = moved(["select_multiple dier | a | A"], ["select_multiple ras | a | A"], "<a>hond kat</a>")
    assert (found(result, "a"), result.dropped) == (["kat"], (Dropped("/data/a", "hond", "choice"),))


def test_several_choices_do_not_fit_a_question_for_one() -> None:
    result = moved(["select_multiple dier | a | A"], ["select_one dier | a | A"], "<a>hond kat</a>")
    assert result.dropped == (Dropped("/data/a", "hond kat", "type"),)


REPEAT = ["begin_repeat | r | R", "text | a | A", "end_repeat | | "]


def test_rows_keep_their_order_and_their_ids() -> None:
    result = moved(REPEAT, [*REPEAT, "text | b | B"], '<r nbnb:row="u"><a>1</a></r><r nbnb:row="v"><a></a></r><r><a>3</a></r>')
    rows = etree.fromstring(result.xml).findall("r")
    assert [row.get(f"{{{NAMESPACE}}}row") for row in rows] == ["u", "v", None]
    assert found(result, "r/a") == ["1", "", "3"]


def test_a_question_that_leaves_its_repeat_keeps_the_first_answer_and_lists_the_others() -> None:
    result = moved(REPEAT, ["text | a | A"], "<r><a>1</a></r><r><a>2</a></r>", {"/data/r/a": "/data/a"})
    assert (found(result, "a"), result.dropped) == (["1"], (Dropped("/data/r[2]/a", "2", "taken"),))


def test_a_question_that_enters_a_repeat_stands_in_its_first_row() -> None:
    result = moved(["text | a | A"], REPEAT, "<a>x</a>", {"/data/a": "/data/r/a"})
    assert found(result, "r/a") == ["x"]


def test_a_new_question_begins_with_its_default_and_an_emptied_one_stays_empty() -> None:
    result = moved(["text | a | A | | oud"], ["text | a | A | | oud", "text | b | B | | nieuw"], "<a></a>")
    assert (found(result, "a"), found(result, "b")) == ([""], ["nieuw"])


def test_what_the_form_calculates_is_never_listed() -> None:
    assert moved(["calculate | a | | 1 + 1"], ["text | b | B"], "<a>2</a>").dropped == ()


def test_the_meta_block_comes_along_unmentioned() -> None:
    result = moved(["text | a | A"], ["text | a | A"], "<meta><instanceID>uuid:1</instanceID><weg>1</weg></meta>")
    assert (found(result, "meta/instanceID"), result.kept, result.dropped) == (["uuid:1"], (), ())


def test_every_reason_has_a_sentence() -> None:
    assert all(Dropped("", "", reason).message for reason in REASONS)


def test_broken_xml_is_refused() -> None:
    with pytest.raises(FormError):
        move("<data", form("text | a | A"), form("text | a | A"), {})


def test_moving_to_the_same_version_changes_nothing() -> None:
    rows = [*REPEAT, "select_one dier | d | D"]
    xml = '<r nbnb:row="u"><a>1</a></r><d>kat</d>'
    result = moved(rows, rows, xml)
    assert (found(result, "r/a"), found(result, "d"), result.dropped, len(result.kept)) == (["1"], ["kat"], (), 2)


def test_a_form_without_a_meta_block_moves_too() -> None:
    form = parse(xform_text("<a/>", "", '<input ref="/data/a"/>'))
    result = move("<data><a>x</a></data>", form, form, {})
    assert (found(result, "a"), result.dropped) == (["x"], ())
    assert FormSession(form, FixedProvider(NOW), instance=result.xml, draft=True).value("/data/a") == "x"


def test_a_row_that_waits_for_a_larger_count_goes_on_waiting() -> None:
    survey = "| type | name | label | repeat_count |\n| int | n | N | |\n"
    filled = scenario(survey + "| begin repeat | r | R | ${n} |\n| text | q | Q | |\n| end repeat | | | |")
    for number, value in (("n", 2), ("r[2]/q", "x"), ("n", 1), ("n", None)):
        filled.answer(number, value)
    xml = move(filled.session.draft_xml(), filled.definition, filled.definition, {}).xml
    again = Scenario(filled.definition, instance=xml, draft=True)
    assert again.rows("r") == 1
    again.answer("n", 2)
    assert again.raw("r[2]/q") == "x"
