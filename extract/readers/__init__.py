"""Readers: what can be done with a file of each format, bound to the rows of the table of formats.

    (path, media type) ─▶ read ─▶ Document
                       ─▶ render ─▶ a page's picture    annotation_lines ─▶ exact text    glance ─▶ page count

A paged format has pages that can be drawn and counted without reading them; a flow format can only be read.
"""

from __future__ import annotations

from collections.abc import Callable, Collection, Sequence
from dataclasses import dataclass, replace
from pathlib import Path

from extract.core.errors import BrokenFile
from extract.core.limits import Limits
from extract.core.model import Document, Line
from extract.imaging.colour import Picture
from extract.intake import formats
from extract.intake.formats import Format
from extract.readers import page_kinds, rasterise
from extract.readers.image import read_image
from extract.readers.office.doc import read_doc
from extract.readers.office.docx import read_docx
from extract.readers.office.html import read_html
from extract.readers.office.mail import read_mail, read_outlook
from extract.readers.office.odt import read_odt
from extract.readers.office.rtf import read_rtf
from extract.readers.office.sheet_xml import read_sheet_xml
from extract.readers.office.sheets import read_sheets
from extract.readers.office.word_xml import read_word_xml
from extract.readers.pdf import document as pdf
from extract.readers.plain.markdown import read_markdown
from extract.readers.plain.text import read_text
from schemas.kinds import Kind


@dataclass(frozen=True, slots=True)
class Reader:
    """Of a flow format."""

    read: Callable[[Path, Limits], Document]


@dataclass(frozen=True, slots=True)
class PagedReader(Reader):
    """Of a format with pages, numbered from 1."""

    draw: Callable[[Path, int, float, bool], Picture]  # page, dpi, with annotations
    glance: Callable[[Path], tuple[int, Sequence[Kind]]]  # how many pages, and what some of them are
    # Where some pages can be read without the others; where annotations are text and not print.
    read_some: Callable[[Path, Limits, Collection[int]], Document] | None = None
    annotations: Callable[[Path, int], tuple[Line, ...]] | None = None


_PICTURE = PagedReader(read_image, rasterise.draw_frame, page_kinds.of_picture)

READERS: dict[Format, Reader] = {
    formats.PDF: PagedReader(
        pdf.read_pdf, rasterise.draw_page, page_kinds.of_pdf, pdf.read_pdf, pdf.annotation_lines
    ),
    formats.PNG: _PICTURE,
    formats.JPEG: _PICTURE,
    formats.TIFF: _PICTURE,
    formats.GIF: _PICTURE,
    formats.BMP: _PICTURE,
    formats.WEBP: _PICTURE,
    formats.JP2: _PICTURE,
    formats.HEIF: _PICTURE,
    formats.DOC: Reader(read_doc),
    formats.DOCX: Reader(read_docx),
    formats.WORD_XML: Reader(read_word_xml),
    formats.ODT: Reader(read_odt),
    formats.RTF: Reader(read_rtf),
    formats.HTML: Reader(read_html),
    formats.MESSAGE: Reader(read_mail),
    formats.OUTLOOK: Reader(read_outlook),
    formats.XLSX: Reader(read_sheets),
    formats.XLS: Reader(read_sheets),
    formats.ODS: Reader(read_sheets),
    formats.SHEET_XML: Reader(read_sheet_xml),
    formats.TEXT: Reader(read_text),
    formats.MARKDOWN: Reader(read_markdown),
}


def read(path: Path, media_type: str, limits: Limits, only: Collection[int] | None = None) -> Document:
    """The document, or only the pages named (from 1): those of a PDF that are not wanted are not looked at.

    Raises DocumentError.
    """
    reader = READERS[formats.of(media_type)]
    if only is not None and isinstance(reader, PagedReader) and reader.read_some:
        return reader.read_some(path, limits, only)
    document = reader.read(path, limits)
    wanted = tuple(page for page in document.pages if only is None or page.number in only)
    return replace(document, pages=wanted, media_type=media_type)


def render(path: Path, media_type: str, number: int, dpi: float, *, annotations: bool = False) -> Picture:
    """Page `number` (from 1) as height x width x 3 bytes RGB at about `dpi`.

    The true scale is the picture's width over the page's width: large sheets come out smaller.
    Raises what the reader of the file raises, and BrokenFile for a page that cannot be drawn.
    """
    reader = _paged(media_type)
    try:
        return reader.draw(path, number, dpi, annotations)
    except rasterise.DAMAGED as error:
        raise BrokenFile("page-not-drawn", page=number) from error


def annotation_lines(path: Path, media_type: str, number: int) -> tuple[Line, ...]:
    """What annotations print on a page that is read as a picture, as exact text."""
    reader = _paged(media_type)
    return reader.annotations(path, number) if reader.annotations else ()


def glance(path: Path, media_type: str) -> tuple[int, Sequence[Kind]]:
    """How many pages a file of a paged format has, and what a few of them are. Raises DocumentError."""
    return _paged(media_type).glance(path)


def _paged(media_type: str) -> PagedReader:
    reader = READERS[formats.of(media_type)]
    if not isinstance(reader, PagedReader):
        raise TypeError(f"{media_type} has no pages before it is printed")
    return reader
