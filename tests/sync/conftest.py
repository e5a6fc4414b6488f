"""Two paired laptops; the people and answers are invented."""

from __future__ import annotations

import pytest

from nbnb_desktop.sync.pairing import Identity
from tests.sync.laptop import Laptop, laptops

TILBURG = Identity.create("Laptop Tilburg", "NBNB", id="tilburg")
BREDA = Identity.create("حاسوب بريدا", "NBNB", id="breda")
GOES = Identity.create("Laptop Goes", "NBNB", id="goes")


@pytest.fixture
def group() -> list[Laptop]:
    return laptops([TILBURG, BREDA, GOES])


@pytest.fixture
def tilburg(group: list[Laptop]) -> Laptop:
    return group[0]


@pytest.fixture
def breda(group: list[Laptop]) -> Laptop:
    return group[1]


@pytest.fixture
def goes(group: list[Laptop]) -> Laptop:
    return group[2]
