"""Passphrases, the recovery code, and what the key file gives away: nothing."""

from __future__ import annotations

import json

import pytest

from nbnb_desktop.errors import StoreError
from nbnb_desktop.store import Cost, Store, accounts, bureau_key, exists, normalise_recovery_code, recovery_code
from nbnb_desktop.store.keys import KeyFile, Slot, calibrated
from nbnb_desktop.store.tries import LONGEST_WAIT, Tries
from tests.store.conftest import CHEAP, PASSPHRASE, START, Clock, add_person


@pytest.fixture
def closed(tmp_path):
    """A store with one person, closed; its folder and its recovery code."""
    store, code = Store.create(tmp_path / "s", "Anna", PASSPHRASE, device_name="laptop", cost=CHEAP)
    add_person(store, "p1", given_name="Selam")
    store.close()
    return tmp_path / "s", code


def test_the_passphrase_opens_the_store(closed):
    folder, __ = closed
    assert exists(folder)
    assert accounts(folder) == ("Anna",)
    with Store.open(folder, "Anna", PASSPHRASE) as store:
        assert store.participants.get("p1").given_name == "Selam"
        assert store.accounts.current == "Anna"
        assert store.accounts.role() == "administrator"


def test_who_unlocked_and_who_recovered_is_noted(closed):
    folder, code = closed
    with Store.open(folder, "Anna", PASSPHRASE) as store:
        store.accounts.add("Bert", "zin van Bert")
    Store.open(folder, "Bert", "zin van Bert").close()
    store, __ = Store.recover(folder, code, "Anna", "een nieuwe zin")
    with store:
        assert [(row.event, row.account) for row in store.audit.entries()] == [("recover", "Anna"), ("unlock", "Bert"), ("unlock", "Anna")]


def test_a_wrong_passphrase_is_refused_with_advice(closed):
    with pytest.raises(StoreError, match="passphrase") as refused:
        Store.open(closed[0], "Anna", "iets anders")
    assert refused.value.advice


def test_an_unknown_account_and_an_empty_folder_are_refused(closed, tmp_path):
    for folder, name in ((closed[0], "Nobody"), (tmp_path / "nowhere", "Anna")):
        with pytest.raises(StoreError):
            Store.open(folder, name, PASSPHRASE)
    assert not exists(tmp_path / "nowhere")


def test_after_five_wrong_tries_even_the_right_one_has_to_wait(closed):
    folder, clock = closed[0], Clock()
    for __ in range(5):
        with pytest.raises(StoreError):
            Store.open(folder, "Anna", "fout", clock=clock)
    with pytest.raises(StoreError, match="wait"):
        Store.open(folder, "Anna", PASSPHRASE, clock=clock)
    clock.now += 10
    Store.open(folder, "Anna", PASSPHRASE, clock=clock).close()
    Store.open(folder, "Anna", PASSPHRASE, clock=clock).close()


def test_each_wrong_try_doubles_the_wait_up_to_a_bound(tmp_path):
    now = [START]
    tries = Tries(tmp_path / "tries.json", lambda: now[0])
    waits = []
    for __ in range(20):
        tries.failed()
        waits.append(tries.wait())
    assert waits[:8] == [0, 0, 0, 0, 5, 10, 20, 40]
    assert waits[-1] == LONGEST_WAIT
    now[0] -= 100_000  # somebody set the clock back
    assert tries.wait() == LONGEST_WAIT


def test_the_recovery_code_opens_gives_a_new_passphrase_and_is_used_up(closed):
    folder, code = closed
    store, fresh = Store.recover(folder, code.lower().replace("-", " "), "Anna", "een nieuwe zin")
    with store:
        assert store.participants.count() == 1
    Store.open(folder, "Anna", "een nieuwe zin").close()
    for old in (lambda: Store.open(folder, "Anna", PASSPHRASE), lambda: Store.recover(folder, code, "Anna", "x")):
        with pytest.raises(StoreError):
            old()
    assert fresh != code
    Store.recover(folder, fresh, "Anna", "nog een zin")[0].close()


def test_a_typing_mistake_in_the_code_is_named_by_its_group():
    code = recovery_code.generate()
    wrong = "A" if code[6] != "A" else "B"
    with pytest.raises(StoreError, match="2"):
        normalise_recovery_code(code[:6] + wrong + code[7:])
    with pytest.raises(StoreError, match="31"):
        normalise_recovery_code(code[:-1])


def test_groups_that_changed_places_are_noticed():
    first, second, *rest = recovery_code.generate().split("-")
    with pytest.raises(StoreError):
        normalise_recovery_code("-".join((second, first, *rest)))


def test_letters_that_look_like_digits_are_read_as_digits():
    code = recovery_code.generate()
    assert normalise_recovery_code(code.replace("0", "O").replace("1", "l")) == code


def test_a_new_passphrase_leaves_the_database_alone(closed):
    folder, __ = closed
    with Store.open(folder, "Anna", PASSPHRASE) as store:
        before = store._database.connection.total_changes
        store.accounts.change_passphrase("Anna", PASSPHRASE, "een nieuwe zin")
        assert store._database.connection.total_changes == before
    Store.open(folder, "Anna", "een nieuwe zin").close()


def test_who_does_not_know_the_old_passphrase_cannot_change_it(closed):
    with Store.open(closed[0], "Anna", PASSPHRASE) as store, pytest.raises(StoreError):
        store.accounts.change_passphrase("Anna", "geraden", "een nieuwe zin")


