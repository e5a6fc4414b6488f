"""Entities: what a filled form makes and changes, in the form itself and in each row of a repeat (Entities specification 2025.1)."""

from __future__ import annotations

from pyxform.xls2xform import convert

from nbnb_desktop.xforms import check, entities
from nbnb_desktop.xforms.parse import parse
from tests.xforms.scenario import Scenario

HOUSEHOLD = """| survey |
| | type | name | label | save_to | relevant |
| | text | street | Street | | |
| | begin_repeat | member | Member | | |
| | text | given | Name | given_name | |
| | begin_group | more | More | | |
| | integer | age | Age | age | ${given} != 'x' |
| | end_group | | | | |
| | begin_repeat | pet | Pet | | |
| | text | call | Call | | |
| | end_repeat | | | | |
| | end_repeat | | | | |
| entities |
| | list_name | label | create_if |
| | people | concat(${given}, ', ', ${street}) | ${given} != '' |
"""
CHANGED = """| survey |
| | type | name | label | save_to |
| | csv-external | people | | |
| | begin_repeat | visit | Visit | |
| | text | who | Who | |
| | text | town | Town | town |
| | end_repeat | | | |
| entities |
| | list_name | entity_id |
| | people | ${who} |
"""
SEVERAL = """| survey |
| | type | name | label | save_to | relevant |
| | text | street | Street | houses#street | |
| | begin_group | head | Head | | ${street} != 'none' |
| | text | given | Name | people#given_name | |
| | end_group | | | | |
| | begin_repeat | pet | Pet | | |
| | text | call | Call | pets#call | |
| | end_repeat | | | | |
| entities |
| | list_name | label |
| | houses | ${street} |
| | people | ${given} |
| | pets | ${call} |
"""


def form(book: str) -> Scenario:
    return Scenario(parse(convert(xlsform=book, file_type=".md", form_name="data", validate=False).xform))


def made(filled: Scenario) -> list[entities.EntityChange]:
    return list(entities.changes(filled.definition, filled.session.instance_xml()))


def family(*names: str) -> Scenario:
    filled = form(HOUSEHOLD)
    filled.answer("street", "Dorpsstraat")
    for number, name in enumerate(names, 1):
        if number > 1:
            filled.add("member")
        filled.answer(f"member[{number}]/given", name)
        if name != "x":
            filled.answer(f"member[{number}]/more/age", 30 + number)
    return filled


def test_each_row_makes_an_entity_with_its_own_answers() -> None:
    assert [(one.dataset, one.label, dict(one.properties)) for one in made(family("Selam", "Yusuf"))] == [
        ("people", "Selam, Dorpsstraat", {"given_name": "Selam", "age": "31"}),
        ("people", "Yusuf, Dorpsstraat", {"given_name": "Yusuf", "age": "32"}),
    ]


def test_every_row_has_an_id_of_its_own_that_stays() -> None:
    filled = family("Selam", "Yusuf", "Mariam")
    ids = [one.id for one in made(filled)]
    assert len({*ids}) == 3
    filled.remove("member[2]")
    assert [one.id for one in made(filled.again())] == [ids[0], ids[2]]


def test_a_row_whose_condition_does_not_hold_makes_none() -> None:
    filled = family("Selam", "Yusuf")
    filled.answer("member[1]/given", None)
    assert [one.label for one in made(filled)] == ["Yusuf, Dorpsstraat"]


def test_an_answer_that_does_not_apply_is_no_property() -> None:
    assert [dict(one.properties) for one in made(family("x"))] == [{"given_name": "x"}]


def test_a_row_can_change_an_entity_that_another_form_made() -> None:
    people = made(family("Selam", "Yusuf"))
    filled = form(CHANGED)
    for number, (one, town) in enumerate(zip(people, ("Zeist", "Utrecht"), strict=True), 1):
        if number > 1:
            filled.add("visit")
        filled.answer(f"visit[{number}]/who", one.id)
        filled.answer(f"visit[{number}]/town", town)
    table = entities.lists({"people": None}, [*people, *made(filled)])["people.csv"].decode().splitlines()
    assert table[0] == "name,label,__version,given_name,age,town"
    assert [line.split(",", 1)[1] for line in table[1:]] == [
        '"Selam, Dorpsstraat",2,Selam,31,Zeist',
        '"Yusuf, Dorpsstraat",2,Yusuf,32,Utrecht',
    ]


def test_the_check_finds_nothing_wrong_with_entities_in_rows(tmp_path) -> None:
    path = tmp_path / "household.md"
    path.write_text(HOUSEHOLD, encoding="utf-8")
    assert [fault for fault in check.check(path) if fault.severity == "error"] == []


def test_a_property_of_a_list_that_the_form_does_not_declare_is_a_fault(tmp_path) -> None:
    path = tmp_path / "several.md"
    path.write_text(SEVERAL.replace("pets#call", "cats#call"), encoding="utf-8")
    assert [fault for fault in check.check(path) if fault.severity == "error"]


def test_several_entities_of_one_form_each_have_their_own_answers() -> None:
    filled = form(SEVERAL)
    for place, answer in (("street", "Dorpsstraat"), ("head/given", "Selam"), ("pet[1]/call", "Bobbie")):
        filled.answer(place, answer)
    assert {one.dataset: dict(one.properties) for one in made(filled)} == {
        "houses": {"street": "Dorpsstraat"},
        "people": {"given_name": "Selam"},
        "pets": {"call": "Bobbie"},
    }


def test_a_group_that_does_not_apply_gives_its_answers_to_no_other_entity() -> None:
    filled = form(SEVERAL)
    filled.answer("head/given", "Selam")
    filled.answer("street", "none")
    seen = {one.dataset: dict(one.properties) for one in made(filled)}
    assert seen["houses"] == {"street": "none"}
    assert "people" not in seen
