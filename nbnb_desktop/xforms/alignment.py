"""Which row is which, on three sides: by the hidden id; by what is in it where rows have none (forms filled in elsewhere)."""

from __future__ import annotations

from collections import Counter
from collections.abc import Sequence
from difflib import SequenceMatcher

from lxml import etree

from nbnb_desktop.xforms.rows import row_id

Keyed = dict[str, etree._Element]


def keyed(base: Sequence[etree._Element], ours: Sequence[etree._Element], theirs: Sequence[etree._Element]) -> tuple[Keyed, Keyed, Keyed]:
    """The rows of each side by keys that the same row has on every side."""
    if all(row_id(row) for rows in (base, ours, theirs) for row in rows):
        return _by_id(base), _by_id(ours), _by_id(theirs)
    names = [f"#{number}" for number in range(len(base))]
    return dict(zip(names, base, strict=True)), _alike(base, names, ours), _alike(base, names, theirs)


def _by_id(rows: Sequence[etree._Element]) -> Keyed:
    """Rows by their id; one whose id another row has already goes by its position too, so that none is lost."""
    result: Keyed = {}
    for number, row in enumerate(rows):
        key = row_id(row)
        result[f"{key}#{number}" if key in result else key] = row
    return result


def _alike(base: Sequence[etree._Element], names: Sequence[str], side: Sequence[etree._Element]) -> Keyed:
    """Rows that equal one of the parent's are that one; between two such, the first changed one is the parent's first, and so on."""
    contents = [_content(row) for row in side]
    matcher = SequenceMatcher(None, [_content(row) for row in base], contents, autojunk=False)
    keys: list[str] = []
    for __, base_start, base_end, start, end in matcher.get_opcodes():
        known = names[base_start:base_end][: end - start]
        keys += [*known, *(f"+{text}" for text in contents[start + len(known) : end])]
    times: Counter[str] = Counter()
    result: Keyed = {}
    for key, row in zip(keys, side, strict=True):
        times[key] += 1
        result[f"{key}×{times[key]}" if key.startswith("+") else key] = row
    return result


def _content(row: etree._Element) -> str:
    """All that is in a row, layout apart."""
    return "\x1f".join(f"{node.tag}={(node.text or '').strip()}" for node in row.iter())
