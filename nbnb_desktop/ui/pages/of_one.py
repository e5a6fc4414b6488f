"""A page with something to look at about one participant: it says at once what it is, and shows it when it is there."""

from __future__ import annotations

from collections.abc import Callable
from functools import partial
from typing import Any

from nbnb_desktop.actions import participants
from nbnb_desktop.i18n import _
from nbnb_desktop.ui.blocks import empty, text, way_back
from nbnb_desktop.ui.page import Desk, Place, ScrollPage
from nbnb_desktop.ui.words import person_name


class PageOfOne(ScrollPage):
    """``look_up(workplace, participant)`` is done on the thread of the store; ``show_found`` puts the result in ``column``."""

    title = ""
    lead = ""
    look_up: Callable[[Any, str], Any]

    def __init__(self, desk: Desk) -> None:
        super().__init__(desk)
        self.participant = ""

    def show_found(self, found: Any) -> None:
        """Show what was found, below the title."""
        raise NotImplementedError

    def arrive(self, place: Place) -> None:
        self.participant = place.participant
        empty(self.column)
        self._begin_with(_("Back to the file"))
        self.column.addWidget(text(_("One moment…"), "muted"))
        self.column.addStretch(1)
        self.run(_found, type(self).look_up, place.participant, then=self._on_found)

    def go(self, page: str) -> None:
        self.went.emit(Place(page, participant=self.participant))

    def _on_found(self, told: tuple[Any, Any]) -> None:
        person, found = told
        if person.id != self.participant:
            return
        with self.anew():
            self._begin_with(person_name(person))
            self.show_found(found)
            self.column.addStretch(1)

    def _begin_with(self, back: str) -> None:
        self.column.addLayout(way_back(back, partial(self.go, "participant")))
        self.head(_(self.title), _(self.lead))


def _found(workplace: Any, look_up: Callable[[Any, str], Any], participant: str) -> tuple[Any, Any]:
    return participants.get(workplace, participant), look_up(workplace, participant)
