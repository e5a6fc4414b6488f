"""Questions and answers in words, in any language that the form speaks."""

from __future__ import annotations

import re
from datetime import date

from nbnb_desktop import i18n
from nbnb_desktop.xforms.definition import FormDefinition, language_code

_POSITION = re.compile(r"\[\d+\]")


def generic(ref: str) -> str:
    """``/data/job[2]/title`` -> ``/data/job/title``."""
    return _POSITION.sub("", ref)


def spoken(definition: FormDefinition, language: str) -> str:
    """The name by which the form knows the language with this code; its default language when it does not speak it."""
    return next((name for name in definition.languages if language_code(name) == language), definition.default_language)


def question_words(definition: FormDefinition, ref: str, language: str) -> str:
    """The question; its name where it has no label."""
    place = generic(ref)
    if place not in definition.elements:
        return place.rsplit("/", 1)[-1]
    return definition.label(place, spoken(definition, language)) or place.rsplit("/", 1)[-1]


def answer_words(definition: FormDefinition, ref: str, text: str, language: str) -> str:
    """An instance text as people read it: labels of choices, dates in the language, the text itself otherwise."""
    element = definition.elements.get(generic(ref))
    if element is None or not text:
        return text
    if element.kind in {"select_one", "select_multiple", "rank"}:
        name = spoken(definition, language)
        return ", ".join(definition.choice_label(element.ref, value, name) for value in text.split())
    if element.data_type == "date":
        return date_words(text[:10], language)
    return text


def date_words(iso: str, language: str, precision: str = "exact") -> str:
    """An ISO date in words, as precisely as it is known; the text itself when it is no date."""
    from babel.dates import format_date, format_skeleton  # loads CLDR

    padded = (iso + "-01-01")[:10] if len(iso) == 4 else (iso + "-01")[:10]
    try:
        day = date.fromisoformat(padded)
    except ValueError:
        return iso
    locale = i18n.PARTICIPANT_LANGUAGES[language].locale
    if precision in {"year", "about"} or len(iso) == 4:
        return f"± {day.year}" if precision == "about" else str(day.year)
    if precision == "month" or len(iso) == 7:
        return str(format_skeleton("yMMMM", day, locale=locale))
    return str(format_date(day, "long", locale=locale))
