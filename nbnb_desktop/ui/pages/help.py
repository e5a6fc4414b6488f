"""Help: what to do on each page in a few sentences, all keys, the tour once more, and what this program is."""

from __future__ import annotations

from functools import partial

from PySide6.QtCore import Qt, Signal
from PySide6.QtWidgets import QLabel, QVBoxLayout, QWidget

from nbnb_desktop import i18n
from nbnb_desktop.i18n import _
from nbnb_desktop.ui import help_texts, keys, theme
from nbnb_desktop.ui.blocks import ICON, Card, Segment, button, column, empty, px, row, text
from nbnb_desktop.ui.page import Desk, Place, ScrollPage, settle
from nbnb_desktop.ui.questions.base import start_at
from nbnb_desktop.ui.questions.rich import as_html
from nbnb_desktop.ui.row_button import RowButton


class HelpPage(ScrollPage):
    """A Place says in ``form`` for which page help is wanted: its topic is open and has the focus."""

    name = "help"
    measure = 860

    tour_asked = Signal()

    def __init__(self, desk: Desk) -> None:
        super().__init__(desk)
        self.language = help_texts.spoken(i18n.current())
        self.topics: dict[str, TopicCard] = {}
        self.tour_button = button(_("Show the tour again"), self.tour_asked.emit, icon="play")
        about = button(_("About this program"), partial(self.went.emit, Place("about")), icon="info")
        self.head(_("Help"), _("What to do on each page, in a few sentences."))
        self.column.addLayout(self.beside(self.tour_button, about, None, spacing=theme.SMALL))
        self._choice = row(spacing=0)
        self._topics = column(spacing=theme.SMALL)
        self.column.addLayout(self._choice)
        self.column.addLayout(self._topics)
        self.column.addWidget(keys.table())
        self.column.addWidget(text(_("Is your question not here? Ask the programme bureau. Do not send data of participants."), "muted"))
        self.column.addStretch(1)

    def arrive(self, place: Place) -> None:
        self.speak(self.language)
        found = next((card for card in self.topics.values() if place.form in card.topic.pages), None)
        if found is not None:
            found.open()
            settle()
            self.area.ensureWidgetVisible(found)
            found.title.setFocus()

    def speak(self, language: str) -> None:
        """Show the topics in ``language``; the screens keep theirs."""
        self.language = language
        empty(self._choice)
        for code in help_texts.LANGUAGES:
            choice = Segment(i18n.LANGUAGES[code].own_name, partial(self.speak, code))
            choice.setChecked(code == language)
            self._choice.addWidget(choice)
        self._choice.addStretch(1)
        empty(self._topics)
        self.topics = {topic.title: TopicCard(topic) for topic in help_texts.topics(language)}
        for card in self.topics.values():
            self._topics.addWidget(card)


class TopicCard(Card):
    """A subject that unfolds at its title. Help is written from left to right, whatever the screen does."""

    def __init__(self, topic: help_texts.Topic) -> None:
        super().__init__(margin=10)
        self.topic = topic
        self.setLayoutDirection(Qt.LayoutDirection.LeftToRight)
        self.title = RowButton()
        theme.role(self.title, "nav")
        self.title.setAutoDefault(True)
        self.title.setAccessibleName(topic.title)
        self.title.setCursor(Qt.CursorShape.PointingHandCursor)
        self.title.clicked.connect(self._on_pressed)
        self._sign = self.title.add(QLabel())
        self.title.add(_words(topic.title, "strong"), 1)
        self._body = QWidget()
        inside = QVBoxLayout(self._body)
        inside.setContentsMargins(px(38), 0, px(12), px(10))
        inside.setSpacing(px(theme.SMALL))
        for paragraph in topic.paragraphs:
            inside.addWidget(_words(as_html(paragraph)))
        self.add(self.title, self._body)
        self.column.setSpacing(0)
        self._show(False)

    def open(self) -> None:
        self._show(True)

    def _on_pressed(self) -> None:
        self._show(self._body.isHidden())

    def _show(self, is_open: bool) -> None:
        self._body.setVisible(is_open)
        sign = "chevron-down" if is_open else "chevron-right"
        self._sign.setPixmap(theme.pixmap(sign, "accent", px(ICON), ratio=self.devicePixelRatioF()))
        self.title.setAccessibleDescription(_("open") if is_open else _("closed"))


def _words(html: str, kind: str = "") -> QLabel:
    label = theme.role(QLabel(html), kind)
    label.setWordWrap(True)
    start_at(label, rtl=False)
    return label
