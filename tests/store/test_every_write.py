"""Each single write fails once, and the disk stays full from each of them on: one clear sentence, and everything as it was.

``faulty_disk`` counts the writes of a deed, and the deed is done again and again, each time with the next write refused, until it goes
through without meeting the fault.
"""

from __future__ import annotations

import shutil
from collections.abc import Callable
from pathlib import Path

import pytest

from nbnb_desktop.actions import exchange, keeping, laptops
from nbnb_desktop.actions.workplace import Workplace, workplace_of
from nbnb_desktop.errors import NbnbError
from nbnb_desktop.store import Draft, Store, accounts
from nbnb_desktop.store.keys import RECOVERY, KeyFile
from tests.store.conftest import CHEAP, PASSPHRASE, add_person, data, xform
from tests.store.faulty_disk import Disk, faulty_disk, is_possible

pytestmark = pytest.mark.skipif(not is_possible(), reason="this driver of SQLCipher hides the layer below it")

FAULTS = ((True, True), (False, False))
"""(the disk stays so, because it is full or else by a fault): a disk that fills up, and one bad write."""


@pytest.fixture
def disk(tmp_path):
    with faulty_disk() as disk:
        yield disk


@pytest.fixture
def new_laptop(disk, tmp_path, clock):
    """Makes a laptop whose disk may fail, with one participant who has a form and a scan."""
    made = []

    def make(name: str) -> Workplace:
        store, __ = Store.create(tmp_path / name, "Anna", PASSPHRASE, device_name=name, cost=CHEAP, clock=clock)
        made.append(store)
        store.forms.put(xform("intake", "1", "a", "b"))
        scan = store.attachments.put(name.encode() * 3000, "text/plain", "scan.txt")
        add_person(store, f"{name}-p", given_name="Selam", family_name=name)
        store.revisions.save(f"{name}-s", f"{name}-p", "intake", "1", data("intake", a="1", b=f"{scan}.txt"), author="Anna")
        return workplace_of(store, "Anna")

    yield make
    for store in made:
        store.close()


@pytest.fixture
def laptop(new_laptop):
    return new_laptop("laptop")


def content(store: Store) -> tuple[object, ...]:
    """What people see of a store, and what they unlock it with."""
    slots = KeyFile.read(store.folder / "keys.json").slots
    return (
        store.revisions.ranges(), store.erasures.all(), [one.xml for one in store.drafts.all()], store.attachments.digests(),
        [person.id for person in store.participants.all()], store.exchange.received(), store.exchange.begun(), store.accounts.list(),
        store.forms.all(), list(store.tables.rows("intake")),
        {one: slots[one] for one in slots if one == RECOVERY or store.accounts.role(one)},
    )  # fmt: skip


def refused_everywhere(disk: Disk, store: Store, deed: Callable[[str], object]) -> int:
    """Do a deed (given a word of its own each time) with each of its writes refused; how often it was.

    What is refused says so in two sentences and changes nothing; what SQLite could do without is allowed to go through.
    """
    refused = 0
    for stays, full in FAULTS:
        at, struck = 0, True
        while struck:
            at += 1
            before, word = content(store), f"{stays}-{at}"
            struck, refusal = disk.during(lambda word=word: deed(word), at, on=stays, full=full)
            if refusal:
                refused += 1
                assert struck, "refused without a fault of the disk"
                assert all((refusal.title, refusal.advice))
                assert content(store) == before, f"write {at} failed and left something"
            assert store.verify() == (), f"write {at}"
    return refused


def test_keeping_an_answer_that_is_being_typed(disk, laptop):
    def type_on(word: str) -> None:
        laptop.store.drafts.save(Draft("d", "laptop-p", "intake", "1", (), "nl", "Anna", f"<data><a>{word}</a></data>" * 400))

    assert refused_everywhere(disk, laptop.store, type_on) > 10


def test_finishing_a_form(disk, laptop):
    def finish(word: str) -> None:
        with laptop.store.atomic():
            payload = data("intake", jobs=["bakker", word], a=word)
            laptop.store.revisions.save(f"s{word}", "laptop-p", "intake", "1", payload, author="Anna")
            laptop.store.drafts.discard("d")

    assert refused_everywhere(disk, laptop.store, finish) > 20


def test_keeping_a_scan(disk, laptop):
    assert refused_everywhere(disk, laptop.store, lambda word: laptop.store.attachments.put(word.encode() * 2000, "text/plain", "x")) > 10


def test_a_new_account_and_a_new_passphrase(disk, laptop):
    def admit(word: str) -> None:
        with laptop.store.atomic():
            laptop.store.accounts.add(word, "een zin voor deze proef")

    def change(word: str) -> None:
        laptop.store.accounts.reset_passphrase("Anna", word)

    assert refused_everywhere(disk, laptop.store, admit) > 5
    assert refused_everywhere(disk, laptop.store, change) > 5


