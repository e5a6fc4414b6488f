"""The one door to slow work: done away from the screen, answered on it.

There is one worker thread, because SQLite belongs to one thread and because work then happens in
the order in which it was asked for: a draft saved before it is finished, always.
"""

from __future__ import annotations

from collections.abc import Callable
from concurrent.futures import Future, ThreadPoolExecutor
from typing import Any

from PySide6.QtCore import QObject, Qt, Signal
from shiboken6 import isValid

from nbnb_desktop.errors import NbnbError

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


class Tasks(QObject):
    """Signals: refused(error) -- an ``NbnbError`` that nobody else asked for; busy(bool).

    ``then`` and ``failed`` should be bound methods: when their widget is gone they are not called.
    A failure that is no ``NbnbError`` is a bug and is raised on the screen's thread, for the excepthook.
    """

    refused = Signal(object)
    busy = Signal(bool)
    _finished = Signal(object, object, object, object, int)

    def __init__(self, parent: QObject | None = None) -> None:
        super().__init__(parent)
        self._worker = ThreadPoolExecutor(max_workers=1, thread_name_prefix="store")
        # Queued, or work that is done before its callback is set would answer inside run() itself.
        self._finished.connect(self._answer, Qt.ConnectionType.QueuedConnection)
        self._under_way = 0
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
        self._closed = True
        self._worker.shutdown(wait=True)

    @property
    def is_busy(self) -> bool:
        return self._under_way > 0

    def _submit(self, work: Callable[[], Any], then: Then | None, failed: Failed | None, job: Job | None) -> None:
        if self._closed:
            return  # a page that is going away with its window asked once more
        future = self._worker.submit(work)
        self._count(+1)
        turn = self._turn
        future.add_done_callback(lambda done: self._finished.emit(done, then, failed, job, turn))

    def _answer(self, done: Future[Any], then: Then | None, failed: Failed | None, job: Job | None, turn: int) -> None:
        self._count(-1)
        if self._closed:
            return
        if job is not None:
            job.ended.emit()
            job.deleteLater()
        try:
            result = done.result()
        except Cancelled:
            if job is not None:
                job.cancelled.emit()
        except NbnbError as refusal:
            (failed if failed and _is_there(failed) else self.refused.emit)(refusal)
        else:
            if then and turn == self._turn and _is_there(then):
                then(result)

    def _count(self, step: int) -> None:
        before, self._under_way = self._under_way, self._under_way + step
        if bool(before) != bool(self._under_way):
            self.busy.emit(bool(self._under_way))


def _is_there(callback: Callable[..., Any]) -> bool:
    """Whether the widget that the bound method belongs to still exists on the C++ side."""
    owner = getattr(callback, "__self__", None)
    return not isinstance(owner, QObject) or isValid(owner)
