"""Circular garbage may hold widgets: it is collected on the screen's thread and nowhere else."""

from __future__ import annotations

import gc
import threading
from functools import partial

import pytest

from nbnb_desktop.ui.garbage import Collector
from nbnb_desktop.ui.tasks import Tasks


class Round:
    """Holds itself, and says on which thread it went."""

    def __init__(self, seen: list[int]) -> None:
        self.me, self._seen = self, seen

    def __del__(self) -> None:
        self._seen.append(threading.get_ident())


@pytest.fixture
def tasks(qtbot):
    made = Tasks()
    yield made
    made.close()


def make_rubbish(seen: list[int]) -> None:
    for __ in range(5_000):
        Round(seen)


def test_what_the_worker_leaves_behind_is_collected_on_the_screens_thread(tasks, qtbot):
    seen, done = [], []
    tasks.run(partial(make_rubbish, seen), done.append)
    qtbot.waitUntil(lambda: bool(done))

    def is_gone() -> bool:
        kept.append([[] for __ in range(1_000)])  # Python counts what is made less what went: something always is made
        return len(seen) == 5_000

    kept: list[list[list[int]]] = []
    qtbot.waitUntil(is_gone, timeout=30_000)
    assert set(seen) == {threading.get_ident()}


def test_the_worker_holds_nobody_who_waits_for_its_answer(tasks, qtbot):
    here, answered = threading.Event(), []

    class Page(Round):
        def take(self, result):
            answered.append(result)

    gone: list[int] = []
    page = Page(gone)
    page.me = None
    tasks.run(here.wait, page.take)
    del page
    here.set()
    qtbot.waitUntil(lambda: bool(gone))
    assert answered == [True]
    assert gone == [threading.get_ident()]


def test_python_collects_by_itself_again_after_the_last_one(qtbot):
    one, other = Tasks(), Tasks()
    one.close()
    one.close()  # closing twice counts once
    assert not gc.isenabled()
    other.close()
    assert gc.isenabled() == (Collector._at_work == 0)
