"""One activity of a whole group on one screen: what it was, and who was there.

Of a large register only some people are shown; a search brings others, and whoever has an answer stays in sight.
"""

from __future__ import annotations

from dataclasses import dataclass
from functools import partial
from typing import Any

from PySide6.QtCore import QDate, QLocale, QTimer
from PySide6.QtGui import QIntValidator
from PySide6.QtWidgets import QComboBox, QDateEdit, QGridLayout, QLineEdit

from nbnb_desktop import i18n
from nbnb_desktop.actions import bulk_files, participants
from nbnb_desktop.errors import FormError, NbnbError
from nbnb_desktop.i18n import _, ngettext
from nbnb_desktop.ui import theme
from nbnb_desktop.ui.blocks import Card, Field, button, empty, px, row, text, way_back
from nbnb_desktop.ui.page import Desk, Place, ScrollPage
from nbnb_desktop.ui.theme import role
from nbnb_desktop.ui.words import birth_in_short, isolated, locale, person_name

SHOWN = 40
"""People who are shown at first, and so many more at each request."""

PAUSE = 150
"""Milliseconds without a keystroke before a search begins."""


@dataclass(slots=True)
class Line:
    """One participant on the page: who it is in words, and the code of the attendance ("" is not expected)."""

    person: str
    name: str
    words: str
    code: str = ""


class GroupPage(ScrollPage):
    """Everybody who is shown starts as not expected; who has an answer is registered, each with a form of their own."""

    name = "group"
    measure = 1000

    def __init__(self, desk: Desk) -> None:
        super().__init__(desk)
        self.boxes: dict[str, QComboBox] = {}
        self._lines: dict[str, Line] = {}
        self._most = SHOWN
        self._codes = bulk_files.choices("aanwezigheid", i18n.current())
        self.column.addLayout(way_back(_("All participants"), self._on_back))
        self.head(_("An activity of a group"), _("Fill in the activity once, and say for each participant whether they were there."))
        self.column.addWidget(self._activity_card())
        self.column.addWidget(self._people_card())
        self.column.addStretch(1)
        self._pause = QTimer(self)
        self._pause.setSingleShot(True)
        self._pause.setInterval(PAUSE)
        self._pause.timeout.connect(partial(self._find, SHOWN))
        self.search.textChanged.connect(self._pause.start)

    def arrive(self, place: Place) -> None:
        self._find(SHOWN)

    @property
    def shared(self) -> dict[str, str]:
        """The answers that are the same for everybody; empty ones are left out."""
        given = {
            "date": self.day.date().toString("yyyy-MM-dd"),
            "instrument": str(self.instrument.currentData() or ""),
            "instrument_sub": str(self.kind.currentData() or ""),
            "activity_name": self.title.text().strip(),
            "duration_min": self.minutes.text().strip(),
            "group_size": str(len(self.attendance) or ""),
        }
        return {name: answer for name, answer in given.items() if answer}

    @property
    def attendance(self) -> dict[str, str]:
        """Participant -> code, of those who were expected."""
        return {line.person: line.code for line in self._lines.values() if line.code}

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
        self.title, self.minutes = QLineEdit(), QLineEdit()
        self.minutes.setValidator(QIntValidator(0, 1440, self))
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
        self.search = role(QLineEdit(), "search")
        self.search.setPlaceholderText(_("Search a name, in any script"))
        self.search.setAccessibleName(_("Search a name, in any script"))
        self.search.setClearButtonEnabled(True)
        self._grid = QGridLayout()
        self._grid.setHorizontalSpacing(px(theme.LARGE))
        self._grid.setColumnStretch(0, 3)
        self._grid.setColumnStretch(1, 2)
        self.all_button = button(_("Everybody who is shown was there"), self._on_all, kind="quiet")
        self.more_button = button("", self._on_more, kind="link")
        self.record_button = button(_("Register"), self.record, kind="primary", icon="save")
        self._nobody, self._count, self.said = text(_("Nobody found"), "muted"), text("", "muted"), text("", "strong")
        self._nobody.hide()
        self.said.hide()
        card = Card(_("Who was there?"))
        card.add(self.search, row(self.all_button, None), self._nobody, self._grid, row(self.more_button, None))
        return card.add(self._count, self.said, row(self.record_button, None))

    def _show_kinds(self) -> None:
        self.kind.clear()
        self.kind.addItem(_("not filled in"), "")
        for code, words in bulk_files.kinds(str(self.instrument.currentData()), i18n.current()):
            self.kind.addItem(words, code)
        self.kind.setEnabled(self.kind.count() > 1)

    def _find(self, most: int) -> None:
        self._most = most
        self.run(participants.search, self.search.text().strip(), limit=most, then=self._on_people)

    def _on_people(self, found: Any) -> None:
        """Whoever has an answer stays, above those who are found now."""
        here = {person.id for person in found.rows}
        kept = [line for line in self._lines.values() if line.code and line.person not in here]
        lines = [*kept, *(self._lines.get(person.id) or _line(person) for person in found.rows)]
        self._lines = {line.person: line for line in lines}
        empty(self._grid)
        self.boxes = {}
        for number, line in enumerate(lines):
            self.boxes[line.person] = self._box(line)
            self._grid.addWidget(text(line.words), number, 0)
            self._grid.addWidget(self.boxes[line.person], number, 1)
        more = min(found.total - len(found.rows), SHOWN)
        self.more_button.setText(ngettext("Show {count} more", "Show {count} more", more).format(count=more))
        self.more_button.setVisible(more > 0)
        self._nobody.setVisible(not found.rows)
        self._on_chosen()

    def _box(self, line: Line) -> QComboBox:
        box = QComboBox()
        box.setAccessibleName(_("Was {name} there?").format(name=line.name))
        box.addItem(_("not expected"), "")
        for code, words in self._codes:
            box.addItem(words, code)
        box.setCurrentIndex(max(0, box.findData(line.code)))
        box.currentIndexChanged.connect(partial(self._on_answered, line.person))
        return box

    def _on_answered(self, person: str, index: int) -> None:
        self._lines[person].code = str(self.boxes[person].itemData(index))
        self._on_chosen()

    def _on_all(self) -> None:
        for box in self.boxes.values():
            if not box.currentData():
                box.setCurrentIndex(1)

    def _on_more(self) -> None:
        self._find(self._most + SHOWN)

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


def _line(person: Any) -> Line:
    born = birth_in_short(person.birth, person.birth_precision)
    return Line(person.id, person_name(person), "  ·  ".join(part for part in (person_name(person), born) if part))
