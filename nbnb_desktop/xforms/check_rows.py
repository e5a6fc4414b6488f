"""The faults in the rows of a form, each with the sheet, row (or line) and column where a person finds it."""

from __future__ import annotations

from collections import Counter, defaultdict
from collections.abc import Iterator, Mapping
from functools import cached_property
from pathlib import PurePath

from pyxform.parsing.expression import is_xml_tag
from pyxform.utils import default_is_dynamic

from nbnb_desktop.errors import Fault
from nbnb_desktop.i18n import _
from nbnb_desktop.xforms import vocabulary
from nbnb_desktop.xforms.cycles import cycles
from nbnb_desktop.xforms.expressions import Scope, named, problems, references, suggested
from nbnb_desktop.xforms.media import Media
from nbnb_desktop.xforms.workbook import Placed, Row, Workbook, survey_nodes, with_plain_columns

_LISTS_ALWAYS = ("__last-saved",)
_COLUMNS_ALWAYS = ("name", "label", "position")


def check_rows(book: Workbook, media: Media) -> list[Fault]:
    """Every fault that the rows show by themselves, in the order of the sheets."""
    checking = _Checking(with_plain_columns(book), media)
    return [
        *checking.survey(),
        *checking.cycles(),
        *checking.choices(),
    ]


class _Checking:
    """One form under check; what several checks need is worked out once."""

    def __init__(self, book: Workbook, media: Media) -> None:
        self._book = book
        self._media = media
        self._used: set[str] = set()

    @cached_property
    def _nodes(self) -> list[Placed]:
        return list(survey_nodes(self._book))

    @cached_property
    def _lists(self) -> Mapping[str, list[Row]]:
        found: dict[str, list[Row]] = defaultdict(list)
        for row in self._book.rows("choices"):
            if row.cells:
                found[row.cells.get("list_name", "")].append(row)
        return found

    @cached_property
    def _scope(self) -> Scope:
        by_name: dict[str, tuple[str, ...]] = {}
        for node in self._nodes:
            by_name[node.name] = (*by_name.get(node.name, ()), node.ref)
        files = {PurePath(name).stem for name in self._files()}
        external = {node.name for node in self._nodes if node.kind in ("csv-external", "xml-external")}
        entities = {row.cells.get("list_name", "") for row in self._book.rows("entities")}
        lists = {*self._lists, *files, *external, *entities, *_LISTS_ALWAYS}
        refs = frozenset(node.ref for node in self._nodes)
        return Scope(self._book.settings.get("name", "data"), refs, by_name, frozenset(lists))

    def _files(self) -> Iterator[str]:
        """The data files that selects name."""
        for node in self._nodes:
            found = vocabulary.FROM_FILE.match(node.row.cells.get("type", ""))
            if found:
                yield found[1]

    # the survey sheet ------------------------------------------------------------------------------
    def survey(self) -> Iterator[Fault]:
        for column in self._unknown_columns():
            row = next(row for row in self._book.rows("survey") if column in row.cells)
            message = _("There is no column “{name}”.").format(name=column) + suggested(column, sorted(vocabulary.COLUMNS))
            yield row.fault("unknown-column", message, column, "error" if self._book.own else "note")
        seen: set[str] = set()
        for node in self._nodes:
            yield from self._name(node, seen)
            yield from self._type(node)
            yield from self._rules(node)
            yield from self._texts(node)
            yield from self._appearance(node)

    def _unknown_columns(self) -> Iterator[str]:
        for column in self._book.columns("survey"):
            head, __, tail = column.partition("::") if "::" in column else column.partition(":")
            known = vocabulary.PREFIXED if tail and column not in vocabulary.COLUMNS else vocabulary.COLUMNS
            if head.strip().lower().replace(" ", "_") not in known and column not in vocabulary.COLUMNS:
                yield column

    def _name(self, node: Placed, seen: set[str]) -> Iterator[Fault]:
        if not is_xml_tag(node.name):
            yield node.row.fault("bad-name", _("“{name}” is no name: letters, digits, _ - . and no space.").format(name=node.name), "name")
        elif node.ref in seen:
            yield node.row.fault("duplicate-name", _("The name “{name}” is used twice here.").format(name=node.name), "name")
        seen.add(node.ref)

    def _type(self, node: Placed) -> Iterator[Fault]:
        kind = " ".join(node.row.cells.get("type", "").split())
        if node.kind in ("group", "repeat", "loop"):
            return
        select, file = vocabulary.SELECT.match(kind), vocabulary.FROM_FILE.match(kind)
        if file:
            yield from self._file(node.row, file[1], "type")
        elif select:
            yield from self._list(node, select[2])
            if select[4] and self._book.own:
                message = _("or_other adds an English “Other”: write the choice and the text question out.")
                yield node.row.fault("or-other", message, "type")
        elif kind not in vocabulary.TYPES and kind.lower() not in vocabulary.TYPES and not kind.startswith(vocabulary.SELECTS):
            message = _("There is no type “{name}”.").format(name=kind) + suggested(kind, sorted(vocabulary.TYPES))
            yield node.row.fault("unknown-type", message, "type")

    def _list(self, node: Placed, name: str) -> Iterator[Fault]:
        self._used.add(name)
        if name not in self._lists and not name.startswith("${") and "select_one_external" not in node.row.cells["type"]:
            message = _("There is no choice list “{name}”.").format(name=name) + suggested(name, list(self._lists))
            yield node.row.fault("list-missing", message, "type")

    def _file(self, row: Row, name: str, column: str) -> Iterator[Fault]:
        if self._media.read(name) is None:
            yield row.fault("media-missing", _("The file {name} is not there.").format(name=name), column, "note")

    def _rules(self, node: Placed) -> Iterator[Fault]:
        for column in vocabulary.EXPRESSIONS:
            text = node.row.cells.get(column, "")
            if text and self._is_expression(node, column, text):
                context = None if column == "repeat_count" else node.ref
                for problem in problems(text, self._scope, context, self._filter_columns(node) if column == "choice_filter" else None):
                    severity = "note" if problem.bare and not self._book.own else "error"
                    yield node.row.fault(problem.code, problem.message, column, severity)
                self._used.update(name for name in self._lists if f"'{name}'" in text or f'"{name}"' in text)

    def _is_expression(self, node: Placed, column: str, text: str) -> bool:
        if column in ("required", "readonly"):
            return text not in vocabulary.WORDS_FOR_TRUTH
        return column != "default" or bool(default_is_dynamic(text, node.kind))

    def _filter_columns(self, node: Placed) -> list[str] | None:
        """The columns of the list that this question shows; None where the list is not in the form."""
        found = vocabulary.SELECT.match(" ".join(node.row.cells.get("type", "").split()))
        rows = self._lists.get(found[2], []) if found else []
        return list({*_COLUMNS_ALWAYS, *(column for row in rows for column in row.cells)}) if rows else None

    def _texts(self, node: Placed) -> Iterator[Fault]:
        for column, text in node.row.cells.items():
            for name in named(text):
                places = self._scope.by_name.get(name, ())
                if not places:
                    message = _("There is no question “{name}”.").format(name=name) + suggested(name, list(self._scope.by_name))
                    yield node.row.fault("unknown-reference", message, column)
                elif len(places) > 1:
                    message = _("“{name}” names {count} questions; give them names of their own.").format(name=name, count=len(places))
                    yield node.row.fault("ambiguous-reference", message, column)
            if column.partition("::")[0] in vocabulary.MEDIA and node.kind != "audit":
                yield from self._file(node.row, text, column)

    def _appearance(self, node: Placed) -> Iterator[Fault]:
        text = node.row.cells.get("appearance", "")
        for word in () if "(" in text else text.split():
            if word not in vocabulary.APPEARANCES and not vocabulary.PATTERNED.match(word):
                message = _("The appearance “{name}” is not known and has no effect.").format(name=word)
                yield node.row.fault("unknown-appearance", message + suggested(word, sorted(vocabulary.APPEARANCES)), "appearance", "note")

    # rules that wait for each other ----------------------------------------------------------------
    def cycles(self) -> Iterator[Fault]:
        """Calculations and relevance that need their own outcome; circles through ``required`` and ``readonly`` stop only Collect."""
        known: set[str] = set()
        for refs, row, path in self._circles(("relevant", "calculation")):
            known.update(refs)
            message = _("These wait for each other: {path}.").format(path=path)
            yield row.fault("cycle", message, "calculation" if "calculation" in row.cells else "relevant")
        for refs, row, path in self._circles(("relevant", "calculation", "required", "readonly")):
            if known.isdisjoint(refs):
                message = _("These wait for each other: {path}. ODK Collect refuses such a form.").format(path=path)
                yield row.fault("cycle", message, "required" if "required" in row.cells else "readonly", "note")

    def _circles(self, columns: tuple[str, ...]) -> Iterator[tuple[tuple[str, ...], Row, str]]:
        """(refs, the row of the first of them, their names in words)."""
        rows = {node.ref: node for node in self._nodes}
        edges: dict[str, set[str]] = defaultdict(set)
        for node in self._nodes:
            for column in columns:
                text = node.row.cells.get(column, "")
                if text and self._is_expression(node, column, text):
                    edges[node.ref] |= references(text, self._scope, node.ref)
        for refs in cycles(edges):
            yield refs, rows[refs[0]].row, " → ".join(rows[ref].name for ref in (*refs, refs[0]))

    # the choices sheet -----------------------------------------------------------------------------
    def choices(self) -> Iterator[Fault]:
        twice = self._book.settings.get("allow_choice_duplicates", "no").lower() in ("yes", "true")
        for name, rows in self._lists.items():
            if name and name not in self._used:
                yield rows[0].fault("list-unused", _("No question uses the list “{name}”.").format(name=name), "list_name", "note")
            counts = Counter(row.cells.get("name", "") for row in rows)
            yield from self._choice_names(rows, set() if twice else {value for value, count in counts.items() if count > 1})
            for row in rows:
                for column in vocabulary.MEDIA.keys() & row.cells.keys():
                    yield from self._file(row, row.cells[column], column)

    def _choice_names(self, rows: list[Row], twice: set[str]) -> Iterator[Fault]:
        seen: set[str] = set()
        for row in rows:
            value = row.cells.get("name", "")
            if not value:
                yield row.fault("choice-without-name", _("A choice needs a name."), "name")
            elif " " in value:
                yield row.fault("bad-choice", _("The name of a choice has no spaces."), "name")
            elif value in twice and value in seen:
                yield row.fault("duplicate-choice", _("The choice “{name}” stands twice in this list.").format(name=value), "name")
            if not any(column.partition("::")[0] in ("label", *vocabulary.MEDIA) for column in row.cells):
                yield row.fault("choice-without-label", _("A choice needs a label."), "label", "note")
            seen.add(value)
