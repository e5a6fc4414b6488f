"""Unlocking: who, which passphrase, and the ways back in: the recovery code, the bureau's key, a backup."""

from __future__ import annotations

from collections.abc import Callable
from functools import partial
from pathlib import Path
from typing import Any

from PySide6.QtCore import Qt, QTimer, Signal
from PySide6.QtWidgets import QComboBox, QFileDialog, QLineEdit, QWidget

from nbnb_desktop import i18n
from nbnb_desktop.actions import setup, waiting
from nbnb_desktop.errors import NbnbError
from nbnb_desktop.i18n import _, ngettext
from nbnb_desktop.ui import theme
from nbnb_desktop.ui.blocks import Field, button, column, empty, row, text
from nbnb_desktop.ui.pages.gate import Gate
from nbnb_desktop.ui.passphrase import PassphraseEdit, StrengthMeter


class UnlockPage(Gate):
    """Signals: unlocked(workplace); forgot() when the recovery code must help; restore_asked() when a backup must."""

    unlocked = Signal(object)
    forgot = Signal()
    restore_asked = Signal()

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
        ways = column(
            row(button(_("Passphrase forgotten?"), self.forgot.emit, kind="link"), None),
            row(button(_("Put a backup back…"), self.restore_asked.emit, kind="link"), None),
            spacing=0,
        )
        foot = row(ways, None, self._open)
        foot.setAlignment(self._open, Qt.AlignmentFlag.AlignTop)
        self.card.add(foot)
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
        self.by_code = ByCode(tasks, self.account.currentText)
        self.code, self.passphrase = self.by_code.code, self.by_code.passphrase
        self.passphrase.entered.connect(self.recover)
        self._refused = text("", "error")
        self._refused.hide()
        self._open = button(_("Open with the code"), self.recover, kind="primary")
        self.card.add(text(_("Passphrase forgotten"), "title"))
        self.card.add(text(_("Take the printed recovery sheet. You choose a new passphrase, and you get a new code."), "muted"))
        self.card.add(Field(_("Who are you?"), self.account), self.by_code, self._refused)
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
        show_new_code(self, opened, self._tasks)


def show_new_code(page: Any, opened: tuple[Any, str], tasks: Any) -> None:
    """In the place of what ``page`` asked: the new code, to be kept before ``page.unlocked`` is said."""
    workplace, code = opened
    empty(page.card.column)
    from nbnb_desktop.ui.pages.recovery import RecoveryCode  # prints, so it loads Qt's PDF part

    page.recovery = RecoveryCode(code, str(setup.settings(workplace)["organisation"]), i18n.current(), tasks)
    page.recovery.kept.connect(lambda: page.unlocked.emit(workplace))
    page.card.add(text(_("Keep this new recovery code"), "title"), text(_("The old code does not work any more."), "muted"), page.recovery)


class ByCode(QWidget):
    """The recovery code (typed) or the bureau's key (from its file), and the new passphrase that one gets by it."""

    def __init__(self, tasks: Any, name: Callable[[], str]) -> None:
        super().__init__()
        self._tasks = tasks
        self.code = QLineEdit()
        self.code.setLayoutDirection(Qt.LayoutDirection.LeftToRight)
        self.passphrase = PassphraseEdit()
        meter = StrengthMeter(tasks, lambda: (name(),))
        self.passphrase.changed.connect(meter.look_at)
        hint = _("Eight groups of four characters, or the key of your programme bureau.")
        self.code_field = Field(_("Recovery code"), self.code, hint)
        file = button(_("Open the bureau's key…"), self._on_file, kind="link", icon="key")
        code = column(self.code_field, row(file, None), spacing=theme.TINY)
        self.setLayout(column(code, column(Field(_("New passphrase"), self.passphrase), meter), spacing=theme.LARGE))
        self.setFocusProxy(self.code)

    def read(self, path: Path) -> None:
        """Take the bureau's secret key from its file."""
        self._tasks.run(partial(setup.key_in, path), then=self._on_read, failed=self._on_refused)

    def _on_file(self) -> None:
        path, __ = QFileDialog.getOpenFileName(self, _("Open the bureau's key…"))
        if path:
            self.read(Path(path))

    def _on_read(self, key: str) -> None:
        self.code_field.complain()
        self.code.setText(key)
        self.passphrase.setFocus()

    def _on_refused(self, refusal: NbnbError) -> None:
        self.code_field.complain(str(refusal))


def account_choice(folder: Path, account: str) -> QComboBox:
    """The accounts of this laptop, with the one that worked here last in front."""
    choice = QComboBox()
    choice.addItems(list(setup.accounts(folder)))
    choice.setCurrentText(account)
    return choice
