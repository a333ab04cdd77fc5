"""The resolution of scanned pages, measured in the file.

    PDF ─▶ pictures of each page, as large as they are placed ─▶ Scan(page, ground, letters) ...
    picture file ─▶ what its header says ─▶ Scan

A scan in layers (MRC) has a ground of few pixels and letters of many: both are told, since no paper says
which of them counts.
"""

from __future__ import annotations

import math
from collections.abc import Collection, Iterator
from ctypes import c_uint, cast
from dataclasses import dataclass
from pathlib import Path
from typing import Any

import pypdfium2.raw as pdfium_c

from extract.core.geometry import POINTS
from extract.intake import formats
from extract.readers import image as picture_file
from extract.readers.pdf.document import opened
from extract.readers.pdf.drawing import SCAN_SHARE, Matrix, objects, own_matrix, read_drawing
from extract.readers.pdf.page import frame_of

LETTERS_SHARE = 0.01  # of the page: a smaller picture is a logo or a speck, no layer
LAYERED = 1.2  # times finer than the ground; rounding makes pictures of one scan differ by a hundredth


@dataclass(frozen=True, slots=True)
class Scan:
    """A page that is a picture: pixels an inch of its ground, and of finer layers over it; None: not told.

    `pixels`: width and height, of a picture file.
    """

    page: int
    ground: int | None
    letters: int | None
    pixels: tuple[int, int] = (0, 0)


def scans(path: Path, media_type: str, pages: Collection[int] | None, images: Collection[int]) -> list[Scan]:
    """The scanned pages among `pages` (None: all); those of `images` are known to be some.

    Raises DocumentError or OSError when the file cannot be opened.
    """
    if formats.is_picture(media_type):
        return list(_frames(path))
    with opened(path) as document:
        wanted = pages or range(1, len(document) + 1)
        found = [_scan(document, number, number in images) for number in wanted if number <= len(document)]
    return [one for one in found if one]


def _frames(path: Path) -> Iterator[Scan]:
    """What a file says of itself; 72 and 96 are what programs write that know nothing."""
    with picture_file.opened(path) as image:
        across, down = image.info.get("dpi", (0, 0))
        said = round(min(float(across), float(down)))
        dpi = said if said >= picture_file.LEAST_DPI else None
        yield Scan(1, dpi, dpi, image.size)


def _scan(document: Any, number: int, is_image: bool) -> Scan | None:
    page = document[number - 1]
    if not is_image:
        drawing = read_drawing(page, frame_of(page))
        if drawing.image_share < SCAN_SHARE or drawing.shown:
            return None
    pictures = sorted(_pictures(page))
    if not pictures:
        return Scan(number, None, None)
    ground = _lower_half(pictures)
    letters = max((dpi for dpi, share in pictures if share >= LETTERS_SHARE), default=ground)
    return Scan(number, round(ground), round(letters if letters >= LAYERED * ground else ground))


def _pictures(page: Any) -> Iterator[tuple[float, float]]:
    """Pixels an inch (the fewer of across and down) of each picture, and its share of the page."""
    width, height = page.get_size()
    for item, kind, outer in objects(page):
        if kind != pdfium_c.FPDF_PAGEOBJ_IMAGE:
            continue
        across, down = c_uint(), c_uint()
        pdfium_c.FPDFImageObj_GetImagePixelSize(cast(item, pdfium_c.FPDF_PAGEOBJECT), across, down)
        wide, high = _size(own_matrix(item).then(outer))
        if min(wide, high) > 0 and across.value and down.value:
            dpi = min(across.value / wide, down.value / high) * POINTS
            yield dpi, min(wide * high / max(width * height, 1.0), 1.0)


def _size(matrix: Matrix) -> tuple[float, float]:
    """Width and height of the unit square, in points, however it is turned."""
    return math.hypot(matrix.a, matrix.b), math.hypot(matrix.c, matrix.d)


def _lower_half(pictures: list[tuple[float, float]]) -> float:
    """The resolution of the coarser half of the area that pictures cover."""
    whole, seen = sum(share for _, share in pictures), 0.0
    for dpi, share in pictures:
        seen += share
        if seen >= whole / 2:
            return dpi
    return pictures[-1][0]
