"""The programme bureau: take in a folder of files at once, and see who has sent what up to when."""

from __future__ import annotations

from functools import partial
from pathlib import Path
from typing import Any

from PySide6.QtCore import Signal
from PySide6.QtWidgets import QFileDialog, QGridLayout, QVBoxLayout

from nbnb_desktop.actions import bureau, conflicts
from nbnb_desktop.errors import NbnbError
from nbnb_desktop.i18n import _, ngettext
from nbnb_desktop.ui import theme
from nbnb_desktop.ui.blocks import Card, button, empty, px, row, text, way_back
from nbnb_desktop.ui.page import Desk, Place, ScrollPage
from nbnb_desktop.ui.theme import role
from nbnb_desktop.ui.words import isolated, moment
from nbnb_desktop.ui.working import Working


class BureauPage(ScrollPage):
    """A folder above, the senders below; a stop keeps the files that were taken in before it."""

    name = "bureau"

    waiting = Signal(int)
    """How many differences wait for a decision."""

    def __init__(self, desk: Desk) -> None:
        super().__init__(desk)
        self.column.addLayout(way_back(_("Exchange"), partial(self._go, "exchange")))
        self.head(_("Files of many projects"), _("Take in a folder with everything that the projects sent, and see who still has to send."))
        self.column.addWidget(self._folder_card())
        self._senders = QGridLayout()
        self._senders.setHorizontalSpacing(px(theme.LARGE))
        self._senders.setVerticalSpacing(px(theme.MEDIUM))
        self.column.addWidget(Card(_("Who has sent what")).add(self._senders))
        self.column.addStretch(1)

    def arrive(self, place: Place) -> None:
        self.run(bureau.senders, then=self._on_senders)

    def take_in(self, folder: Path) -> None:
        """Import every file of a folder, with a bar that moves and a button that stops."""
        empty(self._refused)
        self.said.hide()
        self.decide_button.hide()
        self.folder_button.setEnabled(False)
        work = partial(bureau.import_folder, self.desk.workplace, folder)
        job = self.desk.tasks.run_long(work, then=self._on_done, failed=self._on_refused)
        job.cancelled.connect(self._on_cancelled)
        self.working.follow(job)

    def _folder_card(self) -> Card:
        self.folder_button = button(_("Choose the folder…"), self._on_choose, kind="primary", icon="down")
        self.decide_button = button(_("Look and decide"), partial(self._go, "conflicts"))
        self.decide_button.hide()
        self.working = Working()
        self.said = text("", "strong")
        self.said.hide()
        self._refused = QVBoxLayout()
        words = _("Every file that ends in .nbnb is taken in, those in folders inside it too. A file that was here before changes nothing.")
        buttons = row(self.folder_button, self.decide_button, None)
        return Card(_("Take in a folder")).add(text(words, "muted"), self.working, self.said, self._refused, buttons)

    def _on_choose(self) -> None:
        if chosen := QFileDialog.getExistingDirectory(self, _("The folder with the files that came")):
            self.take_in(Path(chosen))

    def _on_done(self, report: Any) -> None:
        taken = len(report.files) - report.refused
        said = [ngettext("{count} file has been taken in.", "{count} files have been taken in.", taken).format(count=taken)]
        new = report.new_participants
        if new:
            said.append(ngettext("{count} new participant.", "{count} new participants.", new).format(count=new))
        if report.refused:
            refused = ngettext("{count} file was refused:", "{count} files were refused:", report.refused)
            said.append(refused.format(count=report.refused))
        for one in report.files:
            if one.refusal:
                line = _("{name}: {reason}").format(name=isolated(one.name), reason=one.refusal)
                self._refused.addWidget(text(line, "muted"))
        self._tell(" ".join(said))
        self.run(conflicts.open_conflicts, then=self._on_conflicts)

    def _on_conflicts(self, found: tuple[Any, ...]) -> None:
        self.decide_button.setVisible(bool(found))
        self.waiting.emit(len(found))

    def _on_cancelled(self) -> None:
        self._tell(_("Stopped. The files that were taken in before are here; the others you can take in later."))

    def _on_refused(self, refusal: NbnbError) -> None:
        self._tell(str(refusal), "error")

    def _tell(self, words: str, kind: str = "strong") -> None:
        role(self.said, kind)
        self.said.setText(words)
        self.said.show()
        self.folder_button.setEnabled(True)
        self.arrive(Place(self.name))

    def _on_senders(self, senders: tuple[Any, ...]) -> None:
        empty(self._senders)
        if not senders:
            words = _("No laptop has been added yet. Add the laptops of the projects on the page Exchange.")
            self._senders.addWidget(text(words, "muted"), 0, 0)
            return
        heads = (_("Laptop"), _("Organisation"), _("Files"), _("Answers up to"), _("Last file"))
        for place, words in enumerate(heads):
            self._senders.addWidget(text(words, "caption", wrap=False), 0, place)
        self._senders.setColumnStretch(0, 2)
        self._senders.setColumnStretch(1, 2)
        line = 1
        for each in senders:
            cells = (
                isolated(each.name), isolated(each.organisation), str(each.files),
                moment(each.until) or _("nothing yet"), moment(each.last) or _("nothing yet"),
            )  # fmt: skip
            for place, words in enumerate(cells):
                self._senders.addWidget(text(words, "strong" if place == 0 else "body"), line, place)
            line += 1
            if each.asks:
                self._senders.addWidget(text(each.asks, "error"), line, 0, 1, len(cells))
                line += 1

    def _go(self, page: str) -> None:
        self.went.emit(Place(page))
