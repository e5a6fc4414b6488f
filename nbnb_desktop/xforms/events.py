"""Actions: values that a form sets when it is opened, when a row comes, or when an answer changes."""

from __future__ import annotations

from nbnb_desktop.xforms.definition import Action, Element, FormDefinition
from nbnb_desktop.xforms.environment import SessionEnvironment
from nbnb_desktop.xforms.places import Places
from nbnb_desktop.xforms.recompute import Recompute
from nbnb_desktop.xforms.tree import Node
from nbnb_desktop.xforms.xpath import Context

DEEPEST_CHAIN = 20
"""Actions that set off actions that set off actions ..."""


class Events:
    """The actions of one session. Only ``setvalue`` does something by itself: a place is measured by hand."""

    def __init__(self, form: FormDefinition, work: Recompute, places: Places, env: SessionEnvironment) -> None:
        self._form = form
        self._work = work
        self._places = places
        self._env = env
        self._depth = 0

    def first_load(self) -> None:
        self._form_event("odk-instance-first-load")

    def load(self) -> None:
        self._form_event("odk-instance-load")

    def new_row(self, row: Node) -> None:
        """The actions that stand in the repeat of a new row, and in the repeats whose rows came with it."""
        for new in [node for node in row.walk() if node.is_row]:
            for action in self._observing(new.element, "odk-new-repeat"):
                self._work.run()
                if new.position:  # a count may have taken it away meanwhile
                    self._do(action, new)

    def value_changed(self, node: Node) -> None:
        """The actions that stand in the control of a question."""
        if self._depth >= DEEPEST_CHAIN:
            return
        self._depth += 1
        for action in self._observing(node.element, "xforms-value-changed"):
            self._do(action, node)
        self._depth -= 1

    def _form_event(self, event: str) -> None:
        for action in self._form.actions:
            if event in action.events:
                self._do(action, self._env.document.kids[self._form.root.name][0])

    def _observing(self, element: Element | None, event: str) -> list[Action]:
        if element is None:
            return []
        return [action for action in self._form.observers.get(element.ref, ()) if event in action.events]

    def _do(self, action: Action, observed: Node) -> None:
        if action.name != "setvalue" or action.value is None:
            return
        closure = self._form.compile(action.value)
        targets = self._places.reach(observed, self._form.elements[action.target])
        if len(targets) > 1 and observed.parent is not None:  # a question or a row sets one place, the form itself those of all rows
            return
        for target in targets:
            if self._work.set_result(target, closure(Context(target, self._env))):
                self._work.run(rows=False)
                self.value_changed(target)
