"""Chains of boxes on the screen: where they stand, in which direction they run, and what a screen reader hears."""

from __future__ import annotations

from itertools import pairwise

import pytest
from PySide6.QtCore import Qt
from PySide6.QtGui import QImage

from nbnb_desktop.documents.pages import Chains, Link
from nbnb_desktop.ui.chains import ChainsView
from tests.ui.shell import dressed  # noqa: F401

LONG = "Werkzoekvaardighedenmechanisme"
CHAINS = Chains(
    ("Instrument", "Mechanismen"),
    ((Link("Taalles", "gepland, deed mee: 2"), Link(LONG)), (Link("Matching", "gepland, deed mee: 0", firm=False), Link("Netwerk"))),
    "Interventielogica: Taalles → Leermechanisme",
    "Context: KIM (verzonnen)",
)


@pytest.fixture
def view(qtbot, dressed):  # noqa: F811
    made = ChainsView(CHAINS)
    qtbot.addWidget(made)
    return made


def inked(view, x):
    """How many pixels of a column differ from the ground."""
    view.resize(600, view.heightForWidth(600))
    image = view.grab().toImage().convertToFormat(QImage.Format.Format_Grayscale8)
    ground = image.pixelColor(image.width() - 1, image.height() - 1).value()
    return sum(image.pixelColor(x, y).value() != ground for y in range(image.height()))


@pytest.mark.parametrize("width", [300, 600, 1200])
def test_boxes_do_not_overlap_and_stay_inside(view, width):
    lines = view.boxes(width)
    for line in lines:
        assert line[0].right() < line[1].left()
        assert line[1].right() <= width
    assert all(above[0].bottom() < below[0].top() for above, below in pairwise(lines))
    assert lines[-1][0].bottom() < view.heightForWidth(width)


def test_a_word_that_is_wider_than_its_box_makes_it_higher(view):
    assert view.boxes(220)[1][1].height() > view.boxes(1200)[1][1].height()


def test_a_screen_reader_hears_the_whole_chain(view):
    assert view.accessibleName() == CHAINS.alt


def test_an_arrow_leads_from_box_to_box_in_both_directions_of_reading(view):
    between = (view.boxes(600)[1][0].right() + view.boxes(600)[1][1].left()) // 2
    assert inked(view, between) > 0
    view.setLayoutDirection(Qt.LayoutDirection.RightToLeft)
    assert inked(view, 600 - between) > 0
