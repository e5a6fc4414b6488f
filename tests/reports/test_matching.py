"""Participants and places. All of them are invented."""

from __future__ import annotations

from dataclasses import replace

import pytest

from nbnb_desktop.reports.matching import Opening, Seeker, best, match
from nbnb_desktop.reports.realism import Wishes

KITCHEN = Opening(
    "plek", "Keuken", "Utrecht", "3511", 24, frozenset({"ma_o", "di_o"}), "2026-05-01",
    {"R": 5.6, "I": 1.6, "A": 2.7, "S": 2.9, "E": 3.7, "C": 3.8}, ("K6_2", "K1_1", "K6_3", "K3_2"),
    "A2", needs=("HACCP",), conflicts=("varken",),
)  # fmt: skip
COOK = Seeker(
    "kok", Wishes("A2", frozenset({"HACCP"}), hours=32, travel_minutes=30),
    {"R": 12.0, "I": 1.0, "A": 3.0, "S": 5.0, "E": 6.0, "C": 8.0}, {"K6_2": 2, "K1_1": 1, "K6_3": 0},
    "utrecht", "3512", frozenset({"ma_o", "di_o", "wo_o"}), "2026-04-01", True,
)  # fmt: skip


def colours(seeker, opening=KITCHEN):
    return {light.topic: light.colour for light in match(seeker, opening).lights}


def test_who_fits_has_reasons_and_no_warning():
    found = match(COOK, KITCHEN)
    assert found.fits
    assert found.warnings == ()
    assert found.skills == ("K6_2", "K1_1")
    assert {light.topic for light in found.reasons} >= {"interest", "skills", "language", "certificate", "hours", "times", "travel"}


@pytest.mark.parametrize(
    ("change", "topic", "colour"),
    [
        ({"wishes": replace(COOK.wishes, language="A1")}, "language", "orange"),
        ({"wishes": replace(COOK.wishes, language="0")}, "language", "red"),
        ({"wishes": replace(COOK.wishes, holds=frozenset())}, "certificate", "orange"),
        ({"wishes": replace(COOK.wishes, hours=16)}, "hours", "orange"),
        ({"wishes": replace(COOK.wishes, demands=frozenset({"varken"}))}, "demands", "red"),
        ({"times": frozenset({"ma_o"})}, "times", "orange"),
        ({"times": frozenset({"za_a"})}, "times", "red"),
        ({"town": "Assen", "postcode4": "9401"}, "travel", "orange"),
        ({"start": "2026-06-01"}, "start", "orange"),
        ({"shares_cv": False}, "consent", "orange"),
        ({"skills": {}}, "skills", "orange"),
        ({"scores": dict.fromkeys("RIASEC", 6.0)}, "interest", "orange"),
        ({"scores": {"R": 0.0, "I": 9.0, "A": 12.0, "S": 6.0, "E": 1.0, "C": 0.0}}, "interest", "orange"),
    ],
)
def test_what_is_in_the_way_is_said_by_topic(change, topic, colour):
    assert colours(replace(COOK, **change))[topic] == colour


def test_a_red_topic_keeps_a_match_from_fitting():
    assert not match(replace(COOK, times=frozenset({"za_a"})), KITCHEN).fits


def test_what_the_place_does_not_say_is_left_out():
    assert colours(COOK, Opening("plek")) == {}


def test_warnings_begin_with_the_heaviest():
    found = match(replace(COOK, times=frozenset({"za_a"}), wishes=replace(COOK.wishes, language="A1")), KITCHEN)
    assert [light.colour for light in found.warnings] == ["red", "orange"]


def test_the_best_come_first_and_equal_ones_in_a_fixed_order():
    weak = replace(COOK, id="zwak", skills={}, shares_cv=False)
    other = replace(COOK, id="ander")
    found = best(match(one, KITCHEN) for one in (weak, COOK, other))
    assert [one.seeker for one in found] == ["ander", "kok", "zwak"]
    assert [one.seeker for one in best((match(one, KITCHEN) for one in (weak, COOK)), 1)] == ["kok"]


def test_no_reason_speaks_of_a_percentage():
    assert all("%" not in light.reason for light in match(COOK, KITCHEN).lights)
