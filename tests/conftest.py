"""What every test needs before Qt is imported: no screen, Dutch, and our own fonts."""

from __future__ import annotations

import os

os.environ.setdefault("QT_QPA_PLATFORM", "offscreen")

import pytest

from nbnb_desktop import i18n


@pytest.fixture(autouse=True)
def _speak_dutch():
    """Each test begins in the language the application starts in, whatever the one before did."""
    i18n.activate("nl")
    yield
    i18n.activate("nl")


@pytest.fixture(autouse=True)
def _cheap_keys(monkeypatch):
    """Stores of tests are unlocked at once; what a guess really costs has tests of its own in tests/store."""
    from nbnb_desktop.store import Cost

    monkeypatch.setattr("nbnb_desktop.store.store.calibrated", lambda: Cost(memory=8, iterations=1, lanes=1))
