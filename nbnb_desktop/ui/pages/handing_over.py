"""Before the laptop is handed over: which form, in which language, and the PIN that brings the worker back."""

from __future__ import annotations

from typing import Any

from PySide6.QtWidgets import QButtonGroup, QGridLayout, QLineEdit, QRadioButton

from nbnb_desktop import i18n
from nbnb_desktop.actions import handover, participants
from nbnb_desktop.i18n import _
from nbnb_desktop.ui import theme
from nbnb_desktop.ui.blocks import Card, Field, button, empty, px, row, text, way_back
from nbnb_desktop.ui.page import Desk, Place, ScrollPage
from nbnb_desktop.ui.words import isolated, language_name, person_name


class HandingOverPage(ScrollPage):
    """Goes to the place ``handed_over`` with participant, form and language."""

    name = "handover"
    measure = 860

    def __init__(self, desk: Desk) -> None:
        super().__init__(desk)
        self._participant = ""
        self._form = ""
        self.forms: dict[str, QRadioButton] = {}
        self.languages: dict[str, QRadioButton] = {}

    def arrive(self, place: Place) -> None:
        self._participant, self._form = place.participant, place.form
        empty(self.column)
        self.run(_asked, place.participant, then=self._on_file)

    @property
    def chosen(self) -> Place:
        """Where "Hand over" leads."""
        form = next((form for form, choice in self.forms.items() if choice.isChecked()), "")
        language = next((code for code, choice in self.languages.items() if choice.isChecked()), "")
        return Place("handed_over", participant=self._participant, form=form, language=language)

    def hand_over(self) -> None:
        """Keep the PIN when one had to be chosen, then hand over."""
        chosen = self.chosen
        self._missing.setVisible(not chosen.form)
        if not self._missing.isVisibleTo(self):
            if self.pin is None:
                self.went.emit(chosen)
            else:
                self.run(handover.set_pin, self.pin.text(), then=self._on_pin, failed=self._on_pin_refused)

    def _on_file(self, found: tuple[Any, bool]) -> None:
        file, has_pin = found
        if file.row.id != self._participant:
            return
        self.column.addLayout(way_back(_("Back to the file"), self._on_back))
        self.head(
            _("Hand over the laptop to {name}").format(name=person_name(file.row)),
            _("The participant sees only this form, full screen. Your own screens stay closed until you type your PIN."),
        )
        self.column.addLayout(self.beside(self._forms_card(file.path), self._languages_card(file.row.languages), shares=(1, 1)))
        self.pin = None if has_pin else QLineEdit()
        if self.pin is not None:
            self.column.addWidget(self._pin_card(self.pin))
        self._missing = text(_("Choose a form."), "error")
        self._missing.hide()
        self.column.addWidget(self._missing)
        self.go = button(_("Hand over now"), self.hand_over, kind="primary", icon="hand-over")
        self.column.addLayout(row(None, self.go))
        self.column.addStretch(1)

    def _forms_card(self, path: tuple[Any, ...]) -> Card:
        self.forms = {}
        forms = {step.form_id: step for step in path if step.audience == "participant"}
        wanted = self._form or next((step.form_id for step in forms.values() if step.state in ("in_progress", "next")), "")
        for form_id, step in forms.items():
            done = _("{form} (done)").format(form=isolated(step.title))
            choice = QRadioButton(done if step.state == "done" else isolated(step.title))
            choice.setChecked(form_id == wanted)
            self.forms[form_id] = choice
        return Card(_("Which form?")).add(_together(self, self.forms), None)

    def _languages_card(self, spoken: tuple[str, ...]) -> Card:
        self.languages = {}
        wanted = next((code for code in spoken if code in i18n.PARTICIPANT_LANGUAGES), "")
        self.languages[""] = QRadioButton(_("The participant chooses"))
        self.languages[""].setChecked(not wanted)
        for code in i18n.PARTICIPANT_LANGUAGES:
            choice = QRadioButton(_said(code))
            choice.setChecked(code == wanted)
            self.languages[code] = choice
        return Card(_("In which language?")).add(_together(self, self.languages, columns=2 if self.is_roomy else 1), None)

    def _pin_card(self, pin: QLineEdit) -> Card:
        pin.setEchoMode(QLineEdit.EchoMode.Password)
        pin.setMaximumWidth(px(240))
        pin.returnPressed.connect(self.hand_over)
        self._pin_field = Field(_("Choose a PIN"), pin, _("At least four digits. It brings you back after a participant used the laptop."))
        return Card(_("PIN for the hand-over")).add(self._pin_field)

    def _on_pin(self, _nothing: object) -> None:
        self.went.emit(self.chosen)

    def _on_pin_refused(self, refusal: Exception) -> None:
        self._pin_field.complain(str(refusal))

    def _on_back(self) -> None:
        self.went.emit(Place("participant", participant=self._participant))


def _said(code: str) -> str:
    """A language by its own name and by ours, and whether its translation is still a draft."""
    own, name = i18n.PARTICIPANT_LANGUAGES[code].own_name, language_name(code)
    said = own if own == name else _("{own} · {name}").format(own=isolated(own), name=name)
    return _("{language} (draft)").format(language=said) if i18n.status(code) == "draft" else said


def _asked(workplace: Any, participant: str) -> tuple[Any, bool]:
    return participants.open_file(workplace, participant), handover.has_pin(workplace)


def _together(page: HandingOverPage, choices: dict[str, QRadioButton], columns: int = 1) -> QGridLayout:
    """Choices under each other, of which one can be chosen."""
    group = QButtonGroup(page)
    grid = QGridLayout()
    grid.setSpacing(px(theme.TINY))
    lines = -(-len(choices) // columns)
    for number, choice in enumerate(choices.values()):
        group.addButton(choice)
        grid.addWidget(choice, number % lines, number // lines)
    return grid
