"""The vendored fonts: which face draws which character, and shaping with HarfBuzz.

Measures are in thousandths of the font size (all faces have 1000 units per em).
"""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from functools import cached_property, lru_cache
from typing import NamedTuple

import uharfbuzz as hb

from nbnb_desktop.places import data_folder


class Glyph(NamedTuple):
    """One drawn shape. ``cluster`` is the index of the first character that it stands for."""

    number: int
    cluster: int
    advance: int
    dx: int
    dy: int


@dataclass(frozen=True)
class Face:
    """One font file. ``scale`` evens out scripts that look smaller at the same size."""

    name: str
    script: str
    scale: float = 1.0

    @cached_property
    def data(self) -> bytes:
        return (data_folder("resources") / "fonts" / f"{self.name}.ttf").read_bytes()

    @cached_property
    def shaper(self) -> hb.Font:
        return hb.Font(hb.Face(hb.Blob(self.data)))

    @cached_property
    def coverage(self) -> frozenset[int]:
        return frozenset(self.shaper.face.unicodes)

    @cached_property
    def nothing(self) -> int:
        """A glyph without width or ink: it carries the second letter of a ligature when text is copied."""
        return int(self.shaper.get_nominal_glyph(0x200B) or self.shaper.get_nominal_glyph(0) or 0)

    def covers(self, char: str) -> bool:
        return ord(char) in self.coverage

    def outline(self, glyph: int) -> str:
        """The shape of a glyph as PDF path operators, in font units."""
        return _outline(self, glyph)

    @cached_property
    def _advances(self) -> dict[int, int]:
        return {}

    def advance(self, glyph: int) -> int:
        """The width that the font file gives a glyph, before kerning."""
        found = self._advances.get(glyph)
        if found is None:
            found = self._advances[glyph] = int(self.shaper.get_glyph_h_advance(glyph))
        return found


@lru_cache(maxsize=1024)
def _outline(drawn_with: Face, glyph: int) -> str:
    pen = _PathPen()
    drawn_with.shaper.draw_glyph_with_pen(glyph, pen)
    return " ".join(pen.code)


class _PathPen:
    """Writes what HarfBuzz draws; PDF knows no quadratic curves, so they are raised to cubic ones."""

    def __init__(self) -> None:
        self.code: list[str] = []
        self._at = (0.0, 0.0)

    def moveTo(self, to: tuple[float, float]) -> None:
        self._go(to, f"{to[0]:.1f} {to[1]:.1f} m")

    def lineTo(self, to: tuple[float, float]) -> None:
        self._go(to, f"{to[0]:.1f} {to[1]:.1f} l")

    def qCurveTo(self, by: tuple[float, float], to: tuple[float, float]) -> None:
        first, second = (tuple(end[axis] + 2 / 3 * (by[axis] - end[axis]) for axis in (0, 1)) for end in (self._at, to))
        self._go(to, " ".join(f"{value:.1f}" for value in (*first, *second, *to)) + " c")

    def curveTo(self, *points: tuple[float, float]) -> None:
        self._go(points[-1], " ".join(f"{value:.1f}" for point in points for value in point) + " c")

    def closePath(self) -> None:
        self.code.append("h")

    def endPath(self) -> None:
        """Nothing: an open contour is not filled."""

    def _go(self, to: tuple[float, float], operator: str) -> None:
        self._at = to
        self.code.append(operator)


REGULAR, BOLD, ITALIC = "regular", "bold", "italic"
_SANS = {REGULAR: Face("NotoSans-Regular", "Latn"), BOLD: Face("NotoSans-Bold", "Latn"), ITALIC: Face("NotoSans-Italic", "Latn")}
_ARABIC = {REGULAR: Face("NotoSansArabic-Regular", "Arab", 1.06), BOLD: Face("NotoSansArabic-Bold", "Arab", 1.06)}
_ETHIOPIC = {REGULAR: Face("NotoSansEthiopic-Regular", "Ethi", 1.02), BOLD: Face("NotoSansEthiopic-Bold", "Ethi", 1.02)}
FAMILIES: tuple[dict[str, Face], ...] = (_SANS, _ARABIC, _ETHIOPIC)

_LANGUAGE_OF_SCRIPT = {"Arab": "ar", "Ethi": "ti", "Latn": "nl"}
_FEATURES = {"Latn": {"kern": True, "liga": False}, "Arab": {"kern": True, "liga": False, "dlig": False}, "Ethi": {"kern": True}}


@lru_cache(maxsize=4096)
def family_of(char: str) -> int | None:
    """The first family that has ``char``; None where none has it."""
    return next((index for index, family in enumerate(FAMILIES) if family[REGULAR].covers(char)), None)


def face(family: int, weight: str) -> Face:
    """The face of a family; scripts without italics stay upright."""
    return FAMILIES[family].get(weight, FAMILIES[family][REGULAR])


@lru_cache(maxsize=8192)
def shape(text: str, drawn_with: Face, rtl: bool, language: str) -> tuple[Glyph, ...]:
    """The glyphs of a run of one face and one direction, from left to right."""
    buffer = hb.Buffer()
    buffer.cluster_level = hb.BufferClusterLevel.MONOTONE_CHARACTERS
    buffer.add_str(text)
    buffer.direction = "rtl" if rtl else "ltr"
    buffer.script = drawn_with.script
    buffer.language = language or _LANGUAGE_OF_SCRIPT[drawn_with.script]
    hb.shape(drawn_with.shaper, buffer, _FEATURES[drawn_with.script])
    return tuple(
        Glyph(_inkless(drawn_with, text[info.cluster], info.codepoint), info.cluster, at.x_advance, at.x_offset, at.y_offset)
        for info, at in zip(buffer.glyph_infos, buffer.glyph_positions, strict=True)
    )


def _inkless(drawn_with: Face, char: str, glyph: int) -> int:
    """HarfBuzz draws joiners as a space without width; a reader would take that for a space."""
    return drawn_with.nothing if char in "\u200b\u200c\u200d" else glyph


def subset(drawn_with: Face, glyphs: Sequence[int]) -> tuple[bytes, dict[int, int]]:
    """A font file with only ``glyphs``, and old glyph number -> new one."""
    wanted = hb.SubsetInput()
    wanted.glyph_set.update(glyphs)
    wanted.flags = hb.SubsetFlags.NO_LAYOUT_CLOSURE
    for table in ("GSUB", "GPOS", "GDEF", "DSIG", "STAT", "meta", "gasp"):
        wanted.drop_table_tag_set.add(int.from_bytes(table.encode(), "big"))
    plan = hb.SubsetPlan(drawn_with.shaper.face, wanted)
    return bytes(plan.execute().blob.data), dict(plan.old_to_new_glyph_mapping)
