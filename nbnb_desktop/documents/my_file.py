"""My file: everything that is kept about a participant, for an access request (GDPR, article 15)."""

from __future__ import annotations

from dataclasses import dataclass, field
from datetime import date, datetime

from nbnb_desktop.documents.pages import Block, Cover, Document, Facts, Heading, House, List, Paragraph, Section
from nbnb_desktop.documents.wording import PAGE_OF, day, foreign, voice
from nbnb_desktop.i18n import N_


@dataclass(frozen=True, slots=True)
class FileForm:
    """One filled form; ``rows`` are (question, answer) in the words that were seen."""

    title: str
    rows: tuple[tuple[str, str], ...]
    changed: datetime | None = None
    author: str = ""
    version: str = ""


@dataclass(frozen=True, slots=True)
class FileContent:
    """``purposes``, ``receivers`` and ``rights`` are what the law wants told: why, who got it, what somebody may ask."""

    name: str
    made_on: date
    forms: tuple[FileForm, ...] = ()
    own_name: str = ""
    purposes: tuple[str, ...] = ()
    receivers: tuple[str, ...] = ()
    kept_until: str = ""
    contact: str = ""
    house: House = field(default_factory=House)


def build(content: FileContent, language: str = "nl") -> Document:
    """The file in one language; the answers stay in the language in which they were given."""
    say = voice(language)
    title = say(N_("My file"))
    made = say(N_("Made on {date}")).format(date=day(content.made_on, language))
    blocks: list[Block] = [Cover(title, content.name, content.own_name, (made, content.contact)), *_told(content, language)]
    for form in content.forms:
        blocks += _form(form, language)
    if not content.forms:
        blocks.append(Paragraph(say(N_("Nothing is kept about you on this laptop."))))
    section = Section(language, tuple(blocks), f"{title} · {foreign(content.name, language)}", say(PAGE_OF))
    created = datetime(content.made_on.year, content.made_on.month, content.made_on.day)
    return Document(f"{title} · {content.name}", language, (section,), content.house, content.house.organisation, created=created)


def _told(content: FileContent, language: str) -> list[Block]:
    say = voice(language)
    blocks: list[Block] = [Heading(say(N_("What you may know")))]
    for title, texts in ((N_("Why this is kept"), content.purposes), (N_("Who received something of it"), content.receivers)):
        if texts:
            blocks += [Heading(say(title), 3), List(tuple(foreign(text, language) for text in texts))]
    until, contact = day(content.kept_until, language), foreign(content.contact, language)
    rights = N_("You may ask to correct this file, to remove it, or to receive it as a file for a computer. It costs nothing.")
    return [*blocks, Facts(((say(N_("Kept until")), until), (say(N_("Questions")), contact))), Paragraph(say(rights))]


def _form(form: FileForm, language: str) -> list[Block]:
    say = voice(language)
    when = day(form.changed, language) if form.changed else ""
    who = say(N_("by {name}")).format(name=foreign(form.author, language)) if form.author else ""
    line = " · ".join(part for part in (when, who, form.version) if part)
    rows = tuple((foreign(question, language), foreign(answer, language)) for question, answer in form.rows)
    return [Heading(foreign(form.title, language)), *([Paragraph(line, "small")] if line else []), Facts(rows)]
