"""The tree of an expression. Frozen, hashable: equal expressions are compiled once."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass


class Expr:
    """Any expression."""

    __slots__ = ()


@dataclass(frozen=True, slots=True)
class Number(Expr):
    value: float


@dataclass(frozen=True, slots=True)
class Literal(Expr):
    value: str


@dataclass(frozen=True, slots=True)
class Negative(Expr):
    operand: Expr


@dataclass(frozen=True, slots=True)
class Binary(Expr):
    """``operator`` is one of ``or and = != < <= > >= + - * div mod |``."""

    operator: str
    left: Expr
    right: Expr


@dataclass(frozen=True, slots=True)
class Call(Expr):
    name: str
    arguments: tuple[Expr, ...]
    position: int = 0


@dataclass(frozen=True, slots=True)
class Filtered(Expr):
    """A value with predicates directly behind it: ``(...)[...]``, ``instance('x')[...]``."""

    base: Expr
    predicates: tuple[Expr, ...]


@dataclass(frozen=True, slots=True)
class Steady(Expr):
    """Inside a predicate: an expression that gives the same for every row. Made by the compiler, never by the parser."""

    inner: Expr


@dataclass(frozen=True, slots=True)
class Step:
    """``axis`` is child, attribute, parent, self, descendant-or-self and so on; ``test`` a name without prefix, ``*`` or ``node()``."""

    axis: str
    test: str
    predicates: tuple[Expr, ...] = ()


@dataclass(frozen=True, slots=True)
class Path(Expr):
    """``start`` is "/" (absolute), "." (the context node) or an expression that gives nodes."""

    start: str | Expr
    steps: tuple[Step, ...]

    @property
    def names(self) -> tuple[str, ...] | None:
        """The names of a plain path of children without predicates; None for any other."""
        if all(step.axis == "child" and step.test not in ("*", "node()") and not step.predicates for step in self.steps):
            return tuple(step.test for step in self.steps)
        return None


def children(expr: Expr) -> Iterator[Expr]:
    """The expressions directly inside one."""
    match expr:
        case Negative(inner) | Steady(inner):
            yield inner
        case Binary(__, left, right):
            yield left
            yield right
        case Call(__, arguments):
            yield from arguments
        case Filtered(base, predicates):
            yield base
            yield from predicates
        case Path(start, steps):
            if isinstance(start, Expr):
                yield start
            for step in steps:
                yield from step.predicates


def walk(expr: Expr) -> Iterator[Expr]:
    """The expression and every expression inside it."""
    yield expr
    for inner in children(expr):
        yield from walk(inner)
