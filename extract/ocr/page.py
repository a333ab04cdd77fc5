"""Pages without text of their own, read by an OCR engine.

    page picture ─▶ imaging ─▶ Engine ─▶ lines in points ─▶ Page (upright; Page.as_stored leads back)

An engine sees one clean grey picture and gives lines. Around it: rendering, photographed sheets made flat,
turning, deskewing, a second try for pages that lie on their side or on their head, ruled tables, and pages
side by side.
"""

from __future__ import annotations

import time
from collections.abc import Sequence
from concurrent.futures import ThreadPoolExecutor
from dataclasses import dataclass, replace
from pathlib import Path
from typing import Protocol

import numpy as np

from extract.core.errors import DocumentError, MissingProgram
from extract.core.model import Kind, Line, Page, Source, Verdict
from extract.core.options import PageDone
from extract.imaging import colour
from extract.imaging.colour import Grey
from extract.imaging.dewarp import Bend, bend_of, straight
from extract.imaging.perspective import Corners, flat, homography, sheet_in
from extract.imaging.preprocess import cleaned
from extract.ocr import line_recogniser
from extract.ocr.cell_sheet import on_page, sheets, without_tables
from extract.ocr.handwriting.fill_slots import fill_in
from extract.ocr.handwriting.strip import View, view_of
from extract.ocr.second_pass.reread import look_again
from extract.ocr.second_pass.signer_name import with_signed_name
from extract.ocr.stamps import framed_apart, on_level_page, read_stamps
from extract.readers.pdf import document
from extract.readers.rasterise import Picture, render
from extract.tables.borderless import open_grids, outside, split_rows
from extract.tables.ruled import Grid, grids_of, tables_of
from extract.tables.scanned_rules import erase_grids, find_rules

__all__ = ["DPI", "Engine", "ocr_page", "ocr_pages"]

# Word recall on 15 transcribed pages, deskewed: 150 dpi 0.953, 165 0.952, 175 0.955, 185 0.950, 200 0.949.
DPI = 175.0
POINTS = 72.0  # an inch
# Mean confidence below which a page may lie on its head: scans have 0.84 and more, the worst photos 0.52.
UNSURE_PAGE = 0.55
LEAST_TIME = 0.01  # seconds: a page out of time still asks, and is told so by the engine
CLEARLY_BETTER = 1.3  # a turned reading must beat the first one by this factor


class Engine(Protocol):
    """A recogniser of print."""

    @property
    def name(self) -> str:
        """Name and version, for the record."""

    def read(self, image: Grey, dpi: float, timeout: float, *, column: bool = False) -> tuple[Line, ...]:
        """Lines of an upright grey picture, boxes in points of the picture from its top left.

        A `column` is one piece of text under another, nothing beside each other.

        Raises OcrTimeout after `timeout` seconds, MissingProgram when it is not installed, EngineFailed.
        """

    def turns_needed(self, image: Grey, timeout: float) -> int:
        """A hint how many quarter turns clockwise would put the picture upright; 0 when it does not know."""


@dataclass(frozen=True, slots=True)
class Reading:
    """One reading of a page's picture, and how the picture was turned for it."""

    lines: tuple[Line, ...]  # boxes on the turned page, level about its centre
    grids: list[Grid]
    frame: tuple[float, float]  # width and height of the turned page in points
    turns: int
    skew: float
    bend: Bend | None
    view: View  # the picture that was read

    @property
    def worth(self) -> float:
        """Sum of the words' confidence: higher for the reading with more words it is sure of."""
        return sum(word.confidence * len(word.raw) for line in self.lines for word in line.words)

    @property
    def confidence(self) -> float:
        """Mean confidence by letters; 1.0 for a page without words."""
        letters = sum(len(word.raw) for line in self.lines for word in line.words)
        return self.worth / letters if letters else 1.0


def ocr_pages(
    path: Path,
    media_type: str,
    pages: Sequence[Page],
    engine: Engine,
    *,
    jobs: int = 1,
    timeout: float = 120.0,
    on_page: PageDone | None = None,
) -> list[Page]:
    """Read `pages` of one file, `jobs` at a time, and give them in the same order.

    A page that fails or takes longer than `timeout` seconds comes back as it was, with a warning; a missing
    engine raises MissingProgram. The engine works outside of the interpreter's lock, so threads serve.
    """
    done = 0
    read: list[Page] = []
    with ThreadPoolExecutor(max_workers=max(jobs, 1)) as pool:
        waiting = [pool.submit(_page_or_warning, path, media_type, page, engine, timeout) for page in pages]
        try:
            for future in waiting:
                read.append(future.result())
                done += 1
                if on_page is not None:
                    on_page(done, len(pages))
        except BaseException:
            pool.shutdown(wait=False, cancel_futures=True)
            raise
    return read


