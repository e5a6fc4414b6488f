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
    "bureau key": frozenset({"administrator"}),  # who else can open the store
    "audit": frozenset({"administrator"}),  # read who did what
    "erase": frozenset({"leader", "administrator"}),
}
"""Deed to the roles that may do it; a deed that is not here is for every account."""


def may(role: str, deed: str) -> bool:
    """Whether an account with this role may; nobody without a role may anything."""
    return role in NAMES and role in MAY.get(deed, NAMES.keys())


def require(workplace: Workplace, deed: str) -> None:
    """Raises RecordError when the account that works now may not."""
    if not may(workplace.store.accounts.role(), deed):
        allowed = _(", ").join(_(NAMES[role]) for role in NAMES if may(role, deed))
        raise RecordError(_("Your account may not do this."), _("Ask somebody who may: {roles}.").format(roles=allowed))
