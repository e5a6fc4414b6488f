"""What came out of talent scan and surveys, in pictures, to look at together."""

from __future__ import annotations

from functools import partial
from typing import Any

from nbnb_desktop.actions import results
from nbnb_desktop.i18n import N_, _
from nbnb_desktop.ui import theme
from nbnb_desktop.ui.blocks import Card, Empty, Thing, button, chip, column, picture, px, row, text
from nbnb_desktop.ui.chart import ChartView
from nbnb_desktop.ui.pages.of_one import PageOfOne
from nbnb_desktop.ui.words import isolated


class ResultsPage(PageOfOne):
    """Shows ``actions.results.Results``."""

    name = "results"
    title = N_("Results in pictures")
    lead = N_("Look at them together. They start a talk, they are not a test.")
    look_up = staticmethod(results.results)

    def show_found(self, found: Any) -> None:
        if found.scan is None and not found.pillars and not found.hidden:
            self.column.addWidget(
                Empty("chart", _("Nothing to show yet"), _("After the talent scan and the surveys their results stand here."))
            )
        if found.scan is not None:
            self._show_scan(found.scan)
        if found.pillars or found.hidden:
            self.column.addWidget(self._survey(found))

    def _show_scan(self, scan: Any) -> None:
        interests = Card(_("What do I want"))
        interests.add(text(_("Talent scan of {day}").format(day=isolated(scan.on)), "small"), ChartView(scan.interests))
        interests.add(text(scan.interests.caption, "small"))
        self.column.addLayout(self.beside(column(interests, None), column(self._code(scan), None), shares=(3, 2)))
        self.column.addWidget(self._quadrants(scan.quadrants))

    def _code(self, scan: Any) -> Card:
        card = Card(_("The code of the interests"))
        card.column.setSpacing(px(theme.SMALL))
        if scan.code:
            card.add(text(isolated(scan.code), "title"))
            words = _("The letters of what is liked most come first. Letters with a slash between them are liked as much.")
            card.add(text(words, "small"))
            for letter, words in scan.letters:
                line = row(text(letter, "strong", wrap=False), text(words), spacing=theme.MEDIUM)
                line.setStretch(1, 1)
                card.add(line)
        else:
            card.add(text(_("There is no code: too few answers, or all kinds of work are liked as much."), "muted"))
        if scan.remark:
            card.add(text(scan.remark, "strong"))
        card.add(row(button(_("Occupations that may fit"), partial(self.go, "suggestions")), None))
        return card

    def _quadrants(self, found: tuple[Any, ...]) -> Card:
        card = Card(_("What can I do"))
        for first in range(0, len(found), 2):
            pair = [self._quadrant(one) for one in found[first : first + 2]]
            card.add(self.beside(*pair, shares=(1, 1)))
        return card

    def _quadrant(self, one: Any) -> Card:
        panel = Card(kind="panel", margin=14)
        panel.column.setSpacing(px(theme.TINY))
        panel.add(text(one.title, "strong"), text(one.meaning, "small"))
        panel.add(text(_(", ").join(one.skills)) if one.skills else text(_("Nothing here."), "muted"))
        return panel.add(None)

    def _survey(self, found: Any) -> Card:
        card = Card(_("Survey"))
        for title in found.hidden:
            said = _("{form}: the participant did not agree to show the answers.").format(form=isolated(title))
            line = row(picture("lock"), text(said, "muted"), spacing=theme.SMALL)
            line.setStretch(1, 1)
            card.add(line)
        for pillar in found.pillars:
            things: list[Thing] = [text(pillar.name, "strong"), ChartView(pillar.chart)]
            if pillar.change:
                things.append(row(chip(pillar.change, "accent"), None))
            card.add(column(*things))
        if found.pillars:
            card.add(text(_("From 0 to 100; more is further. The three are not added up."), "small"))
        for note in found.notes:
            card.add(text(note, "small"))
        return card
