"""R15: the quality of the register: what is unknown, missing, late or impossible (spec 10)."""

from __future__ import annotations

from collections.abc import Callable
from datetime import date

from nbnb_desktop.i18n import N_
from nbnb_desktop.reports.asking import Asked, ident, project_of
from nbnb_desktop.reports.codes import NOT_KNOWN
from nbnb_desktop.reports.register import Person
from nbnb_desktop.reports.tables import TOTAL, Table, counted_rows, cross

LATE = 30
"""Days after an exit by which it should be in the register."""

Check = tuple[str, str, Callable[[Person], bool]]

_CHECKS: tuple[Check, ...] = (
    ("project", N_("Project not filled in"), lambda one: not one.project),
    ("gender", N_("Gender missing or unknown"), lambda one: one.gender in NOT_KNOWN),
    ("age", N_("Age at the start missing or unknown"), lambda one: one.age_group in NOT_KNOWN),
    ("education", N_("Education missing or unknown"), lambda one: one.education in NOT_KNOWN),
    ("channel", N_("Referral channel missing or unknown"), lambda one: one.channel in NOT_KNOWN),
    ("start", N_("No date of inflow"), lambda one: not one.start),
    ("exit_unknown", N_("Exit unknown"), lambda one: one.exit == "11"),
    ("exit_date", N_("Exit without a date"), lambda one: bool(one.exit) and not one.exit_date),
    ("before", N_("Exit before the inflow"), lambda one: bool(one.exit_date and one.start) and one.exit_date < one.start),
    ("function", N_("Paid work, function unknown"), lambda one: one.exit == "01" and one.job_function in ("", "F00")),
    ("months", N_("Paid work, months of contract unknown"), lambda one: one.exit == "01" and not one.contract_months.isdecimal()),
    ("hours", N_("Paid work, hours unknown"), lambda one: one.exit == "01" and not one.hours_per_week.isdecimal()),
)


def quality(ask: Asked) -> Table:
    """R15: per project how many participants each remark holds for."""
    registered = _registered(ask)
    dropouts = {row["_participant"] for row in ask.rows("uitval", "dropout_date")}
    checks: tuple[Check, ...] = (
        *_CHECKS,
        ("late", N_("Exit registered more than 30 days later"), lambda one: is_late(one.exit_date, registered.get(one.id, ""))),
        ("no_reason", N_("Early drop-out without a reason"), lambda one: one.exit == "09" and one.id not in dropouts),
        ("not_out", N_("Drop-out registered, exit is not"), lambda one: not one.exit and one.id in dropouts),
    )

    def rows_of(one: Person) -> tuple[str, ...]:
        return (*(key for key, __, holds in checks if holds(one)), TOTAL)

    counts = cross(ask.people, ident, rows_of, lambda one: (project_of(one), TOTAL))
    columns = ask.project_columns(column for __, column in counts if column != TOTAL)
    specs = [*((key, ask.say(label), "") for key, label, __ in checks), (TOTAL, ask.say(N_("Participants")), TOTAL)]
    rows = counted_rows(counts, specs, columns)
    return ask.table("R15", N_("Quality of the register"), columns, rows, first=ask.say(N_("Remark")), crossed=False)


def is_late(exit_date: str, registered: str) -> bool:
    """Whether an exit came into the register more than LATE days after it happened (ISO dates)."""
    if not exit_date or not registered:
        return False
    return (date.fromisoformat(registered[:10]) - date.fromisoformat(exit_date)).days > LATE


def _registered(ask: Asked) -> dict[str, str]:
    """Participant -> when the first exit was registered."""
    found: dict[str, str] = {}
    for __, one, created in ask.until("uitstroom", "exit_date", "_participant", "_created_at"):
        at = created or ""
        found[one] = min(at, found.get(one, at))
    return found
