"""Makes tests/vectors/bundle: small files, each one success or one failure of docs/formats/bundle.md, named by what it tests.

    python -m tests.vectors.make_bundle_vectors [folder]

It writes the format by hand (age, Zstandard frames, canonical JSON), apart from nbnb_desktop.sync, so that the two check each
other; and it draws nothing at random, so the same bytes come out each time. The keys are TEST KEYS: they are public and worth nothing.
"""

from __future__ import annotations

import base64
import hashlib
import hmac
import json
import sys
from collections.abc import Callable, Sequence
from dataclasses import dataclass, replace
from pathlib import Path
from typing import Any

import pyrage
from cryptography.hazmat.primitives import hashes
from cryptography.hazmat.primitives.asymmetric.ed25519 import Ed25519PrivateKey
from cryptography.hazmat.primitives.asymmetric.x25519 import X25519PrivateKey, X25519PublicKey
from cryptography.hazmat.primitives.ciphers.aead import ChaCha20Poly1305
from cryptography.hazmat.primitives.kdf.hkdf import HKDF

from nbnb_desktop.records import Erasure, Revision

FOLDER = Path(__file__).parent / "bundle"
MADE = 1_795_000_000_000
DEVICE = "test-sender.1"


# Test keys


@dataclass(frozen=True)
class Party:
    id: str
    name: str
    age_key: str

    @property
    def signer(self) -> Ed25519PrivateKey:
        return Ed25519PrivateKey.from_private_bytes(sha(b"nbnb TEST signing key of " + self.id.encode()))

    @property
    def recipient(self) -> str:
        return str(pyrage.x25519.Identity.from_str(self.age_key).to_public())

    def card(self) -> str:
        body = f"nbnb-device-1 {self.id} {self.recipient} {self.signer.public_key().public_bytes_raw().hex()} {self.name} Test%20keys"
        return f"{body} {sha(body.encode()).hex()[:8]}"

    def identity(self) -> dict[str, str]:
        seed = self.signer.private_bytes_raw().hex()
        return {"id": self.id, "name": self.name, "organisation": "Test keys", "age_key": self.age_key, "signing_key": seed}


def sha(data: bytes) -> bytes:
    return hashlib.sha256(data).digest()


RECEIVER = Party("test-receiver", "Receiver", "AGE-SECRET-KEY-1GQYZV2WUNVZZJPC79P59ERUCKM56PGDKHEYAKUE39V6GN2UZ2S4QR6F3K3")
SENDER = Party("test-sender", "Sender", "AGE-SECRET-KEY-1S84FFFWYRPCFE6JR9SR9WSHGEXQE08XLU70M568PGR0GCH6NEESQRMJFWG")
REVOKED = Party("test-revoked", "Revoked", "AGE-SECRET-KEY-1KA5V4265326NSYZA3PH3HXY4FGUXWNM4FDC6M273S8FLA7F06ASSPXSX4A")
STRANGER = Party("test-stranger", "Stranger", "AGE-SECRET-KEY-184JJW4UM9MZZRKNX695PYR303QQH9V5VXGQP4UPUR8PK5F7LXFTSQLDAZ6")


# age v1 by hand, with keys drawn from a label instead of at random


def age(plain: bytes, recipients: Sequence[str], label: str) -> bytes:
    file_key = sha(f"file key {label}".encode())[:16]
    head = "age-encryption.org/v1\n" + "".join(_stanza(file_key, one, f"{label} {at}") for at, one in enumerate(recipients)) + "---"
    mac = hmac.digest(hkdf(file_key, b"", b"header"), head.encode(), "sha256")
    nonce = sha(f"nonce {label}".encode())[:16]
    return f"{head} {b64(mac)}\n".encode() + nonce + _stream(ChaCha20Poly1305(hkdf(file_key, nonce, b"payload")), plain)


def _stanza(file_key: bytes, recipient: str, label: str) -> str:
    ephemeral = X25519PrivateKey.from_private_bytes(sha(f"ephemeral {label}".encode()))
    public, share = _age_bytes(recipient), ephemeral.public_key().public_bytes_raw()
    wrap = hkdf(ephemeral.exchange(X25519PublicKey.from_public_bytes(public)), share + public, b"age-encryption.org/v1/X25519")
    return f"-> X25519 {b64(share)}\n{b64(ChaCha20Poly1305(wrap).encrypt(bytes(12), file_key, b''))}\n"


def _stream(key: ChaCha20Poly1305, plain: bytes) -> bytes:
    chunks = [plain[at : at + 65536] for at in range(0, len(plain) or 1, 65536)]
    return b"".join(key.encrypt(at.to_bytes(11, "big") + bytes([chunk is chunks[-1]]), chunk, b"") for at, chunk in enumerate(chunks))


def _age_bytes(recipient: str) -> bytes:
    """The 32 bytes in a Bech32 recipient."""
    value = 0
    data = recipient.removeprefix("age1")[:-6]
    for letter in data:
        value = value << 5 | "qpzry9x8gf2tvdw0s3jn54khce6mua7l".index(letter)
    return (value >> (len(data) * 5 - 256)).to_bytes(32, "big")


def hkdf(key: bytes, salt: bytes, info: bytes) -> bytes:
    return HKDF(hashes.SHA256(), 32, salt, info).derive(key)


