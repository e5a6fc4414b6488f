"""Real stores that exchange real files: what was saved arrives, what was erased goes and stays away, and all come to hold the same."""

from __future__ import annotations

import random
from collections.abc import Callable, Iterator
from pathlib import Path

import pytest

from nbnb_desktop.actions import exchange, ledger
from nbnb_desktop.actions import laptops as actions_laptops
from nbnb_desktop.actions.workplace import Workplace, workplace_of
from nbnb_desktop.errors import DocumentError
from nbnb_desktop.store import Cost, Store
from nbnb_desktop.store.attachments import file_name
from nbnb_desktop.store.revisions import ERASED

CHEAP = Cost(memory=8, iterations=1, lanes=1)


@pytest.fixture
def laptops(tmp_path: Path) -> Iterator[list[Workplace]]:
    """Three laptops, all paired with each other."""
    stores = [Store.create(tmp_path / name, "Anna", "een zin om te openen", device_name=name, cost=CHEAP)[0] for name in ("A", "B", "C")]
    places = [workplace_of(store, "Anna") for store in stores]
    for one in places:
        for other in places:
            if one is not other:
                actions_laptops.pair(one, actions_laptops.my_card(other))
    yield places
    for store in stores:
        store.close()


@pytest.fixture
def send(tmp_path: Path) -> Callable[[Workplace, Workplace], Path]:
    """Export from one to another; the file, which nobody has taken in yet."""

    def make(one: Workplace, other: Workplace) -> Path:
        path = tmp_path / f"{one.store.device.name}-{one.store.exchange.next_number()}.nbnb"
        exchange.export(one, [other.store.device.name], path)
        return path

    return make


def answer(place: Workplace, participant: str, **answers: str) -> str:
    revisions, submission = place.store.revisions, f"{participant}-file"
    payload = f"<deelnemer>{''.join(f'<{name}>{value}</{name}>' for name, value in answers.items())}</deelnemer>".encode()
    parents = [head.id for head in revisions.heads(submission)]
    return revisions.save(submission, participant, "deelnemer", "1", payload, parents=parents, author="Anna").id


def contents(place: Workplace) -> dict[str, str]:
    return {revision.id: revision.digest for revision in place.store.revisions.all()}


def shown(place: Workplace) -> tuple[object, ...]:
    """What is made of it for people, the same again after a rebuild."""
    store = place.store
    now = (store.participants.all(), store.retention.due("9999"), store.participants.told_apart(), store.conflicts.all())
    store.rebuild()
    assert now == (store.participants.all(), store.retention.due("9999"), store.participants.told_apart(), store.conflicts.all())
    return now


def test_an_erasure_travels_and_takes_answers_photo_and_backups_along(laptops, send):
    a, b, __ = laptops
    photo = a.store.attachments.put(b"not really a photo", "image/jpeg", "foto.jpg")
    answer(a, "p1", given_name="Selam", photo=file_name(photo, "foto.jpg"))
    exchange.import_file(b, send(a, b))
    before = b.store.backup()
    a.store.erase("p1", "Anna")
    exchange.import_file(b, send(a, b))
    assert [revision.kind for revision in b.store.revisions.of("p1-file")] == [ERASED]
    assert not b.store.attachments.has(photo)
    assert before not in b.store.backups()
    assert b.store.backups()
    assert b.store.verify() == ()


def test_what_a_laptop_that_has_not_heard_sends_does_not_bring_an_erased_participant_back(laptops, send):
    a, b, __ = laptops
    answer(a, "p1", given_name="Selam")
    exchange.import_file(b, send(a, b))
    photo = b.store.attachments.put(b"not really a photo", "image/jpeg", "foto.jpg")
    answer(b, "p1", given_name="Selam", photo=file_name(photo, "foto.jpg"))
    a.store.erase("p1", "Anna")
    exchange.import_file(a, send(b, a))
    assert {revision.kind for revision in a.store.revisions.of("p1-file")} == {ERASED}
    assert not a.store.attachments.has(photo)


def test_a_file_that_could_not_be_saved_leaves_no_gap_at_the_receiver(laptops, send, tmp_path):
    a, b, __ = laptops
    with pytest.raises(DocumentError):
        exchange.export(a, ["B"], tmp_path / "no such folder" / "x.nbnb")
    exchange.import_file(b, send(a, b))
    assert "gap" not in [row.state for row in ledger.rows(b)]


@pytest.mark.parametrize("seed", range(4))
def test_any_order_with_losses_and_repeats_ends_in_equal_stores(laptops, send, seed):
    source, files = random.Random(seed), []
    for step in range(40):
        one, other = source.sample(laptops, 2)
        participant = f"p{source.randrange(4)}"
        deed = source.choice(("answer", "answer", "keep", "part", "send", "deliver", "deliver", "erase"))
        is_there = participant not in one.store.exchange.erasures().values()
        if deed == "answer" and is_there:
            answer(one, participant, given_name=f"name {step}")
        elif deed == "keep" and is_there:
            one.store.retention.put(participant, f"2027-01-{step % 28 + 1:02d}", author="Anna")
        elif deed == "part" and is_there:
            one.store.participants.tell_apart(participant, "p9", "Anna")
        elif deed == "send":
            files.append((other, send(one, other)))
        elif deed == "deliver" and files:
            exchange.import_file(*source.choice(files))
        elif deed == "erase" and participant == "p0" and step > 25:
            one.store.erase(participant, "Anna")
    for _round in range(2):
        for one in laptops:
            for other in laptops:
                if one is not other:
                    exchange.import_file(other, send(one, other))
    assert contents(laptops[0]) == contents(laptops[1]) == contents(laptops[2])
    assert shown(laptops[0]) == shown(laptops[1]) == shown(laptops[2])
    assert laptops[0].store.exchange.ranges() == laptops[1].store.exchange.ranges() == laptops[2].store.exchange.ranges()
    assert [place.store.verify() for place in laptops] == [()] * 3
