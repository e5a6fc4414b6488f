"""One typographic scale on a baseline grid of 2.5 points, and the colours of a house."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, replace
from functools import lru_cache
from types import MappingProxyType

from nbnb_desktop.documents.text import Style

GRID = 2.5
INK, MUTED, HAIRLINE, WHITE = "1f2933", "56616b", "b8c1c8", "ffffff"
MARGIN_COLUMN = 130.0
"""Labels, periods and dates stand here; the text beside it keeps a measure of some 65 characters."""
PAGE_SIDE, PAGE_TOP, PAGE_FOOT = 56.0, 72.5, 65.0
"""Wider than the 12.7 mm edge that the poorest home printer leaves white."""

STYLES: Mapping[str, Style] = MappingProxyType({
    "body": Style(10, 15),
    "strong": Style(10, 15, bold=True),
    "muted": Style(10, 15, colour=MUTED),
    "label": Style(9, 15, colour=MUTED, hyphenate=True),
    "lead": Style(12, 17.5, before=2.5),
    "quote": Style(11, 17.5, italic=True, before=5),
    "small": Style(8.5, 12.5, colour=MUTED),
    "tiny": Style(7.5, 10, colour=MUTED),
    "justified": Style(10, 15, align="justify"),
    "head": Style(8.5, 12.5, bold=True, colour=MUTED),
    "h1": Style(24, 32.5, bold=True, hyphenate=False),
    "h2": Style(15, 20, bold=True, hyphenate=False),
    "h3": Style(11, 17.5, bold=True, hyphenate=False),
    "title": Style(16, 25, hyphenate=False),
    "cover-title": Style(16, 25, hyphenate=False),
    "cover-name": Style(36, 47.5, bold=True, hyphenate=False),
    "code": Style(22, 37.5, bold=True, hyphenate=False),
})  # fmt: skip


@lru_cache(maxsize=256)
def style(name: str, scale: float = 1.0, colour: str = "") -> Style:
    """A style by name, larger for large print; leading stays on the grid."""
    found = STYLES[name]
    if scale != 1.0:
        leading = round(found.leading * scale / GRID) * GRID
        found = replace(found, size=found.size * scale, leading=leading, before=found.before * scale)
    return replace(found, colour=colour) if colour else found


@dataclass(frozen=True, slots=True)
class Palette:
    """``accent`` for type and bars, ``tint`` behind them; both keep their meaning in black and white."""

    accent: str
    tint: str


@lru_cache(maxsize=64)
def palette(accent: str) -> Palette:
    """The accent darkened until it has a contrast of 5 to 1 on white, and its tint."""
    red, green, blue = _parts(accent)
    while _contrast_on_white(red, green, blue) < 5 and max(red, green, blue) > 0:
        red, green, blue = (int(part * 0.94) for part in (red, green, blue))
    return Palette(_hex(red, green, blue), _hex(*(round(255 - (255 - part) * 0.09) for part in (red, green, blue))))


def _parts(colour: str) -> tuple[int, int, int]:
    value = int(colour.lstrip("#"), 16)
    return value >> 16 & 255, value >> 8 & 255, value & 255


def _hex(red: int, green: int, blue: int) -> str:
    return f"{red:02x}{green:02x}{blue:02x}"


def _contrast_on_white(*parts: int) -> float:
    """WCAG 2.2 contrast ratio."""
    linear = [value / 12.92 if value <= 0.04045 else ((value + 0.055) / 1.055) ** 2.4 for value in (part / 255 for part in parts)]
    return 1.05 / (0.2126 * linear[0] + 0.7152 * linear[1] + 0.0722 * linear[2] + 0.05)
