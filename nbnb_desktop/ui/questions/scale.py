"""A number between two bounds: a row of buttons, stars, or a field with less and more. Never a slider."""

from __future__ import annotations

from collections.abc import Mapping
from functools import partial

from PySide6.QtCore import Qt
from PySide6.QtGui import QKeyEvent
from PySide6.QtWidgets import QComboBox, QHBoxLayout, QLabel, QLineEdit, QPushButton, QToolButton, QWidget

from nbnb_desktop.i18n import _
from nbnb_desktop.ui import theme
from nbnb_desktop.ui.questions.base import QuestionWidget
from nbnb_desktop.ui.questions.columns import Columns
from nbnb_desktop.ui.questions.numerals import plain, read_decimal

MOST_BUTTONS = 11


def steps(parameters: Mapping[str, object]) -> tuple[float, float, float]:
    """``start``, ``end`` and ``step`` of a range; 1, 10 and 1 where they are not given (ODK XForms, range)."""
    values: list[float] = []
    for key, default in (("start", 1.0), ("end", 10.0), ("step", 1.0)):
        try:
            values.append(float(str(parameters.get(key, default))))
        except ValueError:
            values.append(default)
    start, end, step = values
    return start, end, abs(step) or 1.0


def values_of(parameters: Mapping[str, object]) -> list[float]:
    """Every value of a range in order; from high to low where ``start`` is above ``end``."""
    start, end, step = steps(parameters)
    count = round(abs(end - start) / step) + 1
    sign = 1 if end >= start else -1
    return [
        round(start + sign * step * number, 10) for number in range(min(count, 10_000)) if abs(step * number) <= abs(end - start) + 1e-9
    ]


class _Range(QuestionWidget):
    def value_of(self, number: float) -> float | int:
        """The answer: int for a whole-number range, float for a decimal one."""
        return int(number) if self.state.data_type in ("int", "integer") else float(number)


class RangeButtons(_Range):
    """A short range as buttons; arrows walk along them. Value: int or float."""

    def build(self) -> None:
        self.buttons: dict[float, QPushButton] = {}
        most = 1 if "vertical" in self.state.appearance else 0
        holder = Columns(most=most, least=self.px(54), gap=self.px(theme.TINY), parent=self)
        for number in values_of(dict(self.state.parameters or {})):
            button = theme.role(QPushButton(plain(number), holder), "choice")
            button.setCheckable(True)
            button.clicked.connect(partial(self._on_clicked, number))
            self.buttons[number] = button
            holder.addWidget(button)
        holder.setMaximumWidth(self.px(64) * max(1, len(self.buttons)))
        self.body.addWidget(holder)

    def focus_widget(self) -> QWidget | None:
        buttons = list(getattr(self, "buttons", {}).values())
        return next((button for button in buttons if button.isChecked()), buttons[0] if buttons else None)

    def controls(self) -> list[QWidget]:
        return []

    def show_value(self, value: object | None) -> None:
        for number, button in self.buttons.items():
            button.setChecked(value is not None and float(value) == number)  # type: ignore[arg-type]
            button.setAccessibleName(self.name_of(number))

    def name_of(self, number: float) -> str:
        return plain(number)

    def set_writable(self, writable: bool) -> None:
        for button in self.buttons.values():
            button.setEnabled(writable)

    def keyPressEvent(self, event: QKeyEvent) -> None:
        forward = Qt.Key.Key_Left if self.layoutDirection() == Qt.LayoutDirection.RightToLeft else Qt.Key.Key_Right
        step = 1 if event.key() == forward else -1 if event.key() in (Qt.Key.Key_Left, Qt.Key.Key_Right) else 0
        order = list(self.buttons.values())
        at = next((place for place, button in enumerate(order) if button.hasFocus()), None)
        if event.key() in (Qt.Key.Key_Delete, Qt.Key.Key_Backspace):
            self.say(None)
        elif step and at is not None and 0 <= at + step < len(order):
            order[at + step].setFocus(Qt.FocusReason.TabFocusReason)
        else:
            super().keyPressEvent(event)

    def _on_clicked(self, number: float, checked: bool = False) -> None:
        again = self.state.value is not None and float(self.state.value) == number  # type: ignore[arg-type]
        self.say(None if again else self.value_of(number))


