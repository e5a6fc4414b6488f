"""The catalogues: how far they are, and kept up to date with the code and the forms. As a spreadsheet: ``translation_sheet``."""

from __future__ import annotations

import io
import re
import string
from dataclasses import dataclass
from fnmatch import fnmatch
from pathlib import Path

from babel import Locale
from babel.messages.catalog import Catalog, Message
from babel.messages.extract import extract_from_dir
from babel.messages.pofile import read_po, write_po

from nbnb_desktop import i18n
from nbnb_desktop.places import data_folder

DOMAINS = ("nbnb", "forms")
STATUSES = ("draft", "reviewed", "pretested")
KEYWORDS = {"_": None, "N_": None, "say": None, "ngettext": (1, 2), "plural": (1, 2)}
SOURCES = {("forms", i18n.SOURCE_LANGUAGE), ("nbnb", "en")}
"""What is written and not translated."""
PARTICIPANT_MODULES = ("actions/spoken.py", "ui/pages/handover*.py", "ui/questions/*.py", "ui/sound.py")
"""Where a participant's screens get their words from."""
OTHER_LANGUAGE = "zxx"
"""Our code for a language that is not in the list; in CLDR it means that there is no language at all."""

_IN_CLDR = re.compile(r"lists/(?P<list>land|taal): \w+/(?P<code>[A-Z]{2}|[a-z]{2,3}(-[A-Z]{2})?) label")


@dataclass(frozen=True, slots=True)
class Coverage:
    """How far one catalogue is."""

    language: str
    domain: str
    status: str
    translated: int
    total: int


def status() -> tuple[Coverage, ...]:
    """How many texts each language has of each domain."""
    rows = []
    for language in i18n.PARTICIPANT_LANGUAGES:
        for domain in DOMAINS:
            if (domain, language) in SOURCES:
                continue
            messages = [message for message in read(domain, language) if message.id]
            done = sum(1 for message in messages if is_translated(message))
            rows.append(Coverage(language, domain, i18n.status(language, domain), done, len(messages)))
    return tuple(rows)


def update() -> None:
    """Read every text out of the code and the forms, and merge them into the catalogues; translations are kept."""
    for domain, whole in (("nbnb", _interface()), ("forms", _forms())):
        part = of_participants(domain, whole)
        for language in i18n.PARTICIPANT_LANGUAGES:
            if (domain, language) not in SOURCES:
                catalogue = read(domain, language)
                catalogue.update(whole if language in i18n.LANGUAGES else part, no_fuzzy_matching=True)
                catalogue.obsolete.clear()
                for message in catalogue:
                    message.string = message.string or _from_cldr(message, language)
                write(domain, language, catalogue)


def of_participants(domain: str, whole: Catalog) -> Catalog:
    """The texts that a participant meets: all that some languages are translated for."""
    part = Catalog(project=whole.project, charset="utf-8")
    places = PARTICIPANT_MODULES if domain == "nbnb" else _participants_forms()
    for message in whole:
        if message.id and any(fnmatch(comment, place) for comment in message.auto_comments for place in places):
            part.add(message.id, context=message.context, auto_comments=message.auto_comments)
    return part


def _participants_forms() -> tuple[str, ...]:
    """Where the texts of the forms that participants fill in stand, and of the lists that these use."""
    from nbnb_desktop.xforms import library, sources

    forms = [meta.form_id for meta in library.metas() if meta.audience == "participant"]
    lists = {row.cells["list_name"] for form in forms for row in sources.workbook(library.path(form)).rows("choices")}
    return (*(f"{form}: *" for form in forms), *(f"lists/{name}: *" for name in sorted(lists)))


def _from_cldr(message: Message, language: str) -> str:
    """Names of countries and languages as CLDR has them; "" for any other text."""
    locale = Locale.parse(i18n.PARTICIPANT_LANGUAGES[language].locale)
    for comment in message.auto_comments:
        found = _IN_CLDR.match(comment)
        if found and found["code"] != OTHER_LANGUAGE:
            names = locale.territories if found["list"] == "land" else locale.languages
            return str(names.get(found["code"].replace("-", "_"), ""))
    return ""


