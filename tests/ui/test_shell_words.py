"""How screens say names, dates and moments."""

from __future__ import annotations

from datetime import date, datetime

import pytest

from nbnb_desktop import i18n
from nbnb_desktop.ui import words
from tests.ui.shell import AHMAD, Row


@pytest.mark.parametrize(
    ("birth", "precision", "said"),
    [
        ("1994-03-12", "exact", "12 maart 1994"),
        ("1994-03-01", "month", "maart 1994"),
        ("1994", "year", "1994"),
        ("1994-01-01", "about", "1994"),
    ],
)
def test_a_birth_date_is_said_no_more_precisely_than_it_is_known(birth, precision, said):
    assert said in words.birth_in_words(birth, precision)
    if precision != "exact":
        assert "1 januari" not in words.birth_in_words(birth, precision)


def test_an_unknown_birth_date_says_nothing():
    assert words.birth_in_words("", "exact") == ""
    assert words.age("") is None
    assert words.age_in_words("", "exact") == ""


def test_age_counts_whole_years_until_the_birthday():
    assert words.age("1994-03-12", date(2026, 3, 11)) == 31
    assert words.age("1994-03-12", date(2026, 3, 12)) == 32


def test_an_age_from_a_year_alone_is_not_said_as_exact():
    assert words.age_in_words("1994", "year", date(2026, 6, 1)) != words.age_in_words("1994-01-01", "exact", date(2026, 6, 1))


def test_dates_keep_latin_digits_on_an_arabic_screen():
    with i18n.speaking("ar"):
        assert "1994" in words.day_in_words("1994-03-12")
        assert "12" in words.day_in_words("1994-03-12")


def test_a_name_in_own_script_stands_isolated_and_replaces_a_missing_latin_name():
    assert words.person_name(AHMAD) == words.isolated("Ahmad Al-Khatib")
    assert words.person_name(Row("x", "", "", "ሰላም")) == words.isolated("ሰላም")


def test_a_moment_of_today_is_said_with_the_time_and_an_older_one_with_the_day():
    now = datetime(2026, 3, 2, 18, 0)
    assert "10:15" in words.moment("2026-03-02T10:15:00", now)
    assert words.moment("2026-02-20T10:15:00", now) == "20 februari 2026"


def test_languages_are_called_as_the_interface_calls_them():
    assert words.language_names(("ti", "ar")) == "Tigrinya, Arabisch"
    assert words.language_name("xx-unknown") == "xx-unknown"
