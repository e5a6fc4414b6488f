"""Clauses of ISO 19005-2 and -3 (PDF/A-2u, 3u) and of ISO 14289-1 (PDF/UA-1), each as a small check of our own.

``faults(pdf)`` names what is wrong; the numbers are the clauses. What docs/documents.md says is checked, is checked here
(and by the checker ``page-validation``, in test_standards.py).
"""

from __future__ import annotations

import io
import re
from collections.abc import Callable, Iterator
from itertools import pairwise
from typing import Any
from xml.etree import ElementTree

import pikepdf
from fontTools.ttLib import TTFont
from pikepdf import Array, Dictionary, Name, Pdf, Stream

Check = Callable[[Pdf], Iterator[str]]
CHECKS: list[Check] = []
PARENTS = {
    "LI": {"L"}, "LBody": {"LI"}, "Lbl": {"LI"}, "TR": {"Table"}, "TH": {"TR"}, "TD": {"TR"}, "TOCI": {"TOC"}, "Reference": {"TOCI"},
}  # fmt: skip
CHILDREN = {"L": {"LI"}, "LI": {"Lbl", "LBody"}, "Table": {"TR"}, "TR": {"TH", "TD"}, "TOC": {"TOCI", "TOC"}}
STANDARD = {
    "Document", "Sect", "Div", "P", "H1", "H2", "H3", "L", "LI", "Lbl", "LBody", "Table", "TR", "TH", "TD", "TOC", "TOCI",
    "Reference", "Link", "Span", "Figure",
}  # fmt: skip
FORBIDDEN_ACTIONS = {"/Launch", "/JavaScript", "/Sound", "/Movie", "/ImportData", "/ResetForm", "/Hide", "/Rendition", "/GoTo3DView"}
NAMESPACES = {
    "rdf": "http://www.w3.org/1999/02/22-rdf-syntax-ns#", "dc": "http://purl.org/dc/elements/1.1/", "xmp": "http://ns.adobe.com/xap/1.0/",
    "pdf": "http://ns.adobe.com/pdf/1.3/", "pdfaid": "http://www.aiim.org/pdfa/ns/id/", "pdfuaid": "http://www.aiim.org/pdfua/ns/id/",
}  # fmt: skip

SAID_TWICE = {
    "/Title": "dc:title", "/Author": "dc:creator", "/Subject": "dc:description", "/Creator": "xmp:CreatorTool",
    "/Producer": "pdf:Producer",
}  # fmt: skip


def faults(pdf: Pdf) -> list[str]:
    """Every clause that is broken, in words."""
    return [fault for check in CHECKS for fault in check(pdf)]


def clause(check: Check) -> Check:
    CHECKS.append(check)
    return check


def elements(node: Any) -> Iterator[Any]:
    """The elements under ``node``, in the order of reading."""
    kids = node.get("/K", Array())
    for kid in kids if isinstance(kids, Array) else [kids]:
        if isinstance(kid, Dictionary) and "/S" in kid:
            yield kid
            yield from elements(kid)


def role(element: Any) -> str:
    return str(element.S)[1:]


def _tree(pdf: Pdf) -> list[Any]:
    return list(elements(pdf.Root.StructTreeRoot))


def _fonts(pdf: Pdf) -> dict[tuple[int, int], Any]:
    return {font.objgen: font for page in pdf.pages for font in page.obj.Resources.get("/Font", {}).values()}


def _xmp(pdf: Pdf, path: str) -> str:
    found = ElementTree.fromstring(pdf.Root.Metadata.read_bytes()).find(f".//{path}", NAMESPACES)
    return "".join(found.itertext()).strip() if found is not None else ""


def _parents(pdf: Pdf) -> dict[int, Any]:
    numbers = pdf.Root.StructTreeRoot.ParentTree.Nums
    return {int(numbers[place]): numbers[place + 1] for place in range(0, len(numbers), 2)}


# -- the file ------------------------------------------------------------------------------


