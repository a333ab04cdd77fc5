"""Pages without text of their own, read by an OCR engine.

    page picture ─▶ imaging ─▶ Engine ─▶ lines in points ─▶ Page (upright; Page.as_stored leads back)

An engine sees one clean grey picture and gives lines. Around it: rendering, photographed sheets made flat,
turning, deskewing, a second try for pages that lie on their side or on their head, ruled tables, and pages
side by side.
"""

from __future__ import annotations

import time
from dataclasses import replace
from pathlib import Path

import numpy as np

from extract.core.geometry import POINTS
from extract.core.model import Kind, Line, Page, Source, Verdict
from extract.imaging.dewarp import straight
from extract.imaging.perspective import Corners, flat, homography, sheet_in
from extract.imaging.view import view_of
from extract.ocr import line_recogniser
from extract.ocr.engine import Brake, Engine
from extract.ocr.handwriting.fill_slots import fill_in
from extract.ocr.reading import Reading, read_upright
from extract.ocr.second_pass.reread import look_again
from extract.ocr.second_pass.signer_name import with_signed_name
from extract.ocr.stamps import framed_apart, on_level_page, read_stamps
from extract.readers.pdf import document
from extract.readers.rasterise import Picture, render
from extract.tables.ruled import tables_of

# Word recall on 15 transcribed pages, deskewed: 150 dpi 0.953, 165 0.952, 175 0.955, 185 0.950, 200 0.949.
DPI = 175.0


def ocr_page(path: Path, media_type: str, page: Page, engine: Engine, timeout: float) -> Page:
    """Render, turn upright, level and read one page; annotations of a PDF are added as exact text.

    The page comes back with boxes on the upright level page; `Page.as_stored` gives the place in the file.
    """
    picture = render(path, media_type, page.number, DPI)
    width, _ = page.stored_size
    dpi = picture.shape[1] * POINTS / width if width else DPI
    corners = sheet_in(picture)
    if corners is not None:
        picture = flat(picture, corners)
    brake = Brake(engine, time.monotonic() + timeout)
    reading = read_upright(picture, dpi, brake)
    stamps = _stamps(picture, dpi, reading, brake)
    extra = document.annotation_lines(path, page.number) if media_type == document.MEDIA_TYPE else ()
    view = view_of(picture, dpi, reading.frame, reading.turns, reading.skew)
    if reading.bend:
        view = replace(view, grey=straight(view.grey, reading.bend.drops(*view.grey.shape[::-1])))
    filled = fill_in(reading.lines, view, reading.frame[1])
    seen = with_signed_name(
        look_again(filled, reading.view, line_recogniser.load()), view, line_recogniser.load()
    )
    tables, lines = framed_apart(*tables_of(reading.grids, seen))
    kind = Kind.IMAGE if lines or extra else Kind.EMPTY
    return replace(
        page,
        lines=(*lines, *stamps, *extra),
        tables=tables,
        source=Source.OCR,
        width=reading.frame[0],
        height=reading.frame[1],
        turns=reading.turns,
        skew=reading.skew,
        bend=_in_points(reading, dpi),
        photo=() if corners is None else _on_photo(corners, picture, dpi),
        verdict=page.verdict if kind is Kind.IMAGE else Verdict(kind, ("OCR found no print",)),
    )


def _in_points(reading: Reading, dpi: float) -> tuple[tuple[float, ...], ...]:
    if reading.bend is None:
        return ()
    width, height = (side * dpi / POINTS for side in reading.frame)
    drops = reading.bend.drops(width, height) * POINTS / dpi
    return tuple(tuple(map(float, row)) for row in drops)


def _on_photo(corners: Corners, picture: Picture, dpi: float) -> tuple[tuple[float, ...], ...]:
    height, width = picture.shape[:2]
    matrix = homography(corners, width * POINTS / dpi, height * POINTS / dpi)
    return tuple(tuple(map(float, row)) for row in matrix)


def _stamps(picture: Picture, dpi: float, reading: Reading, engine: Brake) -> tuple[Line, ...]:
    """What stamps over the page say, placed on the page as it was read."""
    upright = np.ascontiguousarray(np.rot90(picture, -reading.turns))
    lines = read_stamps(upright, dpi, lambda grey: engine.read(grey, dpi))
    return on_level_page(lines, (reading.frame[0] / 2, reading.frame[1] / 2), reading.skew)
