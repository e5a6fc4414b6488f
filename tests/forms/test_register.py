"""The register: the exit form holds the 395 invented participants, and codes are checked."""

from __future__ import annotations

import csv

import pytest


def test_the_exit_form_holds_every_invented_participant(fill, content):
    with (content / "synthetic_participants_395.csv").open(encoding="utf-8", newline="") as stream:
        people = list(csv.DictReader(stream))
    columns = [column for column in people[0] if column != "id"]
    refused = []
    for person in people:
        form = fill("uitstroom").answer({"participant_no": person["id"]} | {name: person[name] for name in columns if person[name]})
        lost = [name for name in columns if person[name] and not form.shows(name)]
        unknown = [name for name in ("project", "exit_code", "gender") if person[name] not in form.choices(name)]
        if form.violated() or lost or unknown:
            refused.append((person["id"], form.violated(), lost, unknown))
    assert refused == []
    assert len(people) == 395


@pytest.mark.parametrize(
    ("code", "participation"), [("01", "1"), ("06", "1"), ("07", "0"), ("08", "0"), ("09", "0"), ("10", "0"), ("11", "9")]
)
def test_an_exit_is_participation_not_or_unknown(fill, code, participation):
    assert fill("uitstroom").answer(exit_code=code).text("participation") == participation


@pytest.mark.parametrize("months", ["0", "-3", "twaalf", "1000"])
def test_contract_months_are_a_number_or_unknown(fill, months):
    assert "contract_months" in fill("uitstroom").answer(exit_code="01", contract_months=months).violated()


def test_the_sub_codes_are_those_of_the_chosen_instrument(fill):
    form = fill("activiteit").answer(instrument="GT")
    assert form.choices("instrument_sub") == ["GTz", "GTs", "GTa", "GTc", "GTv"]
    assert not form.answer(instrument="SPO").shows("instrument_sub")


def test_only_a_zero_hours_contract_has_zero_hours(fill):
    form = fill("plaatsing").answer(placement_kind="1", contract_type="1", hours_known="1", hours_per_week="0")
    assert "hours_per_week" in form.violated()
    assert "hours_per_week" not in form.answer(contract_type="4").violated()


@pytest.mark.parametrize(("channel", "kind"), [("01", "own"), ("10", "own"), ("05", "municipal"), ("11", "other"), ("99", "other")])
def test_a_channel_is_own_municipal_or_other(fill, channel, kind):
    assert fill("instroom").answer(referral_channel=channel).text("channel_type") == kind


@pytest.mark.parametrize(("year", "group"), [("2002", "18-24"), ("1985", "35-44"), ("1986", "25-34"), ("1960", "55+")])
def test_the_age_is_that_at_the_start(fill, year, group):
    form = fill("instroom").answer(selection_result="1", start_date="2020-09-01", birth_year=year)
    assert (form.text("age_at_start"), form.text("age_group")) == (str(2020 - int(year)), group)


def test_reached_goals_are_counted(fill):
    form = fill("tussendoelen").answer(status_KNA="3", status_TKP="1", status_NET="4", status_ZVT="0", status_WEL="9")
    assert (form.text("goals_set"), form.text("goals_reached")) == ("3", "1")


def test_the_employer_items_have_a_score(fill):
    form = fill("werkgever").answer(WGV1="2", WGV2="1", WGV3="8")
    assert form.text("score_WGV") == "75"
