"""Files between laptops: send to chosen laptops, take in what came, and the ledger of what went where."""

from __future__ import annotations

from collections.abc import Callable
from functools import partial
from pathlib import Path
from typing import Any

from PySide6.QtCore import Qt, Signal
from PySide6.QtGui import QDragEnterEvent, QDropEvent
from PySide6.QtWidgets import QCheckBox, QFileDialog, QFrame, QVBoxLayout, QWidget

from nbnb_desktop import i18n
from nbnb_desktop.actions import conflicts, exchange, laptops, ledger, participants, printing
from nbnb_desktop.i18n import N_, _, ngettext
from nbnb_desktop.ui import theme
from nbnb_desktop.ui.blocks import Card, button, chip, column, empty, line, picture, px, row, text
from nbnb_desktop.ui.page import Desk, Place, Reply, ScrollPage
from nbnb_desktop.ui.pages.parcel import Parcel
from nbnb_desktop.ui.theme import role
from nbnb_desktop.ui.words import isolated, moment, person_name
from nbnb_desktop.ui.working import Working

FILES = N_("Exchange files (*.nbnb)")
SHOWN_ROWS = 12


class DropPlace(QFrame):
    """A place to drop one file on, or to choose it with the button. Emits ``dropped(path)``."""

    dropped = Signal(str)

    def __init__(self, words: str, suffix: str = ".nbnb") -> None:
        super().__init__()
        self._suffix = suffix
        role(self, "panel")
        self.setAcceptDrops(True)
        self.choose = button(_("Choose a file…"), icon="file")
        layout = row(picture("down", "muted", 28), text(words, "muted"), self.choose, spacing=theme.MEDIUM)
        layout.setContentsMargins(px(16), px(14), px(16), px(14))
        layout.setStretch(1, 1)
        self.setLayout(layout)

    def dragEnterEvent(self, event: QDragEnterEvent) -> None:
        if self._path(event):
            event.acceptProposedAction()

    def dropEvent(self, event: QDropEvent) -> None:
        if path := self._path(event):
            event.acceptProposedAction()
            self.dropped.emit(path)

    def _path(self, event: QDropEvent) -> str:
        paths = [url.toLocalFile() for url in event.mimeData().urls()]
        return paths[0] if len(paths) == 1 and paths[0].lower().endswith(self._suffix) else ""


