"""The model of a form: the places of its main instance, their binds, and the actions."""

from __future__ import annotations

import re
from typing import Any

from nbnb_desktop.i18n import _
from nbnb_desktop.xforms.definition import Action, Element
from nbnb_desktop.xforms.instances import local_name
from nbnb_desktop.xforms.reading import Reading, attribute, elements_of
from nbnb_desktop.xforms.xpath import Literal, Number
from nbnb_desktop.xforms.xpath.ast import Call, Expr

JAVAROSA = "http://openrosa.org/javarosa"
_XMLNS_OF_ROOT = frozenset({"id", "version", "prefix", "delimiter", "tag"})
_EVENTS = {
    "odk-instance-first-load": "odk-instance-first-load",
    "odk-instance-load": "odk-instance-load",
    "odk-new-repeat": "odk-new-repeat",
    "xforms-value-changed": "xforms-value-changed",
    "xforms-ready": "odk-instance-first-load",
    "jr-insert": "odk-new-repeat",
    "xforms-revalidate": "xforms-revalidate",
}
ACTIONS = frozenset({"setvalue", "setgeopoint", "recordaudio"})
_TYPES = {
    "int": "int",
    "integer": "int",
    "long": "int",
    "decimal": "decimal",
    "double": "decimal",
    "float": "decimal",
    "date": "date",
    "time": "time",
    "datetime": "dateTime",
    "boolean": "boolean",
    "geopoint": "geopoint",
    "geotrace": "geotrace",
    "geoshape": "geoshape",
    "binary": "binary",
    "barcode": "barcode",
    "intent": "string",
}


# places --------------------------------------------------------------------------------------------
def main_elements(main: Any, reading: Reading) -> tuple[Element, dict[str, Element]]:
    """The tree of places of the main instance, and all of them by ref."""
    found: dict[str, Element] = {}
    root = _element(main, None, found)
    if f"{root.ref}/meta" not in found:
        _add_meta(main, root, found)
    return root, found


def _add_meta(main: Any, root: Element, found: dict[str, Element]) -> None:
    """Every instance has an id (OpenRosa), also of a form that forgot to ask for one."""
    meta = _place(main, "meta", "orx:meta", root, found)
    own = _place(main, "instanceID", "orx:instanceID", meta, found)
    own.preload = "uid"
    meta.nodes = (own,)
    root.nodes = (*root.nodes, meta)


def _element(xml: Any, parent: Element | None, found: dict[str, Element]) -> Element:
    name = local_name(xml)
    element = _place(xml, name, f"{xml.prefix}:{name}" if xml.prefix else name, parent, found)
    template = xml.get(f"{{{JAVAROSA}}}template") is not None
    element.repeat = element.repeat or template
    element.has_template = element.has_template or template
    if element.template is None or template:
        element.template = xml
    _add_attributes(element, xml, found)
    kids = [kid for kid in xml if isinstance(kid.tag, str)]
    for kid in kids:
        child = _element(kid, element, found)
        if child not in element.nodes:
            element.nodes = (*element.nodes, child)
    if not kids and (template or not element.default):
        element.default = xml.text or ""
    return element


def _place(xml: Any, name: str, qname: str, parent: Element | None, found: dict[str, Element]) -> Element:
    """The element of a ref; a second row of a repeat comes to the same one."""
    ref = f"{parent.ref if parent is not None else ''}/{name}"
    if ref not in found:
        found[ref] = Element(ref, name, qname, parent, (*(parent.chain if parent is not None else ()), name))
    return found[ref]


def _add_attributes(element: Element, xml: Any, found: dict[str, Element]) -> None:
    """Attributes are places too (entities calculate them), but not the root's own and not the template mark."""
    for key, value in xml.attrib.items():
        name = key.rpartition("}")[2]
        if key.startswith(f"{{{JAVAROSA}}}") or (element.parent is None and name in _XMLNS_OF_ROOT):
            continue
        child = _place(xml, f"@{name}", _attribute_name(xml, key), element, found)
        child.default = value
        if child not in element.nodes:
            element.nodes = (*element.nodes, child)


def _attribute_name(xml: Any, key: str) -> str:
    namespace, __, name = key.rpartition("}")
    prefix = next((prefix for prefix, uri in xml.nsmap.items() if uri == namespace[1:]), None) if namespace else None
    return f"{prefix}:{name}" if prefix else name


