"""The conflict desk: two laptops changed the same answer, a person decides."""

from __future__ import annotations

from dataclasses import dataclass


@dataclass(frozen=True, slots=True)
class Side:
    """One of the two answers: as text for people, as instance text, and whose it is."""

    shown: str
    text: str
    author: str
    when: str  # ISO
    device: str  # the laptop's name
    language: str


@dataclass(frozen=True, slots=True)
class Conflict:
    """One field of one submission that two laptops changed differently."""

    submission: str
    participant: str
    participant_name: str
    form_id: str
    form_title: str
    ref: str
    question: str
    mine: Side
    theirs: Side


# open_conflicts(workplace, participant="") -> tuple[Conflict, ...]
# decide(workplace, submission, decisions: Mapping[ref, instance text]) -> None     all conflicts of one submission at once
