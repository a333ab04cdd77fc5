"""The life of a document and of its pages, from a file to what is known of it.

    Source ─▶ read ─▶ each page judged ─▶ pictures looked at and read ─▶ words repaired ─▶ Document
    Document ─▶ divided ─▶ each of its documents ─▶ analyse ─▶ Layout ─▶ extract ─▶ Extraction
                                                    Converted holds all three
    several pictures ─▶ each read, as above ─▶ gathered ─▶ the documents whose pages they are

`extract.serialise` makes outputs of it.
"""

from __future__ import annotations

import time
from collections.abc import Callable, Collection, Iterator, Sequence
from contextlib import contextmanager
from dataclasses import dataclass, replace
from itertools import islice
from pathlib import Path

from extract.core.errors import ChangedFile, DocumentError, EngineFailed, TooLarge, Unreadable
from extract.core.limits import Limits
from extract.core.model import Document, Page
from extract.core.options import Options, PageDone, Split
from extract.core.source import Source
from extract.fields import Extraction, extract
from extract.intake import formats
from extract.intake.identity import fingerprint, of_several
from extract.intake.output_names import shown
from extract.intake.running_names import MOST, jumps
from extract.layout import analyse
from extract.layout.divide import Divided, divided
from extract.layout.gathered import Gathered, gathered
from extract.layout.model import Layout
from extract.layout.page_signs import signs_of
from extract.ocr.context import PageContext
from extract.ocr.engines import best_engine, line_recogniser
from extract.ocr.page import ocr_page
from extract.ocr.pages import NOT_READ, each_page
from extract.ocr.separators import is_separator, may_separate
from extract.readers import read, render
from extract.readers.pictures import PictureFile, read_picture
from extract.repair.line_check import held_against_picture, needs_lines
from extract.repair.page import repair_page
from extract.repair.pasted import needs_look, pasted
from extract.repair.picture_check import needs_check, settled
from extract.repair.verdict import judge, needs_ocr
from schemas.catalogue import Message
from schemas.catalogue.system import why
from schemas.loader import load
from schemas.record import Part


@dataclass(frozen=True, slots=True)
class Converted:
    """One document, read and understood: what every serialiser takes.

    Of a file with several documents `document` has the pages of one of them, counted from 1.
    """

    source: Source  # the file; of pictures those that the document has
    sha256: str  # of the file, hexadecimal; of pictures `of_several`
    bytes: int
    document: Document  # its words repaired, what was read beside them
    layout: Layout
    extraction: Extraction
    seconds: float  # of the whole file
    part: Part | None = None  # which of the file's documents; None for a file that is one
    doubtful: tuple[tuple[int, str], ...] = ()  # pages of `document`, and what is in doubt (codes of review)

    def page_of_file(self, number: int) -> int:
        """The number that a page of `document` has in the file."""
        return number + self.part.first_page - 1 if self.part else number

    @property
    def engine(self) -> str | None:
        """Name and version of the engine that read pages; None when all had text of their own."""
        read = any(needs_ocr(page) or page.pasted for page in self.document.pages)
        return best_engine().name if read else None


@dataclass(frozen=True, slots=True)
class Refused:
    """A picture of several that cannot be read and belongs to no document."""

    source: Source
    error: DocumentError


def convert(
    source: Source, options: Options, on_page: PageDone | None = None
) -> tuple[Converted | Refused, ...]:
    """The documents of one file, or of pictures; `on_page` is told of pages whose pictures were read.

    Raises DocumentError when the file cannot be read, and ChangedFile when it changes meanwhile.
    """
    started = time.monotonic()
    if source.error:
        raise source.error
    with _unchanged(source.paths):
        documents = _of_pictures if source.pictures else _of_file
        found = tuple(documents(source, options, on_page))
    seconds = round(time.monotonic() - started, 3)
    return tuple(replace(one, seconds=seconds) if isinstance(one, Converted) else one for one in found)


def _of_file(source: Source, options: Options, on_page: PageDone | None) -> Iterator[Converted]:
    sha256, size = _fingerprint(source.path, options.limits)
    whole = prepare(source, options, on_page=on_page)
    for part in divided(whole, options.split):
        yield _understood(source, (sha256, size), part, options)


def _of_pictures(source: Source, options: Options, on_page: PageDone | None) -> Iterator[Converted | Refused]:
    """The documents that pictures are the pages of."""
    marks = [_fingerprint(path, options.limits) for path in source.paths]
    files = prepare_pictures(source, options, on_page)
    for one in gathered([file.document for file in files], options.split):
        own, file = source.some(one.first, one.files), files[one.first]
        own = replace(own, media_type=file.document.media_type or own.media_type)
        if file.error and one.files == 1:
            yield Refused(own, file.error)
            continue
        digests, sizes = zip(*marks[one.first : one.first + one.files], strict=True)
        sha256 = digests[0] if one.files == 1 else of_several(digests)
        doubtful = (*one.divided.doubtful, *_by_names(source, one))
        part = replace(_with_sheets(one, source), doubtful=tuple(sorted(doubtful)))
        yield _understood(own, (sha256, sum(sizes)), part, options)


def _with_sheets(one: Gathered, source: Source) -> Divided:
    """A document that tells which separator sheets beside it were left out."""
    names = [source.pictures[at].parts[-1] for at in one.sheets]
    told = tuple(Message.of("separator-picture-left-out", file=shown(name)) for name in names)
    document = one.divided.document
    return replace(one.divided, document=replace(document, warnings=(*document.warnings, *told)))


