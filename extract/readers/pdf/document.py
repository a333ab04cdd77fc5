"""A PDF as a Document: its own text with boxes and fonts, its ruled tables, and whether a page is a picture.

    path ─▶ pdfium ─▶ lines (text) + rules (drawing) ─▶ tables (extract.tables.ruled) ─▶ Page

What signatures and stamps add as annotations (the number and the date of most signed documents are such
additions) is merged into the page in memory and read with it; the file itself is only read.
"""

from __future__ import annotations

import re
from collections.abc import Collection, Iterator
from contextlib import contextmanager
from ctypes import create_string_buffer
from pathlib import Path
from threading import RLock
from typing import Any

import pypdfium2 as pdfium
import pypdfium2.raw as pdfium_c

from extract.core.errors import BrokenFile, EmptyFile, EncryptedPdf, TooManyPages
from extract.core.geometry import Box
from extract.core.limits import Limits
from extract.core.model import Document, Line, Origin, Page, Table, Verdict
from extract.core.pose import Pose
from extract.intake.formats import PDF
from extract.readers.pdf.drawing import SCAN_SHARE, Drawing, read_drawing, text_objects
from extract.readers.pdf.frame import Frame, upright
from extract.readers.pdf.glyphs import glyphs_of
from extract.readers.pdf.outline_check import contradicts
from extract.readers.pdf.text import lines_of
from extract.tables.borderless import open_grids
from extract.tables.row_splits import split_rows
from extract.tables.ruled import grids_of, tables_of
from schemas.catalogue import Message
from schemas.kinds import Kind

OUTLINES = 100  # paths on a page without text: letters drawn as outlines ("print to PDF")
FEW_OUTLINES = 4  # shapes with curves: a name of two syllables; a rounded frame or an emblem's ring has fewer
FEW_WORDS = 12  # of a page number and a running foot
LARGEST_SIDE = 14_400.0  # points: the largest page of ISO 32000-1, annex C; beyond it the file is damaged
# On one page. A sheet of A4 set solid in 6 point has 15,000; 60,000 words of two letters cost layout minutes.
MOST_CHARACTERS = 100_000

PDFIUM = RLock()  # pdfium is not thread-safe: whoever calls it holds this


def read_pdf(path: Path, limits: Limits, only: Collection[int] | None = None) -> Document:
    """Read the pages' own text; `only` names the pages wanted (from 1).

    Raises EncryptedPdf, BrokenFile, EmptyFile or TooManyPages. One damaged page costs only that page:
    it comes back empty, with a warning.
    """
    with opened(path) as document:
        count = len(document)
        if count > limits.max_pages:
            raise TooManyPages("pdf-too-many-pages", pages=count, limit=limits.max_pages)
        wanted = [number for number in range(1, count + 1) if only is None or number in only]
        pages = tuple(_page(document, number) for number in wanted)
        if len(pages) == count and all(page.width is None for page in pages):
            notice = pages[0].warnings[0]
            raise BrokenFile("no-page-read", notice=notice.code, **dict(notice.params))
        signed = tuple(_signature_days(document))
    return Document(pages, PDF.media_type, PDF.paged, signed=signed)


@contextmanager
def opened(path: Path) -> Iterator[Any]:
    """The PDF opened by pdfium, held for one thread until it is closed."""
    with PDFIUM:
        try:
            document = pdfium.PdfDocument(path)
        except pdfium.PdfiumError as error:
            raise _failure(path) from error
        try:
            yield document
        finally:
            document.close()


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


