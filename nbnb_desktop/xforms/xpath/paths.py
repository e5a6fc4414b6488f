"""Paths -> closures that give lists of nodes: binding to rows, steps, predicates and their index."""

from __future__ import annotations

from collections.abc import Callable, Iterator, Sequence
from typing import TypeAlias

from nbnb_desktop.xforms.tree import SHELF, Atom, Node
from nbnb_desktop.xforms.xpath import values
from nbnb_desktop.xforms.xpath.ast import Binary, Call, Expr, Negative, Path, Steady, Step, walk
from nbnb_desktop.xforms.xpath.environment import Context
from nbnb_desktop.xforms.xpath.values import Value

Closure: TypeAlias = Callable[[Context], Value]
Compile: TypeAlias = Callable[[Expr], Closure]
Select: TypeAlias = Callable[[Context, list[Node]], list[Node]]

SMALLEST_INDEXED = 8
"""Rows of a secondary instance below which a scan is as quick as the hash index."""


def compile_path(path: Path, compile_: Compile) -> Closure:
    """The closure of a path; nodes that are not relevant stay out of what it gives."""
    if isinstance(path.start, Expr):
        return _from(compile_(path.start), _steps(path.steps, compile_))
    if path.start == "/":
        return _absolute(path, compile_)
    return _relative(path, compile_)


def _relevant(nodes: list[Node]) -> list[Node]:
    for node in nodes:
        if not node.relevant:
            return [kept for kept in nodes if kept.relevant]
    return nodes


# absolute paths ------------------------------------------------------------------------------------
def _absolute(path: Path, compile_: Compile) -> Closure:
    plain = 0
    while plain < len(path.steps) and _is_plain(path.steps[plain]):
        plain += 1
    prefix = bound_prefix(tuple(step.test for step in path.steps[:plain]))
    rest = _steps(path.steps[plain:], compile_)
    if rest is None:
        return lambda context: _relevant(prefix(context))
    return lambda context: _relevant(rest(context, prefix(context)))


def _is_plain(step: Step) -> bool:
    return step.axis == "child" and step.test not in ("*", "node()", "text()") and not step.predicates


def bound_prefix(names: tuple[str, ...]) -> Callable[[Context], list[Node]]:
    """Nodes at an absolute path without predicates, in the rows that the context node stands in.

    How far up from the context node, and down which names, is worked out once per element.
    """
    if not names:
        return lambda context: [context.env.document]
    plans: dict[object, tuple[int, tuple[str, ...]]] = {}

    def find(context: Context) -> list[Node]:
        node = context.node
        if node.element is None:
            node = context.current
        element = node.element
        plan = plans.get(element)
        if plan is None:
            chain = element.chain if element is not None else ()
            same = _common(names, chain)
            plan = plans[element] = (len(chain) - same, names[same:]) if same else (-1, names)
        up, down = plan
        if up < 0:
            return _descend([context.env.document], down)
        for __ in range(up):
            node = node.parent  # type: ignore[assignment]  # the chain says how many there are
        return _descend([node], down) if down else [node]

    return find


def _common(names: Sequence[str], chain: Sequence[str]) -> int:
    same = 0
    for ours, theirs in zip(names, chain, strict=False):
        if ours != theirs:
            break
        same += 1
    return same


def _descend(nodes: list[Node], names: Sequence[str]) -> list[Node]:
    for name in names:
        nodes = nodes[0].kids.get(name, _NONE) if len(nodes) == 1 else [kid for node in nodes for kid in node.kids.get(name, _NONE)]
    return nodes


_NONE: list[Node] = []  # never written to


# relative paths ------------------------------------------------------------------------------------
def _relative(path: Path, compile_: Compile) -> Closure:
    up = 0
    while up < len(path.steps) and path.steps[up] == Step("parent", "node()"):
        up += 1
    if all(_is_plain(step) for step in path.steps[up:]):
        return _up_and_down(up, tuple(step.test for step in path.steps[up:]))
    return _from(lambda context: [context.node], _steps(path.steps, compile_))


def _up_and_down(up: int, names: tuple[str, ...]) -> Closure:
    """``../../a/b``, by far the most frequent relative path."""

    def find(context: Context) -> Value:
        node: Node | None = context.node
        for __ in range(up):
            if node is None:
                return []
            node = node.parent
        return _relevant(_descend([node], names)) if node is not None else []

    return find


def _from(base: Closure, steps: Select | None) -> Closure:
    def find(context: Context) -> Value:
        nodes = base(context)
        if not isinstance(nodes, list):
            return []
        return _relevant(steps(context, nodes) if steps else nodes)

    return find


