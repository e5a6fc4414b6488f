"""How alike two persons are: names across scripts and spellings, swapped names, birth dates of limited precision.

Scores run from 0 to 100; rapidfuzz compares the strings.
"""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass

from rapidfuzz import fuzz

from nbnb_desktop.store.names import fold, romanise, skeletons
from nbnb_desktop.store.rows import Likeness, Participant

LIKELY = 78.0
_BIRTH_WEIGHT = 0.25
_BIRTH_UNKNOWN = 0.6
_VAGUE = ("year", "about")


def ranked(text: str, people: Iterable[Participant], least: float = 0.0) -> list[Participant]:
    """The people in the order in which they answer to ``text``; those under ``least`` are left out."""
    asked, latin = fold(text), romanise(text)
    scored = [(_answers_to(asked, latin, person), person) for person in people]
    return [person for score, person in sorted(scored, key=lambda pair: (-pair[0], fold(pair[1].name), pair[1].id)) if score >= least]


def _answers_to(asked: str, latin: str, person: Participant) -> float:
    written = fold(f"{person.name} {person.own_name}")
    spoken = romanise(written)
    beginning = 10.0 if any(word.startswith(latin) for word in spoken.split()) else 0.0
    bones = [found for found in skeletons(latin) if len(found) > 1]  # one consonant alone says nothing
    sounding = fuzz.token_set_ratio(" ".join(bones), " ".join(skeletons(spoken)))
    return beginning + max(fuzz.token_set_ratio(latin, spoken), fuzz.partial_ratio(asked, written) * 0.9, sounding * 0.95)


def candidate_keys(person: Participant) -> set[str]:
    """The search keys under which somebody like this person would be found."""
    keys = {f"s:{bones}" for bones in skeletons(f"{person.name} {person.own_name}")}
    return keys | ({f"d:{person.birth_date}"} if person.birth_date else set())


Sound = tuple[str, str]
"""A name in a–z, and its consonants alone; both empty where there is none."""


@dataclass(frozen=True, slots=True)
class Named:
    """A person with the names as they are compared, worked out once for many comparisons."""

    person: Participant
    straight: Sound
    turned: Sound
    own: Sound

    @property
    def name(self) -> Sound:
        return self.straight if self.straight[0] else self.own


def named(person: Participant) -> Named:
    straight, turned = f"{person.given_name} {person.family_name}", f"{person.family_name} {person.given_name}"
    return Named(person, _sound(straight), _sound(turned), _sound(person.own_name))


def likely(one: Named, other: Named) -> Likeness | None:
    """How likely two are one person, and by what; None when they hardly are. The birth dates come first: they are quick to tell apart."""
    birth = birth_agreement(one.person, other.person)
    most = 100 * (1 - _BIRTH_WEIGHT * (1 - birth))
    if most < LIKELY:
        return None
    name, reason = max(_name_scores(one, other), key=lambda pair: pair[0])
    score = round(most - (100 - name) * (1 - _BIRTH_WEIGHT), 1)
    reasons = (reason, "birth_date") if birth > _BIRTH_UNKNOWN else (reason,)
    return Likeness(other.person, score, reasons) if score >= LIKELY else None


def _name_scores(one: Named, other: Named) -> list[tuple[float, str]]:
    scores = [(_alike(one.straight, other.straight), "name"), (_alike(one.turned, other.straight), "swapped")]
    own = [(one.own, other.own), (one.own, other.name), (one.name, other.own)]
    return scores + [(_alike(left, right), "own_name") for left, right in own]


def _sound(name: str) -> Sound:
    latin = romanise(name)
    return latin, " ".join(skeletons(latin))


def _alike(left: Sound, right: Sound) -> float:
    """Likeness of two names in the order given; consonants count a little less than letters."""
    if not left[0] or not right[0]:
        return 0.0
    return max(fuzz.ratio(left[0], right[0]), 0.97 * fuzz.ratio(left[1], right[1]))


def birth_agreement(one: Participant, other: Participant) -> float:
    """1 for the same date, 0 for different ones; a first of January is often only a year that an office filled in."""
    left, right = one.birth_date, other.birth_date
    if not left or not right:
        return _BIRTH_UNKNOWN
    if left == right:
        return 1.0
    if _year_only(one) or _year_only(other):
        apart = abs(_year(left) - _year(right))
        return {0: 0.9, 1: 0.6}.get(apart, 0.4 if apart <= 2 and "about" in (one.birth_precision, other.birth_precision) else 0.0)
    if left[:7] == right[:7] and "month" in (one.birth_precision, other.birth_precision):
        return 0.9
    swapped = left[5:7] == right[8:10] and left[8:10] == right[5:7] and left[:4] == right[:4]  # day and month changed places
    return 0.8 if swapped else 0.0


def _year_only(person: Participant) -> bool:
    return person.birth_precision in _VAGUE or person.birth_date.endswith("-01-01")


def _year(date: str) -> int:
    return int(date[:4]) if date[:4].isdigit() else 0
