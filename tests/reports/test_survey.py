"""The survey's tables over invented answers (spec 7.5 to 7.7)."""

from __future__ import annotations

import random
from statistics import fmean

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from nbnb_desktop.reports import catalogue, survey
from nbnb_desktop.reports.asking import Asked
from nbnb_desktop.reports.register import SURVEY_ITEMS
from nbnb_desktop.reports.scores import (
    CLEARLY_BACK,
    CLEARLY_FORWARD,
    NO_CLEAR_DIFFERENCE,
    PILLARS,
    REVERSED,
    RIGHT_ANSWERS,
    change_basis,
    reliable_change,
    survey_item,
    survey_scores,
)
from nbnb_desktop.reports.tables import Table
from tests.reports.registers import content, rows


def answers(points: int, **other: str) -> dict[str, str]:
    """Answers that give every item so many points (0 or 2 for the questions of fact)."""
    given = {item: str(2 - points if item in REVERSED else points) for item in SURVEY_ITEMS}
    given.update({item: right if points == 2 else "8" for item, right in RIGHT_ANSWERS.items()})
    return {**given, **other}


def wave(form: str, people: dict[str, dict[str, str]], **facts: str) -> list[dict[str, object]]:
    day = {"nulmeting": "2026-01-10", "vervolgmeting": "2026-06-10", "nameting": "2027-01-10"}[form]
    own = {"_created_at": f"{day}T10:00:00.000Z", "ended": f"{day}T10:20:00.000+01:00", "started": f"{day}T10:00:00.000+01:00", **facts}
    return rows(form, *({"_participant": one, **own, **given, **calculated(given)} for one, given in people.items()))


def calculated(given: dict[str, str]) -> dict[str, str]:
    """What the form calculates of these answers (tests/forms/test_survey.py holds the two together)."""
    scores = survey_scores(given)
    known = {f"score_{key}": f"{score!r}" for key, score in {**scores.constructs, **scores.pillars}.items() if score is not None}
    counts = {name: scores.answered[name] for name in scores.answered}
    counts |= {pillar: sum(counts[name] for name in names) for pillar, names in PILLARS.items()}
    return {**known, **{f"answered_{key}": str(count) for key, count in counts.items()}, "prorated": str(scores.prorated)}


def made(name: str, sources: dict, **more: object) -> Table:
    return catalogue.make(name, Asked(sources, language="en", **more))


def test_the_items_for_straight_lining_are_those_with_one_shape_in_the_presented_order():
    items = sorted(content("survey_items.csv"), key=lambda row: int(row["presentation_order"] or 0))
    assert tuple(row["item"] for row in items if row["response_set"] in ("RS1", "RS4") and row["construct"] != "WGV") == survey.SAME_SHAPE


def drawn(seed: int, most: int = 12) -> dict[str, dict[str, dict[str, str]]]:
    """Wave -> invented persons with any answers, some of whom filled in one wave; who is even answers all alike."""
    chance = random.Random(seed)
    people = [f"p{n}" for n in range(chance.randint(0, most))]

    def one(number: int) -> dict[str, str]:
        if number % 2:
            return {item: chance.choice("0012289") for item in SURVEY_ITEMS}
        return answers(chance.randint(0, 2), **{item: chance.choice("019") for item in chance.sample(SURVEY_ITEMS, 3)})

    return {form: {p: one(n) for n, p in enumerate(people) if chance.random() < 0.8} for form in ("nulmeting", "vervolgmeting")}


def scored(given: dict[str, str], key: str) -> float | None:
    scores = survey_scores(given)
    return {**scores.constructs, **scores.pillars}[key]


def is_complete(given: dict[str, str], key: str) -> bool:
    return all(survey_item(given, item) is not None for item in SURVEY_ITEMS if item.rstrip("1234") in PILLARS.get(key, (key,)))


