"""The intervention logic drawn: from each instrument by its mechanisms to its goals and the end goal, on paper and on the screen."""

from __future__ import annotations

from nbnb_desktop.documents.pages import Chains, Link
from nbnb_desktop.i18n import N_, speaker
from nbnb_desktop.reports.codes import codes
from nbnb_desktop.reports.logic import NAME
from nbnb_desktop.reports.tables import Row, Table

HEADS = (N_("Instrument"), N_("Mechanisms"), N_("Intermediate goals"), N_("End goal"))
SHARES = (3.0, 4.5, 4.0, 2.5)


def chains(table: Table) -> Chains | None:
    """The drawing of the table CMO, with every value in words; None for another table or without instruments."""
    if table.name != NAME or not table.rows:
        return None
    say = speaker(table.language)
    rows = tuple(_chain(table, row) for row in table.rows)
    project = codes("project").label(table.project, table.language) if table.project else say(N_("the whole programme"))
    around = say(N_("Context: {project}, {count} participants")).format(project=project, count=table.n)
    said = (" → ".join(f"{one.title} ({one.text})" if one.text else one.title for one in row) for row in rows)
    return Chains(tuple(say(head) for head in HEADS), rows, f"{table.title}. {around}. {'; '.join(said)}", around, SHARES)


def _chain(table: Table, row: Row) -> tuple[Link, ...]:
    say = speaker(table.language)
    planned, there = table.cell(row.key, "planned"), table.cell(row.key, "took_part")
    firm = there.suppressed or bool(there.n)
    parts = [say(N_("planned")) if planned.words else say(N_("not planned"))]
    parts.append(say(N_("took part: {count}")).format(count=there.text(table.language) or "0"))
    return (
        Link(row.label, ", ".join(parts), firm),
        Link(_words(table, row, "mechanisms", "mechanisme") or say(N_("no mechanism named")), "", firm),
        Link(
            _words(table, row, "goals", "tussendoel") or say(N_("no goal set")),
            say(N_("reached: {count}")).format(count=table.cell(row.key, "reached").text(table.language) or "0"),
            firm,
        ),
        Link(
            say(N_("Takes part afterwards")),
            say(N_("so far: {count}")).format(count=table.cell(row.key, "ended").text(table.language) or "0"),
            firm,
        ),
    )


def _words(table: Table, row: Row, column: str, name: str) -> str:
    return ", ".join(codes(name).label(code, table.language) for code in table.cell(row.key, column).words.split())
