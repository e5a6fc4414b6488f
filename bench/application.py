"""The application's figures: ``python -m bench.application [--full]``.

* start to a usable window beside a window of bare PySide6, a whole process each, in turn: processor time and time on the clock
* the way to each page of the workbench, from the wish to the painted page at rest
* a keystroke in a form of 1,000 questions until it is painted
* the longest stretches in the main job in which the screen could not answer (each event, processor time of the screen's thread)
* memory of the running application, and the list as one types, with 10,000 participants (``--full``: 100,000)

Processor time is what the machine did for us alone; the clock also counts what others did in between.
"""

from __future__ import annotations

import io
import os
import statistics
import subprocess
import sys
import tempfile
import time
from collections.abc import Callable
from contextlib import redirect_stdout
from pathlib import Path
from typing import Any

os.environ.setdefault("QT_QPA_PLATFORM", "offscreen")

ROOT = Path(__file__).resolve().parents[1]
PASSPHRASE = "vier blauwe fietsen zingen"
STARTS = 15
BARE = """
import time; started = time.perf_counter()
from PySide6.QtWidgets import QApplication, QLabel
app = QApplication([]); window = QLabel('NBNB'); window.resize(1280, 800); window.show()
while not window.isVisible() or not window.windowHandle().isExposed(): app.processEvents()
app.processEvents(); print(time.process_time(), time.perf_counter() - started, flush=True)
"""
OURS = """
import time; started = time.perf_counter()
import gc, sys; gc.disable()  # as __main__ does
from pathlib import Path
from nbnb_desktop import app
qt = app.qt_application(); application = app.Application(Path(sys.argv[1])); window = application.window
window.resize(1280, 800); window.show()
while not window.isVisible() or not window.windowHandle().isExposed(): qt.processEvents()
qt.processEvents(); print(time.process_time(), time.perf_counter() - started, flush=True); application.close()
"""


def main() -> None:
    from nbnb_desktop import app

    people = 100_000 if "--full" in sys.argv else 10_000
    with tempfile.TemporaryDirectory() as temporary:
        demonstration = Path(temporary) / "demonstration"
        _lock(_demonstration(demonstration))
        _starting(demonstration)
        app.qt_application()
        with Window(demonstration) as window:
            _pages(window)
        _typing()
    subprocess.run([sys.executable, "-c", "from bench import application; application.main_job()"], check=True, cwd=ROOT)
    with tempfile.TemporaryDirectory() as temporary:
        large = Path(temporary) / "large"
        _lock(_large(large, people))
        _at_work(large, people)


# -- starting


def _starting(folder: Path) -> None:
    bare, ours = [], []
    for __ in range(STARTS + 1):  # the first of each reads files that nobody has read
        bare.append(_started(BARE))
        ours.append(_started(OURS, str(folder)))
    for number, what in enumerate(("processor", "clock")):
        plain, own = ([each[number] for each in one[1:]] for one in (bare, ours))
        ratio = statistics.median(one / other for one, other in zip(own, plain, strict=True))
        _row(f"bare PySide6 window ({what})", plain)
        _row(f"start to unlock page ({what})", own, f"{ratio:.2f} times the bare window")


def _started(program: str, *arguments: str) -> tuple[float, float]:
    # Without bytecode a start would compile the program each time, which no installed one does.
    environment = {name: value for name, value in os.environ.items() if name != "PYTHONDONTWRITEBYTECODE"}
    done = subprocess.run(
        [sys.executable, "-c", program, *arguments], check=True, capture_output=True, text=True, cwd=ROOT, env=environment
    )
    processor, clock = done.stdout.split()[-2:]
    return float(processor), float(clock)


# -- the window


