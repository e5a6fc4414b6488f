"""Long work in steps that a person can follow and stop."""

from __future__ import annotations

from collections.abc import Callable, Iterable, Iterator
from typing import TypeVar

T = TypeVar("T")

Progress = Callable[[int, int], None]
"""``progress(done, total)``, total 0 where unknown; what it raises ends the work, and nothing was changed."""

EVERY = 100
"""Steps from one telling to the next: a screen cannot show more."""


def unseen(_done: int, _total: int) -> None:
    """Nobody follows."""


class Steps:
    """Counts from ``done`` up to ``total`` and tells now and then; called once per step."""

    def __init__(self, progress: Progress, total: int = 0, done: int = 0) -> None:
        self._progress, self._total, self._done = progress, total, done
        progress(done, total)

    def __call__(self) -> None:
        self._done += 1
        if self._done % EVERY == 0:
            self._progress(min(self._done, self._total) if self._total else self._done, self._total)

    def over(self, items: Iterable[T]) -> Iterator[T]:
        """The items, each of them a step."""
        for item in items:
            yield item
            self()
