"""The translator's way: catalogues kept up to date, exported as a spreadsheet, taken back with checks."""

from __future__ import annotations

import io
import re
import string
from collections.abc import Iterator
from dataclasses import dataclass
from pathlib import Path

from babel import Locale
from babel.messages.catalog import Catalog, Message
from babel.messages.extract import extract_from_dir
from babel.messages.pofile import read_po, write_po

from nbnb_desktop import i18n
from nbnb_desktop.errors import Fault, FormError, RecordError
from nbnb_desktop.i18n import _
from nbnb_desktop.places import data_folder

DOMAINS = ("nbnb", "forms")
STATUSES = ("draft", "reviewed", "pretested")
KEYWORDS = {"_": None, "N_": None, "say": None, "ngettext": (1, 2), "plural": (1, 2)}
OTHER_LANGUAGE = "zxx"
"""Our code for a language that is not in the list; in CLDR it means that there is no language at all."""

_IN_CLDR = re.compile(r"lists/(?P<list>land|taal): \w+/(?P<code>[A-Z]{2}|[a-z]{2,3}(-[A-Z]{2})?) label")
COLUMNS = ("domain", "context", "where", "source", "text", "status", "remark")


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
    for language in i18n.LANGUAGES:
        for domain in DOMAINS:
            if (domain, language) in {("forms", i18n.SOURCE_LANGUAGE), ("nbnb", "en")}:
                continue
            messages = [message for message in _read(domain, language) if message.id]
            done = sum(1 for message in messages if _is_translated(message))
            rows.append(Coverage(language, domain, i18n.status(language, domain), done, len(messages)))
    return tuple(rows)


def update() -> None:
    """Read every text out of the code and the forms, and merge them into the catalogues; translations are kept."""
    for domain, template in (("nbnb", _interface()), ("forms", _forms())):
        for language in i18n.LANGUAGES:
            if (domain, language) not in {("forms", i18n.SOURCE_LANGUAGE), ("nbnb", "en")}:
                catalogue = _read(domain, language)
                catalogue.update(template, no_fuzzy_matching=True)
                catalogue.obsolete.clear()
                for message in catalogue:
                    message.string = message.string or _from_cldr(message, language)
                _write(domain, language, catalogue)


def _from_cldr(message: Message, language: str) -> str:
    """Names of countries and languages as CLDR has them; "" for any other text."""
    locale = Locale.parse(i18n.LANGUAGES[language].locale)
    for comment in message.auto_comments:
        found = _IN_CLDR.match(comment)
        if found and found["code"] != OTHER_LANGUAGE:
            names = locale.territories if found["list"] == "land" else locale.languages
            return str(names.get(found["code"].replace("-", "_"), ""))
    return ""


def fill(domain: str, language: str, texts: dict[tuple[str, str], str]) -> int:
    """Put translations, by (context, source), where the catalogue has none; returns how many were put."""
    catalogue = _read(domain, language)
    put = 0
    for message in catalogue:
        key = (message.context or "", _source(message))
        if message.id and not _is_translated(message) and texts.get(key):
            message.string = texts[key] if isinstance(message.id, str) else (texts[key],) * catalogue.num_plurals
            put += 1
    _write(domain, language, catalogue)
    return put


def export(language: str) -> bytes:
    """A workbook with one row for each text: source, context, where it stands, present text, status, remark."""
    from openpyxl import Workbook

    book = Workbook()
    sheet = book.active
    sheet.title = language
    sheet.append(COLUMNS)
    for domain in DOMAINS:
        for message in _read(domain, language):
            if message.id:
                # plural forms stand behind each other
                shown = message.string if isinstance(message.string, str) else " | ".join(message.string or ())
                remark = "; ".join(message.user_comments)
                where = "; ".join(message.auto_comments)
                sheet.append((domain, message.context or "", where, _source(message), shown, i18n.status(language, domain), remark))
    target = io.BytesIO()
    book.save(target)
    return target.getvalue()


