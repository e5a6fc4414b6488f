"""What the parts of the parser share: small readers of XML, and the list of faults found so far."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass, field
from typing import Any

from nbnb_desktop.errors import Fault
from nbnb_desktop.i18n import _
from nbnb_desktop.xforms.definition import NO_TEXT, Element, Parts, Text
from nbnb_desktop.xforms.instances import local_name
from nbnb_desktop.xforms.xpath import Expr, Literal, XPathError, parse
from nbnb_desktop.xforms.xpath.ast import Call

MOST_PLACES = 200_000
"""Nodes in the main instance of a form."""


@dataclass
class Reading:
    """The state of one parse."""

    faults: list[Fault] = field(default_factory=list)
    expressions: list[tuple[Expr, str]] = field(default_factory=list)
    elements: dict[str, Element] = field(default_factory=dict)
    itext: dict[str, dict[str, dict[str, Parts]]] = field(default_factory=dict)
    binds: dict[str, Element] = field(default_factory=dict)
    most_places: int = MOST_PLACES

    def fault(self, code: str, message: str) -> None:
        self.faults.append(Fault(code, message))

    def expression(self, text: str, place: str, *, compiled: bool = True) -> Expr | None:
        """The tree of an expression; None for none, or with a fault noted. ``compiled``: it will be, so it must be able to."""
        if not text.strip():
            return None
        try:
            expr = parse(text.strip())
        except XPathError as refusal:
            self.fault("xpath", _("{place}: {problem} in {expression}").format(place=place, problem=refusal.message, expression=text))
            return None
        if compiled:
            self.expressions.append((expr, place))
        return expr

    def text(self, owner: Any, name: str) -> Text:
        """The text in a child ``label`` or ``hint`` of a control."""
        child = next(elements_of(owner, name), None)
        if child is None:
            return NO_TEXT
        reference = attribute(child, "ref")
        return self.reference(reference) if reference else Text(parts=mixed_parts(child, self))

    def reference(self, reference: str) -> Text:
        """A text given by an expression, most often ``jr:itext('id')``."""
        expr = self.expression(reference, reference)
        if isinstance(expr, Call) and expr.name == "jr:itext" and isinstance(expr.arguments[0], Literal):
            return Text(itext=expr.arguments[0].value)
        return Text(expression=expr) if expr is not None else NO_TEXT

    def message(self, text: str) -> Text:
        """A message in an attribute of a bind: itext, or the words themselves."""
        if text.strip().startswith("jr:itext("):
            return self.reference(text)
        return Text(parts=(text,)) if text else NO_TEXT


def attribute(xml: Any, name: str) -> str:
    """An attribute by its name without prefix; "" where it is not there."""
    value = xml.get(name)
    if value is not None:
        return str(value)
    return next((str(found) for key, found in xml.attrib.items() if key.rpartition("}")[2] == name), "")


def elements_of(xml: Any, name: str) -> Iterator[Any]:
    """The children with a name, whatever their namespace."""
    return (kid for kid in xml if isinstance(kid.tag, str) and local_name(kid) == name)


def all_named(xml: Any, name: str) -> Iterator[Any]:
    return (kid for kid in xml.iter() if isinstance(kid.tag, str) and local_name(kid) == name)


def first_named(xml: Any, name: str) -> Any:
    return next(all_named(xml, name), None)


def mixed_parts(xml: Any, reading: Reading) -> Parts:
    """Text with ``<output value="..."/>`` between; any other element inside is left out, as in both ODK engines."""
    parts: list[str | Expr] = [xml.text or ""]
    for kid in xml:
        if isinstance(kid.tag, str):
            value = attribute(kid, "value") or attribute(kid, "ref")
            expr = reading.expression(value, value) if local_name(kid) == "output" else None
            if expr is not None:
                parts.append(expr)
        parts.append(kid.tail or "")
    return _joined(parts)


def _joined(parts: list[str | Expr]) -> Parts:
    """Neighbouring words together, without blanks at both ends."""
    found: list[str | Expr] = []
    for part in parts:
        if isinstance(part, str) and found and isinstance(found[-1], str):
            found[-1] += part
        else:
            found.append(part)
    if found and isinstance(found[0], str):
        found[0] = found[0].lstrip()
    if found and isinstance(found[-1], str):
        found[-1] = found[-1].rstrip()
    return tuple(part for part in found if part != "")
