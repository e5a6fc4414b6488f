"""The tokens of XPath 1.0, as ODK XForms uses it.

A star and the words ``and or div mod`` are operators only where an operator can stand (XPath 1.0
section 3.7): after a value, so ``div div div`` is one node divided by another.
"""

from __future__ import annotations

import re
from dataclasses import dataclass

LONGEST_EXPRESSION = 100_000
"""Characters; a longer expression is refused."""

_NAME = r"[^\W\d][\w.\-·]*"
_TOKEN = re.compile(
    rf"""
    (?P<number>\d+(?:\.\d*)?|\.\d+)
  | (?P<literal>"[^"]*"|'[^']*')
  | (?P<axis>{_NAME}(?=\s*::))
  | (?P<name>{_NAME}(?::(?!:)(?:{_NAME}|\*))?)
  | (?P<sign>//|\.\.|::|<=|>=|!=|[()\[\]@,|+\-=<>*/.])
    """,
    re.VERBOSE,
)
_WORDS = frozenset({"and", "or", "div", "mod"})
_BEFORE_A_VALUE = _WORDS | {"(", "[", ",", "@", "::", "/", "//", "|", "+", "-", "=", "!=", "<", "<=", ">", ">=", "*"}


class XPathError(ValueError):
    """An expression that cannot be read; ``position`` counts characters from 0."""

    def __init__(self, message: str, position: int = 0) -> None:
        super().__init__(message)
        self.message = message
        self.position = position


@dataclass(frozen=True, slots=True)
class Token:
    """``kind`` is number, literal, axis, name, sign, operator or end."""

    kind: str
    text: str
    position: int


def tokenize(text: str) -> list[Token]:
    """The tokens of an expression, with an ``end`` token last."""
    if len(text) > LONGEST_EXPRESSION:
        raise XPathError("expression too long")
    found: list[Token] = []
    at = _skip_blank(text, 0)
    while at < len(text):
        match = _TOKEN.match(text, at)
        if match is None:
            raise XPathError(f"unexpected {text[at]!r}", at)
        found.append(_token(match, found))
        at = _skip_blank(text, match.end())
    found.append(Token("end", "", len(text)))
    return found


def _skip_blank(text: str, at: int) -> int:
    while at < len(text) and text[at].isspace():
        at += 1
    return at


def _token(match: re.Match[str], before: list[Token]) -> Token:
    kind, text = str(match.lastgroup), match.group()
    after_value = bool(before) and not (before[-1].kind in ("sign", "operator") and before[-1].text in _BEFORE_A_VALUE)
    if after_value and (text == "*" or (kind == "name" and text in _WORDS)):
        kind = "operator"
    return Token(kind, text, match.start())
