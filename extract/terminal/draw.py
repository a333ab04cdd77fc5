"""What was read, drawn over the page: for `inspect --draw` and for whoever works on this.

    file + Document + Layout ─▶ one PNG a page: words by confidence, blocks in reading order, tables, seal ink
                             ─▶ FOLDER/NAME/page-001.png, and document.txt, which says what it is of

Boxes are on the page as it was read, so the picture is made flat, turned, levelled and unbent like it first.
"""

from __future__ import annotations

from collections.abc import Iterable
from itertools import count
from pathlib import Path

import cv2

from extract.core.errors import OutputError
from extract.core.geometry import POINTS, Box
from extract.core.model import Document, Page
from extract.core.source import Source
from extract.imaging.colour import Picture
from extract.imaging.preprocess import suppressed
from extract.imaging.view import View, posed
from extract.intake.output_names import shown
from extract.layout.model import Block, Layout, Region
from extract.readers import render
from schemas.catalogue.system import why

DPI = 110.0
DOCUMENT = "document.txt"  # beside the pictures: the path of the document
Colour = tuple[int, int, int]  # RGB

# Words: from red (not sure) to green (sure).
UNSURE: Colour = (220, 30, 30)
SURE: Colour = (30, 160, 60)
TABLE: Colour = (150, 60, 200)
INK: Colour = (255, 170, 60)  # seals, stamps and signatures, which reading is not shown
REGIONS: dict[Region, Colour] = {
    Region.ISSUER: (30, 90, 220),
    Region.MOTTO: (0, 140, 200),
    Region.TITLE: (200, 80, 0),
    Region.ADDRESSEES: (120, 120, 0),
    Region.BODY: (90, 90, 90),
    Region.RECIPIENTS: (0, 130, 130),
    Region.SIGNATURE: (170, 0, 110),
    Region.FOOTNOTE: (120, 80, 40),
    Region.PAGE_NUMBER: (150, 150, 150),
    Region.OVERLAY: (230, 60, 60),
    Region.APPENDIX: (60, 60, 160),
}
MARGIN = 2.0  # points between a block's words and its frame


def draw_document(
    source: Source, given: Path, document: Document, layout: Layout, folder: Path
) -> list[Path]:
    """Write FOLDER/NAME/page-001.png and so on, NAME that of the document; the paths written.

    `given`: the file as the user knows it. Flow documents have nothing to draw. Raises OutputError.
    """
    # A picture within an office file has a size, but the file has no page to draw.
    sized = [page for page in document.pages if page.width is not None and page.height is not None]
    paged = sized if document.paged else []
    if not paged:
        return []
    try:
        place = _place(folder, source.name, given)
        return [
            _write(place, page, draw_page(source.path, document.media_type, page, layout)) for page in paged
        ]
    except OSError as error:
        raise OutputError("drawing-not-written", path=error.filename or folder, error=why(error)) from error


def _place(folder: Path, name: str, given: Path) -> Path:
    """A folder for this document alone: another one of the same name has the next, NAME~2."""
    known = shown(str(given.resolve()))
    numbered = (folder / (f"{name}~{number}" if number > 1 else name) for number in count(1))
    place = next(place for place in numbered if not place.exists() or _document_of(place) == known)
    place.mkdir(parents=True, exist_ok=True)
    (place / DOCUMENT).write_text(known, encoding="utf-8")
    return place


def _document_of(place: Path) -> str | None:
    told = place / DOCUMENT
    return told.read_text(encoding="utf-8") if told.is_file() else None


def _write(place: Path, page: Page, picture: Picture) -> Path:
    target = place / f"page-{page.number:03d}.png"
    _, data = cv2.imencode(target.suffix, cv2.cvtColor(picture, cv2.COLOR_RGB2BGR))
    target.write_bytes(data.tobytes())
    return target


def draw_page(path: Path, media_type: str, page: Page, layout: Layout) -> Picture:
    """One page as a picture with everything found on it."""
    view = _as_read(render(path, media_type, page.number, DPI, annotations=True), page)
    view.picture[suppressed(view.picture, view.scale * POINTS)] = INK
    for word in page.words:
        if word.box is not None:
            _frame(view, word.box, _shade(word.confidence))
    for table in page.tables:
        for cell in table.cells:
            if cell.box is not None:
                _frame(view, cell.box, TABLE, 2)
    _draw_blocks(view, [block for block in layout.blocks if block.page == page.number])
    return view.picture


def _as_read(picture: Picture, page: Page) -> View:
    """The page flat, upright and level, as it was read."""
    if page.pose:
        return posed(picture, page.pose)
    return View(picture, picture.shape[1] / (page.width or picture.shape[1]))


def _shade(confidence: float) -> Colour:
    red, green, blue = (round(a + (b - a) * confidence) for a, b in zip(UNSURE, SURE, strict=True))
    return red, green, blue


def _draw_blocks(view: View, blocks: Iterable[Block]) -> None:
    """A frame around each block with its number in reading order and its region's name.

    What lies over the page (stamps, specks) lies scattered: each line has a frame of its own.
    """
    for number, block in enumerate(blocks, start=1):
        apart = block.region is Region.OVERLAY
        parts = [[line] for line in block.lines] if apart else [block.lines]
        for box in (Box.around(line.box for line in part) for part in parts):
            if box:
                _draw_block(view, box, f"{number} {block.region.value}", REGIONS[block.region])


def _draw_block(view: View, box: Box, label: str, colour: Colour) -> None:
    box = Box(box.x0 - MARGIN, box.y0 - MARGIN, box.x1 + MARGIN, box.y1 + MARGIN)
    _frame(view, box, colour, 2)
    at = max(view.column(box.x0) - 4, 0), max(view.row(box.y0) - 3, 10)
    cv2.putText(view.picture, label, at, cv2.FONT_HERSHEY_SIMPLEX, 0.4, colour, 1, cv2.LINE_AA)


def _frame(view: View, box: Box, colour: Colour, thickness: int = 1) -> None:
    x0, y0, x1, y1 = view.pixels(box)
    cv2.rectangle(view.picture, (x0, y0), (x1, y1), colour, thickness)
