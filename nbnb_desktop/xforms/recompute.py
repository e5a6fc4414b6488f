"""Recomputation: a change marks (rule, place) pairs, each is evaluated once, in the order of the rules.

``touched`` collects the places whose state may look different, ``structure`` the repeats (parent place
and element) whose rows came or went.
"""

from __future__ import annotations

import heapq
import math
from collections.abc import Callable, Iterable
from datetime import datetime, time
from itertools import count

from nbnb_desktop.xforms.building import Builder
from nbnb_desktop.xforms.codecs import CODECS, to_atom
from nbnb_desktop.xforms.definition import Element
from nbnb_desktop.xforms.rules import Plan, Rule, Trigger
from nbnb_desktop.xforms.tree import Atom, Node
from nbnb_desktop.xforms.xpath import Context, values
from nbnb_desktop.xforms.xpath.environment import Environment
from nbnb_desktop.xforms.xpath.values import Value

MOST_TURNS = 200
"""How often one rule may be evaluated for one place in one change; only rows that read each other in a circle come near."""
MOST_COUNTED_ROWS = 5_000
"""Rows that a counted repeat may ask for."""


class Recompute:
    """The rules of one session at work."""

    def __init__(self, plan: Plan, root: Node, env: Environment, builder: Builder) -> None:
        self._plan = plan
        self._root = root
        self._env = env
        self._builder = builder
        self._heap: list[tuple[int, tuple[int, ...], int, Rule, Node]] = []
        self._marked: set[tuple[int, int]] = set()
        self._turns: dict[tuple[int, int], int] = {}
        self._number = count()
        self.spare = builder.spare
        self.touched: set[Node] = set()
        self.structure: set[tuple[Node, Element]] = set()
        self.on_new_row: Callable[[Node], None] = lambda row: None

    # what happens ------------------------------------------------------------------------------
    def everything(self) -> None:
        """Evaluate every rule for every place, as for a new form."""
        for rule in self._plan.rules:
            names = rule.element.chain[1:]
            holder = names[:-1] if rule.kind == "count" else names
            for node in Trigger(rule, rule.element, None, holder).below(self._root):
                self._mark(rule, node)
        self.run()

    def run(self, *, rows: bool = True) -> None:
        """Evaluate what is marked, and what that marks; without ``rows`` the numbers of rows wait for the next time."""
        waiting = []
        while self._heap:
            entry = heapq.heappop(self._heap)
            rule, node = entry[3:]
            if not rows and rule.kind == "count":
                waiting.append(entry)
                continue
            mark = (id(rule), id(node))
            self._marked.discard(mark)
            turns = self._turns[mark] = self._turns.get(mark, 0) + 1
            if turns <= MOST_TURNS and node.position:
                _EVALUATE[rule.kind](self, rule, node)
        self._turns.clear()
        self._heap = waiting  # as they came out, so in order

    def set_value(self, node: Node, text: str, data: Atom) -> bool:
        """Give a place another value; False when it has it already."""
        if node.text == text and type(node.data) is type(data):
            return False
        node.text, node.data = text, data
        self.touched.add(node)
        self._fire(self._plan.values, node)
        return True

    def set_result(self, node: Node, value: Value) -> bool:
        """Give a place the result of an expression, in its data type."""
        return self.set_value(node, *stored(value, node, self._env))

    def add_row(self, parent: Node, element: Element) -> Node:
        """A new row behind the others, with its rules marked and its actions done."""
        row = parent.add(self._builder.row(element))
        self._arrive(row)
        self._fire_rows(parent, element)
        self.on_new_row(row)
        return row

    def remove_row(self, row: Node) -> None:
        parent, element = row.parent, row.element
        if parent is None or element is None:
            return
        rows = parent.kids[row.name]
        at = rows.index(row)
        del rows[at]
        for node in row.walk():
            node.position = 0
        row.parent = None
        parent.renumber(row.name, at)
        self._fire_rows(parent, element)
        for trigger in self._plan.positions.get(element, ()):
            for later in rows[at:]:
                self._wake(trigger, trigger.below(later) if trigger.bound is element else trigger.targets(later, self._root))
        self.touched.update(rows[at:])

    # marks ---------------------------------------------------------------------------------------
    def _mark(self, rule: Rule, node: Node) -> None:
        mark = (id(rule), id(node))
        if mark not in self._marked:
            self._marked.add(mark)
            key = node.row_key() if rule.across else ()
            heapq.heappush(self._heap, (rule.order, key, next(self._number), rule, node))

    def _fire(self, waiting: object, node: Node) -> None:
        for trigger in waiting.get(node.element, ()):  # type: ignore[attr-defined]
            self._wake(trigger, trigger.targets(node, self._root))

    def _wake(self, trigger: Trigger, targets: Iterable[Node]) -> None:
        if trigger.rule is None:
            self.touched.update(targets)
            return
        for node in targets:
            self._mark(trigger.rule, node)

    def _fire_rows(self, parent: Node, element: Element) -> None:
        self.structure.add((parent, element))
        for trigger in self._plan.rows.get(element, ()):
            self._wake(trigger, trigger.targets(parent, self._root))

    def _arrive(self, row: Node) -> None:
        """Places that are new: relevant as their surroundings are, and every rule of theirs marked."""
        for node in row.walk():
            node.relevant = node.own_relevant and (node.parent is None or node.parent.relevant)
            self.touched.add(node)
            if node.element is not None:
                self._mark_all(node, node.element)

    def _mark_all(self, node: Node, element: Element) -> None:
        """Every rule of a new place; the number of rows of a repeat is a matter of the place around it."""
        own = [rule for rule in self._plan.by_element.get(element, ()) if rule.kind != "count"]
        repeats = [child for child in element.nodes if child.count is not None]
        counts = [rule for child in repeats for rule in self._plan.by_element[child] if rule.kind == "count"]
        for rule in (*own, *counts):
            self._mark(rule, node)

    # the three kinds of rules ----------------------------------------------------------------------
    def _relevant(self, rule: Rule, node: Node) -> None:
        own = values.boolean(rule.closure(Context(node, self._env)))
        if own == node.own_relevant:
            return
        node.own_relevant = own
        self._spread(node, own and (node.parent is None or node.parent.relevant))

    def _spread(self, node: Node, relevant: bool) -> None:
        """Relevance is inherited: tell all below, and who reads them."""
        if node.relevant == relevant:
            return
        node.relevant = relevant
        self.touched.add(node)
        self._fire(self._plan.values, node)
        for same in node.kids.values():
            for kid in same:
                self._spread(kid, relevant and kid.own_relevant)

    def _calculate(self, rule: Rule, node: Node) -> None:
        self.set_result(node, rule.closure(Context(node, self._env)))

    def _count(self, rule: Rule, parent: Node) -> None:
        element = rule.element
        phantom = Node(element.name, parent, element)
        wanted = values.number(rule.closure(Context(phantom, self._env)))
        if not math.isfinite(wanted):  # no number says nothing about the rows
            return
        rows = parent.kids.get(element.name, [])
        target = int(max(0, min(wanted, MOST_COUNTED_ROWS)))
        while len(rows) > target:
            self.spare.rows.setdefault((parent, element.name), []).append(rows[-1])
            self.remove_row(rows[-1])
        for __ in range(len(rows), target):
            self._grow(parent, element)

    def _grow(self, parent: Node, element: Element) -> None:
        """One row more; rows that a smaller count took away come back as they were, with their actions if nobody has seen them."""
        spare = self.spare.rows.get((parent, element.name))
        if not spare:
            self.add_row(parent, element)
            return
        row = parent.add(spare.pop())
        row.settle()
        self._arrive(row)
        self._fire_rows(parent, element)
        if row in self.spare.fresh:
            self.spare.fresh.discard(row)
            self.on_new_row(row)


