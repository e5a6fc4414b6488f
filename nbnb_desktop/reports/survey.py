"""R11: what the survey says of change (spec 7.5 and 7.6): per construct and pillar for pairs, per person, and who filled it in.

There is no control group, so no table here says that the programme was the cause.
"""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Callable, Iterable, Mapping, Sequence
from dataclasses import dataclass
from datetime import datetime
from functools import lru_cache
from operator import itemgetter
from statistics import fmean

from nbnb_desktop.i18n import N_
from nbnb_desktop.reports.asking import Asked
from nbnb_desktop.reports.disclosure import SMALLEST
from nbnb_desktop.reports.figures import decimal
from nbnb_desktop.reports.outcomes import heading
from nbnb_desktop.reports.register import SourceRow, text
from nbnb_desktop.reports.scores import (
    CLEARLY_BACK,
    CLEARLY_FORWARD,
    CONSTRUCTS,
    NO_CLEAR_DIFFERENCE,
    PILLARS,
    ChangeBasis,
    Code,
    basis_of,
    construct_score,
    pillar_score,
    reliable_change,
    straight_lined,
    survey_item,
)
from nbnb_desktop.reports.statistics import PairedChange, paired_change
from nbnb_desktop.reports.tables import Cell, Column, Row, Table

WAVES = {"T0": "nulmeting", "T1": "vervolgmeting", "T2": "nameting"}
ITEMS_OF = {name: tuple(f"{name}{number}" for number in range(1, CONSTRUCTS[name] + 1)) for names in PILLARS.values() for name in names}

_PICKED: Mapping[str, Callable[[SourceRow], tuple[Code, ...]]] = {name: itemgetter(*items) for name, items in ITEMS_OF.items()}

SAME_SHAPE = (
    "TAA1", "TAA2", "TAA3", "TAA4", "KNA1", "KNA2", "PRE1", "PRE2", "SOL1", "SOL2", "SOL3", "CUL1", "CUL4", "VAK1", "VAK2", "TKP1", "TKP2",
    "TKP3", "ZIN1", "ZIN2", "ZIN3", "MOT1", "MOT2", "MOT3", "ZVT1", "ZVT2", "SUP1", "SUP2", "ZST1", "ZST2", "ZST3", "ZVT3",
)  # fmt: skip
"""The items with the answers RS1 and RS4 in the order in which they are asked, for straight-lining (7.7)."""

QUICK = 240
"""Seconds in which nobody reads 44 questions."""

CEILING = 40
"""Percent with the highest score at T0 beyond which there is little room to grow."""

PILLAR_NAMES = {
    "A": N_("Pillar A: finding one's way on the labour market"),
    "B": N_("Pillar B: personal capital"),
    "C": N_("Pillar C: personal growth"),
}
_NO_CAUSE = N_("There is no control group: a change is not proof that the programme was its cause.")
_LEAVERS = N_("Who dropped out did not do so by chance (motivation), so those who stayed are not everybody.")


@dataclass(frozen=True, slots=True)
class Part:
    """A construct in one survey: its score, and the points of its items, None where one says nothing."""

    score: float | None
    points: tuple[int | None, ...]
    answered: int
    complete: bool


@dataclass(frozen=True, slots=True)
class Filled:
    """One filled survey: the answers and the scores by construct and pillar, None where too little was answered."""

    person: str
    answers: SourceRow
    parts: Mapping[str, Part]
    scores: Mapping[str, float | None]

    @property
    def prorated(self) -> int:
        """How many construct scores rest on fewer than all items."""
        return sum(part.score is not None and not part.complete for part in self.parts.values())

    def complete(self, key: str) -> bool:
        """Whether every item of a construct or pillar is answered."""
        part = self.parts.get(key)
        return part.complete if part else all(self.parts[name].complete for name in PILLARS[key])


Pair = tuple[Filled, Filled]


def change_t1(ask: Asked) -> Table:
    """R11: change from T0 to T1."""
    return _change(ask, "R11", N_("Survey: change from the start to the end"), "T1")


def change_t2(ask: Asked) -> Table:
    """R11T2: change from T0 to T2."""
    return _change(ask, "R11T2", N_("Survey: change from the start to half a year or more after"), "T2")


