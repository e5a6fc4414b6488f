"""Functions on nodes and their places."""

from __future__ import annotations

import hashlib
import math
from collections.abc import Callable
from typing import Any

from nbnb_desktop.xforms.tree import Node
from nbnb_desktop.xforms.xpath import values
from nbnb_desktop.xforms.xpath.ast import Call, Expr, Path
from nbnb_desktop.xforms.xpath.environment import Context
from nbnb_desktop.xforms.xpath.functions.registry import Table
from nbnb_desktop.xforms.xpath.tokens import XPathError
from nbnb_desktop.xforms.xpath.values import Value

TABLE = Table()


@TABLE.function("count", takes="v")
def count(context: Context, nodes: Value) -> float:
    """What is no place has no number (an error in both ODK engines)."""
    return float(len(nodes)) if isinstance(nodes, list) else math.nan


@TABLE.function("count-non-empty", takes="v")
def count_non_empty(context: Context, nodes: Value) -> float:
    if not isinstance(nodes, list):
        return math.nan
    return float(sum(1 for node in nodes if node.data != "" or any(inner.data != "" for inner in node.walk())))


@TABLE.function("position", takes="v", least=0)
def position(context: Context, node: Value | None = None) -> float:
    """The row that a node is, counted from 1; without argument the place in the filtered list."""
    if node is None:
        return float(context.position)
    return float(node[0].position) if isinstance(node, list) and node else math.nan


@TABLE.function("last")
def last(context: Context) -> float:
    return float(context.size)


@TABLE.function("name", "local-name", takes="l", least=0)
def name(context: Context, nodes: list[Node] | None = None) -> str:
    found = [context.node] if nodes is None else nodes
    return found[0].name.removeprefix("@") if found else ""


@TABLE.function("namespace-uri", takes="l", least=0)
def namespace_uri(context: Context, nodes: list[Node] | None = None) -> str:
    return ""


@TABLE.function("current")
def current(context: Context) -> list[Node]:
    return [context.current]


@TABLE.function("instance", takes="s")
def instance(context: Context, name: str) -> list[Node]:
    document = context.env.instance(name)
    return [document] if document is not None else []


@TABLE.function("version")
def version(context: Context) -> str:
    return context.env.form_version


@TABLE.function("randomize", takes="lv", least=1)
def randomize(context: Context, nodes: list[Node], seed: Value | None = None) -> list[Node]:
    """Shuffled inside out (Durstenfeld), with the Park-Miller generator where there is a seed."""
    draw = context.env.provider.random if seed is None else park_miller(_seed(seed))
    shuffled: list[Node] = []
    for place, node in enumerate(nodes):
        other = int(draw() * (place + 1))
        shuffled.append(node)
        shuffled[place], shuffled[other] = shuffled[other], shuffled[place]
    return shuffled


def _seed(value: Value) -> int:
    """A number as it is; any other text by the first eight bytes of its SHA-256."""
    found = values.number(value)
    if math.isfinite(found):
        return int(found)
    text = values.text(value)
    return int.from_bytes(hashlib.sha256(text.encode()).digest()[:8], "big", signed=True) if text else 0


def park_miller(seed: int) -> Callable[[], float]:
    """The minimal standard generator (multiplier 16807): the order for a seed is the same in every ODK engine."""
    state = abs(seed) % _MODULUS if seed >= 0 else -(abs(seed) % _MODULUS)  # the remainder keeps the sign
    state += _MODULUS - 1 if state <= 0 else 0

    def draw() -> float:
        nonlocal state
        state = state * 16807 % _MODULUS
        return (state - 1) / (_MODULUS - 1)

    return draw


_MODULUS = 2147483647


@TABLE.special("indexed-repeat", 3, None)
def indexed_repeat(call: Call, compile_: Callable[[Expr], Callable[[Context], Value]]) -> Callable[[Context], Value]:
    """``indexed-repeat(/data/rep/q, /data/rep, 2, ...)``: the node in the row with that number."""
    target, *pairs = call.arguments
    if len(pairs) % 2:
        raise XPathError("indexed-repeat() takes a node, then repeats and numbers in turns", call.position)
    repeats, places = pairs[::2], [compile_(place) for place in pairs[1::2]]
    if not all(isinstance(path, Path) for path in (target, *repeats)):
        raise XPathError("indexed-repeat() takes paths", call.position)

    def find(context: Context) -> Value:
        chain = context.node.element.chain if context.node.element is not None else ()
        wanted = {generic(repeat, chain): values.number(place(context)) for repeat, place in zip(repeats, places, strict=True)}
        return _rows(context, generic(target, chain), wanted)

    return find


def generic(path: Any, chain: tuple[str, ...]) -> tuple[str, ...]:
    """The names from the root of a path (predicates left out), seen from an element with this chain of names."""
    names: list[str] = [] if path.start == "/" else list(chain)
    for step in path.steps:
        if step.axis == "parent":
            names = names[:-1]
        elif step.axis == "child":
            names.append(step.test)
    return tuple(names)


def _rows(context: Context, names: tuple[str, ...], wanted: dict[tuple[str, ...], float]) -> list[Node]:
    around: list[Node] = []
    up: Node | None = context.node
    while up is not None:
        around.append(up)
        up = up.parent
    nodes = [context.env.document]
    for depth in range(1, len(names) + 1):
        nodes = [kid for node in nodes for kid in node.kids.get(names[depth - 1], [])]
        place = wanted.get(names[:depth])
        if place is not None:
            nodes = [node for node in nodes if node.position == place]
        elif len(nodes) > 1:
            nodes = [node for node in nodes if any(node is own for own in around)] or nodes
    return [node for node in nodes if node.relevant]
