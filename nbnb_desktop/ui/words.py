"""How screens say names, dates, ages and moments: in the language of the interface, and safe between two scripts."""

from __future__ import annotations

import unicodedata
from collections.abc import Iterable
from datetime import date, datetime
from typing import Any

from PySide6.QtCore import QDate, QLocale

from nbnb_desktop import i18n
from nbnb_desktop.i18n import N_, _, ngettext

FIRST_STRONG_ISOLATE, POP_ISOLATE = "\u2068", "\u2069"

_BIRTH = {
    "exact": N_("{date}"),
    "month": N_("{date} (day not known)"),
    "year": N_("{date} (only the year is known)"),
    "about": N_("about {date}"),
}


def isolated(text: str) -> str:
    """``text`` with marks around it, so that a name or code keeps its own direction inside another script."""
    return f"{FIRST_STRONG_ISOLATE}{text}{POP_ISOLATE}" if text else ""


def locale() -> QLocale:
    """How the language of the interface writes dates and numbers."""
    return QLocale(i18n.LANGUAGES[i18n.current()].locale) if i18n.current() in i18n.LANGUAGES else QLocale(i18n.current())


def day_in_words(text: str) -> str:
    """``1990-04-12``, ``1990-04`` or ``1990`` as a person says it: 12 April 1990, April 1990, 1990; "" stays ""."""
    parts = [int(part) for part in text.split("-")] if text else []
    if len(parts) == 3:
        return in_latin_digits(locale().toString(QDate(*parts), "d MMMM yyyy"))
    if len(parts) == 2:
        return f"{locale().standaloneMonthName(parts[1])} {parts[0]}"
    return text


def in_latin_digits(text: str) -> str:
    """Digits as the Dutch papers have them, also on an Arabic screen (spec 7.7)."""
    return "".join(str(unicodedata.decimal(sign)) if sign.isdecimal() else sign for sign in text)


def birth_in_words(birth: str, precision: str) -> str:
    """A birth date with how precisely it is known."""
    if not birth:
        return ""
    kept = {"month": birth[:7], "year": birth[:4], "about": birth[:4]}.get(precision, birth)
    return _(_BIRTH.get(precision, "{date}")).format(date=day_in_words(kept))


def birth_in_short(birth: str, precision: str) -> str:
    """The same where room is short: as much as is known, without saying what is not."""
    kept = {"month": birth[:7], "year": birth[:4], "about": birth[:4]}.get(precision, birth)
    said = day_in_words(kept)
    return _("about {date}").format(date=said) if said and precision == "about" else said


def age(birth: str, today: date | None = None) -> int | None:
    """Age in whole years; counted from the first of January or of the month when no more is known."""
    if not birth:
        return None
    now = today or date.today()
    parts = ([int(part) for part in birth.split("-")] + [1, 1])[:3]
    return now.year - parts[0] - ((now.month, now.day) < (parts[1], parts[2]))


def age_in_words(birth: str, precision: str, today: date | None = None) -> str:
    """``34 years``, or ``about 34 years`` when the date is not exact; "" when it is not known."""
    years = age(birth, today)
    if years is None:
        return ""
    said = ngettext("{count} year", "{count} years", years).format(count=years)
    return said if precision in ("exact", "month") else _("about {date}").format(date=said)


def moment(text: str, now: datetime | None = None) -> str:
    """When something happened, from an ISO moment: today 14:05, yesterday 9:12, 3 March 2026."""
    if not text:
        return ""
    then = _local(text)
    today = (now or datetime.now()).date()
    if (today - then.date()).days not in (0, 1):
        return day_in_words(then.date().isoformat())
    clock = f"{then:%H:%M}"
    return (_("today {time}") if then.date() == today else _("yesterday {time}")).format(time=clock)


def exact_moment(text: str) -> str:
    """Day and time in full, where it matters which of two was later."""
    if not text:
        return ""
    then = _local(text)
    clock = f"{then:%H:%M}"
    return _("{day}, {time}").format(day=day_in_words(then.date().isoformat()), time=clock)


def _local(text: str) -> datetime:
    then = datetime.fromisoformat(text)
    return then.astimezone().replace(tzinfo=None) if then.tzinfo else then


def person_name(row: Any) -> str:
    """How a list calls somebody: the Latin name, or the name in own script when there is no other."""
    return isolated(row.name or row.own_name)


def language_name(code: str) -> str:
    """A language as the interface calls it; its own name, or its code, where that is not known."""
    from babel import Locale  # CLDR's names of languages; slow to import, so not at start

    spoken = i18n.LANGUAGES.get(code)
    names = Locale.parse(i18n.current()).languages
    found = names.get(spoken.locale if spoken else code.replace("-", "_")) or names.get(code.split("-")[0])
    return found or (spoken.own_name if spoken else code)


def language_names(codes: Iterable[str]) -> str:
    return _(", ").join(language_name(code) for code in codes)
