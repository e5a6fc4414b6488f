"""Secondary instances: lists inside the form, and attached CSV, XML and GeoJSON files, as trees of nodes.

They never change while a form is filled in, so they are read once per form and shared by all sessions; attached files with the same
content are shared by all forms.
"""

from __future__ import annotations

import csv
import io
import json
import math
from collections.abc import Callable, Iterable, Mapping
from dataclasses import dataclass, field
from functools import lru_cache
from typing import Any

from nbnb_desktop.errors import Fault, FormError
from nbnb_desktop.i18n import _
from nbnb_desktop.xforms.guarded import read_xml
from nbnb_desktop.xforms.media import NO_MEDIA, Media
from nbnb_desktop.xforms.tree import Node

LAST_SAVED = "jr://instance/last-saved"
LONGEST_FIELD = 1_000_000
"""Characters in one cell of an attached CSV file."""
SHARED_BYTES = 1024 * 1024
"""An attached file up to this size is read once, however often a form with it is opened."""
MOST_ROWS = 500_000
"""Rows of an attached file."""


@dataclass
class Sources:
    """The secondary instances of a form by their id: an XML element inside it, or the address of a file."""

    inline: Mapping[str, Any] = field(default_factory=dict)
    addresses: Mapping[str, str] = field(default_factory=dict)
    media: Media = NO_MEDIA
    missing: list[str] = field(default_factory=list)
    """Names of attached files that were asked for and are not there; they count as empty."""

    def __post_init__(self) -> None:
        self._documents: dict[str, Node | None] = {}

    def names(self) -> tuple[str, ...]:
        return (*self.inline, *self.addresses)

    def document(self, name: str) -> Node | None:
        """The document node of a secondary instance; None where the form has none of that name."""
        if name not in self._documents:
            self._documents[name] = self._read(name)
        return self._documents[name]

    def is_missing(self, name: str) -> bool:
        """Is it an attached file that is not there?"""
        self.document(name)
        return self.addresses.get(name, "").rpartition("/")[2] in self.missing

    def table(self, name: str) -> Node | None:
        """The document node of an attached ``<name>.csv``, for ``pulldata``."""
        if name in self.addresses and self.addresses[name] != LAST_SAVED:
            return self.document(name)
        key = f"{name}.csv"
        if key not in self._documents:
            self._documents[key] = self._attached(key)
        return self._documents[key]

    def _read(self, name: str) -> Node | None:
        if name in self.inline:
            return document_of(self.inline[name])
        address = self.addresses.get(name)
        if address is None or address == LAST_SAVED:
            return None
        return self._attached(address.rpartition("/")[2])

    def _attached(self, file_name: str) -> Node:
        content = self.media.read(file_name)
        if content is None:
            self.missing.append(file_name)
            return empty_document()
        return _shared(content, file_name) if len(content) <= SHARED_BYTES else _read_file(content, file_name)


def _read_file(content: bytes, file_name: str) -> Node:
    """The document node of an attached file, by the ending of its name."""
    return _READERS.get(file_name.rpartition(".")[2].lower(), read_xml_instance)(content, file_name)


_shared = lru_cache(maxsize=4)(_read_file)


def document_of(root: Any) -> Node:
    """The document node above an XML element and all below it."""
    document = Node("", None)
    if root is not None:
        document.add(node_of(root))
    return document


def node_of(xml: Any) -> Node:
    """An XML element as a node, with its attributes."""
    node = Node(local_name(xml), None)
    for name, value in xml.attrib.items():
        node.add(Node(f"@{name.rpartition('}')[2]}", node, None, value))
    inner = False
    for kid in xml:
        if isinstance(kid.tag, str):
            node.add(node_of(kid))
            inner = True
    if not inner:
        node.text = node.data = xml.text or ""
    return node


def local_name(xml: Any) -> str:
    return str(xml.tag).rpartition("}")[2]


def empty_document() -> Node:
    return _document_of_rows(())


