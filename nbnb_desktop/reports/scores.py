"""The scores of the instruments: interests, skills, survey and change. Pure functions over answers.

Answers are a mapping of question name to code, as text or number, as a filled form keeps them; a missing name, None
and "" are no answer. What ODK can express is also calculated in the forms (talentscan, nulmeting ...); both agree.
Source: content specification 4.2, 4.3, 7.5 and 7.6.
"""

from __future__ import annotations

import math
from collections import Counter
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass
from statistics import fmean
from typing import cast

from nbnb_desktop.i18n import N_

Code = str | int | float | None
Answers = Mapping[str, Code]

TYPES = "RIASEC"
"""Holland's types in hexagon order: neighbours on the hexagon are neighbours here, and C stands beside R."""

CLUSTERS = ("K1", "K2", "K3", "K4", "K5", "K6")
CONSTRUCTS = {
    "KNA": 4, "TKP": 3, "PRE": 2, "SOL": 3,
    "NET": 3, "SUP": 2, "TAA": 4, "VAK": 2, "CUL": 4, "MOT": 3,
    "ZVT": 3, "ZIN": 3, "EEN": 2, "WEL": 3, "ZST": 3,
    "WGV": 3,
}  # fmt: skip
"""Items per construct; WGV is the employer's and belongs to no pillar of the participant."""

PILLARS = {
    "A": ("KNA", "TKP", "PRE", "SOL"),
    "B": ("NET", "SUP", "TAA", "VAK", "CUL", "MOT"),
    "C": ("ZVT", "ZIN", "EEN", "WEL", "ZST"),
}
_ITEMS_IN = {pillar: sum(CONSTRUCTS[name] for name in names) for pillar, names in PILLARS.items()}
REVERSED = frozenset({"ZIN3", "EEN1", "EEN2"})
RIGHT_ANSWERS = {"KNA3": "1", "KNA4": "0"}
"""RS5: the right answer is 2 points, wrong or do-not-know 0, rather-not missing."""

_ENOUGH = {2: 2, 3: 2, 4: 3}  # answered items that a construct of 2, 3 or 4 items needs
_ENOUGH_CONSTRUCTS = {"A": 3, "B": 5, "C": 4}


def answer(answers: Answers, name: str) -> str:
    """The code given to a question as text; "" for no answer."""
    code = answers.get(name)
    return "" if code is None else f"{code:g}" if isinstance(code, float) else str(code).strip()


def points(answers: Answers, name: str) -> int | None:
    """0, 1 or 2 for a question with three ordered answers; None for any other code and for no answer."""
    code = answer(answers, name)
    return int(code) if code in ("0", "1", "2") else None


# Interests (4.3)


def riasec_scores(answers: Answers) -> dict[str, float | None]:
    """Type -> score 0 to 12 in tenths, from the items R1 to C6; None with fewer than four of six answered."""
    return {kind: _riasec_score([points(answers, f"{kind}{item}") for item in range(1, 7)]) for kind in TYPES}


def _riasec_score(given: Sequence[int | None]) -> float | None:
    known = [value for value in given if value is not None]
    if len(known) < 4:
        return None
    return math.floor(10 * sum(known) * 6 / len(known) + 0.5) / 10


def not_known(answers: Answers) -> tuple[str, ...]:
    """The interest items answered with 7, kinds of work to explain."""
    return tuple(f"{kind}{item}" for item in range(1, 7) for kind in TYPES if answer(answers, f"{kind}{item}") == "7")


@dataclass(frozen=True, slots=True)
class Tie:
    """Types with one score across the third place: ``letters`` in hexagon order, of which ``places`` have a place."""

    letters: str = ""
    places: int = 0


