"""What an administrator can change about one account; what may not be changed says why instead of a button."""

from __future__ import annotations

from typing import Any

from PySide6.QtCore import Signal
from PySide6.QtWidgets import QComboBox

from nbnb_desktop.actions import roles, setup
from nbnb_desktop.errors import NbnbError
from nbnb_desktop.i18n import _
from nbnb_desktop.ui import theme
from nbnb_desktop.ui.blocks import Card, Field, Thing, button, column, row, text
from nbnb_desktop.ui.page import Page, Reply
from nbnb_desktop.ui.passphrase import PassphraseEdit, StrengthMeter
from nbnb_desktop.ui.words import isolated


class ChangeAccount(Card):
    """``colleague`` is a ``setup.Colleague``. Signal: changed(words) after something was."""

    changed = Signal(str)

    def __init__(self, page: Page, colleague: Any) -> None:
        super().__init__(kind="panel", margin=14)
        self._page = page
        self.colleague = colleague
        self.said = text("", "error")
        self.said.hide()
        parts = (self._role(), self._passphrase(), self._away()) if colleague.active else (self._back(),)
        for part in parts:
            self.add(part)
        self.add(self.said)

    def keep_role(self) -> None:
        """Give the account the role that was chosen."""
        words = _("{name} is now: {role}.").format(name=self._name, role=self.role.currentText())
        self._do(setup.change_role, self.role.currentData(), words=words)

    def give_passphrase(self) -> None:
        """Give the account the passphrase that was typed."""
        self._do(setup.reset_passphrase, self.passphrase.text(), words=_("{name} has a new passphrase.").format(name=self._name))

    def disable(self) -> None:
        """Let the account unlock no more."""
        self._do(setup.disable_account, words=_("{name} cannot unlock any more. What {name} did stays.").format(name=self._name))

    def let_in(self) -> None:
        """Let a disabled account unlock again, with a new passphrase."""
        words = _("{name} can now work on this laptop.").format(name=self._name)
        self._do(setup.add_account, self.passphrase.text(), self.role.currentData(), words=words)

    @property
    def _name(self) -> str:
        return isolated(self.colleague.name)

    def _do(self, action: Any, *arguments: Any, words: str) -> None:
        self._page.run(action, self.colleague.name, *arguments, then=Reply(self._on_done, words), failed=self._on_refused)

    def _on_done(self, words: str, _nothing: object) -> None:
        self.changed.emit(words)

    def _on_refused(self, refusal: NbnbError) -> None:
        self.said.setText(str(refusal))
        self.said.show()

    def _role(self) -> Thing:
        if self.colleague.keeps_role:
            return text(self.colleague.keeps_role, "muted")
        self.role = role_choice(self.colleague.role)
        self.setFocusProxy(self.role)
        return column(role_field(self.role), row(button(_("Keep this role"), self.keep_role), None))

    def _passphrase(self) -> Thing:
        if self.colleague.keeps_passphrase:
            return text(self.colleague.keeps_passphrase, "muted")
        return self._new_passphrase(_("Forgotten? Give a new passphrase"), button(_("Give this passphrase"), self.give_passphrase))

    def _away(self) -> Thing:
        if self.colleague.stays:
            # Said above already where the role may not be changed for the same reason.
            return text(self.colleague.stays, "muted") if self.colleague.stays != self.colleague.keeps_role else column()
        return row(button(_("Let unlock no more"), self.disable, kind="danger"), None)

    def _back(self) -> Thing:
        self.role = role_choice(self.colleague.role)
        self.setFocusProxy(self.role)
        again = button(_("Let unlock again"), self.let_in, kind="primary")
        return column(role_field(self.role), self._new_passphrase(_("New passphrase"), again), spacing=theme.MEDIUM)

    def _new_passphrase(self, question: str, give: Any) -> Thing:
        self.passphrase = PassphraseEdit()
        self.passphrase.entered.connect(give.click)
        meter = StrengthMeter(self._page.desk.tasks, lambda: (self.colleague.name,))
        self.passphrase.changed.connect(meter.look_at)
        return column(Field(question, self.passphrase), meter, row(give, None))


def role_choice(chosen: str) -> QComboBox:
    """The roles as people call them."""
    choice = QComboBox()
    for role, words in roles.NAMES.items():
        choice.addItem(_(words), role)
    choice.setCurrentIndex(choice.findData(chosen))
    return choice


def role_field(choice: QComboBox) -> Field:
    """The choice with its question, and below it what the chosen role may."""
    said = text(roles.in_words(choice.currentData()), "small")
    choice.currentIndexChanged.connect(lambda __: said.setText(roles.in_words(choice.currentData())))
    field = Field(_("Role"), choice)
    layout = field.layout()
    assert layout is not None
    layout.addWidget(said)
    return field
