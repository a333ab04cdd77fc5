"""EAD.xml and EAD_doc_*.xml: values ─▶ a flat <simpledc> without a namespace, every element there."""

from __future__ import annotations

import unicodedata
from collections.abc import Mapping

from lxml import etree

from extract.packages.xml import text_of


def ead(values: Mapping[str, str]) -> bytes:
    """In the order of the values."""
    root = etree.Element("simpledc")
    for name, value in values.items():
        etree.SubElement(root, name).text = _plain(value)
    return text_of(root)


def _plain(value: str) -> str:
    """In one line, in NFC, without signs that XML cannot hold."""
    kept = "".join(sign for sign in value if sign.isspace() or unicodedata.category(sign) not in ("Cc", "Cs"))
    return unicodedata.normalize("NFC", " ".join(kept.split()))
