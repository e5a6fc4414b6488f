"""Parts of a participant's page: what each step is for, the three pillars, notes, what the portfolio has, and ways onward."""

from __future__ import annotations

from collections import Counter
from collections.abc import Callable, Sequence
from functools import partial
from typing import Any

from PySide6.QtCore import QEvent, QObject, Qt, Signal
from PySide6.QtGui import QKeyEvent
from PySide6.QtWidgets import QFrame, QPlainTextEdit, QVBoxLayout

from nbnb_desktop.i18n import N_, _, ngettext
from nbnb_desktop.ui import theme
from nbnb_desktop.ui.blocks import Card, button, column, picture, px, row, text
from nbnb_desktop.ui.theme import role
from nbnb_desktop.ui.words import day_in_words, isolated

ABOUT_STEPS = {
    "toestemming": N_("what we may do with the answers"),
    "intake": N_("who somebody is, and what they bring along"),
    "talentscan": N_("what somebody can do, and likes to do"),
    "instroom": N_("the registration at the start: project, day, and how somebody came in"),
    "nulmeting": N_("the survey at the start"),
    "toekomstplan": N_("the goal and the steps towards it"),
    "vervolgmeting": N_("the same survey at the end of the programme"),
    "uitstroom": N_("how it ended: work, education or something else"),
    "nameting": N_("the same survey once more, later"),
}
"""What a step of the path is for; a form that is not ours says it by its title."""

DOORS = (
    ("results", "chart", N_("Results in pictures")),
    ("suggestions", "search", N_("Occupations that may fit")),
    ("matching", "employer", N_("Places that may fit")),
)
SHOWN_NOTES = 3

PORTFOLIO = (
    ("werkervaring", N_("Work experience")),
    ("opleiding", N_("Education")),
    ("certificaat", N_("Certificates")),
    ("leerdoel", N_("Learning goals")),
    ("feedback", N_("Feedback")),
    ("pitch", N_("About me in one minute")),
)
"""What a portfolio is made of, next to intake, talent scan and plan."""


def doors(go: Callable[[str], object]) -> Card:
    """``go(page)`` leads to one of the pages that are looked at together."""
    card = Card(_("To look at together"))
    card.column.setSpacing(px(theme.TINY))
    for page, icon, words in DOORS:
        card.add(row(button(_(words), partial(go, page), kind="quiet", icon=icon), None))
    return card


def pillars(found: Sequence[Any], begin: Callable[[str], object]) -> QFrame:
    """The three pillars as a part of the path; ``begin(code)`` registers something that counts for one."""
    panel = role(QFrame(), "panel")
    inside = QVBoxLayout(panel)
    inside.setContentsMargins(px(12), px(10), px(12), px(10))
    inside.setSpacing(px(theme.SMALL))
    inside.addWidget(text(_("The three pillars"), "strong"))
    for pillar in found:
        icon, colour = ("half", "warning") if pillar.count else ("circle", "muted")
        times = ngettext("{count} time, last on {day}", "{count} times, last on {day}", pillar.count)
        said = times.format(count=pillar.count, day=day_in_words(pillar.last)) if pillar.count else _("nothing yet")
        names = column(text(pillar.name), text(said, "small"), spacing=0)
        add = button(_("Register"), partial(begin, pillar.code), kind="quiet")
        add.setAccessibleName(_("{action}: {form}").format(action=_("Register"), form=pillar.name))
        line = row(picture(icon, colour, 24), names, add, spacing=theme.MEDIUM)
        line.setStretch(1, 1)
        inside.addLayout(line)
    return panel


class Notes(Card):
    """The latest notes, and a field for a new one. Signals: written(words)."""

    written = Signal(str)

    def __init__(self, lines: Sequence[tuple[str, str, str]]) -> None:
        """``lines`` has (ISO day, words, author), the latest first."""
        super().__init__(_("Notes"))
        self.column.setSpacing(px(theme.SMALL))
        self.edit = QPlainTextEdit()
        self.edit.setAccessibleName(_("A new note"))
        self.edit.setPlaceholderText(_("A new note. Nothing about health."))
        self.edit.setTabChangesFocus(True)
        self.edit.setMaximumHeight(self.edit.fontMetrics().lineSpacing() * 4)
        self.edit.installEventFilter(self)
        self.keep = button(_("Keep the note"), self._on_keep)
        self.keep.setEnabled(False)
        self.edit.textChanged.connect(self._on_typed)
        self.add(self.edit, row(self.keep, None))
        for on, words, author in lines[:SHOWN_NOTES]:
            said = _("{when}, {who}").format(when=day_in_words(on), who=isolated(author))
            self.add(column(text(isolated(words)), text(said, "small"), spacing=0))

    def _on_typed(self) -> None:
        self.keep.setEnabled(bool(self.edit.toPlainText().strip()))

    def _on_keep(self) -> None:
        if self.keep.isEnabled():
            self.keep.setEnabled(False)
            self.written.emit(self.edit.toPlainText())

    def eventFilter(self, watched: QObject, event: QEvent) -> bool:
        """Ctrl+Enter keeps the note, as it finishes a form."""
        if isinstance(event, QKeyEvent) and event.type() == QEvent.Type.KeyPress:
            is_enter = event.key() in (Qt.Key.Key_Return, Qt.Key.Key_Enter)
            if is_enter and event.modifiers() & Qt.KeyboardModifier.ControlModifier:
                self._on_keep()
                return True
        return super().eventFilter(watched, event)


def portfolio(forms: Sequence[str], go: Callable[[str], object]) -> Card:
    """What stands in the portfolio (``forms`` are the ids of all filled-in forms) and the way to see it."""
    card = Card(_("Portfolio"))
    card.column.setSpacing(px(theme.TINY))
    counts = Counter(forms)
    for form_id, words in PORTFOLIO:
        count = counts[form_id]
        line = row(text(_(words), "body" if count else "muted"), text(str(count), "strong" if count else "muted", wrap=False))
        line.setStretch(0, 1)
        card.add(line)
    card.add(text(_("Drop a certificate on this page to add it."), "small"))
    return card.add(row(button(_("See the portfolio"), partial(go, "printing"), kind="quiet", icon="eye"), None))
