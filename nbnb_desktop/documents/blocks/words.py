"""Headings, paragraphs, lists, labels, notes, contents: blocks of words under each other."""

from __future__ import annotations

from dataclasses import replace

from nbnb_desktop.documents import pages
from nbnb_desktop.documents.blocks.frame import Frame, first, kept, maker, put_text, spaced, typeset
from nbnb_desktop.documents.flow import Box, Ink, Item, PageOf, Slab, Tag, moved
from nbnb_desktop.documents.style import HAIRLINE, INK, style
from nbnb_desktop.documents.text import composed, plain


@maker(pages.Heading)
def _heading(block: pages.Heading, frame: Frame) -> list[Slab]:
    accent = {1: INK, 2: frame.palette.accent, 3: INK}[block.level]
    name = "h3" if block.level == 2 and frame.compact else f"h{block.level}"
    x = frame.margin if block.level == 3 else 0.0
    slabs = kept(typeset(block.text, style(name, frame.scale, accent), frame, frame.tag.child(f"H{block.level}"), x))
    if not slabs:
        return []
    before, after = _AROUND_HEADINGS[block.level, frame.compact]
    if block.level == 2 and frame.compact:
        slabs[-1].items.append(Box(0, slabs[-1].height + 1.5, frame.width, 0.5, fill=HAIRLINE))
    elif block.level == 2:
        slabs.insert(0, Slab(7.5, [Box(0, 0, 30, 2.5, fill=frame.palette.accent)], keep=True))
    slabs[0].before = before
    slabs[0].bookmark = (block.level, plain(block.text)) if block.level < 3 else None
    slabs.append(Slab(after, keep=True))
    return slabs


_AROUND_HEADINGS = {(1, False): (20.0, 10.0), (2, False): (30.0, 7.5), (3, False): (15.0, 0.0),
                    (1, True): (10.0, 5.0), (2, True): (15.0, 5.0), (3, True): (10.0, 0.0)}  # fmt: skip
"""(level, compact) -> the space before and after."""


@maker(pages.Paragraph)
def _paragraph(block: pages.Paragraph, frame: Frame) -> list[Slab]:
    x, colour = (0.0, frame.palette.accent) if block.kind == "title" else (frame.margin, "")
    slabs = put_text(block.kind, block.text, frame, x=x, width=frame.width - x, colour=colour)
    return [*slabs, Slab(5.0)] if slabs else []


@maker(pages.List)
def list_slabs(block: pages.List, frame: Frame) -> list[Slab]:
    holder = frame.tag.child("L")
    made: list[Slab] = []
    starts: list[int] = []
    for number, text in enumerate(block.items, 1):
        item = holder.child("LI")
        slabs = typeset(text, style("body", frame.scale), frame, item.child("LBody"), frame.margin + 15, frame.main - 15)
        if slabs:
            slabs[0].items.extend(_mark(block.marks, number, frame, item))
            slabs[0].before = 2.5 if made else 0.0
            starts.append(len(made))
            made.extend(slabs)
    _keep_ends(made, starts)
    return [*made, Slab(5.0)] if made else []


def _keep_ends(slabs: list[Slab], starts: list[int]) -> None:
    """The first two things of a row stay together, and so do the last two: none of them stands alone on a page."""
    for start in (starts[1:2] + starts[-1:]) if len(starts) > 1 else []:
        slabs[start - 1].keep = True


def _mark(marks: str, number: int, frame: Frame, item: Tag) -> list[Item]:
    if marks == "☐":
        return [Box(frame.margin, 3.5, 8, 8, stroke=INK, thickness=0.9)]
    if marks == "•":
        return [Box(frame.margin + 1.5, 6.5, 3.5, 3.5, fill=frame.palette.accent, radius=1.75)]
    label = Tag("Lbl", item)
    item.children.insert(0, item.children.pop())
    return first(typeset(f"{number}.", style("strong", frame.scale), frame, label, frame.margin, 15))


@maker(pages.Labels)
def _labels(block: pages.Labels, frame: Frame) -> list[Slab]:
    """Words in rounded frames, as many on a row as fit."""
    holder, look = frame.tag.child("L"), style("strong", frame.scale, frame.palette.accent)
    rows: list[Slab] = []
    x = frame.margin
    for word in block.words:
        line = next(iter(composed(word, look, frame.language, frame.place).lines(frame.main - 20)), None)
        if line is None:
            continue
        if not rows or x + line.width + 20 > frame.width:
            rows.append(Slab(22.5, before=5.0 if rows else 0.0))
            x = frame.margin
        rows[-1].items.append(Box(x, 0.5, line.width + 20, 21.5, fill=frame.palette.tint, stroke=frame.palette.accent, radius=10.7))
        rows[-1].items.append(Ink(x + 10, 14.5, line.width, line, holder.child("LI").child("LBody")))
        x += line.width + 27.5
    return [*rows, Slab(7.5)] if rows else []


@maker(pages.Note)
def _note(block: pages.Note, frame: Frame) -> list[Slab]:
    inner = replace(frame, tag=frame.tag.child("Div"))
    x, width = frame.margin + 17.5, frame.main - 30
    slabs = [*put_text("strong", block.title, inner, x=x, width=width), *put_text("body", block.text, inner, x=x, width=width)]
    if not slabs:
        return []
    slabs = [Slab(7.5, keep=True), *slabs, Slab(7.5)]
    slabs[-2].keep = True
    for slab in slabs:
        slab.height, shift = slab.height + slab.before, slab.before
        slab.before = 0.0
        slab.items = [
            Box(frame.margin, 0, frame.main, slab.height, fill=frame.palette.tint),
            Box(frame.margin, 0, 3, slab.height, fill=frame.palette.accent),
            *moved(slab.items, 0, shift),
        ]
    slabs[0].before = 5.0
    slabs[-1].keep = block.keep
    return [*slabs, Slab(10.0, keep=block.keep)]


@maker(pages.Contents)
def _contents(block: pages.Contents, frame: Frame) -> list[Slab]:
    holder = frame.tag.child("TOC")
    made: list[Slab] = []
    for entry in block.entries:
        item = holder.child("TOCI").child("Reference").child("Span")
        slabs = typeset(entry, style("body", frame.scale), frame, item, frame.margin, frame.main - 40)
        if not slabs:
            continue
        slabs[-1].items.append(PageOf(frame.width - 30, slabs[-1].height / 2 + 3.5, 30, entry, item))
        slabs[-1].items.append(Box(frame.margin, slabs[-1].height + 2.25, frame.main, 0.5, fill=HAIRLINE))
        made.extend(spaced(slabs, 7.5))
    return made


@maker(pages.Gap)
def _gap(block: pages.Gap, frame: Frame) -> list[Slab]:
    return [Slab(block.height)]


@maker(pages.PageBreak)
def _page_break(block: pages.PageBreak, frame: Frame) -> list[Slab]:
    return [Slab(0.0, break_after=True)]
