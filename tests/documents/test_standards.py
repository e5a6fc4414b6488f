"""PDF/A and PDF/UA: every kind of document in every language, and that a broken clause is seen."""

from __future__ import annotations

import io
import re
from collections.abc import Callable

import page
import pikepdf
import pytest
from pikepdf import Array, Name, Pdf

from nbnb_desktop.documents import cv, portfolio
from nbnb_desktop.documents.pages import Document
from nbnb_desktop.documents.pdf import render
from nbnb_desktop.i18n import LANGUAGES
from tests.documents.clauses import elements, faults, role
from tests.documents.every import documents, papers
from tests.documents.samples import PEOPLE, content

SEVEN = ("nl", "en", "ar", "ti", "fa", "tr", "so")


def in_language(language: str) -> dict[str, Document]:
    """What there is to print for a participant, in one language."""
    somebody = content(language if language in PEOPLE else "ar")
    return {
        "portfolio": portfolio.build(somebody, "full", (language,)),
        "cv": cv.build(somebody, language=language),
        **papers(language),
    }


def printed() -> dict[str, bytes]:
    made = documents() | {f"{name} ({language})": one for language in SEVEN for name, one in in_language(language).items()}
    return {name: render(document) for name, document in made.items()}


@pytest.fixture(scope="module")
def every() -> dict[str, bytes]:
    return printed()


def test_the_seven_languages_are_all_there_are():
    assert set(SEVEN) == set(LANGUAGES)


def test_every_document_in_every_language_keeps_to_the_clauses(every):
    wrong = {}
    for name, data in every.items():
        with Pdf.open(io.BytesIO(data)) as pdf:
            wrong[name] = faults(pdf)
    assert {name: found for name, found in wrong.items() if found} == {}


@pytest.mark.parametrize("standard", ["ua1", "pdfa"])
def test_an_independent_checker_finds_nothing(every, standard):
    wrong = {}
    for name, data in every.items():
        profile = standard if standard == "ua1" else "3u" if b"/AFRelationship" in data or "cv" in name else "2u"
        found = page.validate_pdf_bytes(data, profile=profile).failures
        wrong[name] = [f"{one.rule_id}: {one.message}" for one in found if not taken_amiss(one.rule_id, data)]
    assert {name: found for name, found in wrong.items() if found} == {}


def taken_amiss(rule: str, data: bytes) -> bool:
    """A stream whose last byte is a carriage return: the checker counts that for the end of the line, the file does not."""
    if not rule.endswith("STREAM-LENGTH-001"):
        return False
    starts = re.finditer(rb"/Length (\d+)[^>]*>>\s*stream\n", data)
    return all(data[one.end() + int(one[1]) :].startswith(b"\nendstream") for one in starts)


# -- each check can fail -------------------------------------------------------------------------


def first(pdf: Pdf, name: str) -> pikepdf.Object:
    return next(element for element in elements(pdf.Root.StructTreeRoot) if role(element) == name)


def inner_font(pdf: Pdf) -> pikepdf.Object:
    return next(iter(pdf.pages[0].obj.Resources.Font.values())).DescendantFonts[0]


def replaced(holder: str, old: bytes, new: bytes) -> Callable[[Pdf], None]:
    def change(pdf: Pdf) -> None:
        stream = pdf.Root.Metadata if holder == "xmp" else pdf.pages[2].Contents
        assert old in stream.read_bytes()
        stream.write(stream.read_bytes().replace(old, new, 1))

    return change


def dropped(find: Callable[[Pdf], pikepdf.Object], key: str) -> Callable[[Pdf], None]:
    def change(pdf: Pdf) -> None:
        del find(pdf)[key]

    return change


def given(find: Callable[[Pdf], pikepdf.Object], key: str, value: pikepdf.Object) -> Callable[[Pdf], None]:
    def change(pdf: Pdf) -> None:
        find(pdf)[key] = value

    return change


