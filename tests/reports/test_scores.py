"""The scores of the instruments, with the worked examples of the specification (4.2, 4.3, 7.5, 7.6)."""

from __future__ import annotations

import math

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from nbnb_desktop.reports.scores import (
    CLEARLY_BACK,
    CLEARLY_FORWARD,
    CONSTRUCTS,
    NO_CLEAR_DIFFERENCE,
    PILLARS,
    REVERSED,
    RIGHT_ANSWERS,
    ChangeBasis,
    change_basis,
    construct_score,
    cronbach_alpha,
    holland,
    holland_remark,
    not_known,
    quadrants,
    reliable_change,
    riasec_scores,
    skill_scores,
    straight_lined,
    survey_scores,
    wants_help_card,
)

ITEMS = [f"{name}{number}" for names in PILLARS.values() for name in names for number in range(1, CONSTRUCTS[name] + 1)]


def profile(r: float, i: float, a: float, s: float, e: float, c: float) -> dict[str, float | None]:
    return dict(zip("RIASEC", (r, i, a, s, e, c), strict=True))


def test_the_pillars_have_12_18_and_14_items():
    assert [sum(CONSTRUCTS[name] for name in names) for names in PILLARS.values()] == [12, 18, 14]
    assert len(ITEMS) == 44


def test_the_best_answer_to_everything_scores_100():
    answers = {item: "0" if item in REVERSED else RIGHT_ANSWERS.get(item, "2") for item in ITEMS}
    scores = survey_scores(answers)
    assert set(scores.constructs.values()) == {100.0}
    assert set(scores.pillars.values()) == {100.0}
    assert scores.prorated == 0


def test_the_middle_answer_scores_50_except_for_the_facts():
    scores = survey_scores({item: "1" for item in ITEMS if item not in RIGHT_ANSWERS})
    assert {score for name, score in scores.constructs.items() if name != "KNA"} == {50.0}


def test_often_lonely_twice_scores_0():
    assert construct_score({"EEN1": "2", "EEN2": "2"}, "EEN") == 0


def test_a_construct_is_prorated_over_what_is_answered():
    answers = {"KNA1": "2", "KNA2": "8", "KNA3": "1", "KNA4": "8"}
    assert construct_score(answers, "KNA") == pytest.approx(66.7, abs=0.05)


@pytest.mark.parametrize(
    ("construct", "answered", "scored"), [("PRE", 1, False), ("TKP", 1, False), ("TKP", 2, True), ("TAA", 2, False), ("TAA", 3, True)]
)
def test_a_construct_needs_enough_answers(construct, answered, scored):
    answers = {f"{construct}{number}": "2" for number in range(1, answered + 1)}
    assert (construct_score(answers, construct) is not None) is scored


def test_rather_not_say_is_missing_and_do_not_know_of_a_fact_is_wrong():
    assert construct_score({"KNA1": "2", "KNA2": "2", "KNA3": "9", "KNA4": "9"}, "KNA") is None
    assert construct_score({"KNA1": "2", "KNA2": "2", "KNA3": "8", "KNA4": "8"}, "KNA") == 50


def test_a_pillar_needs_three_quarters_of_its_constructs_and_two_thirds_of_its_items():
    full = {item: RIGHT_ANSWERS.get(item, "2") for item in ITEMS}
    without = {item: answer for item, answer in full.items() if not item.startswith(("KNA", "TKP"))}
    assert survey_scores(without).pillars["A"] is None
    thin = {item: full[item] for item in ("KNA1", "KNA2", "KNA3", "TKP1", "TKP2", "SOL1", "SOL2")}
    assert survey_scores(thin).pillars["A"] is None  # three constructs, but 7 of 12 items
    assert survey_scores({**thin, "SOL3": "2"}).pillars["A"] is not None


def test_answers_may_be_numbers_or_text():
    assert construct_score({"PRE1": 2, "PRE2": 1.0}, "PRE") == construct_score({"PRE1": "2", "PRE2": "1"}, "PRE") == 75


