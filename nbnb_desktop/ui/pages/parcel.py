"""What goes into a file for other laptops: all that is new for them, one participant's file, or only the forms."""

from __future__ import annotations

from collections.abc import Callable, Sequence
from pathlib import Path
from typing import Any

from PySide6.QtWidgets import QComboBox, QLineEdit, QVBoxLayout, QWidget

from nbnb_desktop.actions import exchange
from nbnb_desktop.i18n import N_, _
from nbnb_desktop.ui import theme
from nbnb_desktop.ui.blocks import Field, px
from nbnb_desktop.ui.words import isolated

NEW, FORMS, PERSON = "new", "forms", "person"

ROADS: tuple[tuple[str, dict[str, int]], ...] = (
    (N_("On a USB stick"), {}),
    (N_("By e-mail: files of at most 10 MB"), {"part_size": 10 << 20}),
)
"""How the file goes, and what that asks of ``exchange.export``."""


class Parcel(QWidget):
    """The choices; ``work`` makes the file of what was chosen."""

    def __init__(self) -> None:
        super().__init__()
        self._participant = ""
        self.what, self.road, self.consent = QComboBox(), QComboBox(), QLineEdit()
        for words, asked in ROADS:
            self.road.addItem(_(words), asked)
        self.road_field = Field(_("How will it go?"), self.road)
        words = _("For example: agreed to go to this project, in the talk of 3 March. It goes along with the file.")
        self.consent_field = Field(_("What did the participant agree to, and when?"), self.consent, words)
        layout = QVBoxLayout(self)
        layout.setContentsMargins(0, 0, 0, 0)
        layout.setSpacing(px(theme.MEDIUM))
        for field in (Field(_("What goes along?"), self.what), self.road_field, self.consent_field):
            layout.addWidget(field)
        self.what.currentIndexChanged.connect(self._on_what)
        self.offer()

    @property
    def is_of_one(self) -> bool:
        """Whether one participant's file goes to another project."""
        return self.what.currentData() == PERSON

    def offer(self, participant: str = "", name: str = "") -> None:
        """Offer what can go along; the whole file of ``participant`` too, and chosen, when somebody came for that."""
        self._participant = participant
        self.what.clear()
        if participant:
            self.what.addItem(_("Only the file of {name}").format(name=isolated(name)), PERSON)
        self.what.addItem(_("All that is new for them"), NEW)
        self.what.addItem(_("Only the forms, nobody's answers"), FORMS)
        self.consent.clear()

    def work(self, workplace: Any, recipients: Sequence[str], path: Path) -> Callable[[Callable[[int, int], None]], Any]:
        """What ``tasks.run_long`` has to do; gives ``exchange.ExportReport``."""
        if self.is_of_one:
            return _at_once(exchange.hand_over, workplace, recipients, self._participant, self.consent.text(), path)
        if self.what.currentData() == FORMS:
            return _at_once(exchange.export_forms, workplace, recipients, path)
        asked = self.road.currentData()
        return lambda progress: exchange.export(workplace, recipients, path, **asked, progress=progress)

    def _on_what(self) -> None:
        self.road_field.setVisible(self.what.currentData() == NEW)
        self.consent_field.setVisible(self.is_of_one)


def _at_once(action: Callable[..., Any], *arguments: Any) -> Callable[[Callable[[int, int], None]], Any]:
    """Work that is soon done: it tells no progress."""
    return lambda _progress: action(*arguments)