@clause
def _file(pdf: Pdf) -> Iterator[str]:
    if "/ID" not in pdf.trailer or len(pdf.trailer.ID) != 2:
        yield "19005-2 6.1.3: the file has no identifier"
    if pdf.is_encrypted:
        yield "19005-2 6.1.3: the file is encrypted"
    if pdf.Root.get("/NeedsRendering") or "/AcroForm" in pdf.Root:
        yield "19005-2 6.4.1: a form in the file"
    if {"/AA", "/OpenAction", "/OCProperties", "/Requirements"} & set(pdf.Root.keys()):
        yield "19005-2 6.5.2, 6.9: actions or layers in the catalogue"


@clause
def _objects(pdf: Pdf) -> Iterator[str]:
    for held in pdf.objects:
        if isinstance(held, Stream):
            filters = held.get("/Filter", Array())
            if any(str(one) in {"/LZWDecode", "/Crypt"} for one in (filters if isinstance(filters, Array) else [filters])):
                yield "19005-2 6.1.7.2: a filter that is not allowed"
            if {"/F", "/FFilter", "/FDecodeParms"} & set(held.keys()):
                yield "19005-2 6.1.7.1: a stream outside the file"
            if held.get("/Subtype") == Name.Image and ("/SMask" in held or held.get("/Interpolate") or "/Alternates" in held):
                yield "19005-2 6.2.8, 6.2.10: a picture with transparency, interpolation or alternatives"
            if held.get("/Subtype") in (Name.PS, Name.Form) and "/Ref" in held:
                yield "19005-2 6.2.9: a form of PostScript or of another file"
        elif isinstance(held, Dictionary):
            if str(held.get("/S", "")) in FORBIDDEN_ACTIONS:
                yield "19005-2 6.5.1: an action that is not allowed"
            if held.get("/Type") == Name.ExtGState:
                opaque = (held.get("/CA", 1), held.get("/ca", 1), held.get("/SMask", Name("/None")), held.get("/BM", Name.Normal))
                if opaque != (1, 1, Name("/None"), Name.Normal) or "/TR" in held:
                    yield "19005-2 6.2.5, 6.2.10: transparency or a transfer function"


@clause
def _colours(pdf: Pdf) -> Iterator[str]:
    intents = [intent for intent in pdf.Root.get("/OutputIntents", ()) if intent.S == Name.GTS_PDFA1]
    if len(intents) != 1:
        yield "19005-2 6.2.3: not one output intent"
        return
    profile = intents[0].DestOutputProfile
    head = profile.read_bytes()
    if head[36:40] != b"acsp" or head[16:20] != b"RGB " or int(profile.N) != 3 or head[8] > 4:
        yield "19005-2 6.2.3: the profile is not one of RGB"
    for page in pdf.pages:
        if re.search(rb"(?<![A-Za-z])[kK]\s|/DeviceCMYK", page.Contents.read_bytes()):
            yield "19005-2 6.2.4.3: colours that the output intent does not speak of"


@clause
def _metadata(pdf: Pdf) -> Iterator[str]:
    part, kept = _xmp(pdf, "pdfaid:part"), "/AF" in pdf.Root
    if (part, _xmp(pdf, "pdfaid:conformance")) != ("3" if kept else "2", "U"):
        yield "19005-2 6.6.4: the version of PDF/A is not declared"
    if _xmp(pdf, "pdfuaid:part") != "1":
        yield "14289-1 5: PDF/UA is not declared"
    packet = pdf.Root.Metadata.read_bytes()
    if not all(word in packet for word in (b"pdfaSchema:namespaceURI>http://www.aiim.org/pdfua/ns/id/<", b"pdfaProperty:name>part<")):
        yield "19005-2 6.6.2.3: the name of PDF/UA is not explained"
    if "/Filter" in pdf.Root.Metadata:
        yield "19005-2 6.6.2.1: XMP is compressed"  # a reader without a decoder must find it; ours is kept plain
    for key, path in SAID_TWICE.items():
        if " ".join(str(pdf.docinfo.get(key, "")).split()) != " ".join(_xmp(pdf, path).split()):
            yield f"19005-2 6.6.3: {key} says something else than XMP"
    stamp = re.sub(r"\D", "", _xmp(pdf, "xmp:CreateDate"))[:14]
    if str(pdf.docinfo.get("/CreationDate", ""))[2:16] != stamp:
        yield "19005-2 6.6.3: /CreationDate says something else than XMP"
    if not _xmp(pdf, "dc:title") or not pdf.Root.get("/ViewerPreferences", {}).get("/DisplayDocTitle"):
        yield "14289-1 7.1: no title, or it is not shown"


