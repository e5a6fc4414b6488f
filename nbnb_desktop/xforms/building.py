"""The tree of answers from XML: the form's own instance, a saved one, a draft, or a new row."""

from __future__ import annotations

from collections.abc import Callable, Mapping
from datetime import tzinfo
from typing import Any

from nbnb_desktop.xforms.codecs import to_atom
from nbnb_desktop.xforms.definition import Element
from nbnb_desktop.xforms.instances import local_name
from nbnb_desktop.xforms.model import JAVAROSA
from nbnb_desktop.xforms.rows import FRESH, row_id, spare_mark
from nbnb_desktop.xforms.tree import Node, Spare

_TEMPLATE = f"{{{JAVAROSA}}}template"


class Builder:
    """Makes nodes. ``new_id`` gives the hidden id of a row that has none yet."""

    def __init__(self, zone: tzinfo, new_id: Callable[[], str]) -> None:
        self._zone = zone
        self._new_id = new_id
        self.spare = Spare()

    def tree(self, element: Element, xml: Any) -> Node:
        """The node of ``element`` and all below it, with the values in ``xml`` (None: the form's defaults)."""
        node = Node(element.name, None, element)
        if element.repeat:
            node.row_id = (row_id(xml) if xml is not None else "") or self._new_id()
        below = _children_by_name(xml) if xml is not None else {}
        for child in element.nodes:
            self._add(node, child, xml, below.get(child.name, []))
        if element.is_leaf:
            self.fill(node, xml.text or "" if xml is not None else element.default)
        return node

    def row(self, element: Element) -> Node:
        """A new row of a repeat: its template, or without one an empty row in the shape of the first."""
        node = self.tree(element, element.template)
        if not element.has_template:
            for inner in node.walk():
                self.fill(inner, "")
        return node

    def fill(self, node: Node, text: str) -> None:
        """Set a node's text, and what expressions see of it."""
        node.text = text
        node.data = to_atom(node.element.codec, text, self._zone) if text and node.element is not None else ""

    def _add(self, node: Node, child: Element, xml: Any, found: list[Any]) -> None:
        if child.name.startswith("@"):
            self._add_attribute(node, child, xml)
        elif child.repeat:
            node.add_none(child.name)
            for row in found:
                if spare_mark(row):
                    self._put_aside(node, self.tree(child, row), fresh=spare_mark(row) == FRESH)
                elif row.get(_TEMPLATE) is None:
                    node.add(self.tree(child, row))
        else:
            node.add(self.tree(child, found[0] if found else None))

    def _put_aside(self, parent: Node, row: Node, *, fresh: bool) -> None:
        self.spare.rows.setdefault((parent, row.name), []).insert(0, row)
        if fresh:
            self.spare.fresh.add(row)

    def _add_attribute(self, node: Node, child: Element, xml: Any) -> None:
        text = child.default
        if xml is not None:
            text = next((value for key, value in xml.attrib.items() if key.rpartition("}")[2] == child.name[1:]), text)
        self.fill(node.add(Node(child.name, node, child)), text)


def _children_by_name(xml: Any) -> Mapping[str, list[Any]]:
    found: dict[str, list[Any]] = {}
    for kid in xml:
        if isinstance(kid.tag, str):
            found.setdefault(local_name(kid), []).append(kid)
    return found