@dataclass(frozen=True, slots=True)
class Holland:
    """The interest profile. ``code`` has equal letters joined by a slash; "" when a type has no score or all are equal.

    ``pair``: the two types of the next forced choice, "" when none is (or helps). ``differentiation``: highest minus
    lowest, 0 to 12. ``consistency`` of the first two letters: high, medium, low or "" (for staff only).
    """

    code: str = ""
    ranks: Mapping[str, int] | None = None
    tie: Tie = Tie()
    pair: str = ""
    differentiation: float | None = None
    flat: bool = False
    consistency: str = ""


def holland(scores: Mapping[str, float | None], choices: Sequence[str] = ()) -> Holland:
    """The profile of six scores; ``choices`` are the letters preferred on the forced-choice screens so far."""
    known = {kind: value for kind in TYPES if (value := scores.get(kind)) is not None}
    if len(known) < len(TYPES):
        return Holland()
    ranks = {kind: 1 + sum(other > value for other in known.values()) for kind, value in known.items()}
    differentiation = round(max(known.values()) - min(known.values()), 1)
    if not differentiation:
        return Holland(ranks=ranks, differentiation=differentiation, flat=True)
    tie = _tie(ranks)
    pair, placed = _decided(tie, choices)
    groups = [[kind for kind in TYPES if ranks[kind] == rank and (kind not in tie.letters or kind in placed)] for rank in (1, 2, 3)]
    code = "".join("/".join(group) for group in groups)
    return Holland(code, ranks, tie, pair, differentiation, False, _consistency(groups))


def holland_remark(scores: Mapping[str, float | None]) -> str:
    """What the participant reads about an unclear profile (msgid), "" when it is clear."""
    known = [value for value in scores.values() if value is not None]
    if len(known) < len(TYPES):
        return ""
    if max(known) <= 2:
        return N_("Perhaps the list did not fit.")
    return N_("Your preference is not clear yet. Look at occupations first.") if max(known) - min(known) < 3 else ""


def _tie(ranks: Mapping[str, int]) -> Tie:
    for rank in (1, 2, 3):
        letters = "".join(kind for kind in TYPES if ranks[kind] == rank)
        if rank - 1 + len(letters) > 3 and letters:
            return Tie(letters, 4 - rank)
    return Tie()


def _decided(tie: Tie, choices: Sequence[str]) -> tuple[str, str]:
    """(pair to ask next, letters that got a place). Undecided: every tied letter has one, with a slash.

    At most three screens of two types, so up to four tied types: for one place the winner goes on, for one place too
    few the loser goes on, and four types for two places are two pairs.
    """
    letters, places = tie.letters, tie.places
    if not 2 <= len(letters) <= 4:
        return "", letters
    two_pairs = len(letters) == 4 and places == 2
    pair, waiting, won = letters[:2], letters[2:], ""
    for chosen in choices:
        if chosen not in pair:
            break
        other = pair.replace(chosen, "")
        won += chosen
        if two_pairs:
            pair, waiting = waiting, ""
        elif waiting:
            pair, waiting = (chosen if places == 1 else other) + waiting[0], waiting[1:]
        else:
            return "", chosen if places == 1 else letters.replace(other, "")
        if not pair:
            return "", won
    return pair, letters


def _consistency(groups: Sequence[Sequence[str]]) -> str:
    """Of the first two letters, where two stand first: 1 step on the hexagon is high, 2 medium, 3 low."""
    first = groups[0] if len(groups[0]) == 2 else [*groups[0], *groups[1]] if len(groups[0]) == len(groups[1]) == 1 else []
    if not first:
        return ""
    steps = abs(TYPES.index(first[0]) - TYPES.index(first[1]))
    return {1: "high", 2: "medium", 3: "low"}[min(steps, len(TYPES) - steps)]


# Skills (4.2)


def skill_scores(answers: Answers) -> dict[str, float | None]:
    """Cluster -> mean 0 to 2 of its four skills K1_1 ... K6_4; None with fewer than three answered."""
    return {cluster: _mean_of(answers, cluster) for cluster in CLUSTERS}


def _mean_of(answers: Answers, cluster: str) -> float | None:
    known = [value for skill in _skills(cluster) if (value := points(answers, skill)) is not None]
    return fmean(known) if len(known) >= 3 else None


