"""A birth date as it is known: day, month and year as three fields, and how sure it is."""

from __future__ import annotations

from PySide6.QtCore import QRegularExpression, Signal
from PySide6.QtGui import QRegularExpressionValidator
from PySide6.QtWidgets import QComboBox, QLineEdit, QWidget

from nbnb_desktop.i18n import N_, _
from nbnb_desktop.ui import theme
from nbnb_desktop.ui.blocks import column, px, row, text
from nbnb_desktop.ui.words import locale

PRECISIONS = (
    ("exact", N_("The exact date is known")),
    ("month", N_("Only the month and year are known")),
    ("year", N_("Only the year is known")),
    ("about", N_("The year is about right")),
)
_ASKS_MONTH = ("exact", "month")


class BirthEdit(QWidget):
    """``birth`` is ISO and as precise as ``precision``: ``1990-04-12``, ``1990-04``, ``1990`` or "" while it is not filled in."""

    changed = Signal()

    def __init__(self) -> None:
        super().__init__()
        self.known = QComboBox()
        for code, words in PRECISIONS:
            self.known.addItem(_(words), code)
        self.known.setAccessibleName(_("What is known of the birth date"))
        self.day = _number(2, _("Day"))
        self.month = QComboBox()
        self.month.setAccessibleName(_("Month"))
        self.month.addItem("", 0)
        for number in range(1, 13):
            self.month.addItem(locale().standaloneMonthName(number), number)
        self.year = _number(4, _("Year"))
        self._day = QWidget()
        self._day.setLayout(column(text(_("Day"), "small"), self.day, spacing=theme.TINY))
        self._month = QWidget()
        self._month.setLayout(column(text(_("Month"), "small"), self.month, spacing=theme.TINY))
        fields = row(self._day, self._month, column(text(_("Year"), "small"), self.year, spacing=theme.TINY), None)
        self.setLayout(column(self.known, fields, spacing=theme.SMALL))
        self.setFocusProxy(self.known)
        self.known.currentIndexChanged.connect(self._on_known)
        self.month.currentIndexChanged.connect(self.changed)
        for edit in (self.day, self.year):
            edit.textChanged.connect(self.changed)

    @property
    def precision(self) -> str:
        return str(self.known.currentData())

    @property
    def birth(self) -> str:
        parts = [self.year.text().strip()]
        if self.precision in _ASKS_MONTH:
            parts.append(f"{self.month.currentData() or 0:02d}")
        if self.precision == "exact":
            parts.append(self.day.text().strip().zfill(2))
        return "-".join(parts) if parts[0] else ""

    @property
    def fault(self) -> str:
        """What is not complete yet, in words; "" when nothing or everything was filled in."""
        begun = self.year.text() or (self._asks(self.day) and self.day.text()) or (self._asks(self.month) and self.month.currentData())
        if not begun:
            return ""
        if len(self.year.text()) != 4:
            return _("Type the year with four digits.")
        if self.precision in _ASKS_MONTH and not self.month.currentData():
            return _("Choose the month, or say that only the year is known.")
        if self.precision == "exact" and not self.day.text():
            return _("Type the day, or say that only the month and year are known.")
        return ""

    def _asks(self, field: QWidget) -> bool:
        return field.isVisibleTo(self)

    def _on_known(self) -> None:
        self._day.setVisible(self.precision == "exact")
        self._month.setVisible(self.precision in _ASKS_MONTH)
        self.changed.emit()


def _number(digits: int, name: str) -> QLineEdit:
    edit = QLineEdit()
    edit.setMaxLength(digits)
    edit.setValidator(QRegularExpressionValidator(QRegularExpression("[0-9]*"), edit))
    edit.setMaximumWidth(px(34 + 18 * digits))
    edit.setAccessibleName(name)
    return edit
