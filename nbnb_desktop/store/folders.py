"""The files of a store's folder: made, unlocked, set aside and put in place."""

from __future__ import annotations

import shutil
from collections.abc import Callable
from pathlib import Path

from nbnb_desktop.errors import StoreError
from nbnb_desktop.i18n import _
from nbnb_desktop.store import bureau_key, recovery_code
from nbnb_desktop.store.backups import DATABASE
from nbnb_desktop.store.database import Database
from nbnb_desktop.store.keys import KEYS, RECOVERY, KeyFile, sync_folder
from nbnb_desktop.store.projections import VERSION
from nbnb_desktop.store.rows import Device, iso
from nbnb_desktop.store.schema import migrate
from nbnb_desktop.store.settings import Settings
from nbnb_desktop.store.tries import Tries

Clock = Callable[[], float]
_REPLACED = "replaced-"


def unlock(folder: Path, keys: KeyFile, name: str, passphrase: str, clock: Clock) -> bytearray:
    """The database's key by the passphrase of an account, or (name RECOVERY) the recovery code."""
    slot = keys.slots.get(name)
    if slot is None:
        raise StoreError(_("There is no account named {name}.").format(name=name), _("Choose one from the list."))
    return _counted(folder, clock, lambda: slot.open(name, passphrase), _wrong(name))


def unlock_for_recovery(folder: Path, keys: KeyFile, code: str, clock: Clock) -> bytearray:
    """The database's key by the printed recovery code, or by the private key of a bureau that this store trusts."""
    if not bureau_key.is_private(code):
        return unlock(folder, keys, RECOVERY, recovery_code.normalise(code), clock)
    opened = (bureau_key.unseal(sealed, code) for sealed in keys.bureaus.values())
    refusal = StoreError(
        _("This bureau cannot open these data."), _("Use the printed recovery code, or ask the bureau that was set up here.")
    )
    return _counted(folder, clock, lambda: next((key for key in opened if key is not None), None), refusal)


def _counted(folder: Path, clock: Clock, attempt: Callable[[], bytes | None], refusal: StoreError) -> bytearray:
    """Try, and count when it fails: too many wrong tries have to wait."""
    tries = Tries(folder / "tries.json", clock)
    tries.check()
    key = attempt()
    if key is None:
        tries.failed()
        raise refusal
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
    """Set the old files aside, move the new ones in.

    The key file makes a store of a folder, so it goes last both times: broken off anywhere, each is whole or no store, and it can be
    done again.
    """
    aside = _aside(folder, now)
    try:
        _move(folder, aside)
        (folder / f"{DATABASE}-shm").unlink(missing_ok=True)
        _move(beside, folder)
        sync_folder(folder)
    except OSError as refusal:
        raise StoreError(
            _("The backup could not be put in its place."),
            _("Check the rights on the folder; the data of before are in {folder}.").format(folder=aside),
        ) from refusal


def _move(source: Path, target: Path) -> None:
    for name in (DATABASE, f"{DATABASE}-wal", KEYS):
        if (source / name).exists():
            target.mkdir(exist_ok=True)
            (source / name).replace(target / name)


def _aside(folder: Path, now: float) -> Path:
    """A new folder, or the one to which the database went before it broke off."""
    begun = [one for one in set_aside(folder) if not (one / KEYS).exists()]
    broken_off = (folder / KEYS).exists() and not (folder / DATABASE).exists()
    return begun[-1] if begun and broken_off else folder / f"{_REPLACED}{int(now * 1000)}"


def set_aside(folder: Path) -> tuple[Path, ...]:
    """What stood here before each restore, the oldest first."""
    return tuple(sorted(folder.glob(f"{_REPLACED}*")))
