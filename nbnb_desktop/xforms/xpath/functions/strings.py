"""Functions on text."""

from __future__ import annotations

import base64
import binascii
import hashlib
import math

from nbnb_desktop.xforms.tree import Node
from nbnb_desktop.xforms.xpath import values
from nbnb_desktop.xforms.xpath.environment import Context
from nbnb_desktop.xforms.xpath.functions.patterns import matches
from nbnb_desktop.xforms.xpath.functions.registry import Table
from nbnb_desktop.xforms.xpath.values import Value

TABLE = Table()


def _texts(arguments: tuple[Value, ...]) -> list[str]:
    """Every argument as text; a list of nodes gives one text per node."""
    found: list[str] = []
    for argument in arguments:
        found += [values.text(node.data) for node in argument] if isinstance(argument, list) else [values.text(argument)]
    return found


@TABLE.function("string", takes="v", least=0)
def string(context: Context, value: Value | None = None) -> str:
    return values.text([context.node] if value is None else value)


@TABLE.function("concat", takes="v*", least=0)
def concat(context: Context, *arguments: Value) -> str:
    return "".join(_texts(arguments))


@TABLE.function("join", takes="sv*", least=1)
def join(context: Context, glue: str, *arguments: Value) -> str:
    return glue.join(_texts(arguments))


@TABLE.function("substr", takes="snn", least=2)
def substr(context: Context, text: str, start: float, end: float | None = None) -> str:
    """Zero-based; negative places count from the end, as in Python. The end is not included."""
    if math.isnan(start) or (end is not None and math.isnan(end)):
        return ""
    first, last = _place(start, len(text)), len(text) if end is None else _place(end, len(text))
    return text[first:last]


def _place(value: float, length: int) -> int:
    bounded = int(max(-length, min(length, value)))
    return bounded + length if bounded < 0 else bounded


@TABLE.function("substring", takes="snn", least=2)
def substring(context: Context, text: str, start: float, length: float = math.inf) -> str:
    """XPath 1.0: one-based, rounded; the second number is a length."""
    first = math.floor(start + 0.5) if math.isfinite(start) else start
    last = first + (math.floor(length + 0.5) if math.isfinite(length) else length)
    return "".join(sign for place, sign in enumerate(text, 1) if first <= place < last)


@TABLE.function("substring-before", takes="ss")
def substring_before(context: Context, text: str, mark: str) -> str:
    return text.partition(mark)[0] if mark and mark in text else ""


@TABLE.function("substring-after", takes="ss")
def substring_after(context: Context, text: str, mark: str) -> str:
    return text.partition(mark)[2] if mark else text


@TABLE.function("translate", takes="sss")
def translate(context: Context, text: str, old: str, new: str) -> str:
    table: dict[int, str | None] = {}
    for place, sign in enumerate(old):
        table.setdefault(ord(sign), new[place] if place < len(new) else None)
    return text.translate(table)


@TABLE.function("string-length", takes="s", least=0)
def string_length(context: Context, text: str | None = None) -> float:
    return float(len(values.text([context.node]) if text is None else text))


@TABLE.function("normalize-space", takes="s", least=0)
def normalize_space(context: Context, text: str | None = None) -> str:
    return " ".join((values.text([context.node]) if text is None else text).split())


@TABLE.function("contains", takes="ss")
def contains(context: Context, text: str, part: str) -> bool:
    return part in text


@TABLE.function("starts-with", takes="ss")
def starts_with(context: Context, text: str, part: str) -> bool:
    return text.startswith(part)


@TABLE.function("ends-with", takes="ss")
def ends_with(context: Context, text: str, part: str) -> bool:
    return text.endswith(part)


@TABLE.function("upper-case", takes="s")
def upper_case(context: Context, text: str) -> str:
    return text.upper()


@TABLE.function("lower-case", takes="s")
def lower_case(context: Context, text: str) -> str:
    return text.lower()


@TABLE.function("regex", takes="ss")
def regex(context: Context, text: str, pattern: str) -> bool:
    """The whole text must match, as in Collect."""
    return matches(pattern, text)


@TABLE.function("uuid", takes="n", least=0)
def uuid(context: Context, length: float | None = None) -> str:
    """A version 4 UUID, or that many letters and digits."""
    if length is None:
        return context.env.provider.uuid()
    signs = "ABCDEFGHIJKLMNOPQRSTUVWXYZ0123456789"
    count = max(0, min(int(length), 10_000)) if math.isfinite(length) else 0
    return "".join(signs[int(context.env.provider.random() * len(signs))] for __ in range(count))


_DIGESTS = {"MD5": hashlib.md5, "SHA-1": hashlib.sha1, "SHA-256": hashlib.sha256, "SHA-384": hashlib.sha384, "SHA-512": hashlib.sha512}


@TABLE.function("digest", takes="sss", least=2)
def digest(context: Context, text: str, method: str, encoding: str = "base64") -> str:
    """ "" for a method or an encoding that the specification does not have."""
    if method not in _DIGESTS or encoding not in ("base64", "hex"):
        return ""
    hashed = _DIGESTS[method](text.encode())
    return hashed.hexdigest() if encoding == "hex" else base64.b64encode(hashed.digest()).decode()


@TABLE.function("base64-decode", takes="s")
def base64_decode(context: Context, text: str) -> str:
    """ "" for what is no base64; bytes that are no UTF-8 become U+FFFD, as in both ODK engines."""
    try:
        return base64.b64decode(text, validate=True).decode(errors="replace")
    except (binascii.Error, ValueError):
        return ""


@TABLE.function("extract-signed", takes="ss")
def extract_signed(context: Context, text: str, public_key: str) -> str:
    """The signed text when its Ed25519 signature (first 64 bytes, base64) fits the key; else ""."""
    from cryptography.exceptions import InvalidSignature
    from cryptography.hazmat.primitives.asymmetric.ed25519 import Ed25519PublicKey

    try:
        signed = base64.b64decode(text, validate=True)
        Ed25519PublicKey.from_public_bytes(base64.b64decode(public_key, validate=True)).verify(signed[:64], signed[64:])
        return signed[64:].decode()
    except (InvalidSignature, ValueError):
        return ""


@TABLE.function("pulldata", takes="ssss")
def pulldata(context: Context, table: str, wanted: str, column: str, key: str) -> str:
    """The cell ``wanted`` of the first row of an attached table whose ``column`` is ``key``."""
    document = context.env.external(table)
    root = document.child("root") if document is not None else None
    if root is None or not key:
        return ""
    return _cell(root, wanted, column, key)


def _cell(root: Node, wanted: str, column: str, key: str) -> str:
    if root.index is None:
        root.index = {}
    index: dict[str, Node] | None = root.index.get(("pulldata", column))
    if index is None:
        index = root.index["pulldata", column] = {}
        for row in root.kids.get("item", []):
            cell = row.child(column)
            index.setdefault(cell.text if cell is not None else "", row)
    found = index.get(key)
    cell = found.child(wanted) if found is not None else None
    return cell.text if cell is not None else ""