def fill(domain: str, language: str, texts: dict[tuple[str, str], str]) -> int:
    """Put translations, by (context, source), where the catalogue has none; returns how many were put."""
    catalogue = read(domain, language)
    put = 0
    for message in catalogue:
        key = (message.context or "", source(message))
        if message.id and not is_translated(message) and texts.get(key):
            message.string = texts[key] if isinstance(message.id, str) else (texts[key],) * catalogue.num_plurals
            put += 1
    write(domain, language, catalogue)
    return put


def placeholders(text: str) -> set[str]:
    """The ``{name}`` and ``${name}`` in a text; a translation must have the same ones.

    Raises ValueError where a brace is left open.
    """
    return {part[1] for part in string.Formatter().parse(text) if part[1] is not None}


def _interface() -> Catalog:
    template = Catalog(project="nbnb_desktop", charset="utf-8")
    package = Path(__file__).resolve().parents[1]
    for name, __, text, comments, context in extract_from_dir(str(package), keywords=KEYWORDS, comment_tags=("Translators:",)):
        template.add(text, context=context, auto_comments=[name, *comments])
    return template


def _forms() -> Catalog:
    from nbnb_desktop.xforms.extract import extract_form

    template = Catalog(project="nbnb_desktop forms", charset="utf-8")
    for path in sorted(data_folder("forms").rglob("*.yaml")):
        with path.open("rb") as stream:
            for _line, _function, message, comments in extract_form(stream, (), (), {}):
                context, text = message if isinstance(message, tuple) else (None, message)
                template.add(text, context=context, auto_comments=comments)
    return template


def read(domain: str, language: str) -> Catalog:
    path = _path(domain, language)
    if not path.is_file():
        return Catalog(locale=i18n.PARTICIPANT_LANGUAGES[language].locale, project="nbnb_desktop", charset="utf-8")
    with path.open("rb") as stream:
        return read_po(stream, locale=i18n.PARTICIPANT_LANGUAGES[language].locale)


def write(domain: str, language: str, catalogue: Catalog) -> None:
    path = _path(domain, language)
    path.parent.mkdir(parents=True, exist_ok=True)
    catalogue.header_comment = f"# {i18n.PARTICIPANT_LANGUAGES[language].own_name} ({language}), domain {domain}, of nbnb_desktop."
    headers = dict(catalogue.mime_headers)
    kept = str(headers.get("X-Translation-Status", "")) or i18n.status(language, domain) or "draft"
    target = io.BytesIO()
    write_po(target, catalogue, width=120, sort_output=False, omit_header=True, no_location=True)
    path.write_text(_header(language, kept, catalogue) + target.getvalue().decode(), encoding="utf-8")


def _header(language: str, kept: str, catalogue: Catalog) -> str:
    """Our own header, without a date: a catalogue that did not change must not differ."""
    return (
        f"# {i18n.PARTICIPANT_LANGUAGES[language].own_name} ({language}). Status: {kept}. See docs/translating.md.\n"
        'msgid ""\nmsgstr ""\n'
        '"MIME-Version: 1.0\\n"\n"Content-Type: text/plain; charset=utf-8\\n"\n"Content-Transfer-Encoding: 8bit\\n"\n'
        f'"Language: {language}\\n"\n"Plural-Forms: {catalogue.plural_forms}\\n"\n"X-Translation-Status: {kept}\\n"\n\n'
    )


def _path(domain: str, language: str) -> Path:
    return data_folder("locales") / language / "LC_MESSAGES" / f"{domain}.po"


def source(message: Message) -> str:
    return message.id if isinstance(message.id, str) else message.id[0]


def is_translated(message: Message) -> bool:
    return all(message.string) if isinstance(message.string, (list, tuple)) else bool(message.string)
