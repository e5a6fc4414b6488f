"""Words: a line, several lines, a phone number, an e-mail address, a code; masked where asked for."""

from __future__ import annotations

import re

from PySide6.QtCore import QEvent, QObject, Qt
from PySide6.QtGui import QFocusEvent
from PySide6.QtWidgets import QLineEdit, QPlainTextEdit, QWidget

from nbnb_desktop.i18n import _
from nbnb_desktop.ui import theme
from nbnb_desktop.ui.questions.base import QuestionWidget
from nbnb_desktop.ui.questions.numerals import latin

_EMAIL = re.compile(r"[^@\s]+@[^@\s]+\.[^@\s.]+")
_PHONE = re.compile(r"\+?[\d\s().\-/]{6,25}(?:\s*(?:x|ext\.?)\s*\d{1,6})?", re.IGNORECASE)


class TextLine(QuestionWidget):
    """A line of text; value: str. ``hidden-answer`` masks it, ``numbers`` keeps it to digits."""

    ltr = False  # codes and addresses run left to right in every language

    def build(self) -> None:
        self.edit = QLineEdit(self)
        self.edit.setMaximumWidth(self.px(self.widest()))
        if "hidden-answer" in self.state.appearance or "masked" in self.state.appearance:
            self.edit.setEchoMode(QLineEdit.EchoMode.Password)
        if self.ltr:
            self.edit.setLayoutDirection(Qt.LayoutDirection.LeftToRight)
            if self.showing.rtl:
                self.edit.setAlignment(Qt.AlignmentFlag.AlignRight | Qt.AlignmentFlag.AlignAbsolute)
        self.edit.textEdited.connect(self._on_edited)
        self.edit.editingFinished.connect(self._on_left)
        self.add_narrow(self.edit)

    def widest(self) -> int:
        """How wide the field may be, in pixels at 100%: a field hints at the length of its answer."""
        return 560

    def focus_widget(self) -> QWidget | None:
        return self.edit

    def show_value(self, value: object | None) -> None:
        text = "" if value is None else str(value)
        if self.read(self.edit.text()) != (text or None) and not self.reading_fault:
            self.edit.setText(text)

    def read(self, text: str) -> str | None:
        """The answer that ``text`` is; None for none."""
        return text or None

    def doubt(self, text: str) -> str:
        """A sentence when ``text`` cannot be meant; "" when it can."""
        return ""

    def set_writable(self, writable: bool) -> None:
        self.edit.setReadOnly(not writable)

    def _on_edited(self, text: str) -> None:
        self.typing(True)
        self.set_reading_fault("")
        self.say(self.read(text))

    def _on_left(self) -> None:
        self.typing(False)
        text = self.edit.text().strip()
        if text and (doubt := self.doubt(text)) and not self.reading_fault:
            self.say_unreadable(doubt)


class Digits(TextLine):
    """Text that holds digits only (``numbers``), such as a case number; value: str with Latin digits."""

    ltr = True

    def widest(self) -> int:
        return 280

    def read(self, text: str) -> str | None:
        return latin(text).strip() or None

    def doubt(self, text: str) -> str:
        return "" if re.fullmatch(r"[\d\s.,+\-]+", latin(text)) else _("Type digits only.")


class Phone(TextLine):
    """A telephone number; value: str with Latin digits."""

    ltr = True

    def widest(self) -> int:
        return 280

    def read(self, text: str) -> str | None:
        return latin(text).strip() or None

    def doubt(self, text: str) -> str:
        return "" if _PHONE.fullmatch(latin(text)) else _("This is not a telephone number. Example: 06 12345678.")


class Email(TextLine):
    """An e-mail address; value: str."""

    ltr = True

    def widest(self) -> int:
        return 420

    def read(self, text: str) -> str | None:
        return text.strip() or None

    def doubt(self, text: str) -> str:
        return "" if _EMAIL.fullmatch(text) else _("This is not an e-mail address. Example: name@example.org.")


class Barcode(TextLine):
    """The text of a barcode; a scanner types it as a keyboard does."""

    ltr = True

    def read(self, text: str) -> str | None:
        return text.strip() or None


class Paragraph(QuestionWidget):
    """Several lines; value: str. Tab goes on to the next question."""

    rows = 4

    def build(self) -> None:
        self.edit = QPlainTextEdit(self)
        self.edit.setTabChangesFocus(True)
        self.edit.document().setDocumentMargin(self.px(theme.TINY))
        self.edit.setMinimumHeight(self.edit.fontMetrics().lineSpacing() * self.rows + self.px(theme.LARGE))
        self.edit.textChanged.connect(self._on_changed)
        self.edit.installEventFilter(self)
        self.body.addWidget(self.edit)
        self._telling = False

    def focus_widget(self) -> QWidget | None:
        return self.edit

    def show_value(self, value: object | None) -> None:
        text = "" if value is None else str(value)
        if self.edit.toPlainText() != text:
            self._telling = True
            self.edit.setPlainText(text)
            self._telling = False

    def set_writable(self, writable: bool) -> None:
        self.edit.setReadOnly(not writable)

    def eventFilter(self, watched: QObject, event: QEvent) -> bool:
        if isinstance(event, QFocusEvent) and event.type() == QEvent.Type.FocusOut:
            self.typing(False)
        return super().eventFilter(watched, event)

    def _on_changed(self) -> None:
        if not self._telling:
            self.typing(True)
            self.say(self.edit.toPlainText() or None)
