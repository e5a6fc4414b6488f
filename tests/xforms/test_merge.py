"""Two laptops changed one submission: nothing that one side did is lost, and what both did is listed."""

from __future__ import annotations

import re
from datetime import UTC, datetime
from functools import cache
from typing import Any

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st
from lxml import etree

from nbnb_desktop.errors import FormError
from nbnb_desktop.xforms.conversion import to_xform
from nbnb_desktop.xforms.definition import FormDefinition
from nbnb_desktop.xforms.merge import FieldConflict, merge, recalculated
from nbnb_desktop.xforms.parse import parse
from nbnb_desktop.xforms.provider import FixedProvider
from nbnb_desktop.xforms.rows import NAMESPACE
from nbnb_desktop.xforms.spreadsheet import from_markdown

FORM = """
| survey |
| | type         | name   | label  | calculation |
| | text         | naam   | Naam   | |
| | begin_group  | adres  | Adres  | |
| | text         | plaats | Plaats | |
| | text         | straat | Straat | |
| | end_group    |        |        | |
| | begin_repeat | baan   | Baan   | |
| | text         | functie | Functie | |
| | begin_repeat | taak   | Taak   | |
| | text         | wat    | Wat    | |
| | end_repeat   |        |        | |
| | end_repeat   |        |        | |
| | calculate    | aantal |        | count(${baan}) |
"""
_EXAMPLES = settings(max_examples=60, deadline=None)


@cache
def definition() -> FormDefinition:
    return parse(to_xform(from_markdown(FORM))[0])


def answers(naam: str = "", plaats: str = "", straat: str = "", banen: Any = (), aantal: str = "", instance: str = "1") -> str:
    """An instance; ``banen`` are (row id, functie, ((row id, wat), ...))."""
    rows = "".join(
        f'<baan nbnb:row="{key}"><functie>{functie}</functie>'
        + "".join(f'<taak nbnb:row="{inner}"><wat>{wat}</wat></taak>' for inner, wat in taken)
        + "</baan>"
        for key, functie, taken in banen
    )
    return (
        f'<data xmlns:nbnb="{NAMESPACE}" id="data" version=""><naam>{naam}</naam>'
        f"<adres><plaats>{plaats}</plaats><straat>{straat}</straat></adres>"
        f"{rows}<aantal>{aantal}</aantal><meta><instanceID>{instance}</instanceID></meta></data>"
    )


def canonical(xml: str) -> str:
    return etree.tostring(etree.fromstring(xml), method="c14n").decode()


def texts(xml: str, name: str) -> list[str]:
    return [node.text or "" for node in etree.fromstring(xml).iter(name)]


def keys(xml: str, name: str = "baan") -> list[str]:
    return [node.get(f"{{{NAMESPACE}}}row") for node in etree.fromstring(xml).iter(name)]


def conflicts(base: str, ours: str, theirs: str) -> tuple[FieldConflict, ...]:
    return merge(definition(), base, ours, theirs).conflicts


def test_different_fields_come_together() -> None:
    merged = merge(definition(), answers("A", "B", "C"), answers("A2", "B", "C"), answers("A", "B", "C2"))
    assert (texts(merged.xml, "naam"), texts(merged.xml, "straat"), merged.conflicts) == (["A2"], ["C2"], ())


def test_a_field_that_both_changed_is_a_conflict_and_the_later_is_shown() -> None:
    sides = answers("A"), answers("B"), answers("C")
    assert texts(merge(definition(), *sides, later="ours").xml, "naam") == ["B"]
    merged = merge(definition(), *sides, later="theirs")
    assert (texts(merged.xml, "naam"), merged.conflicts) == (["C"], (FieldConflict("/data/naam", "A", "B", "C"),))


def test_a_field_that_both_changed_alike_is_no_conflict() -> None:
    assert conflicts(answers("A"), answers("B"), answers("B", plaats="x")) == ()


def test_a_cleared_answer_against_a_changed_one_is_a_conflict() -> None:
    assert conflicts(answers("A"), answers(""), answers("B")) == (FieldConflict("/data/naam", "A", "", "B"),)


