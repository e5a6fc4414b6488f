"""The body of a form: controls, groups and repeats, laid over the places of the instance."""

from __future__ import annotations

import re
from collections.abc import Callable
from typing import Any

from nbnb_desktop.i18n import _
from nbnb_desktop.xforms.definition import Action, Element, Item, Itemset
from nbnb_desktop.xforms.instances import local_name
from nbnb_desktop.xforms.model import is_true, read_actions, resolve
from nbnb_desktop.xforms.reading import Reading, attribute, elements_of
from nbnb_desktop.xforms.searching import ARITIES
from nbnb_desktop.xforms.tree import SHELF
from nbnb_desktop.xforms.xpath import Call, Expr, Path

_KINDS = {
    "input": "input",
    "secret": "input",
    "select1": "select_one",
    "select": "select_multiple",
    "rank": "rank",
    "range": "range",
    "upload": "upload",
    "trigger": "trigger",
}
_APPEARANCE = re.compile(r"(?:[^\s(]|\((?:[^()]|\([^()]*\))*\))+")
_NOT_PARAMETERS = frozenset({"ref", "nodeset", "bind", "appearance", "id"})


def read_body(body: Any, root: Element, reading: Reading) -> list[Action]:
    """Fill in kinds, texts and choices; gives the actions that stand in controls."""
    reader = _Body(reading)
    root.kind = "group"
    root.children = tuple(reader.inside(body, root))
    return reader.actions


