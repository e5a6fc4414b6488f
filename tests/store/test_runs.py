"""The runs of numbers: kept with every record, and always what the records themselves say."""

from __future__ import annotations

import random
from dataclasses import replace

import pytest

from nbnb_desktop.errors import StoreError
from tests.store.conftest import add_person

ELSEWHERE = "00000000-0000-4000-8000-000000000000.1"


def foreign(template, number):
    ids = {"id": f"foreign-{number}", "submission": f"f{number}", "participant": f"f{number}", "parents": ()}
    return replace(template, **ids, device=ELSEWHERE, number=number).sealed()


@pytest.mark.parametrize("seed", range(5))
def test_runs_that_came_in_any_order_are_those_of_the_records(store, seed):
    dice, template = random.Random(seed), add_person(store, "p1", given_name="Selam")
    numbers = dice.sample(range(1, 60), 40)
    for start in range(0, 40, 7):
        store.revisions.add_foreign(foreign(template, number) for number in numbers[start : start + 7])
    assert store.revisions.ranges() == store.revisions.counted_ranges()
    assert sum(last - first + 1 for first, last in store.revisions.ranges()[ELSEWHERE]) == 40


def test_an_erasure_takes_its_number_in_the_run(store):
    add_person(store, "p1", given_name="Selam")
    store.erase("p1", "Anna")
    assert store.revisions.ranges() == {store.device.id: ((1, 2),)} == store.revisions.counted_ranges()


def test_what_was_taken_back_leaves_no_run(store):
    template = add_person(store, "p1", given_name="Selam")
    with pytest.raises(StoreError):
        store.revisions.add_foreign([*(foreign(template, number) for number in range(1, 700)), replace(foreign(template, 700), digest="0")])
    assert ELSEWHERE not in store.revisions.ranges()


def test_one_id_in_two_places_is_refused(store):
    template = add_person(store, "p1", given_name="Selam")
    store.revisions.add_foreign([foreign(template, 1)])
    with pytest.raises(StoreError):
        store.revisions.add_foreign([replace(foreign(template, 1), number=2).sealed()])
    assert store.revisions.ranges()[ELSEWHERE] == ((1, 1),)


def test_the_check_tells_runs_that_are_not_those_of_the_records(store):
    add_person(store, "p1", given_name="Selam")
    store._database.run("update run set last = last + 1")
    assert any("runs" in fault for fault in store.verify())
