"""Typing a passphrase: shown or hidden, and in words how strong it is."""

from __future__ import annotations

from collections.abc import Callable
from functools import partial
from typing import Any

from PySide6.QtCore import QTimer, Signal
from PySide6.QtGui import QHideEvent
from PySide6.QtWidgets import QLineEdit, QProgressBar, QSizePolicy, QWidget

from nbnb_desktop.actions import setup
from nbnb_desktop.i18n import _
from nbnb_desktop.ui import theme
from nbnb_desktop.ui.blocks import button, column, row, text
from nbnb_desktop.ui.page import Reply

MOMENT = 150
"""Milliseconds without a keystroke before the strength is looked at."""


class PassphraseEdit(QWidget):
    """A line of dots with a button that shows what was typed."""

    changed = Signal(str)
    entered = Signal()

    def __init__(self) -> None:
        super().__init__()
        self.edit = QLineEdit()
        self.edit.setEchoMode(QLineEdit.EchoMode.Password)
        self.edit.textChanged.connect(self.changed)
        self.edit.returnPressed.connect(self.entered)
        self.eye = button(_("Show"), self._turn, icon="eye")
        self.eye.setCheckable(True)
        self.setFocusProxy(self.edit)
        line = row(spacing=theme.SMALL)
        line.addWidget(self.edit, 1)
        line.addWidget(self.eye)
        self.setLayout(line)

    def text(self) -> str:
        return self.edit.text()

    def clear(self) -> None:
        self.edit.clear()

    def _turn(self) -> None:
        shown = self.eye.isChecked()
        self.edit.setEchoMode(QLineEdit.EchoMode.Normal if shown else QLineEdit.EchoMode.Password)
        self.eye.setText(_("Hide") if shown else _("Show"))
        self.eye.setIcon(theme.icon("eye-off" if shown else "eye"))

    def setAccessibleName(self, name: str) -> None:
        super().setAccessibleName(name)
        self.edit.setAccessibleName(name)
        self.eye.setAccessibleDescription(name)


class StrengthMeter(QWidget):
    """How hard a passphrase is to guess: a bar, the same in words, and advice."""

    judged = Signal(object)
    """The Strength that was found last."""

    def __init__(self, tasks: Any, words: Callable[[], tuple[str, ...]]) -> None:
        super().__init__()
        self._tasks = tasks
        self._words = words
        self._passphrase = ""
        self._bar = QProgressBar()
        self._bar.setRange(0, 4)
        self._bar.setTextVisible(False)
        self._bar.setSizePolicy(QSizePolicy.Policy.Expanding, QSizePolicy.Policy.Fixed)
        self._bar.setAccessibleName(_("Strength of the passphrase"))
        self._said = text("", "small")
        self._wait = QTimer(self)
        self._wait.setSingleShot(True)
        self._wait.setInterval(MOMENT)
        self._wait.timeout.connect(self._judge)
        self.setLayout(column(self._bar, self._said, spacing=theme.TINY))
        self._show_nothing()

    def look_at(self, passphrase: str) -> None:
        """Judge ``passphrase`` when the typing pauses."""
        self._passphrase = passphrase
        if passphrase:
            self._wait.start()
        else:
            self._wait.stop()
            self._show_nothing()

    def _judge(self) -> None:
        asked = self._passphrase
        self._tasks.run(partial(setup.strength, asked, self._words()), then=Reply(self._on_judged, asked))

    def _on_judged(self, asked: str, found: setup.Strength) -> None:
        if asked != self._passphrase:
            return
        self._bar.setValue(found.score)
        self._said.setText(_("This passphrase is {strength}. {advice}").format(strength=found.words, advice=found.advice).strip())
        self.judged.emit(found)

    def _show_nothing(self) -> None:
        self._bar.setValue(0)
        self._said.setText(
            _("At least {count} characters. Four words that do not belong together are strong and easy to remember.").format(
                count=setup.SHORTEST_PASSPHRASE
            )
        )

    def hideEvent(self, event: QHideEvent) -> None:
        self._wait.stop()  # what was typed is nobody's question any more
        super().hideEvent(event)
