"""Each kind of block made into slabs. Pure; lengths in points.

A maker lays its block out as if it were read from left to right; ``build`` turns the result around
in a language that is read from right to left, so no maker thinks about direction.
"""

from __future__ import annotations

from collections.abc import Callable, Iterable, Mapping, Sequence
from dataclasses import dataclass, replace
from functools import lru_cache
from typing import Any

from nbnb_desktop.documents import pages
from nbnb_desktop.documents.flow import Box, Image, Ink, Item, PageOf, Slab, Squares, Tag, beside, mirrored, moved, stacked
from nbnb_desktop.documents.photos import ready
from nbnb_desktop.documents.style import HAIRLINE, INK, MARGIN_COLUMN, MUTED, WHITE, Palette, style
from nbnb_desktop.documents.text import Span, Style, Text, Typeset, is_rtl, plain


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


def build(blocks: Iterable[pages.Block], frame: Frame) -> list[Slab]:
    """The slabs of ``blocks``, in the direction of the frame's language."""
    made: list[Slab] = []
    for block in blocks:
        if isinstance(block, pages.Heading):
            frame = replace(frame, place=plain(block.text))
        slabs = MAKERS[type(block)](block, frame)
        made.extend(mirrored(slabs, frame.width) if frame.rtl else slabs)
    return made


# -- text ------------------------------------------------------------------------------------


def typeset(text: Text, look: Style, frame: Frame, tag: Tag | None, x: float = 0.0, width: float | None = None) -> list[Slab]:
    """A paragraph as one slab per line; the first two and the last two stay together."""
    if not plain(text).strip():
        return []
    room = frame.width - x if width is None else width
    lines = Typeset(text, look, frame.language, frame.place).lines(room)
    base = look.leading / 2 + look.size * 0.35
    slabs = [Slab(look.leading, [Ink(x + _indent(look, line.width, room), base, line.width, line, tag)]) for line in lines]
    for slab in (slabs[:1] + slabs[-2:-1]) if len(slabs) > 1 else []:
        slab.keep = True
    slabs[0].before = look.before
    return slabs


def _indent(look: Style, width: float, room: float) -> float:
    return {"end": room - width, "centre": (room - width) / 2}.get(look.align, 0.0)


def _say(name: str, text: Text, frame: Frame, role: str = "P", x: float = 0.0, width: float | None = None, colour: str = "") -> list[Slab]:
    return typeset(text, style(name, frame.scale, colour), frame, frame.tag.child(role), x, width)


def _heading(block: pages.Heading, frame: Frame) -> list[Slab]:
    accent = {1: INK, 2: frame.palette.accent, 3: INK}[block.level]
    name = "h3" if block.level == 2 and frame.compact else f"h{block.level}"
    x = frame.margin if block.level == 3 else 0.0
    slabs = _kept(typeset(block.text, style(name, frame.scale, accent), frame, frame.tag.child(f"H{block.level}"), x))
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


def _paragraph(block: pages.Paragraph, frame: Frame) -> list[Slab]:
    slabs = _say(block.kind, block.text, frame, x=frame.margin, width=frame.main)
    return [*slabs, Slab(5.0)] if slabs else []


def _list(block: pages.List, frame: Frame) -> list[Slab]:
    holder = frame.tag.child("L")
    made: list[Slab] = []
    for number, text in enumerate(block.items, 1):
        item = holder.child("LI")
        slabs = typeset(text, style("body", frame.scale), frame, item.child("LBody"), frame.margin + 15, frame.main - 15)
        if slabs:
            slabs[0].items.extend(_mark(block.marks, number, frame, item))
            slabs[0].before = 2.5 if made else 0.0
            made.extend(slabs)
    return [*made, Slab(5.0)] if made else []


def _mark(marks: str, number: int, frame: Frame, item: Tag) -> list[Item]:
    if marks == "☐":
        return [Box(frame.margin, 3.5, 8, 8, stroke=INK, thickness=0.9)]
    if marks == "•":
        return [Box(frame.margin + 1.5, 6.5, 3.5, 3.5, fill=frame.palette.accent, radius=1.75)]
    label = Tag("Lbl", item)
    item.children.insert(0, item.children.pop())
    return typeset(f"{number}.", style("strong", frame.scale), frame, label, frame.margin, 15)[0].items


