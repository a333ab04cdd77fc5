"""Readers: one function each, a file to a Document, found by media type.

Source.media_type ─▶ READERS[media_type](path, limits) ─▶ Document      read: only some of its pages
"""

from __future__ import annotations

from collections.abc import Callable, Collection
from dataclasses import replace
from pathlib import Path

from extract.core.limits import Limits
from extract.core.model import Document
from extract.intake import filetype
from extract.readers.image import read_image
from extract.readers.office.doc import read_doc
from extract.readers.office.docx import read_docx
from extract.readers.office.rtf import read_rtf
from extract.readers.pdf.document import read_pdf
from extract.readers.plain.markdown import read_markdown
from extract.readers.plain.text import read_text

Reader = Callable[[Path, Limits], Document]

READERS: dict[str, Reader] = {
    filetype.PDF: read_pdf,
    filetype.PNG: read_image,
    filetype.JPEG: read_image,
    filetype.TIFF: read_image,
    filetype.DOC: read_doc,
    filetype.DOCX: read_docx,
    filetype.RTF: read_rtf,
    filetype.TEXT: read_text,
    filetype.MARKDOWN: read_markdown,
}


def read(path: Path, media_type: str, limits: Limits, only: Collection[int] | None = None) -> Document:
    """The document, only the pages named (from 1): those of a PDF that are not wanted are not looked at."""
    if media_type == filetype.PDF:
        return read_pdf(path, limits, only)
    document = READERS[media_type](path, limits)
    return replace(
        document, pages=tuple(page for page in document.pages if only is None or page.number in only)
    )