class ExchangePage(ScrollPage):
    """Two things to do, side by side, with the laptops and the ledger below.

    A Place with a participant offers that file alone, for another project, and chooses no laptop by itself.
    """

    name = "exchange"

    waiting = Signal(int)
    """How many differences wait for a decision."""

    def __init__(self, desk: Desk) -> None:
        super().__init__(desk)
        self.recipients: dict[str, QCheckBox] = {}
        self._participant = ""
        self.head(_("Exchange"), _("Share files with colleagues and the programme bureau: by USB stick or e-mail, always encrypted."))
        self.column.addLayout(self.beside(self._send_card(), self._receive_card(), shares=(1, 1)))
        self.column.addWidget(self._laptops_card())
        self.column.addWidget(self._ledger_card())
        self.column.addStretch(1)

    def arrive(self, place: Place) -> None:
        self._participant = place.participant
        self.parcel.offer()
        if place.participant:
            for box in self.recipients.values():
                box.setChecked(False)
            self.run(participants.get, place.participant, then=self._on_person)
        self._look()

    def _look(self) -> None:
        self.run(laptops.devices, then=self._on_devices)
        self.run(ledger.rows, then=self._on_ledger)

    @property
    def chosen(self) -> tuple[str, ...]:
        """The ids of the laptops that the next file is for."""
        return tuple(device for device, box in self.recipients.items() if box.isChecked())

    def export(self, path: Path) -> None:
        """Write a file for the chosen laptops."""
        self.export_button.setEnabled(False)
        work = self.parcel.work(self.desk.workplace, self.chosen, path)
        job = self.desk.tasks.run_long(work, then=self._on_exported, failed=self._on_export_refused)
        job.cancelled.connect(self._on_export_stopped)
        self.sending.follow(job)

    def take_in(self, path: str) -> None:
        """Import a file that came."""
        self._tell(self._received, _("The file is being checked…"))
        self.drop.setEnabled(False)
        work = _following(exchange.import_file, self.desk.workplace, Path(path))
        job = self.desk.tasks.run_long(work, then=self._on_imported, failed=self._on_import_refused)
        job.cancelled.connect(self._on_import_stopped)
        self.taking_in.follow(job)

    @property
    def said(self) -> str:
        """The last report, as the person reads it."""
        return self._sent.text() or self._received.text()

    def _send_card(self) -> Card:
        card = Card(_("Send"))
        self._send_lead = text("", "muted")
        self._names = QVBoxLayout()
        self._sent = text("", "body")
        self._sent.hide()
        self.export_button = button(_("Make the file…"), self._on_export, kind="primary", icon="up")
        self.sending = Working()
        self._left_over = QVBoxLayout()
        self.parcel = Parcel()
        return card.add(
            self._send_lead, self._names, self.parcel, None, self._sent, self._left_over, self.sending, row(self.export_button, None)
        )

    def _receive_card(self) -> Card:
        card = Card(_("Receive"))
        self.drop = DropPlace(_("Drop a file here that you were sent"))
        self.drop.choose.clicked.connect(lambda _checked=False: self._on_choose())
        self.drop.dropped.connect(self.take_in)
        self._received = text("", "body")
        self._received.hide()
        self._remarks = QVBoxLayout()
        self.taking_in = Working()
        self.decide_button = button(_("Look and decide"), partial(self._go, "conflicts"), kind="primary")
        self.decide_button.hide()
        words = text(_("Nothing is ever overwritten: what two laptops changed differently, you decide yourself."), "small")
        many = button(_("A folder of files of many projects"), partial(self._go, "bureau"), kind="link", icon="next")
        told = (self._received, self.taking_in, self._remarks, row(self.decide_button, None))
        return card.add(self.drop, *told, None, words, row(many, None))

    def _laptops_card(self) -> Card:
        card = Card()
        pair = button(_("Add a laptop"), partial(self._go, "pairing"), icon="add")
        head = row(text(_("Laptops we exchange with"), "heading"), pair)
        head.setStretch(0, 1)
        self._laptops = QVBoxLayout()
        return card.add(head, self._laptops)

    def _ledger_card(self) -> Card:
        self._ledger = QVBoxLayout()
        return Card(_("What went where")).add(self._ledger)

    def _on_person(self, person: Any) -> None:
        if person.id == self._participant:
            self.parcel.offer(person.id, person_name(person))

    def _on_devices(self, devices: tuple[Any, ...]) -> None:
        at_first = set() if self._participant else {each.device for each in devices}
        chosen = set(self.chosen) if self.recipients else at_first
        empty(self._names)
        empty(self._laptops)
        self.recipients = {}
        for number, each in enumerate(devices):
            if number:
                self._laptops.addWidget(line())
            self._laptops.addWidget(self._laptop(each))
            if not each.revoked:
                box = QCheckBox(each.name)
                box.setChecked(each.device in chosen)
                self.recipients[each.device] = box
                self._names.addWidget(box)
        if not devices:
            words = _("None yet. Add the laptop of a colleague: you each save a card, open the other's and compare a short code.")
            self._laptops.addWidget(text(words, "muted"))
        lead = _("Choose for whom the file is. Only their laptops can open it.")
        self._send_lead.setText(lead if self.recipients else _("First add the laptop that the file is for."))
        self.export_button.setEnabled(bool(self.recipients))

    def _laptop(self, each: Any) -> QWidget:
        when = [
            _("sent {when}").format(when=moment(each.last_sent)) if each.last_sent else _("nothing sent yet"),
            _("received {when}").format(when=moment(each.last_received)) if each.last_received else _("nothing received yet"),
        ]
        words = column(
            text(isolated(each.name), "strong"),
            text(_(" · ").join(part for part in (isolated(each.organisation), *when) if part), "small"),
            spacing=0,
        )
        last: QWidget = (
            chip(_("no longer trusted")) if each.revoked else button(_("Stop exchanging"), partial(self._ask_revoke, each), kind="quiet")
        )
        last.setAccessibleName(_("Stop exchanging with {name}").format(name=each.name))
        holder = QWidget()
        layout = row(picture("laptop", "muted", 24), words, last, spacing=theme.MEDIUM)
        layout.setStretch(1, 1)
        holder.setLayout(layout)
        return holder

    def _on_ledger(self, rows: tuple[Any, ...]) -> None:
        empty(self._ledger)
        if not rows:
            self._ledger.addWidget(text(_("Nothing yet. Each file that you make or take in is noted here."), "muted"))
        for number, each in enumerate(rows[:SHOWN_ROWS]):
            if number:
                self._ledger.addWidget(line())
            self._ledger.addWidget(_ledger_line(each, partial(self._on_receipt, each) if each.state in WITH_RECEIPT else None))

    def save_receipt(self, row: Any, path: Path) -> None:
        """Write the receipt of a file in the ledger as PDF."""
        self.run(_save_receipt, row, path, then=Reply(self._on_receipt_saved, path))

    def _on_receipt(self, row: Any) -> None:
        name = _("receipt {number}").format(number=row.number) + ".pdf"
        path, __ = QFileDialog.getSaveFileName(self, _("Save the receipt"), name, "PDF (*.pdf)")
        if path:
            self.save_receipt(row, Path(path))

    def _on_receipt_saved(self, path: Path, _nothing: object) -> None:
        self.told.emit(_("Saved as {name}.").format(name=isolated(path.name)))

    def _on_choose(self) -> None:
        path, __ = QFileDialog.getOpenFileName(self, _("Open a file that came"), "", _(FILES))
        if path:
            self.take_in(path)

    def _on_export(self) -> None:
        if not self.chosen:
            self._tell(self._sent, _("Choose at least one laptop."), "error")
            return
        names = [self.recipients[device].text() for device in self.chosen]
        self.run(exchange.default_name, names, then=self._on_name)

    def _on_name(self, name: str) -> None:
        path, __ = QFileDialog.getSaveFileName(self, _("Save the file"), name, _(FILES))
        if path:
            self.export(Path(path))

    def _on_exported(self, report: Any) -> None:
        people = ngettext("{count} participant", "{count} participants", report.participants).format(count=report.participants)
        self._tell(
            self._sent,
            _("File {number} has been made, with {participants}: {name}. Bring or send it to {recipients}.").format(
                number=report.number,
                participants=people,
                name=_(", ").join(isolated(Path(path).name) for path in report.paths),
                recipients=_(", ").join(isolated(name) for name in report.recipients),
            ),
        )
        for remark in report.remarks:
            self._left_over.addWidget(text(remark, "muted"))
        self._participant = ""
        self.parcel.offer()
        self._look()

    def _on_export_stopped(self) -> None:
        self.export_button.setEnabled(True)
        self._tell(self._sent, _("Stopped. Nothing was changed."))

    def _on_import_stopped(self) -> None:
        self.drop.setEnabled(True)
        self._tell(self._received, _("Stopped. Nothing was changed."))

    def _on_export_refused(self, refusal: Exception) -> None:
        self.export_button.setEnabled(True)
        self._tell(self._sent, str(refusal), "error")

    def _on_imported(self, report: Any) -> None:
        self.drop.setEnabled(True)
        self._tell(self._received, import_in_words(report))
        for remark in report.remarks:
            self._remarks.addWidget(text(remark, "muted"))
        self.decide_button.setVisible(report.conflicts > 0)
        if report.conflicts:
            self.decide_button.setFocus(Qt.FocusReason.OtherFocusReason)  # what comes next
        self.run(conflicts.open_conflicts, then=self._on_conflicts)
        self._look()

    def _on_conflicts(self, found: tuple[Any, ...]) -> None:
        self.waiting.emit(len(found))

    def _on_import_refused(self, refusal: Exception) -> None:
        self.drop.setEnabled(True)
        self._tell(self._received, str(refusal), "error")

    def _tell(self, label: Any, words: str, kind: str = "body") -> None:
        self._sent.hide()
        self._received.hide()
        self.decide_button.hide()
        empty(self._remarks)
        empty(self._left_over)
        self._sent.clear()
        self._received.clear()
        role(label, kind)
        label.setText(words)
        label.show()

    def _ask_revoke(self, device: Any) -> None:
        self.went.emit(Place("pairing", submission=device.device))

    def _go(self, page: str) -> None:
        self.went.emit(Place(page))


