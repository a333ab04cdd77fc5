"""The life of a page, from a file to its words repaired.

    Source ─▶ read ─▶ each page judged ─▶ pictures looked at and read ─▶ words repaired
                                ─▶ pictures within the text read in the same way ─▶ Document

`extract.pipeline` says what is made of it.
"""

from __future__ import annotations

from collections.abc import Callable, Collection, Sequence
from dataclasses import replace
from functools import partial
from itertools import islice
from pathlib import Path
from tempfile import TemporaryDirectory

from extract.core.errors import DocumentError, EngineFailed, MissingProgram
from extract.core.model import Document, Figure, Page
from extract.core.options import Options, PageDone, Split
from extract.core.source import Source
from extract.intake import formats
from extract.intake.admission import judge as admitted
from extract.intake.output_names import shown
from extract.layout.page_signs import signs_of
from extract.ocr.context import PageContext
from extract.ocr.engines import best_engine, line_recogniser
from extract.ocr.page import ocr_page
from extract.ocr.pages import NOT_READ, each_page
from extract.ocr.separators import is_separator, may_separate
from extract.readers import read, render
from extract.readers.pictures import PictureFile, read_picture
from extract.repair.decode import decode_page
from extract.repair.figures import Said, unfolded
from extract.repair.line_check import held_against_picture, needs_lines
from extract.repair.page import repair_page
from extract.repair.pasted import needs_look, pasted
from extract.repair.picture_check import needs_check, settled
from extract.repair.signs import with_plain_signs
from extract.repair.unread_beside import unread_told
from extract.repair.verdict import judge, needs_ocr
from schemas.catalogue import Message

MOST_NAMES = 20  # of attached files that are named
UNREAD = ("pdf-attachments", "files-on-page")  # what readers say of files attached, which they do not open


def prepare(
    source: Source, options: Options, only: Collection[int] | None = None, on_page: PageDone | None = None
) -> Document:
    """Read, judge and repair: the document with its words as they were meant.

    `only` names the pages wanted (from 1); the others are left out before any OCR.
    Raises DocumentError when the file cannot be read.
    """
    document = read(source.path, source.media_type, options.limits, only)
    if source.attached:
        document = _apart(document, source.attached)
    pages = _meant([(source.path, document.media_type, page) for page in document.pages], options, on_page)
    return replace(document, pages=tuple(_with_figures(source, pages, options)))


def _apart(document: Document, names: Sequence[str]) -> Document:
    """A document whose notices say that what is attached to it is read by itself, not that it is unread."""
    told = Message.of("attached-apart", count=len(names), names=shown(", ".join(names[:MOST_NAMES])))
    pages = tuple(replace(page, warnings=_without(page.warnings)) for page in document.pages)
    return replace(document, pages=pages, warnings=(*_without(document.warnings), told))


def _without(warnings: Sequence[Message]) -> tuple[Message, ...]:
    return tuple(one for one in warnings if one.code not in UNREAD)


def _with_figures(source: Source, pages: Sequence[Page], options: Options) -> list[Page]:
    """The pages with what pictures within the text say; a scan among them is a page of its own."""
    if not any(page.figures for page in pages):
        return list(pages)
    with TemporaryDirectory(prefix="sohoa-") as folder:
        read_figure = partial(_figure, source, options, Path(folder))
        found = [part for page in pages for part in unfolded(page, read_figure)]
    if len(found) == len(pages):
        return found
    return [replace(page, number=number) for number, page in enumerate(found, start=1)]


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
    plain = [with_plain_signs(page) for _, _, page in places]
    decoded = [decode_page(page) for page in plain]
    judged = [
        (path, kind, replace(page, verdict=judge(page, known)))
        for (path, kind, _), page, known in zip(places, plain, decoded, strict=True)
    ]
    pages = _with_pictures(judged, options, on_page)
    _check_read(pages)
    pages = [
        repair_page(page, known if page.lines is before.lines else None)  # a page read anew has other lines
        for page, before, known in zip(pages, plain, decoded, strict=True)
    ]
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


# What a page's picture tells: of its text layer, and where that is worth nothing, its words; what stands in
# pictures beside a page's own text; and what of its print stands in none of them.
PICTURE_STEPS: tuple[Callable[[Page, PageContext], Page], ...] = (
    settled,
    held_against_picture,
    _as_settled,
    pasted,
    unread_told,
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