def test_a_field_that_is_no_longer_relevant_against_a_changed_one_is_a_conflict() -> None:
    ours = answers("A").replace("<naam>A</naam>", "")
    assert conflicts(answers("A"), ours, answers("B")) == (FieldConflict("/data/naam", "A", None, "B"),)


def test_blank_and_absent_are_the_same() -> None:
    ours = answers("").replace("<naam></naam>", "")
    assert conflicts(answers("A"), ours, answers("")) == ()
    assert texts(merge(definition(), answers(""), ours, answers("B")).xml, "naam") == ["B"]


def test_what_the_form_itself_fills_in_is_never_a_conflict() -> None:
    merged = merge(definition(), answers(aantal="1", instance="a"), answers(aantal="2", instance="b"), answers(aantal="3", instance="c"))
    assert (merged.conflicts, texts(merged.xml, "aantal")) == ((), ["3"])


def test_rows_that_both_added_stand_behind_each_other() -> None:
    base, ours, theirs = [("1", "kok", ())], [("1", "kok", ()), ("2", "ober", ())], [("1", "kok", ()), ("3", "bakker", ())]
    for later, expected in (("theirs", ["1", "2", "3"]), ("ours", ["1", "3", "2"])):
        merged = merge(definition(), answers(banen=base), answers(banen=ours), answers(banen=theirs), later=later)  # type: ignore[arg-type]
        assert (keys(merged.xml), merged.conflicts) == (expected, ())


def test_rows_are_matched_by_their_id_and_not_by_position() -> None:
    base = answers(banen=[("1", "kok", ()), ("2", "ober", ())])
    ours, theirs = answers(banen=[("2", "ober", ())]), answers(banen=[("1", "kok", ()), ("2", "bakker", ())])
    merged = merge(definition(), base, ours, theirs)
    assert (keys(merged.xml), texts(merged.xml, "functie"), merged.conflicts) == (["2"], ["bakker"], ())


def test_a_removed_row_that_the_other_changed_stays_and_is_listed() -> None:
    base, theirs = answers(banen=[("1", "kok", ())]), answers(banen=[("1", "bakker", ())])
    for later in ("ours", "theirs"):
        merged = merge(definition(), base, answers(), theirs, later=later)  # type: ignore[arg-type]
        assert texts(merged.xml, "functie") == ["bakker"]
        assert merged.conflicts == (FieldConflict("/data/baan[1]", "kok", None, "bakker", "row"),)


def test_conflicts_inside_rows_carry_positions_of_the_merged_instance() -> None:
    def job(wat: str, first: bool) -> str:
        rows = [("1", "kok", ())] if first else []
        return answers(banen=[*rows, ("2", "ober", [("a", "x"), ("b", wat)])])

    (found,) = conflicts(job("x", True), job("y", False), job("z", True))
    assert found == FieldConflict("/data/baan[1]/taak[2]/wat", "x", "y", "z")


def bare(*functies: str, naam: str = "") -> str:
    """An instance whose rows have no ids, as another program submits it."""
    return re.sub(r' nbnb:row="[^"]*"', "", answers(naam, banen=[("1", functie, ()) for functie in functies]))


@pytest.mark.parametrize(
    ("base", "ours", "theirs", "expected"),
    [
        ("a", "b", "a", "b"),  # changed
        ("abc", "bc", "abc", "bc"),  # the first removed: the others are still themselves
        ("abc", "bc", "abd", "bd"),
        ("ab", "abx", "aby", "abxy"),  # both added
        ("ab", "abx", "abx", "abx"),  # both added the same
        ("ab", "xab", "ab", "xab"),
        ("aab", "ab", "aabc", "abc"),
        ("", "x", "y", "xy"),
    ],
)
def test_rows_without_an_id_are_matched_by_what_is_in_them(base: str, ours: str, theirs: str, expected: str) -> None:
    merged = merge(definition(), bare(*base), bare(*ours), bare(*theirs, naam="zij"))
    assert ("".join(texts(merged.xml, "functie")), merged.conflicts) == (expected, ())


@_EXAMPLES
@given(st.text("abc", max_size=5), st.text("abcd", max_size=5))
def test_rows_without_an_id_come_out_as_the_one_side_left_them(base: str, side: str) -> None:
    for ours, theirs in ((side, base), (base, side)):
        merged = merge(definition(), bare(*base), bare(*ours, naam="wij"), bare(*theirs, naam="zij"))
        assert "".join(texts(merged.xml, "functie")) == side


