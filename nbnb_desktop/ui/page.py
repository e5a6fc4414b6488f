"""What a page of the workbench is, and where it can send a person.

State goes down (``arrive``), wishes go up (``went``, ``told``, ``failed``): a page knows no other page.
"""

from __future__ import annotations

from collections.abc import Callable, Iterator, Sequence
from contextlib import contextmanager
from dataclasses import dataclass
from functools import partial
from pathlib import Path
from typing import Any

from PySide6.QtCore import QEvent, Qt, Signal
from PySide6.QtGui import QResizeEvent
from PySide6.QtWidgets import QApplication, QBoxLayout, QFrame, QLayout, QScrollArea, QVBoxLayout, QWidget
from shiboken6 import isValid

from nbnb_desktop.errors import NbnbError
from nbnb_desktop.ui import theme
from nbnb_desktop.ui.blocks import Thing, empty, px, row, text
from nbnb_desktop.ui.theme import role

ROOMY = 860
"""Pixels at 100% of a page on which two columns fit."""


@dataclass(frozen=True, slots=True)
class Place:
    """Where a person is or wants to go; ``page`` is a name in the workbench's table, the rest says about what."""

    page: str
    participant: str = ""
    submission: str = ""
    form: str = ""
    language: str = ""


@dataclass(frozen=True, slots=True)
class Desk:
    """What every page is given: the opaque workplace, the one door to slow work, the choices for this laptop."""

    workplace: Any
    tasks: Any
    folder: Path
    settings: Any


class Reply:
    """A bound method with its first arguments filled in, for ``tasks.run(then=…)``.

    Unlike ``functools.partial`` it still says whose method it is, so that it is not called when that widget is gone.
    """

    def __init__(self, method: Any, *first: Any) -> None:
        self.__self__ = method.__self__
        self._method = method
        self._first = first

    def __call__(self, result: Any) -> None:
        self._method(*self._first, result)


class Page(QWidget):
    """A page fills the room beside the navigation; ``arrive`` is called each time a person comes to it."""

    went = Signal(object)
    """The Place where the person wants to go."""
    told = Signal(str)
    """One sentence of good news."""

    name = ""

    def __init__(self, desk: Desk) -> None:
        super().__init__()
        self.desk = desk
        role(self, "page")
        self.setAttribute(Qt.WidgetAttribute.WA_StyledBackground)
        self.body = QVBoxLayout(self)
        self.body.setContentsMargins(px(36), px(28), px(36), px(28))
        self.body.setSpacing(px(theme.LARGE))

    def arrive(self, place: Place) -> None:
        """Show what ``place`` is about."""

    def run(
        self, action: Callable[..., Any], *arguments: Any, then: Callable[[Any], None] | None = None, failed: Any = None, **named: Any
    ) -> None:
        """Do ``action(workplace, …)`` on the thread that owns the database."""
        self.desk.tasks.run(partial(action, self.desk.workplace, *arguments, **named), then=then, failed=failed)

    def head(self, title: str, lead: str = "", *actions: Thing) -> None:
        """The page's title with what it is for, and the actions at the end of the line."""
        words = QVBoxLayout()
        words.setSpacing(px(theme.TINY))
        words.addWidget(text(title, "title"))
        if lead:
            words.addWidget(text(lead, "muted"))
        self.body.addLayout(self.head_line(words, *actions))

    def head_line(self, words: QLayout, *actions: Thing) -> QLayout:
        """The title with the actions beside it."""
        line = row(spacing=theme.MEDIUM)
        line.addLayout(words, 1)
        for action in actions:
            line.addWidget(action, 0, Qt.AlignmentFlag.AlignTop) if isinstance(action, QWidget) else line.addLayout(action)  # type: ignore[arg-type]
        return line


class ScrollPage(Page):
    """A page that is read from top to bottom; things go in ``column``, at most ``measure`` pixels wide."""

    measure = 1180

    def __init__(self, desk: Desk) -> None:
        super().__init__(desk)
        self.body.setContentsMargins(0, 0, 0, 0)
        area = QScrollArea()
        area.setWidgetResizable(True)
        area.setFrameShape(QFrame.Shape.NoFrame)
        area.setFocusPolicy(Qt.FocusPolicy.NoFocus)
        area.setHorizontalScrollBarPolicy(Qt.ScrollBarPolicy.ScrollBarAlwaysOff)
        self.body.addWidget(area)
        inside = role(QWidget(), "page")
        middle = QWidget()
        middle.setMaximumWidth(px(self.measure))
        self.column = QVBoxLayout(middle)
        self.column.setContentsMargins(0, 0, 0, 0)
        self.column.setSpacing(px(theme.LARGE))
        self._beside: list[QBoxLayout] = []
        around = row()
        around.setContentsMargins(px(36), px(28), px(36), px(28))
        around.addWidget(middle, 1000)
        around.addStretch(1)
        inside.setLayout(around)
        area.setWidget(inside)
        self.area, self._inside = area, inside
        self.body = self.column

    def head(self, title: str, lead: str = "", *actions: Thing) -> None:
        super().head(title, lead, *actions)
        self.area.setAccessibleName(title)
        self.area.setFocusPolicy(Qt.FocusPolicy.StrongFocus)  # a stop of Tab, so that a page that is only read can be scrolled by keys

    @contextmanager
    def anew(self) -> Iterator[None]:
        """Take everything out of ``column``; what is put in within this appears at once and whole, and not half laid out first."""
        self._inside.hide()
        empty(self.column)
        yield
        self._inside.show()
        settle()

    @property
    def is_roomy(self) -> bool:
        """Whether two things fit beside each other at this size of window and text."""
        return self.width() >= px(ROOMY)

    def head_line(self, words: QLayout, *actions: Thing) -> QLayout:
        """Where there is no room beside the title, the actions stand below it."""
        return self.beside(words, *actions, shares=(1,), spacing=theme.MEDIUM)

    def beside(self, *things: Thing, shares: Sequence[int] = (), spacing: int = theme.LARGE) -> QBoxLayout:
        """Things beside each other where there is room for it, else under each other; ``shares`` divide the width."""
        layout = row(*things, spacing=spacing)
        for number, share in enumerate(shares):
            layout.setStretch(number, share)
        self._beside.append(layout)
        self._turn(layout)
        return layout

    def _turn(self, layout: QBoxLayout) -> None:
        layout.setDirection(QBoxLayout.Direction.LeftToRight if self.is_roomy else QBoxLayout.Direction.TopToBottom)

    def resizeEvent(self, event: QResizeEvent) -> None:
        super().resizeEvent(event)
        self._beside = [layout for layout in self._beside if isValid(layout)]
        for layout in self._beside:
            self._turn(layout)


def in_words(error: Exception) -> str:
    """An error for people as one text; anything else is a bug and goes up."""
    if isinstance(error, NbnbError):
        return str(error)
    raise error


LAYOUT_ROUNDS = 16


def settle() -> None:
    """Lay out now, before anything is painted or scrolled to: words that wrap need a few rounds to agree."""
    for __ in range(LAYOUT_ROUNDS):
        QApplication.sendPostedEvents(None, QEvent.Type.LayoutRequest)
