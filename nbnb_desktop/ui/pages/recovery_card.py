"""The card about the recovery code: a new one when the sheet is lost or somebody saw it."""

from __future__ import annotations

from typing import Any

from PySide6.QtCore import Signal

from nbnb_desktop import i18n
from nbnb_desktop.actions import setup
from nbnb_desktop.i18n import _
from nbnb_desktop.ui.blocks import Card, button, row, text
from nbnb_desktop.ui.page import Page


class RecoveryCard(Card):
    """The old code goes on working until the new one was kept. Signal: told(words), one sentence of good news."""

    told = Signal(str)

    def __init__(self, page: Page) -> None:
        super().__init__(_("Recovery code"))
        self._page = page
        words = _("Is the sheet lost, or did somebody see it? Make a new code. The old code then does not work any more.")
        self.make_button = button(_("Make a new code"), self.make, icon="key")
        self.code: Any = None
        self.add(text(words, "muted"), row(self.make_button, None))

    def make(self) -> None:
        """Show a new code, to be kept."""
        self.make_button.setEnabled(False)
        self._page.run(_proposed, then=self._on_proposed)

    def _on_proposed(self, proposed: tuple[str, str]) -> None:
        from nbnb_desktop.ui.pages.recovery import RecoveryCode  # prints, so it loads Qt's PDF part

        self._proposed, organisation = proposed
        self.code = RecoveryCode(self._proposed, organisation, i18n.current(), self._page.desk.tasks)
        self.code.kept.connect(self._on_safe)
        self.add(self.code)

    def _on_safe(self) -> None:
        self._page.run(setup.keep_recovery_code, self._proposed, then=self._on_kept)

    def _on_kept(self, _nothing: object) -> None:
        self.code.hide()
        self.code.deleteLater()
        self.code = None
        self.make_button.setEnabled(True)
        self.told.emit(_("The new recovery code works from now on."))


def _proposed(workplace: Any) -> tuple[str, str]:
    return setup.propose_recovery_code(workplace), str(setup.settings(workplace)["organisation"])
