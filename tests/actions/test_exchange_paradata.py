"""How a survey was filled in travels with it, is in the person's own file, and is erased with the person. All people are invented."""

from __future__ import annotations

import json

import pytest

from nbnb_desktop.actions import duplicates, entry, exchange, handover, keeping, laptops, participants
from nbnb_desktop.actions.participants import NewParticipant

TOLD = {"helper": "alone & <rustig>", "seconds": {"NET1": 4.5}, "breaks": 1}


@pytest.fixture
def filled(make_workplace):
    """Two paired laptops; on the first Selam's survey was filled in: (one, other, participant, survey)."""
    one, other = make_workplace("een"), make_workplace("twee")
    laptops.pair(one, laptops.my_card(other))
    laptops.pair(other, laptops.my_card(one))
    person = participants.new(one, NewParticipant("Selam", "Tekle"))
    survey = entry.register(one, "certificaat", person, {"certificate_kind": "VCA"})
    handover.keep_paradata(one, survey, TOLD)
    return one, other, person, survey


def send(one, other, path):
    exchange.export(one, (other.store.device.name,), path)
    return exchange.import_file(other, path)


def test_paradata_travel_without_a_word_to_anybody(filled, tmp_path):
    one, other, __, survey = filled
    report = send(one, other, tmp_path / "x.nbnb")
    assert handover.paradata(other, survey) == (TOLD,)
    assert (report.conflicts, report.remarks) == (0, ())
    assert other.store.forms.missing() == ()


def test_paradata_are_no_form_in_the_file_of_a_participant(filled):
    one, __, person, __ = filled
    assert {row.form_id for row in one.store.submissions.of(person)} == {"deelnemer", "certificaat"}


def test_a_survey_that_was_filled_in_twice_has_both(filled):
    one, __, __, survey = filled
    handover.keep_paradata(one, survey, {"breaks": 2})
    assert handover.paradata(one, survey) == (TOLD, {"breaks": 2})


def test_the_person_sees_them_in_their_own_file(filled):
    one, __, person, __ = filled
    (kept,) = json.loads(keeping.my_file(one, person))["program"]
    assert "rustig" in kept["xml"]


def test_they_are_erased_with_the_person_here_and_elsewhere(filled, tmp_path):
    one, other, person, survey = filled
    send(one, other, tmp_path / "1.nbnb")
    keeping.erase(one, person)
    send(one, other, tmp_path / "2.nbnb")
    for laptop in (one, other):
        assert handover.paradata(laptop, survey) == ()
        assert not [one for one in laptop.store.revisions.all() if b"rustig" in one.payload]


def test_a_merge_of_persons_asks_for_no_form(filled, tmp_path):
    one, other, person, __ = filled
    duplicates.merge(one, person, participants.new(one, NewParticipant("Selam", "Tekle")))
    assert send(one, other, tmp_path / "x.nbnb").remarks == ()
