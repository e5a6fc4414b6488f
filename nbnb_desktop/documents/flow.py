"""From slabs to pages. Pure; lengths in points, y grows downwards from the top of what holds it.

A slab is what a page break cannot cut: a line of text, a row of a table, a picture. It knows the
space above it (dropped at the head of a page) and whether it must stay with the next slab, which is
how headings stay with their text and how widows and orphans are avoided.
"""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from dataclasses import dataclass, field, replace
from itertools import pairwise
from typing import NamedTuple

from nbnb_desktop.documents.text import Line


class Goal(NamedTuple):
    """Where a link leads: the number of a sheet and the place on it."""

    sheet: int
    y: float


class Tag:
    """A node of the structure tree (PDF/UA): what a thing is, for a reader that cannot see the page.

    A tag with a ``goal`` is a link: whoever clicks on its ink goes there.
    """

    __slots__ = ("alt", "children", "goal", "language", "role", "scope")

    def __init__(self, role: str, parent: Tag | None = None, *, language: str = "", alt: str = "", scope: str = "") -> None:
        self.role, self.language, self.alt, self.scope = role, language, alt, scope
        self.goal: Goal | None = None
        self.children: list[Tag] = []
        if parent is not None:
            parent.children.append(self)

    def child(self, role: str, *, language: str = "", alt: str = "", scope: str = "") -> Tag:
        return Tag(role, self, language=language, alt=alt, scope=scope)


class Ink(NamedTuple):
    """A line of text; ``y`` is its baseline. Without a tag it is decoration to a screen reader."""

    x: float
    y: float
    width: float
    line: Line
    tag: Tag | None = None


class Box(NamedTuple):
    """A rectangle; colours RRGGBB or "" for none."""

    x: float
    y: float
    width: float
    height: float
    fill: str = ""
    stroke: str = ""
    thickness: float = 0.75
    radius: float = 0.0


class Image(NamedTuple):
    """A picture, already scaled down; ``data`` is JPEG or PNG."""

    x: float
    y: float
    width: float
    height: float
    data: bytes
    tag: Tag | None = None


class Squares(NamedTuple):
    """The dark modules of a QR code."""

    x: float
    y: float
    width: float
    rows: tuple[tuple[bool, ...], ...]
    tag: Tag | None = None


class PageOf(NamedTuple):
    """Room for the number of the page where a chapter begins; filled in when all pages are known."""

    x: float
    y: float
    width: float
    chapter: str
    tag: Tag | None = None


Item = Ink | Box | Image | Squares | PageOf


@dataclass(slots=True)
class Slab:
    """``fixed`` items stand where they stand in either direction; ``break_after`` ends the page.

    ``level``: begins at the same height as its like in the column beside it. ``between``: left out at the head of a page.
    """

    height: float
    items: list[Item] = field(default_factory=list)
    before: float = 0.0
    keep: bool = False
    fixed: bool = False
    level: bool = False
    between: bool = False
    break_after: bool = False
    bookmark: tuple[int, str] | None = None
    repeat: Slab | None = None  # drawn again when a page begins with this slab (the head of a table)


@dataclass(slots=True)
class Sheet:
    """One page: items in page coordinates."""

    items: list[Item] = field(default_factory=list)
    bookmarks: list[tuple[int, str, float]] = field(default_factory=list)
    section: int = 0


def moved(items: Iterable[Item], dx: float, dy: float) -> list[Item]:
    return [item._replace(x=item.x + dx, y=item.y + dy) for item in items]


def mirrored(slabs: Iterable[Slab], width: float) -> list[Slab]:
    """The same slabs for a frame that is read from right to left."""
    return [slab if slab.fixed else _turned(slab, width) for slab in slabs]


def _turned(slab: Slab, width: float) -> Slab:
    repeat = None if slab.repeat is None else _turned(slab.repeat, width)
    return replace(slab, items=[_flipped(item, width) for item in slab.items], repeat=repeat)


def _flipped(item: Item, width: float) -> Item:
    return item._replace(x=width - item.x - item.width)


def stacked(slabs: Sequence[Slab]) -> Slab:
    """Slabs put under each other so that no page break comes between them."""
    items: list[Item] = []
    y = 0.0
    for index, slab in enumerate(slabs):
        y += slab.before if index else 0.0
        items.extend(moved(slab.items, 0, y))
        y += slab.height
    return Slab(y, items, before=slabs[0].before if slabs else 0.0, keep=bool(slabs) and slabs[-1].keep)


