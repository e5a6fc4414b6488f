"""Files between laptops: pairing, exporting, importing, and the ledger of what went where."""

from __future__ import annotations

from dataclasses import dataclass


@dataclass(frozen=True, slots=True)
class CardView:
    """What identifies a laptop to people: its name, its organisation, and the line of text that is its card."""

    device: str
    name: str
    organisation: str
    text: str


@dataclass(frozen=True, slots=True)
class DeviceLine:
    """A paired laptop; ``last_received`` and ``last_sent`` are ISO times or ""."""

    device: str
    name: str
    organisation: str
    revoked: bool
    last_sent: str
    last_received: str


@dataclass(frozen=True, slots=True)
class ExportReport:
    """What a bundle holds that was just written."""

    path: str
    number: int
    recipients: tuple[str, ...]
    revisions: int
    participants: int
    attachments: int
    size: int  # bytes


@dataclass(frozen=True, slots=True)
class ImportReport:
    """What an import brought."""

    sender: str
    number: int
    new_revisions: int
    known_revisions: int
    new_participants: int
    conflicts: int
    remarks: tuple[str, ...]  # gaps, repeats, clocks: sentences


@dataclass(frozen=True, slots=True)
class LedgerRow:
    """One line of the ledger, in words."""

    when: str
    device: str
    direction: str  # "sent" or "received"
    number: int
    revisions: int
    state: str  # "made", "confirmed", "received", "repeat", "older", "gap", "refused"
    words: str


# The functions, as the pages may call them (bodies follow when store and sync have landed):
#   my_card(workplace) -> CardView
#   read_card(path_or_text) -> CardView                      raises BundleError
#   pairing_code(workplace, card) -> str                     "12 34 56 78 ..." to compare aloud
#   pair(workplace, card) -> None ; revoke(workplace, device) -> None
#   devices(workplace) -> tuple[DeviceLine, ...]
#   default_name(workplace, names) -> str                    a file name for the save dialog, ends in .nbnb
#   export(workplace, names, path) -> ExportReport           names of paired devices
#   import_file(workplace, path) -> ImportReport             raises BundleError, nothing changed then
#   verify(workplace, path) -> ImportReport                  what an import would bring
#   ledger(workplace) -> tuple[LedgerRow, ...]
#   save_card(workplace, path) -> None
