"""The help in the application: short topics in Dutch and English, each for some pages (``resources/help/*.md``)."""

from __future__ import annotations

import re
from dataclasses import dataclass
from functools import cache

from nbnb_desktop.places import data_folder

LANGUAGES = ("nl", "en")
"""The languages in which workers get help; who has the screens in another one chooses."""

_HEADING = re.compile(r"^## ([\w ]+): (.+)$", re.MULTILINE)


@dataclass(frozen=True, slots=True)
class Topic:
    """One subject: the pages that it is about, and paragraphs in the Markdown subset of labels."""

    pages: tuple[str, ...]
    title: str
    paragraphs: tuple[str, ...]


@cache
def topics(language: str) -> tuple[Topic, ...]:
    """All topics in ``language``, in the order of a day's work."""
    text = (data_folder("resources") / "help" / f"{language}.md").read_text(encoding="utf-8")
    parts = _HEADING.split(text)[1:]
    return tuple(
        Topic(tuple(pages.split()), title, tuple(body.strip().splitlines()))
        for pages, title, body in zip(parts[::3], parts[1::3], parts[2::3], strict=True)
    )


def spoken(language: str) -> str:
    """The language of the help for who has the screens in ``language``."""
    return language if language in LANGUAGES else "en"
