"""Where something is, as numbers that are checked: without a network there is no map to point at."""

from __future__ import annotations

from PySide6.QtCore import Qt
from PySide6.QtWidgets import QWidget

from nbnb_desktop.i18n import _
from nbnb_desktop.ui.questions.numerals import latin, read_decimal
from nbnb_desktop.ui.questions.text import Paragraph, TextLine

POINT = "52.0907 5.1214"
ROUTE = "52.0907 5.1214\n52.0911 5.1230"
"""Examples in the fields; numbers are the same in every language."""


def read_point(text: str) -> str:
    """``latitude longitude [altitude [accuracy]]`` as ODK keeps it, four numbers. Raises ValueError.

    Decimals may have a comma where the numbers are parted by blanks or semicolons.
    """
    plain = latin(text).strip()
    parts = plain.replace(";", " ").split()
    if len(parts) == 1 or (len(parts) == 2 and parts[0].endswith(",")):
        parts = plain.replace(",", " ").split()
    numbers = [read_decimal(part) for part in parts]
    if not 2 <= len(numbers) <= 4 or abs(numbers[0]) > 90 or abs(numbers[1]) > 180:
        raise ValueError(text)
    return " ".join(repr(number) for number in (*numbers, 0.0, 0.0)[:4])


class Geopoint(TextLine):
    """``geopoint``; value: str with latitude, longitude, altitude and accuracy."""

    ltr = True

    def build(self) -> None:
        super().build()
        self.edit.setPlaceholderText(POINT)

    def widest(self) -> int:
        return 320

    def show_value(self, value: object | None) -> None:
        if self.read(self.edit.text()) != value and not self.reading_fault:
            self.edit.setText(str(value).removesuffix(" 0.0 0.0") if value else "")

    def read(self, text: str) -> str | None:
        try:
            return read_point(text)
        except ValueError:
            return None

    def doubt(self, text: str) -> str:
        return "" if self.read(text) else _("Type a latitude and a longitude, for example 52.0907 5.1214.")


class Geotrace(Paragraph):
    """``geotrace`` and ``geoshape``: one point on each line; value: str with ``;`` between points."""

    def build(self) -> None:
        super().build()
        self.edit.setPlaceholderText(ROUTE)
        self.edit.setLayoutDirection(Qt.LayoutDirection.LeftToRight)

    def focus_widget(self) -> QWidget | None:
        return self.edit

    def show_value(self, value: object | None) -> None:
        try:
            same = self._read(self.edit.toPlainText()) == value
        except ValueError:
            same = bool(self.reading_fault)
        if same:
            return
        points = [point.strip() for point in str(value or "").split(";")]
        super().show_value("\n".join(" ".join(point.split()[:2]) for point in points if point))

    def _read(self, text: str) -> str | None:
        """The points of ``text``; None for none. Raises ValueError."""
        points = [read_point(line) for line in text.splitlines() if line.strip()]
        is_shape = self.state.data_type == "geoshape"
        if points and len(set(points)) < (3 if is_shape else 2):
            raise ValueError(text)
        if is_shape and points and points[0] != points[-1]:
            points.append(points[0])  # a shape ends where it began
        return "; ".join(points) or None

    def _on_changed(self) -> None:
        if self._telling:
            return
        self.typing(True)
        try:
            value = self._read(self.edit.toPlainText())
        except ValueError:
            self.say_unreadable(_("Type one point on each line, for example 52.0907 5.1214: two for a route, three for an area."))
        else:
            self.say(value)
