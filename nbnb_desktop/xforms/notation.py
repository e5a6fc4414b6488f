"""Our own way to write a form: the columns of an XLSForm as YAML, nested where groups nest (docs/forms.md).

Every value stays the string that was written (``no`` is "no"), and every value keeps its line. The
document is composed from libyaml's events, which need no recursion: nesting is bounded before it can hurt.
"""

from __future__ import annotations

import re
from collections.abc import Iterator, Mapping, Sequence
from pathlib import Path
from typing import Any

import yaml

from nbnb_desktop.errors import Fault, FormError
from nbnb_desktop.i18n import _
from nbnb_desktop.places import data_folder
from nbnb_desktop.xforms import limits
from nbnb_desktop.xforms.workbook import Row, Workbook

SHEETS = ("nbnb", "settings", "lists", "choices", "survey", "entities")
NESTED = {"group", "repeat"}
LIST_NAME = re.compile(r"[A-Za-z_][\w.-]*\Z")
SPACES = re.compile(" +")
YAML_DEPTH = 2 * limits.NESTING + 10
_LOADER = getattr(yaml, "CBaseLoader", yaml.BaseLoader)


class Mapped(dict[str, Any]):
    """A YAML mapping that knows where it and each of its values stand (lines from 1)."""

    def __init__(self, line: int) -> None:
        super().__init__()
        self.line = line
        self.lines: dict[str, int] = {}


class Listed(list[Any]):
    """A YAML list that knows where it stands."""

    def __init__(self, line: int) -> None:
        super().__init__()
        self.line = line
        self.lines: list[int] = []


def compose(text: str, sheet: str = "") -> Any:
    """The YAML document in ``text`` as ``Mapped``, ``Listed`` and ``str``; raises FormError with the line."""
    try:
        return _Composer(sheet).document(yaml.parse(text, Loader=_LOADER))
    except yaml.YAMLError as refusal:
        mark = getattr(refusal, "problem_mark", None)
        problem = getattr(refusal, "problem", None) or str(refusal).splitlines()[0]
        message = _("This is no valid YAML: {problem}.").format(problem=problem)
        raise _refused([Fault("yaml", message, sheet, mark.line + 1 if mark else 0)]) from None


class _Composer:
    """Puts the events of one document together; a stack of open containers stands in for recursion."""

    def __init__(self, sheet: str) -> None:
        self._sheet = sheet
        self._open: list[tuple[Mapped | Listed, str]] = []  # container, anchor
        self._keys: list[str | None] = []  # the key that waits for its value, per container
        self._anchors: dict[str, Any] = {}
        self._root: Any = ""

    def document(self, events: Any) -> Any:
        for event in events:
            step = _STEPS.get(type(event).__name__)
            if step:
                step(self, event)
        return self._root

    def _scalar(self, event: Any) -> None:
        if event.anchor:
            self._anchors[event.anchor] = event.value
        self._put(event.value, event.start_mark.line + 1)

    def _alias(self, event: Any) -> None:
        line = event.start_mark.line + 1
        if event.anchor not in self._anchors:
            raise self._fault("alias", _("The alias *{name} stands for nothing above it.").format(name=event.anchor), line)
        self._put(self._anchors[event.anchor], line)

    def _begin(self, event: Any) -> None:
        line = event.start_mark.line + 1
        if len(self._open) >= YAML_DEPTH:
            raise self._fault("too-deep", _("Groups are nested more than {most} deep.").format(most=limits.NESTING), line)
        container: Mapped | Listed = Listed(line) if type(event).__name__ == "SequenceStartEvent" else Mapped(line)
        self._open.append((container, event.anchor or ""))
        self._keys.append(None)

    def _end(self, __: Any) -> None:
        container, anchor = self._open.pop()
        self._keys.pop()
        if anchor:  # only now: an alias inside its own anchor would never end
            self._anchors[anchor] = container
        self._put(container, container.line)

    def _put(self, value: Any, line: int) -> None:
        if not self._open:
            self._root = value
            return
        container = self._open[-1][0]
        if isinstance(container, Listed):
            container.append(value)
            container.lines.append(line)
        elif self._keys[-1] is None:
            self._keys[-1] = self._key(value, container, line)
        else:
            key, self._keys[-1] = self._keys[-1], None
            container[key] = value

    def _key(self, value: Any, container: Mapped, line: int) -> str:
        if not isinstance(value, str):
            raise self._fault("yaml", _("A name is expected here."), line)
        if value in container.lines:
            raise self._fault("duplicate-key", _("“{name}” is written twice.").format(name=value), line)
        container.lines[value] = line
        return value

    def _fault(self, code: str, message: str, line: int) -> FormError:
        return _refused([Fault(code, message, self._sheet, line)])


