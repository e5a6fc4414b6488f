"""Functions on numbers."""

from __future__ import annotations

import math
from collections.abc import Callable, Iterator
from decimal import ROUND_HALF_UP, Decimal

from nbnb_desktop.xforms.xpath import values
from nbnb_desktop.xforms.xpath.environment import Context
from nbnb_desktop.xforms.xpath.functions.registry import Table
from nbnb_desktop.xforms.xpath.values import Value

TABLE = Table()


@TABLE.function("number", takes="v", least=0)
def number(context: Context, value: Value | None = None) -> float:
    return values.number([context.node] if value is None else value)


@TABLE.function("random")
def random(context: Context) -> float:
    return context.env.provider.random()


@TABLE.function("int", takes="n")
def int_(context: Context, value: float) -> float:
    return float(math.trunc(value)) if math.isfinite(value) else value


@TABLE.function("floor", takes="n")
def floor(context: Context, value: float) -> float:
    return float(math.floor(value)) if math.isfinite(value) else value


@TABLE.function("ceiling", takes="n")
def ceiling(context: Context, value: float) -> float:
    return float(math.ceil(value)) if math.isfinite(value) else value


@TABLE.function("round", takes="nn", least=1)
def round_(context: Context, value: float, places: float = 0) -> float:
    """Halves go up (-1.5 gives -1), in decimal: 1.005 to two places is 1.01."""
    if not math.isfinite(value) or not math.isfinite(places):
        return math.nan if math.isnan(places) else value
    shift = max(-300, min(300, math.trunc(places)))
    if shift == 0:
        return float(math.floor(value + 0.5))
    rounded = Decimal(repr(value)).quantize(Decimal(1).scaleb(-shift), ROUND_HALF_UP) if shift < 16 else Decimal(repr(value))
    return float(rounded)


def _each(arguments: tuple[Value, ...]) -> Iterator[float]:
    """The numbers in the arguments; blanks are left out."""
    for argument in arguments:
        for value in [node.data for node in argument] if isinstance(argument, list) else [argument]:
            if value != "":
                yield values.number(value)


@TABLE.function("sum", takes="v")
def sum_(context: Context, nodes: Value) -> float:
    """What is no number is left out, as in Collect."""
    return math.fsum(value for value in _each((nodes,)) if not math.isnan(value))


@TABLE.function("max", takes="v*")
def max_(context: Context, *arguments: Value) -> float:
    return _extreme(max, arguments)


@TABLE.function("min", takes="v*")
def min_(context: Context, *arguments: Value) -> float:
    return _extreme(min, arguments)


def _extreme(choose: Callable[[list[float]], float], arguments: tuple[Value, ...]) -> float:
    found = list(_each(arguments))
    return math.nan if not found or any(map(math.isnan, found)) else choose(found)


@TABLE.function("pow", "power", takes="nn")
def power(context: Context, base: float, exponent: float) -> float:
    try:
        return math.pow(base, exponent)
    except OverflowError:
        return math.inf
    except ValueError:
        return math.inf if base == 0 else math.nan


@TABLE.function("abs", takes="n")
def abs_(context: Context, value: float) -> float:
    return abs(value)


@TABLE.function("pi")
def pi(context: Context) -> float:
    return math.pi


@TABLE.function("atan2", takes="nn")
def atan2(context: Context, y: float, x: float) -> float:
    return math.atan2(y, x)


def _logarithm(function: Callable[[float], float]) -> Callable[[float], float]:
    return lambda value: -math.inf if value == 0 else function(value)


def _guarded(function: Callable[[float], float]) -> Callable[[Context, float], float]:
    def call(context: Context, value: float) -> float:
        try:
            return function(value)
        except ValueError:
            return math.nan
        except OverflowError:
            return math.inf

    return call


for _name, _function in {
    "log": _logarithm(math.log),
    "log10": _logarithm(math.log10),
    "sqrt": math.sqrt,
    "exp": math.exp,
    "exp10": lambda value: 10.0**value,
    "sin": math.sin,
    "cos": math.cos,
    "tan": math.tan,
    "asin": math.asin,
    "acos": math.acos,
    "atan": math.atan,
}.items():
    TABLE.function(_name, takes="n")(_guarded(_function))
