"""Functions on dates and times."""

from __future__ import annotations

import math
from collections.abc import Callable
from datetime import date, datetime, time, timedelta

from nbnb_desktop.xforms.moments import parse_date, parse_date_time, parse_time
from nbnb_desktop.xforms.tree import Atom
from nbnb_desktop.xforms.xpath import values
from nbnb_desktop.xforms.xpath.environment import Context
from nbnb_desktop.xforms.xpath.functions.registry import Table
from nbnb_desktop.xforms.xpath.values import EPOCH_DAY, Value

TABLE = Table()
_LAST_DAY = date.max.toordinal() - EPOCH_DAY


@TABLE.function("today")
def today(context: Context) -> date:
    return context.env.provider.now().astimezone(context.env.zone).date()


@TABLE.function("now")
def now(context: Context) -> datetime:
    return context.env.provider.now().astimezone(context.env.zone)


@TABLE.function("date", takes="v")
def date_(context: Context, value: Value) -> Atom:
    """A date from text or from days since 1970; text with a time keeps it; "" for what is none."""
    single = values.atom(value)
    if type(single) is date:
        return single
    found = moment(context, single)
    if found is None:
        return ""
    return found.date() if isinstance(single, float) or (isinstance(single, str) and parse_date(single)) else found


@TABLE.function("date-time", takes="v")
def date_time(context: Context, value: Value) -> Atom:
    found = moment(context, value)
    return found if found is not None else ""


def moment(context: Context, value: Value) -> datetime | None:
    """The moment that a value means, in the zone of the device; None for none."""
    single = values.atom(value)
    if isinstance(single, datetime):
        return single
    if isinstance(single, date):
        return datetime.combine(single, time(), context.env.zone)
    if isinstance(single, time):
        return datetime.combine(today(context), single, single.tzinfo or context.env.zone)
    if isinstance(single, str):
        return _read(context, single)
    return _from_days(context, values.number(single))


def _read(context: Context, text: str) -> datetime | None:
    day = parse_date(text)
    if day is not None:
        return datetime.combine(day, time(), context.env.zone)
    return parse_date_time(text, context.env.zone)


def _from_days(context: Context, days: float) -> datetime | None:
    if not math.isfinite(days) or not 1 - EPOCH_DAY <= days <= _LAST_DAY:
        return None
    start = datetime.combine(date.fromordinal(EPOCH_DAY + math.floor(days)), time(), context.env.zone)
    return start + timedelta(milliseconds=round((days - math.floor(days)) * 86_400_000))


@TABLE.function("decimal-date-time", takes="v")
def decimal_date_time(context: Context, value: Value) -> float:
    """Days since 1970-01-01T00:00 UTC, with the part of the day."""
    found = moment(context, value)
    return found.timestamp() / 86400 if found is not None else math.nan


@TABLE.function("decimal-time", takes="v")
def decimal_time(context: Context, value: Value) -> float:
    """The part of the day, from 0 to 1."""
    single = values.atom(value)
    found = parse_time(single, context.env.zone) if isinstance(single, str) else single
    if isinstance(found, datetime):
        found = found.timetz()
    if not isinstance(found, time):
        return math.nan
    return (found.hour * 3600 + found.minute * 60 + found.second + found.microsecond / 1e6) / 86400


@TABLE.function("format-date", takes="vs")
def format_date(context: Context, value: Value, pattern: str) -> str:
    return _formatted(context, value, pattern)


@TABLE.function("format-date-time", takes="vs")
def format_date_time(context: Context, value: Value, pattern: str) -> str:
    return _formatted(context, value, pattern)


def _formatted(context: Context, value: Value, pattern: str) -> str:
    found = moment(context, value)
    return format_moment(found, pattern, context.env.language) if found is not None else ""


def format_moment(found: datetime, pattern: str, language: str) -> str:
    """Escapes as ODK lists them; an unknown one stays as it is. Names of months and days are in ``language``."""
    out: list[str] = []
    signs = iter(pattern)
    for sign in signs:
        if sign != "%":
            out.append(sign)
            continue
        letter = next(signs, "")
        out.append("%" if letter == "%" else _FORMATS[letter](found, language) if letter in _FORMATS else f"%{letter}")
    return "".join(out)


def _named(pattern: str) -> Callable[[datetime, str], str]:
    """A month's or weekday's short name from CLDR; English where the language is unknown."""

    def name(found: datetime, language: str) -> str:
        if not language or language == "en":
            return str(found.strftime({"MMM": "%b", "EEE": "%a"}[pattern]))
        from babel.core import UnknownLocaleError
        from babel.dates import format_date as in_language

        try:
            return str(in_language(found, pattern, locale=language.replace("-", "_")))
        except (UnknownLocaleError, ValueError):
            return str(found.strftime({"MMM": "%b", "EEE": "%a"}[pattern]))

    return name


_FORMATS: dict[str, Callable[[datetime, str], str]] = {
    "Y": lambda found, language: f"{found.year:04d}",
    "y": lambda found, language: f"{found.year % 100:02d}",
    "m": lambda found, language: f"{found.month:02d}",
    "n": lambda found, language: str(found.month),
    "b": _named("MMM"),
    "d": lambda found, language: f"{found.day:02d}",
    "e": lambda found, language: str(found.day),
    "H": lambda found, language: f"{found.hour:02d}",
    "h": lambda found, language: str(found.hour),
    "M": lambda found, language: f"{found.minute:02d}",
    "S": lambda found, language: f"{found.second:02d}",
    "3": lambda found, language: f"{found.microsecond // 1000:03d}",
    "a": _named("EEE"),
    "W": lambda found, language: str(found.isocalendar().week),
}
