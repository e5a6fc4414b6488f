"""From a line of the ledger to the receipt of that file."""

from __future__ import annotations

from datetime import UTC, datetime

from nbnb_desktop.actions import house, ledger
from nbnb_desktop.actions.ledger import LedgerRow
from nbnb_desktop.actions.workplace import Workplace
from nbnb_desktop.documents.receipt import ReceiptContent
from nbnb_desktop.i18n import N_, speaker
from nbnb_desktop.store import GotBundle, MadeBundle


def content(workplace: Workplace, row: LedgerRow, language: str) -> ReceiptContent:
    """What was sent or taken in, by whom, when, with its number and fingerprint, and what is still missing from that laptop."""
    store = workplace.store
    sent = row.direction == "sent"
    made = next((one for one in store.exchange.sent() if one.number == row.number), None) if sent else None
    got = None if sent else next((one for one in store.exchange.received() if one.number == row.number and _moment(one) == row.when), None)
    here, there = store.device.name, _receivers(workplace, made) or row.device
    return ReceiptContent(
        sent=sent,
        sender=here if sent else row.device,
        receiver=there if sent else here,
        moment=datetime.fromisoformat(row.when).astimezone().replace(tzinfo=None) if row.when else datetime.now(),
        file_name=(made.file if made else got.file if got else "") or "",
        number=str(row.number),
        digest=got.digest if got else "",
        counts=_counts(row, made, got, language),
        gaps=tuple(one.words for one in ledger.rows(workplace) if _is_open(one, row)),
        house=house.of(workplace),
    )


def _is_open(one: LedgerRow, row: LedgerRow) -> bool:
    """Whether ``one`` says what is missing: of a sent file who has not confirmed it, of a received one what its sender still has."""
    if row.direction == "sent":
        return one.state == "sent" and one.number == row.number
    return one.state == "gap" and one.device == row.device


def _moment(got: GotBundle) -> str:
    return datetime.fromtimestamp(got.at / 1000, UTC).isoformat()


def _receivers(workplace: Workplace, made: MadeBundle | None) -> str:
    names = {known.id: known.name for known in workplace.store.exchange.devices(revoked=True)}
    return ", ".join(names.get(device, device) for device in made.recipients) if made else ""


def _counts(row: LedgerRow, made: MadeBundle | None, got: GotBundle | None, language: str) -> tuple[tuple[str, str], ...]:
    say = speaker(language)
    lines = [(say(N_("Changes")), row.revisions)]
    if made is not None and made.parts > 1:
        lines.append((say(N_("Parts")), made.parts))
    if got is not None:
        lines.append((say(N_("Changes that were here already")), got.known))
    return tuple((words, str(count)) for words, count in lines)
