"""The life of a document, from a file to what is known of it.

    Source ─▶ prepare ─▶ Document ─▶ divided ─▶ each of its documents ─▶ analyse ─▶ Layout ─▶ extract ─▶
                                                     Extraction; Converted holds all three
    several pictures ─▶ each prepared ─▶ gathered ─▶ the documents whose pages they are

`extract.preparation` tells the life of a page; `extract.serialise` makes outputs of it all.
"""

from __future__ import annotations

import time
from collections.abc import Iterator, Sequence
from contextlib import contextmanager
from dataclasses import dataclass, replace
from pathlib import Path

from extract.core.errors import ChangedFile, DocumentError, TooLarge, Unreadable
from extract.core.limits import Limits
from extract.core.model import Document
from extract.core.options import Options, PageDone
from extract.core.source import Source
from extract.fields import Extraction, extract
from extract.intake.identity import fingerprint, of_several
from extract.intake.output_names import shown
from extract.intake.running_names import MOST, jumps
from extract.layout import analyse
from extract.layout.divide import Divided, divided
from extract.layout.gathered import Gathered, gathered
from extract.layout.model import Layout
from extract.ocr.engines import best_engine
from extract.preparation import prepare, prepare_pictures
from extract.repair.verdict import needs_ocr
from schemas import knowledge
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
    name = "" if part.part else source.original
    known = knowledge.load(options.knowledge) if options.knowledge else None
    extraction = extract(layout, load(options.schema), part.document.signed, name, known)
    return Converted(source, *content, part.document, layout, extraction, 0.0, part.part, part.doubtful)


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
