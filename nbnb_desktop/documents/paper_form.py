"""Any form on paper: boxes to tick, lines to write on, skip rules in words, a code on each page.

``build`` prints an empty form, or a filled one when it gets the record of a submission. Rules that cannot
be said in words are marked, never left out.
"""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from functools import reduce
from itertools import groupby

from nbnb_desktop.documents.bidi import isolate, ltr
from nbnb_desktop.documents.pages import (
    Block,
    Choices,
    Comb,
    Document,
    Heading,
    House,
    Note,
    Paragraph,
    Question,
    Section,
    WriteLines,
)
from nbnb_desktop.documents.rules_in_words import AND, Rows, Words
from nbnb_desktop.documents.wording import PAGE_OF, day, foreign, voice
from nbnb_desktop.i18n import N_, form_texts
from nbnb_desktop.xforms.definition import Element, FormDefinition, language_code
from nbnb_desktop.xforms.serialize import Record

MANY_CHOICES = 14
"""A longer list (countries, languages) is not printed: there is a line to write on."""
ROWS_OF_A_REPEAT = 2
NUMBERS = 32.5
"""Points beside the questions for their numbers."""
NOTHING = "–"
"""Stands on a filled form where nothing was answered."""
DATES = frozenset({"date", "dateTime"})
_MARKUP = re.compile(r"(\*\*|__|</?(?:span|b|i|u|br)[^>]*>|^#+\s*)", re.MULTILINE)


@dataclass(frozen=True, slots=True)
class Asked:
    """One question as it is printed: its number, which question it is, in which rows of repeats, and what was answered."""

    number: int
    element: Element
    rows: Rows = ()
    given: str = ""


def build(
    form: FormDefinition,
    language: str = "nl",
    *,
    case: str = "",
    name: str = "",
    answers: Record | None = None,
    house: House | None = None,
    large_print: bool = False,
) -> Document:
    """The form in ``language`` (a code); ``case`` is the participant's number that the QR code carries.

    With ``answers`` it is the form as it was filled in, with as many rows of each repeat as there are.
    """
    say = voice(language)
    told = next((known for known in form.languages if language_code(known) == language), form.default_language)
    found = enumerate(_questions(_Columns(form), form.root, (), "", answers), 1)
    asked = tuple(Asked(number, element, rows, given) for number, (element, rows, given) in found)
    printed = _Printed(form, told, language, asked, filled=answers is not None)
    title = form_texts(language)(form.title, f"{form.form_id}/title") or form.title
    head: list[Block] = [Heading(title, 1), *_whose(name, case, language)]
    if answers is None:
        head.append(Paragraph(say(N_("Tick a box or write on the line. You may leave out what you do not want to say.")), "small"))
    code = f"nbnb:{form.form_id}|{form.version}|{case}|{{page}}"
    section = Section(language, (*head, *printed.blocks()), title, say(PAGE_OF), compact=True, code=code, margin=NUMBERS)
    return Document(title, language, (section,), house or House(), large_print=large_print)


def _whose(name: str, case: str, language: str) -> list[Block]:
    known = ((N_("Name"), name), (N_("Case"), case))
    line = "  ·  ".join(f"{voice(language)(label)}: {isolate(value)}" for label, value in known if value)
    return [Paragraph(line)] if line else []


class _Columns:
    """The names under which a record keeps the places of a form, per repeat."""

    def __init__(self, form: FormDefinition) -> None:
        self._form = form
        self._known: dict[str, dict[str, str]] = {}

    def name(self, element: Element, repeat: str) -> str:
        """The column of ``element`` in the table of ``repeat`` (a ref, "" for the form's own); "" when it has none."""
        if repeat not in self._known:
            self._known[repeat] = {column.ref: column.name for column in self._form.columns(repeat)}
        return self._known[repeat].get(element.ref, "")


def _questions(columns: _Columns, element: Element, rows: Rows, repeat: str, record: Record | None) -> Iterator[tuple[Element, Rows, str]]:
    """Everything that is asked, with its answer, in the order of the body; the questions of a repeat once for each row."""
    for child in element.children:
        if child.kind == "repeat" or child.repeat:
            filled = [None] * ROWS_OF_A_REPEAT if record is None else record.repeats.get(columns.name(child, repeat), [])
            for place, row in enumerate(filled, 1):
                yield from _questions(columns, child, (*rows, place), child.ref, row)
        elif child.kind == "group":
            yield from _questions(columns, child, rows, repeat, record)
        elif child.kind not in {"calculate", "note"} and not child.is_heading:
            yield child, rows, record.values.get(columns.name(child, repeat), "") if record else ""


