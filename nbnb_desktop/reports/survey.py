"""R11: what the survey says of change (spec 7.5 and 7.6): per construct and pillar for pairs, per person, and who filled it in.

There is no control group, so no table here says that the programme was the cause.
"""

from __future__ import annotations

from collections import Counter, defaultdict
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass
from datetime import datetime
from itertools import chain
from statistics import fmean

from nbnb_desktop.i18n import N_
from nbnb_desktop.reports.asking import Asked
from nbnb_desktop.reports.disclosure import SMALLEST
from nbnb_desktop.reports.figures import decimal
from nbnb_desktop.reports.outcomes import heading
from nbnb_desktop.reports.register import SourceTuple
from nbnb_desktop.reports.scores import (
    CLEARLY_BACK,
    CLEARLY_FORWARD,
    CONSTRUCTS,
    NO_CLEAR_DIFFERENCE,
    PILLARS,
    ChangeBasis,
    basis_of,
    reliable_change,
    straight_lined,
    survey_item,
)
from nbnb_desktop.reports.statistics import PairedChange, paired_change
from nbnb_desktop.reports.tables import Cell, Column, Row, Table

WAVES = {"T0": "nulmeting", "T1": "vervolgmeting", "T2": "nameting"}

ITEMS_IN = {name: CONSTRUCTS[name] for names in PILLARS.values() for name in names}
ITEMS_IN |= {pillar: sum(CONSTRUCTS[name] for name in names) for pillar, names in PILLARS.items()}
"""Construct or pillar -> how many items it has.

What it scored, and how many of its items were answered, the form calculates by the rules of ``scores``: ``score_KNA``, ``answered_KNA``.
"""

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


Columns = Mapping[str, tuple[str | None, ...]]
"""Column of the survey's form -> the answers of the persons in their order."""


@dataclass(frozen=True, slots=True)
class Alike:
    """Persons whose scores are the same before and the same after; ``complete``: both from every item."""

    before: float
    after: float
    complete: bool
    ids: Sequence[str]


@dataclass(frozen=True, slots=True)
class Pairs:
    """Those who filled in two waves, with what they answered in the first and in the second."""

    ids: tuple[str, ...]
    before: Columns
    after: Columns

    def alike(self, key: str) -> list[Alike]:
        """The persons with two scores for a construct or pillar; a score has few values, so that there are few groups."""
        score, answered = f"score_{key}", f"answered_{key}"
        found: defaultdict[SourceTuple, list[str]] = defaultdict(list)
        both = zip(self.before[score], self.after[score], self.before[answered], self.after[answered], strict=True)
        for one, four in zip(self.ids, both, strict=True):
            found[four].append(one)
        whole = ITEMS_IN[key]
        return [
            Alike(float(before), float(after), int(first) == int(last) == whole, ids)
            for (before, after, first, last), ids in found.items()
            if before and after
        ]


def change_t1(ask: Asked) -> Table:
    """R11: change from T0 to T1."""
    return _change(ask, "R11", N_("Survey: change from the start to the end"), "T1")


def change_t2(ask: Asked) -> Table:
    """R11T2: change from T0 to T2."""
    return _change(ask, "R11T2", N_("Survey: change from the start to half a year or more after"), "T2")


def _change(ask: Asked, name: str, title: str, later: str) -> Table:
    keys = tuple(ITEMS_IN)
    pairs = paired(ask, later, "_language", "helper_role", "prorated", *map(_score, keys), *(f"answered_{key}" for key in keys))
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
    first = ask.say(N_("Pillar and construct"))
    return ask.apart(name, title, columns, rows, n=len(pairs.ids), notes=notes, first=first, crossed=False)


def _change_row(ask: Asked, key: str, label: str, pairs: Pairs, kind: str) -> Row:
    found = pairs.alike(key)
    change, sure = _paired(found), _paired([one for one in found if one.complete], test=False)
    ids = _ids(found)
    if change is None or (ask.outsider and change.n < SMALLEST):
        return Row(key, label, (Cell(len(ids), ids=ids), *((Cell(suppressed=bool(ids)),) * 11)), kind)
    highest = _ids(one for one in found if one.before == 100)
    cells = (*_figures(ask, change), *_counts(change, found), *_checks(ask, change, sure, highest))
    return Row(key, label, (Cell(len(ids), ids=ids), *cells), kind)


def _ids(groups: Iterable[Alike]) -> tuple[str, ...]:
    return tuple(chain.from_iterable(one.ids for one in groups))


def _paired(groups: Iterable[Alike], *, test: bool = True) -> PairedChange | None:
    counted: Counter[tuple[float, float]] = Counter()
    for one in groups:
        counted[one.before, one.after] += len(one.ids)
    return paired_change(counted, test=test)


