"""Entities: what filled forms create and update, as lists that other forms read (ODK Entities specification, 2022.1 to 2025.1).

A form declares ``meta/entity`` with a ``dataset`` (of its own, of a group, or of each row of a repeat); the answers with ``saveto`` in
that place become its properties. A list is read as ``<dataset>.csv`` with the columns ``name`` (the id), ``label``, ``__version`` and
the properties.
"""

from __future__ import annotations

import csv
import io
from collections.abc import Iterable, Iterator, Mapping
from dataclasses import dataclass, field
from typing import Any

from nbnb_desktop.xforms.definition import FormDefinition
from nbnb_desktop.xforms.guarded import read_xml
from nbnb_desktop.xforms.instances import local_name

_TRUE = ("1", "true")
SYSTEM = ("name", "label", "__version")


@dataclass(frozen=True, slots=True)
class EntityChange:
    """What one filled form says of one entity; a label of "" leaves the label as it was."""

    dataset: str
    id: str
    create: bool
    update: bool
    label: str
    properties: Mapping[str, str] = field(default_factory=dict)


def datasets(definition: FormDefinition) -> frozenset[str]:
    """The lists that a form writes to."""
    places = (element for ref, element in definition.elements.items() if ref.endswith("/meta/entity/@dataset"))
    return frozenset(place.default for place in places if place.default)


def lists_read(definition: FormDefinition) -> frozenset[str]:
    """The names of the attached tables that a form reads, which may be lists of entities."""
    files = (address.rpartition("/")[2] for address in definition.sources.addresses.values())
    return frozenset(name.removesuffix(".csv") for name in files if name.endswith(".csv"))


def changes(definition: FormDefinition, xml: bytes | str) -> Iterator[EntityChange]:
    """The entities that a filled form creates or updates, in its order; what is neither, or has no id, is left out."""
    yield from _changes(definition, read_xml(xml), definition.root.ref, {})


def _changes(definition: FormDefinition, place: Any, ref: str, around: dict[str, str]) -> list[EntityChange]:
    """Of a form, group or row. An answer is a property of the nearest entity that the form declares around it."""
    declared = f"{ref}/meta/entity" in definition.elements
    element = definition.elements.get(ref)
    properties = {} if declared or (element is not None and element.repeat) else around
    inner: list[EntityChange] = []
    for kid in _kids([place]):
        below = f"{ref}/{local_name(kid)}"
        question = definition.elements.get(below)
        if question is not None and question.save_to:
            properties[question.save_to] = kid.text or ""
        inner += _changes(definition, kid, below, properties)
    own = [_change(entity, properties) for entity in _kids(_kids([place], "meta"), "entity")] if declared else []
    return [change for change in own if change is not None] + inner


def _kids(places: Iterable[Any], name: str = "") -> list[Any]:
    return [kid for place in places for kid in place if isinstance(kid.tag, str) and name in ("", local_name(kid))]


def _change(entity: Any, properties: Mapping[str, str]) -> EntityChange | None:
    label = next((kid.text or "" for kid in _kids([entity], "label")), "")
    create, update = (entity.get(name, "") in _TRUE for name in ("create", "update"))
    dataset, identity = entity.get("dataset", ""), entity.get("id", "")
    return EntityChange(dataset, identity, create, update, label, properties) if dataset and identity and (create or update) else None


class EntityList:
    """One list as it stands after the changes so far."""

    def __init__(self, attached: bytes | None = None) -> None:
        """``attached`` is the list that came with the form, as CSV."""
        text = attached.decode("utf-8-sig", errors="replace") if attached else ""
        rows = csv.DictReader(io.StringIO(text, newline=""))
        self._rows = {row["name"]: {key: value or "" for key, value in row.items() if key} for row in rows if row.get("name")}

    def take(self, change: EntityChange) -> None:
        """An update of what is not there, or a second creation, is no change (as in ODK Collect)."""
        known = self._rows.get(change.id)
        if known is None and change.create:
            self._rows[change.id] = {"name": change.id, "label": change.label, "__version": "1", **change.properties}
        elif known is not None and change.update:
            version = int(known.get("__version") or "1") + 1 if (known.get("__version") or "1").isdecimal() else 1
            known.update({**change.properties, "label": change.label or known.get("label", ""), "__version": str(version)})

    def csv(self) -> bytes:
        """The list as an attached table."""
        columns = dict.fromkeys((*SYSTEM, *(column for row in self._rows.values() for column in row)))
        out = io.StringIO(newline="")
        writer = csv.DictWriter(out, list(columns), restval="")
        writer.writeheader()
        writer.writerows(self._rows.values())
        return out.getvalue().encode("utf-8")


def lists(attached: Mapping[str, bytes | None], found: Iterable[EntityChange]) -> dict[str, bytes]:
    """The wanted lists (dataset -> the CSV that came with the form, or None) with all changes, by file name."""
    made = {name: EntityList(content) for name, content in attached.items()}
    for change in found:
        if change.dataset in made:
            made[change.dataset].take(change)
    return {f"{name}.csv": made[name].csv() for name in made}
