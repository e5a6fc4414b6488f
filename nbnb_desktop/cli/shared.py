"""What every command shares: the store that is opened, the words on the command line, and the table of commands."""

from __future__ import annotations

import argparse
import getpass
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from dataclasses import dataclass
from pathlib import Path
from typing import TYPE_CHECKING

from nbnb_desktop import i18n
from nbnb_desktop.errors import RecordError
from nbnb_desktop.i18n import N_, _

if TYPE_CHECKING:
    from nbnb_desktop.actions.workplace import Workplace

Run = Callable[[argparse.Namespace], int]
Argument = tuple[tuple[str, ...], dict[str, object]]


@dataclass(frozen=True, slots=True)
class Command:
    """One command: its name (two words for one of a group), what it does, and its arguments."""

    name: str
    run: Run
    arguments: tuple[Argument, ...]


COMMANDS: dict[str, Command] = {}


def command(name: str, *arguments: Argument) -> Callable[[Run], Run]:
    """Enter a function into the table of commands."""

    def enter(run: Run) -> Run:
        COMMANDS[name] = Command(name, run, arguments)
        return run

    return enter


def argument(*flags: str, **details: object) -> Argument:
    """One argument as argparse takes it."""
    return flags, details


def default_folder() -> Path:
    """Where the store lies when nothing else is asked."""
    import platformdirs

    return Path(platformdirs.user_data_dir("nbnb-desktop", appauthor=False))


@contextmanager
def opened(options: argparse.Namespace) -> Iterator[Workplace]:
    """The unlocked store that the arguments name; locked again at the end."""
    from nbnb_desktop.actions import setup

    account = options.account or next(iter(setup.accounts(options.store)), "")
    workplace = setup.unlock(options.store, account, passphrase_from(options.passphrase_file))
    try:
        yield workplace
    finally:
        setup.lock(workplace)


def passphrase_from(file: Path | None, prompt: str = N_("Passphrase: ")) -> str:
    """What stands in the file, or what is typed at the terminal; never an argument, which others could see."""
    if file is None:
        return getpass.getpass(_(prompt))
    try:
        return file.read_text(encoding="utf-8").rstrip("\r\n")
    except OSError as refusal:
        raise RecordError(_("The file with the passphrase cannot be read."), str(refusal.strerror)) from refusal


STORE = (
    argument("--store", type=Path, default=default_folder(), help="folder of the store"),
    argument("--account", default="", help="name of the account; the first one without it"),
    argument("--passphrase-file", type=Path, help="file with the passphrase; asked for without it"),
)
FORM = argument("form", help="name of a shipped form, or a path to .yaml .xlsx .xls .csv .md .xml")
OUTPUT = argument("-o", "--output", type=Path, required=True)
LANGUAGE = argument("language", choices=sorted(i18n.PARTICIPANT_LANGUAGES))
JSON = argument("--json", action="store_true", help="print JSON")
ASKED = (
    argument("--project", default="", help="code of a project, for example KIM"),
    argument("--date", default="", help="reference date, for example 2021-03-02"),
    argument("--language", default="nl", choices=["nl", "en"]),
    argument("--outsider", action="store_true", help="hide what could tell something about one person"),
)
HUB = argument("--to", required=True, metavar="ADDRESS", help="postgresql://… of the hub")
DELIVERY = (
    argument("--recipient", default="", help="for whom; noted in the delivery and the audit"),
    argument("--purpose", default="", help="what for; noted in the delivery and the audit"),
    argument("-o", "--output", type=Path, required=True, help="a new folder"),
)
