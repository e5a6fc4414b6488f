"""The key file: the database's random key, wrapped once per account and once for the recovery code.

Each wrap is AES-256-GCM under an Argon2id key (RFC 9106) with the format and the account's name as associated data. A new
passphrase rewrites this file only, never the database. The parameters of each wrap stand beside it, so they can grow.
"""

from __future__ import annotations

import base64
import json
import os
import secrets
import time
from collections.abc import Mapping
from contextlib import suppress
from dataclasses import asdict, dataclass, field, replace
from pathlib import Path

from nbnb_desktop.errors import StoreError
from nbnb_desktop.i18n import _

FORMAT = 1
KEY_BYTES = 32
RECOVERY = ""
"""The slot of the recovery code; no account can have an empty name."""


KEYS = "keys.json"
"""The name of the key file in a store's folder."""


def exists(folder: Path | str) -> bool:
    """Whether a store was set up in ``folder``."""
    return (Path(folder) / KEYS).is_file()


def accounts(folder: Path | str) -> tuple[str, ...]:
    """The names among which a person chooses before unlocking."""
    return KeyFile.read(Path(folder) / KEYS).names()


@dataclass(frozen=True, slots=True)
class Cost:
    """What one guess costs: memory in KiB, passes over it, parallel lanes."""

    memory: int = 64 * 1024
    iterations: int = 5  # 0.18 s on the slowest machine we measured; calibrated() raises it on quicker ones
    lanes: int = 1

    def stretch(self, passphrase: str, salt: bytes) -> bytes:
        from cryptography.hazmat.primitives.kdf.argon2 import Argon2id  # only now: the page that asks the passphrase needs none of it

        derive = Argon2id(salt=salt, length=KEY_BYTES, iterations=self.iterations, lanes=self.lanes, memory_cost=self.memory)
        return derive.derive(passphrase.encode())


def calibrated(seconds: float = 0.2) -> Cost:
    """A cost of at least ``seconds`` a guess on this machine, and never less than the default."""
    started = time.perf_counter()
    Cost().stretch("", b"calibration-salt")
    took = time.perf_counter() - started
    return replace(Cost(), iterations=max(Cost().iterations, round(Cost().iterations * seconds / took)))


@dataclass(frozen=True, slots=True)
class Slot:
    """The database key, wrapped for one account (or for the recovery code)."""

    salt: str
    nonce: str
    wrapped: str
    cost: Cost

    @classmethod
    def seal(cls, key: bytes, name: str, passphrase: str, cost: Cost) -> Slot:
        from cryptography.hazmat.primitives.ciphers.aead import AESGCM

        salt, nonce = secrets.token_bytes(16), secrets.token_bytes(12)
        wrapped = AESGCM(cost.stretch(passphrase, salt)).encrypt(nonce, key, _bound_to(name))
        return cls(_text(salt), _text(nonce), _text(wrapped), cost)

    def open(self, name: str, passphrase: str) -> bytes | None:
        """The database key, or None for a wrong passphrase."""
        from cryptography.exceptions import InvalidTag
        from cryptography.hazmat.primitives.ciphers.aead import AESGCM

        try:
            return AESGCM(self.cost.stretch(passphrase, _raw(self.salt))).decrypt(_raw(self.nonce), _raw(self.wrapped), _bound_to(name))
        except InvalidTag:
            return None


@dataclass(frozen=True, slots=True)
class KeyFile:
    """What ``keys.json`` holds; immutable, ``write`` replaces the file in one step.

    ``bureaus`` maps the public key of a bureau to the database key sealed for it (bureau_key.py).
    """

    slots: Mapping[str, Slot]
    bureaus: Mapping[str, str] = field(default_factory=dict)

    def names(self) -> tuple[str, ...]:
        return tuple(sorted(name for name in self.slots if name != RECOVERY))

    def with_slot(self, name: str, slot: Slot) -> KeyFile:
        return replace(self, slots={**self.slots, name: slot})

    def without(self, name: str) -> KeyFile:
        return replace(self, slots={other: slot for other, slot in self.slots.items() if other != name})

    def write(self, path: Path) -> None:
        slots = {name: asdict(slot) for name, slot in sorted(self.slots.items())}
        write_durably(
            path, json.dumps({"format": FORMAT, "slots": slots, "bureaus": dict(self.bureaus)}, ensure_ascii=False, indent=1).encode()
        )

    @classmethod
    def read(cls, path: Path) -> KeyFile:
        """Raises StoreError for a missing, damaged or newer key file."""
        try:
            content = json.loads(path.read_bytes())
            if content["format"] != FORMAT:
                raise _newer()
            slots = {name: Slot(**{**slot, "cost": Cost(**slot["cost"])}) for name, slot in content["slots"].items()}
            return cls(slots, dict(content.get("bureaus", {})))
        except FileNotFoundError as refusal:
            raise StoreError(
                _("There is no data folder of this program here."), _("Choose another folder, or set up a new one.")
            ) from refusal
        except OSError as refusal:
            raise StoreError(_("The key file cannot be read."), _("Check the disk and the rights on the folder.")) from refusal
        except (ValueError, KeyError, TypeError) as refusal:
            raise StoreError(_("The key file is damaged."), _("Put the key file of the latest backup in its place.")) from refusal


def _newer() -> StoreError:
    return StoreError(_("These data come from a newer version of the program."), _("Install the newer version; nothing was changed."))


def write_durably(path: Path, content: bytes) -> None:
    """The whole content or the old one, also when the power fails: temporary file, fsync, replace, fsync of the folder."""
    beside = path.with_name(f".{path.name}.{secrets.token_hex(4)}")
    try:
        with open(beside, "xb") as stream:
            stream.write(content)
            stream.flush()
            os.fsync(stream.fileno())
        os.replace(beside, path)
        sync_folder(path.parent)
    except OSError as refusal:
        beside.unlink(missing_ok=True)
        raise StoreError(
            _("The file {name} cannot be written.").format(name=path.name), _("Check that the disk is not full and may be written.")
        ) from refusal


def sync_folder(folder: Path) -> None:
    """Make a rename in ``folder`` durable; Windows does so by itself and cannot open a folder.

    Where that fails the rename stands all the same: at worst a power failure brings back what was there before.
    """
    if os.name == "nt":
        return
    with suppress(OSError):
        handle = os.open(folder, os.O_RDONLY)
        try:
            os.fsync(handle)
        finally:
            os.close(handle)


def _bound_to(name: str) -> bytes:
    return f"nbnb keys {FORMAT}\0{name}".encode()


def _text(raw: bytes) -> str:
    return base64.b64encode(raw).decode()


def _raw(text: str) -> bytes:
    return base64.b64decode(text)
