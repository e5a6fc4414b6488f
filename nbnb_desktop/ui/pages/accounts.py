"""Who may work on this laptop: every account with what it may, and for administrators the way to change that."""

from __future__ import annotations

from functools import partial
from typing import Any

from PySide6.QtWidgets import QLineEdit, QWidget

from nbnb_desktop.actions import roles, setup
from nbnb_desktop.errors import NbnbError
from nbnb_desktop.i18n import _
from nbnb_desktop.ui import theme
from nbnb_desktop.ui.blocks import Card, Empty, Field, button, chip, column, empty, line, px, row, text, way_back
from nbnb_desktop.ui.page import Desk, Place, ScrollPage, settle
from nbnb_desktop.ui.pages.bureau_key import BureauKeyCard
from nbnb_desktop.ui.pages.change_account import ChangeAccount, role_choice, role_field
from nbnb_desktop.ui.pages.recovery_card import RecoveryCard
from nbnb_desktop.ui.passphrase import PassphraseEdit, StrengthMeter
from nbnb_desktop.ui.words import isolated


class AccountsPage(ScrollPage):
    """A line for each account; the one that is being changed is open below its line. What may not be changed says why."""

    name = "accounts"
    measure = 860

    def __init__(self, desk: Desk) -> None:
        super().__init__(desk)
        self.colleagues: tuple[Any, ...] = ()
        self.opened = ""
        self.change: ChangeAccount | None = None

    def arrive(self, place: Place) -> None:
        self.opened = ""
        self.run(_looked, then=self._on_colleagues, failed=self._on_closed)

    def open(self, name: str) -> None:
        """Show what can be changed about one account; once more closes it."""
        self.opened = "" if self.opened == name else name
        self._show()
        if self.change is not None:
            self.change.setFocus()

    def add(self) -> None:
        """Let the colleague whose name was typed work here too."""
        values = self.new_name.text(), self.new_passphrase.text(), self.new_role.currentData()
        self.run(setup.add_account, *values, then=self._on_added, failed=self._on_not_added)

    def _on_closed(self, refusal: NbnbError) -> None:
        empty(self.column)
        self.column.addLayout(way_back(_("Back to the settings"), partial(self._go, "settings")))
        self.column.addStretch(1)
        self.column.addWidget(Empty("lock", refusal.title, refusal.advice))
        self.column.addStretch(2)

    def _on_colleagues(self, found: tuple[Any, ...]) -> None:
        self.colleagues = found
        self._show()

    def _show(self) -> None:
        scrolled = self.area.verticalScrollBar().value()
        empty(self.column)
        self.change = None
        self.column.addLayout(way_back(_("Back to the settings"), partial(self._go, "settings")))
        self.trail_button = button(_("Who did what"), partial(self._go, "audit"), icon="history")
        self.head(_("Who may work on this laptop"), _("Everybody has an own account and an own passphrase."), self.trail_button)
        card = Card()
        card.column.setSpacing(px(theme.SMALL))
        for number, one in enumerate(self.colleagues):
            if number:
                card.add(line())
            card.add(self._line(one))
            if one.name == self.opened:
                self.change = ChangeAccount(self, one)
                self.change.changed.connect(self._on_changed)
                card.add(self.change)
        self.column.addWidget(card)
        self.column.addWidget(self._add_card())
        self.recovery = RecoveryCard(self)
        self.bureau = BureauKeyCard(self)
        self.bureau.refresh()
        for key in (self.recovery, self.bureau):
            key.told.connect(self.told)
            self.column.addWidget(key)
        self.column.addStretch(1)
        settle()
        self.area.verticalScrollBar().setValue(scrolled)

    def _line(self, one: Any) -> QWidget:
        named = row(text(isolated(one.name), "strong", wrap=False), spacing=theme.SMALL)
        if one.is_me:
            named.addWidget(chip(_("you"), "accent"))
        if not one.active:
            named.addWidget(chip(_("cannot unlock"), "warning"))
        named.addStretch(1)
        words = column(named, text(_(roles.NAMES[one.role])), text(roles.in_words(one.role), "small"), spacing=0)
        change = button(_("Close") if one.name == self.opened else _("Change"), partial(self.open, one.name), kind="quiet")
        change.setAccessibleName(_("{action}: {form}").format(action=change.text(), form=one.name))
        layout = row(words, change, spacing=theme.MEDIUM)
        layout.setStretch(0, 1)
        holder = QWidget()
        holder.setLayout(layout)
        return holder

    def _add_card(self) -> Card:
        self.new_name = QLineEdit()
        self.new_role = role_choice("worker")
        self.new_passphrase = PassphraseEdit()
        meter = StrengthMeter(self.desk.tasks, lambda: (self.new_name.text(),))
        self.new_passphrase.changed.connect(meter.look_at)
        self.new_passphrase.entered.connect(self.add)
        self.not_added = text("", "error")
        self.not_added.hide()
        who = column(Field(_("Name of the colleague"), self.new_name), role_field(self.new_role), None, spacing=theme.MEDIUM)
        phrase = column(Field(_("First passphrase"), self.new_passphrase), meter, None)
        fields = self.beside(who, phrase, shares=(1, 1))
        words = _("The colleague chooses another passphrase in the settings after the first time.")
        self.add_button = button(_("Add a colleague"), self.add, icon="add")
        return Card(_("Add a colleague")).add(text(words, "muted"), fields, self.not_added, row(self.add_button, None))

    def _on_added(self, _nothing: object) -> None:
        self._on_changed(_("{name} can now work on this laptop.").format(name=isolated(self.new_name.text().strip())))

    def _on_not_added(self, refusal: NbnbError) -> None:
        self.not_added.setText(str(refusal))
        self.not_added.show()

    def _on_changed(self, words: str) -> None:
        self.told.emit(words)
        self.opened = ""
        self.run(_looked, then=self._on_colleagues, failed=self._on_closed)

    def _go(self, page: str) -> None:
        self.went.emit(Place(page))


def _looked(workplace: Any) -> tuple[Any, ...]:
    roles.require(workplace, "accounts")
    return setup.colleagues(workplace)
