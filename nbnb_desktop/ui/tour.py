"""The tour for a new worker: a few calm cards that point at the real places of the first page.

Nothing moves by itself. It can be left at any stop, by Escape or a button, and seen again from the help.
"""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass
from typing import Any

from PySide6.QtCore import QEvent, QObject, QPoint, QRect, QSize, Qt, Signal
from PySide6.QtGui import QColor, QKeyEvent, QPainter, QPainterPath, QPaintEvent, QPen
from PySide6.QtWidgets import QPushButton, QScrollArea, QWidget

from nbnb_desktop.i18n import N_, _
from nbnb_desktop.ui import theme
from nbnb_desktop.ui.blocks import Card, button, px, reads_from_right, row, text
from nbnb_desktop.ui.page import settle

SHADE = QColor(0, 0, 0, 130)
WIDTH, GAP, AIR = 400, 14, 6
"""Pixels at 100%: how wide a card is at most, how far it stands from what it points at, and the room around that."""


@dataclass(frozen=True, slots=True)
class Stop:
    """One card; ``place`` finds on the workbench what it points at, or None when that is not there (yet)."""

    title: str
    words: str
    place: Callable[[Any], QWidget | None]


STOPS = (
    Stop(
        N_("All pages stand at the side"),
        N_("Participants, employers, files from colleagues, tables and settings. Today is where you begin."),
        lambda bench: bench.navigation.line("today"),
    ),
    Stop(
        N_("Begin with a participant"),
        N_("A name is enough. The file then shows what comes next, step by step."),
        lambda bench: bench.page.doors.get("new_participant"),
    ),
    Stop(
        N_("What is due comes by itself"),
        N_("Reviews, calls, surveys and certificates appear here when it is time."),
        lambda bench: bench.page.due,
    ),
    Stop(
        N_("Find anything with a few letters"),
        N_("A participant in any script, or something to do. Also by Ctrl+K."),
        lambda bench: bench.navigation.finder,
    ),
    Stop(
        N_("Help with every page"),
        N_("Press F1 on any page. There is also this tour, and a list of all keys."),
        lambda bench: bench.navigation.line("help"),
    ),
    Stop(
        N_("Are you going away?"),
        N_("Lock the laptop. Every answer has been kept already: there is nothing to save."),
        lambda bench: bench.navigation.lock,
    ),
)


