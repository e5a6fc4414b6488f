"""What a participant may ask: to see the file, to take a yes back, how long it is kept, and to have it erased."""

from __future__ import annotations

from datetime import date
from functools import partial
from pathlib import Path
from typing import Any

from PySide6.QtWidgets import QCheckBox, QFileDialog, QLineEdit, QWidget

from nbnb_desktop import i18n
from nbnb_desktop.actions import consent, printing, rights
from nbnb_desktop.errors import NbnbError
from nbnb_desktop.i18n import N_, _, ngettext
from nbnb_desktop.ui import theme
from nbnb_desktop.ui.birth import BirthEdit
from nbnb_desktop.ui.blocks import Card, Field, button, chip, column, empty, line, px, row, text, way_back
from nbnb_desktop.ui.page import Desk, Place, Reply, ScrollPage
from nbnb_desktop.ui.words import day_in_words, isolated

STATES: dict[str, tuple[str, str]] = {
    # what was said: (words, tone)
    consent.YES: (N_("yes"), "success"),
    consent.NO: (N_("no"), "danger"),
    consent.WITHDRAWN: (N_("taken back"), "danger"),
    consent.UNASKED: (N_("not asked yet"), "warning"),
}
DEFAULT_YEARS = 2


class RightsPage(ScrollPage):
    """Four cards: the file, the consents, how long, and erasing in two steps."""

    name = "rights"

    def __init__(self, desk: Desk) -> None:
        super().__init__(desk)
        self._participant = ""
        self.rights: Any = None

    def arrive(self, place: Place) -> None:
        if place.participant != self._participant:
            empty(self.column)
        self._participant = place.participant
        self.run(rights.rights, place.participant, then=self._on_rights)

    def save_file(self, path: Path) -> None:
        """Write "my file" for a computer."""
        self.run(_save_json, self._participant, self.rights.language, path, then=Reply(self._on_saved, path))

    def keep(self) -> None:
        """Keep the file until the day that is shown."""
        self.run(rights.keep_until, self._participant, self.until.birth, self.because.text(), then=self._on_kept, failed=self._on_no_date)

    def erase(self) -> None:
        """The second step: the typed name."""
        self.run(rights.erase, self._participant, self.typed.text(), then=self._on_erased, failed=self._on_not_erased)

    def _on_rights(self, found: Any) -> None:
        if found.participant != self._participant:
            return
        self.rights = found
        empty(self.column)
        self.column.addLayout(way_back(_("Back to the file"), partial(self._go, "participant")))
        title = _("Rights of {name}").format(name=isolated(found.name))
        self.head(title, _("What somebody may ask about their own data, and it costs nothing."))
        first = column(self._file_card(), self._keep_card(), None, spacing=theme.LARGE)
        second = column(self._consent_card(), self._erase_card(), None, spacing=theme.LARGE)
        self.column.addLayout(self.beside(first, second, shares=(2, 3), spacing=theme.XLARGE))
        self.column.addStretch(1)

    def _file_card(self) -> Card:
        card = Card(_("See the file"))
        card.add(text(_("All that is kept, in the participant's language. On paper, or as a file for a computer."), "muted"))
        self.paper_button = button(_("My file on paper"), self._on_paper, icon="print")
        self.file_button = button(_("My file for a computer…"), self._on_file, icon="save")
        self.elsewhere_button = button(_("The file to another project…"), partial(self._go, "exchange"), icon="up")
        return card.add(row(self.paper_button, None), row(self.file_button, None), row(self.elsewhere_button, None))

    def _keep_card(self) -> Card:
        found = self.rights
        card = Card(_("How long"))
        if found.kept_until:
            words = _("This file is kept until {date}.").format(date=day_in_words(found.kept_until))
            over = found.kept_until < date.today().isoformat()
            card.add(text(words, "error" if over else "strong"))
        else:
            card.add(text(_("Nobody has set a date yet. Two years after the end of the programme is usual."), "muted"))
        self.until = _day(found.kept_until or found.proposed_until or _in_years(DEFAULT_YEARS))
        self.until_field = Field(_("Keep until"), self.until)
        self.because = QLineEdit(found.kept_because)
        self.keep_button = button(_("Keep this date"), self.keep)
        card.add(self.until_field, Field(_("Why"), self.because, optional=True), row(self.keep_button, None))
        words = _("After that day the file is on the list of Today, until somebody erases it or gives it another date.")
        return card.add(text(words, "small"))

    def _consent_card(self) -> Card:
        card = Card(_("What the participant said"))
        card.column.setSpacing(px(theme.SMALL))
        for number, (code, purpose) in enumerate(consent.PURPOSES.items()):
            if number:
                card.add(line())
            card.add(self._consent(purpose, self.rights.consents[code]))
        words = _("Ask or change this together") if self.rights.consent_form else _("Ask this now")
        self.consent_button = button(words, partial(self._go, "entry", consent.FORM))
        hand_over = button(_("Hand over the laptop"), partial(self._go, "handover", consent.FORM), icon="hand-over")
        return card.add(row(self.consent_button, hand_over, None))

    def _consent(self, purpose: Any, said: Any) -> QWidget:
        words, tone = STATES[said.state]
        names = column(text(_(purpose.words), "body"), spacing=0)
        if said.forbids:
            names.addWidget(text(_(purpose.without), "small"))
        since = text(day_in_words(said.since), "small", wrap=False)
        layout = row(names, since, chip(_(words), tone), spacing=theme.MEDIUM)
        layout.setStretch(0, 1)
        holder = QWidget()
        holder.setLayout(layout)
        return holder

    def _erase_card(self) -> Card:
        card = Card(_("Erase the file"))
        card.add(text(_("When somebody asks for it, or when the date is over. This cannot be undone."), "muted"))
        self.sure = QCheckBox(_("I want to erase this file"))
        card.add(self.sure)
        self.second = Card(kind="panel", margin=14)
        for words in going_in_words(self.rights.going):
            self.second.add(text(words, "small"))
        self.typed = QLineEdit()
        self.typed_field = Field(_("Type the name to be sure: {name}").format(name=isolated(self.rights.name)), self.typed)
        self.erase_button = button(_("Erase for good"), self.erase, kind="danger", icon="trash")
        self.second.add(self.typed_field, row(self.erase_button, None))
        self.second.hide()
        self.sure.toggled.connect(self.second.setVisible)
        return card.add(self.second)

    def _on_paper(self) -> None:
        self.went.emit(Place("printing", participant=self._participant, form="my_file"))

    def _on_file(self) -> None:
        title = printing.TITLES["my_file"]
        self.run(printing.file_name, self._participant, _(title), then=self._on_name)

    def _on_name(self, name: str) -> None:
        path, __ = QFileDialog.getSaveFileName(self, _("My file for a computer…"), name.removesuffix(".pdf") + ".json", "JSON (*.json)")
        if path:
            self.save_file(Path(path))

    def _on_saved(self, path: Path, _nothing: object) -> None:
        self.told.emit(_("Saved as {name}.").format(name=isolated(path.name)))

    def _on_no_date(self, refusal: NbnbError) -> None:
        self.until_field.complain(str(refusal))

    def _on_kept(self, _nothing: object) -> None:
        self.told.emit(_("The date has been kept."))
        self.run(rights.rights, self._participant, then=self._on_rights)

    def _on_erased(self, count: int) -> None:
        words = ngettext("The file has been erased: {count} form.", "The file has been erased: {count} forms.", count).format(count=count)
        self.told.emit(_("{words} The next file that you send erases it on the other laptops too.").format(words=words))
        self._participant = ""
        self.went.emit(Place("participants"))

    def _on_not_erased(self, refusal: NbnbError) -> None:
        self.typed_field.complain(str(refusal))

    def _go(self, page: str, form: str = "") -> None:
        submission = self.rights.consent_form if page == "entry" else ""
        self.went.emit(Place(page, participant=self._participant, form=form, submission=submission))