# steps ---------------------------------------------------------------------------------------------
def _steps(steps: Sequence[Step], compile_: Compile) -> Select | None:
    selects = [_step(step, compile_) for step in steps]
    if len(selects) <= 1:
        return selects[0] if selects else None

    def select(context: Context, nodes: list[Node]) -> list[Node]:
        for one in selects:
            nodes = one(context, nodes)
        return nodes

    return select


def _step(step: Step, compile_: Compile) -> Select:
    axis = _AXES[step.axis]
    test = step.test
    if not step.predicates:
        return lambda context, nodes: _unique([kid for node in nodes for kid in axis(node, test)], step.axis)
    found = indexable(step)
    keep = _predicates(step.predicates, compile_)
    if found is None:
        return lambda context, nodes: [kid for node in nodes for kid in keep(context, list(axis(node, test)))]
    column, wanted, others = found
    return _indexed(test, column, compile_(wanted), _predicates(others, compile_), keep)


def _unique(nodes: list[Node], axis: str) -> list[Node]:
    return nodes if axis in ("child", "attribute", "self") or len(nodes) < 2 else list({id(node): node for node in nodes}.values())


def _matches(name: str, test: str) -> bool:
    return name == test or test == "node()" or (test == "*" and not name.startswith("@"))


def _children(node: Node, test: str) -> Iterator[Node]:
    if test in ("*", "node()"):
        return (kid for name, same in node.kids.items() if not name.startswith("@") for kid in same)
    if test == "text()":
        return iter([node] if not node.kids else [])
    return iter(node.kids.get(test, _NONE))


def _attributes(node: Node, test: str) -> Iterator[Node]:
    if test in ("*", "node()"):
        return (same[0] for name, same in node.kids.items() if name.startswith("@") and not name.startswith(SHELF))
    return iter(node.kids.get(f"@{test}", _NONE))


def _above(node: Node) -> Iterator[Node]:
    up = node.parent
    while up is not None:
        yield up
        up = up.parent


def _below(node: Node) -> Iterator[Node]:
    for name, same in node.kids.items():
        if not name.startswith("@"):
            for kid in same:
                yield kid
                yield from _below(kid)


def _siblings(node: Node, after: bool) -> Iterator[Node]:
    beside = [] if node.parent is None else list(_children(node.parent, "*"))
    at = next((index for index, one in enumerate(beside) if one is node), len(beside))
    return iter(beside[at + 1 :] if after else beside[:at][::-1])


def _tested(axis: Callable[[Node], Iterator[Node]]) -> Callable[[Node, str], Iterator[Node]]:
    return lambda node, test: (found for found in axis(node) if _matches(found.name, test))


def _itself(axis: Callable[[Node], Iterator[Node]]) -> Callable[[Node], Iterator[Node]]:
    def including(node: Node) -> Iterator[Node]:
        yield node
        yield from axis(node)

    return including


def _parent(node: Node) -> Iterator[Node]:
    return iter([node.parent] if node.parent is not None else [])


def _nothing(node: Node) -> Iterator[Node]:
    return iter(())


_AXES: dict[str, Callable[[Node, str], Iterator[Node]]] = {
    "child": _children,
    "attribute": _attributes,
    "parent": _tested(_parent),
    "self": _tested(_itself(_nothing)),
    "ancestor": _tested(_above),
    "ancestor-or-self": _tested(_itself(_above)),
    "descendant": _tested(_below),
    "descendant-or-self": _tested(_itself(_below)),
    "following-sibling": _tested(lambda node: _siblings(node, True)),
    "preceding-sibling": _tested(lambda node: _siblings(node, False)),
}


# predicates ----------------------------------------------------------------------------------------
def filtered(base: Closure, predicates: Sequence[Expr], compile_: Compile) -> Closure:
    """``(nodes)[predicate]``."""
    keep = _predicates(predicates, compile_)

    def find(context: Context) -> Value:
        nodes = base(context)
        return keep(context, nodes) if isinstance(nodes, list) else []

    return find


def _predicates(predicates: Sequence[Expr], compile_: Compile) -> Select:
    closures = [compile_(_steadied(predicate)) for predicate in predicates]

    def keep(context: Context, nodes: list[Node]) -> list[Node]:
        for closure in closures:
            nodes = _kept(closure, context, nodes)
        return nodes

    return keep


def _kept(closure: Closure, context: Context, nodes: list[Node]) -> list[Node]:
    """The nodes for which a predicate holds. One context serves them all: lists are long."""
    inner = Context(context.node, context.env, context.current, 1, len(nodes))
    if nodes and nodes[0].element is None:  # rows of a list lend no row to absolute paths
        inner.memo = {}
    kept: list[Node] = []
    for position, node in enumerate(nodes, 1):
        inner.node, inner.position = node, position
        value = closure(inner)
        if value is True or (value is not False and (value == position if type(value) is float else values.boolean(value))):
            kept.append(node)
    return kept


