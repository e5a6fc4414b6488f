"""What is to be printed: which paper, for whom or in which design, in which languages."""

from __future__ import annotations

from collections.abc import Callable, Mapping
from typing import Any

from PySide6.QtCore import Signal
from PySide6.QtWidgets import QButtonGroup, QCheckBox, QComboBox, QRadioButton, QVBoxLayout, QWidget

from nbnb_desktop import i18n
from nbnb_desktop.actions.printing import TITLES, Wish
from nbnb_desktop.i18n import N_, _
from nbnb_desktop.ui import theme
from nbnb_desktop.ui.blocks import Card, column, px, row, text
from nbnb_desktop.ui.words import isolated, language_name, moment

Options = Mapping[str, tuple[str, str]]
"""Name -> (words, what it means); both msgids."""

PAPERS: Options = {
    "portfolio": (TITLES["portfolio"], N_("all that one can show")),
    "cv": (TITLES["cv"], N_("one or two pages, with the same as data inside")),
    "plan": (TITLES["plan"], N_("with room to sign")),
    "certificate": (TITLES["certificate"], N_("one page to be proud of")),
    "form": (TITLES["form"], N_("empty, or as it was filled in")),
    "my_file": (TITLES["my_file"], N_("all that is kept about the participant")),
}
PROFILES: Options = {
    "full": (N_("For the participant"), N_("everything in the file")),
    "employer": (N_("For an employer"), N_("without obstacles, health, survey or status")),
    "municipality": (N_("For the municipality"), N_("what the case manager needs")),
}
DESIGNS: Options = {
    "experience": (N_("Work first"), N_("for who has worked before")),
    "skills": (N_("Skills first"), N_("for who has no paid work to show yet")),
}


class Choices(Card):
    """Emits ``chosen()`` when something else is to be printed; ``wish`` says what."""

    chosen = Signal()

    def __init__(self, papers: Options = PAPERS) -> None:
        super().__init__(_("Which paper?"))
        self.papers = _list(_("Which paper?"), self._on_paper)
        for name, (words, __) in papers.items():
            self.papers.addItem(_(words), name)
        self._meaning = text("", "small")
        self.profiles, self._for_whom = self._part(_("For whom?"), PROFILES)
        self.designs, self._design = self._part(_("Which design?"), DESIGNS)
        self.forms = _list(_("Which form?"), self._on_chosen)
        self._form = _titled(_("Which form?"), column(self.forms))
        self.languages: dict[str, QCheckBox] = {}
        self.large = QCheckBox(_("Large print"))
        self.large.clicked.connect(self._on_chosen)
        self.add(column(self.papers, self._meaning), self._for_whom, self._design, self._form, self._language_part(), self.large)
        self._show_parts()

    @property
    def paper(self) -> str:
        return str(self.papers.currentData())

    @property
    def wish(self) -> Wish:
        """What is chosen now; Dutch where no language is."""
        languages = tuple(code for code, box in self.languages.items() if box.isChecked()) or (i18n.SOURCE_LANGUAGE,)
        form = self.forms.currentData() or ("", "")
        variant = {"portfolio": _checked(self.profiles), "cv": _checked(self.designs), "form": form[0]}.get(self.paper, "")
        submission = form[1] if self.paper == "form" else ""
        return Wish(self.paper, variant, languages, submission, self.large.isChecked())

    def choose(self, paper: str, submission: str = "") -> None:
        """Choose a paper, and of a form the one that was filled in, without saying so."""
        self.papers.setCurrentIndex(self.papers.findData(paper))
        for place in range(self.forms.count()):
            if submission and self.forms.itemData(place)[1] == submission:
                self.forms.setCurrentIndex(place)
        self._show_parts()

    def speak(self, languages: tuple[str, ...]) -> None:
        """Begin with Dutch and the participant's first language."""
        for code, box in self.languages.items():
            box.setChecked(code == i18n.SOURCE_LANGUAGE or code in languages[:1])

    def offer(self, forms: tuple[Any, ...]) -> None:
        """The forms that can be printed; what was chosen stays chosen."""
        before = self.forms.currentData()
        self.forms.clear()
        for each in forms:
            pattern = _("{form}, filled in {when}") if each.submission else _("{form}, empty")
            words = pattern.format(form=isolated(each.title), when=moment(each.changed_at))
            self.forms.addItem(words, (each.form_id, each.submission))
            if before == self.forms.itemData(self.forms.count() - 1):
                self.forms.setCurrentIndex(self.forms.count() - 1)

    def _part(self, title: str, options: Options) -> tuple[dict[str, QRadioButton], QWidget]:
        radios, layout = _radios(self, options, self._on_chosen)
        return radios, _titled(title, layout)

    def _language_part(self) -> QWidget:
        boxes = column(spacing=theme.TINY)
        for code in i18n.LANGUAGES:
            box = QCheckBox(language_name(code))
            box.setChecked(code == i18n.SOURCE_LANGUAGE)
            box.clicked.connect(self._on_chosen)
            self.languages[code] = box
            boxes.addWidget(box)
        return _titled(_("In which languages?"), boxes)

    def _on_paper(self) -> None:
        self._show_parts()
        self.chosen.emit()

    def _on_chosen(self) -> None:
        self.chosen.emit()

    def _show_parts(self) -> None:
        self._meaning.setText(_(PAPERS[self.paper][1]))
        for paper, part in (("portfolio", self._for_whom), ("cv", self._design), ("form", self._form)):
            part.setVisible(self.paper == paper)


def _list(question: str, chosen: Callable[[], None]) -> QComboBox:
    """A list to choose from that is as wide as its place, however long the words in it are."""
    made = QComboBox()
    made.setAccessibleName(question)
    made.setSizeAdjustPolicy(QComboBox.SizeAdjustPolicy.AdjustToMinimumContentsLengthWithIcon)
    made.setMinimumContentsLength(8)
    made.view().setMinimumWidth(px(420))
    made.activated.connect(lambda _index: chosen())
    return made


def _titled(title: str, layout: QVBoxLayout) -> QWidget:
    holder = QWidget()
    layout.insertWidget(0, text(title, "heading"))
    holder.setLayout(layout)
    return holder


def _radios(parent: QWidget, options: Options, clicked: Callable[[], None]) -> tuple[dict[str, QRadioButton], QVBoxLayout]:
    """One radio button per option with what it means under it; the first is chosen."""
    group = QButtonGroup(parent)
    radios: dict[str, QRadioButton] = {}
    layout = column(spacing=theme.SMALL)
    for name, (words, meaning) in options.items():
        radio = QRadioButton(_(words))
        radio.setChecked(not radios)
        radio.setAccessibleDescription(_(meaning))
        radio.clicked.connect(lambda _checked=False: clicked())
        group.addButton(radio)
        indented = row(text(_(meaning), "small"))
        indented.insertSpacing(0, px(32))
        layout.addLayout(column(radio, indented, spacing=0))
        radios[name] = radio
    return radios, layout


def _checked(radios: dict[str, QRadioButton]) -> str:
    return next(name for name, radio in radios.items() if radio.isChecked())
