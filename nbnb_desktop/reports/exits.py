"""R1 inflow, R2 exits, R3 targets against results, R13 referral channels and R14 programme totals (spec 2.1, 2.3, 2.5, 10)."""

from __future__ import annotations

from collections.abc import Mapping, Sequence

from nbnb_desktop.i18n import N_
from nbnb_desktop.reports.asking import Asked, RowSpec, ident, in_order, project_of
from nbnb_desktop.reports.codes import codes
from nbnb_desktop.reports.register import Person, SourceRow, text
from nbnb_desktop.reports.tables import RUNNING, TOTAL, UNKNOWN, Cell, Column, Row, Table, counted_rows, cross, of_row

GOALS: Mapping[str, tuple[str, ...]] = {
    "betaald_werk": ("01",),
    "baan": ("01",),
    "reguliere_opleiding": ("02",),
    "opleiding": ("02",),
    "opleiding_of_werkervaringsplaats": ("02", "04"),
    "werk_of_opleiding": ("01", "02"),
    "andere_participatie": ("03", "04", "05", "06"),
    "verlaten_uitkering": ("01", "02"),
}
"""Which exits count towards a goal; proved by table B3.2 (a benefit was left for paid work or for regular education)."""

PARTICIPATION = (
    ("yes", N_("Takes part")),
    ("no", N_("Does not take part")),
    (UNKNOWN, N_("Unknown")),
    (RUNNING, N_("Still in the programme")),
)


def inflow(ask: Asked) -> Table:
    """R1: who started per project against the number planned (fig 3.1, table 2.1)."""
    counts = cross(ask.people, ident, lambda one: (project_of(one), TOTAL), lambda __: ("n",))
    planned = {code: int(row["planned_n"]) for code, row in ask.programme_rows.items() if row["planned_n"] is not None}
    shown = in_order({row for row, __ in counts if row != TOTAL} | planned.keys())
    rows = [_inflow_row(ask, code, ask.project_label(code), counts.get((code, "n"), ()), planned.get(code)) for code in shown]
    everybody = counts.get((TOTAL, "n"), ())
    complete = sum(planned.values()) if planned.keys() >= set(shown) else None
    rows.append(_inflow_row(ask, TOTAL, ask.say(N_("Total")), everybody, complete, TOTAL))
    columns = (
        Column("n", ask.say(N_("Started"))), Column("planned", ask.say(N_("Planned"))),
        Column("reached", ask.say(N_("Reached (%)"))), Column("met", ask.say(N_("Plan reached"))),
    )  # fmt: skip
    notes = () if complete is not None else (ask.say(N_("A project without a planned number has none in its form Project.")),)
    return ask.table("R1", N_("Inflow per project"), columns, rows, chart="n", first=ask.say(N_("Project")), notes=notes)


def _inflow_row(ask: Asked, key: str, label: str, found: Sequence[str], planned: int | None, kind: str = "") -> Row:
    ids = tuple(found)
    met = _met(ask, ids, planned if kind != TOTAL else None)
    return Row(key, label, (Cell(len(ids), ids=ids), Cell(planned), Cell(len(ids), planned or 0, ids, shows="percent"), met), kind)


def _met(ask: Asked, ids: tuple[str, ...], wanted: int | None) -> Cell:
    """Whether the number was reached, in words; nothing where no number is known."""
    words = "" if wanted is None else ask.say(N_("yes")) if len(ids) >= wanted else ask.say(N_("no"))
    return Cell(len(ids), ids=ids, words=words, shows="words")


def exits(ask: Asked) -> Table:
    """R2: exit by project, n and percent of the column (table B3.1; blank for zero as printed)."""
    counts = cross(ask.people, ident, lambda one: (one.exit or RUNNING, TOTAL), lambda one: (project_of(one), TOTAL))
    rows = ask.code_rows("uitstroom")
    if (RUNNING, TOTAL) in counts:
        rows.append(ask.running_row())
    columns = ask.project_columns(column for __, column in counts if column != TOTAL)
    made = counted_rows(counts, [*rows, ask.total_row()], columns)
    return ask.table("R2", N_("Exit by project"), columns, made, chart=columns[-1].key, first=ask.say(N_("Exit")))


def targets(ask: Asked) -> Table:
    """R3: every target of a project against what was realised (table B3.2)."""
    by_project = cross(ask.people, ident, lambda one: (one.project,), lambda one: (one.exit, TOTAL))
    goals = {row["_submission"]: code for code, row in ask.programme_rows.items()}
    rows = [
        _target_row(ask, goals[row["_submission"]], row, by_project)
        for row in ask.sources["project/exit_target"]
        if row["_submission"] in goals and row["goal_type"]
    ]
    order = in_order(goals.values())
    rows.sort(key=lambda row: order.index(row.key.partition("/")[0]))
    columns = (
        Column("target", ask.say(N_("Target"))), Column("target_pct", ask.say(N_("Target (%)"))),
        Column("realised", ask.say(N_("Realised (%)"))), Column("met", ask.say(N_("Number reached"))),
    )  # fmt: skip
    notes = (
        ask.say(N_("A target in percent is of the planned number; what was realised is of everybody who started.")),
        ask.say(N_("Leaving the benefit counts paid work and regular education.")),
    )
    return ask.table("R3", N_("Targets and results"), columns, rows, first=ask.say(N_("Project and goal")), notes=notes, crossed=False)


