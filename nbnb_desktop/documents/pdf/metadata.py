"""What the file says of itself: the same facts in the information dictionary and in XMP, as PDF/A asks.

XMP is written here and not by pikepdf, because PDF/A wants every name that it does not know itself (the one
of PDF/UA) explained in the packet.
"""

from __future__ import annotations

from collections.abc import Iterable
from datetime import UTC, datetime
from xml.sax.saxutils import escape

from pikepdf import Dictionary, Name, Pdf, String

from nbnb_desktop.documents.pages import Document

PROGRAM, PRODUCER = "nbnb-desktop", "nbnb-desktop (reportlab, pikepdf)"
_EPOCH = datetime(2000, 1, 1, tzinfo=UTC)


def describe(pdf: Pdf, document: Document) -> None:
    """Title, author, languages and dates; and what the file keeps to, unless it holds pages of another program."""
    made, stamp = _made(document), pdf_date(document)
    facts = {"Title": document.title, "Author": document.author, "Subject": document.subject, "Creator": PROGRAM, "Producer": PRODUCER}
    known = {f"/{name}": String(_readable(text)) for name, text in facts.items() if _readable(text)}
    pdf.trailer.Info = pdf.make_indirect(Dictionary({**known, "/CreationDate": String(stamp), "/ModDate": String(stamp)}))
    pdf.Root.Metadata = pdf.make_stream(_packet(document, made.isoformat()).encode(), Type=Name.Metadata, Subtype=Name.XML)


def pdf_date(document: Document) -> str:
    """When it was made, as PDF writes it."""
    return f"D:{_made(document).astimezone(UTC):%Y%m%d%H%M%S}Z"


def _made(document: Document) -> datetime:
    moment = document.created or _EPOCH
    return (moment if moment.tzinfo else moment.replace(tzinfo=UTC)).replace(microsecond=0)


def _packet(document: Document, made: str) -> str:
    languages = dict.fromkeys((document.language, *(section.language for section in document.sections)))
    facts = [
        _property("dc:title", _list("Alt", [document.title])),
        _property("dc:creator", _list("Seq", [document.author])),
        _property("dc:description", _list("Alt", [document.subject])),
        _property("dc:language", _list("Bag", languages)),
        _property("xmp:CreateDate", made),
        _property("xmp:ModifyDate", made),
        _property("xmp:CreatorTool", escape(PROGRAM)),
        _property("pdf:Producer", escape(PRODUCER)),
    ]
    if not document.appended:  # nobody can vouch for the pages of another program
        facts += [_property("pdfaid:part", "3" if document.attached else "2"), _property("pdfaid:conformance", "U")]
        facts += [_property("pdfuaid:part", "1"), _EXPLAINED]
    return _PACKET.format(facts="\n".join(fact for fact in facts if fact))


def _property(name: str, content: str) -> str:
    return f"<{name}>{content}</{name}>" if content else ""


def _list(kind: str, texts: Iterable[str]) -> str:
    """A container of XMP; the texts of an Alt carry the language that stands for all others."""
    tag = '<rdf:li xml:lang="x-default">' if kind == "Alt" else "<rdf:li>"
    items = "".join(f"{tag}{escape(_readable(text))}</rdf:li>" for text in texts if _readable(text))
    return f"<rdf:{kind}>{items}</rdf:{kind}>" if items else ""


def _readable(text: str) -> str:
    """``text`` without what XML cannot hold."""
    return "".join(char for char in text if char in "\t\n" or " " <= char < "\ud800" or "\ue000" <= char <= "\ufffd" or char > "\uffff")


_PACKET = """<?xpacket begin="\ufeff" id="W5M0MpCehiHzreSzNTczkc9d"?>
<x:xmpmeta xmlns:x="adobe:ns:meta/"><rdf:RDF xmlns:rdf="http://www.w3.org/1999/02/22-rdf-syntax-ns#">
<rdf:Description rdf:about="" xmlns:dc="http://purl.org/dc/elements/1.1/" xmlns:xmp="http://ns.adobe.com/xap/1.0/"
 xmlns:pdf="http://ns.adobe.com/pdf/1.3/" xmlns:pdfaid="http://www.aiim.org/pdfa/ns/id/" xmlns:pdfuaid="http://www.aiim.org/pdfua/ns/id/"
 xmlns:pdfaExtension="http://www.aiim.org/pdfa/ns/extension/" xmlns:pdfaSchema="http://www.aiim.org/pdfa/ns/schema#"
 xmlns:pdfaProperty="http://www.aiim.org/pdfa/ns/property#">
{facts}
</rdf:Description></rdf:RDF></x:xmpmeta>
<?xpacket end="w"?>"""

_EXPLAINED = """<pdfaExtension:schemas><rdf:Bag><rdf:li rdf:parseType="Resource">
<pdfaSchema:schema>PDF/UA identification schema</pdfaSchema:schema>
<pdfaSchema:namespaceURI>http://www.aiim.org/pdfua/ns/id/</pdfaSchema:namespaceURI>
<pdfaSchema:prefix>pdfuaid</pdfaSchema:prefix>
<pdfaSchema:property><rdf:Seq><rdf:li rdf:parseType="Resource">
<pdfaProperty:name>part</pdfaProperty:name><pdfaProperty:valueType>Integer</pdfaProperty:valueType>
<pdfaProperty:category>internal</pdfaProperty:category><pdfaProperty:description>The part of ISO 14289 kept to</pdfaProperty:description>
</rdf:li></rdf:Seq></pdfaSchema:property>
</rdf:li></rdf:Bag></pdfaExtension:schemas>"""
"""The words with which PDF/A wants a name explained that it does not know itself."""