BREAKS: dict[str, tuple[str, Callable[[Pdf], None]]] = {
    "an action at opening": ("6.5.2", given(lambda pdf: pdf.Root, "/OpenAction", Name.X)),
    "no output intent": ("6.2.3", dropped(lambda pdf: pdf.Root, "/OutputIntents")),
    "a colour for the press": ("6.2.4.3", replaced("page", b" rg ", b" rg 0 0 0 1 k ")),
    "another title": ("6.6.3", given(lambda pdf: pdf.trailer.Info, "/Title", pikepdf.String("Iets anders"))),
    "no PDF/A": ("6.6.4", replaced("xmp", b">U<", b">B<")),
    "no PDF/UA": ("14289-1 5", replaced("xmp", b"<pdfuaid:part>1", b"<pdfuaid:part>2")),
    "an unexplained name": ("6.6.2.3", replaced("xmp", b"pdfaProperty:name>part", b"pdfaProperty:name>deel")),
    "a title that is not shown": ("7.1: no title", dropped(lambda pdf: pdf.Root, "/ViewerPreferences")),
    "a file without its relation": ("6.8", lambda pdf: pdf.attachments.__setitem__("x", b"x")),
    "a font that is not embedded": ("6.2.11.4", dropped(lambda pdf: inner_font(pdf).FontDescriptor, "/FontFile2")),
    "a width that is wrong": ("6.2.11.5", lambda pdf: inner_font(pdf).W[1].__setitem__(0, 7)),
    "a code without a text": ("6.2.11.7.2", lambda pdf: _without_texts(pdf)),
    "a code that is not there": ("6.2.11.8", replaced("page", b"[<0", b"[<F")),
    "something drawn without a mark": ("7.1: page 3 draws", replaced("page", b"/Artifact BMC", b"")),
    "marks that the tree does not know": ("7.1: the marks", replaced("page", b"/MCID 1>>", b"/MCID 99>>")),
    "no order of tabs": ("7.18.3", dropped(lambda pdf: pdf.pages[0].obj, "/Tabs")),
    "a role of its own": ("7.1: Kop", given(lambda pdf: first(pdf, "P"), "/S", Name.Kop)),
    "a cell without a row": ("7.2: TD", given(lambda pdf: first(pdf, "TR"), "/S", Name.Div)),
    "a level skipped": ("7.4.2", given(lambda pdf: first(pdf, "H2"), "/S", Name.H3)),
    "a head that does not say of what": ("7.5", dropped(lambda pdf: first(pdf, "TH"), "/A")),
    "a figure without words": ("7.3", dropped(lambda pdf: first(pdf, "Figure"), "/Alt")),
    "no language": ("7.2: a language", dropped(lambda pdf: pdf.Root, "/Lang")),
    "a link without words": ("7.18.5: a link without", dropped(lambda pdf: pdf.pages[1].obj.Annots[0], "/Contents")),
    "a link outside the tree": ("7.18.5: a link that does", dropped(lambda pdf: pdf.pages[1].obj.Annots[0], "/StructParent")),
    "a hidden link": ("6.3.2", given(lambda pdf: pdf.pages[1].obj.Annots[0], "/F", 2)),
    "a link that leads nowhere": ("7.18.5: a link that leads", given(lambda pdf: first(pdf, "Link"), "/K", Array())),
    "no bookmarks": ("7.17", dropped(lambda pdf: pdf.Root, "/Outlines")),
}  # fmt: skip


def _without_texts(pdf: Pdf) -> None:
    font = next(iter(pdf.pages[0].obj.Resources.Font.values()))
    font.ToUnicode.write(font.ToUnicode.read_bytes().replace(b"<0001> <", b"<FFF1> <"))


@pytest.fixture(scope="module")
def sound(every) -> bytes:
    return every["portfolio (nl)"]


@pytest.mark.parametrize("broken", BREAKS)
def test_a_broken_clause_is_seen(sound, broken):
    number, change = BREAKS[broken]
    with Pdf.open(io.BytesIO(sound)) as pdf:
        change(pdf)
        assert any(number in fault for fault in faults(pdf))
