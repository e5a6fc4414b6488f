"""Ranges against plain sets of numbers."""

from __future__ import annotations

from hypothesis import given, settings
from hypothesis import strategies as st

from nbnb_desktop.sync import ranges

NUMBERS = st.sets(st.tuples(st.sampled_from("abc"), st.integers(1, 30)), max_size=40)
MODEST = settings(max_examples=100, deadline=None, database=None)


def plain(runs: ranges.Ranges) -> set[tuple[str, int]]:
    return {(device, number) for device, pairs in runs.items() for first, last in pairs for number in range(first, last + 1)}


@MODEST
@given(NUMBERS, NUMBERS)
def test_ranges_do_what_sets_do(one, other):
    ours, theirs = ranges.of(one), ranges.of(other)
    assert plain(ranges.add(ours, theirs)) == one | other
    assert plain(ranges.missing(ours, theirs)) == other - one
    assert plain(ranges.common(ours, theirs)) == one & other
    assert ranges.count(ours) == len(one)
    assert all(ranges.contains(ours, *place) == (place in one) for place in one | other)


@MODEST
@given(NUMBERS)
def test_there_is_one_way_to_write_the_same_numbers(numbers):
    assert ranges.of(sorted(numbers)) == ranges.of(sorted(numbers, reverse=True)) == ranges.add(ranges.of(numbers))


def test_gaps_are_what_is_missing_from_one_to_the_highest():
    assert ranges.gaps({"a": ((2, 3), (7, 9)), "b": ((1, 4),)}) == {"a": ((1, 1), (4, 6))}


def test_what_nobody_told_is_common_to_nobody():
    assert ranges.common() == {}
    assert ranges.common({"a": ((1, 9),)}, {}) == {}