def _page_or_warning(path: Path, media_type: str, page: Page, engine: Engine, timeout: float) -> Page:
    try:
        return ocr_page(path, media_type, page, engine, timeout)
    except MissingProgram:
        raise
    except MemoryError:
        raise
    except DocumentError as error:
        warning = f"Page {page.number} was not read: {error}"
    except Exception as error:  # a fault of ours or of a library, on a page that nobody thought of
        warning = f"Page {page.number} was not read: the program failed ({type(error).__name__}: {error})."
    return replace(page, warnings=(*page.warnings, warning))


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
    brake = _Brake(engine, time.monotonic() + timeout)
    reading = _upright(picture, dpi, brake)
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


class _Brake:
    """An engine that has until `end` for all readings of one page together."""

    def __init__(self, engine: Engine, end: float) -> None:
        self.engine, self.end = engine, end

    def read(self, image: Grey, dpi: float, *, column: bool = False) -> tuple[Line, ...]:
        return self.engine.read(image, dpi, self._left(), column=column)

    def turns_needed(self, image: Grey) -> int:
        return self.engine.turns_needed(image, self._left())

    def _left(self) -> float:
        return max(self.end - time.monotonic(), LEAST_TIME)


def _upright(picture: Picture, dpi: float, engine: _Brake) -> Reading:
    """Read the picture as it stands, and turned when it seems to lie on its side or on its head.

    Whether a turn is right is decided by the readings: the one with more sure words wins.
    """
    grey = cleaned(picture, dpi)
    run = colour.lines_of(grey)
    if run.sideways:
        hint = engine.turns_needed(grey)
        first, second = (3, 1) if hint == 3 else (1, 3)
        best = _read(grey, first, dpi, engine)
        if best.confidence < UNSURE_PAGE or hint not in (1, 3):
            best = max(best, _read(grey, second, dpi, engine), key=lambda reading: reading.worth)
        if best.confidence >= UNSURE_PAGE:
            return best
        return max(_read(grey, 0, dpi, engine, run.skew), best, key=lambda reading: reading.worth)
    reading = _read(grey, 0, dpi, engine, run.skew)
    if reading.lines and reading.confidence < UNSURE_PAGE and engine.turns_needed(grey) == 2:
        turned = _read(grey, 2, dpi, engine)
        if turned.worth > CLEARLY_BETTER * reading.worth:
            return turned
    return reading


def _read(grey: Grey, turns: int, dpi: float, engine: _Brake, skew: float | None = None) -> Reading:
    """Read the picture turned by `turns` quarters; `skew` is measured when not given."""
    turned = colour.quarter_turns(grey, turns) if turns else grey
    frame = turned.shape[1] * POINTS / dpi, turned.shape[0] * POINTS / dpi
    skew = colour.lines_of(turned).skew if skew is None else skew
    level = colour.deskew(turned, skew) if skew else turned
    bend = bend_of(level)
    if bend:
        level = straight(level, bend.drops(*level.shape[::-1]))
    rules = find_rules(level, dpi)
    grids = grids_of(rules)
    unruled = erase_grids(level, grids, dpi)
    lines = _lines(unruled, grids, dpi, engine)
    if unbounded := open_grids(rules, lines, grids):
        unruled = erase_grids(unruled, unbounded, dpi)
        lines = [*outside(lines, unbounded), *_in_cells(unruled, unbounded, dpi, engine)]
        grids += unbounded
    grids = split_rows(grids, lines)
    # The levelled picture has grown about its centre.
    x, y = (frame[0] - level.shape[1] * POINTS / dpi) / 2, (frame[1] - level.shape[0] * POINTS / dpi) / 2
    grids = [[box.moved(x, y) for box in grid] for grid in grids]
    view = View(unruled, dpi / POINTS, x, y)
    return Reading(tuple(_moved(line, x, y) for line in lines), grids, frame, turns, skew, bend, view)


def _lines(unruled: Grey, grids: list[Grid], dpi: float, engine: _Brake) -> list[Line]:
    """The page's lines, those in the cells of ruled tables read apart."""
    lines = list(engine.read(without_tables(unruled, grids, dpi), dpi))
    return lines + _in_cells(unruled, grids, dpi, engine)


def _in_cells(unruled: Grey, grids: list[Grid], dpi: float, engine: _Brake) -> list[Line]:
    """The lines in the cells of tables."""
    lines: list[Line] = []
    for sheet in sheets(unruled, grids, dpi):
        lines += on_page(engine.read(sheet.grey, dpi, column=True), sheet, dpi)
    return lines


def _stamps(picture: Picture, dpi: float, reading: Reading, engine: _Brake) -> tuple[Line, ...]:
    """What stamps over the page say, placed on the page as it was read."""
    upright = np.ascontiguousarray(np.rot90(picture, -reading.turns))
    lines = read_stamps(upright, dpi, lambda grey: engine.read(grey, dpi))
    return on_level_page(lines, (reading.frame[0] / 2, reading.frame[1] / 2), reading.skew)


def _moved(line: Line, x: float, y: float) -> Line:
    return Line.of(replace(word, box=word.box.moved(x, y) if word.box else None) for word in line.words)