def _steadied(expr: Expr) -> Expr:
    """The expression with marks on its largest parts that do not depend on the row."""
    match expr:
        case Path() | Call() if _independent(expr):
            return Steady(expr)
        case Call(name, arguments, position) if name != "indexed-repeat":
            return Call(name, tuple(map(_steadied, arguments)), position)
        case Binary(operator, left, right):
            return Binary(operator, _steadied(left), _steadied(right))
        case Negative(operand):
            return Negative(_steadied(operand))
    return expr


# the index of ``[column = expression]`` ---------------------------------------------------------------
def indexable(step: Step) -> tuple[tuple[str, ...], Expr, tuple[Expr, ...]] | None:
    """(column path, what it must equal, the other conditions) of a step that a hash index can serve."""
    if step.axis != "child" or step.test in ("*", "node()", "text()") or any(_uses_place(predicate) for predicate in step.predicates):
        return None
    conditions = [condition for predicate in step.predicates for condition in _conjuncts(predicate)]
    for at, condition in enumerate(conditions):
        found = _column_equals(condition)
        if found is not None:
            return (*found, tuple(conditions[:at] + conditions[at + 1 :]))
    return None


def _uses_place(expr: Expr) -> bool:
    """Positions change when a predicate is split, and a bare number is a position."""
    calls = {inner.name for inner in walk(expr) if isinstance(inner, Call)}
    return bool(calls & {"position", "last"}) or not (isinstance(expr, Binary) and expr.operator in _CONDITIONS)


_CONDITIONS = frozenset({"and", "or", "=", "!=", "<", "<=", ">", ">="})


def _conjuncts(expr: Expr) -> Iterator[Expr]:
    if isinstance(expr, Binary) and expr.operator == "and":
        yield from _conjuncts(expr.left)
        yield from _conjuncts(expr.right)
    elif isinstance(expr, Binary) and expr.operator in _CONDITIONS:
        yield expr
    else:
        yield Call("boolean", (expr,))


def _column_equals(condition: Expr) -> tuple[tuple[str, ...], Expr] | None:
    if not isinstance(condition, Binary) or condition.operator != "=":
        return None
    for column, wanted in ((condition.left, condition.right), (condition.right, condition.left)):
        if isinstance(column, Path) and column.start == "." and column.steps and column.names and _independent(wanted):
            return column.names, wanted
    return None


def _independent(expr: Expr) -> bool:
    """Does the expression give the same for every row that is looked at?"""
    for inner in walk(expr):
        if isinstance(inner, Path) and inner.start == ".":
            return False
        if isinstance(inner, Call) and ((not inner.arguments and inner.name not in _CONSTANT) or inner.name in _OWN):
            return False
    return True


_OWN = frozenset({"random", "uuid", "randomize", "once", "indexed-repeat"})
_CONSTANT = frozenset({"current", "true", "false", "today", "now", "pi"})


def _indexed(test: str, column: tuple[str, ...], wanted: Closure, keep_others: Select, keep_all: Select) -> Select:
    def select(context: Context, nodes: list[Node]) -> list[Node]:
        found: list[Node] = []
        for node in nodes:
            rows = node.kids.get(test, _NONE)
            key = _key(wanted(context)) if node.element is None and len(rows) >= SMALLEST_INDEXED else None
            if key is None:
                found += keep_all(context, list(rows))
            else:
                found += keep_others(context, _index(node, test, column, type(key)).get(key, _NONE))
        return found

    return select


def _key(value: Value) -> Atom | None:
    """What to look up; None where a hash cannot say what is equal."""
    if isinstance(value, list):
        if len(value) > 1:
            return None
        value = values.atom(value)
    return value if type(value) in (str, float) else None


def _index(parent: Node, test: str, column: tuple[str, ...], kind: type) -> dict[Atom, list[Node]]:
    """Text or number in a column -> rows. Secondary instances never change, so it is made once."""
    if parent.index is None:
        parent.index = {}
    found: dict[Atom, list[Node]] | None = parent.index.get((test, column, kind))
    if found is None:
        found = parent.index[test, column, kind] = _new_index(parent.kids[test], column, kind)
    return found


def _new_index(rows: list[Node], column: tuple[str, ...], kind: type) -> dict[Atom, list[Node]]:
    convert: Callable[[Value], Atom] = values.number if kind is float else values.text
    index: dict[Atom, list[Node]] = {}
    for row in rows:
        for key in {convert(cell.data) for cell in _descend([row], column)} or {convert("")}:
            index.setdefault(key, []).append(row)
    return index
