"""Stamps in coloured ink over the upper half of a page: urgency, secrecy, and the incoming stamp.

    RGB picture ─▶ coloured regions of a stamp's size ─▶ each turned level ─▶ engine ─▶ lines

An incoming stamp without colour is read with the page; its frame would make it a table (`framed_apart`).
Coloured ink is taken out of the picture that the page's text is read from (`imaging.colour.print_of`), so
these words never mix with it. Only a region that says what a stamp says is kept: a note by hand or an
ornament gives nothing. Sizes: Nghị định 30/2020/NĐ-CP, phụ lục I (mark of urgency 20 to 40 x 8 mm), phụ
lục IV (incoming stamp 35 x 50 mm).
"""

from __future__ import annotations

import math
import re
from collections.abc import Callable, Iterable, Sequence
from dataclasses import dataclass, replace

import cv2
import numpy as np

from diacritics.syllable import skeleton
from extract.core.geometry import POINTS
from extract.core.model import Line, Table
from extract.form.folding import fold_words
from extract.form.stamps import is_incoming
from extract.imaging.colour import Grey, Mask, Picture, ink_mask
from extract.imaging.ink_boxes import pieces_of_ink
from schemas import vocabulary
from schemas.methods import Method

Read = Callable[[Grey], tuple[Line, ...]]  # lines with boxes in points of the picture

UPPER = 0.55  # share of the page's height
COARSE = 4  # regions are found on every fourth pixel
JOIN = 12.0  # points between letters and frame of one stamp
LONG, SHORT = (50.0, 170.0), (14.0, 125.0)  # points: sides of a stamp; written numbers are shorter
ROUND = 1.2, 60.0  # a seal is as wide as high, and larger than this; an incoming stamp is oblong
THIN = 0.5  # of the region's box: a stamp is frame and letters, not a filled picture
LEVEL = 2.5  # degrees that need no turning
STEEPEST = 60.0  # degrees: no stamp is pressed steeper
FRAME = 0.6, 0.8  # of the stamp's width, height: what is longer is its frame
MOST = 4  # regions of a page that are read
MARGIN = 10  # pixels of white around
NUMBER_OR_DAY = re.compile(r"(?:so|ngay)(?: den)?\s*:")  # of an incoming stamp, small letters without marks


@dataclass(frozen=True, slots=True)
class Region:
    """A slanted rectangle of coloured ink, in pixels."""

    centre: tuple[float, float]
    size: tuple[float, float]  # long side, short side
    angle: float  # degrees by which the long side falls to the right


def read_stamps(picture: Picture, dpi: float, read: Read) -> tuple[Line, ...]:
    """The lines of the stamps, words marked as a stamp's, boxes in points of the picture."""
    upper = picture[: round(UPPER * picture.shape[0])]
    found: list[Line] = []
    for region in _regions(upper, dpi):
        lines = read(_levelled(upper, region))
        if any(says_stamp(line.text) for line in lines):
            found += [
                _placed(line, region, POINTS / dpi) for line in lines if any(map(str.isalnum, line.text))
            ]
    return tuple(found)


def says_stamp(text: str) -> bool:
    """Whether a line says what a stamp of urgency, secrecy or reception says."""
    bare = skeleton(text).lower().lstrip(" -.")
    marks = (mark for kind in ("urgency", "secrecy") for mark in vocabulary.marks(kind))
    folded = fold_words(text)
    labelled = NUMBER_OR_DAY.match(bare) is not None
    return is_incoming(text) or labelled or any(folded == fold_words(mark) for mark in marks)


def framed_apart(tables: Sequence[Table], lines: Iterable[Line]) -> tuple[tuple[Table, ...], list[Line]]:
    """Tables and lines of a page; the frame of an incoming stamp is no table, and its lines are a stamp's."""
    stamps = [table for table in tables if _is_incoming(table)]
    boxes = [table.box for table in stamps if table.box]
    marked = [_stamped(line) if any(box.holds(line.box) for box in boxes) else line for line in lines]
    return tuple(table for table in tables if table not in stamps), marked


def _is_incoming(table: Table) -> bool:
    if table.box is None or table.box.width > LONG[1] or table.box.height > SHORT[1]:
        return False
    return any(is_incoming(line.text) for cell in table.cells for line in cell.lines)


