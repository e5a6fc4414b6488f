"""XML from outside, read without entities, document types, network or absurd size and depth."""

from __future__ import annotations

from lxml import etree

from nbnb_desktop.errors import Fault, FormError
from nbnb_desktop.i18n import _
from nbnb_desktop.xforms import limits


def read_xml(xml: bytes | str) -> etree._Element:
    """The root element of ``xml``; raises FormError with the line for whatever is refused.

    No real form or answer has a document type, so having one is enough to be refused. libxml2 itself
    refuses more than 256 elements inside one another.
    """
    data = xml.encode("utf-8") if isinstance(xml, str) else xml
    if len(data) > limits.XML_BYTES:
        raise _refused("too-large", _("The XML is larger than {most} MB.").format(most=limits.XML_BYTES // limits.MEBIBYTE))
    parser = etree.XMLParser(resolve_entities=False, no_network=True, load_dtd=False, remove_comments=True, remove_pis=True)
    try:
        root = etree.fromstring(_without_declared_encoding(xml) if isinstance(xml, str) else data, parser)
    except (etree.XMLSyntaxError, ValueError, LookupError) as refusal:
        line = getattr(refusal, "lineno", 0) or 0
        raise _refused("xml", _("This is no valid XML: {problem}.").format(problem=str(refusal)[:200]), line) from None
    if root.getroottree().docinfo.doctype:
        raise _refused("doctype", _("The XML has a document type; forms have none."))
    return root


def _without_declared_encoding(xml: str) -> bytes:
    """A decoded text as bytes; its declaration no longer says anything about them."""
    start = xml.lstrip("\ufeff \t\r\n")
    if start.startswith("<?xml"):
        start = start.partition("?>")[2]
    return start.encode("utf-8", "surrogatepass")


def _refused(code: str, message: str, line: int = 0) -> FormError:
    advice = _("Ask for the form again, or save it anew from its source.")
    return FormError(_("The form cannot be read."), [Fault(code, message, row=line)], advice)
