"""What this program is, who may use it, and whose work is in it."""

from __future__ import annotations

from PySide6.QtCore import qVersion

import nbnb_desktop
from nbnb_desktop.i18n import N_, _
from nbnb_desktop.ui import theme
from nbnb_desktop.ui.blocks import Card, column, line, row, text
from nbnb_desktop.ui.page import Desk, ScrollPage
from nbnb_desktop.ui.words import isolated

PARTS: tuple[tuple[str, str, str], ...] = (
    ("Qt for Python (PySide6)", N_("windows, preview and printing"), "LGPL-3.0"),
    ("Noto Sans, Noto Sans Arabic, Noto Sans Ethiopic", N_("letters on screen and paper"), "OFL-1.1"),
    ("SQLCipher, sqlite-utils", N_("the encrypted store"), "BSD-3-Clause, Apache-2.0"),
    ("age (pyrage), cryptography", N_("encryption and signatures of exchanged files"), "MIT, Apache-2.0, BSD-3-Clause"),
    ("pyxform", N_("reading forms (XLSForm)"), "BSD-2-Clause"),
    ("ReportLab, HarfBuzz, fpdf2, pikepdf", N_("documents in every script"), "BSD, MIT, LGPL-3.0, MPL-2.0"),
    ("Babel, CLDR", N_("languages, dates and numbers"), "BSD-3-Clause, Unicode-3.0"),
    ("zxcvbn, segno, RapidFuzz, lxml", N_("passphrases, QR codes, names that look alike, XML"), "MIT, BSD-3-Clause"),
)

DATA: tuple[tuple[str, str, str], ...] = (
    ("ESCO", N_("This service uses the ESCO classification of the European Commission."), "EU 2011/833"),
    (
        "O*NET Database, U.S. Department of Labor, Employment and Training Administration",
        N_("Interest values of occupations, modified. O*NET has not approved or endorsed this product."),
        "CC BY 4.0",
    ),
    ("Common Locale Data Repository (CLDR)", N_("names of countries and languages"), "Unicode-3.0"),
    ("NBNB", N_("the forms, their translations and pictograms"), "CC BY 4.0"),
)
"""Whose data and wording is in it; the sentences are those that the owners ask for."""


class AboutPage(ScrollPage):
    """Version, licence, and the licences of the parts and of the data."""

    name = "about"
    measure = 860

    def __init__(self, desk: Desk) -> None:
        super().__init__(desk)
        self.head(_("About this program"), _("Version {version}, Qt {qt}").format(version=nbnb_desktop.__version__, qt=qVersion()))
        self.column.addWidget(
            Card(_("What it is for")).add(
                text(_("Intake, talent scan, plan and portfolio for people who came as refugees, on their way to work or education.")),
                text(_("It needs no internet. Everything stays on this laptop, encrypted, until you export a file yourself."), "muted"),
            )
        )
        self.column.addWidget(
            Card(_("Licence")).add(
                text(
                    _("Free software under the European Union Public Licence (EUPL) 1.2: everybody may use, study, share and improve it.")
                ),
            )
        )
        self.column.addWidget(self._parts(_("Made with the work of others"), PARTS))
        self.column.addWidget(self._parts(_("Data and wording"), DATA))
        self.column.addWidget(text(_("All people in the demonstration are invented."), "muted"))
        self.column.addStretch(1)

    def _parts(self, heading: str, parts: tuple[tuple[str, str, str], ...]) -> Card:
        card = Card(heading)
        for number, (name, words, licence) in enumerate(parts):
            if number:
                card.add(line())
            said = column(text(isolated(name), "strong"), text(_(words), "small"), spacing=0)
            part = row(said, text(isolated(licence), "muted", wrap=False), spacing=theme.LARGE)
            part.setStretch(0, 1)
            card.add(part)
        return card
