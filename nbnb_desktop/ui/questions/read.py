"""What is read and not filled in: notes, values that the form works out; and what is only agreed to."""

from __future__ import annotations

from datetime import date, datetime, time

from PySide6.QtCore import QDate, QLocale, Qt, QTime
from PySide6.QtWidgets import QWidget

from nbnb_desktop.i18n import _
from nbnb_desktop.ui.questions.base import FIRST, LAST, QuestionWidget
from nbnb_desktop.ui.questions.option import Check, Shape, Words
from nbnb_desktop.ui.questions.rich import as_html, as_plain
from nbnb_desktop.xforms.session import QuestionState

AGREED = "OK"
"""What a trigger keeps (ODK XForms)."""


class Note(QuestionWidget):
    """Words to read; no value."""

    def optional_words(self) -> str:
        return ""

    def render_state(self, state: QuestionState, second: QuestionState | None = None) -> None:
        super().render_state(state, second)
        self._label.setAccessibleName(as_plain(state.label))


class Worked(QuestionWidget):
    """A value that the form works out or keeps to itself, to read and to copy; no answer comes from here."""

    def build(self) -> None:
        self.said = self.label("lead")
        self.said.setTextInteractionFlags(Qt.TextInteractionFlag.TextSelectableByMouse | Qt.TextInteractionFlag.TextSelectableByKeyboard)
        self.said.setTextFormat(Qt.TextFormat.RichText)
        self.body.addWidget(self.said)

    def optional_words(self) -> str:
        return ""

    def controls(self) -> list[QWidget]:
        return []

    def focus_widget(self) -> QWidget | None:
        return getattr(self, "said", None)

    def show_value(self, value: object | None) -> None:
        words = in_words(self.state, self.showing.language)
        self.said.setText(FIRST + as_html(words) + LAST if words else _("Not known yet"))
        self.said.setAccessibleName(": ".join((as_plain(self.state.label), as_plain(words))))


class Trigger(QuestionWidget):
    """``trigger`` / ``acknowledge``; value: "OK" or None."""

    def build(self) -> None:
        self.option = Check(Words(_("I have read this")), Shape(big=self.showing.big), self.showing.theme, self)
        self.option.clicked.connect(self._on_clicked)
        self.body.addWidget(self.option)

    def focus_widget(self) -> QWidget | None:
        return self.option

    def controls(self) -> list[QWidget]:
        return []

    def show_value(self, value: object | None) -> None:
        self.option.setChecked(value is not None)

    def set_writable(self, writable: bool) -> None:
        self.option.setEnabled(writable)

    def _on_clicked(self, checked: bool) -> None:
        self.say(AGREED if checked else None)


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
        return local.toString(QDate(value.year, value.month, value.day), "d MMMM yyyy")
    if isinstance(value, time):
        return QTime(value.hour, value.minute).toString("HH:mm")
    if isinstance(value, float):
        return f"{value:g}".replace(".", local.decimalPoint() if local.decimalPoint() in ".," else ".")
    return str(value)
