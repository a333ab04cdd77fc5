"""One page's picture read: as it stands or turned, levelled, its tables cell by cell."""

from __future__ import annotations

import re
from dataclasses import dataclass, replace

from diacritics.syllable import is_syllable
from extract.core.geometry import POINTS
from extract.core.model import Line
from extract.core.pose import Pose, as_grid
from extract.imaging.colour import Grey, Picture
from extract.imaging.dewarp import bend_of, straight
from extract.imaging.preprocess import ways_to_read
from extract.imaging.skew import Lines, deskew, lines_of, quarter_turns
from extract.imaging.view import View
from extract.ocr.cell_sheet import on_page, sheets, without_tables
from extract.ocr.context import PageContext
from extract.tables.borderless import open_grids, outside
from extract.tables.row_splits import split_rows
from extract.tables.ruled import Grid, grids_of
from extract.tables.scanned_rules import erase_grids, find_rules

# Mean confidence below which a page may lie on its head: scans have 0.84 and more, the worst photos 0.52.
UNSURE_PAGE = 0.55
CLEARLY_BETTER = 1.3  # a turned reading must beat the first one by this factor
# A page before cleaning must make so much more sense: the same page read alike has up to 1.012, one that the
# steps spoilt (grey print taken for the back of the sheet) 1.15.
MORE_SENSE = 1.03
UPRIGHT = 2.0  # a line of words this many times higher than wide runs up or down
_EDGE = re.compile(r"^\W+|\W+$")


@dataclass(frozen=True, slots=True)
class Reading:
    """One reading of a page's picture, and how the page lay for it."""

    lines: tuple[Line, ...]  # boxes on the page as read
    grids: list[Grid]
    pose: Pose
    view: View  # the picture that was read

    @property
    def worth(self) -> float:
        """Sum of the words' confidence: higher for the reading with more words it is sure of."""
        return sum(word.confidence * len(word.text) for line in self.lines for word in line.words)

    @property
    def sense(self) -> float:
        """As `worth`, of words that are syllables of the language, numbers or abbreviations."""
        return sum(
            word.confidence * len(word.text)
            for line in self.lines
            for word in line.words
            if makes_sense(word.text)
        )

    @property
    def confidence(self) -> float:
        """Mean confidence by letters; 1.0 for a page without words."""
        letters = sum(len(word.text) for line in self.lines for word in line.words)
        return self.worth / letters if letters else 1.0

    @property
    def runs_up(self) -> bool:
        """Whether most of its letters run up or down the page: an engine may turn such lines by itself."""
        boxes = [(line.box, len(line.text)) for line in self.lines if line.box]
        up = sum(letters for box, letters in boxes if box.height > UPRIGHT * box.width)
        return up > sum(letters for _, letters in boxes) / 2


def makes_sense(word: str) -> bool:
    """Whether a word is a syllable of the language, or has a number, or is an abbreviation in capitals."""
    text = _EDGE.sub("", word)
    return is_syllable(text) or any(map(str.isdigit, text)) or (len(text) > 1 and text.isupper())


def read_upright(picture: Picture, dpi: float, context: PageContext) -> Reading:
    """Read the picture cleaned; where cleaning may have taken print, also as it was before.

    The cleaned page stays unless another has clearly more sure words of the language.
    """
    first, *others = (_upright(grey, dpi, context) for grey in ways_to_read(picture, dpi))
    best = max(others, key=lambda reading: reading.sense, default=first)
    return best if best.sense > MORE_SENSE * first.sense else first


def _upright(grey: Grey, dpi: float, context: PageContext) -> Reading:
    """Read the picture as it stands, and turned when it seems to lie on its side or on its head.

    Whether a turn is right is decided by the readings: the one with more sure words wins. Streaks of a
    scanner make a page with few lines look as if it lay on its side; its words, turned, run up.
    """
    run = lines_of(grey)
    if run.sideways:
        hint = context.turns_needed(grey)
        first, second = (3, 1) if hint == 3 else (1, 3)
        best = _read(grey, first, dpi, context)
        if best.confidence < UNSURE_PAGE or hint not in (1, 3):
            best = max(best, _read(grey, second, dpi, context), key=lambda reading: reading.worth)
        if best.confidence >= UNSURE_PAGE and not best.runs_up:
            return best
        level = _read(grey, 0, dpi, context, run)
        return level if best.runs_up else max(level, best, key=lambda reading: reading.worth)
    reading = _read(grey, 0, dpi, context, run)
    if reading.lines and reading.confidence < UNSURE_PAGE and context.turns_needed(grey) == 2:
        turned = _read(grey, 2, dpi, context)
        if turned.worth > CLEARLY_BETTER * reading.worth:
            return turned
    return reading


def _read(grey: Grey, turns: int, dpi: float, context: PageContext, run: Lines | None = None) -> Reading:
    """Read the picture turned by `turns` quarters; how its lines `run` is measured when not given."""
    turned = quarter_turns(grey, turns) if turns else grey
    pose = Pose(turned.shape[1] * POINTS / dpi, turned.shape[0] * POINTS / dpi, turns)
    run = lines_of(turned) if run is None else run
    skew = run.skew
    level = deskew(turned, skew) if skew else turned
    bend = bend_of(level, None if skew else run.ink)
    drops = None if bend is None else bend.drops(*level.shape[::-1])
    if drops is not None:
        level = straight(level, drops)
    grids, lines, unruled = _with_tables(level, dpi, context)
    pose = replace(pose, skew=skew, bend=() if drops is None else as_grid(drops * POINTS / dpi))
    view = View.about_centre(unruled, dpi / POINTS, pose)
    return Reading(
        tuple(line.placed(lambda box: box.moved(view.left, view.top)) for line in lines),
        [[box.moved(view.left, view.top) for box in grid] for grid in grids],
        pose,
        view,
    )


def _with_tables(level: Grey, dpi: float, context: PageContext) -> tuple[list[Grid], list[Line], Grey]:
    """The tables and lines of a level picture, and the picture without the tables' rules."""
    rules = find_rules(level, dpi)
    grids = grids_of(rules)
    unruled = erase_grids(level, grids, dpi)
    lines = _lines(unruled, grids, dpi, context)
    if unbounded := open_grids(rules, lines, grids):
        unruled = erase_grids(unruled, unbounded, dpi)
        lines = [*outside(lines, unbounded), *_in_cells(unruled, unbounded, dpi, context)]
        grids += unbounded
    return split_rows(grids, lines), lines, unruled


def _lines(unruled: Grey, grids: list[Grid], dpi: float, context: PageContext) -> list[Line]:
    """The page's lines, those in the cells of ruled tables read apart."""
    lines = list(context.read(without_tables(unruled, grids, dpi), dpi))
    return lines + _in_cells(unruled, grids, dpi, context)


def _in_cells(unruled: Grey, grids: list[Grid], dpi: float, context: PageContext) -> list[Line]:
    """The lines in the cells of tables."""
    lines: list[Line] = []
    for sheet in sheets(unruled, grids, dpi):
        lines += on_page(context.read(sheet.grey, dpi, column=True), sheet, dpi)
    return lines
