"""What a block is laid out in, how a text becomes slabs there, and who makes which block."""

from __future__ import annotations

from collections.abc import Callable, Iterable
from dataclasses import dataclass, replace
from typing import Any

from nbnb_desktop.documents import pages
from nbnb_desktop.documents.flow import Ink, Item, Slab, Tag, mirrored
from nbnb_desktop.documents.photos import ready
from nbnb_desktop.documents.style import MARGIN_COLUMN, Palette, style
from nbnb_desktop.documents.text import Style, Text, composed, is_rtl, plain


@dataclass(frozen=True, slots=True)
class Frame:
    """What a block is laid out in. ``limit`` is the height above which a row may be cut."""

    width: float
    height: float
    language: str
    palette: Palette
    house: pages.House
    tag: Tag
    place: str = ""
    scale: float = 1.0
    compact: bool = False
    column: float = MARGIN_COLUMN

    @property
    def rtl(self) -> bool:
        return is_rtl(self.language)

    @property
    def margin(self) -> float:
        """The width of the column for labels; a narrow frame has none."""
        return min(self.column * self.scale, self.width * 0.4) if self.width >= 320 else 0.0

    @property
    def main(self) -> float:
        return self.width - self.margin

    @property
    def limit(self) -> float:
        return self.height * 0.45


Maker = Callable[[Any, Frame], list[Slab]]
MAKERS: dict[type, Maker] = {}
"""Block -> what makes slabs of it; each file of this package adds its own."""


def maker(kind: type) -> Callable[[Maker], Maker]:
    """Marks the function that lays out blocks of ``kind``, as if they were read from left to right."""

    def keep(function: Maker) -> Maker:
        MAKERS[kind] = function
        return function

    return keep


def build(blocks: Iterable[pages.Block], frame: Frame) -> list[Slab]:
    """The slabs of ``blocks``, in the direction of the frame's language."""
    made: list[Slab] = []
    before: pages.Block | None = None
    for block in blocks:
        slabs = MAKERS[type(block)](block, frame)
        if isinstance(block, pages.Heading):
            frame = replace(frame, place=plain(block.text))
            spaced(slabs if _goes_with(block, before) else [], 0.0)
        for slab in slabs[:1]:
            slab.level = True
        before = block
        made.extend(mirrored(slabs, frame.width) if frame.rtl else slabs)
    return made


def _goes_with(heading: pages.Heading, before: pages.Block | None) -> bool:
    """Whether ``heading`` stands right under what it belongs to: a heading of a chapter, or the title of the page."""
    if heading.level == 3:
        return isinstance(before, pages.Heading)
    return heading.level == 1 and isinstance(before, pages.Paragraph | pages.Columns)


def typeset(text: Text, look: Style, frame: Frame, tag: Tag | None, x: float = 0.0, width: float | None = None) -> list[Slab]:
    """A paragraph as one slab per line; the first two and the last two stay together."""
    if not plain(text).strip():
        return []
    room = frame.width - x if width is None else width
    lines = composed(text, look, frame.language, frame.place).lines(room)
    base = look.leading / 2 + look.size * 0.35
    slabs = [Slab(look.leading, [Ink(x + _indent(look, line.width, room), base, line.width, line, tag)]) for line in lines]
    kept((slabs[:1] + slabs[-2:-1]) if len(slabs) > 1 else [])
    return spaced(slabs, look.before)


def first(slabs: list[Slab]) -> list[Item]:
    """What stands on the first line; nothing where there is no line."""
    return slabs[0].items if slabs else []


def _indent(look: Style, width: float, room: float) -> float:
    return {"end": room - width, "centre": (room - width) / 2}.get(look.align, 0.0)


def put_text(
    name: str, text: Text, frame: Frame, role: str = "P", x: float = 0.0, width: float | None = None, colour: str = ""
) -> list[Slab]:
    return typeset(text, style(name, frame.scale, colour), frame, frame.tag.child(role), x, width)


def spaced(slabs: list[Slab], before: float) -> list[Slab]:
    if slabs:
        slabs[0].before = before
    return slabs


def kept(slabs: list[Slab]) -> list[Slab]:
    for slab in slabs:
        slab.keep = True
    return slabs


def fitted(data: bytes, width: float, height: float, place: str) -> tuple[bytes, float, float]:
    """(JPEG or PNG, height, width) of a picture scaled into a box."""
    photo = ready(data, place)
    ratio = min(width / photo.width, height / photo.height)
    return photo.data, photo.height * ratio, photo.width * ratio