@clause
def _attachments(pdf: Pdf) -> Iterator[str]:
    listed = {spec.objgen for spec in pdf.Root.get("/AF", ())}
    for name in pdf.attachments:
        spec = pdf.attachments[name].obj
        if spec.objgen not in listed or "/AFRelationship" not in spec:
            yield f"19005-3 6.8: {name} has no relation to the document"
        if not {"/F", "/UF"} <= set(spec.keys()) or "/Subtype" not in spec.EF.F or "/ModDate" not in spec.EF.F.get("/Params", {}):
            yield f"19005-3 6.8: {name} has no name, kind or date"


# -- fonts ---------------------------------------------------------------------------------


@clause
def _embedded(pdf: Pdf) -> Iterator[str]:
    for font in _fonts(pdf).values():
        inner = font.DescendantFonts[0]
        system = inner.CIDSystemInfo
        if font.Encoding != Name("/Identity-H") or (str(system.Registry), str(system.Ordering)) != ("Adobe", "Identity"):
            yield "19005-2 6.2.11.3: the codes of a font are not its own"
        if not re.match(r"/[A-Z]{6}\+", str(font.BaseFont)) or font.BaseFont != inner.BaseFont != inner.FontDescriptor.get("/FontName", ""):
            yield "19005-2 6.2.11.4: a subset without its name"
        if "/FontFile2" not in inner.FontDescriptor or not isinstance(inner.get("/CIDToGIDMap"), Stream):
            yield "19005-2 6.2.11.4: a font is not embedded, or has no map of its shapes"
            continue
        yield from _shapes(font, inner)


def _shapes(font: Any, inner: Any) -> Iterator[str]:
    """Widths as in the file of the font; every code drawn has a shape and a text."""
    made = TTFont(io.BytesIO(inner.FontDescriptor.FontFile2.read_bytes()))
    gids, widths = inner.CIDToGIDMap.read_bytes(), [int(width) for width in inner.W[1]]
    order, unit = made.getGlyphOrder(), 1000 / made["head"].unitsPerEm
    for code, width in enumerate(widths, int(inner.W[0])):
        gid = int.from_bytes(gids[2 * code : 2 * code + 2], "big")
        if not 0 < gid < len(order):
            yield f"19005-2 6.2.11.8: code {code} has no shape"
        elif abs(made["hmtx"][order[gid]][0] * unit - width) > 1:
            yield f"19005-2 6.2.11.5: code {code} is wider or narrower than its shape"
    pairs = dict(re.findall(r"<([0-9A-F]{4})> <([0-9A-F]+)>", font.ToUnicode.read_bytes().decode("ascii")))
    for code in range(1, len(widths) + 1):
        text = bytes.fromhex(pairs.get(f"{code:04X}", "")).decode("utf-16-be", "replace")
        if not text or set(text) & set("\0\ufeff\ufffe\ufffd") or any("\ue000" <= char <= "\uf8ff" for char in text):
            yield f"19005-2 6.2.11.7.2, 14289-1 7.21.7: code {code} has no text"


@clause
def _drawn(pdf: Pdf) -> Iterator[str]:
    """Each code that a page draws is one that its font has; each font that it names is there."""
    for page in pdf.pages:
        known = {name: len(font.DescendantFonts[0].W[1]) for name, font in page.obj.Resources.get("/Font", {}).items()}
        size = 0
        for operands, operator in pikepdf.parse_content_stream(page):
            if str(operator) == "Tf":
                size = known.get(str(operands[0]), 0)
                if not size:
                    yield "19005-2 6.2.2: a font that the page does not have"
            for text in operands[0] if str(operator) == "TJ" else ():
                codes = bytes(text) if isinstance(text, pikepdf.String) else b""
                if any(not 0 < int.from_bytes(codes[at : at + 2], "big") <= size for at in range(0, len(codes), 2)):
                    yield "19005-2 6.2.11.8: a code that the font does not have"


# -- structure -----------------------------------------------------------------------------


