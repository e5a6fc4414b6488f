"""The manual's pictures: the main job played in Dutch and in Arabic, the pictures made small enough for a book."""

from __future__ import annotations

import json
import tempfile
from pathlib import Path

from PIL import Image

from nbnb_desktop.actions.translation_sheet import SHOWN_TEXTS
from nbnb_desktop.rehearsal.play import play, without_screen

LANGUAGES = ("nl", "ar")
COLOURS = 48
"""Enough for the few colours of a screen and the grey edges of its letters; more only makes the files larger."""


def take_pictures(target: Path) -> None:
    """Play the job in each of LANGUAGES and leave ``target/<language>/<nn>-<name>.png``; older pictures there go away.

    ``target/texts.json`` says which texts of the interface stand on each Dutch picture, for the translators' workbook.
    """
    with tempfile.TemporaryDirectory(prefix="nbnb-") as folder:
        without_screen(Path(folder))
        for language in LANGUAGES:
            made = Path(folder) / language
            album = play(made / "stores", made, language)
            _replace(made / "pictures", target / language)
            if language == LANGUAGES[0]:
                _note({f"{language}/{name}": texts for name, texts in album.texts.items()}, target / SHOWN_TEXTS)


def _note(texts: dict[str, tuple[str, ...]], target: Path) -> None:
    target.write_text(json.dumps(texts, ensure_ascii=False, indent=1) + "\n", encoding="utf-8")


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
