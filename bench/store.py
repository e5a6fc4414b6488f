"""The store's figures: ``python bench/store.py [--people 10000] [--revisions 4] [--kills 20] [--full]``; prints a table.

``--full`` is the issue's size: 100,000 invented participants with 1,000,000 revisions, and 1,000 kills. Figures depend on the machine,
so each stands beside a plain one where that makes sense.
"""

from __future__ import annotations

import argparse
import json
import random
import sys
import tempfile
import time
from collections.abc import Callable, Iterator
from dataclasses import dataclass
from itertools import islice
from pathlib import Path
from sqlite3 import Connection  # SQLCipher's has the same shape
from typing import TypeVar

ROOT = Path(__file__).resolve().parents[1]
sys.path.insert(0, str(ROOT))

import zstandard  # noqa: E402

from nbnb_desktop.records import FormRecord, Revision, new_id  # noqa: E402
from nbnb_desktop.store import Cost, Store  # noqa: E402
from nbnb_desktop.store.driver import sqlcipher  # noqa: E402
from nbnb_desktop.store.keys import calibrated  # noqa: E402
from nbnb_desktop.store.revisions import _INSERT, _to_row  # noqa: E402
from nbnb_desktop.xforms import library, sources  # noqa: E402
from nbnb_desktop.xforms.parse import parse  # noqa: E402
from nbnb_desktop.xforms.provider import FixedProvider  # noqa: E402
from nbnb_desktop.xforms.session import FormSession  # noqa: E402
from tests.store.killing import survive  # noqa: E402

BUNDLE = 20_000
CHEAP = Cost(memory=8, iterations=1, lanes=1)
PASSPHRASE = "een zin om te meten"


def words(text: str) -> list[str]:
    return text.split()


GIVEN = words("Tekle Yohannes Selam Almaz Mohammed Ahmad Yusuf Fatima Layla Omar Zahra Reza Hassan Amina Jan Maria Dawit Senait")
FAMILY = words("Haile Gebremedhin Tesfay Al-Hassan Khalil Karimi Ahmadi Mansour Abdi Warsame Yilmaz de_Vries Berhane Kidane Osman")
SYLLABLES = words("ba da ga ha ka la ma na ra sa ta wa za be de fe he ke le me ne re se te bi di fi hi ki li mi ni ri si ti")
OWN = words("ተክለ ዮሃንስ ሰላም ኣልማዝ محمد أحمد يوسف فاطمة ليلى عمر زهرا رضا")


def people(count: int, per_person: int, device: str) -> Iterator[Revision]:
    """Revisions of ``count`` invented people: the form ``deelnemer``, an intake, and further states of that intake."""
    dice, number = random.Random(7), 0
    for person in range(count):
        participant, intake = new_id(), new_id()
        before: tuple[str, ...] = ()
        for state in range(per_person):
            number += 1
            form, submission, parents = ("deelnemer", new_id(), ()) if state == 0 else ("intake", intake, before)
            payload = _person(dice, person) if state == 0 else _intake(dice, state)
            stamp = f"{1_790_000_000_000 + number * 1000:016d}-00000-{device}"
            revision = Revision(
                new_id(), submission, participant, form, "1", parents, device, number, stamp, "Anna", "nl", "save", payload
            ).sealed()  # fmt: skip
            before = (revision.id,) if state else ()
            yield revision


def _person(dice: random.Random, number: int) -> bytes:
    given = dice.choice(GIVEN) if dice.random() < 0.5 else "".join(dice.choices(SYLLABLES, k=3)).title()
    family = dice.choice(FAMILY) if dice.random() < 0.3 else "".join(dice.choices(SYLLABLES, k=4)).title()
    answers = {
        "given_name": given, "family_name": family, "own_name": dice.choice(OWN), "birth_precision": "exact",
        "birth_date": f"{dice.randrange(1960, 2005)}-{dice.randrange(1, 13):02d}-{dice.randrange(1, 29):02d}",
        "languages": "ti ar", "gender": dice.choice("12"), "project": "KIM", "participant_no": f"K{number:06d}",
    }  # fmt: skip
    return _instance("deelnemer", answers)


def _intake(dice: random.Random, state: int) -> bytes:
    words = [dice.choice(SYLLABLES) * 2 for __ in range(40)]
    return _instance("intake", {f"question_{n}": " ".join(dice.choices(words, k=3)) for n in range(12)} | {"state": str(state)})


def _instance(name: str, answers: dict[str, str]) -> bytes:
    return f"<{name} version='1'>{''.join(f'<{key}>{value}</{key}>' for key, value in answers.items())}</{name}>".encode()


T = TypeVar("T")


