"""Directions in one paragraph: embedding levels (UAX #9, with isolates) and visual order.

The levels come from fpdf2, whose implementation passes Unicode's conformance tests; it is imported
only when a text holds something that is not plain left to right.
"""

from __future__ import annotations

import unicodedata
from collections.abc import Sequence

LRI, FSI, PDI = "\u2066", "\u2068", "\u2069"
INVISIBLE = frozenset("\u061c\u200e\u200f\u202a\u202b\u202c\u202d\u202e\u2060\u2066\u2067\u2068\u2069\ufeff\ufe0e\ufe0f")
"""Marks that steer directions or presentation; they are never drawn."""
OVERRIDES = frozenset("\u202a\u202b\u202c\u202d\u202e")
"""Of those, the ones that turn letters around whatever they are; we use isolates, and a name with these would be read wrongly."""
_PLAIN = frozenset({"L", "EN", "ES", "ET", "CS", "ON", "WS", "NSM", "B", "S"})
_PLAIN_RTL = frozenset({"R", "AL", "ES", "ET", "CS", "ON", "WS", "NSM", "B", "S"})
_LONGEST_ROW = 100
_DECIDES = frozenset({"L", "R", "AL", "EN", "AN", "LRI", "RLI", "FSI", "PDI", "LRE", "RLE", "LRO", "RLO", "PDF", "B"})
JOINERS = frozenset("\u200b\u200c\u200d\u00ad")


def ltr(text: str) -> str:
    """``text`` kept together from left to right: a phone number, a code, a date in digits."""
    return f"{LRI}{text}{PDI}" if text else ""


def isolate(text: str) -> str:
    """``text`` in the direction of its own first letter: a name, a word of another language."""
    return f"{FSI}{text}{PDI}" if text else ""


def levels(text: str, rtl: bool) -> list[int]:
    """The embedding level of each character; odd reads from right to left."""
    plain = _PLAIN_RTL if rtl else _PLAIN  # all letters go one way: nothing to resolve
    if {unicodedata.bidirectional(char) for char in set(text)} <= plain:
        return [int(rtl)] * len(text)
    return _resolved(text, rtl)


def _resolved(text: str, rtl: bool) -> list[int]:
    from fpdf.bidi import BidiParagraph  # slow to import, and only mixed text needs it
    from fpdf.enums import TextDirection

    kept = _weighed(text)
    weighed = "".join(text[index] for index in kept)
    paragraph = BidiParagraph(text=weighed, base_direction=TextDirection.RTL if rtl else TextDirection.LTR)
    found = {kept[char.character_index]: char.embedding_level for char in paragraph.get_characters_with_embedding_level()}
    result: list[int] = []
    for index, char in enumerate(text):
        # A joiner belongs to the letters before it, or the two halves of a Persian word change places.
        previous = result[-1] if result else int(rtl)
        result.append(previous if char in JOINERS or index not in found else found[index])
    return result


def _weighed(text: str) -> list[int]:
    """The indices of the characters that decide; the middle of a long row of dots or signs goes with those before it.

    fpdf2 looks along such a row by calling itself, and a line of a thousand dots would end the program.
    """
    row = 0
    kept: list[int] = []
    for index, char in enumerate(text):
        row = 0 if unicodedata.bidirectional(char) in _DECIDES else row + 1
        if row <= _LONGEST_ROW:
            kept.append(index)
    return kept


def visual_order(run_levels: Sequence[int]) -> list[int]:
    """The indices of a line's runs from left to right (rule L2)."""
    order = list(range(len(run_levels)))
    for level in range(max(run_levels, default=0), 0, -1):
        start = 0
        while start < len(order):
            end = start
            while end < len(order) and run_levels[order[end]] >= level:
                end += 1
            order[start:end] = order[start:end][::-1]
            start = end + 1
    return order
