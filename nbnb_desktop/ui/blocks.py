"""The building blocks of the worker's pages: text, buttons, cards, fields, empty states.

They say what they are by a role of the theme and never how they look; nothing has a fixed height.
"""

from __future__ import annotations

from collections.abc import Callable

from PySide6.QtCore import QSize, Qt
from PySide6.QtGui import QFont, QFontMetrics, QGuiApplication
from PySide6.QtWidgets import (
    QFrame,
    QHBoxLayout,
    QLabel,
    QLayout,
    QPushButton,
    QScrollArea,
    QSizePolicy,
    QVBoxLayout,
    QWidget,
)

from nbnb_desktop.i18n import _
from nbnb_desktop.ui import theme
from nbnb_desktop.ui.theme import role

ICON = 20
RIGHT_TO_LEFT_MARK = "\u200f"

Thing = QWidget | QLayout | None
"""What stands in a row or column; ``None`` is the space that stretches."""


def px(size: float) -> int:
    return theme.current().px(size)


class Words(QLabel):
    """Plain words that run in the direction of the screen, also when they begin with a name in the other script."""

    def setText(self, words: str) -> None:
        super().setText(RIGHT_TO_LEFT_MARK + words if words and reads_from_right() else words)

    def text(self) -> str:
        return super().text().removeprefix(RIGHT_TO_LEFT_MARK)


def text(words: str, kind: str = "body", *, wrap: bool = True) -> Words:
    """A label; ``kind`` is a text role of the theme (title, heading, lead, muted, small, error, caption)."""
    label = Words()
    label.setTextFormat(Qt.TextFormat.PlainText)
    label.setText(words)
    label.setWordWrap(wrap)
    label.setAlignment(reading_start() | Qt.AlignmentFlag.AlignVCenter)
    if wrap:
        policy = QSizePolicy(QSizePolicy.Policy.Preferred, QSizePolicy.Policy.Preferred)
        policy.setHeightForWidth(True)
        label.setSizePolicy(policy)
    if kind != "body":
        role(label, kind)
    return label


def reading_start() -> Qt.AlignmentFlag:
    """The side where this screen begins to read; a line in the other script does not turn it around."""
    side = Qt.AlignmentFlag.AlignRight if reads_from_right() else Qt.AlignmentFlag.AlignLeft
    return side | Qt.AlignmentFlag.AlignAbsolute


def reads_from_right() -> bool:
    return QGuiApplication.layoutDirection() == Qt.LayoutDirection.RightToLeft


def picture(name: str, colour: str = "muted", size: int = ICON) -> QLabel:
    """An icon that stands beside words that say the same."""
    label = QLabel()
    label.setPixmap(theme.pixmap(name, colour, px(size), ratio=label.devicePixelRatioF()))
    label.setSizePolicy(QSizePolicy.Policy.Fixed, QSizePolicy.Policy.Fixed)
    label.setAccessibleName("")
    return label


def points_onward(icon: str) -> bool:
    """Whether an icon points along the reading direction and this screen reads from the right."""
    return icon in ("next", "back", "chevron-right") and reads_from_right()


def button(words: str, clicked: Callable[[], object] | None = None, *, kind: str = "", icon: str = "") -> QPushButton:
    """A button; ``kind`` is primary, quiet, danger, link or "" for an ordinary one."""
    made = QPushButton(words)
    made.setAutoDefault(True)  # Enter presses it, as the space bar does
    made.setCursor(Qt.CursorShape.PointingHandCursor)
    if kind:
        role(made, kind)
    if icon:
        colour = {"primary": "on_accent", "danger": "danger", "link": "accent", "quiet": "accent"}.get(kind, "text")
        made.setIcon(theme.icon(icon, colour, mirrored=points_onward(icon)))
        made.setIconSize(QSize(px(ICON), px(ICON)))
    if clicked is not None:
        made.clicked.connect(lambda _checked=False: clicked())
    return made


class Segment(QPushButton):
    """One of a few choices beside each other: as high as its neighbours, and wide enough for the bold words of the chosen one."""

    def __init__(self, words: str, clicked: Callable[[], object] | None = None) -> None:
        super().__init__(words)
        role(self, "segment")
        self.setCheckable(True)
        self.setAutoExclusive(True)
        self.setAutoDefault(True)
        self.setSizePolicy(QSizePolicy.Policy.Minimum, QSizePolicy.Policy.MinimumExpanding)
        if clicked is not None:
            self.clicked.connect(lambda _checked=False: clicked())

    def sizeHint(self) -> QSize:
        hint = super().sizeHint()
        bold = QFont(self.font())
        bold.setBold(True)
        more = QFontMetrics(bold).horizontalAdvance(self.text()) - self.fontMetrics().horizontalAdvance(self.text())
        return QSize(hint.width() + max(0, more), hint.height())

    def minimumSizeHint(self) -> QSize:
        return self.sizeHint()


def chip(words: str, tone: str = "") -> QLabel:
    """A word or two in a coloured field; ``tone`` is accent, success, warning or danger."""
    label = text(words, "chip", wrap=False)
    label.setSizePolicy(QSizePolicy.Policy.Fixed, QSizePolicy.Policy.Fixed)
    if tone:
        theme.state(label, "tone", tone)
    return label


def way_back(words: str, clicked: Callable[[], object]) -> QHBoxLayout:
    """The way back, above the title."""
    return row(button(words, clicked, kind="link", icon="back"), None)


