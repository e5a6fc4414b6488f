"""Dates and times as labelled fields that are typed, in the calendar that a person knows.

The day is written out beside the fields, so that a person sees what the laptop understood.
"""

from __future__ import annotations

from datetime import date, datetime, time, tzinfo

from PySide6.QtCore import QDate, QLocale, Qt, QTime
from PySide6.QtWidgets import QComboBox, QHBoxLayout, QLabel, QLineEdit, QMenu, QVBoxLayout, QWidget

from nbnb_desktop.i18n import PARTICIPANT_LANGUAGES, _, current
from nbnb_desktop.ui import theme
from nbnb_desktop.ui.questions.base import FIRST, LAST, QuestionWidget
from nbnb_desktop.ui.questions.calendars import CALENDARS, GREGORIAN, Calendar, calendar_of
from nbnb_desktop.ui.questions.numerals import latin

YEARS = range(1, 10_000)
LARGE_TEXT = 1.4
"""Above this text size things that stood beside each other stand below each other."""


class _Fields(QuestionWidget):
    """What dates and times share: small number fields with a label above each."""

    def build(self) -> None:
        self.fields: dict[str, QLineEdit] = {}
        self.row = QHBoxLayout()
        self.row.setSpacing(self.px(theme.MEDIUM))
        self.make_fields()
        self.row.addStretch(1)
        self.body.addLayout(self.row)
        self.spoken = self.label("muted")
        self.spoken.setTextFormat(Qt.TextFormat.PlainText)
        self.spoken.setAlignment(Qt.AlignmentFlag.AlignVCenter)
        self.below = QVBoxLayout() if self.showing.theme.scale > LARGE_TEXT else QHBoxLayout()
        self.spoken.setWordWrap(False)
        self.below.addWidget(self.spoken)
        self.body.addLayout(self.below)
        self.add_below()
        self.below.addStretch(1)

    def make_fields(self) -> None:
        """Add the fields, with ``number_field``."""

    def add_below(self) -> None:
        """Add what stands below the fields, beside the answer written out."""

    def read(self) -> object | None:
        """The answer; None when every field is empty. Raises ValueError when it is no answer."""
        raise NotImplementedError

    def write(self, value: object | None) -> None:
        """Put an answer in the fields."""

    def words_for(self, value: object) -> str:
        """The answer written out, for the line below the fields."""
        raise NotImplementedError

    def fault_words(self) -> str:
        raise NotImplementedError

    def number_field(self, key: str, label: str, digits: int) -> QLineEdit:
        edit = QLineEdit(self)
        edit.setMaxLength(digits)
        edit.setFixedWidth(edit.fontMetrics().horizontalAdvance("0") * digits + self.px(40))
        edit.setAccessibleName(label)
        edit.setLayoutDirection(Qt.LayoutDirection.LeftToRight)
        edit.textEdited.connect(self._on_edited)
        edit.editingFinished.connect(self._on_left)
        self.fields[key] = edit
        self.add_labelled(label, edit)
        return edit

    def add_labelled(self, label: str, control: QWidget) -> None:
        column = QVBoxLayout()
        column.setSpacing(self.px(2))
        words = theme.role(QLabel(label, self), "small")
        words.setBuddy(control)
        column.addWidget(words)
        column.addWidget(control)
        self.row.addLayout(column)

    def number(self, key: str, default: int | None = None) -> int:
        """What is typed in a field. Raises ValueError."""
        field = self.fields.get(key)
        if field is None and default is not None:
            return default
        text = latin(field.text()).strip() if field else ""
        if not text.isascii() or not text.isdigit():
            raise ValueError(text)
        return int(text)

    def focus_widget(self) -> QWidget | None:
        return next(iter(self.fields.values()), None)

    def controls(self) -> list[QWidget]:
        return []  # every field has its own name

    def is_empty(self) -> bool:
        return not any(field.text().strip() for field in self.fields.values())

    def show_value(self, value: object | None) -> None:
        try:
            same = self.read() == value
        except ValueError:
            same = value is None and (self._typing or bool(self.reading_fault))
        if not same:
            self.write(value)
        self.spoken.setText(self.words_for(value) if value is not None else "")
        self.spoken.setVisible(bool(self.spoken.text()))

    def set_writable(self, writable: bool) -> None:
        for field in self.fields.values():
            field.setReadOnly(not writable)

    def _on_edited(self, text: str = "") -> None:
        self.typing(True)
        try:
            value = self.read()
        except ValueError:
            if self.state.value is not None:
                self.answered.emit(self.ref, None)
        else:
            self.say(value)

    def _on_left(self) -> None:
        inside = self.focusWidget()
        self.typing(inside in self.fields.values() and inside is not None and inside.hasFocus())
        try:
            self.read()
        except ValueError:
            if not self._typing:
                self.say_unreadable(self.fault_words())
        else:
            self.set_reading_fault("")


