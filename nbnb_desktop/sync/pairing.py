"""Pairing: a laptop's keys, the card by which others know it, and the code that two people compare.

docs/formats/bundle.md, section 7.
"""

from __future__ import annotations

import hashlib
import json
import re
import unicodedata
from collections.abc import Mapping
from dataclasses import dataclass, field, replace
from functools import cached_property
from urllib.parse import quote, unquote

import pyrage
from cryptography.exceptions import InvalidSignature
from cryptography.hazmat.primitives.asymmetric.ed25519 import Ed25519PrivateKey, Ed25519PublicKey

from nbnb_desktop.records import new_id
from nbnb_desktop.sync.canonical import is_id
from nbnb_desktop.sync.refusals import refuse

NAME = 60
"""Characters of a name or organisation on a card."""

_MARK = "nbnb-device-1"
_ROUNDS = 200_000
_HEX = re.compile(r"[0-9a-f]{64}")
_TURNS = frozenset("\u061c\u200e\u200f\u202a\u202b\u202c\u202d\u202e\u2066\u2067\u2068\u2069")  # could show a name as another


@dataclass(frozen=True, slots=True)
class DeviceCard:
    """What another laptop may know of this one; nothing in it is secret."""

    id: str
    name: str
    organisation: str
    recipient: str  # age X25519: what to encrypt to
    verify_key: str  # Ed25519, 64 hexadecimal digits: what its signatures are checked with

    def text(self) -> str:
        """The card as one line of ASCII, without line feed; also what the QR code holds."""
        body = " ".join((_MARK, self.id, self.recipient, self.verify_key, _quoted(self.name), _quoted(self.organisation)))
        return f"{body} {_checksum(body)}"

    def verifies(self, signature: bytes, message: bytes) -> bool:
        """Did the holder of this card's private key sign ``message``?"""
        try:
            Ed25519PublicKey.from_public_bytes(bytes.fromhex(self.verify_key)).verify(signature, message)
        except (InvalidSignature, ValueError):
            return False
        return True

    @property
    def age_recipient(self) -> pyrage.x25519.Recipient:
        return pyrage.x25519.Recipient.from_str(self.recipient)


@dataclass(frozen=True)
class Identity:
    """This laptop's private keys; kept only inside the encrypted store, and never printed."""

    id: str
    name: str
    organisation: str
    age_key: str = field(repr=False)  # AGE-SECRET-KEY-1…
    signing_key: str = field(repr=False)  # Ed25519 seed, 64 hexadecimal digits

    @classmethod
    def create(cls, name: str, organisation: str = "", *, id: str = "") -> Identity:  # noqa: A002  # the card's own word
        """New keys for the device ``id`` (a new one when not given); raises BundleError ``card`` for an impossible name."""
        age_key = str(pyrage.x25519.Identity.generate())
        identity = cls(id or new_id(), _tidy(name), _tidy(organisation), age_key, Ed25519PrivateKey.generate().private_bytes_raw().hex())
        read_card(identity.card.text())
        return identity

    @classmethod
    def from_json(cls, text: str) -> Identity:
        return cls(**json.loads(text))

    def to_json(self) -> str:
        names = ("id", "name", "organisation", "age_key", "signing_key")
        return json.dumps({name: getattr(self, name) for name in names}, ensure_ascii=False)

    def renamed(self, name: str, organisation: str) -> Identity:
        """The same keys under another name; the others then need the new card only to show it."""
        renamed = replace(self, name=_tidy(name), organisation=_tidy(organisation))
        read_card(renamed.card.text())
        return renamed

    @cached_property
    def card(self) -> DeviceCard:
        verify_key = self._signer.public_key().public_bytes_raw().hex()
        return DeviceCard(self.id, self.name, self.organisation, str(self.age_identity.to_public()), verify_key)

    @cached_property
    def age_identity(self) -> pyrage.x25519.Identity:
        return pyrage.x25519.Identity.from_str(self.age_key)

    @cached_property
    def _signer(self) -> Ed25519PrivateKey:
        return Ed25519PrivateKey.from_private_bytes(bytes.fromhex(self.signing_key))

    def sign(self, message: bytes) -> bytes:
        return self._signer.sign(message)


@dataclass(frozen=True, slots=True)
class PairedDevice:
    """A card whose comparison code two people found equal; ``revoked`` when it is lost or gone."""

    card: DeviceCard
    revoked: bool = False

    def revoke(self) -> PairedDevice:
        return replace(self, revoked=True)


Devices = Mapping[str, PairedDevice]
"""Device id to what is known of it."""


def read_card(text: str) -> DeviceCard:
    """The card in one line of text; raises BundleError ``card``."""
    words = text.removesuffix("\n").removesuffix("\r").split(" ")
    if len(words) != 7 or not text.isascii():
        raise refuse("card")
    mark, name_of_device, recipient, verify_key, name, organisation, _sum = words
    card = DeviceCard(name_of_device, _unquoted(name), _unquoted(organisation), recipient, verify_key)
    sound = mark == _MARK and is_id(card.id) and _HEX.fullmatch(verify_key) and _is_recipient(recipient)
    if not sound or not _is_name(card.name) or not _is_name(card.organisation) or card.text().split(" ") != words:
        raise refuse("card")
    return card


def pair(card: DeviceCard, devices: Devices, own: DeviceCard) -> PairedDevice:
    """The device to keep after the code was compared; raises BundleError ``card-clash``.

    A known id keeps its keys: other keys under it are another laptop, unless the old one was revoked.
    """
    known = devices.get(card.id)
    if card.id == own.id or card.recipient == own.recipient or card.verify_key == own.verify_key:
        raise refuse("card-clash")
    if known and not known.revoked and (known.card.recipient, known.card.verify_key) != (card.recipient, card.verify_key):
        raise refuse("card-clash")
    return PairedDevice(card)


def code(one: DeviceCard, other: DeviceCard) -> str:
    """The comparison code of two cards, in either order: 8 groups of 3 digits (79 bits)."""
    lines = "\n".join(sorted((one.text(), other.text()))).encode()
    derived = hashlib.pbkdf2_hmac("sha256", lines, b"nbnb-pairing-1", _ROUNDS)
    digits = f"{int.from_bytes(derived[:16], 'big') % 10**24:024d}"
    return " ".join(digits[at : at + 3] for at in range(0, 24, 3))


def _tidy(name: str) -> str:
    return unicodedata.normalize("NFC", " ".join(name.split()))


def _is_name(name: str) -> bool:
    return len(name) <= NAME and name == _tidy(name) and not _TURNS & set(name) and all(unicodedata.category(one) != "Cc" for one in name)


def _is_recipient(text: str) -> bool:
    try:
        return str(pyrage.x25519.Recipient.from_str(text)) == text
    except pyrage.RecipientError:
        return False


def _quoted(name: str) -> str:
    return "%2D" if name == "-" else quote(name, safe="") or "-"


def _unquoted(word: str) -> str:
    try:
        return "" if word == "-" else unquote(word, errors="strict")
    except UnicodeDecodeError as error:
        raise refuse("card") from error


def _checksum(body: str) -> str:
    return hashlib.sha256(body.encode()).hexdigest()[:8]
