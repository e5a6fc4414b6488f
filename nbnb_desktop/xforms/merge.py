"""Two laptops changed one submission: both instances and their common parent become one, field by field.

Pure and deterministic: swapping ``ours`` and ``theirs`` (and ``later`` with them) swaps the two sides of each
conflict and changes nothing else. A field that only one side changed takes that side's value. Where both changed it,
the later side is shown and the conflict is listed. Rows of repeats are matched by their hidden id (``alignment``);
a row that one side removed and the other changed stays, and is listed.
"""

from __future__ import annotations

import copy
import re
from collections.abc import Iterator
from dataclasses import dataclass
from typing import TYPE_CHECKING, Literal

from lxml import etree

from nbnb_desktop.xforms.alignment import keyed
from nbnb_desktop.xforms.guarded import read_xml

if TYPE_CHECKING:
    from nbnb_desktop.xforms.definition import FormDefinition
    from nbnb_desktop.xforms.provider import Provider

Side = Literal["ours", "theirs"]
_POSITION = re.compile(r"\[\d+\]")


@dataclass(frozen=True, slots=True)
class FieldConflict:
    """Both sides changed ``ref`` (positions as in the merged instance); None: the field or row is not there.

    For a row (``kind`` "row") each value is the answers in it, one a line, and None where it was removed.
    """

    ref: str
    base: str | None
    ours: str | None
    theirs: str | None
    kind: str = "field"  # "field" or "row"


@dataclass(frozen=True, slots=True)
class Merged:
    """One instance out of two; without ``conflicts`` nothing is left to decide."""

    xml: str
    conflicts: tuple[FieldConflict, ...] = ()


def merge(
    definition: FormDefinition, base: str | bytes | None, ours: str | bytes, theirs: str | bytes, *, later: Side = "theirs"
) -> Merged:
    """The instance that both sides agree on; ``base`` is None when they have no common parent.

    ``later`` is the side whose stamp is later: it is shown where both changed one field. Fields that the form
    calculates and those in ``meta`` come from the later side and are no conflicts. Raises FormError for broken XML.
    """
    merging = _Merging(definition, later)
    three = _Three(read_xml(base) if base else None, read_xml(ours), read_xml(theirs))
    root = merging.node(three, f"/{three.name}")
    assert root is not None  # both sides have one
    return Merged(etree.tostring(root, encoding="unicode"), tuple(merging.conflicts))


def recalculated(definition: FormDefinition, xml: str, provider: Provider) -> str:
    """The draft ``xml`` with all that the form calculates worked out anew.

    Needed after a merge: the total of neither side counts the rows of both. ``provider`` gives the time for forms
    that ask for it; the same provider gives the same result on every laptop.
    """
    from nbnb_desktop.xforms.session import FormSession

    return FormSession(definition, provider, instance=xml, draft=True).draft_xml()


@dataclass(frozen=True, slots=True)
class _Three:
    """The same place in the parent and on both sides; None where it is not there."""

    base: etree._Element | None
    ours: etree._Element | None
    theirs: etree._Element | None

    @property
    def all(self) -> tuple[etree._Element | None, ...]:
        return self.base, self.ours, self.theirs

    @property
    def name(self) -> str:
        return next(_name(node) for node in self.all if node is not None)

    @property
    def is_inner(self) -> bool:
        return any(node is not None and len(node) for node in self.all)

    @property
    def texts(self) -> tuple[str | None, str | None, str | None]:
        base, ours, theirs = (None if node is None else node.text or "" for node in self.all)
        return base, ours, theirs

    def children(self) -> tuple[dict[str, list[etree._Element]], ...]:
        """The children of each by tag, in document order."""
        return tuple(_by_tag(node) for node in self.all)


