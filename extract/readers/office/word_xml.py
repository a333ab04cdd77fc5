"""Word documents in one XML file: Word 2003 (WordprocessingML) and "flat OPC", often called .doc.

    bytes ─▶ parts as a .docx has them ─▶ the reader of .docx

The elements of Word 2003 are those of .docx under another name space; what differs is renamed here: fonts,
merges, tracked changes, list marks, headers, pictures. Source: Office 2003 XML Reference Schemas.
"""

from __future__ import annotations

import base64
import binascii
from pathlib import Path
from typing import Any

from docx.oxml import parse_xml
from lxml import etree

from extract.core.errors import BrokenFile, DocumentError, TooLarge
from extract.core.limits import Limits
from extract.core.model import Document
from extract.readers.office.docx import read_package
from extract.readers.office.docx_package import check_marks, relations_of
from extract.readers.office.docx_styles import w

_OLD = b"http://schemas.microsoft.com/office/word/2003/wordml"
_NEW = b"http://schemas.openxmlformats.org/wordprocessingml/2006/main"
_AML = "{http://schemas.microsoft.com/aml/2001/core}"
_WX = "{http://schemas.microsoft.com/office/word/2003/auxHint}"
_PKG = "{http://schemas.microsoft.com/office/2006/xmlPackage}"
_VML = "{urn:schemas-microsoft-com:vml}"
_R = "{http://schemas.openxmlformats.org/officeDocument/2006/relationships}"
_LEFT_OUT = ("Word.Deletion", "Word.Comment", "Word.Comment.Start", "Word.Comment.End")
_RENAMED = {w("vmerge"): w("vMerge"), w("hmerge"): w("hMerge")}
_HEADERS = {"odd": "default", "even": "even", "first": "first"}
_MAIN = "word/document.xml"


def read_word_xml(path: Path, limits: Limits) -> Document:
    """The document as one page without boxes. Raises TooLarge, TooManyPages or BrokenFile."""
    if path.stat().st_size > limits.max_bytes:
        raise TooLarge
    data = path.read_bytes()
    check_marks(path.name, data)
    try:
        root = parse_xml(data.replace(_OLD, _NEW))
        package = _of_flat(root) if root.tag == _PKG + "package" else _of_2003(root)
        return read_package(package, limits)
    except DocumentError:
        raise
    except Exception as error:  # the bytes decide what goes wrong in XML
        raise BrokenFile("docx-damaged", error=type(error).__name__) from error


class FlatPackage:
    """The parts of a document that lie in one file; as `docx_package.Package`."""

    def __init__(self) -> None:
        self.roots: dict[str, Any] = {}
        self.pictures: dict[str, bytes] = {}
        self.related: dict[str, dict[str, tuple[str, str]]] = {}

    def main(self) -> str:
        """The name of the part that holds the document."""
        targets = self.relations("").values()
        return next((name for kind, name in targets if kind.endswith("/officeDocument")), _MAIN)

    def data(self, name: str) -> bytes | None:
        """The bytes of a part that is no markup."""
        return self.pictures.get(name)

    def part(self, name: str) -> Any:
        """The root of a part; None when there is no such part."""
        return self.roots.get(name)

    def relations(self, name: str) -> dict[str, tuple[str, str]]:
        """Relations of a part, by id: their kind and the name of the other part."""
        return self.related.get(name, {})


def _of_flat(root: Any) -> FlatPackage:
    package = FlatPackage()
    for part in root.iter(_PKG + "part"):
        name = part.get(_PKG + "name", "").lstrip("/")
        for held in part:
            if held.tag == _PKG + "xmlData" and len(held):
                package.roots[name] = held[0]
            elif held.tag == _PKG + "binaryData":
                package.pictures[name] = _decoded(held.text)
    for name, found in package.roots.items():
        if name.endswith(".rels"):
            owner = name.replace("_rels/", "").removesuffix(".rels")
            package.related[owner] = relations_of(found, owner)
    return package


def _of_2003(root: Any) -> FlatPackage:
    package = FlatPackage()
    package.roots = {_MAIN: root, "styles": root.find(w("styles"))}
    relations = {"styles": ("/styles", "styles")}
    for data in list(root.iter(w("binData"))):
        name = data.get(w("name"), "")
        package.pictures[name] = _decoded(data.text)
        relations[name] = ("/image", name)
    for element in list(root.iter()):
        _renamed(element, package, relations)
    package.related[_MAIN] = relations
    for name in package.roots:
        package.related.setdefault(name, relations)
    return package


def _renamed(element: Any, package: FlatPackage, relations: dict[str, tuple[str, str]]) -> None:
    """One element as a .docx has it."""
    tag = element.tag
    if tag == _AML + "annotation" and element.get(w("type")) in _LEFT_OUT:
        element.tag = w("del")
    elif tag in _RENAMED:
        element.tag = _RENAMED[tag]
    elif tag == w("rFonts") and element.get(w("h-ansi")):
        element.set(w("hAnsi"), element.get(w("h-ansi")))
    elif tag == _VML + "imagedata" and element.get("src"):
        element.set(_R + "id", element.get("src"))
    elif tag == w("listPr"):
        _write_marker(element)
    elif tag in (w("hdr"), w("ftr")):
        _move_header(element, package, relations)


def _write_marker(properties: Any) -> None:
    """The mark that Word wrote beside the list's number, as text of the paragraph."""
    mark = properties.find(_WX + "t")
    paragraph = next(properties.iterancestors(w("p")), None)
    if mark is None or paragraph is None or not mark.get(_WX + "val"):
        return
    run = etree.SubElement(paragraph, w("r"))
    etree.SubElement(run, w("t")).text = mark.get(_WX + "val") + " "
    paragraph.insert(1, run)


def _move_header(element: Any, package: FlatPackage, relations: dict[str, tuple[str, str]]) -> None:
    """A header or footer, which stands in its section, as a part that the section refers to."""
    section = element.getparent()
    name = f"part{len(package.roots)}"
    kind = "header" if element.tag == w("hdr") else "footer"
    package.roots[name], relations[name] = element, (f"/{kind}", name)
    reference = etree.SubElement(section, w(f"{kind}Reference"))
    reference.set(w("type"), _HEADERS.get(element.get(w("type"), "odd"), "default"))
    reference.set(_R + "id", name)
    section.remove(element)


def _decoded(text: str | None) -> bytes:
    try:
        return base64.b64decode(text or "")
    except binascii.Error:
        return b""
