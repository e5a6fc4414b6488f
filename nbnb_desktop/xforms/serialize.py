"""Instances as XML, and records read back from XML."""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from dataclasses import dataclass, field
from typing import Any
from xml.sax.saxutils import escape, quoteattr

from nbnb_desktop.xforms.definition import FormDefinition
from nbnb_desktop.xforms.guarded import read_xml
from nbnb_desktop.xforms.instances import local_name
from nbnb_desktop.xforms.rows import FRESH, NAMESPACE, PREFIX, SEEN
from nbnb_desktop.xforms.tree import SHELF, Node, Spare

OPENROSA = "http://openrosa.org/xforms"
NOTHING: Mapping[Node, str] = {}
NO_ROWS = Spare()
_UNWANTED = frozenset({"http://www.w3.org/2002/xforms", "http://www.w3.org/1999/xhtml"})
_FORBIDDEN = {code: None for code in range(32) if code not in (9, 10, 13)} | {0xFFFE: None, 0xFFFF: None}


def instance_xml(form: FormDefinition, root: Node) -> str:
    """What is submitted: relevant places only, with the meta block of OpenRosa."""
    return "".join(_Writer(form, whole=False, rows=False).root(root))


def revision_xml(form: FormDefinition, root: Node) -> str:
    """What is submitted, with the hidden ids of rows, so that the states of two laptops can be merged row by row."""
    return "".join(_Writer(form, whole=False, rows=True).root(root))


def draft_xml(form: FormDefinition, root: Node, hidden: Mapping[Node, str], spare: Spare) -> str:
    """Everything, with the hidden ids of rows, so that work can go on later or be merged.

    ``hidden`` are answers that wait for their choices to come back, ``spare`` rows that wait for a larger count.
    """
    return "".join(_Writer(form, whole=True, rows=True, hidden=hidden, spare=spare).root(root))


class _Writer:
    """``whole``: also what is not relevant; ``rows``: the hidden ids of rows."""

    def __init__(
        self, form: FormDefinition, *, whole: bool, rows: bool, hidden: Mapping[Node, str] = NOTHING, spare: Spare = NO_ROWS
    ) -> None:
        self._form = form
        self._whole = whole
        self._rows = rows
        self._hidden = hidden
        self._spare = spare

    def root(self, node: Node) -> Iterator[str]:
        xml = self._form.main_instance
        names = {prefix: uri for prefix, uri in self._form.namespaces.items() if uri not in _UNWANTED}
        names.setdefault("orx", OPENROSA)
        if self._rows:
            names[PREFIX] = NAMESPACE
        declared = "".join(f" xmlns{':' + prefix if prefix else ''}={quoteattr(uri)}" for prefix, uri in names.items())
        attributes = "".join(f" {_qualified(xml, key)}={_quoted(value)}" for key, value in xml.attrib.items())
        qname = node.element.qname if node.element is not None else node.name
        yield f"<{qname}{declared}{attributes}>"
        yield from self._inside(node)
        yield f"</{qname}>"

    def _inside(self, node: Node) -> Iterator[str]:
        for name, same in node.kids.items():
            if not name.startswith("@"):
                for kid in same:
                    if self._whole or kid.relevant:
                        yield from self._node(kid)
                for row in self._worth_keeping(node, name):
                    yield from self._node(row, f' {PREFIX}:spare="{FRESH if row in self._spare.fresh else SEEN}"')

    def _worth_keeping(self, node: Node, name: str) -> list[Node]:
        """The spare rows in their order, without those at the end that hold nothing: new ones will do."""
        rows = self._spare.rows.get((node, name), [])[::-1]
        while rows and rows[-1] not in self._spare.fresh and not _is_answered(rows[-1]):
            rows.pop()
        return rows

    def _node(self, node: Node, mark: str = "") -> Iterator[str]:
        qname = node.element.qname if node.element is not None else node.name
        opened = f"<{qname}{self._attributes(node)}{mark}"
        if node.element is not None and node.element.is_leaf:
            text = self._hidden.get(node, node.text)
            yield f"{opened}>{escape(_clean(text))}</{qname}>" if text else f"{opened}/>"
            return
        yield f"{opened}>"
        yield from self._inside(node)
        yield f"</{qname}>"

    def _attributes(self, node: Node) -> str:
        found = [
            f" {same[0].element.qname}={_quoted(same[0].text)}"
            for name, same in node.kids.items()
            if name.startswith("@") and not name.startswith(SHELF) and same[0].element is not None and (self._whole or same[0].relevant)
        ]
        if self._rows and node.row_id:
            found.append(f" {PREFIX}:row={_quoted(node.row_id)}")
        return "".join(found)


def _is_answered(row: Node) -> bool:
    return any(node.text and node.element is not None and node.element.in_body for node in row.walk())


def _qualified(xml: Any, key: str) -> str:
    uri, __, name = key.rpartition("}")
    prefix = next((prefix for prefix, known in xml.nsmap.items() if known == uri[1:]), None) if uri else None
    return f"{prefix}:{name}" if prefix else name


def _clean(text: str) -> str:
    """Without the control signs that XML cannot hold."""
    return text.translate(_FORBIDDEN)


def _quoted(text: str) -> str:
    return quoteattr(_clean(text), {"\n": "&#10;", "\t": "&#9;", "\r": "&#13;"})


@dataclass(slots=True)
class Record:
    """One filled form (or one row) as a table sees it: texts by column name, rows by the repeat's column name."""

    values: dict[str, str] = field(default_factory=dict)
    repeats: dict[str, list[Record]] = field(default_factory=dict)


def read_record(form: FormDefinition, xml: str | bytes) -> Record:
    """The answers of a saved instance by the names of the form's columns; places it lacks are empty."""
    return _record(form, read_xml(xml), "")


def _record(form: FormDefinition, xml: Any, repeat_ref: str) -> Record:
    top = form.elements[repeat_ref] if repeat_ref else form.root
    depth, places = len(top.chain), _places(form, xml, top.chain)
    record = Record()
    for column in form.columns(repeat_ref):
        found = places.get(form.elements[column.ref].chain[depth:], [])
        if column.kind == "repeat":
            record.repeats[column.name] = [_record(form, row, column.ref) for row in found]
        else:
            record.values[column.name] = (found[0].text or "") if found else ""
    return record


def _places(form: FormDefinition, xml: Any, above: tuple[str, ...]) -> dict[tuple[str, ...], list[Any]]:
    """The elements below ``xml`` by their path from it, in one walk; what is inside rows is left to their own records."""
    found: dict[tuple[str, ...], list[Any]] = {}
    waiting: list[tuple[tuple[str, ...], Any]] = [((), xml)]
    while waiting:
        path, node = waiting.pop()
        for kid in node:
            if isinstance(kid.tag, str):
                here = (*path, local_name(kid))
                found.setdefault(here, []).append(kid)
                if len(kid) and not _is_repeat(form, (*above, *here)):
                    waiting.append((here, kid))
    return found


def _is_repeat(form: FormDefinition, chain: tuple[str, ...]) -> bool:
    element = form.elements.get("/" + "/".join(chain))
    return element is not None and element.repeat
