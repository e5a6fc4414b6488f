"""Who may unlock this store, what each may do, who did what, and the bureau's key."""

from __future__ import annotations

import argparse
from pathlib import Path

from nbnb_desktop.cli.shared import OUTPUT, STORE, argument, command, opened, passphrase_from
from nbnb_desktop.i18n import N_, _

_NAME = argument("name", help="name of the colleague's account")
_ROLE = argument("--role", default="worker", choices=["worker", "leader", "bureau", "administrator"])
_NEW = argument("--new-passphrase-file", type=Path)
_ASK = N_("Their passphrase: ")


@command("accounts list", *STORE)
def listed(options: argparse.Namespace) -> int:
    """Tell who may unlock the store, and as what."""
    from nbnb_desktop.actions import roles, setup

    with opened(options) as workplace:
        for one in setup.colleagues(workplace):
            print(one.name, _(roles.NAMES[one.role]), "" if one.active else _("(disabled)"), sep="\t")
    return 0


@command("accounts add", *STORE, _NAME, _ROLE, _NEW)
def add(options: argparse.Namespace) -> int:
    """Let one more person unlock the store."""
    from nbnb_desktop.actions import setup

    with opened(options) as workplace:
        setup.add_account(workplace, options.name, passphrase_from(options.new_passphrase_file, _ASK), options.role)
    return 0


@command("accounts role", *STORE, _NAME, _ROLE)
def role(options: argparse.Namespace) -> int:
    """Let somebody do more, or less."""
    from nbnb_desktop.actions import setup

    with opened(options) as workplace:
        setup.change_role(workplace, options.name, options.role)
    return 0


@command("accounts reset", *STORE, _NAME, _NEW)
def reset(options: argparse.Namespace) -> int:
    """Give a colleague who forgot it a new passphrase."""
    from nbnb_desktop.actions import setup

    with opened(options) as workplace:
        setup.reset_passphrase(workplace, options.name, passphrase_from(options.new_passphrase_file, _ASK))
    return 0


@command("accounts disable", *STORE, _NAME)
def disable(options: argparse.Namespace) -> int:
    """Let somebody unlock the store no more."""
    from nbnb_desktop.actions import setup

    with opened(options) as workplace:
        setup.disable_account(workplace, options.name)
    return 0


@command("audit", *STORE, OUTPUT)
def audit(options: argparse.Namespace) -> int:
    """Save who unlocked, read, printed, exported and erased, and when, as CSV."""
    from nbnb_desktop.actions import keeping, printing

    with opened(options) as workplace:
        printing.save(keeping.audit_trail(workplace), options.output)
    return 0


@command("recovery-code", *STORE, OUTPUT)
def recovery_code(options: argparse.Namespace) -> int:
    """Save a new recovery code as a sheet to print; from then on the old one opens the store no more."""
    from nbnb_desktop.actions import printing, setup

    with opened(options) as workplace:
        code = setup.propose_recovery_code(workplace)
        organisation = str(setup.settings(workplace)["organisation"])
        printing.save(setup.recovery_sheet(code, organisation, options.say), options.output)
        setup.keep_recovery_code(workplace, code)
    return 0


@command("bureau-key new", OUTPUT)
def new_key(options: argparse.Namespace) -> int:
    """Make a bureau's key: the secret half goes into a file for the safe, the public one is printed for the stores."""
    from nbnb_desktop.actions import setup

    print(setup.new_bureau_key(options.output))
    return 0


@command("bureau-key trust", *STORE, argument("public", help="age1…"))
def trust(options: argparse.Namespace) -> int:
    """Let the bureau with this public key open the store when passphrase and recovery sheet are both gone."""
    from nbnb_desktop.actions import setup

    with opened(options) as workplace:
        setup.trust_bureau(workplace, options.public)
    return 0
