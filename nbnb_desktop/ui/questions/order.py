"""Putting answers in order, with buttons and keys; dragging is never the only way."""

from __future__ import annotations

from functools import partial

from PySide6.QtCore import Qt
from PySide6.QtGui import QKeyEvent
from PySide6.QtWidgets import QFrame, QHBoxLayout, QLabel, QPushButton, QToolButton, QVBoxLayout, QWidget

from nbnb_desktop.actions.sound import said
from nbnb_desktop.i18n import _
from nbnb_desktop.ui import theme
from nbnb_desktop.ui.questions.base import QuestionWidget
from nbnb_desktop.ui.questions.rich import as_plain
from nbnb_desktop.ui.sound import Line
from nbnb_desktop.xforms.session import Choice, QuestionState


class Rank(QuestionWidget):
    """``rank``; value: a tuple of all values, best first. The order shown is an answer only once it is confirmed or changed."""

    def build(self) -> None:
        self.order: list[str] = []
        self._labels: dict[str, str] = {}
        self._holder = QWidget(self)
        self._rows = QVBoxLayout(self._holder)
        self._rows.setContentsMargins(0, 0, 0, 0)
        self._rows.setSpacing(self.px(theme.TINY))
        self._holder.setMaximumWidth(self.px(640))
        self.confirm: QPushButton = theme.role(QPushButton(_("This is the right order"), self), "primary")
        self.confirm.clicked.connect(self._on_confirmed)
        self.ups: dict[str, QToolButton] = {}
        self.downs: dict[str, QToolButton] = {}
        self.body.addWidget(self._holder)
        self.body.addWidget(self.confirm, 0, Qt.AlignmentFlag.AlignLeading)
        self._wipe = theme.role(QPushButton(_("Clear the answer"), self), "link")
        self._wipe.clicked.connect(self._on_wiped)
        self.body.addWidget(self._wipe, 0, Qt.AlignmentFlag.AlignLeading)

    def lines(self) -> list[Line]:
        return super().lines() + [self._line(choice) for choice in self.state.choices]

    def given(self) -> list[Line]:
        return []

    def _line(self, choice: Choice) -> Line:
        return self.line(said(choice.label), choice.media or {})

    def focus_widget(self) -> QWidget | None:
        return next((self.downs[value] for value in self.order if value in self.downs), None) if hasattr(self, "order") else None

    def controls(self) -> list[QWidget]:
        return []

    def show_choices(self, state: QuestionState, second: QuestionState | None) -> None:
        seconds = {choice.value: as_plain(choice.label) for choice in second.choices} if second else {}
        labels = {
            choice.value: as_plain(choice.label) + (f" · {seconds[choice.value]}" if seconds.get(choice.value) else "")
            for choice in state.choices
        }
        if labels != self._labels:
            self._labels = labels
            self._draw(self._wanted(state.value))

    def show_value(self, value: object | None) -> None:
        if self._wanted(value) != self.order:
            self._draw(self._wanted(value))
        self.confirm.setVisible(value is None and not self.state.readonly)
        self._wipe.setVisible(value is not None and not self.state.readonly and not self.showing.big)

    def set_writable(self, writable: bool) -> None:
        self._holder.setEnabled(writable)
        self.confirm.setEnabled(writable)

    def keyPressEvent(self, event: QKeyEvent) -> None:
        """Delete takes the answer back."""
        if event.key() in (Qt.Key.Key_Delete, Qt.Key.Key_Backspace) and self.state.value is not None and not self.state.readonly:
            self._on_wiped()
        else:
            super().keyPressEvent(event)

    def move(self, value: str, step: int) -> None:  # type: ignore[override]
        """Move one answer up (-1) or down (1)."""
        at = self.order.index(value)
        if not 0 <= at + step < len(self.order):
            return
        order = list(self.order)
        order.insert(at + step, order.pop(at))
        self._draw(order)
        buttons = self.ups if step < 0 else self.downs
        other = self.downs if step < 0 else self.ups
        (buttons[value] if buttons[value].isEnabled() else other[value]).setFocus()
        self.say(tuple(order))

    def _wanted(self, value: object | None) -> list[str]:
        given = [name for name in value if name in self._labels] if isinstance(value, tuple | list) else []
        return [*given, *(name for name in self._labels if name not in given)]

    def _draw(self, order: list[str]) -> None:
        self.order = order
        self.ups, self.downs = {}, {}
        while (item := self._rows.takeAt(0)) is not None:
            if (row := item.widget()) is not None:
                row.hide()
                row.deleteLater()
        for place, value in enumerate(order):
            self._rows.addWidget(self._row(place, value))
        self.follow_focus()

    def _row(self, place: int, value: str) -> QFrame:
        row = theme.role(QFrame(self._holder), "panel")
        line = QHBoxLayout(row)
        line.setContentsMargins(self.px(theme.MEDIUM), self.px(theme.TINY), self.px(theme.TINY), self.px(theme.TINY))
        line.addWidget(theme.role(QLabel(str(place + 1), row), "strong"))
        words = QLabel(self._labels[value], row)
        words.setTextFormat(Qt.TextFormat.PlainText)
        words.setWordWrap(True)
        line.addWidget(words, 1)
        ear = self.ear(next(self._line(choice) for choice in self.state.choices if choice.value == value), row)
        if ear is not None:
            line.addWidget(ear)
        for icon, step, table, name in (
            ("up", -1, self.ups, _("Move {answer} up")),
            ("down", 1, self.downs, _("Move {answer} down")),
        ):
            button = QToolButton(row)
            button.setIcon(theme.icon(icon, theme=self.showing.theme))
            button.setAccessibleName(name.format(answer=self._labels[value]))
            button.setToolTip(button.accessibleName())
            button.setEnabled(0 <= place + step < len(self.order))
            button.clicked.connect(partial(self.move, value, step))
            table[value] = button
            line.addWidget(button)
        return row

    def _on_confirmed(self) -> None:
        self.say(tuple(self.order))

    def _on_wiped(self) -> None:
        self.say(None)
        self._draw(self._wanted(None))
        self.setFocus()
