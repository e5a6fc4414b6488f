"""A participant of whom everything is filled in: what of it each profile of the portfolio shows, and nothing else (spec 6.1).

Every question that is answered in words gets a word of its own, in every form. An answer that is not named here and
reaches a paper breaks a test: whoever adds a question decides who may read it.
"""

from __future__ import annotations

import re
from datetime import date

import pytest

from nbnb_desktop.actions import entry, filled, participants, portfolio, printing, setup
from nbnb_desktop.actions.setup import FirstStart
from nbnb_desktop.documents import cv
from nbnb_desktop.documents import portfolio as document
from tests.documents.reading import strings

PLANTED = re.compile(r"GEHEIM-[a-z_]+-\w+")
WORK = {f"werkervaring-{name}" for name in ("occupation", "employer", "place", "task_1", "task_2", "task_3", "task_4")}
LEARNT = {
    "opleiding-education_name", "opleiding-school", "opleiding-place", "certificaat-certificate_name", "certificaat-issuer",
    "activiteit-activity_name", "activiteit-provider",
}  # fmt: skip
PERSON = {"deelnemer-cv_name", "deelnemer-own_name", "deelnemer-phone", "deelnemer-email", "pitch-pitch_text", "intake-intake_coach"}
TOLD_BY_OTHERS = {f"feedback-{name}" for name in ("feedback_name", "feedback_organisation", "good", "reference_phone")}
AGREED = {f"toekomstplan-{name}" for name in (
    "dream_job", "dream_job_why", "first_job", "first_job_helps", "alternative", "education_goal", "own_words", "step_what", "step_help",
    "employer_contact", "agreement_participant", "agreement_coach")}  # fmt: skip
SCANNED = {f"talentscan-{name}" for name in (
    "coach_remark", "occupation_other", "occupation_fits", "occupation_next_step", "real_note")}  # fmt: skip
MAY_SHOW = {
    "employer": WORK | LEARNT | PERSON | TOLD_BY_OTHERS | {"deelnemer-pronunciation"},
    "municipality": WORK | LEARNT | PERSON | AGREED | SCANNED | {"deelnemer-municipality", "leerdoel-goal_text"},
}
MAY_SHOW["full"] = MAY_SHOW["employer"] | MAY_SHOW["municipality"]


@pytest.fixture(scope="module")
def known(tmp_path_factory):
    answers = FirstStart("nl", "Stichting Proef (verzonnen)", setup.projects()[3], "sanne", "vier blauwe fietsen zingen", "Laptop")
    workplace, __ = setup.first_start(tmp_path_factory.mktemp("everything") / "store", answers)
    person = participants.new(workplace, participants.NewParticipant("Rima", "Al-Khatib"))
    for meta in workplace.library.metas():
        if meta.about == "participant":
            fill(workplace, person, meta.form_id)
    yield workplace, person
    setup.lock(workplace)


def fill(workplace, person, form_id) -> None:
    """Answer all there is to answer; what an answer brings up is answered in the next round."""
    before = next((row.id for row in workplace.store.submissions.of(person) if row.form_id == form_id), "")
    kept = entry.reopen(workplace, before) if before else entry.begin(workplace, form_id, person, "nl")
    done: set[str] = set()
    for __ in range(3):
        answer_all(kept.session, form_id, "", done)
    entry.finish(workplace, entry.snapshot(kept))


def answer_all(session, form_id, place, done) -> None:
    for ref in session.children(place):
        state = session.state(ref)
        if state.kind == "repeat" and not session.rows(ref):
            session.add_row(ref)
        if state.kind in {"group", "row", "repeat"}:
            answer_all(session, form_id, ref, done)
        elif ref not in done:
            done.add(ref)
            answer = an_answer(state, f"GEHEIM-{form_id}-{ref.rpartition('/')[2]}")
            if answer is not None and not state.readonly:
                session.answer(ref, answer)


def an_answer(state, word):
    if state.kind == "select_one":
        codes = [choice.value for choice in state.choices]
        return "1" if "1" in codes else next(iter(codes), None)
    if state.kind == "select_multiple":
        return tuple(choice.value for choice in state.choices[:1])
    day = date(1988, 4, 12) if "birth" in word else date(2026, 1, 2)
    kinds = {"string": word, "int": 1999 if "permit" in word else 3, "date": day}
    return kinds.get(state.data_type) if state.kind == "input" else None


def said(known, profile: str) -> str:
    return strings(document.build(portfolio.content(*known, ("nl",)), profile, ("nl",)))


@pytest.mark.parametrize("profile", printing.PROFILES)
def test_a_portfolio_shows_what_its_reader_may_see_and_nothing_else(known, profile):
    assert {word.removeprefix("GEHEIM-") for word in PLANTED.findall(said(known, profile))} == MAY_SHOW[profile]


def private(known) -> dict[str, str]:
    """Answers from a list, of a date or a number that only the participant's own copy may show, in words."""
    intake = filled.latest(*known, "intake", ("nl",))
    chosen = {name: intake.words(name)["nl"] for name in ("nationality", "benefit")}
    needs, obstacle = intake.each("work_needs")[0]["nl"], intake.question("obst_SCHU")["nl"]
    return {**chosen, "needs": needs, "obstacle": obstacle, "birth": "12 april 1988", "permit": "1999"}


@pytest.mark.parametrize("profile", ["employer", "municipality"])
def test_what_is_nobodys_business_reaches_no_reader(known, profile):
    text = said(known, profile)
    assert {name: words for name, words in private(known).items() if words in text} == {}


def test_the_own_copy_has_it_but_for_the_benefit_and_the_permit(known):
    text = said(known, "full")
    assert {name for name, words in private(known).items() if words in text} == {"nationality", "needs", "obstacle", "birth"}


def test_a_cv_shows_no_more_than_an_employer_may_see(known):
    content = portfolio.content(*known, ("nl",))
    for design in cv.DESIGNS:
        shown = {
            word.removeprefix("GEHEIM-") for word in PLANTED.findall(strings(cv.build(content, design)) + str(cv.json_resume(content)))
        }
        assert shown <= MAY_SHOW["employer"]


def test_the_planted_words_are_many_and_most_reach_no_paper(known):
    workplace, person = known
    records = [workplace.store.submissions.record(row.id) for row in workplace.store.submissions.of(person)]
    planted = {word for record in records for word in PLANTED.findall(str(record))}
    assert len(planted) > 100
    assert len(planted) > 2 * len(MAY_SHOW["full"])
