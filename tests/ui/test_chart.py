"""Bars on the screen: longer is more, from where reading starts, and the values are written."""

from __future__ import annotations

import pytest
from PySide6.QtCore import Qt

from nbnb_desktop.documents.pages import Bar, Chart
from nbnb_desktop.ui import theme
from nbnb_desktop.ui.chart import ChartView

from .shell import dressed  # noqa: F401

CHART = Chart(
    (Bar("Werken met handen", 9.0, "9"), Bar("Onderzoeken", 3.0, "3"), Bar("Ordenen", None, "te weinig antwoorden")),
    12,
    "Staafdiagram: 9, 3",
)


def view(qtbot, direction=Qt.LayoutDirection.LeftToRight, width=600):
    made = ChartView(CHART)
    qtbot.addWidget(made)
    made.setLayoutDirection(direction)
    made.resize(width, made.heightForWidth(width))
    return made


def filled(made, row):
    """The x of every pixel in the accent colour on the line through the middle of a bar."""
    picture = made.grab().toImage()
    ratio = picture.devicePixelRatio()
    middle = made.rows(made.width())[row][1].center().y()
    accent = theme.current().color("accent").rgb()
    return [x for x in range(picture.width()) if picture.pixel(x, round(middle * ratio)) == accent]


def test_a_bar_is_as_long_as_its_value(qtbot, dressed):  # noqa: F811
    made = view(qtbot)
    long, short = len(filled(made, 0)), len(filled(made, 1))
    assert long == pytest.approx(3 * short, abs=8)
    assert filled(made, 2) == []


def test_in_a_window_that_reads_from_the_right_bars_begin_at_the_right(qtbot, dressed):  # noqa: F811
    left, right = view(qtbot), view(qtbot, Qt.LayoutDirection.RightToLeft)
    assert len(filled(left, 0)) == pytest.approx(len(filled(right, 0)), abs=2)
    mirrored = sorted(right.width() - 1 - x for x in filled(right, 0))
    assert mirrored[0] == pytest.approx(filled(left, 0)[0], abs=3)
    assert mirrored[-1] == pytest.approx(filled(left, 0)[-1], abs=3)


def test_a_narrow_chart_is_higher_and_every_row_keeps_inside(qtbot, dressed):  # noqa: F811
    made = view(qtbot, width=260)
    assert made.heightForWidth(260) > made.heightForWidth(900)
    for width in (260, 900):
        assert all(part.bottom() < made.heightForWidth(width) and part.right() <= width for row in made.rows(width) for part in row)


def test_what_the_chart_says_can_be_heard(qtbot, dressed):  # noqa: F811
    assert view(qtbot).accessibleName() == "Staafdiagram: 9, 3"
