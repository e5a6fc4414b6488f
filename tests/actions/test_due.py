"""What the filled forms of invented people ask on a day."""

from __future__ import annotations

from datetime import date

from nbnb_desktop.actions import due, entry, participants, prefill
from nbnb_desktop.actions.participants import NewParticipant

PLACE = {"placement_kind": "2", "employer": "Bakkerij Proef", "start_date": "2026-10-01"}


def person(workplace, name="Selam"):
    return participants.new(workplace, NewParticipant(name, "Tesfay"))


def test_a_placement_asks_its_call_and_the_contact_begins_with_what_is_known(workplace):
    selam = person(workplace)
    entry.register(workplace, "plaatsing", selam, PLACE)
    (line,) = due.due_today(workplace, date(2026, 10, 9))
    assert (line.kind, line.code, line.name, line.late, line.form_id) == ("call", "3", "Selam Tesfay", True, "contact")
    assert "Bakkerij Proef" in line.what
    opened = entry.reopen(workplace, due.begin_call(workplace, selam, line.code))
    assert (opened.participant, opened.session.text("/data/contact_groep/moment")) == (selam, "3")
    entry.register(workplace, "contact", selam, {"date": "2026-10-09", "contact_with": "1", "moment": "3"})
    assert due.due_today(workplace, date(2026, 10, 9)) == ()


def test_a_start_asks_the_first_survey_until_it_is_there(workplace):
    selam = person(workplace)
    start = {
        "project": "KIM", "selection_result": "1", "start_date": "2026-10-01", "gender": "2", "education_origin": "2",
        "referral_channel": "02", "participation_voluntary": "1",
    }  # fmt: skip
    entry.register(workplace, "instroom", selam, start)
    (line,) = due.due_today(workplace, date(2026, 10, 5))
    assert (line.kind, line.page, line.form_id, line.on, line.late) == ("survey", "handover", "nulmeting", "2026-10-22", False)
    assert due.due_today(workplace, date(2026, 11, 5)) == ()


def test_a_certificate_that_expires_opens_that_certificate(workplace):
    selam = person(workplace)
    scan = {"certificate_kind": "VCA", "issued_on": "2016-10-20", "has_end": "1", "valid_until": "2026-10-20"}
    submission = entry.register(workplace, "certificaat", selam, scan)
    (line,) = due.due_today(workplace, date(2026, 10, 5))
    assert (line.kind, line.submission, line.page) == ("certificate", submission, "entry")


def test_a_call_that_was_begun_is_gone_on_with_and_another_call_is_another_form(workplace):
    selam = person(workplace)
    week = due.begin_call(workplace, selam, "3")
    assert due.begin_call(workplace, selam, "3") == week
    assert due.begin_call(workplace, selam, "4") != week


def test_an_answer_that_the_form_does_not_take_is_left_open(workplace):
    selam = person(workplace)
    opened = entry.reopen(workplace, prefill.start(workplace, "contact", selam, {"contact_with": "99", "moment": "3", "nowhere": "x"}))
    assert opened.session.text("/data/contact_groep/contact_with") == ""
    assert opened.session.text("/data/contact_groep/moment") == "3"
