"""R9 instruments planned and delivered, R10 intermediate goals with their mechanisms, R12 obstacles (spec 1.4 to 1.6, 1.11)."""

from __future__ import annotations

from collections import Counter, defaultdict
from functools import cache

from nbnb_desktop.i18n import N_
from nbnb_desktop.reports.asking import Asked, in_order, project_of
from nbnb_desktop.reports.codes import codes
from nbnb_desktop.reports.register import SourceRow, text
from nbnb_desktop.reports.tables import TOTAL, Cell, Column, Row, Table, counted_rows, of_row

NINE = ("GT", "IB", "WE", "OP", "TL", "NB", "NZ", "TW", "MA")
OTHER = "overig"
"""The nine columns of table 2.3 and what fits none of them."""

_ATTENDED = frozenset({"1", "4", ""})
"""Present, late, or attendance not filled in."""


def instruments(ask: Asked) -> Table:
    """R9: per project the instruments planned (the printed codes of table 2.3) and how many participants took part in each."""
    planned = planned_kinds(ask, "instrument_planned")
    delivered = planned_kinds(ask, "instrument_delivered")
    there = took_part(ask)
    shown = in_order({*planned, *delivered, *(project for project, __ in there)})

    def cell(project: str, column: str) -> Cell:
        ids = tuple(there.get((project, column), ()))
        kinds = ",".join(sorted(planned.get(project, {}).get(column, ())))
        return Cell(len(ids), ids=ids, words=kinds + ("*" if column in delivered.get(project, {}) else ""))

    rows = [Row(project, ask.project_label(project), tuple(cell(project, column) for column in (*NINE, OTHER))) for project in shown]
    columns = (*(Column(code, ask.label("instrument", code)) for code in NINE), Column(OTHER, ask.say(N_("Other"))))
    notes = (
        ask.say(N_("Letters are the kinds planned (x: without kind); * means delivered according to the project.")),
        ask.say(N_("A number counts the participants who took part.")),
    )
    return ask.table("R9", N_("Instruments planned and delivered"), columns, rows, first=ask.say(N_("Project")), notes=notes, crossed=False)


def took_part(ask: Asked) -> dict[tuple[str, str], dict[str, None]]:
    """(project, column) -> the participants who took part, each once, in the order of their activities."""
    home = {one.id: project_of(one) for one in ask.people}
    found: dict[tuple[str, str], dict[str, None]] = defaultdict(dict)
    for __, one, instrument, attendance in ask.until("activiteit", "date", "_participant", "instrument", "attendance"):
        if instrument and (attendance or "") in _ATTENDED and (project := home.get(one)):
            found[project, column_of(instrument)][one] = None
    return found


@cache
def column_of(instrument: str) -> str:
    """The column of table 2.3 that an instrument counts under."""
    return codes("instrument").attribute(instrument, "column") or OTHER


def planned_kinds(ask: Asked, which: str) -> dict[str, dict[str, set[str]]]:
    """Project -> column -> the printed letters of the kinds; ``which``: instrument_planned or instrument_delivered."""
    project = {row["_submission"]: code for code, row in ask.programme_rows.items()}
    found: dict[str, dict[str, set[str]]] = {}
    for row in ask.sources["project/project_instrument"]:
        if row["_submission"] in project and row["instrument"] and text(row, which) == "1":
            kinds = {kind.removeprefix(row["instrument"]) for kind in text(row, "instrument_sub").split()} or {"x"}
            found.setdefault(project[row["_submission"]], {}).setdefault(column_of(row["instrument"]), set()).update(kinds)
    return found


COACH = "2"
"""The coach in the list ``bron``."""

STATES = ("1", "2", "3", "4", "9")


