"""What an expression reads: places, rows and positions, and whether always in the row it stands in.

Found from the tree of the expression alone, once per form. ``bound`` is the innermost repeat of which
the row read is certainly the row that the reader stands in; None when any row may be read. Being too
careful (``bound`` too far out) costs time, never a wrong answer.
"""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from dataclasses import dataclass, field
from typing import TypeAlias

from nbnb_desktop.xforms.definition import Element
from nbnb_desktop.xforms.xpath import Binary, Call, Expr, Filtered, Literal, Negative, Path, Step
from nbnb_desktop.xforms.xpath.functions.nodesets import generic

Read: TypeAlias = "tuple[Element, Element | None]"


@dataclass(frozen=True, slots=True)
class Place:
    """Where a path can arrive: an element (None: a secondary instance) and its bound. The document node has ``above`` set."""

    element: Element | None
    bound: Element | None = None
    above: bool = False


_SECONDARY = Place(None)
_DOCUMENT = Place(None, None, above=True)


@dataclass
class Reads:
    """What one expression reads."""

    values: set[Read] = field(default_factory=set)
    rows: set[Read] = field(default_factory=set)
    positions: set[Read] = field(default_factory=set)


@dataclass
class Reader:
    """Collects the reads of expressions of one form."""

    root: Element
    elements: Mapping[str, Element]
    main_instance_id: str
    reads: Reads = field(default_factory=Reads)
    _origin: Place = _SECONDARY

    def read(self, expr: Expr, element: Element, bound: Element | None) -> None:
        """Add what ``expr`` reads when it is evaluated for ``element``."""
        self._origin = Place(element, bound)
        self._visit(expr, self._origin)

    def read_choices(self, nodes: Expr, columns: Iterable[Expr], element: Element, bound: Element | None) -> None:
        """Add what the choices of ``element`` read: which nodes, and the columns of each."""
        self._origin = Place(element, bound)
        for place in self._visit(nodes, self._origin):
            for column in columns:
                self._visit(column, place)

    # expressions -------------------------------------------------------------------------------
    def _visit(self, expr: Expr, here: Place) -> list[Place]:
        """Note what is read; gives the places of an expression that yields nodes."""
        match expr:
            case Path():
                return self._note(self._path(expr, here))
            case Call():
                return self._call(expr, here)
            case Filtered(base, predicates):
                return self._filter(self._visit(base, here), predicates)
            case Binary("|", left, right):
                return [*self._visit(left, here), *self._visit(right, here)]
            case Binary(__, left, right):
                self._visit(left, here)
                self._visit(right, here)
            case Negative(operand):
                self._visit(operand, here)
        return []

    def _note(self, places: list[Place]) -> list[Place]:
        self.reads.values.update((place.element, place.bound) for place in places if place.element is not None)
        return places

    def _filter(self, places: list[Place], predicates: Iterable[Expr]) -> list[Place]:
        for predicate in predicates:
            for place in places:
                self._visit(predicate, place)
        return places

    # functions ---------------------------------------------------------------------------------
    def _call(self, call: Call, here: Place) -> list[Place]:
        special = _SPECIAL.get(call.name)
        if special is not None:
            return special(self, call, here)
        for argument in call.arguments:
            self._visit(argument, here)
        return []

    def _current(self, call: Call, here: Place) -> list[Place]:
        return [self._origin]

    def _instance(self, call: Call, here: Place) -> list[Place]:
        name = call.arguments[0]
        self._visit(name, here)
        return [_DOCUMENT if isinstance(name, Literal) and name.value == self.main_instance_id else _SECONDARY]

    def _randomize(self, call: Call, here: Place) -> list[Place]:
        places = [self._visit(argument, here) for argument in call.arguments]
        return places[0]

    def _position(self, call: Call, here: Place) -> list[Place]:
        for argument in call.arguments:
            for place in self._visit(argument, here):
                if place.element is not None and place.element.repeat:
                    self.reads.positions.add((place.element, place.bound))
        return []

    def _indexed_repeat(self, call: Call, here: Place) -> list[Place]:
        element = here.element or self._origin.element
        chain = element.chain if element is not None else ()
        for argument in call.arguments[2::2]:
            self._visit(argument, here)
        target = call.arguments[0]
        found = self.elements.get("/" + "/".join(generic(target, chain))) if isinstance(target, Path) else None
        if found is None:
            return []
        self.reads.rows.update((above, None) for above in found.around() if above.repeat)
        return self._note([Place(found, None)])

    def _choice_name(self, call: Call, here: Place) -> list[Place]:
        for argument in call.arguments:
            self._visit(argument, here)
        path = call.arguments[1]
        found = self._named(path.value, here) if isinstance(path, Literal) else None
        if found is not None and found.itemset is not None:
            self._visit(found.itemset.nodes, Place(found, None))
        return []

    def _named(self, path: str, here: Place) -> Element | None:
        from nbnb_desktop.xforms.xpath import XPathError, parse

        try:
            expr = parse(path.strip())
        except XPathError:
            return None
        chain = here.element.chain if here.element is not None else ()
        return self.elements.get("/" + "/".join(generic(expr, chain))) if isinstance(expr, Path) and isinstance(expr.start, str) else None

    # paths -------------------------------------------------------------------------------------
    def _path(self, path: Path, here: Place) -> list[Place]:
        steps = path.steps
        if isinstance(path.start, Expr):
            places = self._visit(path.start, here)
        elif path.start == "/":
            places, done = self._absolute(path, here)
            steps = steps[done:]
        else:
            places = [here]
        for step in steps:
            arrived = [there for place in places for there in self._step(step, place)]
            places = self._filter(list(dict.fromkeys(arrived)), step.predicates)
        return places

    def _absolute(self, path: Path, here: Place) -> tuple[list[Place], int]:
        """The place in the reader's own rows as far as the path runs along it, and how many steps that is."""
        reader = here if here.element is not None else self._origin
        chain = reader.element.chain if reader.element is not None else ()
        same = 0
        for step, name in zip(path.steps, chain, strict=False):
            if step.predicates or step.axis != "child" or step.test != name:
                break
            same += 1
        if not same:
            return [_DOCUMENT], 0
        place = reader
        while place.element is not None and len(place.element.chain) > same:
            place = _up(place)
        return [place], same

    def _step(self, step: Step, place: Place) -> list[Place]:
        if step.axis == "self":
            return [place]
        if step.axis == "parent":
            return [_up(place)]
        if place.element is None and not place.above:
            return [_SECONDARY]
        if step.axis in ("child", "attribute"):
            name = f"@{step.test}" if step.axis == "attribute" else step.test
            return self._down(place, name)
        return self._anywhere(place, step)

    def _down(self, place: Place, name: str) -> list[Place]:
        kids = [self.root] if place.element is None else place.element.nodes
        wild = name in ("*", "node()", "@*")
        found = [kid for kid in kids if kid.name == name or (wild and kid.name.startswith("@") == name.startswith("@"))]
        self.reads.rows.update((kid, place.bound) for kid in found if kid.repeat)
        return [Place(kid, place.bound) for kid in found]

    def _anywhere(self, place: Place, step: Step) -> list[Place]:
        """Axes that are rare in forms: in any row."""
        start = place.element or self.root
        around = {"ancestor": start.around, "following": start.siblings, "preceding": start.siblings}
        near = list(around.get(step.axis.partition("-")[0], start.walk)())
        self.reads.rows.update((element, None) for element in near if element.repeat)
        named = [Place(element) for element in near if step.test in ("*", "node()", element.name)]
        return [_DOCUMENT, *named] if place.above else named


def _up(place: Place) -> Place:
    element = place.element
    if element is None:
        return place
    if element.parent is None:
        return _DOCUMENT
    bound = place.bound
    if bound is element:
        bound = element.parent.nearest_repeat()
    return Place(element.parent, bound)


_SPECIAL = {
    "current": Reader._current,
    "instance": Reader._instance,
    "randomize": Reader._randomize,
    "position": Reader._position,
    "indexed-repeat": Reader._indexed_repeat,
    "jr:choice-name": Reader._choice_name,
}
