"""What is due: one line and one button each, the oldest on top."""

from __future__ import annotations

from collections.abc import Sequence
from functools import partial
from typing import Any

from PySide6.QtCore import Signal
from PySide6.QtWidgets import QWidget

from nbnb_desktop.i18n import N_, _, ngettext
from nbnb_desktop.ui import theme
from nbnb_desktop.ui.blocks import Card, Thing, button, chip, column, line, picture, px, row, text
from nbnb_desktop.ui.page import Place
from nbnb_desktop.ui.words import day_in_words, isolated

SHOWN = 8

KINDS: dict[str, tuple[str, str]] = {
    # kind: (icon, words on the button)
    "review": ("today", N_("Open the plan")),
    "step": ("circle", N_("Open the plan")),
    "call": ("sound", N_("Write down the call")),
    "survey": ("hand-over", N_("Hand over")),
    "certificate": ("file", N_("Look")),
}


class DueCard(Card):
    """Signals: went(Place); call_asked(participant, code of the moment) for a call that has no form yet."""

    went = Signal(object)
    call_asked = Signal(str, str)

    def __init__(self) -> None:
        super().__init__(_("What is due"))
        self.column.setSpacing(px(theme.SMALL))
        self._lines: Sequence[Any] = ()
        self._shown: list[QWidget] = []
        self._say(_("Looking what is due…"))

    def show_lines(self, lines: Sequence[Any], most: int = SHOWN) -> None:
        """``lines`` are ``actions.due.DueLine``."""
        self._lines = lines
        self._clear()
        if not lines:
            self._say(_("Nothing is due. Reviews, steps, calls, surveys and certificates appear here when it is time."))
        for number, one in enumerate(lines[:most]):
            if number:
                self._put(line())
            self._put(self._line(one))
        left = len(lines) - most
        if left > 0:
            more = ngettext("Show {count} more", "Show {count} more", left).format(count=left)
            self._put(button(more, partial(self.show_lines, lines, len(lines)), kind="link"))

    def _line(self, one: Any) -> QWidget:
        icon, action = KINDS[one.kind]
        day = day_in_words(one.on)
        when = _("since {day}").format(day=day) if one.late else _("by {day}").format(day=day)
        words = column(text(isolated(one.name), "strong"), text(isolated(one.what), "body"), text(when, "small"), spacing=0)
        go = button(_(action), partial(self._go, one), kind="quiet")
        go.setAccessibleName(_("{action}: {what}, {name}").format(action=_(action), what=one.what, name=one.name))
        things: list[Thing] = [picture(icon, "warning" if one.late else "muted", 22), words]
        if one.late:
            things.append(chip(_("late"), "warning"))
        layout = row(*things, go, spacing=theme.MEDIUM)
        layout.setStretch(1, 1)
        holder = QWidget()
        holder.setLayout(layout)
        return holder

    def _go(self, one: Any) -> None:
        if one.kind == "call":
            self.call_asked.emit(one.participant, one.code)
        else:
            self.went.emit(Place(one.page, participant=one.participant, submission=one.submission, form=one.form_id))

    def _say(self, words: str) -> None:
        self._put(text(words, "muted"))

    def _put(self, widget: QWidget) -> None:
        self._shown.append(widget)
        self.column.addWidget(widget)

    def _clear(self) -> None:
        for widget in self._shown:
            widget.hide()
            widget.deleteLater()
        self._shown = []
