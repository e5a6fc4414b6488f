"""A font in a PDF: glyphs by number, each with the text that it stands for.

reportlab's own TrueType embedding goes by character, and maps each shape to one character for the
whole file. Here a code is a pair (glyph, text): the same shape can stand for two letters in two
places, and what is copied or searched is the logical text. Nothing of reportlab is changed: its
documents ask every "delayed font" for its objects when they are written.
"""

from __future__ import annotations

from collections.abc import Iterable
from typing import Any

from reportlab.pdfbase import pdfdoc

from nbnb_desktop.documents.fonts import Face, subset

_SYMBOLIC = 4
NOTHING = "\u200b"


class EmbeddedFont:
    """One face in one document (a Type 0 font, Identity-H, with its own subset and ToUnicode map)."""

    def __init__(self, face: Face, name: str) -> None:
        self.face = face
        self.name = name
        self._codes: dict[tuple[int, str], int] = {}

    def code(self, glyph: int, text: str) -> int:
        """The code that draws ``glyph`` and reads as ``text``."""
        return self._codes.setdefault((glyph, text), len(self._codes) + 1)

    def addObjects(self, document: Any) -> None:
        """Called by reportlab when the document is written."""
        data, numbers = subset(self.face, sorted({glyph for glyph, __ in self._codes}))
        base = f"{_prefix(self._codes)}+{self.face.name}"
        descendant = pdfdoc.PDFDictionary({
            "Type": pdfdoc.PDFName("Font"),
            "Subtype": pdfdoc.PDFName("CIDFontType2"),
            "BaseFont": pdfdoc.PDFName(base),
            "CIDSystemInfo": pdfdoc.PDFDictionary(
                {"Registry": pdfdoc.PDFString("Adobe"), "Ordering": pdfdoc.PDFString("Identity"), "Supplement": 0}
            ),
            "FontDescriptor": document.Reference(self._descriptor(document, base, data)),
            "DW": 0,
            "W": pdfdoc.PDFArray([1, pdfdoc.PDFArray([self.face.advance(glyph) for glyph, __ in self._codes])]),
            "CIDToGIDMap": self._stream(document, self._glyph_map(numbers)),
        })  # fmt: skip
        composite = pdfdoc.PDFDictionary({
            "Type": pdfdoc.PDFName("Font"),
            "Subtype": pdfdoc.PDFName("Type0"),
            "BaseFont": pdfdoc.PDFName(base),
            "Encoding": pdfdoc.PDFName("Identity-H"),
            "DescendantFonts": pdfdoc.PDFArray([document.Reference(descendant)]),
            "ToUnicode": self._stream(document, to_unicode(self._codes).encode("ascii")),
        })  # fmt: skip
        # An object of its own: checkers tell fonts apart by their numbers.
        document.idToObject["BasicFonts"].dict[self.name] = document.Reference(composite)

    def _descriptor(self, document: Any, base: str, data: bytes) -> Any:
        extents = self.face.shaper.get_font_extents("ltr")
        return pdfdoc.PDFDictionary({
            "Type": pdfdoc.PDFName("FontDescriptor"),
            "FontName": pdfdoc.PDFName(base),
            "Flags": _SYMBOLIC,
            "FontBBox": pdfdoc.PDFArray([-1000, -800, 3000, 1400]),
            "ItalicAngle": -12 if "Italic" in self.face.name else 0,
            "Ascent": extents.ascender,
            "Descent": extents.descender,
            "CapHeight": 714,
            "StemV": 150 if "Bold" in self.face.name else 90,
            "FontFile2": self._stream(document, data),
        })  # fmt: skip

    def _glyph_map(self, numbers: dict[int, int]) -> bytes:
        return b"\0\0" + b"".join(numbers[glyph].to_bytes(2, "big") for glyph, __ in self._codes)

    @staticmethod
    def _stream(document: Any, content: bytes) -> Any:
        stream = pdfdoc.PDFStream()
        stream.content = content
        stream.filters = [pdfdoc.PDFZCompress]
        return document.Reference(stream)


def to_unicode(codes: dict[tuple[int, str], int]) -> str:
    """The map from codes to text, in blocks of at most a hundred."""
    # PDF/A wants a text for every glyph: a shape beyond the first of its letter reads as nothing.
    pairs = [f"<{code:04X}> <{(text or NOTHING).encode('utf-16-be').hex().upper()}>" for (__, text), code in codes.items()]
    blocks = [pairs[start : start + 100] for start in range(0, len(pairs), 100)]
    mapped = "\n".join(f"{len(block)} beginbfchar\n" + "\n".join(block) + "\nendbfchar" for block in blocks)
    return (
        "/CIDInit /ProcSet findresource begin\n12 dict begin\nbegincmap\n"
        "/CIDSystemInfo << /Registry (Adobe) /Ordering (UCS) /Supplement 0 >> def\n"
        "/CMapName /Adobe-Identity-UCS def\n/CMapType 2 def\n"
        f"1 begincodespacerange\n<0000> <FFFF>\nendcodespacerange\n{mapped}\n"
        "endcmap\nCMapName currentdict /CMap defineresource pop\nend\nend"
    )


def _prefix(codes: Iterable[tuple[int, str]]) -> str:
    """Six letters that differ between subsets and are equal for equal ones."""
    number = 7
    for glyph, text in codes:
        number = (number * 31 + glyph * 7 + sum(map(ord, text))) % 26**6
    return "".join(chr(65 + number // 26**place % 26) for place in range(6))
