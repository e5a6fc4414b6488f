"""Numbers as people type them, in Latin, Arabic-Indic or Persian digits, with a comma or a point.

``int()`` of Python takes many digits too, but also "1_000" and blanks; these readers take what a
person may mean and nothing else. Answers are always kept in Latin digits.
"""

from __future__ import annotations

import re

_LATIN = {ord(digit): str(value) for digits in ("٠١٢٣٤٥٦٧٨٩", "۰۱۲۳۴۵۶۷۸۹") for value, digit in enumerate(digits)}
_SIGNS = {ord("٫"): ".", ord("٬"): "", ord("−"): "-", ord("،"): ","} | dict.fromkeys(map(ord, "\u00a0\u202f\u2009'’\u200e\u200f\u061c"), "")


def latin(text: str) -> str:
    """``text`` with Arabic-Indic and Persian digits as Latin ones; the rest as it was."""
    return text.translate(_LATIN)


def read_int(text: str) -> int:
    """A whole number; groups of three may be parted by a point, comma or blank. Raises ValueError."""
    plain = _cleaned(text)
    if re.fullmatch(r"[+-]?\d{1,3}(?:[., ]\d{3})+", plain):
        plain = re.sub(r"[., ]", "", plain)
    if not re.fullmatch(r"[+-]?\d{1,18}", plain):
        raise ValueError(text)
    return int(plain)


def read_decimal(text: str) -> float:
    """A number; the last point or comma parts the decimals. Raises ValueError."""
    plain = _cleaned(text).replace(" ", "")
    whole, mark, rest = max((plain.rpartition(sign) for sign in ".,"), key=lambda parts: len(parts[0]) if parts[1] else -1)
    if mark and whole.count(mark):  # the same sign twice: it parts thousands
        whole, mark, rest = plain, "", ""
    number = f"{re.sub('[.,]', '', whole if mark else plain)}.{rest}" if mark else re.sub("[.,]", "", plain)
    if not re.fullmatch(r"[+-]?(?:\d+\.?\d*|\.\d+)", number):
        raise ValueError(text)
    return float(number)


def grouped(value: float, point: str) -> str:
    """``value`` with its thousands parted, for reading: 12.345,6 where ``point`` is a comma."""
    comma = "." if point == "," else ","
    whole, __, rest = plain(value).partition(".")
    return f"{int(whole):,}".replace(",", comma) + (point + rest if rest else "")


def plain(value: float) -> str:
    """``value`` in Latin digits without exponent or a needless ``.0``."""
    return str(int(value)) if float(value).is_integer() else f"{value:.12f}".rstrip("0")


def _cleaned(text: str) -> str:
    return latin(text).translate(_SIGNS).strip()
