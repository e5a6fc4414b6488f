"""What a paper form asks with: questions, boxes, combs and lines to write on."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from dataclasses import replace
from itertools import accumulate

from nbnb_desktop.documents import pages
from nbnb_desktop.documents.blocks.frame import MAKERS, Frame, first, kept, maker, put_text, spaced, typeset
from nbnb_desktop.documents.flow import Box, Slab, Tag, beside, moved, stacked
from nbnb_desktop.documents.style import INK, MUTED, style
from nbnb_desktop.documents.text import composed, plain

ON_ONE_LINE = 4
"""So many choices may stand beside each other."""
CELL = 15.0
"""The width of a box for one digit, in points."""


@maker(pages.WriteLines)
def _write_lines(block: pages.WriteLines, frame: Frame) -> list[Slab]:
    made = kept(put_text("small", block.label, frame, x=frame.margin, width=frame.main))
    made.extend(Slab(25.0, [Box(frame.margin, 24, frame.main, 0.5, fill=MUTED)]) for __ in range(block.count))
    return made


@maker(pages.Choices)
def _choices(block: pages.Choices, frame: Frame) -> list[Slab]:
    holder = frame.tag.child("L")
    look = style("body", frame.scale)
    wide = [composed(item, look, frame.language, frame.place).width() + 35 for item in block.items]
    columns = _column_widths(wide, frame.main)
    cells = [_choice(block, index, frame, holder.child("LI").child("LBody"), width) for index, width in _places(len(wide), columns)]
    if len(columns) == 1:
        return [*(slab for cell in cells for slab in cell), Slab(5.0)]
    rows = -(-len(cells) // len(columns))
    made = [_choice_row([cells[place] for place in range(row, len(cells), rows)], columns) for row in range(rows)]
    return [*made, Slab(5.0)]


def _column_widths(wide: Sequence[float], room: float) -> list[float]:
    """A few choices stand on one line where they fit, else under each other; more go down one column and then the next."""
    count, widest = len(wide), max(wide, default=room)
    if count > ON_ONE_LINE:
        columns = max(1, min(3, int(room / widest)))
        return [room / columns] * columns
    if count * widest <= room:
        return [max(widest, room / ON_ONE_LINE)] * count  # the same columns under each other, whatever the question
    return list(wide) if sum(wide) <= room else [room]


def _places(count: int, columns: Sequence[float]) -> Iterator[tuple[int, float]]:
    """Each choice with the width of the column that it stands in."""
    rows = -(-count // max(1, len(columns)))
    return ((index, columns[index // rows]) for index in range(count))


def _choice_row(cells: Sequence[list[Slab]], columns: Sequence[float]) -> Slab:
    made = [stacked(cell) for cell in cells]
    starts = accumulate(columns, initial=0.0)
    items = [item for start, slab in zip(starts, made, strict=False) for item in moved(slab.items, start, 0)]
    return Slab(max(slab.height for slab in made), items)


def _choice(block: pages.Choices, index: int, frame: Frame, tag: Tag, width: float) -> list[Slab]:
    slabs = typeset(block.items[index], style("body", frame.scale), frame, tag, frame.margin + 20, width - 25)
    if not slabs:
        return []
    ticked = index in block.ticked
    side, radius = 10.0, 5.0 if block.round else 1.0
    slabs[0].items.append(Box(frame.margin, 2.5, side, side, stroke=INK, thickness=0.9, radius=radius))
    if ticked:
        slabs[0].items.append(Box(frame.margin + 2.5, 5.0, 5, 5, fill=INK, radius=2.5 if block.round else 0))
    for slab in slabs:
        slab.height += 2.5
    return slabs


@maker(pages.Comb)
def _comb(block: pages.Comb, frame: Frame) -> list[Slab]:
    """Digits from left to right in every language; the groups in the order of reading, so that the day comes first."""
    slab = Slab(37.5 if any(label for __, label in block.groups) else 25.0, fixed=True, before=2.5)
    for index, ((count, label), x) in enumerate(zip(block.groups, _starts(block, frame), strict=True)):
        digits = block.filled[index] if index < len(block.filled) else ""
        for place in range(count):
            slab.items.append(Box(x + CELL * place, 0, CELL, 20, stroke=MUTED, thickness=0.6))
            if place < len(digits):
                slab.items.extend(first(typeset(digits[place], style("body"), frame, frame.tag.child("P"), x + CELL * place + 4.5, CELL)))
        under = typeset(label, style("tiny"), frame, frame.tag.child("P"), x, CELL * count + 10)
        slab.items.extend(moved(first(under), 0, 21))
    return [slab]


def _starts(block: pages.Comb, frame: Frame) -> list[float]:
    """Where each group of boxes begins: the first one at the margin, on the right in a language that is read from there."""
    starts, x = [], frame.margin
    for count, __ in block.groups:
        starts.append(frame.width - x - CELL * count if frame.rtl else x)
        x += CELL * count + 10
    return starts


@maker(pages.Question)
def _question(block: pages.Question, frame: Frame) -> list[Slab]:
    inner = replace(frame, tag=frame.tag.child("Sect"), place=plain(block.label)[:60])
    number = typeset(block.number, style("strong", frame.scale, frame.palette.accent), inner, inner.tag.child("P"), 0, frame.margin)
    label = [*put_text("strong", block.label, inner, x=frame.margin), *put_text("small", block.hint, inner, x=frame.margin)]
    head = [*beside([(0, number), (0, label[:1])], frame.limit), *label[1:]]
    answer: list[Slab] = []
    for part in block.answer:
        answer.extend(MAKERS[type(part)](part, inner))
    whole = [*head, *answer]
    if sum(slab.height + slab.before for slab in whole) < frame.limit:
        kept(whole[:-1])
    return spaced([*kept(head), *answer] if answer else head, 12.5)
