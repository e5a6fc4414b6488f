"""The certificate of participation: one page to be proud of, in one language or two."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass, field
from datetime import date, datetime

from nbnb_desktop.documents.pages import Block, Columns, Document, Facts, Gap, Heading, House, List, Mast, Paragraph, Section, Signature
from nbnb_desktop.documents.wording import PAGE_OF, Texts, foreign, period, said, voice
from nbnb_desktop.i18n import N_


@dataclass(frozen=True, slots=True)
class CertificateContent:
    """``goals`` are the learning goals that were reached; ``hours`` as it is to be printed."""

    name: str
    project: str
    start: str
    end: str
    made_on: date
    own_name: str = ""
    house: House = field(default_factory=House)
    hours: str = ""
    goals: tuple[Texts, ...] = ()
    trainings: tuple[Texts, ...] = ()
    signer: str = ""
    signer_role: str = ""
    signature: bytes = b""


def build(content: CertificateContent, languages: Sequence[str] = ("nl",)) -> Document:
    """The certificate; a second language stands beside the first."""
    first = languages[0]
    say = voice(first)
    cells = tuple(tuple(_said(content, language)) for language in languages)
    blocks: list[Block] = [
        Mast(say(N_("Certificate of participation")), content.name, content.own_name),
        Columns(tuple(languages), (cells,), ruled=False),
        Gap(30),
        Signature(((content.signer_role or say(N_("For the organisation")), content.signer, content.signature),
                   (say(N_("Place and date")), "", b""))),
    ]  # fmt: skip
    title = say(N_("Certificate of participation"))
    section = Section(first, tuple(blocks), title, say(PAGE_OF), running=False)
    created = datetime(content.made_on.year, content.made_on.month, content.made_on.day)
    return Document(f"{title} · {content.name}", first, (section,), content.house, content.house.organisation, created=created)


def _said(content: CertificateContent, language: str) -> list[Block]:
    say = voice(language)
    names = {"name": foreign(content.name, language), "project": foreign(content.project, language)}
    sentence = say(N_("{name} took part in {project}.")).format(**names)
    blocks: list[Block] = [
        Paragraph(sentence, "lead"),
        Facts(((say(N_("Period")), period(content.start, content.end, language)), (say(N_("Hours")), content.hours))),
    ]
    for title, texts in ((N_("Trainings"), content.trainings), (N_("Learning goals reached"), content.goals)):
        shown = tuple(foreign(text, language) for text in texts if said(text, language))
        if shown:
            blocks += [Heading(say(title), 3), List(shown)]
    return blocks
