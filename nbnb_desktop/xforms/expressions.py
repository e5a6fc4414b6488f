"""What is wrong in an expression of a form, found without running it: syntax, functions, arity, paths."""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence
from dataclasses import dataclass, field
from difflib import get_close_matches

from nbnb_desktop.i18n import _
from nbnb_desktop.xforms.xpath.ast import Binary, Call, Expr, Filtered, Literal, Negative, Path, Step, walk
from nbnb_desktop.xforms.xpath.functions import FUNCTIONS
from nbnb_desktop.xforms.xpath.parser import parse
from nbnb_desktop.xforms.xpath.tokens import XPathError

REFERENCE = re.compile(r"\$\{\s*(last-saved#)?\s*([^{}]*?)\s*\}")
_ALWAYS = frozenset({"", "/meta", "/meta/instanceID", "/meta/instanceName", "/meta/audit", "/meta/entity"})
_MARK = "self"  # ``${name}`` is read as ``self::name``, which no one writes and which cannot hide a missing operator


@dataclass(frozen=True, slots=True)
class Problem:
    """One thing that is wrong; ``code`` is stable, ``message`` is for people.

    ``bare``: a name without a path, which ODK's engines read as empty (a forgotten quote, most often).
    """

    code: str
    message: str
    bare: bool = False


@dataclass(frozen=True, slots=True)
class Scope:
    """What an expression may name. Refs are below the root (``/group/name``)."""

    root: str
    refs: frozenset[str]
    by_name: dict[str, tuple[str, ...]] = field(default_factory=dict)
    lists: frozenset[str] = frozenset()


def named(text: str) -> tuple[str, ...]:
    """The names of the ``${references}`` in a text, those to the last saved record left out."""
    return tuple(name for saved, name in REFERENCE.findall(text) if not saved)


def tree(text: str) -> Expr:
    """The tree of an expression with ``${references}``; raises XPathError."""
    return parse(REFERENCE.sub(lambda found: f"instance('__last-saved')/x/{found[2]}" if found[1] else f"{_MARK}::{found[2]}", text))


def problems(text: str, scope: Scope, context: str | None, columns: Sequence[str] | None = None) -> Iterator[Problem]:
    """What is wrong in ``text``, which is evaluated at ``context`` (None: somewhere unknown).

    ``columns`` are the columns of the list that a choice filter filters; bare names in it are these.
    """
    try:
        expression = tree(text)
    except XPathError as refusal:
        yield Problem("xpath-syntax", _("The expression cannot be read: {problem}.").format(problem=refusal.message))
    else:
        yield from tree_problems(expression, scope, context, columns)


def tree_problems(expression: Expr, scope: Scope, context: str | None, columns: Sequence[str] | None = None) -> Iterator[Problem]:
    """The same for an expression that was parsed already."""
    for inner in walk(expression):
        if isinstance(inner, Call):
            yield from _call(inner, scope)
    for path in paths(expression):
        problem = _filter_name(path, columns) if columns is not None and _is_bare(path) else _unknown(path, scope, context, columns)
        if problem:
            yield problem


def paths(expression: Expr) -> Iterator[Path]:
    """The paths of an expression that start where it is evaluated: those inside predicates have another context."""
    match expression:
        case Negative(operand):
            yield from paths(operand)
        case Binary(__, left, right):
            yield from paths(left)
            yield from paths(right)
        case Call(__, arguments):
            for argument in arguments:
                yield from paths(argument)
        case Filtered(base, __):
            yield from paths(base)
        case Path(start, __):
            yield expression
            if isinstance(start, Call):
                for argument in start.arguments:
                    yield from paths(argument)


def resolve(path: Path, scope: Scope, context: str | None) -> str | None:
    """The generic ref that a path leads to; None where that cannot be known without running it."""
    steps = list(path.steps)
    at = _start(path, scope, context, steps)
    for step in steps:
        if at is None:
            return None
        at = _stepped(at, step)
    return at


