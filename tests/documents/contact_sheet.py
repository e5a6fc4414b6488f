"""``python -m tests.documents.contact_sheet sheet.png``: every page of every document on one picture, to look at.

With ``--golden`` it writes the pages that test_looks compares with; look at the sheet before you commit them.
"""

from __future__ import annotations

import argparse
from pathlib import Path

from PIL import Image

from nbnb_desktop.documents.pdf import render
from tests.documents.every import documents, pictures
from tests.documents.test_looks import DOTS_PER_INCH, GOLDEN, compared

COLUMNS, GAP = 10, 8


def main() -> None:
    parser = argparse.ArgumentParser(description=(__doc__ or "").splitlines()[0])
    parser.add_argument("target", type=Path, nargs="?")
    parser.add_argument("--golden", action="store_true")
    chosen = parser.parse_args()
    if chosen.golden:
        GOLDEN.mkdir(exist_ok=True)
        for name, picture in compared():
            picture.save(GOLDEN / f"{name}.png", optimize=True)
    if chosen.target:
        sheet([page for made in documents().values() for page in pictures(render(made), 2 * DOTS_PER_INCH)]).save(chosen.target)


def sheet(pages: list[Image.Image]) -> Image.Image:
    width, height = pages[0].width + GAP, pages[0].height + GAP
    made = Image.new("L", (COLUMNS * width, -(-len(pages) // COLUMNS) * height), 128)
    for number, page in enumerate(pages):
        made.paste(page, (number % COLUMNS * width + GAP // 2, number // COLUMNS * height + GAP // 2))
    return made


if __name__ == "__main__":
    main()
