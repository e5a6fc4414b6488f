"""The choices for this laptop: language and look, the hand-over PIN, who may work here, the passphrase, a backup, forms from elsewhere."""

from __future__ import annotations

from functools import partial
from pathlib import Path
from typing import Any

from PySide6.QtCore import Signal
from PySide6.QtWidgets import QBoxLayout, QComboBox, QFileDialog, QLineEdit, QVBoxLayout

from nbnb_desktop import i18n
from nbnb_desktop.actions import handover, keeping, roles, setup
from nbnb_desktop.errors import NbnbError
from nbnb_desktop.i18n import N_, _, ngettext
from nbnb_desktop.ui.blocks import Card, Field, Thing, button, column, empty, px, row, text
from nbnb_desktop.ui.dress import SCHEMES, TEXT_SIZES, Look, keep_look, kept_look
from nbnb_desktop.ui.page import Desk, Place, ScrollPage
from nbnb_desktop.ui.pages.first_steps import offered
from nbnb_desktop.ui.pages.house_card import HouseCard
from nbnb_desktop.ui.pages.own_forms import OwnForms
from nbnb_desktop.ui.passphrase import PassphraseEdit, StrengthMeter
from nbnb_desktop.ui.sound import is_available
from nbnb_desktop.ui.words import isolated

SCHEME_WORDS = {
    "system": N_("as the computer"),
    "light": N_("light"),
    "dark": N_("dark"),
    "contrast": N_("high contrast"),
}
IDLE_MINUTES = (5, 10, 15, 30, 60)
FIELD = 320


