"""What is read and not filled in: notes, values that the form works out; and what is only agreed to."""

from __future__ import annotations

import re

from PySide6.QtCore import Qt
from PySide6.QtWidgets import QFrame, QHBoxLayout, QLabel, QWidget

from nbnb_desktop.i18n import _
from nbnb_desktop.ui import theme
from nbnb_desktop.ui.questions.answers import in_words
from nbnb_desktop.ui.questions.base import FIRST, LAST, QuestionWidget
from nbnb_desktop.ui.questions.option import Check, Shape, Words
from nbnb_desktop.ui.questions.rich import as_html, as_plain
from nbnb_desktop.ui.sound import Line
from nbnb_desktop.xforms.session import QuestionState

HELP = "/help_card"
"""The end of the ref of the note that says where help is."""
TELEPHONE = re.compile(r"\d{3,}")

AGREED = "OK"
"""What a trigger keeps (ODK XForms)."""


class Note(QuestionWidget):
    """Words to read; no value. The card that says where help is (spec 7.9) stands out, its telephone number most of all."""

    def build(self) -> None:
        self.is_help = self.showing.big and self.ref.endswith(HELP)
        if self.is_help:
            self._frame()

    def _frame(self) -> None:
        frame = theme.role(QFrame(self), "notice")
        inside = QHBoxLayout(frame)
        inside.setContentsMargins(self.px(32), self.px(28), self.px(32), self.px(28))
        inside.setSpacing(self.px(theme.XLARGE))
        heart = QLabel(frame)
        ratio = self.devicePixelRatioF()
        heart.setPixmap(theme.pixmap("heart", "accent", self.px(72), theme=self.showing.theme, ratio=ratio))
        inside.addWidget(heart, 0, Qt.AlignmentFlag.AlignTop)
        self.column.removeItem(self.words)
        inside.addLayout(self.words, 1)
        self.column.insertWidget(0, frame)

    def _show_words(self) -> None:
        super()._show_words()
        if self.is_help:
            number = rf"<b style='font-size:{self.showing.theme.text_px('display')}px'>\g<0></b>"
            self._hint.setText(TELEPHONE.sub(number, as_html(self.state.hint or "")))

    def optional_words(self) -> str:
        return ""

    def given(self) -> list[Line]:
        return []

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
        self.said.setAccessibleName(": ".join((as_plain(self.state.label), as_plain(words) or _("Not known yet"))))


class Trigger(QuestionWidget):
    """``trigger`` / ``acknowledge``; value: "OK" or None."""

    def build(self) -> None:
        self.option = Check(Words(_("I have read this")), Shape(big=self.showing.big), self.showing.theme, self)
        self.option.clicked.connect(self._on_clicked)
        self.option.hold_ear(self.ear((_("I have read this"), None), self.option))
        self.body.addWidget(self.option)

    def lines(self) -> list[Line]:
        return [*super().lines(), (_("I have read this"), None)]

    def given(self) -> list[Line]:
        return []

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
