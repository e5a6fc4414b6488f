"""The exchange's figures: ``python -m bench.exchange [--revisions 20000] [--full]``; prints a table.

Writing and reading stand beside the bare work that cannot be avoided (zstandard over JSON lines, and the digests of the revisions), the
size of a bundle beside the same JSON lines compressed whole. Then spoilt files and random histories: 2,000 and 200, with ``--full``
the issue's 100,000 and 10,000. Exits with 1 when one of them finds a fault. All answers are invented.
"""

from __future__ import annotations

import argparse
import io
import json
import random
import sys
import time
from collections import Counter
from collections.abc import Callable, Sequence
from pathlib import Path
from random import Random
from typing import TypeVar

ROOT = Path(__file__).resolve().parents[1]
sys.path.insert(0, str(ROOT))

import zstandard  # noqa: E402

from nbnb_desktop.records import Revision, Stamp, new_id  # noqa: E402
from nbnb_desktop.sync import bundle as bundles  # noqa: E402
from nbnb_desktop.sync import decide  # noqa: E402
from nbnb_desktop.sync.content import Bundle  # noqa: E402
from nbnb_desktop.sync.pairing import Identity, PairedDevice  # noqa: E402
from tests.sync.histories import random_history  # noqa: E402
from tests.sync.laptop import START, Laptop  # noqa: E402
from tests.sync.mutations import trial  # noqa: E402
from tests.sync.test_vectors import receiver  # noqa: E402

T = TypeVar("T")
WORDS = ("werk", "taal", "school", "winkel", "keuken", "zorg", "leraar", "حلب", "دمشق", "ኣስመራ", "ትምህርቲ", "Aleppo", "Kabul")


def revisions(count: int) -> tuple[Revision, ...]:
    """Filled intakes of about 900 bytes, a third of them second versions of another."""
    source, made = Random(1), []
    for number in range(1, count + 1):
        before = source.choice(made) if made and number % 3 == 0 else None
        answers = "".join(f"<question_{at}>{' '.join(source.choices(WORDS, k=4))}</question_{at}>" for at in range(14))
        payload = f'<data id="intake" version="1.0a1b2c3d"><name>Naam {number}</name>{answers}</data>'.encode()
        submission, participant = (before.submission, before.participant) if before else (new_id(), new_id())
        stamp = str(Stamp(START + number, 0, "laptop-a.1"))
        parents = (before.id,) if before else ()
        ids = (new_id(), submission, participant, "intake", "1.0a1b2c3d", parents, "laptop-a.1", number, stamp)
        made.append(Revision(*ids, "Anna", "nl", "save", payload).sealed())
    return tuple(made)


def json_lines(made: Sequence[Revision]) -> bytes:
    """The plainest file that holds the same."""
    rows = ({name: getattr(one, name) for name in Revision.__slots__ if name != "payload"} | {"xml": one.payload.decode()} for one in made)
    return "\n".join(json.dumps(row, ensure_ascii=False) for row in rows).encode()


def timed(work: Callable[[], T]) -> tuple[T, float]:
    start = time.perf_counter()
    result = work()
    return result, time.perf_counter() - start


def figures(count: int) -> None:
    made = revisions(count)
    ours, theirs = Identity.create("Laptop A", "NBNB", id="laptop-a"), Laptop(Identity.create("Laptop B", "NBNB", id="laptop-b"))
    theirs.devices = {ours.id: PairedDevice(ours.card)}
    plain, bare_write = timed(lambda: zstandard.compress(json_lines(made), 6))
    (__, bundle), writing = timed(lambda: next(bundles.parts(Bundle(made), ours, 1, [theirs.identity.card])))
    received, reading = timed(lambda: bundles.read(io.BytesIO(bundle), theirs.identity, theirs.devices))
    __, deciding = timed(lambda: decide.decide(received, theirs, START))
    __, bare_read = timed(lambda: [json.loads(line) for line in zstandard.decompress(plain).split(b"\n")])
    __, digests = timed(lambda: [one.computed_digest() for one in made])
    parts = [data for __, data in bundles.parts(Bundle(made), ours, 2, [theirs.identity.card], 1 << 20)]

    row(
        "write",
        f"{count / writing:,.0f} revisions/s",
        f"bare zstd JSON {count / bare_write:,.0f}, the digests alone {count / digests:,.0f}",
    )
    row("read and verify", f"{count / reading:,.0f} revisions/s", f"bare zstd JSON, nothing verified {count / bare_read:,.0f}")
    row("decide", f"{count / deciding:,.0f} revisions/s", "")
    row("size", f"{len(bundle) / count:,.0f} bytes a revision", f"zstd JSON {len(plain) / count:,.0f}: {len(bundle) / len(plain) - 1:+.1%}")
    row(
        "in parts of 1 MiB",
        f"{len(parts)} parts",
        f"largest {max(map(len, parts)):,} bytes, together {sum(map(len, parts)) / len(bundle) - 1:+.1%}",
    )
    (__, small), __ = timed(lambda: next(bundles.parts(Bundle(made[:1]), ours, 3, [theirs.identity.card])))
    row("one revision", f"{len(small):,} bytes", f"its JSON {len(json_lines(made[:1])):,}")


def spoilt_files(count: int, seed: int) -> int:
    """How many of ``count`` spoilt files were not refused as they must be."""
    met: Counter[str] = Counter()
    faults = []
    start = time.perf_counter()
    for number in range(count):
        try:
            one = trial(Random(seed + number), receiver())
        except Exception as crash:
            faults.append(f"seed {seed + number}: {crash!r}")
            continue
        met[one.reason] += 1
        if one.fault:
            faults.append(f"seed {seed + number}: {one.fault}")
    row(
        "spoilt files",
        f"{count:,}: {len(faults)} faults",
        f"{time.perf_counter() - start:.0f} s; sound {met.pop('ok', 0):,}, refused {met.total():,}",
    )
    row("", "reasons", ", ".join(f"{reason} {number:,}" for reason, number in met.most_common()))
    return shown(faults)


def histories(count: int, seed: int) -> int:
    """How many of ``count`` random histories of 2 to 5 laptops did not converge, or lost something."""
    start = time.perf_counter()
    faults = [f"seed {seed + number}: {found}" for number in range(count) if (found := random_history(seed + number))]
    row(
        "random histories",
        f"{count:,}: {len(faults)} faults",
        f"{time.perf_counter() - start:.0f} s; 40 steps, 2 to 5 laptops, clocks off by days",
    )
    return shown(faults)


def shown(faults: Sequence[str]) -> int:
    for fault in faults[:20]:
        print("   ", fault)
    return len(faults)


def row(what: str, figure: str, beside: str) -> None:
    print(f"{what:<20}{figure:<32}{beside}", flush=True)


def main(arguments: Sequence[str] | None = None) -> int:
    parser = argparse.ArgumentParser(description=__doc__.splitlines()[0] if __doc__ else "")
    parser.add_argument("--revisions", type=int, default=20_000)
    parser.add_argument("--full", action="store_true", help="100,000 spoilt files and 10,000 histories")
    parser.add_argument("--seed", type=int, default=random.randrange(1 << 32), help="of the spoilt files and histories")
    given = parser.parse_args(arguments)
    print(f"seed {given.seed}")
    figures(given.revisions)
    wrong = spoilt_files(100_000 if given.full else 2_000, given.seed) + histories(10_000 if given.full else 200, given.seed)
    return 1 if wrong else 0


if __name__ == "__main__":
    raise SystemExit(main())
