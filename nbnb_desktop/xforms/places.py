"""Refs with positions -> nodes, and the body seen from a place."""

from __future__ import annotations

import re

from nbnb_desktop.xforms.definition import Element, FormDefinition
from nbnb_desktop.xforms.tree import Node

_STEP = re.compile(r"([^/\[\]]+)(?:\[(\d{1,9})\])?")


def generic_ref(ref: str) -> str:
    """``/data/rep/q`` of ``/data/rep[2]/q``; prefixes go too."""
    return "/" + "/".join(name.rpartition(":")[2] for name, __ in _STEP.findall(ref))


class Places:
    """Looks up places of one session's tree; a missing position means the first row."""

    def __init__(self, form: FormDefinition, root: Node) -> None:
        self._form = form
        self._root = root

    def find(self, ref: str) -> tuple[Element, Node | None, Node | None]:
        """(element, node, parent node) of a ref. The ref of a whole repeat has no node. Raises KeyError."""
        steps = _STEP.findall(ref)
        element = self._form.elements[generic_ref(ref)]
        node = self._root
        for name, position in steps[1:-1]:
            node = _row(node, name, position)
        if len(steps) == 1:
            return element, node, None
        name, position = steps[-1]
        if element.repeat and not position:
            return element, None, node
        return element, _row(node, name, position), node

    def node(self, ref: str) -> Node:
        """The node of a ref; raises KeyError for a repeat as a whole and for what is not there."""
        node = self.find(ref)[1]
        if node is None:
            raise KeyError(ref)
        return node

    def reach(self, node: Node, element: Element) -> list[Node]:
        """The nodes of ``element`` in the rows that ``node`` stands in; of a repeat that is not among them, all rows."""
        start = node
        while start.element is not None and not element.is_inside(start.element) and start.parent is not None:
            start = start.parent
        depth = len(start.element.chain) if start.element is not None else 0
        found = [start]
        for name in element.chain[depth:]:
            found = [kid for each in found for kid in each.kids.get(name, [])]
        return found

    def body(self, node: Node, element: Element) -> tuple[str, ...]:
        """The refs of what stands in a group or row, in the order of the body; repeats as a whole."""
        refs: list[str] = []
        for child in element.children:
            if child.repeat and child.parent is not None:
                refs += [f"{above.ref}/{child.name}" for above in self.reach(node, child.parent)]
            else:
                refs += [found.ref for found in self.reach(node, child)]
        return tuple(refs)


def _row(node: Node, name: str, position: str) -> Node:
    rows = node.kids[name.rpartition(":")[2]]
    place = int(position) - 1 if position else 0
    if not 0 <= place < len(rows):
        raise KeyError(f"{node.ref}/{name}[{position}]")
    return rows[place]
