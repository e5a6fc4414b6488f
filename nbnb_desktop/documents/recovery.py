"""The recovery sheet: one page with the code that opens the store when a passphrase is lost."""

from __future__ import annotations

import re
from datetime import date, datetime

from nbnb_desktop.documents.pages import (
    Block,
    Code,
    Columns,
    Document,
    Facts,
    Gap,
    Heading,
    House,
    List,
    Matrix,
    Note,
    Paragraph,
    Section,
    WriteLines,
)
from nbnb_desktop.documents.wording import PAGE_OF, day, voice
from nbnb_desktop.i18n import N_


def build(code: str, organisation: str = "", language: str = "nl", *, made_on: date | None = None, account: str = "") -> Document:
    """The sheet for ``code``; its groups are what dashes or spaces separate, or fours."""
    say = voice(language)
    made = made_on or date.today()
    rows = (
        (say(N_("Organisation")), organisation),
        (say(N_("Account")), account),
        (say(N_("Made on")), day(made, language)),
    )
    blocks: tuple[Block, ...] = (
        Heading(say(N_("Recovery sheet")), 1),
        Paragraph(say(N_("With this code you open the participants’ files when a passphrase is lost.")), "lead"),
        Gap(10),
        Code(_groups(code), 4),
        Columns((language, language), (((Facts(rows),), (Matrix(code, say(N_("The recovery code as a QR code"))),)),), (3, 1), ruled=False),
        Heading(say(N_("How to keep it"))),
        List((
            say(N_("Print this page and put it in a closed envelope in a safe or a locked cupboard.")),
            say(N_("Do not keep it with the laptop, and do not photograph or mail it.")),
            say(N_("Two people of the organisation know where it is.")),
        )),
        Heading(say(N_("How to use it"))),
        List((
            say(N_("Start the program and choose “Passphrase forgotten?”.")),
            say(N_("Type the code. Capitals and dashes do not matter.")),
            say(N_("Choose a new passphrase. You get a new code: print it and destroy this page.")),
        ), "1"),
        Note(say(N_("Who has this page can read everything. Without a passphrase and without this page nobody can, not even the makers."))),
        Gap(10),
        WriteLines(1, say(N_("Where this page is kept"))),
    )  # fmt: skip
    section = Section(language, blocks, say(N_("Recovery sheet")), say(PAGE_OF), compact=True)
    created = datetime(made.year, made.month, made.day)
    return Document(say(N_("Recovery sheet")), language, (section,), House(organisation), organisation, created=created)


def _groups(code: str) -> tuple[str, ...]:
    parts = tuple(part for part in re.split(r"[\s–-]+", code.strip()) if part)
    if len(parts) > 1:
        return parts
    return tuple(code[start : start + 4] for start in range(0, len(code), 4))
