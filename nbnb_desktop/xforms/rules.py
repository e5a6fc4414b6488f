"""The rules of a form in the order in which they are evaluated, and who depends on whom.

Relevance, calculation and the number of rows are rules: their results are read by others. Everything
else (labels, choices, required, readonly, constraint) is read only by the screen: it gets a *notice*
that it may have changed, and is evaluated when it is looked at.
"""

from __future__ import annotations

import heapq
from collections.abc import Iterable, Iterator, Mapping
from dataclasses import dataclass, field

from nbnb_desktop.errors import Fault
from nbnb_desktop.i18n import _
from nbnb_desktop.xforms.cycles import cycles
from nbnb_desktop.xforms.definition import Element, FormDefinition, Text
from nbnb_desktop.xforms.reads import Read, Reader, Reads
from nbnb_desktop.xforms.tree import Node
from nbnb_desktop.xforms.xpath import Closure, Expr

KINDS = ("relevant", "count", "calculate")


@dataclass(slots=True, eq=False)
class Rule:
    """One expression whose result others read. ``across`` says that it reads itself in other rows."""

    kind: str
    element: Element
    closure: Closure
    reads: Reads
    order: int = 0
    across: bool = False


@dataclass(frozen=True, slots=True, eq=False)
class Trigger:
    """What to do when something changes: evaluate ``rule`` (None: give notice) for the places of ``element``.

    ``bound`` is the repeat in whose row the places lie; ``down`` the names from there (or from the root).
    """

    rule: Rule | None
    element: Element
    bound: Element | None
    down: tuple[str, ...]

    def targets(self, node: Node, root: Node) -> Iterable[Node]:
        """The places to evaluate when ``node`` has changed."""
        start: Node | None = root
        if self.bound is not None:
            start = node
            while start is not None and start.element is not self.bound:
                start = start.parent
        return self.below(start) if start is not None else ()

    def below(self, start: Node) -> list[Node]:
        """The places under a row (or the root)."""
        nodes = [start]
        for name in self.down:
            nodes = [kid for node in nodes for kid in node.kids.get(name, ())]
        return nodes


@dataclass(eq=False)
class Plan:
    """Rules in order, and triggers by what they wait for."""

    rules: tuple[Rule, ...] = ()
    values: Mapping[Element, list[Trigger]] = field(default_factory=dict)
    rows: Mapping[Element, list[Trigger]] = field(default_factory=dict)
    positions: Mapping[Element, list[Trigger]] = field(default_factory=dict)
    by_element: Mapping[Element, list[Rule]] = field(default_factory=dict)
    faults: list[Fault] = field(default_factory=list)


def make_plan(form: FormDefinition) -> Plan:
    """Analyse every expression of a form; cycles are faults."""
    plan = Plan(values={}, rows={}, positions={}, by_element={})
    rules = [rule for element in form.root.walk() for rule in _rules_of(form, element)]
    plan.rules, plan.faults = _ordered(rules)
    for rule in plan.rules:
        _subscribe(plan, rule, rule.element, rule.reads)
        plan.by_element.setdefault(rule.element, []).append(rule)  # type: ignore[attr-defined]
    for element in form.root.walk():
        _subscribe(plan, None, element, _shown(form, element))
        if element.readonly is not None and not element.is_leaf:  # inherited by all that stands in it
            reads = _reads(form, element, [element.readonly])
            for inner in element.walk():
                _subscribe(plan, None, inner, reads)
    return plan


def circles(form: FormDefinition) -> Iterator[tuple[str, ...]]:
    """The refs of questions whose rules wait for each other, also by ``required`` and ``readonly``.

    Those two do no harm here (they never change a value), but ODK Collect refuses a form with such a circle.
    """
    edges: dict[str, set[str]] = {}
    for element in form.root.walk():
        exprs = [expr for expr in (element.relevant, element.calculate, element.readonly, element.required) if expr is not None]
        if exprs:
            reads = _reads(form, element, exprs).values
            edges[element.ref] = {read.ref for read, bound in reads if _same_row(element, read, bound)}
    return cycles(edges)


# reading -------------------------------------------------------------------------------------------
def _rules_of(form: FormDefinition, element: Element) -> Iterator[Rule]:
    for kind in KINDS:
        expr: Expr | None = getattr(element, kind)
        if expr is not None:
            yield Rule(kind, element, form.compile(expr), _reads(form, element, [expr], outside=kind == "count"))


def _reads(form: FormDefinition, element: Element, exprs: Iterable[Expr], *, outside: bool = False) -> Reads:
    reader = Reader(form.root, form.elements, form.main_instance_id)
    around = element.parent if outside else element
    bound = around.nearest_repeat() if around is not None else None
    for expr in exprs:
        reader.read(expr, element, bound)
    return reader.reads


