"""The history of one filled form: who saved it when, what changed, all of it as it was then, and the way back to it."""

from __future__ import annotations

from functools import partial
from typing import Any

from PySide6.QtCore import Qt
from PySide6.QtWidgets import QComboBox, QGridLayout, QVBoxLayout, QWidget

from nbnb_desktop.actions import history
from nbnb_desktop.errors import NbnbError
from nbnb_desktop.i18n import _
from nbnb_desktop.ui import theme
from nbnb_desktop.ui.blocks import Card, button, chip, column, empty, line, px, row, text, way_back
from nbnb_desktop.ui.page import Desk, Place, Reply, ScrollPage
from nbnb_desktop.ui.words import exact_moment, isolated, language_name

ALL_ANSWERS = ""
"""What a saved state is compared with to read it whole."""


class HistoryPage(ScrollPage):
    """The saved states at the side where reading starts; what is in the chosen one beside them."""

    name = "history"

    def __init__(self, desk: Desk) -> None:
        super().__init__(desk)
        self._place = Place(self.name)
        self.history: Any = None
        self.chosen = ""

    def arrive(self, place: Place) -> None:
        self._place = place
        self.chosen = ""
        empty(self.column)
        self.run(history.history, place.submission, then=self._on_history, failed=self._on_refused)

    def choose(self, revision: str) -> None:
        """Show what is in one saved state, beside the one before it."""
        self.chosen = revision
        self._show()

    def compare(self, other: str) -> None:
        """Show what differs from another saved state; ALL_ANSWERS reads this one whole."""
        action = partial(_read, self.chosen) if other == ALL_ANSWERS else partial(_compared, other, self.chosen)
        self.desk.tasks.run(partial(action, self.desk.workplace), then=Reply(self._on_read, self.chosen, other))

    def undo(self) -> None:
        """Make the form say again what it said in the chosen state."""
        self.run(history.undo, self.chosen, then=self._on_undone, failed=self._on_refused)

    def _on_history(self, found: Any) -> None:
        if found.submission != self._place.submission:
            return
        self.history = found
        known = [version.revision for version in found.versions]
        self.chosen = self.chosen if self.chosen in known else known[0]
        self._show()

    def _show(self) -> None:
        empty(self.column)
        self.column.addLayout(way_back(_("Back to the file"), self._on_back))
        title = _("History of {form}").format(form=isolated(self.history.title))
        self.head(title, isolated(self.history.participant_name))
        self.said = text("", "error")
        self.said.hide()
        self.column.addWidget(self.said)
        states = column(self._versions(), None)
        self.column.addLayout(self.beside(states, column(self._version(), None), shares=(2, 3), spacing=theme.XLARGE))
        self.column.addStretch(1)

    def _versions(self) -> Card:
        card = Card(_("Saved"))
        card.column.setSpacing(px(theme.SMALL))
        for number, version in enumerate(self.history.versions):
            if number:
                card.add(line())
            card.add(self._line(version))
        return card

    def _line(self, version: Any) -> QWidget:
        look = button(_("Look"), partial(self.choose, version.revision), kind="primary" if version.revision == self.chosen else "quiet")
        look.setAccessibleName(_("{action}: {form}").format(action=_("Look"), form=exact_moment(version.when)))
        words = column(text(exact_moment(version.when), "strong"), text(_whose(version), "small"), spacing=0)
        holder = QWidget()
        layout = row(words, chip(_("now"), "success"), look) if version.is_shown else row(words, look)
        layout.setStretch(0, 1)
        holder.setLayout(layout)
        return holder

    def _version(self) -> Card:
        version = next(each for each in self.history.versions if each.revision == self.chosen)
        card = Card(exact_moment(version.when))
        card.add(text(_("{kind}, {who}").format(kind=version.kind, who=_whose(version)), "muted"))
        self.others = QComboBox()
        self.others.setAccessibleName(_("Compare with"))
        self.others.setSizeAdjustPolicy(QComboBox.SizeAdjustPolicy.AdjustToMinimumContentsLengthWithIcon)
        self.others.setMinimumContentsLength(12)
        self.others.addItem(_("All answers as they were then"), ALL_ANSWERS)
        for each in self.history.versions:
            if each.revision != self.chosen:
                words = _("What differs from {when}").format(when=exact_moment(each.when))
                self.others.addItem(words, each.revision)
        before = version.parents[-1] if version.parents else ALL_ANSWERS
        self.others.setCurrentIndex(max(0, self.others.findData(before)))
        self.others.activated.connect(self._on_compare)
        self._answers = QVBoxLayout()
        if not version.is_shown:
            self.undo_button = button(_("Bring this back"), self.undo, icon="undo")
            card.add(text(_("The form then says again what it said here. Nothing is lost: what came later stays in this list."), "small"))
            card.add(row(self.undo_button, None))
        card.add(self.others, self._answers)
        self.compare(str(self.others.currentData()))
        return card

    def _on_compare(self) -> None:
        self.compare(str(self.others.currentData()))

    def _on_read(self, revision: str, other: str, found: tuple[Any, ...]) -> None:
        if (revision, other) != (self.chosen, self.others.currentData()):
            return
        empty(self._answers)
        if not found:
            self._answers.addWidget(text(_("Nothing differs."), "muted"))
            return
        self._answers.addLayout(_table(found, with_before=other != ALL_ANSWERS))

    def _on_undone(self, _nothing: object) -> None:
        self.told.emit(_("The form says again what it said then."))
        self.chosen = ""
        self.run(history.history, self._place.submission, then=self._on_history)

    def _on_refused(self, refusal: NbnbError) -> None:
        if self.history is None or not self.column.count():
            empty(self.column)
            self.column.addLayout(way_back(_("Back to the file"), self._on_back))
            self.column.addWidget(text(str(refusal), "error"))
            self.column.addStretch(1)
            return
        self.said.setText(str(refusal))
        self.said.show()

    def _on_back(self) -> None:
        self.went.emit(Place("participant", participant=self._place.participant))


def _whose(version: Any) -> str:
    said = _("{who}, {laptop}").format(who=isolated(version.who), laptop=isolated(version.device))
    if version.language in ("", "nl"):
        return said
    return _("{said}, in {language}").format(said=said, language=language_name(version.language))


def _table(found: tuple[Any, ...], with_before: bool) -> QGridLayout:
    """Question, what it was, what it became."""
    grid = QGridLayout()
    grid.setHorizontalSpacing(px(theme.LARGE))
    grid.setVerticalSpacing(px(theme.SMALL))
    heads = (_("Question"), _("Before"), _("After")) if with_before else (_("Question"), _("Answer"))
    for place, head in enumerate(heads):
        grid.addWidget(text(head, "caption"), 0, place)
        grid.setColumnStretch(place, 1)
    for number, said in enumerate(found, start=1):
        sides = (said.before, said.after) if with_before else (said.after,)
        grid.addWidget(text(isolated(said.question), "small"), number, 0, Qt.AlignmentFlag.AlignTop)
        for place, words in enumerate(sides, start=1):
            label = text(isolated(words) or _("no answer"), "body" if words else "muted")
            label.setTextInteractionFlags(Qt.TextInteractionFlag.TextSelectableByMouse)
            grid.addWidget(label, number, place, Qt.AlignmentFlag.AlignTop)
    return grid


def _read(revision: str, workplace: Any) -> tuple[Any, ...]:
    return history.answers(workplace, revision)


def _compared(before: str, after: str, workplace: Any) -> tuple[Any, ...]:
    return history.changes(workplace, before, after)
