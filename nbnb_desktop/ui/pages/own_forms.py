"""Forms from elsewhere, on the settings page: which are offered, taking one in, and every fault of one that is refused."""

from __future__ import annotations

from functools import partial
from pathlib import Path

from PySide6.QtCore import Signal
from PySide6.QtWidgets import QFileDialog, QVBoxLayout

from nbnb_desktop.actions import forms
from nbnb_desktop.errors import Fault, FormError, NbnbError
from nbnb_desktop.i18n import _, ngettext
from nbnb_desktop.records import FormRecord
from nbnb_desktop.ui.blocks import Card, button, empty, row, text
from nbnb_desktop.ui.page import Page
from nbnb_desktop.ui.words import isolated

KINDS = "*.xlsx *.xls *.csv *.md *.yaml *.xml"
MOST_FAULTS = 50
"""Faults shown; a form with more is mended from the top, and looked at again."""


class OwnForms(Card):
    """``told`` is one sentence of good news."""

    told = Signal(str)

    def __init__(self, page: Page) -> None:
        super().__init__(_("Forms from elsewhere"))
        self._page = page
        self._list = QVBoxLayout()
        self._refusal = text("", "error")
        self._refusal.hide()
        self._faults = QVBoxLayout()
        words = _("A form made for ODK or KoboToolbox works here too. Its files lie in a folder beside it: form.xlsx and form-media.")
        choose = button(_("Take in a form…"), self._on_choose, icon="add")
        self.add(text(words, "muted"), self._list, self._refusal, self._faults, row(choose, None))

    def refresh(self) -> None:
        """Ask what is offered now."""
        self._page.run(forms.taken_in, then=self._on_known)

    def take_in(self, path: Path) -> None:
        """Take the form at ``path`` into use, or show everything that is wrong with it."""
        self._page.run(forms.take_in, path, then=self._on_taken, failed=self._on_refused)

    def _on_choose(self) -> None:
        chosen, __ = QFileDialog.getOpenFileName(self, _("Choose a form"), "", f"{_('Forms')} ({KINDS})")
        if chosen:
            self.take_in(Path(chosen))

    def _on_taken(self, record: FormRecord) -> None:
        self._show_refusal("", ())
        words = _("{form} is in use; it stands with each participant under “Register something”.")
        self.told.emit(words.format(form=isolated(record.title)))
        self.refresh()

    def _on_refused(self, refusal: NbnbError) -> None:
        self._show_refusal(str(refusal), refusal.faults if isinstance(refusal, FormError) else ())

    def _show_refusal(self, title: str, faults: tuple[Fault, ...]) -> None:
        self._refusal.setText(title)
        self._refusal.setVisible(bool(title))
        empty(self._faults)
        for fault in faults[:MOST_FAULTS]:
            self._faults.addWidget(text(in_words(fault)))
        if len(faults) > MOST_FAULTS:
            rest = len(faults) - MOST_FAULTS
            self._faults.addWidget(text(ngettext("and {count} fault more", "and {count} faults more", rest).format(count=rest), "muted"))

    def _on_known(self, known: tuple[forms.TakenForm, ...]) -> None:
        empty(self._list)
        for form in known:
            away = button(_("Offer no more"), partial(self._put_away, form.form_id), kind="quiet")
            away.setAccessibleName(_("{action}: {form}").format(action=away.text(), form=form.title))
            words = _("{form}, version {version}").format(form=isolated(form.title), version=isolated(form.version))
            self._list.addLayout(row(text(words), None, away))

    def _put_away(self, form_id: str) -> None:
        self._page.run(forms.put_away, form_id, then=self._on_away)

    def _on_away(self, _nothing: object) -> None:
        self.refresh()


def in_words(fault: Fault) -> str:
    """Where a person finds a fault in the source, and what it is."""
    place = [isolated(fault.sheet)] if fault.sheet else []
    place += [_("row {number}").format(number=fault.row)] if fault.row else []
    place += [_("column {name}").format(name=isolated(fault.column))] if fault.column else []
    return _("{place}: {problem}").format(place=", ".join(place), problem=fault.message) if place else fault.message
