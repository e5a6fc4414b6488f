"""The shipped catalogues: complete in the seven languages and for participants in two more, same placeholders, printable with our fonts."""

from __future__ import annotations

from functools import cache

import pytest
from babel.messages.catalog import Catalog, Message
from fontTools.ttLib import TTFont

from nbnb_desktop import i18n
from nbnb_desktop.actions import spoken, translating
from nbnb_desktop.places import data_folder
from nbnb_desktop.xforms import library, sources

CATALOGUES = [
    (domain, language)
    for domain in translating.DOMAINS
    for language in i18n.PARTICIPANT_LANGUAGES
    if (domain, language) not in translating.SOURCES
]
OPENING, CLOSING = "\u2066\u2067\u2068\u202a\u202b", "\u2069\u202c"
LONGEST = 4.0
"""Times the length of the source that a text of some length may have."""

each = pytest.mark.parametrize(("domain", "language"), CATALOGUES, ids=lambda name: name)


@cache
def catalogue(domain: str, language: str) -> Catalog:
    return translating.read(domain, language)


def messages(domain: str, language: str) -> list[Message]:
    return [message for message in catalogue(domain, language) if message.id]


def texts(message: Message) -> tuple[str, ...]:
    return tuple(message.string) if isinstance(message.string, (list, tuple)) else (message.string or "",)


def source(message: Message) -> str:
    return message.id if isinstance(message.id, str) else message.id[0]


def latin(text: str) -> bool:
    return any("a" <= letter <= "z" for letter in text.lower())


@cache
def glyphs() -> frozenset[int]:
    fonts = (data_folder("resources") / "fonts").glob("*-Regular.ttf")
    return frozenset(code for path in fonts for code in TTFont(path).getBestCmap())


whole = pytest.mark.parametrize(
    ("domain", "language"), [each for each in CATALOGUES if each[1] in i18n.LANGUAGES or each[0] == "forms"], ids=lambda name: name
)
"""What the screens of workers say is not translated for participants; there the Dutch stands in."""


@whole
def test_every_text_is_translated(domain, language):
    missing = [source(message) for message in messages(domain, language) if not all(texts(message))]
    assert not missing


@pytest.mark.parametrize("domain", translating.DOMAINS)
def test_the_catalogues_hold_every_text_of_the_code_and_the_forms(domain):
    template = translating._interface() if domain == "nbnb" else translating._forms()
    language = "ar"
    known = {(message.context or "", source(message)) for message in messages(domain, language)}
    lacking = [source(message) for message in template if message.id and (message.context or "", source(message)) not in known]
    assert not lacking, "run: nbnb-desktop translate update"


@each
def test_placeholders_are_those_of_the_source(domain, language):
    for message in messages(domain, language):
        if isinstance(message.id, str) and message.string:
            assert translating.placeholders(source(message)) == translating.placeholders(texts(message)[0]), source(message)


@each
def test_a_plural_has_a_form_for_every_category_and_no_placeholder_of_its_own(domain, language):
    for message in messages(domain, language):
        if not isinstance(message.id, str) and any(texts(message)):
            assert len(texts(message)) == catalogue(domain, language).num_plurals, source(message)
            allowed = translating.placeholders(message.id[1])
            assert all(translating.placeholders(text) <= allowed for text in texts(message)), source(message)


@each
def test_marks_of_direction_are_balanced(domain, language):
    for message in messages(domain, language):
        for text in texts(message):
            assert sum(text.count(mark) for mark in OPENING) == sum(text.count(mark) for mark in CLOSING), source(message)


@each
def test_every_character_has_a_glyph_in_our_fonts(domain, language):
    invisible = {0x200B, 0x200C, 0x200D, 0x200E, 0x200F, 0x0A, 0x09, *range(0x2066, 0x206A), *range(0x202A, 0x202F)}
    used = {ord(letter) for message in messages(domain, language) for text in texts(message) for letter in text}
    assert not {chr(code) for code in used - invisible - glyphs()}


@each
def test_a_translation_is_not_absurdly_long(domain, language):
    long = [
        source(message)
        for message in messages(domain, language)
        if len(source(message)) > 25 and any(len(text) > LONGEST * len(source(message)) for text in texts(message))
    ]
    assert not long


def is_left(message: Message) -> bool:
    """A sentence that stands in the catalogue as it stands in the source."""
    text = source(message)
    return texts(message)[0] == text and len(text.split()) > 2 and latin(text) and text.endswith((".", "?"))


@pytest.mark.parametrize("language", ["ar", "ti", "fa"])
def test_no_sentence_was_left_in_latin_letters(language):
    """Names, codes and one-word terms may stay; a sentence of three words or more may not."""
    left = [source(message) for domain in translating.DOMAINS for message in messages(domain, language) if is_left(message)]
    assert not left


@each
def test_the_header_says_how_far_the_translation_is(domain, language):
    assert i18n.status(language, domain) in translating.STATUSES


ONLY_FOR_PARTICIPANTS = [language for language in i18n.PARTICIPANT_LANGUAGES if language not in i18n.LANGUAGES]


@pytest.mark.parametrize("language", ONLY_FOR_PARTICIPANTS)
def test_a_language_for_participants_alone_has_every_text_of_their_forms(language):
    for name in library.names():
        if library.meta(name).audience == "participant":
            assert sources.build(library.path(name), languages=(language,)).untranslated == ()


@pytest.mark.parametrize("language", ONLY_FOR_PARTICIPANTS)
def test_what_is_not_the_participants_is_said_in_dutch_and_never_in_english(language):
    say, dutch = i18n.speaker(language), i18n.speaker("nl")
    assert say("Settings") == dutch("Settings") != "Settings"
    assert not set(spoken.sentences(language)) & set(spoken.SENTENCES)


def test_a_form_that_workers_fill_in_speaks_only_the_languages_that_are_whole():
    assert library.languages("intake") == tuple(i18n.LANGUAGES)
    assert library.languages("nulmeting") == tuple(i18n.PARTICIPANT_LANGUAGES)
