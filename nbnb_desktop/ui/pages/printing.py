"""The portfolio on the screen as it will be on paper: for whom, in which languages, then save or print."""

from __future__ import annotations

from collections.abc import Callable
from functools import partial
from pathlib import Path
from typing import Any

from PySide6.QtCore import QBuffer, QByteArray
from PySide6.QtPdf import QPdfDocument
from PySide6.QtPdfWidgets import QPdfView
from PySide6.QtWidgets import QButtonGroup, QCheckBox, QFileDialog, QPushButton, QRadioButton, QScrollArea, QVBoxLayout, QWidget

from nbnb_desktop import i18n
from nbnb_desktop.actions import participants, printing
from nbnb_desktop.errors import NbnbError
from nbnb_desktop.i18n import N_, _
from nbnb_desktop.ui import theme
from nbnb_desktop.ui.blocks import Card, Empty, button, column, px, row, scrolled, text, way_back
from nbnb_desktop.ui.page import Desk, Page, Place, Reply
from nbnb_desktop.ui.paper import print_pdf
from nbnb_desktop.ui.theme import role
from nbnb_desktop.ui.words import isolated, language_name, person_name

PROFILES: dict[str, tuple[str, str]] = {
    "full": (N_("For the participant"), N_("everything in the file")),
    "employer": (N_("For an employer"), N_("without obstacles, health, survey or status")),
    "municipality": (N_("For the municipality"), N_("what the case manager needs")),
}
ZOOM_STEP = 1.25


