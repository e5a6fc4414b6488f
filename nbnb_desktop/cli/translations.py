"""The translator's way."""

from __future__ import annotations

import argparse
from collections.abc import Iterator
from pathlib import Path
from typing import TYPE_CHECKING

from nbnb_desktop.cli.shared import LANGUAGE, OUTPUT, argument, command

if TYPE_CHECKING:
    from nbnb_desktop.actions.translation_sheet import Picture


@command("translate update")
def translate_update(_options: argparse.Namespace) -> int:
    """Bring the catalogues up to date with the code and the forms."""
    from nbnb_desktop.actions import translating

    translating.update()
    return 0


@command("translate status")
def translate_status(_options: argparse.Namespace) -> int:
    """Say how many texts each language has."""
    from nbnb_desktop.actions import translating

    for row in translating.status():
        print(f"{row.language}\t{row.domain}\t{row.status}\t{row.translated}/{row.total}")
    return 0


@command(
    "translate export",
    LANGUAGE,
    OUTPUT,
    argument("--without-pictures", action="store_true", help="texts only; done at once"),
)
def translate_export(options: argparse.Namespace) -> int:
    """Write a language's texts into a workbook for a translator, with pictures of where they stand."""
    from nbnb_desktop.actions import printing, translation_sheet

    pictures = [] if options.without_pictures else [*_of_forms(options.language), *translation_sheet.screens()]
    printing.save(translation_sheet.export(options.language, pictures), options.output)
    return 0


def _of_forms(language: str) -> Iterator[Picture]:
    """Every question as it is on the screen; half a minute of drawing."""
    from nbnb_desktop.ui import picturing  # the one command that draws what it exports

    for title, drawn in picturing.of_forms(language):
        print(title, len(drawn), flush=True)
        yield from drawn


@command(
    "translate import",
    LANGUAGE,
    argument("file", type=Path),
)
def translate_import(options: argparse.Namespace) -> int:
    """Take a translator's workbook back; refused rows are listed, and nothing is changed then."""
    from nbnb_desktop.actions import translation_sheet

    print(translation_sheet.take_back(options.language, options.file))
    return 0