@settings(max_examples=25, deadline=None)
@given(st.integers(0, 10**6))
def test_the_change_of_any_surveys_is_counted_rightly(seed: int):
    waves = drawn(seed)
    table = made("R11", {form: wave(form, people) for form, people in waves.items()})
    start, end = waves.values()
    for key in survey.ITEMS_IN:
        both = {one: (scored(start[one], key), scored(end[one], key)) for one in start if one in end}
        pairs = {one: pair for one, pair in both.items() if None not in pair}
        full = [pairs[one][1] - pairs[one][0] for one in pairs if is_complete(start[one], key) and is_complete(end[one], key)]
        cells = {column.key: table.cell(key, column.key) for column in table.columns}
        assert set(cells["n"].ids) == set(pairs)
        assert set(cells["better"].ids) == {one for one, (before, after) in pairs.items() if after > before}
        assert set(cells["worse"].ids) == {one for one, (before, after) in pairs.items() if after < before}
        assert set(cells["same"].ids) == {one for one, (before, after) in pairs.items() if after == before}
        if pairs:
            assert set(cells["ceiling"].ids) == {one for one, (before, __) in pairs.items() if before == 100}
            assert cells["before"].value == pytest.approx(fmean(before for before, __ in pairs.values()))
            assert cells["difference"].value == pytest.approx(fmean(after - before for before, after in pairs.values()))
            assert cells["complete"].value == (pytest.approx(fmean(full)) if full else None)


@settings(max_examples=15, deadline=None)
@given(st.integers(0, 10**6))
def test_the_clear_changes_of_any_surveys_are_those_of_the_instrument(seed: int):
    waves = drawn(seed, most=60)
    table = made("R11R", {form: wave(form, people) for form, people in waves.items()})
    start, end = waves.values()
    for pillar in PILLARS:
        basis = change_basis(list(start.values()), pillar)
        both = {one: (scored(start[one], pillar), scored(end[one], pillar)) for one in start if one in end}
        labels = {one: reliable_change(*pair, basis).label for one, pair in both.items() if None not in pair}
        assert set(table.cell(pillar, "n").ids) == set(labels)
        for label, column in ((CLEARLY_FORWARD, "forward"), (CLEARLY_BACK, "back"), (NO_CLEAR_DIFFERENCE, "none")):
            assert set(table.cell(pillar, column).ids) == {one for one, said in labels.items() if said == label}
        if basis is not None and basis.usable:
            assert table.cell(pillar, "threshold").value == pytest.approx(basis.threshold)


@settings(max_examples=15, deadline=None)
@given(st.integers(0, 10**6))
def test_twelve_same_answers_in_a_row_are_found_in_any_surveys(seed: int):
    waves = drawn(seed)
    table = made("R11A", {form: wave(form, people) for form, people in waves.items()})
    found = [
        one for people in waves.values() for one, given in people.items()
        if any(len({given[item] for item in survey.SAME_SHAPE[at : at + 12]}) == 1 for at in range(len(survey.SAME_SHAPE) - 11))
    ]  # fmt: skip
    assert sorted(table.cell("straight", "n").ids) == sorted(found)


def test_from_all_low_to_all_high_is_a_change_of_100():
    people = {"a": answers(0), "b": answers(0)}
    table = made(
        "R11", {"nulmeting": wave("nulmeting", people), "vervolgmeting": wave("vervolgmeting", {"a": answers(2), "b": answers(2)})}
    )
    shown = {column.key: table.cell("A", column.key).text("en") for column in table.columns}
    assert table.n == 2
    assert (shown["before"], shown["after"], shown["difference"]) == ("0.0", "100.0", "100.0")
    assert (shown["better"], shown["same"], shown["worse"]) == ("2 (100)", "", "")


def test_only_those_with_both_waves_are_pairs():
    sources = {
        "nulmeting": wave("nulmeting", {"a": answers(0), "b": answers(2)}),
        "vervolgmeting": wave("vervolgmeting", {"a": answers(1), "c": answers(1)}),
    }
    assert made("R11", sources).cell("B", "n").ids == ("a",)
    who = made("R11A", sources)
    assert {row.key: row.cells[0].ids for row in who.rows if row.key in ("only_t0", "pairs", "only_t1")} == {
        "only_t0": ("b",), "pairs": ("a",), "only_t1": ("c",),
    }  # fmt: skip
    assert who.cell("only_t0", "C").text("en") == "100.0"


