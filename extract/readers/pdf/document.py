"""A PDF as a Document: opened by pdfium, read page by page, with what it holds beside its pages.

path ─▶ pdfium ─▶ Page (`page.read_page`) for each page ─▶ Document
"""

from __future__ import annotations

import re
from collections.abc import Collection, Iterator
from contextlib import contextmanager, suppress
from ctypes import create_string_buffer
from functools import lru_cache
from pathlib import Path
from threading import RLock
from typing import Any

import pypdfium2 as pdfium
import pypdfium2.raw as pdfium_c

from extract.core.errors import BrokenFile, EmptyFile, EncryptedPdf, TooManyPages
from extract.core.limits import Limits
from extract.core.model import Document, Line, Page
from extract.intake.formats import PDF
from extract.readers.pdf.form_calls import check_calls
from extract.readers.pdf.hidden_layers import has_layers
from extract.readers.pdf.mended import is_cut_off, mended
from extract.readers.pdf.page import added_lines, read_page
from schemas.catalogue import Message
from schemas.kinds import Kind

MOST_NAMES = 20  # attachments that are named
XFA = (pdfium_c.FORMTYPE_XFA_FULL, pdfium_c.FORMTYPE_XFA_FOREGROUND)

PDFIUM = RLock()  # pdfium is not thread-safe: whoever calls it holds this


def read_pdf(path: Path, limits: Limits, only: Collection[int] | None = None) -> Document:
    """Read the pages' own text; `only` names the pages wanted (from 1).

    Raises EncryptedPdf, BrokenFile, EmptyFile or TooManyPages. One damaged page costs only that page:
    it comes back empty, with a warning.
    """
    check_calls(path)
    with _held(path) as (document, lossy):
        count = len(document)
        if count > limits.max_pages:
            raise TooManyPages("pdf-too-many-pages", pages=count, limit=limits.max_pages)
        wanted = [number for number in range(1, count + 1) if only is None or number in only]
        layers = has_layers(path)
        pages = tuple(read_page(document, number, layers) for number in wanted)
        if len(pages) == count and all(page.width is None for page in pages):
            notice = pages[0].warnings[0]
            raise BrokenFile("no-page-read", notice=notice.code, **dict(notice.params))
        if lossy and all(page.verdict.kind is Kind.EMPTY for page in pages):
            raise BrokenFile("pdf-damaged")
        signed = tuple(_signature_days(document))
        damage = _damage(path, count, lossy)
        if damage:
            pages = tuple(map(_lost, pages))
        warnings = (*damage, *_warnings(document))
    return Document(pages, PDF.media_type, PDF.paged, warnings, signed)


@contextmanager
def opened(path: Path) -> Iterator[Any]:
    """The PDF opened by pdfium, held for one thread until it is closed."""
    with _held(path) as (document, _):
        yield document


@contextmanager
def _held(path: Path) -> Iterator[tuple[Any, bool]]:
    """The PDF as `opened`, and whether it was so damaged that pages may be lost."""
    with PDFIUM:
        document, lossy = _opened(path)
        try:
            yield document, lossy
        finally:
            document.close()


def _opened(path: Path) -> tuple[Any, bool]:
    """Raises EncryptedPdf, EmptyFile or BrokenFile."""
    try:
        return pdfium.PdfDocument(path), False
    except pdfium.PdfiumError:
        failure = _failure(path)
    if isinstance(failure, BrokenFile):
        state = path.stat()
        data, lossy = _mended(path, (state.st_size, state.st_mtime_ns))
        if data:
            return pdfium.PdfDocument(data), lossy
    raise failure


@lru_cache(maxsize=1)  # a page is opened again each time that it is drawn
def _mended(path: Path, _state: tuple[int, int]) -> tuple[bytes, bool]:
    """A damaged file as pdfium opens it, and whether pages may be lost; b"" where it does not."""
    for data, lossy in mended(path):
        with suppress(pdfium.PdfiumError):
            pdfium.PdfDocument(data).close()
            return data, lossy
    return b"", False


def _damage(path: Path, count: int, lossy: bool) -> tuple[Message, ...]:
    if lossy:
        return (Message.of("pdf-mended", pages=count),)
    return (Message.of("pdf-cut-off"),) if is_cut_off(path) else ()


def _lost(page: Page) -> Page:
    """A page of a damaged file: where nothing is on it, that is told."""
    empty = page.verdict.kind is Kind.EMPTY and not page.warnings
    return page.told(Message.of("page-lost", page=page.number)) if empty else page


def _signature_days(document: Any) -> Iterator[str]:
    """The days of the digital signatures, "D:20250219083909+07'00'" (ISO 32000-1, 7.9.4) being 2025-02-19."""
    for index in range(pdfium_c.FPDF_GetSignatureCount(document.raw)):
        signature = pdfium_c.FPDF_GetSignatureObject(document.raw, index)
        time = create_string_buffer(pdfium_c.FPDFSignatureObj_GetTime(signature, None, 0))
        pdfium_c.FPDFSignatureObj_GetTime(signature, time, len(time))
        day = re.match(r"(?:D:)?(\d{4})(\d\d)(\d\d)", time.value.decode("ascii", "ignore"))
        if day:
            yield "-".join(day.groups())


def _failure(path: Path) -> Exception:
    """Why pdfium does not open the file. Asked again, since the library's own error may be an older one."""
    if path.stat().st_size == 0:
        return EmptyFile()
    handle = pdfium_c.FPDF_LoadDocument(str(path).encode(), None)
    if handle:
        pdfium_c.FPDF_CloseDocument(handle)
        return EmptyFile("pdf-no-pages")
    if pdfium_c.FPDF_GetLastError() == pdfium_c.FPDF_ERR_PASSWORD:
        return EncryptedPdf()
    return BrokenFile("pdf-damaged")


def annotation_lines(path: Path, number: int) -> tuple[Line, ...]:
    """What annotations (signatures, stamps, filled-in fields) print on the page, as exact text."""
    with opened(path) as document:
        return added_lines(document, number)


def _warnings(document: Any) -> Iterator[Message]:
    """What the file holds beside its pages."""
    count = pdfium_c.FPDFDoc_GetAttachmentCount(document.raw)
    if count > 0:
        names = ", ".join(
            document.get_attachment(index).get_name() for index in range(min(count, MOST_NAMES))
        )
        yield Message.of("pdf-attachments", count=count, names=names)
    if document.get_formtype() in XFA:
        yield Message.of("xfa-form")
