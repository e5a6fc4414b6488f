"""Which texts of the interface stand on the window in front: for translators, who want to see where a text belongs."""

from __future__ import annotations

import re
from functools import lru_cache

from PySide6.QtWidgets import QLineEdit, QWidget

from nbnb_desktop import i18n
from nbnb_desktop.actions import translating
from nbnb_desktop.rehearsal.hands import Hands, plain, read

_GAP = re.compile(r"\\\{\w+\\\}")
_TAG = re.compile(r"<[^<>]*>")
LEAST = 6
"""Letters that a text needs beside what is filled in, to be known again."""


def shown_texts(hands: Hands, language: str) -> tuple[str, ...]:
    """The English sources of what is said in ``language`` or in the language of now (a participant's), in alphabetical order."""
    said = {words for widget in hands.visible(QWidget) for words in _words(widget) if words}
    return tuple(sorted({text for code in {language, i18n.current()} for text in _sources(code, said)}))


def _words(widget: QWidget) -> tuple[str, ...]:
    hint = plain(widget.placeholderText()) if isinstance(widget, QLineEdit) else ""
    return _TAG.sub("", read(widget)).strip(), hint, plain(widget.accessibleName())


def _sources(language: str, said: set[str]) -> set[str]:
    whole, patterns = _catalogue(language)
    found = {whole[words] for words in said if words in whole}
    return found | {text for pattern, text in patterns for words in said if pattern.fullmatch(words)}


@lru_cache(maxsize=8)
def _catalogue(language: str) -> tuple[dict[str, str], tuple[tuple[re.Pattern[str], str], ...]]:
    """What is said -> its source: whole texts, and patterns of those in which something is filled in."""
    whole: dict[str, str] = {}
    patterns = []
    for message in translating.read("nbnb", language):
        forms = (message.string,) if isinstance(message.string, str) else tuple(message.string or ())
        for words in (plain(form) for form in forms if message.id and form):
            escaped = re.escape(words)
            if not _GAP.search(escaped):
                whole[words] = translating.source(message)
            elif sum(letter.isalpha() for letter in _GAP.sub("", escaped)) >= LEAST:
                patterns.append((re.compile(_GAP.sub(".+", escaped), re.DOTALL), translating.source(message)))
    return whole, tuple(patterns)
