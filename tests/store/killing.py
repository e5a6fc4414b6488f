"""Kill a program that works in a store, at random moments, and see what is left: ``python -m tests.store.killing FOLDER MARKS STEPS``.

As a program it answers, finishes, imports and backs up without end, and writes a mark after each thing that the store
promised. ``survive`` starts and kills it again and again. A kill is no power failure: what the operating system holds is
written all the same, so this tests the order of our writes, and SQLite's ``synchronous = full`` stands for the rest.
"""

from __future__ import annotations

import random
import subprocess
import sys
import time
from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import dataclass, replace
from pathlib import Path

from nbnb_desktop.records import Revision, Stamp
from nbnb_desktop.store import Cost, Draft, Store
from nbnb_desktop.store.schema import migrations

PASSPHRASE = "een zin om te openen"
CHEAP = Cost(memory=8, iterations=1, lanes=1)
ELSEWHERE = "00000000-0000-4000-8000-000000000000.1"
IMPORTED_AT_ONCE = 40


@dataclass(slots=True)
class Survived:
    """What ``kills`` kills left: things promised and then missing, faults in the file, and how many things were promised."""

    kills: int = 0
    promised: int = 0
    lost: int = 0
    faults: tuple[str, ...] = ()


def survive(folder: Path, kills: int, seed: int = 1) -> Survived:
    """Make a store, kill its program ``kills`` times while it works, and check the store after each kill."""
    dice, result = random.Random(seed), Survived()
    Store.create(folder / "store", "Anna", PASSPHRASE, device_name="laptop", cost=CHEAP)[0].close()
    for step in range(kills):
        marks = folder / f"marks-{step}"
        _work_and_kill(folder / "store", marks, step, dice.uniform(0.0, 0.25))
        _check(folder / "store", marks, step, result)
        result.kills += 1
    return result


def _work_and_kill(store: Path, marks: Path, step: int, moment: float) -> None:
    root = Path(__file__).resolve().parents[2]
    command = [sys.executable, "-m", "tests.store.killing", str(store), str(marks), str(step)]
    program = subprocess.Popen(command, cwd=root, stderr=subprocess.PIPE)
    first = 0 if step % 4 == 0 else 1  # every fourth is killed while it still opens and migrates, the others after their first mark
    while program.poll() is None and not (marks.exists() and marks.stat().st_size >= first):
        time.sleep(0.002)
    time.sleep(moment)
    ended = program.poll()
    program.kill()
    __, said = program.communicate()
    if ended is not None:
        raise AssertionError(said.decode())


def _check(folder: Path, marks: Path, step: int, result: Survived) -> None:
    promised = marks.read_text().splitlines()
    promised = promised if marks.read_text().endswith("\n") else promised[:-1]
    with _steps(step), Store.open(folder, "Anna", PASSPHRASE) as store:
        here = {revision.id for revision in store.revisions.all()}
        draft = store.drafts.get("draft")
        for mark in promised:
            kind, __, what = mark.partition(" ")
            there = what in here if kind == "saved" else draft is not None and int(draft.place) >= int(what) if kind == "draft" else True
            result.lost += not there
        imported = sum(revision.device == ELSEWHERE for revision in store.revisions.all())
        whole = imported % IMPORTED_AT_ONCE == 0  # an import is taken in whole or not at all
        shown = store.participants.count() == len({revision.participant for revision in store.revisions.all()})
        result.promised += len(promised)
        result.faults += store.verify() + (() if whole else ("half an import",)) + (() if shown else ("a person is not shown",))
        assert all((backup / "nbnb.db").stat().st_size for backup in store.backups())


def work(folder: Path, marks: Path, step: int) -> None:
    """Work without end; opening does a migration of its own each time."""
    with marks.open("a") as promised, _steps(step), Store.open(folder, "Anna", PASSPHRASE) as store:

        def mark(text: str) -> None:
            promised.write(f"{text}\n")
            promised.flush()

        number = int(store.settings.get("place", 0))
        while True:
            number += 1
            store.drafts.save(Draft("draft", "", "intake", "1", (), "nl", "Anna", "<data/>" * 50, str(number)))
            mark(f"draft {number}")
            with store.atomic():
                store.settings.put("place", number)
                saved = store.revisions.save(
                    f"s{number}",
                    f"p{number}",
                    "deelnemer",
                    "1",
                    f"<deelnemer><given_name>Name {number}</given_name></deelnemer>".encode(),
                    author="Anna",
                )
            mark(f"saved {saved.id}")
            if number % 7 == 0:
                store.revisions.add_foreign(_foreign(store))
                mark("imported")
            if number % 31 == 0:
                store.backup()
                mark("backed up")


def _foreign(store: Store) -> Iterator[Revision]:
    first = max((last for __, last in store.revisions.ranges().get(ELSEWHERE, ())), default=0) + 1
    template = next(store.revisions.all())
    for number in range(first, first + IMPORTED_AT_ONCE):
        own = {"id": f"foreign-{number}", "submission": f"f{number}", "participant": f"f{number}", "parents": ()}
        stamp = str(Stamp(1_790_000_000_000 + number, 0, ELSEWHERE))
        yield replace(template, **own, device=ELSEWHERE, number=number, stamp=stamp).sealed()


@contextmanager
def _steps(count: int) -> Iterator[None]:
    """As many more migrations as the program was started, so that kills hit migrations too."""
    before = list(migrations._migrations)
    for number in range(count + 1):
        migrations(name=f"killed_{number}")(lambda db, number=number: db.execute(f"create table killed_{number} (n)"))
    try:
        yield
    finally:
        migrations._migrations[:] = before


if __name__ == "__main__":
    work(Path(sys.argv[1]), Path(sys.argv[2]), int(sys.argv[3]))
