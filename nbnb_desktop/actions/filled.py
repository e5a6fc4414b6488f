"""A filled form as documents and reports read it: answers by column name, in words in every language asked for."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field
from typing import Any

from nbnb_desktop.actions.wording import answer_words, question_words
from nbnb_desktop.actions.workplace import Workplace
from nbnb_desktop.store import SubmissionRow
from nbnb_desktop.xforms.definition import FormDefinition

Texts = Mapping[str, str]
"""One text by language code."""


@dataclass(frozen=True, slots=True)
class Filled:
    """One filled form, or one row of a repeat in it. Missing forms and unknown names answer with nothing."""

    definition: FormDefinition | None = None
    values: Mapping[str, str] = field(default_factory=dict)
    repeats: Mapping[str, Sequence[Any]] = field(default_factory=dict)
    languages: tuple[str, ...] = ("nl",)
    repeat: str = ""  # the ref of the repeat that this is a row of
    changed_at: str = ""

    def __bool__(self) -> bool:
        return self.definition is not None

    def text(self, name: str) -> str:
        """The instance text."""
        return self.values.get(name, "")

    def number(self, name: str) -> float | None:
        """The answer as a number, None where there is none."""
        try:
            return float(self.text(name))
        except ValueError:
            return None

    def says(self, name: str, *codes: str) -> bool:
        """Whether the answer is one of ``codes``, or one of the chosen ones is."""
        return not set(self.text(name).split()).isdisjoint(codes)

    def words(self, name: str) -> Texts:
        """The answer in words in every language; empty where there is no answer."""
        return self._worded(name, self.text(name)) if self.text(name) else {}

    def each(self, name: str, like: str = "") -> tuple[Texts, ...]:
        """The chosen answers of a select multiple, each in words; ``like`` names the question whose choices a calculation lists."""
        return tuple(self._worded(like or name, value) for value in self.text(name).split())

    def question(self, name: str) -> Texts:
        """The question in every language."""
        if self.definition is None:
            return {}
        return {language: question_words(self.definition, self._ref(name), language) for language in self.languages}

    def rows(self, name: str) -> tuple[Filled, ...]:
        """The rows of a repeat."""
        if self.definition is None:
            return ()
        place = next((ref for ref, one in self.definition.elements.items() if one.repeat and one.name == name), "")
        return tuple(Filled(self.definition, row.values, row.repeats, self.languages, place) for row in self.repeats.get(name, ()))

    def _worded(self, name: str, text: str) -> Texts:
        if self.definition is None:
            return {}
        return {language: answer_words(self.definition, self._ref(name), text, language) for language in self.languages}

    def _ref(self, name: str) -> str:
        if self.definition is None:
            return ""
        return next((column.ref for column in self.definition.columns(self.repeat) if column.name == name), "")


NOTHING = Filled()


def latest(workplace: Workplace, participant: str, form_id: str, languages: tuple[str, ...]) -> Filled:
    """The participant's last submission of a form; one that answers with nothing when there is none."""
    found = every(workplace, participant, form_id, languages)
    return found[-1] if found else NOTHING


def every(workplace: Workplace, participant: str, form_id: str, languages: tuple[str, ...]) -> tuple[Filled, ...]:
    """All submissions of a form, the oldest first."""
    rows = [row for row in workplace.store.submissions.of(participant) if row.form_id == form_id]
    return tuple(of_row(workplace, row, languages) for row in rows)


def of_row(workplace: Workplace, row: SubmissionRow, languages: tuple[str, ...]) -> Filled:
    """One submission; one that answers with nothing when its form is not known here."""
    record = workplace.store.submissions.record(row.id)
    if record is None:
        return NOTHING
    definition = workplace.library.definition(row.form_id, row.form_version)
    return Filled(definition, record.values, record.repeats, languages, changed_at=row.changed_at)
