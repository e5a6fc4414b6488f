"""Where a line may end: the part of UAX #14 that our scripts need, and Dutch hyphenation."""

from __future__ import annotations

import re
from functools import lru_cache
from typing import NamedTuple

SPACES = frozenset(" \t\u2003\u2009")
_ETHIOPIC_STOPS = frozenset("\u1361\u1362\u1363\u1364\u1365\u1366\u1367\u1368")
_AFTER = frozenset("-\u2010\u2013\u2014/\u200b\u00ad") | _ETHIOPIC_STOPS
_CLOSING = frozenset(".,;:!?)]}%\u060c\u061b\u061f\u00bb\u201d\u2019\u06d4") | _ETHIOPIC_STOPS
_WORD = re.compile(r"[^\W\d_]{7,}")


class Word(NamedTuple):
    """What stays together on a line: characters ``start`` to ``ink`` and the spaces up to ``end``."""

    start: int
    ink: int
    end: int
    forced: bool  # the line ends after it whatever room is left


def words(text: str) -> list[Word]:
    """``text`` cut at every opportunity; the words together are the whole text."""
    found: list[Word] = []
    start = position = 0
    depth = 0
    while position < len(text):
        char = text[position]
        depth += (char in "\u2066\u2067\u2068") - (char == "\u2069")
        position += 1
        if char == "\n":
            found.append(Word(start, position - 1, position, True))
            start = position
        elif _breaks_after(text, position - 1, depth):
            ink = position - 1 if char in SPACES else position
            while position < len(text) and text[position] in SPACES:
                position += 1
            found.append(Word(start, ink, position, False))
            start = position
    if start < len(text):
        found.append(Word(start, len(text), len(text), False))
    return found


def _breaks_after(text: str, index: int, depth: int) -> bool:
    char = text[index]
    after = text[index + 1] if index + 1 < len(text) else ""
    if char in SPACES:
        return not (depth and index and text[index - 1].isdigit() and after.isdigit())  # a phone number stays whole
    if char not in _AFTER or not after or after in _CLOSING or after == "\u2069":
        return False
    if char in "-\u2010\u2013/":
        return index > 0 and text[index - 1].isalpha() and after.isalpha()
    return True


@lru_cache(maxsize=2048)
def hyphenations(word: str) -> tuple[int, ...]:
    """The places inside a Dutch word where it may be divided, last first; empty for other scripts and short words."""
    match = _WORD.search(word)
    if match is None or max(match.group()) > "\u024f":
        return ()
    return tuple(match.start() + place for place in sorted(_dictionary().positions(match.group()), reverse=True))


@lru_cache(maxsize=1)
def _dictionary():  # type: ignore[no-untyped-def]  # pyphen has no types
    import pyphen

    return pyphen.Pyphen(lang="nl_NL", left=3, right=3)
