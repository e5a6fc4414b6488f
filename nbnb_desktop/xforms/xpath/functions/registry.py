"""The table of functions: what each takes, and how its arguments are handed over.

``takes`` is one letter per argument: ``s`` text, ``n`` number, ``b`` boolean, ``v`` the value as it
is, ``l`` a list of nodes, ``x`` the closure itself (evaluated only when needed); a ``*`` at the end
repeats the last letter.
"""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass
from typing import Any, TypeAlias

from nbnb_desktop.xforms.tree import Node
from nbnb_desktop.xforms.xpath import values
from nbnb_desktop.xforms.xpath.environment import Context

Register: TypeAlias = Callable[[Callable[..., Any]], Callable[..., Any]]


@dataclass(frozen=True, slots=True)
class Function:
    """One XPath function; ``most`` is None where any number of arguments will do."""

    name: str
    kinds: str
    least: int
    most: int | None
    call: Callable[..., Any]
    build: Callable[..., Any] | None = None

    def takes(self, count: int) -> bool:
        return self.least <= count and (self.most is None or count <= self.most)

    def kind_of(self, index: int) -> str:
        return self.kinds[min(index, len(self.kinds) - 1)]

    @property
    def arity(self) -> str:
        """How many arguments, in words for an error."""
        if self.most is None:
            return f"{self.least} or more arguments"
        return f"{self.least} arguments" if self.least == self.most else f"{self.least} to {self.most} arguments"


class Table(dict[str, Function]):
    """Functions by name; a module fills its own with the decorator."""

    def function(self, *names: str, takes: str = "", least: int | None = None) -> Register:
        kinds = takes.removesuffix("*")
        fewest = len(kinds) if least is None else least
        greatest = None if takes.endswith("*") else len(kinds)

        def register(call: Callable[..., Any]) -> Callable[..., Any]:
            for name in names:
                self[name] = Function(name, kinds, fewest, greatest, call)
            return call

        return register

    def special(self, name: str, least: int, most: int | None) -> Register:
        """A function that is compiled from the tree of its arguments."""

        def register(build: Callable[..., Any]) -> Callable[..., Any]:
            self[name] = Function(name, "", least, most, build, build)
            return build

        return register


Argument: TypeAlias = Callable[[Context], Any]


def _text(argument: Argument) -> Argument:
    """Written out, for it is what a filter of a long list does for every row."""

    def read(context: Context) -> str:
        value = argument(context)
        if type(value) is list:
            value = value[0].data if value else ""
        return value if type(value) is str else values.text(value)

    return read


def _nodes(argument: Argument) -> Argument:
    def read(context: Context) -> list[Node]:
        value = argument(context)
        return value if isinstance(value, list) else []

    return read


READERS: dict[str, Callable[[Argument], Argument]] = {
    "s": _text,
    "n": lambda argument: lambda context: values.number(argument(context)),
    "b": lambda argument: lambda context: values.boolean(argument(context)),
    "v": lambda argument: argument,
    "l": _nodes,
    "x": lambda argument: lambda context: argument,
}
"""How an argument is handed over, by its letter."""
