"""Functions that give or take true and false."""

from __future__ import annotations

import math
from collections.abc import Callable

from nbnb_desktop.xforms.xpath import values
from nbnb_desktop.xforms.xpath.environment import Context
from nbnb_desktop.xforms.xpath.functions.registry import Table
from nbnb_desktop.xforms.xpath.values import Value

TABLE = Table()
Lazy = Callable[[Context], Value]


@TABLE.function("if", takes="bxx")
def if_(context: Context, condition: bool, then: Lazy, otherwise: Lazy) -> Value:
    return then(context) if condition else otherwise(context)


@TABLE.function("coalesce", takes="vx")
def coalesce(context: Context, first: Value, second: Lazy) -> Value:
    return first if values.text(first) != "" else second(context)


@TABLE.function("once", takes="x")
def once(context: Context, value: Lazy) -> Value:
    """The value that the node already has, else the new one."""
    return context.node.data if context.node.data != "" else value(context)


@TABLE.function("true")
def true(context: Context) -> bool:
    return True


@TABLE.function("false")
def false(context: Context) -> bool:
    return False


@TABLE.function("boolean", takes="b")
def boolean(context: Context, value: bool) -> bool:
    return value


@TABLE.function("not", takes="b")
def not_(context: Context, value: bool) -> bool:
    return not value


@TABLE.function("boolean-from-string", takes="s")
def boolean_from_string(context: Context, text: str) -> bool:
    return text.lower() in ("true", "1")


@TABLE.function("checklist", takes="nnb*", least=2)
def checklist(context: Context, least: float, most: float, *answers: bool) -> bool:
    """Are between ``least`` and ``most`` (-1: no bound) of the answers true?"""
    return _within(sum(answers), least, most)


@TABLE.function("weighted-checklist", takes="nnv*")
def weighted_checklist(context: Context, least: float, most: float, *pairs: Value) -> bool:
    """Answers and their weights, in turns."""
    answers, weights = pairs[::2], pairs[1::2]
    total = sum(values.number(weight) for answer, weight in zip(answers, weights, strict=False) if values.boolean(answer))
    return _within(total, least, most)


def _within(total: float, least: float, most: float) -> bool:
    return (least == -1 or total >= least) and (most == -1 or total <= most) and not math.isnan(total)
