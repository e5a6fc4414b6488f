"""The research data set: which answers it holds and how each is coded (spec 9.1; docs/reports.md).

Coded answers, numbers and dates only: no names, no free text, no files. The person is a random link id that is another one in
every delivery. A question with several answers becomes a variable of 0 and 1 for each. Pure.
"""

from __future__ import annotations

import re
from collections.abc import Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass
from datetime import date

from nbnb_desktop.i18n import N_, speaker
from nbnb_desktop.xforms.definition import Column, FormDefinition, language_code

LANGUAGES = ("nl", "en")
LINK, ENTRY = "link_id", "entry"
"""The variables that tie the files together."""

MISSING = frozenset({"Onbekend", "Wil niet zeggen", "Niet van toepassing", "N.v.t.", "Weet ik niet", "Zeg ik liever niet"})
"""Dutch labels of answers that say nothing about the person: declared as missing."""

NOT_MISSING = frozenset({("rs5", "8"), ("uitstroom", "11"), ("functie", "F00")})
"""(list, code) that count: do not know is a wrong answer to a question of fact (7.5); unknown exits and functions are tabulated."""

LEFT_OUT = frozenset(
    {"birth_date", "nationality", "safety_share", "share_scores", "cbs_linking", "postcode6", "house_number", "house_addition"}
)
"""Coded or dated answers that could point at somebody, or that are nobody's business: birth year and region are there instead."""

UNKNOWN_NUMBER = 9999
"""What ``unknown`` in a number (months of contract, hours a week) becomes: declared as missing."""

_NUMBERS = re.compile(r"(score|skill|answered|rank|goals|constructs)_|(prorated|participation|age_at_start|birth_year|differentiation)\Z")
_WORDS = re.compile(r"(wave|age_group|region_origin|channel_type|holland_code)\Z")
"""The calculations that are results; others are steps on the way, or repeat what was typed."""

_NUMBER_TEXTS = frozenset({"contract_months", "hours_per_week"})
SPSS_NAME, STATA_NAME = 64, 32
"""Most characters of a variable's name."""


@dataclass(frozen=True, slots=True)
class Value:
    """One answer of a coded variable: the register's code, the number that stands for it, labels by language."""

    code: str
    number: int
    labels: Mapping[str, str]
    missing: bool = False


@dataclass(frozen=True, slots=True)
class Variable:
    """A column of a data file. ``kind``: id, code, choice (0 or 1), number, date or text.

    ``column`` is the column of the form and ``choice`` the answer that a 0/1 variable stands for.
    """

    name: str
    kind: str
    labels: Mapping[str, str]
    column: str = ""
    choice: str = ""
    values: tuple[Value, ...] = ()

    def code(self, answer: object) -> str:
        """What a CSV file holds: the register's own code, number or date; "" for no answer."""
        if answer is None or answer == "":
            return ""
        if self.kind == "choice":
            return str(int(self.choice in str(answer).split()))
        if self.kind == "date":
            return str(answer)[:10]
        return f"{answer:g}" if isinstance(answer, float) else str(answer)

    def data(self, answer: object) -> float | str | date | None:
        """What SPSS, Stata and Parquet hold: numbers for codes, dates for dates; None for no answer."""
        text = self.code(answer)
        if not text:
            return None
        if self.kind == "code":
            return next((float(value.number) for value in self.values if value.code == text), None)
        if self.kind == "date":
            return _date(text)
        return text if self.kind in ("id", "text") else _number(text)

    @property
    def is_number(self) -> bool:
        return self.kind in ("code", "choice", "number")


@dataclass(frozen=True, slots=True)
class DataFile:
    """A file of the data set: a form, or one of its repeats, as columns."""

    name: str
    form_id: str
    repeat: str
    labels: Mapping[str, str]
    variables: tuple[Variable, ...]

    @property
    def columns(self) -> tuple[str, ...]:
        """The columns of the form that are read, each once."""
        return tuple(dict.fromkeys(variable.column for variable in self.variables if variable.column))


def files_of(versions: Sequence[FormDefinition], titles: Mapping[str, str]) -> Iterator[DataFile]:
    """The data files of a form from all its versions here, the newest first: the form itself and each of its repeats.

    A form without coded answers has none.
    """
    repeats = {repeat: ref for version in reversed(versions) for repeat, ref in _repeats(version)}
    for repeat, ref in {"": "", **repeats}.items():
        own = tuple(_distinct(_variables(versions, repeat, ref)))
        if own:
            name = f"{versions[0].form_id}__{repeat}" if repeat else versions[0].form_id
            yield DataFile(name, versions[0].form_id, repeat, titles, (*_keys(bool(repeat)), *own))


def _repeats(definition: FormDefinition, ref: str = "", path: str = "") -> Iterator[tuple[str, str]]:
    """(path as the tables name it, ref) of every repeat, the nested ones too."""
    for column in definition.columns(ref):
        if column.kind == "repeat":
            own = f"{path}__{column.name}" if path else column.name
            yield own, column.ref
            yield from _repeats(definition, column.ref, own)


