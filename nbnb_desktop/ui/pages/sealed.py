"""What a worker sees in place of answers that the participant did not share."""

from __future__ import annotations

from functools import partial
from typing import Any

from nbnb_desktop.actions import sharing
from nbnb_desktop.i18n import _
from nbnb_desktop.ui import theme
from nbnb_desktop.ui.blocks import Card, button, column, empty, picture, row, text, way_back
from nbnb_desktop.ui.page import Place, ScrollPage
from nbnb_desktop.ui.theme import state


class SealedPage(ScrollPage):
    """Says that there are answers, whose they are, and what one can do; never what they are."""

    name = "sealed"

    def arrive(self, place: Place) -> None:
        self._place = place
        self.run(sharing.seal, place.submission, then=self._on_seal)

    def _on_seal(self, found: Any) -> None:
        if found.submission != self._place.submission:
            return
        empty(self.column)
        self.column.addLayout(way_back(_("Back to the file"), self._on_back))
        if found.wants_help:
            self.column.addWidget(self._help())
        again = _("They can change that at the end of the questions, when you hand over the laptop again.")
        words = again if found.is_finished else _("The questions are not finished. Hand over the laptop again, or go on together.")
        title = _("{form}: these answers are the participant's own").format(form=found.title)
        hand_over = button(_("Hand over the laptop"), partial(self._go, "handover"), icon="hand-over")
        things = [hand_over] if found.is_finished else [hand_over, button(_("Together"), partial(self._go, "entry"))]
        card = Card(margin=28)
        heading = row(picture("lock", "muted", 36), text(title, "heading"), spacing=theme.MEDIUM)
        heading.setStretch(1, 1)
        said = _("The participant did not say that you may see them. {words}").format(words=words)
        card.add(heading, text(said), row(*things, None, spacing=theme.MEDIUM))
        self.column.addWidget(card)
        self.column.addStretch(1)

    def _help(self) -> Card:
        banner = Card(kind="notice", margin=14)
        state(banner, "tone", "warning")
        words = _("The participant wants you to know that things are not going well. Ask how it is, and where help is needed.")
        layout = row(picture("heart", "warning"), column(text(words, "strong")), spacing=theme.MEDIUM)
        layout.setStretch(1, 1)
        return banner.add(layout)

    def _go(self, page: str) -> None:
        self.went.emit(Place(page, participant=self._place.participant, form=self._place.form))

    def _on_back(self) -> None:
        self.went.emit(Place("participant", participant=self._place.participant))
