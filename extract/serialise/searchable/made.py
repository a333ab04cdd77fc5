"""A converted document as a searchable PDF/A, or why there is none.

    Converted ─ pages ─▶ PDF ─ words set over it ─ described ─▶ saved, checked by pikepdf.pdfa ─▶ Searchable

What is written has passed the check; a file that does not pass is not written, since an archive must be able
to trust that all that stand there are PDF/A.
"""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass
from pathlib import Path
from tempfile import TemporaryDirectory

import pikepdf
from ocrmypdf.models.ocr_element import OcrElement
from pikepdf import pdfa

from extract.core.model import Line, Page
from extract.core.options import Options
from extract.intake.formats import PDF
from extract.pipeline import Converted
from extract.serialise.searchable.grafting import graft, silence
from extract.serialise.searchable.idle_fonts import without_idle_fonts
from extract.serialise.searchable.layer import breaks, line_element, sheets, tree, upright
from extract.serialise.searchable.metadata import describe
from extract.serialise.searchable.own_pages import OwnPages, own_pages
from extract.serialise.searchable.picture_page import picture_page
from extract.serialise.searchable.placing import flat_pose, matrix, on_sheet, shown_part
from extract.serialise.searchable.words import said
from schemas.catalogue import Message


class Missing(Exception):  # noqa: N818 - as errors of documents are called
    """A page whose picture cannot be shown: a copy without it would not be the document."""


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
        with TemporaryDirectory(prefix="sohoa-") as folder:
            return _made(converted, options, path, Path(folder))
    except pdfa.PdfaError as refused:
        first = (*refused.report.violations, *refused.report.unsupported)[0]
        told = Message.of("searchable-refused", rule=first.rule, place=first.where, why=first.message)
    except Missing as missing:
        told = Message.of("searchable-page-missing", page=missing.args[0])
    except MemoryError:
        raise
    except Exception as error:
        told = Message.of("searchable-not-made", type=type(error).__name__, error=error)
    return Searchable(None, (told,))


def _made(converted: Converted, options: Options, path: Path, folder: Path) -> Searchable:
    copy = _pages(converted)
    overlay(copy.pdf, converted, folder)
    for page in copy.pdf.pages:
        without_idle_fonts(copy.pdf, page)
    describe(copy.pdf, converted.extraction.fields)
    pdfa.save(copy.pdf, path, options.pdfa.value)
    return Searchable(path, copy.notices)


def _pages(converted: Converted) -> OwnPages:
    """The file's own pages, or its pictures as pages."""
    pages, source = converted.document.pages, converted.source
    if source.media_type == PDF.media_type:
        return own_pages(source.path, converted.page_of_file(1), len(pages))
    pdf = pikepdf.new()
    for page, (file, frame) in zip(pages, _frames(converted), strict=True):
        wide, high = page.stored_size
        if not (wide and high):
            raise Missing(page.number)
        pdf.pages.extend(picture_page(file, frame, (wide, high)).pages)
    return OwnPages(pdf)


def _frames(converted: Converted) -> Iterator[tuple[Path, int]]:
    """The file of each page, and its number there."""
    for page in converted.document.pages:
        if converted.source.pictures:
            yield converted.source.pictures[page.number - 1].path, 1
        else:
            yield converted.source.path, converted.page_of_file(page.number)


def overlay(pdf: pikepdf.Pdf, converted: Converted, folder: Path) -> None:
    """The words of each page set over it."""
    pages = [
        (page, own, said(page, converted.layout))
        for page, own in zip(converted.document.pages, pdf.pages, strict=True)
        if page.width
    ]
    for _, own, words in pages:
        if words.alone:
            silence(pdf, own)
    spoken = [(page, own, words) for page, own, words in pages if words.lines]
    if spoken:
        trees = [sheet_of(page, words.lines) for page, _, words in spoken]
        with sheets(trees, folder) as layer:
            for (page, own, _), sheet in zip(spoken, layer.pages, strict=True):
                graft(pdf, own, sheet, matrix(page, shown_part(own), own.rotation))


def sheet_of(page: Page, lines: Sequence[Line]) -> OcrElement:
    """Lines of a page, each in its place on the page as it was read."""
    place = on_sheet(page)
    held: Iterable[Line] = [part for line in lines for part in upright(line.placed(place))]
    if page.pose and (page.pose.skew or page.pose.bend or page.pose.photo):
        held = breaks(held)
    return tree(flat_pose(page).canvas, map(line_element, held))
