"""Tree -> Python closures, made once per distinct expression and called with a ``Context``.

Absolute paths are bound to the rows around the node they are evaluated for, as JavaRosa does it:
``/data/rep/q`` inside row 2 means ``/data/rep[2]/q``; a step with a predicate is not bound.
"""

from __future__ import annotations

import math
import operator
from collections.abc import Callable
from typing import Any, TypeAlias, cast

from nbnb_desktop.xforms.xpath import values
from nbnb_desktop.xforms.xpath.ast import Binary, Call, Expr, Filtered, Literal, Negative, Number, Path, Steady
from nbnb_desktop.xforms.xpath.environment import Context
from nbnb_desktop.xforms.xpath.functions import FUNCTIONS, Function
from nbnb_desktop.xforms.xpath.functions.registry import READERS
from nbnb_desktop.xforms.xpath.paths import compile_path, filtered
from nbnb_desktop.xforms.xpath.tokens import XPathError
from nbnb_desktop.xforms.xpath.values import Value

__all__ = ["Closure", "Context", "compile_expression", "compile_text"]

Closure: TypeAlias = Callable[[Context], Value]


def compile_expression(expr: Expr) -> Closure:
    """The closure of an expression; raises ``XPathError`` for unknown functions and wrong numbers of arguments."""
    return _COMPILERS[type(expr)](expr)


def compile_text(expr: Expr) -> Callable[[Context], str]:
    """A closure that gives text."""
    inner = compile_expression(expr)
    return lambda context: values.text(inner(context))


def _number(expr: Number) -> Closure:
    value = expr.value
    return lambda context: value


def _literal(expr: Literal) -> Closure:
    value = expr.value
    return lambda context: value


def _negative(expr: Negative) -> Closure:
    inner = compile_expression(expr.operand)
    return lambda context: -values.number(inner(context))


def _binary(expr: Binary) -> Closure:
    left, right = compile_expression(expr.left), compile_expression(expr.right)
    if expr.operator in _ARITHMETIC:
        return _numeric(_ARITHMETIC[expr.operator], left, right)
    return _OPERATORS[expr.operator](left, right)


def _numeric(function: Callable[[float, float], Value], left: Closure, right: Closure) -> Closure:
    number = values.number
    return lambda context: function(number(left(context)), number(right(context)))


def _and(left: Closure, right: Closure) -> Closure:
    return lambda context: values.boolean(left(context)) and values.boolean(right(context))


def _or(left: Closure, right: Closure) -> Closure:
    return lambda context: values.boolean(left(context)) or values.boolean(right(context))


def _equal(left: Closure, right: Closure) -> Closure:
    equal = values.equal
    return lambda context: equal(left(context), right(context))


def _unequal(left: Closure, right: Closure) -> Closure:
    return lambda context: values.unequal(left(context), right(context))


def _union(left: Closure, right: Closure) -> Closure:
    def both(context: Context) -> Value:
        one, two = left(context), right(context)
        if not isinstance(one, list) or not isinstance(two, list):
            return one if isinstance(one, list) else two
        seen = set(map(id, one))
        return one + [node for node in two if id(node) not in seen]

    return both


def _divide(left: float, right: float) -> float:
    if right:
        return left / right
    return math.nan if left == 0 or left != left or right != right else math.copysign(math.inf, left) * math.copysign(1, right)


def _modulo(left: float, right: float) -> float:
    return math.fmod(left, right) if right and not math.isinf(left) else math.nan


def _times(left: float, right: float) -> float:
    return left * right


_OPERATORS: dict[str, Callable[[Closure, Closure], Closure]] = {
    "and": _and,
    "or": _or,
    "=": _equal,
    "!=": _unequal,
    "|": _union,
}
_ARITHMETIC: dict[str, Callable[[float, float], Value]] = {
    "<": operator.lt,
    "<=": operator.le,
    ">": operator.gt,
    ">=": operator.ge,
    "+": operator.add,
    "-": operator.sub,
    "*": _times,
    "div": _divide,
    "mod": _modulo,
}


def _filtered(expr: Filtered) -> Closure:
    return filtered(compile_expression(expr.base), expr.predicates, compile_expression)


def _steady(expr: Steady) -> Closure:
    """Evaluated once for all rows that a predicate looks at."""
    inner = compile_expression(expr.inner)

    def once(context: Context) -> Value:
        memo = context.memo
        if memo is None:
            return inner(context)
        if once not in memo:
            memo[once] = inner(context)
        return cast(Value, memo[once])

    return once


def _path(expr: Path) -> Closure:
    return compile_path(expr, compile_expression)


def _call(expr: Call) -> Closure:
    function = FUNCTIONS.get(expr.name)
    if function is None:
        raise XPathError(f"unknown function {expr.name}()", expr.position)
    count = len(expr.arguments)
    if not function.takes(count):
        raise XPathError(f"{expr.name}() takes {function.arity}, {count} given", expr.position)
    if function.build is not None:
        return cast(Closure, function.build(expr, compile_expression))
    return _bound(function, [compile_expression(argument) for argument in expr.arguments])


def _bound(function: Function, arguments: list[Closure]) -> Closure:
    call: Callable[..., Value] = function.call
    readers = [READERS[function.kind_of(index)](argument) for index, argument in enumerate(arguments)]
    if not readers:
        return lambda context: call(context)
    if len(readers) == 1:
        only = readers[0]
        return lambda context: call(context, only(context))
    if len(readers) == 2:
        first, second = readers
        return lambda context: call(context, first(context), second(context))
    return lambda context: call(context, *[read(context) for read in readers])


_COMPILERS: dict[type[Expr], Callable[[Any], Closure]] = {
    Number: _number,
    Literal: _literal,
    Negative: _negative,
    Binary: _binary,
    Call: _call,
    Filtered: _filtered,
    Path: _path,
    Steady: _steady,
}