def _labels(block: pages.Labels, frame: Frame) -> list[Slab]:
    """Words in rounded frames, as many on a row as fit."""
    holder, look = frame.tag.child("L"), style("strong", frame.scale, frame.palette.accent)
    rows: list[Slab] = []
    x = frame.margin
    for word in block.words:
        line = Typeset(word, look, frame.language, frame.place).lines(frame.main - 20)[0]
        if not rows or x + line.width + 20 > frame.width:
            rows.append(Slab(22.5, before=5.0 if rows else 0.0))
            x = frame.margin
        rows[-1].items.append(Box(x, 0.5, line.width + 20, 21.5, fill=frame.palette.tint, stroke=frame.palette.accent, radius=10.7))
        rows[-1].items.append(Ink(x + 10, 14.5, line.width, line, holder.child("LI").child("LBody")))
        x += line.width + 27.5
    return [*rows, Slab(7.5)] if rows else []


def _note(block: pages.Note, frame: Frame) -> list[Slab]:
    inner = replace(frame, tag=frame.tag.child("Div"))
    x, width = frame.margin + 17.5, frame.main - 30
    slabs = [*_say("strong", block.title, inner, x=x, width=width), *_say("body", block.text, inner, x=x, width=width)]
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


# -- rows ------------------------------------------------------------------------------------


def _facts(block: pages.Facts, frame: Frame) -> list[Slab]:
    holder = frame.tag.child("Table")
    rows = [_fact(label, value, frame, holder.child("TR")) for label, value in block.rows if plain(value).strip()]
    for row in (rows[:1] + rows[-2:-1]) if len(rows) > 1 else []:
        row[-1].keep = True  # no row alone at the foot or the head of a page
    return [*(slab for row in rows for slab in row), Slab(5.0)] if rows else []


def _fact(label: str, value: Text, frame: Frame, row: Tag) -> list[Slab]:
    inner = replace(frame, place=label)
    head = typeset(label, style("label", frame.scale), inner, row.child("TH", scope="Row"), 0, (frame.margin or frame.width) - 10)
    body = typeset(value, style("body", frame.scale), inner, row.child("TD"), frame.margin, frame.main)
    if not frame.margin:
        head[-1].keep = True
        head[0].before = 5.0
        return [*head, *body]
    return _spaced(beside([(0, head), (0, body)], frame.limit), 2.5)


def _spaced(slabs: list[Slab], before: float) -> list[Slab]:
    if slabs:
        slabs[0].before = before
    return slabs


def _entry(block: pages.Entry, frame: Frame) -> list[Slab]:
    inner = replace(frame, tag=frame.tag.child("Sect"), place=plain(block.title) or frame.place)
    when = _say("label", block.when, inner, width=(frame.margin or frame.width) - 12.5)
    x, width = frame.margin, frame.main
    body = [
        *_say("strong", block.title, inner, x=x, width=width),
        *_say("muted", block.where, inner, x=x, width=width),
        *_say("body", block.text, inner, x=x, width=width),
    ]
    if block.details:
        body.extend(_list(pages.List(block.details), inner)[:-1])
    _kept(body[: min(2, len(body) - 1)])
    if not frame.margin:
        return [*_spaced([*when, *body], 10.0)]
    first = beside([(0, when), (0, body[: max(1, len(when))])], frame.limit) if when or body else []
    return _spaced([*first, *body[max(1, len(when)) :]], 5.0 if frame.compact else 10.0)


def _table(block: pages.Table, frame: Frame) -> list[Slab]:
    shares = block.shares or tuple(1.0 for __ in block.head)
    edges = [frame.width * sum(shares[:index]) / sum(shares) for index in range(len(shares) + 1)]
    holder = frame.tag.child("Table")
    made = _say("h3", block.caption, frame) if block.caption else []
    head = _table_row(block.head, "head", edges, block, frame, holder.child("TR"), "TH")
    head.items.append(Box(0, head.height - 1, frame.width, 1, fill=frame.palette.accent))
    head.keep = True
    for row in block.rows:
        slab = _table_row(row, "body", edges, block, frame, holder.child("TR"), "TD")
        slab.items.append(Box(0, slab.height - 0.5, frame.width, 0.5, fill=HAIRLINE))
        slab.repeat = head
        made.append(slab)
    return [head, *made, Slab(10.0)] if not block.caption else [*_kept(made[:1]), head, *made[1:], Slab(10.0)]


def _kept(slabs: list[Slab]) -> list[Slab]:
    for slab in slabs:
        slab.keep = True
    return slabs


