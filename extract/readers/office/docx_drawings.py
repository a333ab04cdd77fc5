"""What hangs on a run of a .docx file beside its text: pictures, diagrams, embedded objects.

    w:drawing, w:pict, w:object ─ hung ─▶ Picture | Paragraph | Grid; what cannot be read, told to `Unread`

Objects of other programs are read where they are workbooks or documents; others are told, and the picture
that stands for one is read like any other. Pictures that no program but Word draws (WMF, EMF) are told.
"""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from typing import Any

from extract.readers.flow import Block, Paragraph, Picture, Span
from extract.readers.office.charts import chart_blocks
from extract.readers.office.docx_alternatives import children
from extract.readers.office.docx_package import Parts
from extract.readers.office.docx_styles import w
from extract.readers.office.unread import Unread
from extract.readers.pixels import is_drawing, is_pixels

Relations = Mapping[str, tuple[str, str]]  # of the part that refers: id -> (kind, name of the other part)

_A = "{http://schemas.openxmlformats.org/drawingml/2006/main}"
R = "{http://schemas.openxmlformats.org/officeDocument/2006/relationships}"
_C = "{http://schemas.openxmlformats.org/drawingml/2006/chart}"
_DGM = "{http://schemas.openxmlformats.org/drawingml/2006/diagram}"
OLE_OBJECT = "{urn:schemas-microsoft-com:office:office}OLEObject"
_WORD_ART = "{urn:schemas-microsoft-com:vml}textpath"
_PICTURES = {_A + "blip": R + "embed", "{urn:schemas-microsoft-com:vml}imagedata": R + "id"}


def hung(element: Any, package: Parts, relations: Relations, unread: Unread, near: str) -> Iterator[Block]:
    """The blocks of what is drawn in an element; `near` is the text that it stands in."""
    for found in outside_boxes(element):
        if found.tag == _DGM + "relIds":
            yield from _diagram(package.part(target(found, R + "dm", relations)))
        elif found.tag == OLE_OBJECT:
            unread.add("objects-not-read", near)
        elif found.tag == _C + "chart":
            yield from _chart(package.part(target(found, R + "id", relations)), unread, near)
        elif found.tag == _WORD_ART and (found.get("string") or "").strip():
            yield Paragraph((Span(found.get("string")),))
        elif found.tag in _PICTURES:
            data = package.data(target(found, _PICTURES[found.tag], relations))
            if data is None and found.get(R + "link"):
                unread.add("linked-pictures-not-read", near)
            yield from _picture(data, unread, near)


def outside_boxes(element: Any) -> Iterator[Any]:
    """All elements below this one but those of text boxes, whose paragraphs are read by themselves."""
    for child in children(element):
        if child.tag != w("txbxContent"):
            yield child
            yield from outside_boxes(child)


def target(element: Any, attribute: str, relations: Relations) -> str:
    """The name of the part that an element refers to; "" for one outside of the package."""
    return relations.get(element.get(attribute, ""), ("", ""))[1]


def _picture(data: bytes | None, unread: Unread, near: str) -> Iterator[Block]:
    if data is not None and is_pixels(data):
        yield Picture(data)
    elif data is not None and is_drawing(data):
        unread.add("drawings-not-read", near)


def _chart(root: Any, unread: Unread, near: str) -> list[Block]:
    blocks = [] if root is None else chart_blocks(root)
    if not blocks:
        unread.add("charts-not-read", near)
    return blocks


def _diagram(root: Any) -> Iterator[Block]:
    """SmartArt: the text of its points, in the order of the model."""
    for paragraph in () if root is None else root.iter(_A + "p"):
        text = "".join(part.text or "" for part in paragraph.iter(_A + "t"))
        if text.strip():
            yield Paragraph((Span(text),))