def _keys(repeat: bool) -> tuple[Variable, ...]:
    person = Variable(LINK, "id", _both(N_("Random id of the person, for this delivery")), "_participant")
    entry = Variable(ENTRY, "id", _both(N_("Random id of the filled form, for this delivery")), "_submission")
    if repeat:
        return (person, entry, Variable("row", "text", _both(N_("Number of the row in the form")), "_row"))
    language = Variable("filled_language", "text", _both(N_("Language in which the form was filled in")), "_language")
    return (person, entry, Variable("registered", "date", _both(N_("Day of registration")), "_created_at"), language)


def _both(label: str) -> dict[str, str]:
    return {language: speaker(language)(label) for language in LANGUAGES}


def _variables(versions: Sequence[FormDefinition], repeat: str, ref: str) -> Iterator[Variable]:
    seen: set[str] = set()
    for version in versions:
        known = ref if not ref or ref in version.elements else ""
        if repeat and not known:
            continue
        for column in version.columns(known):
            if column.name not in seen and column.name not in LEFT_OUT:
                seen.add(column.name)
                yield from _of_column(column, [one for one in versions if column.ref in one.elements])


def _of_column(column: Column, versions: Sequence[FormDefinition]) -> Iterator[Variable]:
    labels = _labels(versions[0], column)
    if column.kind == "select_one":
        yield Variable(column.name, "code", labels, column.name, values=tuple(_values(column, versions)))
    elif column.kind in ("select_multiple", "rank"):
        for value in _values(column, versions):
            own = {language: f"{labels[language]}: {value.labels[language]}" for language in LANGUAGES}
            yield Variable(f"{column.name}_{value.code}", "choice", own, column.name, value.code)
    elif kind := _kind(column):
        missing = (Value("unknown", UNKNOWN_NUMBER, _both(N_("Unknown")), True),) if column.name in _NUMBER_TEXTS else ()
        yield Variable(column.name, kind, labels, column.name, values=missing)


def _kind(column: Column) -> str:
    """number, date or text; "" for what does not belong in a data set."""
    if column.data_type in ("int", "decimal") or column.name in _NUMBER_TEXTS:
        return "number"
    if column.data_type == "date":
        return "date"
    if column.kind == "calculate":
        return "number" if _NUMBERS.match(column.name) else "text" if _WORDS.match(column.name) else ""
    return ""


def _labels(definition: FormDefinition, column: Column) -> dict[str, str]:
    return {language: _plain(definition.label(column.ref, _named(definition, language))) or column.name for language in LANGUAGES}


def _named(definition: FormDefinition, language: str) -> str:
    return next((name for name in definition.languages if language_code(name) == language), definition.default_language)


def _plain(label: str) -> str:
    """A label on one line without the marks of Markdown."""
    return " ".join(re.sub(r"[*_#]{1,3}(?=\S)|(?<=\S)[*_]{1,2}", "", label).split())


def _values(column: Column, versions: Sequence[FormDefinition]) -> Iterator[Value]:
    """Every code that any version knows. The number is the code itself where all codes are numbers, else its place from 1."""
    labels: dict[str, dict[str, str]] = {}
    for version in versions:
        for code, __ in version.choices(column.ref):
            labels.setdefault(code, {one: _plain(version.choice_label(column.ref, code, _named(version, one))) for one in LANGUAGES})
    numeric = all(code.isdecimal() for code in labels) and len({int(code) for code in labels}) == len(labels)
    for place, (code, words) in enumerate(labels.items(), start=1):
        missing = words["nl"] in MISSING and (column.list_name, code) not in NOT_MISSING
        yield Value(code, int(code) if numeric else place, words, missing)


def _distinct(variables: Iterable[Variable]) -> Iterator[Variable]:
    """The variables under names that SPSS takes: letters, digits and _, unequal without regard to case."""
    taken = {LINK, ENTRY, "row", "registered", "filled_language"}
    for one in variables:
        name = shortened(one.name, taken, SPSS_NAME)
        yield Variable(name, one.kind, one.labels, one.column, one.choice, one.values)


def shortened(name: str, taken: set[str], most: int) -> str:
    """``name`` within ``most`` characters and unlike those taken, to which it is added."""
    clean = re.sub(r"[^A-Za-z0-9_]", "_", name)
    clean = clean if clean[:1].isalpha() else f"v_{clean}"
    fresh, number = clean[:most], 2
    while fresh.lower() in taken:
        fresh, number = f"{clean[: most - 1 - len(str(number))]}_{number}", number + 1
    taken.add(fresh.lower())
    return fresh


def _date(text: str) -> date | None:
    try:
        return date.fromisoformat(text[:10])
    except ValueError:
        return None


def _number(text: str) -> float | None:
    try:
        return float(UNKNOWN_NUMBER) if text == "unknown" else float(text)
    except ValueError:
        return None
