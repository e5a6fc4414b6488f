"""Putting a backup back: which one, whose, and by the passphrase or the recovery code of that time."""

from __future__ import annotations

from functools import partial
from pathlib import Path
from typing import Any

from PySide6.QtCore import Signal
from PySide6.QtWidgets import QButtonGroup, QComboBox, QFileDialog, QRadioButton

from nbnb_desktop.actions import keeping
from nbnb_desktop.errors import NbnbError
from nbnb_desktop.i18n import _
from nbnb_desktop.ui import theme
from nbnb_desktop.ui.blocks import Field, button, column, empty, picture, row, text
from nbnb_desktop.ui.pages.gate import Gate
from nbnb_desktop.ui.pages.unlock import ByCode, show_new_code
from nbnb_desktop.ui.passphrase import PassphraseEdit
from nbnb_desktop.ui.words import exact_moment, isolated


class RestorePage(Gate):
    """Signals: restored() when the backup stands in its place and waits for its passphrase; unlocked(workplace) by the code; back()."""

    restored = Signal()
    unlocked = Signal(object)
    back = Signal()

    def __init__(self, tasks: Any, folder: Path, account: str = "") -> None:
        super().__init__(600)
        self._tasks = tasks
        self._folder = folder
        self._account = account
        self.copies = QComboBox()
        self.copies.setSizeAdjustPolicy(QComboBox.SizeAdjustPolicy.AdjustToMinimumContentsLengthWithIcon)
        self.copies.setMinimumContentsLength(20)
        self.copies.currentIndexChanged.connect(self._on_copy)
        self.account = QComboBox()
        self.by_passphrase = QRadioButton(_("I know the passphrase of then"))
        self.with_code = QRadioButton(_("I have the recovery code of then, or the bureau's key"))
        self.passphrase = PassphraseEdit()
        self.passphrase.entered.connect(self.restore)
        self.by_code = ByCode(tasks, self.account.currentText)
        self.by_code.passphrase.entered.connect(self.restore)
        self._refused = text("", "error")
        self._refused.hide()
        self._put_back = button(_("Put back"), self.restore, kind="primary")
        self._lay_out()
        self._tasks.run(partial(keeping.own_copies, folder), then=self._on_copies)

    @property
    def complaint(self) -> str:
        """What is wrong, as the person reads it."""
        return self._refused.text()

    def look_in(self, place: Path) -> None:
        """Offer the backups in a folder."""
        self._tasks.run(partial(keeping.copies, place), then=self._on_copies, failed=self._on_refused)

    def restore(self) -> None:
        """Put the chosen backup in the place of what is on this laptop, after it was opened and checked."""
        copy = self.copies.currentData()
        if copy is None:
            self._on_refused(NbnbError(_("No backup was chosen."), _("Choose the folder where it lies, for instance a USB stick.")))
            return
        self._busy(True)
        name = self.account.currentText()
        if self.with_code.isChecked():
            code, new = self.by_code.code.text(), self.by_code.passphrase.text()
            work: Any = partial(keeping.restore_by_code, copy.path, self._folder, code, name, new)
            self._tasks.run(work, then=self._on_opened, failed=self._on_refused)
        else:
            work = partial(keeping.restore, copy.path, self._folder, name, self.passphrase.text())
            self._tasks.run(work, then=self._on_restored, failed=self._on_refused)

    def _lay_out(self) -> None:
        lead = _("The backup is opened and checked first. What is on this laptop now is set aside, not thrown away.")
        self.card.add(text(_("Put a backup back"), "title"), text(lead, "muted"))
        self._copies_field = Field(_("Which backup?"), self.copies)
        folder = button(_("Look in another folder…"), self._on_folder, kind="link", icon="file")
        self.card.add(column(self._copies_field, row(folder, None), spacing=theme.TINY))
        self.card.add(Field(_("Who are you?"), self.account))
        group = QButtonGroup(self)
        for choice in (self.by_passphrase, self.with_code):
            group.addButton(choice)
        self.card.add(column(self.by_passphrase, self.with_code, spacing=theme.TINY))
        self._passphrase_field = Field(_("Passphrase"), self.passphrase)
        self.card.add(self._passphrase_field, self.by_code, self._refused)
        self.card.add(row(button(_("Back"), self.back.emit), None, self._put_back))
        self.with_code.toggled.connect(self._on_way)
        self.by_passphrase.setChecked(True)
        self._on_way()

    def _on_way(self) -> None:
        by_code = self.with_code.isChecked()
        self._passphrase_field.setVisible(not by_code)
        self.by_code.setVisible(by_code)

    def _on_copies(self, found: tuple[keeping.Copy, ...]) -> None:
        self._refused.hide()
        self.copies.clear()
        for copy in found:
            self.copies.addItem(exact_moment(copy.made_at) or isolated(copy.path.name), copy)
        if not found:
            self.copies.addItem(_("Choose a folder first"), None)
        self.copies.setEnabled(bool(found))
        self.copies.setFocus()

    def _on_copy(self) -> None:
        copy = self.copies.currentData()
        self.account.clear()
        self.account.addItems(list(copy.accounts) if copy is not None else [])
        self.account.setCurrentText(self._account)

    def _on_folder(self) -> None:
        folder = QFileDialog.getExistingDirectory(self, _("Choose the folder where it lies, for instance a USB stick."))
        if folder:
            self.look_in(Path(folder))

    def _on_opened(self, opened: tuple[Any, str]) -> None:
        show_new_code(self, opened, self._tasks)

    def _on_restored(self, _nothing: object) -> None:
        when = self.copies.currentText()
        empty(self.card.column)
        self.card.add(picture("done", "success", 44), text(_("The backup has been put back"), "title"))
        self.card.add(text(_("This laptop is again as it was then: {when}.").format(when=when), "muted"))
        self.unlock_button = button(_("Unlock"), self.restored.emit, kind="primary")
        self.card.add(row(None, self.unlock_button))
        self.unlock_button.setFocus()

    def _on_refused(self, refusal: NbnbError) -> None:
        self._busy(False)
        self._refused.setText(str(refusal))
        self._refused.show()

    def _busy(self, busy: bool) -> None:
        self._put_back.setEnabled(not busy)
        self._put_back.setText(_("One moment…") if busy else _("Put back"))
        if busy:
            self._refused.hide()
