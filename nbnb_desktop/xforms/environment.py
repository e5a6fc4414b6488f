"""What the expressions of one session may ask: instances, texts in the language of the moment, the provider."""

from __future__ import annotations

from collections.abc import Callable, Mapping
from datetime import tzinfo
from typing import Any

from nbnb_desktop.xforms.definition import Element, FormDefinition, Parts, Text, language_code
from nbnb_desktop.xforms.instances import LAST_SAVED, Sources, document_of
from nbnb_desktop.xforms.provider import Provider
from nbnb_desktop.xforms.searching import searched
from nbnb_desktop.xforms.state import Choice
from nbnb_desktop.xforms.tree import Node
from nbnb_desktop.xforms.xpath import Closure, Context, Expr, Path, values

MEDIA_FORMS = ("image", "big-image", "audio", "video")
NO_MEDIA_FILES: Mapping[str, str] = {}


class SessionEnvironment:
    """Implements ``xpath.environment.Environment`` for a session, and renders texts and choices."""

    def __init__(self, form: FormDefinition, provider: Provider, document: Node, last_saved: Any, language: str) -> None:
        self.form = form
        self.provider = provider
        self.document = document
        self.zone: tzinfo = provider.zone
        self.form_version = form.version
        self.language_name = language
        self.language = ""
        self.set_language(language)
        self._sources: Sources = form.sources
        self._last_saved = document_of(last_saved)

    def set_language(self, name: str) -> None:
        self.language_name = name
        code = language_code(name)
        self.language = code if len(code) <= 12 and code.replace("-", "").isalnum() and code.islower() and name != "default" else ""

    # what expressions ask ----------------------------------------------------------------------
    def instance(self, name: str) -> Node | None:
        if name == self.form.main_instance_id and name:
            return self.document
        if self._sources.addresses.get(name) == LAST_SAVED:
            return self._last_saved
        return self._sources.document(name)

    def external(self, name: str) -> Node | None:
        return self._sources.table(name)

    def itext(self, text_id: str) -> str:
        return self.render(self.form.parts(text_id, self.language_name), self.document.kids[self.form.root.name][0])

    def choice_label(self, context: Node, path: str, value: str) -> str:
        found = self.form.compile(_parsed(path))(Context(context, self))
        element = found[0].element if isinstance(found, list) and found else None
        if element is None or not isinstance(found, list):
            return ""
        return next((choice.label for choice in self.choices(found[0], element) if choice.value == value), "")

    # texts -------------------------------------------------------------------------------------
    def render(self, parts: Parts, node: Node) -> str:
        """Parts with their outputs filled in, seen from a node."""
        if len(parts) == 1 and isinstance(parts[0], str):
            return parts[0]
        return "".join(part if isinstance(part, str) else self.evaluate(part, node) for part in parts)

    def evaluate(self, expr: Expr, node: Node) -> str:
        return values.text(self.form.compile(expr)(Context(node, self)))

    def text(self, text: Text, node: Node, form: str = "", language: str | None = None) -> str:
        """A label, hint or message; ``form`` guidance, image, audio ... for its companions."""
        if text.itext:
            return self.render(self.form.parts(text.itext, self.language_name if language is None else language, form), node)
        if form:
            return ""
        return self.evaluate(text.expression, node) if text.expression is not None else self.render(text.parts, node)

    def media(self, text: Text, node: Node) -> Mapping[str, str]:
        """File names by kind that go with a text."""
        if not text.itext:
            return NO_MEDIA_FILES
        return self._media_of(text.itext, lambda parts: self.render(parts, node))

    def _media_of(self, text_id: str, render: Callable[[Parts], str]) -> Mapping[str, str]:
        forms = self.form.itext.get(self.language_name, {}).get(text_id) or self.form.itext.get(self.form.default_language, {}).get(text_id)
        if not forms or len(forms) == 1:
            return NO_MEDIA_FILES
        return {kind: render(forms[kind]).rpartition("/")[2] for kind in MEDIA_FORMS if kind in forms}

    # choices -----------------------------------------------------------------------------------
    def choices(self, node: Node, element: Element) -> tuple[Choice, ...]:
        """The choices of a question at this moment."""
        if element.itemset is None:
            own = tuple(Choice(item.value, self.text(item.label, node), self.media(item.label, node)) for item in element.items)
            return self._searched(own, node, element) if element.search else own
        compile_ = self.form.compile
        found = compile_(element.itemset.nodes)(Context(node, self))
        if not isinstance(found, list):
            return ()
        read_value = self._cell(element.itemset.value, node)
        read_label = self._label(element.itemset.label, node)
        return tuple(Choice(value, *read_label(row)) for row in found if (value := read_value(row)))

    def _searched(self, own: tuple[Choice, ...], node: Node, element: Element) -> tuple[Choice, ...]:
        table, *arguments = (self.evaluate(argument, node) for argument in element.search)
        return searched(own, self.external(table.removesuffix(".csv")), arguments)

    def _cell(self, expr: Expr, node: Node) -> Callable[[Node], str]:
        """Reads a column of a row; a plain name is one look-up."""
        if isinstance(expr, Path) and expr.start == "." and expr.names and len(expr.names) == 1:
            return _Column(expr.names[0])
        closure = self.form.compile(expr)
        return lambda row: values.text(closure(Context(row, self, node)))

    def _label(self, expr: Expr | None, node: Node) -> Callable[[Node], tuple[str, Mapping[str, str]]]:
        if expr is None:
            return lambda row: ("", NO_MEDIA_FILES)
        text_id = _itext_argument(expr)
        if text_id is None:
            read = self._cell(expr, node)
            return lambda row: (read(row), NO_MEDIA_FILES)
        read_id = self._cell(text_id, node)

        def label(row: Node) -> tuple[str, Mapping[str, str]]:
            found = read_id(row)
            parts = self.form.parts(found, self.language_name)
            return self.render(parts, node), self._media_of(found, lambda parts: self.render(parts, node))

        return label

    def closure(self, expr: Expr) -> Closure:
        return self.form.compile(expr)


class _Column:
    """One column of the rows of a list."""

    __slots__ = ("_name",)

    def __init__(self, name: str) -> None:
        self._name = name

    def __call__(self, row: Node) -> str:
        found = row.kids.get(self._name)
        return found[0].text if found else ""


def _itext_argument(expr: Expr) -> Expr | None:
    from nbnb_desktop.xforms.xpath import Call

    return expr.arguments[0] if isinstance(expr, Call) and expr.name == "jr:itext" else None


def _parsed(path: str) -> Expr:
    from nbnb_desktop.xforms.xpath import XPathError, parse
    from nbnb_desktop.xforms.xpath.ast import Literal

    try:
        return parse(path)
    except XPathError:
        return Literal("")
