"""Choosing from what is all on the screen: one answer or several, in rows, columns or as a scale."""

from __future__ import annotations

import re
from collections.abc import Sequence
from functools import partial

from PySide6.QtCore import QEvent, QObject, Qt
from PySide6.QtGui import QKeyEvent
from PySide6.QtWidgets import QButtonGroup, QPushButton, QVBoxLayout, QWidget

from nbnb_desktop.actions.pictograms import of_answers, of_choices, split
from nbnb_desktop.actions.sound import said
from nbnb_desktop.i18n import _
from nbnb_desktop.ui import theme
from nbnb_desktop.ui.questions.base import QuestionWidget
from nbnb_desktop.ui.questions.columns import Columns
from nbnb_desktop.ui.questions.option import Check, Radio, Shape, Words
from nbnb_desktop.ui.questions.pictures import choice_picture
from nbnb_desktop.ui.questions.rich import as_plain
from nbnb_desktop.ui.sound import Line
from nbnb_desktop.xforms.session import Choice, QuestionState

_SCALE = frozenset(("likert", "label", "list-nolabel", "list"))
Option = Radio | Check
CARDS = 6
"""From so many pictured answers on, a participant sees them as cards beside each other, so that nobody has to scroll."""


class _Choosing(QuestionWidget):
    """What one and several share: the options, made anew only when the choices change."""

    kind: type[Radio] | type[Check]
    _as_cards = False

    def build(self) -> None:
        self.options: dict[str, Option] = {}
        self._shown: object = None
        if self.showing.voice is not None:
            self.showing.voice.speaking.connect(self._on_speaking)
        self._room = QWidget(self)
        self._column = QVBoxLayout(self._room)
        self._column.setContentsMargins(0, 0, 0, 0)
        self._column.setSpacing(self.px(theme.SMALL if self.showing.big else 2))
        self.body.addWidget(self._room)

    def show_choices(self, state: QuestionState, second: QuestionState | None) -> None:
        seconds = {choice.value: choice.label for choice in second.choices} if second else {}
        wanted = (state.choices, tuple(seconds.items()), self.showing.second_rtl)
        if wanted == self._shown:
            return
        self._shown = wanted
        had_focus = self.isAncestorOf(self.focusWidget()) if self.focusWidget() else False
        self._clear()
        pictures = (of_answers if self.showing.big else of_choices)(state.list_name, state.choices)
        answers, aside = split(state.choices)
        self._as_cards = self.showing.big and len(answers) >= CARDS and 2 * len(pictures) > len(answers)
        self._fill(answers, False, pictures, seconds)
        self._fill(aside, True, pictures, seconds)
        self._grouped()
        self.follow_focus()
        if had_focus:
            self.setFocus()

    @property
    def is_wide(self) -> bool:
        return self._as_cards

    def lines(self) -> list[Line]:
        return super().lines() + [self._line(choice) for choice in self.state.choices]

    def given(self) -> list[Line]:
        return []

    def _line(self, choice: Choice) -> Line:
        return self.line(said(choice.label), choice.media or {})

    def _on_speaking(self, words: str) -> None:
        """Show which answer is being read aloud."""
        for choice in self.state.choices:
            if choice.value in self.options:
                self.options[choice.value].sounds(bool(words) and said(choice.label) == words)

    def controls(self) -> list[QWidget]:
        return []  # an option has its own name; the question's name is on the group

    def optional_words(self) -> str:
        return "" if self.state.is_heading else super().optional_words()

    def _show_words(self) -> None:
        super()._show_words()
        if self.state.is_heading:
            self._label.show()  # also without a word: it keeps the room above the questions of its table

    def set_writable(self, writable: bool) -> None:
        for option in self.options.values():
            option.setEnabled(writable and not self.state.is_heading)

    def focus_widget(self) -> QWidget | None:
        chosen = [option for option in getattr(self, "options", {}).values() if option.isChecked()]
        return (chosen or list(getattr(self, "options", {}).values()) or [None])[0]

    def keyPressEvent(self, event: QKeyEvent) -> None:
        """A number key chooses the answer in that place."""
        text = event.text()
        if text.isdecimal() and not event.modifiers() and 0 < int(text) <= len(self.options):
            option = list(self.options.values())[int(text) - 1]
            if option.isEnabled():
                option.setFocus()
                option.click()
            return
        super().keyPressEvent(event)

    def _grouped(self) -> None:
        """Hook: the options are new."""

    def _clear(self) -> None:
        self.options = {}
        while (item := self._column.takeAt(0)) is not None:
            inner = item.widget()
            if inner is not None:
                inner.hide()
                inner.deleteLater()

    def _fill(self, choices: Sequence[Choice], aside: bool, pictures: dict[str, str], seconds: dict[str, str]) -> None:
        if not choices:
            return
        holder = self._holder(aside, len(choices))
        shape = self._shape(aside)
        for choice in choices:
            words = self._words(choice, pictures, seconds)
            option = self.kind(words, shape, self.showing.theme, holder)
            option.clicked.connect(partial(self._on_clicked, choice.value))
            option.hold_ear(self.ear(self._line(choice), option))
            self.options[choice.value] = option
            holder.addWidget(option)
        self._column.addWidget(holder)

    def _words(self, choice: Choice, pictures: dict[str, str], seconds: dict[str, str]) -> Words:
        picture = choice_picture(choice, self.showing.media, self.px(96 if self.showing.big else 64))
        return Words(
            as_plain(choice.label) or choice.value,
            as_plain(seconds.get(choice.value, "")),
            self.showing.second_rtl,
            "" if picture else pictures.get(choice.value, ""),
            picture,
        )

    def _shape(self, aside: bool) -> Shape:
        looks = set(self.state.appearance)
        if self._as_cards and not aside:
            return Shape(big=True, stacked=True)
        scale = bool(looks & _SCALE) and not self.showing.big
        return Shape(
            self.showing.big,
            aside and self.showing.big,
            scale,
            bare="list-nolabel" in looks and scale,
            headed="label" in looks and scale,
            plain="no-buttons" in looks and not self.showing.big,
        )

    def _holder(self, aside: bool, count: int) -> Columns:
        gap = self.px(theme.SMALL if self.showing.big else 2)
        if aside and self.showing.big:
            return Columns(most=2, gap=gap, parent=self._room)
        if self._as_cards:
            return Columns(most=4, gap=gap, parent=self._room)
        if not self.showing.big:
            columns = columns_wanted(self.state.appearance, count)
            if columns is not None:
                return Columns(most=columns, least=self.px(_least(self.state.appearance)), gap=gap, parent=self._room)
        return Columns(most=1, gap=gap, parent=self._room)

    def _on_clicked(self, value: str, checked: bool = False) -> None:
        raise NotImplementedError


