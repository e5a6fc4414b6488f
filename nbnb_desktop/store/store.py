"""The store as the actions see it: opened with a passphrase, one room per kind of thing, closed in order.

One thread at a time may use it (the application has one worker thread for it). Passing ``clock`` (seconds since 1970) makes it
deterministic for tests, ``cost`` makes its keys cheap for them.
"""

from __future__ import annotations

import secrets
import shutil
import time
import uuid
from collections.abc import Callable, Iterable, Iterator
from contextlib import contextmanager, suppress
from pathlib import Path

from nbnb_desktop.errors import StoreError
from nbnb_desktop.i18n import _
from nbnb_desktop.records import Erasure
from nbnb_desktop.store import backups, check, dossier, folders, recovery_code
from nbnb_desktop.store.attachments import Attachments
from nbnb_desktop.store.audit import Audit
from nbnb_desktop.store.backups import DATABASE
from nbnb_desktop.store.database import Database
from nbnb_desktop.store.drafts import Drafts
from nbnb_desktop.store.engine import FormEngine
from nbnb_desktop.store.erasures import Erasures
from nbnb_desktop.store.exchange import Exchange
from nbnb_desktop.store.folders import Clock
from nbnb_desktop.store.form_tables import Tables
from nbnb_desktop.store.forms import Forms
from nbnb_desktop.store.keys import KEY_BYTES, KEYS, RECOVERY, Cost, KeyFile, Slot, calibrated, exists
from nbnb_desktop.store.lock import StoreLock
from nbnb_desktop.store.log import DeviceLog
from nbnb_desktop.store.participants import Participants
from nbnb_desktop.store.projections import VERSION, Cancelled, Progress, Projections
from nbnb_desktop.store.retention import Retentions
from nbnb_desktop.store.revisions import Revisions
from nbnb_desktop.store.rows import Device
from nbnb_desktop.store.schema import migrate
from nbnb_desktop.store.settings import Settings
from nbnb_desktop.store.staff import Accounts
from nbnb_desktop.store.submissions import Conflicts, Submissions

_BACKUPS_HOLD_ERASED = "backups_hold_erased"
_ELSEWHERE = "backups_elsewhere"
_BUNDLES_SINCE = 1_767_225_600_000  # the first of January 2026, UTC, in milliseconds