def frame_of(page: Any) -> Frame:
    """How the page's coordinates become points of the upright page."""
    left, bottom, right, top = page.get_bbox()  # crop box within media box, inherited or not
    return Frame(left, bottom, right, top, page.get_rotation() // 90 % 4)


def annotation_lines(path: Path, number: int) -> tuple[Line, ...]:
    """What annotations (signatures, stamps, filled-in fields) print on the page, as exact text."""
    with opened(path) as document:
        page = document[number - 1]
        if not pdfium_c.FPDFPage_GetAnnotCount(page):
            return ()
        own = pdfium_c.FPDFPage_CountObjects(page)
        pdfium_c.FPDFPage_Flatten(page, pdfium_c.FLAT_NORMALDISPLAY)
        page = document[number - 1]
        # What was annotations is now the page's last objects.
        return lines_of(glyphs_of(page.get_textpage(), frame_of(page), text_objects(page, first=own)))


def _page(document: Any, number: int) -> Page:
    try:
        return _whole_page(document, number)
    except pdfium.PdfiumError:
        warning = Message.of("page-unreadable", page=number)
    except BrokenFile as error:
        warning = Message.of("page-impossible", page=number, cause=error.cause, **dict(error.message.params))
    return Page(number, (), Origin.TEXT_LAYER, verdict=Verdict(Kind.EMPTY), warnings=(warning,))


def _whole_page(document: Any, number: int) -> Page:
    """The page read. Raises PdfiumError, or BrokenFile for a page that no program could have meant."""
    page = document[number - 1]
    if pdfium_c.FPDFPage_GetAnnotCount(page):
        pdfium_c.FPDFPage_Flatten(page, pdfium_c.FLAT_NORMALDISPLAY)
        page = document[number - 1]
    stored = frame_of(page)
    width, height = stored.size
    if not 1.0 <= min(width, height) <= max(width, height) <= LARGEST_SIDE:
        raise BrokenFile("page-size", width=round(width), height=round(height))
    text_page = page.get_textpage()
    characters = pdfium_c.FPDFText_CountChars(text_page)
    if characters > MOST_CHARACTERS:
        raise BrokenFile("page-characters", characters=characters)
    frame = upright(text_page, stored)
    glyphs = list(glyphs_of(text_page, frame))
    lines = lines_of(glyphs)
    drawing = read_drawing(page, frame)
    tables, lines = _tables(drawing, lines) if lines else ((), lines)
    return Page(
        number,
        lines,
        Origin.TEXT_LAYER,
        *frame.size,
        verdict=_first_verdict(lines, drawing),
        tables=tables,
        has_image=_is_picture(lines, drawing),
        contradicted=contradicts(glyphs),
        layered=drawing.hidden * 2 > drawing.texts,
        unread=_unread(lines, drawing, frame.size),
        pose=Pose(*frame.size, turns=turns) if (turns := (frame.turns - stored.turns) % 4) else None,
    )


def _tables(drawing: Drawing, lines: tuple[Line, ...]) -> tuple[tuple[Table, ...], tuple[Line, ...]]:
    """The page's tables, ruled in full or in part, and its lines cut at their cells."""
    grids = split_rows(grids_of(drawing.rules), lines)
    return tables_of([*grids, *open_grids(drawing.rules, lines, grids)], lines)


def _is_picture(lines: tuple[Line, ...], drawing: Drawing) -> bool:
    """Whether OCR would find print on the page: a scan, or letters drawn as outlines."""
    return drawing.image_share >= SCAN_SHARE or (not lines and drawing.paths >= OUTLINES)


def _unread(lines: tuple[Line, ...], drawing: Drawing, size: tuple[float, float]) -> tuple[Box, ...]:
    """Where something is drawn beside the page's text that may be print."""
    held = list(drawing.pictures)
    if len(drawing.outlines) >= FEW_OUTLINES:
        held += filter(None, [Box.around(drawing.outlines)])
    elif drawing.paths >= OUTLINES and sum(len(line.words) for line in lines) <= FEW_WORDS:
        held.append(Box(0.0, 0.0, *size))  # letters without curves, as plotters draw them
    return tuple(held)


def _first_verdict(lines: tuple[Line, ...], drawing: Drawing) -> Verdict:
    """What is certain without looking at the words; `repair.verdict` looks at them."""
    if lines:
        return Verdict(Kind.GOOD)
    if drawing.image_share > 0 or drawing.paths:
        return Verdict(Kind.IMAGE, (Message.of("no-own-text"),), (("image-share", drawing.image_share),))
    return Verdict(Kind.EMPTY, (Message.of("nothing-drawn"),))
