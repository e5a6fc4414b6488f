"""One paper for many participants at once: choose them, choose the paper, choose a folder; stop whenever one wants."""

from __future__ import annotations

from functools import partial
from pathlib import Path
from typing import Any

from PySide6.QtCore import QSize, Qt, QTimer
from PySide6.QtWidgets import QFileDialog, QLineEdit, QListWidget, QListWidgetItem, QProgressBar, QVBoxLayout

from nbnb_desktop.actions import participants, printing
from nbnb_desktop.errors import NbnbError
from nbnb_desktop.i18n import _, ngettext
from nbnb_desktop.ui import theme
from nbnb_desktop.ui.blocks import Card, button, column, empty, px, row, text, way_back
from nbnb_desktop.ui.page import Desk, Place, ScrollPage
from nbnb_desktop.ui.pages.printing_choices import PAPERS, Choices
from nbnb_desktop.ui.paper import open_folder
from nbnb_desktop.ui.theme import role
from nbnb_desktop.ui.words import birth_in_short, isolated, person_name

SHOWN = 500
PAUSE = 150
NOT_FOR_MANY = ("form", "my_file")
"""What is made for one participant at a time: a form of one's own, and all that is kept about somebody."""


class BatchPage(ScrollPage):
    """The work is done away from the screen; each file that stands in the folder is whole."""

    name = "batch"

    def __init__(self, desk: Desk) -> None:
        super().__init__(desk)
        self._job: Any = None
        self._made = 0
        self._folder = Path()
        self.column.addLayout(way_back(_("All participants"), self._on_back))
        self.head(_("Print for several participants"), _("Everybody gets a file of their own, in the folder that you choose."))
        self.choices = Choices({name: words for name, words in PAPERS.items() if name not in NOT_FOR_MANY})
        self.search = role(QLineEdit(), "search")
        self.search.setPlaceholderText(_("Search a name, in any script"))
        self.search.setAccessibleName(_("Search a name, in any script"))
        self.people = QListWidget()
        self.people.setAccessibleName(_("Participants"))
        self.people.itemChanged.connect(self._on_ticked)
        self.people.setMinimumHeight(px(320))
        self.column.addLayout(self.beside(column(self.choices, None), self._list(), shares=(1, 2), spacing=theme.XLARGE))
        self.column.addStretch(1)
        self._pause = QTimer(self)
        self._pause.setSingleShot(True)
        self._pause.setInterval(PAUSE)
        self._pause.timeout.connect(self._find)
        self.search.textChanged.connect(self._pause.start)

    @property
    def chosen(self) -> tuple[str, ...]:
        """The ids of those for whom a paper is made."""
        items = (self.people.item(place) for place in range(self.people.count()))
        return tuple(str(item.data(Qt.ItemDataRole.UserRole)) for item in items if item.checkState() == Qt.CheckState.Checked)

    def arrive(self, place: Place) -> None:
        self._find()

    def print_into(self, folder: Path) -> None:
        """Make the files, with a bar that moves and a button that stops."""
        chosen, wish, self._folder = self.chosen, self.choices.wish, folder
        self._made = 0
        work = partial(printing.batch, self.desk.workplace, chosen, wish, folder)
        self._show_working(True)
        self._job = self.desk.tasks.run_long(work, then=self._on_done, failed=self._on_refused)
        self._job.progressed.connect(self._on_progress)
        self._job.cancelled.connect(self._on_cancelled)

    def stop(self) -> None:
        if self._job is not None:
            self._job.cancel()

    def _list(self) -> QVBoxLayout:
        self.all_button = button(_("Choose all that are shown"), self._on_all, kind="quiet")
        self.print_button = button(_("Choose the folder…"), self._on_print, kind="primary", icon="print")
        self.stop_button = button(_("Stop"), self.stop, kind="danger")
        self._count = text("", "muted")
        self.bar = QProgressBar()
        self.bar.setAccessibleName(_("Progress"))
        self.said = text("", "strong")
        self._reasons = QVBoxLayout()
        working = row(self.bar, self.stop_button, spacing=theme.MEDIUM)
        working.setStretch(0, 1)
        foot = column(self._count, working, row(self.print_button, None), spacing=theme.SMALL)
        self.folder_button = button(_("Open the folder"), self._on_folder, kind="small")
        self.told_card = Card(kind="panel", margin=14).add(self.said, self._reasons, row(self.folder_button, None))
        self.told_card.hide()
        layout = column(self.search, row(self.all_button, None), self.people, self.told_card, foot, spacing=theme.MEDIUM)
        layout.addStretch(1)
        self._show_working(False)
        return layout

    def _find(self) -> None:
        self.run(participants.search, self.search.text().strip(), limit=SHOWN, then=self._on_found)

    def _on_found(self, page: Any) -> None:
        """Whoever was chosen stays in the list, whatever is searched next."""
        before = set(self.chosen)
        kept = [self.people.takeItem(place) for place in reversed(range(self.people.count()))]
        self.people.blockSignals(True)
        for item in reversed(kept):
            if item.checkState() == Qt.CheckState.Checked:
                self.people.addItem(item)
        for person in page.rows:
            if person.id not in before:
                self.people.addItem(_line(person))
        self.people.blockSignals(False)
        self._on_ticked()

    def _on_ticked(self, _item: Any = None) -> None:
        count = len(self.chosen)
        self._count.setText(ngettext("{count} participant chosen", "{count} participants chosen", count).format(count=count))
        self.print_button.setEnabled(count > 0 and self._job is None)

    def _on_all(self) -> None:
        for place in range(self.people.count()):
            self.people.item(place).setCheckState(Qt.CheckState.Checked)

    def _on_print(self) -> None:
        folder = QFileDialog.getExistingDirectory(self, _("A folder for the files"))
        if folder:
            self.print_into(Path(folder))

    def _on_progress(self, done: int, total: int) -> None:
        self._made = done
        self.bar.setRange(0, total)
        self.bar.setValue(done)

    def _on_done(self, done: printing.Batch) -> None:
        count = self._made = len(done.saved)
        self._tell(ngettext("{count} file has been made.", "{count} files have been made.", count).format(count=count))
        for name, reason in done.refused:
            self._reasons.addWidget(text(_("{name}: {reason}").format(name=isolated(name), reason=reason), "small"))

    def _on_cancelled(self) -> None:
        self._tell(_("Stopped. What stands in the folder already is whole."))

    def _on_refused(self, refusal: NbnbError) -> None:
        self._tell(str(refusal))

    def _tell(self, words: str) -> None:
        self._show_working(False)
        self.said.setText(words)
        self.folder_button.setVisible(self._made > 0)
        self.told_card.show()

    def _on_folder(self) -> None:
        if words := open_folder(self._folder):
            self.said.setText(words)

    def _show_working(self, working: bool) -> None:
        if not working:
            self._job = None
        for widget, shown in ((self.bar, working), (self.stop_button, working), (self._count, not working)):
            widget.setVisible(shown)
        for asked in (self.choices, self.search, self.people, self.all_button):
            asked.setEnabled(not working)
        self.print_button.setEnabled(not working and bool(self.chosen))
        if working:
            self.bar.setRange(0, 0)
            self.told_card.hide()
            empty(self._reasons)

    def _on_back(self) -> None:
        self.went.emit(Place("participants"))


def _line(person: Any) -> QListWidgetItem:
    born = birth_in_short(person.birth, person.birth_precision)
    item = QListWidgetItem("  ·  ".join(part for part in (person_name(person), isolated(person.own_name), born) if part))
    item.setData(Qt.ItemDataRole.UserRole, person.id)
    item.setFlags(Qt.ItemFlag.ItemIsEnabled | Qt.ItemFlag.ItemIsUserCheckable | Qt.ItemFlag.ItemIsSelectable)
    item.setCheckState(Qt.CheckState.Unchecked)
    item.setSizeHint(QSize(0, px(40)))
    return item
