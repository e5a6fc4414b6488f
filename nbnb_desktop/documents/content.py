"""What is known of a participant, as the documents get it: plain frozen values, made by actions.

Dates are as known ("1990", "1990-05", "1990-05-17"); texts are in one language or in several by code.
"""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, field
from datetime import date

from nbnb_desktop.documents.pages import House
from nbnb_desktop.documents.wording import Texts


@dataclass(frozen=True, slots=True)
class Person:
    """Who it is about; dates as known ("1990", "1990-05", "1990-05-17"). A BSN has no place here."""

    name: str
    own_name: str = ""
    pronunciation: str = ""
    birth_date: str = ""
    phone: str = ""
    email: str = ""
    place: str = ""
    municipality: str = ""
    driving_licence: Texts = ""
    available: Texts = ""
    travel: Texts = ""
    photo: bytes = b""
    nationality: Texts = ""
    residence_status: Texts = ""
    benefit: Texts = ""


@dataclass(frozen=True, slots=True)
class Quality:
    """A quality and who sees it: the participant (``own``), others, or both."""

    name: Texts
    own: bool = True
    others: bool = False


@dataclass(frozen=True, slots=True)
class Experience:
    """Work, paid or not. ``paid`` False covers care at home, a family business, volunteering."""

    start: str
    end: str
    function: Texts
    employer: str = ""
    place: Texts = ""
    tasks: tuple[Texts, ...] = ()
    ongoing: bool = False
    paid: bool = True


@dataclass(frozen=True, slots=True)
class Education:
    """``recognition`` is the Dutch valuation (IDW) in words, "" when unknown."""

    start: str
    end: str
    name: Texts
    school: str = ""
    place: Texts = ""
    level: Texts = ""
    recognition: Texts = ""
    diploma: Texts = ""


@dataclass(frozen=True, slots=True)
class LanguageSkill:
    """Levels of the European framework (A0 to C2) or "" when not asked; ``mother`` for a mother tongue."""

    code: str
    listening: str = ""
    speaking: str = ""
    reading: str = ""
    writing: str = ""
    mother: bool = False
    source: Texts = ""


@dataclass(frozen=True, slots=True)
class Suggestion:
    """An occupation with its reasons; ``horizon`` is now, soon or later."""

    occupation: Texts
    horizon: str = "now"
    reasons: tuple[Texts, ...] = ()
    cautions: tuple[Texts, ...] = ()
    next_step: Texts = ""


@dataclass(frozen=True, slots=True)
class Possibilities:
    """The talent scan: scores from 0 to 12 by letter (None: not enough answers), and what they led to."""

    scores: Mapping[str, float | None] = field(default_factory=dict)
    code: str = ""
    remark: Texts = ""
    talents: tuple[Texts, ...] = ()
    reserve: tuple[Texts, ...] = ()
    wishes: tuple[Texts, ...] = ()
    suggestions: tuple[Suggestion, ...] = ()
    on: str = ""


@dataclass(frozen=True, slots=True)
class PlanStep:
    """``status`` is todo, doing, done or dropped; ``owner`` in words."""

    what: Texts
    owner: Texts
    deadline: str
    status: str = "todo"
    start: str = ""
    help: Texts = ""
    reason: Texts = ""


@dataclass(frozen=True, slots=True)
class Agreement:
    who: Texts
    what: Texts


@dataclass(frozen=True, slots=True)
class Plan:
    """The future plan in short; the signed document of two pages is plan.py."""

    dream_job: Texts = ""
    why: Texts = ""
    first_job: Texts = ""
    how_it_helps: Texts = ""
    alternative: Texts = ""
    education_goal: Texts = ""
    own_words: Texts = ""
    check: tuple[tuple[Texts, Texts], ...] = ()  # question of the realism check, answer
    outcome: Texts = ""
    steps: tuple[PlanStep, ...] = ()
    agreements: tuple[Agreement, ...] = ()
    reviews: tuple[tuple[str, Texts], ...] = ()  # date, what was or will be looked at
    explained_in: str = ""
    signed_on: str = ""


@dataclass(frozen=True, slots=True)
class LearningGoal:
    """``status`` as in PlanStep; only goals that the participant agrees to show are passed."""

    name: Texts
    when: str
    status: str = "todo"
    remark: Texts = ""


@dataclass(frozen=True, slots=True)
class Training:
    name: Texts
    on: str
    hours: str = ""
    provider: str = ""


@dataclass(frozen=True, slots=True)
class Certificate:
    """``scan`` is the file that was added (a picture or a PDF is printed), b"" when there is none."""

    name: Texts
    on: str = ""
    issuer: str = ""
    valid_until: str = ""
    scan: bytes = b""
    file_name: str = ""


@dataclass(frozen=True, slots=True)
class Reference:
    """What somebody says about the participant, with leave to print it."""

    name: str
    role: Texts = ""
    organisation: str = ""
    words: Texts = ""
    contact: str = ""


@dataclass(frozen=True, slots=True)
class PortfolioContent:
    """Everything that a portfolio can show. ``obstacles`` and ``needs`` only reach the participant's own copy."""

    person: Person
    made_on: date
    house: House = field(default_factory=House)
    project: str = ""
    coach: str = ""
    profile_text: Texts = ""
    qualities: tuple[Quality, ...] = ()
    experience: tuple[Experience, ...] = ()
    education: tuple[Education, ...] = ()
    languages: tuple[LanguageSkill, ...] = ()
    skills: tuple[Texts, ...] = ()
    interests: tuple[Texts, ...] = ()
    possibilities: Possibilities | None = None
    plan: Plan | None = None
    learning_goals: tuple[LearningGoal, ...] = ()
    trainings: tuple[Training, ...] = ()
    certificates: tuple[Certificate, ...] = ()
    references: tuple[Reference, ...] = ()
    obstacles: tuple[Texts, ...] = ()
    needs: tuple[Texts, ...] = ()
