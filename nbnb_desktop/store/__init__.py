"""One encrypted SQLite that nothing can be lost from."""

from __future__ import annotations

from nbnb_desktop.store.attachments import file_name
from nbnb_desktop.store.folders import accounts, exists
from nbnb_desktop.store.keys import Cost
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
