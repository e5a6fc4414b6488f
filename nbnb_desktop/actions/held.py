"""What the store keeps for the exchange, as the room ``sync`` knows it."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from typing import Any

from nbnb_desktop.store import Store
from nbnb_desktop.sync.pieces import Piece
from nbnb_desktop.sync.receipts import HeldReceipt, Receipt


def held_receipts(store: Store) -> dict[str, HeldReceipt]:
    """The last receipt of each laptop."""
    return {device: HeldReceipt(number, _receipt(told)) for device, (number, told) in store.exchange.receipts().items()}


def _receipt(told: Mapping[str, Any]) -> Receipt:
    forms = tuple((form_id, version) for form_id, version in told.get("forms", ()))
    return Receipt(str(told["device"]), _ranges(told["ranges"]), _ranges(told["bundles"]), dict(told["wants"]), forms)


def _ranges(kept: Mapping[str, Sequence[Sequence[int]]]) -> dict[str, tuple[tuple[int, int], ...]]:
    return {device: tuple((first, last) for first, last in runs) for device, runs in kept.items()}


def pieces_of(store: Store, digest: str) -> list[Piece]:
    """The stretches of an attachment that came in so far."""
    rows = store.exchange.pieces(digest)
    return [Piece(row.digest, row.media_type, row.name, row.length, row.offset, row.content) for row in rows]
