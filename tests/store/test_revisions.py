"""Revisions are only ever added, numbered without gaps, and the same from wherever they come."""

from __future__ import annotations

from dataclasses import replace

import pytest

from nbnb_desktop.errors import StoreError
from nbnb_desktop.records import Stamp
from nbnb_desktop.store import Added
from nbnb_desktop.store.driver import sqlcipher
from nbnb_desktop.store.log import CLOCK_BOUND
from tests.store.conftest import START, add_person, instance


def test_a_saved_revision_reads_back_as_it_was(store):
    saved = add_person(store, "p1", given_name="Tekle", own_name="ተክለ")
    assert store.revisions.get(saved.id) == saved
    assert saved.digest == saved.computed_digest()


def test_the_revisions_of_a_device_are_numbered_without_gaps(store):
    numbers = [add_person(store, f"p{n}").number for n in range(5)]
    assert numbers == [1, 2, 3, 4, 5]
    assert store.revisions.ranges() == {store.device.id: ((1, 5),)}


def test_a_rolled_back_block_leaves_no_gap_and_no_trace(store):
    def stopped_halfway() -> None:
        with store.atomic():
            add_person(store, "p1")
            raise RuntimeError

    with pytest.raises(RuntimeError):
        stopped_halfway()
    assert store.participants.count() == 0
    assert add_person(store, "p2").number == 1
    assert [row.participant for row in store.submissions.all()] == ["p2"]


def test_stamps_go_on_though_the_clock_of_the_laptop_goes_back(store, clock):
    first = add_person(store, "p1")
    clock.now -= 86_400
    second = add_person(store, "p2")
    assert Stamp.parse(second.stamp) > Stamp.parse(first.stamp)


def test_a_database_refuses_to_change_or_drop_a_revision(store):
    add_person(store, "p1")
    for statement in ("update revision set author = 'Eve'", "delete from revision", "update revision set payload = x'', kind = 'erased'"):
        with pytest.raises(sqlcipher.IntegrityError):
            store._database.run(statement)


def test_heads_are_what_no_other_revision_builds_on(store):
    first = add_person(store, "p1")
    save = lambda parents: store.revisions.save("p1-file", "p1", "deelnemer", "1", instance(), parents=parents, author="Anna")  # noqa: E731
    left, right = save([first.id]), save([first.id])
    assert store.revisions.heads("p1-file") == (left, right)
    both = save([left.id, right.id])
    assert store.revisions.heads("p1-file") == (both,)


def test_a_parent_of_another_submission_is_a_bug(store):
    other = add_person(store, "p1")
    with pytest.raises(ValueError, match="parent"):
        store.revisions.save("s2", "p2", "deelnemer", "1", b"<a/>", parents=[other.id], author="Anna")


def test_foreign_revisions_are_taken_in_once_however_often_they_come(new_store):
    here, there = new_store("here"), new_store("there")
    sent = [add_person(there, f"p{n}", given_name=f"N{n}") for n in range(3)]
    assert here.revisions.add_foreign(reversed(sent)) == Added(3, 0)
    assert here.revisions.add_foreign([*sent, *sent]) == Added(0, 6)
    assert here.revisions.ranges() == there.revisions.ranges()
    assert here.participants.count() == 3


def test_only_what_the_other_lacks_is_sent(new_store):
    here, there = new_store("here"), new_store("there")
    sent = [add_person(there, f"p{n}") for n in range(5)]
    here.revisions.add_foreign([sent[0], sent[3]])
    lacking = list(there.revisions.since(here.revisions.ranges()))
    assert lacking == [sent[1], sent[2], sent[4]]


def test_an_altered_revision_is_refused_and_nothing_is_taken_in(new_store):
    here, there = new_store("here"), new_store("there")
    good, bad = add_person(there, "p1"), add_person(there, "p2")
    with pytest.raises(StoreError):
        here.revisions.add_foreign([good, replace(bad, author="Eve")])
    assert here.revisions.count() == 0
    assert here.participants.count() == 0


def test_one_id_with_two_contents_is_refused(new_store):
    here, there = new_store("here"), new_store("there")
    saved = add_person(there, "p1")
    here.revisions.add_foreign([saved])
    with pytest.raises(StoreError):
        here.revisions.add_foreign([replace(saved, payload=b"<deelnemer/>").sealed()])
    assert here.revisions.get(saved.id) == saved


def test_two_devices_with_one_numbering_are_refused_with_advice(new_store):
    here, there = new_store("here"), new_store("there")
    saved = add_person(there, "p1")
    here.revisions.add_foreign([saved])
    with pytest.raises(StoreError) as refused:
        here.revisions.add_foreign([replace(saved, id="another").sealed()])
    assert refused.value.advice


def test_our_clock_follows_a_foreign_one_but_not_into_the_far_future(new_store, clock):
    here, there = new_store("here"), new_store("there")
    clock.now = START + 3600
    near = add_person(there, "p1")
    clock.now = START + CLOCK_BOUND / 1000 + 7200
    far = add_person(there, "p2")
    clock.now = START
    here.revisions.add_foreign([near])
    assert add_person(here, "p3").stamp > near.stamp
    here.revisions.add_foreign([far])
    assert add_person(here, "p4").stamp < far.stamp


def test_undo_is_a_new_revision_that_says_what_was_said_before(store):
    first = add_person(store, "p1", given_name="Selam")
    wrong = store.revisions.save("p1-file", "p1", "deelnemer", "1", instance(given_name="X"), parents=[first.id], author="Bert")
    undone = store.revisions.undo(first.id, "Anna")
    assert (undone.payload, undone.parents, undone.kind) == (first.payload, (wrong.id,), "undo")
    assert store.participants.get("p1").given_name == "Selam"
    assert len(store.revisions.of("p1-file")) == 3


def test_two_revisions_are_compared_answer_by_answer(store):
    payloads = (b"<data><a>1</a><job><t>x</t></job></data>", b"<data><a>2</a><job><t>x</t></job><job><t>y</t></job><b/></data>")
    first, second = (store.revisions.save("s1", "p1", "intake", "1", payload, author="Anna").id for payload in payloads)
    changes = [(change.ref, change.before, change.after) for change in store.revisions.compare(first, second)]
    assert changes == [("/data/a", "1", "2"), ("/data/job[2]/t", None, "y")]
