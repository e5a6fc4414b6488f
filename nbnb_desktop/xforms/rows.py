"""The hidden id of a repeat row: it goes with the row wherever it moves, so that two laptops merge rows by it.

It stands as an attribute in drafts and revisions (``draft_xml``), never in what is submitted elsewhere.
"""

from __future__ import annotations

from typing import Any

NAMESPACE = "urn:nbnb-desktop:rows"
PREFIX = "nbnb"
ROW_ID = f"{{{NAMESPACE}}}row"


def row_id(row: Any) -> str:
    """The id of a row's XML element; "" where it has none."""
    return str(row.get(ROW_ID, ""))
