"""What a table is asked: of which rows, up to when, of which project, in which language; and the words it answers with."""

from __future__ import annotations

from collections.abc import Callable, Iterable, Mapping, Sequence
from functools import cached_property
from typing import Any

from nbnb_desktop.i18n import N_, speaker
from nbnb_desktop.reports.codes import codes
from nbnb_desktop.reports.register import Person, Register, Source, SourceRow, register, sources_of, undated
from nbnb_desktop.reports.tables import RUNNING, TOTAL, UNKNOWN, Column, Row, Table

PRINTED_ORDER = ("KIM", "NDC", "NEWBEES", "RC", "DT", "WERKSHOP", "VWN1", "VWN2")
"""The eight projects as table B3.1 prints them; others follow in the order of Schema 1."""

_SHORT = {"NEWBEES": "NewBees", "WERKSHOP": "Werkshop"}
"""Short names of projects above columns where the code is not how people write it."""

RowSpec = tuple[str, str, str]
"""(key, label, kind)"""


class Asked:
    """One question to the tables. ``date`` and ``project`` "" mean no limit; notes for an ``outsider`` hold no counts."""

    def __init__(
        self, sources: Mapping[str, Source | Sequence[SourceRow]], *, date: str = "", project: str = "", language: str = "nl",
        outsider: bool = False,
    ) -> None:  # fmt: skip
        self.sources = sources_of(sources)
        self.date = date
        self.project = project
        self.language = language
        self.outsider = outsider
        self.say: Callable[[str], str] = speaker(language)

    @cached_property
    def register(self) -> Register:
        return register(self.sources, self.date, self.project)

    @property
    def people(self) -> list[Person]:
        """Everybody who started."""
        return self.register.people

    @cached_property
    def programme_rows(self) -> dict[str, SourceRow]:
        """Project code -> the last registration of the form ``project``."""
        found: dict[str, SourceRow] = {}
        for row in sorted(self.sources["project"], key=lambda row: row["_changed_at"] or ""):
            if row["project"] and (not self.project or row["project"] == self.project):
                found[row["project"]] = row
        return found

    def rows(self, form: str, date: str = "") -> Iterable[SourceRow]:
        """The rows of a form, those up to the reference date by the column ``date``."""
        for row in self.sources[form]:
            if not (self.date and date) or (row.get(date) or "") <= self.date:
                yield row

    def until(self, form: str, *columns: str) -> list[tuple[Any, ...]]:
        """Columns of a form's rows, those up to the reference date by the first one."""
        return self.sources[form].until(self.date, *columns)

    def label(self, name: str, code: str) -> str:
        """A code of the list ``name`` in words."""
        return codes(name).label(code, self.language)

    def code_rows(self, name: str, prefix: str = "", leave: frozenset[str] = frozenset({"98", "99"})) -> list[RowSpec]:
        """A row for every code of a list; what means not known has a row of its own at the end of a table."""
        return [(prefix + code, self.label(name, code), "") for code in codes(name) if code not in leave]

    def unknown_row(self, prefix: str = "") -> RowSpec:
        return (prefix + UNKNOWN, self.say(N_("Unknown")), UNKNOWN)

    def running_row(self) -> RowSpec:
        return (RUNNING, self.say(N_("Still in the programme")), RUNNING)

    def total_row(self) -> RowSpec:
        return (TOTAL, self.say(N_("Total")), TOTAL)

    def total_column(self) -> Column:
        return Column(TOTAL, self.say(N_("Total")))

    def project_columns(self, found: Iterable[str]) -> tuple[Column, ...]:
        """A column for each project in ``found``, in the printed order, and one for all together when there are several."""
        columns = tuple(Column(code, _SHORT.get(code, code) if code != UNKNOWN else self.project_label(code)) for code in in_order(found))
        return columns if len(columns) == 1 and self.project else (*columns, self.total_column())

    def project_label(self, code: str) -> str:
        return self.label("project", code) if code != UNKNOWN else self.say(N_("Project unknown"))

    def table(
        self, name: str, title: str, columns: Iterable[Column], rows: Iterable[Row], *, notes: Iterable[str] = (), **more: Any
    ) -> Table:
        """The finished table of the register, with the notes that every one has: the date, what is counted, the rounding.

        ``n`` is how many participants started, unless it is given.
        """
        made = {"n": len(self.people)} if "n" not in more else {}
        return self.apart(name, title, columns, rows, notes=(*self._counted(), *notes), **made, **more)

    def apart(
        self, name: str, title: str, columns: Iterable[Column], rows: Iterable[Row], *, notes: Iterable[str] = (), **more: Any
    ) -> Table:
        """The finished table of something else than the register, such as the surveys."""
        rounding = self.say(N_("Percentages are rounded half up and are not made to add up to 100."))
        made = {"date": self.date, "project": self.project, **more}
        return Table(name, self.say(title), self.language, tuple(columns), tuple(rows), notes=(rounding, *notes), **made)

    def _counted(self) -> tuple[str, ...]:
        if self.outsider:
            return ()
        counted = (
            (N_("{count} exits have no date; they count at every reference date."), undated(self.people) if self.date else 0),
            (
                N_("{count} participants have neither a start (form Instroom) nor an exit; they are not counted."),
                self.register.without_start,
            ),
        )
        return tuple(self.say(words).format(count=count) for words, count in counted if count)


def in_order(found: Iterable[str]) -> list[str]:
    """Project codes in the order in which tables print them; ``unknown`` last."""
    others = (code for code in codes("project") if code not in PRINTED_ORDER)
    order = {code: number for number, code in enumerate((*PRINTED_ORDER, *others))}
    return sorted(set(found), key=lambda code: (code == UNKNOWN, order.get(code, len(order)), code))


def project_of(person: Person) -> str:
    return person.project or UNKNOWN


def ident(person: Person) -> str:
    return person.id
