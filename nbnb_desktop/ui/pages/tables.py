"""The programme's tables: choose one, of which project, up to which day; look, open the people behind a figure, save."""

from __future__ import annotations

from functools import partial
from pathlib import Path
from typing import Any

from PySide6.QtCore import QModelIndex, Qt, QTimer
from PySide6.QtGui import QResizeEvent
from PySide6.QtWidgets import (
    QAbstractItemView,
    QCheckBox,
    QComboBox,
    QFileDialog,
    QGridLayout,
    QLineEdit,
    QProgressBar,
    QTableView,
    QVBoxLayout,
)

from nbnb_desktop import i18n
from nbnb_desktop.actions import datasets, reporting, roles
from nbnb_desktop.errors import NbnbError
from nbnb_desktop.i18n import N_, _, ngettext
from nbnb_desktop.ui import theme
from nbnb_desktop.ui.blocks import Card, Empty, Field, button, column, empty, px, row, text
from nbnb_desktop.ui.chains import ChainsView
from nbnb_desktop.ui.models.figures import FiguresModel
from nbnb_desktop.ui.page import Desk, Place, Reply, ScrollPage
from nbnb_desktop.ui.pages.data_card import DataCard, Order
from nbnb_desktop.ui.words import isolated

FILES = N_("Spreadsheet (*.xlsx);;PDF (*.pdf);;CSV (*.csv);;JSON (*.json)")
SHOWN = 30
"""Names that are listed under a figure at first, and so many more at each request."""

ROW = 34
"""Pixels of a row at 100%."""