class PrintingPage(Page):
    """The PDF lives in memory only; nothing personal is written to a temporary file."""

    name = "printing"

    def __init__(self, desk: Desk) -> None:
        super().__init__(desk)
        self._participant = ""
        self.pdf = b""
        self._buffer = QBuffer(self)
        self.document = QPdfDocument(self)
        self.view = QPdfView(self)
        self.view.setPageMode(QPdfView.PageMode.MultiPage)
        self.view.setZoomMode(QPdfView.ZoomMode.FitToWidth)
        self.view.setDocument(self.document)
        self.view.setAccessibleName(_("Preview of the portfolio"))
        self._profile = "full"
        self.languages: dict[str, QCheckBox] = {}
        self._lay_out()

    def arrive(self, place: Place) -> None:
        if place.participant != self._participant:
            self._participant = place.participant
            self.run(participants.get, place.participant, then=self._on_participant)
        else:
            self.make()

    def make(self) -> None:
        """Make the portfolio anew for what is chosen now."""
        chosen = tuple(code for code, box in self.languages.items() if box.isChecked()) or (i18n.SOURCE_LANGUAGE,)
        self._busy(_("The portfolio is being made…"))
        self.run(
            printing.portfolio, self._participant, self._profile, chosen, then=Reply(self._on_made, self._profile), failed=self._on_refused
        )

    def choose_profile(self, profile: str) -> None:
        self._profile = profile
        self.make()

    def save(self, path: Path) -> None:
        self.desk.tasks.run(partial(printing.save, self.pdf, path), then=Reply(self._on_saved, path))

    def _lay_out(self) -> None:
        self.body.addLayout(way_back(_("Back to the file"), self._on_back))
        self._title = text(_("Portfolio"), "title")
        self.save_button = button(_("Save as…"), self._on_save, icon="save")
        self.print_button = button(_("Print…"), self._on_print, kind="primary", icon="print")
        head = row(self._title, self.save_button, self.print_button, spacing=theme.MEDIUM)
        head.setStretch(0, 1)
        self.body.addLayout(head)
        columns = row(spacing=theme.XLARGE)
        columns.addWidget(self._choices(), 1)
        columns.addLayout(self._preview(), 3)
        self.body.addLayout(columns, 1)

    def _choices(self) -> QScrollArea:
        card = Card(_("For whom?"))
        self._group = QButtonGroup(self)
        self.profiles: dict[str, QRadioButton] = {}
        for profile, (words, meaning) in PROFILES.items():
            choice = QRadioButton(_(words))
            choice.setChecked(profile == self._profile)
            choice.setAccessibleDescription(_(meaning))
            choice.clicked.connect(lambda _checked=False, profile=profile: self.choose_profile(profile))
            self._group.addButton(choice)
            self.profiles[profile] = choice
            meaning_label = text(_(meaning), "small")
            meaning_label.setContentsMargins(px(32), 0, 0, 0)
            part = QVBoxLayout()
            part.setSpacing(0)
            part.addWidget(choice)
            part.addWidget(meaning_label)
            card.add(part)
        card.column.addSpacing(px(theme.MEDIUM))
        card.add(text(_("In which languages?"), "heading"))
        for code in i18n.LANGUAGES:
            box = QCheckBox(language_name(code))
            box.setChecked(code == i18n.SOURCE_LANGUAGE)
            box.clicked.connect(lambda _checked=False: self.make())
            self.languages[code] = box
            card.add(box)
        inside = role(QWidget(), "page")
        inside.setLayout(column(card, None))
        area = scrolled(inside)
        area.setMinimumWidth(px(232))
        area.setMaximumWidth(px(292))
        return area

    def _preview(self) -> QVBoxLayout:
        zoom_in = _icon_button("add", _("Larger"), partial(self._zoom, ZOOM_STEP))
        zoom_out = _icon_button("remove", _("Smaller"), partial(self._zoom, 1 / ZOOM_STEP))
        fit = button(_("Full width"), self._fit, kind="small")
        self._said = text("", "muted")
        layout = QVBoxLayout()
        layout.setSpacing(px(theme.SMALL))
        line = row(self._said, zoom_out, zoom_in, fit)
        line.setStretch(0, 1)
        layout.addLayout(line)
        layout.addWidget(self.view, 1)
        self._fault = Empty("warning", _("The portfolio cannot be made"), "")
        self._fault_words = self._fault.findChildren(type(self._said))[-1]
        self._fault.hide()
        layout.addWidget(self._fault, 1)
        return layout

    def _on_participant(self, person: Any) -> None:
        if person.id != self._participant:
            return
        self._title.setText(_("Portfolio of {name}").format(name=person_name(person)))
        for code, box in self.languages.items():
            box.setChecked(code == i18n.SOURCE_LANGUAGE or code in person.languages[:1])
        self.make()

    def _on_made(self, profile: str, pdf: bytes) -> None:
        if profile != self._profile:
            return
        self.pdf = pdf
        self.document.close()
        self._buffer.close()
        self._buffer.setData(QByteArray(pdf))
        self._buffer.open(QBuffer.OpenModeFlag.ReadOnly)
        self.document.load(self._buffer)
        count = self.document.pageCount()
        self._ready(i18n.ngettext("{count} page", "{count} pages", count).format(count=count))

    def _on_refused(self, refusal: NbnbError) -> None:
        self.pdf = b""
        self._fault_words.setText(str(refusal))
        self._said.setText("")
        self.view.hide()
        self._fault.show()

    def _busy(self, words: str) -> None:
        self._said.setText(words)
        self.save_button.setEnabled(False)
        self.print_button.setEnabled(False)

    def _ready(self, words: str) -> None:
        self._said.setText(words)
        self._fault.hide()
        self.view.show()
        self.save_button.setEnabled(True)
        self.print_button.setEnabled(True)

    def _zoom(self, factor: float) -> None:
        now = self.view.zoomFactor()
        if self.view.zoomMode() == QPdfView.ZoomMode.FitToWidth and self.document.pageCount():
            now = self.view.viewport().width() / max(1.0, self.document.pagePointSize(0).width()) * 72 / self.view.logicalDpiX()
        self.view.setZoomMode(QPdfView.ZoomMode.Custom)
        self.view.setZoomFactor(min(4.0, max(0.25, now * factor)))

    def _fit(self) -> None:
        self.view.setZoomMode(QPdfView.ZoomMode.FitToWidth)

    def _on_back(self) -> None:
        self.went.emit(Place("participant", participant=self._participant))

    def _on_save(self) -> None:
        self.run(printing.file_name, self._participant, "portfolio", then=self._on_name)

    def _on_name(self, name: str) -> None:
        path, __ = QFileDialog.getSaveFileName(self, _("Save the portfolio"), name, "PDF (*.pdf)")
        if path:
            self.save(Path(path))

    def _on_saved(self, path: Path, _nothing: object) -> None:
        self.told.emit(_("Saved as {name}.").format(name=isolated(path.name)))

    def _on_print(self) -> None:
        if words := print_pdf(self.pdf, self):
            self.told.emit(words)


def _icon_button(icon: str, words: str, clicked: Callable[[], object]) -> QPushButton:
    made = button("", clicked, kind="small", icon=icon)
    made.setAccessibleName(words)
    made.setToolTip(words)
    return made