@clause
def _marked(pdf: Pdf) -> Iterator[str]:
    """All that is drawn is either an artifact or hangs in the tree, once."""
    if not pdf.Root.get("/MarkInfo", {}).get("/Marked") or pdf.Root.MarkInfo.get("/Suspects"):
        yield "14289-1 7.1: the document does not say that it is tagged"
    owners = _parents(pdf)
    for number, page in enumerate(pdf.pages):
        marks, open_marks = [], 0
        for operands, operator in pikepdf.parse_content_stream(page):
            if str(operator) == "BDC":
                marks.append(int(operands[1].MCID))
            if str(operator) in {"BDC", "BMC"}:
                open_marks += 1
            elif str(operator) == "EMC":
                open_marks -= 1
            elif str(operator) in {"TJ", "Tj", "f", "S", "B", "Do"} and open_marks != 1:
                yield f"14289-1 7.1: page {number + 1} draws something without a mark"
        if marks != list(range(len(owners.get(int(page.obj.get("/StructParents", -1)), ())))):
            yield f"14289-1 7.1: the marks of page {number + 1} are not those of the tree"
        if page.obj.get("/Tabs") != Name.S:
            yield f"14289-1 7.18.3: page {number + 1} has no order of tabs"


@clause
def _roles(pdf: Pdf) -> Iterator[str]:
    for element in _tree(pdf):
        name, parent = role(element), role(element.P) if "/S" in element.P else ""
        if name not in STANDARD:
            yield f"14289-1 7.1: {name} is no standard type"
        if parent not in PARENTS.get(name, {parent}):
            yield f"14289-1 7.2: {name} stands in {parent}"
        if any(role(child) not in CHILDREN[name] for child in element.K if name in CHILDREN and "/S" in child):
            yield f"14289-1 7.2: {name} holds what does not belong there"


@clause
def _headings(pdf: Pdf) -> Iterator[str]:
    levels = [0, *(int(role(element)[1]) for element in _tree(pdf) if re.fullmatch(r"H\d", role(element)))]
    if any(after > before + 1 for before, after in pairwise(levels)):
        yield "14289-1 7.4.2: a level of headings is skipped"


@clause
def _tables(pdf: Pdf) -> Iterator[str]:
    for table in (element for element in _tree(pdf) if role(element) == "Table"):
        if len({len(row.K) for row in elements(table) if role(row) == "TR"}) > 1:
            yield "14289-1 7.2: the rows of a table are not equally long"
        heads = [cell for cell in elements(table) if role(cell) == "TH"]
        if not heads or any(str(cell.get("/A", {}).get("/Scope", "")) not in {"/Row", "/Column"} for cell in heads):
            yield "14289-1 7.5: a table without heads, or a head that does not say of what"


@clause
def _words_instead(pdf: Pdf) -> Iterator[str]:
    if any(not str(element.get("/Alt", "")).strip() for element in _tree(pdf) if role(element) == "Figure"):
        yield "14289-1 7.3: a figure without words instead"


@clause
def _languages(pdf: Pdf) -> Iterator[str]:
    spoken = [str(pdf.Root.get("/Lang", "")), *(str(element.Lang) for element in _tree(pdf) if "/Lang" in element)]
    if not all(re.fullmatch(r"[a-z]{2,3}(-[A-Za-z0-9]{2,8})*", code) for code in spoken):
        yield "14289-1 7.2: a language is not named, or not as RFC 3066 does"


@clause
def _links(pdf: Pdf) -> Iterator[str]:
    owners = _parents(pdf)
    for page in pdf.pages:
        for note in page.obj.get("/Annots", ()):
            owner = owners.get(int(note.get("/StructParent", -1)))
            if note.Subtype != Name.Link or owner is None or role(owner) != "Link":
                yield "14289-1 7.18.5: a link that does not hang in the tree"
            if not str(note.get("/Contents", "")).strip():
                yield "14289-1 7.18.5: a link without words"
            if int(note.get("/F", 0)) != 4:
                yield "19005-2 6.3.2: a link that is not printed, or hidden"
    for element in _tree(pdf):
        if role(element) == "Link" and not any(kid.get("/Type") == Name.OBJR for kid in element.K):
            yield "14289-1 7.18.5: a link that leads nowhere"


@clause
def _bookmarks(pdf: Pdf) -> Iterator[str]:
    if len(pdf.pages) > 3 and "/Outlines" not in pdf.Root:
        yield "14289-1 7.17: a long document without bookmarks"
