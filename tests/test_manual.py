"""The manual tells the truth: its pictures are there, and what it says that stands on a screen stands on a screen."""

from __future__ import annotations

import re
from pathlib import Path

import pytest
from babel.messages.pofile import read_po
from PIL import Image

ROOT = Path(__file__).parents[1]
MANUAL = ROOT / "docs" / "manual"
PAGES = sorted(MANUAL.glob("*.md"))
OWN_HEADINGS = (
    "Dit mag u altijd:",
    "Gaat het niet goed met u?",
    "Wat wordt bewaard.",
    "Schrijf niet op",
    "Inzage.",
    "Verbeteren.",
    "Wissen.",
    "Bewaartijd.",
    "Laptop kwijt of gestolen?",
    "vet",
    "toegewezen toegang",
    *"123456",
)
"""Bold words of the manual itself, or of Windows."""


@pytest.fixture(scope="module")
def on_screen() -> set[str]:
    """Everything that the Dutch interface can say; what is filled in reads as an ellipsis."""
    with (ROOT / "locales" / "nl" / "LC_MESSAGES" / "nbnb.po").open("rb") as source:
        catalogue = read_po(source, locale="nl")
    said = [one for message in catalogue for one in ([message.string] if isinstance(message.string, str) else message.string)]
    return {re.sub(r"\{\w+\}", "…", one.replace("&", "")) for one in said if one}


def named_pictures(page: Path) -> list[str]:
    return re.findall(r"!\[[^\]]*\]\(([^)]+)\)", page.read_text(encoding="utf-8"))


def test_every_picture_that_the_manual_names_is_there_and_every_picture_is_named():
    named = {name for page in PAGES for name in named_pictures(page)}
    kept = {path.relative_to(MANUAL).as_posix() for path in MANUAL.glob("pictures/**/*.png")}
    assert named == kept


def test_each_picture_exists_in_dutch_and_in_arabic_and_is_small():
    names = {language: {path.name for path in (MANUAL / "pictures" / language).iterdir()} for language in ("nl", "ar")}
    assert names["nl"] == names["ar"]
    for path in MANUAL.glob("pictures/**/*.png"):
        assert path.stat().st_size < 60_000, path.name
        with Image.open(path) as picture:
            assert picture.size == (1366, 768)


@pytest.mark.parametrize("page", PAGES, ids=lambda page: page.name)
def test_bold_words_of_the_manual_stand_on_a_dutch_screen(page, on_screen):
    bold = set(re.findall(r"\*\*(.+?)\*\*", page.read_text(encoding="utf-8"), flags=re.DOTALL))
    assert {words for words in bold if words not in on_screen | set(OWN_HEADINGS)} == set()


def test_every_message_that_the_manual_explains_is_one_the_program_gives(on_screen):
    text = (MANUAL / "README.md").read_text(encoding="utf-8")
    parts = re.split(r"^\| u leest \| wat u doet \|\n\|---\|---\|\n", text, flags=re.MULTILINE)[1:]
    messages = [line.split("|")[1].strip() for part in parts for line in part.split("\n\n")[0].splitlines()]
    assert len(messages) > 40
    assert [message for message in messages if message not in on_screen] == []


def test_every_place_that_the_manual_links_to_exists():
    for page in PAGES:
        text = page.read_text(encoding="utf-8")
        anchors = {
            re.sub(r"[^\w\- ]", "", title.lower()).strip().replace(" ", "-") for title in re.findall(r"^#+ (.+)$", text, re.MULTILINE)
        }
        for target in re.findall(r"(?<!!)\[[^\]]*\]\(([^)]+)\)", text):
            file, __, anchor = target.partition("#")
            assert (MANUAL / file).exists(), target
            assert not anchor or file or anchor in anchors, target
