"""Occupations that may fit, for a talk with the participant (spec 4.4): three horizons, reasons, what to look at."""

from __future__ import annotations

from functools import partial
from typing import Any

from nbnb_desktop.actions import suggesting
from nbnb_desktop.i18n import N_, _
from nbnb_desktop.ui import theme
from nbnb_desktop.ui.blocks import Card, Empty, button, px, row, text
from nbnb_desktop.ui.page import Place
from nbnb_desktop.ui.pages.of_one import PageOfOne
from nbnb_desktop.ui.pages.reasons import cautions, reasons
from nbnb_desktop.ui.words import isolated


class SuggestionsPage(PageOfOne):
    """Shows ``actions.suggesting.Ideas``; what is chosen is written in the talent scan, which then opens."""

    name = "suggestions"
    title = N_("Occupations that may fit")
    lead = N_("For a talk: look at them together. The participant chooses.")
    look_up = staticmethod(suggesting.ideas)

    def show_found(self, found: Any) -> None:
        if found.remark:
            self.column.addWidget(Card(kind="notice", margin=14).add(text(found.remark, "strong")))
        if not found.groups:
            self.column.addWidget(Empty("search", _("No occupations to show"), _("They follow from the talent scan.")))
        if found.shared:
            card = Card(_("To look at with each of them"))
            self.column.addWidget(card.add(cautions(found.shared)))
        for title, ideas in found.groups:
            self.column.addWidget(text(title, "heading"))
            for idea in ideas:
                self.column.addWidget(self._idea(idea))
        self.column.addWidget(text(found.attribution, "small"))

    def _idea(self, idea: Any) -> Card:
        card = Card()
        card.column.setSpacing(px(theme.SMALL))
        take = button(_("Take over in the talent scan"), partial(self._on_taken, idea.code), kind="quiet", icon="add")
        take.setAccessibleName(_("{action}: {form}").format(action=_("Take over in the talent scan"), form=idea.name))
        top = row(text(isolated(idea.name), "lead"), take, spacing=theme.MEDIUM)
        top.setStretch(0, 1)
        fits = reasons((_("Likes"), idea.interests), (_("Can do, alone or with help"), idea.skills))
        return card.add(top, fits, cautions(idea.cautions))

    def _on_taken(self, code: str) -> None:
        self.run(suggesting.take_over, self.participant, [code], then=self._on_written)

    def _on_written(self, submission: str) -> None:
        self.went.emit(Place("entry", participant=self.participant, submission=submission, form=suggesting.TALENTSCAN))
