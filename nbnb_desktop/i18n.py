"""The only door to gettext and Babel.

Interface strings have English msgids in the domain ``nbnb``; the texts of the shipped forms have
Dutch msgids in the domain ``forms``. Catalogues are ``locales/<language>/LC_MESSAGES/<domain>.po``;
a compiled ``.mo`` beside it is used when it is not older.
"""

from __future__ import annotations

import gettext as _gettext
import io
import re
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from dataclasses import dataclass
from functools import lru_cache
from pathlib import Path

from nbnb_desktop.places import data_folder

SOURCE_LANGUAGE = "nl"
"""The language in which the shipped forms are written and the application starts."""


@dataclass(frozen=True, slots=True)
class Language:
    """One language that a person can choose; ``code`` is BCP 47."""

    code: str
    own_name: str
    dutch_name: str
    script: str = "Latn"
    rtl: bool = False
    cldr: str = ""

    @property
    def locale(self) -> str:
        """The identifier that CLDR (Babel) knows it by."""
        return self.cldr or self.code


LANGUAGES: dict[str, Language] = {
    language.code: language
    for language in (
        Language("nl", "Nederlands", "Nederlands"),
        Language("en", "English", "Engels"),
        Language("ar", "العربية", "Arabisch", "Arab", rtl=True),
        Language("ti", "ትግርኛ", "Tigrinya", "Ethi"),
        # CLDR knows no "prs"; the Persian catalogue is written for readers of Dari too.
        Language("fa", "فارسی / دری", "Farsi / Dari", "Arab", rtl=True, cldr="fa_AF"),
        Language("tr", "Türkçe", "Turks"),
        Language("so", "Soomaali", "Somalisch"),
    )
}


PARTICIPANT_LANGUAGES: dict[str, Language] = LANGUAGES | {
    language.code: language for language in (Language("uk", "Українська", "Oekraïens"), Language("fr", "Français", "Frans"))
}
"""Also those in which only what participants fill in is translated: their forms and the hand-over."""


class Speaker:
    """The strings of the interface in one language, whatever the screen speaks at the moment.

    Documents and messages in a form's language use it; msgids are marked with ``N_``.
    """

    def __init__(self, language: str) -> None:
        self.language = language
        self._catalogue = _catalogue("nbnb", language)

    def __call__(self, message: str) -> str:
        return self._catalogue.gettext(message) if message else ""

    def plural(self, one: str, many: str, count: int) -> str:
        return self._catalogue.ngettext(one, many, count)


def activate(language: str) -> None:
    """Speak ``language`` on the screen from now on; English where the catalogue is silent."""
    global _speaker
    _speaker = speaker(language)


def current() -> str:
    """The code of the language that the interface speaks now."""
    return _speaker.language


@contextmanager
def speaking(language: str) -> Iterator[None]:
    """Speak ``language`` for a while (hand-over, tests), then the language of before."""
    before = current()
    activate(language)
    try:
        yield
    finally:
        activate(before)


@lru_cache(maxsize=32)
def speaker(language: str) -> Speaker:
    """The interface's strings in ``language``."""
    return Speaker(language)


def _(message: str) -> str:
    return _speaker(message)


def N_(message: str) -> str:
    """Mark a message in a table; it is translated where it is shown."""
    return message


def ngettext(one: str, many: str, count: int) -> str:
    """The form of ``one``/``many`` that ``count`` takes in the language of the interface."""
    return _speaker.plural(one, many, count)


@lru_cache(maxsize=32)
def form_texts(language: str) -> Callable[[str, str], str | None]:
    """A function (Dutch text, context) -> text in ``language``, or None where nobody translated it."""
    catalogue = _catalogue("forms", language)

    def look_up(text: str, context: str = "") -> str | None:
        found = catalogue.pgettext(context, text) if context else text
        found = found if found != text else catalogue.gettext(text)
        return found if found != text else _same_on_purpose(catalogue, text, context)

    return look_up


@lru_cache(maxsize=64)
def status(language: str, domain: str = "forms") -> str:
    """``draft``, ``reviewed`` or ``pretested``, as the catalogue's header says; "" without catalogue."""
    if language == SOURCE_LANGUAGE and domain == "forms":
        return "reviewed"
    try:
        header = _source(domain, language).read_text(encoding="utf-8")[:2000]
    except OSError:
        return ""
    found = re.search(r"X-Translation-Status: *(\w+)", header)  # compiling a catalogue drops headers that are not gettext's own
    return found[1] if found else ""


def _source(domain: str, language: str) -> Path:
    return data_folder("locales") / language / "LC_MESSAGES" / f"{domain}.po"


def _same_on_purpose(catalogue: _gettext.NullTranslations, text: str, context: str) -> str | None:
    """A text that is the same in both languages ("B1", "Nederland") is a translation too."""
    known = getattr(catalogue, "_catalog", {})
    return text if text in known or f"{context}\x04{text}" in known else None


@lru_cache(maxsize=64)
def _catalogue(domain: str, language: str) -> _gettext.NullTranslations:
    source = _source(domain, language)
    compiled = source.with_suffix(".mo")
    found = _gettext.NullTranslations()
    if compiled.is_file() and (not source.is_file() or compiled.stat().st_mtime >= source.stat().st_mtime):
        with compiled.open("rb") as stream:
            found = _gettext.GNUTranslations(stream)
    elif source.is_file():
        found = _gettext.GNUTranslations(io.BytesIO(compile_catalogue(source)))
    if domain == "nbnb" and language in PARTICIPANT_LANGUAGES.keys() - LANGUAGES.keys():
        found.add_fallback(_catalogue(domain, SOURCE_LANGUAGE))  # what is not the participant's is said in Dutch, never in English
    return found


def compile_catalogue(source: Path) -> bytes:
    """The ``.mo`` bytes of a ``.po`` file."""
    from babel.messages.mofile import write_mo  # slow to import, and rarely needed
    from babel.messages.pofile import read_po

    with source.open("rb") as stream:
        catalogue = read_po(stream)
    target = io.BytesIO()
    write_mo(target, catalogue)
    return target.getvalue()


def compile_all() -> None:
    """Write every ``.mo`` that is older than its ``.po`` (done by ``start.py``; start-up is quicker with them)."""
    for source in data_folder("locales").glob("*/LC_MESSAGES/*.po"):
        compiled = source.with_suffix(".mo")
        if not compiled.is_file() or compiled.stat().st_mtime < source.stat().st_mtime:
            compiled.write_bytes(compile_catalogue(source))


_speaker = speaker(SOURCE_LANGUAGE)
