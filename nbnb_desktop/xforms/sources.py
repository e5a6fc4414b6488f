"""A form in any notation -> XForm XML: .yaml (ours), .xlsx, .xls, .csv, .md (XLSForm), .xml (XForm).

``build`` makes the XForm, ``load`` also parses and checks it; both raise FormError with every fault found.
"""

from __future__ import annotations

import hashlib
from collections.abc import Iterator, Mapping, Sequence
from contextlib import contextmanager
from dataclasses import dataclass, field, replace
from pathlib import Path
from typing import TYPE_CHECKING

from lxml import etree

from nbnb_desktop.errors import Fault, FormError
from nbnb_desktop.i18n import SOURCE_LANGUAGE, _
from nbnb_desktop.xforms import limits, notation, spreadsheet
from nbnb_desktop.xforms.conversion import to_xform
from nbnb_desktop.xforms.guarded import read_xml
from nbnb_desktop.xforms.media import NO_MEDIA, Media
from nbnb_desktop.xforms.wording import Translate, from_catalogues, language_name, worded
from nbnb_desktop.xforms.workbook import SUFFIXES, YAML_SUFFIXES, Row, Workbook, refused

if TYPE_CHECKING:
    from nbnb_desktop.xforms.definition import FormDefinition

_UNVERSIONED = "nbnb-unversioned"


@dataclass(frozen=True, slots=True)
class BuiltForm:
    """An XForm with what it reads.

    ``version`` of a form of ours is ``<declared>.<8 hex>``, the digits being the start of the SHA-256 of the XForm
    built with an empty version; a foreign form keeps what it declares. ``untranslated`` has the
    (language code, Dutch text) pairs that show the Dutch; ``notes`` are the converter's remarks.
    """

    form_id: str
    version: str
    title: str
    xml: bytes
    media: Media = NO_MEDIA
    meta: Mapping[str, object] = field(default_factory=dict)
    untranslated: tuple[tuple[str, str], ...] = ()
    notes: tuple[Fault, ...] = ()


def build(path: str | Path, *, translate: Translate | None = None, languages: Sequence[str] = (), media: Path | None = None) -> BuiltForm:
    """The XForm of the form in ``path``.

    ``languages`` are the codes that one of our YAML forms is built in besides Dutch, with texts from
    ``translate`` (our catalogues when None); foreign forms bring their own. ``media`` is a folder or
    zip file; by default ``<name>-media`` or ``<name>-media.zip`` beside the form, where it exists.
    """
    source = Path(path)
    if source.suffix.lower() == ".xml":
        return _from_xform(xform_bytes(source), media_of(source, media))
    return build_workbook(workbook(source), translate=translate, languages=languages, media=media_of(source, media))


def load(
    path: str | Path, *, media: Path | None = None, translate: Translate | None = None, languages: Sequence[str] = ()
) -> FormDefinition:
    """``build``, parse and check; raises FormError when the check finds an error."""
    from nbnb_desktop.xforms.check_definition import check_definition
    from nbnb_desktop.xforms.check_rows import check_rows
    from nbnb_desktop.xforms.parse import parse

    source = Path(path)
    if source.suffix.lower() == ".xml":
        built = build(source, media=media)
        definition = parse(built.xml, built.media)
        _stop(check_definition(definition))
        return definition
    book, files = workbook(source), media_of(source, media)
    _stop(check_rows(book, files))
    built = build_workbook(book, translate=translate, languages=languages, media=files)
    return parse(built.xml, built.media)


def _stop(faults: Sequence[Fault]) -> None:
    """Raises FormError with the errors among ``faults``, if there are any."""
    errors = [fault for fault in faults if fault.severity == "error"]
    if errors:
        raise refused(errors)


def workbook(path: Path) -> Workbook:
    """The rows of a form that is not an XForm already; raises FormError."""
    suffix = path.suffix.lower()
    if suffix not in SUFFIXES or suffix == ".xml":
        advice = _("Forms are {kinds} files.").format(kinds=", ".join(SUFFIXES))
        raise FormError(_("“{name}” is no form.").format(name=path.name), (), advice)
    with _readable(path):
        return notation.read(path) if suffix in YAML_SUFFIXES else spreadsheet.read(path)


def build_workbook(
    book: Workbook, *, translate: Translate | None = None, languages: Sequence[str] = (), media: Media = NO_MEDIA
) -> BuiltForm:
    """The XForm of rows that were read already."""
    untranslated: tuple[tuple[str, str], ...] = ()
    if book.own:
        book, untranslated = in_languages(book, translate, languages)
        declared = book.settings.get("version", "")
        book = _with_settings(book, {"version": _UNVERSIONED})
    xml, itemsets, notes = to_xform(book)
    if book.own:
        xml = _versioned(xml, declared)
    if itemsets:
        media = Media.from_mapping({"itemsets.csv": itemsets.encode("utf-8")}).over(media)
    identity = _identity(xml.encode("utf-8"))
    return BuiltForm(*identity, xml.encode("utf-8"), media, book.meta, untranslated, notes)


