"""The cells of ruled tables, read from a sheet of their own: one cell under the other.

    grey page + grids ─▶ page without its tables, Sheet(picture, pieces) ─▶ engine ─▶ words in their cells

Automatic segmentation takes neighbouring cells for one line, drops columns of single digits and lets the
lines of a tight column run together. On 13 rendered table pages word recall after repair rose from 0.949
(tables read in place, rules erased) to 0.975 at the same time a page; gaps of 14, 24 and 40 pixels gave
0.975, 0.973 and 0.973, PSM 3 for the sheet 0.972, PSM 11 0.968.
"""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from dataclasses import dataclass, replace

import cv2
import numpy as np

from extract.core.geometry import POINTS, Box
from extract.core.model import Line, Word
from extract.imaging.colour import Grey
from extract.imaging.ink_boxes import pieces_of_ink
from extract.imaging.view import View
from extract.tables.ruled import Grid

GAP = 6.0  # points between two cells
MARGIN = 1.2  # points around the ink of a cell, as far as the cell reaches
EDGE = 12.0  # points around the sheet
INSIDE = 0.5  # points from a cell's border: the rule is erased, its blur is not
SPECK = 5  # pixels; smaller pieces of ink alone are dust
HIGHEST = 16_000  # pixels of a sheet; Tesseract refuses pictures above 32,767


@dataclass(frozen=True, slots=True)
class Piece:
    """One cell on a sheet: the rows it takes there, and what leads from there to the page, in pixels."""

    top: int
    bottom: int
    right: int  # pixels to add on the way to the page
    down: int


@dataclass(frozen=True, slots=True)
class Sheet:
    """Cells under each other."""

    grey: Grey
    pieces: tuple[Piece, ...]


def without_tables(grey: Grey, grids: Sequence[Grid], dpi: float) -> Grey:
    """The picture with paper where the tables were."""
    if not grids:
        return grey
    blank, paper, view = grey.copy(), _paper(grey), View(grey, dpi / POINTS)
    for box in (box for grid in grids for box in grid):
        x0, y0, x1, y1 = view.pixels(box)
        blank[y0 : y1 + 1, x0 : x1 + 1] = paper
    return blank


def sheets(grey: Grey, grids: Sequence[Grid], dpi: float) -> Iterator[Sheet]:
    """The cells that hold ink; `grey` is the page without the tables' rules."""
    crops = [crop for grid in grids for crop in _crops(grey, grid, dpi)]
    gap, held, height = round(GAP * dpi / POINTS), 0, 0
    for index, (part, _, _) in enumerate(crops):
        height += part.shape[0] + gap
        if height > HIGHEST and index > held:
            yield _sheet(crops[held:index], gap, dpi, _paper(grey))
            held, height = index, part.shape[0] + gap
    if crops:
        yield _sheet(crops[held:], gap, dpi, _paper(grey))


def on_page(lines: Sequence[Line], sheet: Sheet, dpi: float) -> list[Line]:
    """Lines read on a sheet, where they stand on the page; a line over two cells is cut."""
    scale = dpi / POINTS
    moved: list[Line] = []
    for line in lines:
        parts: dict[Piece, list[Word]] = {}
        for word in line.words:
            piece = _piece_of(word, sheet, scale)
            if piece and word.box:
                box = word.box.moved(piece.right / scale, piece.down / scale)
                parts.setdefault(piece, []).append(replace(word, box=box))
        moved += [Line.of(words) for words in parts.values()]
    return moved


def _piece_of(word: Word, sheet: Sheet, scale: float) -> Piece | None:
    """The cell nearest to the height at which a word was read."""
    if word.box is None:
        return None
    y = word.box.centre[1] * scale
    return min(sheet.pieces, key=lambda piece: max(piece.top - y, y - piece.bottom, 0))


def _crops(grey: Grey, grid: Grid, dpi: float) -> Iterator[tuple[Grey, int, int]]:
    """The ink of every cell, row by row, and its left top corner on the page."""
    margin, view = round(MARGIN * dpi / POINTS), View(grey, dpi / POINTS)
    for whole in sorted(grid, key=lambda box: (round(box.y0), box.x0)):
        box = Box(whole.x0 + INSIDE, whole.y0 + INSIDE, whole.x1 - INSIDE, whole.y1 - INSIDE)
        cell = view.crop(box)
        ink = _ink(cell)
        if ink is None:
            continue
        left, top, right, bottom = ink
        left, top = max(left - margin, 0), max(top - margin, 0)
        part = cell[top : bottom + margin, left : right + margin]
        yield part, view.column(box.x0) + left, view.row(box.y0) + top


def _ink(cell: Grey) -> tuple[int, int, int, int] | None:
    """Left, top, right and bottom of what is printed in a cell; None for an empty one."""
    if min(cell.shape) < SPECK:
        return None
    dark = cv2.adaptiveThreshold(cell, 255, cv2.ADAPTIVE_THRESH_MEAN_C, cv2.THRESH_BINARY_INV, 41, 12)
    _, _, stats, _ = pieces_of_ink(dark)
    pieces = stats[1:][stats[1:, cv2.CC_STAT_AREA] >= SPECK]
    if not len(pieces):
        return None
    left, top, wide, high = pieces[:, 0], pieces[:, 1], pieces[:, 2], pieces[:, 3]
    return int(left.min()), int(top.min()), int((left + wide).max()), int((top + high).max())


def _sheet(crops: Sequence[tuple[Grey, int, int]], gap: int, dpi: float, paper: int) -> Sheet:
    edge = round(EDGE * dpi / POINTS)
    wide = max(part.shape[1] for part, _, _ in crops) + 2 * edge
    high = sum(part.shape[0] + gap for part, _, _ in crops) + 2 * edge
    grey = np.full((high, wide), paper, np.uint8)
    pieces, y = [], edge
    for part, left, top in crops:
        bottom = y + part.shape[0]
        grey[y:bottom, edge : edge + part.shape[1]] = part
        pieces.append(Piece(y, bottom, left - edge, top - y))
        y = bottom + gap
    return Sheet(grey, tuple(pieces))


def _paper(grey: Grey) -> int:
    """The usual brightness of a page is its paper's."""
    return int(np.median(grey[::8, ::8]))
