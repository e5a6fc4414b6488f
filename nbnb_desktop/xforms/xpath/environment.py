"""What an expression may ask of the form it stands in: the only way out of ``xpath``."""

from __future__ import annotations

from datetime import tzinfo
from typing import TYPE_CHECKING, Protocol

from nbnb_desktop.xforms.tree import Node

if TYPE_CHECKING:
    from nbnb_desktop.xforms.provider import Provider


class Environment(Protocol):
    """Implemented by the session."""

    document: Node
    """A node without a name; its one child is the root of the main instance."""
    provider: Provider
    zone: tzinfo
    form_version: str
    language: str
    """The code of the language that names of months and days are given in; "" for English."""

    def instance(self, name: str) -> Node | None:
        """The document node of a secondary (or the main) instance; None where the form has none of that name."""

    def itext(self, text_id: str) -> str:
        """A text in the language of the moment; "" where there is none."""

    def choice_label(self, context: Node, path: str, value: str) -> str:
        """The label of one choice of the question at ``path`` (absolute or relative to ``context``)."""

    def external(self, name: str) -> Node | None:
        """The document node of an attached table for ``pulldata``, by its name without ``.csv``."""


class Context:
    """Where an expression is evaluated. ``current`` stays the expression's own node inside predicates.

    ``memo`` holds what is the same for every row that a predicate looks at; None where that cannot be known.
    """

    __slots__ = ("current", "env", "memo", "node", "position", "size")

    def __init__(self, node: Node, env: Environment, current: Node | None = None, position: int = 1, size: int = 1) -> None:
        self.node = node
        self.env = env
        self.current = node if current is None else current
        self.position = position
        self.size = size
        self.memo: dict[object, object] | None = None
