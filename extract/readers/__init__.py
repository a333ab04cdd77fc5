"""Readers: one function each, a file to a Document, found by media type.

Source.media_type ─▶ READERS[media_type](path, limits) ─▶ Document      read: only some of its pages
"""

from __future__ import annotations

from collections.abc import Callable, Collection
from dataclasses import replace
from pathlib import Path

from extract import media
from extract.limits import Limits
from extract.model import Document
from extract.readers.image import read_image
from extract.readers.markdown import read_markdown
from extract.readers.office import read_doc, read_docx, read_rtf
from extract.readers.pdf import read_pdf
from extract.readers.text import read_text

Reader = Callable[[Path, Limits], Document]

READERS: dict[str, Reader] = {
    media.PDF: read_pdf,
    media.PNG: read_image,
    media.JPEG: read_image,
    media.TIFF: read_image,
    media.DOC: read_doc,
    media.DOCX: read_docx,
    media.RTF: read_rtf,
    media.TEXT: read_text,
    media.MARKDOWN: read_markdown,
}


def read(path: Path, media_type: str, limits: Limits, only: Collection[int] | None = None) -> Document:
    """The document, only the pages named (from 1): those of a PDF that are not wanted are not looked at."""
    if media_type == media.PDF:
        return read_pdf(path, limits, only)
    document = READERS[media_type](path, limits)
    return replace(
        document, pages=tuple(page for page in document.pages if only is None or page.number in only)
    )
