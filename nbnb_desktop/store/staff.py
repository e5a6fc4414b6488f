"""Members of staff: who they are stands in the database, what their passphrase opens in the key file."""

from __future__ import annotations

from dataclasses import replace
from pathlib import Path

from nbnb_desktop.errors import StoreError
from nbnb_desktop.i18n import _
from nbnb_desktop.store import bureau_key
from nbnb_desktop.store.database import Database
from nbnb_desktop.store.keys import RECOVERY, Cost, KeyFile, Slot
from nbnb_desktop.store.log import DeviceLog
from nbnb_desktop.store.rows import ROLES, Account, iso


class Accounts:
    """``key`` is the database's key; ``current`` the account that unlocked it."""

    def __init__(self, database: Database, log: DeviceLog, keys: Path, key: bytearray, cost: Cost, current: str) -> None:
        self._database = database
        self._log = log
        self._keys = keys
        self._key = key
        self._cost = cost
        self.current = current

    def list(self) -> tuple[Account, ...]:
        rows = self._database.all("select name, role, active from account order by name")
        return tuple(Account(name, role, bool(active)) for name, role, active in rows)

    def role(self, name: str = "") -> str:
        """The role of an account (of the current one without ``name``); "" for nobody."""
        return str(self._database.value("select role from account where name = ? and active", (name or self.current,)) or "")

    def add(self, name: str, passphrase: str, role: str = "worker") -> None:
        """A new account, or a disabled one again, with an own passphrase."""
        name = name.strip()
        if not name or self.role(name):
            raise StoreError(_("There is an account named {name} already.").format(name=name), _("Choose another name."))
        with self._database.atomic():
            self._write(name, role, active=True)
            self._seal(name, passphrase)

    def change_role(self, name: str, role: str) -> None:
        self._must_exist(name)
        if role != "administrator":
            self._keep_an_administrator(name)
        self._write(name, role, active=True)

    def change_passphrase(self, name: str, old: str, new: str) -> None:
        """Wrap the key anew for somebody who knows the ``old`` passphrase; the database is not touched."""
        self._must_exist(name)
        if not self.check_passphrase(name, old):
            raise StoreError(_("The old passphrase is not right."), _("Nothing was changed. Try again."))
        self._seal(name, new)

    def reset_passphrase(self, name: str, new: str) -> None:
        """A new passphrase for somebody who forgot it; that an administrator asks for it is for the caller to see to."""
        self._must_exist(name)
        self._seal(name, new)

    def check_passphrase(self, name: str, passphrase: str) -> bool:
        """Whether this is the account's passphrase."""
        slot = KeyFile.read(self._keys).slots.get(name)
        return slot is not None and slot.open(name, passphrase) is not None

    def disable(self, name: str) -> None:
        """The account cannot unlock any more, also not with an older key file; what it did stays."""
        self._must_exist(name)
        self._keep_an_administrator(name)
        with self._database.atomic():
            self._write(name, self.role(name), active=False)
            KeyFile.read(self._keys).without(name).write(self._keys)

    def drop_keys_of_nobody(self) -> None:
        """Take the keys out that an account left which was never added in the end: the database and the key file are two files."""
        keys = KeyFile.read(self._keys)
        for name in keys.names():
            if not self.role(name):
                keys = keys.without(name)
                keys.write(self._keys)

    def new_recovery_code(self, code: str) -> None:
        """Let ``code`` open the store from now on, and the one before no more."""
        self._seal(RECOVERY, code)

    def trust_bureau(self, public: str) -> None:
        """Let the bureau with this public key recover the store (``Store.recover`` takes its private one as a code)."""
        keys = KeyFile.read(self._keys)
        sealed = {**keys.bureaus, public.strip(): bureau_key.seal(bytes(self._key), public)}
        replace(keys, bureaus=sealed).write(self._keys)

    def distrust_bureau(self, public: str) -> None:
        """What the bureau could open before (older backups) it still can."""
        keys = KeyFile.read(self._keys)
        replace(keys, bureaus={name: sealed for name, sealed in keys.bureaus.items() if name != public}).write(self._keys)

    def bureaus(self) -> tuple[str, ...]:
        """The public keys of the bureaus that may recover this store."""
        return tuple(sorted(KeyFile.read(self._keys).bureaus))

    def _seal(self, name: str, passphrase: str) -> None:
        slot = Slot.seal(bytes(self._key), name, passphrase, self._cost)
        KeyFile.read(self._keys).with_slot(name, slot).write(self._keys)

    def _write(self, name: str, role: str, *, active: bool) -> None:
        if role not in ROLES:
            raise ValueError(role)
        with self._database.atomic():
            self._database.run("insert or replace into account values (?, ?, ?, ?)", (name, role, active, iso(self._log.wall())))

    def _must_exist(self, name: str) -> None:
        if not self.role(name):
            raise StoreError(_("There is no account named {name}.").format(name=name), _("Choose one from the list."))

    def _keep_an_administrator(self, name: str) -> None:
        others = [account for account in self.list() if account.active and account.role == "administrator" and account.name != name]
        if self.role(name) == "administrator" and not others:
            raise StoreError(_("Somebody has to stay administrator."), _("Make another account administrator first."))
