"""The keys of the program: one table that binds them, shows them on the buttons, and lists them under help."""

from __future__ import annotations

from collections.abc import Callable, Mapping
from dataclasses import dataclass

from PySide6.QtGui import QKeySequence, QShortcut
from PySide6.QtWidgets import QGridLayout, QWidget

from nbnb_desktop.i18n import N_, _
from nbnb_desktop.ui import theme
from nbnb_desktop.ui.blocks import Card, px, text
from nbnb_desktop.ui.words import isolated


@dataclass(frozen=True, slots=True)
class Key:
    """What can be done with a key; of several the first is the one that buttons show."""

    words: str
    keys: tuple[str, ...]


EVERYWHERE: dict[str, Key] = {
    "find": Key(N_("Find a participant or an action"), ("Ctrl+K",)),
    "help": Key(N_("Help with this page"), ("F1",)),
    "new": Key(N_("New participant"), ("Ctrl+N",)),
    "search": Key(N_("Search the participants"), ("Ctrl+F",)),
    "back": Key(N_("Back to the page before"), ("Alt+Left",)),
    "lock": Key(N_("Lock"), ("Ctrl+L",)),
}
FILE: dict[str, Key] = {
    "contact": Key(N_("Write down a contact"), ("Ctrl+T",)),
    "register": Key(N_("Register something"), ("Ctrl+R",)),
    "hand_over": Key(N_("Hand over the laptop"), ("Ctrl+H",)),
    "print": Key(N_("Portfolio and papers"), ("Ctrl+P",)),
}
FORM: dict[str, Key] = {
    "next": Key(N_("Next part"), ("Ctrl+PgDown",)),
    "previous": Key(N_("Previous part"), ("Ctrl+PgUp",)),
    "finish": Key(N_("Finish"), ("Ctrl+Enter", "Ctrl+Return")),
    "close": Key(N_("Close"), ("Esc", "Ctrl+W")),
    "undo": Key(N_("Undo the last answer"), ("Ctrl+Z",)),
    "language": Key(N_("This question in the other language"), ("F8",)),
    "languages": Key(N_("All questions in the other language"), ("Ctrl+L",)),
    "help": Key(N_("All keys"), ("F1",)),
}
GROUPS: tuple[tuple[str, Mapping[str, Key]], ...] = (
    (N_("Everywhere"), EVERYWHERE),
    (N_("In the file of a participant"), FILE),
    (N_("In a form"), FORM),
)


def bind(page: QWidget, group: Mapping[str, Key], slots: Mapping[str, Callable[[], object]]) -> None:
    """Let the keys of a group do what ``slots`` says, as long as ``page`` is on the screen."""
    for name, slot in slots.items():
        for key in group[name].keys:
            QShortcut(QKeySequence(key), page).activated.connect(lambda slot=slot: slot())


def shown(key: Key) -> str:
    """The key as a person reads it, safe between two scripts."""
    return isolated(QKeySequence(key.keys[0]).toString())


def hint(widget: QWidget, key: Key, words: str = "") -> None:
    """Say the key where one points at ``widget``."""
    widget.setToolTip(_("{words}: {key}").format(words=words or _(key.words), key=shown(key)))


def table() -> Card:
    """All keys, in groups."""
    card = Card(_("Keys"))
    grid = QGridLayout()
    grid.setHorizontalSpacing(px(theme.XLARGE))
    grid.setVerticalSpacing(px(theme.SMALL))
    grid.setColumnStretch(1, 1)
    line = 0
    for title, group in GROUPS:
        grid.addWidget(text(_(title), "caption"), line, 0, 1, 2)
        for number, key in enumerate(group.values(), line + 1):
            both = _(" / ").join(isolated(QKeySequence(one).toString()) for one in key.keys)
            grid.addWidget(text(both, "strong", wrap=False), number, 0)
            grid.addWidget(text(_(key.words)), number, 1)
        line += len(group) + 1
    return card.add(grid)
