"""Files that may be of one person, side by side; a person joins them, or says that they are two. Joined files can be parted."""

from __future__ import annotations

from functools import partial
from typing import Any

from PySide6.QtWidgets import QWidget

from nbnb_desktop.actions import duplicates
from nbnb_desktop.i18n import _, ngettext
from nbnb_desktop.ui import theme
from nbnb_desktop.ui.blocks import Card, Empty, button, column, empty, line, px, row, text, way_back
from nbnb_desktop.ui.page import Place, ScrollPage
from nbnb_desktop.ui.words import birth_in_words, isolated, language_names, moment, person_name

SHOWN = 20


class DuplicatesPage(ScrollPage):
    """One card per pair, the likeliest on top; below them what was joined before."""

    name = "duplicates"

    def arrive(self, place: Place) -> None:
        self.run(_found, then=self._on_found)

    def merge(self, kept: str, other: str) -> None:
        """Let one file show all that is in both."""
        self.run(duplicates.merge, kept, other, then=self._on_merged)

    def part(self, other: str) -> None:
        """Make two files of joined ones again."""
        self.run(duplicates.part, other, then=self._on_parted)

    def tell_apart(self, one: str, other: str) -> None:
        self.run(duplicates.tell_apart, one, other, then=self._on_told_apart)

    def _on_found(self, found: tuple[tuple[Any, ...], tuple[Any, ...]]) -> None:
        pairs, joined = found
        empty(self.column)
        self.column.addLayout(way_back(_("All participants"), self._on_back))
        lead = _("Look whether these are the same person. Nothing is lost when files are joined, and it can be undone.")
        self.head(_("Possibly the same person"), lead if pairs else "")
        if not pairs:
            words = _("When two files look alike, in any spelling or script, they stand here side by side.")
            self.column.addStretch(1)
            self.column.addWidget(Empty("people", _("No files look alike"), words))
        for pair in pairs[:SHOWN]:
            self.column.addWidget(self._pair(pair))
        if len(pairs) > SHOWN:
            more = ngettext("{count} more pair comes after these.", "{count} more pairs come after these.", len(pairs) - SHOWN)
            self.column.addWidget(text(more.format(count=len(pairs) - SHOWN), "muted"))
        if joined:
            self.column.addWidget(self._joined(joined))
        self.column.addStretch(2)

    def _pair(self, pair: Any) -> Card:
        card = Card(_("{one} and {other}").format(one=person_name(pair.one.row), other=person_name(pair.other.row)))
        card.add(text(_(", ").join(pair.reasons), "small"))
        card.add(self.beside(self._side(pair.one, pair.other), self._side(pair.other, pair.one), shares=(1, 1)))
        apart = button(_("Two different people"), partial(self.tell_apart, pair.one.row.id, pair.other.row.id), kind="quiet")
        return card.add(row(None, apart))

    def _side(self, side: Any, other: Any) -> Card:
        panel = Card(kind="panel", margin=14)
        panel.column.setSpacing(px(theme.TINY))
        person = side.row
        born = birth_in_words(person.birth, person.birth_precision)
        facts = (
            (_("Born"), born or _("Birth date not known")),
            (_("Languages"), language_names(person.languages)),
            (_("Municipality"), isolated(side.municipality)),
            (_("Phone"), isolated(side.phone)),
            (_("Number"), isolated(side.number)),
            (_("Filled in"), _(", ").join(isolated(title) for title in side.forms)),
            (_("Last changed"), moment(person.changed_at)),
        )
        panel.add(text(person_name(person), "strong"))
        if person.own_name:
            panel.add(text(isolated(person.own_name), "lead"))
        for label, words in facts:
            if words:
                panel.add(text(_("{label}: {words}").format(label=label, words=words), "small"))
        look = button(_("Open the file"), partial(self._open, person.id), kind="quiet")
        look.setAccessibleName(_("Open {name}").format(name=person_name(person)))
        keep = button(_("Same person: join in this file"), partial(self.merge, person.id, other.row.id))
        keep.setAccessibleName(_("Same person: join in the file of {name}").format(name=person_name(person)))
        return panel.add(None, row(keep, None), row(look, None))

    def _joined(self, found: tuple[Any, ...]) -> Card:
        card = Card(_("Joined before"))
        card.column.setSpacing(px(theme.SMALL))
        for number, each in enumerate(found):
            if number:
                card.add(line())
            words = _("{other} is part of the file of {kept}").format(other=person_name(each.other), kept=person_name(each.kept))
            apart = button(_("Take apart"), partial(self.part, each.other.id), kind="quiet", icon="undo")
            apart.setAccessibleName(_("Take {other} apart from {kept}").format(other=person_name(each.other), kept=person_name(each.kept)))
            layout = row(column(text(words)), apart)
            layout.setStretch(0, 1)
            holder = QWidget()
            holder.setLayout(layout)
            card.add(holder)
        return card

    def _on_merged(self, _nothing: object) -> None:
        self.told.emit(_("The files are one now. Under “Joined before” they can be taken apart again."))
        self.arrive(Place(self.name))

    def _on_parted(self, _nothing: object) -> None:
        self.told.emit(_("These are two files again."))
        self.arrive(Place(self.name))

    def _on_told_apart(self, _nothing: object) -> None:
        self.told.emit(_("They stay two files, and this laptop does not ask again."))
        self.arrive(Place(self.name))

    def _open(self, participant: str) -> None:
        self.went.emit(Place("participant", participant=participant))

    def _on_back(self) -> None:
        self.went.emit(Place("participants"))


def _found(workplace: Any) -> tuple[tuple[Any, ...], tuple[Any, ...]]:
    return duplicates.pairs(workplace), duplicates.joined(workplace)