def _table_row(
    cells: Sequence[Text], look: str, edges: Sequence[float], block: pages.Table, frame: Frame, row: Tag, role: str
) -> Slab:
    columns: list[tuple[float, Sequence[Slab]]] = []
    for index, cell in enumerate(cells):
        chosen = style(look, frame.scale)
        chosen = replace(chosen, align="end") if index in block.numbers else chosen
        tag = row.child(role, scope="Column" if role == "TH" else "")
        room = edges[index + 1] - edges[index] - (10.0 if index < len(cells) - 1 else 0.0)
        columns.append((edges[index], typeset(cell, chosen, replace(frame, place=block.head[index]), tag, 0, room)))
    body = beside(columns, float("inf"))
    inner = body[0] if body else Slab(15.0)
    return Slab(inner.height + 7.5, moved(inner.items, 0, 3.75))


def _columns(block: pages.Columns, frame: Frame) -> list[Slab]:
    gutter = 25.0
    shares = block.shares or tuple(1.0 for __ in block.languages)
    room = frame.width - gutter * (len(shares) - 1)
    widths = [room * share / sum(shares) for share in shares]
    starts = [sum(widths[:index]) + gutter * index for index in range(len(widths))]
    made: list[Slab] = []
    for number, row in enumerate(block.rows):
        columns: list[tuple[float, Sequence[Slab]]] = []
        for index, cell in enumerate(row):
            tag = frame.tag.child("Div", language=block.languages[index])
            inner = replace(frame, width=widths[index], language=block.languages[index], tag=tag)
            columns.append((starts[index], build(cell, inner)))
        slabs = beside(columns, frame.limit)
        for slab in slabs:
            slab.fixed = True
        if slabs and number and block.ruled:
            made.append(Slab(10.0, [Box(0, 4.75, frame.width, 0.5, fill=HAIRLINE)], fixed=True))
        made.extend(_spaced(slabs, 0.0))
    return made


# -- pictures and drawings ---------------------------------------------------------------------


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
        slabs.extend(_say("small", block.caption, frame, "P", frame.margin, frame.main))
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
    slab.items.extend(typeset(bar.shown, style("strong", frame.scale), inner, figure, x, frame.width - x)[0].items if bar.shown else [])
    return slab


_DOTS = {"done": (True, 1.5), "now": (False, 3.0), "later": (False, 1.0), "stopped": (False, 1.0)}


def _timeline(block: pages.Timeline, frame: Frame) -> list[Slab]:
    holder = frame.tag.child("L")
    made: list[Slab] = []
    for number, step in enumerate(block.steps):
        slabs = _step(step, frame, holder.child("LI"))
        last = number == len(block.steps) - 1
        for index, slab in enumerate(slabs):
            top = 7.5 if not (number or index) else -slab.before
            foot = 7.5 if last and index == 0 else slab.height
            if not (last and index):
                slab.items.insert(0, Box(frame.margin + 4.6, top, 0.8, max(0.0, foot - top), fill=HAIRLINE))
        made.extend(slabs)
    return [*made, Slab(10.0)] if made else []


def _step(step: pages.Step, frame: Frame, tag: Tag) -> list[Slab]:
    inner = replace(frame, tag=tag.child("LBody"), place=plain(step.title) or frame.place)
    x, width = frame.margin + 22.5, frame.main - 22.5
    title: Text = step.title
    if step.state_text:
        spans = (Span(title, bold=True),) if isinstance(title, str) else title
        title = (*spans, Span(f"  ({step.state_text})", colour=MUTED))
    look = "strong" if isinstance(title, str) else "body"
    body = [*_say(look, title, inner, x=x, width=width), *_say("body", step.text, inner, x=x, width=width)]
    when = _say("label", step.when, inner, width=(frame.margin or frame.width) - 12.5)
    if not body:
        body = [Slab(15.0)]
    filled, thickness = _DOTS[step.state]
    accent = frame.palette.accent
    dot = Box(frame.margin, 2.5, 10, 10, accent if filled else WHITE, accent, thickness, radius=5)
    if frame.margin:
        count = max(1, len(when))
        body = [*beside([(0, when), (0, body[:count])], frame.limit), *body[count:]] if when else body
    else:
        body = [*when, *body]
    body[0].items.append(dot)
    return _spaced(body, 10.0)


