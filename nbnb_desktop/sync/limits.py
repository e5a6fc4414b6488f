"""The limits of docs/formats/bundle.md, section 6; bytes unless it says otherwise."""

from __future__ import annotations

LINE = 1 << 20
HEADER = 1 << 16
FILE = 1 << 28
BODY = 1 << 29
RECORDS = 250_000
BLOB = 1 << 24
PIECE = 1 << 20
RECIPIENTS = 100
PARTS = 10_000
NUMBER = (1 << 53) - 1
TEXT = 4096  # characters
ID = 100  # characters
PARENTS = 1000
WINDOW = 1 << 23
