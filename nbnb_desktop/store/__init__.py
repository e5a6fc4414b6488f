"""One encrypted SQLite that nothing can be lost from.

Its names are imported when they are first used: a window can stand before SQLite is loaded.
"""

from __future__ import annotations

from importlib import import_module
from typing import TYPE_CHECKING, Any

if TYPE_CHECKING:
    from nbnb_desktop.store.attachments import file_name
    from nbnb_desktop.store.keys import Cost, accounts, exists
    from nbnb_desktop.store.people import PERSON_FORM
    from nbnb_desktop.store.recovery_code import normalise as normalise_recovery_code
    from nbnb_desktop.store.retention import Retention
    from nbnb_desktop.store.rows import (
        ROLES,
        Account,
        Added,
        AuditRow,
        Change,
        Device,
        Draft,
        FieldConflict,
        GotBundle,
        Likeness,
        MadeBundle,
        Page,
        PairedDevice,
        Participant,
        PieceRow,
        Side,
        SubmissionRow,
    )
    from nbnb_desktop.store.store import Store

__all__ = [
    "PERSON_FORM",
    "ROLES",
    "Account",
    "Added",
    "AuditRow",
    "Change",
    "Cost",
    "Device",
    "Draft",
    "FieldConflict",
    "GotBundle",
    "Likeness",
    "MadeBundle",
    "Page",
    "PairedDevice",
    "Participant",
    "PieceRow",
    "Retention",
    "Side",
    "Store",
    "SubmissionRow",
    "accounts",
    "exists",
    "file_name",
    "normalise_recovery_code",
]

_HOMES = {
    "PERSON_FORM": ("people", "PERSON_FORM"),
    "ROLES": ("rows", "ROLES"),
    "Account": ("rows", "Account"),
    "Added": ("rows", "Added"),
    "AuditRow": ("rows", "AuditRow"),
    "Change": ("rows", "Change"),
    "Cost": ("keys", "Cost"),
    "Device": ("rows", "Device"),
    "Draft": ("rows", "Draft"),
    "FieldConflict": ("rows", "FieldConflict"),
    "GotBundle": ("rows", "GotBundle"),
    "Likeness": ("rows", "Likeness"),
    "MadeBundle": ("rows", "MadeBundle"),
    "Page": ("rows", "Page"),
    "PairedDevice": ("rows", "PairedDevice"),
    "Participant": ("rows", "Participant"),
    "PieceRow": ("rows", "PieceRow"),
    "Retention": ("retention", "Retention"),
    "Side": ("rows", "Side"),
    "Store": ("store", "Store"),
    "SubmissionRow": ("rows", "SubmissionRow"),
    "accounts": ("keys", "accounts"),
    "exists": ("keys", "exists"),
    "file_name": ("attachments", "file_name"),
    "normalise_recovery_code": ("recovery_code", "normalise"),
}


def __getattr__(name: str) -> Any:
    """The name from the module that it lives in (PEP 562)."""
    if name not in _HOMES:
        raise AttributeError(f"module {__name__!r} has no attribute {name!r}")
    module, real = _HOMES[name]
    return getattr(import_module(f"{__name__}.{module}"), real)