def _signature(block: pages.Signature, frame: Frame) -> list[Slab]:
    gutter = 25.0
    width = (frame.width - gutter * (len(block.fields) - 1)) / max(1, len(block.fields))
    columns: list[tuple[float, Sequence[Slab]]] = []
    for index, (role, name, picture) in enumerate(block.fields):
        inner = replace(frame, width=width, tag=frame.tag.child("Div"))
        space = Slab(50.0, [Box(0, 47.5, width, 0.75, fill=INK)])
        if picture:
            data, high, wide = _fitted(picture, width - 10, 42.5, role)
            space.items.append(Image(5, 45 - high, wide, high, data, inner.tag.child("Figure", alt=role)))
        slabs = [*_say("head", role, inner), space, *_say("body", name, inner)]
        if block.date_label:
            slabs.append(Slab(25.0, [*_say("small", block.date_label, inner)[0].items, Box(0, 24, width, 0.5, fill=HAIRLINE)]))
        columns.append(((width + gutter) * index, slabs))
    made = beside(columns, float("inf"))
    return _spaced(made, 15.0)


def _picture(block: pages.Picture, frame: Frame) -> list[Slab]:
    room = block.width or frame.main
    data, high, wide = _fitted(block.data, min(room, frame.main), frame.height - 60, block.place or frame.place)
    slab = Slab(high + 5, [Image(frame.margin, 0, wide, high, data, frame.tag.child("Figure", alt=block.alt))], before=5.0)
    caption = _say("small", block.caption, frame, "P", frame.margin, frame.main)
    slab.keep = bool(caption)
    return [slab, *caption, Slab(10.0)]


def _fitted(data: bytes, width: float, height: float, place: str) -> tuple[bytes, float, float]:
    """(JPEG or PNG, height, width) of a picture scaled into a box."""
    photo = ready(data, place)
    ratio = min(width / photo.width, height / photo.height)
    return photo.data, photo.height * ratio, photo.width * ratio


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
        slab = Slab(look.leading, [item for cell in cells for item in cell[0].items], fixed=True, keep=True)
        made.append(slab)
    total = sum(slab.height for slab in made)
    frame_box = Box(0, 0, frame.width, total + 20, stroke=frame.palette.accent, thickness=1.25, radius=5)
    whole = Slab(total + 20, [frame_box, *moved(stacked(made).items, 0, 10)], before=10.0, fixed=True)
    return [whole, Slab(15.0)]


def _matrix(block: pages.Matrix, frame: Frame) -> list[Slab]:
    figure = frame.tag.child("Figure", alt=block.alt)
    return [Slab(block.size, [Squares(frame.margin, 0, block.size, modules(block.content), figure)], before=5.0), Slab(5.0)]


@lru_cache(maxsize=64)
def modules(content: str) -> tuple[tuple[bool, ...], ...]:
    import segno

    return tuple(tuple(bool(cell) for cell in row) for row in segno.make(content, error="m", micro=False).matrix)


def _write_lines(block: pages.WriteLines, frame: Frame) -> list[Slab]:
    made = _kept(_say("small", block.label, frame, x=frame.margin, width=frame.main))
    made.extend(Slab(25.0, [Box(frame.margin, 24, frame.main, 0.5, fill=MUTED)]) for __ in range(block.count))
    return made


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
                slab.items.extend(typeset(digits[place], style("body"), frame, frame.tag.child("P"), x + 15.0 * place + 4.5, 15)[0].items)
        under = typeset(label, style("tiny"), frame, frame.tag.child("P"), x, 15.0 * count + 10)
        slab.items.extend(moved(under[0].items, 0, 21) if under else [])
        x += 15.0 * count + 10
    return [slab]


def _question(block: pages.Question, frame: Frame) -> list[Slab]:
    inner = replace(frame, tag=frame.tag.child("Sect"), place=plain(block.label)[:60])
    number = typeset(block.number, style("strong", frame.scale, frame.palette.accent), inner, inner.tag.child("P"), 0, frame.margin)
    label = [*_say("strong", block.label, inner, x=frame.margin), *_say("small", block.hint, inner, x=frame.margin)]
    head = [*beside([(0, number), (0, label[:1])], frame.limit), *label[1:]]
    answer: list[Slab] = []
    for part in block.answer:
        answer.extend(MAKERS[type(part)](part, inner))
    whole = [*head, *answer]
    if sum(slab.height + slab.before for slab in whole) < frame.limit:
        _kept(whole[:-1])
    return _spaced([*_kept(head), *answer] if answer else head, 12.5)


