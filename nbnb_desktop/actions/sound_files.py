"""Recordings in a folder, so that one laptop reads in for all: ``<language>/<key>.<suffix>``, as they are shipped too.

The voice is the interpreter's and the words are those of our forms; no participant is in it, so the files are not encrypted.
"""

from __future__ import annotations

import mimetypes
import re
from dataclasses import dataclass
from pathlib import Path

from nbnb_desktop.actions import sound
from nbnb_desktop.actions.workplace import Workplace
from nbnb_desktop.errors import RecordError
from nbnb_desktop.i18n import PARTICIPANT_LANGUAGES, _

_KEY = re.compile(r"[0-9a-f]{32}")


@dataclass(frozen=True, slots=True)
class Taken:
    """How many recordings came in, and the files that are no recordings of ours and were left where they are."""

    count: int
    left: tuple[str, ...]


def to_folder(workplace: Workplace, folder: Path) -> int:
    """Write this laptop's recordings into ``folder``; how many."""
    count = 0
    for language in PARTICIPANT_LANGUAGES:
        for key, mine in sound.own(workplace, language).items():
            kept = workplace.store.attachments.get(mine["digest"])
            if kept is not None:
                path = folder / language / f"{key}{_suffix(kept.name, kept.media_type)}"
                path.parent.mkdir(parents=True, exist_ok=True)
                path.write_bytes(kept.content)
                count += 1
    return count


def from_folder(workplace: Workplace, folder: Path) -> Taken:
    """Take the recordings of a folder in; those of the same words are replaced. Raises RecordError for no folder."""
    if not folder.is_dir():
        raise RecordError(_("This folder cannot be found."), _("Choose the folder with the recordings."))
    taken, left = 0, []
    for path in sorted(each for each in folder.glob("*/*") if each.is_file()):
        language = path.parent.name
        fits = language in PARTICIPANT_LANGUAGES and _KEY.fullmatch(path.stem) and path.suffix in sound.SUFFIXES
        if fits and 0 < path.stat().st_size <= sound.MOST_BYTES:
            sound.keep(workplace, language, path.stem, path.read_bytes(), path.name, "")
            taken += 1
        else:
            left.append(f"{language}/{path.name}")
    return Taken(taken, tuple(left))


def _suffix(name: str, media_type: str) -> str:
    return Path(name).suffix or mimetypes.guess_extension(media_type) or ".wav"
