"""Choosing languages: type a few letters, choose; what is chosen stands below and can be taken away."""

from __future__ import annotations

from collections.abc import Sequence
from typing import Any

from PySide6.QtCore import QStringListModel, Qt, Signal
from PySide6.QtWidgets import QCompleter, QHBoxLayout, QLineEdit, QPushButton, QWidget

from nbnb_desktop.actions import entry
from nbnb_desktop.i18n import _, current
from nbnb_desktop.ui import theme
from nbnb_desktop.ui.blocks import column, empty

PERSON_FORM = "deelnemer"
"""The form that the list of participants is made from; its question ``languages`` says which languages there are."""


def language_choices(workplace: Any) -> tuple[tuple[str, str], ...]:
    """(code, name in the language of the interface) of every language that the participant's form knows."""
    session = entry.begin(workplace, PERSON_FORM, language=current()).session
    ref = next(column.ref for column in session.definition.columns() if column.name == "languages")
    return tuple((choice.value, choice.label) for choice in session.state(ref).choices)


class LanguagePicker(QWidget):
    """Emits ``changed()``; ``codes`` are the languages that were chosen, in that order."""

    changed = Signal()

    def __init__(self) -> None:
        super().__init__()
        self._choices: dict[str, str] = {}
        self._codes: list[str] = []
        self.edit = QLineEdit()
        self.edit.setPlaceholderText(_("Type a few letters"))
        self._names = QStringListModel(self)
        completer = QCompleter(self._names, self)
        completer.setCaseSensitivity(Qt.CaseSensitivity.CaseInsensitive)
        completer.setFilterMode(Qt.MatchFlag.MatchContains)
        completer.activated.connect(self._on_chosen, Qt.ConnectionType.QueuedConnection)
        self.edit.setCompleter(completer)
        self.edit.returnPressed.connect(self._on_enter)
        self._chips = QHBoxLayout()
        self._chips.setSpacing(theme.SMALL)
        self.setLayout(column(self.edit, self._chips, spacing=theme.SMALL))
        self.setFocusProxy(self.edit)

    @property
    def codes(self) -> tuple[str, ...]:
        return tuple(self._codes)

    def offer(self, choices: Sequence[tuple[str, str]]) -> None:
        """Say which languages there are."""
        self._choices = dict(choices)
        self._names.setStringList(list(self._choices.values()))

    def add(self, code: str) -> None:
        if code in self._choices and code not in self._codes:
            self._codes.append(code)
            self._show_chips()
            self.changed.emit()

    def remove(self, code: str) -> None:
        self._codes.remove(code)
        self._show_chips()
        self.changed.emit()

    def setAccessibleName(self, name: str) -> None:
        super().setAccessibleName(name)
        self.edit.setAccessibleName(name)

    def _on_chosen(self, name: str) -> None:
        code = next((code for code, known in self._choices.items() if known == name), "")
        self.add(code)
        self.edit.clear()

    def _on_enter(self) -> None:
        typed = self.edit.text().strip().casefold()
        found = [name for name in self._choices.values() if typed and typed in name.casefold()]
        if found:  # the form lists the usual languages first, so the first that begins so is meant
            self._on_chosen(next((name for name in found if name.casefold().startswith(typed)), found[0]))

    def _show_chips(self) -> None:
        empty(self._chips)
        for code in self._codes:
            name = self._choices[code]
            chip = theme.role(QPushButton(name), "small")
            chip.setIcon(theme.icon("close", "muted"))
            chip.setAccessibleName(_("Take away {name}").format(name=name))
            chip.setToolTip(_("Take away {name}").format(name=name))
            chip.clicked.connect(lambda _checked=False, code=code: self.remove(code))
            self._chips.addWidget(chip)
        self._chips.addStretch(1)