def _cover(block: pages.Cover, frame: Frame) -> list[Slab]:
    """One page: the house at the top, the name a third down, the small print at the foot."""
    wide = replace(frame, tag=frame.tag.child("Sect"))
    top = _house_mark(wide)
    photo = _cover_photo(block, wide)
    middle = [
        Slab(12.5, [Box(0, 0, 60, 4, fill=frame.palette.accent)]),
        *_say("cover-title", block.title, wide, "P", colour=frame.palette.accent),
        *_cover_name(block.name, wide),
        *_say("lead", block.subtitle, wide),
    ]
    foot = [slab for line in block.lines for slab in _say("muted", line, wide)]
    foot_slab = stacked([Slab(15.0, [Box(0, 0, frame.width, 0.75, fill=HAIRLINE)]), *foot])
    body = stacked(middle)
    start = min(max(frame.height * 0.3, top.height + 30), frame.height - foot_slab.height - body.height)
    items = [*top.items, *photo, *moved(body.items, 0, start), *moved(foot_slab.items, 0, frame.height - foot_slab.height)]
    return [Slab(frame.height, items, break_after=True, bookmark=(1, block.title))]


def _mast(block: pages.Mast, frame: Frame) -> list[Slab]:
    if block.compact:
        return _kept([*_say("h1", block.name, frame, "H1"), *_say("muted", block.subtitle, frame), _rule(frame)])
    mark = _house_mark(frame)
    title = [
        Slab(12.5, [Box(0, 0, 60, 4, fill=frame.palette.accent)], before=60.0),
        *_say("cover-title", block.title, frame, colour=frame.palette.accent),
        *_cover_name(block.name, frame),
        *_say("lead", block.subtitle, frame),
        Slab(30.0),
    ]
    return _kept([*([mark] if mark.height else []), *title])


def _rule(frame: Frame) -> Slab:
    return Slab(10.0, [Box(0, 7.5, frame.width, 2.5, fill=frame.palette.accent)])


def _house_mark(frame: Frame) -> Slab:
    slabs: list[Slab] = []
    if frame.house.logo:
        data, high, wide = _fitted(frame.house.logo, 180, 55, frame.house.organisation)
        slabs.append(Slab(high + 5, [Image(0, 0, wide, high, data, frame.tag.child("Figure", alt=frame.house.organisation))]))
    slabs.extend(_say("strong", frame.house.organisation, frame))
    slabs.extend(_say("small", frame.house.address, frame))
    return stacked(slabs) if slabs else Slab(0.0)


def _cover_photo(block: pages.Cover, frame: Frame) -> list[Item]:
    if not block.photo:
        return []
    data, high, wide = _fitted(block.photo, 110, 140, block.name)
    return [Image(frame.width - wide, 0, wide, high, data, frame.tag.child("Figure", alt=block.name))]


def _cover_name(name: str, frame: Frame) -> list[Slab]:
    """As large as leaves it on three lines; a very long name is set smaller, never cut short."""
    for look in ("cover-name", "h1", "h2"):
        words_fit = Typeset(name, style(look, frame.scale), frame.language, frame.place).narrowest() <= frame.width
        slabs = _say(look, name, replace(frame, tag=Tag("Trial")))
        if words_fit and len(slabs) <= 3:
            break
    return _say(look, name, frame, "H1")


def _contents(block: pages.Contents, frame: Frame) -> list[Slab]:
    holder = frame.tag.child("TOC")
    made: list[Slab] = []
    for entry in block.entries:
        item = holder.child("TOCI").child("P")
        slabs = typeset(entry, style("body", frame.scale), frame, item, frame.margin, frame.main - 40)
        slabs[-1].items.append(PageOf(frame.width - 30, slabs[-1].height / 2 + 3.5, 30, entry, item))
        slabs[-1].items.append(Box(frame.margin, slabs[-1].height + 2.25, frame.main, 0.5, fill=HAIRLINE))
        made.extend(_spaced(slabs, 7.5))
    return made


def _gap(block: pages.Gap, frame: Frame) -> list[Slab]:
    return [Slab(block.height)]


def _page_break(block: pages.PageBreak, frame: Frame) -> list[Slab]:
    return [Slab(0.0, break_after=True)]


MAKERS: Mapping[type, Callable[[Any, Frame], list[Slab]]] = {
    pages.Heading: _heading,
    pages.Paragraph: _paragraph,
    pages.Facts: _facts,
    pages.Entry: _entry,
    pages.Table: _table,
    pages.Chart: _chart,
    pages.Timeline: _timeline,
    pages.List: _list,
    pages.Labels: _labels,
    pages.Note: _note,
    pages.Columns: _columns,
    pages.Signature: _signature,
    pages.Picture: _picture,
    pages.Code: _code,
    pages.Matrix: _matrix,
    pages.WriteLines: _write_lines,
    pages.Choices: _choices,
    pages.Comb: _comb,
    pages.Question: _question,
    pages.Cover: _cover,
    pages.Mast: _mast,
    pages.Contents: _contents,
    pages.Gap: _gap,
    pages.PageBreak: _page_break,
}
