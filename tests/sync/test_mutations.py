"""Spoilt files never crash, never change anything, and always get a reason; 100,000 of them: ``python -m bench.exchange --full``."""

from __future__ import annotations

from random import Random

from hypothesis import given, settings
from hypothesis import strategies as st

from nbnb_desktop.sync.refusals import REFUSALS
from tests.sync.mutations import FILE, trial
from tests.sync.test_vectors import receiver


@settings(max_examples=2000, deadline=None, database=None)
@given(st.integers(0, 2**64))
def test_a_spoilt_file_is_refused_with_a_reason_and_changes_nothing(seed: int) -> None:
    met = trial(Random(seed), receiver())
    assert not met.fault
    assert met.reason == "ok" or met.reason in REFUSALS


def test_the_file_that_is_spoilt_is_sound_itself() -> None:
    laptop = receiver()
    laptop.take_in(FILE.bytes())
    assert len(laptop.shelves.revisions) == 2


def test_a_file_that_comes_twice_changes_nothing_the_second_time() -> None:
    laptop, data = receiver(), FILE.bytes()
    laptop.take_in(data)
    before = laptop.shelves.revisions.copy()
    decision = laptop.take_in(data)
    assert decision.verdict == "repeat"
    assert (decision.revisions, decision.erasures, decision.forms, decision.attachments) == ((), (), (), ())
    assert laptop.shelves.revisions == before
