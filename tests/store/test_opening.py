"""One program at a time, no newer version, no damage: each refused in words, with the store as it was."""

from __future__ import annotations

import re
import subprocess
import sys
from pathlib import Path

import pytest

from nbnb_desktop.errors import StoreError
from nbnb_desktop.store import Store
from nbnb_desktop.store.database import Database
from nbnb_desktop.store.lock import StoreLock
from nbnb_desktop.store.schema import migrations
from tests.store.conftest import CHEAP, PASSPHRASE, add_person


@pytest.fixture
def closed(new_store):
    store = new_store("s")
    for number in range(20):
        add_person(store, f"p{number}", given_name=f"Name {number}")
    store.close()
    return store.folder


def test_the_folder_holds_what_the_documentation_says(new_store, tmp_path):
    store = new_store("s")
    add_person(store, "p1", given_name="Selam")
    made = store.backup()
    with pytest.raises(StoreError):
        Store.open(store.folder, "Anna", PASSPHRASE)
    store.close()
    with pytest.raises(StoreError):
        Store.open(store.folder, "Anna", "fout")
    Store.restore(made, store.folder, "Anna", PASSPHRASE).close()
    named = set(re.findall(r"^\| `([a-z.]+)[/<`]?", (Path(__file__).parents[2] / "docs" / "store.md").read_text(), re.MULTILINE))
    here = {path.name.partition("-")[0] for path in store.folder.iterdir()}
    assert here == {"nbnb.db", "keys.json", "lock", "backups", "replaced"}
    assert here < named | {"replaced"}


def test_a_second_program_is_refused_and_told_who_has_it(store):
    with pytest.raises(StoreError, match="process") as refused:
        Store.open(store.folder, "Anna", PASSPHRASE)
    assert refused.value.advice


def test_a_lock_of_a_program_that_was_killed_holds_nobody_up(closed):
    program = (
        "import sys, os; from pathlib import Path; from nbnb_desktop.store.lock import StoreLock; StoreLock(Path(sys.argv[1])); os._exit(9)"
    )
    subprocess.run([sys.executable, "-c", program, str(closed / "lock")], check=False)
    lock = StoreLock(closed / "lock")
    assert lock.crashed
    lock.release()
    again = StoreLock(closed / "lock")
    assert not again.crashed
    again.release()


def test_a_wrong_passphrase_leaves_the_store_free(closed):
    with pytest.raises(StoreError):
        Store.open(closed, "Anna", "fout")
    Store.open(closed, "Anna", PASSPHRASE).close()


def test_a_folder_with_data_is_not_set_up_again(closed):
    before = (closed / "nbnb.db").read_bytes()
    with pytest.raises(StoreError):
        Store.create(closed, "Eve", "x", device_name="x", cost=CHEAP)
    assert (closed / "nbnb.db").read_bytes() == before


def test_a_newer_store_is_refused_untouched(closed):
    with Store.open(closed, "Anna", PASSPHRASE) as store:
        store._database.run("insert into _sqlite_migrations (migration_set, name, applied_at) values ('nbnb', 'from_the_future', '2030')")
    before = (closed / "nbnb.db").read_bytes()
    with pytest.raises(StoreError, match="newer"):
        Store.open(closed, "Anna", PASSPHRASE)
    assert (closed / "nbnb.db").read_bytes() == before


def test_a_migration_is_done_after_a_backup_and_whole(closed, monkeypatch):
    done = []
    monkeypatch.setattr(migrations, "_migrations", list(migrations._migrations))
    migrations()(_add_a_table)
    with Store.open(closed, "Anna", PASSPHRASE) as store:
        done = store._database.all("select * from added")
        assert len(store.backups()) == 1
        assert store.participants.count() == 20
    assert done == [(1,)]


def _add_a_table(db) -> None:
    db.execute("create table added (n integer)")
    db.execute("insert into added values (1)")


def test_a_migration_that_fails_leaves_the_store_as_it_was(closed, monkeypatch):
    monkeypatch.setattr(migrations, "_migrations", list(migrations._migrations))
    migrations()(_add_and_fail)
    with pytest.raises(RuntimeError):
        Store.open(closed, "Anna", PASSPHRASE)
    monkeypatch.undo()
    with Store.open(closed, "Anna", PASSPHRASE) as store:
        assert store._database.all("select name from sqlite_master where name = 'added'") == []


def _add_and_fail(db) -> None:
    _add_a_table(db)
    raise RuntimeError


@pytest.mark.parametrize("kept", [0, 100, 5000])
def test_a_database_that_was_cut_off_is_refused_in_words(closed, kept):
    path = closed / "nbnb.db"
    path.write_bytes(path.read_bytes()[:kept])
    with pytest.raises(StoreError) as refused:
        Store.open(closed, "Anna", PASSPHRASE)
    assert refused.value.advice


def test_a_missing_database_is_not_replaced_by_an_empty_one(closed):
    (closed / "nbnb.db").unlink()
    with pytest.raises(StoreError):
        Store.open(closed, "Anna", PASSPHRASE)
    assert not (closed / "nbnb.db").exists()


def test_damage_after_a_crash_is_found_at_unlock(closed):
    (closed / "lock").write_text("123 crashed-host")
    path = closed / "nbnb.db"
    content = bytearray(path.read_bytes())
    for page in range(4, len(content) // 4096):
        content[page * 4096 + 100] ^= 0xFF
    path.write_bytes(content)
    with pytest.raises(StoreError, match="damaged"):
        Store.open(closed, "Anna", PASSPHRASE)


def test_verify_finds_a_revision_that_was_changed_behind_its_back(store):
    saved = add_person(store, "p1")
    store._database.run("drop trigger revision_is_fixed")
    store._database.run("update revision set author = 'Eve'")
    assert any(saved.id in fault for fault in store.verify())


def test_another_key_does_not_open_the_database(closed):
    with pytest.raises(StoreError):
        Database(closed / "nbnb.db", b"x" * 32)


def test_a_folder_that_cannot_be_made_is_refused_in_words(tmp_path):
    (tmp_path / "file").write_text("no folder")
    with pytest.raises(StoreError):
        Store.create(tmp_path / "file" / "s", "Anna", PASSPHRASE, device_name="x", cost=CHEAP)


def test_a_create_that_fails_leaves_a_folder_in_which_it_can_be_tried_again(tmp_path, monkeypatch):
    with monkeypatch.context() as broken:
        broken.setattr("nbnb_desktop.store.keys.os.replace", _no_space)
        with pytest.raises(StoreError):
            Store.create(tmp_path, "Anna", PASSPHRASE, device_name="x", cost=CHEAP)
    Store.create(tmp_path, "Anna", PASSPHRASE, device_name="x", cost=CHEAP)[0].close()


def _no_space(*paths: object) -> None:
    raise OSError(28, "No space left on device")


def test_the_store_does_not_drag_in_what_it_does_not_use():
    program = "import sys, nbnb_desktop.store; print([name for name in ('numpy', 'pandas', 'PySide6', 'pyxform') if name in sys.modules])"
    done = subprocess.run([sys.executable, "-c", program], capture_output=True, text=True, check=True)
    assert done.stdout.strip() == "[]"
