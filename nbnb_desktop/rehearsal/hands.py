"""A pair of hands for the real windows: they find things by what a person reads, click, type and wait."""

from __future__ import annotations

import time
from collections.abc import Callable, Iterator
from pathlib import Path
from typing import TypeVar

from PySide6.QtCore import QCoreApplication, QEvent, QPoint, Qt
from PySide6.QtGui import QInputMethodEvent
from PySide6.QtTest import QTest
from PySide6.QtWidgets import QAbstractButton, QApplication, QComboBox, QLineEdit, QPlainTextEdit, QScrollArea, QTextEdit, QWidget

T = TypeVar("T", bound=QWidget)
FIELDS: tuple[type[QWidget], ...] = (QLineEdit, QPlainTextEdit, QTextEdit, QComboBox)
PATIENCE = 30.0
"""Seconds until a thing that does not appear counts as missing."""


class NotThere(AssertionError):
    """What a person would have looked for in vain."""


class Hands:
    """Works in whatever window is in front."""

    def window(self) -> QWidget:
        """The window in front: a dialog, the hand-over (which is full screen), or the main window."""
        modal = QApplication.activeModalWidget()
        if modal is not None:
            return modal
        shown = [one for one in QApplication.topLevelWidgets() if one.isVisible() and one.windowType() == Qt.WindowType.Window]
        return ([one for one in shown if one.isFullScreen()] or shown)[-1]

    def visible(self, kind: type[T]) -> Iterator[T]:
        return (one for one in self.window().findChildren(kind) if one.isVisible())

    def sees(self, words: str) -> bool:
        """Whether these words stand somewhere on the window in front."""
        return any(words in read(one) for one in self.visible(QWidget))

    def button(self, words: str) -> QAbstractButton:
        """The button with these words; of several the last one, which stands nearest to where a person looks."""
        named = [(names_of(one), one) for one in self.visible(QAbstractButton)]
        found = [one for names, one in named if words in names]
        found = found or [one for names, one in named if any(name.startswith(words) for name in names)]
        if not found:
            raise NotThere(f"no button {words!r}; there are {sorted({max(names, key=len) for names, __ in named})}")
        return found[-1]

    def click(self, words: str) -> None:
        """Press the button with these words, as soon as it is there, can be pressed, and stays where it is."""
        self.wait(lambda: self._at_rest(words), f"button {words!r}")
        button = self.button(words)
        QTest.mouseClick(button, Qt.MouseButton.LeftButton, pos=QPoint(min(12, button.width() // 2), button.height() // 2))
        settle()

    def _at_rest(self, words: str) -> bool:
        """Whether the button can be pressed and is still the same after the page had time to be made anew."""
        before = self.button(words)
        reveal(before)
        settle(0.02)
        return self.button(words) is before and before.isEnabled()

    def field(self, label: str) -> QWidget:
        """The field with this label."""
        fields = [one for kind in FIELDS for one in self.visible(kind)]
        for one in fields:
            if plain(one.accessibleName()).startswith(label):
                return one
        raise NotThere(f"no field {label!r}; there are {sorted({one.accessibleName() for one in fields})}")

    def write(self, label: str, text: str) -> None:
        """Type text in any script into the field with this label, in place of what stood there."""
        self.wait(lambda: bool(self.field(label)), f"field {label!r}")
        field = self.field(label)
        reveal(field)
        field.setFocus()
        if isinstance(field, QLineEdit | QPlainTextEdit | QTextEdit):
            field.selectAll()
        typed = QInputMethodEvent()
        typed.setCommitString(text)
        QCoreApplication.sendEvent(field, typed)
        settle()

    def press(self, key: Qt.Key, modifiers: Qt.KeyboardModifier = Qt.KeyboardModifier.NoModifier) -> None:
        QTest.keyClick(QApplication.focusWidget() or self.window(), key, modifiers)
        settle()

    def wait(self, condition: Callable[[], bool], what: str, seconds: float = PATIENCE) -> None:
        """Let the application work until ``condition`` holds."""
        end = time.monotonic() + seconds
        reason = ""
        while time.monotonic() < end:
            try:
                if condition():
                    return
            except NotThere as missing:
                reason = str(missing)
            except RuntimeError:  # the page was made anew while we looked at it
                reason = "it went away"
            settle(0.01)
        raise NotThere(f"waited in vain for {what}. {reason}")

    def wait_for(self, words: str) -> None:
        self.wait(lambda: self.sees(words), f"the words {words!r}")

    def picture(self, path: Path) -> None:
        """What a person sees now, as PNG."""
        settle(0.15)
        self._lay_out()
        path.parent.mkdir(parents=True, exist_ok=True)
        self.window().grab().save(str(path))

    def _lay_out(self) -> None:
        """Words that wrap need a few rounds to agree on their height; a slow machine would show them halfway."""
        for __ in range(16):
            QCoreApplication.sendPostedEvents(None, QEvent.Type.LayoutRequest)
        settle()


def names_of(button: QAbstractButton) -> tuple[str, str]:
    """What a person reads on a button, and what a screen reader says."""
    return plain(button.text()), plain(button.accessibleName())


def read(widget: QWidget) -> str:
    """The words on one widget."""
    for name in ("text", "toPlainText", "title"):
        say = getattr(widget, name, None)
        if callable(say):
            try:
                return plain(str(say()))
            except TypeError:
                continue
    return ""


def plain(words: str) -> str:
    """Without the marks of shortcuts, isolates and rich text."""
    for mark in ("&", "\u2066", "\u2067", "\u2068", "\u2069", "\u200e", "\u200f"):
        words = words.replace(mark, "")
    return words


def reveal(widget: QWidget) -> None:
    """Scroll until the widget can be seen."""
    above = widget.parentWidget()
    while above is not None:
        if isinstance(above, QScrollArea):
            above.ensureWidgetVisible(widget)
        above = above.parentWidget()
    settle()


def settle(seconds: float = 0.0) -> None:
    """Let events be handled, and what was deleted be gone."""
    end = time.monotonic() + seconds
    while True:
        QCoreApplication.processEvents()
        QCoreApplication.sendPostedEvents(None, QEvent.Type.DeferredDelete)
        if time.monotonic() >= end:
            return
        time.sleep(0.002)
