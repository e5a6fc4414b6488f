"""Everything that a form may ask of its surroundings: the clock, chance, the device and its user."""

from __future__ import annotations

import random
import uuid
from collections.abc import Mapping
from dataclasses import dataclass, field
from datetime import UTC, datetime, timedelta, tzinfo
from typing import Protocol


class LocalZone(tzinfo):
    """The zone of the machine, with its summer and winter time."""

    def utcoffset(self, moment: datetime | None) -> timedelta | None:
        return None if moment is None else moment.replace(tzinfo=None).astimezone().utcoffset()

    def dst(self, moment: datetime | None) -> timedelta | None:
        return timedelta(0)

    def tzname(self, moment: datetime | None) -> str | None:
        return None if moment is None else moment.replace(tzinfo=None).astimezone().tzname()

    def fromutc(self, moment: datetime) -> datetime:
        local = moment.replace(tzinfo=UTC).astimezone()
        return local.replace(tzinfo=self)


class Provider(Protocol):
    """What a session gets; every test is deterministic with ``FixedProvider``."""

    def now(self) -> datetime:
        """The time, with its zone."""

    def random(self) -> float:
        """A number in [0, 1)."""

    def uuid(self) -> str:
        """A new version 4 UUID."""

    @property
    def zone(self) -> tzinfo:
        """The zone of the device."""

    @property
    def properties(self) -> Mapping[str, str]:
        """``deviceid``, ``username``, ``email``, ``phonenumber``, as the preloads of ODK name them."""


_LOCAL = LocalZone()


@dataclass(frozen=True)
class SystemProvider:
    """The clock and chance of the machine; who uses it is told by the application."""

    device: str = ""
    user: str = ""
    email: str = ""
    phone: str = ""

    def now(self) -> datetime:
        return datetime.now(self.zone)

    def random(self) -> float:
        return random.random()

    def uuid(self) -> str:
        return str(uuid.uuid4())

    @property
    def zone(self) -> tzinfo:
        return _LOCAL

    @property
    def properties(self) -> Mapping[str, str]:
        return {"deviceid": self.device, "username": self.user, "email": self.email, "phonenumber": self.phone}


@dataclass
class FixedProvider:
    """A clock that stands still (or moves by ``step`` at each look) and chance from a seed."""

    time: datetime = datetime(2026, 3, 1, 12, tzinfo=UTC)
    seed: int = 1
    step: timedelta = timedelta(0)
    device: str = "device:1"
    user: str = "user"
    email: str = "a@example.org"
    phone: str = "0600000000"
    zone: tzinfo = UTC
    _random: random.Random = field(init=False, repr=False)

    def __post_init__(self) -> None:
        self._random = random.Random(self.seed)

    def now(self) -> datetime:
        found = self.time
        self.time += self.step
        return found

    def random(self) -> float:
        return self._random.random()

    def uuid(self) -> str:
        return str(uuid.UUID(int=self._random.getrandbits(128), version=4))

    @property
    def properties(self) -> Mapping[str, str]:
        return {"deviceid": self.device, "username": self.user, "email": self.email, "phonenumber": self.phone}
