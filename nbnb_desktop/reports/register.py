"""The register as the tables count it: one row per participant who started, as things stood on a reference date.

It is made from plain rows of the forms (``Source``). A date that nobody filled in counts at every reference date; the tables say
in a footnote how many there are.
"""

from __future__ import annotations

from collections.abc import Callable, Iterable, Iterator, Mapping, Sequence
from functools import cache
from typing import Any, NamedTuple

from nbnb_desktop.reports.codes import codes
from nbnb_desktop.reports.scores import CONSTRUCTS, PILLARS

SourceRow = Mapping[str, Any]
SourceTuple = tuple[Any, ...]

SURVEY_ITEMS = tuple(f"{name}{n}" for names in PILLARS.values() for name in names for n in range(1, CONSTRUCTS[name] + 1))

SOURCES: dict[str, tuple[str, ...]] = {
    "uitval": (
        "_participant", "_changed_at", "dropout_date", "dropout_reason", "dropout_motivation", "participant_asked",
        "dropout_cause_participant",
    ),
    "project": ("_submission", "_changed_at", "project", "planned_n", "tussendoelen", "organisation_key", "applicant"),
    "project/exit_target": ("_submission", "_row", "goal_type", "target_n", "target_pct"),
    "project/project_instrument": (
        "_submission", "_row", "instrument", "instrument_sub", "instrument_planned", "instrument_delivered", "instrument_mechanism",
    ),
    "tussendoelen": ("_participant", "_changed_at", "date", "source", *(f"status_{goal}" for goal in codes("tussendoel"))),
    "intake": ("_participant", "_changed_at", *(f"obst_{one}" for one in codes("belemmering"))),
    **dict.fromkeys(("deelnemer", "instroom", "uitstroom", "activiteit", "nulmeting", "vervolgmeting", "nameting", "toestemming"), ()),
}  # fmt: skip
"""Form id, or ``form/repeat`` -> the columns of its rows as mappings; of those with none here only some columns are picked."""


class Source:
    """The rows of one form or repeat, read when they are wanted, and no more columns of them than are wanted.

    ``_participant`` is the person after merging. A column that no filled form has had yet reads as None. ``read(columns, distinct)``.
    """

    def __init__(self, name: str, read: Callable[[tuple[str, ...], bool], Iterable[SourceTuple]]) -> None:
        self.name = name
        self._read = read

    def __iter__(self) -> Iterator[SourceRow]:
        columns = SOURCES[self.name]
        return (dict(zip(columns, row, strict=True)) for row in self.picked(*columns))

    def picked(self, *columns: str) -> list[SourceTuple]:
        """Those columns of every row, in that order."""
        return list(self._read(columns, False))

    def until(self, date: str, *columns: str) -> list[SourceTuple]:
        """Those columns of the rows whose first one, a date, is on or before ``date`` or not filled in; ``date`` "" is no limit."""
        return _until(date, self.picked(*columns))

    def values(self, column: str) -> set[Any]:
        """Every answer that there is to a question."""
        return {value for (value,) in self._read((column,), True)}


Sources = Mapping[str, Source]


def sources_of(given: Mapping[str, Source | Sequence[SourceRow]]) -> Sources:
    """Every source by its name, from sources or from rows that are at hand; empty where nothing is given."""

    def made(name: str, rows: Source | Sequence[SourceRow]) -> Source:
        return rows if isinstance(rows, Source) else Source(name, lambda columns, _distinct: (tuple(map(row.get, columns)) for row in rows))

    return {name: made(name, given.get(name, ())) for name in SOURCES}


_START = (
    "start_date", "_participant", "_changed_at", "_submission", "selection_result", "project", "gender", "age_group", "education_origin",
    "referral_channel",
)  # fmt: skip
_EXIT = (
    "exit_date", "_participant", "_changed_at", "_submission", "exit_code", "project", "gender", "job_function", "contract_months",
    "hours_per_week", "edu_level", "edu_field",
)  # fmt: skip
_FILE = ("_participant", "project", "gender")