@dataclass(frozen=True, slots=True, order=True)
class Took:
    """Seconds of the processor, and by the clock: the first is what the work costs, the second also what others did meanwhile."""

    processor: float = 0.0
    clock: float = 0.0

    def __add__(self, other: Took) -> Took:
        return Took(self.processor + other.processor, self.clock + other.clock)

    def each(self, count: int) -> str:
        """In milliseconds per piece of work."""
        return f"{self.processor / count * 1000:.1f} ms (clock {self.clock / count * 1000:.1f})"

    def per_second(self, count: int) -> str:
        return f"{count / self.processor:,.0f} a second (clock {count / self.clock:,.0f})"

    def __str__(self) -> str:
        return f"{self.processor:.1f} s (clock {self.clock:.1f})"


def timed(work: Callable[[], T]) -> tuple[Took, T]:
    processor, clock = time.process_time(), time.perf_counter()
    result = work()
    return Took(time.process_time() - processor, time.perf_counter() - clock), result


def usual(work: Callable[[], object], times: int = 5) -> Took:
    """The median of some."""
    return sorted(timed(work)[0] for __ in range(times))[times // 2]


def show(what: str, figure: str) -> None:
    print(f"{what:58} {figure}", flush=True)


def guesses() -> None:
    cost = calibrated()
    took = usual(lambda: cost.stretch("a guess", b"salt of 16 bytes"), 3)
    show("one guess of a passphrase", f"{took.processor:.2f} s, {cost.memory // 1024} MiB")


def saving(folder: Path) -> None:
    store, __ = Store.create(folder, "Anna", PASSPHRASE, device_name="bench", cost=CHEAP)
    with store:
        numbers = iter(range(200))
        show("save one revision durably, projections too (median)", usual(lambda: _save(store, next(numbers)), 200).each(1))

        def together() -> None:
            with store.atomic():
                for n in range(2000):
                    _save(store, 1000 + n)

        show("save 2,000 in one block", timed(together)[0].per_second(2000))


def _save(store: Store, number: int) -> None:
    dice = random.Random(number)
    store.revisions.save(new_id(), new_id(), "deelnemer", "1", _person(dice, number), author="Anna")


def importing(folder: Path, count: int, per_person: int) -> None:
    """The same revisions, in bundles of BUNDLE, as bare rows and as an import; only the taking in is on the clock."""
    bare, inserting, making, taking_in = _bare(folder.with_name("bare.db")), Took(), Took(), Took()
    store, __ = Store.create(folder, "Anna", PASSPHRASE, device_name="bench", cost=CHEAP)
    with store:
        _instead_of_projecting(store)
        source = people(count, per_person, "00000000-0000-4000-8000-000000000000.1")
        sample: list[Revision] = []
        while revisions := list(islice(source, BUNDLE)):
            sample = sample or revisions[:5000]
            took, rows = timed(lambda revisions=revisions: list(map(_to_row, revisions)))
            making += took
            inserting += timed(lambda rows=rows: _insert(bare, rows))[0]
            taking_in += timed(lambda revisions=revisions: store.revisions.add_foreign(revisions))[0]
        total, both = count * per_person, inserting + making
        show("bare executemany of rows that lie ready, encrypted too", inserting.per_second(total))
        show("the same from revisions, whose payload has to be compressed", both.per_second(total))
        show("import, every digest checked", taking_in.per_second(total))
        shares = f"{inserting.processor / taking_in.processor:.0%}, {both.processor / taking_in.processor:.0%}"
        show("that is, of the first and of the second", shares)
        _sizes(store, sample, total)
    bare.close()
    with Store.open(folder, "Anna", PASSPHRASE, cost=CHEAP) as again:
        show(f"rebuild all projections of {total:,} revisions", str(timed(again.rebuild)[0]))


def _instead_of_projecting(store: Store) -> None:
    """Measure the taking in alone; the projections are measured by the rebuild, which does the same work."""
    store._database.before_commit = store._stale.clear


def _bare(path: Path) -> Connection:
    """A table with the same columns and indexes, and nothing around it."""
    connection: Connection = sqlcipher.connect(str(path), isolation_level=None)
    connection.execute(f"pragma key = \"x'{'ab' * 32}'\"")
    for pragma in ("journal_mode = wal", "synchronous = full", "cache_size = -64000"):
        connection.execute(f"pragma {pragma}")
    connection.execute("""create table revision (id text not null primary key, submission text, participant text, form_id text,
        form_version text, parents text, device text, number integer, stamp text, author text, language text, kind text, payload blob,
        digest text, unique (device, number))""")
    connection.execute("create index submission on revision (submission)")
    connection.execute("create index participant on revision (participant)")
    return connection


def _insert(connection: Connection, rows: list[tuple[object, ...]]) -> None:
    connection.execute("begin")
    connection.executemany(_INSERT, rows)
    connection.execute("commit")


def _sizes(store: Store, sample: list[Revision], total: int) -> None:
    """Before anything is projected: the log alone."""
    store._database.all("pragma wal_checkpoint(truncate)")
    log = (store.folder / "nbnb.db").stat().st_size
    lines = [json.dumps({name: str(getattr(one, name)) for name in Revision.__slots__}, ensure_ascii=False) for one in sample]
    apart = sum(len(zstandard.compress(line.encode())) for line in lines) / len(lines)
    together = len(zstandard.compress("\n".join(lines).encode())) / len(lines)
    show("bytes a revision in the file, with its indexes", f"{log / total:,.0f}")
    show("the same as JSON under zstandard: each apart, all together", f"{apart:,.0f}, {together:,.0f}")


def filled_forms(folder: Path) -> None:
    """What a long form costs: the shipped intake, empty, with its 150 columns."""
    built = sources.build(library.path("intake"))
    session = FormSession(parse(built.xml, built.media), FixedProvider())
    payload = session.draft_xml().encode()
    store, __ = Store.create(folder, "Anna", PASSPHRASE, device_name="bench", cost=CHEAP)
    with store:
        store.forms.put(FormRecord(built.form_id, built.version, built.title, built.xml))

        def save() -> None:
            store.revisions.save(new_id(), new_id(), built.form_id, built.version, payload, author="Anna")

        show("save an intake durably, its form table too (median)", usual(save, 100).each(1))
        show("rebuild, an intake", timed(store.rebuild)[0].each(100))


def killing(folder: Path, kills: int) -> None:
    """A new store after each hundred: every one is checked whole after every kill, which takes longer as it grows."""
    started, lives = time.perf_counter(), []
    for first in range(0, kills, 100):
        place = folder / str(first)
        place.mkdir(parents=True)
        lives.append(survive(place, min(100, kills - first), seed=first + 1))
    lost, promised, faults = sum(one.lost for one in lives), sum(one.promised for one in lives), sum(len(one.faults) for one in lives)
    seconds = time.perf_counter() - started
    show(f"{kills} kills -9 while working", f"{lost} of {promised:,} promised things lost, {faults} faults ({seconds:.0f} s)")


def reading(folder: Path) -> None:
    unlocking, store = timed(lambda: Store.open(folder, "Anna", PASSPHRASE, cost=CHEAP))
    with store:
        listing, page = timed(store.participants.search)
        show(f"unlock (without the key) and list {page.total:,} people", f"{unlocking.each(1)}, {listing.each(1)}")
        for text in ("t", "te", "tek", "tekle", "tekle haile", "ተክለ", "محمد", "mohamad", "yohanes gebremedin", "K00004", "zzzz"):
            took = usual(lambda text=text: store.participants.search(text))
            show(f"search {text}", f"{took.each(1)}, {store.participants.search(text).total:,} found")
        some = random.Random(3).sample(page.rows, 20)
        show("open a participant (row, forms, drafts, conflicts)", timed(lambda: [_open(store, one.id) for one in some])[0].each(20))
        names = [(one.given_name, one.family_name) for one in some]
        show("who may be the same person", timed(lambda: [store.participants.likely_same(*one) for one in names])[0].each(20))
        show("every pair that may be one person", str(timed(store.participants.duplicates)[0]))
        show("ranges of every device", timed(store.revisions.ranges)[0].each(1))
        numbers = iter(range(30))
        show("save one revision among so many (median)", usual(lambda: _save(store, next(numbers)), 30).each(1))


def _open(store: Store, participant: str) -> None:
    store.participants.get(participant)
    store.drafts.of(participant)
    store.conflicts.of_participant(participant)
    for row in store.submissions.of(participant):
        store.submissions.xml(row.id)


def main() -> None:
    options = argparse.ArgumentParser(description=__doc__)
    options.add_argument("--people", type=int, default=5_000)
    options.add_argument("--revisions", type=int, default=4, help="of each of them")
    options.add_argument("--kills", type=int, default=20)
    options.add_argument("--full", action="store_true")
    chosen = options.parse_args()
    count, per_person, kills = (100_000, 10, 1000) if chosen.full else (chosen.people, chosen.revisions, chosen.kills)
    with tempfile.TemporaryDirectory() as temporary:
        guesses()
        saving(Path(temporary) / "saving")
        filled_forms(Path(temporary) / "forms")
        importing(Path(temporary) / "importing", count, per_person)
        reading(Path(temporary) / "importing")
        killing(Path(temporary) / "killing", kills)


if __name__ == "__main__":
    main()