def stored(value: Value, node: Node, env: Environment) -> tuple[str, Atom]:
    """The text of a result in the data type of a place, and what expressions see of it, as JavaRosa keeps them."""
    result = values.atom(value)
    if result == "" or result != result:
        return "", ""
    data_type = node.element.codec if node.element is not None else "string"
    if isinstance(result, str):
        return result, to_atom(data_type, result, env.zone)
    return _KEEP.get(data_type, _keep_text)(result)


def _keep_text(result: Atom) -> tuple[str, Atom]:
    if type(result) in _WRITTEN:
        return str(CODECS[_WRITTEN[type(result)]].write(result)), result
    return values.text(result), result


def _keep_int(result: Atom) -> tuple[str, Atom]:
    number = values.number(result)
    return (values.number_text(float(math.trunc(number))), float(math.trunc(number))) if math.isfinite(number) else ("", "")


def _keep_date(result: Atom) -> tuple[str, Atom]:
    return _keep_text(result.date() if isinstance(result, datetime) else result)


def _keep_time(result: Atom) -> tuple[str, Atom]:
    return _keep_text(result.timetz() if isinstance(result, datetime) else result)


_WRITTEN: dict[type, str] = {datetime: "dateTime", time: "time"}
_KEEP: dict[str, Callable[[Atom], tuple[str, Atom]]] = {"int": _keep_int, "date": _keep_date, "time": _keep_time}
_EVALUATE: dict[str, Callable[[Recompute, Rule, Node], None]] = {
    "relevant": Recompute._relevant,
    "calculate": Recompute._calculate,
    "count": Recompute._count,
}
