"""The quiet bar that tells what happened. Routine messages never stop the person with a window.

One notice at a time: a newer message replaces an older one, except that a plain message never hides
an error that has not been put away. Announced to screen readers.
"""

from __future__ import annotations

from collections.abc import Callable

from PySide6.QtCore import Qt, QTimer, Signal
from PySide6.QtGui import QAccessible, QAccessibleAnnouncementEvent
from PySide6.QtWidgets import QFrame, QHBoxLayout, QLabel, QPushButton, QSizePolicy, QToolButton, QVBoxLayout, QWidget

from nbnb_desktop.errors import NbnbError
from nbnb_desktop.i18n import _
from nbnb_desktop.ui import theme

MESSAGE_SECONDS = 8
_ICONS = {"message": ("done", "on_accent_soft"), "error": ("warning", "danger"), "warning": ("warning", "warning")}


class NoticeBar(QFrame):
    """Signals: closed() -- the notice is gone, by the person or by time.

    ``message`` goes by itself, ``warning`` and ``error`` stay until they are put away.
    """

    closed = Signal()

    def __init__(self, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        theme.role(self, "notice")
        self._picture = QLabel(self)
        self._title = _wrapping(theme.role(QLabel(self), "strong"))
        self._advice = _wrapping(QLabel(self))
        self._action = theme.role(QPushButton(self), "small")
        self._close = theme.role(QToolButton(self), "quiet")
        self._close.setIcon(theme.icon("close"))
        self._on_action: Callable[[], object] | None = None
        self._timer = QTimer(self, singleShot=True, interval=MESSAGE_SECONDS * 1000)
        self._lay_out()
        self._timer.timeout.connect(self.put_away)
        self._close.clicked.connect(self.put_away)
        self._action.clicked.connect(self._on_action_clicked)
        self.hide()

    def message(self, text: str, *, action: str = "", on_action: Callable[[], object] | None = None) -> None:
        """Say that something went well, with at most one thing to do (``action=_("Undo")``)."""
        if self.isVisible() and self.tone == "error":
            return
        self._show("message", text, "", action, on_action)
        self._timer.start()

    def warning(self, text: str, advice: str = "", *, action: str = "", on_action: Callable[[], object] | None = None) -> None:
        self._show("warning", text, advice, action, on_action)

    def error(self, refusal: NbnbError, *, action: str = "", on_action: Callable[[], object] | None = None) -> None:
        """Say what happened (title) and what to do (advice)."""
        self._show("error", refusal.title, refusal.advice, action, on_action)

    def put_away(self) -> None:
        self._timer.stop()
        if self.isHidden():
            return
        self.hide()
        self.closed.emit()

    @property
    def tone(self) -> str:
        return str(self.property("tone") or "message")

    @property
    def text(self) -> str:
        """What the bar says now, as one line."""
        return f"{self._title.text()} {self._advice.text()}".strip()

    def _show(self, tone: str, title: str, advice: str, action: str, on_action: Callable[[], object] | None) -> None:
        self._timer.stop()
        theme.state(self, "tone", tone)
        for label in (self._title, self._advice):
            theme.restyle(label)
        name, colour = _ICONS[tone]
        self._picture.setPixmap(theme.pixmap(name, colour, theme.current().px(22), ratio=self.devicePixelRatioF()))
        self._title.setText(title)
        self._advice.setText(advice)
        self._advice.setVisible(bool(advice))
        self._action.setText(action)
        self._action.setVisible(bool(action))
        self._on_action = on_action
        self._close.setToolTip(_("Put away"))
        self._close.setAccessibleName(_("Put away"))
        self.setAccessibleName(self.text)
        self.show()
        QAccessible.updateAccessibility(QAccessibleAnnouncementEvent(self, self.text))

    def _on_action_clicked(self) -> None:
        action, self._on_action = self._on_action, None
        self.put_away()
        if action is not None:
            action()

    def _lay_out(self) -> None:
        words = QVBoxLayout()
        words.setSpacing(theme.TINY // 2)
        words.addWidget(self._title)
        words.addWidget(self._advice)
        row = QHBoxLayout(self)
        row.setContentsMargins(theme.LARGE, theme.SMALL, theme.SMALL, theme.SMALL)
        row.setSpacing(theme.MEDIUM)
        row.addWidget(self._picture, 0, Qt.AlignmentFlag.AlignTop)
        row.addLayout(words, 1)
        row.addWidget(self._action)
        row.addWidget(self._close)


def _wrapping(label: QLabel) -> QLabel:
    label.setWordWrap(True)
    label.setTextFormat(Qt.TextFormat.PlainText)
    label.setSizePolicy(QSizePolicy.Policy.Expanding, QSizePolicy.Policy.Preferred)
    label.setTextInteractionFlags(Qt.TextInteractionFlag.TextSelectableByMouse)
    return label