def _document_of_rows(rows: Iterable[Iterable[tuple[str, str]]]) -> Node:
    """``root/item/<column>`` as XLSForm tools write attached tables."""
    document = Node("", None)
    root = document.add(Node("root", document))
    for number, row in enumerate(rows):
        if number >= MOST_ROWS:
            raise _refused(_("An attached table has more than {most} rows.").format(most=MOST_ROWS))
        item = root.add(Node("item", root))
        for column, text in row:
            item.add(Node(column, item, None, text))
    return document


def read_csv(content: bytes, file_name: str) -> Node:
    """Comma or semicolon (whichever the heading has), UTF-8 with or without byte order mark."""
    text = content.decode("utf-8-sig", errors="replace")
    heading = text.partition("\n")[0]
    delimiter = max(",;\t", key=lambda sign: (heading.count(sign), sign == ","))
    csv.field_size_limit(LONGEST_FIELD)
    try:
        rows = [row for row in csv.reader(io.StringIO(text, newline=""), delimiter=delimiter) if any(row)]
    except csv.Error as refusal:
        raise _refused(_("The attached file {name} cannot be read: {problem}.").format(name=file_name, problem=refusal)) from None
    columns = [column.strip() for column in rows[0]] if rows else []
    return _document_of_rows(
        [(column, row[place] if place < len(row) else "") for place, column in enumerate(columns) if column] for row in rows[1:]
    )


def read_xml_instance(content: bytes, file_name: str) -> Node:
    return document_of(read_xml(content))


def read_geojson(content: bytes, file_name: str) -> Node:
    """One item per feature: its properties, ``id`` and ``geometry`` in ODK's notation."""
    try:
        collection = json.loads(content.decode("utf-8-sig"))
    except (ValueError, RecursionError):
        raise _refused(_("The attached file {name} is no GeoJSON.").format(name=file_name)) from None
    features = collection.get("features") if isinstance(collection, dict) and collection.get("type") == "FeatureCollection" else None
    if not isinstance(features, list):
        raise _refused(_("The attached file {name} is no GeoJSON feature collection.").format(name=file_name))
    try:
        return _document_of_rows([_feature(feature, file_name) for feature in features])
    except (AttributeError, IndexError, KeyError, TypeError, ValueError):
        raise _refused(_("The attached file {name} has an entry that is no feature.").format(name=file_name)) from None


def _feature(feature: Any, file_name: str) -> list[tuple[str, str]]:
    if not isinstance(feature, dict) or feature.get("type") != "Feature":
        raise _refused(_("The attached file {name} has an entry that is no feature.").format(name=file_name))
    geometry = feature.get("geometry") or {}
    cells = {"geometry": _GEOMETRIES.get(geometry.get("type"), lambda place: "")(geometry.get("coordinates"))}
    if "id" in feature:
        cells["id"] = _plain(feature["id"])
    cells.update({str(name): _plain(value) for name, value in (feature.get("properties") or {}).items()})
    return list(cells.items())


def _plain(value: object) -> str:
    if value is None:
        return ""
    if isinstance(value, bool):
        return "true" if value else "false"
    if isinstance(value, float) and math.isfinite(value) and value == int(value):
        return str(int(value))
    return value if isinstance(value, str) else json.dumps(value, ensure_ascii=False)


def _point(place: Any) -> str:
    longitude, latitude = place[0], place[1]
    return f"{latitude} {longitude} 0 0"


def _line(places: Any) -> str:
    return "; ".join(map(_point, places))


_GEOMETRIES: dict[object, Callable[[Any], str]] = {
    "Point": _point,
    "LineString": _line,
    "Polygon": lambda rings: _line(rings[0]),
}
_READERS: dict[str, Callable[[bytes, str], Node]] = {
    "csv": read_csv,
    "geojson": read_geojson,
    "json": read_geojson,
    "xml": read_xml_instance,
}


def _refused(message: str) -> FormError:
    return FormError(_("The form cannot be read."), [Fault("external-data", message)])
