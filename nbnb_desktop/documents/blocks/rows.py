"""Blocks whose parts stand beside each other: facts, entries, tables, two languages, timelines, signatures."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import replace

from nbnb_desktop.documents import pages
from nbnb_desktop.documents.blocks.frame import Frame, build, first, fitted, kept, maker, put_text, spaced, typeset
from nbnb_desktop.documents.blocks.words import list_slabs
from nbnb_desktop.documents.flow import Box, Image, Slab, Tag, beside, moved
from nbnb_desktop.documents.style import HAIRLINE, INK, MUTED, WHITE, style
from nbnb_desktop.documents.text import Span, Text, plain


@maker(pages.Facts)
def _facts(block: pages.Facts, frame: Frame) -> list[Slab]:
    holder = frame.tag.child("Table")
    made = (_fact(label, value, frame, holder.child("TR")) for label, value in block.rows if plain(value).strip())
    rows = [row for row in made if row]
    for row in (rows[:1] + rows[-2:-1]) if len(rows) > 1 else []:
        row[-1].keep = True  # no row alone at the foot or the head of a page
    for row in rows:
        row[0].level = True
    return [*(slab for row in rows for slab in row), Slab(5.0)] if rows else []


def _fact(label: str, value: Text, frame: Frame, row: Tag) -> list[Slab]:
    inner = replace(frame, place=label)
    head = typeset(label, style("label", frame.scale), inner, row.child("TH", scope="Row"), 0, (frame.margin or frame.width) - 10)
    body = typeset(value, style("body", frame.scale), inner, row.child("TD"), frame.margin, frame.main)
    if not frame.margin:
        return spaced([*kept(head), *body], 5.0)
    return spaced(beside([(0, head), (0, body)], frame.limit), 2.5)


@maker(pages.Entry)
def _entry(block: pages.Entry, frame: Frame) -> list[Slab]:
    inner = replace(frame, tag=frame.tag.child("Sect"), place=plain(block.title) or frame.place)
    when = put_text("label", block.when, inner, width=(frame.margin or frame.width) - 12.5)
    x, width = frame.margin, frame.main
    body = [
        *put_text("strong", block.title, inner, x=x, width=width),
        *put_text("muted", block.where, inner, x=x, width=width),
        *put_text("body", block.text, inner, x=x, width=width),
    ]
    if block.details:
        body.extend(list_slabs(pages.List(block.details), inner)[:-1])
    kept(body[: min(2, len(body) - 1)])
    if not frame.margin:
        return [*spaced([*when, *body], 10.0)]
    first = beside([(0, when), (0, body[: max(1, len(when))])], frame.limit) if when or body else []
    return spaced([*first, *body[max(1, len(when)) :]], 5.0 if frame.compact else 10.0)


@maker(pages.Table)
def _table(block: pages.Table, frame: Frame) -> list[Slab]:
    shares = block.shares or tuple(1.0 for __ in block.head)
    edges = [frame.width * sum(shares[:index]) / sum(shares) for index in range(len(shares) + 1)]
    holder = frame.tag.child("Table")
    made = put_text("h3", block.caption, frame) if block.caption else []
    head = _table_row(block.head, "head", edges, block, frame, holder.child("TR"), "TH")
    head.items.append(Box(0, head.height - 1, frame.width, 1, fill=frame.palette.accent))
    head.keep = True
    for row in block.rows:
        slab = _table_row(row, "body", edges, block, frame, holder.child("TR"), "TD")
        slab.items.append(Box(0, slab.height - 0.5, frame.width, 0.5, fill=HAIRLINE))
        slab.repeat = head
        made.append(slab)
    return [head, *made, Slab(10.0)] if not block.caption else [*kept(made[:1]), head, *made[1:], Slab(10.0)]


def _table_row(cells: Sequence[Text], look: str, edges: Sequence[float], block: pages.Table, frame: Frame, row: Tag, role: str) -> Slab:
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


@maker(pages.Columns)
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
            made.append(Slab(10.0, [Box(0, 4.75, frame.width, 0.5, fill=HAIRLINE)], fixed=True, keep=True, between=True))
        made.extend(spaced(slabs, 0.0))
    return made


@maker(pages.Timeline)
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


_DOTS = {"done": (True, 1.5), "now": (False, 3.0), "later": (False, 1.0), "stopped": (False, 1.0)}


def _step(step: pages.Step, frame: Frame, tag: Tag) -> list[Slab]:
    inner = replace(frame, tag=tag.child("LBody"), place=plain(step.title) or frame.place)
    x, width = frame.margin + 22.5, frame.main - 22.5
    title: Text = step.title
    if step.state_text:
        spans = (Span(title, bold=True),) if isinstance(title, str) else title
        title = (*spans, Span(f"  ({step.state_text})", colour=MUTED))
    look = "strong" if isinstance(title, str) else "body"
    body = [*put_text(look, title, inner, x=x, width=width), *put_text("body", step.text, inner, x=x, width=width)]
    when = put_text("label", step.when, inner, width=(frame.margin or frame.width) - 12.5)
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
    return spaced(body, 10.0)


@maker(pages.Signature)
def _signature(block: pages.Signature, frame: Frame) -> list[Slab]:
    gutter = 25.0
    width = (frame.width - gutter * (len(block.fields) - 1)) / max(1, len(block.fields))
    columns: list[tuple[float, Sequence[Slab]]] = []
    tags = [replace(frame, width=width, tag=frame.tag.child("Div")) for __ in block.fields]
    roles = _level([put_text("head", field[0], inner) for field, inner in zip(block.fields, tags, strict=True)])
    names = _level([put_text("body", field[1], inner) for field, inner in zip(block.fields, tags, strict=True)])
    for index, (role, __, picture) in enumerate(block.fields):
        inner = tags[index]
        space = Slab(50.0, [Box(0, 47.5, width, 0.75, fill=INK)])
        if picture:
            data, high, wide = fitted(picture, width - 10, 42.5, role)
            space.items.append(Image(5, 45 - high, wide, high, data, inner.tag.child("Figure", alt=role)))
        slabs = [*roles[index], space, *names[index]]
        if block.date_label:
            slabs.append(Slab(25.0, [*first(put_text("small", block.date_label, inner)), Box(0, 24, width, 0.5, fill=HAIRLINE)]))
        columns.append(((width + gutter) * index, slabs))
    made = beside(columns, float("inf"))
    return spaced(made, 15.0)


def _level(columns: list[list[Slab]]) -> list[list[Slab]]:
    """Texts beside each other made equally high, so that what stands under them is on one line."""
    heights = [sum(slab.height + slab.before for slab in column) for column in columns]
    tallest = max(heights, default=0.0)
    return [[*column, Slab(tallest - height)] if height < tallest else column for column, height in zip(columns, heights, strict=True)]