def _change(ask: Asked, name: str, title: str, later: str) -> Table:
    pairs = paired(ask, later)
    columns = (
        Column("n", ask.say(N_("Pairs"))), Column("before", ask.say(N_("Mean at {wave}")).format(wave="T0")),
        Column("after", ask.say(N_("Mean at {wave}")).format(wave=later)), Column("difference", ask.say(N_("Difference"))),
        Column("interval", ask.say(N_("Interval of 95 percent"))), Column("d_z", "d_z"), Column("better", ask.say(N_("Higher"))),
        Column("same", ask.say(N_("The same"))), Column("worse", ask.say(N_("Lower"))), Column("p", ask.say(N_("p (Wilcoxon)"))),
        Column("complete", ask.say(N_("Difference, complete cases"))), Column("ceiling", ask.say(N_("100 at T0"))),
    )  # fmt: skip
    rows = []
    for pillar, constructs in PILLARS.items():
        rows.append(_change_row(ask, pillar, ask.say(PILLAR_NAMES[pillar]), pairs, ""))
        rows += [_change_row(ask, one, ask.label("tussendoel", one), pairs, "of") for one in constructs]
    notes = [ask.say(_NO_CAUSE), ask.say(_LEAVERS), ask.say(N_("Scores are from 0 to 100; high is good (EEN: less lonely)."))]
    notes += _change_notes(ask, rows, pairs)
    return ask.table(name, title, columns, rows, n=len(pairs), notes=notes, first=ask.say(N_("Pillar and construct")), crossed=False)


def _change_row(ask: Asked, key: str, label: str, pairs: Sequence[Pair], kind: str) -> Row:
    found = [(before, after) for before, after in pairs if before.scores[key] is not None and after.scores[key] is not None]
    full = [(before, after) for before, after in found if before.complete(key) and after.complete(key)]
    change, sure = _paired(found, key), _paired(full, key, test=False)
    ids = tuple(before.person for before, __ in found)
    if change is None or (ask.outsider and change.n < SMALLEST):
        return Row(key, label, (Cell(len(ids), ids=ids), *((Cell(suppressed=bool(ids)),) * 11)), kind)
    highest = tuple(before.person for before, __ in found if before.scores[key] == 100)
    cells = (*_figures(ask, change), *_counts(change, found, key), *_checks(ask, change, sure, highest))
    return Row(key, label, (Cell(len(ids), ids=ids), *cells), kind)


def _paired(pairs: Sequence[Pair], key: str, *, test: bool = True) -> PairedChange | None:
    return paired_change([(before.scores[key] or 0.0, after.scores[key] or 0.0) for before, after in pairs], test=test)


def _figures(ask: Asked, change: PairedChange) -> tuple[Cell, ...]:
    say = ask.language
    interval = "" if change.low is None or change.high is None else f"{decimal(change.low, 1, say)} … {decimal(change.high, 1, say)}"
    means = (_figure(change.n, value, 1) for value in (change.before, change.after, change.difference))
    return (*means, Cell(words=interval, shows="words"), _figure(change.n, change.d_z, 2))


def _figure(n: int, value: float | None, places: int) -> Cell:
    return Cell(n, value=value, places=places) if value is not None else Cell()


def _counts(change: PairedChange, pairs: Sequence[Pair], key: str) -> Iterable[Cell]:
    """How many went up, stayed, and went down, with percentages."""

    moved = [(after.scores[key] or 0.0) - (before.scores[key] or 0.0) for before, after in pairs]
    persons = [before.person for before, __ in pairs]
    for ids in (
        tuple(person for person, one in zip(persons, moved, strict=True) if one > 0),
        tuple(person for person, one in zip(persons, moved, strict=True) if one == 0),
        tuple(person for person, one in zip(persons, moved, strict=True) if one < 0),
    ):
        yield Cell(len(ids), change.n, ids)


def _checks(ask: Asked, change: PairedChange, sure: PairedChange | None, highest: tuple[str, ...]) -> tuple[Cell, ...]:
    enough = sure is not None and not (ask.outsider and 0 < change.n - sure.n < SMALLEST)
    return (
        _figure(change.n, change.p, 3),
        _figure(sure.n, sure.difference, 1) if sure is not None and enough else Cell(),
        Cell(len(highest), change.n, highest),
    )


