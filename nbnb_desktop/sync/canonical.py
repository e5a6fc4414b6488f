"""Canonical JSON and the checks of single fields: one way to write a line, and every other way refused."""

from __future__ import annotations

import json
import re
from collections.abc import Callable, Mapping
from typing import Any

from nbnb_desktop.records import Range, merged_ranges
from nbnb_desktop.sync import limits

Check = Callable[[Any], bool]

_ID = re.compile(rf"[A-Za-z0-9._:-]{{1,{limits.ID}}}")
_DIGEST = re.compile(r"[0-9a-f]{64}")
_STAMP = re.compile(rf"[0-9]{{16}}-[0-9]{{5}}-[A-Za-z0-9._:-]{{1,{limits.ID}}}")
_encode = json.JSONEncoder(ensure_ascii=False, sort_keys=True, separators=(",", ":"), allow_nan=False).encode


def dumps(value: object) -> bytes:
    """The one way to write ``value``; raises ValueError for an unpaired surrogate."""
    return _encode(value).encode()


def loads(line: bytes) -> dict[str, Any]:
    """The object in ``line``; raises ValueError unless the line is canonical."""
    try:
        value = json.loads(line.decode())
    except RecursionError as error:
        raise ValueError("nested too deeply") from error
    if not isinstance(value, dict) or dumps(value) != line:
        raise ValueError("not canonical")
    return value


def shaped(value: Mapping[str, Any], shape: Mapping[str, Check]) -> bool:
    """Has ``value`` exactly the fields of ``shape``, each as its check wants it?"""
    return value.keys() == shape.keys() and all(check(value[name]) for name, check in shape.items())


def is_id(value: Any) -> bool:
    return isinstance(value, str) and _ID.fullmatch(value) is not None


def is_digest(value: Any) -> bool:
    return isinstance(value, str) and _DIGEST.fullmatch(value) is not None


def is_stamp(value: Any) -> bool:
    return isinstance(value, str) and _STAMP.fullmatch(value) is not None


def is_text(value: Any) -> bool:
    return isinstance(value, str) and len(value) <= limits.TEXT


def is_number(value: Any, least: int = 0, most: int = limits.NUMBER) -> bool:
    return type(value) is int and least <= value <= most  # not isinstance: True is an int


def is_position(value: Any) -> bool:
    return is_number(value, 1)


def is_size(value: Any) -> bool:
    return is_number(value, 0, limits.BLOB)


def optional(check: Check) -> Check:
    """The check, or an empty text."""
    return lambda value: value == "" or check(value)


def one_of(*words: str) -> Check:
    return lambda value: isinstance(value, str) and value in words


def exactly(word: str) -> Check:
    return lambda value: value == word


def list_of(check: Check, most: int) -> Check:
    return lambda value: isinstance(value, list) and len(value) <= most and all(map(check, value))


def map_of(check: Check, key: Check = is_id) -> Check:
    return lambda value: isinstance(value, dict) and all(map(key, value)) and all(map(check, value.values()))


def _is_range(value: Any) -> bool:
    return isinstance(value, list) and len(value) == 2 and all(map(is_position, value)) and value[0] <= value[1]


def is_ranges(value: Any) -> bool:
    """Ranges in as few pieces as can be, in order, and not none."""
    return isinstance(value, list) and bool(value) and all(map(_is_range, value)) and as_ranges(value) == merged_ranges([*as_ranges(value)])


def as_ranges(value: list[list[int]]) -> tuple[Range, ...]:
    return tuple((first, last) for first, last in value)
