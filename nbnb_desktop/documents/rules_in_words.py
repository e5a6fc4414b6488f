"""A form's condition said in words: "the answer to 12 is “Ja”"."""

from __future__ import annotations

from collections.abc import Callable, Mapping
from math import isfinite
from operator import ge, gt, le, lt

from nbnb_desktop.documents.wording import voice
from nbnb_desktop.i18n import N_
from nbnb_desktop.xforms.definition import Element, FormDefinition
from nbnb_desktop.xforms.expressions import Scope, resolve
from nbnb_desktop.xforms.xpath import Expr, Literal, Path
from nbnb_desktop.xforms.xpath.ast import Binary, Call, Number

AND = N_("{first} and {second}")
_COMPARED = {
    "=": N_("the answer to {number} is “{value}”"),
    "!=": N_("the answer to {number} is not “{value}”"),
    "<": N_("the answer to {number} is less than {value}"),
    "<=": N_("the answer to {number} is {value} or less"),
    ">": N_("the answer to {number} is more than {value}"),
    ">=": N_("the answer to {number} is {value} or more"),
}
_TURNED = {"=": "=", "!=": "!=", "<": ">", "<=": ">=", ">": "<", ">=": "<="}
_ANSWERED = {"=": N_("{number} was not answered"), "!=": N_("{number} was answered")}
_OPPOSITE = {"=": "!=", "!=": "=", "<": ">=", "<=": ">", ">": "<=", ">=": "<"}

_ORDERED: Mapping[str, Callable[[float, float], bool]] = {"<": lt, "<=": le, ">": gt, ">=": ge}
NAMED = 8
"""A rule that would name more choices than this is not said in words."""


Rows = tuple[int, ...]
"""Which row of each repeat around a question, the outermost first; none outside repeats."""


class Words:
    """Says conditions of one form; ``numbers`` are the printed numbers of questions by ref and row."""

    def __init__(self, form: FormDefinition, told: str, language: str, numbers: Mapping[tuple[str, Rows], int]) -> None:
        self._form, self._told, self._numbers = form, told, numbers
        self._scope = Scope(form.root.name, frozenset(form.elements), {}, frozenset())
        self._say = voice(language)
        self._at, self._rows = "", Rows()

    def said(self, element: Element, rows: Rows) -> str:
        """When ``element`` is asked in that row, in words; one fixed sentence where it is beyond them."""
        if element.relevant is None:
            return ""
        self._at, self._rows = element.ref, rows
        return self._words(element.relevant, False) or self._say(N_("it applies (ask the person who gave you this form)"))

    def _words(self, expr: Expr, negated: bool) -> str:
        if isinstance(expr, Binary) and expr.operator in {"and", "or"}:
            return self._both(expr, negated)
        if isinstance(expr, Binary) and expr.operator in _COMPARED:
            return self._compared(expr, negated)
        if isinstance(expr, Call) and expr.name == "not":
            return self._words(expr.arguments[0], not negated)
        if isinstance(expr, Call) and expr.name == "selected":
            return self._pair(expr.arguments[0], "!=" if negated else "=", expr.arguments[1])
        return ""

    def _both(self, expr: Binary, negated: bool) -> str:
        left, right = self._words(expr.left, negated), self._words(expr.right, negated)
        together = (expr.operator == "and") is not negated
        joint = AND if together else N_("{first} or {second}")
        return self._say(joint).format(first=left, second=right) if left and right else ""

    def _compared(self, expr: Binary, negated: bool) -> str:
        operator = _OPPOSITE[expr.operator] if negated else expr.operator
        return self._pair(expr.left, operator, expr.right) or self._pair(expr.right, _TURNED[operator], expr.left)

    def _pair(self, question: Expr, operator: str, value: Expr) -> str:
        ref = self._ref(question)
        number = self._number(ref)
        if number is None or not isinstance(value, (Literal, Number)):
            return ""
        given = f"{value.value:g}" if isinstance(value, Number) else value.value
        if not given:
            return self._say(_ANSWERED[operator]).format(number=number) if operator in _ANSWERED else ""
        if operator in _ORDERED and self._form.choices(ref):
            return self._among(ref, _ORDERED[operator], given)
        return self._say(_COMPARED[operator]).format(number=number, value=self._form.choice_label(ref, given, self._told))

    def _among(self, ref: str, ordered: Callable[[float, float], bool], given: str) -> str:
        """A comparison of the code of a choice, said with the choices that it holds for, or with those that it does not."""
        codes = [code for code, __ in self._form.choices(ref)]
        if not _is_number(given) or not all(map(_is_number, codes)):
            return ""
        held = [code for code in codes if ordered(float(code), float(given))]
        others = [code for code in codes if code not in held]
        operator, named = ("=", held) if len(held) <= len(others) else ("!=", others)
        value = " / ".join(self._form.choice_label(ref, code, self._told) for code in named)
        return self._say(_COMPARED[operator]).format(number=self._number(ref), value=value) if 0 < len(named) <= NAMED else ""

    def _ref(self, expr: Expr) -> str:
        """The ref of the question that a path leads to from where the condition stands; "" for what is no such path."""
        root = f"/{self._scope.root}"
        found = resolve(expr, self._scope, self._at.removeprefix(root)) if isinstance(expr, Path) else None
        return f"{root}{found}" if found else ""

    def _number(self, ref: str) -> int | None:
        """Its printed number: in the same row as the condition, else in the rows around it."""
        known = (self._numbers.get((ref, self._rows[:depth])) for depth in range(len(self._rows), -1, -1))
        return next((number for number in known if number is not None), None)


def _is_number(code: str) -> bool:
    try:
        return isfinite(float(code))
    except ValueError:
        return False
