"""The steps of the first start, one question a page; each fills in its part of the answers."""

from __future__ import annotations

from dataclasses import dataclass, field
from itertools import pairwise
from typing import Any

from PySide6.QtCore import Qt, Signal
from PySide6.QtWidgets import QButtonGroup, QCheckBox, QCompleter, QLineEdit, QListWidget, QListWidgetItem, QRadioButton, QWidget

from nbnb_desktop import i18n
from nbnb_desktop.actions import setup
from nbnb_desktop.i18n import N_, _
from nbnb_desktop.ui import theme
from nbnb_desktop.ui.blocks import Field, column, px, text
from nbnb_desktop.ui.passphrase import PassphraseEdit, StrengthMeter
from nbnb_desktop.ui.words import isolated

INTERFACE_LANGUAGES = ("nl", "en")


def offered(language: str) -> tuple[str, ...]:
    """The languages of the interface to choose from; one that is in use stays choosable."""
    return INTERFACE_LANGUAGES if language in INTERFACE_LANGUAGES else (*INTERFACE_LANGUAGES, language)


@dataclass(slots=True)
class Answers:
    """What was answered so far; kept while one goes back and forth."""

    language: str = "nl"
    organisation: str = ""
    project: setup.Project = field(default_factory=lambda: setup.Project(0, "", ""))
    chosen: bool = False
    account: str = ""
    passphrase: str = ""

    def first_start(self) -> setup.FirstStart:
        return setup.FirstStart(self.language, self.organisation, self.project, self.account, self.passphrase)


class Step(QWidget):
    """One step: ``title`` is the question, ``accept`` takes the answers over or says what is missing."""

    title = ""
    lead = ""
    entered = Signal()
    """Enter was pressed in a field: the same as Continue."""

    def accept(self, answers: Answers) -> bool:
        raise NotImplementedError


class LanguageStep(Step):
    title = N_("In which language do you want to work?")
    lead = N_("You can change this later in the settings. Participants choose their own language.")

    spoken = Signal(str)

    def __init__(self, answers: Answers) -> None:
        super().__init__()
        self._group = QButtonGroup(self)
        self._buttons: dict[str, QRadioButton] = {}
        layout = column(spacing=theme.SMALL)
        for code in offered(answers.language):
            choice = QRadioButton(i18n.LANGUAGES[code].own_name)
            choice.setChecked(code == answers.language)
            choice.clicked.connect(lambda _checked=False, code=code: self.spoken.emit(code))
            self._group.addButton(choice)
            self._buttons[code] = choice
            layout.addWidget(choice)
        self.setLayout(layout)
        self.setFocusProxy(self._buttons[answers.language])

    def accept(self, answers: Answers) -> bool:
        answers.language = next(code for code, choice in self._buttons.items() if choice.isChecked())
        return True


