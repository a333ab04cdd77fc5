"""The words of each page set over it, unseen.

PDF, pages, Layout ─ overlay ─▶ the PDF, its text that of the record
page, lines ─ sheet_of ─▶ OcrElement, each line in its place
"""

from __future__ import annotations

from collections.abc import Collection, Iterable, Sequence

import pikepdf
from ocrmypdf.models.ocr_element import OcrElement

from extract.core.model import Line, Page
from extract.layout.model import Layout
from extract.serialise.searchable.grafting import graft, silence
from extract.serialise.searchable.layer import (
    ON_HEAD,
    breaks,
    line_element,
    sheets,
    tree,
    upright,
    words_apart,
)
from extract.serialise.searchable.placing import flat_pose, matrix, on_sheet, shown_part
from extract.serialise.searchable.words import said


def overlay(
    pdf: pikepdf.Pdf,
    pages: Sequence[Page],
    layout: Layout,
    drawn: Collection[int] = (),
    *,
    level: bool = False,
) -> None:
    """Of a PDF of the document's pages, as they lie there; `drawn`: those (from 1) that are pictures.

    `level`: the pages are turned and levelled afterwards.
    """
    spoken = []
    for page, own in zip(pages, pdf.pages, strict=True):
        if page.width:
            words = said(page, layout, drawn=page.number in drawn)
            if words.alone:
                silence(pdf, own)
            if words.lines:
                spoken.append((page, own, words.lines))
    if spoken:
        with sheets([sheet_of(page, lines, level=level) for page, _, lines in spoken]) as layer:
            for (page, own, _), sheet in zip(spoken, layer.pages, strict=True):
                graft(pdf, own, sheet, matrix(page, shown_part(own), own.rotation, level=level))


def sheet_of(page: Page, lines: Sequence[Line], *, level: bool = False) -> OcrElement:
    """Lines of a page, each in its place on the page as it was read."""
    place, flat = on_sheet(page, level=level), flat_pose(page, level=level)
    held: Iterable[Line] = [part for line in lines for part in upright(line.placed(place))]
    if flat.turns and not level:
        held = words_apart(held, on_head=flat.turns == ON_HEAD)
    elif page.pose and (page.pose.skew or page.pose.bend or page.pose.photo):
        held = breaks(held)
    return tree(flat.canvas, map(line_element, held))
