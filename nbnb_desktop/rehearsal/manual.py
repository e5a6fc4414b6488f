"""The manual's pictures: the main job played in Dutch and in Arabic, the pictures made small enough for a book."""

from __future__ import annotations

import tempfile
from pathlib import Path

from PIL import Image

from nbnb_desktop.rehearsal.play import play, without_screen

LANGUAGES = ("nl", "ar")
COLOURS = 48
"""Enough for the few colours of a screen and the grey edges of its letters; more only makes the files larger."""


def take_pictures(target: Path) -> None:
    """Play the job in each of LANGUAGES and leave ``target/<language>/<nn>-<name>.png``; older pictures there go away."""
    with tempfile.TemporaryDirectory(prefix="nbnb-") as folder:
        without_screen(Path(folder))
        for language in LANGUAGES:
            made = Path(folder) / language
            play(made / "stores", made, language)
            _replace(made / "pictures", target / language)


def _replace(fresh: Path, kept: Path) -> None:
    kept.mkdir(parents=True, exist_ok=True)
    for old in kept.glob("*.png"):
        old.unlink()
    for picture in sorted(fresh.glob("*.png")):
        _reduce(picture, kept / picture.name)


def _reduce(picture: Path, target: Path) -> None:
    """As a palette without dithering, which keeps letters sharp."""
    with Image.open(picture) as full:
        full.convert("RGB").quantize(COLOURS, dither=Image.Dither.NONE).save(target, optimize=True)
