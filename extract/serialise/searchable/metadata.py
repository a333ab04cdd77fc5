"""What a searchable copy says of itself: the fields of its document, in XMP.

Fields ─ describe ─▶ dc:title, dc:creator, dc:identifier, dc:date, dc:type, dc:language; /Lang of the catalog
"""

from __future__ import annotations

import pikepdf
from pikepdf import Name, String

from extract.version import VERSION
from schemas.fields import Fields

LANGUAGE = "vi"
PROGRAM = f"sohoa {VERSION}"


def describe(pdf: pikepdf.Pdf, fields: Fields) -> None:
    """Write what is known; what the file says of itself stays where nothing is."""
    pdf.Root[Name.Lang] = String(LANGUAGE)
    known: dict[str, str | list[str] | set[str] | None] = {
        "dc:title": fields.title,
        "dc:creator": [fields.organ] if fields.organ else None,
        "dc:identifier": fields.code,
        "dc:date": [fields.date] if fields.date else None,
        "dc:type": {fields.doc_type.name} if fields.doc_type.name else None,
        "dc:language": {LANGUAGE},
        "xmp:CreatorTool": PROGRAM,
    }
    with pdf.open_metadata(set_pikepdf_as_editor=False) as told:
        for name, value in known.items():
            if value:
                told[name] = value
