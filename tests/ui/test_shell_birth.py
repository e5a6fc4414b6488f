"""A birth date is kept as precisely as it is known, and no more."""

from __future__ import annotations

import pytest

from nbnb_desktop.ui.birth import BirthEdit


@pytest.fixture
def edit(qtbot):
    made = BirthEdit()
    qtbot.addWidget(made)
    made.show()
    return made


def choose(edit, precision, day="", month=0, year=""):
    edit.known.setCurrentIndex(edit.known.findData(precision))
    edit.day.setText(day)
    edit.month.setCurrentIndex(month)
    edit.year.setText(year)


@pytest.mark.parametrize(("precision", "birth"), [("exact", "1990-04-02"), ("month", "1990-04"), ("year", "1990"), ("about", "1990")])
def test_the_date_is_as_precise_as_what_is_known(edit, precision, birth):
    choose(edit, precision, "2", 4, "1990")
    assert (edit.birth, edit.precision, edit.fault) == (birth, precision, "")


def test_fields_that_are_not_known_are_not_asked(edit):
    choose(edit, "year")
    assert not edit.day.isVisible()
    assert not edit.month.isVisible()
    assert edit.year.isVisible()


@pytest.mark.parametrize(("day", "month", "year"), [("2", 4, ""), ("", 4, "1990"), ("2", 0, "1990"), ("2", 4, "90")])
def test_a_date_that_is_half_filled_in_is_a_fault_in_words(edit, day, month, year):
    choose(edit, "exact", day, month, year)
    assert edit.fault


def test_nothing_filled_in_is_no_fault_and_no_date(edit):
    assert (edit.birth, edit.fault) == ("", "")
