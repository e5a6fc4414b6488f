"""One table: instance text <-> Python value <-> what an expression sees, per data type.

``read`` gives None for text that is none of its type; ``write`` the text of a Python value, or None
for a value of the wrong kind.
"""

from __future__ import annotations

import math
import re
from collections.abc import Callable
from dataclasses import dataclass
from datetime import date, datetime, time, tzinfo
from typing import TypeAlias

from nbnb_desktop.xforms.moments import parse_date, parse_date_time, parse_time
from nbnb_desktop.xforms.tree import Atom
from nbnb_desktop.xforms.xpath.functions.geo import points
from nbnb_desktop.xforms.xpath.values import date_time_text, number_text, time_text

PythonValue: TypeAlias = str | int | float | bool | date | time | datetime | tuple[str, ...]
_INTEGER = re.compile(r"\s*-?\d{1,18}\s*", re.ASCII)
_DECIMAL = re.compile(r"\s*-?(?:\d+(?:\.\d*)?|\.\d+)(?:[eE][+-]?\d{1,3})?\s*", re.ASCII)


@dataclass(frozen=True, slots=True)
class Codec:
    """How one data type is read, written and seen by expressions. ``read`` gets the zone of the device."""

    read: Callable[[str, tzinfo], PythonValue | None]
    write: Callable[[PythonValue], str | None]
    atom: Callable[[PythonValue], Atom]


def _same(value: PythonValue) -> Atom:
    return value  # type: ignore[return-value]  # the types for which this stands are atoms


def _write_text(value: PythonValue) -> str | None:
    if isinstance(value, str):
        return value
    return number_text(value) if isinstance(value, int | float) and not isinstance(value, bool) else None


def _read_int(text: str, zone: tzinfo) -> int | None:
    if _INTEGER.fullmatch(text):
        return int(text)
    number = _read_decimal(text, zone)  # 5.0 is a whole number too, and forms calculate it
    return int(number) if number is not None and abs(number) < 1e15 and number == int(number) else None


def _write_int(value: PythonValue) -> str | None:
    if isinstance(value, bool) or not isinstance(value, int | float):
        return None
    return str(int(value)) if math.isfinite(value) and value == int(value) else None


def _read_decimal(text: str, zone: tzinfo) -> float | None:
    if not _DECIMAL.fullmatch(text):
        return None
    number = float(text)
    return number if math.isfinite(number) else None


def _write_decimal(value: PythonValue) -> str | None:
    if isinstance(value, bool) or not isinstance(value, int | float) or not math.isfinite(value):
        return None
    return number_text(float(value))


_BOOLEANS = {"true": True, "1": True, "false": False, "0": False}


def _read_boolean(text: str, zone: tzinfo) -> bool | None:
    return _BOOLEANS.get(text.strip())


def _write_boolean(value: PythonValue) -> str | None:
    return ("true" if value else "false") if isinstance(value, bool) else None


def _read_date(text: str, zone: tzinfo) -> date | None:
    found = parse_date(text)
    if found is not None:
        return found
    moment = parse_date_time(text, zone)
    return moment.date() if moment is not None else None


def _write_date(value: PythonValue) -> str | None:
    if isinstance(value, datetime):
        return value.date().isoformat()
    return value.isoformat() if isinstance(value, date) else None


def _write_date_time(value: PythonValue) -> str | None:
    return date_time_text(value) if isinstance(value, datetime) else None


def _write_time(value: PythonValue) -> str | None:
    if isinstance(value, datetime):
        value = value.timetz()
    return time_text(value) if isinstance(value, time) else None


def _read_list(text: str, zone: tzinfo) -> tuple[str, ...]:
    return tuple(dict.fromkeys(text.split()))


def _write_list(value: PythonValue) -> str | None:
    if isinstance(value, str):
        value = tuple(value.split())
    if not isinstance(value, tuple | list) or not all(isinstance(part, str) and part and not part.split()[1:] for part in value):
        return None
    return " ".join(dict.fromkeys(value))


def _geo(least: int, *, most: int = 100_000, closed: bool = False) -> Codec:
    """So many points in ODK's notation: latitude longitude [altitude [accuracy]], with ``;`` between."""

    def read(text: str, zone: tzinfo) -> str | None:
        found = points(text)
        if found is None or not least <= len(found) <= most or (closed and found[0] != found[-1]):
            return None
        return "; ".join(_full_point(part) for part in text.split(";") if part.strip())

    return Codec(read, _write_text, _same)


def _full_point(text: str) -> str:
    """Four numbers with a point in each, as Collect saves a place."""
    return " ".join(repr(float(word)) for word in [*text.split(), "0", "0"][:4])


_TEXT = Codec(lambda text, zone: text, _write_text, _same)
CODECS: dict[str, Codec] = {
    "string": _TEXT,
    "binary": _TEXT,
    "barcode": _TEXT,
    "int": Codec(_read_int, _write_int, lambda value: float(value)),  # type: ignore[arg-type]
    "decimal": Codec(_read_decimal, _write_decimal, lambda value: float(value)),  # type: ignore[arg-type]
    "boolean": Codec(_read_boolean, _write_boolean, _same),
    "date": Codec(_read_date, _write_date, _same),
    "time": Codec(parse_time, _write_time, _same),
    "dateTime": Codec(parse_date_time, _write_date_time, _same),
    "geopoint": _geo(1, most=1),
    "geotrace": _geo(2),
    "geoshape": _geo(4, closed=True),
    "list": Codec(_read_list, _write_list, lambda value: " ".join(value)),  # type: ignore[arg-type]
}


def canonical(codec: str, text: str, zone: tzinfo) -> str | None:
    """The text of an answer as it is saved; None for text that is none of its type."""
    value = CODECS[codec].read(text, zone)
    return None if value is None else value if codec in _REWRITTEN and isinstance(value, str) else text


_REWRITTEN = frozenset({"geopoint", "geotrace", "geoshape"})


def to_atom(codec: str, text: str, zone: tzinfo) -> Atom:
    """What an expression sees of a text: the value of its type, or the text itself where it is none."""
    if not text:
        return ""
    row = CODECS[codec]
    value = row.read(text, zone)
    return text if value is None else row.atom(value)