class DateFields(_Fields):
    """A date; value: date. ``month-year`` and ``year`` ask less and keep the first day of it.

    ``ethiopian``, ``coptic``, ``persian`` and ``islamic`` ask it in that calendar; for a worker a
    small button offers the others, because a participant may know a date in one of them only.
    """

    def make_fields(self) -> None:
        self.calendar = calendar_of(self.state.appearance)
        looks = set(self.state.appearance)
        if not looks & {"month-year", "year"}:
            self.number_field("day", _("Day"), 2)
        self.month: QComboBox | None = None
        if "year" not in looks:
            self.number_field("month", _("Month"), 2)
            self._add_month_names()
        self.number_field("year", _("Year"), 4)
        self._show_calendar()

    def add_below(self) -> None:
        if not self.showing.big:
            self._add_calendar_menu()

    def read(self) -> date | None:
        if self.is_empty():
            return None
        year = self.number("year")
        if year not in YEARS or len(self.fields["year"].text().strip()) < 4:
            raise ValueError(year)
        try:
            return self.calendar.to_date(year, self.number("month", 1), self.number("day", 1))
        except OverflowError as beyond:
            raise ValueError(year) from beyond

    def write(self, value: object | None) -> None:
        parts = self.calendar.from_date(value) if isinstance(value, date) else None
        for key, number in zip(("year", "month", "day"), parts or (None, None, None), strict=True):
            if key in self.fields:
                self.fields[key].setText("" if number is None else f"{number:04}" if key == "year" else str(number))
        self._follow_month()

    def show_value(self, value: object | None) -> None:
        super().show_value(value.date() if isinstance(value, datetime) else value)
        self._follow_month()

    def words_for(self, value: object) -> str:
        assert isinstance(value, date)
        looks = self.state.appearance
        pattern = "yyyy" if "year" in looks else "MMMM yyyy" if "month-year" in looks else "dddd d MMMM yyyy"
        if pattern == "yyyy" and self.calendar is GREGORIAN:
            return ""
        return f"{FIRST}{latin(_locale().toString(QDate(value.year, value.month, value.day), pattern))}{LAST}"

    def fault_words(self) -> str:
        if "year" in self.state.appearance:
            return _("Type a year of four digits, for example 1990.")
        if "month-year" in self.state.appearance:
            return _("Type a month and a year, for example 3 and 1990.")
        return _("This day does not exist. Type a day, a month and a year, for example 27, 3 and 1990.")

    def set_writable(self, writable: bool) -> None:
        super().set_writable(writable)
        if self.month is not None:
            self.month.setEnabled(writable)

    def use_calendar(self, calendar: Calendar) -> None:
        """Ask the date in another calendar; the day stays the same."""
        self.calendar = calendar
        self._show_calendar()
        self.write(self.state.value)

    def _add_month_names(self) -> None:
        self.month = QComboBox(self)
        self.month.setAccessibleName(_("Month"))
        self.month.activated.connect(self._on_month_chosen)
        self.add_labelled("\u00a0", self.month)

    def _show_calendar(self) -> None:
        if self.month is not None:
            self.month.clear()
            self.month.addItem("")
            self.month.addItems(list(self.calendar.month_names(_locale_name())))
        if hasattr(self, "_calendar_button"):
            self._calendar_button.setText(_("Another calendar") if self.calendar is GREGORIAN else _(self.calendar.title))

    def _add_calendar_menu(self) -> None:
        self._calendar_button = self.small_button("", "calendar")
        menu = QMenu(self._calendar_button)
        for calendar in CALENDARS.values():
            menu.addAction(_(calendar.title)).triggered.connect(lambda _checked=False, wanted=calendar: self.use_calendar(wanted))
        self._calendar_button.setMenu(menu)
        self.below.addWidget(self._calendar_button, 0, Qt.AlignmentFlag.AlignLeading)
        self._show_calendar()

    def _on_month_chosen(self, index: int) -> None:
        self.fields["month"].setText(str(index) if index else "")
        self._on_edited()

    def _on_edited(self, text: str = "") -> None:
        super()._on_edited(text)
        self._follow_month()

    def _follow_month(self) -> None:
        if self.month is None:
            return
        try:
            number = self.number("month")
        except ValueError:
            number = 0
        self.month.setCurrentIndex(number if 0 < number < self.month.count() else 0)


