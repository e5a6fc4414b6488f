"""The list of participants: find somebody in any script, or begin a new file."""

from __future__ import annotations

from collections.abc import Callable
from functools import partial
from typing import Any

from PySide6.QtCore import QModelIndex, Qt, QTimer
from PySide6.QtGui import QHideEvent, QResizeEvent
from PySide6.QtWidgets import QAbstractItemView, QHeaderView, QLineEdit, QStackedLayout, QTableView

from nbnb_desktop.actions import duplicates, participants
from nbnb_desktop.i18n import _, ngettext
from nbnb_desktop.ui.blocks import Empty, button, column, px, row, scrolled, text
from nbnb_desktop.ui.models.participants import ParticipantModel
from nbnb_desktop.ui.page import Desk, Page, Place
from nbnb_desktop.ui.theme import role

NEEDS = (0, 0, 620, 760, 900)
"""Pixels at 100% that the page needs before each column is shown: where room is short, the names stay."""

PAUSE = 120
"""Milliseconds without a keystroke before a search begins."""

LOOKED_THROUGH = 1000
"""Up to so many participants the list looks by itself for files of one person; of more only when somebody asks (5,000: 4 s)."""


class ParticipantsPage(Page):
    """Search as you type over a table that reads only what is on the screen."""

    name = "participants"

    def __init__(self, desk: Desk) -> None:
        super().__init__(desk)
        self.search = role(QLineEdit(), "search")
        self.search.setPlaceholderText(_("Search a name, in any script"))
        self.search.setAccessibleName(_("Search a name, in any script"))
        self.search.setClearButtonEnabled(True)
        self.search.addAction(_search_icon(), QLineEdit.ActionPosition.LeadingPosition)
        self.model = ParticipantModel(self._fetch, self)
        self.model.counted.connect(self._on_counted)
        self.table = _table(self.model)
        self.table.clicked.connect(self._on_clicked)
        self.table.activated.connect(self._on_clicked)
        self._looked_through = -1
        self._goes_to_table = False  # Enter was pressed: the first that is found gets the focus
        self._count = text("", "muted", wrap=False)
        self._lay_out()
        self._pause = QTimer(self)
        self._pause.setSingleShot(True)
        self._pause.setInterval(PAUSE)
        self._pause.timeout.connect(self._search_now)
        self.search.textChanged.connect(self._pause.start)
        self.search.returnPressed.connect(self._on_enter)

    def arrive(self, place: Place) -> None:
        self._looked_through = -1  # what was decided about a pair is known again
        self._search_now()
        self.search.setFocus()

    def _lay_out(self) -> None:
        add = button(_("New participant"), self._on_new, kind="primary", icon="add")
        add.setToolTip("Ctrl+N")
        self.head(_("Participants"), "", add)
        line = row(spacing=16)
        line.addWidget(self.search, 1)
        line.addWidget(self._count)
        self.body.addLayout(line)
        self.same_button = button("", partial(self._go, "duplicates"), kind="link", icon="people")
        self.same_button.hide()
        self.print_button = button(_("Print for several"), partial(self._go, "batch"), kind="link", icon="print")
        self.body.addLayout(column(row(self.print_button, None), row(self.same_button, None), spacing=0))
        self._nobody = Empty(
            "people",
            _("No participants yet"),
            _("Begin a file for the first participant, or import a file from a colleague."),
            button(_("New participant"), self._on_new, kind="primary"),
        )
        self._no_match = Empty(
            "search", _("Nobody found"), _("Try a part of the name, another spelling, or the name in its own script."), None
        )
        self._stack = QStackedLayout()
        for widget in (self.table, scrolled(self._nobody), scrolled(self._no_match)):
            self._stack.addWidget(widget)
        self.body.addLayout(self._stack, 1)

    def _fetch(self, words: str, limit: int, offset: int, then: Callable[[Any], None]) -> None:
        self.run(participants.search, words, limit=limit, offset=offset, then=then)

    def _search_now(self) -> None:
        self.model.search(self.search.text().strip())

    def _on_counted(self, total: int) -> None:
        searching = bool(self.search.text().strip())
        self._stack.setCurrentIndex(0 if total else 2 if searching else 1)
        said = ngettext("{count} participant", "{count} participants", total).format(count=total)
        self._count.setText(said if total else "")
        if not searching and total != self._looked_through:
            self._looked_through = total
            self.run(duplicates.count_up_to, LOOKED_THROUGH, then=self._on_same)
        if self._goes_to_table and total:
            self.table.setFocus()
            self.table.selectRow(0)
        self._goes_to_table = False

    def _on_same(self, count: int | None) -> None:
        """``count`` is None where there are too many participants to look while somebody waits."""
        words = ngettext("{count} pair of files may be of one person", "{count} pairs of files may be of one person", count or 0)
        self.same_button.setText(_("Look for files of one person") if count is None else words.format(count=count))
        self.same_button.setVisible(count != 0)

    def _go(self, page: str) -> None:
        self.went.emit(Place(page))

    def _on_clicked(self, index: QModelIndex) -> None:
        self._open(index.row())

    def _on_enter(self) -> None:
        self._pause.stop()
        self._goes_to_table = True
        self._search_now()

    def _on_new(self) -> None:
        self.went.emit(Place("new_participant"))

    def _open(self, number: int) -> None:
        found = self.model.participant(number)
        if found is not None:
            self.went.emit(Place("participant", participant=found.id))

    def resizeEvent(self, event: QResizeEvent) -> None:
        super().resizeEvent(event)
        for place, needed in enumerate(NEEDS):
            self.table.setColumnHidden(place, self.width() < px(needed))

    def hideEvent(self, event: QHideEvent) -> None:
        self._pause.stop()  # what was typed is nobody's question any more
        super().hideEvent(event)


def _search_icon() -> Any:
    from nbnb_desktop.ui import theme

    return theme.icon("search", "muted")


def _table(model: ParticipantModel) -> QTableView:
    table = QTableView()
    table.setModel(model)
    table.setSelectionBehavior(QAbstractItemView.SelectionBehavior.SelectRows)
    table.setSelectionMode(QAbstractItemView.SelectionMode.SingleSelection)
    table.setShowGrid(False)
    table.setWordWrap(False)
    table.setTabKeyNavigation(False)
    table.setCursor(Qt.CursorShape.PointingHandCursor)
    table.verticalHeader().hide()
    table.verticalHeader().setDefaultSectionSize(px(46))
    table.setAccessibleName(_("Participants"))
    header = table.horizontalHeader()
    header.setHighlightSections(False)
    header.setSectionResizeMode(QHeaderView.ResizeMode.Stretch)
    header.setSectionsClickable(False)
    return table