class Rating(RangeButtons):
    """``rating``: stars, each with its number as name; the chosen one and those before it are filled."""

    def build(self) -> None:
        super().build()
        for button in self.buttons.values():
            button.setText("")
            theme.role(button, "star")
        self.said = self.label("muted")
        self.body.addWidget(self.said)

    def show_value(self, value: object | None) -> None:
        super().show_value(value)
        chosen = -1.0 if value is None else float(value)  # type: ignore[arg-type]
        for number, button in self.buttons.items():
            name = "star-full" if number <= chosen else "star"
            button.setIcon(theme.icon(name, "accent", theme=self.showing.theme))
        self.said.setText(self.name_of(chosen) if value is not None else "")

    def name_of(self, number: float) -> str:
        return _("{number} of {most}").format(number=plain(number), most=plain(max(self.buttons, default=0)))


class RangeField(_Range):
    """A long range: a field with a button for less and one for more. Value: int or float."""

    def build(self) -> None:
        self.allowed = values_of(dict(self.state.parameters or {}))
        row = QHBoxLayout()
        row.setSpacing(self.px(theme.TINY))
        self.less, self.more = self._button("remove", _("Less")), self._button("add", _("More"))
        self.less.clicked.connect(partial(self._step, -1))
        self.more.clicked.connect(partial(self._step, 1))
        self.edit = QLineEdit(self)
        self.edit.setMaximumWidth(self.px(110))
        self.edit.setAlignment(Qt.AlignmentFlag.AlignCenter)
        self.edit.textEdited.connect(self._on_edited)
        self.edit.editingFinished.connect(lambda: self.typing(False))
        low, high = min(self.allowed), max(self.allowed)
        bounds = theme.role(QLabel(_("from {low} to {high}").format(low=plain(low), high=plain(high)), self), "muted")
        for part in (self.less, self.edit, self.more, bounds):
            row.addWidget(part)
        row.addStretch(1)
        self.body.addLayout(row)

    def focus_widget(self) -> QWidget | None:
        return self.edit

    def show_value(self, value: object | None) -> None:
        if not self.reading_fault and self._said() != value:
            self.edit.setText("" if value is None else plain(float(value)))  # type: ignore[arg-type]

    def set_writable(self, writable: bool) -> None:
        for part in (self.less, self.more):
            part.setEnabled(writable)
        self.edit.setReadOnly(not writable)

    def keyPressEvent(self, event: QKeyEvent) -> None:
        step = {Qt.Key.Key_Up: 1, Qt.Key.Key_Down: -1}.get(Qt.Key(event.key()))
        if step and not self.state.readonly:
            self._step(step)
        else:
            super().keyPressEvent(event)

    def _button(self, icon: str, name: str) -> QToolButton:
        button = QToolButton(self)
        button.setIcon(theme.icon(icon, theme=self.showing.theme))
        button.setAccessibleName(name)
        button.setToolTip(name)
        return button

    def _said(self) -> float | None:
        try:
            return read_decimal(self.edit.text()) if self.edit.text().strip() else None
        except ValueError:
            return None

    def _on_edited(self, text: str) -> None:
        self.typing(True)
        said = self._said()
        if not text.strip():
            self.say(None)
        elif said is None or said not in self.allowed:
            low, high = plain(min(self.allowed)), plain(max(self.allowed))
            self.say_unreadable(_("Choose a number from {low} to {high}.").format(low=low, high=high))
        else:
            self.say(self.value_of(said))

    def _step(self, step: int, checked: bool = False) -> None:
        order = sorted(self.allowed)
        said = self._said()
        if said is None or said not in order:
            wanted = order[0] if step > 0 else order[-1]
        else:
            wanted = order[max(0, min(len(order) - 1, order.index(said) + step))]
        self.edit.setText(plain(wanted))
        self.say(self.value_of(wanted))


class RangePicker(_Range):
    """``picker``: the values in a list. Value: int or float."""

    def build(self) -> None:
        self.combo = QComboBox(self)
        self.combo.setMaximumWidth(self.px(220))
        self.combo.addItem(_("Choose …"), None)
        for number in values_of(dict(self.state.parameters or {})):
            self.combo.addItem(plain(number), number)
        self.combo.activated.connect(self._on_chosen)
        self.body.addWidget(self.combo)

    def focus_widget(self) -> QWidget | None:
        return self.combo

    def show_value(self, value: object | None) -> None:
        self.combo.setCurrentIndex(0 if value is None else max(0, self.combo.findText(plain(float(value)))))  # type: ignore[arg-type]

    def _on_chosen(self, row: int) -> None:
        number = self.combo.itemData(row)
        self.say(None if number is None else self.value_of(number))
