"""A new participant in under a minute, with a look beside it at who may be the same person."""

from __future__ import annotations

from typing import Any

from PySide6.QtCore import QTimer
from PySide6.QtGui import QHideEvent
from PySide6.QtWidgets import QLineEdit, QVBoxLayout, QWidget

from nbnb_desktop.actions import participants
from nbnb_desktop.errors import NbnbError
from nbnb_desktop.i18n import _
from nbnb_desktop.ui import theme
from nbnb_desktop.ui.birth import BirthEdit
from nbnb_desktop.ui.blocks import Card, Field, button, column, empty, px, row, text
from nbnb_desktop.ui.languages import LanguagePicker, language_choices
from nbnb_desktop.ui.page import Desk, Place, Reply, ScrollPage
from nbnb_desktop.ui.words import birth_in_words, isolated, person_name

PAUSE = 300
"""Milliseconds without a change before we look who is alike."""


class NewParticipantPage(ScrollPage):
    """Names, birth date and languages; the rest is asked in the intake."""

    name = "new_participant"

    def __init__(self, desk: Desk) -> None:
        super().__init__(desk)
        self.given, self.family, self.own = QLineEdit(), QLineEdit(), QLineEdit()
        self.birth, self.languages = BirthEdit(), LanguagePicker()
        self._names = Field(_("Given name"), self.given)
        self._birth = Field(_("Birth date"), self.birth, optional=True)
        self._refused = text("", "error")
        self._refused.hide()
        self.save = button(_("Begin the file"), self._on_save, kind="primary")
        self._asked: participants.NewParticipant | None = None
        self._pause = QTimer(self)
        self._pause.setSingleShot(True)
        self._pause.setInterval(PAUSE)
        self._pause.timeout.connect(self._look_for_same)
        self._lay_out()
        for edit in (self.given, self.family, self.own):
            edit.textChanged.connect(self._pause.start)
            edit.returnPressed.connect(self._on_save)
        self.birth.changed.connect(self._pause.start)

    @property
    def person(self) -> participants.NewParticipant:
        """What was filled in so far."""
        return participants.NewParticipant(
            given_name=self.given.text().strip(),
            family_name=self.family.text().strip(),
            own_name=self.own.text().strip(),
            birth="" if self.birth.fault else self.birth.birth,
            birth_precision=self.birth.precision,
            languages=self.languages.codes,
        )

    def arrive(self, place: Place) -> None:
        self.run(language_choices, then=self._on_languages)
        self.given.setFocus()

    def _lay_out(self) -> None:
        self.head(_("New participant"), _("Only what is needed to begin. Everything else comes in the intake."))
        form = Card()
        form.column.setSpacing(px(theme.LARGE))
        form.add(self.beside(self._names, Field(_("Family name"), self.family), shares=(1, 1)))
        form.add(Field(_("Name in own script"), self.own, _("As the participant writes it: عربي, ትግርኛ, فارسی …"), optional=True))
        form.add(self._birth)
        form.add(Field(_("Languages"), self.languages, optional=True))
        form.add(self._refused, row(button(_("Back"), self._on_back), None, self.save))
        self._same = Card(_("Already here?"), kind="panel")
        self._same.hide()
        self._alike = QVBoxLayout()
        self._same.add(text(_("These people look alike. Open a file to see whether it is the same person."), "small"), self._alike)
        side = QWidget()
        side.setLayout(column(self._same, None))
        columns = self.beside(column(form, None), side, shares=(3, 2), spacing=theme.XLARGE)
        self.column.addLayout(columns)
        self.column.addStretch(1)

    def _on_languages(self, choices: Any) -> None:
        self.languages.offer(choices)

    def _look_for_same(self) -> None:
        person = self.person
        if person.given_name or person.family_name or person.own_name:
            self._asked = person
            self.run(participants.likely_same, person, then=Reply(self._on_alike, person), failed=self._on_not_alike)
        else:
            self._on_not_alike(None)

    def _on_not_alike(self, _refusal: object) -> None:
        self._same.hide()

    def _on_alike(self, asked: participants.NewParticipant, found: Any) -> None:
        if asked != self._asked:
            return
        empty(self._alike)
        for other in found:
            self._alike.addWidget(self._other(other))
        self._same.setVisible(bool(found))

    def _other(self, other: Any) -> Card:
        born = birth_in_words(other.birth, other.birth_precision)
        card = Card(margin=14)
        card.column.setSpacing(px(theme.TINY))
        card.add(text(person_name(other), "strong"))
        for words in (isolated(other.own_name), _("Born {date}").format(date=born) if born else ""):
            if words:
                card.add(text(words, "small"))
        open_it = button(_("Open"), lambda: self.went.emit(Place("participant", participant=other.id)), kind="link")
        open_it.setAccessibleName(_("Open {name}").format(name=person_name(other)))
        card.add(row(open_it, None))
        return card

    def _on_back(self) -> None:
        self.went.emit(Place("participants"))

    def _on_save(self) -> None:
        person = self.person
        nameless = not person.given_name
        self._names.complain(_("Type the given name, or the only name, in Latin letters.") if nameless else "")
        self._birth.complain(self.birth.fault)
        if nameless or self.birth.fault:
            return
        self.save.setEnabled(False)
        self.run(participants.new, person, then=self._on_made, failed=self._on_refused)

    def _on_refused(self, refusal: NbnbError) -> None:
        self.save.setEnabled(True)
        self._refused.setText(str(refusal))
        self._refused.show()

    def _on_made(self, participant: str) -> None:
        self.told.emit(_("The file of {name} has been made.").format(name=isolated(f"{self.given.text()} {self.family.text()}".strip())))
        self.went.emit(Place("participant", participant=participant))

    def hideEvent(self, event: QHideEvent) -> None:
        self._pause.stop()  # what was typed is nobody's question any more
        super().hideEvent(event)