def test_the_sensitivity_line_is_of_complete_cases_only():
    start = {"a": answers(0), "b": answers(0, KNA1="9")}
    end = {"a": answers(1), "b": answers(2)}
    table = made("R11", {"nulmeting": wave("nulmeting", start), "vervolgmeting": wave("vervolgmeting", end)})
    assert table.cell("KNA", "n").n == 2
    assert table.cell("KNA", "complete").text("en") == "25.0"  # a alone: two of four items from 0 to 1
    assert "1 scores of constructs were prorated over the answered items." in table.notes


def test_another_language_or_helper_is_flagged():
    sources = {
        "nulmeting": wave("nulmeting", {"a": answers(1)}, _language="ar"),
        "vervolgmeting": wave("vervolgmeting", {"a": answers(1)}, _language="nl"),
    }
    assert "1 pairs were filled in in another language or with another helper." in made("R11", sources).notes


def test_little_room_to_grow_is_said_from_more_than_40_percent_on():
    start = {f"p{n}": answers(2 if n < 4 else 0) for n in range(10)}
    ends = wave("vervolgmeting", {one: answers(2) for one in start})
    assert not any("Little room" in note for note in made("R11", {"nulmeting": wave("nulmeting", start), "vervolgmeting": ends}).notes)
    start["p4"] = answers(2)
    assert any("Little room" in note for note in made("R11", {"nulmeting": wave("nulmeting", start), "vervolgmeting": ends}).notes)


def sample(count: int) -> dict[str, dict[str, str]]:
    """Invented persons who answer more or less alike throughout, so that alpha is high."""
    chance = random.Random(7)
    people = {f"p{n}": answers(n % 3) for n in range(count)}
    for n, codes in enumerate(people.values()):
        codes.update({item: str(min(2, n % 3 + 1)) for item in chance.sample(SURVEY_ITEMS, 8) if item not in RIGHT_ANSWERS})
    return people


def test_clear_changes_are_named_from_thirty_persons_on():
    few, many = sample(29), sample(45)
    later = {"p0": answers(2)}
    for people, words in ((few, "too few for a label"), (many, None)):
        table = made("R11R", {"nulmeting": wave("nulmeting", people), "vervolgmeting": wave("vervolgmeting", later)})
        assert table.cell("A", "n").n == 1
        assert (table.cell("A", "threshold").text("en") == words) or words is None
    assert table.cell("A", "forward").ids == ("p0",)


def test_the_same_answer_throughout_and_haste_are_flagged():
    same = answers(1)
    sources = {"nulmeting": wave("nulmeting", {"a": same}, ended="2026-01-10T10:03:00.000+01:00")}
    table = made("R11A", sources)
    assert table.cell("straight", "n").ids == table.cell("quick", "n").ids == ("a",)


def test_a_survey_after_the_reference_date_does_not_count():
    assert made("R11A", {"nulmeting": wave("nulmeting", {"a": answers(1)})}, date="2026-01-09").n == 0


@pytest.mark.parametrize(("valid", "counted"), [("c2 c3", 12), ("c3", 0)])
def test_outsiders_see_only_those_who_said_yes_to_research(valid: str, counted: int):
    people = {f"p{n}": answers(n % 3) for n in range(12)}
    consent = rows("toestemming", *({"_participant": one, "valid": valid} for one in people))
    table = made("R11A", {"nulmeting": wave("nulmeting", people), "toestemming": consent}, outsider=True)
    assert table.n == (10 if counted else 0)


def test_an_outsider_sees_no_change_of_fewer_than_ten_pairs():
    people = {f"p{n}": answers(n % 3) for n in range(9)}
    consent = rows("toestemming", *({"_participant": one, "valid": "c2"} for one in people))
    sources = {"nulmeting": wave("nulmeting", people), "vervolgmeting": wave("vervolgmeting", people), "toestemming": consent}
    table = made("R11", sources, outsider=True)
    assert all(cell.suppressed and cell.n is None and cell.value is None for row in table.rows for cell in row.cells)
