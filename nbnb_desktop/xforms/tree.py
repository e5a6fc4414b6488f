"""The tree of answers: one small node per place in the instance.

XML is only read and written at the border; rules work on these nodes. A node's children stand by
name, and the rows of a repeat are one list, so that a path is a few dictionary look-ups.
"""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass, field
from datetime import date, datetime, time
from typing import TYPE_CHECKING, Any, TypeAlias, cast

if TYPE_CHECKING:
    from nbnb_desktop.xforms.definition import Element

Atom: TypeAlias = str | float | bool | date | datetime | time
SHELF = "@("
"""How the name of a shelf begins: a group that the body has and the instance has not. Expressions and XML know nothing of it."""
NO_KIDS = cast("dict[str, list[Node]]", {})  # shared by all leaves; never written to


class Node:
    """A place in the main instance, or in a secondary instance (then without ``element``).

    ``text`` is what the XML says, ``data`` the same as an expression sees it ("" when empty).
    ``relevant`` is inherited; a node that is not relevant keeps its text for when it comes back.
    ``position`` is 0 for all nodes of a row that was removed.
    """

    __slots__ = ("_ref", "data", "element", "index", "kids", "name", "own_relevant", "parent", "position", "relevant", "row_id", "text")

    def __init__(self, name: str, parent: Node | None, element: Element | None = None, text: str = "") -> None:
        self.name = name
        self.parent = parent
        self.element = element
        self.kids: dict[str, list[Node]] = NO_KIDS
        self.text = text
        self.data: Atom = text
        self.own_relevant = True
        self.relevant = True
        self.position = 1
        self.row_id = ""
        self.index: dict[Any, Any] | None = None
        self._ref = ""

    def __repr__(self) -> str:
        return f"<{self.ref} {self.text!r}>"

    @property
    def ref(self) -> str:
        """``/data/rep[2]/q``: a position on repeat rows only."""
        if not self._ref:
            above = self.parent.ref if self.parent is not None else ""
            here = f"{self.name}[{self.position}]" if self.is_row else self.name
            self._ref = f"{above}/{here}"
        return self._ref

    @property
    def is_row(self) -> bool:
        return self.element is not None and self.element.repeat

    def add(self, child: Node) -> Node:
        """Append a child (or a row behind the rows of its name)."""
        if self.kids is NO_KIDS:
            self.kids = {}
        same = self.kids.setdefault(child.name, [])
        same.append(child)
        child.position = len(same)
        child.parent = self
        return child

    def add_none(self, name: str) -> None:
        """Keep the place of a repeat that has no rows yet, so that document order stays as the form has it."""
        if self.kids is NO_KIDS:
            self.kids = {}
        self.kids.setdefault(name, [])

    def child(self, name: str) -> Node | None:
        found = self.kids.get(name)
        return found[0] if found else None

    def renumber(self, name: str, start: int = 0) -> None:
        """Set positions of rows from index ``start`` on, and forget the refs below them."""
        for position, row in enumerate(self.kids[name][start:], start + 1):
            row.position = position
            row.forget_refs()

    def settle(self) -> None:
        """Give all below their positions again, after the row was put back."""
        self.forget_refs()
        for node in self.walk():
            for same in node.kids.values():
                for position, kid in enumerate(same, 1):
                    kid.position = position

    def forget_refs(self) -> None:
        for node in self.walk():
            node._ref = ""

    def walk(self) -> Iterator[Node]:
        """This node and all below it, in document order of the names."""
        yield self
        for same in self.kids.values():
            for kid in same:
                yield from kid.walk()

    def row_key(self) -> tuple[int, ...]:
        """The positions of the rows around this node, outermost first: document order among instances of one element."""
        found: list[int] = []
        node: Node | None = self
        while node is not None:
            if node.is_row:
                found.append(node.position)
            node = node.parent
        return tuple(reversed(found))


@dataclass
class Spare:
    """Rows that a smaller count took away: ``rows`` by where they stood and their name; the first one to come back is the last.

    ``fresh`` are those that nobody has seen: the form's own, which the count of a new form took away. They come back as new rows.
    """

    rows: dict[tuple[Node, str], list[Node]] = field(default_factory=dict)
    fresh: set[Node] = field(default_factory=set)
