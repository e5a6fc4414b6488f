"""The command palette (Ctrl+K): type a few letters of a participant or of something to do, press Enter."""

from __future__ import annotations

from collections.abc import Sequence
from functools import partial
from typing import Any

from PySide6.QtCore import QEvent, QObject, Qt, QTimer, Signal
from PySide6.QtGui import QAccessible, QAccessibleAnnouncementEvent, QKeyEvent
from PySide6.QtWidgets import QDialog, QLineEdit, QListWidget, QListWidgetItem, QVBoxLayout, QWidget

from nbnb_desktop.actions import participants
from nbnb_desktop.i18n import _
from nbnb_desktop.ui import theme
from nbnb_desktop.ui.blocks import points_onward, px
from nbnb_desktop.ui.page import Desk, Place, Reply
from nbnb_desktop.ui.theme import role
from nbnb_desktop.ui.words import isolated, person_name

SHOWN_PEOPLE = 8
PAUSE = 100


class CommandPalette(QDialog):
    """Emits ``went(Place)``. ``commands`` are (words, Place) of what can be done anywhere."""

    went = Signal(object)

    def __init__(self, desk: Desk, commands: Sequence[tuple[str, Place]], parent: QWidget | None = None) -> None:
        super().__init__(parent, Qt.WindowType.Dialog | Qt.WindowType.FramelessWindowHint)
        self.setAttribute(Qt.WidgetAttribute.WA_DeleteOnClose)
        self.setWindowTitle(_("Find a participant or an action"))
        self._desk = desk
        self._commands = tuple(commands)
        self.edit = role(QLineEdit(), "search")
        self.edit.setPlaceholderText(_("Find a participant or an action"))
        self.edit.setAccessibleName(_("Find a participant or an action"))
        self.list = QListWidget()
        self.list.setAccessibleName(_("Found"))
        self.list.setFocusPolicy(Qt.FocusPolicy.NoFocus)
        layout = QVBoxLayout(self)
        layout.setContentsMargins(px(16), px(16), px(16), px(16))
        layout.setSpacing(px(theme.SMALL))
        layout.addWidget(self.edit)
        layout.addWidget(self.list)
        self.resize(px(620), px(420))
        self._pause = QTimer(self)
        self._pause.setSingleShot(True)
        self._pause.setInterval(PAUSE)
        self._pause.timeout.connect(self._look)
        self.edit.textChanged.connect(self._pause.start)
        self.edit.installEventFilter(self)
        self.edit.returnPressed.connect(self._on_enter)
        self.list.itemClicked.connect(self._go)
        self.list.currentItemChanged.connect(self._on_current)
        self._look()

    def _look(self) -> None:
        words = self.edit.text().strip()
        search = partial(participants.search, self._desk.workplace, words, limit=SHOWN_PEOPLE)
        self._desk.tasks.run(search, then=Reply(self._on_found, words))

    def _on_found(self, words: str, page: Any) -> None:
        if words != self.edit.text().strip():
            return
        self.list.clear()
        wanted = words.casefold().split()
        commands = [(said, place) for said, place in self._commands if all(word in said.casefold() for word in wanted)]
        people = [(_person(person), Place("participant", participant=person.id)) for person in page.rows]
        for icon, found in (
            (("person", people), ("chevron-right", commands)) if words else (("chevron-right", commands), ("person", people))
        ):
            for said, place in found:
                item = QListWidgetItem(theme.icon(icon, "muted", mirrored=points_onward(icon)), said)
                item.setData(Qt.ItemDataRole.UserRole, place)
                self.list.addItem(item)
        self.list.setCurrentRow(0)

    def _on_current(self, item: QListWidgetItem | None, _before: object) -> None:
        """The line has the focus, so a screen reader is told where in the list one is."""
        words = item.text() if item is not None else ""
        self.edit.setAccessibleDescription(words)
        if words:
            QAccessible.updateAccessibility(QAccessibleAnnouncementEvent(self.edit, words))

    def _on_enter(self) -> None:
        if (item := self.list.currentItem()) is not None:
            self._go(item)

    def _go(self, item: QListWidgetItem) -> None:
        place = item.data(Qt.ItemDataRole.UserRole)
        self.accept()
        self.went.emit(place)

    def eventFilter(self, watched: QObject, event: QEvent) -> bool:
        if watched is self.edit and isinstance(event, QKeyEvent) and event.type() == QEvent.Type.KeyPress:
            step = {Qt.Key.Key_Down: 1, Qt.Key.Key_Up: -1}.get(Qt.Key(event.key()))
            if step:
                self.list.setCurrentRow(max(0, min(self.list.count() - 1, self.list.currentRow() + step)))
                return True
        return super().eventFilter(watched, event)


def _person(person: Any) -> str:
    own = person.own_name if person.own_name != person.name else ""
    return _(" · ").join(part for part in (person_name(person), isolated(own)) if part)
