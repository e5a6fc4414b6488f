"""Laptops that exchange in any order, with losses, repeats, restored backups and wrong clocks, come to hold the same.

10,000 longer histories: ``python -m bench.exchange --full``.
"""

from __future__ import annotations

from hypothesis import given, settings
from hypothesis import strategies as st

from tests.sync.histories import DEEDS, IDENTITIES, begin, faults, random_history
from tests.sync.laptop import Laptop, laptops

STEPS = st.lists(st.tuples(st.sampled_from(DEEDS), st.integers(0, 4), st.integers(0, 999), st.integers(0, 31)), max_size=30)
SKEWS = st.lists(st.sampled_from((0, -3, 2, 40)), min_size=2, max_size=4)


@settings(max_examples=120, deadline=None, database=None)
@given(SKEWS, STEPS)
def test_any_history_converges_and_loses_nothing(skews, steps):
    history = begin(skews)
    for step in steps:
        history.play(step)
    assert faults(history) == []


def test_long_histories_converge_too():
    assert [random_history(seed, length=120) for seed in range(8)] == [[]] * 8


def test_a_lost_middle_file_is_seen_as_a_gap_and_the_next_file_mends_it(tilburg: Laptop, breda: Laptop):
    tilburg.save("s", "p", "one")
    (first,) = tilburg.export([breda])
    breda.take_in(first)
    tilburg.take_in(*breda.export([tilburg]))
    tilburg.save("s", "p", "two")
    tilburg.export([breda])  # lost
    tilburg.take_in(*breda.export([tilburg], "forms"))
    tilburg.save("t", "p", "three")
    (third,) = tilburg.export([breda])
    breda.take_in(third)
    assert breda.shelves.revisions == tilburg.shelves.revisions


def test_revisions_that_a_restore_lost_come_back_from_a_colleague(tilburg: Laptop, breda: Laptop):
    tilburg.back_up()
    lost = tilburg.save("s", "p", "one")
    breda.take_in(*tilburg.export([breda]))
    tilburg.restore()
    tilburg.save("s", "p", "written anew")
    decision = tilburg.take_in(*breda.export([tilburg]))  # Breda believes that Tilburg has it
    assert decision.gaps == {"tilburg.1": ((1, 1),)}
    breda.take_in(*tilburg.export([breda]))  # and now knows better
    tilburg.take_in(*breda.export([tilburg]))
    assert lost is not None
    assert tilburg.shelves.revisions[lost.id] == lost
    assert breda.shelves.revisions == tilburg.shelves.revisions


def test_an_erasure_reaches_a_laptop_that_hears_only_from_a_third(tilburg: Laptop, breda: Laptop, goes: Laptop):
    tilburg.save("s", "p", "one")
    goes.take_in(*tilburg.export([goes]))
    breda.take_in(*tilburg.export([breda]))
    tilburg.erase("p")
    breda.take_in(*tilburg.export([breda]))
    goes.take_in(*breda.export([goes]))
    assert all(not revision.payload for revision in goes.shelves.revisions.values())


def test_an_edit_that_arrives_after_the_erasure_stays_hollow(tilburg: Laptop, breda: Laptop):
    tilburg.save("s", "p", "one")
    breda.take_in(*tilburg.export([breda]))
    late = breda.save("s", "p", "two")
    tilburg.erase("p")
    tilburg.take_in(*breda.export([tilburg]))
    assert late is not None
    assert tilburg.shelves.revisions[late.id].payload == b""


def test_both_edits_of_one_submission_are_there_after_the_exchange(tilburg: Laptop, breda: Laptop):
    tilburg.save("s", "p", "Aleppo")
    breda.take_in(*tilburg.export([breda]))
    ours, theirs = tilburg.save("s", "p", "Damascus"), breda.save("s", "p", "Homs")
    breda.take_in(*tilburg.export([breda]))
    tilburg.take_in(*breda.export([tilburg]))
    assert ours is not None
    assert theirs is not None
    assert tilburg.heads("s") == breda.heads("s") == {ours.id, theirs.id}


def test_a_form_that_was_lost_with_another_part_is_asked_for_and_comes(tilburg: Laptop, breda: Laptop, goes: Laptop):
    tilburg.save("s", "p", "one")
    breda.take_in(*tilburg.export([breda]))
    breda.shelves.forms.clear()  # the part with the forms never came
    goes.take_in(*breda.export([goes]))
    assert not goes.shelves.forms
    tilburg.take_in(*goes.export([tilburg]))
    goes.take_in(*tilburg.export([goes]))
    assert goes.shelves.forms == tilburg.shelves.forms


def test_five_laptops_can_be_paired_all_with_all():
    assert all(len(laptop.devices) == 4 for laptop in laptops(IDENTITIES))
