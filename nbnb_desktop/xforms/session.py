"""One form being filled in: answers in, changes out, states for the screen, XML for the store."""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from typing import Any

from nbnb_desktop.xforms import preloads, serialize
from nbnb_desktop.xforms.building import Builder
from nbnb_desktop.xforms.codecs import CODECS, PythonValue, canonical
from nbnb_desktop.xforms.definition import NO_ANSWER, NO_TEXT, WITH_CHOICES, Element, FormDefinition, Text
from nbnb_desktop.xforms.environment import NO_MEDIA_FILES, SessionEnvironment
from nbnb_desktop.xforms.events import Events
from nbnb_desktop.xforms.guarded import read_xml
from nbnb_desktop.xforms.offers import Offers
from nbnb_desktop.xforms.places import Places
from nbnb_desktop.xforms.provider import Provider
from nbnb_desktop.xforms.recompute import Recompute
from nbnb_desktop.xforms.state import AnswerError, Changes, Choice, QuestionState, Violation
from nbnb_desktop.xforms.tree import Node
from nbnb_desktop.xforms.xpath import Context, Expr, values

__all__ = ["AnswerError", "Changes", "Choice", "FormSession", "QuestionState", "Violation"]


class FormSession:
    """A form with its answers.

    ``instance`` is the XML of a saved instance or (``draft``) what ``draft_xml`` gave; without it the form
    starts anew. ``last_saved`` is the XML of the instance that was saved last, for forms that ask for it.
    """

    def __init__(
        self,
        definition: FormDefinition,
        provider: Provider,
        *,
        instance: str | bytes | None = None,
        draft: bool = False,
        last_saved: str | bytes | None = None,
        language: str | None = None,
    ) -> None:
        self.definition = definition
        self._provider = provider
        self._builder = Builder(provider.zone, provider.uuid)
        source = read_xml(instance) if instance is not None else definition.main_instance
        self._root = self._builder.tree(definition.root, source)
        document = Node("", None)
        document.kids = {self._root.name: [self._root]}
        saved = read_xml(last_saved) if last_saved is not None else None
        self._env = SessionEnvironment(definition, provider, document, saved, language or definition.default_language)
        self._places = Places(definition, self._root)
        self._work = Recompute(definition.plan, self._root, self._env, self._builder)
        self._events = Events(definition, self._work, self._places, self._env)
        self._offers = Offers(self._env, self._work)
        self._start(new=instance is None, draft=draft)

    def _start(self, *, new: bool, draft: bool) -> None:
        if new:
            self._preload()
        self._work.everything()
        if new:
            self._work.spare.fresh.update(row for rows in self._work.spare.rows.values() for row in rows)
        self._work.on_new_row = self._events.new_row
        if new:
            self._events.first_load()
        if not draft:
            self._events.load()
        self._work.touched.update(self._root.walk())
        self._settled()

    def _preload(self) -> None:
        for node in self._root.walk():
            if node.element is not None and node.element.preload and not node.text:
                text = preloads.at_start(node.element.preload, node.element.preload_parameters, self._provider)
                if text is not None:
                    self._builder.fill(node, text)

    # answers -----------------------------------------------------------------------------------
    def answer(self, ref: str, value: PythonValue | None) -> Changes:
        """Give a question its answer (None: no answer). Raises AnswerError and then changes nothing."""
        element, node = self._question(ref)
        text = self._text_of(ref, element, value)
        if not self._offers.allow(node, text):
            raise AnswerError(ref, "choice")
        return self._set(node, text)

    def answer_text(self, ref: str, text: str, *, offered: bool = True) -> Changes:
        """Give a question its answer as the instance writes it; ``offered`` asks that a choice is among the choices."""
        element, node = self._question(ref)
        if not text:
            return self._set(node, "")
        kept = canonical(element.codec, text, self._env.zone)
        if kept is None:
            raise AnswerError(ref, f"type.{element.data_type}")
        if offered and not self._offers.allow(node, kept):
            raise AnswerError(ref, "choice")
        return self._set(node, kept if offered else self._offers.part_of(node, kept))

    def force_text(self, ref: str, text: str) -> Changes:
        """Set a place whatever its state (imports, tests)."""
        node = self._places.find(ref)[1]
        if node is None:
            raise AnswerError(ref, "container")
        return self._set(node, text)

    def _question(self, ref: str) -> tuple[Element, Node]:
        try:
            element, node, _parent = self._places.find(ref)
        except KeyError:
            raise AnswerError(ref, "unknown") from None
        if node is None or not element.is_leaf:
            raise AnswerError(ref, "container")
        if self._readonly(node):
            raise AnswerError(ref, "readonly")
        return element, node

    def _text_of(self, ref: str, element: Element, value: PythonValue | None) -> str:
        if value is None or value == "" or value == ():
            return ""
        if element.kind == "trigger" and isinstance(value, bool):
            return "OK" if value else ""
        text = CODECS[element.codec].write(value)
        kept = canonical(element.codec, text, self._env.zone) if text is not None else None
        if kept is None:
            raise AnswerError(ref, f"type.{element.data_type}")
        return kept

    def _set(self, node: Node, text: str) -> Changes:
        codec = CODECS[node.element.codec] if node.element is not None else CODECS["string"]
        value = codec.read(text, self._env.zone) if text else None
        self._offers.answered(node)
        if self._work.set_value(node, text, codec.atom(value) if value is not None else ""):
            self._work.run(rows=False)  # actions come before the rows that an answer asks for, as in both ODK engines
            self._events.value_changed(node)
        return self._settled()

    # rows --------------------------------------------------------------------------------------
    def add_row(self, repeat_ref: str) -> Changes:
        """A new row behind the others."""
        element, parent = self._repeat(repeat_ref)
        self._work.add_row(parent, element)
        return self._settled()

    def remove_row(self, row_ref: str) -> Changes:
        """Take a row away; those behind it move up."""
        try:
            element, node, _parent = self._places.find(row_ref)
        except KeyError:
            raise AnswerError(row_ref, "unknown") from None
        if node is None or not element.repeat or element.fixed:
            raise AnswerError(row_ref, "rows")
        gone = set(node.walk())
        self._work.remove_row(node)
        self._offers.settle()
        self._work.touched -= gone
        self._offers.forget(gone)
        return self._changes()

    def rows(self, repeat_ref: str) -> tuple[str, ...]:
        """The refs of the rows of a repeat."""
        element, _node, parent = self._places.find(repeat_ref)
        return tuple(row.ref for row in parent.kids.get(element.name, ())) if parent is not None else ()

    def _repeat(self, ref: str) -> tuple[Element, Node]:
        try:
            element, _node, parent = self._places.find(ref)
        except KeyError:
            raise AnswerError(ref, "unknown") from None
        if not element.repeat or parent is None or element.fixed:
            raise AnswerError(ref, "rows")
        return element, parent

    # what changed ------------------------------------------------------------------------------
    def _settled(self) -> Changes:
        self._offers.settle()
        return self._changes()

    def _changes(self) -> Changes:
        touched, structure = self._work.touched, self._work.structure
        refs = {node.ref for node in (*touched, *self._shelves(touched)) if self._is_there(node)}
        self._offers.stale(touched)
        wholes = {f"{parent.ref}/{element.name}" for parent, element in structure if self._is_there(parent)}
        wholes_touched = {f"{node.parent.ref}/{node.name}" for node in touched if node.is_row and node.parent is not None}
        touched.clear()
        structure.clear()
        return Changes(frozenset(refs | wholes | wholes_touched), frozenset(wholes))

    def _shelves(self, nodes: Iterable[Node]) -> Iterator[Node]:
        """The groups without a place of their own around these places: they come and go with what stands in them."""
        for node in nodes:
            shelf = node.element.shelf if node.element is not None else None
            while shelf is not None:
                yield from self._places.reach(node, shelf)
                shelf = shelf.shelf

    def _is_there(self, node: Node) -> bool:
        """Rows that came and went in one change are of no interest."""
        top = node
        while top.parent is not None:
            top = top.parent
        return top is self._root

    # language ----------------------------------------------------------------------------------
    @property
    def language(self) -> str:
        """The name of the language in which texts are given."""
        return self._env.language_name

    def set_language(self, name: str) -> Changes:
        """Speak another language; every text of the form may differ afterwards.

        What was calculated stays as it is until it is calculated again: looking at a form changes no answer (as in both ODK engines).
        """
        self._env.set_language(name)
        self._offers.all_stale()
        self._offers.settle()
        self._work.touched.update(self._root.walk())
        return self._changes()

    # looking -----------------------------------------------------------------------------------
    def value(self, ref: str) -> PythonValue | None:
        """The answer as a Python value; None for no answer, for groups, and for text that is none of its type."""
        node = self._places.find(ref)[1]
        return self._value(node) if node is not None else None

    def text(self, ref: str) -> str:
        """The answer as the instance writes it, also while it is not relevant."""
        node = self._places.find(ref)[1]
        return node.text if node is not None else ""

    def _value(self, node: Node) -> PythonValue | None:
        if not node.text or node.element is None:
            return None
        return CODECS[node.element.codec].read(node.text, self._env.zone)

    def children(self, ref: str = "") -> tuple[str, ...]:
        """What stands in a group or row (or in the form), in body order; of a repeat its rows."""
        element, node, _parent = self._places.find(ref or self._root.ref)
        if node is None:
            return self.rows(ref)
        return self._places.body(node, element)

    def state(self, ref: str, language: str | None = None) -> QuestionState:
        """Everything about a place, in the session's language or another one."""
        if language is not None and language != self.language:
            return self._state_in(ref, language)
        element, node, parent = self._places.find(ref)
        if node is None:
            return self._repeat_state(ref, element, parent)
        kind = "row" if element.repeat else element.kind
        return QuestionState(
            ref=node.ref,
            kind=kind,
            data_type=element.data_type,
            appearance=element.appearance,
            label=self._env.text(element.label, node),
            hint=self._env.text(element.hint, node),
            guidance=self._guidance(element, node),
            media=self._env.media(element.label, node) if element.label.itext else NO_MEDIA_FILES,
            value=self._value(node),
            text=node.text,
            relevant=self._applies(node),
            required=self._flag(element.required, node),
            readonly=self._readonly(node),
            violation=self._constraint(node),
            choices=self._offers.at(node) if kind in WITH_CHOICES else (),
            parameters=element.parameters,
            position=node.position if element.repeat else 0,
            list_name=element.itemset.list_name if element.itemset else "",
        )

    def _state_in(self, ref: str, language: str) -> QuestionState:
        own, offers = self.language, self._offers
        self._env.set_language(language)
        self._offers = Offers(self._env, self._work)
        try:
            return self.state(ref)
        finally:
            self._env.set_language(own)
            self._offers = offers

    def _repeat_state(self, ref: str, element: Element, parent: Node | None) -> QuestionState:
        """A repeat as a whole is looked at from where a new row would stand."""
        node = Node(element.name, parent, element)
        rows = parent.kids.get(element.name, []) if parent is not None else []
        own = element.relevant is None or self._flag(element.relevant, node)
        return QuestionState(
            ref=ref,
            kind="repeat",
            data_type=element.data_type,
            appearance=element.appearance,
            label=self._env.text(element.label, node),
            hint="",
            guidance="",
            media=self._env.media(element.label, node),
            value=None,
            text="",
            relevant=any(row.relevant for row in rows) if rows else own and (parent is None or parent.relevant),
            required=False,
            readonly=element.fixed or self._readonly(node),
            violation=None,
            choices=(),
            parameters=element.parameters,
            count=len(rows),
        )

    def _applies(self, node: Node) -> bool:
        """Relevance; a group without a place of its own applies as long as anything in it does."""
        element = node.element
        if element is None or not element.is_shelf:
            return node.relevant
        return any(self._applies(place) for child in element.children for place in self._places.reach(node, child))

    def _guidance(self, element: Element, node: Node) -> str:
        return self._env.text(element.hint, node, "guidance") if element.hint.itext else ""

    def _flag(self, expr: Expr | None, node: Node) -> bool:
        return expr is not None and values.boolean(self.definition.compile(expr)(Context(node, self._env)))

    def _readonly(self, node: Node | None) -> bool:
        """Inherited, like relevance."""
        while node is not None:
            if node.element is not None and node.element.readonly is not None and self._flag(node.element.readonly, node):
                return True
            node = node.parent
        return False

    # violations --------------------------------------------------------------------------------
    def violations(self) -> tuple[Violation, ...]:
        """All that stands in the way of finishing, in the order of the body."""
        found = [self._violation(node) for node in self._in_body_order(self._root)]
        return tuple(violation for violation in found if violation is not None)

    def finish(self) -> tuple[Violation, ...]:
        """Set what is set at the end of a form, then say what still stands in the way; nothing: it is ready."""
        for node in self._root.walk():
            if node.element is not None and node.element.preload:
                text = preloads.at_finish(node.element.preload, node.element.preload_parameters, self._provider)
                if text is not None:
                    self._set(node, text)
        return self.violations()

    def _in_body_order(self, node: Node) -> list[Node]:
        """Relevant questions below a node, as a person comes to them."""
        found: list[Node] = []
        if node.element is None or not node.relevant:
            return found
        for child in node.element.children:
            for place in self._places.reach(node, child):
                if not place.relevant:
                    continue
                if child.kind in NO_ANSWER and child.kind != "note":
                    found += self._in_body_order(place)
                else:
                    found.append(place)
        return found

    def violation(self, ref: str) -> Violation | None:
        """What stands in the way of finishing at one place."""
        node = self._places.find(ref)[1]
        return self._violation(node) if node is not None else None

    def element(self, ref: str) -> Element:
        """The definition of a place."""
        return self._places.find(ref)[0]

    def _violation(self, node: Node) -> Violation | None:
        element = node.element
        if element is None or not node.relevant:
            return None
        if not node.text:
            missing = self._flag(element.required, node)
            return Violation(node.ref, "required", self._message(element.required_message, node)) if missing else None
        return self._constraint(node)

    def _constraint(self, node: Node) -> Violation | None:
        """What is wrong with an answer that is given."""
        element = node.element
        if element is None or not node.relevant or not node.text:
            return None
        if CODECS[element.codec].read(node.text, self._env.zone) is None:
            return Violation(node.ref, "type")
        if element.constraint is None or self._flag(element.constraint, node):
            return None
        return Violation(node.ref, "constraint", self._message(element.constraint_message, node))

    def _message(self, text: Text, node: Node) -> str:
        return self._env.text(text, node) if text is not NO_TEXT else ""

    # XML ---------------------------------------------------------------------------------------
    def instance_xml(self) -> str:
        """What is submitted: relevant answers only, without hidden ids."""
        return serialize.instance_xml(self.definition, self._root)

    def revision_xml(self) -> str:
        """What is submitted, with the hidden ids of rows: what a revision keeps."""
        return serialize.revision_xml(self.definition, self._root)

    def draft_xml(self) -> str:
        """All answers, also those that do not apply or wait now, with the hidden ids of rows; read back with ``draft=True``."""
        return serialize.draft_xml(self.definition, self._root, self._offers.hidden, self._work.spare)

    def nodes(self) -> list[Any]:
        """Every place below the root, in the order of the instance (attributes left out)."""
        return [node for node in self._root.walk() if node is not self._root and not node.name.startswith("@")]