def test_a_key_without_an_account_is_dropped_at_the_next_unlocking(disk, laptop, clock):
    store = laptop.store
    disk.begin(5, on=True, full=True)  # the database, not the key file
    with pytest.raises(NbnbError), store.atomic():
        store.accounts.add("Bert", "een zin voor deze proef")
    disk.mend()
    store.close()
    assert accounts(store.folder) == ("Anna", "Bert")
    with Store.open(store.folder, "Anna", PASSPHRASE, cost=CHEAP, clock=clock) as again:
        assert [one.name for one in again.accounts.list()] == ["Anna"]
        assert accounts(store.folder) == ("Anna",)


def test_a_backup_here_and_on_a_stick(disk, laptop, tmp_path):
    refused = 0
    for place in (None, tmp_path / "stick"):

        def back_up(word: str, place: Path | None = place) -> None:
            known = laptop.store.backups()
            try:
                keeping.backup(laptop, place)
            except NbnbError:
                assert laptop.store.backups()[: len(known)] == known
                raise

        refused += refused_everywhere(disk, laptop.store, back_up)
    assert refused > 50
    for made in (*laptop.store.backups(), *(Path(one) for one in laptop.store.backups_elsewhere())):
        assert all((made / name).stat().st_size for name in ("keys.json", "nbnb.db"))


def test_a_rebuild(disk, laptop):
    assert refused_everywhere(disk, laptop.store, lambda word: laptop.store.rebuild()) > 20


def test_an_erasure_is_done_or_not_and_never_half(disk, laptop):
    store = laptop.store
    for stays, full in FAULTS:
        at, struck = 1, True
        while struck:
            at += 4  # two backups are a part of it; all of its writes were tried once (docs/store.md)
            someone = f"{stays}-{at}"
            add_person(store, someone, given_name="Verborgen")
            struck, refusal = disk.during(lambda who=someone: store.erase(who, "Anna"), at, on=stays, full=full)
            assert refusal is None or refusal.advice
            erased = any(erasure.participant == someone for erasure in store.erasures.all())
            assert (
                (store.participants.get(someone) is None)
                == erased
                == (not any(one.payload for one in store.revisions.of(f"{someone}-file")))
            )
            assert store.verify() == ()
    store.renew_backups()
    assert len(store.backups()) == 1  # those that held somebody are gone, however often that failed


def test_making_and_taking_in_a_file(disk, new_laptop, tmp_path):
    one, other = new_laptop("een"), new_laptop("twee")
    laptops.pair(one, laptops.my_card(other))
    laptops.pair(other, laptops.my_card(one))
    made: list[Path] = []

    def export(word: str) -> None:
        path = tmp_path / f"{word}.nbnb"
        try:
            exchange.export(one, ("twee",), path)
        except NbnbError:
            assert not path.exists()
            raise
        made.append(path)

    assert refused_everywhere(disk, one.store, export) > 10
    assert not list(tmp_path.glob(".*.part"))
    assert refused_everywhere(disk, other.store, lambda word: exchange.import_file(other, made[0])) > 100
    assert other.store.participants.get("een-p") is not None
    assert exchange.import_file(other, made[-1]).known_revisions == 2


def test_a_restore_that_breaks_off_loses_nothing_and_can_be_done_again(disk, laptop, tmp_path, clock):
    copy, folder = laptop.store.backup(tmp_path / "stick"), tmp_path / "back"

    def restore() -> None:
        Store.restore(copy, folder, "Anna", PASSPHRASE, cost=CHEAP, clock=clock).close()

    restore()
    for stays, full in FAULTS:
        at, struck = 0, True
        while struck:
            at += 1
            struck, refusal = disk.during(restore, at, on=stays, full=full)
            if refusal:
                assert refusal.advice
                _whole_stores(folder, clock)
                restore()
            assert len(_whole_stores(folder, clock)) >= 2, f"write {at}"
            for aside in folder.glob("replaced-*"):
                shutil.rmtree(aside)


def _whole_stores(folder: Path, clock: Callable[[], float]) -> list[Path]:
    """The store and what was set aside, as far as it calls itself a store; each has to open and be whole."""
    whole = [place for place in (folder, *folder.glob("replaced-*")) if (place / "keys.json").is_file() and (place / "nbnb.db").is_file()]
    for place in whole:
        with Store.open(place, "Anna", PASSPHRASE, cost=CHEAP, clock=clock) as store:
            assert store.verify() == ()
            assert store.participants.get("laptop-p") is not None
    return whole
