"""The codebook of a data set on paper: a table of the variables per file, and the long lists of answers once, behind them."""

from __future__ import annotations

from collections.abc import Sequence
from datetime import datetime

from nbnb_desktop.documents import pages
from nbnb_desktop.documents.wording import PAGE_OF, day
from nbnb_desktop.i18n import N_, speaker
from nbnb_desktop.reports.codebook import Study
from nbnb_desktop.reports.dataset import DataFile, Value, Variable

INLINE = 6
"""Answers that stand beside their variable; a longer list has a place of its own."""

KINDS = {
    "id": N_("random id"), "code": N_("code"), "choice": N_("0 not chosen, 1 chosen"), "number": N_("number"), "date": N_("date"),
    "text": N_("text"),
}  # fmt: skip

Lists = dict[tuple[str, ...], tuple[Value, ...]]
"""The long lists in the order in which they are named; several variables share one."""


def to_pdf(files: Sequence[DataFile], study: Study, language: str, made_at: datetime) -> bytes:
    """The codebook as PDF. Raises DocumentError."""
    from nbnb_desktop.documents import pdf  # slow to import, and only needed for a delivery

    return pdf.render(document(files, study, language, made_at))


def document(files: Sequence[DataFile], study: Study, language: str, made_at: datetime) -> pages.Document:
    """The page model; ``language`` is nl or en."""
    say = speaker(language)
    title = say(N_("Codebook of {title}")).format(title=study.title)
    lists: Lists = {}
    facts = (
        (say(N_("Date")), day(datetime.fromisoformat(study.date).date(), language)), (say(N_("Participants")), str(study.persons)),
        (say(N_("Made with")), study.program),
    )  # fmt: skip
    blocks: list[pages.Block] = [pages.Heading(title, 1), pages.Facts(facts)]
    for file in files:
        blocks += _file(file, study, language, lists)
    blocks += [block for number, values in enumerate(lists.values(), start=1) for block in _list(values, number, language)]
    section = pages.Section(language, tuple(blocks), title, say(PAGE_OF), compact=True)
    return pages.Document(title, language, (section,), pages.House(study.producer), study.producer, created=made_at)


def _file(file: DataFile, study: Study, language: str, lists: Lists) -> tuple[pages.Block, ...]:
    say = speaker(language)
    counted = say(N_("{rows} rows, {variables} variables"))
    rows = tuple((one.name, one.labels[language], _answers(one, language, lists)) for one in file.variables)
    return (
        pages.Heading(f"{file.name}: {file.labels[language]}", 2),
        pages.Paragraph(counted.format(rows=(study.rows or {}).get(file.name, 0), variables=len(file.variables)), "small"),
        pages.Table((say(N_("Variable")), say(N_("Meaning")), say(N_("Answers"))), rows, (1.2, 2.0, 1.6)),
    )


def _answers(variable: Variable, language: str, lists: Lists) -> str:
    """The answers with their numbers, or which list they are; missing ones with a mark."""
    say = speaker(language)
    if not variable.values:
        return say(KINDS[variable.kind])
    if len(variable.values) > INLINE:
        key = tuple(f"{value.code}={value.labels[language]}" for value in variable.values)
        lists.setdefault(key, variable.values)
        return say(N_("list {number}")).format(number=list(lists).index(key) + 1)
    kind = "" if variable.kind == "code" else f"{say(KINDS[variable.kind])}; "
    return kind + "; ".join(_value(value, language) for value in variable.values)


def _value(value: Value, language: str) -> str:
    shown = f"{value.number} {value.labels[language]}"
    return speaker(language)(N_("{answer} (missing)")).format(answer=shown) if value.missing else shown


def _list(values: tuple[Value, ...], number: int, language: str) -> tuple[pages.Block, ...]:
    say = speaker(language)
    head = (say(N_("Number")), say(N_("Code")), say(N_("Meaning")), say(N_("Missing")))
    rows = tuple((str(one.number), one.code, one.labels[language], say(N_("missing")) if one.missing else "") for one in values)
    return (
        pages.Heading(say(N_("List {number}")).format(number=number), 2),
        pages.Table(head, rows, (0.7, 0.8, 3.0, 0.8), frozenset({0})),
    )
