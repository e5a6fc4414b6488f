"""The faults that a parsed XForm shows: paths that lead nowhere, missing texts and files, words without effect.

Syntax, functions, arity and cycles stop the parser itself (``parse``).
"""

from __future__ import annotations

from collections.abc import Iterator

from nbnb_desktop.errors import Fault
from nbnb_desktop.i18n import _
from nbnb_desktop.xforms import vocabulary
from nbnb_desktop.xforms.definition import Element, FormDefinition
from nbnb_desktop.xforms.expressions import Scope, tree_problems
from nbnb_desktop.xforms.rules import circles
from nbnb_desktop.xforms.xpath import Expr, Literal, walk
from nbnb_desktop.xforms.xpath.ast import Call

RULES = ("relevant", "calculate", "required", "readonly", "constraint")


def check_definition(definition: FormDefinition, *, rows_checked: bool = False) -> list[Fault]:
    """Every fault of a form that parses; with ``rows_checked`` only what its rows cannot show."""
    found = [Fault("unbound", _("The bind names a place that is not there."), ref, severity="note") for ref in definition.unbound]
    found += _tables(definition)
    if rows_checked:
        return found
    for look in (_circles, _paths, _appearances, _texts, _media, _lists):
        found += look(definition)
    return found


def _paths(definition: FormDefinition) -> Iterator[Fault]:
    root = definition.root.ref
    refs = frozenset(ref[len(root) :] for ref in definition.elements)
    scope = Scope(definition.root.name, refs, {}, frozenset({*_instances(definition), definition.main_instance_id, "__last-saved"}))
    for element in definition.elements.values():
        for rule in RULES:
            expression = getattr(element, rule)
            if isinstance(expression, Expr):
                for problem in tree_problems(expression, scope, element.ref[len(root) :]):
                    yield Fault(problem.code, problem.message, element.ref, 0, rule, "note" if problem.bare else "error")


def _circles(definition: FormDefinition) -> Iterator[Fault]:
    """A circle of calculations and relevance stops the parser; one through ``required`` or ``readonly`` stops only Collect."""
    for refs in circles(definition):
        path = " → ".join(ref.rpartition("/")[2] for ref in (*refs, refs[0]))
        message = _("These wait for each other: {path}. ODK Collect refuses such a form.").format(path=path)
        yield Fault("cycle", message, refs[0], severity="note")


def _instances(definition: FormDefinition) -> set[str]:
    return {*definition.sources.inline, *definition.sources.addresses}


def _appearances(definition: FormDefinition) -> Iterator[Fault]:
    for element in definition.elements.values():
        for word in element.appearance:
            if word not in vocabulary.APPEARANCES and not vocabulary.PATTERNED.match(word):
                message = _("The appearance “{name}” is not known and has no effect.").format(name=word)
                yield Fault("unknown-appearance", message, element.ref, column="appearance", severity="note")


def _texts(definition: FormDefinition) -> Iterator[Fault]:
    """Text ids that one language has and another lacks, and how far each language is."""
    every = dict.fromkeys(text_id for texts in definition.itext.values() for text_id in texts)
    for language, texts in definition.itext.items():
        missing = [text_id for text_id in every if text_id not in texts]
        for text_id in missing:
            yield Fault("untranslated", _("{language} has no such text.").format(language=language), text_id, severity="note")
        if missing:
            done, total = len(every) - len(missing), len(every)
            message = _("{language}: {done} of {total} texts, {percent} %.")
            yield Fault("coverage", message.format(language=language, done=done, total=total, percent=100 * done // total), severity="note")


def _media(definition: FormDefinition) -> Iterator[Fault]:
    names: dict[str, str] = {}
    for texts in definition.itext.values():
        for text_id, forms in texts.items():
            for form in vocabulary.MEDIA.keys() & forms.keys():
                names.setdefault("".join(str(part) for part in forms[form]), text_id)
    for name, address in definition.sources.addresses.items():
        names.setdefault(address, name)
    for address, place in names.items():
        if address.startswith("jr://") and definition.media.read(address.rpartition("/")[2]) is None:
            message = _("The file {name} is not there.").format(name=address.rpartition("/")[2])
            yield Fault("media-missing", message, place, severity="note")


def _tables(definition: FormDefinition) -> Iterator[Fault]:
    """Attached tables that ``pulldata()`` and ``search()`` name and that are not there."""
    named: dict[str, str] = {}
    for element in definition.elements.values():
        for expression in _of_element(element):
            for inner in walk(expression):
                if isinstance(inner, Call) and inner.name == "pulldata" and isinstance(inner.arguments[0], Literal):
                    named.setdefault(inner.arguments[0].value, element.ref)
        if element.search and isinstance(element.search[0], Literal):
            named.setdefault(element.search[0].value.removesuffix(".csv"), element.ref)
    for name, ref in named.items():
        if name not in definition.sources.addresses and definition.media.read(f"{name}.csv") is None:
            yield Fault("media-missing", _("The file {name} is not there.").format(name=f"{name}.csv"), ref, severity="note")


def _lists(definition: FormDefinition) -> Iterator[Fault]:
    """Choice lists inside the form that no expression reads."""
    used = {
        inner.arguments[0].value
        for expression in _expressions(definition)
        for inner in walk(expression)
        if isinstance(inner, Call) and inner.name == "instance" and inner.arguments and isinstance(inner.arguments[0], Literal)
    }
    for name in definition.sources.inline.keys() - used:
        yield Fault("list-unused", _("No question uses the list “{name}”.").format(name=name), name, severity="note")


def _expressions(definition: FormDefinition) -> Iterator[Expr]:
    for element in definition.elements.values():
        yield from _of_element(element)
    yield from (action.value for action in definition.actions if action.value is not None)


def _of_element(element: Element) -> Iterator[Expr]:
    yield from (expression for rule in (*RULES, "count") if isinstance(expression := getattr(element, rule), Expr))
    if element.itemset is not None:
        yield element.itemset.nodes
    for text in (element.label, element.hint, element.constraint_message, element.required_message):
        yield from text.expressions()