PLACED = frozenset({"1", "99"})
"""Selection results that mean that somebody started: placed, or not known while there is a date of inflow."""


class Person(NamedTuple):
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
        return _participation(self.exit)


@cache
def _participation(code: str) -> str:
    return {"1": "yes", "0": "no"}.get(codes("uitstroom").attribute(code, "participation"), "unknown") if code else "running"


class Register(NamedTuple):
    """Everybody who started, and how many have a file here, but no start or exit in the register at any date."""

    people: list[Person]
    without_start: int


def register(sources: Sources, date: str = "", project: str = "") -> Register:
    """The register on ``date`` (ISO; "" is everything), of one project or of all.

    Started means: an intake in the register with a placing, or an exit. Where several exits were registered, the highest in the
    order of priority counts (spec 1.7); of several intakes the last one.
    """
    intakes, leavings = sources["instroom"].picked(*_START), sources["uitstroom"].picked(*_EXIT)
    starts, exits = _starts(_until(date, intakes)), _exits(_until(date, leavings))
    files = {row[0]: row for row in sources["deelnemer"].picked(*_FILE)}
    nothing = (None,) * len(_START), (None,) * len(_EXIT), (None,) * len(_FILE)
    people = (
        _person(one, starts.get(one, nothing[0]), exits.get(one, nothing[1]), files.get(one, nothing[2])) for one in {**starts, **exits}
    )
    known = {row[1] for row in (*intakes, *leavings)}
    without = sum(one not in known for one, own, __ in files.values() if not project or own == project)
    return Register([person for person in people if not project or person.project == project], without)


def _until(date: str, rows: list[SourceTuple]) -> list[SourceTuple]:
    return [row for row in rows if (row[0] or "") <= date] if date else rows


def text(row: SourceRow, name: str) -> str:
    """The answer as text; "" for none."""
    value = row.get(name)
    return "" if value is None else f"{value:g}" if isinstance(value, float) else str(value)


def undated(people: Iterable[Person]) -> int:
    """How many exits have no date."""
    return sum(1 for person in people if person.exit and not person.exit_date)


def _starts(rows: Iterable[SourceTuple]) -> dict[str, SourceTuple]:
    """Participant -> the last intake with a placing."""
    found: dict[str, SourceTuple] = {}
    for row in rows:
        one = row[1]
        if row[4] in PLACED and (one not in found or _last(found[one]) < _last(row)):
            found[one] = row
    return found


def _exits(rows: Iterable[SourceTuple]) -> dict[str, SourceTuple]:
    """Participant -> the exit with the highest priority; of equal ones the last."""
    rank = {code: -int(codes("uitstroom").attribute(code, "priority") or 99) for code in codes("uitstroom")}
    found: dict[str, SourceTuple] = {}
    for row in rows:
        one, code = row[1], row[4]
        if code and (one not in found or (rank.get(found[one][4], -99), _last(found[one])) < (rank.get(code, -99), _last(row))):
            found[one] = row
    return found


def _last(row: SourceTuple) -> tuple[str, str]:
    """When a row changed, and its form: every laptop with the same revisions takes the same row."""
    return row[2] or "", row[3] or ""


def _person(one: str, intake: SourceTuple, leaving: SourceTuple, file: SourceTuple) -> Person:
    """The register of one person; all these columns are text. The exit says the project last, the intake the gender first."""
    start, __, __, __, __, first_project, first_gender, age, education, channel = intake
    end, __, __, __, code, last_project, last_gender, function, months, hours, level, field = leaving
    __, own_project, own_gender = file
    return Person(
        one, last_project or first_project or own_project or "", first_gender or last_gender or own_gender or "",
        age or "", education or "", channel or "", start or "",
        code or "", end or "", function or "", months or "", hours or "", level or "", field or "",
    )  # fmt: skip
