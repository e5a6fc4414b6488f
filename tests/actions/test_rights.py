"""To see the file, to have it erased, and how long it is kept. All people are invented."""

from __future__ import annotations

from datetime import date

import pytest

from nbnb_desktop.actions import entry, participants, rights
from nbnb_desktop.errors import RecordError


@pytest.fixture
def selam(workplace):
    return participants.new(workplace, participants.NewParticipant("Selam", "Tesfay", "ሰላም ተስፋይ", "1994", "year", ("ti",)))


def test_an_erasure_says_beforehand_what_goes(workplace, selam):
    entry.register(workplace, "contact", selam, {"contact_with": "1", "channel": "2"})
    going = rights.rights(workplace, selam).going
    assert (going.name, going.forms, going.revisions) == ("Selam Tesfay", 2, 2)


def test_another_name_erases_nothing(workplace, selam):
    with pytest.raises(RecordError):
        rights.erase(workplace, selam, "Selam")
    assert participants.get(workplace, selam).given_name == "Selam"


def test_the_typed_name_erases_and_leaves_a_tombstone_with_counts(workplace, selam):
    assert rights.erase(workplace, selam, " selam  tesfay ") == 1
    with pytest.raises(RecordError):
        rights.rights(workplace, selam)
    (left,) = workplace.store.erasures.all()
    assert (left.participant, left.submissions) == (selam, 1)
    assert "Selam" not in str(left)


def test_a_file_is_on_the_monthly_list_from_the_day_after_its_date(workplace, selam):
    rights.keep_until(workplace, selam, "2026-05-31", "twee jaar na uitstroom")
    assert rights.due(workplace, date(2026, 5, 31)) == ()
    (found,) = rights.due(workplace, date(2026, 6, 1))
    assert (found.name, found.until, found.reason) == ("Selam Tesfay", "2026-05-31", "twee jaar na uitstroom")


def test_after_an_erasure_nobody_is_reminded(workplace, selam):
    rights.keep_until(workplace, selam, "2020-01-01")
    rights.erase(workplace, selam, "Selam Tesfay")
    assert rights.due(workplace) == ()


def test_a_date_that_cannot_be_is_refused(workplace, selam):
    with pytest.raises(RecordError):
        rights.keep_until(workplace, selam, "2026-02-30")
    assert rights.rights(workplace, selam).kept_until == ""


def test_two_years_after_the_exit_are_proposed(workplace, selam):
    assert rights.rights(workplace, selam).proposed_until == ""
    entry.register(workplace, "uitstroom", selam, {"exit_date": "2024-02-29", "exit_code": "10"})
    assert rights.rights(workplace, selam).proposed_until == "2026-02-28"