def take_back(language: str, path: Path) -> int:
    """Take in a workbook that ``export`` made; raises FormError with each refused row, and changes nothing then."""
    rows = list(_rows(path))
    faults = [fault for number, row in rows if (fault := _refusal(language, number, row))]
    if faults:
        raise FormError(_("Some translations cannot be taken in; nothing was changed."), faults, _("Correct these rows and try again."))
    changed = 0
    for domain in DOMAINS:
        catalogue = _read(domain, language)
        for __, row in rows:
            message = catalogue.get(row["source"], row["context"] or None)
            if row["domain"] == domain and message and row["text"] and not isinstance(message.id, (list, tuple)):
                changed += message.string != row["text"]
                message.string = row["text"]
        _write(domain, language, catalogue)
    return changed


def placeholders(text: str) -> set[str]:
    """The ``{name}`` and ``${name}`` in a text; a translation must have the same ones.

    Raises ValueError where a brace is left open.
    """
    return {part[1] for part in string.Formatter().parse(text) if part[1] is not None}


def _refusal(language: str, number: int, row: dict[str, str]) -> Fault | None:
    try:
        same = not row["text"] or placeholders(row["source"]) == placeholders(row["text"])
    except ValueError:
        same = False
    return None if same else Fault("placeholder", _("The words in braces differ from the source."), language, number, "text")


def _rows(path: Path) -> Iterator[tuple[int, dict[str, str]]]:
    from openpyxl import load_workbook

    try:
        sheet = load_workbook(path, read_only=True, data_only=True).active
        lines = sheet.iter_rows(values_only=True)
        heading = [str(cell or "") for cell in next(lines)]
    except Exception as refusal:  # openpyxl raises whatever a broken file makes it raise
        raise RecordError(_("This workbook cannot be read."), _("Save it as .xlsx and try again.")) from refusal
    if not set(COLUMNS) <= set(heading):
        raise RecordError(_("This workbook is not one of our translation sheets."), _("Export it anew and work in that file."))
    for number, line in enumerate(lines, start=2):
        yield number, {name: str(cell or "") for name, cell in zip(heading, line, strict=False)}


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


def _read(domain: str, language: str) -> Catalog:
    path = _path(domain, language)
    if not path.is_file():
        return Catalog(locale=i18n.LANGUAGES[language].locale, project="nbnb_desktop", charset="utf-8")
    with path.open("rb") as stream:
        return read_po(stream, locale=i18n.LANGUAGES[language].locale)


def _write(domain: str, language: str, catalogue: Catalog) -> None:
    path = _path(domain, language)
    path.parent.mkdir(parents=True, exist_ok=True)
    catalogue.header_comment = f"# {i18n.LANGUAGES[language].own_name} ({language}), domain {domain}, of nbnb_desktop."
    headers = dict(catalogue.mime_headers)
    kept = str(headers.get("X-Translation-Status", "")) or i18n.status(language, domain) or "draft"
    target = io.BytesIO()
    write_po(target, catalogue, width=120, sort_output=False, omit_header=True, no_location=True)
    path.write_text(_header(language, kept, catalogue) + target.getvalue().decode(), encoding="utf-8")


def _header(language: str, kept: str, catalogue: Catalog) -> str:
    """Our own header, without a date: a catalogue that did not change must not differ."""
    return (
        f"# {i18n.LANGUAGES[language].own_name} ({language}). Status: {kept}. See docs/translating.md.\n"
        'msgid ""\nmsgstr ""\n'
        '"MIME-Version: 1.0\\n"\n"Content-Type: text/plain; charset=utf-8\\n"\n"Content-Transfer-Encoding: 8bit\\n"\n'
        f'"Language: {language}\\n"\n"Plural-Forms: {catalogue.plural_forms}\\n"\n"X-Translation-Status: {kept}\\n"\n\n'
    )


def _path(domain: str, language: str) -> Path:
    return data_folder("locales") / language / "LC_MESSAGES" / f"{domain}.po"


def _source(message: Message) -> str:
    return message.id if isinstance(message.id, str) else message.id[0]


def _is_translated(message: Message) -> bool:
    return all(message.string) if isinstance(message.string, (list, tuple)) else bool(message.string)
