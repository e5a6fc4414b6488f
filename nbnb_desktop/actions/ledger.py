"""The ledger: what was made, sent, received and confirmed, and what is still missing, in words."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from datetime import UTC, datetime

from nbnb_desktop.actions import laptops
from nbnb_desktop.actions.held import held_receipts
from nbnb_desktop.actions.workplace import Workplace
from nbnb_desktop.i18n import _
from nbnb_desktop.store import GotBundle, Store
from nbnb_desktop.sync import ledger as ledgers
from nbnb_desktop.sync import ranges


@dataclass(frozen=True, slots=True)
class LedgerRow:
    """One line of the ledger, in words. ``state``: made, sent, confirmed, received, repeat, older or gap."""

    when: str
    device: str
    direction: str  # "sent" or "received"
    number: int
    revisions: int
    state: str
    words: str


def rows(workplace: Workplace) -> tuple[LedgerRow, ...]:
    """What was made, sent, received and confirmed, newest first; what asks for action on top."""
    store, names, own = workplace.store, laptops.names(workplace.store), laptops.identity(workplace).id
    made = [
        ledgers.Made(one.number, one.at, one.recipients, one.revisions, one.scope, one.parts, one.saved) for one in store.exchange.sent()
    ]
    got = [_got(one) for one in store.exchange.received()]
    held = {device: found.receipt for device, found in held_receipts(store).items()}
    rows = ledgers.rows(made, got, held, _open_gaps(store), own, lambda device: names.get(device, device))
    counts = {("sent", one.number): one.revisions for one in made} | {("received", one.number): one.new for one in got}
    return tuple(_ledger_row(row, own, names, counts) for row in rows)


def _got(one: GotBundle) -> ledgers.Got:
    facts = (one.sender, one.number, one.part, one.parts, one.at, one.new, one.known, one.verdict, one.previous)
    return ledgers.Got(*facts, promises=bool(one.promised))


def _open_gaps(store: Store) -> dict[str, ranges.Ranges]:
    """What each sender's last file promised and is still not here; an older promise may name what the sender itself has lost."""
    promised: dict[str, ranges.Ranges] = {}
    for got in store.exchange.received():  # by number
        if got.promised:
            promised[got.sender] = got.promised
    here = store.exchange.ranges()
    lacking = {sender: ranges.missing(here, all_of_it) for sender, all_of_it in promised.items()}
    return {sender: missing for sender, missing in lacking.items() if missing}


def _ledger_row(row: ledgers.LedgerRow, own: str, names: Mapping[str, str], counts: Mapping[tuple[str, int], int]) -> LedgerRow:
    direction = "sent" if row.kind in {"made", "sent", "confirmed"} else "received"
    name = _("this laptop") if row.device == own else names.get(row.device, row.device)
    when = datetime.fromtimestamp(row.at / 1000, UTC).isoformat() if row.at else ""
    return LedgerRow(when, name, direction, row.number, counts.get((direction, row.number), 0), row.kind, row.text)
