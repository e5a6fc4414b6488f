"""Title pages and the heads of short documents."""

from __future__ import annotations

from dataclasses import replace

from nbnb_desktop.documents import pages
from nbnb_desktop.documents.blocks.frame import Frame, fitted, kept, maker, put_text
from nbnb_desktop.documents.flow import Box, Image, Item, Slab, Tag, moved, stacked
from nbnb_desktop.documents.style import HAIRLINE, style
from nbnb_desktop.documents.text import composed


@maker(pages.Cover)
def _cover(block: pages.Cover, frame: Frame) -> list[Slab]:
    """One page: the house at the top, the name a third down, the small print at the foot."""
    wide = replace(frame, tag=frame.tag.child("Sect"))
    top = _house_mark(wide)
    photo = _cover_photo(block, wide)
    middle = [
        Slab(12.5, [Box(0, 0, 60, 4, fill=frame.palette.accent)]),
        *put_text("cover-title", block.title, wide, "P", colour=frame.palette.accent),
        *_cover_name(block.name, wide),
        *put_text("lead", block.subtitle, wide),
    ]
    foot = [slab for line in block.lines for slab in put_text("muted", line, wide)]
    foot_slab = stacked([Slab(15.0, [Box(0, 0, frame.width, 0.75, fill=HAIRLINE)]), *foot])
    body = stacked(middle)
    start = min(max(frame.height * 0.3, top.height + 30), frame.height - foot_slab.height - body.height)
    items = [*top.items, *photo, *moved(body.items, 0, start), *moved(foot_slab.items, 0, frame.height - foot_slab.height)]
    return [Slab(frame.height, items, break_after=True, bookmark=(1, block.title))]


@maker(pages.Mast)
def _mast(block: pages.Mast, frame: Frame) -> list[Slab]:
    if block.compact:
        return kept([*put_text("h1", block.name, frame, "H1"), *put_text("muted", block.subtitle, frame), _rule(frame)])
    mark = _house_mark(frame)
    title = [
        Slab(12.5, [Box(0, 0, 60, 4, fill=frame.palette.accent)], before=60.0),
        *put_text("cover-title", block.title, frame, colour=frame.palette.accent),
        *_cover_name(block.name, frame),
        *put_text("lead", block.subtitle, frame),
        Slab(30.0),
    ]
    return kept([*([mark] if mark.height else []), *title])


def _rule(frame: Frame) -> Slab:
    return Slab(10.0, [Box(0, 7.5, frame.width, 2.5, fill=frame.palette.accent)])


def _house_mark(frame: Frame) -> Slab:
    slabs: list[Slab] = []
    if frame.house.logo:
        data, high, wide = fitted(frame.house.logo, 180, 55, frame.house.organisation)
        slabs.append(Slab(high + 5, [Image(0, 0, wide, high, data, frame.tag.child("Figure", alt=frame.house.organisation or "Logo"))]))
    slabs.extend(put_text("strong", frame.house.organisation, frame))
    slabs.extend(put_text("small", frame.house.address, frame))
    return stacked(slabs) if slabs else Slab(0.0)


def _cover_photo(block: pages.Cover, frame: Frame) -> list[Item]:
    if not block.photo:
        return []
    data, high, wide = fitted(block.photo, 110, 140, block.name)
    return [Image(frame.width - wide, 0, wide, high, data, frame.tag.child("Figure", alt=block.name))]


def _cover_name(name: str, frame: Frame) -> list[Slab]:
    """As large as leaves it on three lines; a very long name is set smaller, never cut short."""
    for look in ("cover-name", "h1", "h2"):
        words_fit = composed(name, style(look, frame.scale), frame.language, frame.place).narrowest() <= frame.width
        slabs = put_text(look, name, replace(frame, tag=Tag("Trial")))
        if words_fit and len(slabs) <= 3:
            break
    return put_text(look, name, frame, "H1")
