"""No BSN in a text: the guard that the header ``bsn_guard: "yes"`` puts on every text question (art. 46 UAVG, spec 3.11).

A number of 8 or 9 digits is a citizen service number (BSN) when 9, 8, 7, 6, 5, 4, 3, 2 and -1 times its digits sum to
a multiple of 11; 8 digits have a zero in front. XPath cannot loop, so the expression looks at three places: all digits
of the text together (``1234.56.782``), the first run of nine, and the first of eight digits that stand on their own.
``holds_bsn`` reads the whole text and is for imports and files that no form has checked.
"""

from __future__ import annotations

import re
from collections.abc import Mapping

BSN_MESSAGE = "Schrijf hier geen burgerservicenummer (BSN). Wij mogen dat nummer niet bewaren."
"""Dutch source text; the domain ``forms`` translates it."""

GUARDED_TYPES = ("text", "string")
_WEIGHTS = (9, 8, 7, 6, 5, 4, 3, 2, -1)
_DIGITS = "0123456789"
_MARK = "¤" * 10  # what digits become, to find a run of them; a sign that nobody types
_NUMBER = re.compile(r"(?<![0-9])[0-9](?:[ .\-/]?[0-9]){7,8}(?![0-9])")


def passes_eleven_test(digits: str) -> bool:
    """Whether 8 or 9 ASCII digits could be a BSN; zeros alone are none."""
    padded = digits.zfill(9)
    total = sum(weight * int(digit) for weight, digit in zip(_WEIGHTS, padded, strict=True))
    return total % 11 == 0 and padded != "0" * 9


def holds_bsn(text: str) -> bool:
    """Whether a number in ``text`` could be a BSN, with or without points, spaces or hyphens in it."""
    plain = "".join(str(int(sign)) if sign.isdecimal() else sign for sign in text)
    return any(passes_eleven_test(re.sub(r"[^0-9]", "", found.group())) for found in _NUMBER.finditer(plain))


def bsn_constraint(ref: str = ".") -> str:
    """An ODK XPath expression that is true when the text at ``ref`` shows no BSN. ``ref``: ``.`` or a path."""
    together = f"translate({ref}, translate({ref}, '{_DIGITS}', ''), '')"
    found = (
        f"(string-length({together}) = 9 and {_eleven(together, 9)})",
        f"(string-length({together}) = 8 and {_eleven(together, 8)})",
        f"({_stands_alone(ref, 9)} and {_eleven(_from_run(ref, 9), 9)})",
        f"({_stands_alone(ref, 8)} and {_eleven(_from_run(ref, 8), 8)})",
    )
    return f"not({' or '.join(found)})"


def guarded(cells: Mapping[str, str], message: str = BSN_MESSAGE) -> dict[str, str]:
    """The cells of one survey row with the guard beside its own constraint; other rows as they are."""
    if cells.get("type", "") not in GUARDED_TYPES:
        return dict(cells)
    own = cells.get("constraint", "")
    constraint = f"({own}) and {bsn_constraint()}" if own else bsn_constraint()
    own_message = cells.get("constraint_message", "")
    return {**cells, "constraint": constraint, "constraint_message": f"{own_message} {message}".strip()}


def _from_run(ref: str, length: int) -> str:
    """The text from its first ``length`` digits in a row on."""
    return f"substr({ref}, string-length(substring-before(translate({ref}, '{_DIGITS}', '{_MARK}'), '{_MARK[:length]}')))"


def _stands_alone(ref: str, length: int) -> str:
    """Whether a run of exactly ``length`` digits is there; line breaks count as other signs."""
    return f"regex({ref}, '^([\\s\\S]*[^0-9])?[0-9]{{{length}}}([^0-9][\\s\\S]*)?$')"


def _eleven(text: str, length: int) -> str:
    """Whether the first ``length`` digits of ``text`` pass the test. Other signs make it NaN, and so false."""
    terms = (f"{weight} * substr({text}, {place}, {place + 1})" for place, weight in enumerate(_WEIGHTS[9 - length :]))
    return f"({' + '.join(terms)}) mod 11 = 0"