def _target_row(ask: Asked, project: str, goal: SourceRow, counts: Mapping[tuple[str, str], Sequence[str]]) -> Row:
    kind = text(goal, "goal_type")
    ids = tuple(one for code in GOALS.get(kind, ()) for one in counts.get((project, code), ()))
    base = len(counts.get((project, TOTAL), ()))
    wanted = None if goal["target_n"] is None else int(goal["target_n"])
    planned = int(ask.programme_rows[project]["planned_n"] or 0)
    label = f"{ask.project_label(project)}: {ask.label('uitstroomdoel', kind)}"
    cells = (Cell(wanted), Cell(wanted, planned, shows="percent"), Cell(len(ids), base, ids), _met(ask, ids, wanted))
    return Row(f"{project}/{kind}", label, cells)


def channels(ask: Asked) -> Table:
    """R13: how participants came in, against their exit; own, municipal and other channels apart (spec 1.3)."""
    lists = codes("verwijzingskanaal")

    def rows_of(one: Person) -> tuple[str, ...]:
        known = one.channel not in ("", "97", "98", "99")
        kind = lists.attribute(one.channel, "channel_type") or "other"
        return (one.channel, f"type:{kind}", TOTAL) if known else (UNKNOWN, TOTAL)

    counts = cross(ask.people, ident, rows_of, lambda one: (one.participation, one.exit, TOTAL))
    kinds: list[RowSpec] = [
        ("type:own", ask.say(N_("Own initiative, all channels")), ""),
        ("type:municipal", ask.say(N_("Municipality, all channels")), ""),
        ("type:other", ask.say(N_("Others, all channels")), ""),
    ]
    single = ask.code_rows("verwijzingskanaal", leave=frozenset({"97", "98", "99"}))
    rows: list[RowSpec] = []
    for kind in kinds:
        below = [code for code, __, __ in single if f"type:{lists.attribute(code, 'channel_type')}" == kind[0]]
        rows += [kind, *((code, ask.label("verwijzingskanaal", code), "of") for code in below)]
    columns = participation_columns(ask)
    made = counted_rows(counts, [*rows, ask.unknown_row(), ask.total_row()], columns, of_row)
    return ask.table("R13", N_("Referral channel and exit"), columns, made, first=ask.say(N_("Channel")))


def participation_columns(ask: Asked) -> tuple[Column, ...]:
    """Takes part: yes, no, unknown, still running (fig 4.2); of the yes, paid work and education apart; and all."""
    states = (Column(key, ask.say(label)) for key, label in PARTICIPATION)
    parts = (Column(code, ask.label("uitstroom", code), part=True) for code in ("01", "02"))
    return (*states, *parts, ask.total_column())


def totals(ask: Asked) -> Table:
    """R14: the programme in a few figures (spec 2.5): participants by gender with one decimal, projects, inflow against plan."""

    def gender(one: Person) -> tuple[str, ...]:
        return (f"gender:{one.gender if one.gender in ('1', '2', '3') else UNKNOWN}", TOTAL)

    counts = cross(ask.people, ident, gender, lambda __: (TOTAL,))
    specs = [(TOTAL, ask.say(N_("Participants")), TOTAL), *ask.code_rows("geslacht", "gender:")]
    if (f"gender:{UNKNOWN}", TOTAL) in counts:
        specs.append(ask.unknown_row("gender:"))
    columns = (Column(TOTAL, ask.say(N_("Number"))),)
    rows = [*counted_rows(counts, specs, columns, percent_places=1), *_programme_figures(ask)]
    return ask.table("R14", N_("Programme totals"), columns, rows, first=ask.say(N_("Figure")))


def _programme_figures(ask: Asked) -> list[Row]:
    started = {one.project for one in ask.people if one.project}
    known = ask.programme_rows
    organisations = {text(row, "organisation_key") or text(row, "applicant") for row in known.values()} - {""}
    planned = sum(int(row["planned_n"] or 0) for row in known.values())
    figures = (
        ("projects", N_("Projects registered"), len(known)),
        ("with_inflow", N_("Projects with inflow"), len(started)),
        ("organisations", N_("Organisations"), len(organisations)),
        ("planned", N_("Participants planned"), planned),
    )
    return [Row(key, ask.say(label), (Cell(count),), "figure") for key, label, count in figures]
