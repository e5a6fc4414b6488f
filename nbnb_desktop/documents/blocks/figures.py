"""Charts, pictures, codes: what is drawn."""

from __future__ import annotations

from dataclasses import replace
from functools import lru_cache

from nbnb_desktop.documents import pages
from nbnb_desktop.documents.blocks.frame import Frame, first, fitted, kept, maker, put_text, typeset
from nbnb_desktop.documents.flow import Box, Image, Item, Slab, Squares, Tag, moved, stacked
from nbnb_desktop.documents.style import HAIRLINE, MUTED, style


@maker(pages.Chart)
def _chart(block: pages.Chart, frame: Frame) -> list[Slab]:
    """Bars with their label before and their value behind them."""
    figure = frame.tag.child("Figure", alt=block.alt)
    label_width = frame.margin or frame.width * 0.4
    full = frame.width - label_width - 45
    rows = [_bar(bar, block.maximum, label_width, full, frame, figure) for bar in block.bars]
    if not rows:
        return []
    axis = Box(label_width - 0.4, -2.5, 0.8, rows[0].height + 5, fill=MUTED)
    for row in rows:
        row.items.append(axis._replace(y=0, height=row.height))
    slabs = [stacked(rows), Slab(5.0)]
    if block.caption:
        slabs[0].keep = True
        slabs.extend(put_text("small", block.caption, frame, "P", frame.margin, frame.main))
    slabs[0].before = 5.0
    return [*slabs, Slab(5.0)]


def _bar(bar: pages.Bar, maximum: float, start: float, full: float, frame: Frame, figure: Tag) -> Slab:
    inner = replace(frame, place=bar.label)
    slab = stacked(typeset(bar.label, style("body", frame.scale), inner, figure, 0, start - 10))
    length = full * max(0.0, min(1.0, (bar.value or 0.0) / maximum)) if maximum else 0.0
    slab.height = max(slab.height + 5, 20.0)
    if bar.value is not None:
        slab.items.append(Box(start, 2.5, full, 10, fill=frame.palette.tint))
        slab.items.append(Box(start, 2.5, length, 10, fill=frame.palette.accent))
    x = start + (full if bar.value is not None else 0.0) + 7.5
    look = style("strong" if bar.value is not None else "muted", frame.scale)
    slab.items.extend(first(typeset(bar.shown, look, inner, figure, x, frame.width - x)))
    return slab


ARROW, INSIDE = 20.0, 6.0
"""Between two boxes of a chain, and between a box and its words."""


@maker(pages.Chains)
def _chains(block: pages.Chains, frame: Frame) -> list[Slab]:
    """A row of boxes per chain, each as high as its fullest box; rows do not break over pages."""
    figure = frame.tag.child("Figure", alt=block.alt)
    places, look = block.places(frame.width, ARROW), style("head", frame.scale)
    heads = [stacked(typeset(words, look, frame, figure, x, width)) for (x, width), words in zip(places, block.heads, strict=True)]
    top = Slab(max(slab.height for slab in heads) + 5, [item for slab in heads for item in slab.items], before=5.0, keep=True)
    around = kept(typeset(block.around, style("strong", frame.scale), frame, figure))
    rows = [replace(_chain(row, places, frame, figure), repeat=top) for row in block.rows]
    return [*around, top, *rows, Slab(5.0)]


def _chain(links: tuple[pages.Link, ...], places: list[tuple[float, float]], frame: Frame, figure: Tag) -> Slab:
    cells = [_link(link, x + INSIDE, width - 2 * INSIDE, frame, figure) for (x, width), link in zip(places, links, strict=True)]
    high = max(cell.height for cell in cells) + 2 * INSIDE
    items: list[Item] = []
    for (x, width), link, cell in zip(places, links, cells, strict=True):
        fill, stroke = (frame.palette.tint, frame.palette.accent) if link.firm else ("", HAIRLINE)
        items.append(Box(x, 0, width, high, fill=fill, stroke=stroke, radius=4))
        items += moved(cell.items, 0, INSIDE)
    items += [part for x, __ in places[1:] for part in _arrow(x - ARROW + 3, x - 2, high / 2)]
    return Slab(high + 7.5, items)


def _link(link: pages.Link, x: float, room: float, frame: Frame, figure: Tag) -> Slab:
    inner = replace(frame, place=link.title)
    words = typeset(link.title, style("body", frame.scale), inner, figure, x, room)
    return stacked([*words, *typeset(link.text, style("small", frame.scale), inner, figure, x, room)])


def _arrow(start: float, end: float, y: float) -> list[Item]:
    """A line with a head of steps, so that it turns around with the page."""
    head = [Box(end - 4 + step, y - (4 - step) * 0.75, 1.05, (4 - step) * 1.5, fill=MUTED) for step in range(4)]
    return [Box(start, y - 0.4, end - 4 - start, 0.8, fill=MUTED), *head]


@maker(pages.Picture)
def _picture(block: pages.Picture, frame: Frame) -> list[Slab]:
    room = block.width or frame.main
    data, high, wide = fitted(block.data, min(room, frame.main), frame.height - 60, block.place or frame.place)
    slab = Slab(high + 5, [Image(frame.margin, 0, wide, high, data, frame.tag.child("Figure", alt=block.alt))], before=5.0)
    caption = put_text("small", block.caption, frame, "P", frame.margin, frame.main)
    slab.keep = bool(caption)
    return [slab, *caption, Slab(10.0)]


@maker(pages.Code)
def _code(block: pages.Code, frame: Frame) -> list[Slab]:
    """Groups in columns under each other; always from left to right."""
    tag = frame.tag.child("P", language="en")
    inner = replace(frame, language="en")
    width = frame.width / block.per_line
    made: list[Slab] = []
    look = replace(style("code", frame.scale), align="centre")
    for start in range(0, len(block.groups), block.per_line):
        groups = block.groups[start : start + block.per_line]
        cells = [typeset(group, look, inner, tag, width * place, width) for place, group in enumerate(groups)]
        slab = Slab(look.leading, [item for cell in cells for item in first(cell)], fixed=True, keep=True)
        made.append(slab)
    total = sum(slab.height for slab in made)
    frame_box = Box(0, 0, frame.width, total + 20, stroke=frame.palette.accent, thickness=1.25, radius=5)
    whole = Slab(total + 20, [frame_box, *moved(stacked(made).items, 0, 10)], before=10.0, fixed=True)
    return [whole, Slab(15.0)]


@maker(pages.Matrix)
def _matrix(block: pages.Matrix, frame: Frame) -> list[Slab]:
    figure = frame.tag.child("Figure", alt=block.alt)
    return [Slab(block.size, [Squares(frame.margin, 0, block.size, modules(block.content), figure)], before=5.0), Slab(5.0)]


@lru_cache(maxsize=64)
def modules(content: str) -> tuple[tuple[bool, ...], ...]:
    import segno

    return tuple(tuple(bool(cell) for cell in row) for row in segno.make(content, error="m", micro=False).matrix)
