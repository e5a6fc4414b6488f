"""Sheets drawn on a reportlab canvas. y is turned around here: layout counts from the top, PDF from the foot."""

from __future__ import annotations

import io
from collections.abc import Callable, Mapping
from dataclasses import dataclass, field
from functools import lru_cache
from typing import Any, NamedTuple

from reportlab.lib.utils import ImageReader
from reportlab.pdfgen.canvas import Canvas

from nbnb_desktop.documents.flow import Box, Image, Ink, Item, Sheet, Squares, Tag
from nbnb_desktop.documents.fonts import Face
from nbnb_desktop.documents.pdf.embedding import EmbeddedFont
from nbnb_desktop.documents.text import Run


class BareCanvas(Canvas):  # type: ignore[misc]  # reportlab has no types
    """A canvas that does not begin each page with Helvetica, which is never embedded."""

    def _make_preamble(self) -> None:
        self._preamble = "1 0 0 1 0 0 cm"


class Spot(NamedTuple):
    """Where a link can be clicked: a rectangle as PDF counts (from the foot of the page), and what is written there."""

    page: int
    left: float
    low: float
    right: float
    high: float
    text: str

    def joined(self, other: Spot) -> Spot:
        """Both in one, on the same page."""
        left, low = min(self.left, other.left), min(self.low, other.low)
        return Spot(self.page, left, low, max(self.right, other.right), max(self.high, other.high), f"{self.text} {other.text}")


@dataclass
class Drawing:
    """A canvas, its fonts, per tag the pieces of content (page, number) that belong to it, and where its links can be clicked."""

    canvas: BareCanvas
    height: float
    fonts: dict[Face, EmbeddedFont] = field(default_factory=dict)
    marks: dict[Tag, list[tuple[int, int]]] = field(default_factory=dict)
    spots: dict[Tag, Spot] = field(default_factory=dict)
    page: int = 0
    _marked: int = 0
    _depth: int = -1

    def sheet(self, sheet: Sheet) -> None:
        """Draw one page, each thing inside a mark that says what it is."""
        self._marked = 0
        for level, text, top in sheet.bookmarks:
            key = f"p{self.page}-{int(top)}-{level}"
            self.canvas.bookmarkHorizontalAbsolute(key, self.height - top + 10)
            self._depth = min(level - 1, self._depth + 1)  # an outline cannot skip a level
            self.canvas.addOutlineEntry(text, key, self._depth, closed=False)
        open_tag: Tag | None = None
        opened = False
        for item in sheet.items:
            tag = getattr(item, "tag", None)
            if not opened or tag is not open_tag:
                self._close(opened)
                self._open(tag)
                open_tag, opened = tag, True
            _DRAW[type(item)](self, item)
        self._close(opened)
        self.canvas.showPage()
        self.page += 1

    def emit(self, code: str) -> None:
        self.canvas._code.append(code)

    def _open(self, tag: Tag | None) -> None:
        if tag is None:
            self.emit("/Artifact BMC")
            return
        self.emit(f"/{tag.role} <</MCID {self._marked}>> BDC")
        self.marks.setdefault(tag, []).append((self.page, self._marked))
        self._marked += 1

    def _close(self, opened: bool) -> None:
        if opened:
            self.emit("EMC")

    def font(self, face: Face) -> EmbeddedFont:
        if face not in self.fonts:
            made = EmbeddedFont(face, f"N{len(self.fonts) + 1}")
            self.fonts[face] = made
            self.canvas._doc.delayedFonts.append(made)
        return self.fonts[face]


def _ink(drawing: Drawing, item: Ink) -> None:
    y = drawing.height - item.y
    if item.tag and item.tag.goal:
        spot = Spot(drawing.page, item.x, y - 4, item.x + item.width, y + 11, item.line.logical)
        drawing.spots[item.tag] = drawing.spots[item.tag].joined(spot) if item.tag in drawing.spots else spot
    code = ["BT"]
    for run in item.line.runs:
        code.append(f"{_rgb(run.colour)} rg /{drawing.font(run.face).name} {run.size:.2f} Tf")
        code.extend(_shown(run, drawing.font(run.face), item.x, y))
    code.append("ET")
    for run in item.line.runs:
        code.extend(_outlined(run, item.x, y))
    drawing.emit("\n".join(code))


def _outlined(run: Run, x: float, y: float) -> list[str]:
    """Vowel signs as shapes."""
    unit = run.size / 1000
    shapes = [(glyph, run.face.outline(glyph.number)) for glyph in run.glyphs if glyph.outline]
    return [
        f"q {_rgb(run.colour)} rg {unit:.5f} 0 0 {unit:.5f} {x + glyph.x:.2f} {y + glyph.rise:.2f} cm {shape} f Q"
        for glyph, shape in shapes
    ]


def _shown(run: Run, font: EmbeddedFont, x: float, y: float) -> list[str]:
    """Text operators: one per stretch at one height, with the corrections between glyphs inside."""
    unit = run.size / 1000
    code: list[str] = []
    pieces: list[str] = []
    rise = at = 0.0
    for glyph in run.glyphs:
        if glyph.outline:
            continue
        if not pieces or abs(glyph.rise - rise) > 0.001:
            if pieces:
                code.append(f"[<{''.join(pieces)}>] TJ")
            code.append(f"1 0 0 1 {x + glyph.x:.2f} {y + glyph.rise:.2f} Tm")
            pieces, rise, at = [], glyph.rise, glyph.x
        shift = round((at - glyph.x) / unit)
        code_of = f"{font.code(glyph.number, glyph.text):04X}"
        if shift:
            pieces.append(f">{shift}<")
            at -= shift * unit
        pieces.append(code_of)
        at += font.face.advance(glyph.number) * unit
    if pieces:
        code.append(f"[<{''.join(pieces)}>] TJ")
    return code


def _box(drawing: Drawing, item: Box) -> None:
    y = drawing.height - item.y - item.height
    code = [f"{_rgb(item.fill)} rg"] if item.fill else []
    code += [f"{_rgb(item.stroke)} RG {item.thickness:.2f} w"] if item.stroke else []
    drawing.emit(" ".join(code))
    draw = drawing.canvas.roundRect if item.radius else drawing.canvas.rect
    arguments = (item.x, y, item.width, item.height, *([item.radius] if item.radius else []))
    draw(*arguments, stroke=int(bool(item.stroke)), fill=int(bool(item.fill)))


def _image(drawing: Drawing, item: Image) -> None:
    y = drawing.height - item.y - item.height
    drawing.canvas.drawImage(ImageReader(io.BytesIO(item.data)), item.x, y, item.width, item.height)


def _squares(drawing: Drawing, item: Squares) -> None:
    side = item.width / len(item.rows)
    code = ["0 0 0 rg"]
    for row, cells in enumerate(item.rows):
        top = drawing.height - item.y - (row + 1) * side
        code += [f"{item.x + column * side:.3f} {top:.3f} {side:.3f} {side:.3f} re" for column, dark in enumerate(cells) if dark]
    drawing.emit("\n".join([*code, "f"]))


@lru_cache(maxsize=256)
def _rgb(colour: str) -> str:
    return " ".join(f"{int(colour[place : place + 2], 16) / 255:.3f}" for place in (0, 2, 4))


_DRAW: Mapping[type[Item], Callable[[Drawing, Any], None]] = {Ink: _ink, Box: _box, Image: _image, Squares: _squares}