def _day(iso: str) -> BirthEdit:
    """Three fields for one exact day."""
    edit = BirthEdit()
    edit.known.hide()
    year, month, day = iso.split("-")
    edit.year.setText(year)
    edit.month.setCurrentIndex(int(month))
    edit.day.setText(str(int(day)))
    edit.setFocusProxy(edit.day)
    return edit


def _in_years(years: int) -> str:
    today = date.today()
    return today.replace(year=today.year + years, day=min(today.day, 28)).isoformat()


def going_in_words(going: Any) -> tuple[str, ...]:
    """What an erasure takes, what is left, and what this program cannot reach."""
    forms = ngettext("{count} form with its whole history", "{count} forms with their whole history", going.forms).format(count=going.forms)
    files = ngettext("{count} photo or scan", "{count} photos and scans", going.attachments).format(count=going.attachments)
    drafts = ngettext("{count} unfinished form", "{count} unfinished forms", going.drafts).format(count=going.drafts)
    gone = _(", ").join(words for words, count in ((forms, going.forms), (files, going.attachments), (drafts, going.drafts)) if count)
    lines = [
        _("This will go: {things}.").format(things=gone),
        _("What stays: that a file was erased, when and by whom, and how many forms it had, so that the tables stay true."),
    ]
    if going.merged:
        lines.append(_("The files joined with it go too: {names}.").format(names=_(", ").join(map(isolated, going.merged))))
    if going.laptops:
        lines.append(_("It also goes from these laptops, with the next file that you send: {names}.").format(
            names=_(", ").join(map(isolated, going.laptops))))  # fmt: skip
    if going.copies:
        lines.append(_("Copies that you have to remove yourself: {places}.").format(places=_(", ").join(map(isolated, going.copies))))
    return tuple(lines)


def _save_json(workplace: Any, participant: str, language: str, path: Path) -> None:
    spoken = language if language in i18n.LANGUAGES else i18n.SOURCE_LANGUAGE
    printing.save(rights.my_file_json(workplace, participant, spoken), path)
