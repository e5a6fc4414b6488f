"""The card about the programme bureau's key: which are trusted, trusting one more, and trusting one no more."""

from __future__ import annotations

from functools import partial
from pathlib import Path

from PySide6.QtCore import Qt, Signal
from PySide6.QtWidgets import QFileDialog, QLineEdit

from nbnb_desktop.actions import setup
from nbnb_desktop.errors import NbnbError
from nbnb_desktop.i18n import _
from nbnb_desktop.ui import theme
from nbnb_desktop.ui.blocks import Card, Field, button, column, empty, row, text
from nbnb_desktop.ui.page import Page, Reply
from nbnb_desktop.ui.words import isolated

ENDS = 12
"""Characters of a key shown at each end: enough to compare with a letter."""


class BureauKeyCard(Card):
    """Signal: told(words), one sentence of good news."""

    told = Signal(str)

    def __init__(self, page: Page) -> None:
        super().__init__(_("The bureau's key"))
        self._page = page
        words = _(
            "A programme bureau can keep a key in its safe. With it the bureau can open this laptop when the passphrase and the "
            "recovery code are both gone."
        )
        self._list = column(spacing=theme.SMALL)
        self.public = QLineEdit()
        self.public.setLayoutDirection(Qt.LayoutDirection.LeftToRight)
        self.public.returnPressed.connect(self.trust)
        self._field = Field(_("Public key of the bureau"), self.public, _("It begins with age1. The bureau may mail it: it is not secret."))
        self.trust_button = button(_("Trust this key"), self.trust)
        self.file_button = button(_("Open a file…"), self._on_file, icon="file")
        make = button(_("Make a key for an own bureau…"), self._on_make, kind="link", icon="key")
        self.add(text(words, "muted"), self._list, self._field, row(self.trust_button, self.file_button, None), row(make, None))

    def refresh(self) -> None:
        """Ask which keys are trusted now."""
        self._page.run(setup.bureaus, then=self._on_keys)

    def trust(self) -> None:
        """Let the bureau whose key was typed open this laptop in need."""
        self._page.run(setup.trust_bureau, self.public.text().strip(), then=self._on_trusted, failed=self._on_refused)

    def read(self, path: Path) -> None:
        """Take the key from a file; it still has to be trusted."""
        self._page.desk.tasks.run(partial(setup.key_in, path), then=self._on_read, failed=self._on_refused)

    def make(self, path: Path) -> None:
        """Make a new key; the secret half goes to ``path``, the public one into the field."""
        self._page.desk.tasks.run(partial(setup.new_bureau_key, path), then=Reply(self._on_made, path), failed=self._on_refused)

    def distrust(self, public: str) -> None:
        """Let that bureau open this laptop no more."""
        self._page.run(setup.distrust_bureau, public, then=self._on_distrusted)

    def _on_keys(self, keys: tuple[str, ...]) -> None:
        empty(self._list)
        for public in keys:
            remove = button(_("Remove"), partial(self.distrust, public), kind="quiet")
            remove.setAccessibleName(_("{action}: {form}").format(action=remove.text(), form=in_short(public)))
            shown = text(in_short(public), wrap=False)
            shown.setToolTip(public)
            self._list.addLayout(row(shown, None, remove))
        if not keys:
            self._list.addWidget(text(_("No bureau can open this laptop."), "small"))

    def _on_read(self, public: str) -> None:
        self._field.complain()
        self.public.setText(public)
        self.trust_button.setFocus()

    def _on_made(self, path: Path, public: str) -> None:
        self._on_read(public)
        words = _("The secret half is in {name}: keep it in a safe. The public half stands on the screen, for every laptop.")
        self.told.emit(words.format(name=isolated(path.name)))

    def _on_trusted(self, _nothing: object) -> None:
        self._field.complain()
        self.public.clear()
        self.told.emit(_("That bureau can now open this laptop in need."))
        self.refresh()

    def _on_distrusted(self, _nothing: object) -> None:
        self.told.emit(_("That bureau can open this laptop no more. Backups that were made before it still can."))
        self.refresh()

    def _on_refused(self, refusal: NbnbError) -> None:
        self._field.complain(str(refusal))

    def _on_make(self) -> None:
        path, __ = QFileDialog.getSaveFileName(self, _("Make a key for an own bureau…"), _("bureau-key.txt"))
        if path:
            self.make(Path(path))

    def _on_file(self) -> None:
        path, __ = QFileDialog.getOpenFileName(self, _("Open a file…"))
        if path:
            self.read(Path(path))


def in_short(public: str) -> str:
    """``age1qx2c…k3f9``, from left to right on every screen."""
    shown = public if len(public) <= 2 * ENDS else f"{public[:ENDS]}…{public[-ENDS:]}"
    return f"\u2066{shown}\u2069"
