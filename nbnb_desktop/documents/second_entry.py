"""What differs between two entries of one returned paper form, to lay beside that paper."""

from __future__ import annotations

from dataclasses import dataclass, field
from datetime import date, datetime

from nbnb_desktop.documents.pages import Block, Document, Facts, Heading, House, Paragraph, Section, Table
from nbnb_desktop.documents.wording import PAGE_OF, day, foreign, joined, voice
from nbnb_desktop.i18n import N_


@dataclass(frozen=True, slots=True)
class Entry:
    """Who typed the form over, and on which day."""

    who: str
    on: date


@dataclass(frozen=True, slots=True)
class Comparison:
    """``rows`` are (question, first answer, second answer) in words, only where they differ; "" for no answer."""

    title: str
    case: str
    first: Entry
    second: Entry
    rows: tuple[tuple[str, str, str], ...]
    made_on: date
    house: House = field(default_factory=House)


def build(content: Comparison, language: str = "nl") -> Document:
    """The differences as a table in the order of the form, or the sentence that there are none."""
    say = voice(language)
    title = say(N_("Second entry"))
    head: list[Block] = [
        Heading(f"{title} · {foreign(content.title, language)}", 1),
        Facts(((say(N_("Case")), foreign(content.case, language)), (say(N_("Date")), day(content.made_on, language)))),
    ]
    created = datetime(content.made_on.year, content.made_on.month, content.made_on.day)
    section = Section(language, (*head, *_differences(content, language)), title, say(PAGE_OF), compact=True)
    return Document(f"{title} · {content.title}", language, (section,), content.house, created=created)


def _differences(content: Comparison, language: str) -> list[Block]:
    say = voice(language)
    if not content.rows:
        return [Paragraph(say(N_("Nothing differs.")))]
    known = (joined((foreign(one.who, language), day(one.on, language)), language) for one in _entries(content))
    sides = tuple(f"{number}. {side}" for number, side in enumerate(known, 1))
    nothing = say(N_("no answer"))
    rows = tuple((foreign(asked, language), *(foreign(text, language) or nothing for text in texts)) for asked, *texts in content.rows)
    advice = say(N_("Look at the paper and correct the entry that is wrong. Then remove the other one."))
    return [Table((say(N_("Question")), *sides), rows, (1.4, 1.0, 1.0)), Paragraph(advice, "small")]


def _entries(content: Comparison) -> tuple[Entry, Entry]:
    return content.first, content.second