def _stamped(line: Line) -> Line:
    return replace(line, words=tuple(replace(word, method=Method.STAMP) for word in line.words))


def _regions(picture: Picture, dpi: float) -> list[Region]:
    """What may be stamps, the largest first."""
    ink = ink_mask(picture[::COARSE, ::COARSE])
    scale = dpi / POINTS
    side = max(round(JOIN * scale / COARSE), 1)
    joined = cv2.morphologyEx(ink.astype(np.uint8), cv2.MORPH_CLOSE, np.ones((side, side), np.uint8))
    count, labels, stats, _ = pieces_of_ink(joined)
    regions = []
    for index in range(1, count):
        x, y, wide, high, _ = stats[index].tolist()
        if max(wide, high) * COARSE < LONG[0] * scale / 2:
            continue
        own = (labels[y : y + high, x : x + wide] == index) & ink[y : y + high, x : x + wide]
        region = _rectangle(own, x, y)
        if region and _fits(region, own, scale):
            regions.append(region)
    return sorted(regions, key=lambda region: -math.prod(region.size))[:MOST]


def _rectangle(own: Mask, x: int, y: int) -> Region | None:
    """The smallest rectangle around the ink, its long side nearer to level than to upright."""
    rows, columns = np.nonzero(own)
    if rows.size < 3:
        return None
    points = np.stack((columns + x, rows + y), axis=1).astype(np.float32) * COARSE
    centre, (wide, high), angle = cv2.minAreaRect(points)
    if wide < high:
        wide, high, angle = high, wide, angle + 90
    angle = (angle + 90) % 180 - 90
    return Region((centre[0], centre[1]), (wide, high), angle if abs(angle) > LEVEL else 0.0)


def _fits(region: Region, own: Mask, scale: float) -> bool:
    long, short = (side / scale for side in region.size)
    seal = long < ROUND[0] * short and long > ROUND[1]
    filled = np.count_nonzero(own) * COARSE**2 > THIN * math.prod(region.size)
    size = LONG[0] <= long <= LONG[1] and SHORT[0] <= short <= SHORT[1]
    return size and abs(region.angle) <= STEEPEST and not seal and not filled


def _levelled(picture: Picture, region: Region) -> Grey:
    """The stamp alone, level, dark on white, without its frame."""
    wide, high = (round(side) + 2 * MARGIN for side in region.size)
    matrix = cv2.getRotationMatrix2D(region.centre, region.angle, 1.0)
    matrix[0, 2] += wide / 2 - region.centre[0]
    matrix[1, 2] += high / 2 - region.centre[1]
    white = (255, 255, 255)
    cut = cv2.warpAffine(picture, matrix, (wide, high), flags=cv2.INTER_CUBIC, borderValue=white)
    level = np.asarray(cut, dtype=np.uint8)
    ink = cv2.dilate(ink_mask(level).astype(np.uint8), np.ones((3, 3), np.uint8)) > 0
    grey = np.where(ink, level.min(axis=2), np.uint8(255))
    grey[_frame(grey)] = 255
    return np.pad(grey, 2 * MARGIN, constant_values=255)


def _frame(grey: Grey) -> Mask:
    _, labels, stats, _ = pieces_of_ink((grey < 200).astype(np.uint8))
    wide, high = stats[:, cv2.CC_STAT_WIDTH], stats[:, cv2.CC_STAT_HEIGHT]
    frame = (wide > FRAME[0] * grey.shape[1]) | (high > FRAME[1] * grey.shape[0])
    frame[0] = False
    return np.asarray(frame[labels], dtype=np.bool_)


def _placed(line: Line, region: Region, scale: float) -> Line:
    """The line where the stamp is: words on one level, in the width of the slanted stamp."""
    x, y = (at * scale for at in region.centre)
    left = x - (region.size[0] / 2 + 3 * MARGIN) * scale
    top = y - (region.size[1] / 2 + 3 * MARGIN) * scale
    return Line.of(
        replace(word, box=word.box.moved(left, top) if word.box else None, method=Method.STAMP)
        for word in line.words
    )
