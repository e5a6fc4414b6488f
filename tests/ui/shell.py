"""What the tests of the shell share: tasks that end with the test, choices in a throw-away file, invented people."""

from __future__ import annotations

from dataclasses import dataclass

import pytest
from PySide6.QtCore import QSettings

from nbnb_desktop.ui.dress import Look, dress
from nbnb_desktop.ui.tasks import Tasks

PASSPHRASE = "paard batterij nietje goed"


@dataclass(frozen=True)
class Row:
    """An invented participant, as a list shows one."""

    id: str
    given_name: str
    family_name: str = ""
    own_name: str = ""
    birth: str = ""
    birth_precision: str = "exact"
    languages: tuple[str, ...] = ()
    changed_at: str = "2026-03-02T10:15:00+00:00"

    @property
    def name(self) -> str:
        return f"{self.given_name} {self.family_name}".strip()


SELAM = Row("p-selam", "Selam", "Tesfay", "ሰላም ተስፋይ", "1994-03-12", "exact", ("ti", "en"))
AHMAD = Row("p-ahmad", "Ahmad", "Al-Khatib", "أحمد الخطيب", "1988", "year", ("ar",))


@pytest.fixture
def dressed(qtbot):
    """The application in Dutch, light, at 100%."""
    dress(Look("nl", "light", 100))
    yield
    dress(Look("nl", "light", 100))


@pytest.fixture
def tasks(qtbot):
    made = Tasks()
    yield made
    made.close()


@pytest.fixture
def choices(tmp_path):
    """Where the language and the look are kept."""
    return QSettings(str(tmp_path / "choices.ini"), QSettings.Format.IniFormat)
