"""Making, opening and keeping the store."""

from __future__ import annotations

import argparse
from pathlib import Path

from nbnb_desktop.cli.shared import STORE, argument, command, opened, passphrase_from
from nbnb_desktop.errors import StoreError
from nbnb_desktop.i18n import N_, _

_SHEET = argument("--recovery-sheet", type=Path, help="save the recovery code as a PDF instead of printing it")
_NEW = argument("--new-passphrase-file", type=Path)
_ASK_NEW = N_("New passphrase: ")


@command(
    "init",
    *STORE,
    argument("--organisation", default=""),
    argument("--project", type=int, default=0, help="number of the project (1 to 32)"),
    argument("--device", default="", help="name of this laptop"),
    _SHEET,
)
def init(options: argparse.Namespace) -> int:
    """Make a new encrypted store; the recovery code is printed, or saved as a PDF."""
    from nbnb_desktop.actions import setup

    project = next((known for known in setup.projects() if known.number == options.project), setup.Project(0, "", options.organisation))
    answers = setup.FirstStart(
        language=options.say,
        organisation=options.organisation or project.organisation,
        project=project,
        account=options.account or "beheer",
        passphrase=passphrase_from(options.passphrase_file),
        device_name=options.device,
    )
    workplace, code = setup.first_start(options.store, answers)
    setup.lock(workplace)
    _hand_out(code, answers.organisation, options)
    return 0


def _hand_out(code: str, organisation: str, options: argparse.Namespace) -> None:
    """Print the recovery code, or save it as a sheet of paper."""
    from nbnb_desktop.actions import printing, setup

    if options.recovery_sheet:
        printing.save(setup.recovery_sheet(code, organisation, options.say), options.recovery_sheet)
        print(_("The recovery sheet is in {file}. Print it and keep it in a safe place.").format(file=options.recovery_sheet))
    else:
        print(_("Recovery code (write it down and keep it in a safe place): {code}").format(code=code))


@command(
    "unlock-test",
    *STORE,
)
def unlock_test(options: argparse.Namespace) -> int:
    """Open the store and check that it is whole."""
    with opened(options) as workplace:
        faults = workplace.store.verify()
    if faults:
        raise StoreError(_("The database is damaged."), _("Restore the latest backup; do not go on working in this one."))
    print(_("The store opens and is whole."))
    return 0


@command(
    "passphrase",
    *STORE,
    _NEW,
)
def passphrase(options: argparse.Namespace) -> int:
    """Give the account another passphrase."""
    from nbnb_desktop.actions import setup

    old = passphrase_from(options.passphrase_file)
    workplace = setup.unlock(options.store, options.account or setup.accounts(options.store)[0], old)
    try:
        setup.change_passphrase(workplace, old, passphrase_from(options.new_passphrase_file, _ASK_NEW))
    finally:
        setup.lock(workplace)
    print(_("The passphrase was changed."))
    return 0


@command(
    "backup",
    *STORE,
    argument("target", type=Path, nargs="?"),
)
def backup(options: argparse.Namespace) -> int:
    """Write an encrypted copy of the store into a folder."""
    from nbnb_desktop.actions import keeping

    with opened(options) as workplace:
        print(keeping.backup(workplace, options.target))
    return 0


@command(
    "restore",
    *STORE,
    argument("backup", type=Path),
    argument("--code-file", type=Path, help="file with the recovery code or the bureau's key of that time, without the passphrase"),
    _NEW,
    _SHEET,
)
def restore(options: argparse.Namespace) -> int:
    """Put a copy back as the store; it is opened first to see that it is whole. By the recovery code one gets a new passphrase and code."""
    from nbnb_desktop.actions import keeping, setup

    account = options.account or next(iter(setup.accounts(options.backup)), "")
    if options.code_file:
        code, new = passphrase_from(options.code_file), passphrase_from(options.new_passphrase_file, _ASK_NEW)
        workplace, fresh = keeping.restore_by_code(options.backup, options.store, code, account, new)
        organisation = str(setup.settings(workplace)["organisation"])
        setup.lock(workplace)
        _hand_out(fresh, organisation, options)
    else:
        keeping.restore(options.backup, options.store, account, passphrase_from(options.passphrase_file))
    print(_("The copy was put back and opens."))
    return 0


@command(
    "rebuild",
    *STORE,
)
def rebuild(options: argparse.Namespace) -> int:
    """Make all projections anew from the revisions."""
    with opened(options) as workplace:
        workplace.store.rebuild()
    print(_("All lists and tables were made anew."))
    return 0


@command(
    "demo",
    *STORE,
)
def demo(options: argparse.Namespace) -> int:
    """Fill the store with a demonstration project of invented people."""
    from nbnb_desktop.actions import demo as demonstration

    with opened(options) as workplace:
        print(demonstration.fill(workplace))
    return 0