class TablesPage(ScrollPage):
    """The choices above, the figures under them, and what belongs to the figures below."""

    name = "tables"
    measure = 1400

    def __init__(self, desk: Desk) -> None:
        super().__init__(desk)
        self.table: Any = None
        self.save_button = button(_("Save as…"), self._on_save, kind="primary", icon="save")
        self.save_button.setEnabled(False)
        self.head(_("Tables"), _("The figures of the programme, as they are registered on this laptop."), self.save_button)
        ways = (("bulk", _("Register from a file")), ("group", _("An activity of a group")))
        links = [button(words, partial(self._go, page), kind="link", icon="next") for page, words in ways]
        self.column.addLayout(row(*links, None, spacing=theme.LARGE))
        self._add_choices()
        self._add_figures()
        self.data = DataCard()
        self.data.asked.connect(self._on_data)
        self.column.addWidget(self.data)
        self.column.addStretch(1)

    def arrive(self, place: Place) -> None:
        self.run(reporting.projects, self._language, then=self._on_projects)
        self.run(roles.mine, then=self._on_role)

    def show_table(self) -> None:
        """Make the table that is chosen now."""
        self.day.complain()
        self.run(
            reporting.report,
            self.which.currentData(),
            self.project.currentData() or "",
            self._typed.text(),
            self._language,
            self.outsider.isChecked(),
            then=self._on_table,
            failed=self._on_refused,
        )

    def save(self, path: Path) -> None:
        self.run(reporting.save, self.table, path, then=Reply(self._on_saved, path))

    @property
    def _language(self) -> str:
        return i18n.current() if i18n.current() in reporting.LANGUAGES else i18n.SOURCE_LANGUAGE

    def _add_choices(self) -> None:
        self.which, self.project, self.outsider = QComboBox(), QComboBox(), QCheckBox(_("For outsiders: hide small numbers"))
        for name, title in reporting.names(self._language):
            self.which.addItem(f"{name}  {title}", name)
        self.project.addItem(_("The whole programme"), "")
        self._typed = QLineEdit()
        self._typed.setPlaceholderText(_("Everything, or 2-3-2021"))
        self.day = Field(_("Reference date"), self._typed)
        self.which.activated.connect(lambda _index: self.show_table())
        self.project.activated.connect(lambda _index: self.show_table())
        self.outsider.toggled.connect(lambda _checked: self.show_table())
        self._typed.editingFinished.connect(self.show_table)
        for box in (self.which, self.project):
            box.setSizeAdjustPolicy(QComboBox.SizeAdjustPolicy.AdjustToMinimumContentsLengthWithIcon)
            box.setMinimumContentsLength(20)
        fields = self.beside(Field(_("Which table?"), self.which), Field(_("Of which project?"), self.project), self.day, shares=(3, 3, 2))
        card = Card().add(fields, self.outsider)
        self.column.addWidget(card)

    def _add_figures(self) -> None:
        self.model = FiguresModel(self)
        self.view = _view(self.model)
        self.view.clicked.connect(self._on_cell)
        self.view.activated.connect(self._on_cell)
        self._title, self._facts = text("", "heading"), text("", "muted")
        self._notes, self._bars, self._behind = text("", "small"), QGridLayout(), Card(kind="panel")
        self._people = self._behind.column
        self._drawing = QVBoxLayout()
        self._behind.hide()
        self._bars.setColumnStretch(1, 1)
        self.figures = Card().add(self._title, self._facts, self._drawing, self.view, self._behind, self._bars, self._notes)
        self.figures.setLayoutDirection(Qt.LayoutDirection.LeftToRight)  # a table is in Dutch or English, whatever is spoken around it
        for label in (self._title, self._facts, self._notes):
            label.setAlignment(Qt.AlignmentFlag.AlignLeft | Qt.AlignmentFlag.AlignAbsolute)
        self.figures.hide()
        self._nothing = Empty(
            "chart", _("No figures yet"), _("Register the start and the exit of participants; then they are counted here.")
        )
        self._nothing.hide()
        self.column.addLayout(column(self.figures, self._nothing))

    def _on_projects(self, projects: tuple[tuple[str, str], ...]) -> None:
        chosen = self.project.currentData()
        while self.project.count() > 1:
            self.project.removeItem(1)
        for code, label in projects:
            self.project.addItem(label, code)
        self.project.setCurrentIndex(max(0, self.project.findData(chosen)))
        self.show_table()

    def _on_role(self, role: str) -> None:
        self.data.setVisible(roles.may(role, "deliver"))

    def _on_table(self, table: Any) -> None:
        self.table = table
        self.model.show_table(table)
        self._title.setText(table.title)
        self._facts.setText(isolated("   ".join(f"{label}: {value}" for label, value in reporting.facts(table))))
        self._notes.setText("\n".join(isolated(f"• {note}") for note in table.notes))
        self._behind.hide()
        self._draw(reporting.bars(table))
        empty(self._drawing)
        if (chains := reporting.chains(table)) is not None:
            self._drawing.addWidget(ChainsView(chains))
        self.figures.setVisible(bool(table.rows))
        self._nothing.setVisible(not table.rows)
        self.save_button.setEnabled(bool(table.rows))
        QTimer.singleShot(0, self._fit)  # only when it is shown does it have its width

    def _fit(self) -> None:
        _fit(self.view)

    def _on_refused(self, refusal: NbnbError) -> None:
        self.day.complain(str(refusal))
        self.save_button.setEnabled(False)

    def _draw(self, bars: tuple[tuple[str, float, str], ...]) -> None:
        """The chart: a bar for every row, with its label before it and its value behind it."""
        empty(self._bars)
        for number, (label, share, shown) in enumerate(bars):
            bar = QProgressBar()
            bar.setRange(0, 1000)
            bar.setValue(round(1000 * share))
            bar.setTextVisible(False)
            bar.setAccessibleName(f"{label}: {shown}")
            for place, thing in enumerate((text(label, "small", wrap=False), bar, text(shown, "small", wrap=False))):
                self._bars.addWidget(thing, number, place)

    def _on_cell(self, index: QModelIndex) -> None:
        cell = self.model.cell(index)
        self._behind.hide()
        if cell is not None and cell.ids:
            self._head = ngettext("{place}: {count} participant", "{place}: {count} participants", len(cell.ids)).format(
                place=self.model.place(index), count=len(cell.ids)
            )
            self._find(cell.ids, SHOWN)

    def _find(self, ids: tuple[str, ...], most: int) -> None:
        self.run(reporting.people, ids, most, then=Reply(self._on_people, ids, most))

    def _on_people(self, ids: tuple[str, ...], most: int, people: tuple[tuple[str, str], ...]) -> None:
        empty(self._people)
        self._behind.setLayoutDirection(self.layoutDirection())
        self._people.addWidget(text(self._head, "strong"))
        for start in range(0, len(people), 5):
            line = [button(isolated(name), partial(self._open, one), kind="link") for one, name in people[start : start + 5]]
            self._people.addLayout(row(*line, None, spacing=theme.MEDIUM))
        if more := min(max(0, len(ids) - most), SHOWN):
            words = ngettext("Show {count} more", "Show {count} more", more).format(count=more)
            self._people.addLayout(row(button(words, partial(self._find, ids, most + SHOWN), kind="quiet"), None))
        self._behind.show()
        QTimer.singleShot(0, self._show_behind)

    def _show_behind(self) -> None:
        """Bring the people behind a figure into sight under a table that is higher than the window."""
        self.area.ensureWidgetVisible(self._behind)

    def _go(self, page: str) -> None:
        self.went.emit(Place(page))

    def _open(self, participant: str) -> None:
        self.went.emit(Place("participant", participant=participant))

    def _on_data(self, order: Order) -> None:
        self.run(
            datasets.deliver,
            order.folder,
            order.form,
            language=self._language,
            recipient=order.recipient,
            purpose=order.purpose,
            then=self._on_delivered,
            failed=self._on_data_refused,
        )

    def _on_delivered(self, delivery: Any) -> None:
        said = ngettext("{name}: the data of {count} participant.", "{name}: the data of {count} participants.", delivery.participants)
        self.data.tell(said.format(name=isolated(Path(delivery.folder).name), count=delivery.participants))

    def _on_data_refused(self, refusal: NbnbError) -> None:
        self.data.tell(str(refusal))

    def _on_save(self) -> None:
        name = f"{self.table.name} {self.table.title}.xlsx"
        path, __ = QFileDialog.getSaveFileName(self, _("Save the table"), name, _(FILES))
        if path:
            self.save(Path(path))

    def _on_saved(self, path: Path, _nothing: object) -> None:
        self.told.emit(_("Saved as {name}.").format(name=isolated(path.name)))

    def resizeEvent(self, event: QResizeEvent) -> None:
        super().resizeEvent(event)
        self._fit()


def _view(model: FiguresModel) -> QTableView:
    view = QTableView()
    view.setModel(model)
    view.setSelectionMode(QAbstractItemView.SelectionMode.SingleSelection)
    view.setAlternatingRowColors(True)
    view.setShowGrid(False)
    view.setWordWrap(True)
    view.setTabKeyNavigation(False)
    view.verticalHeader().hide()
    view.verticalHeader().setDefaultSectionSize(px(ROW))
    view.setVerticalScrollBarPolicy(Qt.ScrollBarPolicy.ScrollBarAlwaysOff)
    view.setAccessibleName(_("Tables"))
    view.horizontalHeader().setHighlightSections(False)
    view.horizontalHeader().setSectionsClickable(False)
    return view


def _fit(view: QTableView) -> None:
    """As high as its rows, so that the page scrolls and not the table in it; the labels take the room that is left."""
    header = view.horizontalHeader()
    view.resizeColumnsToContents()
    left = view.viewport().width() - header.length()
    if left > 0 and header.count():
        view.setColumnWidth(0, view.columnWidth(0) + left)
    height = header.sizeHint().height() + view.verticalHeader().length() + 2 * view.frameWidth() + px(18)
    view.setFixedHeight(height)
