"""Recorded speech: how far it is, and recordings from one laptop to another."""

from __future__ import annotations

import argparse
from pathlib import Path

from nbnb_desktop.cli.shared import STORE, argument, command, opened
from nbnb_desktop.i18n import PARTICIPANT_LANGUAGES, _, ngettext

FOLDER = argument("folder", type=Path, help="one folder per language, as resources/sound")


@command("sound status", *STORE)
def sound_status(options: argparse.Namespace) -> int:
    """Say how many texts of each participants' form and of the hand-over have a recording, per language."""
    from nbnb_desktop.actions import sound, spoken

    with opened(options) as workplace:
        forms = [meta.form_id for meta in workplace.library.metas() if meta.audience == "participant"]
        for form_id in (*forms, spoken.HAND_OVER):
            for language in PARTICIPANT_LANGUAGES:
                covered = sound.coverage(workplace, form_id, language)
                print(f"{form_id}\t{language}\t{covered.recorded}/{covered.total}")
    return 0


@command("sound export", *STORE, FOLDER)
def sound_export(options: argparse.Namespace) -> int:
    """Write this laptop's recordings into a folder."""
    from nbnb_desktop.actions import sound_files

    with opened(options) as workplace:
        count = sound_files.to_folder(workplace, options.folder)
    print(ngettext("{count} recording", "{count} recordings", count).format(count=count))
    return 0


@command("sound import", *STORE, FOLDER)
def sound_import(options: argparse.Namespace) -> int:
    """Take recordings of another laptop in."""
    from nbnb_desktop.actions import sound_files

    with opened(options) as workplace:
        taken = sound_files.from_folder(workplace, options.folder)
    print(ngettext("{count} recording", "{count} recordings", taken.count).format(count=taken.count))
    for name in taken.left:
        print(_("Left out: {name}").format(name=name))
    return 0
