"""The rules of the future plan (spec 5), of consent (3.10) and of the intake (3)."""

from __future__ import annotations

import pytest

STEP = {"step_what": "Een cv maken", "step_owner": "deelnemer", "step_deadline": "2023-02-10"}


def plan(fill, **step: str):
    return fill("toekomstplan").answer(plan_date="2023-02-01", **{**STEP, **step})


def test_a_step_needs_an_owner_and_a_date(fill):
    form = plan(fill, step_owner="", step_deadline="")
    assert {"step_owner", "step_deadline"} <= form.violated()
    assert not {"step_owner", "step_deadline"} & form.answer(STEP).violated()


def test_a_step_with_an_instrument_names_a_tussendoel(fill):
    form = plan(fill, step_instrument="GT")
    assert "step_tussendoel" in form.violated()
    assert "step_tussendoel" not in form.answer(step_tussendoel="SOL").violated()


def test_a_plan_without_a_step_of_the_participant_is_not_agreed(fill):
    form = plan(fill, step_owner="coach").answer(participant_agrees="1")
    assert form.shows("warn_own")
    assert "participant_agrees" in form.violated()
    form.add_row("step")
    form.answer(STEP, row=2)
    assert not form.shows("warn_own")
    assert "participant_agrees" not in form.violated()


@pytest.mark.parametrize(("deadline", "soon"), [("2023-03-01", True), ("2023-03-02", False)])
def test_a_goal_needs_a_step_within_four_weeks(fill, deadline, soon):
    form = plan(fill, step_deadline=deadline).answer(participant_agrees="1")
    assert ("participant_agrees" in form.violated()) is not soon


def test_a_far_deadline_counts_when_the_step_starts_soon(fill):
    form = plan(fill, step_start="2023-02-03", step_deadline="2023-09-01").answer(participant_agrees="1")
    assert "participant_agrees" not in form.violated()


def test_a_participant_may_disagree_with_any_plan(fill):
    assert "participant_agrees" not in plan(fill, step_owner="coach").answer(participant_agrees="0").violated()


def test_more_than_five_open_steps_are_warned_for(fill):
    form = plan(fill)
    for row in range(2, 7):
        form.add_row("step")
        form.answer(STEP, row=row)
    assert form.shows("warn_open")
    assert not form.answer(step_status="3", row=6).shows("warn_open")


def test_an_agreed_plan_is_signed_by_participant_and_coach(fill):
    form = plan(fill).answer(participant_agrees="1")
    assert {"signed_date", "participant_initials", "coach_initials"} <= form.violated()
    form.answer(signed_date="2023-02-01", participant_initials="T.B.", coach_initials="A.V.")
    assert not {"signed_date", "participant_initials", "coach_initials"} & form.violated()


def test_the_three_questions_of_the_realism_check_are_asked(fill):
    assert {"check_path", "check_language", "check_occupation"} <= fill("toekomstplan").violated()


def test_every_purpose_has_a_yes_or_no_of_its_own(fill):
    form = fill("toestemming")
    assert {f"consent_c{number}" for number in range(2, 9)} <= form.violated()
    form.answer({f"consent_c{number}": "0" for number in range(2, 9)})
    assert form.text("valid") == ""
    assert not form.shows("withdraw")


def test_a_withdrawn_consent_is_no_longer_valid_and_keeps_its_date(fill):
    form = fill("toestemming").answer({f"consent_c{number}": "1" for number in range(2, 9)})
    assert form.text("valid") == "c2 c3 c4 c5 c6 c7 c8"
    form.answer(withdraw="1", withdrawn="c3 c7", consent_c3_withdrawn="2023-01-15")
    assert form.text("valid") == "c2 c4 c5 c6 c8"
    assert form.shows("consent_c7_withdrawn")
    assert not form.shows("consent_c2_withdrawn")


def test_needs_at_work_are_only_asked_when_the_participant_agrees(fill):
    form = fill("intake").answer(needs_consent="0")
    assert not form.shows("work_limit")
    form.answer(needs_consent="1", work_limit="1")
    assert form.shows("work_needs")
    assert form.text("obstacles_present") == "MENT FYSI"


def test_help_is_offered_for_the_obstacles_that_play_a_part(fill):
    form = fill("intake")
    assert not form.shows("obstacles_help")
    form.answer(obst_TAAL="2", obst_REIS="1", obst_SCHU="0", obst_EENZ="98")
    assert form.choices("obstacles_help") == ["TAAL", "REIS"]


def test_a_driver_is_not_chosen_twice(fill):
    form = fill("intake").answer(driver_1="leren", driver_2="taal")
    assert not {"leren", "taal"} & set(form.choices("driver_3"))


def test_family_does_not_interpret(fill):
    assert "family_interprets" in fill("intake").answer(interpreter_used="1", family_interprets="1").violated()


def test_a_date_in_the_future_is_refused_where_the_past_is_meant(fill):
    assert "birth_date" in fill("deelnemer").answer(birth_date="2999-01-01").violated()
    assert "intake_date" in fill("intake").answer(intake_date="2999-01-01").violated()


@pytest.mark.parametrize(("precision", "shown"), [("exact", "17-05-1984"), ("month", "05-1984"), ("year", "1984"), ("about", "± 1984")])
def test_a_birth_date_shows_no_more_than_is_known(fill, precision, shown):
    form = fill("deelnemer").answer(birth_precision=precision, birth_date="1984-05-17")
    assert (form.text("birth_shown"), form.text("birth_year")) == (shown, "1984")