def b64(data: bytes) -> str:
    return base64.b64encode(data).decode().rstrip("=")


# Zstandard by hand: raw blocks and blocks of one repeated byte (RFC 8878, section 3.1.1)

ZSTD = bytes.fromhex("28b52ffd")


def zstd(data: bytes, window: int = 13) -> bytes:
    blocks = [data[at : at + 65536] for at in range(0, len(data) or 1, 65536)]
    return ZSTD + bytes([0, window << 3]) + b"".join(_block(one, len(one), at == len(blocks) - 1, 0) for at, one in enumerate(blocks))


def bomb(lead: bytes, byte: bytes, size: int) -> bytes:
    """``lead`` and then ``size`` times ``byte``: 4 bytes for every 128 KiB."""
    repeats = _block(byte, 131072, False, 1) * (size // 131072)
    return ZSTD + bytes([0, 13 << 3]) + _block(lead, len(lead), False, 0) + repeats + _block(b"", 0, True, 0)


def _block(content: bytes, size: int, last: bool, kind: int) -> bytes:
    return (size << 3 | kind << 1 | last).to_bytes(3, "little") + content


# Records


def canon(value: object) -> bytes:
    return json.dumps(value, ensure_ascii=False, sort_keys=True, separators=(",", ":")).encode()


def rec(fields: dict[str, Any], blob: bytes | None = None) -> bytes:
    if blob is None:
        return canon(fields) + b"\n"
    return canon({"size": len(blob), **fields}) + b"\n" + blob + b"\n"


def about(**changes: Any) -> bytes:
    return rec({"type": "about", "scope": "all", "made": MADE, "participant": "", "consent": "", "previous": {}, **changes})


def revision(number: int = 1, answer: str = "Aleppo", **changes: Any) -> Revision:
    values: dict[str, Any] = {
        "id": f"revision-{number}",
        "submission": "submission-1",
        "participant": "participant-1",
        "form_id": "intake",
        "form_version": "1.0a1b2c3d",
        "parents": (),
        "device": DEVICE,
        "number": number,
        "stamp": f"{MADE + number:016d}-00000-{DEVICE}",
        "author": "Anna (invented)",
        "language": "nl",
        "kind": "save",
        "payload": f"<data><city>{answer}</city></data>".encode(),
    }
    return Revision(**{**values, **changes}).sealed()


def rev(one: Revision | None = None, **changes: Any) -> bytes:
    one = one or revision()
    fields = {name: getattr(one, name) for name in Revision.__slots__ if name != "payload"}
    return rec({"type": "revision", **fields, "parents": list(one.parents), **changes}, one.payload)


def form(xml: bytes = b"<h:html/>", **changes: Any) -> bytes:
    return rec({"type": "form", "form_id": "intake", "version": "1.0a1b2c3d", "title": "Intake", "media": [], **changes}, xml)


def erasure(**changes: Any) -> bytes:
    one = Erasure("erasure-1", "participant-1", DEVICE, 9, f"{MADE:016d}-00000-{DEVICE}", "Anna (invented)", 1, 2, 0)
    return rec({"type": "erasure", **{name: getattr(one, name) for name in Erasure.__slots__}, **changes})


PHOTO = b"not really a photo, but ten times the same words. " * 10
PHOTO_DIGEST = sha(PHOTO).hex()


def piece(content: bytes = PHOTO, **changes: Any) -> bytes:
    fields = {"digest": PHOTO_DIGEST, "media_type": "image/jpeg", "name": "photo.jpg", "length": len(PHOTO), "offset": 0}
    return rec({"type": "piece", **fields, **changes}, content)


def receipt(**changes: Any) -> bytes:
    fields = {"device": SENDER.id, "ranges": {DEVICE: [[1, 3], [5, 5]]}, "bundles": {RECEIVER.id: [[1, 2]]}}
    return rec({"type": "receipt", **fields, "wants": {PHOTO_DIGEST: 100}, "forms": [["plan", "2"]], **changes})


def ranges(device: str = DEVICE, runs: object = ((1, 1),), **changes: Any) -> bytes:
    return rec({"type": "ranges", "device": device, "ranges": runs, **changes})


def end(records: int) -> bytes:
    return rec({"type": "end", "records": records})


def body(*records: bytes) -> bytes:
    return b"".join((*records, end(len(records))))


# Whole files


@dataclass(frozen=True)
class File:
    """A file that is in order unless a field says otherwise; functions change what they are given."""

    body: bytes = body(about(), rev())
    frame: bytes | None = None
    header: Callable[[dict[str, Any]], object] = lambda fields: fields
    header_line: Callable[[bytes], bytes] = lambda line: line
    seal: Callable[[dict[str, Any]], object] = lambda fields: fields
    seal_line: Callable[[bytes], bytes] = lambda line: line
    cipher: Callable[[bytes], bytes] = lambda cipher: cipher  # before it is signed
    sent: Callable[[bytes], bytes] = lambda cipher: cipher  # after it was signed
    whole: Callable[[bytes], bytes] = lambda whole: whole
    sender: Party = SENDER
    signer: Party | None = None
    recipients: tuple[Party, ...] = (RECEIVER,)
    keyed: tuple[Party, ...] | None = None
    binding: bytes | None = None
    version: bytes = b"nbnb-bundle/1\n"
    number: int = 1
    label: str = ""

    def bytes(self) -> bytes:
        names = sorted(one.id for one in self.recipients)
        fields = {"number": self.number, "part": 1, "parts": 1, "recipients": names, "sender": self.sender.id}
        line = self.header_line(canon(self.header(fields)) + b"\n")
        binding = sha(self.version + line) if self.binding is None else self.binding
        frame = zstd(self.body) if self.frame is None else self.frame
        keyed = self.recipients if self.keyed is None else self.keyed
        cipher = self.cipher(age(binding + frame, [one.recipient for one in keyed], self.label + str(self.number)))
        length, digest = len(cipher), sha(cipher).hex()
        signature = (self.signer or self.sender).signer.sign(self.version + line + f"{length} {digest}\n".encode()).hex()
        seal = self.seal_line(canon(self.seal({"length": length, "sha256": digest, "signature": signature})) + b"\n")
        return self.whole(self.version + line + seal + self.sent(cipher))


@dataclass(frozen=True)
class Vector:
    name: str
    expect: str
    about: str
    data: bytes
    after: tuple[str, ...] = ()  # files that came in before


def flipped(data: bytes, at: int) -> bytes:
    at %= len(data)
    return data[:at] + bytes([data[at] ^ 1]) + data[at + 1 :]


def has(**changes: Any) -> Callable[[dict[str, Any]], object]:
    return lambda fields: {**fields, **changes}


def without(name: str) -> Callable[[dict[str, Any]], object]:
    return lambda fields: {key: value for key, value in fields.items() if key != name}


def of(*records: bytes, **changes: Any) -> File:
    return File(body=body(*records), **changes)


HAND_OVER = {"scope": "participant", "participant": "participant-1", "consent": "Agreed on 2026-11-21, recorded by Anna (invented)."}
HOLLOW = revision(kind="erased", payload=b"", author="", language="")
SECOND = revision(2, "Homs", parents=("revision-1",))
LINE = rev().split(b"\n")[0]


def good() -> dict[str, tuple[str, File]]:
    return {
        "smallest": ("nothing but about and end", of(about())),
        "one-revision": ("one revision", File()),
        "two-revisions": ("a revision and its successor", of(about(), rev(), rev(SECOND))),
        "any-script": ("Arabic, Ge'ez and an emoji", of(about(), rev(revision(answer="حلب ኣስመራ 🌷", author="سارة (invented)")))),
        "line-feeds-in-payload": (
            "a payload with line feeds and records of its own",
            of(about(), rev(revision(answer="\n" + end(1).decode()))),
        ),
        "every-kind": (
            "each type of record once",
            of(about(), receipt(), ranges(), erasure(participant="participant-9"), form(), rev(), piece()),
        ),
        "form-with-media": ("a form that reads a file", of(about(scope="forms"), form(media=[["map.png", PHOTO_DIGEST]]), piece())),
        "attachment-in-two-pieces": ("both pieces in one file", of(about(), piece(PHOTO[:99]), piece(PHOTO[99:], offset=99))),
        "piece-of-an-attachment": ("a stretch from the middle", of(about(), piece(PHOTO[50:99], offset=50))),
        "empty-attachment": ("an attachment of no bytes", of(about(), piece(b"", digest=sha(b"").hex(), length=0))),
        "two-recipients": ("made for another one too", File(recipients=(RECEIVER, STRANGER))),
        "part-two-of-three": ("a part can be taken in alone", File(header=has(part=2, parts=3))),
        "hand-over": ("one participant with recorded consent", of(about(**HAND_OVER), rev())),
        "forms-only": ("forms without revisions", of(about(scope="forms"), form())),
        "erasure-with-hollow-revision": ("what an erasure leaves", of(about(), erasure(), rev(HOLLOW))),
        "previous-bundle-named": ("says which one came before", of(about(previous={RECEIVER.id: 4}), number=5)),
        "revision-of-a-third-laptop": ("passed on", of(about(), rev(revision(device="other.1", stamp=f"{MADE:016d}-00000-other.1")))),
        "stamp-from-the-future": (
            "flagged by the decision, not refused",
            of(about(), rev(revision(stamp=f"{MADE * 2:016d}-00000-{DEVICE}"))),
        ),
        "unknown-parent": ("the parent may come later", of(about(), rev(SECOND))),
        "number-at-the-limit": ("the highest number there is", File(number=(1 << 53) - 1)),
        "raw-and-repeated-blocks": ("a frame of one repeated byte in a payload", _repeated()),
        "longest-consent": ("4096 characters", of(about(**{**HAND_OVER, "consent": "x" * 4096}), rev())),
    }


def _repeated() -> File:
    one = revision(payload=b"a" * 131072)
    record = rev(one)
    lead, rest = about() + record[: record.index(b"\n") + 1], b"\n" + end(2)
    blocks = _block(lead, len(lead), False, 0) + _block(b"a", 131072, False, 1) + _block(rest, len(rest), True, 0)
    return File(frame=ZSTD + bytes([0, 13 << 3]) + blocks)


def bad_envelopes() -> dict[str, tuple[str, str, File]]:
    later = sha(b"the signature of another file").hex() * 2
    return {
        "empty": ("not-a-bundle", "no bytes at all", File(whole=lambda _whole: b"")),
        "text-file": ("not-a-bundle", "some text", File(whole=lambda _whole: b"Beste Anna, hierbij de gegevens.\n")),
        "zip-file": ("not-a-bundle", "another kind of file", File(whole=lambda _whole: b"PK\x03\x04" + bytes(60))),
        "carriage-return": ("not-a-bundle", "the version line ends in CR LF", File(version=b"nbnb-bundle/1\r\n")),
        "byte-order-mark": ("not-a-bundle", "a BOM before the version", File(whole=lambda whole: b"\xef\xbb\xbf" + whole)),
        "version-zero": ("not-a-bundle", "there is no version 0", File(version=b"nbnb-bundle/0\n")),
        "version-one-with-zero": ("not-a-bundle", "version 01", File(version=b"nbnb-bundle/01\n")),
        "version-two": ("newer-version", "a later version", File(version=b"nbnb-bundle/2\n")),
        "version-line-cut": ("truncated", "cut in the version line", File(whole=lambda whole: whole[:9])),
        "header-cut": ("truncated", "cut in the header", File(whole=lambda whole: whole[:40])),
        "header-missing": ("truncated", "cut after the version line", File(whole=lambda whole: whole[:14])),
        "seal-cut": ("truncated", "cut in the seal", File(whole=lambda whole: whole[: whole.index(b'"sha256"')])),
        "seal-missing": ("truncated", "cut after the header", File(whole=lambda whole: b"\n".join(whole.split(b"\n")[:2]) + b"\n")),
        "ciphertext-missing": ("truncated", "cut after the seal", File(sent=lambda _cipher: b"")),
        "ciphertext-cut": ("truncated", "the last byte is missing", File(sent=lambda cipher: cipher[:-1])),
        "byte-added": ("trailing", "one byte too many", File(sent=lambda cipher: cipher + b"\0")),
        "line-feed-added": ("trailing", "an editor added a line feed", File(sent=lambda cipher: cipher + b"\n")),
        "two-files-in-one": ("trailing", "a whole file after the file", File(whole=lambda whole: whole + whole)),
        "bit-flipped-first": ("damaged", "in the first byte of the ciphertext", File(sent=lambda cipher: flipped(cipher, 0))),
        "bit-flipped-middle": ("damaged", "in the middle", File(sent=lambda cipher: flipped(cipher, len(cipher) // 2))),
        "bit-flipped-last": ("damaged", "in the last byte", File(sent=lambda cipher: flipped(cipher, -1))),
        "ciphertext-zeroed": ("damaged", "a bad copy full of zeroes", File(sent=lambda cipher: bytes(len(cipher)))),
        "ciphertext-swapped": ("damaged", "that of another bundle, same length", File(sent=lambda _cipher: _swapped())),
        "header-is-a-list": ("header", "not an object", File(header=lambda fields: list(fields.values()))),
        "header-not-json": ("header", "no JSON", File(header_line=lambda _line: b"sender=test-sender\n")),
        "header-not-utf8": ("header", "Latin-1", File(header_line=lambda line: line.replace(b"test-sender", b"test-s\xe9nder"))),
        "header-deeply-nested": ("header", "20,000 brackets", File(header_line=lambda _line: b"[" * 20000 + b"\n")),
        "header-with-space": ("header", "not canonical", File(header_line=lambda line: line.replace(b":", b": "))),
        "header-unsorted": ("header", "keys in another order", File(header_line=_unsorted)),
        "header-with-a-key-twice": (
            "header",
            "sender twice",
            File(header_line=lambda line: line.replace(b"}", b',"sender":"test-sender"}')),
        ),
        "header-escaped": (
            "header",
            "a letter written as an escape",
            File(header_line=lambda line: line.replace(b"test-s", b"test-\\u0073")),
        ),
        "header-extra-field": ("header", "a field that is not in the grammar", File(header=has(comment="hi"))),
        "header-without-number": ("header", "a field is missing", File(header=without("number"))),
        "header-number-zero": ("header", "numbers begin at 1", File(number=0)),
        "header-number-too-high": ("header", "above 2^53-1", File(number=1 << 53)),
        "header-number-negative": ("header", "below zero", File(number=-1)),
        "header-number-fraction": ("header", "1.0", File(header=has(number=1.0))),
        "header-number-true": ("header", "a truth value", File(header=has(number=True))),
        "header-number-text": ("header", "a text", File(header=has(number="1"))),
        "header-number-enormous": (
            "header",
            "5,000 digits",
            File(header_line=lambda line: line.replace(b'"number":1', b'"number":' + b"9" * 5000)),
        ),
        "header-part-above-parts": ("header", "part 2 of 1", File(header=has(part=2))),
        "header-part-zero": ("header", "parts begin at 1", File(header=has(part=0))),
        "header-too-many-parts": ("header", "10,001 parts", File(header=has(parts=10001))),
        "header-no-recipients": ("header", "for nobody", File(header=has(recipients=[]))),
        "header-recipient-twice": ("header", "a repeat", File(header=has(recipients=["test-receiver"] * 2))),
        "header-recipients-unsorted": ("header", "not in order", File(header=has(recipients=["test-receiver", "a"]))),
        "header-too-many-recipients": ("header", "101", File(header=has(recipients=[f"r{number:03d}" for number in range(101)]))),
        "header-recipient-odd": ("header", "a slash in an id", File(header=has(recipients=["../etc"]))),
        "header-sender-empty": ("header", "no sender", File(header=has(sender=""))),
        "header-sender-too-long": ("header", "101 characters", File(header=has(sender="s" * 101))),
        "header-too-long": ("header", "more than 64 KiB", File(header=has(comment="x" * 66000))),
        "seal-not-json": ("header", "no JSON", File(seal_line=lambda _line: b"sealed\n")),
        "seal-length-zero": ("header", "a length of 0", File(seal=has(length=0))),
        "seal-signature-short": ("header", "63 bytes", File(seal=lambda fields: {**fields, "signature": fields["signature"][:-2]})),
        "seal-signature-upper-case": (
            "header",
            "not the one way to write it",
            File(seal=lambda fields: {**fields, "signature": "AB" * 64}),
        ),
        "seal-extra-field": ("header", "a field that is not in the grammar", File(seal=has(key="x"))),
        "made-by-us": ("own-bundle", "the receiver is the sender", File(sender=RECEIVER)),
        "sender-not-paired": ("unknown-sender", "signed well, by a stranger", File(sender=STRANGER)),
        "sender-revoked": ("revoked-sender", "signed well, by a lost laptop", File(sender=REVOKED)),
        "signed-by-a-stranger": ("signature", "names the sender, signed by another", File(signer=STRANGER)),
        "signed-by-the-receiver": ("signature", "names the sender, signed with our own key", File(signer=RECEIVER)),
        "signature-of-another-file": ("signature", "64 bytes that are no signature of this", File(seal=has(signature=later))),
        "signature-zero": ("signature", "all zeroes", File(seal=has(signature="00" * 64))),
        "number-changed": ("signature", "after signing", File(whole=lambda whole: whole.replace(b'"number":1', b'"number":2', 1))),
        "recipient-added": ("signature", "after signing", File(whole=lambda whole: whole.replace(b'["test', b'["a","test', 1))),
        "length-changed": ("signature", "after signing", File(seal=lambda fields: {**fields, "length": fields["length"] + 1})),
        "digest-changed": ("signature", "after signing", File(seal=lambda fields: {**fields, "sha256": "0" * 64})),
        "bit-flipped-in-signature": (
            "signature",
            "one bit",
            File(seal=lambda fields: {**fields, "signature": flipped(bytes.fromhex(fields["signature"]), 20).hex()}),
        ),
        "length-beyond-the-limit": ("too-large", "signed, and larger than a file may be", File(seal=_immense)),
        "for-another": ("not-for-us", "the receiver is not named", File(recipients=(STRANGER,))),
        "for-another-but-opens": ("not-for-us", "not named, though the key would open it", File(recipients=(STRANGER,), keyed=(RECEIVER,))),
        "named-but-not-keyed": ("decryption", "named, but encrypted to another", File(keyed=(STRANGER,))),
        "ciphertext-not-age": ("decryption", "signed bytes that are no age file", File(cipher=lambda _cipher: b"no age file at all")),
        "age-header-cut": ("decryption", "signed, cut in the age header", File(cipher=lambda cipher: cipher[:60])),
        "age-payload-cut": ("decryption", "signed, cut in the age payload", File(cipher=lambda cipher: cipher[:-1])),
        "age-payload-altered": ("decryption", "signed, a bit flipped in the age payload", File(cipher=lambda cipher: flipped(cipher, -5))),
        "age-mac-altered": ("decryption", "signed, a bit flipped in the age header", File(cipher=lambda cipher: flipped(cipher, 30))),
        "age-version-two": (
            "decryption",
            "an age version that is not",
            File(cipher=lambda cipher: cipher.replace(b"org/v1", b"org/v2", 1)),
        ),
        "bound-to-another-header": ("binding", "the content of one in the header of another", File(binding=sha(b"another header"))),
        "binding-missing": ("binding", "the frame follows at once", File(binding=b"")),
        "nothing-encrypted": ("binding", "an age file of no bytes", File(binding=b"", frame=b"")),
    }


def _swapped() -> bytes:
    other = File(number=2, label="swapped ").bytes()
    return other.split(b"\n", 3)[3]


def _unsorted(line: bytes) -> bytes:
    fields = json.loads(line)
    return json.dumps(dict(reversed(fields.items())), separators=(",", ":")).encode() + b"\n"


def _immense(fields: dict[str, Any]) -> dict[str, Any]:
    length = (1 << 28) + 1
    names = {"number": 1, "part": 1, "parts": 1, "recipients": [RECEIVER.id], "sender": SENDER.id}
    signed = b"nbnb-bundle/1\n" + canon(names) + b"\n" + f"{length} {fields['sha256']}\n".encode()
    return {**fields, "length": length, "signature": SENDER.signer.sign(signed).hex()}


def bad_bodies() -> dict[str, tuple[str, str, File]]:
    whole = body(about(), rev())
    return {
        "frame-missing": ("compression", "only the binding", File(frame=b"")),
        "frame-not-zstandard": ("compression", "gzip", File(frame=bytes.fromhex("1f8b0800000000000003"))),
        "frame-cut": ("compression", "the last block is missing", File(frame=zstd(whole)[:-10])),
        "frame-twice": ("compression", "a second frame", File(frame=zstd(whole) * 2)),
        "frame-with-a-tail": ("compression", "bytes after the frame", File(frame=zstd(whole) + b"tail")),
        "frame-with-reserved-block": ("compression", "block type 3", File(frame=ZSTD + bytes([0, 104]) + _block(b"", 8, True, 3))),
        "frame-window-too-large": ("compression", "wants 2 GiB of memory", File(frame=zstd(whole, window=21))),
        "frame-wants-dictionary": ("compression", "dictionary 1", File(frame=ZSTD + bytes([1, 104, 1]) + zstd(whole)[6:])),
        "bomb-in-a-line": ("too-large", "a line of 64 MiB in 2 KiB", File(frame=bomb(about(), b"a", 64 << 20))),
        "bomb-in-a-payload": (
            "record",
            "says 16 MiB, ends in a bomb",
            File(frame=bomb(about() + LINE.replace(b'"size":33', b'"size":16777216') + b"\n", b"a", 64 << 20)),
        ),
        "body-empty": ("record", "a frame of no bytes", File(frame=zstd(b""))),
        "about-missing": ("record", "begins with a revision", File(body=rev() + end(1))),
        "about-twice": ("record", "two of them", of(about(), about())),
        "end-missing": ("record", "stops after a revision", File(body=about() + rev())),
        "end-counts-too-few": ("record", "says 1 of 2", File(body=about() + rev() + end(1))),
        "end-counts-too-many": ("record", "says 3 of 2", File(body=about() + rev() + end(3))),
        "records-after-end": ("record", "one more revision", File(body=whole + rev(SECOND))),
        "line-feed-after-end": ("record", "an empty line", File(body=whole + b"\n")),
        "empty-line": ("record", "between two records", File(body=about() + b"\n" + end(1))),
        "unknown-type": ("record", "a type that is not in the grammar", of(about(), rec({"type": "macro", "code": "rm"}))),
        "type-not-text": ("record", "a list", of(about(), rec({"type": ["revision"]}))),
        "type-missing": ("record", "no type", of(about(), rec({"scope": "all"}))),
        "scope-unknown": ("record", "a scope that is not", of(about(scope="secret"))),
        "made-negative": ("record", "before 1970", of(about(made=-1))),
        "previous-for-a-stranger": ("record", "names one who is no recipient", of(about(previous={"test-stranger": 1}))),
        "types-out-of-order": ("record", "a form after a revision", of(about(), rev(), form())),
        "revisions-out-of-order": ("record", "2 before 1", of(about(), rev(SECOND), rev())),
        "revision-twice": ("record", "the same one", of(about(), rev(), rev())),
        "revision-number-twice": ("record", "two with one number", of(about(), rev(), rev(revision(id="revision-x")))),
        "revision-without-author": (
            "record",
            "a field is missing",
            File(body=about() + rev().replace(b'"author":"Anna (invented)",', b"") + end(2)),
        ),
        "revision-extra-field": ("record", "a field that is not in the grammar", of(about(), rev(owner="x"))),
        "revision-not-canonical": ("record", "spaces", File(body=about() + rev().replace(b'":', b'": ', 3) + end(2))),
        "revision-number-zero": ("record", "numbers begin at 1", of(about(), rev(revision(0)))),
        "revision-number-fraction": ("record", "1.5", of(about(), rev(number=1.5))),
        "revision-number-true": ("record", "a truth value", of(about(), rev(number=True))),
        "revision-id-empty": ("record", "no id", of(about(), rev(revision(id="")))),
        "revision-id-with-slash": ("record", "a path as id", of(about(), rev(revision(id="../../etc/passwd")))),
        "revision-id-line-feed": ("record", "ends in a line feed", of(about(), rev(revision(id="revision-1\n")))),
        "revision-stamp-odd": ("record", "not a stamp", of(about(), rev(revision(stamp="yesterday")))),
        "revision-stamp-arabic-digits": (
            "record",
            "digits of another script",
            of(about(), rev(revision(stamp="٠" * 16 + f"-00000-{DEVICE}"))),
        ),
        "revision-too-many-parents": ("record", "1,001", of(about(), rev(revision(parents=tuple(f"p{number}" for number in range(1001)))))),
        "revision-author-too-long": ("record", "4,097 characters", of(about(), rev(revision(author="a" * 4097)))),
        "revision-unpaired-surrogate": ("record", "half a character", File(body=about() + rev().replace(b"Anna", b"\\ud800") + end(2))),
        "revision-parents-text": ("record", "a text instead of a list", of(about(), rev(parents="revision-0"))),
        "revision-size-too-small": ("record", "the payload is longer than it says", of(about(), rev(size=5))),
        "revision-size-too-large": ("record", "the payload is shorter than it says", of(about(), rev(size=5000))),
        "revision-size-beyond-limit": ("record", "more than 16 MiB", of(about(), rev(size=(1 << 24) + 1))),
        "revision-size-negative": ("record", "below zero", of(about(), rev(size=-1))),
        "revision-erased-but-speaks": ("record", "kind erased, with a payload", of(about(), rev(revision(kind="erased")))),
        "payload-altered": ("revision-digest", "one letter", File(body=whole.replace(b"Aleppo", b"Alepqo"))),
        "author-altered": ("revision-digest", "another author", of(about(), rev(author="Bert (invented)"))),
        "participant-altered": ("revision-digest", "moved to another participant", of(about(), rev(participant="participant-2"))),
        "digest-of-another": ("revision-digest", "the digest of another revision", of(about(), rev(digest=SECOND.digest))),
        "payload-removed": ("revision-digest", "emptied without being erased", of(about(), rev(replace(revision(), payload=b"")))),
        "digest-upper-case": ("record", "not the one way to write it", of(about(), rev(digest=revision().digest.upper()))),
        "photo-altered": ("attachment-digest", "one byte", of(about(), piece(flipped(PHOTO, 7)))),
        "photo-pieces-swapped": (
            "attachment-digest",
            "the halves change places",
            of(about(), piece(PHOTO[260:]), piece(PHOTO[:260], offset=240)),
        ),
        "pieces-overlap": ("record", "the second begins inside the first", of(about(), piece(PHOTO[:99]), piece(PHOTO[50:], offset=50))),
        "pieces-disagree": ("record", "two lengths", of(about(), piece(PHOTO[:99]), piece(PHOTO[99:], offset=99, length=9999))),
        "piece-beyond-the-end": ("record", "longer than the whole", of(about(), piece(length=10))),
        "piece-without-bytes": ("record", "an empty stretch", of(about(), piece(b"", offset=9))),
        "piece-too-large": ("record", "more than 1 MiB", of(about(), piece(size=(1 << 20) + 1))),
        "ranges-empty": ("record", "no run", of(about(), ranges(runs=[]))),
        "ranges-from-zero": ("record", "numbers begin at 1", of(about(), ranges(runs=[[0, 3]]))),
        "ranges-backwards": ("record", "5 to 2", of(about(), ranges(runs=[[5, 2]]))),
        "ranges-overlap": ("record", "1-5 and 4-9", of(about(), ranges(runs=[[1, 5], [4, 9]]))),
        "ranges-adjacent": ("record", "1-5 and 6-9 are one", of(about(), ranges(runs=[[1, 5], [6, 9]]))),
        "ranges-unsorted": ("record", "7-9 before 1-5", of(about(), ranges(runs=[[7, 9], [1, 5]]))),
        "ranges-of-three": ("record", "three numbers in a run", of(about(), ranges(runs=[[1, 2, 3]]))),
        "ranges-device-twice": ("record", "one device, two records", of(about(), ranges(), ranges(runs=[[5, 6]]))),
        "receipt-of-another": ("record", "speaks for a third laptop", of(about(), receipt(device="test-stranger"))),
        "receipt-wants-odd": ("record", "something that is no digest", of(about(), receipt(wants={"photo.jpg": 1}))),
        "receipt-forms-unsorted": ("record", "not the one way to write it", of(about(), receipt(forms=[["b", "1"], ["a", "1"]]))),
        "receipt-twice": ("record", "two of them", of(about(), receipt(), receipt())),
        "erasure-negative": ("record", "-1 submissions", of(about(), erasure(submissions=-1))),
        "erasure-of-nobody": ("record", "no participant", of(about(), erasure(participant=""))),
        "form-media-unsorted": (
            "record",
            "not the one way to write it",
            of(about(), form(media=[["b", PHOTO_DIGEST], ["a", PHOTO_DIGEST]])),
        ),
        "form-media-odd": ("record", "a digest that is none", of(about(), form(media=[["a", "b"]]))),
        "hand-over-without-consent": ("consent", "nothing recorded", of(about(**{**HAND_OVER, "consent": ""}), rev())),
        "hand-over-with-blank-consent": ("consent", "only spaces", of(about(**{**HAND_OVER, "consent": "  "}), rev())),
        "hand-over-of-another": (
            "scope",
            "a revision of somebody else",
            of(about(**HAND_OVER), rev(revision(participant="participant-2"))),
        ),
        "hand-over-of-nobody": ("scope", "no participant", of(about(**{**HAND_OVER, "participant": ""}))),
        "hand-over-with-erasure": ("scope", "erases too", of(about(**HAND_OVER), erasure())),
        "forms-with-revisions": ("scope", "forms only, and a revision", of(about(scope="forms"), rev())),
        "forms-with-erasure": ("scope", "forms only, and an erasure", of(about(scope="forms"), erasure())),
        "all-with-participant": ("scope", "everything, and a participant", of(about(participant="participant-1"))),
    }


def decisions() -> list[Vector]:
    """Files that are sound alone and clash with what came before."""
    first, again = File().bytes(), ("one-revision.nbnb",)
    other = of(about(), rev(revision(answer="Damascus")), number=2)
    place = of(about(), rev(revision(id="revision-other")), number=2)
    grown = of(about(), erasure(number=1), number=2)
    return [
        Vector("repeat.nbnb", "ok", "the very same file again", first, again),
        Vector("second-after-first.nbnb", "ok", "the next number", of(about(), rev(SECOND), number=2).bytes(), again),
        Vector("number-reused.nbnb", "number-reused", "another content under number 1", of(about(), rev(SECOND)).bytes(), again),
        Vector("number-reused-encrypted-anew.nbnb", "number-reused", "the same content, made twice", File(label="anew ").bytes(), again),
        Vector("revision-id-reused.nbnb", "revision-clash", "another revision under one id", other.bytes(), again),
        Vector("revision-place-reused.nbnb", "revision-clash", "another revision in one place", place.bytes(), again),
        Vector("erasure-place-reused.nbnb", "revision-clash", "an erasure in a revision's place", grown.bytes(), again),
        Vector(
            "form-version-reused.nbnb",
            "form-clash",
            "another content of one form version",
            of(about(scope="forms"), form(b"<h:html>other</h:html>"), number=2).bytes(),
            ("forms-only.nbnb",),
        ),
        Vector("erased-later.nbnb", "ok", "an erasure of what is here", of(about(), erasure(), rev(HOLLOW), number=2).bytes(), again),
    ]


def cards() -> list[Vector]:
    line = SENDER.card()
    words = line.split(" ")

    def resummed(*changed: str) -> bytes:
        text = " ".join(changed)
        return f"{text} {sha(text.encode()).hex()[:8]}".encode()

    short = words[:-1]
    found = {
        "card": ("ok", "a sound card", line.encode()),
        "card-with-line-feed": ("ok", "ends in LF", line.encode() + b"\n"),
        "card-with-crlf": ("ok", "ends in CR LF", line.encode() + b"\r\n"),
        "card-arabic": ("ok", "a name in Arabic", resummed(*short[:4], "%D8%AD%D9%84%D8%A8", "-")),
        "card-empty": ("card", "no text", b""),
        "card-cut": ("card", "half of it", line.encode()[:80]),
        "card-typing-error": ("card", "one digit of the key", line.replace(words[3][:4], "ffff").encode()),
        "card-version-two": ("card", "a later version", resummed("nbnb-device-2", *short[1:])),
        "card-bad-recipient": ("card", "no age recipient", resummed(*short[:2], "age1xyz", *short[3:])),
        "card-secret-key": ("card", "somebody sent the secret key", resummed(*short[:2], SENDER.age_key, *short[3:])),
        "card-key-too-short": ("card", "31 bytes", resummed(*short[:3], short[3][:-2], *short[4:])),
        "card-id-odd": ("card", "a slash in the id", resummed(short[0], "a/b", *short[2:])),
        "card-name-too-long": ("card", "61 characters", resummed(*short[:4], "n" * 61, short[5])),
        "card-name-turned": ("card", "a character that turns the reading order", resummed(*short[:4], "%E2%80%AEgnoS", short[5])),
        "card-name-control": ("card", "a line feed in the name", resummed(*short[:4], "a%0Ab", short[5])),
        "card-name-not-utf8": ("card", "Latin-1", resummed(*short[:4], "caf%E9", short[5])),
        "card-name-lower-case-hex": ("card", "not the one way to write it", resummed(*short[:4], "%d8%ad", short[5])),
        "card-two-spaces": ("card", "a space too many", line.replace(" ", "  ", 1).encode()),
        "card-two-lines": ("card", "two cards", f"{line}\n{line}".encode()),
    }
    clashes = {
        "card-of-our-own": ("card-clash", "our own card", RECEIVER.card().encode()),
        "card-with-known-id": ("card-clash", "the id of a paired laptop, other keys", replace(STRANGER, id=SENDER.id).card().encode()),
        "card-with-our-keys": ("card-clash", "another id, our keys", _with_keys_of(RECEIVER)),
    }
    return [Vector(f"{name}.nbnb-device", *rest) for name, rest in (found | clashes).items()]


def _with_keys_of(party: Party) -> bytes:
    words = party.card().split(" ")[:-1]
    text = " ".join([words[0], "test-mirror", *words[2:]])
    return f"{text} {sha(text.encode()).hex()[:8]}".encode()


def vectors() -> list[Vector]:
    sound = [Vector(f"{name}.nbnb", "ok", about_it, file.bytes()) for name, (about_it, file) in good().items()]
    refused = bad_envelopes() | bad_bodies()
    unsound = [Vector(f"{name}.nbnb", reason, about_it, file.bytes()) for name, (reason, about_it, file) in refused.items()]
    return [*sound, *unsound, *decisions(), *cards()]


def keys() -> dict[str, object]:
    return {
        "warning": "TEST KEYS: public, worth nothing, never to be paired with",
        "receiver": RECEIVER.identity(),
        "paired": [SENDER.card()],
        "revoked": [REVOKED.card()],
    }


def write(folder: Path) -> None:
    folder.mkdir(parents=True, exist_ok=True)
    made = vectors()
    for vector in made:
        (folder / vector.name).write_bytes(vector.data)
    lines = [{"file": one.name, "expect": one.expect, "about": one.about, "after": list(one.after)} for one in made]
    text = "".join(json.dumps(line, ensure_ascii=False) + "\n" for line in lines)
    (folder / "manifest.jsonl").write_text(text, encoding="utf-8", newline="\n")
    (folder / "keys.json").write_text(json.dumps(keys(), indent=1) + "\n", encoding="utf-8", newline="\n")


if __name__ == "__main__":
    write(Path(sys.argv[1]) if len(sys.argv) > 1 else FOLDER)
