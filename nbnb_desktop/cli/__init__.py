"""The headless commands: the same actions as the screens, for scripts, tests and the bureau.

Exit status 0: done; 1: refused, with one line that says what and what to do; 2: wrong usage;
70: a bug, with a log without personal data.
"""

from __future__ import annotations

import argparse
import sys
from collections.abc import Sequence

from nbnb_desktop import __version__, bugs, i18n
from nbnb_desktop.cli import accounts, exchange, forms, keeping, people, sound, tables, translations
from nbnb_desktop.cli.shared import COMMANDS, Command, default_folder
from nbnb_desktop.errors import FormError, NbnbError
from nbnb_desktop.i18n import _

__all__ = ["default_folder", "main"]

ROOMS = (keeping, accounts, people, forms, exchange, tables, translations, sound)
"""Importing them fills ``COMMANDS``."""

GROUPS = {
    "accounts": "Who may unlock the store, and as what.",
    "bureau-key": "The bureau's key, for when passphrase and recovery sheet are both gone.",
    "participant": "One participant.",
    "form": "Forms: check, run, export, print; those from elsewhere: add, list, remove.",
    "sound": "Recorded speech of questions and answers.",
    "hub": "The programme bureau's PostgreSQL.",
    "translate": "Catalogues for translators.",
}


def main(arguments: Sequence[str]) -> int:
    """Run one command; returns the exit status."""
    options = _parser().parse_args(arguments)
    i18n.activate(options.say)
    try:
        return int(options.command(options))
    except FormError as refusal:
        _complain(refusal)
        for fault in refusal.faults:
            print(f"  {fault}", file=sys.stderr)
        return 1
    except NbnbError as refusal:
        _complain(refusal)
        return 1
    except BrokenPipeError:
        return 1
    except Exception as bug:
        log = bugs.note(getattr(options, "store", default_folder()), bug)
        print(_("A fault in the program; your data are as they were. Where it happened is in {log}.").format(log=log), file=sys.stderr)
        return 70


def _parser() -> argparse.ArgumentParser:
    parser = argparse.ArgumentParser(prog="nbnb-desktop", description=__doc__.splitlines()[0] if __doc__ else "")
    parser.add_argument("--version", action="version", version=f"nbnb-desktop {__version__}")
    parser.add_argument("--say", default="nl", choices=["nl", "en"], help="language of the messages")
    commands = parser.add_subparsers(required=True, metavar="COMMAND")
    groups = {
        name: commands.add_parser(name, help=words).add_subparsers(required=True, metavar="COMMAND") for name, words in GROUPS.items()
    }
    for one in COMMANDS.values():
        group, __, name = one.name.rpartition(" ")
        _add(groups[group] if group else commands, name, one)
    return parser


def _add(commands: argparse._SubParsersAction[argparse.ArgumentParser], name: str, one: Command) -> None:
    parser = commands.add_parser(name, help=(one.run.__doc__ or "").splitlines()[0], description=one.run.__doc__)
    for flags, details in one.arguments:
        parser.add_argument(*flags, **details)  # type: ignore[arg-type]  # argparse's own keyword names
    parser.set_defaults(command=one.run)


def _complain(refusal: NbnbError) -> None:
    print(f"nbnb-desktop: {refusal}", file=sys.stderr)
