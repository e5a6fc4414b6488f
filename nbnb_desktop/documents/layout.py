"""A document laid out: sections on pages, with running heads and page numbers. Pure; points, y downwards."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from functools import partial

from nbnb_desktop.documents.blocks import Frame, build, modules, typeset
from nbnb_desktop.documents.flow import Box, Goal, Item, PageOf, Sheet, Squares, Tag, moved, paginate
from nbnb_desktop.documents.pages import A4, Block, Columns, Cover, Document, Heading, Mast, Paragraph, Section
from nbnb_desktop.documents.style import HAIRLINE, PAGE_FOOT, PAGE_SIDE, PAGE_TOP, palette, style

HEAD = 22.5
"""Points that a running head takes: a page that is its own title has none, and begins higher."""
QR_SIDE = 37.5
"""Points; a form's code of some 60 characters stays readable for a telephone."""


@dataclass(frozen=True, slots=True)
class Laid:
    """Sheets in order, and the structure tree of what stands on them."""

    sheets: tuple[Sheet, ...]
    root: Tag
    size: tuple[float, float] = A4


def lay_out(document: Document) -> Laid:
    """Every page of ``document``; DocumentError names a character that no font has, and where it stands."""
    root = Tag("Document", language=document.language)
    width, height = A4[0] - 2 * PAGE_SIDE, A4[1] - PAGE_TOP - PAGE_FOOT
    sheets: list[Sheet] = []
    frames: list[Frame] = []
    for number, section in enumerate(document.sections):
        scale = 1.4 if document.large_print else 1.0
        tag = root.child("Sect", language=section.language)
        colours = palette(document.house.accent)
        frame = Frame(width, height, section.language, colours, document.house, tag, section.title, scale, section.compact, section.margin)
        frames.append(frame)
        lift = HEAD if any(map(_is_title, section.blocks[:1])) and not section.code else 0.0
        sheets.extend(paginate(build(section.blocks, frame), PAGE_SIDE, PAGE_TOP, height, number, lift))
    starts = {(sheet.section, text): Goal(page, y) for page, sheet in reversed(list(enumerate(sheets))) for __, text, y in sheet.bookmarks}
    for index, sheet in enumerate(sheets):
        sheet.items = [_numbered(item, starts, sheet.section, frames[sheet.section]) for item in sheet.items]
        section = document.sections[sheet.section]
        opens = section.blocks[:1] if index == 0 or sheets[index - 1].section != sheet.section else ()
        if section.running and not any(isinstance(block, Cover) for block in opens):
            titled = any(map(_is_title, opens))
            sheet.items.extend(_running(document, section, frames[sheet.section], index + 1, len(sheets), titled))
    _level(root, [])
    return Laid(tuple(sheets), root)


def _is_title(block: Block) -> bool:
    """Whether ``block`` says at the head of a page what the page is."""
    if isinstance(block, Columns):
        return any(_is_title(first) for cell in block.rows[0] for first in cell[:1]) if block.rows else False
    return (
        isinstance(block, Mast)
        or (isinstance(block, Heading) and block.level == 1)
        or (isinstance(block, Paragraph) and block.kind == "title")
    )


def _level(tag: Tag, above: list[int]) -> None:
    """Headings one level below the heading that they stand under: what looks small need not be the third level."""
    if tag.role in {"H1", "H2", "H3"}:
        looks = int(tag.role[1])
        while above and above[-1] >= looks:
            above.pop()
        above.append(looks)
        tag.role = f"H{len(above)}"
    for child in tag.children:
        _level(child, above)


def _numbered(item: Item, starts: Mapping[tuple[int, str], Goal], section: int, frame: Frame) -> Item:
    """The number of a chapter's page in the place that was kept for it, at the far end of a line that now leads there."""
    if not isinstance(item, PageOf):
        return item
    goal = starts.get((section, item.chapter))
    if item.tag and goal:
        item.tag.role, item.tag.goal = "Link", goal
    number = typeset(str(goal.sheet + 1) if goal else "–", style("strong"), frame, item.tag)[0].items[0]
    x = item.x if frame.rtl else item.x + item.width - number.width
    return number._replace(x=x, y=item.y)


def _running(document: Document, section: Section, frame: Frame, page: int, total: int, titled: bool) -> list[Item]:
    """Head: of whom and what, unless the page is ``titled`` itself; foot: the house and the page. Decoration to a screen reader."""
    say = partial(typeset, frame=frame, tag=None, x=0.0)
    head = [] if titled else say(section.title, style("tiny"))[:1]
    house = say(document.house.organisation, style("tiny"), width=frame.width * 0.7)[:1]
    number = say(section.page_of.format(page=page, pages=total), style("tiny"))[:1]
    end: float = number[0].items[0].width if number else 0.0
    foot = A4[1] - PAGE_FOOT + 22.5
    if section.code:
        qr = Squares(frame.width - QR_SIDE, 22.5, QR_SIDE, modules(section.code.format(page=page)))
    rule = frame.width - (QR_SIDE + 10 if section.code else 0)
    items: list[Item] = [
        *([qr] if section.code else []),
        *(item for slab in head for item in moved(slab.items, 0, PAGE_TOP - 35)),
        *([] if titled else [Box(0, PAGE_TOP - HEAD, rule, 0.5, fill=HAIRLINE)]),
        *(item for slab in house for item in moved(slab.items, 0, foot)),
        *(item for slab in number for item in moved(slab.items, frame.width - end, foot)),
    ]
    if frame.rtl:
        items = [item._replace(x=frame.width - item.x - item.width) for item in items]
    return moved(items, PAGE_SIDE, 0)
