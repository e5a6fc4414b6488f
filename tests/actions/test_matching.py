"""Employers, places and who may fit. Everybody is invented."""

from __future__ import annotations

import pytest

from nbnb_desktop.actions import employers, entry, matching, participants
from nbnb_desktop.actions.participants import NewParticipant
from nbnb_desktop.errors import RecordError

BAKERY = {"employer_name": "Bakkerij Proef", "place": "Utrecht", "contact_person": "Mevrouw Test"}
PLACE = {
    "employer": "Bakkerij Proef", "placement_kind": "2", "job_title": "Hulp in de keuken", "job_function": "F20", "place": "Utrecht",
    "hours_per_week": "24", "language_required": "A2", "requirements": "certificaat varkensvlees", "certificates": "HACCP",
    "day_parts": "ma_o di_o", "start_date": "2026-12-01", "filled": "0",
}  # fmt: skip


@pytest.fixture
def selam(workplace):
    return participants.new(workplace, NewParticipant("Selam", "Tesfay"))


@pytest.fixture
def place(workplace):
    return entry.register(workplace, "vacature", "", PLACE)


def test_a_form_about_an_employer_belongs_to_no_participant(workplace):
    begun = entry.begin(workplace, "werkgever")
    assert begun.participant == ""
    entry.save_draft(workplace, entry.snapshot(begun))
    assert [one.form_id for one in employers.overview(workplace).begun] == ["werkgever"]
    assert entry.begin(workplace, "werkgever").submission == begun.submission


def test_the_overview_has_employers_with_their_open_places(workplace, place):
    entry.register(workplace, "werkgever", "", BAKERY)
    entry.register(workplace, "vacature", "", {**PLACE, "filled": "1", "job_title": "Bezet"})
    found = employers.overview(workplace)
    assert [(one.name, one.open_places, one.town) for one in found.employers] == [("Bakkerij Proef", 1, "Utrecht")]
    assert [(one.title, one.is_open) for one in found.places] == [("Hulp in de keuken", True), ("Bezet", False)]
    assert "24 uur per week" in " ".join(found.places[0].about)


def test_a_place_shows_who_may_fit_with_reasons_and_warnings(workplace, selam, place):
    certificate = {"certificate_kind": "HACCP"}
    entry.register(workplace, "certificaat", selam, certificate)
    entry.save_draft(workplace, entry.snapshot(entry.begin(workplace, "intake", selam)))
    assert matching.people_for(workplace, place).lines == ()
    _intake(workplace, selam)
    (line,) = matching.people_for(workplace, place).lines
    assert (line.participant, line.name, line.fits) == (selam, "Selam Tesfay", False)
    assert any("24" in reason for reason in line.reasons)
    assert line.cautions[0].colour == "red"


def test_a_participant_sees_open_places_only(workplace, selam, place):
    entry.register(workplace, "vacature", "", {**PLACE, "filled": "1"})
    entry.register(workplace, "vacature", "", {**PLACE, "open_until": "2020-01-31", "start_date": ""})
    found = matching.places_for(workplace, selam)
    assert [one.place for one in found.lines] == [place]
    assert found.looked_at == 1


def test_a_match_begins_a_placement_with_what_the_place_says(workplace, selam, place):
    opened = entry.reopen(workplace, matching.begin_placement(workplace, selam, place))
    answers = {name: opened.session.text(f"/data/{name}") for name in ("plaats/employer", "plaats/job_function", "contract/hours_per_week")}
    assert answers == {"plaats/employer": "Bakkerij Proef", "plaats/job_function": "F20", "contract/hours_per_week": "24"}
    assert opened.participant == selam


def test_a_place_that_is_not_here_is_said(workplace):
    with pytest.raises(RecordError):
        matching.people_for(workplace, "nergens")


def _intake(workplace, participant):
    """What matching reads of an intake; saved as it stands, not finished."""
    opened = entry.begin(workplace, "intake", participant)
    refs = {column.name: column.ref for column in opened.session.definition.columns()}
    for name, text in {
        "dutch_level_speaking": "A2",
        "hours_per_week_wanted": "32",
        "day_parts": "ma_o di_o",
        "work_demands": "varken",
    }.items():
        opened.session.answer_text(refs[name], text)
    entry.finish(workplace, entry.snapshot(opened))
