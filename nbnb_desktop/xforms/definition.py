"""A form as parsed: its elements, texts, choice lists and rules. Immutable once parsed; sessions share it."""

from __future__ import annotations

import re
from collections import Counter
from collections.abc import Callable, Iterator, Mapping
from dataclasses import dataclass, field
from functools import cached_property
from typing import TYPE_CHECKING, Any, TypeAlias

from nbnb_desktop.xforms.instances import Sources
from nbnb_desktop.xforms.media import NO_MEDIA, Media
from nbnb_desktop.xforms.tree import SHELF, Node
from nbnb_desktop.xforms.xpath import Closure, Expr, Literal, Path, compile_expression, walk
from nbnb_desktop.xforms.xpath.ast import Call

if TYPE_CHECKING:
    from nbnb_desktop.xforms.rules import Plan

_CODE = re.compile(r"\(([\w-]+)\)\s*$")
CONTAINERS = frozenset({"group", "repeat"})
WITH_CHOICES = frozenset({"select_one", "select_multiple", "rank"})
NO_ANSWER = frozenset({"note", "group", "repeat"})

Parts: TypeAlias = tuple["str | Expr", ...]
"""A text with its outputs between."""


def language_code(name: str) -> str:
    """``ar`` of ``العربية (ar)``; a name without brackets is its own code."""
    match = _CODE.search(name)
    return match[1] if match else name


@dataclass(frozen=True, slots=True)
class Text:
    """A label, hint or message: a reference into itext, an expression that gives text, or the parts themselves."""

    itext: str = ""
    expression: Expr | None = None
    parts: Parts = ()

    def expressions(self) -> Iterator[Expr]:
        if self.expression is not None:
            yield self.expression
        yield from (part for part in self.parts if isinstance(part, Expr))


NO_TEXT = Text()


@dataclass(frozen=True, slots=True)
class Item:
    """A choice that stands in the form's body."""

    value: str
    label: Text


@dataclass(frozen=True, slots=True)
class Itemset:
    """Choices that are computed: which nodes, and in each of them the value and the label."""

    nodes: Expr
    value: Expr
    label: Expr | None

    @property
    def list_name(self) -> str:
        """The secondary instance that the choices come from; "" where they come from answers."""
        for inner in walk(self.nodes):
            if isinstance(inner, Call) and inner.name == "instance" and isinstance(inner.arguments[0], Literal):
                return inner.arguments[0].value
        return ""


@dataclass(slots=True, eq=False)
class Element:
    """One place of the form by its generic ref (no positions).

    ``nodes`` are the places below it as the instance has them (attributes as ``@name``, shelves as ``@(1)``),
    ``children`` those with a control, in the order of the body. ``kind`` is as in ``QuestionState``; a place
    without a control has ``calculate``.
    """

    ref: str
    name: str
    qname: str
    parent: Element | None
    chain: tuple[str, ...]
    default: str = ""
    kind: str = "calculate"
    data_type: str = "string"
    repeat: bool = False
    in_body: bool = False
    nodes: tuple[Element, ...] = ()
    children: tuple[Element, ...] = ()
    appearance: tuple[str, ...] = ()
    parameters: Mapping[str, str] = field(default_factory=dict)
    label: Text = NO_TEXT
    hint: Text = NO_TEXT
    constraint_message: Text = NO_TEXT
    required_message: Text = NO_TEXT
    relevant: Expr | None = None
    calculate: Expr | None = None
    required: Expr | None = None
    readonly: Expr | None = None
    constraint: Expr | None = None
    count: Expr | None = None
    fixed: bool = False
    items: tuple[Item, ...] = ()
    itemset: Itemset | None = None
    search: tuple[Expr, ...] = ()
    """The arguments of the appearance ``search()``."""
    preload: str = ""
    preload_parameters: str = ""
    save_to: str = ""
    shelf: Element | None = None
    """The group without a place of its own that it stands in."""
    template: Any = None
    has_template: bool = False
    sources: dict[str, str] = field(default_factory=dict)

    def __repr__(self) -> str:
        return f"<Element {self.ref} {self.kind}>"

    @property
    def is_leaf(self) -> bool:
        return not self.repeat and not self.is_shelf and all(node.name.startswith("@") for node in self.nodes)

    @property
    def is_shelf(self) -> bool:
        """A group without a place of its own: a level of the body and not of the instance."""
        return self.name.startswith(SHELF)

    @property
    def is_heading(self) -> bool:
        """A select that only heads the columns of a table of questions (appearance ``label``)."""
        return self.kind in WITH_CHOICES and "label" in self.appearance

    @property
    def codec(self) -> str:
        """The row of the table of codecs that reads and writes its answers."""
        return "list" if self.kind in ("select_multiple", "rank") else self.data_type

    def walk(self) -> Iterator[Element]:
        """This element and all below it, in the order of the instance."""
        yield self
        for node in self.nodes:
            yield from node.walk()

    def nearest_repeat(self) -> Element | None:
        """The repeat that it stands in (itself, if it is one)."""
        return next((element for element in self.around() if element.repeat), None)

    def around(self) -> Iterator[Element]:
        """This element and those it stands in, innermost first."""
        element: Element | None = self
        while element is not None:
            yield element
            element = element.parent

    def siblings(self) -> Iterator[Element]:
        """The places beside this one, itself among them."""
        yield from self.parent.nodes if self.parent is not None else (self,)

    def is_inside(self, other: Element) -> bool:
        return self.chain[: len(other.chain)] == other.chain


