"""The monthly list: files whose retention date is past, each with the way to erase it or to give it another date."""

from __future__ import annotations

from collections.abc import Sequence
from functools import partial
from typing import Any

from PySide6.QtCore import Signal
from PySide6.QtWidgets import QWidget

from nbnb_desktop.i18n import _, ngettext
from nbnb_desktop.ui import theme
from nbnb_desktop.ui.blocks import Card, button, column, empty, line, picture, px, row, text
from nbnb_desktop.ui.page import Place
from nbnb_desktop.ui.words import day_in_words, isolated

SHOWN = 5


class RetentionCard(Card):
    """Hidden while nothing is due. Signal: went(Place)."""

    went = Signal(object)

    def __init__(self) -> None:
        super().__init__(_("Kept long enough"))
        self.column.setSpacing(px(theme.SMALL))
        self._lines = column(spacing=theme.SMALL)
        self.add(text(_("The date until which these files may be kept is over."), "small"), self._lines)
        self.hide()

    def show_due(self, found: Sequence[Any], most: int = SHOWN) -> None:
        """``found`` are ``actions.rights.Due``, the longest overdue first."""
        empty(self._lines)
        for number, one in enumerate(found[:most]):
            if number:
                self._lines.addWidget(line())
            self._lines.addWidget(self._line(one))
        left = len(found) - most
        if left > 0:
            more = ngettext("Show {count} more", "Show {count} more", left).format(count=left)
            self._lines.addWidget(button(more, partial(self.show_due, found, len(found)), kind="link"))
        self.setVisible(bool(found))

    def _line(self, one: Any) -> QWidget:
        said = _("until {date}").format(date=day_in_words(one.until))
        words = column(text(isolated(one.name), "strong"), text(said, "small"), spacing=0)
        if one.reason:
            words.addWidget(text(isolated(one.reason), "small"))
        look = button(_("Look"), partial(self._go, one.participant), kind="quiet")
        look.setAccessibleName(_("Rights of {name}").format(name=one.name))
        layout = row(picture("shield", "warning", 22), words, look, spacing=theme.MEDIUM)
        layout.setStretch(1, 1)
        holder = QWidget()
        holder.setLayout(layout)
        return holder

    def _go(self, participant: str) -> None:
        self.went.emit(Place("rights", participant=participant))
