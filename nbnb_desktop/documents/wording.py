"""How things are said in a document: texts in several languages, dates, periods, the same in each document.

A document speaks the language of its section, whatever the screen speaks; msgids are marked here and
in the builders, and said with ``i18n.speaker(language)``.
"""

from __future__ import annotations

import re
from collections.abc import Mapping, Sequence
from datetime import date
from functools import lru_cache

from babel import Locale
from babel.core import UnknownLocaleError
from babel.dates import format_date

from nbnb_desktop.documents.bidi import isolate
from nbnb_desktop.i18n import LANGUAGES, N_, SOURCE_LANGUAGE, Speaker, speaker

Texts = Mapping[str, str] | str
"""A text in several languages by code, or one that is the same in all of them (a name, a place)."""

PAGE_OF = N_("Page {page} of {pages}")
_NOW, _FROM_TO = N_("now"), N_("{start} – {end}")
_PARTIAL = re.compile(r"(\d{4})(?:-(\d{2}))?(?:-(\d{2}))?$")
_PATTERNS = {3: "d MMMM y", 2: "MMMM y", 1: "y"}


def said(text: Texts, language: str) -> str:
    """``text`` in ``language``; else in Dutch, in English, or in whatever there is: never a blank."""
    if isinstance(text, str):
        return text
    wanted = (language, language.split("-")[0], SOURCE_LANGUAGE, "en", *text)
    return next((text[code] for code in wanted if text.get(code)), "")


def foreign(text: Texts, language: str) -> str:
    """``text`` as ``said``, kept in its own direction: a name, a place or an answer given in another language."""
    found = said(text, language)
    return isolate(found) if found and LANGUAGES.get(language) and LANGUAGES[language].rtl else found


def voice(language: str) -> Speaker:
    return speaker(language)


def day(when: str | date, language: str) -> str:
    """A date as known ("2019", "2019-03", "2019-03-12"), with the month's name and Latin digits.

    What is no such date is shown as it was written.
    """
    if isinstance(when, date):
        when = when.isoformat()[:10]
    match = _PARTIAL.match(when)
    if match is None:
        return when
    year, month, number = (int(part or 0) for part in match.groups())
    try:
        known = date(year, month or 1, number or 1)
    except ValueError:
        return when
    return str(format_date(known, _PATTERNS[1 + bool(month) + bool(number)], locale=_locale(language)))


def period(start: str, end: str, language: str, *, ongoing: bool = False) -> str:
    """ "maart 2019 – juni 2021", "2008 – nu"; one date where only one is known."""
    say = speaker(language)
    first, last = day(start, language), say(_NOW) if ongoing else day(end, language)
    if first and last and first != last:
        return say(_FROM_TO).format(start=first, end=last)
    return first or last


@lru_cache(maxsize=32)
def _locale(language: str) -> Locale:
    known = LANGUAGES.get(language)
    try:
        return Locale.parse((known.locale if known else language).replace("-", "_"))
    except (UnknownLocaleError, ValueError):
        return Locale.parse("en")


def language_name(code: str, language: str) -> str:
    """The name of the language ``code`` in ``language``; the code's own text where CLDR has none."""
    try:
        found = Locale.parse(code.replace("-", "_")).get_display_name(_locale(language))
    except (UnknownLocaleError, ValueError):
        found = None
    return str(found or code)


def joined(parts: Sequence[str], language: str) -> str:
    """Parts with the comma of the language between them."""
    comma = {"Arab": "، ", "Ethi": "፣ "}.get(script_of(language), ", ")
    return comma.join(part for part in parts if part)


def script_of(language: str) -> str:
    """The script that ``language`` is written in, by its ISO 15924 code."""
    return LANGUAGES[language].script if language in LANGUAGES else "Latn"