def export_xml(path: str | Path, *, translate: Translate | None = None, languages: Sequence[str] = ()) -> bytes:
    """The XForm of the form in ``path``."""
    return build(path, translate=translate, languages=languages).xml


def export_xlsx(
    path: str | Path,
    *,
    translate: Translate | None = None,
    languages: Sequence[str] = (),
    pictures: Mapping[tuple[str, str], str] | None = None,
) -> bytes:
    """The form as an XLSForm workbook that builds to the same XForm; raises FormError for an XForm, whose rows are lost.

    ``pictures`` are names of files by ``("survey", question)`` or ``(list, choice)``; they come in the column ``image`` of
    rows that have none. The version stays: it is that of the wording.
    """
    from nbnb_desktop.xforms.export import to_xlsx, with_pictures

    source = Path(path)
    if source.suffix.lower() == ".xml":
        raise FormError(_("An XForm cannot become a workbook again."), (), _("Export its source, or save it as .xml."))
    book = workbook(source)
    version = build_workbook(book, translate=translate, languages=languages).version
    book = with_pictures(book, pictures or {})
    if book.own:
        book, __ = in_languages(book, translate, languages)
        book = _with_settings(book, {"version": version, "form_id": book.settings.get("form_id", book.stem)})
    return to_xlsx(book)


def in_languages(book: Workbook, translate: Translate | None, languages: Sequence[str]) -> tuple[Workbook, tuple[tuple[str, str], ...]]:
    """One of our forms as an XLSForm with a column per language, and what nobody translated."""
    book, untranslated = worded(book, translate or from_catalogues, languages)
    return _with_settings(book, {"default_language": language_name(SOURCE_LANGUAGE)}), untranslated


def _with_settings(book: Workbook, settings: Mapping[str, str]) -> Workbook:
    rows = book.rows("settings") or (Row({}, "settings", 0),)
    return book.with_sheet("settings", (Row({**rows[0].cells, **settings}, rows[0].sheet, rows[0].number, rows[0].lines),))


def _versioned(xml: str, declared: str) -> str:
    """The XForm with the version that its content gives it."""
    marked = f'version="{_UNVERSIONED}"'
    digest = hashlib.sha256(xml.replace(marked, 'version=""').encode("utf-8")).hexdigest()
    return xml.replace(marked, f'version="{".".join(part for part in (declared, digest[:8]) if part)}"')


def versioned(built: BuiltForm) -> BuiltForm:
    """The same form; one without a version has the first 8 hex digits of its SHA-256 as version, in its XML too."""
    if built.version:
        return built
    root = read_xml(built.xml)
    version = hashlib.sha256(built.xml).hexdigest()[:8]
    primary = next(child for child in root.find(".//{*}model/{*}instance") if isinstance(child.tag, str))
    primary.set("version", version)
    return replace(built, version=version, xml=etree.tostring(root, encoding="utf-8", xml_declaration=True))


def _from_xform(xml: bytes, media: Media) -> BuiltForm:
    form_id, version, title = _identity(xml)
    return BuiltForm(form_id, version, title, xml, media)


def _identity(xml: bytes) -> tuple[str, str, str]:
    """(form id, version, title) as the XForm declares them; raises FormError when it is no XForm."""
    root = read_xml(xml)
    instance = root.find(".//{*}model/{*}instance")
    primary = next((child for child in instance if isinstance(child.tag, str)), None) if instance is not None else None
    if primary is None:
        fault = Fault("no-instance", _("The XML has no model with an instance."))
        raise FormError(_("This XML is no form."), [fault], _("Choose an XForm as ODK and KoboToolbox make them."))
    title = root.findtext(".//{*}head/{*}title") or ""
    version = primary.get("version") or primary.get("{http://openrosa.org/xforms}version") or ""
    form_id = primary.get("id") or primary.get("{http://openrosa.org/xforms}id") or primary.tag.rpartition("}")[0].strip("{") or primary.tag
    return form_id, version, title.strip() or form_id


def xform_bytes(path: Path) -> bytes:
    """An XForm or an instance as it lies on disk; raises FormError for a file that is missing, closed to us or too large."""
    with _readable(path):
        if path.stat().st_size > limits.XML_BYTES:
            raise spreadsheet.too_large(_("The file is larger than {most} MB.").format(most=limits.XML_BYTES // limits.MEBIBYTE))
        return path.read_bytes()


def media_of(source: Path, media: Path | None) -> Media:
    """The files of a form: a folder or zip file, by default ``<name>-media`` or ``<name>-media.zip`` beside it."""
    if media is not None:
        return Media.at(media)
    folder = source.with_name(f"{source.stem}-media")
    return Media.at(folder if folder.is_dir() else folder.with_name(f"{folder.name}.zip"))


@contextmanager
def _readable(path: Path) -> Iterator[None]:
    """A file that is missing or closed to us becomes a FormError."""
    try:
        yield
    except OSError as refusal:
        title = _("The form “{name}” cannot be opened.").format(name=path.name)
        raise FormError(title, (), _("Check that the file is there and that you may read it.")) from refusal
