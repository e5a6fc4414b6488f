"""Every saved state of a form, in words and brought back; two files of one person joined and parted. All people are invented."""

from __future__ import annotations

import pytest

from nbnb_desktop import i18n
from nbnb_desktop.actions import conflicts, duplicates, entry, history, participants, printing, sharing
from nbnb_desktop.actions.printing import Wish
from nbnb_desktop.errors import RecordError
from nbnb_desktop.i18n import _


@pytest.fixture(autouse=True)
def _in_dutch():
    with i18n.speaking("nl"):
        yield


@pytest.fixture
def selam(workplace):
    return participants.new(workplace, participants.NewParticipant("Selam", "Tesfay", "ሰላም ተስፋይ", "1994", "year", ("ti",)))


def change(workplace, submission, **answers):
    kept = entry.reopen(workplace, submission)
    refs = {column.name: column.ref for column in kept.session.definition.columns()}
    for name, text in answers.items():
        kept.session.answer_text(refs[name], text)
    entry.finish(workplace, entry.snapshot(kept))


def own_form(workplace, participant):
    return next(row.id for row in workplace.store.submissions.of(participant) if row.form_id == "deelnemer")


def test_each_saved_state_says_who_when_and_where(workplace, selam):
    form = own_form(workplace, selam)
    change(workplace, form, given_name="Salam")
    found = history.history(workplace, form)
    assert [version.kind for version in found.versions] == [_("saved"), _("saved")]
    assert {version.who for version in found.versions} == {"sanne"}
    assert {version.device for version in found.versions} == {"Laptop een"}
    assert [version.is_shown for version in found.versions] == [True, False]
    assert found.participant_name == "Salam Tesfay"


def test_what_differs_is_said_field_by_field_in_words(workplace, selam):
    form = own_form(workplace, selam)
    change(workplace, form, given_name="Salam", gender="2")
    later, first = history.history(workplace, form).versions
    found = history.changes(workplace, first.revision, later.revision)
    assert ("Selam", "Salam") in [(said.before, said.after) for said in found]
    assert all(not said.question.startswith("/") for said in found)
    gender = next(said for said in found if said.before == "")
    assert gender.after not in ("", "2")


def test_every_saved_state_can_be_read_whole(workplace, selam):
    form = own_form(workplace, selam)
    change(workplace, form, given_name="Salam")
    first = history.history(workplace, form).versions[-1]
    assert "Selam" in [said.after for said in history.answers(workplace, first.revision)]


def test_bringing_back_is_a_new_state_and_nothing_is_lost(workplace, selam):
    form = own_form(workplace, selam)
    change(workplace, form, given_name="Salam")
    history.undo(workplace, history.history(workplace, form).versions[-1].revision)
    found = history.history(workplace, form)
    assert [version.kind for version in found.versions] == [_("brought back"), _("saved"), _("saved")]
    assert participants.get(workplace, selam).given_name == "Selam"
    history.undo(workplace, found.versions[1].revision)
    assert participants.get(workplace, selam).given_name == "Salam"


def test_nothing_is_brought_back_under_the_hands_of_who_fills_the_form_in(workplace, selam):
    form = own_form(workplace, selam)
    kept = entry.reopen(workplace, form)
    entry.save_draft(workplace, entry.snapshot(kept))
    with pytest.raises(RecordError):
        history.undo(workplace, history.history(workplace, form).versions[-1].revision)


# ------------------------------------------------------------------ a survey that the coach may not see


def survey(workplace, participant, shared):
    """A survey as a hand-over keeps it, with one answer that nobody else may read."""
    begun = entry.begin(workplace, "nulmeting", participant, "nl")
    refs = {column.name: column.ref for column in begun.session.definition.columns()}
    for name, text in (("NET1", "1"), ("share_scores", shared)):
        begun.session.force_text(refs[name], text)
    return entry.finish(workplace, entry.snapshot(begun))


def test_a_survey_that_was_not_shared_is_nowhere_to_be_read(workplace, selam):
    closed = survey(workplace, selam, "0")
    assert sharing.is_sealed(workplace, closed)
    with pytest.raises(RecordError):
        history.history(workplace, closed)
    revision = workplace.store.revisions.heads(closed)[0].id
    with pytest.raises(RecordError):
        history.answers(workplace, revision)
    with pytest.raises(RecordError):
        printing.make(workplace, selam, Wish("form", "", ("nl",), closed))
    assert closed not in [each.submission for each in printing.printable(workplace, selam)]


def test_a_survey_that_was_shared_opens(workplace, selam):
    shared = survey(workplace, selam, "1")
    assert not sharing.is_sealed(workplace, shared)
    assert history.history(workplace, shared).versions


def test_the_conflict_desk_does_not_tell_what_was_not_shared(workplace, selam):
    closed = survey(workplace, selam, "0")
    store, (head,) = workplace.store, workplace.store.revisions.heads(closed)
    for answer in (b"<NET1>0</NET1>", b"<NET1>2</NET1>"):
        payload = head.payload.replace(b"<NET1>1</NET1>", answer)
        store.revisions.save(closed, selam, head.form_id, head.form_version, payload, parents=[head.id], author="sanne", language="nl")
    found = conflicts.open_conflicts(workplace)
    assert found
    assert {side.shown for one in found for side in (one.mine, one.theirs)} == {_("(not shared with the coach)")}


# ------------------------------------------------------------------ one person twice


@pytest.fixture
def twice(workplace, selam):
    """Selam a second time, spelled as somebody else heard it."""
    return selam, participants.new(workplace, participants.NewParticipant("Selaam", "Tesfai", "ሰላም ተስፋይ", "1994", "year", ("ti",)))


def test_likely_the_same_person_is_found_with_reasons(workplace, twice):
    (pair,) = duplicates.pairs(workplace)
    assert {pair.one.row.id, pair.other.row.id} == set(twice)
    assert pair.reasons
    assert duplicates.count(workplace) == 1


def test_joined_files_are_one_and_can_be_parted_again(workplace, twice):
    kept, other = twice
    duplicates.merge(workplace, kept, other)
    assert participants.search(workplace).total == 1
    assert [(one.kept.id, one.other.id) for one in duplicates.joined(workplace)] == [(kept, other)]
    assert duplicates.pairs(workplace) == ()
    duplicates.part(workplace, other)
    assert participants.search(workplace).total == 2
    assert duplicates.joined(workplace) == ()


def test_two_people_after_all_are_not_offered_again(workplace, twice):
    duplicates.tell_apart(workplace, *reversed(twice))
    assert duplicates.pairs(workplace) == ()
    assert participants.search(workplace).total == 2


def test_somebody_who_is_not_here_cannot_be_joined(workplace, selam):
    with pytest.raises(RecordError):
        duplicates.merge(workplace, selam, "nobody")
    with pytest.raises(RecordError):
        duplicates.merge(workplace, selam, selam)