def _shown(form: FormDefinition, element: Element) -> Reads:
    """What the screen shows of a place, besides its value and relevance."""
    exprs = [expr for expr in (element.required, element.readonly, element.constraint, *element.search) if expr is not None]
    for text in (element.label, element.hint, element.constraint_message, element.required_message):
        exprs += _text_expressions(form, text)
    for item in element.items:
        exprs += _text_expressions(form, item.label)
    reads = _reads(form, element, exprs)
    if element.itemset is not None:
        reader = Reader(form.root, form.elements, form.main_instance_id, reads)
        columns = [expr for expr in (element.itemset.value, element.itemset.label) if expr is not None]
        reader.read_choices(element.itemset.nodes, columns, element, element.nearest_repeat())
    return reads


def _text_expressions(form: FormDefinition, text: Text) -> list[Expr]:
    found = list(text.expressions())
    if text.itext:
        for texts in form.itext.values():
            found += [part for parts in texts.get(text.itext, {}).values() for part in parts if isinstance(part, Expr)]
    return found


def _subscribe(plan: Plan, rule: Rule | None, element: Element, reads: Reads) -> None:
    holder = element.parent if rule is not None and rule.kind == "count" and element.parent is not None else element
    for waiting, wanted in ((plan.values, reads.values), (plan.rows, reads.rows), (plan.positions, reads.positions)):
        for read, bound in wanted:
            waiting.setdefault(read, []).append(_trigger(rule, holder, bound))  # type: ignore[attr-defined]


def _trigger(rule: Rule | None, element: Element, bound: Element | None) -> Trigger:
    return Trigger(rule, element, bound, element.chain[len(bound.chain) if bound is not None else 1 :])


# order ---------------------------------------------------------------------------------------------
def _ordered(rules: list[Rule]) -> tuple[tuple[Rule, ...], list[Fault]]:
    """Rules after those they read. Reading another row of oneself is no cycle."""
    makers: dict[tuple[str, Element], int] = {(rule.kind, rule.element): place for place, rule in enumerate(rules)}
    needs, across = [], []
    for place, rule in enumerate(rules):
        own, others = _needs(rule, makers)
        rule.across = place in others - own
        needs.append(own | (others - {place}))
        across.append(others - own)
    order, left = _sorted(needs)
    if left:
        needs = [need - (across[place] & left if place in left else set()) for place, need in enumerate(needs)]
        for place in left:
            rules[place].across = bool(across[place] & left)
        order, left = _sorted(needs)
    for number, place in enumerate(order):
        rules[place].order = number
    return tuple(rules[place] for place in order), [_cycle(rules, left)] if left else []


def _needs(rule: Rule, makers: Mapping[tuple[str, Element], int]) -> tuple[set[int], set[int]]:
    """The rules that make what a rule reads in its own row, and in other rows."""
    own: set[int] = set()
    others: set[int] = set()
    for read, bound in (*rule.reads.values, *rule.reads.rows, *rule.reads.positions):
        (own if _same_row(rule.element, read, bound) else others).update(_makers_of(read, makers))
        others.update(_counts_of(read, makers))
    return own, others - own


def _same_row(reader: Element, read: Element, bound: Element | None) -> bool:
    """Is the place read certainly in the reader's own row of every repeat that both stand in?"""
    common: Element | None = read.nearest_repeat()
    while common is not None and not reader.is_inside(common):
        common = common.parent.nearest_repeat() if common.parent is not None else None
    return common is None or (bound is not None and bound.is_inside(common))


def _makers_of(read: Element, makers: Mapping[tuple[str, Element], int]) -> Iterator[int]:
    if ("calculate", read) in makers:
        yield makers["calculate", read]
    yield from (makers["relevant", up] for up in read.around() if ("relevant", up) in makers)


def _counts_of(read: Element, makers: Mapping[tuple[str, Element], int]) -> Iterator[int]:
    """The counts of the repeats around a place: better earlier, but a count may read its own rows ("one more?")."""
    return (makers["count", up] for up in read.around() if ("count", up) in makers)


def _sorted(needs: list[set[int]]) -> tuple[list[int], set[int]]:
    """Kahn's order, earliest in the form first; what is left stands in a cycle or behind one."""
    waiting = [len(need) for need in needs]
    readers: list[list[int]] = [[] for __ in needs]
    for place, need in enumerate(needs):
        for made in need:
            readers[made].append(place)
    ready = [place for place, count in enumerate(waiting) if not count]
    order: list[int] = []
    while ready:
        place = heapq.heappop(ready)
        order.append(place)
        for reader in readers[place]:
            waiting[reader] -= 1
            if not waiting[reader]:
                heapq.heappush(ready, reader)
    return order, set(range(len(needs))) - set(order)


def _cycle(rules: list[Rule], left: set[int]) -> Fault:
    refs = ", ".join(dict.fromkeys(rules[place].element.ref for place in sorted(left)))
    return Fault("cycle", _("These questions depend on each other in a circle: {refs}").format(refs=refs))


__all__ = ["Plan", "Read", "Rule", "Trigger", "make_plan"]