def _figures(ask: Asked, change: PairedChange) -> tuple[Cell, ...]:
    say = ask.language
    interval = "" if change.low is None or change.high is None else f"{decimal(change.low, 1, say)} … {decimal(change.high, 1, say)}"
    means = (_figure(change.n, value, 1) for value in (change.before, change.after, change.difference))
    return (*means, Cell(words=interval, shows="words"), _figure(change.n, change.d_z, 2))


def _figure(n: int, value: float | None, places: int) -> Cell:
    return Cell(n, value=value, places=places) if value is not None else Cell()


def _counts(change: PairedChange, groups: Sequence[Alike]) -> Iterable[Cell]:
    """How many went up, stayed, and went down, with percentages."""
    for ids in (
        _ids(one for one in groups if one.after > one.before),
        _ids(one for one in groups if one.after == one.before),
        _ids(one for one in groups if one.after < one.before),
    ):
        yield Cell(len(ids), change.n, ids)


def _checks(ask: Asked, change: PairedChange, sure: PairedChange | None, highest: tuple[str, ...]) -> tuple[Cell, ...]:
    enough = sure is not None and not (ask.outsider and 0 < change.n - sure.n < SMALLEST)
    return (
        _figure(change.n, change.p, 3),
        _figure(sure.n, sure.difference, 1) if sure is not None and enough else Cell(),
        Cell(len(highest), change.n, highest),
    )


def _change_notes(ask: Asked, rows: Sequence[Row], pairs: Pairs) -> list[str]:
    full = [row.label for row in rows if (top := row.cells[-1]).base and 100 * (top.n or 0) > CEILING * top.base]
    notes = [ask.say(N_("Little room to grow (more than 40% at 100 at T0): {names}.")).format(names=", ".join(full))] if full else []
    if not ask.outsider:
        count = sum(int(one or 0) for wave in (pairs.before, pairs.after) for one in wave["prorated"])
        notes.append(ask.say(N_("{count} scores of constructs were prorated over the answered items.")).format(count=count))
        ways = [zip(wave["_language"], wave["helper_role"], strict=True) for wave in (pairs.before, pairs.after)]
        different = sum(before != after for before, after in zip(*ways, strict=True))
        notes.append(ask.say(N_("{count} pairs were filled in in another language or with another helper.")).format(count=different))
    return notes


def clear_change(ask: Asked) -> Table:
    """R11R: how many persons changed clearly on each pillar between T0 and T1 (reliable change)."""
    scores = tuple(map(_score, PILLARS))
    start = filled(ask, "T0", *BASIS)
    pairs = _pairs(start, filled(ask, "T1", *scores), scores)
    everybody = _columns(start.values(), BASIS)
    labels = ((CLEARLY_FORWARD, "forward"), (NO_CLEAR_DIFFERENCE, "none"), (CLEARLY_BACK, "back"))
    columns = (
        Column("n", ask.say(N_("Pairs"))), *(Column(key, ask.say(label)) for label, key in labels),
        Column("threshold", ask.say(N_("Points needed"))),
    )  # fmt: skip
    rows = [_clear_row(ask, pillar, pairs, basis(everybody, pillar), labels) for pillar in PILLARS]
    notes = (
        ask.say(N_("A change is clear beyond 1.96 standard errors of a difference.")),
        ask.say(N_("Clear changes are named from 30 persons at T0 and an alpha of .70 on.")),
        ask.say(_NO_CAUSE),
    )
    return ask.apart("R11R", N_("Survey: clear change per person"), columns, rows, n=len(pairs.ids), notes=notes, crossed=False)


def basis(everybody: Columns, pillar: str) -> ChangeBasis | None:
    """What a pillar's change is judged by, from everybody's BASIS columns at T0."""
    points = [_points(item, everybody[item]) for name in PILLARS[pillar] for item in _items(name)]
    return basis_of(map(_number, everybody[_score(pillar)]), zip(*points, strict=True))


def _points(item: str, column: Sequence[str | None]) -> list[int | None]:
    """The points of everybody for an item; each code is looked up once."""
    of = {code: survey_item({item: code}, item) for code in set(column)}
    return [of[code] for code in column]


def _clear_row(ask: Asked, pillar: str, pairs: Pairs, basis: ChangeBasis | None, labels: Sequence[tuple[str, str]]) -> Row:
    score = _score(pillar)
    moved: defaultdict[tuple[str | None, str | None], list[str]] = defaultdict(list)
    for one, two in zip(pairs.ids, zip(pairs.before[score], pairs.after[score], strict=True), strict=True):
        moved[two].append(one)
    by_label: dict[str, list[str]] = defaultdict(list)
    for (before, after), those in moved.items():
        if before and after:
            by_label[reliable_change(float(before), float(after), basis).label] += those
    ids = tuple(chain.from_iterable(by_label.values()))
    counted = (Cell(len(by_label[label]), len(ids), tuple(by_label[label])) for label, __ in labels)
    usable = basis is not None and basis.usable
    threshold = Cell(basis.n, value=basis.threshold, places=1) if basis and usable else Cell(words=ask.say(N_("too few for a label")))
    return Row(pillar, ask.say(PILLAR_NAMES[pillar]), (Cell(len(ids), ids=ids), *counted, threshold))


