"""A draft begun in one version of a form goes on in a newer one: every answer that still fits is kept, the others are listed.

``renames`` maps old generic refs to new ones (``/data/name`` -> ``/data/person/given_name``); a group's or repeat's
new ref carries all that is in it along. What is not named stays where it was.
"""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from dataclasses import dataclass, field
from datetime import UTC

from lxml import etree

from nbnb_desktop.i18n import N_, _
from nbnb_desktop.xforms.codecs import CODECS
from nbnb_desktop.xforms.definition import WITH_CHOICES, Element, FormDefinition
from nbnb_desktop.xforms.guarded import read_xml
from nbnb_desktop.xforms.rows import NAMESPACE, PREFIX, ROW_ID, SPARE, row_id, spare_mark
from nbnb_desktop.xforms.serialize import OPENROSA

_OF_THE_PAGE = frozenset({"http://www.w3.org/2002/xforms", "http://www.w3.org/1999/xhtml"})

Rows = tuple[str, ...]
"""The keys of the rows around a place, outermost first."""

REASONS = {
    "gone": N_("The question is no longer in the form."),
    "type": N_("The answer does not fit the new kind of question."),
    "choice": N_("The choice is no longer in the list."),
    "taken": N_("Another answer already stands in that place."),
}


@dataclass(frozen=True, slots=True)
class Kept:
    """An answer that came along: where it stood (with positions), where it stands now (generic), and its text."""

    ref: str
    new_ref: str
    text: str


@dataclass(frozen=True, slots=True)
class Dropped:
    """An answer that did not; ``reason`` is a key of ``REASONS``."""

    ref: str
    text: str
    reason: str

    @property
    def message(self) -> str:
        return _(REASONS[self.reason])


@dataclass(frozen=True, slots=True)
class Moved:
    """The instance in the new version, to be opened as a draft (its calculations are done anew there)."""

    xml: str
    kept: tuple[Kept, ...]
    dropped: tuple[Dropped, ...]


def move(xml: str | bytes, old: FormDefinition, new: FormDefinition, renames: Mapping[str, str]) -> Moved:
    """The instance ``xml`` of the form ``old`` as one of ``new``; raises FormError for broken XML."""
    root = read_xml(xml)
    moving = _Moving(old, new, renames)
    for answer in _answers(root, old.root.ref, (), old):
        moving.take(answer)
    return Moved(moving.xml(), tuple(moving.kept), tuple(moving.dropped))


@dataclass(frozen=True, slots=True)
class _Place:
    """A row (``text`` is None) or an answer in the old instance; ``rows`` are (generic repeat ref, key) around it.

    ``spare``: the mark of a row that waits for a larger count.
    """

    ref: str
    generic: str
    rows: tuple[tuple[str, str], ...]
    text: str | None
    spare: str = ""


def _answers(node: etree._Element, generic: str, rows: tuple[tuple[str, str], ...], old: FormDefinition, ref: str = "") -> Iterator[_Place]:
    """Rows and answers below ``node`` in document order, empty answers left out."""
    here = ref or generic
    counts: dict[str, int] = {}
    for child in node:
        name = str(child.tag).rpartition("}")[2]
        counts[name] = counts.get(name, 0) + 1
        below = f"{generic}/{name}"
        element = old.elements.get(below)
        if element is not None and element.repeat:
            key = row_id(child) or f"#{counts[name]}"
            place = _Place(f"{here}/{name}[{counts[name]}]", below, (*rows, (below, key)), None, spare_mark(child))
            yield place
            yield from _answers(child, below, place.rows, old, place.ref)
        elif len(child):
            yield from _answers(child, below, rows, old, f"{here}/{name}")
        elif child.text:
            yield _Place(f"{here}/{name}", below, rows, child.text)


