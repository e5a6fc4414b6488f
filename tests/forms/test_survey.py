"""The survey: the 44 items of the specification, the same in three waves, scored as reports.scores scores them."""

from __future__ import annotations

import csv
import random
import re

import pytest

from nbnb_desktop.reports.scores import CONSTRUCTS, PILLARS, survey_scores
from nbnb_desktop.xforms import library, sources

WAVES = ("nulmeting", "vervolgmeting", "nameting")
ITEMS = [f"{name}{number}" for pillar in PILLARS.values() for name in pillar for number in range(1, CONSTRUCTS[name] + 1)]


def core(name: str) -> list[dict[str, str]]:
    return [dict(row.cells) for row in sources.workbook(library.path(name)).rows("survey") if row.cells.get("name") in ITEMS]


def specified(content) -> list[dict[str, str]]:
    with (content / "survey_items.csv").open(encoding="utf-8", newline="") as stream:
        return sorted(csv.DictReader(stream), key=lambda row: int(row["presentation_order"]))


def test_the_44_items_stand_in_presentation_order_with_their_wording(content):
    wording = [(row["item"], re.sub(r" \((niet )?waar\)$| \(a\) .*$", "", row["text_nl"])) for row in specified(content)]
    assert [(cells["name"], cells["label"]) for cells in core("nulmeting")] == wording
    assert len(wording) == 44


def test_each_item_has_its_response_set(content):
    expected = [row["response_set"].lower() if row["response_set"] != "RS6" else f"rs6_{row['item'].lower()}" for row in specified(content)]
    assert [cells["type"] for cells in core("nulmeting")] == [f"select_one {name}" for name in expected]


@pytest.mark.parametrize("name", WAVES[1:])
def test_later_waves_ask_the_same_items_word_for_word(name):
    assert core(name) == core("nulmeting")


@pytest.mark.parametrize("name", WAVES)
def test_the_form_and_the_reports_agree_on_every_score(fill, name):
    draw, form = random.Random(7), fill(name)
    for __ in range(12):
        answers = {item: draw.choice("01289" if draw.random() < 0.9 else "89") for item in ITEMS}
        answers |= {item: draw.choice("0189") for item in ("KNA3", "KNA4")}
        form.answer(answers)
        scores = survey_scores(answers)
        for column, expected in {**scores.constructs, **scores.pillars}.items():
            calculated = form.text(f"score_{column}")
            assert (float(calculated) if calculated else None) == (None if expected is None else pytest.approx(expected))
        assert int(form.text("prorated")) == scores.prorated


def test_an_empty_survey_has_no_score(fill):
    form = fill("nulmeting")
    assert {form.text(f"score_{name}") for name in (*PILLARS, *sum(PILLARS.values(), ()))} == {""}


def test_the_practice_repeats_until_it_is_right(fill):
    form = fill("nulmeting").answer(practice_2="2")
    assert "practice_2" in form.violated()
    assert "practice_2" not in form.answer(practice_2="1").violated()


def test_no_item_can_be_passed_in_silence_but_each_can_be_declined(fill):
    form = fill("nulmeting")
    assert set(ITEMS) <= form.violated()
    form.answer(dict.fromkeys(ITEMS, "9"))
    assert not set(ITEMS) & form.violated()


@pytest.mark.parametrize(
    ("answers", "due"),
    [
        ({"WEL1": "0", "WEL2": "0", "WEL3": "0"}, True),
        ({"WEL1": "0", "WEL2": "0", "WEL3": "9"}, True),
        ({"WEL1": "0", "WEL2": "9", "WEL3": "9"}, False),
        ({"WEL1": "0", "WEL2": "0", "WEL3": "1"}, False),
        ({"EEN1": "2", "EEN2": "2"}, True),
        ({"EEN1": "2", "EEN2": "1"}, False),
    ],
)
def test_the_safety_card_comes_when_well_being_is_low(fill, answers, due):
    form = fill("nulmeting").answer(answers)
    assert (form.shows("help_card"), form.shows("safety_share")) == (due, due)


def test_the_answers_of_a_situation_rotate_and_declining_stays_last(fill):
    seen = {tuple(fill("nulmeting").choices("CUL2")) for __ in range(40)}
    assert seen <= {("2", "1", "0", "8", "9"), ("1", "0", "2", "8", "9"), ("0", "2", "1", "8", "9")}
    assert len(seen) > 1


def test_the_participant_decides_whether_the_coach_may_see_the_answers(fill):
    assert "share_scores" in fill("nulmeting").violated()


def test_only_the_nameting_asks_about_the_same_employer(fill):
    form = fill("nameting").answer(F1="1")
    assert form.shows("F4")
    assert not form.answer(F1="7").shows("F4")
    assert "F4" not in {row.cells.get("name") for row in sources.workbook(library.path("vervolgmeting")).rows("survey")}
    assert [
        name
        for name in (row.cells.get("name", "") for row in sources.workbook(library.path("nameting")).rows("survey"))
        if re.match(r"F\d", name)
    ][-3:] == ["F8A", "F8B", "F8C"]