@dataclass(frozen=True, slots=True)
class Column:
    """A column of the form's table (or of a repeat's own table)."""

    name: str
    ref: str
    data_type: str
    kind: str
    list_name: str


@dataclass(frozen=True, slots=True)
class Action:
    """Something done at an event: ``setvalue``, ``setgeopoint`` or ``recordaudio``.

    ``observed`` is the question whose change (or the repeat whose new row) sets it off; "" for the form.
    """

    name: str
    events: tuple[str, ...]
    target: str
    value: Expr | None
    observed: str


Texts: TypeAlias = Mapping[str, Mapping[str, Parts]]
"""text id -> form of the text ("", long, short, guidance, image, audio, video, big-image) -> parts."""


@dataclass(eq=False)
class FormDefinition:
    """A form, ready to be filled in by any number of sessions."""

    form_id: str
    version: str
    title: str
    languages: tuple[str, ...]
    default_language: str
    xml: bytes
    root: Element
    elements: Mapping[str, Element]
    itext: Mapping[str, Texts]
    sources: Sources
    actions: tuple[Action, ...] = ()
    namespaces: Mapping[str | None, str] = field(default_factory=dict)
    main_instance: Any = None
    main_instance_id: str = ""
    media: Media = NO_MEDIA
    style: str = ""
    unbound: tuple[str, ...] = ()
    """Refs of binds that name no place in the instance (harmless, but worth a note)."""

    def __post_init__(self) -> None:
        self._closures: dict[Expr, Closure] = {}

    def compile(self, expr: Expr) -> Closure:
        """The closure of an expression, made once per form."""
        closure = self._closures.get(expr)
        if closure is None:
            closure = self._closures[expr] = compile_expression(expr)
        return closure

    @cached_property
    def plan(self) -> Plan:
        """The order of the rules and who depends on whom."""
        from nbnb_desktop.xforms.rules import make_plan

        return make_plan(self)

    @cached_property
    def observers(self) -> Mapping[str, tuple[Action, ...]]:
        """Actions by the ref that sets them off."""
        found: dict[str, tuple[Action, ...]] = {}
        for action in self.actions:
            found[action.observed] = (*found.get(action.observed, ()), action)
        return found

    # texts without a session ---------------------------------------------------------------------
    def text(self, text: Text, language: str = "", form: str = "") -> str:
        """A text with ``...`` where an output would stand."""
        parts = self.parts(text.itext, language, form) if text.itext else text.parts if not form else ()
        return "".join(part if isinstance(part, str) else "…" for part in parts)

    def parts(self, text_id: str, language: str, form: str = "") -> Parts:
        """The parts of an itext entry in a language, else in the default language; () where there is none."""
        for name in (language, self.default_language):
            found = self.itext.get(name, {}).get(text_id)
            if found is not None:
                return found.get(form, ()) if form else found.get("long", found.get("", found.get("short", ())))
        return ()

    def label(self, ref: str, language: str = "") -> str:
        """The label of a question, group or repeat; outputs are left out."""
        return self.text(self.elements[ref].label, language or self.default_language)

    def choices(self, ref: str) -> tuple[tuple[str, str], ...]:
        """(value, label in the default language) of every choice of a question, whatever its filter."""
        return tuple((value, self.choice_label(ref, value)) for value in self._choice_labels(ref))

    def choice_label(self, ref: str, value: str, language: str = "") -> str:
        """The label of a choice; the value itself where the form has none."""
        text = self._choice_labels(ref).get(value)
        if text is None:
            return value
        return (text if isinstance(text, str) else self.text(text, language or self.default_language)) or value

    def _choice_labels(self, ref: str) -> Mapping[str, Text | str]:
        if ref not in self._labels:
            self._labels[ref] = self._read_choice_labels(self.elements[ref])
        return self._labels[ref]

    @cached_property
    def _labels(self) -> dict[str, Mapping[str, Text | str]]:
        return {}

    def _read_choice_labels(self, element: Element) -> Mapping[str, Text | str]:
        if element.itemset is None:
            return {item.value: item.label for item in element.items}
        rows = self.list_rows(element.itemset.list_name)
        value, label = _last_name(element.itemset.value), element.itemset.label
        found: dict[str, Text | str] = {}
        for row in rows:
            cell = row.child(value)
            if cell is not None:
                found.setdefault(cell.text, _item_text(row, label))
        return found

    def list_rows(self, name: str) -> list[Node]:
        """The rows of a secondary instance."""
        document = self.sources.document(name)
        root = next(iter(document.kids.values()))[0] if document is not None and document.kids else None
        if root is None:
            return []
        return [row for same in root.kids.values() for row in same if row.kids]

    # columns ---------------------------------------------------------------------------------------
    def columns(self, repeat_ref: str = "") -> tuple[Column, ...]:
        """The columns of the form's own table, or of a repeat's; a nested repeat is a column of kind ``repeat``.

        Names are the places' own; where two are equal the names of their groups come before them.
        Notes, headings of tables, attributes and the ``meta`` group are no columns.
        """
        top = self.elements[repeat_ref] if repeat_ref else self.root
        found = list(_columns(top))
        times = Counter(element.name for element in found)
        return tuple(_column(element, top, unique=times[element.name] == 1) for element in found)


def _column(element: Element, top: Element, *, unique: bool) -> Column:
    name = element.name if unique else "_".join(element.chain[len(top.chain) :])
    return Column(name, element.ref, element.data_type, element.kind, element.itemset.list_name if element.itemset else "")


def _columns(top: Element) -> Iterator[Element]:
    for element in top.nodes:
        if element.name.startswith("@") or element.name == "meta" or element.kind == "note" or element.is_heading:
            continue
        if element.repeat or (element.is_leaf and element.kind not in CONTAINERS):
            yield element
        else:
            yield from _columns(element)


def _last_name(expr: Expr) -> str:
    return expr.steps[-1].test if isinstance(expr, Path) and expr.steps else ""


def _item_text(row: Node, label: Expr | None) -> Text | str:
    """The text of a choice: what its label column says, or the itext that it names."""
    if isinstance(label, Call) and label.name == "jr:itext":
        cell = row.child(_last_name(label.arguments[0]))
        return Text(itext=cell.text) if cell is not None else ""
    cell = row.child(_last_name(label)) if label is not None else None
    return cell.text if cell is not None else ""


Compile: TypeAlias = Callable[[Expr], Closure]