def _by_names(source: Source, one: Gathered) -> Iterator[tuple[int, str]]:
    """What the names of its pictures say against a document: its pages, and codes of review."""
    names = [picture.parts[-1] for picture in source.pictures]
    for at in range(one.first + 1, one.first + one.files):
        if jumps(names[at], names[at - 1]):
            yield at - one.first + 1, "picture-missing"
    if one.files > 1 and one.first + one.files == MOST:
        yield one.files, "pictures-cut"


def _understood(source: Source, content: tuple[str, int], part: Divided, options: Options) -> Converted:
    """`content`: SHA-256 and size."""
    layout = analyse(part.document)
    extraction = extract(
        layout, load(options.schema), part.document.signed, "" if part.part else source.original
    )
    return Converted(source, *content, part.document, layout, extraction, 0.0, part.part, part.doubtful)


def prepare(
    source: Source, options: Options, only: Collection[int] | None = None, on_page: PageDone | None = None
) -> Document:
    """Read, judge and repair: the document with its words as they were meant.

    `only` names the pages wanted (from 1); the others are left out before any OCR.
    Raises DocumentError when the file cannot be read.
    """
    document = read(source.path, source.media_type, options.limits, only)
    pages = _meant([(source.path, document.media_type, page) for page in document.pages], options, on_page)
    return replace(document, pages=tuple(pages))


def prepare_pictures(source: Source, options: Options, on_page: PageDone | None = None) -> list[PictureFile]:
    """As `prepare`, each of several pictures; one that cannot be read is an empty page with its error."""
    files = [read_picture(picture, options.limits) for picture in source.pictures]
    places = [(file.path, file.document.media_type, page) for file in files for page in file.document.pages]
    pages = iter(_meant(places, options, on_page))
    return [
        replace(file, document=replace(file.document, pages=tuple(islice(pages, len(file.document.pages)))))
        for file in files
    ]


Place = tuple[Path, str, Page]  # the file of a page, and its media type


def _meant(places: Sequence[Place], options: Options, on_page: PageDone | None) -> list[Page]:
    """The pages judged, their pictures read, their words repaired."""
    judged = [(path, kind, replace(page, verdict=judge(page))) for path, kind, page in places]
    pages = _with_pictures(judged, options, on_page)
    _check_read(pages)
    pages = [repair_page(page) for page in pages]
    if options.split is Split.NEVER or len(pages) < 2:
        return pages
    return [
        replace(page, separator=_separates(page, path, kind))
        for page, (path, kind, _) in zip(pages, places, strict=True)
    ]


def _separates(page: Page, path: Path, media_type: str) -> bool:
    """Whether a page is a sheet between documents: few words, no head, no signature, and a code."""
    if not formats.is_drawn(media_type) or not may_separate(page):
        return False
    signs = signs_of(page)
    if signs.has_head or signs.closes:
        return False
    try:
        return is_separator(page, lambda dpi: render(path, media_type, page.number, dpi))
    except DocumentError:
        return False


def _check_read(pages: Sequence[Page]) -> None:
    """Raises EngineFailed when OCR failed and no page has a word: that is no converted document."""
    failed = [warning for page in pages for warning in page.warnings if warning.code in NOT_READ]
    if failed and not any(page.lines for page in pages):
        params = dict(failed[0].params)
        notice, advice = params.pop("cause", failed[0].code), params.pop("advice", "")
        raise EngineFailed("no-page-read", str(advice), notice=notice, **params)


def _as_settled(page: Page, context: PageContext) -> Page:
    return ocr_page(page, context) if needs_ocr(page) else page


# What a page's picture tells: of its text layer, and where that is worth nothing, its words; and what stands
# in pictures beside a page's own text.
PICTURE_STEPS: tuple[Callable[[Page, PageContext], Page], ...] = (
    settled,
    held_against_picture,
    _as_settled,
    pasted,
)

NEEDS: tuple[Callable[[Page], bool], ...] = (needs_check, needs_lines, needs_ocr, needs_look)


def _with_pictures(places: Sequence[Place], options: Options, on_page: PageDone | None) -> list[Page]:
    """The pages, those whose pictures must be looked at gone through PICTURE_STEPS, several at a time."""
    waiting = [place for place in places if any(needs(place[2]) for needs in NEEDS)]
    if not waiting:
        return [page for _, _, page in places]
    engine, recogniser = best_engine(), line_recogniser()
    file_of = {id(page): (path, kind) for path, kind, page in waiting}

    def context(page: Page) -> PageContext:
        return PageContext(*file_of[id(page)], page, engine, recogniser, options.page_timeout)

    pages = [page for _, _, page in waiting]
    done = each_page(pages, _all_steps, context, jobs=options.page_jobs, on_page=on_page)
    read = {id(page): now for page, now in zip(pages, done, strict=True)}
    return [read.get(id(page), page) for _, _, page in places]


def _all_steps(page: Page, context: PageContext) -> Page:
    for step in PICTURE_STEPS:
        page = step(page, context)
    return page


@contextmanager
def _unchanged(paths: Sequence[Path]) -> Iterator[None]:
    """Raise ChangedFile when a file is another one at the end, whatever reading it came to."""
    before = [_state(path) for path in paths]
    try:
        yield
    except Exception as error:
        if [_state(path, gone=ChangedFile) for path in paths] != before:
            raise ChangedFile from error
        raise
    if [_state(path, gone=ChangedFile) for path in paths] != before:
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
