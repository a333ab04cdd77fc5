"""The life of a document and of its pages, from a file to what is known of it.

    Source ─▶ read ─▶ each page judged ─▶ pictures looked at and read ─▶ words repaired
                               ─▶ pictures within the text read in the same way ─▶ Document
    Document ─▶ divided ─▶ each of its documents ─▶ analyse ─▶ Layout ─▶ extract ─▶ Extraction
                                                    Converted holds all three

`extract.serialise` makes outputs of it.
"""

from __future__ import annotations

import time
from collections.abc import Callable, Collection, Iterator
from contextlib import contextmanager
from dataclasses import dataclass, replace
from functools import partial
from pathlib import Path
from tempfile import TemporaryDirectory

from extract.core.errors import ChangedFile, DocumentError, MissingProgram, TooLarge, Unreadable
from extract.core.limits import Limits
from extract.core.model import Document, Figure, Page
from extract.core.options import Options, PageDone, Split
from extract.core.source import Source
from extract.fields import Extraction, extract
from extract.intake.admission import judge as admitted
from extract.intake.identity import fingerprint
from extract.layout import analyse
from extract.layout.divide import Divided, divided
from extract.layout.model import Layout
from extract.ocr.context import PageContext
from extract.ocr.engines import best_engine, line_recogniser
from extract.ocr.page import ocr_page
from extract.ocr.pages import each_page
from extract.readers import read
from extract.repair.figures import Said, unfolded
from extract.repair.page import repair_page
from extract.repair.picture_check import needs_check, settled
from extract.repair.signs import with_plain_signs
from extract.repair.verdict import judge, needs_ocr
from schemas.catalogue.system import why
from schemas.loader import load
from schemas.record import Part


@dataclass(frozen=True, slots=True)
class Converted:
    """One document, read and understood: what every serialiser takes.

    Of a file with several documents `document` has the pages of one of them, counted from 1.
    """

    source: Source
    sha256: str  # of the file, hexadecimal
    bytes: int
    document: Document  # its words repaired, what was read beside them
    layout: Layout
    extraction: Extraction
    seconds: float  # of the whole file
    part: Part | None = None  # which of the file's documents; None for a file that is one
    doubtful: tuple[int, ...] = ()  # pages of `document` on which another one may begin

    def page_of_file(self, number: int) -> int:
        """The number that a page of `document` has in the file."""
        return number + self.part.first_page - 1 if self.part else number

    @property
    def engine(self) -> str | None:
        """Name and version of the engine that read pages; None when all had text of their own."""
        return best_engine().name if any(needs_ocr(page) for page in self.document.pages) else None


def convert(source: Source, options: Options, on_page: PageDone | None = None) -> tuple[Converted, ...]:
    """The documents of one file; `on_page` is told of pages whose pictures were read.

    Raises DocumentError when the file cannot be read, and ChangedFile when it changes meanwhile.
    """
    started = time.monotonic()
    if source.error:
        raise source.error
    with _unchanged(source.path):
        sha256, size = _fingerprint(source.path, options.limits)
        whole = prepare(source, options, on_page=on_page)
        schema = load(options.schema)
        found = []
        for part in divided(whole) if options.split is Split.AUTO else (Divided(whole),):
            layout = analyse(part.document)
            extraction = extract(layout, schema, whole.signed)
            found.append(
                Converted(
                    source, sha256, size, part.document, layout, extraction, 0.0, part.part, part.doubtful
                )
            )
    seconds = round(time.monotonic() - started, 3)
    return tuple(replace(one, seconds=seconds) for one in found)


def prepare(
    source: Source, options: Options, only: Collection[int] | None = None, on_page: PageDone | None = None
) -> Document:
    """Read, judge and repair: the document with its words as they were meant.

    `only` names the pages wanted (from 1); the others are left out before any OCR.
    Raises DocumentError when the file cannot be read.
    """
    document = read(source.path, source.media_type, options.limits, only)
    plain = map(with_plain_signs, document.pages)
    pages = [replace(page, verdict=judge(page)) for page in plain]
    pages = [repair_page(page) for page in _with_pictures(source, pages, options, on_page)]
    with TemporaryDirectory(prefix="sohoa-") as folder:
        read_figure = partial(_figure, source, options, Path(folder))
        pages = [part for page in pages for part in unfolded(page, read_figure)]
    if len(pages) > len(document.pages):
        pages = [replace(page, number=number) for number, page in enumerate(pages, start=1)]
    return replace(document, pages=tuple(pages))


def _figure(source: Source, options: Options, folder: Path, figure: Figure) -> Said:
    """A picture within the text, read as the file that it is."""
    path = folder / "picture"
    path.write_bytes(figure.data)
    found, problem = admitted(path, options.limits)
    try:
        if problem:
            raise problem
        return Said(prepare(replace(source, path=path, media_type=found.media_type), options).pages)
    except MissingProgram:
        raise
    except DocumentError as error:
        return Said(problem=error.message)


def _as_settled(page: Page, context: PageContext) -> Page:
    return ocr_page(page, context) if needs_ocr(page) else page


# What a page's picture tells: of its text layer, and where that is worth nothing, its words.
PICTURE_STEPS: tuple[Callable[[Page, PageContext], Page], ...] = (settled, _as_settled)


def _with_pictures(
    source: Source, pages: list[Page], options: Options, on_page: PageDone | None
) -> list[Page]:
    """The pages, those whose pictures must be looked at gone through PICTURE_STEPS, several at a time."""
    waiting = [page for page in pages if needs_check(page) or needs_ocr(page)]
    if not waiting:
        return pages
    engine, recogniser = best_engine(), line_recogniser()

    def context(page: Page) -> PageContext:
        return PageContext(source.path, source.media_type, page, engine, recogniser, options.page_timeout)

    done = each_page(waiting, _all_steps, context, jobs=options.page_jobs, on_page=on_page)
    by_number = {page.number: page for page in done}
    return [by_number.get(page.number, page) for page in pages]


def _all_steps(page: Page, context: PageContext) -> Page:
    for step in PICTURE_STEPS:
        page = step(page, context)
    return page


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
        raise gone("cannot-open", error=why(error)) from error
    return found.st_size, found.st_mtime_ns


def _fingerprint(path: Path, limits: Limits) -> tuple[str, int]:
    """SHA-256 and size. Raises TooLarge or Unreadable: intake may have seen the file hours ago."""
    try:
        size = path.stat().st_size
        if size > limits.max_bytes:
            raise TooLarge("file-too-large", bytes=size, limit=limits.max_bytes)
        return fingerprint(path)
    except OSError as error:
        raise Unreadable("cannot-open", error=why(error)) from error