class Window:
    """The application on a store, unlocked, with its pages at rest; to be used in ``with``."""

    def __init__(self, folder: Path) -> None:
        from nbnb_desktop.app import Application
        from nbnb_desktop.ui.dress import Look

        self.application = Application(folder, Look("nl", "light", 100))
        self.main: Any = self.application.window
        self.main.resize(1366, 768)

    def __enter__(self) -> Window:
        from nbnb_desktop.actions import setup

        self.main.show()
        opened: list[object] = []
        self.application.tasks.run(lambda: setup.unlock(self.application.folder, "Sanne", PASSPHRASE), then=opened.append)
        self.until(lambda: bool(opened))
        self.main.open_workplace(opened[0])
        self.until(lambda: self.main.workbench is not None)
        self.rest()
        return self

    def __exit__(self, *_failure: object) -> None:
        self.application.close()

    def rest(self) -> None:
        """Until nothing is under way and everything is painted."""
        from PySide6.QtWidgets import QApplication

        self.until(lambda: not self.application.tasks.is_busy)
        QApplication.processEvents()

    def until(self, condition: Callable[[], bool]) -> None:
        from PySide6.QtWidgets import QApplication

        while not condition():
            QApplication.processEvents()
            time.sleep(0.0005)
        QApplication.processEvents()

    def go(self, page: str, participant: str) -> None:
        from nbnb_desktop.ui.page import Place

        self.main.workbench.go(Place(page, participant=participant))
        self.rest()


PAGES = ("today", "participants", "participant", "employers", "exchange", "conflicts", "tables", "settings", "help")


def _pages(window: Window) -> None:
    from nbnb_desktop.actions import participants

    found: list[Any] = []
    window.application.tasks.run(lambda: participants.search(window.main.workplace, "Maryam").rows[0].id, then=found.append)
    window.until(lambda: bool(found))
    for page in PAGES:
        window.go(page, found[0])
    for page in PAGES:

        def there(page: str = page) -> None:
            window.go(page, found[0])

        def away(page: str = page) -> None:
            window.go("about" if page != "about" else "today", "")

        _row(f"to the page {page}", _timed(there, 9, before=away))


# -- a form of a thousand questions


def _typing() -> None:
    from PySide6.QtCore import Qt
    from PySide6.QtTest import QTest
    from PySide6.QtWidgets import QApplication, QLineEdit

    from bench.engine import many_questions, opened
    from nbnb_desktop.ui.pages.entry import EntryPage

    page = EntryPage(opened(many_questions(1000)), lambda place: place, language="nl")
    page.resize(1366, 768)
    page.show()
    QApplication.processEvents()
    edit = next(one for one in page.findChildren(QLineEdit) if one.isVisible() and one.isEnabled())
    edit.setFocus()
    count = iter(range(10_000))

    def key() -> None:
        QTest.keyClick(edit, Qt.Key(Qt.Key.Key_0.value + next(count) % 10))
        QApplication.processEvents()
        page.repaint()

    _row("a keystroke in a form of 1,000, to paint", _timed(key, 200))
    page.close()


# -- the main job


def main_job() -> None:
    """Play it as the rehearsal does, with a clock around each event; in a process of its own, since there is one QApplication."""
    from PySide6.QtWidgets import QApplication

    from nbnb_desktop.rehearsal.play import play, without_screen

    class Watched(QApplication):
        inside = False
        stretches: list[float] = []

        def notify(self, receiver: Any, event: Any) -> bool:
            if self.inside:
                return bool(super().notify(receiver, event))
            self.inside, started = True, time.thread_time()
            try:
                return bool(super().notify(receiver, event))
            finally:
                self.inside = False
                self.stretches.append(time.thread_time() - started)

    with tempfile.TemporaryDirectory() as folder, redirect_stdout(io.StringIO()):
        without_screen(Path(folder))
        watched = Watched(sys.argv[:1])
        play(Path(folder), Path(folder) / "out", "nl")
    longest = sorted((1000 * one for one in watched.stretches), reverse=True)
    over = sum(one > 100 for one in longest)
    told = f"{len(longest):,} events, {over} over 100 ms, longest {', '.join(f'{one:.0f}' for one in longest[:5])} ms"
    print(f"{'the main job, event by event':42} {told}", flush=True)
    os._exit(0)  # the one application of the process need not be taken down


