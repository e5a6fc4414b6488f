"""Who did what when, as an administrator reads it. All people are invented."""

from __future__ import annotations

import re
from pathlib import Path

import pytest

from nbnb_desktop import i18n
from nbnb_desktop.actions import keeping, participants, printing, setup, trail
from nbnb_desktop.actions.participants import NewParticipant
from nbnb_desktop.actions.trail import Asked
from nbnb_desktop.errors import RecordError

SECOND = "zeven gele emmers dansen"
ROOM = Path(__file__).parents[2] / "nbnb_desktop"


def said(workplace, asked=Asked()):  # noqa: B008
    with i18n.speaking("en"):
        return [deed.what for deed in trail.deeds(workplace, asked).rows]


@pytest.fixture
def day(workplace):
    """Sanne opened a file, printed it, took a colleague in, and erased the file."""
    selam = participants.new(workplace, NewParticipant("Selam", "Tekle"))
    participants.open_file(workplace, selam)
    printing.portfolio(workplace, selam)
    setup.add_account(workplace, "noor", SECOND, "leader")
    return selam


def test_every_event_that_the_program_notes_is_said_in_words():
    source = "".join(
        path.read_text(encoding="utf-8") for path in [*ROOM.glob("actions/*.py"), *ROOM.glob("store/*.py"), *ROOM.glob("ui/*.py")]
    )
    noted = set(re.findall(r'audit\.note\(\s*"([^"]+)"', source)) | set(re.findall(r'"(hand-over[ :][^"]+)"', source))
    assert noted - trail.DEEDS.keys() == set()
    assert len(noted) > 25


def test_each_deed_is_a_sentence_with_the_name_and_the_latest_is_first(workplace, day):
    found = said(workplace)
    assert found[0] == "added an account: noor, project leader"
    assert found[1].startswith("made a paper for Selam Tekle: Portfolio (")
    assert found[2] == "opened the file of Selam Tekle"


def test_the_name_of_somebody_who_was_erased_is_nowhere(workplace, day):
    keeping.erase(workplace, day)
    assert not [words for words in said(workplace) if "Selam" in words]


def test_one_can_look_at_one_kind_and_at_one_person(workplace, day):
    assert said(workplace, Asked(kind=trail.READING)) == ["opened the file of Selam Tekle"]
    assert len(said(workplace, Asked(account="sanne"))) == len(said(workplace))
    assert said(workplace, Asked(account="noor")) == []


def test_what_is_older_than_the_period_is_left_out(workplace, day):
    workplace.store._database.run("update audit set at = '2020-01-01T00:00:00.000Z' where event = 'read'")
    assert "opened the file of Selam Tekle" in said(workplace)
    assert "opened the file of Selam Tekle" not in said(workplace, Asked(days=31))


def test_a_window_of_the_list_is_read_at_a_time(workplace, day):
    page = trail.deeds(workplace, Asked(), limit=1, offset=1)
    assert len(page.rows) == 1
    assert page.total == len(said(workplace))


def test_who_looks_at_the_list_is_in_it(workplace):
    assert trail.people(workplace) == ("sanne",)
    assert said(workplace)[0] == "looked at this list"


def test_an_event_of_a_newer_program_is_shown_as_it_is(workplace):
    workplace.store.audit.note("something new", "", "with this")
    assert said(workplace)[0] == "something new with this"


def test_only_an_administrator_may_look(make_workplace, tmp_path):
    first = make_workplace("twee")
    setup.add_account(first, "noor", SECOND, "leader")
    setup.lock(first)
    noor = setup.unlock(tmp_path / "twee", "noor", SECOND)
    for look in (trail.people, lambda workplace: trail.deeds(workplace, Asked())):
        with pytest.raises(RecordError):
            look(noor)
    setup.lock(noor)
