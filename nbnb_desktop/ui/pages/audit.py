"""Who did what when, for administrators: the latest first, by person, kind and period, and as a file."""

from __future__ import annotations

from collections.abc import Callable
from pathlib import Path
from typing import Any

from PySide6.QtCore import Qt
from PySide6.QtGui import QResizeEvent
from PySide6.QtWidgets import QAbstractItemView, QComboBox, QFileDialog, QHeaderView, QStackedLayout, QTableView
from shiboken6 import isValid

from nbnb_desktop.actions import keeping, printing, trail
from nbnb_desktop.errors import NbnbError
from nbnb_desktop.i18n import N_, _, ngettext
from nbnb_desktop.ui import theme
from nbnb_desktop.ui.blocks import Empty, button, empty, px, row, scrolled, text, way_back
from nbnb_desktop.ui.models.windowed import Columns, WindowedModel
from nbnb_desktop.ui.page import Desk, Page, Place, Reply
from nbnb_desktop.ui.words import exact_moment, isolated

COLUMNS: Columns = (
    (N_("When"), lambda deed: exact_moment(deed.when)),
    (N_("Who"), lambda deed: isolated(deed.who)),
    (N_("What"), lambda deed: deed.what),
)
SHARES = (200, 130)
"""Pixels at 100% of the first two columns; what was done takes the rest."""
LINES = 54
"""Pixels at 100% of a row: two lines of any script."""
HIGH = 520
"""Pixels at 100% that the page needs to say what it is for as well; where there is less, the lines go first."""


class AuditPage(Page):
    """A table that reads only what is on the screen; looking at it is noted as well."""

    name = "audit"

    def __init__(self, desk: Desk) -> None:
        super().__init__(desk)
        self.model = WindowedModel(COLUMNS, self._fetch, self)
        self.model.counted.connect(self._on_counted)
        self.table = _table(self.model)
        self.who, self.kind, self.period = _choice(_("Who")), _choice(_("What")), _choice(_("When"))
        self._count = text("", "muted", wrap=False)
        self._lay_out()

    def arrive(self, place: Place) -> None:
        self.run(trail.people, then=self._on_people, failed=self._on_closed)

    def save(self, path: Path) -> None:
        """Write all of it as CSV, whatever is chosen."""
        self.run(_save, path, then=Reply(self._on_saved, path))

    def _lay_out(self) -> None:
        self.body.addLayout(way_back(_("Back to the settings"), self._on_back))
        self.save_button = button(_("Save all of it…"), self._on_save, icon="save")
        self.head(_("Who did what"), "", self.save_button)
        self._lead = text(_("Everything that was opened, printed, exchanged or changed on this laptop."), "muted")
        self.body.addWidget(self._lead)
        for combo in (self.who, self.kind, self.period):
            combo.currentIndexChanged.connect(self._search)
        filters = row(self.who, self.kind, self.period, self._count, spacing=theme.MEDIUM)
        for place in range(len(COLUMNS)):
            filters.setStretch(place, 1)
        nothing = Empty("search", _("Nothing was noted"), _("Choose another person, kind or period."))
        self._stack = QStackedLayout()
        for widget in (self.table, scrolled(nothing)):
            self._stack.addWidget(widget)
        self.body.addLayout(filters)
        self.body.addLayout(self._stack, 1)

    def _fetch(self, asked: trail.Asked, limit: int, offset: int, then: Callable[[Any], None]) -> None:
        self.run(trail.deeds, asked, limit=limit, offset=offset, then=then)

    def _search(self) -> None:
        self.model.search(trail.Asked(self.who.currentData(), self.kind.currentData(), self.period.currentData()))

    def _on_people(self, found: tuple[str, ...]) -> None:
        _offer(self.who, [("", _("everybody")), *((name, name) for name in found)])
        _offer(self.kind, [("", _("everything")), *((kind, _(words)) for kind, words in trail.KINDS.items())])
        _offer(self.period, [(days, _(words)) for days, words in trail.PERIODS.items()])
        self._search()
        self.table.setFocus()

    def _on_closed(self, refusal: NbnbError) -> None:
        """Nothing to see for who is no administrator."""
        empty(self.body)
        self.body.addLayout(way_back(_("Back to the settings"), self._on_back))
        self.body.addWidget(Empty("lock", refusal.title, refusal.advice), 1)

    def _on_counted(self, total: int) -> None:
        self._stack.setCurrentIndex(0 if total else 1)
        self._count.setText(ngettext("{count} line", "{count} lines", total).format(count=total))

    def _on_save(self) -> None:
        path, __ = QFileDialog.getSaveFileName(self, _("Save all of it…"), _("who-did-what.csv"), "CSV (*.csv)")
        if path:
            self.save(Path(path))

    def _on_saved(self, path: Path, _nothing: object) -> None:
        self.told.emit(_("Saved as {name}.").format(name=isolated(path.name)))

    def _on_back(self) -> None:
        self.went.emit(Place("settings"))

    def resizeEvent(self, event: QResizeEvent) -> None:
        super().resizeEvent(event)
        if isValid(self._lead):
            self._lead.setVisible(self.height() >= px(HIGH))


def _save(workplace: Any, path: Path) -> None:
    printing.save(keeping.audit_trail(workplace), path)


def _choice(name: str) -> QComboBox:
    made = QComboBox()
    made.setAccessibleName(name)
    made.setSizeAdjustPolicy(QComboBox.SizeAdjustPolicy.AdjustToMinimumContentsLengthWithIcon)
    made.setMinimumContentsLength(8)
    return made


def _offer(combo: QComboBox, options: list[tuple[Any, str]]) -> None:
    """Offer these; what was chosen stays chosen when it is among them."""
    chosen = combo.currentData()
    combo.blockSignals(True)
    combo.clear()
    for value, words in options:
        combo.addItem(words, value)
    combo.setCurrentIndex(max(0, combo.findData(chosen)))
    combo.blockSignals(False)


def _table(model: WindowedModel) -> QTableView:
    table = QTableView()
    table.setModel(model)
    table.setSelectionBehavior(QAbstractItemView.SelectionBehavior.SelectRows)
    table.setSelectionMode(QAbstractItemView.SelectionMode.SingleSelection)
    table.setShowGrid(False)
    table.setWordWrap(True)
    table.setTabKeyNavigation(False)
    table.setHorizontalScrollBarPolicy(Qt.ScrollBarPolicy.ScrollBarAlwaysOff)
    table.verticalHeader().hide()
    table.verticalHeader().setDefaultSectionSize(px(LINES))
    table.setAccessibleName(_("Who did what"))
    header = table.horizontalHeader()
    header.setHighlightSections(False)
    header.setSectionsClickable(False)
    for place, share in enumerate(SHARES):
        header.setSectionResizeMode(place, QHeaderView.ResizeMode.Fixed)
        header.resizeSection(place, px(share))
    header.setSectionResizeMode(len(SHARES), QHeaderView.ResizeMode.Stretch)
    return table