def row(*things: Thing, spacing: int = theme.SMALL) -> QHBoxLayout:
    """Things beside each other in reading order."""
    layout = QHBoxLayout()
    _fill(layout, things, spacing)
    return layout


def column(*things: Thing, spacing: int = theme.SMALL) -> QVBoxLayout:
    """Things under each other."""
    layout = QVBoxLayout()
    _fill(layout, things, spacing)
    return layout


def _fill(layout: QHBoxLayout | QVBoxLayout, things: tuple[Thing, ...], spacing: int) -> None:
    layout.setContentsMargins(0, 0, 0, 0)
    layout.setSpacing(px(spacing))
    for thing in things:
        if thing is None:
            layout.addStretch(1)
        elif isinstance(thing, QLayout):
            layout.addLayout(thing)
        else:
            layout.addWidget(thing)


def empty(layout: QLayout) -> None:
    """Take everything out of a layout, the layouts in it too."""
    while layout.count():
        item = layout.takeAt(0)
        if item is None:
            return
        if (widget := item.widget()) is not None:
            widget.hide()
            widget.setParent(None)
            widget.deleteLater()
        elif (inner := item.layout()) is not None:
            empty(inner)
            inner.deleteLater()


class Card(QFrame):
    """A panel with a heading and things under each other in ``column``."""

    def __init__(self, heading: str = "", *, kind: str = "card", margin: int = 20) -> None:
        super().__init__()
        role(self, kind)
        self.column = QVBoxLayout(self)
        self.column.setContentsMargins(px(margin), px(margin), px(margin), px(margin))
        self.column.setSpacing(px(theme.MEDIUM))
        if heading:
            self.column.addWidget(text(heading, "heading"))

    def add(self, *things: Thing) -> Card:
        for thing in things:
            if thing is None:
                self.column.addStretch(1)
            elif isinstance(thing, QLayout):
                self.column.addLayout(thing)
            else:
                self.column.addWidget(thing)
        return self


class Field(QWidget):
    """One control with its question above, a hint, and below it what is wrong, if anything."""

    def __init__(self, question: str, control: QWidget, hint: str = "", *, optional: bool = False) -> None:
        super().__init__()
        self.control = control
        self.question = text(_optional(question) if optional else question, "strong")
        self.question.setBuddy(control)
        control.setAccessibleName(question)
        self._wrong = text("", "error")
        self._wrong.hide()
        self._hint = hint
        layout = column(self.question, spacing=theme.TINY)
        if hint:
            layout.addWidget(text(hint, "small"))
            control.setAccessibleDescription(hint)
        layout.addWidget(control)
        layout.addWidget(self._wrong)
        self.setLayout(layout)

    def complain(self, words: str = "") -> None:
        """Say what is wrong under the control; nothing when it is right."""
        self._wrong.setText(words)
        self._wrong.setVisible(bool(words))
        self.control.setAccessibleDescription(f"{words} {self._hint}".strip())
        theme.state(self.control.focusProxy() or self.control, "invalid", bool(words))
        self.control.style().polish(self.control)

    @property
    def complaint(self) -> str:
        return self._wrong.text() if self._wrong.isVisibleTo(self) else ""


def _optional(question: str) -> str:
    return _("{question} (optional)").format(question=question)


class Empty(QWidget):
    """What a page says when there is nothing yet: what belongs here, and the way to begin."""

    def __init__(self, icon: str, heading: str, words: str, action: QPushButton | None = None) -> None:
        super().__init__()
        parts: list[Thing] = [None, picture(icon, "muted", 48), text(heading, "heading"), text(words, "muted")]
        if action is not None:
            parts.append(action)
        layout = column(*parts, None, spacing=theme.MEDIUM)
        for index in range(layout.count()):
            if (item := layout.itemAt(index)) is not None and (widget := item.widget()) is not None:
                if isinstance(widget, Words):  # as wide as the page: a layout that narrows a wrapped label cuts it off
                    widget.setAlignment(Qt.AlignmentFlag.AlignHCenter)
                else:
                    layout.setAlignment(widget, Qt.AlignmentFlag.AlignHCenter)
        self.setLayout(layout)


def scrolled(inner: QWidget, name: str = "") -> QScrollArea:
    """``inner`` with a scroll bar when it is higher than its place; with a ``name`` it can be scrolled by the keyboard itself.

    Without one it is no stop on the way of Tab: it scrolls to what has the focus in it.
    """
    area = QScrollArea()
    area.setAccessibleName(name)
    if not name:
        area.setFocusPolicy(Qt.FocusPolicy.NoFocus)
    area.setWidgetResizable(True)
    area.setFrameShape(QFrame.Shape.NoFrame)
    area.setHorizontalScrollBarPolicy(Qt.ScrollBarPolicy.ScrollBarAlwaysOff)
    area.setWidget(inner)
    return area


def narrow(inner: QWidget | QLayout, width: int) -> QHBoxLayout:
    """``inner`` in the middle of the page, at most ``width`` pixels (at 100%) wide."""
    holder = inner if isinstance(inner, QWidget) else QWidget()
    if isinstance(inner, QLayout):
        holder.setLayout(inner)
    holder.setMaximumWidth(px(width))
    layout = QHBoxLayout()
    layout.setContentsMargins(0, 0, 0, 0)
    layout.addStretch(1)
    layout.addWidget(holder, 1000)
    layout.addStretch(1)
    return layout


def line() -> QFrame:
    """A quiet division."""
    made = QFrame()
    made.setFixedHeight(1)
    return role(made, "line")