class TimeFields(_Fields):
    """A time of the day on a 24 hour clock; value: time."""

    def make_fields(self) -> None:
        self.number_field("hour", _("Hour"), 2)
        self.number_field("minute", _("Minutes"), 2)

    def read(self) -> time | None:
        return None if self.is_empty() else time(self.number("hour"), self.number("minute"), tzinfo=_zone(self.state.value))

    def write(self, value: object | None) -> None:
        moment = value if isinstance(value, time | datetime) else None
        self.fields["hour"].setText("" if moment is None else f"{moment.hour:02}")
        self.fields["minute"].setText("" if moment is None else f"{moment.minute:02}")

    def show_value(self, value: object | None) -> None:
        # Seconds of a stored time are not asked, and must not make the fields jump while they are typed in.
        super().show_value(value.replace(second=0, microsecond=0) if isinstance(value, time) else value)

    def words_for(self, value: object) -> str:
        return ""

    def fault_words(self) -> str:
        return _("Type a time between 0:00 and 23:59, for example 9 and 30.")


class DateTimeFields(DateFields):
    """A date with a time; value: datetime, in the zone of the answer that was there, else that of the laptop."""

    def make_fields(self) -> None:
        super().make_fields()
        self.number_field("hour", _("Hour"), 2)
        self.number_field("minute", _("Minutes"), 2)

    def read(self) -> datetime | None:
        day = super().read()
        if day is None:
            return None
        moment = datetime.combine(day, time(self.number("hour"), self.number("minute")), tzinfo=_zone(self.state.value))
        return moment if moment.tzinfo else moment.astimezone()

    def write(self, value: object | None) -> None:
        super().write(value.date() if isinstance(value, datetime) else None)
        for key in ("hour", "minute"):
            self.fields[key].setText(f"{getattr(value, key):02}" if isinstance(value, datetime) else "")

    def show_value(self, value: object | None) -> None:
        _Fields.show_value(self, value.replace(second=0, microsecond=0) if isinstance(value, datetime) else None)
        self._follow_month()

    def words_for(self, value: object) -> str:
        assert isinstance(value, datetime)
        hours = _locale().toString(QTime(value.hour, value.minute), "HH:mm")
        return f"{super().words_for(value)}, {FIRST}{hours}{LAST}"

    def fault_words(self) -> str:
        return _("Type a day that exists and a time, for example 27, 3, 1990, 9 and 30.")

    def use_calendar(self, calendar: Calendar) -> None:
        self.calendar = calendar
        self._show_calendar()
        self.write(self.state.value)


def _zone(value: object) -> tzinfo | None:
    return getattr(value, "tzinfo", None)


def _locale_name() -> str:
    return PARTICIPANT_LANGUAGES[current()].locale if current() in PARTICIPANT_LANGUAGES else current()


def _locale() -> QLocale:
    return QLocale(_locale_name())