class _Merging:
    """One merge under way; ``conflicts`` grows in document order."""

    def __init__(self, definition: FormDefinition, later: Side) -> None:
        self._elements = definition.elements
        self._later: Side = later
        self.conflicts: list[FieldConflict] = []

    def node(self, three: _Three, ref: str) -> etree._Element | None:
        """The merged node that stands at ``ref``, or None where it is gone."""
        if _same(three.ours, three.theirs) or _same(three.base, three.theirs):
            return copy.deepcopy(three.ours)
        if _same(three.base, three.ours):
            return copy.deepcopy(three.theirs)
        return self._inner(three, ref) if three.is_inner else self._field(three, ref)

    def _field(self, three: _Three, ref: str) -> etree._Element | None:
        """A blank answer and a field that is not there (not relevant) count as the same."""
        base, ours, theirs = (text or "" for text in three.texts)
        if ours == base != theirs:
            return copy.deepcopy(three.theirs)
        if theirs == base != ours:
            return copy.deepcopy(three.ours)
        if ours != theirs and self._is_answered(ref):
            self.conflicts.append(FieldConflict(ref, *three.texts))
        return copy.deepcopy(self._last(three))

    def _inner(self, three: _Three, ref: str) -> etree._Element | None:
        """A group or row: its children merged, in an order that both sides agree with."""
        model = self._last(three)
        if model is None:
            model = three.ours if three.theirs is None else three.theirs
        assert model is not None  # of two sides that differ one is there
        merged = etree.Element(model.tag, dict(model.attrib), nsmap=model.nsmap)
        base, ours, theirs = three.children()
        for tag in _in_order(*self._sides(list(base), list(ours), list(theirs))):
            here = f"{ref}/{_local(tag)}"
            same = [side.get(tag, []) for side in (base, ours, theirs)]
            if self._is_repeat(here, same):
                merged.extend(self._rows(same, here))
            else:
                child = self.node(_Three(*(nodes[0] if nodes else None for nodes in same)), here)
                if child is not None:
                    merged.append(child)
        gone = len(merged) == 0 and (three.ours is None or three.theirs is None)
        return None if gone else merged

    def _rows(self, same: list[list[etree._Element]], ref: str) -> list[etree._Element]:
        base, ours, theirs = keyed(*same)
        merged: list[etree._Element] = []
        for key in _in_order(*self._sides(list(base), list(ours), list(theirs))):
            three = _Three(base.get(key), ours.get(key), theirs.get(key))
            here = f"{ref}[{len(merged) + 1}]"
            row = self._contested(three, here) if _is_contested(three) else self.node(three, here)
            if row is not None:
                merged.append(row)
        return merged

    def _contested(self, three: _Three, ref: str) -> etree._Element | None:
        """A row that one side removed and the other changed: it stays until a person decides."""
        base, ours, theirs = (None if node is None else "\n".join(_answers(node)) for node in three.all)
        self.conflicts.append(FieldConflict(ref, base, ours, theirs, "row"))
        return copy.deepcopy(three.ours if three.theirs is None else three.theirs)

    def _last(self, three: _Three) -> etree._Element | None:
        return three.ours if self._later == "ours" else three.theirs

    def _sides(self, base: list[str], ours: list[str], theirs: list[str]) -> tuple[list[str], list[str], list[str]]:
        """(base, earlier, later): what comes of it must not depend on which side is called ours."""
        return (base, theirs, ours) if self._later == "ours" else (base, ours, theirs)

    def _is_answered(self, ref: str) -> bool:
        """Whether a person fills in ``ref``; what the form or the program fills in is never a conflict."""
        element = self._elements.get(_POSITION.sub("", ref))
        if "/meta/" in f"{ref}/":
            return False
        return element is None or not (element.kind == "calculate" or element.calculate is not None or element.preload)

    def _is_repeat(self, ref: str, same: list[list[etree._Element]]) -> bool:
        element = self._elements.get(_POSITION.sub("", ref))
        return (element is not None and element.kind == "repeat") or any(len(nodes) > 1 for nodes in same)


def _is_contested(three: _Three) -> bool:
    removed = three.base is not None and (three.ours is None) != (three.theirs is None)
    return removed and not _same(three.base, three.ours if three.theirs is None else three.theirs)


def _in_order(base: list[str], earlier: list[str], later: list[str]) -> list[str]:
    """All keys of both sides: the order of the side that moved any, the other's additions behind what they followed."""
    first, second = (earlier, later) if _moved(base, earlier) or not _moved(base, later) else (later, earlier)
    result = list(first)
    known = set(first)
    at = 0
    for key in second:
        if key in known:
            at = result.index(key) + 1
        else:
            result.insert(_behind_additions(result, at, base), key)
            at = result.index(key) + 1
            known.add(key)
    return result


def _behind_additions(result: list[str], at: int, base: list[str]) -> int:
    """Where two sides added at the same place, the earlier side's additions come first."""
    old = set(base)
    while at < len(result) and result[at] not in old:
        at += 1
    return at


def _moved(base: list[str], side: list[str]) -> bool:
    kept = set(base) & set(side)
    return [key for key in base if key in kept] != [key for key in side if key in kept]


def _same(one: etree._Element | None, other: etree._Element | None) -> bool:
    """Whether two places hold the same: names, attributes, texts, all the way down; layout does not count."""
    if one is None or other is None:
        return one is other
    if one.tag != other.tag or one.attrib != other.attrib or len(one) != len(other):
        return False
    if not len(one):
        return (one.text or "") == (other.text or "")
    return all(_same(*pair) for pair in zip(one, other, strict=True))


def _by_tag(node: etree._Element | None) -> dict[str, list[etree._Element]]:
    result: dict[str, list[etree._Element]] = {}
    for child in () if node is None else node:
        result.setdefault(str(child.tag), []).append(child)
    return result


def _answers(row: etree._Element) -> Iterator[str]:
    return (leaf.text for leaf in row.iter() if not len(leaf) and leaf.text and leaf.text.strip())


def _name(node: etree._Element) -> str:
    return _local(str(node.tag))


def _local(tag: str) -> str:
    return tag.rpartition("}")[2]