class _Body:
    def __init__(self, reading: Reading) -> None:
        self._reading = reading
        self.actions: list[Action] = []

    def inside(self, owner: Any, base: Element) -> list[Element]:
        """The elements of the controls in ``owner``, in order and each once."""
        found: list[Element] = []
        for xml in owner:
            if isinstance(xml.tag, str):
                found += self._one(xml, base)
        return list(dict.fromkeys(found))

    def _one(self, xml: Any, base: Element) -> list[Element]:
        tag = local_name(xml)
        if tag == "group":
            return self._group(xml, base)
        if tag == "repeat":
            return self._repeat(xml, base)
        if tag in _KINDS:
            return self._control(xml, tag, base)
        return []

    def _place(self, xml: Any, base: Element) -> Element | None:
        reference = attribute(xml, "ref") or attribute(xml, "nodeset")
        bound = attribute(xml, "bind")
        element = resolve(reference, base, self._reading) if reference else self._reading.binds.get(bound)
        if element is None:
            self._reading.fault("reference", _("The form asks for a place that it does not have: {ref}").format(ref=reference or bound))
        return element

    # groups and repeats --------------------------------------------------------------------------
    def _group(self, xml: Any, base: Element) -> list[Element]:
        if not (attribute(xml, "ref") or attribute(xml, "bind")):
            return self._bare_group(xml, base)
        element = self._place(xml, base)
        if element is None:
            return []
        self._describe(xml, element)
        if any(resolve(attribute(inner, "nodeset"), element, self._reading) is element for inner in elements_of(xml, "repeat")):
            return self.inside(xml, element)
        element.kind = "group"
        element.in_body = True
        element.children = (*element.children, *self.inside(xml, element))
        self.actions += read_actions(xml, element, self._reading, element.ref)
        return [element]

    def _bare_group(self, xml: Any, base: Element) -> list[Element]:
        """A group without a place of its own: a shelf if it says something, else its questions come to the group around it."""
        found = self.inside(xml, base)
        if next(elements_of(xml, "label"), None) is None or not found:
            return found
        if len(found) == 1 and found[0].repeat:  # the label of a repeat often stands in a group around it
            self._describe(xml, found[0], weak=True)
            return found
        return [self._shelf(xml, base, found)]

    def _shelf(self, xml: Any, base: Element, found: list[Element]) -> Element:
        name = f"{SHELF}{1 + sum(node.is_shelf for node in base.nodes)})"
        shelf = Element(f"{base.ref}/{name}", name, name, base, (*base.chain, name), kind="group", in_body=True, children=tuple(found))
        for element in found:
            element.shelf = shelf
        base.nodes = (*base.nodes, shelf)
        self._reading.elements[shelf.ref] = shelf
        self._describe(xml, shelf)
        return shelf

    def _repeat(self, xml: Any, base: Element) -> list[Element]:
        element = self._place(xml, base)
        if element is None:
            return []
        element.repeat, element.kind, element.in_body = True, "repeat", True
        self._describe(xml, element, weak=True)
        count = attribute(xml, "count")
        if count:
            element.count = self._reading.expression(count, f"{element.ref} count")
            element.sources["count"] = count
        element.fixed = attribute(xml, "noAddRemove").strip() in ("true()", "true") or bool(count)
        element.children = tuple(self.inside(xml, element))
        self.actions += read_actions(xml, element, self._reading, element.ref)
        return [element]

    # questions -------------------------------------------------------------------------------------
    def _control(self, xml: Any, tag: str, base: Element) -> list[Element]:
        element = self._place(xml, base)
        if element is None:
            return []
        element.in_body = True
        element.kind = _KINDS[tag]
        self._describe(xml, element)
        element.hint = self._reading.text(xml, "hint")
        finish = _FINISH.get(element.kind)
        if finish is not None:
            finish(self, xml, element)
        self.actions += read_actions(xml, element, self._reading, element.ref)
        return [element]

    def _describe(self, xml: Any, element: Element, *, weak: bool = False) -> None:
        label = self._reading.text(xml, "label")
        if next(elements_of(xml, "label"), None) is not None and not (weak and element.label.parts):
            element.label = label
        appearance = tuple(_APPEARANCE.findall(attribute(xml, "appearance")))
        if appearance:
            element.appearance = tuple(dict.fromkeys((*(element.appearance if weak else ()), *appearance)))
        parameters = {key.rpartition("}")[2]: str(value) for key, value in xml.attrib.items()}
        element.parameters = {**element.parameters, **{key: value for key, value in parameters.items() if key not in _NOT_PARAMETERS}}

    def input(self, xml: Any, element: Element) -> None:
        """A note is text that nobody can change."""
        if is_true(element.readonly) and element.data_type == "string" and element.calculate is None:
            element.kind = "note"

    def select(self, xml: Any, element: Element) -> None:
        if element.data_type not in ("int", "decimal", "date", "time", "dateTime") or element.kind != "select_one":
            element.data_type = "string"
        element.items = tuple(self._item(item) for item in elements_of(xml, "item"))
        itemset = next(elements_of(xml, "itemset"), None)
        if itemset is not None:
            element.itemset = self._itemset(itemset, element)
        element.search = self._search(element)
        if not element.items and element.itemset is None:
            self._reading.fault("choices", _("The question {ref} has no choices.").format(ref=element.ref))

    def _search(self, element: Element) -> tuple[Expr, ...]:
        """The arguments of ``search()`` among the appearances; () without it."""
        word = next((word for word in element.appearance if word.startswith("search(")), "")
        call = self._reading.expression(word, f"{element.ref} appearance", compiled=False)
        if call is None:
            return ()
        if not isinstance(call, Call) or len(call.arguments) not in ARITIES:
            self._reading.fault("search", _("The appearance search() of {ref} takes 1, 4 or 6 arguments.").format(ref=element.ref))
            return ()
        self._reading.expressions += [(argument, f"{element.ref} appearance") for argument in call.arguments]
        return call.arguments

    def _item(self, xml: Any) -> Item:
        value = next(elements_of(xml, "value"), None)
        return Item((value.text or "").strip() if value is not None else "", self._reading.text(xml, "label"))

    def _itemset(self, xml: Any, element: Element) -> Itemset | None:
        place = f"{element.ref} choices"
        nodes = self._reading.expression(attribute(xml, "nodeset"), place)
        value, label = next(elements_of(xml, "value"), None), next(elements_of(xml, "label"), None)
        value_expr = self._reading.expression(attribute(value, "ref"), place) if value is not None else None
        label_expr = self._reading.expression(attribute(label, "ref"), place) if label is not None else None
        if nodes is None or value_expr is None:
            self._reading.fault("choices", _("The question {ref} has no choices.").format(ref=element.ref))
            return None
        return Itemset(nodes, _inside_row(value_expr, nodes), _inside_row(label_expr, nodes) if label_expr is not None else None)

    def range(self, xml: Any, element: Element) -> None:
        """Start, end and step must be numbers, or the widget has no scale."""
        for name in ("start", "end", "step"):
            try:
                float(element.parameters.get(name, "1"))
            except ValueError:
                self._reading.fault("range", _("The range {ref} has no number as {name}.").format(ref=element.ref, name=name))

    def upload(self, xml: Any, element: Element) -> None:
        element.data_type = "binary"


def _inside_row(expr: Expr, nodes: Expr) -> Expr:
    """A label that repeats the path of the list (``/data/rep/name``) means the place inside the row."""
    if isinstance(expr, Path) and expr.start == "/" and isinstance(nodes, Path) and nodes.start == "/":
        depth = len(nodes.steps)
        if tuple(step.test for step in expr.steps[:depth]) == tuple(step.test for step in nodes.steps):
            return Path(".", expr.steps[depth:])
    return expr


_FINISH: dict[str, Callable[[_Body, Any, Element], None]] = {
    "input": _Body.input,
    "select_one": _Body.select,
    "select_multiple": _Body.select,
    "rank": _Body.select,
    "range": _Body.range,
    "upload": _Body.upload,
}
