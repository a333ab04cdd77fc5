"""The way of one document, from its file to its record.

    Source ─▶ reader ─▶ verdicts, doubts settled ─▶ OCR of image pages ─▶ repair ─▶ layout ─▶ fields ─▶ Record

`convert` never raises for a bad document: its record then says what went wrong, at which stage.
"""

from __future__ import annotations

import time
from collections.abc import Collection, Iterator
from contextlib import contextmanager
from dataclasses import replace
from pathlib import Path

from extract.core.errors import ChangedFile, DocumentError, Internal, OutOfMemory, TooLarge, Unreadable
from extract.core.limits import Limits
from extract.core.model import Document, Kind, Page
from extract.core.options import Options, PageDone
from extract.core.source import Source
from extract.fields import extract
from extract.intake.identity import fingerprint
from extract.layout import analyse
from extract.ocr.context import PageContext
from extract.ocr.engines import best_engine, line_recogniser
from extract.ocr.page import ocr_page
from extract.ocr.pages import each_page
from extract.readers import read
from extract.repair.page import repair_page
from extract.repair.picture_check import needs_check, settled
from extract.repair.verdict import judge
from extract.serialise.record import content, doubtful_pages, on_stored_pages, page_warnings
from extract.version import VERSION
from schemas.loader import load
from schemas.record import Content, Error, Processing, Record, SourceFile


def convert(source: Source, options: Options, on_page: PageDone | None = None) -> Record:
    """One document, one record; a failure is in `processing.error`. `on_page` is told of pages read."""
    started = time.monotonic()
    record = Record(
        source=SourceFile(path=source.name, media_type=source.media_type),
        processing=Processing(version=VERSION, schema=options.schema),
    )
    try:
        if source.error:
            raise source.error
        with _unchanged(source.path):
            _describe_file(record, source.path, options.limits)
            _fill(record, source, options, on_page)
    except DocumentError as error:
        record.content, record.processing.error = Content(), _error(error)
    except MemoryError:
        record.processing.error = _error(OutOfMemory())
    except Exception as error:
        record.processing.error = _error(Internal(f"The program failed: {type(error).__name__}: {error}."))
    record.processing.seconds = round(time.monotonic() - started, 3)
    return record


def prepare(
    source: Source, options: Options, only: Collection[int] | None = None, on_page: PageDone | None = None
) -> Document:
    """Read, judge and repair: the document with its words as they were meant.

    `only` names the pages wanted (from 1); the others are left out before any OCR.
    Raises DocumentError when the file cannot be read.
    """
    document = read(source.path, source.media_type, options.limits, only)
    pages = [replace(page, verdict=judge(page)) for page in document.pages]
    pages = _with_pictures(source, pages, options, on_page)
    return replace(document, pages=tuple(repair_page(page) for page in pages))


def needs_ocr(page: Page) -> bool:
    """An image page, or one whose text is garbled while its image is there to be read again."""
    return page.verdict.kind is Kind.IMAGE or (page.verdict.kind is Kind.GARBLED and page.has_image)


def _with_pictures(
    source: Source, pages: list[Page], options: Options, on_page: PageDone | None
) -> list[Page]:
    """The pages, those whose pictures must be looked at or read done so, several at a time."""
    waiting = [page for page in pages if needs_check(page) or needs_ocr(page)]
    if not waiting:
        return pages
    engine = best_engine()

    def context(page: Page) -> PageContext:
        return PageContext(
            source.path, source.media_type, page, engine, line_recogniser(), options.page_timeout
        )

    done = each_page(waiting, _from_picture, context, jobs=options.page_jobs, on_page=on_page)
    by_number = {page.number: page for page in done}
    return [by_number.get(page.number, page) for page in pages]


def _from_picture(page: Page, context: PageContext) -> Page:
    """One page with what its picture tells: of its text layer, and where that is worth nothing, its words."""
    settled_page = settled(page, context)
    return ocr_page(settled_page, context) if needs_ocr(settled_page) else settled_page


def _fill(record: Record, source: Source, options: Options, on_page: PageDone | None) -> None:
    document = prepare(source, options, on_page=on_page)
    layout = analyse(document)
    extraction = extract(layout, load(options.schema), document.signed)
    record.source.pages = len(document.pages) if document.paged else None
    record.fields = extraction.fields
    record.evidence = on_stored_pages(extraction.evidence, document)
    record.content = content(document, layout)
    record.processing.schema_name = extraction.schema
    record.review = extraction.review + doubtful_pages(document)
    record.processing.warnings = [*document.warnings, *page_warnings(document)]
    if any(needs_ocr(page) for page in document.pages):
        record.processing.engine = best_engine().name


@contextmanager
def _unchanged(path: Path) -> Iterator[None]:
    """Raise ChangedFile when the file is another one at the end, whatever reading it came to."""
    before = _state(path)
    try:
        yield
    except Exception as error:
        if _state(path, gone=ChangedFile) != before:
            raise ChangedFile from error
        raise
    if _state(path, gone=ChangedFile) != before:
        raise ChangedFile


def _state(path: Path, gone: type[DocumentError] = Unreadable) -> tuple[int, int]:
    """Size and time of the last change. Raises `gone`."""
    try:
        found = path.stat()
    except OSError as error:
        raise gone(f"The file cannot be opened: {error.strerror}.") from error
    return found.st_size, found.st_mtime_ns


def _describe_file(record: Record, path: Path, limits: Limits) -> None:
    try:
        size = path.stat().st_size  # again: intake may have seen it hours ago
        if size > limits.max_bytes:
            raise TooLarge(f"The file has {size:,} bytes; the limit is {limits.max_bytes:,}.")
        record.source.sha256, record.source.bytes = fingerprint(path)
    except OSError as error:
        raise Unreadable(f"The file cannot be opened: {error.strerror}.") from error


def _error(error: DocumentError) -> Error:
    return Error(code=error.code, message=str(error), stage=error.stage)