def _following(action: Callable[..., Any], *arguments: Any) -> Callable[[Callable[[int, int], None]], Any]:
    """An action for ``tasks.run_long``."""
    return lambda progress: action(*arguments, progress=progress)


def import_in_words(report: Any) -> str:
    """What an import brought, as a person says it."""
    brought = [_("File {number} of {sender} has been taken in.").format(number=report.number, sender=isolated(report.sender))]
    if report.new_revisions:
        brought.append(
            ngettext("{count} change is new.", "{count} changes are new.", report.new_revisions).format(count=report.new_revisions)
        )
    else:
        brought.append(_("Everything in it was here already."))
    if report.new_participants:
        brought.append(
            ngettext("{count} new participant.", "{count} new participants.", report.new_participants).format(count=report.new_participants)
        )
    if report.conflicts:
        brought.append(ngettext("{count} answer differs.", "{count} answers differ.", report.conflicts).format(count=report.conflicts))
    return " ".join(brought)


LEDGER_TONES = {"confirmed": "success", "received": "success", "gap": "warning", "refused": "danger"}


WITH_RECEIPT = ("made", "received", "older")
"""The lines of the ledger that are about one file, which can go with a receipt."""


def _save_receipt(workplace: Any, row: Any, path: Path) -> None:
    printing.save(printing.receipt(workplace, row, i18n.current()), path)


def _ledger_line(each: Any, receipt: Callable[[], object] | None = None) -> QWidget:
    made = text(each.words, "body")
    when = text(moment(each.when), "small", wrap=False)
    icon = picture("up" if each.direction == "sent" else "down", "muted", 20)
    holder = QWidget()
    layout = row(icon, made, when, spacing=theme.MEDIUM)
    layout.setStretch(1, 1)
    if each.state in LEDGER_TONES:
        layout.insertWidget(2, chip(_(STATE_WORDS[each.state]), LEDGER_TONES[each.state]), 0, Qt.AlignmentFlag.AlignVCenter)
    if receipt is not None:
        paper = button(_("Receipt"), receipt, kind="quiet")
        paper.setAccessibleName(_("Receipt of file {number}").format(number=each.number))
        layout.addWidget(paper)
    holder.setLayout(layout)
    return holder


STATE_WORDS = {
    "confirmed": N_("confirmed"),
    "received": N_("taken in"),
    "gap": N_("a file is missing"),
    "refused": N_("refused"),
}
