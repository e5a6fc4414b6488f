"""``regex()``: patterns as Java knows them, and an end to patterns that would never end.

A repeat inside a repeat (``(a+)+``) can take time exponential in the text. So a match has a time limit,
which the ``regex`` package gives and Python's own engine does not.
"""

from __future__ import annotations

import re
from functools import lru_cache
from typing import Any

import regex  # type: ignore[import-untyped]  # its stubs are a package of their own

from nbnb_desktop.xforms.xpath.tokens import XPathError

LONGEST_PATTERN = 2_000
LONGEST_TEXT = 10_000
LONGEST_MATCH = 0.2
"""Seconds; a text that takes longer does not match."""
_TOKEN = re.compile(r"\\.|\[(?:\\.|[^\]\\])*\]|\{(?P<least>\d+)(?:,\d*)?\}|.", re.DOTALL)


def matches(pattern: str, text: str) -> bool:
    """Does the whole text match? Nothing matches a pattern that cannot be read."""
    if len(text) > LONGEST_TEXT:
        return False
    try:
        return compiled_pattern(pattern).fullmatch(text, timeout=LONGEST_MATCH) is not None
    except (XPathError, TimeoutError):
        return False


@lru_cache(maxsize=512)
def compiled_pattern(pattern: str) -> Any:
    """The pattern with Java's sets inside sets, else (``[`` is a plain sign to many authors) without; raises ``XPathError``."""
    if len(pattern) > LONGEST_PATTERN or _least_length(pattern) > LONGEST_TEXT:
        raise XPathError("pattern too long")
    try:
        return regex.compile(pattern, regex.V1)
    except (regex.error, RecursionError, OverflowError):
        pass
    try:
        return regex.compile(pattern, regex.V0)
    except (regex.error, RecursionError, OverflowError) as refusal:
        raise XPathError(f"pattern cannot be read: {refusal}") from refusal


def _least_length(pattern: str) -> int:
    """About how many signs a text must have to match: ``a{99999999}`` is written out by the package, and would fill the memory."""
    sizes, last = [0], 0
    for token in _TOKEN.finditer(pattern):
        if token["least"]:
            sizes[-1] += last * (int(token["least"]) - 1) if int(token["least"]) else 0
            last *= max(int(token["least"]), 1)
        elif token[0] == "(":
            sizes.append(0)
        elif token[0] == ")" and len(sizes) > 1:
            last = sizes.pop()
            sizes[-1] += last
        else:
            last = 1
            sizes[-1] += 1
    return sum(sizes)
