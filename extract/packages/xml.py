"""XML written alike everywhere, and read from anybody without harm.

    element ─▶ text_of ─▶ bytes ;  bytes of a package ─▶ parsed ─▶ element

Read without network, DTD and entities; a document with a DTD is refused, since no package needs one.
"""

from __future__ import annotations

import unicodedata
from typing import Any

from lxml import etree

METS = "http://www.loc.gov/METS/"
XLINK = "http://www.w3.org/1999/xlink"
XSI = "http://www.w3.org/2001/XMLSchema-instance"
XSD = "http://www.w3.org/2001/XMLSchema"
CSIP = "https://DILCIS.eu/XML/METS/CSIPExtensionMETS"
SIP = "https://DILCIS.eu/XML/METS/SIPExtensionMETS"
PREMIS = "http://www.loc.gov/premis/v3"
Node = Any  # lxml has no types


class NoXml(ValueError):  # noqa: N818 - as in extract/core/errors.py
    """What cannot be read as XML, or must not be."""


def text_of(root: Node) -> bytes:
    """UTF-8 with its declaration, indented; the same bytes for the same elements."""
    etree.indent(root, "  ")
    written: bytes = etree.tostring(root, xml_declaration=True, encoding="UTF-8", pretty_print=True)
    return written


def parsed(content: bytes) -> Node:
    """The root. Raises NoXml."""
    parser = etree.XMLParser(
        no_network=True,
        resolve_entities=False,
        load_dtd=False,
        huge_tree=False,
        remove_comments=True,
        remove_pis=True,
    )
    try:
        root = etree.fromstring(content, parser)
    except (etree.XMLSyntaxError, ValueError) as error:
        raise NoXml(str(error)) from error
    if root.getroottree().docinfo.doctype:
        raise NoXml("DOCTYPE")
    return root


def name_of(node: Node) -> str:
    """Without its namespace; "" for what is no element."""
    return etree.QName(node).localname if isinstance(node.tag, str) else ""


def plain(value: str) -> str:
    """In one line, in NFC, without signs that XML cannot hold."""
    kept = "".join(sign for sign in value if sign.isspace() or unicodedata.category(sign) not in ("Cc", "Cs"))
    return unicodedata.normalize("NFC", " ".join(kept.split()))
