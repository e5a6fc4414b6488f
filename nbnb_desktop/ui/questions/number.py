"""Numbers, in whatever digits they are typed."""

from __future__ import annotations

from PySide6.QtCore import QEvent, QLocale, QObject, Qt
from PySide6.QtGui import QFocusEvent
from PySide6.QtWidgets import QLineEdit, QWidget

from nbnb_desktop.i18n import _
from nbnb_desktop.ui.questions.base import QuestionWidget
from nbnb_desktop.ui.questions.numerals import grouped, plain, read_decimal, read_int


class Integer(QuestionWidget):
    """A whole number; value: int. ``thousands-sep`` parts the thousands when the field is left."""

    def build(self) -> None:
        self.edit = QLineEdit(self)
        self.edit.setMaximumWidth(self.px(220))
        self.edit.setLayoutDirection(Qt.LayoutDirection.LeftToRight)
        if self.showing.rtl:
            self.edit.setAlignment(Qt.AlignmentFlag.AlignRight | Qt.AlignmentFlag.AlignAbsolute)
        if "masked" in self.state.appearance or "hidden-answer" in self.state.appearance:
            self.edit.setEchoMode(QLineEdit.EchoMode.Password)
        self.edit.setInputMethodHints(Qt.InputMethodHint.ImhFormattedNumbersOnly)
        self.edit.textEdited.connect(self._on_edited)
        self.edit.editingFinished.connect(self._on_left)
        self.edit.installEventFilter(self)
        self.add_narrow(self.edit)

    def focus_widget(self) -> QWidget | None:
        return self.edit

    def read(self, text: str) -> float | int:
        """The number; raises ValueError."""
        return read_int(text)

    def fault_words(self) -> str:
        return _("Type a whole number, for example 12.")

    def show_value(self, value: object | None) -> None:
        if not self.reading_fault and self._said() != value:
            self.edit.setText(self._written(value))

    def set_writable(self, writable: bool) -> None:
        self.edit.setReadOnly(not writable)

    def eventFilter(self, watched: QObject, event: QEvent) -> bool:
        if isinstance(event, QFocusEvent) and event.type() == QEvent.Type.FocusIn and not self.reading_fault:
            said = self._said()
            self.edit.setText("" if said is None else plain(said).replace(".", self._point()))
        return super().eventFilter(watched, event)

    def _on_edited(self, text: str) -> None:
        self.typing(True)
        try:
            value = self.read(text) if text.strip() else None
        except ValueError:
            self.say_unreadable(self.fault_words())
        else:
            self.say(value)

    def _on_left(self) -> None:
        self.typing(False)
        if not self.reading_fault:
            self.edit.setText(self._written(self._said()))

    def _said(self) -> float | int | None:
        try:
            return self.read(self.edit.text()) if self.edit.text().strip() else None
        except ValueError:
            return None

    def _written(self, value: object | None) -> str:
        if not isinstance(value, int | float):
            return ""
        wants_groups = "thousands-sep" in self.state.appearance and not self.edit.hasFocus()
        return grouped(value, self._point()) if wants_groups else plain(value).replace(".", self._point())

    def _point(self) -> str:
        return QLocale(self.showing.language).decimalPoint() if self.showing.language in ("nl", "tr", "fr") else "."


class Decimal(Integer):
    """A number with decimals, after a comma or a point; value: float."""

    def read(self, text: str) -> float | int:
        return read_decimal(text)

    def fault_words(self) -> str:
        return _("Type a number, for example 12 or 12,5.")
