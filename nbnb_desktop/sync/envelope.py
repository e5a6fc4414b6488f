"""The lines in clear at the head of a bundle, its signature, and the ciphertext behind them (sections 2 and 6)."""

from __future__ import annotations

import hashlib
import re
from dataclasses import dataclass
from typing import Any, BinaryIO

from nbnb_desktop.errors import BundleError
from nbnb_desktop.sync import canonical, limits
from nbnb_desktop.sync.pairing import DeviceCard, Devices, Identity
from nbnb_desktop.sync.refusals import refuse

VERSION = b"nbnb-bundle/1\n"
_ANY_VERSION = re.compile(rb"nbnb-bundle/[1-9][0-9]{0,5}\n")
_HEADER: dict[str, canonical.Check] = {
    "number": canonical.is_position,
    "part": canonical.is_position,
    "parts": lambda value: canonical.is_number(value, 1, limits.PARTS),
    "recipients": canonical.list_of(canonical.is_id, limits.RECIPIENTS),
    "sender": canonical.is_id,
}
_SEAL: dict[str, canonical.Check] = {
    "length": lambda value: canonical.is_number(value, 1),
    "sha256": canonical.is_digest,
    "signature": lambda value: isinstance(value, str) and re.fullmatch(r"[0-9a-f]{128}", value) is not None,
}


@dataclass(frozen=True, slots=True)
class Header:
    """Who made the file for whom, and which of how many it is."""

    number: int
    part: int
    parts: int
    recipients: tuple[str, ...]
    sender: str

    def line(self) -> bytes:
        fields = {"number": self.number, "part": self.part, "parts": self.parts, "recipients": self.recipients, "sender": self.sender}
        return canonical.dumps(fields) + b"\n"

    def binding(self) -> bytes:
        """What stands in front of the frame inside the encryption."""
        return hashlib.sha256(VERSION + self.line()).digest()


@dataclass(frozen=True, slots=True)
class Envelope:
    """A file whose sender, signature and completeness were verified; still encrypted."""

    header: Header
    digest: str
    ciphertext: bytes


def seal(header: Header, ciphertext: bytes, identity: Identity) -> tuple[bytes, str]:
    """The lines that go before ``ciphertext``, and its SHA-256."""
    length, sha256 = len(ciphertext), hashlib.sha256(ciphertext).hexdigest()
    signature = identity.sign(_signed(header, length, sha256)).hex()
    line = canonical.dumps({"length": length, "sha256": sha256, "signature": signature})
    return VERSION + header.line() + line + b"\n", sha256


def unseal(stream: BinaryIO, own: DeviceCard, devices: Devices, *, ours_too: bool = False) -> Envelope:
    """Verify all that can be verified without the private key; raises BundleError.

    ``ours_too`` lets through a file that this laptop made (to verify it, not to take it in).
    """
    _read_version(stream)
    header = _read_header(stream)
    sender = _sender(header.sender, own, devices, ours_too)
    fields = _read_line(stream, _SEAL)
    if not sender.verifies(bytes.fromhex(fields["signature"]), _signed(header, fields["length"], fields["sha256"])):
        raise refuse("signature")
    if fields["length"] > limits.FILE:
        raise refuse("too-large")
    ciphertext = stream.read(fields["length"])
    if len(ciphertext) < fields["length"]:
        raise refuse("truncated")
    if stream.read(1):
        raise refuse("trailing")
    if hashlib.sha256(ciphertext).hexdigest() != fields["sha256"]:
        raise refuse("damaged")
    return Envelope(header, fields["sha256"], ciphertext)


def _signed(header: Header, length: int, sha256: str) -> bytes:
    return VERSION + header.line() + f"{length} {sha256}\n".encode()


def _sender(name: str, own: DeviceCard, devices: Devices, ours_too: bool) -> DeviceCard:
    if name == own.id:
        if ours_too:
            return own
        raise refuse("own-bundle")
    known = devices.get(name)
    if known is None:
        raise refuse("unknown-sender")
    if known.revoked:
        raise refuse("revoked-sender")
    return known.card


def _read_version(stream: BinaryIO) -> None:
    line = stream.readline(24)
    if VERSION.startswith(line) and line not in (b"", VERSION):
        raise refuse("truncated")
    if not _ANY_VERSION.fullmatch(line):
        raise refuse("not-a-bundle")
    if line != VERSION:
        raise refuse("newer-version")


def _read_header(stream: BinaryIO) -> Header:
    fields = _read_line(stream, _HEADER)
    recipients = tuple(fields["recipients"])
    if not recipients or list(recipients) != sorted(set(recipients)) or fields["part"] > fields["parts"]:
        raise refuse("header")
    return Header(**{**fields, "recipients": recipients})


def _read_line(stream: BinaryIO, shape: dict[str, canonical.Check]) -> dict[str, Any]:
    line = stream.readline(limits.HEADER + 1)
    if not line.endswith(b"\n"):
        raise _unended(line)
    try:
        fields = canonical.loads(line[:-1])
    except ValueError as error:
        raise refuse("header") from error
    if not canonical.shaped(fields, shape):
        raise refuse("header")
    return fields


def _unended(line: bytes) -> BundleError:
    return refuse("header" if len(line) > limits.HEADER else "truncated")
