"""What happened with an invented participant, and how much of each pillar."""

from __future__ import annotations

import pytest

from nbnb_desktop.actions import entry, participants, story
from nbnb_desktop.actions.participants import NewParticipant
from nbnb_desktop.errors import RecordError
from nbnb_desktop.xforms import library


@pytest.fixture
def selam(workplace):
    return participants.new(workplace, NewParticipant("Selam", "Tesfay"))


def took_part(workplace, participant, instrument, attendance="1"):
    answers = {"date": "2026-03-02", "instrument": instrument, "attendance": attendance}
    return entry.register(workplace, "activiteit", participant, answers)


def test_each_form_stands_on_its_own_day_with_what_it_was(workplace, selam):
    activity = took_part(workplace, selam, "GT")
    place = {"placement_kind": "2", "employer": "Bakkerij Proef", "start_date": "2026-04-01", "end_date": "2026-06-01"}
    placement = entry.register(workplace, "plaatsing", selam, place)
    found = story.story(workplace, selam).happenings
    assert found[activity] == story.Happening("2026-03-02", "Groepstraining  ·  Aanwezig")
    assert found[placement].on == "2026-04-01"
    assert "Bakkerij Proef" in found[placement].words
    assert "1 juni 2026" in found[placement].words


def test_the_pillars_count_what_the_participant_was_at(workplace, selam):
    for instrument, attendance in (("GT", "1"), ("P2P", "4"), ("GT", "3"), ("IB", "1"), ("SPO", "1")):
        took_part(workplace, selam, instrument, attendance)
    entry.register(workplace, "plaatsing", selam, {"placement_kind": "4", "start_date": "2026-04-01"})
    pillars = story.story(workplace, selam).pillars
    assert [(pillar.count, pillar.last) for pillar in pillars] == [(2, "2026-03-02"), (1, "2026-03-02"), (1, "2026-04-01")]


def test_without_activities_the_three_pillars_are_still_there(workplace, selam):
    assert [pillar.count for pillar in story.story(workplace, selam).pillars] == [0, 0, 0]


def test_a_note_is_kept_with_its_day_and_stands_in_the_story(workplace, selam):
    note = story.write_note(workplace, selam, " Belt graag in de ochtend. ")
    told = story.story(workplace, selam).happenings[note]
    assert told.words == "Belt graag in de ochtend."
    assert told.on == workplace.provider().now().date().isoformat()


def test_an_empty_note_is_refused_and_nothing_is_kept(workplace, selam):
    with pytest.raises(RecordError):
        story.write_note(workplace, selam, "  ")
    assert story.NOTE not in [row.form_id for row in workplace.store.submissions.of(selam)]


def test_a_survey_tells_nothing_but_that_it_is_there(workplace, selam):
    opened = entry.begin(workplace, "nulmeting", selam)
    submission = entry.finish(workplace, entry.snapshot(opened))
    assert story.story(workplace, selam).happenings[submission].words == ""


def test_every_question_that_tells_is_in_its_form(workplace):
    for form_id, telling in story.TELLINGS.items():
        columns = {column.name: column.list_name for column in workplace.library.definition(form_id).columns()}
        assert {name for name in (telling.day, telling.until) if name} <= set(columns), form_id
        assert {name: columns[name] or "" for name, __ in telling.words} == dict(telling.words), form_id
    assert set(story.TELLINGS) <= set(library.names())
