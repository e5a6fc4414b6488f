"""Asking for the research data set: for whom, what for, in which format, and where to put it."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date
from pathlib import Path

from PySide6.QtCore import Signal
from PySide6.QtWidgets import QComboBox, QFileDialog, QLineEdit

from nbnb_desktop.i18n import N_, _
from nbnb_desktop.ui.blocks import Card, Field, button, row, text

FORMATS = {"csv": N_("CSV, for any program"), "sav": N_("SPSS"), "dta": N_("Stata"), "parquet": N_("Parquet, for R and Python")}


@dataclass(frozen=True, slots=True)
class Order:
    """What was asked: a new folder inside the one that was chosen, and what is noted of the delivery."""

    folder: Path
    form: str
    recipient: str
    purpose: str


class DataCard(Card):
    """Emits ``asked(Order)``; ``tell`` says what came of it."""

    asked = Signal(object)

    def __init__(self) -> None:
        super().__init__(_("Data for research"))
        self.recipient, self.purpose, self.form = QLineEdit(), QLineEdit(), QComboBox()
        for name, words in FORMATS.items():
            self.form.addItem(_(words), name)
        self.make_button = button(_("Make the data set…"), self._on_make, icon="save")
        self._said = text("", "body")
        self._said.hide()
        words = _("Coded answers without names or free text. Who said no to research is not in it.")
        fields = row(Field(_("For whom?"), self.recipient), Field(_("What for?"), self.purpose), Field(_("Format"), self.form))
        self.add(text(words, "muted"), fields, self._said, row(self.make_button, None))

    def order(self, inside: Path) -> None:
        """Ask for a data set in a new folder inside ``inside``."""
        folder = inside / f"dataset-{date.today().isoformat()}-{self.form.currentData()}"
        self.make_button.setEnabled(False)
        self.tell(_("The data set is being made…"), done=False)
        self.asked.emit(Order(folder, self.form.currentData(), self.recipient.text().strip(), self.purpose.text().strip()))

    def tell(self, words: str, *, done: bool = True) -> None:
        self._said.setText(words)
        self._said.show()
        self.make_button.setEnabled(done)

    @property
    def said(self) -> str:
        return self._said.text()

    def _on_make(self) -> None:
        if chosen := QFileDialog.getExistingDirectory(self, _("In which folder?")):
            self.order(Path(chosen))
