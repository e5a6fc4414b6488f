"""How long the screen has to wait after too many wrong passphrases, so that it can count down."""

from __future__ import annotations

from math import ceil
from pathlib import Path

from nbnb_desktop.store.tries import Tries


def seconds(folder: Path) -> int:
    """Whole seconds until ``setup.unlock`` hears the next try on the store in ``folder``; 0 when it does now."""
    return ceil(Tries(folder / "tries.json").wait())
