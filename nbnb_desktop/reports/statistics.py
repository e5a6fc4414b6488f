"""The few statistics that survey results need: Student's t and the signed-rank test of Wilcoxon. Pure, without dependencies."""

from __future__ import annotations

import math
from collections import Counter
from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from functools import lru_cache
from statistics import NormalDist

EXACT = 60
"""Differences up to which the signed-rank test counts every possibility; beyond it the normal approximation serves."""

MANY = 1000
"""Degrees of freedom from which the first terms towards the normal distribution give t to eight decimals (Abramowitz and Stegun 26.7.5)."""


@dataclass(frozen=True, slots=True)
class PairedChange:
    """Change of pairs: mean difference with its 95% interval (None below two pairs), and the effect size d_z (mean / SD)."""

    n: int
    before: float
    after: float
    difference: float
    low: float | None
    high: float | None
    d_z: float | None
    better: int
    same: int
    worse: int
    p: float | None  # Wilcoxon, two-sided


def paired_change(pairs: Iterable[tuple[float, float]], *, test: bool = True) -> PairedChange | None:
    """The change from the first to the second of each pair; None without pairs. ``test``: whether p is wanted too.

    ``pairs`` may be counted already (a Counter); scores have few values, so that counting first saves most of the work.
    """
    counted = Counter(pairs)
    n = counted.total()
    if not n:
        return None
    differences: Counter[float] = Counter()
    for (before, after), count in counted.items():
        differences[after - before] += count
    mean = _mean(differences, n)
    spread = math.sqrt(_variance(differences, mean, n)) if n > 1 else None
    margin = None if spread is None else t_quantile(0.975, n - 1) * spread / math.sqrt(n)
    better = sum(count for one, count in differences.items() if one > 0)
    worse = sum(count for one, count in differences.items() if one < 0)
    first, second = (math.fsum(pair[place] * count for pair, count in counted.items()) / n for place in (0, 1))
    return PairedChange(
        n, first, second, mean,
        None if margin is None else mean - margin, None if margin is None else mean + margin,
        mean / spread if spread else None, better, n - better - worse, worse, _signed_rank(differences) if test else None,
    )  # fmt: skip


def _mean(counted: Counter[float], n: int) -> float:
    return math.fsum(one * count for one, count in counted.items()) / n


def _variance(counted: Counter[float], mean: float, n: int) -> float:
    return math.fsum((one - mean) ** 2 * count for one, count in counted.items()) / (n - 1)


def signed_rank(differences: Sequence[float]) -> float | None:
    """The two-sided p of Wilcoxon's signed-rank test; differences of zero are left out (None when nothing else is left).

    Ties share their mean rank. Exact up to EXACT differences, then by the normal approximation with tie and continuity correction.
    """
    return _signed_rank(Counter(differences))


def _signed_rank(differences: Counter[float]) -> float | None:
    sizes: dict[float, list[int]] = {}  # size -> [how many, how many of them up]
    for one, count in differences.items():
        if one:
            place = sizes.setdefault(_size(one), [0, 0])
            place[0] += count
            place[1] += count if one > 0 else 0
    ranks: list[tuple[int, int]] = []  # (rank, how many have it); doubled, so that shared ranks are whole numbers
    before = ties = up = 0
    for __, (many, ups) in sorted(sizes.items()):
        rank = 2 * before + many + 1
        ranks.append((rank, many))
        before, ties, up = before + many, ties + many**3 - many, up + rank * ups
    if not before:
        return None
    return _exact([rank for rank, many in ranks for __ in range(many)], up) if before <= EXACT else _approximate(before, up / 2, ties)


def _size(one: float) -> float:
    """Without the last bits, in which equal differences of scores can differ."""
    return round(abs(one), 9)


def _exact(ranks: Sequence[int], up: int) -> float:
    """The share of all ways to sign the ranks whose sum lies at least as far from the middle."""
    ways: Counter[int] = Counter({0: 1})
    for rank in ranks:
        further: Counter[int] = Counter()
        for total, count in ways.items():
            further[total] += count
            further[total + rank] += count
        ways = further
    whole = sum(ranks)
    far = abs(2 * up - whole)
    return sum(count for total, count in ways.items() if abs(2 * total - whole) >= far) / 2.0 ** len(ranks)


def _approximate(n: int, up: float, ties: int) -> float:
    middle = n * (n + 1) / 4
    spread = math.sqrt(n * (n + 1) * (2 * n + 1) / 24 - ties / 48)
    z = max(0.0, abs(up - middle) - 0.5) / spread
    return 2 * (1 - NormalDist().cdf(z))


@lru_cache(maxsize=4096)
def t_quantile(probability: float, freedom: int) -> float:
    """The quantile (probability from 0.5 to 1) of Student's t with ``freedom`` degrees of freedom."""
    if probability < 0.5:
        return -t_quantile(1 - probability, freedom)
    if freedom >= MANY:
        z = NormalDist().inv_cdf(probability)
        return z + (z**3 + z) / (4 * freedom) + (5 * z**5 + 16 * z**3 + 3 * z) / (96 * freedom**2)
    low, high = 0.0, 1.0
    while _t_cdf(high, freedom) < probability:
        high *= 2
    for __ in range(80):
        middle = (low + high) / 2
        low, high = (middle, high) if _t_cdf(middle, freedom) < probability else (low, middle)
    return (low + high) / 2


def _t_cdf(t: float, freedom: int) -> float:
    """The distribution function for t at or above 0, by the incomplete beta function."""
    return 1 - _beta(freedom / (freedom + t * t), freedom / 2, 0.5) / 2


def _beta(x: float, a: float, b: float) -> float:
    """The regularised incomplete beta function by its continued fraction (Lentz; Abramowitz and Stegun 26.5.8)."""
    if x <= 0 or x >= 1:
        return 0.0 if x <= 0 else 1.0
    front = math.exp(math.lgamma(a + b) - math.lgamma(a) - math.lgamma(b) + a * math.log(x) + b * math.log1p(-x))
    return front * _fraction(x, a, b) / a if x < (a + 1) / (a + b + 2) else 1 - front * _fraction(1 - x, b, a) / b


def _fraction(x: float, a: float, b: float) -> float:
    c, d = 1.0, 1 / _away(1 - (a + b) * x / (a + 1))
    result = d
    for m in range(1, 300):
        for step in (m * (b - m) * x / ((a + 2 * m - 1) * (a + 2 * m)), -(a + m) * (a + b + m) * x / ((a + 2 * m) * (a + 2 * m + 1))):
            d = 1 / _away(1 + step * d)
            c = _away(1 + step / c)
            result *= c * d
        if abs(c * d - 1) < 1e-14:
            break
    return result


def _away(value: float) -> float:
    """Kept away from zero, by which the fraction divides."""
    return value if abs(value) > 1e-300 else 1e-300