def test_the_help_card_is_for_no_well_being_or_often_lonely():
    assert wants_help_card({"WEL1": "0", "WEL2": "0", "WEL3": "8"})
    assert wants_help_card({"EEN1": "2", "EEN2": "2"})
    assert not wants_help_card({"WEL1": "0", "EEN1": "2", "EEN2": "8"})


def test_a_straight_line_is_twelve_equal_answers_in_a_row():
    assert straight_lined(["1"] * 12)
    assert not straight_lined(["1"] * 6 + ["2"] + ["1"] * 6)
    assert not straight_lined([None] * 20)


def test_an_interest_score_is_prorated_and_rounded_half_up_to_tenths():
    answers = {"R1": 2, "R2": 1, "R3": 2, "R4": 1, "R5": 7, "R6": 7, "I1": 1, "I2": 1, "I3": 0, "I4": 0, "I5": 1}
    assert riasec_scores(answers)["R"] == 9.0
    assert riasec_scores(answers)["I"] == 3.6


def test_a_type_with_three_answers_has_no_score_and_then_there_is_no_code():
    answers = {f"{kind}{number}": "1" for kind in "RIASEC" for number in range(1, 7)} | {"A1": "7", "A2": "7", "A3": "7"}
    assert riasec_scores(answers)["A"] is None
    assert (holland(riasec_scores(answers)).code, not_known(answers)) == ("", ("A1", "A2", "A3"))


@pytest.mark.parametrize(
    ("scores", "code"),
    [
        (profile(12, 9, 6, 3, 2, 1), "RIA"),
        (profile(1, 2, 3, 6, 9, 12), "CES"),
        (profile(9, 9, 6, 3, 2, 1), "R/IA"),  # equal scores share a rank
        (profile(12, 9, 9, 3, 2, 1), "RI/A"),
        (profile(9, 9, 9, 3, 2, 1), "R/I/A"),
        (profile(6, 3, 2, 9, 12, 6), "ESR/C"),  # across the third place, not chosen: hexagon order
    ],
)
def test_the_code_orders_the_types_by_score(scores, code):
    assert holland(scores).code == code


def test_a_tie_across_the_third_place_is_a_forced_choice():
    scores = profile(6, 3, 2, 9, 12, 6)
    assert (holland(scores).pair, holland(scores, ["C"]).code, holland(scores, ["C"]).pair) == ("RC", "ESC", "")


def test_with_one_place_the_winner_goes_on_and_with_two_of_three_the_loser():
    one_place, two_places = profile(12, 9, 6, 6, 6, 1), profile(12, 6, 6, 6, 3, 1)
    assert (holland(one_place, ["S"]).pair, holland(one_place, ["S", "E"]).code) == ("SE", "RIE")
    assert (holland(two_places, ["A"]).pair, holland(two_places, ["A", "I"]).code) == ("IS", "RI/A")


def test_four_types_for_two_places_are_two_pairs():
    scores = profile(12, 6, 6, 6, 6, 1)
    assert [holland(scores, chosen).pair for chosen in ([], ["A"], ["A", "S"])] == ["IA", "SE", ""]
    assert holland(scores, ["A", "S"]).code == "RA/S"


def test_five_tied_types_are_never_broken():
    assert (holland(profile(12, 6, 6, 6, 6, 6)).code, holland(profile(12, 6, 6, 6, 6, 6)).pair) == ("RI/A/S/E/C", "")


def test_a_skipped_or_foreign_choice_decides_nothing():
    assert holland(profile(6, 3, 2, 9, 12, 6), ["A"]).code == "ESR/C"


@pytest.mark.parametrize(
    ("scores", "consistency"),
    [
        (profile(12, 9, 6, 3, 2, 1), "high"),
        (profile(12, 2, 6, 3, 1, 9), "high"),  # R and C are neighbours
        (profile(12, 6, 9, 3, 2, 1), "medium"),
        (profile(12, 6, 3, 9, 2, 1), "low"),
        (profile(12, 9, 9, 3, 2, 1), ""),  # the second letter is not one letter
        (profile(9, 3, 2, 9, 1, 0), "low"),
    ],
)
def test_consistency_is_the_distance_of_the_first_two_letters(scores, consistency):
    assert holland(scores).consistency == consistency