def _change_notes(ask: Asked, rows: Sequence[Row], pairs: Sequence[Pair]) -> list[str]:
    full = [row.label for row in rows if (top := row.cells[-1]).base and 100 * (top.n or 0) > CEILING * top.base]
    notes = [ask.say(N_("Little room to grow (more than 40% at 100 at T0): {names}.")).format(names=", ".join(full))] if full else []
    if not ask.outsider:
        count = sum(one.prorated for pair in pairs for one in pair)
        notes.append(ask.say(N_("{count} scores of constructs were prorated over the answered items.")).format(count=count))
        different = sum(_differs(*pair) for pair in pairs)
        notes.append(ask.say(N_("{count} pairs were filled in in another language or with another helper.")).format(count=different))
    return notes


def _differs(before: Filled, after: Filled) -> bool:
    return any(text(before.answers, name) != text(after.answers, name) for name in ("_language", "helper_role"))


def clear_change(ask: Asked) -> Table:
    """R11R: how many persons changed clearly on each pillar between T0 and T1 (reliable change)."""
    start = filled(ask, "T0")
    pairs = paired(ask, "T1")
    labels = ((CLEARLY_FORWARD, "forward"), (NO_CLEAR_DIFFERENCE, "none"), (CLEARLY_BACK, "back"))
    columns = (
        Column("n", ask.say(N_("Pairs"))), *(Column(key, ask.say(label)) for label, key in labels),
        Column("threshold", ask.say(N_("Points needed"))),
    )  # fmt: skip
    rows = [_clear_row(ask, pillar, pairs, _basis(list(start.values()), pillar), labels) for pillar in PILLARS]
    notes = (
        ask.say(N_("A change is clear beyond 1.96 standard errors of a difference.")),
        ask.say(N_("Clear changes are named from 30 persons at T0 and an alpha of .70 on.")),
        ask.say(_NO_CAUSE),
    )
    return ask.table("R11R", N_("Survey: clear change per person"), columns, rows, n=len(pairs), notes=notes, crossed=False)


def _basis(people: Sequence[Filled], pillar: str) -> ChangeBasis | None:
    rows = ([point for name in PILLARS[pillar] for point in one.parts[name].points] for one in people)
    return basis_of((one.scores[pillar] for one in people), rows)


def _clear_row(ask: Asked, pillar: str, pairs: Sequence[Pair], basis: ChangeBasis | None, labels: Sequence[tuple[str, str]]) -> Row:
    found = [pair for pair in pairs if pair[0].scores[pillar] is not None and pair[1].scores[pillar] is not None]
    by_label: dict[str, list[str]] = defaultdict(list)
    for before, after in found:
        change = reliable_change(before.scores[pillar] or 0.0, after.scores[pillar] or 0.0, basis)
        by_label[change.label].append(before.person)
    counted = (Cell(len(by_label[label]), len(found), tuple(by_label[label])) for label, __ in labels)
    usable = basis is not None and basis.usable
    threshold = Cell(basis.n, value=basis.threshold, places=1) if basis and usable else Cell(words=ask.say(N_("too few for a label")))
    ids = tuple(before.person for before, __ in found)
    return Row(pillar, ask.say(PILLAR_NAMES[pillar]), (Cell(len(ids), ids=ids), *counted, threshold))


def attrition(ask: Asked) -> Table:
    """R11A: who filled in which wave, whether those who stayed began like those who did not, and doubtful answers."""
    waves = {wave: filled(ask, wave) for wave in WAVES}
    start, end = waves["T0"], waves["T1"]
    groups = (
        ("only_t0", N_("T0 only"), [start[one] for one in start if one not in end]),
        ("pairs", N_("T0 and T1"), [start[one] for one in start if one in end]),
        ("only_t1", N_("T1 only"), [end[one] for one in end if one not in start]),
    )
    means = (Column(pillar, ask.say(N_("Mean {pillar}")).format(pillar=pillar)) for pillar in PILLARS)
    columns = (Column("n", ask.say(N_("Participants"))), *means)
    rows = [heading("who:", ask.say(N_("Who filled in, and how they began")), len(columns))]
    rows += [_group_row(key, ask.say(label), people) for key, label, people in groups]
    rows.append(heading("waves:", ask.say(N_("All of a wave")), len(columns)))
    rows += [_group_row(wave, wave, list(people.values())) for wave, people in waves.items()]
    rows.append(heading("doubt:", ask.say(N_("Doubtful at T0 and T1")), len(columns)))
    every = [*start.values(), *end.values()]
    doubts = (
        ("straight", N_("Twelve or more same answers in a row"), is_straight),
        ("quick", N_("Filled in within four minutes"), is_quick),
    )
    rows += [_group_row(key, ask.say(label), [one for one in every if holds(one)]) for key, label, holds in doubts]
    return ask.table("R11A", N_("Survey: who filled it in"), columns, rows, n=len(start), notes=(ask.say(_LEAVERS),), crossed=False)


