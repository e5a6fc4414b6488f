"""Today: begin at once, go on with the files of before, and see what waits for a decision."""

from __future__ import annotations

from datetime import datetime
from functools import partial
from typing import Any

from PySide6.QtCore import Qt, Signal
from PySide6.QtWidgets import QFrame, QPushButton, QWidget
from shiboken6 import isValid

from nbnb_desktop.actions import conflicts, due, participants, rights
from nbnb_desktop.i18n import N_, _, ngettext
from nbnb_desktop.ui import theme
from nbnb_desktop.ui.blocks import Card, button, column, line, picture, px, row, text
from nbnb_desktop.ui.page import Desk, Place, Reply, ScrollPage
from nbnb_desktop.ui.pages.due_card import DueCard
from nbnb_desktop.ui.pages.retention_card import RetentionCard
from nbnb_desktop.ui.theme import state
from nbnb_desktop.ui.words import isolated, moment, person_name

RECENT = 8

GREETINGS = (
    (6, N_("Good night, {name}")),
    (12, N_("Good morning, {name}")),
    (18, N_("Good afternoon, {name}")),
    (24, N_("Good evening, {name}")),
)


class TodayPage(ScrollPage):
    """The page one starts with."""

    name = "today"
    due: DueCard | None = None

    def __init__(self, desk: Desk) -> None:
        super().__init__(desk)
        self.doors: dict[str, QPushButton] = {}

    waiting = Signal(int)
    """How many differences wait for a decision."""

    def arrive(self, place: Place) -> None:
        self.run(_today, then=self._on_today)

    def _on_today(self, found: tuple[str, Any, Any]) -> None:
        account, page, waiting = found
        self.waiting.emit(len(waiting))
        with self.anew():
            self.head(greeting(account, datetime.now().hour), _("What do you want to do?"))
            if waiting:
                self.column.addWidget(self._waiting(len(waiting)))
            self.column.addLayout(self._doors())
            self.due = DueCard()
            self.due.went.connect(self.went)
            self.due.call_asked.connect(self._on_call_asked)
            self.overdue = RetentionCard()
            self.overdue.went.connect(self.went)
            side = column(self.overdue, self._recent(page), None, spacing=theme.LARGE)
            self.column.addLayout(self.beside(column(self.due, None), side, shares=(3, 2)))
            self.column.addStretch(1)
        self.run(due.due_today, then=self._on_due)
        self.run(rights.due, then=self._on_overdue)

    def _on_due(self, lines: Any) -> None:
        if self.due is not None and isValid(self.due):
            self.due.show_lines(lines)

    def _on_overdue(self, found: Any) -> None:
        if isValid(self.overdue):
            self.overdue.show_due(found)

    def _on_call_asked(self, participant: str, code: str) -> None:
        self.run(due.begin_call, participant, code, then=Reply(self._on_call_begun, participant))

    def _on_call_begun(self, participant: str, submission: str) -> None:
        self.went.emit(Place("entry", participant=participant, submission=submission, form=due.CONTACT))

    def _waiting(self, count: int) -> QFrame:
        banner = Card(kind="notice", margin=14)
        state(banner, "tone", "warning")
        words = ngettext("{count} answer differs between two laptops.", "{count} answers differ between two laptops.", count)
        look = button(_("Look and decide"), partial(self._go, "conflicts"))
        layout = row(picture("warning", "warning"), text(words.format(count=count), "strong"), look, spacing=theme.MEDIUM)
        layout.setStretch(1, 1)
        return banner.add(layout)

    def _doors(self) -> Any:
        doors = (
            ("add", _("New participant"), _("Begin a file in under a minute."), "new_participant"),
            ("people", _("Find a participant"), _("Search a name in any script and go on."), "participants"),
            ("exchange", _("Exchange files"), _("Send to a colleague, or take in what came."), "exchange"),
        )
        cards = []
        for number, (icon, title, words, page) in enumerate(doors):
            card = Card()
            card.column.setSpacing(px(theme.SMALL))
            go = self.doors[page] = button(title, partial(self._go, page), kind="primary" if not number else "")
            card.add(picture(icon, "accent", 30), text(words, "muted"), None, go)
            cards.append(card)
        return self.beside(*cards, shares=(1, 1, 1))

    def _recent(self, page: Any) -> Card:
        card = Card(_("Go on with"))
        card.column.setSpacing(px(theme.SMALL))
        if not page.rows:
            return card.add(text(_("Here stand the files that were changed last. There are none yet."), "muted"))
        for number, person in enumerate(page.rows):
            if number:
                card.add(line())
            card.add(self._person(person))
        return card

    def _person(self, person: Any) -> QWidget:
        names = column(text(person_name(person), "strong"), spacing=0)
        if person.own_name and person.own_name != person.name:
            names.addWidget(text(isolated(person.own_name), "small"))
        when = text(moment(person.changed_at), "small", wrap=False)
        go = button(_("Open"), partial(self._open, person.id), kind="quiet")
        go.setAccessibleName(_("Open {name}").format(name=person_name(person)))
        layout = row(picture("person", "muted", 24), names, when, go, spacing=theme.MEDIUM)
        layout.setStretch(1, 1)
        layout.setAlignment(when, Qt.AlignmentFlag.AlignVCenter)
        holder = QWidget()
        holder.setLayout(layout)
        return holder

    def _go(self, page: str) -> None:
        self.went.emit(Place(page))

    def _open(self, participant: str) -> None:
        self.went.emit(Place("participant", participant=participant))


def _today(workplace: Any) -> tuple[str, Any, Any]:
    return workplace.account, participants.search(workplace, limit=RECENT), conflicts.open_conflicts(workplace)


def greeting(account: str, hour: int) -> str:
    words = next(words for until, words in GREETINGS if hour < until)
    return _(words).format(name=isolated(account))
