"""The files of a store's folder: made, unlocked, set aside and put in place."""

from __future__ import annotations

import shutil
from collections.abc import Callable
from pathlib import Path

from nbnb_desktop.errors import StoreError
from nbnb_desktop.i18n import _
from nbnb_desktop.store.backups import DATABASE, KEYS
from nbnb_desktop.store.database import Database
from nbnb_desktop.store.keys import RECOVERY, KeyFile, sync_folder
from nbnb_desktop.store.projections import VERSION
from nbnb_desktop.store.rows import Device, iso
from nbnb_desktop.store.schema import migrate
from nbnb_desktop.store.settings import Settings
from nbnb_desktop.store.tries import Tries

Clock = Callable[[], float]


def exists(folder: Path | str) -> bool:
    """Whether a store was set up in ``folder``."""
    return (Path(folder) / KEYS).is_file()


def accounts(folder: Path | str) -> tuple[str, ...]:
    """The names among which a person chooses before unlocking."""
    return KeyFile.read(Path(folder) / KEYS).names()


def unlock(folder: Path, keys: KeyFile, name: str, passphrase: str, clock: Clock) -> bytearray:
    tries = Tries(folder / "tries.json", clock)
    tries.check()
    slot = keys.slots.get(name)
    if slot is None:
        raise StoreError(_("There is no account named {name}.").format(name=name), _("Choose one from the list."))
    key = slot.open(name, passphrase)
    if key is None:
        tries.failed()
        raise _wrong(name)
    tries.succeeded()
    return bytearray(key)


def _wrong(name: str) -> StoreError:
    if name == RECOVERY:
        return StoreError(_("This recovery code does not belong to these data."), _("Look for the sheet that was printed last."))
    return StoreError(_("The passphrase is not right."), _("Try again, or use the printed recovery code."))


def must_be_there(path: Path) -> None:
    """SQLite would quietly begin an empty database in the place of a lost one."""
    if not path.is_file() or path.stat().st_size == 0:
        raise StoreError(_("The database is missing from its folder."), _("Restore the latest backup."))


def make_folder(folder: Path) -> None:
    try:
        folder.mkdir(parents=True, exist_ok=True)
    except OSError as refusal:
        raise StoreError(_("The folder {folder} cannot be made.").format(folder=folder), _("Choose another folder.")) from refusal


def first_content(path: Path, key: bytes, device: Device, account: str, role: str, clock: Clock) -> None:
    database = Database(path, key)
    try:
        migrate(database)
        settings = Settings(database)
        with database.atomic():
            settings.put("device", {"id": device.id, "name": device.name})
            settings.put("projections", VERSION)
            database.run("insert into account values (?, ?, 1, ?)", (account, role, iso(int(clock() * 1000))))
    except BaseException:
        database.close()
        remove_database(path.parent)
        raise
    database.close()


def remove_database(folder: Path) -> None:
    for path in folder.glob(f"{DATABASE}*"):
        path.unlink(missing_ok=True)


def copy_backup(source: Path, target: Path) -> None:
    try:
        target.mkdir()
        for name in (DATABASE, KEYS):
            shutil.copyfile(source / name, target / name)
    except OSError as refusal:
        raise StoreError(_("There is no complete backup in {folder}.").format(folder=source), _("Choose another backup.")) from refusal


def put_in_place(beside: Path, folder: Path, now: float) -> None:
    """Set the old files aside, move the new ones in; the key file last, since it makes a store of the folder."""
    aside = folder / f"replaced-{int(now)}"
    try:
        for name in (KEYS, DATABASE, f"{DATABASE}-wal"):
            if (folder / name).exists():
                aside.mkdir(exist_ok=True)
                (folder / name).replace(aside / name)
        for name in (DATABASE, KEYS):
            (beside / name).replace(folder / name)
        sync_folder(folder)
        shutil.rmtree(beside, ignore_errors=True)
    except OSError as refusal:
        raise StoreError(
            _("The backup could not be put in its place."),
            _("Check the rights on the folder; the data of before are in {folder}.").format(folder=aside),
        ) from refusal