class Store:
    """Made by ``create``, ``open``, ``recover`` and ``restore``; a context manager that closes."""

    def __init__(self, folder: Path, lock: StoreLock, key: bytearray, account: str, *, cost: Cost, clock: Clock) -> None:
        self.folder = folder
        self._lock = lock
        self._key = key
        self._clock = clock
        self._changes_at_backup = -1  # what an earlier session changed is not known: a backup is due
        folders.must_be_there(folder / DATABASE)
        self._database = Database(folder / DATABASE, bytes(key))
        try:
            self._check_and_migrate()
            self._furnish(account, cost)
        except BaseException:
            self._database.close()
            raise

    @classmethod
    def create(
        cls, folder: Path | str, account: str, passphrase: str, *, device_name: str, role: str = "administrator",
        cost: Cost | None = None, clock: Clock = time.time,
    ) -> tuple[Store, str]:  # fmt: skip
        """A new store with its first account; also the recovery code, which is shown once and kept nowhere."""
        folder = Path(folder)
        folders.make_folder(folder)
        lock = StoreLock(folder / "lock")
        try:
            if exists(folder) or (folder / DATABASE).exists():
                raise StoreError(_("There are data in this folder already."), _("Unlock them, or choose an empty folder."))
            return cls._create(folder, lock, account.strip(), passphrase, device_name, role, cost or calibrated(), clock)
        except BaseException:
            lock.release()
            raise

    @classmethod
    def _create(
        cls, folder: Path, lock: StoreLock, account: str, passphrase: str, device_name: str, role: str, cost: Cost, clock: Clock
    ) -> tuple[Store, str]:
        if not account:
            raise StoreError(_("The account has no name."), _("Fill in the name of the person who will unlock these data."))
        key, code = bytearray(secrets.token_bytes(KEY_BYTES)), recovery_code.generate()
        slots = {account: Slot.seal(bytes(key), account, passphrase, cost), RECOVERY: Slot.seal(bytes(key), RECOVERY, code, cost)}
        folders.first_content(folder / DATABASE, bytes(key), Device(f"{uuid.uuid4()}.1", device_name), account, role, clock)
        try:
            KeyFile(slots).write(folder / KEYS)
        except BaseException:
            folders.remove_database(folder)  # nobody has a key to it
            raise
        return cls(folder, lock, key, account, cost=cost, clock=clock), code

    @classmethod
    def open(
        cls, folder: Path | str, account: str, passphrase: str, *, cost: Cost | None = None, clock: Clock = time.time,
        progress: Progress = lambda done, total: None,
    ) -> Store:  # fmt: skip
        """Unlock; raises StoreError for a wrong passphrase, a store in use, damaged, or of a newer version.

        Projections that an older program made are made anew, which ``progress`` can follow.
        """
        folder = Path(folder)
        keys = KeyFile.read(folder / KEYS)
        lock = StoreLock(folder / "lock")
        try:
            key = folders.unlock(folder, keys, account, passphrase, clock)
            store = cls(folder, lock, key, account, cost=cost or keys.slots[account].cost, clock=clock)
        except BaseException:
            lock.release()
            raise
        store._mend(progress)
        return store

    @classmethod
    def recover(
        cls, folder: Path | str, code: str, account: str, new_passphrase: str, *, cost: Cost | None = None, clock: Clock = time.time
    ) -> tuple[Store, str]:
        """Unlock with the printed code (or a bureau's private key), give ``account`` a new passphrase, and replace the printed code."""
        folder = Path(folder)
        keys = KeyFile.read(folder / KEYS)
        lock = StoreLock(folder / "lock")
        try:
            key = folders.unlock_for_recovery(folder, keys, code, clock)
            store = cls(folder, lock, key, account, cost=cost or keys.slots[RECOVERY].cost, clock=clock)
        except BaseException:
            lock.release()
            raise
        try:
            store.accounts.reset_passphrase(account, new_passphrase)
            fresh = recovery_code.generate()
            store.accounts.new_recovery_code(fresh)
            store.audit.note("recover")
        except BaseException:
            store.close()
            raise
        return store, fresh

    @classmethod
    def restore(
        cls, backup: Path | str, folder: Path | str, account: str, passphrase: str, *, cost: Cost | None = None, clock: Clock = time.time
    ) -> Store:
        """Put a backup into ``folder``, after it was opened and verified beside it; what stood there is set aside, not deleted.

        The laptop keeps its identity and starts a new stream of numbers, so nothing made after the backup clashes.
        """

        def unlocked(place: Path) -> Store:
            return cls.open(place, account, passphrase, cost=cost, clock=clock)

        cls._put_back(Path(backup), Path(folder), unlocked, clock)
        store = unlocked(Path(folder))
        store._note_restore(Path(backup))
        return store

    @classmethod
    def restore_by_code(
        cls, backup: Path | str, folder: Path | str, code: str, account: str, new_passphrase: str, *,
        cost: Cost | None = None, clock: Clock = time.time,
    ) -> tuple[Store, str]:  # fmt: skip
        """``restore`` for who lost the passphrase too: by the code that was valid then, or a bureau's key; gives the new code."""
        fresh = ""

        def recovered(place: Path) -> Store:
            nonlocal fresh
            store, fresh = cls.recover(place, code, account, new_passphrase, cost=cost, clock=clock)
            return store

        cls._put_back(Path(backup), Path(folder), recovered, clock)
        store = cls.open(folder, account, new_passphrase, cost=cost, clock=clock)
        store._note_restore(Path(backup))
        return store, fresh

    @classmethod
    def _put_back(cls, source: Path, folder: Path, opened: Callable[[Path], Store], clock: Clock) -> None:
        folders.make_folder(folder)
        lock, beside = StoreLock(folder / "lock"), folder / ".restoring"
        try:
            shutil.rmtree(beside, ignore_errors=True)
            folders.copy_backup(source, beside)
            with opened(beside) as copy:
                if copy.verify():
                    raise StoreError(_("This backup is damaged."), _("Choose an earlier backup; nothing was changed."))
                copy._start_new_stream()
            folders.put_in_place(beside, folder, clock())
        finally:
            shutil.rmtree(beside, ignore_errors=True)
            lock.release()

    @contextmanager
    def atomic(self) -> Iterator[None]:
        """All writes inside are committed together and durably, or not at all; blocks may be nested."""
        with self._database.atomic():
            yield

    @property
    def needs_rebuild(self) -> bool:
        """Whether the projections were made by an older program; ``rebuild`` brings them up to date."""
        return bool(self.settings.get("projections", 0) < VERSION)

    def rebuild(self, progress: Progress = lambda done, total: None, cancelled: Cancelled = lambda: False) -> bool:
        """Make all projections anew; ``progress(done, total)`` counts submissions. False when it was cancelled (nothing changed)."""
        with self.atomic():
            finished = self._projections.rebuild(progress, cancelled)
            if finished:
                self.settings.put("projections", VERSION)
        return finished

    def refresh(self, progress: Progress) -> None:
        """Inside ``atomic``, after much was taken in: project it now, where it can be followed, rather than unseen at the commit."""
        self._projections.refresh(progress)

    def erase(self, participant: str, author: str) -> tuple[Erasure, ...]:
        """Erase a participant, and all that were merged into it, here and in the rolling backups; the tombstones travel.

        A backup is made before, and removed with the older ones once the erasure is safe in a new one.
        """
        self.backup()
        with self.atomic():
            done = self.erasures.erase(self.participants.together_with(participant), author)
            self.audit.note("erase", participant)
            self.settings.put(_BACKUPS_HOLD_ERASED, True)
        self.renew_backups()
        return done

    def add_foreign_erasures(self, erasures: Iterable[Erasure]) -> None:
        """Apply what was erased on other laptops; call ``renew_backups`` after the commit."""
        with self.atomic():
            if self.erasures.add_foreign(erasures).new:
                self.settings.put(_BACKUPS_HOLD_ERASED, True)

    def renew_backups(self) -> None:
        """After an erasure was committed: a new backup in place of those that still hold what was erased; nothing otherwise.

        Outside any transaction, because a backup must not hold what may still be rolled back. A crash in between is
        made good when the store is opened again.
        """
        if self.settings.get(_BACKUPS_HOLD_ERASED, False):
            self._database.run("pragma wal_checkpoint(truncate)")
            made = self.backup()
            backups.remove(one for one in self.backups() if one != made)
            self.settings.put(_BACKUPS_HOLD_ERASED, False)

    def backup(self, folder: Path | str | None = None) -> Path:
        """A new copy under ``folder`` (a stick), or in the rolling backups of this store; its path. Not inside ``atomic``."""
        if self._database.connection.in_transaction:
            raise RuntimeError("a backup must not hold what may still be rolled back")
        made = self._copy(folder)
        with suppress(StoreError), self.atomic():  # a disk that is full must keep nobody from a copy on a stick
            self.audit.note("backup", "", made.name)
            if folder is not None:
                self.settings.put(_ELSEWHERE, [*self.settings.get(_ELSEWHERE, ()), str(made)])
        if folder is None:
            self._changes_at_backup = self._database.connection.total_changes
        return made

    def _copy(self, folder: Path | str | None = None) -> Path:
        target, now = Path(folder) if folder else self.folder / backups.FOLDER, self._clock()
        made = backups.make(self._database, self.folder / KEYS, bytes(self._key), target, now)
        if folder is None:
            backups.prune(target, now)
        return made

    def backups(self) -> tuple[Path, ...]:
        """The rolling backups, the oldest first."""
        return backups.listed(self.folder / backups.FOLDER)

    def backups_elsewhere(self) -> tuple[str, ...]:
        """Copies that a person has to see to after an erasure: made on a stick, or set aside by a restore."""
        return (*self.settings.get(_ELSEWHERE, ()), *map(str, folders.set_aside(self.folder)))

    def backup_due(self, minutes: float = 25) -> bool:
        """Whether something changed and the latest rolling backup is older than that: half an hour less the time to the next look."""
        changed = self._database.connection.total_changes != self._changes_at_backup
        return changed and backups.older_than(self.folder / backups.FOLDER, minutes, self._clock())

    def verify(self) -> tuple[str, ...]:
        """Every fault found in the file, the revisions and their numbering; empty when all is well."""
        return check.everything(self._database, self.revisions)

    def everything_of(self, participant: str) -> dict[str, object]:
        """All that is kept about a participant (GDPR article 15), as plain values for JSON."""
        return dossier.everything_of(self, participant)

    def close(self) -> None:
        """Close in order, and overwrite the key in memory (Python may have copied it: see docs/store.md)."""
        try:
            self._database.close()
        finally:
            self._key[:] = bytes(len(self._key))
            self._lock.release()

    def __enter__(self) -> Store:
        return self

    def __exit__(self, *exception: object) -> None:
        self.close()

    def _check_and_migrate(self) -> None:
        if self._lock.crashed and check.damaged(self._database):
            raise StoreError(_("The database is damaged."), _("Restore the latest backup; do not go on working in this one."))
        migrate(self._database, before=self._copy)

    def _furnish(self, account: str, cost: Cost) -> None:
        """Make the rooms; each knows only what it needs."""
        database = self._database
        self._stale: set[str] = set()
        self.settings = Settings(database)
        self.device = Device(**self.settings.get("device"))
        log = DeviceLog(database, self.settings, self.device, self._clock)
        self.accounts = Accounts(database, log, self.folder / KEYS, self._key, cost, account)
        if not self.accounts.role(account):
            raise StoreError(_("The account {name} was disabled.").format(name=account), _("Ask an administrator."))
        self.audit = Audit(database, log, account)
        self.attachments = Attachments(database)
        self.forms = Forms(database, self._form_arrived)
        engine = FormEngine(self.forms, self.attachments)
        self.revisions = Revisions(database, log, self._stale)
        self.erasures = Erasures(database, log, self.revisions, self._stale)
        self.drafts = Drafts(database, log)
        self.participants = Participants(database, self.revisions)
        self.submissions = Submissions(database, engine)
        self.conflicts = Conflicts(database)
        self.tables = Tables(database)
        self.retention = Retentions(database, self.revisions)
        self.exchange = Exchange(database, log, self.settings, self.forms, self.attachments)
        self._projections = Projections(database, engine, self._stale)

    def _mend(self, progress: Progress) -> None:
        """Note the unlocking, and finish what a crash or an older program left undone; what a full disk refuses now waits."""
        with suppress(StoreError):
            self.audit.note("unlock")
        with suppress(StoreError):
            self.accounts.drop_keys_of_nobody()
        with suppress(StoreError):
            self.renew_backups()
        with suppress(StoreError):
            if self.needs_rebuild:
                self.rebuild(progress)

    def _note_restore(self, backup: Path) -> None:
        with suppress(StoreError):  # it was put back all the same
            self.audit.note("restore", "", backup.name)

    def _form_arrived(self, form_id: str, version: str) -> None:
        """A definition came in: what waited for it can be read now."""
        rows = self._database.all("select id from submission where form_id = ? and form_version = ?", (form_id, version))
        self._stale.update(row[0] for row in rows)

    def _start_new_stream(self) -> None:
        """Number revisions and bundles on from where nobody has been.

        The time in milliseconds makes it another stream even when one backup is restored twice. Bundle numbers are read aloud by
        people, so they go on from the minutes since 2026: six digits, and more than anybody makes files. A clock that is wrong
        by years still gives a number far above those that the backup knows of.
        """
        now = int(self._clock() * 1000)
        self.settings.put("device", {"id": f"{self.device.laptop}.{now}", "name": self.device.name})
        self.settings.put("first_bundle", max((now - _BUNDLES_SINCE) // 60_000, self.exchange.next_number() + 10_000))
