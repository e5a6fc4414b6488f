"""Trusting another laptop: give your card, open theirs, compare a short code aloud; and stopping that trust."""

from __future__ import annotations

from functools import partial
from pathlib import Path
from typing import Any

from PySide6.QtCore import QByteArray, Qt, QTimer
from PySide6.QtGui import QPixmap
from PySide6.QtWidgets import QFileDialog, QLabel, QVBoxLayout

from nbnb_desktop.actions import laptops
from nbnb_desktop.errors import NbnbError
from nbnb_desktop.i18n import N_, _
from nbnb_desktop.ui import theme
from nbnb_desktop.ui.blocks import Card, button, empty, px, row, text, way_back
from nbnb_desktop.ui.page import Desk, Place, Reply, ScrollPage
from nbnb_desktop.ui.pages.exchange import DropPlace
from nbnb_desktop.ui.theme import role
from nbnb_desktop.ui.words import isolated

CARDS = N_("Laptop cards (*.nbnb-device)")
SUFFIX = ".nbnb-device"


class PairingPage(ScrollPage):
    """Three steps under each other; the third appears when a card was opened."""

    name = "pairing"
    measure = 860

    def __init__(self, desk: Desk) -> None:
        super().__init__(desk)
        self.card: Any = None
        self.mine: Any = None

    def arrive(self, place: Place) -> None:
        empty(self.column)
        self.column.addLayout(way_back(_("Back to Exchange"), self._on_back))
        if place.submission:
            self.run(laptops.devices, then=Reply(self._on_revoking, place.submission))
        else:
            self._lay_out()
            self.run(laptops.my_card, then=self._on_my_card)

    def open_card(self, source: str) -> None:
        """Read the other laptop's card, a file or its line of text, and show the code to compare."""
        self._refused.hide()
        card = Path(source) if source.endswith(SUFFIX) else source
        self.desk.tasks.run(partial(laptops.read_card, card), then=self._on_card, failed=self._on_refused)

    def save_card(self, path: Path) -> None:
        self.run(laptops.save_card, path, then=Reply(self._on_card_saved, path))

    def confirm(self) -> None:
        """Both persons read the same code: trust the other laptop from now on."""
        self.run(laptops.pair, self.card, then=self._on_paired, failed=self._on_refused)

    def _lay_out(self) -> None:
        self.head(_("Add a laptop"), _("Do this together with your colleague, side by side or by telephone."))
        self._mine = QVBoxLayout()
        self.column.addWidget(Card(_("1. Give your card to your colleague")).add(self._mine))
        drop = DropPlace(_("Drop the card of your colleague here"), SUFFIX)
        drop.choose.clicked.connect(lambda _checked=False: self._on_choose())
        drop.dropped.connect(self.open_card)
        self._refused = text("", "error")
        self._refused.hide()
        self.column.addWidget(Card(_("2. Open the card of your colleague")).add(drop, self._refused))
        self._compare = Card(_("3. Compare the code aloud"))
        self._compare.hide()
        self.column.addWidget(self._compare)
        self.column.addStretch(1)

    def _on_my_card(self, card: Any) -> None:
        self.mine = card
        empty(self._mine)
        save = button(_("Save my card…"), self._on_save_card, icon="save")
        words = QVBoxLayout()
        words.addWidget(text(isolated(card.name), "strong"))
        words.addWidget(text(isolated(card.organisation), "small"))
        words.addWidget(text(_("The card holds no secret: send it by e-mail or on a USB stick, or let it be photographed."), "muted"))
        words.addLayout(row(save, None))
        words.addStretch(1)
        line = row(spacing=theme.LARGE)
        line.addLayout(words, 1)
        line.addWidget(_square_code(card.text), 0, Qt.AlignmentFlag.AlignTop)
        self._mine.addLayout(line)

    def _on_card(self, card: Any) -> None:
        self.card = card
        self.run(laptops.pairing_code, card, then=self._on_code)

    def _on_code(self, code: str) -> None:
        empty(self._compare.column)
        self.code = code
        shown = text(isolated(code), "display")
        shown.setAlignment(Qt.AlignmentFlag.AlignHCenter)
        yes = button(_("The codes are the same"), self.confirm, kind="primary")
        no = button(_("They differ"), self._on_differ)
        words = _("Your colleague opens your card too. Read the code to each other: {name} must show the same.")
        self._compare.add(text(_("3. Compare the code aloud"), "heading"), text(words.format(name=isolated(self.card.name)), "muted"))
        self._compare.add(shown, row(no, None, yes))
        self._compare.show()
        yes.setFocus()
        QTimer.singleShot(0, self._show_code)

    def _show_code(self) -> None:
        self.area.ensureWidgetVisible(self._compare)

    def _on_differ(self) -> None:
        self.card = None
        self._compare.hide()
        self._refused.setText(_("Do not exchange with this card: it is not the one of your colleague. Ask for the card again."))
        self._refused.show()

    def _on_refused(self, refusal: NbnbError) -> None:
        self._compare.hide()
        self._refused.setText(str(refusal))
        self._refused.show()

    def _on_paired(self, _nothing: object) -> None:
        self.told.emit(_("You can now exchange files with {name}.").format(name=isolated(self.card.name)))
        self._on_back()

    def _on_revoking(self, device: str, devices: tuple[Any, ...]) -> None:
        found = next(each for each in devices if each.device == device)
        card = Card(_("Stop exchanging with {name}?").format(name=isolated(found.name)))
        card.add(
            text(_("New files cannot be opened by that laptop, and its files are refused here. What was exchanged before stays."), "muted")
        )
        stop = button(_("Stop exchanging"), partial(self._revoke, found), kind="danger")
        card.add(row(stop, None, button(_("Keep exchanging"), self._on_back)))
        self.column.addWidget(card)
        self.column.addStretch(1)

    def _revoke(self, found: Any) -> None:
        self.run(laptops.revoke, found.device, then=Reply(self._on_revoked, found))

    def _on_revoked(self, found: Any, _nothing: object) -> None:
        self.told.emit(_("{name} is no longer trusted.").format(name=isolated(found.name)))
        self._on_back()

    def _on_choose(self) -> None:
        path, __ = QFileDialog.getOpenFileName(self, _("Open the card of your colleague"), "", _(CARDS))
        if path:
            self.open_card(path)

    def _on_save_card(self) -> None:
        path, __ = QFileDialog.getSaveFileName(self, _("Save my card"), f"{self.mine.name}{SUFFIX}", _(CARDS))
        if path:
            self.save_card(Path(path))

    def _on_card_saved(self, path: Path, _nothing: object) -> None:
        self.told.emit(_("Saved as {name}.").format(name=isolated(path.name)))

    def _on_back(self) -> None:
        self.went.emit(Place("exchange"))


def _square_code(words: str) -> QLabel:
    """The card as a QR code: black on white in every theme, or cameras do not see it."""
    import io

    import segno

    stream = io.BytesIO()
    segno.make(words, error="l", micro=False).save(stream, kind="png", scale=8, border=4)
    picture = QPixmap()
    picture.loadFromData(QByteArray(stream.getvalue()))
    side = min(px(190), picture.width())
    label = role(QLabel(), "plain")
    label.setPixmap(picture.scaled(side, side, Qt.AspectRatioMode.KeepAspectRatio, Qt.TransformationMode.SmoothTransformation))
    label.setAccessibleName(_("The card as a QR code"))
    return label
