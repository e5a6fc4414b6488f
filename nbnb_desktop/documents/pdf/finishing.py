"""What reportlab cannot write: the structure tree, XMP, the output intent, and pages or files of others.

Aims at PDF/A-2u (3u with files attached) and PDF/UA-1; docs/documents.md says what is checked.
"""

from __future__ import annotations

import io
from collections.abc import Iterable, Mapping
from datetime import UTC, datetime
from functools import lru_cache

import pikepdf
from pikepdf import Array, Dictionary, Name, Pdf, String

from nbnb_desktop.documents.flow import Tag
from nbnb_desktop.documents.pages import Attached, Document
from nbnb_desktop.errors import DocumentError
from nbnb_desktop.i18n import _

_MAY_BE_EMPTY = frozenset({"TD", "TH"})
"""A cell without text still counts, or the columns of its row shift."""
Marks = Mapping[Tag, list[tuple[int, int]]]
_EPOCH = datetime(2000, 1, 1, tzinfo=UTC)


def finish(drawn: bytes, document: Document, root: Tag, marks: Marks) -> bytes:
    """The drawn pages with everything that makes them accessible and lasting."""
    with Pdf.open(io.BytesIO(drawn)) as pdf:
        _structure(pdf, root, marks)
        _catalogue(pdf, document)
        _append(pdf, document.appended)
        _attach(pdf, document.attached, _pdf_date(document))
        _metadata(pdf, document)
        stream = io.BytesIO()
        pdf.save(stream, deterministic_id=True, object_stream_mode=pikepdf.ObjectStreamMode.generate, compress_streams=True)
        return stream.getvalue()


# -- structure -------------------------------------------------------------------------------


def _structure(pdf: Pdf, root: Tag, marks: Marks) -> None:
    tree = pdf.make_indirect(Dictionary(Type=Name.StructTreeRoot))
    parents: dict[int, dict[int, pikepdf.Object]] = {number: {} for number in range(len(pdf.pages))}
    top = _element(pdf, root, tree, marks, parents)
    tree.K = Array([top] if top is not None else [])
    numbers = Array()
    for page, owners in parents.items():
        pdf.pages[page].obj.StructParents = page
        pdf.pages[page].obj.Tabs = Name.S
        numbers.append(page)
        numbers.append(pdf.make_indirect(Array([owners[mark] for mark in sorted(owners)])))
    tree.ParentTree = pdf.make_indirect(Dictionary(Nums=numbers))
    tree.ParentTreeNextKey = len(pdf.pages)
    pdf.Root.StructTreeRoot = tree
    pdf.Root.MarkInfo = Dictionary(Marked=True)


def _element(
    pdf: Pdf, tag: Tag, parent: pikepdf.Object, marks: Marks, parents: dict[int, dict[int, pikepdf.Object]]
) -> pikepdf.Object | None:
    """The element of ``tag`` and what hangs under it; None for a tag without content."""
    element = pdf.make_indirect(Dictionary(Type=Name.StructElem, S=Name("/" + tag.role), P=parent))
    kids = Array()
    for page, mark in marks.get(tag, ()):
        kids.append(Dictionary(Type=Name.MCR, Pg=pdf.pages[page].obj, MCID=mark))
        parents[page][mark] = element
    for child in tag.children:
        made = _element(pdf, child, element, marks, parents)
        if made is not None:
            kids.append(made)
    if not len(kids) and tag.role not in _MAY_BE_EMPTY:
        return None
    element.K = kids
    _describe(element, tag)
    return element


def _describe(element: pikepdf.Object, tag: Tag) -> None:
    if tag.language:
        element.Lang = String(tag.language)
    if tag.alt:
        element.Alt = String(tag.alt)
    if tag.scope:
        element.A = Dictionary(O=Name.Table, Scope=Name("/" + tag.scope))


# -- the whole file --------------------------------------------------------------------------


