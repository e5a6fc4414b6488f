"""The receipt of an exchange of files: what was sent or taken in, and what is still missing."""

from __future__ import annotations

from dataclasses import dataclass, field
from datetime import datetime

from nbnb_desktop.documents.bidi import ltr
from nbnb_desktop.documents.pages import Block, Document, Facts, Heading, House, List, Note, Section, Signature, Table
from nbnb_desktop.documents.wording import PAGE_OF, day, joined, voice
from nbnb_desktop.i18n import N_


@dataclass(frozen=True, slots=True)
class ReceiptContent:
    """``counts`` are (what, how many) in words; ``gaps`` what the receiver still lacks; ``digest`` the file's SHA-256."""

    sent: bool
    sender: str
    receiver: str
    moment: datetime
    file_name: str
    number: str = ""
    digest: str = ""
    counts: tuple[tuple[str, str], ...] = ()
    gaps: tuple[str, ...] = ()
    house: House = field(default_factory=House)


def build(content: ReceiptContent, language: str = "nl") -> Document:
    """One page to put with the file, or in the folder of the one who sent it."""
    say = voice(language)
    title = say(N_("Receipt of a sent file")) if content.sent else say(N_("Receipt of a received file"))
    rows = (
        (say(N_("From")), content.sender),
        (say(N_("To")), content.receiver),
        (say(N_("Date and time")), joined((day(content.moment, language), ltr(content.moment.strftime("%H:%M"))), language)),
        (say(N_("File")), ltr(content.file_name)),
        (say(N_("Number")), content.number),
        (say(N_("Fingerprint")), ltr(" ".join(content.digest[start : start + 8] for start in range(0, len(content.digest), 8)))),
    )
    blocks: list[Block] = [Heading(title, 1), Facts(rows), Heading(say(N_("What is in it")))]
    blocks.append(Table((say(N_("What")), say(N_("How many"))), content.counts, (4, 1), frozenset({1})))
    if content.gaps:
        blocks += [Heading(say(N_("Still missing"))), List(content.gaps)]
    else:
        blocks.append(Note(say(N_("Nothing is missing: everything up to this file has been received."))))
    blocks.append(Signature(((say(N_("Handed over by")), "", b""), (say(N_("Received by")), "", b"")), say(N_("Date"))))
    section = Section(language, tuple(blocks), title, say(PAGE_OF))
    return Document(title, language, (section,), content.house, content.sender, created=content.moment)
