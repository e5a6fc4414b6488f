"""The navigation at the side where reading starts: where one can go, where one is, and who is working."""

from __future__ import annotations

from dataclasses import dataclass

from PySide6.QtCore import QSize, Qt, Signal
from PySide6.QtWidgets import QFrame, QLabel, QPushButton, QVBoxLayout, QWidget

from nbnb_desktop.i18n import N_, _
from nbnb_desktop.ui import keys, theme
from nbnb_desktop.ui.blocks import button, column, px, scrolled, text
from nbnb_desktop.ui.theme import role


@dataclass(frozen=True, slots=True)
class Destination:
    """One line of the navigation; ``key`` is its shortcut."""

    page: str
    words: str
    icon: str
    key: str


DESTINATIONS = (
    Destination("today", N_("Today"), "today", "Ctrl+1"),
    Destination("participants", N_("Participants"), "people", "Ctrl+2"),
    Destination("employers", N_("Employers"), "employer", "Ctrl+3"),
    Destination("exchange", N_("Exchange"), "exchange", "Ctrl+4"),
    Destination("conflicts", N_("Differences"), "conflict", "Ctrl+5"),
    Destination("tables", N_("Tables"), "table", "Ctrl+6"),
    Destination("settings", N_("Settings"), "settings", "Ctrl+7"),
    Destination("help", N_("Help"), "help", "Ctrl+8"),
)

BELONGS_TO = {
    "participant": "participants",
    "new_participant": "participants",
    "printing": "participants",
    "batch": "participants",
    "history": "participants",
    "second_entry": "participants",
    "rights": "participants",
    "sealed": "participants",
    "duplicates": "participants",
    "handover": "participants",
    "results": "participants",
    "suggestions": "participants",
    "matching": "employers",
    "pairing": "exchange",
    "bureau": "exchange",
    "bulk": "tables",
    "group": "participants",
    "recording": "settings",
    "accounts": "settings",
    "audit": "settings",
    "about": "help",
}
"""Pages without a line of their own, and the line that is lit while one is there."""


class Navigation(QFrame):
    """Emits ``chosen(page)``, ``lock_asked()`` and ``find_asked()``."""

    chosen = Signal(str)
    lock_asked = Signal()
    find_asked = Signal()

    def __init__(self, organisation: str, project: str, account: str) -> None:
        super().__init__()
        role(self, "sidebar")
        self._lines: dict[str, QPushButton] = {}
        self._words: dict[QPushButton, str] = {}
        self._is_narrow = False
        self._lit = ""
        self._was_lit = False
        inside = role(QWidget(), "plain")
        self._area = scrolled(inside)
        self.setLayout(column(self._area))
        layout = self._column = QVBoxLayout(inside)
        layout.setSpacing(px(theme.TINY))
        self._add_head(layout, organisation, project)
        for destination in DESTINATIONS:
            layout.addWidget(self._line(destination))
        layout.addStretch(1)
        self._add_foot(layout, account)
        self.narrow(False)

    def narrow(self, narrow: bool) -> None:
        """Only the icons, where room is short; the words stay as tooltips and for screen readers."""
        self._is_narrow = narrow
        no_bar, bar = Qt.ScrollBarPolicy.ScrollBarAlwaysOff, Qt.ScrollBarPolicy.ScrollBarAsNeeded
        self._area.setVerticalScrollBarPolicy(no_bar if narrow else bar)
        side = px(6 if narrow else 14)
        self.setFixedWidth(px(66 if narrow else 232))
        self._column.setContentsMargins(side, px(22), side, px(16))
        for label in self.findChildren(QLabel):
            label.setVisible(not narrow)
        for line, words in self._words.items():
            line.setText("" if narrow else words)

    def line(self, page: str) -> QPushButton:
        """The line that leads to a page."""
        return self._lines[page]

    def light(self, page: str) -> None:
        """Show which line the person is at."""
        lit = self._lit = BELONGS_TO.get(page, page)
        for name, line in self._lines.items():
            line.setChecked(name == lit)
            chosen = next(each for each in DESTINATIONS if each.page == name)
            line.setIcon(theme.icon(chosen.icon, "on_accent_soft" if name == lit else "muted"))

    def count(self, page: str, number: int) -> None:
        """Say beside a line how much waits there; nothing for 0."""
        destination = next(each for each in DESTINATIONS if each.page == page)
        words = _(destination.words)
        self._name(self._lines[page], _("{words} ({count})").format(words=words, count=number) if number else words, destination.key)
        self.narrow(self._is_narrow)

    def _name(self, line: QPushButton, words: str, key: str) -> None:
        self._words[line] = words
        line.setAccessibleName(words)
        line.setToolTip(_("{words}: {key}").format(words=words, key=key))

    def _add_head(self, layout: QVBoxLayout, organisation: str, project: str) -> None:
        for words, kind in ((project or organisation, "heading"), (organisation if project else "", "small")):
            if words:
                label = text(words, kind)
                label.setContentsMargins(px(10), 0, px(6), 0)
                layout.addWidget(label)
        layout.addSpacing(px(theme.MEDIUM))
        self.finder = button(_("Find…"), self.find_asked.emit, icon="search")
        self._name(self.finder, _("Find…"), keys.EVERYWHERE["find"].keys[0])
        layout.addWidget(self.finder)
        layout.addSpacing(px(theme.MEDIUM))

    def _line(self, destination: Destination) -> QPushButton:
        line = role(QPushButton(_(destination.words)), "nav")
        line.setCheckable(True)
        line.setAutoExclusive(True)
        line.setIcon(theme.icon(destination.icon, "muted"))
        line.setIconSize(QSize(px(20), px(20)))
        line.setCursor(Qt.CursorShape.PointingHandCursor)
        self._name(line, _(destination.words), destination.key)
        line.pressed.connect(lambda: self._on_pressed(line))
        line.toggled.connect(lambda on: self._on_toggled(destination.page, on))
        line.clicked.connect(lambda _checked=False: self._on_clicked(destination.page))
        self._lines[destination.page] = line
        return line

    # Assistive technology turns a line on without a click, so going there hangs on that; a click on the lit line leads back to its page.

    def _on_pressed(self, line: QPushButton) -> None:
        self._was_lit = line.isChecked()

    def _on_toggled(self, page: str, on: bool) -> None:
        if on and page != self._lit:
            self.chosen.emit(page)

    def _on_clicked(self, page: str) -> None:
        if self._was_lit:
            self.chosen.emit(page)

    def _add_foot(self, layout: QVBoxLayout, account: str) -> None:
        who = text(_("Working here: {name}").format(name=account), "small")
        who.setContentsMargins(px(10), 0, px(6), 0)
        layout.addWidget(who)
        self.lock = role(button(_("Lock"), self.lock_asked.emit, icon="lock"), "nav")
        self._name(self.lock, _("Lock"), keys.EVERYWHERE["lock"].keys[0])
        layout.addWidget(self.lock)