def test_a_flat_or_unclear_profile_is_said():
    assert holland(profile(6, 6, 6, 6, 6, 6)).flat
    assert not holland(profile(6, 6, 6, 6, 6, 6)).code
    assert "not clear" in holland_remark(profile(6, 5, 5, 5, 4, 4))
    assert "did not fit" in holland_remark(profile(2, 1, 1, 1, 0, 0))
    assert holland_remark(profile(6, 5, 5, 5, 4, 3)) == ""


@settings(max_examples=200, deadline=None)
@given(st.lists(st.integers(0, 4), min_size=6, max_size=6), st.integers(0, 1))
def test_at_most_three_choices_settle_every_tie_that_can_be_settled(values, prefer):
    scores, chosen = profile(*values), []
    while pair := holland(scores, chosen).pair:
        assert len(pair) == 2
        assert scores[pair[0]] == scores[pair[1]]
        chosen.append(pair[prefer])
    assert len(chosen) <= 3
    found = holland(scores, chosen)
    if found.code and len(found.tie.letters) <= 4:
        assert len(found.code.replace("/", "")) == 3


def test_a_cluster_needs_three_of_four_skills():
    assert skill_scores({"K1_1": "2", "K1_2": "1", "K1_3": "0", "K2_1": "2", "K2_2": "2"}) == {
        "K1": 1.0, "K2": None, "K3": None, "K4": None, "K5": None, "K6": None
    }  # fmt: skip


def test_skills_fall_in_four_quadrants():
    answers = {"K1_1": "2", "K1_1_like": "1", "K1_2": "2", "K1_2_like": "0", "K1_3": "1", "K1_3_like": "1", "K1_4": "0", "K1_4_like": "0"}
    found = quadrants({**answers, "K2_1": "2"})
    assert (found.talents, found.reserve, found.learning, found.rest) == (("K1_1",), ("K1_2",), ("K1_3",), ("K1_4",))


def test_reliable_change_of_the_worked_example():
    basis = ChangeBasis(n=40, sd=18, alpha=0.85)
    assert basis.s_diff == pytest.approx(9.86, abs=0.005)
    assert basis.threshold == pytest.approx(19.3, abs=0.05)
    labels = [reliable_change(50, after, basis).label for after in (69, 70, 31, 30)]
    assert labels == [NO_CLEAR_DIFFERENCE, CLEARLY_FORWARD, NO_CLEAR_DIFFERENCE, CLEARLY_BACK]


@pytest.mark.parametrize(
    "basis", [None, ChangeBasis(29, 18, 0.85), ChangeBasis(40, 18, 0.69), ChangeBasis(40, 18, math.nan), ChangeBasis(40, 0, 0.9)]
)
def test_without_a_good_basis_a_difference_has_no_label(basis):
    change = reliable_change(20, 90, basis)
    assert (change.difference, change.rc, change.label) == (70, None, "")


def test_alpha_of_equal_items_is_one_and_of_a_known_table_is_known():
    assert cronbach_alpha([[0, 0, 0], [1, 1, 1], [2, 2, 2]]) == pytest.approx(1)
    assert cronbach_alpha([[2, 1], [1, 2], [2, 2], [0, 0]]) == pytest.approx(7 / 9)  # 2 × (1 − (11/12 + 11/12) / 3), by hand
    assert math.isnan(cronbach_alpha([[1, 1], [1, 1]]))
    assert math.isnan(cronbach_alpha([]))


def test_the_basis_comes_from_the_own_first_wave():
    sample = [{item: str((person + number) % 3) for number, item in enumerate(ITEMS)} for person in range(6)]
    basis = change_basis([*sample, {}], "A")
    assert basis is not None
    assert basis.n == 6
    assert basis.sd > 0
    assert change_basis([{}], "A") is None