def resolve(reference: str, base: Element, reading: Reading) -> Element | None:
    """The place that a reference in the model or body names, absolute or seen from ``base``."""
    path = re.sub(r"\[[^\]]*\]|\s", "", reference)
    names = [] if path.startswith("/") else list(base.chain)
    path = re.sub(r"^current\(\)/", "", path)
    for part in path.split("/"):
        if part == "..":
            names = names[:-1]
        elif part not in ("", "."):
            attribute_mark = "@" if part.startswith("@") else ""
            names.append(attribute_mark + part.removeprefix("@").rpartition(":")[2])
    return reading.elements.get("/" + "/".join(names))


# binds ---------------------------------------------------------------------------------------------
def apply_binds(model: Any, root: Element, reading: Reading) -> tuple[str, ...]:
    """Put what the binds say into the places; gives the refs that name no place."""
    unbound: list[str] = []
    for bind in elements_of(model, "bind"):
        reference = attribute(bind, "nodeset") or attribute(bind, "ref")
        element = resolve(reference, root, reading)
        if element is None:
            unbound.append(reference)
            continue
        if attribute(bind, "id"):
            reading.binds[attribute(bind, "id")] = element
        _apply(bind, element, reading)
    return tuple(unbound)


def _apply(bind: Any, element: Element, reading: Reading) -> None:
    for name in ("relevant", "calculate", "required", "readonly", "constraint"):
        text = attribute(bind, name)
        if text:
            setattr(element, name, _simplified(name, reading.expression(text, f"{element.ref} {name}")))
            element.sources[name] = text
    declared = attribute(bind, "type")
    if declared:
        element.data_type = _TYPES.get(declared.rpartition(":")[2].lower(), "string")
    element.constraint_message = reading.message(attribute(bind, "constraintMsg"))
    element.required_message = reading.message(attribute(bind, "requiredMsg"))
    element.preload = attribute(bind, "preload")
    element.preload_parameters = attribute(bind, "preloadParams")
    element.save_to = attribute(bind, "saveto")


def _simplified(name: str, expr: Expr | None) -> Expr | None:
    """``required="false()"`` is no rule; a bare yes or no in old forms is what it says."""
    if name in ("required", "readonly") and isinstance(expr, Call) and expr.name == "false" and not expr.arguments:
        return None
    return expr


def is_true(expr: Expr | None) -> bool:
    """Is it ``true()``, whatever the answers?"""
    return isinstance(expr, Call) and expr.name == "true" and not expr.arguments


# actions -------------------------------------------------------------------------------------------
def read_actions(owner: Any, base: Element, reading: Reading, observed: str = "") -> list[Action]:
    """The actions directly in the model, or in the control of ``observed``."""
    found = [_action(xml, base, reading, observed) for name in sorted(ACTIONS) for xml in elements_of(owner, name)]
    return [action for action in found if action is not None]


def _action(xml: Any, base: Element, reading: Reading, observed: str) -> Action | None:
    reference = attribute(xml, "ref")
    target = resolve(reference, base, reading) if reference else reading.binds.get(attribute(xml, "bind"))
    events = tuple(_EVENTS.get(event, "") for event in attribute(xml, "event").split())
    if "" in events:
        reading.fault("event", _("An action waits for an event that is unknown: {event}").format(event=attribute(xml, "event")))
        return None
    if "odk-new-repeat" in events and not observed:
        reading.fault("event", _("An action for new rows must stand in its repeat: {ref}").format(ref=reference))
        return None
    if target is None:
        reading.fault("reference", _("An action sets a place that the form does not have: {ref}").format(ref=reference))
        return None
    return Action(local_name(xml), events, target.ref, _action_value(xml, target, reading), observed)


def _action_value(xml: Any, target: Element, reading: Reading) -> Expr | None:
    value = attribute(xml, "value")
    if value:
        return reading.expression(value, f"{target.ref} {local_name(xml)}")
    return Literal(xml.text or "") if local_name(xml) == "setvalue" else None


def constant(expr: Expr | None) -> str | None:
    """The text of a literal or number; None for anything else."""
    if isinstance(expr, Literal):
        return expr.value
    return str(int(expr.value)) if isinstance(expr, Number) else None
