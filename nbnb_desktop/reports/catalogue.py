"""The tables by name: what each is called, and the function that makes it."""

from __future__ import annotations

from collections.abc import Callable, Mapping
from dataclasses import dataclass, replace

from nbnb_desktop.errors import RecordError
from nbnb_desktop.i18n import N_, _
from nbnb_desktop.reports import exits, logic, outcomes, programme, quality, survey
from nbnb_desktop.reports.asking import Asked
from nbnb_desktop.reports.disclosure import for_outsiders
from nbnb_desktop.reports.errata import annotated
from nbnb_desktop.reports.tables import TOTAL, Table


@dataclass(frozen=True, slots=True)
class Report:
    """``projects``: whether they stand in its ``rows`` or ``columns``."""

    name: str
    title: str
    make: Callable[[Asked], Table]
    projects: str = ""


REPORTS: Mapping[str, Report] = {
    report.name: report
    for report in (
        Report("R1", N_("Inflow per project"), exits.inflow, "rows"),
        Report("R2", N_("Exit by project"), exits.exits, "columns"),
        Report("R3", N_("Targets and results"), exits.targets, "rows"),
        Report("R4", N_("Participation by gender, education and age"), outcomes.participation),
        Report("R5", N_("Functions in paid work"), outcomes.functions),
        Report("R6", N_("Contracts: months and hours"), outcomes.contracts),
        Report("R7", N_("Regular education: level and field"), outcomes.education),
        Report("R8", N_("Early drop-out"), outcomes.dropout),
        Report("R9", N_("Instruments planned and delivered"), programme.instruments, "rows"),
        Report("R10", N_("Intermediate goals set and reached"), programme.goals),
        Report("R11", N_("Survey: change from the start to the end"), survey.change_t1),
        Report("R11T2", N_("Survey: change from the start to half a year or more after"), survey.change_t2),
        Report("R11R", N_("Survey: clear change per person"), survey.clear_change),
        Report("R11A", N_("Survey: who filled it in"), survey.attrition),
        Report("R12", N_("Obstacles at the start and the end"), programme.obstacles),
        Report("R13", N_("Referral channel and exit"), exits.channels),
        Report("R14", N_("Programme totals"), exits.totals),
        Report("R15", N_("Quality of the register"), quality.quality, "columns"),
        Report("CMO", N_("Intervention logic"), logic.logic),
    )
}


def report(name: str) -> Report:
    """The report by its name in any case. Raises RecordError."""
    found = REPORTS.get(name.upper())
    if found is None:
        advice = _("The tables are {names}.").format(names=", ".join(REPORTS))
        raise RecordError(_("There is no table called {name}.").format(name=name), advice)
    return found


def make(name: str, ask: Asked) -> Table:
    """The table; for an outsider without anything from which a person could be known (the errata hold small numbers).

    What an outsider sees of one project is cut from the programme's table, so that the two never tell more than the one.
    """
    wanted = report(name)
    if not ask.outsider:
        return annotated(wanted.make(ask))
    if not (ask.project and wanted.projects):
        return for_outsiders(wanted.make(ask))
    everything = Asked(ask.sources, date=ask.date, language=ask.language, outsider=True)
    return CUTS[wanted.projects](for_outsiders(wanted.make(everything)), ask.project)


def _column_of(table: Table, project: str) -> Table:
    places = [place for place, column in enumerate(table.columns) if column.key == project]
    rows = tuple(replace(row, cells=tuple(row.cells[place] for place in places)) for row in table.rows)
    shown = replace(table, columns=tuple(table.columns[place] for place in places), rows=rows, project=project, chart=project)
    return replace(shown, n=shown.cell(TOTAL, project).n or 0)


def _rows_of(table: Table, project: str) -> Table:
    rows = tuple(row for row in table.rows if row.key.partition("/")[0] == project)
    shown = replace(table, rows=rows, project=project)
    return replace(shown, n=shown.cell(project, "n").n or 0)


CUTS: Mapping[str, Callable[[Table, str], Table]] = {"columns": _column_of, "rows": _rows_of}
