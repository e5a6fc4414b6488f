"""The intervention logic: from instruments by mechanisms to intermediate goals and the end goal, planned against registered.

Context, mechanism, outcome (spec 1.4 to 1.6; tables 2.3 to 2.5 and B2.2): a goal belongs to an instrument when they share a mechanism.
"""

from __future__ import annotations

from collections.abc import Mapping

from nbnb_desktop.i18n import N_
from nbnb_desktop.reports.asking import Asked
from nbnb_desktop.reports.codes import codes
from nbnb_desktop.reports.programme import NINE, OTHER, column_of, planned_kinds, statuses, took_part
from nbnb_desktop.reports.register import text
from nbnb_desktop.reports.tables import Cell, Column, Row, Table

MECHANISMS: Mapping[str, tuple[str, ...]] = {
    "GT": ("INF", "LER", "WZV", "IDE"),
    "IB": ("INF", "LER", "WZV", "BEG", "DOE", "IDE", "FAC", "SOW", "SOC"),
    "WE": ("ACT", "LER", "SOC", "VER"),
    "OP": ("INF", "LER"),
    "TL": ("LER",),
    "NB": ("MAT",),
    "NZ": ("BEG",),
    "TW": ("INF", "LER", "BEW"),
    "MA": ("MAT",),
}
"""Table 2.4: what an instrument is thought to work by, where a project does not say otherwise."""

NAME = "CMO"

REACHED = frozenset({"2", "3"})
"""Intermediate goals that were reached, or in part."""


def logic(ask: Asked) -> Table:
    """CMO: per instrument what was planned, who took part, by which mechanisms, towards which goals, and what was reached."""
    registered = _registered(ask)
    plan = _merged(planned_kinds(ask, "instrument_planned"))
    there = _people(ask)
    goals = {goal for row in ask.programme_rows.values() for goal in text(row, "tussendoelen").split()}
    status = statuses(ask)
    working = {one.id for one in ask.people if one.participation == "yes"}
    rows = []
    for column in (*NINE, OTHER):
        ids = there.get(column, ())
        mechanisms = registered.get(column) or MECHANISMS.get(column, ())
        towards = [goal for goal in codes("tussendoel") if goal in goals and _shared(goal, mechanisms)]
        reached = tuple(one for one in ids if any(status.get((one, goal)) in REACHED for goal in towards))
        ended = tuple(one for one in ids if one in working)
        if ids or column in plan:
            label = ask.label("instrument", column) if column != OTHER else ask.say(N_("Other"))
            cells = (
                Cell(words=",".join(sorted(plan.get(column, ())))), Cell(len(ids), ids=ids), Cell(words=" ".join(mechanisms)),
                Cell(words=" ".join(towards)), Cell(len(reached), len(ids), reached), Cell(len(ended), len(ids), ended),
            )  # fmt: skip
            rows.append(Row(column, label, cells))
    columns = (
        Column("planned", ask.say(N_("Planned"))), Column("took_part", ask.say(N_("Took part"))),
        Column("mechanisms", ask.say(N_("Mechanisms"))), Column("goals", ask.say(N_("Towards"))),
        Column("reached", ask.say(N_("Reached a goal"))), Column("ended", ask.say(N_("Takes part afterwards"))),
    )  # fmt: skip
    notes = (
        ask.say(N_("Mechanisms are those that the project names, else those of table 2.4.")),
        ask.say(N_("Goals are those that projects set and that share a mechanism with the instrument.")),
        ask.say(N_("That somebody took part and reached a goal does not show that the one led to the other.")),
    )
    return ask.table(NAME, N_("Intervention logic"), columns, rows, notes=notes, first=ask.say(N_("Instrument")), crossed=False)


def _registered(ask: Asked) -> dict[str, tuple[str, ...]]:
    """Column -> the mechanisms that projects name, in the order of the list."""
    ours = {row["_submission"] for row in ask.programme_rows.values()}
    found: dict[str, set[str]] = {}
    for row in ask.sources["project/project_instrument"]:
        if row["_submission"] in ours and row["instrument"]:
            found.setdefault(column_of(row["instrument"]), set()).update(text(row, "instrument_mechanism").split())
    return {column: tuple(one for one in codes("mechanisme") if one in named) for column, named in found.items()}


def _merged(planned: Mapping[str, Mapping[str, set[str]]]) -> dict[str, set[str]]:
    found: dict[str, set[str]] = {}
    for by_column in planned.values():
        for column, kinds in by_column.items():
            found.setdefault(column, set()).update(kinds)
    return found


def _people(ask: Asked) -> dict[str, tuple[str, ...]]:
    found: dict[str, dict[str, None]] = {}
    for (_project, column), people in took_part(ask).items():
        found.setdefault(column, {}).update(people)
    return {column: tuple(people) for column, people in found.items()}


def _shared(goal: str, mechanisms: tuple[str, ...]) -> bool:
    return not set(codes("tussendoel").attribute(goal, "mechanisms").split()).isdisjoint(mechanisms)
