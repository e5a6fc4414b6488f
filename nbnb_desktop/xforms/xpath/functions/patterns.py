"""``regex()``: Java's patterns in Python's engine, with a guard against patterns that never end.

Python backtracks: a repeat inside a repeat (``(a+)+``) can take time exponential in the text.
Such patterns run only on short texts; longest pattern and text are stated here.
"""

from __future__ import annotations

import re
from functools import lru_cache

from nbnb_desktop.xforms.xpath.tokens import XPathError

LONGEST_PATTERN = 2_000
LONGEST_TEXT = 10_000
LONGEST_TEXT_NESTED = 24
"""Characters that a pattern with a repeat inside a repeat may be tried on; longer texts do not match."""

_POSIX = {
    r"\p{L}": r"[^\W\d_]", r"\p{Alpha}": "[A-Za-z]", r"\p{Digit}": "[0-9]", r"\p{Alnum}": "[A-Za-z0-9]", r"\p{Lower}": "[a-z]",
    r"\p{Upper}": "[A-Z]", r"\p{Space}": r"\s", r"\p{Punct}": r"[!-/:-@\[-`{-~]", r"\p{N}": r"\d", r"\h": r"[ \t]",
}
_NESTED = re.compile(r"[+*}][^()]*\)[+*{]")


def matches(pattern: str, text: str) -> bool:
    """Does the whole text match? Nothing matches a pattern that cannot be read."""
    try:
        compiled, nested = compiled_pattern(pattern)
    except XPathError:
        return False
    if len(text) > (LONGEST_TEXT_NESTED if nested else LONGEST_TEXT):
        return False
    return compiled.fullmatch(text) is not None


@lru_cache(maxsize=512)
def compiled_pattern(pattern: str) -> tuple[re.Pattern[str], bool]:
    """The pattern for Python, and whether it has a repeat inside a repeat; raises ``XPathError``."""
    if len(pattern) > LONGEST_PATTERN:
        raise XPathError("pattern too long")
    for java, python in _POSIX.items():
        pattern = pattern.replace(java, python)
    pattern = _without_intersections(pattern)
    try:
        return re.compile(pattern), _NESTED.search(pattern) is not None
    except (re.error, RecursionError, OverflowError) as refusal:
        raise XPathError(f"pattern cannot be read: {refusal}") from refusal


def _without_intersections(pattern: str) -> str:
    """``[``  inside a character class is a plain sign to XForms authors; Python warns about it."""
    out: list[str] = []
    inside, escaped = False, False
    for sign in pattern:
        if sign == "[" and inside and not escaped:
            out.append("\\")
        out.append(sign)
        inside = (inside or sign == "[") and not (sign == "]" and not escaped) if not escaped else inside
        escaped = sign == "\\" and not escaped
    return "".join(out)
