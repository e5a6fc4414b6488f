"""The house style on the settings page: what stands on every paper of this laptop."""

from __future__ import annotations

from pathlib import Path

from PySide6.QtCore import Qt, Signal
from PySide6.QtGui import QColor, QIcon, QPixmap
from PySide6.QtWidgets import QColorDialog, QFileDialog, QLabel, QLineEdit

from nbnb_desktop.actions import house
from nbnb_desktop.errors import NbnbError
from nbnb_desktop.i18n import _
from nbnb_desktop.ui import theme
from nbnb_desktop.ui.blocks import Card, Field, button, px, row, text
from nbnb_desktop.ui.page import Page

PICTURES = "*.png *.jpg *.jpeg *.webp *.bmp *.gif *.tif"


class HouseCard(Card):
    """Each change is kept at once; ``told`` is one sentence of good news."""

    told = Signal(str)

    def __init__(self, page: Page) -> None:
        super().__init__(_("House style of the papers"))
        self._page = page
        self._accent = house.ACCENT
        self._known = ("", "", house.ACCENT)
        self.organisation, self.address = QLineEdit(), QLineEdit()
        for field in (self.organisation, self.address):
            field.editingFinished.connect(self.keep)
        self._named = Field(_("Organisation"), self.organisation)
        self._colour = button(_("Choose a colour…"), self._on_colour)
        self._colour.setIcon(_swatch(house.ACCENT))
        self._logo = QLabel()
        self._logo.setAccessibleName(_("Logo"))
        self._away = button(_("Remove the logo"), self._on_away, kind="quiet")
        self._refusal = text("", "error")
        self._refusal.hide()
        words = _("The name, the logo and the colour stand on the papers that you print. A colour too light to read is printed darker.")
        fields = row(self._named, Field(_("Address"), self.address, optional=True), spacing=theme.LARGE)
        choose = button(_("Choose a logo…"), self._on_choose)
        self.add(text(words, "muted"), fields, row(self._colour, None), row(choose, self._away, None), self._logo, self._refusal)

    def refresh(self) -> None:
        """Ask what is kept now."""
        self._page.run(house.style, then=self._on_known)

    def keep(self) -> None:
        """Keep name, address and colour as they stand here."""
        kept = (self.organisation.text(), self.address.text(), self._accent)
        if kept != self._known:
            self._page.run(house.change, *kept, then=self._on_kept, failed=self._on_nameless)

    def wear(self, accent: str) -> None:
        """Take another colour, RRGGBB."""
        self._accent = accent
        self.keep()

    def take_logo(self, path: Path | None) -> None:
        """Keep the picture at ``path``; None takes the logo away."""
        self._page.run(house.change_logo, path, then=self._on_kept, failed=self._on_refused)

    @property
    def has_logo(self) -> bool:
        return not self._logo.isHidden()

    @property
    def complaint(self) -> str:
        return self._named.complaint or (self._refusal.text() if not self._refusal.isHidden() else "")

    def _on_colour(self) -> None:
        chosen = QColorDialog.getColor(QColor(f"#{self._accent}"), self, _("Choose a colour…"))
        if chosen.isValid():
            self.wear(chosen.name().removeprefix("#"))

    def _on_choose(self) -> None:
        chosen, __ = QFileDialog.getOpenFileName(self, _("Choose a logo…"), "", f"{_('Pictures')} ({PICTURES})")
        if chosen:
            self.take_logo(Path(chosen))

    def _on_away(self) -> None:
        self.take_logo(None)

    def _on_kept(self, _nothing: object) -> None:
        self.told.emit(_("The papers look so from now on."))
        self.refresh()

    def _on_nameless(self, refusal: NbnbError) -> None:
        self._named.complain(str(refusal))

    def _on_refused(self, refusal: NbnbError) -> None:
        self._refusal.setText(str(refusal))
        self._refusal.show()

    def _on_known(self, known: house.HouseStyle) -> None:
        self._known = (known.organisation, known.address, known.accent)
        self._accent = known.accent
        self.organisation.setText(known.organisation)
        self.address.setText(known.address)
        self._named.complain()
        self._refusal.hide()
        self._colour.setIcon(_swatch(known.accent))
        self._colour.setAccessibleDescription(known.accent)
        drawn = QPixmap()
        drawn.loadFromData(known.logo)
        box = Qt.AspectRatioMode.KeepAspectRatio, Qt.TransformationMode.SmoothTransformation
        self._logo.setPixmap(drawn.scaled(px(180), px(56), *box) if known.logo else drawn)
        self._logo.setVisible(bool(known.logo))
        self._away.setVisible(bool(known.logo))


def _swatch(accent: str) -> QIcon:
    """A square of the colour, for beside the words."""
    drawn = QPixmap(px(16), px(16))
    drawn.fill(QColor(f"#{accent}"))
    return QIcon(drawn)
