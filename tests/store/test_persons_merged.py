"""Two participants turn out to be one: a person says so, it travels, and it can be undone."""

from __future__ import annotations

import pytest

from tests.store.conftest import add_person


@pytest.fixture
def two(store):
    add_person(store, "kept", given_name="Selam")
    add_person(store, "other", given_name="Salam")
    return store


def test_everything_of_the_other_shows_at_the_one_that_stays(two):
    two.participants.merge("kept", "other", "Anna")
    assert [person.id for person in two.participants.search().rows] == ["kept"]
    assert {row.id for row in two.submissions.of("kept")} == {"kept-file", "other-file"}
    assert two.participants.get("other").merged_into == "kept"
    assert two.participants.count() == 1


def test_the_name_of_the_other_still_finds_the_person(two):
    two.participants.merge("kept", "other", "Anna")
    assert [person.id for person in two.participants.search("salam").rows] == ["kept"]


def test_a_merge_is_undone_by_a_new_revision(two):
    two.participants.merge("kept", "other", "Anna")
    before = two.revisions.count()
    (undone,) = two.participants.part("other", "Bert")
    assert two.participants.count() == 2
    assert two.revisions.count() == before + 1
    assert undone.author == "Bert"
    assert {row.id for row in two.submissions.of("kept")} == {"kept-file"}


def test_a_merge_travels(two, new_store):
    two.participants.merge("kept", "other", "Anna")
    there = new_store("there")
    there.revisions.add_foreign(reversed(list(two.revisions.since({}))))
    assert there.participants.get("other").merged_into == "kept"


def test_merges_in_a_row_end_at_the_last(two):
    add_person(two, "third", given_name="Selaam")
    two.participants.merge("kept", "other", "Anna")
    two.participants.merge("third", "kept", "Anna")
    assert [person.id for person in two.participants.search().rows] == ["third"]
    assert len(two.submissions.of("third")) == 3


def test_two_laptops_that_merge_opposite_ways_still_show_the_person(two):
    two.participants.merge("kept", "other", "Anna")
    two.participants.merge("other", "kept", "Bert")
    assert [person.id for person in two.participants.search().rows] == ["kept"]


def test_nobody_can_be_merged_with_themselves_or_with_nobody(two):
    for kept, other in (("kept", "kept"), ("kept", "nobody")):
        with pytest.raises(ValueError, match="two participants"):
            two.participants.merge(kept, other, "Anna")


def test_the_merge_itself_is_no_form_of_the_participant(two):
    two.participants.merge("kept", "other", "Anna")
    assert {row.form_id for row in two.submissions.of("kept")} == {"deelnemer"}


def test_that_two_are_two_people_travels(two, new_store):
    two.participants.tell_apart("kept", "other", "Anna")
    there = new_store("there")
    there.revisions.add_foreign(two.revisions.since({}))
    assert there.participants.told_apart() == {frozenset(("kept", "other"))}
    assert there.participants.count() == 2


def test_who_thinks_better_of_it_can_still_join_two_people(two):
    two.participants.tell_apart("kept", "other", "Anna")
    two.participants.merge("other", "kept", "Bert")
    assert two.participants.told_apart() == set()
    two.participants.part("kept", "Anna")
    assert two.participants.told_apart() == {frozenset(("kept", "other"))}


def test_who_was_joined_with_somebody_that_another_laptop_erased_shows_again(two, new_store):
    there = new_store("there")
    there.revisions.add_foreign(two.revisions.since({}))
    two.participants.merge("kept", "other", "Anna")
    two.add_foreign_erasures(there.erase("kept", "Bert"))
    assert [person.id for person in two.participants.search().rows] == ["other"]
    assert two.participants.get("other").merged_into == ""
