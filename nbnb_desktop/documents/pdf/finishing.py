"""What reportlab cannot write: the structure tree, the output intent, and pages or files of others.

Keeps to PDF/A-2u (3u with files attached) and PDF/UA-1; docs/documents.md says what is checked.
"""

from __future__ import annotations

import io
from collections.abc import Iterable, Mapping
from functools import lru_cache

import pikepdf
from pikepdf import Array, Dictionary, Name, Pdf, String

from nbnb_desktop.documents.flow import Goal, Tag
from nbnb_desktop.documents.pages import Attached, Document
from nbnb_desktop.documents.pdf.drawing import Spot
from nbnb_desktop.documents.pdf.metadata import describe, pdf_date
from nbnb_desktop.errors import DocumentError
from nbnb_desktop.i18n import _

_MAY_BE_EMPTY = frozenset({"TD", "TH"})
"""A cell without text still counts, or the columns of its row shift."""
Marks = Mapping[Tag, list[tuple[int, int]]]
Spots = Mapping[Tag, Spot]
_PRINTED = 4
"""The flag of an annotation that PDF/A wants."""


def finish(drawn: bytes, document: Document, root: Tag, marks: Marks, spots: Spots) -> bytes:
    """The drawn pages with everything that makes them accessible and lasting."""
    with Pdf.open(io.BytesIO(drawn)) as pdf:
        _Structure(pdf, marks, spots).write(root)
        _catalogue(pdf, document)
        _append(pdf, document.appended)
        _attach(pdf, document.attached, pdf_date(document))
        describe(pdf, document)
        stream = io.BytesIO()
        pdf.save(stream, deterministic_id=True, object_stream_mode=pikepdf.ObjectStreamMode.generate, compress_streams=True)
        return stream.getvalue()


# -- structure -------------------------------------------------------------------------------


class _Structure:
    """The structure tree while it is being written: what each page and each link in it belongs to."""

    def __init__(self, pdf: Pdf, marks: Marks, spots: Spots) -> None:
        self.pdf, self.marks, self.spots = pdf, marks, spots
        self.owners: list[dict[int, pikepdf.Object]] = [{} for __ in pdf.pages]
        self.links: list[pikepdf.Object] = []

    def write(self, root: Tag) -> None:
        tree = self.pdf.make_indirect(Dictionary(Type=Name.StructTreeRoot))
        top = self._element(root, tree)
        tree.K = Array([top] if top is not None else [])
        for number, page in enumerate(self.pdf.pages):
            page.obj.StructParents = number
            page.obj.Tabs = Name.S
        lists = (self.pdf.make_indirect(Array([owned[mark] for mark in sorted(owned)])) for owned in self.owners)
        pairs = enumerate((*lists, *self.links))
        tree.ParentTree = self.pdf.make_indirect(Dictionary(Nums=Array([part for pair in pairs for part in pair])))
        tree.ParentTreeNextKey = len(self.owners) + len(self.links)
        self.pdf.Root.StructTreeRoot = tree
        self.pdf.Root.MarkInfo = Dictionary(Marked=True)

    def _element(self, tag: Tag, parent: pikepdf.Object) -> pikepdf.Object | None:
        """The element of ``tag`` and what hangs under it; None for a tag without content."""
        element = self.pdf.make_indirect(Dictionary(Type=Name.StructElem, S=Name("/" + tag.role), P=parent))
        kids = Array()
        for page, mark in self.marks.get(tag, ()):
            kids.append(Dictionary(Type=Name.MCR, Pg=self.pdf.pages[page].obj, MCID=mark))
            self.owners[page][mark] = element
        if tag.goal and tag in self.spots:
            kids.append(self._link(self.spots[tag], tag.goal, element))
        for child in tag.children:
            made = self._element(child, element)
            if made is not None:
                kids.append(made)
        if not len(kids) and tag.role not in _MAY_BE_EMPTY:
            return None
        element.K = kids
        _describe(element, tag)
        return element

    def _link(self, spot: Spot, goal: Goal, element: pikepdf.Object) -> Dictionary:
        """A place to click on, and the reference to it that hangs in the tree."""
        page, target = self.pdf.pages[spot.page].obj, self.pdf.pages[goal.sheet]
        top = float(target.mediabox[3]) - goal.y + 10
        note = self.pdf.make_indirect(
            Dictionary(
                Type=Name.Annot, Subtype=Name.Link, F=_PRINTED, Border=Array([0, 0, 0]), Contents=String(spot.text),
                Rect=Array([round(edge, 2) for edge in (spot.left, spot.low, spot.right, spot.high)]),
                Dest=Array([target.obj, Name.XYZ, 0, round(top, 2), 0]), StructParent=len(self.owners) + len(self.links),
            )
        )  # fmt: skip
        page.Annots = Array([*page.get("/Annots", ()), note])
        self.links.append(element)
        return Dictionary(Type=Name.OBJR, Pg=page, Obj=note)


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
