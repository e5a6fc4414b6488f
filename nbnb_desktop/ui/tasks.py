"""The one door to slow work: done away from the screen, answered on it.

There is one worker thread, because SQLite belongs to one thread and because work then happens in
the order in which it was asked for: a draft saved before it is finished, always.
"""

from __future__ import annotations

from collections.abc import Callable
from concurrent.futures import Future, ThreadPoolExecutor
from dataclasses import dataclass
from functools import partial
from itertools import count
from typing import Any

from PySide6.QtCore import QObject, Qt, Signal
from shiboken6 import isValid

from nbnb_desktop.errors import NbnbError
from nbnb_desktop.ui.garbage import Collector

Then = Callable[[Any], object]
Failed = Callable[[NbnbError], object]


class Cancelled(Exception):
    """Raised inside long work at its next ``progress(…)`` after a cancel, so that ``atomic()`` undoes it."""


class Job(QObject):
    """One long piece of work under way.

    Signals, all on the screen's thread: progressed(done, total) -- ``total`` 0 where unknown;
    ended() -- whatever the outcome; cancelled() -- stopped by the person, nothing changed.
    """

    progressed = Signal(int, int)
    ended = Signal()
    cancelled = Signal()

    def __init__(self, parent: QObject | None = None) -> None:
        super().__init__(parent)
        self._stop = False

    def cancel(self) -> None:
        """Ask the work to stop at its next step."""
        self._stop = True

    def progress(self, done: int, total: int = 0) -> None:
        """What the work calls, from its own thread, at every step. Raises ``Cancelled``."""
        if self._stop:
            raise Cancelled
        self.progressed.emit(done, total)


@dataclass(frozen=True, slots=True)
class _Asked:
    """Who waits for an answer. Stays on the screen's thread: the worker must never hold the last reference to a widget."""

    then: Then | None
    failed: Failed | None
    job: Job | None
    turn: int


class Tasks(QObject):
    """Signals: refused(error) -- an ``NbnbError`` that nobody else asked for; busy(bool).

    ``then`` and ``failed`` should be bound methods: when their widget is gone they are not called.
    A failure that is no ``NbnbError`` is a bug and is raised on the screen's thread, for the excepthook.
    """

    refused = Signal(object)
    busy = Signal(bool)
    _finished = Signal(int, object)

    def __init__(self, parent: QObject | None = None) -> None:
        super().__init__(parent)
        self._worker = ThreadPoolExecutor(max_workers=1, thread_name_prefix="store")
        # Queued, or work that is done before its callback is set would answer inside run() itself.
        self._finished.connect(self._answer, Qt.ConnectionType.QueuedConnection)
        self._collector = Collector(self)
        self._numbers = count()
        self._asked: dict[int, _Asked] = {}
        self._closed = False
        self._turn = 0

    def run(self, work: Callable[[], Any], then: Then | None = None, failed: Failed | None = None) -> None:
        """Do ``work()`` on the worker thread, then call ``then(result)`` here.

        An ``NbnbError`` goes to ``failed`` when it is given, otherwise to ``refused``.
        """
        self._submit(work, then, failed, None)

    def run_long(self, work: Callable[[Callable[..., None]], Any], then: Then | None = None, failed: Failed | None = None) -> Job:
        """Like ``run`` for work of more than half a second: ``work(progress)`` calls ``progress(done, total)`` as it goes."""
        job = Job(self)
        self._submit(lambda: work(job.progress), then, failed, job)
        return job

    def wait(self) -> None:
        """Block until all work asked for so far is done (at close, before a lock); answers still come later."""
        self._worker.submit(lambda: None).result()

    def turn(self) -> None:
        """Whoever asked before this hears refusals only: its page is going, and would ask for more of a store that closes."""
        self._turn += 1

    def close(self) -> None:
        """Finish what was asked for and take no more; nobody is there any longer to hear the answers."""
        if not self._closed:
            self._closed = True
            self._worker.shutdown(wait=True)
            self._collector.close()

    @property
    def is_busy(self) -> bool:
        return bool(self._asked)

    def _submit(self, work: Callable[[], Any], then: Then | None, failed: Failed | None, job: Job | None) -> None:
        if self._closed:
            return  # a page that is going away with its window asked once more
        number = next(self._numbers)
        self._asked[number] = _Asked(then, failed, job, self._turn)
        if len(self._asked) == 1:
            self.busy.emit(True)
        self._worker.submit(work).add_done_callback(partial(self._finished.emit, number))

    def _answer(self, number: int, done: Future[Any]) -> None:
        asked = self._asked.pop(number)
        if not self._asked:
            self.busy.emit(False)
        if self._closed:
            return
        if asked.job is not None:
            asked.job.ended.emit()
            asked.job.deleteLater()
        try:
            result = done.result()
        except Cancelled:
            if asked.job is not None:
                asked.job.cancelled.emit()
        except NbnbError as refusal:
            (asked.failed if asked.failed and _is_there(asked.failed) else self.refused.emit)(refusal)
        else:
            if asked.then and asked.turn == self._turn and _is_there(asked.then):
                asked.then(result)


def _is_there(callback: Callable[..., Any]) -> bool:
    """Whether the widget that the bound method belongs to still exists on the C++ side."""
    owner = getattr(callback, "__self__", None)
    return not isinstance(owner, QObject) or isValid(owner)