def _skills(cluster: str) -> list[str]:
    return [f"{cluster}_{number}" for number in range(1, 5)]


@dataclass(frozen=True, slots=True)
class Quadrants:
    """Skill codes. Can means alone (2); wants is the answer to ``<skill>_like``. Unanswered skills are in none."""

    talents: tuple[str, ...] = ()  # can and wants
    reserve: tuple[str, ...] = ()  # can and does not want
    learning: tuple[str, ...] = ()  # wants and cannot alone yet: a learning goal
    rest: tuple[str, ...] = ()


def quadrants(answers: Answers) -> Quadrants:
    """The 24 skills over the four quadrants of 4.2."""
    places: dict[tuple[bool, bool], list[str]] = {(can, wants): [] for can in (True, False) for wants in (True, False)}
    for skill in (skill for cluster in CLUSTERS for skill in _skills(cluster)):
        can, wants = points(answers, skill), points(answers, f"{skill}_like")
        if can is not None and wants is not None:
            places[can == 2, wants == 1].append(skill)
    return Quadrants(*(tuple(places[where]) for where in ((True, True), (True, False), (False, True), (False, False))))


# Survey (7.5)


@dataclass(frozen=True, slots=True)
class SurveyScores:
    """POMP scores 0 to 100, None where too little is answered; ``answered`` items per construct; how many were prorated."""

    constructs: Mapping[str, float | None]
    pillars: Mapping[str, float | None]
    answered: Mapping[str, int]
    prorated: int


def survey_item(answers: Answers, item: str) -> int | None:
    """The points 0, 1 or 2 of an item after reversing and marking; None when missing (7.5 step 1)."""
    if item in RIGHT_ANSWERS:
        code = answer(answers, item)
        return (2 if code == RIGHT_ANSWERS[item] else 0) if code in ("0", "1", "8") else None
    value = points(answers, item)
    return 2 - value if value is not None and item in REVERSED else value


def construct_score(answers: Answers, construct: str) -> float | None:
    """POMP of one construct, prorated over what is answered (7.5 step 2)."""
    values = _values(answers, construct)
    return 100 * sum(values) / (2 * len(values)) if len(values) >= _ENOUGH[CONSTRUCTS[construct]] else None


def survey_scores(answers: Answers) -> SurveyScores:
    """Every construct and pillar of one filled survey."""
    constructs = {name: construct_score(answers, name) for pillar in PILLARS.values() for name in pillar}
    answered = {name: len(_values(answers, name)) for name in constructs}
    prorated = sum(score is not None and answered[name] < CONSTRUCTS[name] for name, score in constructs.items())
    pillars = {pillar: pillar_score(pillar, constructs, answered) for pillar in PILLARS}
    return SurveyScores(constructs, pillars, answered, prorated)


def _values(answers: Answers, construct: str) -> list[int]:
    items = (f"{construct}{number}" for number in range(1, CONSTRUCTS[construct] + 1))
    return [value for item in items if (value := survey_item(answers, item)) is not None]


def pillar_score(pillar: str, constructs: Mapping[str, float | None], answered: Mapping[str, int]) -> float | None:
    """The mean of a pillar's construct scores where enough constructs and items are answered (7.5 step 3)."""
    names = PILLARS[pillar]
    known = [score for name in names if (score := constructs[name]) is not None]
    enough = len(known) >= _ENOUGH_CONSTRUCTS[pillar] and 3 * sum([answered[name] for name in names]) >= 2 * _ITEMS_IN[pillar]
    return fmean(known) if enough else None


def wants_help_card(answers: Answers) -> bool:
    """Whether the safety card of 7.9 is due: well-being at 0, or lonely answered with often twice."""
    return construct_score(answers, "WEL") == 0 or (answer(answers, "EEN1") == answer(answers, "EEN2") == "2")