def beside(columns: Sequence[tuple[float, Sequence[Slab]]], limit: float) -> list[Slab]:
    """Columns (x, slabs) beside each other: one slab, or line by line when that is higher than ``limit``.

    Where each column has as many ``level`` slabs, what belongs to each begins at one height.
    """
    columns = _levelled([(x, slabs) for x, slabs in columns if slabs], limit)
    whole = [(x, stacked(slabs)) for x, slabs in columns]
    if not whole:
        return []
    if max(slab.height for __, slab in whole) <= limit:
        return [_joined(whole)]
    longest = max(len(slabs) for __, slabs in columns)
    bands = [_joined([(x, slabs[index]) for x, slabs in columns if index < len(slabs)]) for index in range(longest)]
    bands[0].before = max(slab.before for __, slab in whole)
    return bands


def _levelled(columns: list[tuple[float, Sequence[Slab]]], limit: float) -> list[tuple[float, Sequence[Slab]]]:
    """Each column as one slab for each ``level`` one, as high as its like beside it; as they were where they do not match."""
    parts = [[stacked(part) for part in _cut(slabs)] for __, slabs in columns]
    like = list(zip(*parts, strict=False))
    if len({len(part) for part in parts}) != 1 or max(slab.height for row in like for slab in row) > limit:
        return columns
    for row in like:
        high, before = max(slab.height for slab in row), max(slab.before for slab in row)
        for slab in row:
            slab.height, slab.before = high, before
    return [(x, part) for (x, __), part in zip(columns, parts, strict=True)]


def _cut(slabs: Sequence[Slab]) -> list[Sequence[Slab]]:
    starts = [0, *(index for index, slab in enumerate(slabs) if index and slab.level), len(slabs)]
    return [slabs[start:end] for start, end in pairwise(starts)]


def _joined(parts: Sequence[tuple[float, Slab]]) -> Slab:
    items = [item for x, slab in parts for item in moved(slab.items, x, 0)]
    height = max(slab.height for __, slab in parts)
    return Slab(height, items, before=max(slab.before for __, slab in parts), keep=any(slab.keep for __, slab in parts))


def paginate(slabs: Sequence[Slab], left: float, top: float, height: float, section: int, lift: float = 0.0) -> list[Sheet]:
    """Fill pages of ``height`` from ``top`` on; a chain of slabs that belong together moves as a whole.

    The first page begins ``lift`` higher.
    """
    sheets = [Sheet(section=section)]
    y, index = 0.0, 0
    start, room = top - lift, height + lift
    while index < len(slabs):
        chain = _chain(slabs, index, height)
        needed = sum(slab.height + (slab.before if y or place else 0.0) for place, slab in enumerate(chain))
        if _is_space(chain) and (not y or y + needed > room):
            index += len(chain)  # space at the edge of a page is no reason for another page
            continue
        if y and y + needed > room + 0.01:
            sheets.append(Sheet(section=section))
            start, room = top, height
            y = _repeated(sheets[-1], chain[0], left, top)
        for slab in chain:
            if slab.between and not y:
                continue
            y += slab.before if y else 0.0
            sheets[-1].items.extend(moved(slab.items, left, start + y))
            if slab.bookmark is not None:
                sheets[-1].bookmarks.append((*slab.bookmark, start + y))
            y += slab.height
        index += len(chain)
        if chain[-1].break_after and index < len(slabs):
            sheets.append(Sheet(section=section))
            start, room = top, height
            y = 0.0
    return sheets


def _is_space(chain: Sequence[Slab]) -> bool:
    return not any(slab.items or slab.break_after for slab in chain)


def _repeated(sheet: Sheet, first: Slab, left: float, top: float) -> float:
    if first.repeat is None:
        return 0.0
    untagged = [item._replace(tag=None) if isinstance(item, Ink) else item for item in first.repeat.items]
    sheet.items.extend(moved(untagged, left, top))
    return first.repeat.height


def _chain(slabs: Sequence[Slab], start: int, height: float) -> Sequence[Slab]:
    """The slabs from ``start`` that must stay together, at most a page of them."""
    end, used = start, 0.0
    while end < len(slabs):
        used += slabs[end].height + (slabs[end].before if end > start else 0.0)
        if end > start and used > height:
            break
        end += 1
        if not slabs[end - 1].keep or slabs[end - 1].break_after:
            break
    return slabs[start:end]
