"""What can be chosen at each question of a session, and the answers that go and come back with their choices."""

from __future__ import annotations

from collections.abc import Iterable, Mapping

from nbnb_desktop.xforms.codecs import to_atom
from nbnb_desktop.xforms.definition import WITH_CHOICES, Element, Itemset
from nbnb_desktop.xforms.environment import SessionEnvironment
from nbnb_desktop.xforms.recompute import Recompute
from nbnb_desktop.xforms.state import Choice
from nbnb_desktop.xforms.tree import Node

MOST_PASSES = 20
"""Rounds of taking away answers whose choices have gone, after one change."""


class Offers:
    """Choices are computed when they are looked at, and kept until something that they read has changed."""

    def __init__(self, env: SessionEnvironment, work: Recompute) -> None:
        self._env = env
        self._work = work
        self._found: dict[Node, tuple[Choice, ...]] = {}
        self._given: dict[Node, str] = {}  # what was answered where some of its choices have gone

    def at(self, node: Node) -> tuple[Choice, ...]:
        """The choices of a question at this moment."""
        found = self._found.get(node)
        if found is None and node.element is not None:
            found = self._found[node] = self._env.choices(node, node.element)
        return found or ()

    @property
    def hidden(self) -> Mapping[Node, str]:
        """What was answered at questions whose choices have gone, for a draft: it comes back with them."""
        return self._given

    def allow(self, node: Node, text: str) -> bool:
        """Is all of an answer offered? A list that is empty or not there says nothing."""
        element = node.element
        if element is None or element.kind not in WITH_CHOICES or not text:
            return True
        offered = {choice.value for choice in self.at(node)}
        return not offered or offered.issuperset(_words(element, text))

    def part_of(self, node: Node, text: str) -> str:
        """What a computed list has of an answer: what never was a choice does not wait for one to come back."""
        element = node.element
        if element is None or element.itemset is None or not node.relevant or self._is_missing(element.itemset):
            return text
        offered = {choice.value for choice in self.at(node)}
        return " ".join(value for value in _words(element, text) if value in offered)

    # forgetting --------------------------------------------------------------------------------
    def stale(self, nodes: Iterable[Node]) -> None:
        """Compute the choices of these questions anew when they are looked at again."""
        for node in nodes:
            self._found.pop(node, None)

    def all_stale(self) -> None:
        self._found.clear()

    def answered(self, node: Node) -> None:
        """A new answer: what was given before is of no interest any more."""
        self._given.pop(node, None)

    def forget(self, nodes: Iterable[Node]) -> None:
        """These questions are gone."""
        for node in nodes:
            self._found.pop(node, None)
            self._given.pop(node, None)

    # answers that go and come back ---------------------------------------------------------------
    def settle(self) -> None:
        """Finish the recomputation, and drop answers whose choices have gone, until nothing moves."""
        for __ in range(MOST_PASSES):
            self._work.run()
            if not [node for node in list(self._work.touched) if self._moved(node)]:
                break

    def _moved(self, node: Node) -> bool:
        """A value that a computed list no longer has is taken away, and comes back when the list has it again."""
        self._found.pop(node, None)
        if not node.position:  # its row was taken away
            return False
        element = node.element
        if element is None or element.itemset is None or not node.relevant or self._is_missing(element.itemset):
            return False
        given = self._given.get(node, node.text)
        if not given:
            return False
        offered = {choice.value for choice in self.at(node)}
        kept = " ".join(value for value in _words(element, given) if value in offered)
        if kept == node.text:
            return False
        self._given[node] = given
        return self._work.set_value(node, kept, to_atom(element.codec, kept, self._env.zone))

    def _is_missing(self, itemset: Itemset) -> bool:
        """An attached list that is not there says nothing about the answers."""
        name = itemset.list_name
        return self._env.form.sources.is_missing(name) if name else False


def _words(element: Element, text: str) -> list[str]:
    return text.split() if element.codec == "list" else [text]
