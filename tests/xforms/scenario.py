"""Small readable forms for tests: a Markdown XLSForm, the answers given, and what a person would see.

    form = scenario("| int | age | |\\n| text | school | ${age} < 18 |", columns="type name relevant")

Refs in a scenario are written without ``/data``: ``form.answer("age", 30)``, ``form.value("rep[2]/q")``.
"""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from datetime import UTC, datetime
from typing import Any

from pyxform.xls2xform import convert

from nbnb_desktop.xforms.definition import FormDefinition
from nbnb_desktop.xforms.media import Media
from nbnb_desktop.xforms.parse import parse
from nbnb_desktop.xforms.provider import FixedProvider
from nbnb_desktop.xforms.session import Changes, FormSession, QuestionState

NOW = datetime(2026, 3, 1, 12, tzinfo=UTC)


class Scenario:
    """A session with short refs."""

    def __init__(self, definition: FormDefinition, **options: Any) -> None:
        self.definition = definition
        self.session = FormSession(definition, options.pop("provider", None) or FixedProvider(NOW), **options)
        self.top = definition.root.ref

    def ref(self, name: str) -> str:
        return name if name.startswith("/") else f"{self.top}/{name}" if name else self.top

    def answer(self, name: str, value: Any) -> Changes:
        return self.session.answer(self.ref(name), value)

    def text(self, name: str, text: str) -> Changes:
        return self.session.answer_text(self.ref(name), text)

    def add(self, name: str, count: int = 1) -> None:
        for __ in range(count):
            self.session.add_row(self.ref(name))

    def remove(self, name: str) -> Changes:
        return self.session.remove_row(self.ref(name))

    def value(self, name: str) -> Any:
        """The answer as the form sees it: None while it is not relevant."""
        return self.session.value(self.ref(name)) if self.shows(name) else None

    def raw(self, name: str) -> str:
        return self.session.text(self.ref(name))

    def state(self, name: str, language: str | None = None) -> QuestionState:
        return self.session.state(self.ref(name), language)

    def shows(self, name: str) -> bool:
        return self.state(name).relevant

    def label(self, name: str) -> str:
        return self.state(name).label

    def choices(self, name: str) -> list[str]:
        return [choice.value for choice in self.state(name).choices]

    def rows(self, name: str) -> int:
        return len(self.session.rows(self.ref(name)))

    def wrong(self) -> dict[str, str]:
        """What stands in the way of finishing, by short ref."""
        return {violation.ref.removeprefix(f"{self.top}/"): violation.kind for violation in self.session.violations()}

    def again(self, *, draft: bool = True) -> Scenario:
        """The same form, opened anew from what was saved."""
        xml = self.session.draft_xml() if draft else self.session.instance_xml()
        return Scenario(self.definition, instance=xml, draft=draft)


def scenario(survey: str, choices: str = "", *, settings: str = "", media: Mapping[str, bytes] | None = None, **options: Any) -> Scenario:
    """A form from the rows of its sheets, each a Markdown table whose first row has the column names."""
    return Scenario(definition(survey, choices, settings=settings, media=media), **options)


def definition(survey: str, choices: str = "", *, settings: str = "", media: Mapping[str, bytes] | None = None) -> FormDefinition:
    sheets = {"survey": survey, "choices": choices, "settings": settings}
    markdown = "\n".join(f"| {name} |\n{_indented(rows)}" for name, rows in sheets.items() if rows.strip())
    built = convert(xlsform=markdown, file_type=".md", form_name="data", validate=False)
    return parse(built.xform, Media.from_mapping(dict(media or {})))


def _indented(rows: str) -> str:
    return "\n".join(f"| {line.strip()}" for line in rows.strip().splitlines())


def xform(
    instance: str, binds: str = "", body: str = "", *, model: str = "", media: Mapping[str, bytes] | None = None, **options: Any
) -> Scenario:
    """A form from pieces of its XForm."""
    return Scenario(parse(xform_text(instance, binds, body, model=model), Media.from_mapping(dict(media or {}))), **options)


def xform_text(instance: str, binds: str = "", body: str = "", *, model: str = "") -> str:
    return (
        '<h:html xmlns="http://www.w3.org/2002/xforms" xmlns:h="http://www.w3.org/1999/xhtml" xmlns:jr="http://openrosa.org/javarosa"'
        ' xmlns:orx="http://openrosa.org/xforms" xmlns:odk="http://www.opendatakit.org/xforms">'
        f"<h:head><h:title>Test</h:title><model><instance><data id='test' version='1'>{instance}</data></instance>{model}{binds}</model>"
        f"</h:head><h:body>{body}</h:body></h:html>"
    )


PLAIN = (
    "<s>a b c</s><n>42</n><d>2026-03-01</d><dt>2026-03-01T10:00:00.000Z</dt><tm>06:00:00.000Z</tm><e/><yes>true</yes>"
    "<r><v>1</v><w>p</w></r><r><v>2</v><w>q</w></r><r><v>3</v><w/></r><hidden>7</hidden>"
)
PLAIN_BINDS = (
    '<bind nodeset="/data/n" type="int"/><bind nodeset="/data/d" type="date"/><bind nodeset="/data/dt" type="dateTime"/>'
    '<bind nodeset="/data/tm" type="time"/><bind nodeset="/data/yes" type="boolean"/><bind nodeset="/data/r/v" type="int"/>'
    '<bind nodeset="/data/hidden" type="int" relevant="false()"/>'
)
PLAIN_BODY = '<input ref="/data/s"/><repeat nodeset="/data/r"><input ref="/data/r/v"/><input ref="/data/r/w"/></repeat>'


def evaluate(expressions: Sequence[str]) -> list[str]:
    """The text of each expression, calculated in a form with a few answers (``PLAIN``)."""
    from xml.sax.saxutils import quoteattr

    places = "".join(f"<c{number}/>" for number in range(len(expressions)))
    binds = "".join(f"<bind nodeset='/data/c{number}' calculate={quoteattr(expr)}/>" for number, expr in enumerate(expressions))
    form = xform(PLAIN + places, PLAIN_BINDS + binds, PLAIN_BODY)
    return [form.raw(f"c{number}") for number in range(len(expressions))]


def result(expression: str) -> str:
    return evaluate([expression])[0]