def _catalogue(pdf: Pdf, document: Document) -> None:
    pdf.Root.Lang = String(document.language)
    pdf.Root.ViewerPreferences = Dictionary(DisplayDocTitle=True)
    profile = pdf.make_stream(_srgb(), N=3, Alternate=Name.DeviceRGB)
    intent = Dictionary(Type=Name.OutputIntent, S=Name.GTS_PDFA1, OutputConditionIdentifier=String("sRGB"), Info=String("sRGB"))
    intent.DestOutputProfile = profile
    pdf.Root.OutputIntents = Array([intent])


@lru_cache(maxsize=1)
def _srgb() -> bytes:
    from PIL import ImageCms

    profile = bytearray(ImageCms.ImageCmsProfile(ImageCms.createProfile("sRGB")).tobytes())
    profile[24:36] = bytes((7, 208, 0, 1, 0, 1, 0, 0, 0, 0, 0, 0))  # made on 1 January 2000, not now: equal content, equal bytes
    profile[84:100] = bytes(16)  # its fingerprint, which may be left out
    return bytes(profile)


def _made(document: Document) -> datetime:
    moment = document.created or _EPOCH
    return (moment if moment.tzinfo else moment.replace(tzinfo=UTC)).replace(microsecond=0)


def _pdf_date(document: Document) -> str:
    return f"D:{_made(document).astimezone(UTC):%Y%m%d%H%M%S}Z"


def _metadata(pdf: Pdf, document: Document) -> None:
    """The same facts in the information dictionary and in XMP, as PDF/A asks."""
    made = _made(document)
    for key in list(pdf.docinfo.keys()):
        del pdf.docinfo[key]
    with pdf.open_metadata(set_pikepdf_as_editor=False, update_docinfo=True) as meta:
        meta["dc:title"] = document.title
        meta["dc:language"] = [document.language]
        if document.author:
            meta["dc:creator"] = [document.author]
        if document.subject:
            meta["dc:description"] = document.subject
        meta["xmp:CreateDate"] = meta["xmp:ModifyDate"] = made.isoformat()
        meta["xmp:CreatorTool"] = "nbnb-desktop"
        meta["pdf:Producer"] = "nbnb-desktop (reportlab, pikepdf)"
        if not document.appended:  # nobody can vouch for the pages of another program
            meta["pdfaid:part"] = "3" if document.attached else "2"
            meta["pdfaid:conformance"] = "U"


# -- pages and files of others ---------------------------------------------------------------


def _append(pdf: Pdf, files: Iterable[Attached]) -> None:
    for file in files:
        try:
            with Pdf.open(io.BytesIO(file.data)) as other:
                _without_actions(other)
                pdf.pages.extend(other.pages)
        except pikepdf.PasswordError as refusal:
            title = _("The certificate “{name}” is locked with a password.").format(name=file.name)
            raise DocumentError(title, _("Print it from its own program to a new PDF without a password, and add that.")) from refusal
        except (pikepdf.PdfError, ValueError, TypeError, AttributeError, KeyError) as refusal:
            title = _("The certificate “{name}” is damaged and cannot be read.").format(name=file.name)
            raise DocumentError(title, _("Scan the paper again, or leave this certificate out.")) from refusal


def _without_actions(other: Pdf) -> None:
    """Drop what a foreign file might do by itself, and its links into a file that is gone."""
    for page in other.pages:
        for key in ("/AA", "/Annots", "/StructParents", "/Tabs"):
            if key in page.obj:
                del page.obj[key]


def _attach(pdf: Pdf, files: Iterable[Attached], made: str) -> None:
    names = Array()
    for file in files:
        spec = pikepdf.AttachedFileSpec(
            pdf, file.data, filename=file.name, mime_type=file.media_type, description=file.description, creation_date=made, mod_date=made
        )
        pdf.attachments[file.name] = spec
        held = spec.obj
        held.AFRelationship = Name.Data
        names.append(held)
    if len(names):
        pdf.Root.AF = names
