"""ODK XPath: text -> tokens -> tree -> Python closures.

``parse(text)`` gives the tree (kept for checks and dependencies), ``compile_expression(tree)`` the
closure that the session calls with a ``Context``. Everything wrong with an expression is an
``XPathError`` with the place in the text.
"""

from __future__ import annotations

from nbnb_desktop.xforms.xpath.ast import (
    Binary,
    Call,
    Expr,
    Filtered,
    Literal,
    Negative,
    Number,
    Path,
    Step,
    walk,
)
from nbnb_desktop.xforms.xpath.compile import Closure, Context, compile_expression, compile_text
from nbnb_desktop.xforms.xpath.functions import FUNCTIONS, Function
from nbnb_desktop.xforms.xpath.parser import parse
from nbnb_desktop.xforms.xpath.tokens import XPathError

__all__ = [
    "FUNCTIONS",
    "Binary",
    "Call",
    "Closure",
    "Context",
    "Expr",
    "Filtered",
    "Function",
    "Literal",
    "Negative",
    "Number",
    "Path",
    "Step",
    "XPathError",
    "compile_expression",
    "compile_text",
    "parse",
    "walk",
]
