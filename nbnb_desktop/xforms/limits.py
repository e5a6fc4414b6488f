"""How much a form may ask of this laptop; more is refused with one clear error (docs/forms.md lists them).

The figures leave an order of magnitude above the largest real form we know (1,000 questions in seven
languages: 4 MB of XForm) and stay far below what would make a laptop with 4 GB of memory stall.
"""

from __future__ import annotations

MEBIBYTE = 1024 * 1024

FILE_BYTES = 20 * MEBIBYTE
"""A workbook (.xlsx, .xls) as it lies on disk."""

TEXT_BYTES = 10 * MEBIBYTE
"""A form written as text (.yaml, .csv, .md)."""

XML_BYTES = 32 * MEBIBYTE
"""An XForm. Its depth is bounded by libxml2 (256 elements), document types and entities are refused."""

UNPACKED_BYTES = 50 * MEBIBYTE
"""All parts of a workbook together when unpacked."""

MEDIA_BYTES = 50 * MEBIBYTE
"""One file that a form reads (a picture, a sound, a table), unpacked."""

UNPACK_RATIO = 250
"""How often a part of a workbook larger than ``RATIO_FROM`` may be its packed size (real sheets: 5 to 60)."""

RATIO_FROM = 4 * MEBIBYTE

PARTS = 2_000
"""Files inside one workbook."""

ROWS = {"survey": 20_000, "choices": 200_000, "external_choices": 200_000, "entities": 1_000, "settings": 100, "osm": 10_000}
"""Rows of each sheet."""

COLUMNS = 1_000
"""Columns of one sheet (18 text columns in 50 languages)."""

CELL_CHARACTERS = 32_767
"""Characters in one cell: the limit of Excel itself."""

NESTING = 40
"""Groups within groups."""
