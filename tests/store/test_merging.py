"""A merge is a view: two heads show together, conflicts are listed, and only a person's revision settles them."""

from __future__ import annotations

import pytest

from nbnb_desktop.store.instance import leaves
from tests.store.conftest import data, xform

FORM = xform("intake", "1", "a", "b", "c")


@pytest.fixture
def two(new_store):
    """Two laptops that hold the same first revision of one submission, and a function to exchange everything."""
    left, right = new_store("left"), new_store("right")
    for store in (left, right):
        store.forms.put(FORM)
    first = save(left, "Anna", a="1", b="1", c="1")
    right.revisions.add_foreign([first])
    return left, right, first


def save(store, author, *parents, submission="s1", kind="save", **answers):
    payload = data("intake", **answers)
    ids = [parent.id for parent in parents]
    return store.revisions.save(submission, "p1", "intake", "1", payload, parents=ids, author=author, language="nl", kind=kind)


def exchange(left, right):
    left.revisions.add_foreign(list(right.revisions.since(left.revisions.ranges())))
    right.revisions.add_foreign(list(left.revisions.since(right.revisions.ranges())))


def test_changes_of_different_fields_show_together_without_a_conflict(two):
    left, right, first = two
    save(left, "Anna", first, a="2", b="1", c="1")
    save(right, "Bert", first, a="1", b="1", c="3")
    exchange(left, right)
    for store in two[:2]:
        assert leaves(store.submissions.xml("s1")) == {"a": "2", "b": "1", "c": "3"}
        assert store.submissions.get("s1").state == "ok"
        assert not store.conflicts.all()


def test_a_field_changed_on_both_shows_the_later_value_and_lists_both(two):
    left, right, first = two
    save(left, "Anna", first, a="early", b="1", c="1")
    save(right, "Bert", first, a="late", b="1", c="1")
    exchange(left, right)
    for store in two[:2]:
        assert leaves(store.submissions.xml("s1"))["a"] == "late"
        (conflict,) = store.conflicts.of("s1")
        assert (conflict.ref, conflict.base) == ("/data/a", "1")
        assert (conflict.ours.value, conflict.ours.author, conflict.ours.device) == ("late", "Bert", right.device.id)
        assert (conflict.theirs.value, conflict.theirs.author, conflict.theirs.device) == ("early", "Anna", left.device.id)
        assert conflict.theirs.at < conflict.ours.at


def test_a_conflict_names_who_brought_a_value_in_and_not_who_saved_last(two):
    left, right, first = two
    brought = save(left, "Anna", first, a="early", b="1", c="1")
    save(left, "Carla", brought, a="early", b="1", c="other")
    save(right, "Bert", first, a="late", b="1", c="1")
    exchange(left, right)
    (conflict,) = right.conflicts.all()
    assert (conflict.theirs.author, conflict.theirs.revision) == ("Anna", brought.id)
    assert (conflict.theirs.language, conflict.theirs.form_version) == ("nl", "1")


def test_no_exchange_makes_a_revision(two):
    left, right, first = two
    save(left, "Anna", first, a="x")
    save(right, "Bert", first, a="y")
    exchange(left, right)
    assert left.revisions.count() == right.revisions.count() == 3


def test_a_revision_on_all_heads_settles_the_conflict_everywhere(two):
    left, right, first = two
    save(left, "Anna", first, a="x", b="1", c="1")
    save(right, "Bert", first, a="y", b="1", c="1")
    exchange(left, right)
    decided = save(left, "Anna", *left.revisions.heads("s1"), kind="decision", a="x", b="1", c="1")
    exchange(left, right)
    for store in two[:2]:
        assert store.submissions.get("s1").heads == (decided.id,)
        assert not store.conflicts.all()
        assert leaves(store.submissions.xml("s1"))["a"] == "x"


def test_three_laptops_show_one_thing_whatever_came_first(new_store):
    stores = [new_store(name) for name in ("one", "two", "three")]
    for store in stores:
        store.forms.put(FORM)
    first = save(stores[0], "Anna", a="1", b="1", c="1")
    changes = [first]
    for number, store in enumerate(stores):
        store.revisions.add_foreign([first])
        changes.append(
            save(store, f"author {number}", first, **{"a": f"a{number}", "b": "1", "c": "1"} | ({"b": "2"} if number == 1 else {}))
        )
    for number, store in enumerate(stores):
        store.revisions.add_foreign(changes[number:] + changes[:number])
    shown = {(store.submissions.xml("s1"), store.submissions.get("s1"), store.conflicts.of("s1")) for store in stores}
    assert len(shown) == 1
    assert leaves(stores[0].submissions.xml("s1")) == {"a": "a2", "b": "2", "c": "1"}


def test_a_form_that_is_not_here_shows_the_later_head_and_asks_a_person(two):
    left, right, _first = two
    for store, value in ((left, "x"), (right, "y")):
        store.revisions.save("s9", "p1", "unknown", "7", data("unknown", a=value), author="Anna")
    exchange(left, right)
    (conflict,) = left.conflicts.of("s9")
    assert conflict.ref == ""
    assert leaves(left.submissions.xml("s9"))["a"] == "y"


def test_a_form_that_arrives_later_mends_what_waited_for_it(two):
    left, right, __ = two
    base = left.revisions.save("s9", "p1", "late", "1", data("late", a="1", b="1"), author="Anna")
    right.revisions.add_foreign([base])
    left.revisions.save("s9", "p1", "late", "1", data("late", a="2", b="1"), parents=[base.id], author="Anna")
    right.revisions.save("s9", "p1", "late", "1", data("late", a="1", b="2"), parents=[base.id], author="Bert")
    exchange(left, right)
    assert left.submissions.get("s9").state == "conflict"
    left.forms.put(xform("late", "1", "a", "b"))
    assert left.submissions.get("s9").state == "ok"
    assert leaves(left.submissions.xml("s9")) == {"a": "2", "b": "2"}


def test_a_deletion_against_a_change_keeps_the_change_and_asks_a_person(two):
    left, right, first = two
    save(left, "Anna", first, kind="delete", a="1", b="1", c="1")
    save(right, "Bert", first, a="2", b="1", c="1")
    exchange(left, right)
    for store in two[:2]:
        assert store.submissions.get("s1").state == "conflict"
        assert leaves(store.submissions.xml("s1"))["a"] == "2"


def test_a_deleted_submission_is_shown_nowhere_and_stays_in_the_history(two):
    left, __, first = two
    save(left, "Anna", first, kind="delete", a="1")
    assert left.submissions.get("s1").state == "deleted"
    assert left.submissions.of("p1") == ()
    assert left.submissions.xml("s1") == b""
    assert len(left.revisions.of("s1")) == 2


def test_a_revision_whose_parent_has_not_come_yet_is_shown_and_finds_its_place_later(two):
    left, right, first = two
    second = save(left, "Anna", first, a="2", b="1", c="1")
    third = save(left, "Anna", second, a="3", b="1", c="1")
    right.revisions.add_foreign([third])
    assert len(right.revisions.heads("s1")) == 2
    right.revisions.add_foreign([second])
    assert right.revisions.heads("s1") == (third,)
    assert right.submissions.get("s1") == left.submissions.get("s1")
