"""One page's picture read: as it stands or turned, levelled, its tables cell by cell."""

from __future__ import annotations

from dataclasses import dataclass, replace

from extract.core.geometry import POINTS
from extract.core.model import Line
from extract.imaging.colour import Grey
from extract.imaging.dewarp import Bend, bend_of, straight
from extract.imaging.preprocess import cleaned
from extract.imaging.skew import deskew, lines_of, quarter_turns
from extract.imaging.view import View
from extract.ocr.cell_sheet import on_page, sheets, without_tables
from extract.ocr.engine import Brake
from extract.readers.rasterise import Picture
from extract.tables.borderless import open_grids, outside
from extract.tables.row_splits import split_rows
from extract.tables.ruled import Grid, grids_of
from extract.tables.scanned_rules import erase_grids, find_rules

# Mean confidence below which a page may lie on its head: scans have 0.84 and more, the worst photos 0.52.
UNSURE_PAGE = 0.55
CLEARLY_BETTER = 1.3  # a turned reading must beat the first one by this factor


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


def read_upright(picture: Picture, dpi: float, engine: Brake) -> Reading:
    """Read the picture as it stands, and turned when it seems to lie on its side or on its head.

    Whether a turn is right is decided by the readings: the one with more sure words wins.
    """
    grey = cleaned(picture, dpi)
    run = lines_of(grey)
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


def _read(grey: Grey, turns: int, dpi: float, engine: Brake, skew: float | None = None) -> Reading:
    """Read the picture turned by `turns` quarters; `skew` is measured when not given."""
    turned = quarter_turns(grey, turns) if turns else grey
    frame = turned.shape[1] * POINTS / dpi, turned.shape[0] * POINTS / dpi
    skew = lines_of(turned).skew if skew is None else skew
    level = deskew(turned, skew) if skew else turned
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


def _lines(unruled: Grey, grids: list[Grid], dpi: float, engine: Brake) -> list[Line]:
    """The page's lines, those in the cells of ruled tables read apart."""
    lines = list(engine.read(without_tables(unruled, grids, dpi), dpi))
    return lines + _in_cells(unruled, grids, dpi, engine)


def _in_cells(unruled: Grey, grids: list[Grid], dpi: float, engine: Brake) -> list[Line]:
    """The lines in the cells of tables."""
    lines: list[Line] = []
    for sheet in sheets(unruled, grids, dpi):
        lines += on_page(engine.read(sheet.grey, dpi, column=True), sheet, dpi)
    return lines


def _moved(line: Line, x: float, y: float) -> Line:
    return Line.of(replace(word, box=word.box.moved(x, y) if word.box else None) for word in line.words)
