"""Employers and the places they offer: new, open, and who may fit."""

from __future__ import annotations

from collections.abc import Sequence
from functools import partial
from typing import Any

from PySide6.QtWidgets import QPushButton, QWidget

from nbnb_desktop.actions import employers
from nbnb_desktop.i18n import _, ngettext
from nbnb_desktop.ui import theme
from nbnb_desktop.ui.blocks import Card, Empty, Thing, button, chip, column, line, picture, px, row, text
from nbnb_desktop.ui.page import Desk, Place, ScrollPage
from nbnb_desktop.ui.words import isolated, moment

SHOWN = 25


class EmployersPage(ScrollPage):
    """Shows ``actions.employers.Employers``."""

    name = "employers"

    def __init__(self, desk: Desk) -> None:
        super().__init__(desk)
        self._shows_all = False
        self._found: Any = None

    def arrive(self, place: Place) -> None:
        self._shows_all = False
        self.run(employers.overview, then=self._on_found)

    def _on_found(self, found: Any) -> None:
        self._found = found
        with self.anew():
            self.new_place = button(_("New place"), partial(self._begin, employers.PLACE), kind="primary", icon="add")
            self.new_employer = button(_("New employer"), partial(self._begin, employers.EMPLOYER), icon="add")
            lead = _("Write down which work there is, and look who may fit.")
            self.head(_("Employers and places"), lead, row(self.new_employer, self.new_place))
            if found.begun:
                self.column.addWidget(self._begun(found.begun))
            if not found.places and not found.employers:
                words = _("Begin with a place: an employer, the work, the hours, and what is needed for it.")
                begin = button(_("New place"), partial(self._begin, employers.PLACE))
                self.column.addWidget(Empty("employer", _("No employers yet"), words, begin))
            else:
                places = self._list(_("Places"), found.places, self._place, _("No places yet."))
                names = self._list(_("Employers"), found.employers, self._employer, _("No employers yet."))
                self.column.addLayout(self.beside(column(places, None), column(names, None), shares=(3, 2)))
            self.column.addStretch(1)

    def _list(self, heading: str, lines: Sequence[Any], make: Any, nothing: str) -> Card:
        card = Card(heading)
        card.column.setSpacing(px(theme.SMALL))
        shown = lines if self._shows_all else lines[:SHOWN]
        for number, one in enumerate(shown):
            if number:
                card.add(line())
            card.add(make(one))
        if not lines:
            card.add(text(nothing, "muted"))
        left = len(lines) - len(shown)
        if left:
            more = ngettext("Show {count} more", "Show {count} more", left).format(count=left)
            card.add(row(button(more, self._show_all, kind="link"), None))
        return card

    def _place(self, one: Any) -> QWidget:
        words = column(text(isolated(one.title), "strong"), spacing=0)
        words.addWidget(text("  ·  ".join(isolated(part) for part in (one.employer, one.town) if part)))
        if one.about:
            words.addWidget(text("  ·  ".join(isolated(part) for part in one.about), "small"))
        fit = button(_("Who fits?"), partial(self._match, one.id))
        fit.setAccessibleName(_("{action}: {form}").format(action=_("Who fits?"), form=one.title))
        closed = None if one.is_open else chip(_("not open"))
        return _line(words, closed, _differs(one), fit if one.is_open else None, self._look(one.id, employers.PLACE, one.title))

    def _employer(self, one: Any) -> QWidget:
        words = column(text(isolated(one.name), "strong"), spacing=0)
        about = "  ·  ".join(isolated(part) for part in (one.sector, one.town) if part)
        for part in filter(None, (about, isolated(one.contact))):
            words.addWidget(text(part, "small"))
        places = ngettext("{count} open place", "{count} open places", one.open_places).format(count=one.open_places)
        if one.open_places:
            words.addWidget(text(places, "small"))
        return _line(words, _differs(one), self._look(one.id, employers.EMPLOYER, one.name))

    def _begun(self, drafts: Sequence[Any]) -> Card:
        card = Card(_("Go on with"))
        card.column.setSpacing(px(theme.SMALL))
        for one in drafts:
            words = column(text(isolated(one.title), "strong"), text(moment(one.saved_at), "small"), spacing=0)
            card.add(_line(words, chip(_("not finished"), "warning"), self._look(one.id, one.form_id, one.title)))
        return card

    def _look(self, submission: str, form_id: str, name: str) -> QPushButton:
        look = button(_("Open"), partial(self.went.emit, Place("entry", submission=submission, form=form_id)), kind="quiet")
        look.setAccessibleName(_("Open {name}").format(name=name))
        return look

    def _match(self, submission: str) -> None:
        self.went.emit(Place("matching", submission=submission))

    def _begin(self, form_id: str) -> None:
        self.went.emit(Place("entry", form=form_id))

    def _show_all(self) -> None:
        self._shows_all = True
        self._on_found(self._found)


def _differs(one: Any) -> QWidget | None:
    return chip(_("differs"), "danger") if one.conflicts else None


def _line(words: Any, *things: QWidget | None) -> QWidget:
    shown: list[Thing] = [picture("employer", "muted", 22), words, *(one for one in things if one is not None)]
    layout = row(*shown, spacing=theme.MEDIUM)
    layout.setStretch(1, 1)
    holder = QWidget()
    holder.setLayout(layout)
    return holder
