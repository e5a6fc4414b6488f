"""Random histories of several laptops: edits, erasures, files that come late, twice or never, restored backups, clocks off by days."""

from __future__ import annotations

import random
from dataclasses import dataclass, field

from nbnb_desktop.records import Revision
from nbnb_desktop.sync.pairing import Identity
from tests.sync.laptop import DAY, START, Laptop, hollow, laptops

DEEDS = ("save", "save", "save", "send", "send", "deliver", "deliver", "deliver", "hand over", "erase", "back up", "restore")
IDENTITIES = [Identity.create(f"Laptop {number}", "NBNB", id=f"laptop-{number}") for number in range(5)]

Step = tuple[str, int, int, int]
"""A deed, and three numbers that say who, which and with whom (each taken modulo what there is)."""


@dataclass
class History:
    """Plays steps; ``saved`` is every revision that some laptop still ought to be able to bring."""

    group: list[Laptop]
    files: list[tuple[Laptop, bytes]] = field(default_factory=list)
    saved: dict[str, Revision] = field(default_factory=dict)
    now: int = START

    def play(self, step: Step) -> None:
        deed, who, which, whom = step
        self.now += 60_000
        laptop = self.group[who % len(self.group)]
        getattr(self, "_" + deed.replace(" ", "_"))(laptop, which, whom)

    def bring_everything_to_everyone(self) -> None:
        """Twice round: what the first round brings to the last laptop, the second brings to the first."""
        for _round in range(2):
            for laptop in self.group:
                for other in self.group:
                    if other is not laptop:
                        for data in laptop.export([other], now=self.now):
                            other.take_in(data, self.now)

    def _save(self, laptop: Laptop, which: int, whom: int) -> None:
        revision = laptop.save(f"submission-{which % 4}", f"participant-{which % 4 // 2}", f"answer {which} {whom}", self.now)
        if revision:
            self.saved[revision.id] = revision

    def _erase(self, laptop: Laptop, which: int, _whom: int) -> None:
        if which % 5 == 0:  # seldom, or nothing is left to look at
            laptop.erase("participant-0", self.now)

    def _send(self, laptop: Laptop, which: int, whom: int) -> None:
        others = [other for at, other in enumerate(self.group) if other is not laptop and (whom >> at) & 1]
        size = 8000 if which % 3 == 0 else 1 << 20
        scope = "all" if which % 7 == 0 else "new"
        for data in laptop.export(others, scope, size, now=self.now) if others else ():
            self.files += [(other, data) for other in others]

    def _hand_over(self, laptop: Laptop, which: int, whom: int) -> None:
        other = self.group[whom % len(self.group)]
        if other is not laptop:
            data = laptop.export([other], "participant", participant=f"participant-{which % 2}", now=self.now)
            self.files += [(other, one) for one in data]

    def _deliver(self, _laptop: Laptop, which: int, _whom: int) -> None:
        """Any file that was ever made, also once more; what nobody delivers is lost."""
        if self.files:
            to, data = self.files[which % len(self.files)]
            to.take_in(data, self.now)

    def _back_up(self, laptop: Laptop, _which: int, _whom: int) -> None:
        laptop.back_up()

    def _restore(self, laptop: Laptop, _which: int, _whom: int) -> None:
        laptop.restore()
        held = {one for other in self.group for one in other.shelves.revisions}
        self.saved = {one: revision for one, revision in self.saved.items() if one in held}


def begin(skews: list[int]) -> History:
    return History(laptops(IDENTITIES[: len(skews)], [days * DAY for days in skews]))


def faults(history: History) -> list[str]:
    """What is wrong once every laptop has heard from every other; empty when nothing is."""
    history.bring_everything_to_everyone()
    first = history.group[0].shelves
    found = []
    for laptop in history.group[1:]:
        if set(laptop.shelves.forms) != set(first.forms) and laptop.receipt().forms:
            found.append(f"{laptop.identity.id} lacks a form")
        if laptop.shelves.revisions != first.revisions or laptop.shelves.erasures != first.erasures:
            found.append(f"{laptop.identity.id} differs from {history.group[0].identity.id}")
    erased = {erasure.participant for erasure in first.erasures.values()}
    for one, revision in history.saved.items():
        expected = hollow(revision) if revision.participant in erased else revision
        if first.revisions.get(one) != expected:
            found.append(f"{one} is lost or was changed")
    return found


def random_history(seed: int, length: int = 40) -> list[str]:
    """The faults of one random history; the same for the same seed but for ids and keys."""
    source = random.Random(seed)
    history = begin([source.choice((0, 0, 0, -3, 2, 40)) for _laptop in range(source.randint(2, 5))])
    for _step in range(length):
        history.play((source.choice(DEEDS), source.randrange(5), source.randrange(1000), source.randrange(32)))
    return faults(history)