def goals(ask: Asked) -> Table:
    """R10: each intermediate goal: its mechanisms, the projects that set it, and what became of it for participants (T2.5, B2.2)."""
    status = statuses(ask)
    counts: dict[tuple[str, str], list[str]] = defaultdict(list)
    for (person, goal), state in status.items():
        counts[goal, state].append(person)
        counts[goal, TOTAL].append(person)
    projects = Counter(goal for row in ask.programme_rows.values() for goal in text(row, "tussendoelen").split())
    state_columns = tuple(Column(state, ask.label("tussendoelstatus", state)) for state in STATES)
    columns = (
        Column("mechanisms", ask.say(N_("Mechanisms"))), Column("projects", ask.say(N_("Projects"))), *state_columns,
        Column(TOTAL, ask.say(N_("Set for participants"))),
    )  # fmt: skip
    rows = [
        Row(row.key, row.label, (Cell(words=codes("tussendoel").attribute(row.key, "mechanisms")), Cell(projects[row.key]), *row.cells))
        for row in counted_rows(counts, ask.code_rows("tussendoel"), columns[2:], of_row)
    ]
    note = ask.say(N_("The last status that was registered counts; where two were registered on one day, that of the coach."))
    title = N_("Intermediate goals set and reached")
    return ask.table("R10", title, columns, rows, first=ask.say(N_("Goal")), notes=(note,))


def statuses(ask: Asked) -> dict[tuple[str, str], str]:
    """(participant, goal) -> status; a goal that was set at the start and never judged is 1."""
    inside = {one.id for one in ask.people}
    found: dict[tuple[str, str], str] = {}
    for __, one, goals in ask.until("instroom", "start_date", "_participant", "tussendoelen"):
        if goals and one in inside:
            found.update({(one, goal): "1" for goal in goals.split()})
    for row in sorted(ask.rows("tussendoelen", "date"), key=_when_and_who):
        if row["_participant"] in inside:
            states = ((goal, text(row, f"status_{goal}")) for goal in codes("tussendoel"))
            found.update({(row["_participant"], goal): state for goal, state in states if state in STATES})
    return found


def _when_and_who(row: SourceRow) -> tuple[str, bool, str]:
    return text(row, "date"), text(row, "source") == COACH, text(row, "_changed_at")


def obstacles(ask: Asked) -> Table:
    """R12: what plays a part at the start and what is left at the end, of those of whom each was registered."""
    start = {row["_participant"]: row for row in sorted(ask.sources["intake"], key=lambda row: text(row, "_changed_at"))}
    exits = ask.until("uitstroom", "exit_date", "_participant", "_changed_at", "obstacles_left")
    end = {one: left for __, one, __, left in sorted(exits, key=lambda row: row[2] or "")}
    found: dict[tuple[str, str], list[str]] = defaultdict(list)
    for one in ask.people:
        for key in (*_start_keys(start.get(one.id)), *_end_keys(end.get(one.id))):
            found[key].append(one.id)
    columns = (
        Column("start", ask.say(N_("At the start"))), Column("much", ask.say(N_("of which: yes, clearly"))),
        Column("end", ask.say(N_("At the end"))),
    )  # fmt: skip
    base = {"start": "start", "much": "start", "end": "end"}
    rows = counted_rows(found, [*ask.code_rows("belemmering"), ask.total_row()], columns, lambda __, column: (TOTAL, base[column]))
    note = ask.say(N_("The totals are the participants with an answer. Who did not want to say is not counted as an obstacle."))
    title = N_("Obstacles at the start and the end")
    return ask.table("R12", title, columns, rows, notes=(note,), first=ask.say(N_("Obstacle")), crossed=False)


def _start_keys(row: SourceRow | None) -> list[tuple[str, str]]:
    answers = {one: text(row, f"obst_{one}") for one in codes("belemmering")} if row else {}
    if not any(answers.values()):
        return []
    plays = [(one, "start") for one, answer in answers.items() if answer in ("1", "2")]
    return [*plays, *((one, "much") for one, answer in answers.items() if answer == "2"), (TOTAL, "start"), (TOTAL, "much")]


def _end_keys(left: str | None) -> list[tuple[str, str]]:
    return [*((one, "end") for one in left.split()), (TOTAL, "end")] if left else []
