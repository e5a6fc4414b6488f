"""Suggestions of occupations and their realism check (spec 4.4)."""

from __future__ import annotations

import csv

import pytest

from nbnb_desktop.errors import RecordError
from nbnb_desktop.places import data_folder
from nbnb_desktop.reports.occupations import ALSO_LOOK, MOST, Occupation, load, pearson, suggest
from nbnb_desktop.reports.realism import TOPICS, Wishes, horizon, realism
from nbnb_desktop.xforms import notation

PRACTICAL = dict(zip("RIASEC", (12.0, 3.0, 1.0, 4.0, 2.0, 8.0), strict=True))
HANDY = {"K1_1": 2, "K1_2": 2, "K1_4": 2, "K6_1": 2, "K6_3": 1, "K4_1": 1}


def job(code: str = "X1", **more: object) -> Occupation:
    values = dict(zip("RIASEC", (7.0, 2.0, 1.0, 1.0, 2.0, 4.0), strict=True))
    return Occupation(code, code, **{"interests": values, "key_skills": ("K1_1", "K1_2"), **more})  # type: ignore[arg-type]


def light(topic: str, work: Occupation, wishes: Wishes) -> str:
    return next(found.colour for found in realism(work, wishes) if found.topic == topic)


def test_the_list_has_the_25_functions_with_known_skills_and_demands():
    occupations = load()
    lists = data_folder("forms") / "lists"
    known = {
        name: {row["name"] for row in notation.compose(notation.read_text(lists / f"{name}.yaml"))["choices"]}
        for name in ("vaardigheid", "werkeis", "functie")
    }
    assert {found.code for found in occupations} == known["functie"] - {"F00"}
    assert all(set(found.key_skills) <= known["vaardigheid"] and 4 <= len(found.key_skills) <= 6 for found in occupations)
    assert all(set(found.conflicts) <= known["werkeis"] for found in occupations)


def test_the_interest_values_are_those_of_the_reference(request):
    source = request.config.rootpath / ".." / "shared" / "content" / "job_functions_reference.csv"
    if not source.is_file():
        pytest.skip("the content specification is not beside this checkout")
    with source.open(encoding="utf-8", newline="") as stream:
        expected = {row["code"]: row["top3"] for row in csv.DictReader(stream) if row["top3"]}
    assert {found.code: found.top for found in load() if found.interests} == expected


def test_a_practical_profile_gets_at_most_eight_with_reasons_and_another_type():
    found = suggest(load(), PRACTICAL, HANDY, Wishes(language="A2"))
    assert len(found) == MOST
    assert len({one.occupation.code for one in found}) == MOST
    assert all(one.types or one.skills for one in found)
    assert all(len(one.lights) == len(TOPICS) for one in found)
    other = [one for one in found if one.group == ALSO_LOOK]
    assert len(other) == 1
    assert other[0].occupation.top[0] not in {one.occupation.top[0] for one in found if one not in other}


def test_a_flat_or_unfinished_profile_ranks_nothing():
    assert suggest(load(), dict.fromkeys("RIASEC", 6.0), HANDY, Wishes()) == ()
    assert suggest(load(), {**PRACTICAL, "A": None}, HANDY, Wishes()) == ()


def test_equal_totals_go_by_openings_then_by_code():
    jobs = [job("X3"), job("X2"), job("X1", openings=None), job("X9", openings=3)]
    assert [one.occupation.code for one in suggest(jobs, PRACTICAL, HANDY, Wishes())] == ["X9", "X1", "X2", "X3"]


def test_the_total_is_weighted_interest_skills_and_conditions():
    one = suggest([job(conflicts=("varken",))], PRACTICAL, {"K1_1": 2}, Wishes(demands=frozenset({"varken"})))[0]
    assert (one.skills_fit, one.conditions_fit) == (0.5, 0)
    assert one.total == pytest.approx(0.4 * one.interest_fit + 0.4 * 0.5)


def test_pearson_of_proportional_rows_is_one_and_of_a_flat_row_is_zero():
    assert pearson([1, 2, 3], [2, 4, 6]) == pytest.approx(1)
    assert pearson([1, 2, 3], [3, 2, 1]) == pytest.approx(-1)
    assert pearson([1, 1, 1], [1, 2, 3]) == 0


@pytest.mark.parametrize(
    ("level", "colour", "when"), [("B1", "green", "now"), ("A2", "orange", "soon"), ("A1", "red", "later"), ("", "orange", "now")]
)
def test_the_language_is_compared_with_what_is_needed(level, colour, when):
    work = job(language="B1")
    assert (light("language", work, Wishes(language=level)), horizon(work, Wishes(language=level))) == (colour, when)


def test_a_regulated_profession_without_a_recognised_diploma_is_red_and_later():
    work = job(diploma="hbo", regulated=True)
    assert (light("diploma", work, Wishes()), horizon(work, Wishes())) == ("red", "later")
    assert light("diploma", work, Wishes(diploma=True)) == "green"
    assert light("diploma", job(diploma="mbo"), Wishes(diploma=False)) == "orange"


def test_a_missing_licence_is_a_step():
    work = job(needs=("rijbewijs_C", "code95"))
    reason = next(found.reason for found in realism(work, Wishes(holds=frozenset({"code95"}))) if found.topic == "certificate")
    assert horizon(work, Wishes()) == "soon"
    assert "rijbewijs C" in reason
    assert "code95" not in reason


def test_a_demand_lifting_and_travel_can_be_red():
    work = job(conflicts=("varken",), lifting=True, travel_minutes=50)
    wishes = Wishes(demands=frozenset({"varken"}), needs=frozenset({"niet_tillen"}), travel_minutes=45)
    assert [light(topic, work, wishes) for topic in ("demands", "physical", "distance")] == ["red"] * 3


def test_every_light_has_a_reason_in_words():
    assert all(found.reason for work in load() for found in realism(work, Wishes()))


def test_a_list_that_cannot_be_read_names_the_line(tmp_path):
    shipped = (data_folder("resources") / "occupations.csv").read_text(encoding="utf-8")
    spoilt = tmp_path / "own.csv"
    spoilt.write_text(shipped.replace("5.73", "veel"), encoding="utf-8")
    with pytest.raises(RecordError, match="8"):
        load(spoilt)
    with pytest.raises(RecordError):
        load(tmp_path / "missing.csv")


def test_an_organisation_can_add_an_occupation(tmp_path):
    shipped = (data_folder("resources") / "occupations.csv").read_text(encoding="utf-8")
    own = tmp_path / "own.csv"
    own.write_text(shipped + "Z01,Lasser,Welder,7212,Lassers,,6.5,2,1,1,1,4,A2,,0,VCA,,1,,K1_1 K1_3 K6_1 K6_4,3,25,36\n", encoding="utf-8")
    assert load(own)[-1] == Occupation(
        "Z01", "Lasser", "Welder", dict(zip("RIASEC", (6.5, 2, 1, 1, 1, 4), strict=True)), "7212", "A2", "", False, ("VCA",), (), True, (),
        ("K1_1", "K1_3", "K6_1", "K6_4"), 3, 25, 36,
    )  # fmt: skip
