"""One activity of a whole group on one screen: what it was, and who was there."""

from __future__ import annotations

from typing import Any

from PySide6.QtCore import QDate, QLocale
from PySide6.QtWidgets import QComboBox, QDateEdit, QGridLayout, QLineEdit, QSpinBox

from nbnb_desktop import i18n
from nbnb_desktop.actions import bulk_files, participants
from nbnb_desktop.errors import FormError, NbnbError
from nbnb_desktop.i18n import _, ngettext
from nbnb_desktop.ui import theme
from nbnb_desktop.ui.blocks import Card, Field, button, empty, px, row, text, way_back
from nbnb_desktop.ui.page import Desk, Place, ScrollPage
from nbnb_desktop.ui.theme import role
from nbnb_desktop.ui.words import birth_in_short, isolated, locale, person_name

SHOWN = 300


class GroupPage(ScrollPage):
    """Everybody who is shown starts as not expected; who has an answer is registered, each with a form of their own."""

    name = "group"
    measure = 1000

    def __init__(self, desk: Desk) -> None:
        super().__init__(desk)
        self.boxes: dict[str, QComboBox] = {}
        self._codes = bulk_files.choices("aanwezigheid", i18n.current())
        self.column.addLayout(way_back(_("All participants"), self._on_back))
        self.head(_("An activity of a group"), _("Fill in the activity once, and say for each participant whether they were there."))
        self.column.addWidget(self._activity_card())
        self.column.addWidget(self._people_card())
        self.column.addStretch(1)

    def arrive(self, place: Place) -> None:
        self.run(participants.search, "", limit=SHOWN, then=self._on_people)

    @property
    def shared(self) -> dict[str, str]:
        """The answers that are the same for everybody; empty ones are left out."""
        given = {
            "date": self.day.date().toString("yyyy-MM-dd"),
            "instrument": str(self.instrument.currentData() or ""),
            "instrument_sub": str(self.kind.currentData() or ""),
            "activity_name": self.title.text().strip(),
            "duration_min": str(self.minutes.value() or ""),
            "group_size": str(len(self.attendance) or ""),
        }
        return {name: answer for name, answer in given.items() if answer}

    @property
    def attendance(self) -> dict[str, str]:
        """Participant -> code, of those who were expected."""
        return {one: str(box.currentData()) for one, box in self.boxes.items() if box.currentData()}

    def record(self) -> None:
        """Register the activity for everybody who has an answer."""
        self.record_button.setEnabled(False)
        self.run(bulk_files.record_group, self.shared, self.attendance, then=self._on_recorded, failed=self._on_refused)

    def _activity_card(self) -> Card:
        self.day, self.instrument, self.kind = QDateEdit(QDate.currentDate()), QComboBox(), QComboBox()
        self.day.setCalendarPopup(True)
        self.day.setLocale(QLocale.c())  # the digits of all our dates, in every language
        self.day.setDisplayFormat("dd-MM-yyyy")
        self.day.calendarWidget().setLocale(locale())
        self.day.setMaximumDate(QDate.currentDate())
        self.title, self.minutes = QLineEdit(), QSpinBox()
        self.minutes.setRange(0, 1440)
        self.minutes.setSingleStep(15)
        self.minutes.setLocale(QLocale.c())
        self.minutes.setButtonSymbols(QSpinBox.ButtonSymbols.NoButtons)
        self.minutes.setSpecialValueText(_("not filled in"))
        for code, words in bulk_files.choices("instrument", i18n.current()):
            self.instrument.addItem(words, code)
        self.instrument.currentIndexChanged.connect(lambda _index: self._show_kinds())
        self._show_kinds()
        for box in (self.instrument, self.kind):
            box.setSizeAdjustPolicy(QComboBox.SizeAdjustPolicy.AdjustToMinimumContentsLengthWithIcon)
            box.setMinimumContentsLength(16)
        what = Field(_("Instrument"), self.instrument), Field(_("Kind"), self.kind)
        first = self.beside(Field(_("Date"), self.day), *what, shares=(1, 2, 2))
        second = self.beside(
            Field(_("Name of the activity"), self.title, optional=True), Field(_("Minutes"), self.minutes, optional=True), shares=(4, 1)
        )
        return Card(_("The activity")).add(first, second)

    def _people_card(self) -> Card:
        self._grid = QGridLayout()
        self._grid.setHorizontalSpacing(px(theme.LARGE))
        self._grid.setColumnStretch(0, 3)
        self._grid.setColumnStretch(1, 2)
        self.all_button = button(_("Everybody who is shown was there"), self._on_all, kind="quiet")
        self.record_button = button(_("Register"), self.record, kind="primary", icon="save")
        self._count, self.said = text("", "muted"), text("", "strong")
        self.said.hide()
        card = Card(_("Who was there?"))
        return card.add(row(self.all_button, None), self._grid, self._count, self.said, row(self.record_button, None))

    def _show_kinds(self) -> None:
        self.kind.clear()
        self.kind.addItem(_("not filled in"), "")
        for code, words in bulk_files.kinds(str(self.instrument.currentData()), i18n.current()):
            self.kind.addItem(words, code)
        self.kind.setEnabled(self.kind.count() > 1)

    def _on_people(self, found: Any) -> None:
        before = self.attendance
        empty(self._grid)
        self.boxes = {}
        for line, person in enumerate(found.rows):
            born = birth_in_short(person.birth, person.birth_precision)
            words = "  ·  ".join(part for part in (person_name(person), born) if part)
            box = self.boxes[person.id] = self._box(person_name(person))
            box.setCurrentIndex(max(0, box.findData(before.get(person.id, ""))))
            self._grid.addWidget(text(words), line, 0)
            self._grid.addWidget(box, line, 1)
        self._on_chosen()

    def _box(self, name: str) -> QComboBox:
        box = QComboBox()
        box.setAccessibleName(_("Was {name} there?").format(name=name))
        box.addItem(_("not expected"), "")
        for code, words in self._codes:
            box.addItem(words, code)
        box.currentIndexChanged.connect(lambda _index: self._on_chosen())
        return box

    def _on_all(self) -> None:
        for box in self.boxes.values():
            if not box.currentData():
                box.setCurrentIndex(1)

    def _on_chosen(self) -> None:
        count = len(self.attendance)
        self._count.setText(ngettext("{count} participant chosen", "{count} participants chosen", count).format(count=count))
        self.record_button.setEnabled(count > 0)

    def _on_recorded(self, report: Any) -> None:
        words = ngettext("Registered for {count} participant.", "Registered for {count} participants.", report.registered)
        said = words.format(count=report.registered)
        if report.skipped:
            again = ngettext("{count} was here already.", "{count} were here already.", report.skipped).format(count=report.skipped)
            said = f"{said} {again}"
        self._tell(said)
        for box in self.boxes.values():
            box.setCurrentIndex(0)

    def _on_refused(self, refusal: NbnbError) -> None:
        faults = refusal.faults if isinstance(refusal, FormError) else ()
        reasons = dict.fromkeys(_("{name}: {reason}").format(name=isolated(one.column), reason=one.message) for one in faults)
        self._tell("\n".join((str(refusal), *reasons)), "error")
        self.record_button.setEnabled(bool(self.attendance))

    def _tell(self, words: str, kind: str = "strong") -> None:
        role(self.said, kind)
        self.said.setText(words)
        self.said.show()

    def _on_back(self) -> None:
        self.went.emit(Place("participants"))