def columns_wanted(appearance: Sequence[str], count: int) -> int | None:
    """Columns by appearance: None for one under the other, 0 for as many as fit."""
    if set(appearance) & _SCALE:
        return count
    for word in appearance:
        numbered = re.fullmatch(r"columns-(\d+)", word)
        if numbered:
            return max(1, int(numbered[1]))
        if word in ("columns", "columns-pack", "horizontal", "horizontal-compact", "compact"):
            return 0
    return None


def _least(appearance: Sequence[str]) -> int:
    """The narrowest column in pixels at 100%; 0 for as wide as its widest words."""
    if set(appearance) & _SCALE:
        return 60
    return 0 if "columns-pack" in appearance else 220 if "columns" in appearance else 110


class ChooseOne(_Choosing):
    """``select_one`` with all its answers in sight; value: one choice's value."""

    kind = Radio

    def build(self) -> None:
        super().build()
        self._group: QButtonGroup | None = None
        self._walking = False
        self._wipe: QPushButton | None = None

    def show_value(self, value: object | None) -> None:
        assert self._group is not None
        self._group.setExclusive(False)  # or the last chosen one could not be let go
        for name, option in self.options.items():
            option.setChecked(name == value)
        self._group.setExclusive(True)
        if self._wipe is not None:
            self._wipe.setVisible(value is not None and not self.state.readonly)
        self.follow_focus()

    def eventFilter(self, watched: QObject, event: QEvent) -> bool:
        """Delete takes the answer back; arrows move without choosing for participants, so that reading is safe."""
        if event.type() == QEvent.Type.KeyPress and isinstance(event, QKeyEvent):
            if event.key() in (Qt.Key.Key_Delete, Qt.Key.Key_Backspace) and not self.state.readonly:
                self.say(None)
                return True
            step = _ARROWS.get(Qt.Key(event.key()))
            if step is not None:
                return self._step(watched, step)
        return super().eventFilter(watched, event)

    def _grouped(self) -> None:
        if self._group is not None:
            self._group.deleteLater()
        self._group = QButtonGroup(self)
        for option in self.options.values():
            self._group.addButton(option)
            option.installEventFilter(self)
        if not self.showing.big and not set(self.state.appearance) & {"label", "list-nolabel"}:
            self._wipe = theme.role(QPushButton(_("Clear the answer"), self._room), "link")
            self._wipe.clicked.connect(partial(self.say, None))
            self._column.addWidget(self._wipe, 0, Qt.AlignmentFlag.AlignLeading)

    def _step(self, watched: QObject, step: int) -> bool:
        """Walk to the next answer; a worker's arrow chooses as in every radio group, a participant's does not."""
        order = [option for option in self.options.values() if option.isEnabled()]
        if watched not in order:
            return False
        here = order.index(watched)
        at = here + step if order[here].by_keys or not self.showing.big else here  # the first arrow shows where the focus is
        if 0 <= at < len(order):
            order[at].setFocus(Qt.FocusReason.TabFocusReason)
            order[at].by_keys = True
            order[at].update()
            if not self.showing.big:
                self._walking = True
                order[at].click()
                self._walking = False
        return True

    def _on_clicked(self, value: str, checked: bool = False) -> None:
        """``quick`` goes on to the next question; not for arrows, which pass by answers, and not for participants."""
        self.say(value)
        if "quick" in self.state.appearance and not self._walking and not self.showing.big and self.options:
            last = list(self.options.values())[-1]
            last.setFocus(Qt.FocusReason.TabFocusReason)
            last.focusNextChild()
            if self._wipe is not None and self._wipe.hasFocus():
                self._wipe.focusNextChild()


_ARROWS = {Qt.Key.Key_Down: 1, Qt.Key.Key_Up: -1}


class ChooseMany(_Choosing):
    """``select_multiple`` with all its answers in sight; value: a tuple of values in the order of the list."""

    kind = Check

    def show_value(self, value: object | None) -> None:
        chosen = set(value) if isinstance(value, tuple | list) else set()
        for name, option in self.options.items():
            option.setChecked(name in chosen)

    def eventFilter(self, watched: QObject, event: QEvent) -> bool:
        if event.type() == QEvent.Type.KeyPress and isinstance(event, QKeyEvent) and Qt.Key(event.key()) in _ARROWS:
            order = list(self.options.values())
            at = order.index(watched) + _ARROWS[Qt.Key(event.key())]  # type: ignore[arg-type]
            if 0 <= at < len(order):
                order[at].setFocus(Qt.FocusReason.TabFocusReason)
            return True
        return super().eventFilter(watched, event)

    def _grouped(self) -> None:
        for option in self.options.values():
            option.installEventFilter(self)

    def _on_clicked(self, value: str, checked: bool = False) -> None:
        chosen = tuple(name for name, option in self.options.items() if option.isChecked())
        self.say(chosen or None)
