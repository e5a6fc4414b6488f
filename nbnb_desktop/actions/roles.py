"""Who may do what: a pure table. Work with participants is for everyone who can unlock; what touches others is for some."""

from __future__ import annotations

from nbnb_desktop.actions.workplace import Workplace
from nbnb_desktop.errors import RecordError
from nbnb_desktop.i18n import N_, _

NAMES = {
    "worker": N_("worker"),
    "leader": N_("project leader"),
    "bureau": N_("programme bureau"),
    "administrator": N_("administrator"),
}
"""Every role, as people call it."""

MAY: dict[str, frozenset[str]] = {
    "accounts": frozenset({"administrator"}),  # add, disable, change the role or passphrase of somebody else
    "bureau key": frozenset({"administrator"}),  # what else opens the store: a bureau's key, a new recovery code
    "audit": frozenset({"administrator"}),  # read who did what
    "erase": frozenset({"leader", "administrator"}),
    "deliver": frozenset({"leader", "bureau", "administrator"}),  # data for research, for CBS, for the hub
}
"""Deed to the roles that may do it; a deed that is not here is for every account."""

DEEDS = {
    "accounts": N_("say who may work on this laptop"),
    "bureau key": N_("let a bureau open it in need"),
    "audit": N_("see who did what"),
    "erase": N_("erase files"),
    "deliver": N_("deliver data for research"),
}
"""Every deed of MAY, as people call it."""


def may(role: str, deed: str) -> bool:
    """Whether an account with this role may; nobody without a role may anything."""
    return role in NAMES and role in MAY.get(deed, NAMES.keys())


def mine(workplace: Workplace) -> str:
    """The role of the account that works now."""
    return workplace.store.accounts.role()


def require(workplace: Workplace, deed: str) -> None:
    """Raises RecordError when the account that works now may not."""
    if not may(mine(workplace), deed):
        allowed = _(", ").join(_(NAMES[role]) for role in NAMES if may(role, deed))
        raise RecordError(_("Your account may not do this."), _("Ask somebody who may: {roles}.").format(roles=allowed))


def in_words(role: str) -> str:
    """What an account with this role does and may."""
    deeds = _(", ").join(_(DEEDS[deed]) for deed in MAY if may(role, deed))
    works = _("Works with all participants.")
    return _("{works} May also: {deeds}.").format(works=works, deeds=deeds) if deeds else works
