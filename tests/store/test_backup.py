"""Backups are encrypted, whole, few, and can be restored without a clash of numbers."""

from __future__ import annotations

import inspect

import pytest

from nbnb_desktop import app
from nbnb_desktop.actions import keeping
from nbnb_desktop.actions.workplace import workplace_of
from nbnb_desktop.errors import StoreError
from nbnb_desktop.store import Store, backups, recovery_code
from nbnb_desktop.store.rows import MadeBundle
from tests.store.conftest import CHEAP, PASSPHRASE, add_person

DAY = 86_400


def test_a_backup_restores_what_was_there(store, tmp_path):
    add_person(store, "p1", given_name="Selam", own_name="ሰላም")
    made = store.backup(tmp_path / "stick")
    add_person(store, "p2", given_name="Later")
    with Store.restore(made, tmp_path / "restored", "Anna", PASSPHRASE, cost=CHEAP) as restored:
        assert [person.given_name for person in restored.participants.search().rows] == ["Selam"]
        assert restored.verify() == ()
    assert store.backups_elsewhere() == (str(made),)


def test_a_restored_laptop_keeps_its_identity_and_numbers_anew(store, tmp_path, clock):
    add_person(store, "p1")
    store.exchange.put_identity({"seed": "s"})
    made = store.backup()
    lost = add_person(store, "p2")
    restored = Store.restore(made, tmp_path / "a", "Anna", PASSPHRASE, cost=CHEAP, clock=clock)
    twin = Store.restore(made, tmp_path / "b", "Anna", PASSPHRASE, cost=CHEAP, clock=clock)
    with restored, twin:
        assert restored.device.laptop == twin.device.laptop == store.device.laptop
        assert len({restored.device.id, twin.device.id, store.device.id}) == 3
        assert restored.exchange.identity() == {"seed": "s"}
        anew = add_person(restored, "p3")
        restored.revisions.add_foreign([lost, add_person(twin, "p4")])
        assert (anew.number, restored.participants.count()) == (1, 4)
        assert restored.exchange.next_number() > store.exchange.next_number()
        assert restored.verify() == ()


def test_a_restore_over_a_store_sets_it_aside(new_store, tmp_path):
    store = new_store("s")
    add_person(store, "p1", given_name="Selam")
    made = store.backup(tmp_path / "stick")
    add_person(store, "p2")
    store.close()
    with Store.restore(made, store.folder, "Anna", PASSPHRASE, cost=CHEAP) as restored:
        assert restored.participants.count() == 1
        (aside,) = store.folder.glob("replaced-*")
        assert restored.backups_elsewhere() == (str(aside),)  # an erasure does not reach it: a person has to
    assert {path.name for path in aside.iterdir()} >= {"nbnb.db", "keys.json"}


def test_a_store_in_use_is_not_restored_over(store, tmp_path):
    made = store.backup(tmp_path / "stick")
    with pytest.raises(StoreError, match="open"):
        Store.restore(made, store.folder, "Anna", PASSPHRASE, cost=CHEAP)


@pytest.mark.parametrize("damage", ["cut", "bit", "without keys", "nothing"])
def test_a_damaged_backup_is_refused_and_changes_nothing(new_store, tmp_path, damage):
    store = new_store("s")
    for number in range(30):
        add_person(store, f"p{number}", given_name=f"Name {number}")
    made = store.backup(tmp_path / "stick")
    store.close()
    before = (store.folder / "nbnb.db").read_bytes()
    DAMAGES[damage](made)
    with pytest.raises(StoreError):
        Store.restore(made, store.folder, "Anna", PASSPHRASE, cost=CHEAP)
    assert (store.folder / "nbnb.db").read_bytes() == before
    Store.open(store.folder, "Anna", PASSPHRASE).close()


