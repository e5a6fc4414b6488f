"""What a laptop has, as contiguous ranges of numbers per device; all functions are pure.

A single highest number per device would forget what a lost middle file held; ranges do not.
"""

from __future__ import annotations

from bisect import bisect_right
from collections.abc import Iterable, Mapping

from nbnb_desktop.records import Range, merged_ranges

Ranges = Mapping[str, tuple[Range, ...]]
"""Device id to the ranges of its numbers, in as few pieces as can be; a device without any is left out."""


def of(numbers: Iterable[tuple[str, int]]) -> dict[str, tuple[Range, ...]]:
    """The ranges of (device, number) pairs."""
    runs: dict[str, list[Range]] = {}
    for device, number in numbers:
        run = runs.setdefault(device, [])
        if run and run[-1][1] + 1 == number:
            run[-1] = (run[-1][0], number)
        else:
            run.append((number, number))
    return {device: merged_ranges(run) for device, run in runs.items()}


def add(*several: Ranges) -> dict[str, tuple[Range, ...]]:
    """The union."""
    devices = {device for ranges in several for device in ranges}
    united = {device: merged_ranges([run for ranges in several for run in ranges.get(device, ())]) for device in sorted(devices)}
    return {device: runs for device, runs in united.items() if runs}


def missing(have: Ranges, want: Ranges) -> dict[str, tuple[Range, ...]]:
    """What is in ``want`` and not in ``have``."""
    lacking = {device: _minus(runs, have.get(device, ())) for device, runs in want.items()}
    return {device: runs for device, runs in lacking.items() if runs}


def common(*several: Ranges) -> dict[str, tuple[Range, ...]]:
    """What all of them have; nothing when there are none."""
    if not several:
        return {}
    result = dict(several[0])
    for other in several[1:]:
        result = missing(missing(other, result), result)
    return result


def contains(ranges: Ranges, device: str, number: int) -> bool:
    runs = ranges.get(device, ())
    at = bisect_right(runs, number, key=lambda run: run[0])
    return at > 0 and number <= runs[at - 1][1]


def gaps(ranges: Ranges) -> dict[str, tuple[Range, ...]]:
    """The numbers from 1 to the highest that are not there."""
    return missing(ranges, {device: ((1, runs[-1][1]),) for device, runs in ranges.items() if runs})


def count(ranges: Ranges) -> int:
    return sum(last - first + 1 for runs in ranges.values() for first, last in runs)


def _minus(runs: tuple[Range, ...], taken: tuple[Range, ...]) -> tuple[Range, ...]:
    """``runs`` without ``taken``; both merged and in order, in one pass over them."""
    result: list[Range] = []
    at = 0
    for first, last in runs:
        while at < len(taken) and taken[at][1] < first:
            at += 1
        here = at
        while here < len(taken) and taken[here][0] <= last:
            if taken[here][0] > first:
                result.append((first, taken[here][0] - 1))
            first = taken[here][1] + 1
            here += 1
        if first <= last:
            result.append((first, last))
    return tuple(result)
