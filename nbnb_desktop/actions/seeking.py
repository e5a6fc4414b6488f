"""What the forms know of a participant who looks for work: one reading for suggestions and matching, of one person or of all."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterator, Mapping
from typing import Any

from nbnb_desktop.actions.workplace import Workplace
from nbnb_desktop.reports.matching import Seeker
from nbnb_desktop.reports.realism import LEVELS, Wishes
from nbnb_desktop.reports.scores import CLUSTERS, TYPES
from nbnb_desktop.store.reading import select

SKILLS = tuple(f"{cluster}_{number}" for cluster in CLUSTERS for number in range(1, 5))
RECEIVED, IMPOSSIBLE = "3", "4"
"""Codes of the list diplomawaardering."""

NO_DEMAND = frozenset({"geen", "98"})

COLUMNS: Mapping[str, tuple[str, ...]] = {
    # The answers that are read, by form; those that make somebody a seeker first.
    "intake": (
        "dutch_level_speaking", "dutch_certificates", "driving_licence", "diploma_recognition", "education_origin", "max_travel_minutes",
        "hours_per_week_wanted", "day_parts", "earliest_start", "work_demands", "work_needs", "benefit_effect_explained",
    ),
    "talentscan": (*(f"score_{kind}" for kind in TYPES), *SKILLS),
    "deelnemer": ("municipality", "postcode4"),
    "toekomstplan": ("income_talk",),
    "toestemming": ("valid",),
    "certificaat": ("certificate_kind", "driving_licence", "valid_until"),
    "plaatsing": ("vog_present",),
}  # fmt: skip
BEGINS = ("intake", "talentscan")
"""Who has one of these looks for work."""
LEFT = {"uitstroom": "exit_code", "uitval": "dropout_date"}
"""Who has a form of these has left and looks no longer."""

Answers = Mapping[str, str]
Forms = Mapping[str, list[dict[str, str]]]
"""The answers of one person by form, the oldest first; "" for no answer."""


def seeker(workplace: Workplace, participant: str) -> Seeker:
    """What is known of one participant."""
    found: dict[str, list[dict[str, str]]] = defaultdict(list)
    for row in workplace.store.submissions.of(participant):
        if row.form_id in COLUMNS and (record := workplace.store.submissions.record(row.id)):
            found[row.form_id].append(dict(record.values))
    return seeker_of(participant, found, workplace.provider().now().date().isoformat())


def seekers(workplace: Workplace) -> Iterator[Seeker]:
    """Everybody with an intake or a talent scan who has not left, in one reading of the tables."""
    found: dict[str, dict[str, list[dict[str, str]]]] = {}
    tables = workplace.store.tables
    gone = {str(person) for form, column in LEFT.items() for person, __ in select(tables, form, ("_participant", column))}
    for form, columns in COLUMNS.items():
        for person, *values in select(tables, form, ("_participant", *columns)):
            if person in found or (form in BEGINS and person not in gone):
                found.setdefault(person, defaultdict(list))[form].append(dict(zip(columns, map(_text, values), strict=True)))
    today = workplace.provider().now().date().isoformat()
    for person, forms in found.items():
        yield seeker_of(person, forms, today)


def seeker_of(participant: str, forms: Forms, today: str) -> Seeker:
    """A participant from the answers by form; of a form that was filled in more than once the last one counts."""

    def last(form: str) -> Answers:
        return (forms.get(form) or [{}])[-1]

    person, intake, scan = last("deelnemer"), last("intake"), last("talentscan")
    return Seeker(
        id=participant,
        wishes=_wishes(intake, last("toekomstplan"), forms, today),
        scores={kind: _number(scan.get(f"score_{kind}", "")) for kind in TYPES},
        skills={skill: _whole(scan.get(skill, "")) for skill in SKILLS},
        town=person.get("municipality", ""),
        postcode4=person.get("postcode4", ""),
        times=frozenset(intake.get("day_parts", "").split()),
        start=intake.get("earliest_start", ""),
        shares_cv="c5" in last("toestemming").get("valid", "").split(),
    )


def _wishes(intake: Answers, plan: Answers, forms: Forms, today: str) -> Wishes:
    level = intake.get("dutch_level_speaking", "")
    return Wishes(
        language=level if level in LEVELS else "",
        holds=_holds(intake, forms, today),
        diploma=_diploma(intake),
        demands=frozenset(intake.get("work_demands", "").split()) - NO_DEMAND,
        needs=frozenset(intake.get("work_needs", "").split()),
        travel_minutes=_minutes(intake.get("max_travel_minutes", "")),
        hours=_whole(intake.get("hours_per_week_wanted", "")),
        income_talked="1" in (plan.get("income_talk"), intake.get("benefit_effect_explained")) or None,
    )


def _holds(intake: Answers, forms: Forms, today: str) -> frozenset[str]:
    """Certificates and licences in the words of the list of occupations: VCA, rijbewijs_B, VOG …; expired ones do not count."""
    valid = [one for one in forms.get("certificaat", ()) if not one.get("valid_until") or one["valid_until"] >= today]
    licences = " ".join(one.get("driving_licence", "") for one in (intake, *valid)).split()
    kinds = [*intake.get("dutch_certificates", "").split(), *(one.get("certificate_kind", "") for one in valid)]
    vog = ["VOG"] if any(one.get("vog_present") == "1" for one in forms.get("plaatsing", ())) else []
    return frozenset([*kinds, *vog, *(_licence(one) for one in licences)])


def _licence(code: str) -> str:
    return code if code == "code95" else f"rijbewijs_{code}"


def _diploma(intake: Answers) -> bool | None:
    """Whether there is a diploma that counts here: a received recognition says so, an impossible one or no education says not."""
    recognised = intake.get("diploma_recognition", "")
    if recognised == RECEIVED:
        return True
    return False if recognised == IMPOSSIBLE or intake.get("education_origin") == "0" else None


def _minutes(text: str) -> int | None:
    """A code of the list reistijd; would not say and unknown are no number of minutes."""
    return None if text in ("98", "99") else _whole(text)


def _whole(text: str) -> int | None:
    return int(text) if text.isdecimal() else None


def _number(text: str) -> float | None:
    try:
        return float(text)
    except ValueError:
        return None


def _text(value: Any) -> str:
    return "" if value is None else str(value)
