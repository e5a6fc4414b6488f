"""What is kept of a repeat row beside its answers; both are attributes, and never in what is submitted elsewhere.

The hidden id goes with the row wherever it moves, so that two laptops merge rows by it: in drafts and revisions.
A row that a smaller count took away waits for a larger one: in drafts, marked as spare.
"""

from __future__ import annotations

from typing import Any

NAMESPACE = "urn:nbnb-desktop:rows"
PREFIX = "nbnb"
ROW_ID = f"{{{NAMESPACE}}}row"
SPARE = f"{{{NAMESPACE}}}spare"
SEEN, FRESH = "seen", "fresh"
"""What the mark of a spare row says (``tree.Spare``)."""


def row_id(row: Any) -> str:
    """The id of a row's XML element; "" where it has none."""
    return str(row.get(ROW_ID, ""))


def spare_mark(row: Any) -> str:
    """Of a row's XML element: does it wait for a larger count, and has anybody seen it? "" where it does not wait."""
    return str(row.get(SPARE, ""))
