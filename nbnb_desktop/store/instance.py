"""The little that the store reads from an instance by itself: the text of its leaves, by element name."""

from __future__ import annotations

from lxml import etree

_PARSER = {"resolve_entities": False, "no_network": True, "load_dtd": False, "remove_comments": True, "remove_pis": True}


def leaves(xml: bytes | None) -> dict[str, str]:
    """Element name -> text of every leaf outside ``meta``; of several with one name the first that says something.

    An instance that is no XML has none: a damaged payload must not stop all others from being shown.
    """
    root = parsed(xml)
    found: dict[str, str] = {}
    if root is None:
        return found
    for element in root.iter():
        name = etree.QName(element).localname
        if len(element) == 0 and not _in_meta(element) and not found.get(name):
            found[name] = (element.text or "").strip()
    return found


def paths(xml: bytes | None) -> dict[str, str]:
    """Ref -> text of every leaf outside ``meta``, in document order.

    Of elements with one name all but the first are numbered: ``/data/job[2]/title``.
    """
    root = parsed(xml)
    found: dict[str, str] = {}
    if root is not None:
        _collect(root, f"/{etree.QName(root).localname}", found)
    return found


def _collect(element: etree._Element, ref: str, found: dict[str, str]) -> None:
    names = [etree.QName(child).localname for child in element]
    seen: dict[str, int] = {}
    if not names:
        found[ref] = (element.text or "").strip()
    for child, name in zip(element, names, strict=True):
        seen[name] = seen.get(name, 0) + 1
        if name != "meta":
            _collect(child, f"{ref}/{name}[{seen[name]}]" if seen[name] > 1 else f"{ref}/{name}", found)


def parsed(xml: bytes | None) -> etree._Element | None:
    """The root element, or None; entities are not resolved and nothing is fetched."""
    if not xml:
        return None
    try:
        return etree.fromstring(xml, etree.XMLParser(**_PARSER))
    except (etree.XMLSyntaxError, ValueError):
        return None


def _in_meta(element: etree._Element) -> bool:
    return any(etree.QName(above).localname == "meta" for above in element.iterancestors())