_STEPS = {
    "ScalarEvent": _Composer._scalar,
    "AliasEvent": _Composer._alias,
    "SequenceStartEvent": _Composer._begin,
    "MappingStartEvent": _Composer._begin,
    "SequenceEndEvent": _Composer._end,
    "MappingEndEvent": _Composer._end,
}


def _refused(faults: Sequence[Fault]) -> FormError:
    return FormError(_("The form cannot be read."), faults, _("Correct what is listed and try again; the form in use stays."))


def read(path: Path) -> Workbook:
    """The form in the YAML file ``path``, its shared lists included; raises FormError."""
    return from_text(read_text(path), path.stem, path.parent)


def read_text(path: Path) -> str:
    """The text of a source file, refused when it is too large or not UTF-8."""
    if path.stat().st_size > limits.TEXT_BYTES:
        raise _refused([Fault("too-large", _("The file is larger than {most} MB.").format(most=limits.TEXT_BYTES // limits.MEBIBYTE))])
    try:
        return path.read_text(encoding="utf-8-sig")
    except UnicodeDecodeError:
        raise _refused([Fault("encoding", _("The file is not text in UTF-8."))]) from None


def from_text(text: str, stem: str, folder: Path) -> Workbook:
    """The form that ``text`` describes; ``folder`` is where ``lists/`` may lie."""
    return from_document(compose(text), stem, folder)


def from_document(document: Any, stem: str, folder: Path) -> Workbook:
    """The form in a composed document; raises FormError with every fault of its shape."""
    if not isinstance(document, Mapped):
        raise _refused([Fault("yaml", _("The file holds no form: it needs settings and survey."), row=1)])
    reading = _Reading(folder)
    sheets = reading.sheets(document)
    if reading.faults:
        raise _refused(reading.faults)
    meta = document.get("nbnb", {})
    return Workbook(sheets, stem, dict(meta), own=True)


def rows_of(entries: Any, sheet: str) -> tuple[Row, ...]:
    """The rows of one list of mappings; raises FormError."""
    reading = _Reading(Path())
    rows = tuple(reading._rows(entries, sheet))
    if reading.faults:
        raise _refused(reading.faults)
    return rows


class _Reading:
    """One form on its way from YAML to rows; collects every fault before it gives up."""

    def __init__(self, folder: Path) -> None:
        self._folder = folder
        self.faults: list[Fault] = []
        self._count = 0

    def sheets(self, document: Mapped) -> dict[str, tuple[Row, ...]]:
        for key in document.keys() - set(SHEETS):
            self._fault("unknown-key", _("“{name}” is not a part of a form.").format(name=key), key, document.lines[key])
        for key in ("settings", "survey"):
            if not document.get(key):
                self._fault("missing-key", _("The form has no {name}.").format(name=key), key, document.line)
        self._nbnb(document)
        return {
            "survey": tuple(self._survey(document.get("survey"), 0)),
            "choices": (*self._choices(document), *self._lists(document)),
            "settings": tuple(self._rows([document["settings"]] if document.get("settings") else [], "settings")),
            **({"entities": tuple(self._rows(document["entities"], "entities"))} if document.get("entities") else {}),
        }

    def _nbnb(self, document: Mapped) -> None:
        header = document.get("nbnb", Mapped(1))
        if not isinstance(header, Mapped) or any(not isinstance(value, str) for value in header.values()):
            self._fault("yaml", _("Names with a text each are expected here."), "nbnb", document.lines["nbnb"])
            document["nbnb"] = Mapped(1)

    def _survey(self, rows: Any, depth: int) -> Iterator[Row]:
        """The rows of ``survey``; a group's children stand between ``begin_group`` and ``end_group``."""
        for entry in self._entries(rows, "survey"):
            self._count += 1
            if self._count > limits.ROWS["survey"] or depth > limits.NESTING:
                if self._count == limits.ROWS["survey"] + 1 or depth > limits.NESTING:
                    self._fault("too-many-rows", _("The form has too many questions or too deep groups."), "survey", entry.line)
                return
            kind = entry.get("type", "")
            if isinstance(kind, str) and kind in NESTED:
                yield self._row({**entry, "type": f"begin_{kind}"}, entry, "survey")
                yield from self._survey(entry.get("children", []), depth + 1)
                yield Row({"type": f"end_{kind}"}, "survey", entry.line)
            else:
                if "children" in entry:
                    self._fault("children", _("Only a group or a repeat has children."), "survey", entry.lines["children"])
                yield self._row(entry, entry, "survey")

    def _choices(self, document: Mapped) -> Iterator[Row]:
        lists = document.get("choices") or Mapped(0)
        if not isinstance(lists, Mapped):
            self._fault("yaml", _("Choice lists are written as name: [choices]."), "choices", document.lines["choices"])
            return
        for name, entries in lists.items():
            yield from self._list(name, entries, "choices")

    def _lists(self, document: Mapped) -> Iterator[Row]:
        names = document.get("lists") or []
        if not isinstance(names, list) or not all(isinstance(name, str) for name in names):
            self._fault("yaml", _("Shared lists are written as [name, name]."), "lists", document.lines["lists"])
            return
        local = document.get("choices") or {}
        for name in dict.fromkeys(names):
            if name in local:
                message = _("The list “{name}” is both shared and local.").format(name=name)
                self._fault("duplicate-list", message, "lists", document.lines["lists"])
            else:
                yield from self._shared(name, document.lines["lists"])

    def _shared(self, name: str, line: int) -> Iterator[Row]:
        path = list_path(name, self._folder)
        if path is None:
            self._fault("list-missing", _("There is no shared list “{name}”.").format(name=name), "lists", line)
            return
        sheet = f"lists/{name}.yaml"
        document = compose(read_text(path), sheet)
        if not isinstance(document, Mapped) or document.get("name") != name:
            self._fault("list-name", _("The shared list must say name: {name}.").format(name=name), sheet, 1)
            return
        yield from self._list(name, document.get("choices"), sheet)

    def _list(self, name: str, entries: Any, sheet: str) -> Iterator[Row]:
        for row in self._rows(entries, sheet):
            yield in_list(name, row)

    def _rows(self, entries: Any, sheet: str) -> Iterator[Row]:
        for entry in self._entries(entries, sheet):
            self._count += 1
            if self._count > limits.ROWS["choices"]:
                message = _("The sheet has more than {most} rows.").format(most=limits.ROWS["choices"])
                self._fault("too-many-rows", message, sheet, entry.line)
                return
            yield self._row(entry, entry, sheet)

    def _entries(self, entries: Any, sheet: str) -> Iterator[Mapped]:
        if not isinstance(entries, list):
            if entries:
                self._fault("yaml", _("A list of rows is expected here."), sheet, getattr(entries, "line", 0))
            return
        for entry, line in zip(entries, getattr(entries, "lines", [0] * len(entries)), strict=True):
            if isinstance(entry, Mapped):
                yield entry
            else:
                self._fault("yaml", _("A row with named values is expected here."), sheet, line)

    def _row(self, cells: Mapping[str, Any], entry: Mapped, sheet: str) -> Row:
        kept = {}
        for column, value in cells.items():
            if column == "children":
                continue
            if not isinstance(value, str):
                message = _("“{name}” is one text, not a list.").format(name=column)
                self._fault("yaml", message, sheet, entry.lines.get(column, entry.line), column)
            elif value.strip():
                kept[column] = SPACES.sub(" ", value.strip())  # as pyxform does: msgid and itext stay one
        return Row(kept, sheet, entry.line, entry.lines)

    def _fault(self, code: str, message: str, sheet: str, line: int, column: str = "") -> None:
        self.faults.append(Fault(code, message, sheet, line, column))


def in_list(name: str, row: Row) -> Row:
    """A row of a list as the choices sheet has it: with its list's name."""
    return Row({"list_name": name, **row.cells}, row.sheet, row.number, row.lines)


def list_path(name: str, folder: Path) -> Path | None:
    """Where the shared list ``name`` lies: beside the form, else among the shipped ones."""
    if not LIST_NAME.match(name):
        return None
    places = (folder / "lists" / f"{name}.yaml", data_folder("forms") / "lists" / f"{name}.yaml")
    return next((place for place in places if place.is_file()), None)