def test_every_account_has_a_passphrase_and_a_role_of_its_own(closed):
    folder, __ = closed
    with Store.open(folder, "Anna", PASSPHRASE) as store:
        store.accounts.add("Bert", "zin van Bert", "worker")
        with pytest.raises(StoreError):
            store.accounts.add("Bert", "nog een keer", "worker")
    assert accounts(folder) == ("Anna", "Bert")
    with Store.open(folder, "Bert", "zin van Bert") as store:
        assert store.accounts.role() == "worker"
    with pytest.raises(StoreError):
        Store.open(folder, "Bert", PASSPHRASE)


def test_a_disabled_account_cannot_unlock_even_with_an_old_key_file(closed):
    folder, __ = closed
    with Store.open(folder, "Anna", PASSPHRASE) as store:
        store.accounts.add("Bert", "zin van Bert", "worker")
    old = (folder / "keys.json").read_bytes()
    with Store.open(folder, "Anna", PASSPHRASE) as store:
        store.accounts.disable("Bert")
    with pytest.raises(StoreError):
        Store.open(folder, "Bert", "zin van Bert")
    (folder / "keys.json").write_bytes(old)
    with pytest.raises(StoreError):
        Store.open(folder, "Bert", "zin van Bert")


def test_the_last_administrator_stays(closed):
    with Store.open(closed[0], "Anna", PASSPHRASE) as store:
        for attempt in (lambda: store.accounts.disable("Anna"), lambda: store.accounts.change_role("Anna", "worker")):
            with pytest.raises(StoreError):
                attempt()


def test_a_wrap_opens_only_for_the_account_it_was_made_for():
    slot = Slot.seal(b"k" * 32, "Anna", "zin", CHEAP)
    assert slot.open("Anna", "zin") == b"k" * 32
    assert slot.open("Bert", "zin") is None


def test_neither_key_nor_passphrase_stands_in_the_key_file(closed):
    folder, code = closed
    content = (folder / "keys.json").read_text()
    for secret in (PASSPHRASE, code, code.replace("-", "")):
        assert secret not in content


def test_a_guess_costs_at_least_64_mib_however_quick_the_machine():
    for cost in (Cost(), calibrated(0.0)):
        assert cost.memory >= 64 * 1024
        assert cost.iterations >= 5


@pytest.mark.parametrize("content", [b"", b"{}", b"[]", b'{"format": 1, "slots": {"Anna": {"salt": "x"}}}', b"\xff\xfe"])
def test_a_damaged_key_file_is_refused_in_words(closed, content):
    folder, __ = closed
    (folder / "keys.json").write_bytes(content)
    with pytest.raises(StoreError):
        Store.open(folder, "Anna", PASSPHRASE)


def test_a_newer_key_file_is_refused_untouched(closed):
    folder, __ = closed
    path = folder / "keys.json"
    path.write_text(json.dumps({**json.loads(path.read_text()), "format": 2}))
    before = path.read_bytes()
    with pytest.raises(StoreError, match="newer"):
        Store.open(folder, "Anna", PASSPHRASE)
    assert path.read_bytes() == before


def test_the_key_file_is_replaced_whole_or_not_at_all(closed, monkeypatch):
    folder, __ = closed
    before = (folder / "keys.json").read_bytes()
    monkeypatch.setattr("nbnb_desktop.store.keys.os.replace", _no_space)
    with pytest.raises(StoreError):
        KeyFile.read(folder / "keys.json").without("Anna").write(folder / "keys.json")
    assert (folder / "keys.json").read_bytes() == before
    assert not list(folder.glob(".keys*"))


def _no_space(*paths: object) -> None:
    raise OSError(28, "No space left on device")


def test_the_key_is_overwritten_in_memory_when_the_store_closes(closed):
    store = Store.open(closed[0], "Anna", PASSPHRASE)
    assert any(store._key)
    store.close()
    assert not any(store._key)


def test_a_bureau_that_is_trusted_recovers_a_store_whose_code_is_lost(closed):
    folder, __ = closed
    private, public = bureau_key.generate()
    with Store.open(folder, "Anna", PASSPHRASE) as store:
        store.accounts.trust_bureau(public)
        assert store.accounts.bureaus() == (public,)
        store.accounts.add("Bert", "zin van Bert")  # the seal stays when other things of the key file change
    store, code = Store.recover(folder, private, "Anna", "een nieuwe zin")
    store.close()
    Store.open(folder, "Anna", "een nieuwe zin").close()
    Store.recover(folder, code, "Bert", "een nieuwe zin")[0].close()


def test_a_bureau_that_is_not_trusted_opens_nothing(closed):
    folder, __ = closed
    private, public = bureau_key.generate()
    other, __ = bureau_key.generate()
    with Store.open(folder, "Anna", PASSPHRASE) as store:
        store.accounts.trust_bureau(public)
        with pytest.raises(StoreError):
            store.accounts.trust_bureau("age1nonsense")
    for key in (other, "AGE-SECRET-KEY-1NONSENSE"):
        with pytest.raises(StoreError, match="bureau"):
            Store.recover(folder, key, "Anna", "x")
    with Store.open(folder, "Anna", PASSPHRASE) as store:
        store.accounts.distrust_bureau(public)
    with pytest.raises(StoreError, match="bureau"):
        Store.recover(folder, private, "Anna", "x")
