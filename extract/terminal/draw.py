"""What was read, drawn over the page: for `inspect --draw` and for whoever works on this.

    file + Document + Layout ─▶ one PNG a page: words by confidence, blocks in reading order, tables, seal ink

Boxes are on the turned and deskewed page, so the picture is turned and deskewed the same way first.
"""

from __future__ import annotations

from collections.abc import Iterable
from pathlib import Path

import cv2
import numpy as np

from extract.core.geometry import POINTS, Box
from extract.core.model import Document, Page
from extract.imaging.dewarp import straight
from extract.imaging.perspective import warped
from extract.imaging.preprocess import suppressed
from extract.layout.model import Block, Layout, Region
from extract.readers.rasterise import Picture, render

DPI = 110.0
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


def draw_document(path: Path, document: Document, layout: Layout, folder: Path) -> list[Path]:
    """Write FOLDER/page-001.png and so on; the paths written. Flow documents have nothing to draw."""
    folder.mkdir(parents=True, exist_ok=True)
    written = []
    for page in document.pages:
        if page.width is None or page.height is None:
            continue
        target = folder / f"page-{page.number:03d}.png"
        picture = draw_page(path, document.media_type, page, layout)
        cv2.imwrite(str(target), cv2.cvtColor(picture, cv2.COLOR_RGB2BGR))
        written.append(target)
    return written


def draw_page(path: Path, media_type: str, page: Page, layout: Layout) -> Picture:
    """One page as a picture with everything found on it."""
    picture = _turned(render(path, media_type, page.number, DPI, annotations=True), page)
    scale = picture.shape[1] / (page.width or picture.shape[1])
    picture[suppressed(picture, scale * POINTS)] = INK
    for word in page.words:
        if word.box is not None:
            _frame(picture, word.box, scale, _shade(word.confidence))
    for table in page.tables:
        for cell in table.cells:
            if cell.box is not None:
                _frame(picture, cell.box, scale, TABLE, 2)
    _draw_blocks(picture, [block for block in layout.blocks if block.page == page.number], scale)
    return picture


def _turned(picture: Picture, page: Page) -> Picture:
    """As the page was read: flat, upright and level, on a canvas of its own size."""
    if page.photo:
        pixels = picture.shape[1] / (page.stored_size[0] or picture.shape[1])
        scale = np.diag((pixels, pixels, 1.0))
        picture = warped(picture, scale @ np.array(page.photo) @ np.linalg.inv(scale))
    turned = np.ascontiguousarray(np.rot90(picture, -page.turns))
    height, width = turned.shape[:2]
    if page.skew:
        matrix = cv2.getRotationMatrix2D((width / 2, height / 2), page.skew, 1.0)
        level = cv2.warpAffine(turned, matrix, (width, height), borderValue=(255, 255, 255))
        turned = np.asarray(level, dtype=np.uint8)
    if page.bend:
        turned = straight(turned, np.array(page.bend) * width / (page.width or width))
    return turned


def _shade(confidence: float) -> Colour:
    red, green, blue = (round(a + (b - a) * confidence) for a, b in zip(UNSURE, SURE, strict=True))
    return red, green, blue


def _draw_blocks(picture: Picture, blocks: Iterable[Block], scale: float) -> None:
    """A frame around each block with its number in reading order and its region's name.

    What lies over the page (stamps, specks) lies scattered: each line has a frame of its own.
    """
    for number, block in enumerate(blocks, start=1):
        apart = block.region is Region.OVERLAY
        parts = [[line] for line in block.lines] if apart else [block.lines]
        for box in (Box.around(line.box for line in part) for part in parts):
            if box:
                _draw_block(picture, box, f"{number} {block.region.value}", REGIONS[block.region], scale)


def _draw_block(picture: Picture, box: Box, label: str, colour: Colour, scale: float) -> None:
    box = Box(box.x0 - MARGIN, box.y0 - MARGIN, box.x1 + MARGIN, box.y1 + MARGIN)
    _frame(picture, box, scale, colour, 2)
    at = max(round(box.x0 * scale) - 4, 0), max(round(box.y0 * scale) - 3, 10)
    cv2.putText(picture, label, at, cv2.FONT_HERSHEY_SIMPLEX, 0.4, colour, 1, cv2.LINE_AA)


def _frame(picture: Picture, box: Box, scale: float, colour: Colour, thickness: int = 1) -> None:
    start, end = (
        (round(box.x0 * scale), round(box.y0 * scale)),
        (round(box.x1 * scale), round(box.y1 * scale)),
    )
    cv2.rectangle(picture, start, end, colour, thickness)
