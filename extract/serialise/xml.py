"""What the serialisers that write XML share: elements with attributes, and the file.

name, attributes ─ added ─▶ element ─ file_of ─▶ UTF-8 with its declaration
"""

from __future__ import annotations

from collections.abc import Mapping
from typing import Any

from lxml import etree

Element = Any  # of lxml, which has no types


def added(
    parent: Element,
    name: str,
    text: str | None = None,
    attributes: Mapping[str, object] | None = None,
    /,
    **more: object,
) -> Element:
    """A child in the namespace of its parent; `attributes` are those whose names are none of Python's."""
    space, brace, _ = parent.tag.rpartition("}")  # QName takes longer than all the rest
    child = etree.SubElement(parent, f"{space}{brace}{name}")
    for key, value in (*(attributes or {}).items(), *more.items()):
        child.set(key, str(value))
    child.text = text
    return child


def file_of(root: Element, doctype: str | None = None) -> bytes:
    """A whole file, a line for each element."""
    found: bytes = etree.tostring(
        root, encoding="UTF-8", xml_declaration=True, pretty_print=True, doctype=doctype
    )
    return found
