"""Rolling encrypted copies: SQLite's backup of the database with the key file beside it, complete or not there at all."""

from __future__ import annotations

import os
import shutil
from collections.abc import Iterable
from contextlib import suppress
from datetime import UTC, datetime, timedelta
from pathlib import Path

from nbnb_desktop.errors import StoreError
from nbnb_desktop.i18n import _
from nbnb_desktop.store.database import Database, refusals
from nbnb_desktop.store.driver import sqlcipher
from nbnb_desktop.store.keys import KEYS, sync_folder, write_durably

DATABASE = "nbnb.db"
FOLDER = "backups"
_NAME = "%Y%m%dT%H%M%S.%fZ"
_HALF = ".half-"
KEPT_LATEST = 6
KEPT_DAYS = 7


def make(database: Database, keys: Path, key: bytes, folder: Path, now: float) -> Path:
    """A new copy in its own folder under ``folder``; its path. Nothing is left when it fails."""
    name = datetime.fromtimestamp(now, UTC).strftime(_NAME)
    half = folder / f"{_HALF}{name}"
    try:
        half.mkdir(parents=True)
        _copy(database, half / DATABASE, key)
        write_durably(half / KEYS, keys.read_bytes())
        half.rename(folder / name)
        sync_folder(folder)
    except (OSError, StoreError) as refusal:
        shutil.rmtree(half, ignore_errors=True)
        raise StoreError(
            _("The backup could not be made in {folder}.").format(folder=folder), _("Check that there is space and that it may be written.")
        ) from refusal
    return folder / name


def _copy(database: Database, path: Path, key: bytes) -> None:
    with refusals():
        target = sqlcipher.connect(str(path), isolation_level=None)
        try:
            target.execute(f"pragma key = \"x'{key.hex()}'\"")
            database.connection.backup(target)
        finally:
            target.close()
    with open(path, "rb+") as stream:
        os.fsync(stream.fileno())


def listed(folder: Path) -> tuple[Path, ...]:
    """The complete backups under ``folder``, the oldest first."""
    if not folder.is_dir():
        return ()
    return tuple(sorted(path for path in folder.iterdir() if not path.name.startswith(".") and (path / KEYS).is_file()))


def made_at(backup: Path) -> datetime:
    """When a backup was made, by its name."""
    try:
        return datetime.strptime(backup.name, _NAME).replace(tzinfo=UTC)
    except ValueError:
        return datetime.fromtimestamp(0, UTC)


def prune(folder: Path, now: float) -> None:
    """Keep the latest few and the last one of each of the latest days; clear away what a crash left half made.

    What a clock that ran ahead dated later than now counts as the oldest.
    """
    present = datetime.fromtimestamp(now, UTC)
    backups = sorted(listed(folder), key=lambda backup: (made_at(backup) <= present, backup))
    last_of_day = {made_at(backup).date(): backup for backup in backups if made_at(backup) <= present}
    days = sorted(last_of_day)[-KEPT_DAYS:]
    kept = {*backups[-KEPT_LATEST:], *(last_of_day[day] for day in days)}
    with suppress(StoreError):  # one too many does no harm
        remove(backup for backup in backups if backup not in kept)
    for half in folder.glob(f"{_HALF}*"):
        shutil.rmtree(half, ignore_errors=True)


def remove(backups: Iterable[Path]) -> None:
    """Take backups away; renamed first, so that what a crash leaves of one is not taken for a whole one."""
    for backup in backups:
        half = backup.with_name(f"{_HALF}{backup.name}")
        try:
            backup.rename(half)
            shutil.rmtree(half)
        except OSError as refusal:
            raise StoreError(
                _("An old backup could not be removed: {folder}.").format(folder=backup), _("Remove it by hand when nobody has it open.")
            ) from refusal


def older_than(folder: Path, minutes: float, now: float) -> bool:
    """Whether no backup is as young as that; one from the future (the clock was put back) does not count."""
    ages = (datetime.fromtimestamp(now, UTC) - made_at(backup) for backup in listed(folder))
    return not any(timedelta() <= age < timedelta(minutes=minutes) for age in ages)