def test_two_rows_with_one_id_both_stay() -> None:
    twice = answers(banen=[("1", "a", ()), ("1", "b", ())])
    assert texts(merge(definition(), answers(), twice, answers("A")).xml, "functie") == ["a", "b"]


def test_without_a_common_parent_equal_answers_agree_and_others_conflict() -> None:
    merged = merge(definition(), None, answers("A", "P"), answers("B", "P", "S"))
    assert (merged.conflicts, texts(merged.xml, "straat")) == ((FieldConflict("/data/naam", None, "A", "B"),), ["S"])


def test_broken_xml_is_refused() -> None:
    with pytest.raises(FormError):
        merge(definition(), answers(), "<data", answers())


def test_after_a_merge_the_form_counts_the_rows_of_both() -> None:
    sides = [answers(banen=[(key, "kok", ()) for key in rows], aantal=str(len(rows))) for rows in ("1", "12", "134")]
    merged = merge(definition(), *sides)
    result = recalculated(definition(), merged.xml, FixedProvider(datetime(2026, 3, 1, tzinfo=UTC), 1))
    assert (keys(result), texts(result, "aantal")) == (["1", "2", "3", "4"], ["4"])


_WORDS = st.sampled_from(["", "a", "b", "c"])
_TASKS = st.lists(st.tuples(st.sampled_from(["x", "y", "z"]), _WORDS), max_size=3, unique_by=lambda row: row[0])
_JOBS = st.lists(st.tuples(st.sampled_from(["1", "2", "3", "4"]), _WORDS, _TASKS), max_size=4, unique_by=lambda row: row[0])
_ANSWERS = st.builds(answers, naam=_WORDS, plaats=_WORDS, straat=_WORDS, banen=_JOBS)


@_EXAMPLES
@given(_ANSWERS, _ANSWERS)
def test_what_one_side_did_alone_is_what_comes_out(base: str, side: str) -> None:
    for ours, theirs in ((side, base), (base, side), (side, side)):
        merged = merge(definition(), base, ours, theirs)
        assert (canonical(merged.xml), merged.conflicts) == (canonical(side), ())


@_EXAMPLES
@given(_ANSWERS, _ANSWERS, _ANSWERS)
def test_swapping_the_sides_swaps_the_conflicts_and_nothing_else(base: str, one: str, two: str) -> None:
    first, second = merge(definition(), base, one, two, later="theirs"), merge(definition(), base, two, one, later="ours")
    assert first.xml == second.xml
    assert first.conflicts == tuple(FieldConflict(c.ref, c.base, c.theirs, c.ours, c.kind) for c in second.conflicts)


@_EXAMPLES
@given(_ANSWERS, _ANSWERS, _ANSWERS)
def test_no_answer_that_only_one_side_changed_is_lost(base: str, ours: str, theirs: str) -> None:
    merged = merge(definition(), base, ours, theirs)
    before, mine, yours, after = (_fields(xml) for xml in (base, ours, theirs, merged.xml))
    undecided = any(conflict.kind == "row" for conflict in merged.conflicts)  # a removed row stays, with all that is in it
    for ref in mine.keys() | yours.keys():
        was, one, two = (fields.get(ref, "") for fields in (before, mine, yours))
        kept = after.get(ref, "")
        if one == was != two:
            assert kept == two or (undecided and not two)
        elif two == was != one:
            assert kept == one or (undecided and not one)
        elif one != two:
            assert undecided or any({conflict.ours or "", conflict.theirs or ""} == {one, two} for conflict in merged.conflicts)


def _fields(xml: str) -> dict[tuple[str, ...], str]:
    """Answers by the names and row ids on the way to them."""

    def walk(node: Any, path: tuple[str, ...]) -> Any:
        here = (*path, node.tag, node.get(f"{{{NAMESPACE}}}row") or "")
        if len(node):
            for child in node:
                yield from walk(child, here)
        else:
            yield here, node.text or ""

    return {path: text for path, text in walk(etree.fromstring(xml), ()) if "meta" not in path}
