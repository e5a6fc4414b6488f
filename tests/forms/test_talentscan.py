"""The talent scan: its items, and scores, ties and quadrants that agree with reports.scores."""

from __future__ import annotations

import csv
import random

import pytest

from nbnb_desktop.reports.scores import TYPES, holland, quadrants, riasec_scores, skill_scores
from nbnb_desktop.xforms import library, sources

ITEMS = [f"{kind}{number}" for number in range(1, 7) for kind in TYPES]
SKILLS = [f"K{cluster}_{number}" for cluster in range(1, 7) for number in range(1, 5)]


def with_sums(**sums: int) -> dict[str, str]:
    """Answers to all 36 items whose sums per type (0 to 12) are given."""
    return {f"{kind}{number}": str(min(2, max(0, total - 2 * (number - 1)))) for kind, total in sums.items() for number in range(1, 7)}


def test_the_36_items_stand_in_their_fixed_order_with_their_wording(content):
    with (content / "riasec_items_own.csv").open(encoding="utf-8", newline="") as stream:
        expected = [(row["item"], row["text_nl"]) for row in sorted(csv.DictReader(stream), key=lambda row: int(row["position"]))]
    rows = sources.workbook(library.path("talentscan")).rows("survey")
    assert [(row.cells["name"], row.cells["label"]) for row in rows if row.cells.get("type") == "select_one interesse"] == expected


def test_there_are_16_cards_of_which_five_are_chosen(fill):
    form = fill("talentscan")
    assert len(form.choices("qualities")) == 16
    assert "qualities" in form.answer(qualities="op_tijd rustig").violated()
    assert "qualities" not in form.answer(qualities="op_tijd rustig precies eerlijk flexibel").violated()


def test_the_overlap_of_own_and_others_cards_is_shown(fill):
    form = fill("talentscan").answer(qualities="op_tijd rustig precies eerlijk flexibel", qualities_other_by="buddy")
    form.answer(qualities_other="rustig precies creatief leiding sterk")
    assert form.text("qualities_both") == "rustig precies"
    assert form.text("qualities_self_only") == "op_tijd eerlijk flexibel"
    assert form.text("qualities_others_only") == "sterk creatief leiding"


def test_the_form_and_the_reports_agree_on_skills(fill):
    draw, form = random.Random(3), fill("talentscan")
    for __ in range(6):
        answers = {skill: draw.choice(["0", "1", "2", ""]) for skill in SKILLS}
        answers |= {f"{skill}_like": draw.choice("01") for skill in SKILLS if answers[skill]}
        form.answer({f"{skill}_like": "" for skill in SKILLS if not answers[skill]} | answers)
        for cluster, expected in skill_scores(answers).items():
            calculated = form.text(f"skill_{cluster}")
            assert (float(calculated) if calculated else None) == (None if expected is None else pytest.approx(expected))
        found = quadrants(answers)
        assert (form.text("talents"), form.text("reserve"), form.text("learning")) == tuple(
            " ".join(codes) for codes in (found.talents, found.reserve, found.learning)
        )


def test_the_form_and_the_reports_agree_on_interests(fill):
    draw, form = random.Random(5), fill("talentscan")
    for __ in range(15):
        answers = {item: draw.choice("0012227" if item[0] in "RS" else "0127") for item in ITEMS}
        form.answer(answers)
        scores = riasec_scores(answers)
        profile = holland(scores)
        assert [form.text(f"score_{kind}") for kind in TYPES] == ["" if s is None else f"{s:g}" for s in scores.values()]
        assert (form.text("holland_code"), form.text("consistency")) == (profile.code, profile.consistency)
        assert form.text("differentiation") == ("" if profile.differentiation is None else f"{profile.differentiation:g}")
        assert form.text("tied") == profile.tie.letters


TIED = [
    {"R": 12, "I": 9, "A": 6, "S": 6, "E": 3, "C": 1},  # two for one place
    {"R": 12, "I": 9, "A": 6, "S": 6, "E": 6, "C": 1},  # three for one
    {"R": 12, "I": 6, "A": 6, "S": 6, "E": 3, "C": 1},  # three for two
    {"R": 12, "I": 9, "A": 6, "S": 6, "E": 6, "C": 6},  # four for one
    {"R": 12, "I": 6, "A": 6, "S": 6, "E": 6, "C": 1},  # four for two
    {"R": 6, "I": 6, "A": 6, "S": 6, "E": 3, "C": 1},  # four for three
    {"R": 12, "I": 6, "A": 6, "S": 6, "E": 6, "C": 6},  # five for two: not asked
    {"R": 6, "I": 6, "A": 6, "S": 6, "E": 6, "C": 1},  # five for three: not asked
]


@pytest.mark.parametrize("sums", TIED, ids=lambda sums: "-".join(map(str, sums.values())))
@pytest.mark.parametrize("prefer", [0, 1], ids=["first", "second"])
def test_the_form_asks_the_same_forced_choices_and_ends_with_the_same_code(fill, sums, prefer):
    answers = with_sums(**sums)
    form, scores, chosen = fill("talentscan").answer(answers), riasec_scores(answers), []
    for screen in (1, 2, 3):
        pair = holland(scores, chosen).pair
        assert form.shows(f"tie_{screen}") is bool(pair)
        if not pair:
            break
        assert "".join(form.choices(f"tie_{screen}")) == "".join(sorted(pair, key=TYPES.index))
        assert form.text("holland_code") == holland(scores, chosen).code
        chosen.append(pair[prefer])
        form.answer({f"tie_{screen}": pair[prefer]})
    assert form.text("holland_code") == holland(scores, chosen).code


def test_a_choice_that_no_longer_fits_the_tie_counts_for_nothing(fill):
    form = fill("talentscan").answer(with_sums(**TIED[0])).answer(tie_1="S")
    assert form.text("holland_code") == "RIS"
    form.answer(with_sums(R=12, I=9, A=3, S=1, E=6, C=6))
    assert form.text("holland_code") == "RIE/C"


def test_an_unclear_profile_is_said_in_words(fill):
    form = fill("talentscan").answer(with_sums(R=6, I=5, A=5, S=4, E=4, C=4))
    assert form.shows("unclear_interest")
    assert not form.shows("list_did_not_fit")
    form.answer(with_sums(R=2, I=1, A=1, S=1, E=0, C=0))
    assert form.shows("list_did_not_fit")
    assert not form.shows("unclear_interest")


def test_only_own_talents_can_be_shown_in_the_portfolio(fill):
    form = fill("talentscan").answer(K1_1="2", K1_1_like="1", K2_1="2", K2_1_like="0", K3_1="1", K3_1_like="1")
    assert (form.choices("talents_shown"), form.choices("learning_chosen")) == (["K1_1"], ["K3_1"])
