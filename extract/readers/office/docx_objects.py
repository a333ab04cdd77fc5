"""Objects of other programs in a .docx file, read in their place.

w:object ─ of_object ─▶ Paragraph | Grid; [] for one that must be told
"""

from __future__ import annotations

from typing import Any

from extract.readers.flow import Block
from extract.readers.office.docx_drawings import OLE_OBJECT, R, Relations, outside_boxes, target
from extract.readers.office.docx_package import Parts
from extract.readers.office.embedded import Objects


def of_object(element: Any, package: Parts, relations: Relations, objects: Objects) -> list[Block]:
    """The blocks of an object that can be read, in place of its picture, which shows the same; else []."""
    for found in outside_boxes(element):
        if found.tag == OLE_OBJECT:
            data = package.data(target(found, R + "id", relations))
            return objects.read(data) if data else []
    return []