def _group_row(key: str, label: str, people: Sequence[Filled]) -> Row:
    ids = tuple(one.person for one in people)
    means = []
    for pillar in PILLARS:
        known = [score for one in people if (score := one.scores[pillar]) is not None]
        means.append(Cell(len(known), value=fmean(known), places=1) if known else Cell())
    return Row(key, label, (Cell(len(ids), ids=ids), *means))


def is_straight(one: Filled) -> bool:
    """Whether the same answer was given too often in a row."""
    return straight_lined(one.answers, SAME_SHAPE)


def is_quick(one: Filled) -> bool:
    """Whether there was no time to read the questions."""
    seconds = _seconds(text(one.answers, "started"), text(one.answers, "ended"))
    return seconds is not None and seconds < QUICK


def _seconds(start: str, end: str) -> float | None:
    try:
        return (datetime.fromisoformat(end) - datetime.fromisoformat(start)).total_seconds()
    except (ValueError, TypeError):
        return None


def paired(ask: Asked, later: str) -> list[Pair]:
    """The participants with both T0 and the later wave."""
    before, after = filled(ask, "T0"), filled(ask, later)
    return [(one, after[person]) for person, one in before.items() if person in after]


def filled(ask: Asked, wave: str) -> dict[str, Filled]:
    """Participant -> the first survey of a wave up to the reference date; for outsiders only with consent to research (C2)."""
    allowed = _consenting(ask) if ask.outsider else None
    home = _projects(ask) if ask.project else {}
    found: dict[str, Filled] = {}
    for row in sorted(ask.sources.get(WAVES[wave], ()), key=lambda row: text(row, "_created_at")):
        person, day = row["_participant"], (text(row, "ended") or text(row, "_created_at"))[:10]
        outside = (ask.date and day > ask.date) or (ask.project and home.get(person) != ask.project)
        if not outside and person not in found and (allowed is None or person in allowed):
            found[person] = _scored(person, row)
    return found


def _consenting(ask: Asked) -> set[str]:
    """Who said yes to research and did not withdraw it."""
    last: dict[str, str] = {}
    for row in sorted(ask.sources.get("toestemming", ()), key=lambda row: text(row, "_changed_at")):
        last[row["_participant"]] = text(row, "valid")
    return {person for person, valid in last.items() if "c2" in valid.split()}


def _projects(ask: Asked) -> dict[str, str]:
    known = {text(row, "_participant"): text(row, "project") for row in ask.sources.get("deelnemer", ())}
    return {**known, **{one.id: one.project for one in ask.people}}


def _scored(person: str, row: SourceRow) -> Filled:
    """The scores of one survey (``scores.survey_scores``), where equal answers to a construct are scored once for everybody."""
    parts = {name: _part(name, pick(row)) for name, pick in _PICKED.items()}
    scores = {name: part.score for name, part in parts.items()}
    answered = {name: part.answered for name, part in parts.items()}
    pillars = {pillar: pillar_score(pillar, scores, answered) for pillar in PILLARS}
    return Filled(person, row, parts, {**scores, **pillars})


@lru_cache(maxsize=65536)
def _part(construct: str, answers: tuple[Code, ...]) -> Part:
    given = dict(zip(ITEMS_OF[construct], answers, strict=True))
    points = tuple(survey_item(given, item) for item in given)
    answered = sum(one is not None for one in points)
    return Part(construct_score(given, construct), points, answered, answered == len(points))
