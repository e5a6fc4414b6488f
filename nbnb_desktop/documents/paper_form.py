"""Any form on paper: boxes to tick, lines to write on, skip rules in words, a code on each page.

``build`` prints an empty form, or a filled one when it gets the answers by column name as they stand
in the instance. Rules that cannot be said in words are marked, never left out.
"""

from __future__ import annotations

import re
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass
from functools import reduce
from itertools import groupby
from types import MappingProxyType

from nbnb_desktop.documents.bidi import isolate
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
from nbnb_desktop.documents.rules_in_words import AND, Words
from nbnb_desktop.documents.wording import PAGE_OF, day, foreign, voice
from nbnb_desktop.i18n import N_, form_texts
from nbnb_desktop.xforms.definition import Element, FormDefinition, language_code

MANY_CHOICES = 14
"""A longer list (countries, languages) is not printed: there is a line to write on."""
ROWS_OF_A_REPEAT = 2
NO_ROWS: Mapping[str, Sequence[Mapping[str, str]]] = MappingProxyType({})
NUMBERS = 32.5
"""Points beside the questions for their numbers."""
NOTHING = "–"
"""Stands on a filled form where nothing was answered."""
DATES = frozenset({"date", "dateTime"})
_MARKUP = re.compile(r"(\*\*|__|</?(?:span|b|i|u|br)[^>]*>|^#+\s*)", re.MULTILINE)


@dataclass(frozen=True, slots=True)
class Asked:
    """One question as it is printed: its number, and which question it is (in which row of a repeat)."""

    number: int
    element: Element
    row: int = 0


def build(
    form: FormDefinition,
    language: str = "nl",
    *,
    case: str = "",
    name: str = "",
    answers: Mapping[str, str] | None = None,
    rows: Mapping[str, Sequence[Mapping[str, str]]] = NO_ROWS,
    house: House | None = None,
    large_print: bool = False,
) -> Document:
    """The form in ``language`` (a code); ``case`` is the participant's number that the QR code carries.

    ``answers`` are instance texts by column name, ``rows`` those of each repeat by its name: as many are printed as were filled in.
    """
    say = voice(language)
    told = next((known for known in form.languages if language_code(known) == language), form.default_language)
    asked = tuple(_numbered(form.root, {name: len(filled) for name, filled in rows.items()} if answers is not None else {}))
    printed = _Printed(form, told, language, asked, answers, rows)
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


def _numbered(root: Element, counts: Mapping[str, int]) -> Iterator[Asked]:
    for number, (element, row) in enumerate(_questions(root, 0, counts), 1):
        yield Asked(number, element, row)


def _questions(element: Element, row: int, counts: Mapping[str, int]) -> Iterator[tuple[Element, int]]:
    """Everything that is asked, in the order of the body; the questions of a repeat as often as it was filled in."""
    for child in element.children:
        if child.kind == "repeat" or child.repeat:
            for place in range(1, counts.get(child.name, ROWS_OF_A_REPEAT) + 1):
                yield from _questions(child, place, counts)
        elif child.kind == "group":
            yield from _questions(child, row, counts)
        elif child.kind not in {"calculate", "note"} and not child.is_heading:
            yield child, row


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
        answers: Mapping[str, str] | None,
        rows: Mapping[str, Sequence[Mapping[str, str]]],
    ) -> None:
        self.form, self.told, self.language, self.asked, self.answers, self.rows = form, told, language, asked, answers, rows
        self.say = voice(language)
        self.words = Words(form, told, language, {one.element.ref: one.number for one in reversed(asked)})

    def blocks(self) -> Iterator[Block]:
        """Questions under the headings of their groups, each run with the same condition behind its rule."""
        for (chain, row), group in groupby(self.asked, key=lambda one: (self._group(one.element), one.row)):
            title = self._title(chain, row)
            if title:
                yield Heading(title)
            for condition, run in groupby(group, key=lambda one: self._condition(one.element)):
                members = tuple(run)
                if condition and self.answers is None:  # on a filled form nobody has to find the way
                    yield Note(self._rule(condition, members), keep=True)
                yield from map(self._question, members)

    def _shown(self, text: str) -> str:
        """A text of the form; what nobody translated keeps its own direction."""
        return foreign(clean(text), self.language)

    def _group(self, element: Element) -> Element | None:
        """The innermost group with a label around a question."""
        return next((one for one in _groups(element) if self.form.text(one.label, self.told)), None)

    def _title(self, group: Element | None, row: int) -> str:
        if group is None:
            return ""
        title = clean(self.form.text(group.label, self.told))
        return f"{title} ({row})" if row else title

    def _condition(self, element: Element) -> str:
        parts = dict.fromkeys(self.words.said(one.relevant) for one in reversed(list(element.around())) if one.relevant is not None)
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
        given = self._given(one)
        if one.element.kind in {"select_one", "select_multiple", "rank"}:
            return self._choices(one.element, given)
        if self.answers is not None:
            return [Paragraph(self._said(one.element, given) if given else NOTHING)]
        if one.element.data_type in DATES:
            return [Comb(((2, self.say(N_("day"))), (2, self.say(N_("month"))), (4, self.say(N_("year")))))]
        if one.element.data_type == "int":
            return [Comb(((4, ""),))]
        return [WriteLines(3 if "multiline" in one.element.appearance else 1)]

    def _given(self, one: Asked) -> str:
        """The answer as the instance has it, of its row where it stands in a repeat; "" where there is none."""
        if not one.row:
            return (self.answers or {}).get(one.element.name, "")
        repeat = next((around.name for around in one.element.around() if around.repeat), "")
        filled = self.rows.get(repeat, ())
        return filled[one.row - 1].get(one.element.name, "") if one.row <= len(filled) else ""

    def _said(self, element: Element, given: str) -> str:
        """An answer in the words of the paper's language: a date with its month's name, what was typed as it was typed."""
        if element.kind == "upload":
            return self.say(N_("(kept as a file)"))
        return day(given[:10], self.language) if element.data_type in DATES else foreign(given, self.language)

    def _choices(self, element: Element, given: str) -> list[Block]:
        choices = self.form.choices(element.ref)
        if not choices or len(choices) > MANY_CHOICES:
            known = ", ".join(self.form.choice_label(element.ref, value, self.told) for value in given.split())
            return [WriteLines(1)] if self.answers is None else [Paragraph(foreign(known, self.language) or NOTHING)]
        labels = tuple(self._shown(self.form.choice_label(element.ref, value, self.told)) for value, __ in choices)
        ticked = frozenset(index for index, (value, __) in enumerate(choices) if value in given.split())
        extra = [Paragraph(self.say(N_("More than one box may be ticked.")), "small")] if element.kind == "select_multiple" else []
        return [*extra, Choices(labels, ticked, round=element.kind == "select_one")]


def clean(text: str) -> str:
    """A label without the marks of its Markdown."""
    return _MARKUP.sub("", text).strip()
