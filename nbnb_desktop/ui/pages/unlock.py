"""Unlocking: who, which passphrase, and the way back in with the recovery code."""

from __future__ import annotations

from functools import partial
from pathlib import Path
from typing import Any

from PySide6.QtCore import QTimer, Signal
from PySide6.QtWidgets import QComboBox, QLineEdit

from nbnb_desktop import i18n
from nbnb_desktop.actions import setup, waiting
from nbnb_desktop.errors import NbnbError
from nbnb_desktop.i18n import _, ngettext
from nbnb_desktop.ui.blocks import Field, button, empty, row, text
from nbnb_desktop.ui.pages.gate import Gate
from nbnb_desktop.ui.passphrase import PassphraseEdit, StrengthMeter


class UnlockPage(Gate):
    """Signals: unlocked(workplace); forgot() when the recovery code must help."""

    unlocked = Signal(object)
    forgot = Signal()

    def __init__(self, tasks: Any, folder: Path, account: str = "") -> None:
        super().__init__(520)
        self._tasks = tasks
        self._folder = folder
        self._wait = 0
        self.account = account_choice(folder, account)
        self.passphrase = PassphraseEdit()
        self.passphrase.entered.connect(self.unlock)
        self._field = Field(_("Passphrase"), self.passphrase)
        self._open = button(_("Unlock"), self.unlock, kind="primary")
        self._tick = QTimer(self)
        self._tick.setInterval(1000)
        self._tick.timeout.connect(self._on_tick)
        self.card.add(text(_("Welcome back"), "title"), text(_("Everything on this laptop is locked. Your passphrase opens it."), "muted"))
        self.card.add(Field(_("Who are you?"), self.account), self._field)
        self.card.add(row(button(_("Passphrase forgotten?"), self.forgot.emit, kind="link"), None, self._open))
        self.passphrase.setFocus()
        self._count_down_if_needed()  # a restart does not shorten the wait

    @property
    def complaint(self) -> str:
        """What is wrong, as the person reads it."""
        return self._field.complaint

    def unlock(self) -> None:
        """Try the passphrase."""
        if not self._open.isEnabled():
            return
        if not self.passphrase.text():
            self._field.complain(_("Type your passphrase."))
            return
        self._field.complain()
        self._busy(True)
        work = partial(setup.unlock, self._folder, self.account.currentText(), self.passphrase.text())
        self._tasks.run(work, then=self._on_unlocked, failed=self._on_refused)

    def count_down(self, seconds: int) -> None:
        """Refuse tries for ``seconds`` and show how long it still takes."""
        self._wait = seconds
        self._tick.start()
        self._show_wait()

    def _count_down_if_needed(self) -> None:
        if (seconds := waiting.seconds(self._folder)) > 0:
            self.count_down(seconds)

    def _on_unlocked(self, workplace: Any) -> None:
        self.passphrase.clear()
        self.unlocked.emit(workplace)

    def _on_refused(self, refusal: NbnbError) -> None:
        self._busy(False)
        self._field.complain(str(refusal))
        self.passphrase.edit.selectAll()
        self.passphrase.setFocus()
        self._count_down_if_needed()

    def _on_tick(self) -> None:
        self._wait -= 1
        self._show_wait()

    def _show_wait(self) -> None:
        if self._wait > 0:
            said = ngettext("Wait {count} second", "Wait {count} seconds", self._wait).format(count=self._wait)
            self._open.setText(said)
        else:
            self._tick.stop()
            self._open.setText(_("Unlock"))
        self._open.setEnabled(self._wait <= 0)

    def _busy(self, busy: bool) -> None:
        self._open.setEnabled(not busy)
        self._open.setText(_("One moment…") if busy else _("Unlock"))


class RecoverPage(Gate):
    """Back in with the recovery code; the account gets a new passphrase and the sheet a new code.

    Signals: unlocked(workplace); back().
    """

    unlocked = Signal(object)
    back = Signal()

    def __init__(self, tasks: Any, folder: Path, account: str = "") -> None:
        super().__init__(560)
        self._tasks = tasks
        self._folder = folder
        self.account = account_choice(folder, account)
        self.code = QLineEdit()
        self.passphrase = PassphraseEdit()
        meter = StrengthMeter(tasks, lambda: (self.account.currentText(),))
        self.passphrase.changed.connect(meter.look_at)
        self.passphrase.entered.connect(self.recover)
        self._refused = text("", "error")
        self._refused.hide()
        self._open = button(_("Open with the code"), self.recover, kind="primary")
        self.card.add(text(_("Passphrase forgotten"), "title"))
        self.card.add(text(_("Take the printed recovery sheet. You choose a new passphrase, and you get a new code."), "muted"))
        hint = _("Eight groups of four characters, or the key of your programme bureau.")
        self.card.add(Field(_("Who are you?"), self.account), Field(_("Recovery code"), self.code, hint))
        self.card.add(Field(_("New passphrase"), self.passphrase), meter, self._refused)
        self.card.add(row(button(_("Back"), self.back.emit), None, self._open))
        self.code.setFocus()

    @property
    def complaint(self) -> str:
        return self._refused.text()

    def recover(self) -> None:
        """Try the code."""
        self._open.setEnabled(False)
        work = partial(setup.recover, self._folder, self.code.text(), self.account.currentText(), self.passphrase.text())
        self._tasks.run(work, then=self._on_recovered, failed=self._on_refused)

    def _on_refused(self, refusal: NbnbError) -> None:
        self._open.setEnabled(True)
        self._refused.setText(str(refusal))
        self._refused.show()

    def _on_recovered(self, opened: tuple[Any, str]) -> None:
        workplace, code = opened
        empty(self.card.column)
        from nbnb_desktop.ui.pages.recovery import RecoveryCode  # prints, so it loads Qt's PDF part

        self.recovery = RecoveryCode(code, str(setup.settings(workplace)["organisation"]), i18n.current(), self._tasks)
        self.recovery.kept.connect(lambda: self.unlocked.emit(workplace))
        self.card.add(
            text(_("Keep this new recovery code"), "title"), text(_("The old code does not work any more."), "muted"), self.recovery
        )


def account_choice(folder: Path, account: str) -> QComboBox:
    """The accounts of this laptop, with the one that worked here last in front."""
    choice = QComboBox()
    choice.addItems(list(setup.accounts(folder)))
    choice.setCurrentText(account)
    return choice