def attrition(ask: Asked) -> Table:
    """R11A: who filled in which wave, whether those who stayed began like those who did not, and doubtful answers."""
    scores = tuple(map(_score, PILLARS))
    answers = {"T0": ("started", *SAME_SHAPE), "T1": ("started", *SAME_SHAPE)}
    waves = {wave: filled(ask, wave, *scores, *answers.get(wave, ())) for wave in WAVES}
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
    place = len(FACTS) + len(scores)
    doubts = (
        ("straight", N_("Twelve or more same answers in a row"), [one for one in every if straight_lined(one[place + 1 :])]),
        ("quick", N_("Filled in within four minutes"), [one for one in every if _is_quick(one[place], one[ENDED])]),
    )
    rows += [_group_row(key, ask.say(label), those) for key, label, those in doubts]
    return ask.apart("R11A", N_("Survey: who filled it in"), columns, rows, n=len(start), notes=(ask.say(_LEAVERS),), crossed=False)


def _group_row(key: str, label: str, people: Sequence[SourceTuple]) -> Row:
    ids = tuple(one[0] for one in people)
    means = []
    for place, __ in enumerate(PILLARS, start=len(FACTS)):
        known = [float(score) for one in people if (score := one[place])]
        means.append(Cell(len(known), value=fmean(known), places=1) if known else Cell())
    return Row(key, label, (Cell(len(ids), ids=ids), *means))


def _is_quick(start: str | None, end: str | None) -> bool:
    """Whether there was no time to read the questions."""
    try:
        return (datetime.fromisoformat(end or "") - datetime.fromisoformat(start or "")).total_seconds() < QUICK
    except (ValueError, TypeError):
        return False


# ------------------------------------------------------------------ the filled surveys

FACTS = ("_participant", "_created_at", "ended")
"""What is read of every survey; the columns that a table wants come behind it."""

ENDED = FACTS.index("ended")


def paired(ask: Asked, later: str, *columns: str) -> Pairs:
    """The participants with both T0 and the later wave."""
    return _pairs(filled(ask, "T0", *columns), filled(ask, later, *columns), columns)


def filled(ask: Asked, wave: str, *columns: str) -> dict[str, SourceTuple]:
    """Participant -> FACTS and those columns of the first survey of a wave, up to the reference date and of the project.

    For outsiders only with consent to research (C2).
    """
    allowed = _consenting(ask) if ask.outsider else None
    home = _projects(ask) if ask.project else {}
    found: dict[str, SourceTuple] = {}
    for row in sorted(ask.sources[WAVES[wave]].picked(*FACTS, *columns), key=lambda row: row[1] or ""):
        person = row[0]
        outside = (ask.date and (row[ENDED] or row[1] or "")[:10] > ask.date) or (ask.project and home.get(person) != ask.project)
        if not outside and person not in found and (allowed is None or person in allowed):
            found[person] = row
    return found


def _pairs(before: Mapping[str, SourceTuple], after: Mapping[str, SourceTuple], columns: Sequence[str]) -> Pairs:
    ids = tuple(one for one in before if one in after)
    return Pairs(ids, _columns((before[one] for one in ids), columns), _columns((after[one] for one in ids), columns))


def _columns(rows: Iterable[SourceTuple], names: Sequence[str]) -> Columns:
    """The columns behind the FACTS by their name."""
    turned = list(zip(*rows, strict=True))[len(FACTS) :] or [()] * len(names)
    return dict(zip(names, turned, strict=False))


def _consenting(ask: Asked) -> set[str]:
    """Who said yes to research and did not withdraw it."""
    said = sorted(ask.sources["toestemming"].picked("_participant", "_changed_at", "valid"), key=lambda row: row[1] or "")
    last = {person: valid or "" for person, __, valid in said}
    return {person for person, valid in last.items() if "c2" in valid.split()}


def _projects(ask: Asked) -> dict[str, str]:
    known = {one: project or "" for one, project in ask.sources["deelnemer"].picked("_participant", "project")}
    return {**known, **{one.id: one.project for one in ask.people}}


def _score(key: str) -> str:
    return f"score_{key}"


def _number(score: str | None) -> float | None:
    return float(score) if score else None


def _items(construct: str) -> tuple[str, ...]:
    return tuple(f"{construct}{number}" for number in range(1, CONSTRUCTS[construct] + 1))


_ITEMS = tuple(item for names in PILLARS.values() for name in names for item in _items(name))
BASIS = (*map(_score, PILLARS), *_ITEMS)
