"""What an expression can give, and the conversions between them as ODK Collect does them.

A value is text, a number (float), a boolean, a date, a date-time, a time or a list of nodes.
docs/odk-profile.md says where the two ODK engines differ and which way is taken here.
"""

from __future__ import annotations

import math
import re
from collections.abc import Callable
from datetime import date, datetime, time
from decimal import Decimal
from typing import Any, TypeAlias

from nbnb_desktop.xforms.tree import Atom, Node

Value: TypeAlias = Atom | list[Node]

EPOCH_DAY = date(1970, 1, 1).toordinal()
_NUMBER = re.compile(r"\s*-?(?:\d+(?:\.\d*)?|\.\d+)\s*", re.ASCII)


def atom(value: Value) -> Atom:
    """A single value; of several nodes the first (XPath 1.0), of none the empty text."""
    if type(value) is list:
        return value[0].data if value else ""
    return value  # type: ignore[return-value]  # a list has been dealt with


def number(value: Value) -> float:
    """A number; days since 1970 for dates, NaN for what is none."""
    kind = type(value)
    if kind is float:
        return value  # type: ignore[return-value]
    if kind is list:
        return number(atom(value))
    return _NUMBERS[kind](value)


def text_number(value: str) -> float:
    """XPath 1.0 numbers only: no exponent, no plus sign; NaN for anything else."""
    return float(value) if _NUMBER.fullmatch(value) else math.nan


_NUMBERS: dict[type, Callable[[Any], float]] = {
    str: text_number,
    bool: lambda value: 1.0 if value else 0.0,
    date: lambda value: float(value.toordinal() - EPOCH_DAY),
    datetime: lambda value: float(value.toordinal() - EPOCH_DAY),
    time: lambda value: math.nan,  # decimal-time() gives the part of the day
    float: lambda value: value,
}


def text(value: Value) -> str:
    """Text as XPath's ``string()`` gives it."""
    kind = type(value)
    if kind is str:
        return value  # type: ignore[return-value]
    if kind is list:
        return text(atom(value))
    return _TEXTS[kind](value)


def number_text(value: float) -> str:
    """A number in decimal notation without an exponent; whole numbers without a point."""
    if value != value:
        return "NaN"
    if math.isinf(value):
        return "Infinity" if value > 0 else "-Infinity"
    if value == int(value):
        return str(int(value))
    plain = repr(value)
    return format(Decimal(plain), "f") if "e" in plain else plain


_TEXTS: dict[type, Callable[[Any], str]] = {
    float: number_text,
    bool: lambda value: "true" if value else "false",
    date: lambda value: str(value.isoformat()),
    datetime: lambda value: str(value.date().isoformat()),
    time: lambda value: time_text(value),
    str: lambda value: value,
}


def boolean(value: Value) -> bool:
    """True for text that is not empty, numbers other than 0 and NaN, dates, and a node with such a value."""
    kind = type(value)
    if kind is bool:
        return value  # type: ignore[return-value]
    if kind is list:
        return boolean(atom(value)) if value else False
    if kind is float:
        return value == value and value != 0
    if kind is str:
        return value != ""
    return True


def equal(left: Value, right: Value) -> bool:
    """``=``: any pair of nodes will do; no nodes at all are the empty text (as JavaRosa has it)."""
    if type(left) is list and len(left) > 1:
        return any(equal(node.data, right) for node in left)
    if type(right) is list and len(right) > 1:
        return any(equal(left, node.data) for node in right)
    return _same(atom(left), atom(right))


def unequal(left: Value, right: Value) -> bool:
    """``!=``: any pair of nodes that differ will do."""
    if type(left) is list and len(left) > 1:
        return any(unequal(node.data, right) for node in left)
    if type(right) is list and len(right) > 1:
        return any(unequal(left, node.data) for node in right)
    return not _same(atom(left), atom(right))


def _same(left: Atom, right: Atom) -> bool:
    a, b = type(left), type(right)
    if a is str and b is str:
        return left == right
    if a is bool or b is bool:
        return boolean(left) == boolean(right)
    if a is float or b is float:
        return number(left) == number(right)
    if a is b:
        return left == right
    return text(left) == text(right)


def date_time_text(value: datetime) -> str:
    """ISO 8601 with milliseconds and the zone's offset, as Collect saves it."""
    return value.isoformat(timespec="milliseconds")


def time_text(value: time) -> str:
    return value.isoformat(timespec="milliseconds")
