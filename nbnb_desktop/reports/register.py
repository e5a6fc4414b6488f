"""The register as the tables count it: one row per participant who started, as things stood on a reference date.

It is made from plain rows of the forms (``SOURCES`` says which columns of which). A date that nobody filled in counts at
every reference date; the tables say in a footnote how many there are.
"""

from __future__ import annotations

from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass
from typing import Any

from nbnb_desktop.reports.codes import codes
from nbnb_desktop.reports.scores import CONSTRUCTS, PILLARS

SourceRow = Mapping[str, Any]
Sources = Mapping[str, Sequence[SourceRow]]
"""Form id, or ``form/repeat`` -> its rows by column name. ``_participant`` is the person after merging."""

SURVEY_ITEMS = tuple(f"{name}{n}" for names in PILLARS.values() for name in names for n in range(1, CONSTRUCTS[name] + 1))
WAVE_FACTS = ("_participant", "_created_at", "_changed_at", "_language", "started", "ended", "helper_role")

SOURCES: dict[str, tuple[str, ...]] = {
    "deelnemer": ("_participant", "_created_at", "gender", "project", "birth_year"),
    "instroom": (
        "_participant", "_created_at", "_changed_at", "project", "selection_result", "start_date", "gender", "age_group",
        "education_origin", "referral_channel", "channel_type", "tussendoelen",
    ),
    "uitstroom": (
        "_participant", "_created_at", "_changed_at", "project", "gender", "exit_date", "exit_code", "job_function", "contract_months",
        "hours_per_week", "edu_level", "edu_field", "obstacles_left",
    ),
    "uitval": (
        "_participant", "_changed_at", "dropout_date", "dropout_reason", "dropout_motivation", "participant_asked",
        "dropout_cause_participant",
    ),
    "project": ("_submission", "_changed_at", "project", "planned_n", "tussendoelen", "organisation_key", "applicant"),
    "project/exit_target": ("_submission", "_row", "goal_type", "target_n", "target_pct"),
    "project/project_instrument": (
        "_submission", "_row", "instrument", "instrument_sub", "instrument_planned", "instrument_delivered", "instrument_mechanism",
    ),
    "activiteit": ("_participant", "date", "instrument", "instrument_sub", "attendance"),
    "tussendoelen": ("_participant", "_changed_at", "date", "source", *(f"status_{goal}" for goal in codes("tussendoel"))),
    **dict.fromkeys(("nulmeting", "vervolgmeting", "nameting"), (*WAVE_FACTS, *SURVEY_ITEMS)),
    "toestemming": ("_participant", "_changed_at", "valid"),
    "intake": ("_participant", "_changed_at", "_created_at", *(f"obst_{one}" for one in codes("belemmering"))),
}  # fmt: skip
"""The columns that the tables read. A column that no filled form has had yet reads as None."""

_AT_THE_START = ("age_group", "education_origin", "referral_channel", "start_date")
_AT_THE_END = ("exit_code", "exit_date", "job_function", "contract_months", "hours_per_week", "edu_level", "edu_field")
"""The columns of the rest of a Person, in its order."""

PLACED = frozenset({"1", "99"})
"""Selection results that mean that somebody started: placed, or not known while there is a date of inflow."""


@dataclass(frozen=True, slots=True)
class Person:
    """A participant who started. Codes as registered; "" is not filled in. ``exit`` "" means still in the programme."""

    id: str
    project: str
    gender: str
    age_group: str
    education: str
    channel: str
    start: str
    exit: str
    exit_date: str
    job_function: str = ""
    contract_months: str = ""
    hours_per_week: str = ""
    edu_level: str = ""
    edu_field: str = ""

    @property
    def participation(self) -> str:
        """``yes`` (01 to 06), ``no`` (07 to 10), ``unknown`` (11), ``running`` (fig 4.2; spec 1.7)."""
        if not self.exit:
            return "running"
        return {"1": "yes", "0": "no"}.get(codes("uitstroom").attribute(self.exit, "participation"), "unknown")


def enrolled(sources: Sources, date: str = "", project: str = "") -> list[Person]:
    """Everybody who started on or before ``date`` (ISO; "" is all), in one project or in all.

    Started means: an intake in the register with a placing, or an exit. Where several exits were registered, the highest in the
    order of priority counts (spec 1.7); of several intakes the last one.
    """
    intakes = _latest(row for row in sources.get("instroom", ()) if _until(row, "start_date", date) and _placed(row))
    exits = _exits(row for row in sources.get("uitstroom", ()) if _until(row, "exit_date", date))
    known = {text(row, "_participant"): row for row in sources.get("deelnemer", ())}
    people = (_person(one, intakes.get(one, {}), exits.get(one, {}), known.get(one, {})) for one in {**intakes, **exits})
    return [person for person in people if not project or person.project == project]


def text(row: SourceRow, name: str) -> str:
    """The answer as text; "" for none."""
    value = row.get(name)
    return "" if value is None else f"{value:g}" if isinstance(value, float) else str(value)


def undated(people: Iterable[Person]) -> int:
    """How many exits have no date."""
    return sum(1 for person in people if person.exit and not person.exit_date)


def _until(row: SourceRow, name: str, date: str) -> bool:
    return not date or (row.get(name) or "") <= date


def _placed(row: SourceRow) -> bool:
    return text(row, "selection_result") in PLACED


def _latest(rows: Iterable[SourceRow]) -> dict[str, SourceRow]:
    found: dict[str, SourceRow] = {}
    for row in rows:
        one = row["_participant"]
        if one not in found or text(found[one], "_changed_at") <= text(row, "_changed_at"):
            found[one] = row
    return found


def _exits(rows: Iterable[SourceRow]) -> dict[str, SourceRow]:
    rank = {code: int(codes("uitstroom").attribute(code, "priority") or 99) for code in codes("uitstroom")}
    found: dict[str, SourceRow] = {}
    for row in rows:
        one, code = row["_participant"], row["exit_code"]
        if code and (one not in found or rank.get(code, 99) < rank.get(found[one]["exit_code"], 99)):
            found[one] = row
    return found


def _person(one: str, intake: SourceRow, leaving: SourceRow, known: SourceRow) -> Person:
    """The register of one person; all these columns are text."""

    def first(name: str) -> str:
        return leaving.get(name) or intake.get(name) or known.get(name) or ""

    return Person(
        one,
        first("project"),
        intake.get("gender") or first("gender"),
        *((intake.get(name) or "") for name in _AT_THE_START),
        *((leaving.get(name) or "") for name in _AT_THE_END),
    )