# -- many participants


def _at_work(folder: Path, people: int) -> None:
    """In a process of its own, since memory that was taken once does not come back."""
    command = [sys.executable, "-c", f"from bench import application; application.work({str(folder)!r}, {people})"]
    subprocess.run(command, check=True, cwd=ROOT)


def work(folder: str, people: int) -> None:
    """Search, open and look around in a store of many; then say what that took of memory."""
    from nbnb_desktop import app

    app.qt_application()
    with Window(Path(folder)) as window:
        print(f"{people:,} participants: unlocked, first page  {_memory():6.0f} MB", flush=True)
        window.go("participants", "")
        page = window.main.workbench.page
        _row("to the list of participants", _timed(lambda: window.go("participants", ""), 9, before=lambda: window.go("about", "")))
        words = iter(("Sel", "Sela", "Selam", "Ahm", "Ahma", "Ahmad", "Yus", "Yusu", "Yusuf", "Mar") * 3)

        def search() -> None:
            page.search.setText(next(words))
            page.search.returnPressed.emit()  # at once; otherwise it waits for a moment without a key
            window.rest()

        _row("a search as one types", _timed(search, 20))
        page.search.clear()
        page.search.returnPressed.emit()
        window.rest()
        somebody = page.model.participant(0).id
        for name in PAGES:
            window.go(name, somebody)
        print(f"{people:,} participants: every page visited    {_memory():6.0f} MB, at most {_memory('VmHWM'):.0f} MB", flush=True)


def _memory(kind: str = "VmRSS") -> float:
    """Megabytes that the process has now (``VmHWM``: had at most), where Linux tells it."""
    status = Path("/proc/self/status")
    if not status.is_file():
        return float("nan")
    return int(next(line for line in status.read_text().splitlines() if line.startswith(kind)).split()[1]) / 1024


# -- stores


def _demonstration(folder: Path) -> Any:
    from nbnb_desktop.actions import demo, setup

    workplace, __ = setup.first_start(folder, setup.FirstStart("nl", "", setup.projects()[3], "Sanne", PASSPHRASE))
    demo.fill(workplace)
    return workplace


def _lock(workplace: Any) -> None:
    from nbnb_desktop.actions import setup

    setup.lock(workplace)


def _large(folder: Path, people: int) -> Any:
    from itertools import islice

    from bench.store import people as invented
    from nbnb_desktop.actions import setup

    workplace, __ = setup.first_start(folder, setup.FirstStart("nl", "", setup.projects()[3], "Sanne", PASSPHRASE))
    source = invented(people, 1, "00000000-0000-4000-8000-000000000000.1")
    while revisions := list(islice(source, 10_000)):
        workplace.store.revisions.add_foreign(revisions)
    return workplace


# -- measuring


def _timed(work: Callable[[], object], count: int, before: Callable[[], object] | None = None) -> list[tuple[float, float]]:
    """(processor, clock) seconds of each time that ``work`` was done."""
    taken = []
    for __ in range(count):
        if before is not None:
            before()
        processor, clock = time.process_time(), time.perf_counter()
        work()
        taken.append((time.process_time() - processor, time.perf_counter() - clock))
    return taken


def _row(what: str, seconds: list[Any], remark: str = "") -> None:
    """Milliseconds: the median, and the 95th percentile; of the processor, and where both were taken of the clock."""
    both = [one if isinstance(one, tuple) else (one,) for one in seconds]
    told = []
    for name, times in zip(("processor", "clock"), zip(*both, strict=True), strict=False):
        ordered = sorted(1000 * one for one in times)
        p95 = ordered[min(len(ordered) - 1, int(len(ordered) * 0.95))]
        told.append(f"{name if len(both[0]) > 1 else 'median':9} {statistics.median(ordered):7.1f} ms (p95 {p95:7.1f})")
    print(f"{what:42} {'   '.join(told)}   {remark}", flush=True)


if __name__ == "__main__":
    main()
