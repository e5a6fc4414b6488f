"""Text read back out of a PDF by the readers that people have: poppler and pdfium."""

from __future__ import annotations

import re
import shutil
import subprocess
import unicodedata
from dataclasses import fields, is_dataclass

import pypdfium2
import pytest

needs_poppler = pytest.mark.skipif(shutil.which("pdftotext") is None, reason="pdftotext (poppler-utils) is not installed")
_STEERING = re.compile("[\u061c\u200e\u200f\u202a-\u202e\u2066-\u2069\ufeff]")


def poppler(pdf: bytes) -> str:
    done = subprocess.run(["pdftotext", "-", "-"], input=pdf, capture_output=True, check=True)
    return bare(done.stdout.decode("utf-8"))


def pdfium(pdf: bytes) -> str:
    with_pages = pypdfium2.PdfDocument(pdf)
    try:
        return bare("\n".join(page.get_textpage().get_text_range() for page in with_pages))
    finally:
        with_pages.close()


def bare(text: str) -> str:
    """Without the marks that only steer directions, and with single spaces."""
    return re.sub(r"\s+", " ", _STEERING.sub("", unicodedata.normalize("NFC", text))).strip()


def strings(thing: object) -> str:
    """Every string anywhere in a page model."""
    if isinstance(thing, str):
        return thing + "\n"
    if is_dataclass(thing):
        return "".join(strings(getattr(thing, field.name)) for field in fields(thing))
    if isinstance(thing, (tuple, list, frozenset)):
        return "".join(strings(part) for part in thing)
    return ""
