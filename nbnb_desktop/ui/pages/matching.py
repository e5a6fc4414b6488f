"""Matching: who may fit this place, or which places may fit this participant; from a match the placement begins."""

from __future__ import annotations

from functools import partial
from typing import Any

from nbnb_desktop.actions import matching
from nbnb_desktop.i18n import _, ngettext
from nbnb_desktop.ui import theme
from nbnb_desktop.ui.blocks import Card, Empty, Thing, button, chip, column, empty, px, row, text, way_back
from nbnb_desktop.ui.page import Desk, Place, Reply, ScrollPage
from nbnb_desktop.ui.pages.reasons import cautions, reasons
from nbnb_desktop.ui.words import isolated


class MatchingPage(ScrollPage):
    """Arrives with the submission of a place, or with a participant."""

    name = "matching"

    def __init__(self, desk: Desk) -> None:
        super().__init__(desk)
        self._about = Place(self.name)

    def arrive(self, place: Place) -> None:
        self._about = place
        empty(self.column)
        action, about = (matching.people_for, place.submission) if place.submission else (matching.places_for, place.participant)
        self.run(action, about, then=Reply(self._on_found, place))

    def _on_found(self, asked: Place, found: Any) -> None:
        if asked != self._about:
            return
        empty(self.column)
        for_place = bool(asked.submission)
        target = Place("employers") if for_place else Place("participant", participant=asked.participant)
        self.column.addLayout(way_back(_("Employers and places") if for_place else isolated(found.title), partial(self.went.emit, target)))
        title = _("Who may fit: {place}") if for_place else _("Places that may fit")
        lead = "  ·  ".join(isolated(part) for part in found.about if part) or _(
            "Reasons and warnings for a talk. The participant decides."
        )
        self.head(title.format(place=isolated(found.title)), lead)
        if not found.lines:
            self.column.addWidget(_nobody(for_place))
        for line in found.lines:
            self.column.addWidget(self._line(line, for_place))
        left = found.looked_at - len(found.lines)
        if left > 0:
            more = ngettext("{count} more fits less well and is not shown.", "{count} more fit less well and are not shown.", left)
            self.column.addWidget(text(more.format(count=left), "small"))
        self.column.addStretch(1)

    def _line(self, line: Any, for_place: bool) -> Card:
        card = Card()
        card.column.setSpacing(px(theme.SMALL))
        name = column(text(isolated(line.name if for_place else line.title), "lead"), spacing=0)
        if not for_place:
            about = "  ·  ".join(isolated(part) for part in (line.employer, *line.about) if part)
            name.addWidget(text(about, "small"))
        tone = chip(_("nothing in the way"), "success") if line.fits else chip(_("something in the way"), "warning")
        look = button(_("Open file") if for_place else _("Look at the place"), partial(self._look, line, for_place), kind="quiet")
        begin = button(_("Begin a placement"), partial(self._begin, line), icon="add")
        meet = button(_("Introduction"), partial(self._introduce, line), icon="people")
        on_trial = button(_("Trial placement"), partial(self._begin, line, on_trial=True))
        for one in (look, begin, meet, on_trial):
            one.setAccessibleName(_("{action}: {form}").format(action=one.text(), form=line.name if for_place else line.title))
        head: list[Thing] = [name, tone]
        top = row(*head, spacing=theme.MEDIUM)
        top.setStretch(0, 1)
        because = reasons((_("Skills"), line.skills), (_("Fits"), line.reasons))
        return card.add(top, because, cautions(line.cautions), self.beside(meet, on_trial, begin, look, None, spacing=theme.SMALL))

    def _look(self, line: Any, for_place: bool) -> None:
        if for_place:
            self.went.emit(Place("participant", participant=line.participant))
        else:
            self.went.emit(Place("entry", submission=line.place, form="vacature"))

    def _introduce(self, line: Any) -> None:
        then = Reply(self._on_begun, line.participant, matching.CONTACT)
        self.run(matching.begin_introduction, line.participant, line.place, then=then)

    def _begin(self, line: Any, on_trial: bool = False) -> None:
        then = Reply(self._on_begun, line.participant, matching.PLACEMENT)
        self.run(matching.begin_placement, line.participant, line.place, on_trial=on_trial, then=then)

    def _on_begun(self, participant: str, form_id: str, submission: str) -> None:
        self.went.emit(Place("entry", participant=participant, submission=submission, form=form_id))


def _nobody(for_place: bool) -> Empty:
    if for_place:
        words = _("Participants appear here after their intake or talent scan, until they leave.")
        return Empty("people", _("There is nobody to compare yet"), words)
    words = _("Write down places at employers first: then they are compared with this participant.")
    return Empty("employer", _("There are no open places yet"), words)
