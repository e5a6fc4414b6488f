"""Where the published evaluation errs: a footnote under the table that shows the same figures (inconsistencies.csv; spec 2.6).

A note stands only under a table whose cells are the published ones, so it never comments on other data.
"""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, replace

from nbnb_desktop.i18n import N_, speaker
from nbnb_desktop.reports.tables import TOTAL, Table


@dataclass(frozen=True, slots=True)
class Erratum:
    """``number`` is that of the list of inconsistencies; ``cells`` are the counts by (row, column) that must be there."""

    number: int
    table: str
    cells: Mapping[tuple[str, str], int]
    text: str


ERRATA = (
    Erratum(
        1, "R14", {("gender:3", TOTAL): 3, (TOTAL, TOTAL): 855},
        N_("The evaluation prints 0.5% for another gender; 3 of 855 is 0.4%."),
    ),
    Erratum(
        6, "R1", {("KIM", "n"): 22, ("RC", "n"): 98, ("NEWBEES", "n"): 69, ("VWN2", "n"): 39},
        N_("The evaluation says that all projects but two reached the planned number; four stay below it: KIM, Refugee "
           "Company, NewBees and VluchtelingenWerk (2)."),
    ),
    Erratum(
        7, "R2", {("09", "KIM"): 3, (TOTAL, "KIM"): 22},
        N_("The text of the evaluation speaks of 7 of 37 participants of KIM who were let go; the register has 22 "
           "participants and 3 drop-outs."),
    ),
    Erratum(
        11, "R2", {("03", TOTAL): 3, ("04", TOTAL): 15, ("05", TOTAL): 3, ("06", TOTAL): 4, (TOTAL, TOTAL): 395},
        N_("The evaluation gives 6% for unpaid work (work experience place, volunteering); those two are 18 of 395, 5%. "
           "With learn-work tracks and other projects they are 25, 6%."),
    ),
    Erratum(
        21, "R2", {("07", TOTAL): 27, (TOTAL, TOTAL): 395},
        N_("A forklift certificate is a row of its own although it is no form of participation; whether these 27 work cannot be seen."),
    ),
    Erratum(
        9, "R3", {("NEWBEES/werk_of_opleiding", "target"): 38},
        N_("The evaluation prints a target of 50% for NewBees; 38 of 75 is 51%."),
    ),
    Erratum(
        8, "R3", {("DT/betaald_werk", "target"): 10, ("DT/opleiding", "target"): 4},
        N_("The evaluation prints 2% for the target of The Dutch Tulip of 4 participants to WGS; 4 of 20 is 20%."),
    ),
    Erratum(
        10, "R3", {("DT/andere_participatie", "realised"): 3},
        N_("The evaluation leaves out the percentages of the other participation of The Dutch Tulip: 2 of 21 is 10% and 1 of 21 is 5%."),
    ),
    Erratum(
        20, "R6", {("hours:0", TOTAL): 23, ("months:65", TOTAL): 1},
        N_("The evaluation counts 23 zero-hours contracts as 0 in its mean of 16 hours, and one contract of 65 months in "
           "its mean of 9 months; both means without them are given too."),
    ),
    Erratum(
        12, "R9", {},
        N_("The evaluation prints matching by the coach as j in its heading and as b in its text and data; here it is b."),
    ),
    Erratum(
        13, "R10", {},
        N_("The evaluation prints the headings of the mechanisms of job seekers and of employers the wrong way round; "
           "here they stand by their content."),
    ),
)  # fmt: skip


def annotated(table: Table) -> Table:
    """The table with the notes that its figures call for."""
    say = speaker(table.language)
    found = tuple(say(one.text) for one in ERRATA if one.table == table.name and _shows(table, one))
    return replace(table, notes=(*table.notes, *found))


def _shows(table: Table, erratum: Erratum) -> bool:
    return bool(table.rows) and all(table.cell(*place).n == count for place, count in erratum.cells.items())
