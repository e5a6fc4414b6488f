"""Registering from a file: choose the form and the file, say which column is which question, try it, then register.

A try changes nothing; refused rows are named by their line, and nothing is registered while there are any.
"""

from __future__ import annotations

from functools import partial
from pathlib import Path
from typing import Any

from PySide6.QtWidgets import QComboBox, QFileDialog, QGridLayout, QVBoxLayout

from nbnb_desktop import i18n
from nbnb_desktop.actions import bulk_files
from nbnb_desktop.errors import FormError, NbnbError
from nbnb_desktop.i18n import N_, _, ngettext
from nbnb_desktop.ui import theme
from nbnb_desktop.ui.blocks import Card, Field, button, empty, px, row, text, way_back
from nbnb_desktop.ui.page import Desk, Place, Reply, ScrollPage
from nbnb_desktop.ui.theme import role
from nbnb_desktop.ui.words import isolated

FILES = N_("Tables (*.csv *.json)")
FIRST = "uitstroom"
SHOWN = 30
"""Refused answers that are listed; who repairs these tries again."""


class BulkPage(ScrollPage):
    """Two steps under each other: the file with its columns, and what would come of it."""

    name = "bulk"
    measure = 1000

    def __init__(self, desk: Desk) -> None:
        super().__init__(desk)
        self.path: Path | None = None
        self.boxes: dict[str, QComboBox] = {}
        self.column.addLayout(way_back(_("Tables"), self._on_back))
        lead = _("Existing registrations from a spreadsheet: each row becomes a filled form. All of them, or none.")
        self.head(_("Register from a file"), lead)
        self.column.addWidget(self._file_card())
        self.column.addWidget(self._columns_card())
        self.column.addStretch(1)

    def arrive(self, place: Place) -> None:
        self.run(bulk_files.forms, i18n.current(), then=self._on_forms)

    def open(self, path: Path) -> None:
        """Read the columns of a file."""
        self.path = path
        self._columns.hide()
        self.run(
            bulk_files.preview, self.form.currentData(), path, i18n.current(), then=self._on_preview, failed=self._on_unreadable
        )  # fmt: skip

    @property
    def mapped(self) -> dict[str, str]:
        """Column of the file -> question; "" for what is left out."""
        return {name: str(box.currentData()) for name, box in self.boxes.items()}

    def record(self, *, dry_run: bool) -> None:
        """Try, or register."""
        assert self.path is not None
        for one in (self.try_button, self.record_button):
            one.setEnabled(False)
        self.run(
            bulk_files.record_mapped,
            self.form.currentData(),
            self.path,
            self.mapped,
            dry_run=dry_run,
            then=Reply(self._on_recorded, dry_run),
            failed=self._on_refused,
        )

    def _file_card(self) -> Card:
        self.form = QComboBox()
        self.form.activated.connect(lambda _index: self.open(self.path) if self.path else None)
        self.file_button = button(_("Choose a file…"), self._on_choose, kind="primary", icon="file")
        self._file = text("", "muted")
        return Card(_("The file")).add(Field(_("What is on a row?"), self.form), row(self.file_button, self._file, None))

    def _columns_card(self) -> Card:
        self._grid = QGridLayout()
        self._grid.setHorizontalSpacing(px(theme.LARGE))
        self._grid.setVerticalSpacing(px(theme.SMALL))
        self.try_button = button(_("Try, without changing anything"), partial(self.record, dry_run=True))
        self.record_button = button(_("Register"), partial(self.record, dry_run=False), kind="primary", icon="save")
        self.said = text("", "strong")
        self.said.hide()
        self._reasons = QVBoxLayout()
        self._columns = Card(_("Which column is which question?"))
        self._columns.add(self._grid, row(self.try_button, self.record_button, None), self.said, self._reasons)
        self._columns.hide()
        return self._columns

    def _on_forms(self, forms: tuple[tuple[str, str], ...]) -> None:
        chosen = self.form.currentData() or FIRST
        self.form.clear()
        for form_id, title in forms:
            self.form.addItem(title, form_id)
        self.form.setCurrentIndex(max(0, self.form.findData(chosen)))

    def _on_choose(self) -> None:
        path, __ = QFileDialog.getOpenFileName(self, _("Choose a file"), "", _(FILES))
        if path:
            self.open(Path(path))

    def _on_preview(self, found: bulk_files.Preview) -> None:
        assert self.path is not None
        role(self._file, "muted")
        rows = ngettext("{name}: {count} row", "{name}: {count} rows", found.rows)
        self._file.setText(rows.format(name=isolated(self.path.name), count=found.rows))
        empty(self._grid)
        self.boxes = {}
        for place, words in enumerate((_("Column"), _("For example"), _("Question"))):
            self._grid.addWidget(text(words, "caption"), 0, place)
        for line, each in enumerate(found.columns, start=1):
            self.boxes[each.name] = _box(found.questions, each)
            self._grid.addWidget(text(isolated(each.name), "strong"), line, 0)
            self._grid.addWidget(text(_(", ").join(isolated(one) for one in each.examples), "small"), line, 1)
            self._grid.addWidget(self.boxes[each.name], line, 2)
        for place, share in enumerate((2, 3, 4)):
            self._grid.setColumnStretch(place, share)
        self._forget()
        self._columns.show()

    def _on_unreadable(self, refusal: NbnbError) -> None:
        role(self._file, "error")
        self._file.setText(str(refusal))

    def _forget(self) -> None:
        self.said.hide()
        empty(self._reasons)
        for one in (self.try_button, self.record_button):
            one.setEnabled(True)

    def _on_recorded(self, dry_run: bool, report: Any) -> None:
        self._forget()
        counted = ngettext("{count} form", "{count} forms", report.registered).format(count=report.registered)
        new = ngettext("{count} new participant", "{count} new participants", report.new_participants).format(count=report.new_participants)
        words = _("This would register {forms} and {people}. Nothing has been changed yet.")
        said = (words if dry_run else _("Registered: {forms} and {people}.")).format(forms=counted, people=new)
        if report.skipped:
            again = ngettext("{count} was here already.", "{count} were here already.", report.skipped).format(count=report.skipped)
            said = f"{said} {again}"
        self._tell(said)

    def _on_refused(self, refusal: NbnbError) -> None:
        self._forget()
        self._tell(str(refusal), "error")
        faults = refusal.faults if isinstance(refusal, FormError) else ()
        for fault in faults[:SHOWN]:
            line = _("Line {number}, {column}: {reason}")
            words = line.format(number=fault.row, column=isolated(fault.column), reason=fault.message)
            self._reasons.addWidget(text(words, "muted"))
        if (more := len(faults) - SHOWN) > 0:
            self._reasons.addWidget(text(ngettext("And {count} more.", "And {count} more.", more).format(count=more), "muted"))

    def _tell(self, words: str, kind: str = "strong") -> None:
        role(self.said, kind)
        self.said.setText(words)
        self.said.show()

    def _on_back(self) -> None:
        self.went.emit(Place("tables"))


def _box(questions: tuple[tuple[str, str], ...], column: bulk_files.FileColumn) -> QComboBox:
    box = QComboBox()
    box.setAccessibleName(_("Question for the column {name}").format(name=column.name))
    box.addItem(_("Leave out"), "")
    for name, words in questions:
        box.addItem(words, name)
    box.setSizeAdjustPolicy(QComboBox.SizeAdjustPolicy.AdjustToMinimumContentsLengthWithIcon)
    box.setMinimumContentsLength(20)
    box.setCurrentIndex(max(0, box.findData(column.guess)))
    return box
