"""Surveys that were filled in through the form engine give the tables that the rules of the instrument give. Invented people."""

from __future__ import annotations

import json
import random
from pathlib import Path

import pytest

from nbnb_desktop.actions import registering, reporting
from nbnb_desktop.actions.workplace import Workplace
from nbnb_desktop.reports.register import SURVEY_ITEMS
from nbnb_desktop.reports.scores import PILLARS, survey_scores

PEOPLE = tuple(f"VP-{number}" for number in range(6))


def answered(dice: random.Random) -> dict[str, str]:
    facts = {item: dice.choice("018") for item in ("KNA3", "KNA4")}
    return {item: dice.choice("0012289") for item in SURVEY_ITEMS} | facts


@pytest.fixture
def waves(workplace: Workplace, tmp_path: Path) -> dict[str, dict[str, dict[str, str]]]:
    """Form -> person -> answers, as they were registered."""
    dice = random.Random(3)
    asked = {form: {person: answered(dice) for person in PEOPLE} for form in ("nulmeting", "vervolgmeting")}
    around = {"helper_role": "alone", "practice_1": "1", "practice_2": "1", "share_scores": "1", "safety_share": "0"}
    around |= dict.fromkeys(("F1", "F6", "F7", "F8A", "F8B", "F8C"), "9") | {"F5": "9"}
    for form, people in asked.items():
        known = {column.name for column in workplace.library.definition(form).columns()}
        rows = [
            {"id": person, **{name: code for name, code in (around | given).items() if name in known}} for person, given in people.items()
        ]
        (tmp_path / f"{form}.json").write_text(json.dumps(rows), encoding="utf-8")
        registering.record(workplace, form, tmp_path / f"{form}.json")
    return asked


def test_the_change_of_surveys_from_the_form_engine_is_that_of_their_answers(workplace: Workplace, waves: dict):
    table = reporting.report(workplace, "R11")
    assert table.n == len(PEOPLE)
    before, after = ([survey_scores(given) for given in people.values()] for people in waves.values())
    for key in (*PILLARS, *(name for names in PILLARS.values() for name in names)):
        scores = [
            ({**one.constructs, **one.pillars}[key], {**other.constructs, **other.pillars}[key])
            for one, other in zip(before, after, strict=True)
        ]
        pairs = [pair for pair in scores if None not in pair]
        assert table.cell(key, "n").n == len(pairs)
        if pairs:
            assert table.cell(key, "difference").value == pytest.approx(sum(two - one for one, two in pairs) / len(pairs))
    prorated = sum(one.prorated for one in (*before, *after))
    assert any(note.startswith(f"{prorated} ") for note in table.notes)


@pytest.mark.parametrize("name", ["R11R", "R11A"])
def test_the_other_tables_of_surveys_are_made_from_the_store(workplace: Workplace, waves: dict, name: str):
    assert reporting.report(workplace, name).n == len(PEOPLE)
