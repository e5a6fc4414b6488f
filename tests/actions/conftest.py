"""Two invented laptops, each with its own store."""

from __future__ import annotations

from collections.abc import Callable, Iterator
from pathlib import Path

import pytest

from nbnb_desktop.actions import setup
from nbnb_desktop.actions.setup import FirstStart
from nbnb_desktop.actions.workplace import Workplace

PASSPHRASE = "vier blauwe fietsen zingen"


@pytest.fixture
def make_workplace(tmp_path: Path) -> Iterator[Callable[[str], Workplace]]:
    """Makes a store under a name and closes it in the end."""
    made: list[Workplace] = []

    def make(name: str) -> Workplace:
        answers = FirstStart("nl", "Stichting Proef (verzonnen)", setup.projects()[3], "sanne", PASSPHRASE, f"Laptop {name}")
        workplace, __ = setup.first_start(tmp_path / name, answers)
        made.append(workplace)
        return workplace

    yield make
    for workplace in made:
        setup.lock(workplace)


@pytest.fixture
def workplace(make_workplace: Callable[[str], Workplace]) -> Workplace:
    return make_workplace("een")
