"""Golden pages: what a page looked like when somebody last looked at it (contact_sheet.py makes them anew).

The fonts are the project's own, so the pictures differ between machines only by rounding. The texts come
from the catalogues; a changed translation changes a page, so the pages compared are in English and in
the languages of the invented answers.
"""

from __future__ import annotations

from collections.abc import Iterator
from pathlib import Path

import pytest
from PIL import Image, ImageChops, ImageStat

from nbnb_desktop.documents import cv, portfolio
from nbnb_desktop.documents.pages import (
    Bar,
    Chart,
    Columns,
    Document,
    Facts,
    Heading,
    Labels,
    Note,
    Paragraph,
    Section,
    Step,
    Table,
    Timeline,
)
from nbnb_desktop.documents.pdf import render
from tests.documents.every import papers, pictures
from tests.documents.samples import content
from tests.documents.sentences import SENTENCES

GOLDEN = Path(__file__).parent / "golden"
DOTS_PER_INCH = 36
TOLERANCE = 1.5
"""Mean difference in grey levels of 255; a moved line gives more than 3."""


def compared() -> Iterator[tuple[str, Image.Image]]:
    """Name and picture of each page that is held."""
    for language in ("nl", "ar", "fa", "ti"):
        yield from ((f"text-{language}", page) for page in pictures(render(specimen(language)), DOTS_PER_INCH))
    rima = content("ar")
    documents = {"cv": cv.build(rima, language="en"), "portfolio": portfolio.build(rima, "employer", ("en",)), **papers("en")}
    for name, document in documents.items():
        for number, page in enumerate(pictures(render(document), DOTS_PER_INCH), 1):
            yield f"{name}-{number}", page


def specimen(language: str) -> Document:
    """Every kind of block on one page, in sentences that go wrong easily."""
    said = SENTENCES[language]
    blocks = (
        Heading(said[0], 1),
        Heading(said[1]),
        *map(Paragraph, said),
        Facts(((said[0], said[1]), (said[2], said[0]))),
        Labels(tuple(said[1].split()[:3])),
        Table(("A", "B"), ((said[0], "12"), (said[1], "3,5")), (3, 1), frozenset({1})),
        Timeline((Step("2026", said[0], said[1], "done"), Step("2027", said[2], "", "now"))),
        Chart((Bar(said[0][:12], 9, "9"), Bar(said[1][:12], 3, "3")), 12, "chart"),
        Note(said[2]),
        Columns(("nl", language), (((Paragraph("Links Nederlands."),), (Paragraph(said[0]),)),)),
    )
    return Document("Proef", language, (Section(language, blocks, said[0], compact=True),))


@pytest.fixture(scope="module")
def pages() -> dict[str, Image.Image]:
    return dict(compared())


def test_every_page_that_is_held_is_still_made(pages):
    assert set(pages) == {golden.stem for golden in GOLDEN.glob("*.png")}


@pytest.mark.parametrize("name", sorted(golden.stem for golden in GOLDEN.glob("*.png")))
def test_a_page_looks_as_it_did(name, pages):
    with Image.open(GOLDEN / f"{name}.png") as golden:
        assert golden.size == pages[name].size
        difference = ImageStat.Stat(ImageChops.difference(golden.convert("L"), pages[name])).mean[0]
    assert difference < TOLERANCE