class ProjectStep(Step):
    title = N_("For which project do you work?")
    lead = N_("Search in the projects of the programme, or give the name of another project.")

    def __init__(self, answers: Answers) -> None:
        super().__init__()
        self._search = QLineEdit()
        self._search.setClearButtonEnabled(True)
        self._search.textChanged.connect(self._filter)
        self._list = QListWidget()
        self._list.setMinimumHeight(px(130))
        self._list.setHorizontalScrollBarPolicy(Qt.ScrollBarPolicy.ScrollBarAlwaysOff)
        self._list.setAccessibleName(_("Projects of the programme"))
        self._list.currentItemChanged.connect(self._on_chosen)
        self._list.itemSelectionChanged.connect(self._on_selected)
        self._other = QCheckBox(_("My project is not in this list"))
        self._other.toggled.connect(self._on_other)
        self._name = QLineEdit(answers.project.name if not answers.project.number else "")
        self._organisation = QLineEdit(answers.organisation)
        self._organisation.setCompleter(_completer([project.organisation for project in setup.projects()]))
        self._search_field = Field(_("Search"), self._search)
        self._name_field = Field(_("Name of the project"), self._name)
        self._organisation_field = Field(_("Organisation"), self._organisation)
        self._missing = text("", "error")
        self._missing.hide()
        for edit in (self._search, self._name, self._organisation):
            edit.returnPressed.connect(self.entered)
        self.setLayout(
            column(
                self._search_field, self._list, self._missing, self._other, self._name_field, self._organisation_field, spacing=theme.MEDIUM
            )
        )
        self._fill(answers)
        self.setFocusProxy(self._search)

    def accept(self, answers: Answers) -> bool:
        project = self._project()
        self._missing.setText(_("Choose a project from the list."))
        self._missing.setVisible(project is None and not self._other.isChecked())
        self._name_field.complain(_("Type the name of the project.") if self._other.isChecked() and project is None else "")
        organisation = self._organisation.text().strip()
        self._organisation_field.complain("" if organisation else _("Type the name of the organisation."))
        if project is None or not organisation:
            return False
        answers.project, answers.organisation, answers.chosen = project, organisation, True
        return True

    def _fill(self, answers: Answers) -> None:
        for project in setup.projects():
            item = QListWidgetItem(
                _("{name} · {organisation}").format(name=isolated(project.name), organisation=isolated(project.organisation))
            )
            item.setData(Qt.ItemDataRole.UserRole, project)
            self._list.addItem(item)
            if answers.chosen and project.number == answers.project.number:
                self._list.setCurrentItem(item)
        self._other.setChecked(answers.chosen and not answers.project.number)
        self._on_other(self._other.isChecked())

    def _project(self) -> setup.Project | None:
        if self._other.isChecked():
            name = self._name.text().strip()
            return setup.Project(0, name, self._organisation.text().strip()) if name else None
        item = self._list.currentItem()
        return item.data(Qt.ItemDataRole.UserRole) if item is not None and not item.isHidden() else None

    def _filter(self, words: str) -> None:
        wanted = words.casefold().split()
        for index in range(self._list.count()):
            item = self._list.item(index)
            item.setHidden(not all(word in item.text().casefold() for word in wanted))

    def _on_selected(self) -> None:
        """Assistive technology selects a line without going to it."""
        for item in self._list.selectedItems():
            self._list.setCurrentItem(item)

    def _on_chosen(self, item: QListWidgetItem | None) -> None:
        known = {project.organisation for project in setup.projects()} | {""}
        if item is not None and self._organisation.text() in known:
            self._organisation.setText(item.data(Qt.ItemDataRole.UserRole).organisation)

    def _on_other(self, other: bool) -> None:
        self._search_field.setVisible(not other)
        self._list.setVisible(not other)
        self._name_field.setVisible(other)
        if other:
            self._name.setFocus()


class AccountStep(Step):
    title = N_("Who will work on this laptop?")
    lead = N_("The passphrase locks everything on this laptop. Nobody can look it up for you.")

    def __init__(self, answers: Answers, tasks: Any) -> None:
        super().__init__()
        self._name = QLineEdit(answers.account)
        self._passphrase = PassphraseEdit()
        self._again = PassphraseEdit()
        self._meter = StrengthMeter(tasks, lambda: (self._name.text(), answers.organisation))
        self._name_field = Field(_("Your name"), self._name)
        self._passphrase_field = Field(_("Passphrase"), self._passphrase)
        self._again_field = Field(_("The passphrase once more"), self._again)
        self._passphrase.changed.connect(self._on_typed)
        self._name.returnPressed.connect(self.entered)
        self._passphrase.entered.connect(self.entered)
        self._again.entered.connect(self.entered)
        self.setLayout(column(self._name_field, self._passphrase_field, self._meter, self._again_field, spacing=theme.LARGE))
        self.setFocusProxy(self._name)
        fields = (self._name, self._passphrase.edit, self._again.edit, self._passphrase.eye, self._again.eye)
        for before, after in pairwise(fields):  # from field to field, and what shows them after that
            QWidget.setTabOrder(before, after)

    def accept(self, answers: Answers) -> bool:
        name, passphrase = self._name.text().strip(), self._passphrase.text()
        strength = setup.strength(passphrase, (name, answers.organisation))
        weak = "" if strength.good_enough else strength.advice
        differs = _("This is not the same as above.") if passphrase != self._again.text() else ""
        self._name_field.complain("" if name else _("Type your name."))
        self._passphrase_field.complain(weak)
        self._again_field.complain("" if weak else differs)
        if not name or weak or differs:
            return False
        answers.account, answers.passphrase = name, passphrase
        return True

    def _on_typed(self, passphrase: str) -> None:
        self._passphrase_field.complain()
        self._meter.look_at(passphrase)


def _completer(words: list[str]) -> QCompleter:
    completer = QCompleter(sorted(set(words)))
    completer.setCaseSensitivity(Qt.CaseSensitivity.CaseInsensitive)
    completer.setFilterMode(Qt.MatchFlag.MatchContains)
    return completer
