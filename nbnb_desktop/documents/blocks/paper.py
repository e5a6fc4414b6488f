"""What a paper form asks with: questions, boxes, combs and lines to write on."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import replace

from nbnb_desktop.documents import pages
from nbnb_desktop.documents.blocks.frame import MAKERS, Frame, first, kept, maker, put_text, spaced, typeset
from nbnb_desktop.documents.flow import Box, Slab, Tag, beside, moved, stacked
from nbnb_desktop.documents.style import INK, MUTED, style
from nbnb_desktop.documents.text import Typeset, plain


@maker(pages.WriteLines)
def _write_lines(block: pages.WriteLines, frame: Frame) -> list[Slab]:
    made = kept(put_text("small", block.label, frame, x=frame.margin, width=frame.main))
    made.extend(Slab(25.0, [Box(frame.margin, 24, frame.main, 0.5, fill=MUTED)]) for __ in range(block.count))
    return made


@maker(pages.Choices)
def _choices(block: pages.Choices, frame: Frame) -> list[Slab]:
    holder = frame.tag.child("L")
    look = style("body", frame.scale)
    widest = max((Typeset(item, look, frame.language, frame.place).width() for item in block.items), default=0.0) + 35
    columns = max(1, min(3, int(frame.main / widest))) if len(block.items) > 4 else 1
    width = frame.main / columns
    cells = [_choice(block, index, frame, holder.child("LI").child("LBody"), width) for index in range(len(block.items))]
    if columns == 1:
        return [*(slab for cell in cells for slab in cell), Slab(5.0)]
    rows = -(-len(cells) // columns)
    made = [_choice_row([cells[place] for place in range(row, len(cells), rows)], width) for row in range(rows)]
    return [*made, Slab(5.0)]


def _choice_row(cells: Sequence[list[Slab]], width: float) -> Slab:
    made = [stacked(cell) for cell in cells]
    items = [item for place, slab in enumerate(made) for item in moved(slab.items, width * place, 0)]
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
    """Always from left to right, as digits are written in every language of the forms."""
    slab = Slab(37.5, fixed=True, before=2.5)
    wide = sum(15.0 * count + 10 for count, __ in block.groups)
    x = frame.width - frame.margin - wide if frame.rtl else frame.margin
    for index, (count, label) in enumerate(block.groups):
        digits = block.filled[index] if index < len(block.filled) else ""
        for place in range(count):
            slab.items.append(Box(x + 15.0 * place, 0, 15, 20, stroke=MUTED, thickness=0.6))
            if place < len(digits):
                slab.items.extend(first(typeset(digits[place], style("body"), frame, frame.tag.child("P"), x + 15.0 * place + 4.5, 15)))
        under = typeset(label, style("tiny"), frame, frame.tag.child("P"), x, 15.0 * count + 10)
        slab.items.extend(moved(first(under), 0, 21))
        x += 15.0 * count + 10
    return [slab]


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
