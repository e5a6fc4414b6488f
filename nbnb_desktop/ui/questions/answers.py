"""An answer as people read and hear it."""

from __future__ import annotations

from datetime import date, datetime, time

from PySide6.QtCore import QDate, QLocale, QTime

from nbnb_desktop.i18n import _
from nbnb_desktop.ui.words import in_latin_digits
from nbnb_desktop.xforms.session import QuestionState


def in_words(state: QuestionState, language: str) -> str:
    """An answer as people read it: labels instead of values, dates and numbers written out; "" for none."""
    labels = {choice.value: choice.label for choice in state.choices}
    value = state.value
    if value is None or value == "":
        return ""
    if isinstance(value, tuple | list):
        numbered = state.kind == "rank"
        return "\n".join(f"{place}. {labels.get(v, v)}" if numbered else f"{labels.get(v, v)}" for place, v in enumerate(value, 1))
    if state.kind == "trigger":
        return _("I have read this")
    if isinstance(value, str):
        return labels.get(value, value)
    return _written(value, QLocale("fa_AF" if language == "fa" else language))


def _written(value: object, local: QLocale) -> str:
    if isinstance(value, bool):
        return _("Yes") if value else _("No")
    if isinstance(value, datetime):
        return f"{_written(value.date(), local)}, {value:%H:%M}"
    if isinstance(value, date):
        return in_latin_digits(local.toString(QDate(value.year, value.month, value.day), "d MMMM yyyy"))
    if isinstance(value, time):
        return QTime(value.hour, value.minute).toString("HH:mm")
    if isinstance(value, float):
        return f"{value:g}".replace(".", local.decimalPoint() if local.decimalPoint() in ".," else ".")
    return str(value)