class Tour(QWidget):
    """Lies over the workbench. Signals: ended() -- seen to the end or left."""

    ended = Signal()

    def __init__(self, workbench: Any) -> None:
        super().__init__(workbench)
        self._workbench = workbench
        self._at = 0
        self._hole = QRect()
        self.card: Card | None = None
        workbench.installEventFilter(self)

    @property
    def stop(self) -> Stop:
        """The stop on the screen."""
        return STOPS[self._at]

    def begin(self) -> None:
        self.show()
        self.raise_()
        self._go(0)

    def end(self) -> None:
        """Leave the tour; the page that was under it has the focus again."""
        if self.isHidden():
            return
        self._workbench.page.setFocus()
        self.hide()
        self.ended.emit()
        self.deleteLater()

    def go_on(self) -> None:
        if self._at + 1 < len(STOPS):
            self._go(self._at + 1)
        else:
            self.end()

    def go_back(self) -> None:
        self._go(self._at - 1)

    def _go(self, number: int) -> None:
        self._at = number
        before, self.card = self.card, self._make_card()
        self.card.show()
        self._arrange()
        self.next.setFocus(Qt.FocusReason.TabFocusReason)  # so that the focus can be seen
        if before is not None:  # the focus has left it
            before.hide()
            before.deleteLater()

    def _make_card(self) -> Card:
        card = Card()
        card.setParent(self)
        words = _(self.stop.words)
        is_last = self._at + 1 == len(STOPS)
        self.skip = button(_("Skip the tour"), self.end, kind="quiet")
        back = button(_("Back"), self.go_back)
        self.next = button(_("Begin") if is_last else _("Next"), self.go_on, kind="primary")
        self.next.setAccessibleDescription(words)  # read aloud with the button, which has the focus
        self.skip.setHidden(is_last)
        back.setHidden(self._at == 0)
        card.add(text(_("Step {number} of {count}").format(number=self._at + 1, count=len(STOPS)), "caption"))
        card.add(text(_(self.stop.title), "heading"), text(words), row(self.skip, None, back, self.next))
        return card

    def _arrange(self) -> None:
        """Lie over the whole workbench, with the card beside what it points at."""
        self.setGeometry(self._workbench.rect())
        self._hole = self._pointed_at()
        assert self.card is not None
        width = min(max(px(WIDTH), self.card.minimumSizeHint().width()), self.width() - 2 * px(GAP))
        height = max(self.card.heightForWidth(width), self.card.minimumSizeHint().height())
        self.card.setGeometry(beside(self._hole, QSize(width, height), self.rect(), px(GAP), rtl=reads_from_right()))
        self.update()

    def _pointed_at(self) -> QRect:
        target = self.stop.place(self._workbench)
        if target is None or not target.isVisible():
            return QRect()
        above = target.parentWidget()
        while above is not None:
            if isinstance(above, QScrollArea):
                above.ensureWidgetVisible(target)
            above = above.parentWidget()
        settle()
        air = px(AIR)
        corner = target.mapTo(self._workbench, QPoint(0, 0))
        return QRect(corner, target.size()).adjusted(-air, -air, air, air).intersected(self.rect())

    def focusNextPrevChild(self, onward: bool) -> bool:
        """Tab stays on the card."""
        buttons = [one for one in self.findChildren(QPushButton) if one.isVisible()]
        if not buttons:
            return super().focusNextPrevChild(onward)
        here = next((number for number, one in enumerate(buttons) if one.hasFocus()), 0)
        buttons[(here + (1 if onward else -1)) % len(buttons)].setFocus(Qt.FocusReason.TabFocusReason)
        return True

    def keyPressEvent(self, event: QKeyEvent) -> None:
        if event.key() == Qt.Key.Key_Escape:
            self.end()

    def paintEvent(self, event: QPaintEvent) -> None:
        painter = QPainter(self)
        painter.setRenderHint(QPainter.RenderHint.Antialiasing)
        shade = QPainterPath()
        shade.addRect(self.rect())
        light = QPainterPath()
        light.addRoundedRect(self._hole, px(8), px(8))
        painter.fillPath(shade.subtracted(light), SHADE)
        if not self._hole.isEmpty():
            painter.setPen(QPen(theme.current().color("focus"), px(3)))
            painter.drawPath(light)

    def eventFilter(self, watched: QObject, event: QEvent) -> bool:
        if event.type() == QEvent.Type.Resize and self.isVisible():
            self._arrange()
        return False


def beside(hole: QRect, size: QSize, room: QRect, gap: int, *, rtl: bool) -> QRect:
    """Where a card of ``size`` stands: onward in the reading direction, else below, above or back; in the middle of an empty ``hole``.

    Where it fits nowhere it covers as little of the hole as can be.
    """
    middle = QRect(QPoint(0, 0), size)
    middle.moveCenter(room.center())
    if hole.isEmpty():
        return middle
    after, before = hole.right() + gap, hole.left() - gap - size.width()
    onward, back = (before, after) if rtl else (after, before)
    level = hole.center().y() - size.height() // 2
    start = hole.right() - size.width() if rtl else hole.left()
    below, above = hole.bottom() + gap, hole.top() - gap - size.height()
    inside = room.adjusted(gap, gap, -gap, -gap)
    spots = [_pushed(QRect(QPoint(*at), size), inside) for at in ((onward, level), (start, below), (start, above), (back, level))]
    return min(spots, key=lambda spot: _covered(spot, hole))  # of equals the first


def _pushed(spot: QRect, inside: QRect) -> QRect:
    """``spot`` moved into ``inside``."""
    left = max(inside.left(), min(spot.left(), inside.right() - spot.width()))
    top = max(inside.top(), min(spot.top(), inside.bottom() - spot.height()))
    return QRect(QPoint(left, top), spot.size())


def _covered(spot: QRect, hole: QRect) -> int:
    both = spot.intersected(hole)
    return max(0, both.width()) * max(0, both.height())
