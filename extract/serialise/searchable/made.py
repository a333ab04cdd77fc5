"""A converted document as a searchable PDF/A, or why there is none.

    Converted ─ pages ─▶ PDF ─ words set over it ─ described ─▶ saved, checked by pikepdf.pdfa ─▶ Searchable

What is written has passed the check; a file that does not pass is not written, since an archive must be able
to trust that all that stand there are PDF/A.
"""

from __future__ import annotations

from collections.abc import Collection, Iterator
from dataclasses import dataclass
from pathlib import Path

import pikepdf
from pikepdf import pdfa

from extract.core.options import Options
from extract.intake.formats import PDF
from extract.pipeline import Converted
from extract.serialise.searchable.drawn import draw, refused_pages
from extract.serialise.searchable.idle_fonts import without_idle_fonts
from extract.serialise.searchable.metadata import describe
from extract.serialise.searchable.overlay import overlay
from extract.serialise.searchable.own_pages import OwnPages, own_pages
from extract.serialise.searchable.picture_page import picture_page
from extract.serialise.searchable.upright import Flattened, flattened, levelled, uprighted
from schemas.catalogue import Message


class NoCopy(Exception):  # noqa: N818 - as errors of documents are called
    """Why there can be none; `message` tells it."""

    def __init__(self, code: str, /, **params: object) -> None:
        self.message = Message.of(code, **params)
        super().__init__(self.message)


@dataclass(frozen=True, slots=True)
class Searchable:
    """`path`: of the file, None where there is none; `notices`: what is to be told of it in the record."""

    path: Path | None
    notices: tuple[Message, ...] = ()


def searchable(converted: Converted, options: Options, path: Path) -> Searchable:
    """The copy, written to `path`, all or nothing. A document that cannot give one is told, never raised."""
    if not converted.document.paged:
        return Searchable(None, (Message.of("searchable-no-pages"),))
    try:
        return _made(converted, options, path)
    except pdfa.PdfaError as refused:
        first = (*refused.report.violations, *refused.report.unsupported)[0]
        told = Message.of("searchable-refused", rule=first.rule, place=first.where, why=first.message)
    except NoCopy as reason:
        told = reason.message
    except Exception as error:
        told = Message.of("searchable-not-made", type=type(error).__name__, error=error)
    return Searchable(None, (told,))


def _made(converted: Converted, options: Options, path: Path) -> Searchable:
    """The pages as they are; if asked for, those that PDF/A cannot hold as pictures, and at last all."""
    copy, drawn = _overlaid(converted, options), frozenset[int]()
    for blamed in (refused_pages, _all_pages, None):
        try:
            _save(copy.pdf, converted, options, path)
            break
        except (NoCopy, pdfa.PdfaError):
            if blamed is None or not options.draw_pages or converted.source.media_type != PDF.media_type:
                raise
            drawn |= blamed(copy.pdf, options.pdfa)
            copy.pdf.close()
            copy = _overlaid(converted, options, drawn)
    copy.pdf.close()
    told = _told("searchable-pages-drawn", converted, drawn)
    turned = uprighted(converted.document.pages) if options.upright else ()
    return Searchable(path, (*copy.notices, *told, *_told("searchable-pages-upright", converted, turned)))


def _told(code: str, converted: Converted, numbers: Collection[int]) -> tuple[Message, ...]:
    """A notice that names pages by their numbers in the file; none without pages."""
    pages = ", ".join(str(converted.page_of_file(number)) for number in sorted(numbers))
    return (Message.of(code, pages=pages),) if pages else ()


def _all_pages(pdf: pikepdf.Pdf, _flavour: str) -> frozenset[int]:
    return frozenset(range(1, len(pdf.pages) + 1))


def _overlaid(converted: Converted, options: Options, drawn: frozenset[int] = frozenset()) -> OwnPages:
    """The pages with the words set over them; some are to be drawn as pictures, and all upright if asked."""
    copy, pages = _pages(converted), converted.document.pages
    draw(copy.pdf, drawn)
    flat = flattened(copy.pdf, pages) if options.upright else Flattened(pages)
    overlay(copy.pdf, flat.pages, converted.layout, drawn, level=options.upright)
    if options.upright:
        levelled(copy.pdf, flat)
    return copy


def _save(pdf: pikepdf.Pdf, converted: Converted, options: Options, path: Path) -> None:
    """Raises NoCopy or pdfa.PdfaError when it is no PDF/A."""
    for number, page in enumerate(pdf.pages, start=1):
        if font := without_idle_fonts(pdf, page):
            raise NoCopy("searchable-font-missing", font=font, page=converted.page_of_file(number))
    describe(pdf, converted.extraction.fields)
    pdfa.save(pdf, path, options.pdfa.value)


def _pages(converted: Converted) -> OwnPages:
    """The file's own pages, or its pictures as pages."""
    pages, source = converted.document.pages, converted.source
    if source.media_type == PDF.media_type:
        return own_pages(source.path, converted.page_of_file(1), len(pages))
    pdf = pikepdf.new()
    for page, (file, frame) in zip(pages, _frames(converted), strict=True):
        wide, high = page.stored_size
        if not (wide and high):
            raise NoCopy("searchable-page-missing", page=converted.page_of_file(page.number))
        pdf.pages.extend(picture_page(file, frame, (wide, high)).pages)
    return OwnPages(pdf)


def _frames(converted: Converted) -> Iterator[tuple[Path, int]]:
    """The file of each page, and its number there."""
    for page in converted.document.pages:
        if converted.source.pictures:
            yield converted.source.pictures[page.number - 1].path, 1
        else:
            yield converted.source.path, converted.page_of_file(page.number)