def _start(path: Path, scope: Scope, context: str | None, steps: list[Step]) -> str | None:
    """Where a path begins; takes the steps that say so."""
    if path.start == "/":
        first = steps.pop(0) if steps else None
        return "" if first and first.axis == "child" and first.test in (scope.root, "*") else None
    if path.start == "." and steps and steps[0].axis == _MARK and steps[0].test != "node()":
        found = scope.by_name.get(steps.pop(0).test, ())
        return found[0] if len(found) == 1 else None
    if path.start == "." or (isinstance(path.start, Call) and path.start.name == "current"):
        return context
    return None


def _stepped(at: str, step: Step) -> str | None:
    match step.axis, step.test:
        case "self", "node()":
            return at
        case "parent", _:
            return at.rpartition("/")[0] if at else None
        case "child", test if test not in ("*", "node()", "text()"):
            return f"{at}/{test}"
        case _:
            return None


def _unknown(path: Path, scope: Scope, context: str | None, columns: Sequence[str] | None) -> Problem | None:
    if path.start == "/" and path.steps and path.steps[0].axis == "child" and path.steps[0].test not in (scope.root, "*"):
        message = _("The path begins with /{name}, but the form is called /{root}.")
        return Problem("unknown-path", message.format(name=path.steps[0].test, root=scope.root))
    if columns is not None and path.start == "." and not _is_reference(path):
        return None
    ref = resolve(path, scope, context)
    if ref is None or ref in scope.refs or ref in _ALWAYS:
        return None
    message = _("The path {path} leads to nothing in this form.").format(path=f"/{scope.root}{ref}")
    return Problem("unknown-path", message, _is_bare(path))


def _is_reference(path: Path) -> bool:
    return bool(path.steps) and path.steps[0].axis == _MARK and path.steps[0].test != "node()"


def _is_bare(path: Path) -> bool:
    return path.start == "." and bool(path.steps) and path.steps[0].axis == "child" and len(path.steps) == 1


def _filter_name(path: Path, columns: Sequence[str] | None) -> Problem | None:
    name = path.steps[0].test
    if columns is None or name in columns or name == "*":
        return None
    return Problem("unknown-column", _("The list has no column “{name}”.").format(name=name) + suggested(name, columns), bare=True)


def _call(call: Call, scope: Scope) -> Iterator[Problem]:
    function = FUNCTIONS.get(call.name)
    if function is None:
        message = _("There is no function {name}().").format(name=call.name)
        yield Problem("unknown-function", message + suggested(call.name, list(FUNCTIONS)))
    elif not function.takes(len(call.arguments)):
        message = _("{name}() takes {wanted}, here are {count}.")
        wanted = _arity(function.least, function.most)
        yield Problem("wrong-arity", message.format(name=call.name, wanted=wanted, count=len(call.arguments)))
    elif call.name == "instance" and isinstance(call.arguments[0], Literal) and call.arguments[0].value not in scope.lists:
        yield Problem("unknown-list", _("There is no list or data file “{name}”.").format(name=call.arguments[0].value))


def _arity(least: int, most: int | None) -> str:
    if most is None:
        return _("{least} or more values").format(least=least)
    return _("{least} values").format(least=least) if least == most else _("{least} to {most} values").format(least=least, most=most)


def suggested(name: str, known: Sequence[str]) -> str:
    near = get_close_matches(name, known, 1)
    return " " + _("Is {name} meant?").format(name=near[0]) if near else ""


def references(text: str, scope: Scope, context: str) -> set[str]:
    """The refs that ``text`` reads at ``context``; what it reads of other rows (``indexed-repeat``, predicates) left out."""
    try:
        expression = tree(text)
    except XPathError:
        return set()
    found = {resolve(path, scope, context) for path in paths(expression) if not _elsewhere(path)}
    indexed = (inner for inner in walk(expression) if isinstance(inner, Call) and inner.name == "indexed-repeat")
    other = {resolve(path, scope, context) for call in indexed for path in paths(call)}
    return {ref for ref in found - other if ref}


def _elsewhere(path: Path) -> bool:
    return any(step.predicates for step in path.steps)
