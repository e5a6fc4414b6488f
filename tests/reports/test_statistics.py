"""Student's t against printed tables, Wilcoxon against counting every possibility."""

from __future__ import annotations

from itertools import product

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from nbnb_desktop.reports.statistics import _approximate, paired_change, signed_rank, t_quantile

PRINTED = {1: 12.706, 2: 4.303, 5: 2.571, 9: 2.262, 10: 2.228, 29: 2.045, 30: 2.042, 60: 2.000, 120: 1.980, 100_000: 1.960}
"""The 97.5% quantiles of every statistics book."""


@pytest.mark.parametrize(("freedom", "printed"), PRINTED.items())
def test_quantiles_of_t_are_those_of_the_printed_tables(freedom: int, printed: float):
    assert t_quantile(0.975, freedom) == pytest.approx(printed, abs=0.0006)


def test_other_quantiles_are_right_too():
    assert [round(t_quantile(p, 10), 3) for p in (0.5, 0.9, 0.95, 0.99, 0.995)] == [0.0, 1.372, 1.812, 2.764, 3.169]
    assert t_quantile(0.025, 10) == pytest.approx(-t_quantile(0.975, 10))


def by_counting(differences: list[int]) -> float:
    """Every way to give the differences a sign, one by one."""
    moved = [one for one in differences if one]
    sizes = sorted(map(abs, moved))
    rank = {size: sum(i + 1 for i, other in enumerate(sizes) if other == size) / sizes.count(size) for size in sizes}
    middle = sum(rank[abs(one)] for one in moved) / 2
    far = abs(sum(rank[abs(one)] for one in moved if one > 0) - middle)
    sums = [sum(rank[abs(one)] for one, up in zip(moved, signs, strict=True) if up) for signs in product([0, 1], repeat=len(moved))]
    return sum(abs(one - middle) >= far - 1e-9 for one in sums) / len(sums)


@settings(max_examples=50, deadline=None)
@given(st.lists(st.integers(-6, 6), min_size=1, max_size=9).filter(any))
def test_the_signed_rank_test_counts_every_possibility_with_ties_and_zeros(differences: list[int]):
    assert signed_rank([float(one) for one in differences]) == pytest.approx(by_counting(differences))


def test_nothing_but_zeros_has_no_p():
    assert signed_rank([0.0, 0.0]) is None


def test_the_approximation_comes_near_the_exact_test():
    differences = [float(one) for one in range(-20, 40) if one]
    exact = signed_rank(differences)
    up = sum(rank for rank, one in zip(_ranks(differences), differences, strict=True) if one > 0)
    assert exact == pytest.approx(_approximate(len(differences), up, 20 * 6), abs=0.002)


def _ranks(differences: list[float]) -> list[float]:
    sizes = sorted(map(abs, differences))
    return [sum(i + 1 for i, other in enumerate(sizes) if other == abs(one)) / sizes.count(abs(one)) for one in differences]


def test_a_worked_example_of_paired_change():
    change = paired_change([(50, 60), (40, 40), (70, 65), (20, 50), (30, 45)])
    assert change is not None
    assert (change.n, change.before, change.after, change.difference) == (5, 42, 52, 10)
    assert (change.better, change.same, change.worse) == (3, 1, 1)
    assert (change.low, change.high) == (pytest.approx(-7.01, abs=0.01), pytest.approx(27.01, abs=0.01))
    assert change.d_z == pytest.approx(0.730, abs=0.001)


def test_one_pair_has_a_difference_and_no_interval():
    change = paired_change([(50, 60)])
    assert change is not None
    assert (change.difference, change.low, change.d_z) == (10, None, None)
    assert paired_change([]) is None
