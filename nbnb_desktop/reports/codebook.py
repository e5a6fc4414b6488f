"""The codebook of a data set: a CSV that a person reads, and DDI-Codebook 2.5 that archives and programs read. Pure."""

from __future__ import annotations

import csv
import io
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass
from xml.etree import ElementTree as ET

from nbnb_desktop.i18n import N_, _
from nbnb_desktop.reports.dataset import LANGUAGES, DataFile, Variable

NAMESPACE = "ddi:codebook:2_5"
HEAD = ("file", "variable", "label_nl", "label_en", "kind", "form_column", "code", "number", "value_nl", "value_en", "missing")
_XML_LANG = "{http://www.w3.org/XML/1998/namespace}lang"
_FORMATS = {"id": "character", "text": "character", "date": "character"}


@dataclass(frozen=True, slots=True)
class Study:
    """What the codebook says of the whole: its name, who made it, when (ISO date), and of how many persons and rows."""

    title: str
    producer: str
    date: str
    program: str
    persons: int = 0
    rows: Mapping[str, int] | None = None


def to_csv(files: Sequence[DataFile]) -> bytes:
    """One row per variable, and one more for each of its values; UTF-8 with a mark."""
    stream = io.StringIO()
    writer = csv.writer(stream, lineterminator="\r\n")
    writer.writerow(HEAD)
    for file in files:
        for variable in file.variables:
            writer.writerows(_rows(file, variable))
    return stream.getvalue().encode("utf-8-sig")


def _rows(file: DataFile, variable: Variable) -> Iterator[tuple[object, ...]]:
    own = (file.name, variable.name, *(variable.labels[one] for one in LANGUAGES), variable.kind, variable.column)
    yield (*own, "", "", "", "", "")
    for value in variable.values:
        yield (*own, value.code, value.number, *(value.labels[one] for one in LANGUAGES), int(value.missing))


def to_ddi(files: Sequence[DataFile], study: Study, suffix: str = "csv") -> bytes:
    """DDI-Codebook 2.5: the study, every file with its variables, every value with its labels; missing codes marked.

    ``suffix`` "" is for files that are folders.
    """
    ET.register_namespace("", NAMESPACE)
    book = ET.Element(_tag("codeBook"), {"version": "2.5", _XML_LANG: "nl", "ID": "nbnb"})
    _citation(_add(book, "docDscr"), study, _("Codebook of {title}").format(title=study.title))
    description = _add(book, "stdyDscr")
    _citation(description, study, study.title)
    info = _add(description, "stdyInfo")
    summary = N_("Coded answers from the register and the surveys; persons are random ids of this delivery, without names or free text.")
    _add(info, "abstract", _(summary))
    dates = _add(info, "sumDscr")
    _add(dates, "collDate", study.date, event="end", date=study.date)
    _add(dates, "universe", _("{count} participants").format(count=study.persons))
    for number, file in enumerate(files, start=1):
        _file(book, file, f"F{number}", study, suffix)
    data = _add(book, "dataDscr")
    for number, file in enumerate(files, start=1):
        for place, variable in enumerate(file.variables, start=1):
            _variable(data, variable, f"V{number}_{place}", f"F{number}")
    ET.indent(book)
    return bytes(ET.tostring(book, encoding="utf-8", xml_declaration=True))


def _citation(parent: ET.Element, study: Study, title: str) -> None:
    citation = _add(parent, "citation")
    _add(_add(citation, "titlStmt"), "titl", title)
    made = _add(citation, "prodStmt")
    _add(made, "producer", study.producer or study.program)
    _add(made, "prodDate", study.date, date=study.date)
    _add(made, "software", study.program)


def _file(book: ET.Element, file: DataFile, ident: str, study: Study, suffix: str) -> None:
    text = _add(_add(book, "fileDscr", ID=ident), "fileTxt")
    _add(text, "fileName", f"{file.name}.{suffix}" if suffix else file.name)
    _labelled(text, "fileCont", file.labels)
    sizes = _add(text, "dimensns")
    if study.rows is not None:
        _add(sizes, "caseQnty", str(study.rows.get(file.name, 0)))
    _add(sizes, "varQnty", str(len(file.variables)))


def _variable(data: ET.Element, variable: Variable, ident: str, file: str) -> None:
    kind = "contin" if variable.kind in ("number", "date") else "discrete"
    element = _add(data, "var", ID=ident, name=variable.name, files=file, intrvl=kind)
    _labelled(element, "labl", variable.labels)
    missing = [value for value in variable.values if value.missing]
    if missing:
        ranges = _add(element, "invalrng")
        for value in missing:
            _add(ranges, "item", VALUE=value.code)
    for value in variable.values:
        category = _add(element, "catgry", **({"missing": "Y"} if value.missing else {}))
        _add(category, "catValu", value.code)
        _labelled(category, "labl", value.labels)
    for code, words in (("0", {"nl": "Niet gekozen", "en": "Not chosen"}), ("1", {"nl": "Gekozen", "en": "Chosen"})):
        if variable.kind == "choice":
            category = _add(element, "catgry")
            _add(category, "catValu", code)
            _labelled(category, "labl", words)
    _add(element, "varFormat", type=_FORMATS.get(variable.kind, "numeric"), **({"category": "date"} if variable.kind == "date" else {}))


def _labelled(parent: ET.Element, name: str, labels: Mapping[str, str]) -> None:
    for language, words in labels.items():
        _add(parent, name, words, **{_XML_LANG: language})


def _add(parent: ET.Element, name: str, words: str = "", /, **attributes: str) -> ET.Element:
    element = ET.SubElement(parent, _tag(name), attributes)
    element.text = words or None
    return element


def _tag(name: str) -> str:
    return f"{{{NAMESPACE}}}{name}"
