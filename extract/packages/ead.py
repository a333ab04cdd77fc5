"""EAD.xml and EAD_doc_*.xml: values ─▶ a flat <simpledc> without a namespace, every element there."""

from __future__ import annotations

from collections.abc import Mapping

from lxml import etree

from extract.packages.xml import plain, text_of


def ead(values: Mapping[str, str]) -> bytes:
    """In the order of the values."""
    root = etree.Element("simpledc")
    for name, value in values.items():
        etree.SubElement(root, name).text = plain(value)
    return text_of(root)