@dataclass
class _Moving:
    """Answers on their way to the new version; ``_filled`` and ``_rows`` are what the new instance is made of."""

    old: FormDefinition
    new: FormDefinition
    renames: Mapping[str, str]
    kept: list[Kept] = field(default_factory=list)
    dropped: list[Dropped] = field(default_factory=list)
    _filled: dict[tuple[str, Rows], str] = field(default_factory=dict)
    _rows: dict[tuple[str, Rows], list[str]] = field(default_factory=dict)
    _spare: dict[tuple[str, Rows], str] = field(default_factory=dict)

    def take(self, place: _Place) -> None:
        """Put one row or answer where it belongs now, or list it as dropped."""
        new_ref = self._renamed(place.generic)
        element = self.new.elements.get(new_ref)
        if place.text is None:
            if element is not None and element.repeat:
                self._spare[new_ref, self._row_keys(element, place)] = place.spare
            return
        text, reason = self._fitting(element, place.text)
        address = (new_ref, self._row_keys(element, place)) if text and element is not None else None
        if address in self._filled:
            text, reason = "", "taken"
        if address is not None and text:
            self._filled[address] = text
        if "/meta/" in place.ref or self._is_calculated(place.generic, element):
            return  # not an answer of a person: nothing to tell about
        if text:
            self.kept.append(Kept(place.ref, new_ref, text))
        if reason:
            self.dropped.append(Dropped(place.ref, _without(place.text, text), reason))

    def _renamed(self, ref: str) -> str:
        """The new ref: by the longest renamed path that leads to it, else the same one below the new root."""
        head = ref
        while head:
            if head in self.renames:
                return self.renames[head] + ref[len(head) :]
            head = head.rpartition("/")[0]
        return self.new.root.ref + ref[len(self.old.root.ref) :]

    def _fitting(self, element: Element | None, text: str) -> tuple[str, str]:
        """(what of the text fits, why not all of it does)."""
        if element is None or not element.is_leaf or element.kind in ("group", "note"):
            return "", "gone"
        if CODECS[element.codec].read(text, UTC) is None or (element.kind == "select_one" and len(text.split()) > 1):
            return "", "type"
        offered = {value for value, __ in self.new.choices(element.ref)} if element.kind in WITH_CHOICES else set()
        if not offered:
            return text, ""
        words = [text] if element.kind == "select_one" else text.split()
        fitting = [word for word in words if word in offered]
        return " ".join(fitting), "" if len(fitting) == len(words) else "choice"

    def _row_keys(self, element: Element | None, place: _Place) -> Rows:
        """The keys of the new rows around a place, made where they are not there yet; a repeat that is new has one row."""
        own = {self._renamed(ref): key for ref, key in place.rows}
        keys: Rows = ()
        for repeat in _repeats(element):
            key = own.get(repeat.ref, "")
            rows = self._rows.setdefault((repeat.ref, keys), [])
            if key not in rows:
                rows.append(key)
            keys = (*keys, key)
        return keys

    def _is_calculated(self, generic: str, element: Element | None) -> bool:
        before = self.old.elements.get(generic)
        return (before is not None and before.calculate is not None) or (element is not None and element.calculate is not None)

    # the new instance --------------------------------------------------------------------------------
    def xml(self) -> str:
        main = self.new.main_instance
        names = {prefix: uri for prefix, uri in main.nsmap.items() if uri not in _OF_THE_PAGE}
        root = etree.Element(_tag(main), dict(main.attrib), nsmap={**names, PREFIX: NAMESPACE})
        self._fill(root, self.new.root, ())
        return str(etree.tostring(root, encoding="unicode"))

    def _fill(self, node: etree._Element, element: Element, rows: Rows) -> None:
        for place in element.nodes:
            if place.name.startswith("@"):
                continue
            if place.repeat:
                for key in self._rows.get((place.ref, rows), []):
                    row = etree.SubElement(node, _tag_of(place))
                    if key and not key.startswith("#"):
                        row.set(ROW_ID, key)
                    if mark := self._spare.get((place.ref, (*rows, key)), ""):
                        row.set(SPARE, mark)
                    self._fill(row, place, (*rows, key))
            else:
                child = etree.SubElement(node, _tag_of(place))
                if place.is_leaf:
                    child.text = self._filled.get((place.ref, rows), self._default(place)) or None
                self._fill(child, place, rows)

    def _default(self, place: Element) -> str:
        """A new question begins as in a new form; one that was emptied stays empty."""
        asked = any(self._renamed(ref) == place.ref for ref in self.old.elements) if place.default else True
        return "" if asked else place.default


def _without(text: str, kept: str) -> str:
    """The choices of ``text`` that are not among ``kept``; all of the text where nothing was kept."""
    return " ".join(word for word in text.split() if word not in kept.split()) if kept else text


def _tag(node: etree._Element) -> str:
    """The tag of a node of the form as an instance has it: without the namespace that the page lends it."""
    name = etree.QName(node)
    return str(name.localname if name.namespace in _OF_THE_PAGE else name.text)


def _tag_of(place: Element) -> str:
    """The tag of a place; the form itself has none for the meta block that it forgot."""
    return _tag(place.template) if place.template is not None else f"{{{OPENROSA}}}{place.name}"


def _repeats(element: Element | None) -> list[Element]:
    """The repeats around an element, outermost first, itself included."""
    found: list[Element] = []
    while element is not None:
        if element.repeat:
            found.insert(0, element)
        element = element.parent
    return found
