"""Slow work leaves the screen, its answer comes back to it, and nothing is swallowed."""

from __future__ import annotations

import threading

import pytest
import shiboken6
from PySide6.QtWidgets import QLabel

from nbnb_desktop.errors import StoreError
from nbnb_desktop.ui.tasks import Tasks


@pytest.fixture
def tasks(qtbot):
    made = Tasks()
    yield made
    made.close()


def refuse() -> None:
    raise StoreError("Disk full", "Free some space.")


def test_work_leaves_the_screen_thread_and_the_answer_comes_back_to_it(tasks, qtbot):
    seen: dict[str, int] = {}
    tasks.run(threading.get_ident, lambda worker: seen.update(worker=worker, answer=threading.get_ident()))
    qtbot.waitUntil(lambda: "answer" in seen)
    assert seen["answer"] == threading.get_ident() != seen["worker"]


def test_an_answer_never_comes_inside_the_asking(tasks, qtbot):
    answers = []
    for __ in range(20):
        tasks.run(lambda: None, answers.append)
    assert not answers
    qtbot.waitUntil(lambda: len(answers) == 20)


def test_work_is_done_in_the_order_it_was_asked_for(tasks, qtbot):
    done: list[int] = []
    for number in range(20):
        tasks.run(lambda number=number: number, done.append)
    qtbot.waitUntil(lambda: len(done) == 20)
    assert done == list(range(20))


def test_a_refusal_is_announced(tasks, qtbot):
    with qtbot.waitSignal(tasks.refused) as heard:
        tasks.run(refuse)
    assert heard.args[0].title == "Disk full"


def test_a_refusal_that_somebody_waits_for_goes_there_only(tasks, qtbot):
    announced, heard = [], []
    tasks.refused.connect(announced.append)
    tasks.run(refuse, failed=heard.append)
    qtbot.waitUntil(lambda: bool(heard))
    assert heard[0].advice == "Free some space."
    assert not announced


def test_a_bug_is_not_swallowed(tasks, qtbot):
    with qtbot.captureExceptions() as bugs:
        tasks.run(lambda: 1 / 0)
        qtbot.waitUntil(lambda: bool(bugs))
    assert bugs[0][0] is ZeroDivisionError


def test_long_work_tells_how_far_it_is(tasks, qtbot):
    steps, results = [], []
    gate = threading.Event()

    def work(progress):
        gate.wait(5)
        progress(1, 2)
        progress(2, 2)
        return "ready"

    job = tasks.run_long(work, results.append)
    job.progressed.connect(lambda done, total: steps.append((done, total)))
    gate.set()
    qtbot.waitUntil(lambda: bool(results))
    assert (steps, results) == ([(1, 2), (2, 2)], ["ready"])


def test_cancelled_work_stops_at_its_next_step_and_brings_no_answer(tasks, qtbot):
    results = []
    gate = threading.Event()

    def work(progress):
        gate.wait(5)
        progress(1, 2)
        return "never"

    job = tasks.run_long(work, results.append)
    job.cancel()
    with qtbot.waitSignal(job.cancelled):
        gate.set()
    assert not results


def test_closing_waits_for_work_that_was_asked_for(qtbot):
    tasks, done = Tasks(), []
    tasks.run(lambda: done.append("saved"))
    tasks.close()
    assert done == ["saved"]


def test_a_page_that_goes_away_with_its_window_may_ask_in_vain(qtbot):
    tasks, done = Tasks(), []
    tasks.run(lambda: "last", done.append)
    tasks.close()
    tasks.run(lambda: done.append("too late"))
    qtbot.wait(50)
    assert done == []


def test_an_answer_for_a_widget_that_is_gone_is_dropped(tasks, qtbot):
    label = QLabel()
    tasks.run(lambda: "text", label.setText)
    shiboken6.delete(label)
    qtbot.waitUntil(lambda: not tasks.is_busy)


def test_busy_is_told_once_for_work_that_overlaps(tasks, qtbot):
    told = []
    tasks.busy.connect(told.append)
    for __ in range(3):
        tasks.run(lambda: None)
    qtbot.waitUntil(lambda: told == [True, False])
