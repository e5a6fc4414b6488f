"""Calendars that people know, as conversions to and from the date that is kept (Gregorian).

Solar Hijri and the (civil) Islamic calendar come from Qt; the Ethiopian and the Coptic one are
arithmetic on Julian day numbers (13 months, a leap year every fourth; epochs after Calendrical
Calculations, Reingold and Dershowitz).
"""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass
from datetime import date

from PySide6.QtCore import QCalendar, QDate, QLocale

from nbnb_desktop.i18n import N_

_JDN = 1_721_425  # Julian day number = Python's ordinal + this

_ETHIOPIAN_LATIN = (
    "Mäskäräm",
    "Teqemt",
    "Hedar",
    "Tahsas",
    "Terr",
    "Yäkatit",
    "Mägabit",
    "Miyazya",
    "Genbot",
    "Säne",
    "Hamle",
    "Nähase",
    "Pagumen",
)
_ETHIOPIAN_TIGRINYA = ("መስከረም", "ጥቅምቲ", "ሕዳር", "ታሕሳስ", "ጥሪ", "ለካቲት", "መጋቢት", "ሚያዝያ", "ግንቦት", "ሰነ", "ሓምለ", "ነሓሰ", "ጳጉሜን")
_COPTIC_LATIN = ("Tout", "Baba", "Hator", "Kiahk", "Toba", "Amshir", "Baramhat", "Baramouda", "Bashans", "Paona", "Epep", "Mesra", "Nasie")


@dataclass(frozen=True, slots=True)
class Calendar:
    """``to_date(year, month, day)`` raises ValueError for a day that does not exist."""

    name: str
    title: str
    months: int
    to_date: Callable[[int, int, int], date]
    from_date: Callable[[date], tuple[int, int, int]]
    month_names: Callable[[str], tuple[str, ...]]


def _alexandrian(epoch: int) -> tuple[Callable[[int, int, int], date], Callable[[date], tuple[int, int, int]]]:
    """Conversions for a calendar of 12 months of 30 days and a 13th of 5 or 6; ``epoch`` is the JDN of 1-1-1."""

    def from_date(day: date) -> tuple[int, int, int]:
        passed = day.toordinal() + _JDN - epoch
        year = (4 * passed + 1463) // 1461
        rest = passed - (365 * (year - 1) + year // 4)
        return year, rest // 30 + 1, rest % 30 + 1

    def to_date(year: int, month: int, day: int) -> date:
        made = date.fromordinal(epoch + 365 * (year - 1) + year // 4 + 30 * (month - 1) + day - 1 - _JDN)
        if from_date(made) != (year, month, day):
            raise ValueError((year, month, day))
        return made

    return to_date, from_date


def _of_qt(system: QCalendar.System) -> tuple[Callable[[int, int, int], date], Callable[[date], tuple[int, int, int]]]:
    def to_date(year: int, month: int, day: int) -> date:
        made = QCalendar(system).dateFromParts(year, month, day)
        if not made.isValid():
            raise ValueError((year, month, day))
        return date(made.year(), made.month(), made.day())

    def from_date(day: date) -> tuple[int, int, int]:
        parts = QCalendar(system).partsFromDate(QDate(day.year, day.month, day.day))
        return parts.year, parts.month, parts.day

    return to_date, from_date


def _names_of_qt(system: QCalendar.System) -> Callable[[str], tuple[str, ...]]:
    def names(language: str) -> tuple[str, ...]:
        local = QLocale("fa_AF" if language == "fa" and system == QCalendar.System.Jalali else language)
        return tuple(QCalendar(system).standaloneMonthName(local, month) for month in range(1, 13))

    return names


def _alexandrian_names(own: dict[str, tuple[str, ...]], latin: tuple[str, ...]) -> Callable[[str], tuple[str, ...]]:
    return lambda language: own.get(language, latin)


GREGORIAN = Calendar(
    "gregorian",
    N_("The calendar of the Netherlands"),
    12,
    date,
    lambda day: (day.year, day.month, day.day),
    lambda language: tuple(QLocale(language).standaloneMonthName(month) for month in range(1, 13)),
)

CALENDARS: dict[str, Calendar] = {
    "gregorian": GREGORIAN,
    "ethiopian": Calendar(
        "ethiopian",
        N_("Ethiopian calendar"),
        13,
        *_alexandrian(1_724_221),
        _alexandrian_names({"ti": _ETHIOPIAN_TIGRINYA}, _ETHIOPIAN_LATIN),
    ),
    "coptic": Calendar("coptic", N_("Coptic calendar"), 13, *_alexandrian(1_825_030), _alexandrian_names({}, _COPTIC_LATIN)),
    "persian": Calendar("persian", N_("Solar Hijri calendar"), 12, *_of_qt(QCalendar.System.Jalali), _names_of_qt(QCalendar.System.Jalali)),
    "islamic": Calendar(
        "islamic", N_("Islamic calendar"), 12, *_of_qt(QCalendar.System.IslamicCivil), _names_of_qt(QCalendar.System.IslamicCivil)
    ),
}


def calendar_of(appearance: tuple[str, ...]) -> Calendar:
    """The calendar that a date question asks for."""
    return next((CALENDARS[word] for word in appearance if word in CALENDARS), GREGORIAN)
