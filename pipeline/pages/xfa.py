"""What was typed into a form of XML (XFA): the texts of its data."""

from __future__ import annotations

from collections.abc import Iterator

from lxml import etree

_DATA = "{http://www.xfa.org/schema/xfa-data/1.0/}data"


def typed_into(packets: bytes) -> list[str]:
    """The texts of the fields, in the order of the data; none where they are damaged."""
    parser = etree.XMLParser(resolve_entities=False, no_network=True, recover=True)
    try:
        root = etree.fromstring(packets, parser)
    except etree.LxmlError:
        return []
    return [] if root is None else list(_texts(root))


def _texts(root: etree._Element) -> Iterator[str]:
    """The texts of the elements of the data that hold no others."""
    for data in root.iter(_DATA):
        for element in data.iter():
            leaf = isinstance(element.tag, str) and not len(element)
            text = " ".join((element.text or "").split()) if leaf else ""
            if text:
                yield text
