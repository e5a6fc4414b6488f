"""What a worker waits for: ``python -m bench.main_job``.

* an answer on the screen: from the widget's signal to the page painted again
* an answer kept: from the snapshot to the commit that survives a power cut
* a portfolio in two languages as PDF
"""

from __future__ import annotations

import os
import statistics
import tempfile
import time
from collections.abc import Callable
from pathlib import Path

os.environ.setdefault("QT_QPA_PLATFORM", "offscreen")


def main() -> None:
    with tempfile.TemporaryDirectory() as temporary:
        folder = Path(temporary) / "store"
        workplace = _demonstration(folder)
        _keeping(workplace)
        _answering(workplace)
        _printing(workplace)
        _close(workplace)


def _demonstration(folder: Path):
    from nbnb_desktop.actions import demo, setup

    answers = setup.FirstStart("nl", "", setup.projects()[3], "sanne", "vier blauwe fietsen zingen")
    workplace, __ = setup.first_start(folder, answers)
    demo.fill(workplace)
    return workplace


def _keeping(workplace) -> None:
    from nbnb_desktop.actions import entry, participants

    person = participants.search(workplace, "Maryam").rows[0].id
    opened = entry.begin(workplace, "intake", person)
    ref = next(column.ref for column in opened.session.definition.columns() if column.name == "intake_place")

    def once() -> None:
        opened.session.answer_text(ref, f"Buurthuis {time.perf_counter_ns()}")
        entry.save_draft(workplace, entry.snapshot(opened, ref))

    _row("an answer recomputed and durably kept", _timed(once, 200))


def _answering(workplace) -> None:
    from PySide6.QtWidgets import QApplication

    from nbnb_desktop import app
    from nbnb_desktop.actions import entry, participants
    from nbnb_desktop.ui.pages.entry import EntryPage

    qt = app.qt_application()
    person = participants.search(workplace, "Abdi").rows[0].id
    opened = entry.begin(workplace, "intake", person)
    page = EntryPage(opened.session, lambda place: entry.snapshot(opened, place), language="nl")
    page.resize(1366, 768)
    page.show()
    QApplication.processEvents()
    ref = next(column.ref for column in opened.session.definition.columns() if column.name == "intake_place")
    count = iter(range(10_000))

    def once() -> None:
        page.view.questions[ref].answered.emit(ref, f"Buurthuis {next(count)}")
        page.repaint()
        qt.processEvents()

    _row("an answer on the screen", _timed(once, 100))
    page.close()


def _printing(workplace) -> None:
    from nbnb_desktop.actions import participants, printing

    person = participants.search(workplace, "Yusuf").rows[0].id
    _row("a portfolio in Dutch and Arabic as PDF", _timed(lambda: printing.portfolio(workplace, person, "full", ("nl", "ar")), 7))


def _close(workplace) -> None:
    from nbnb_desktop.actions import setup

    setup.lock(workplace)


def _timed(work: Callable[[], object], count: int) -> list[float]:
    work()
    taken = []
    for __ in range(count):
        started = time.perf_counter()
        work()
        taken.append(time.perf_counter() - started)
    return taken


def _row(what: str, seconds: list[float], remark: str = "") -> None:
    milliseconds = sorted(1000 * taken for taken in seconds)
    p95 = milliseconds[min(len(milliseconds) - 1, int(len(milliseconds) * 0.95))]
    print(f"{what:42} median {statistics.median(milliseconds):8.1f} ms   p95 {p95:8.1f} ms   {remark}", flush=True)


if __name__ == "__main__":
    main()