def _bit(made):
    content = bytearray((made / "nbnb.db").read_bytes())
    content[len(content) // 2] ^= 1
    (made / "nbnb.db").write_bytes(content)


DAMAGES = {
    "cut": lambda made: (made / "nbnb.db").write_bytes((made / "nbnb.db").read_bytes()[:-5000]),
    "bit": _bit,
    "without keys": lambda made: (made / "keys.json").unlink(),
    "nothing": lambda made: [path.unlink() for path in made.iterdir()],
}


def test_the_bundles_of_a_restored_laptop_have_short_numbers_that_were_never_used(store, tmp_path, clock):
    made = store.backup()
    with Store.restore(made, tmp_path / "restored", "Anna", PASSPHRASE, cost=CHEAP, clock=clock) as restored:
        assert 400_000 < restored.exchange.next_number() < 1_000_000


def test_a_clock_that_is_wrong_by_years_does_not_bring_old_bundle_numbers_back(store, tmp_path):
    store.exchange.note_made(MadeBundle(900_000, 0, (), 0))
    made = store.backup()
    with Store.restore(made, tmp_path / "restored", "Anna", PASSPHRASE, cost=CHEAP, clock=lambda: 0.0) as restored:
        assert restored.exchange.next_number() > 900_001


def test_a_backup_is_restored_by_the_printed_code_which_is_then_replaced(tmp_path, clock):
    store, code = Store.create(tmp_path / "laptop", "Anna", PASSPHRASE, device_name="laptop", cost=CHEAP, clock=clock)
    with store:
        add_person(store, "p1", given_name="Selam")
        made = store.backup()
    restored, fresh = Store.restore_by_code(made, tmp_path / "new", code, "Anna", "een heel nieuwe zin", cost=CHEAP, clock=clock)
    with restored:
        assert (restored.participants.count(), restored.verify()) == (1, ())
        assert restored.device.id != store.device.id
    Store.open(tmp_path / "new", "Anna", "een heel nieuwe zin", cost=CHEAP).close()
    with pytest.raises(StoreError):
        Store.recover(tmp_path / "new", code, "Anna", "nog een andere zin", cost=CHEAP)
    assert fresh != code


def test_a_wrong_code_restores_nothing(store, tmp_path):
    made = store.backup()
    with pytest.raises(StoreError, match="code"):
        Store.restore_by_code(made, tmp_path / "new", recovery_code.generate(), "Anna", "een heel nieuwe zin", cost=CHEAP)
    assert not (tmp_path / "new" / "nbnb.db").exists()


def test_a_wrong_passphrase_restores_nothing(store, tmp_path):
    made = store.backup()
    with pytest.raises(StoreError, match="passphrase"):
        Store.restore(made, tmp_path / "restored", "Anna", "fout", cost=CHEAP)
    assert not list((tmp_path / "restored").rglob("nbnb.db"))


def test_old_backups_go_and_one_a_day_stays(store, clock):
    for day in range(12):
        for hour in range(9, 12):
            clock.now = 1_795_000_000 + day * DAY + hour * 3600
            store.backup()
    kept = store.backups()
    days = {backups.made_at(path).date() for path in kept}
    assert len(days) == backups.KEPT_DAYS
    assert len(kept) == backups.KEPT_LATEST + backups.KEPT_DAYS - 2  # the latest six are of two of those days


def test_a_backup_is_due_half_an_hour_after_the_last_when_something_changed(store, clock):
    assert store.backup_due()
    store.backup()
    add_person(store, "p1")
    assert not store.backup_due()
    clock.now += 1800
    assert store.backup_due()
    store.backup()
    clock.now += 1800
    assert not store.backup_due()


def test_a_clock_that_ran_ahead_and_was_put_back_keeps_no_backup_from_being_made_or_kept(store, clock):
    clock.now += 40 * DAY
    ahead = [store.backup() for __ in range(backups.KEPT_LATEST)]
    clock.now -= 40 * DAY
    add_person(store, "p1")
    assert store.backup_due()
    made = [store.backup() for __ in range(backups.KEPT_LATEST)]
    assert set(made) <= set(store.backups())
    assert not set(ahead) & set(store.backups())


def test_with_the_looks_of_the_window_no_backup_gets_older_than_half_an_hour():
    oldest = inspect.signature(Store.backup_due).parameters["minutes"].default
    assert oldest * 60_000 + app.BACKUP_EVERY <= 30 * 60_000


def test_while_nothing_happens_no_backup_pushes_an_older_one_out(store, clock):
    made = keeping.backup(workplace_of(store, "Anna"))
    for __ in range(10):
        clock.now += 1800
        assert keeping.backup_if_due(workplace_of(store, "Anna")) is None
    assert store.backups() == (made,)


def test_what_a_crash_left_half_made_is_no_backup_and_is_cleared_away(store):
    half = store.folder / "backups" / ".half-20260101T000000.000000Z"
    half.mkdir(parents=True)
    (half / "keys.json").write_text("{}")
    assert store.backups() == ()
    store.backup()
    assert not half.exists()


def test_a_backup_that_a_crash_left_half_removed_is_no_backup(store, monkeypatch):
    store.backup()
    with monkeypatch.context() as killed:
        killed.setattr("nbnb_desktop.store.backups.shutil.rmtree", _killed)
        with pytest.raises(KeyboardInterrupt):
            backups.remove(store.backups())
    assert store.backups() == ()
    store.backup()
    assert len(list((store.folder / "backups").iterdir())) == 1


def _killed(path, **options):
    (path / "nbnb.db").unlink()
    raise KeyboardInterrupt


def test_a_backup_that_cannot_be_written_says_so_and_leaves_nothing(store, tmp_path):
    (tmp_path / "file").write_text("no folder")
    with pytest.raises(StoreError, match="backup"):
        store.backup(tmp_path / "file")
