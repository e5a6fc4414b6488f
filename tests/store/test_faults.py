"""Real faults: killed programs, full disks, files that may not grow. Nothing promised is lost, nothing is half done."""

from __future__ import annotations

import sys
from contextlib import AbstractContextManager, contextmanager, nullcontext

import pytest

from nbnb_desktop.errors import StoreError
from nbnb_desktop.store import Draft, Store
from tests.store.conftest import CHEAP, PASSPHRASE, add_person, instance
from tests.store.killing import survive
from tests.store.leaks import found_in_clear

LONG = "x" * 20_000


def test_a_program_killed_at_random_moments_loses_nothing_that_was_promised(tmp_path):
    survived = survive(tmp_path, kills=25)
    assert (survived.lost, survived.faults) == (0, ())
    assert survived.promised > 15


def test_a_full_disk_is_said_and_half_saves_nothing_wherever_it_strikes(store):
    add_person(store, "p0", given_name="Selam")
    store._database.run("pragma wal_checkpoint(truncate)")
    pages = int(store._database.value("pragma page_count"))
    refused = 0
    for spare in range(40):
        store._database.all(f"pragma max_page_count = {pages + spare}")
        refusal = _refusal(store, spare)
        refused += refusal is not None
        assert refusal is None or "full" in refusal.title
    assert 5 < refused < 40
    store._database.all("pragma max_page_count = 1000000")
    assert add_person(store, "after", given_name="Later").number == int(store.revisions.count())


def _refusal(store: Store, number: int, within: AbstractContextManager[None] | None = None) -> StoreError | None:
    """Save much; a refusal has advice and leaves everything as it was."""
    before = _content(store)
    try:
        with within or nullcontext():
            _much(store, number)
    except StoreError as error:
        refusal = error
    else:
        return None
    assert refusal.advice
    assert _content(store) == before
    assert store.verify() == ()
    return refusal


def _much(store: Store, number: int) -> None:
    """A save of about thirty pages, each way of writing in it."""
    with store.atomic():
        store.drafts.save(Draft(f"d{number}", f"p{number}", "intake", "1", (), "nl", "Anna", LONG))
        store.attachments.put(f"{number}{LONG}".encode(), "text/plain", "long.txt")
        add_person(store, f"q{number}", given_name=f"Name{number}", own_name="".join(chr(0x1200 + n) for n in range(200)))


def _content(store: Store) -> tuple[object, ...]:
    return (
        store.revisions.count(), store.revisions.ranges(), len(store.drafts.all()), store.attachments.digests(),
        store.participants.search().total, store.settings.get("clock"),
    )  # fmt: skip


@pytest.mark.skipif(sys.platform == "win32", reason="Windows has no limit on the size of files")
def test_a_file_that_may_not_grow_is_said_and_half_saves_nothing(store):
    add_person(store, "p0", given_name="Selam")
    wal = store.folder / "nbnb.db-wal"
    refused = 0
    for number in range(25):
        refused += _refusal(store, number, files_up_to(wal.stat().st_size + number * 6_000)) is not None
    assert 3 < refused < 25
    assert add_person(store, "after").number == store.revisions.count()


@pytest.mark.skipif(sys.platform == "win32", reason="Windows has no limit on the size of files")
def test_a_backup_or_key_file_that_does_not_fit_leaves_what_was_there(store):
    add_person(store, "p0", given_name="Selam")
    keys = (store.folder / "keys.json").read_bytes()
    for attempt in (store.backup, lambda: store.accounts.add("Bert", "zin van Bert")):
        with files_up_to(200), pytest.raises(StoreError):
            attempt()
    assert [account.name for account in store.accounts.list()] == ["Anna"]
    assert store.backups() == ()
    assert (store.folder / "keys.json").read_bytes() == keys
    assert [path.name for path in store.folder.rglob(".*")] == []
    assert store.verify() == ()


@contextmanager
def files_up_to(size: int):
    """Let this process write no file beyond ``size`` bytes, as a full disk would."""
    import resource

    before = resource.getrlimit(resource.RLIMIT_FSIZE)
    resource.setrlimit(resource.RLIMIT_FSIZE, (size, before[1]))
    try:
        yield
    finally:
        resource.setrlimit(resource.RLIMIT_FSIZE, before)


def test_a_store_that_may_only_be_read_says_so(store):
    store._database.run("pragma query_only = on")
    with pytest.raises(StoreError) as refused:
        add_person(store, "p1")
    assert refused.value.advice
    assert store.participants.search().total == 0


def test_wrong_sql_is_a_bug_and_no_sentence_for_people(store):
    with pytest.raises(Exception, match="no such table") as bug:
        store._database.all("select * from nowhere")
    assert not isinstance(bug.value, StoreError)


def test_after_a_working_day_no_file_holds_a_name_in_clear(new_store):
    words = ("Geheimenaam", "ኃይለማርያም", "الحسنوي", "verborgenwoord")
    store = new_store("s")
    payload = instance(given_name=words[0], own_name=f"{words[1]} {words[2]}", note=words[3])
    store.drafts.save(Draft("d", "p1", "deelnemer", "1", (), "ti", "Anna", payload.decode()))
    store.revisions.save("s1", "p1", "deelnemer", "1", payload, author="Anna")
    store.attachments.put(words[3].encode() * 500, "text/plain", f"{words[0]}.txt")
    for word in words:
        store.participants.search(word)
    store.audit.note("read", "p1", words[0])
    store.backup()
    with pytest.raises(StoreError):
        Store.open(store.folder, "Anna", PASSPHRASE)
    assert found_in_clear(store.folder, words) == []
    store.close()
    Store.open(store.folder, "Anna", PASSPHRASE, cost=CHEAP).close()
    assert found_in_clear(store.folder, words) == []


def test_the_search_for_leaks_finds_one(tmp_path):
    (tmp_path / "deep").mkdir()
    (tmp_path / "deep" / "log.txt").write_bytes("… geheimenaam …".encode("utf-16-le"))
    (tmp_path / "Geheimenaam.tmp").write_bytes(b"")
    assert found_in_clear(tmp_path, ["Geheimenaam"]) == [("Geheimenaam.tmp", "Geheimenaam"), ("log.txt", "Geheimenaam")]
