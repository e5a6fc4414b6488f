"""The recovery code: shown once, printed or saved, and checked that it was kept."""

from __future__ import annotations

from functools import partial
from pathlib import Path
from typing import Any

from PySide6.QtCore import Qt, Signal
from PySide6.QtWidgets import QFileDialog, QLabel, QLineEdit, QWidget

from nbnb_desktop.actions import printing, setup
from nbnb_desktop.errors import NbnbError
from nbnb_desktop.i18n import _
from nbnb_desktop.ui import theme
from nbnb_desktop.ui.blocks import Card, Field, button, column, row, text
from nbnb_desktop.ui.page import Reply
from nbnb_desktop.ui.paper import print_pdf
from nbnb_desktop.ui.words import isolated


class RecoveryCode(QWidget):
    """Emits ``kept()`` when the person has typed the last group from the sheet."""

    kept = Signal()

    def __init__(self, code: str, organisation: str, language: str, tasks: Any) -> None:
        super().__init__()
        self._code = code
        self._sheet = partial(setup.recovery_sheet, code, organisation, language)
        self._tasks = tasks
        self._said = text("", "small")
        self._said.hide()
        self._last = QLineEdit()
        self._last.setMaxLength(9)
        self._last.returnPressed.connect(self._on_continue)
        self._field = Field(
            _("Type the last group of the code, as a check"),
            self._last,
            _("Take it from the paper or the file, so that you know it is good."),
        )
        self.setLayout(
            column(
                _shown(code),
                row(button(_("Save as PDF…"), self._on_save, icon="save"), button(_("Print…"), self._on_print, icon="print"), None),
                self._said,
                self._field,
                row(None, button(_("I have kept the code"), self._on_continue, kind="primary")),
                spacing=theme.LARGE,
            )
        )

    def save(self, path: Path) -> None:
        """Write the sheet as PDF to ``path``."""
        self._tasks.run(lambda: printing.save(self._sheet(), path), then=Reply(self._on_saved, path), failed=self._on_refused)

    def check(self, typed: str) -> None:
        """Go on when ``typed`` is the last group of the code."""
        if typed.strip().upper() == self._code.split("-")[-1].upper():
            self.kept.emit()
        else:
            self._field.complain(_("This is not the last group. Look at the sheet once more."))
            self._last.selectAll()

    def _on_continue(self) -> None:
        self.check(self._last.text())

    def _on_save(self) -> None:
        path, __ = QFileDialog.getSaveFileName(self, _("Save the recovery code"), _("recovery-code.pdf"), "PDF (*.pdf)")
        if path:
            self.save(Path(path))

    def _on_print(self) -> None:
        self._tasks.run(self._sheet, then=self._on_sheet, failed=self._on_refused)

    def _on_sheet(self, pdf: bytes) -> None:
        self._say(print_pdf(pdf, self))

    def _on_saved(self, path: Path, _nothing: object) -> None:
        self._say(_("Saved as {name}. Do not leave the file on this laptop.").format(name=isolated(path.name)))

    def _on_refused(self, refusal: NbnbError) -> None:
        self._say(str(refusal))

    def _say(self, words: str) -> None:
        self._said.setText(words)
        self._said.setVisible(bool(words))


def _shown(code: str) -> Card:
    """The code in two lines of four groups, always from left to right."""
    groups = code.split("-")
    label = QLabel("\n".join(" – ".join(groups[start : start + 4]) for start in range(0, len(groups), 4)))
    theme.role(label, "heading")
    label.setLayoutDirection(Qt.LayoutDirection.LeftToRight)
    label.setAlignment(Qt.AlignmentFlag.AlignCenter)
    label.setTextInteractionFlags(Qt.TextInteractionFlag.TextSelectableByMouse | Qt.TextInteractionFlag.TextSelectableByKeyboard)
    label.setAccessibleDescription(_("Recovery code"))  # its name is the code, which must be heard
    return Card(kind="panel").add(label)
