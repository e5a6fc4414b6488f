"""A Pratt parser for XPath 1.0 expressions: text -> tree.

Binding powers are a table; nesting is bounded, so that no expression can exhaust Python's stack.
"""

from __future__ import annotations

from functools import lru_cache

from nbnb_desktop.xforms.xpath.ast import Binary, Call, Expr, Filtered, Literal, Negative, Number, Path, Step
from nbnb_desktop.xforms.xpath.tokens import Token, XPathError, tokenize

DEEPEST = 60
"""Levels of brackets, calls and predicates inside each other."""
LONGEST_CHAIN = 2_000
"""Operators in one expression (a chain is a deep tree on the left)."""

_POWERS = {
    "or": 1,
    "and": 2,
    "=": 3,
    "!=": 3,
    "<": 4,
    "<=": 4,
    ">": 4,
    ">=": 4,
    "+": 5,
    "-": 5,
    "*": 6,
    "div": 6,
    "mod": 6,
    "|": 8,
}
_UNARY_MINUS = 7
_AXES = {
    "child",
    "attribute",
    "parent",
    "self",
    "descendant",
    "descendant-or-self",
    "ancestor",
    "ancestor-or-self",
    "following-sibling",
    "preceding-sibling",
}
_NODE_TESTS = {"node", "text", "comment"}


@lru_cache(maxsize=8192)
def parse(text: str) -> Expr:
    """The tree of an expression; raises ``XPathError``."""
    parser = _Parser(tokenize(text))
    tree = parser.expression(0)
    parser.expect_end()
    return tree


class _Parser:
    def __init__(self, tokens: list[Token]) -> None:
        self._tokens = tokens
        self._at = 0
        self._depth = 0
        self._operators = 0

    # tokens ------------------------------------------------------------------------------------
    @property
    def _now(self) -> Token:
        return self._tokens[self._at]

    def _next(self) -> Token:
        token = self._tokens[self._at]
        self._at += 1
        return token

    def _is(self, *signs: str) -> bool:
        return self._now.kind in ("sign", "operator") and self._now.text in signs

    def _accept(self, sign: str) -> bool:
        if self._is(sign):
            self._at += 1
            return True
        return False

    def _expect(self, sign: str) -> None:
        if not self._accept(sign):
            raise self._unexpected(f"{sign!r} expected")

    def expect_end(self) -> None:
        if self._now.kind != "end":
            raise self._unexpected("operator expected")

    def _unexpected(self, wanted: str) -> XPathError:
        found = self._now.text or "the end"
        return XPathError(f"{wanted}, {found} found", self._now.position)

    # expressions -------------------------------------------------------------------------------
    def expression(self, power: int) -> Expr:
        self._depth += 1
        if self._depth > DEEPEST:
            raise XPathError("nested too deeply", self._now.position)
        left = self._prefix()
        while (found := self._power()) > power:
            operator = self._next().text
            self._operators += 1
            if self._operators > LONGEST_CHAIN:
                raise XPathError("too many operators", self._now.position)
            left = Binary(operator, left, self.expression(found))
        self._depth -= 1
        return left

    def _power(self) -> int:
        return _POWERS.get(self._now.text, 0) if self._now.kind in ("sign", "operator") else 0

    def _prefix(self) -> Expr:
        if self._accept("-"):
            return Negative(self.expression(_UNARY_MINUS))
        return self._path()

    def _path(self) -> Expr:
        if self._is("/", "//"):
            return self._absolute()
        base = self._primary()
        if base is None:
            return Path(".", self._steps(first=True))
        predicates = self._predicates()
        if predicates:
            base = Filtered(base, predicates)
        return Path(base, self._steps(first=False)) if self._is("/", "//") else base

    def _absolute(self) -> Expr:
        if self._is("/") and not self._starts_step(self._tokens[self._at + 1]):
            self._next()
            return Path("/", ())
        return Path("/", self._steps(first=False))

    def _primary(self) -> Expr | None:
        token = self._now
        if token.kind == "number":
            return Number(float(self._next().text))
        if token.kind == "literal":
            return Literal(self._next().text[1:-1])
        if self._accept("("):
            inner = self.expression(0)
            self._expect(")")
            return inner
        if token.kind == "name" and self._tokens[self._at + 1].text == "(" and token.text not in _NODE_TESTS:
            return self._call()
        return None

    def _call(self) -> Expr:
        name = self._next()
        self._next()
        arguments: list[Expr] = []
        if not self._accept(")"):
            arguments.append(self.expression(0))
            while self._accept(","):
                arguments.append(self.expression(0))
            self._expect(")")
        return Call(name.text, tuple(arguments), name.position)

    # paths -------------------------------------------------------------------------------------
    @staticmethod
    def _starts_step(token: Token) -> bool:
        return token.kind in ("name", "axis") or token.text in ("*", "..", ".", "@")

    def _steps(self, *, first: bool) -> tuple[Step, ...]:
        steps: list[Step] = []
        if first:
            steps.append(self._step())
        while self._is("/", "//"):
            if self._next().text == "//":
                steps.append(Step("descendant-or-self", "node()"))
            steps.append(self._step())
        return tuple(steps)

    def _step(self) -> Step:
        if self._accept(".."):
            return Step("parent", "node()", self._predicates())
        if self._accept("."):
            return Step("self", "node()", self._predicates())
        axis = self._axis()
        return Step(axis, self._test(), self._predicates())

    def _axis(self) -> str:
        if self._accept("@"):
            return "attribute"
        if self._now.kind != "axis":
            return "child"
        axis = self._next()
        if axis.text not in _AXES:
            raise XPathError(f"unknown axis {axis.text}", axis.position)
        self._expect("::")
        return axis.text

    def _test(self) -> str:
        if self._is("*"):
            self._next()
            return "*"
        if self._now.kind != "name":
            raise self._unexpected("a value or a path expected")
        name = self._next().text
        if name in _NODE_TESTS and self._accept("("):
            self._expect(")")
            return "node()" if name == "node" else f"{name}()"
        return name.rpartition(":")[2]

    def _predicates(self) -> tuple[Expr, ...]:
        found: list[Expr] = []
        while self._accept("["):
            found.append(self.expression(0))
            self._expect("]")
        return tuple(found)