def _groups(element: Element) -> Iterator[Element]:
    """The groups around a question, innermost first; also those that the instance does not have."""
    for one in element.around():
        if one is not element:
            yield one
        shelf = one.shelf
        while shelf is not None:
            yield shelf
            shelf = shelf.shelf


class _Printed:
    """A form while it is being put on paper: who asks what under which number."""

    def __init__(
        self,
        form: FormDefinition,
        told: str,
        language: str,
        asked: Sequence[Asked],
        *,
        filled: bool,
    ) -> None:
        self.form, self.told, self.language, self.asked, self.filled = form, told, language, asked, filled
        self.say = voice(language)
        self.words = Words(form, told, language, {(one.element.ref, one.rows): one.number for one in asked})

    def blocks(self) -> Iterator[Block]:
        """Questions under the headings of their groups, each run with the same condition behind its rule."""
        for (around, rows), group in groupby(self.asked, key=lambda one: (self._group(one.element), one.rows)):
            title = self._title(around, rows)
            if title:
                yield Heading(title)
            for condition, run in groupby(group, key=self._condition):
                members = tuple(run)
                if condition and not self.filled:  # on a filled form nobody has to find the way
                    yield Note(self._rule(condition, members), keep=True)
                yield from map(self._question, members)

    def _shown(self, text: str) -> str:
        """A text of the form; what nobody translated keeps its own direction."""
        return foreign(clean(text), self.language)

    def _group(self, element: Element) -> Element | None:
        """The innermost group with a label around a question."""
        return next((one for one in _groups(element) if self.form.text(one.label, self.told)), None)

    def _title(self, group: Element | None, rows: Rows) -> str:
        if group is None:
            return ""
        title = clean(self.form.text(group.label, self.told))
        return f"{title} ({ltr('.'.join(map(str, rows)))})" if rows else title

    def _condition(self, asked: Asked) -> str:
        around = [one for one in reversed(list(asked.element.around())) if one.relevant is not None]
        parts = dict.fromkeys(self.words.said(one, asked.rows) for one in around)
        return reduce(lambda first, second: self.say(AND).format(first=first, second=second), parts) if parts else ""

    def _rule(self, condition: str, members: Sequence[Asked]) -> str:
        first, last = members[0].number, members[-1].number
        if last == len(self.asked):
            return self.say(N_("Question {first} to the end: only if {condition}.")).format(first=first, condition=condition)
        if first == last:
            pattern = N_("Question {first}: only if {condition}. If not, go to {next}.")
        else:
            pattern = N_("Questions {first} to {last}: only if {condition}. If not, go to {next}.")
        return self.say(pattern).format(first=first, last=last, next=last + 1, condition=condition)

    def _question(self, one: Asked) -> Question:
        label = self._shown(self.form.text(one.element.label, self.told)) or one.element.name
        hint = self._shown(self.form.text(one.element.hint, self.told))
        return Question(str(one.number), label, hint, tuple(self._answer(one)))

    def _answer(self, one: Asked) -> list[Block]:
        given = one.given
        if one.element.kind in {"select_one", "select_multiple", "rank"}:
            return self._choices(one.element, given)
        if self.filled:
            return [Paragraph(self._said(one.element, given) if given else NOTHING)]
        if one.element.data_type in DATES:
            return [Comb(((2, self.say(N_("day"))), (2, self.say(N_("month"))), (4, self.say(N_("year")))))]
        if one.element.data_type == "int":
            return [Comb(((4, ""),))]
        return [WriteLines(3 if "multiline" in one.element.appearance else 1)]

    def _said(self, element: Element, given: str) -> str:
        """An answer in the words of the paper's language: a date with its month's name, what was typed as it was typed."""
        if element.kind == "upload":
            return self.say(N_("(kept as a file)"))
        return day(given[:10], self.language) if element.data_type in DATES else foreign(given, self.language)

    def _choices(self, element: Element, given: str) -> list[Block]:
        choices = self.form.choices(element.ref)
        if not choices or len(choices) > MANY_CHOICES:
            known = ", ".join(self.form.choice_label(element.ref, value, self.told) for value in given.split())
            return [Paragraph(foreign(known, self.language) or NOTHING)] if self.filled else [WriteLines(1)]
        labels = tuple(self._shown(self.form.choice_label(element.ref, value, self.told)) for value, __ in choices)
        ticked = frozenset(index for index, (value, __) in enumerate(choices) if value in given.split())
        extra = [Paragraph(self.say(N_("More than one box may be ticked.")), "small")] if element.kind == "select_multiple" else []
        return [*extra, Choices(labels, ticked, round=element.kind == "select_one")]


def clean(text: str) -> str:
    """A label without the marks of its Markdown."""
    return _MARKUP.sub("", text).strip()
