"""The translator's way."""

from __future__ import annotations

import argparse
from pathlib import Path

from nbnb_desktop.cli.shared import LANGUAGE, OUTPUT, argument, command


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
)
def translate_export(options: argparse.Namespace) -> int:
    """Write a language's texts into a workbook for a translator."""
    from nbnb_desktop.actions import printing, translating

    printing.save(translating.export(options.language), options.output)
    return 0


@command(
    "translate import",
    LANGUAGE,
    argument("file", type=Path),
)
def translate_import(options: argparse.Namespace) -> int:
    """Take a translator's workbook back; refused rows are listed, and nothing is changed then."""
    from nbnb_desktop.actions import translating

    print(translating.take_back(options.language, options.file))
    return 0