class SettingsPage(ScrollPage):
    """Signals besides those of a page: redressed(Look); idle_chosen(minutes)."""

    name = "settings"
    measure = 860

    redressed = Signal(object)
    idle_chosen = Signal(int)

    def __init__(self, desk: Desk) -> None:
        super().__init__(desk)
        self.head(_("Settings"))
        self.own_forms = OwnForms(self)
        self.own_forms.told.connect(self.told)
        self.house = HouseCard(self)
        self.house.told.connect(self.told)
        cards = (self._look_card(), self.house, self._pin_card(), self._accounts_card(), self._passphrase_card(), self._backup_card())
        for card in (*cards, self.own_forms):
            self.column.addWidget(card)
        if is_available():
            self.column.addWidget(self._sound_card())
        self.column.addStretch(1)

    def arrive(self, place: Place) -> None:
        self.run(_settings, then=self._on_settings)
        self.own_forms.refresh()
        self.house.refresh()

    # -- language and look

    def _look_card(self) -> Card:
        look = kept_look(self.desk.settings)
        self.language = _choice([(code, i18n.LANGUAGES[code].own_name) for code in offered(look.language)], look.language)
        self.scheme = _choice([(scheme, _(SCHEME_WORDS[scheme])) for scheme in SCHEMES], look.scheme)
        self.text_size = _choice([(size, _("{percent}%").format(percent=size)) for size in TEXT_SIZES], look.text_size)
        self.idle = _choice(
            [
                (minutes, ngettext("after {count} minute", "after {count} minutes", minutes).format(count=minutes))
                for minutes in IDLE_MINUTES
            ],
            15,
        )
        for combo in (self.language, self.scheme, self.text_size):
            combo.activated.connect(self._on_look)
        self.idle.activated.connect(self._on_idle)
        first = self._pair(Field(_("Language of the screens"), self.language), Field(_("Size of the text"), self.text_size))
        second = self._pair(Field(_("Colours"), self.scheme), Field(_("Lock by itself"), self.idle, _("When nobody touches the laptop.")))
        return Card(_("Language and look")).add(first, second)

    def _on_look(self) -> None:
        look = Look(self.language.currentData(), self.scheme.currentData(), self.text_size.currentData())
        keep_look(self.desk.settings, look)
        for name, value in (("language", look.language), ("theme", look.scheme), ("text_size", look.text_size)):
            self.run(setup.change_setting, name, value)
        self.redressed.emit(look)

    def _on_idle(self) -> None:
        minutes = int(self.idle.currentData())
        self.run(setup.change_setting, "idle_minutes", minutes)
        self.idle_chosen.emit(minutes)

    # -- PIN for the hand-over

    def _pin_card(self) -> Card:
        self.pin = QLineEdit()
        self.pin.setEchoMode(QLineEdit.EchoMode.Password)
        self.pin.setMaximumWidth(px(FIELD))
        self.pin.returnPressed.connect(self.keep_pin)
        self._pin_state = text("", "small")
        self._pin_field = Field(_("New PIN"), self.pin, _("At least four digits. It brings you back after a participant used the laptop."))
        return Card(_("PIN for the hand-over")).add(self._pin_state, self._pin_field, row(button(_("Keep this PIN"), self.keep_pin), None))

    def keep_pin(self) -> None:
        self.run(handover.set_pin, self.pin.text(), then=self._on_pin, failed=self._on_pin_refused)

    def _on_pin(self, _nothing: object) -> None:
        self.pin.clear()
        self._pin_field.complain()
        self._pin_state.setText(_("A PIN has been chosen."))
        self.told.emit(_("The new PIN works from now on."))

    def _on_pin_refused(self, refusal: NbnbError) -> None:
        self._pin_field.complain(str(refusal))

    # -- accounts

    def _accounts_card(self) -> Card:
        self._accounts = QVBoxLayout()
        self.accounts_button = button(_("Accounts and keys"), partial(self._go, "accounts"), icon="people")
        self.trail_button = button(_("Who did what"), partial(self._go, "audit"), icon="history")
        self._not_mine = text("", "small")
        card = Card(_("Who may work on this laptop"))
        return card.add(self._accounts, self._not_mine, row(self.accounts_button, self.trail_button, None))

    def _show_accounts(self, role: str) -> None:
        """The names for everybody; the doors for who may go through them, and for others who may."""
        empty(self._accounts)
        for name in setup.accounts(self.desk.folder):
            self._accounts.addWidget(text(isolated(name)))
        for door, deed in ((self.accounts_button, "accounts"), (self.trail_button, "audit")):
            door.setVisible(roles.may(role, deed))
        is_mine = roles.may(role, "accounts")
        self._not_mine.setText(_("An administrator can add a colleague, or give somebody a new passphrase."))
        self._not_mine.setVisible(not is_mine)

    # -- passphrase

    def _passphrase_card(self) -> Card:
        self.old, self.new = PassphraseEdit(), PassphraseEdit()
        meter = StrengthMeter(self.desk.tasks, tuple)
        self.new.changed.connect(meter.look_at)
        self._passphrase_refused = text("", "error")
        self._passphrase_refused.hide()
        fields = self._pair(Field(_("Passphrase of now"), self.old), column(Field(_("New passphrase"), self.new), meter))
        change = button(_("Change the passphrase"), self.change_passphrase)
        return Card(_("Your passphrase")).add(fields, self._passphrase_refused, row(change, None))

    def change_passphrase(self) -> None:
        self.run(setup.change_passphrase, self.old.text(), self.new.text(), then=self._on_changed, failed=self._on_change_refused)

    def _on_changed(self, _nothing: object) -> None:
        self.old.clear()
        self.new.clear()
        self._passphrase_refused.hide()
        self.told.emit(_("Your passphrase has been changed."))

    def _on_change_refused(self, refusal: NbnbError) -> None:
        self._passphrase_refused.setText(str(refusal))
        self._passphrase_refused.show()

    # -- recorded speech

    def _sound_card(self) -> Card:
        words = _("An interpreter can read the questions in. Participants who read with difficulty then hear them.")
        return Card(_("Recorded speech")).add(
            text(words, "muted"), row(button(_("Record speech…"), partial(self._go, "recording"), icon="record"), None)
        )

    def _go(self, page: str) -> None:
        self.went.emit(Place(page))

    # -- backup

    def _backup_card(self) -> Card:
        words = _("A backup is as encrypted as the laptop itself: the same passphrases and the same recovery code open it.")
        return Card(_("Backup")).add(text(words, "muted"), row(button(_("Make a backup now…"), self._on_backup, icon="save"), None))

    def back_up(self, folder: Path) -> None:
        """Put an encrypted copy of the store in ``folder``."""
        self.run(keeping.backup, folder, then=self._on_backed_up)

    def _on_backup(self) -> None:
        folder = QFileDialog.getExistingDirectory(self, _("Choose a folder for the backup, for instance on a USB stick"))
        if folder:
            self.back_up(Path(folder))

    def _on_backed_up(self, made: Path) -> None:
        self.told.emit(_("The backup {name} has been made. Keep it somewhere else than this laptop.").format(name=isolated(made.name)))

    def _pair(self, first: Thing, second: Thing) -> QBoxLayout:
        """Two fields that share the width; the shorter one stands at the top."""
        tops = [column(thing, None, spacing=0) for thing in (first, second)]
        return self.beside(*tops, shares=(1, 1))

    # -- what is known from the store

    def _on_settings(self, found: tuple[dict[str, Any], bool, str]) -> None:
        kept, has_pin, role = found
        self.idle.setCurrentIndex(max(0, self.idle.findData(int(kept["idle_minutes"]))))
        self._pin_state.setText(_("A PIN has been chosen.") if has_pin else _("There is no PIN yet; without one there is no hand-over."))
        self._show_accounts(role)


def _settings(workplace: Any) -> tuple[dict[str, object], bool, str]:
    return setup.settings(workplace), handover.has_pin(workplace), roles.mine(workplace)


def _choice(options: list[tuple[Any, str]], chosen: Any) -> QComboBox:
    combo = QComboBox()
    for value, words in options:
        combo.addItem(words, value)
    combo.setCurrentIndex(max(0, combo.findData(chosen)))
    return combo