def straight_lined(codes: Iterable[str | None], *, least: int = 12) -> bool:
    """Whether one answer was given to ``least`` items (RS1 and RS4, as presented) in a row (7.7)."""
    run, last = 0, None
    for given in codes:
        run, last = (run + 1 if given == last else 1), given
        if run >= least and given:
            return True
    return False


# Change (7.6)


@dataclass(frozen=True, slots=True)
class ChangeBasis:
    """What a pillar's change is judged by: own T0 sample of ``n`` persons, its standard deviation and Cronbach's alpha."""

    n: int
    sd: float
    alpha: float

    @property
    def usable(self) -> bool:
        """At least 30 persons, alpha at least .70 and some spread; otherwise a difference gets no label."""
        return self.n >= 30 and self.alpha >= 0.70 and self.s_diff > 0

    @property
    def s_diff(self) -> float:
        """Standard error of a difference: SD × √2 × √(1 − α) (Jacobson–Truax, Christensen–Mendoza)."""
        return self.sd * math.sqrt(2) * math.sqrt(max(0.0, 1 - self.alpha))

    @property
    def threshold(self) -> float:
        """The difference in points beyond which a change is clear."""
        return 1.96 * self.s_diff


@dataclass(frozen=True, slots=True)
class Change:
    """One person's change on one pillar. ``label`` (msgid) is "" where the basis is too small: show the difference alone."""

    difference: float
    rc: float | None
    label: str


CLEARLY_FORWARD = N_("clearly forward")
CLEARLY_BACK = N_("clearly back")
NO_CLEAR_DIFFERENCE = N_("no clear difference")


def reliable_change(before: float, after: float, basis: ChangeBasis | None) -> Change:
    """RC = (T1 − T0) / S_diff; beyond ±1.96 the change is clear."""
    difference = after - before
    if basis is None or not basis.usable:
        return Change(difference, None, "")
    rc = difference / basis.s_diff
    return Change(difference, rc, CLEARLY_FORWARD if rc > 1.96 else CLEARLY_BACK if rc < -1.96 else NO_CLEAR_DIFFERENCE)


def cronbach_alpha(rows: Sequence[Sequence[float]]) -> float:
    """Alpha of persons × items without gaps; NaN with fewer than two persons or items, or without variance."""
    if len(rows) < 2 or len(rows[0]) < 2:
        return math.nan
    total = spread(map(sum, rows))
    items = len(rows[0])
    within = sum(spread(column) for column in zip(*rows, strict=True))
    return items / (items - 1) * (1 - within / total) if total else math.nan


def change_basis(sample: Iterable[Answers], pillar: str) -> ChangeBasis | None:
    """The basis from a T0 sample: SD of the pillar scores, alpha over persons with every item; None below two scores."""
    people = list(sample)
    items = [f"{name}{number}" for name in PILLARS[pillar] for number in range(1, CONSTRUCTS[name] + 1)]
    scores = (survey_scores(person).pillars[pillar] for person in people)
    return basis_of(scores, ([survey_item(person, item) for item in items] for person in people))


def basis_of(scores: Iterable[float | None], rows: Iterable[Sequence[int | None]]) -> ChangeBasis | None:
    """The basis from pillar scores and the points of the pillar's items per person; what is not known is left out."""
    known = [score for score in scores if score is not None]
    full = [cast(Sequence[int], row) for row in rows if None not in row]
    return ChangeBasis(len(known), math.sqrt(spread(known)), cronbach_alpha(full)) if len(known) > 1 else None


def spread(values: Iterable[float]) -> float:
    """The sample variance of two values or more; scores and points have few values, so that they are counted first."""
    counted = Counter(values)
    n, around = counted.total(), next(iter(counted))  # around a first guess of the mean, so that little is lost
    apart = [(value - around, count) for value, count in counted.items()]
    squares, total = math.fsum(count * one * one for one, count in apart), math.fsum(count * one for one, count in apart)
    return max(0.0, squares - total**2 / n) / (n - 1)
