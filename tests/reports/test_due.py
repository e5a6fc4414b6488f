"""What is due on a day. All dates are invented."""

from __future__ import annotations

from datetime import date, timedelta

import pytest

from nbnb_desktop.reports.due import Certificate, Contact, Facts, Placement, Review, Step, add_months, due

START = date(2026, 3, 2)


def kinds(facts, today):
    return [(one.kind, one.code) for one in due(facts, today)]


def day(text):
    return date.fromisoformat(text)


# Plan


@pytest.mark.parametrize(("today", "shown"), [("2026-04-05", False), ("2026-04-06", True), ("2026-05-01", True), ("2026-07-13", False)])
def test_a_review_is_due_from_a_week_before_until_it_is_forgotten(today, shown):
    facts = Facts(reviews=[Review(day("2026-04-13"), "week6")])
    assert kinds(facts, day(today)) == ([("review", "week6")] if shown else [])


def test_a_review_that_was_written_down_is_not_due():
    assert due(Facts(reviews=[Review(START, "week6", done=True)]), START) == ()


def test_a_step_is_due_the_day_after_its_deadline_while_it_is_open():
    late, finished = Step(START, "Een cv maken"), Step(START, "Bellen", open=False)
    facts = Facts(steps=[late, finished])
    assert due(facts, START) == ()
    assert [one.words for one in due(facts, START + timedelta(days=1))] == ["Een cv maken"]


def test_the_plan_of_who_has_left_is_history():
    facts = Facts(exited=START, reviews=[Review(START)], steps=[Step(START - timedelta(days=3))])
    assert due(facts, START) == ()


# Calls


@pytest.mark.parametrize(
    ("today", "code"),
    [
        ("2026-02-28", None),
        ("2026-03-01", "1"),
        ("2026-03-02", "1"),
        ("2026-03-03", "2"),
        ("2026-03-08", "2"),
        ("2026-03-09", "3"),
        ("2026-04-02", "4"),
        ("2026-06-02", "5"),
        ("2026-09-02", "6"),
        ("2026-10-02", "6"),
        ("2026-10-03", None),
    ],
)
def test_each_call_of_a_placement_has_its_turn(today, code):
    assert kinds(Facts(placements=[Placement(START)]), day(today)) == ([("call", code)] if code else [])


def test_a_call_that_was_made_is_not_due_and_does_not_stand_for_another():
    facts = Facts(placements=[Placement(START)], contacts=[Contact(day("2026-03-09"), "3")])
    assert kinds(facts, day("2026-03-10")) == []
    assert kinds(facts, day("2026-04-03")) == [("call", "4")]


def test_a_call_of_an_earlier_placement_does_not_count_for_this_one():
    facts = Facts(placements=[Placement(START)], contacts=[Contact(day("2025-03-09"), "3")])
    assert kinds(facts, day("2026-03-10")) == [("call", "3")]


def test_a_placement_that_ended_asks_no_calls():
    assert due(Facts(placements=[Placement(START, day("2026-03-20"))]), day("2026-04-02")) == ()


def test_after_an_exit_one_calls_only_who_said_yes():
    assert due(Facts(exited=START), day("2026-03-09")) == ()
    assert kinds(Facts(exited=START, may_call=True), day("2026-03-09")) == [("call", "3")]
    assert due(Facts(exited=START, may_call=True), day("2026-03-03")) == ()


def test_an_exit_into_a_placement_asks_one_call_and_not_two():
    facts = Facts(exited=START, may_call=True, placements=[Placement(START)])
    assert kinds(facts, day("2026-03-09")) == [("call", "3")]


# Surveys


@pytest.mark.parametrize(("today", "shown"), [("2026-03-01", False), ("2026-03-02", True), ("2026-03-23", True), ("2026-03-24", False)])
def test_t0_is_due_within_three_weeks_of_the_start(today, shown):
    assert kinds(Facts(started=START), day(today)) == ([("survey", "nulmeting")] if shown else [])


@pytest.mark.parametrize(("today", "shown"), [("2026-02-15", False), ("2026-02-16", True), ("2026-03-16", True), ("2026-03-17", False)])
def test_t1_is_due_two_weeks_around_the_planned_end(today, shown):
    assert kinds(Facts(planned_end=START), day(today)) == ([("survey", "vervolgmeting")] if shown else [])


@pytest.mark.parametrize(("today", "shown"), [("2026-08-31", False), ("2026-11-15", True), ("2027-03-02", True), ("2027-03-03", False)])
def test_t2_is_due_six_to_twelve_months_after_the_exit_of_who_may_be_called(today, shown):
    found = kinds(Facts(exited=START, may_call=True), day(today))
    assert (("survey", "nameting") in found) is shown
    assert ("survey", "nameting") not in kinds(Facts(exited=START), day(today))


def test_a_survey_that_was_filled_in_is_not_due():
    assert due(Facts(started=START, surveys=frozenset({"nulmeting"})), START) == ()


# Certificates


@pytest.mark.parametrize(("today", "shown"), [("2025-12-31", False), ("2026-01-01", True), ("2026-04-01", True), ("2026-04-02", False)])
def test_a_certificate_is_due_from_two_months_before_until_a_month_after_it_ends(today, shown):
    facts = Facts(certificates=[Certificate(START, "VCA", "VCA Basis")])
    assert kinds(facts, day(today)) == ([("certificate", "VCA")] if shown else [])


def test_a_renewed_certificate_is_not_due():
    facts = Facts(certificates=[Certificate(START, "VCA"), Certificate(START + timedelta(days=3650), "VCA")])
    assert due(facts, START) == ()


def test_what_is_oldest_comes_first():
    facts = Facts(started=START, reviews=[Review(START - timedelta(days=10), "week6")], certificates=[Certificate(START, "VCA")])
    assert [one.kind for one in due(facts, START)] == ["review", "certificate", "survey"]


def test_a_month_after_the_last_of_january_is_the_last_of_february():
    assert add_months(date(2026, 1, 31), 1) == date(2026, 2, 28)
    assert add_months(date(2026, 11, 30), 3) == date(2027, 2, 28)
