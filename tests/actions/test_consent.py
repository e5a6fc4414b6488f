"""What a yes, a no and a withdrawal mean; the rule alone, without a store."""

from __future__ import annotations

import pytest

from nbnb_desktop.actions import consent
from nbnb_desktop.actions.consent import NO, PAPERS, PURPOSES, UNASKED, WITHDRAWN, YES
from nbnb_desktop.xforms import library, sources


def test_without_a_form_nothing_was_asked_and_nothing_refused():
    assert {one.state for one in consent.all_said({}).values()} == {UNASKED}
    assert not any(one.forbids for one in consent.all_said({}).values())


@pytest.mark.parametrize("code", PURPOSES)
def test_a_yes_allows_from_the_day_it_was_given(code):
    found = consent.said({f"consent_{code}": "1", "consent_date": "2026-03-02"}, code)
    assert (found.state, found.since, found.forbids) == (YES, "2026-03-02", False)


@pytest.mark.parametrize("code", PURPOSES)
def test_a_no_forbids(code):
    found = consent.said({f"consent_{code}": "0"}, code)
    assert (found.state, found.forbids) == (NO, True)


@pytest.mark.parametrize("code", PURPOSES)
def test_a_withdrawal_forbids_although_the_yes_still_stands(code):
    answers = {f"consent_{code}": "1", "withdrawn": f"cx {code}", f"consent_{code}_withdrawn": "2026-05-01"}
    found = consent.said(answers, code)
    assert (found.state, found.since, found.forbids) == (WITHDRAWN, "2026-05-01", True)


def test_withdrawing_one_purpose_leaves_the_others():
    found = consent.all_said({"consent_c4": "1", "consent_c5": "1", "withdrawn": "c4"})
    assert (found["c4"].state, found["c5"].state) == (WITHDRAWN, YES)


def test_papers_for_others_have_a_purpose_and_the_own_copy_has_none():
    assert (consent.purpose_of("portfolio", "municipality"), consent.purpose_of("portfolio", "employer")) == ("c4", "c5")
    assert consent.purpose_of("portfolio", "full") == consent.purpose_of("my_file") == ""
    assert set(PAPERS.values()) <= set(PURPOSES)


def test_the_purposes_are_those_of_the_form():
    definition = sources.load(library.path(consent.FORM))
    columns = {column.name for column in definition.columns()}
    assert {f"consent_{code}" for code in PURPOSES} <= columns
    assert {f"consent_{code}_withdrawn" for code in PURPOSES} <= columns
    assert {value for value, __ in definition.choices("/data/withdrawn")} == set(PURPOSES)


@pytest.mark.parametrize("form", ["nulmeting", "vervolgmeting", "nameting"])
def test_every_survey_asks_whether_the_coach_may_see_it(form):
    names = {column.name for column in sources.load(library.path(form)).columns()}
    assert {consent.SHARE_QUESTION, "safety_share"} <= names


@pytest.mark.parametrize(("answers", "shared"), [({"share_scores": "1"}, True), ({"share_scores": "0"}, False), ({}, False)])
def test_only_a_yes_shares_a_survey(answers, shared):
    assert consent.is_shared(answers) is shared
