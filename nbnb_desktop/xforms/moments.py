"""Dates, times and date-times as ODK writes them (ISO 8601), read into Python's own types."""

from __future__ import annotations

import re
from datetime import UTC, date, datetime, time, timedelta, timezone, tzinfo

_TIME = r"(\d{1,2}):(\d{2})(?::(\d{2})(?:[.,](\d{1,9}))?)?\s*(Z|[+-]\d{2}(?::?\d{2})?)?"
_TIME_PATTERN = re.compile(_TIME, re.ASCII)
_DATE_PATTERN = re.compile(r"(\d{4})-(\d{1,2})-(\d{1,2})", re.ASCII)
_BOTH_PATTERN = re.compile(rf"(\d{{4}}-\d{{1,2}}-\d{{1,2}})(?:[T ]{_TIME})?", re.ASCII)


def parse_date(text: str) -> date | None:
    """``2026-03-01``; None for anything else."""
    match = _DATE_PATTERN.fullmatch(text.strip())
    if match is None:
        return None
    try:
        return date(int(match[1]), int(match[2]), int(match[3]))
    except ValueError:
        return None


def parse_time(text: str, zone: tzinfo) -> time | None:
    """``10:30``, ``10:30:00.000+01:00``; an offset is kept, a time without one stays without."""
    match = _TIME_PATTERN.fullmatch(text.strip())
    return _time(*match.groups()) if match is not None else None


def parse_date_time(text: str, zone: tzinfo) -> datetime | None:
    """``2026-03-01T10:30:00.000+01:00`` in the zone of the device; a date alone is its midnight."""
    match = _BOTH_PATTERN.fullmatch(text.strip())
    day = parse_date(match[1]) if match is not None else None
    if match is None or day is None:
        return None
    moment = _time(*match.groups()[1:]) if match[2] is not None else time()
    if moment is None:
        return None
    try:
        return datetime.combine(day, moment, moment.tzinfo or zone).astimezone(zone)
    except OverflowError:
        return None


def _time(hour: str, minute: str, second: str | None, fraction: str | None, offset: str | None) -> time | None:
    micro = int((fraction or "0").ljust(6, "0")[:6])
    try:
        return time(int(hour), int(minute), int(second or 0), micro, _zone(offset))
    except ValueError:
        return None


def _zone(offset: str | None) -> tzinfo | None:
    if offset is None:
        return None
    if offset == "Z":
        return UTC
    digits = offset[1:].replace(":", "").ljust(4, "0")
    shift = timedelta(hours=int(digits[:2]), minutes=int(digits[2:]))
    return timezone(-shift if offset[0] == "-" else shift)
