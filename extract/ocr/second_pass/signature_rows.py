"""Slanted rows of letters in a part of a page, and each of them as a level picture.

    grey part of a page ─▶ ink of the size of letters ─▶ Row(centre, size, angle) ─▶ levelled

Strokes of a signature and the ring of a seal are larger than letters and are left out.
"""

from __future__ import annotations

import math
from collections.abc import Iterator
from dataclasses import dataclass

import cv2
import numpy as np

from extract.core.geometry import Box
from extract.imaging.colour import Grey, Mask
from extract.imaging.ink_boxes import pieces_of_ink
from extract.imaging.view import View

PAPER, INK = 0.9, 0.72  # the share of pixels that are darker than paper; ink is darker than this share of it
TALLEST, WIDEST = 2.2, 6.0  # ems; what is larger is a stroke of the signature, or the ring of a seal
JOIN, RISE = 0.9, 0.25  # ems between letters of one row, and by which they may stand higher
LONGEST, SHORTEST, HIGHEST, LOWEST = 16.0, 3.5, 4.2, 0.5  # ems: a row's length and height
STEEPEST = 20.0  # degrees
# Ems from which a row may be two, or three lines that touch, as a stamped title under a printed one; by this
# share of a line each reaches into the others: marks.
MORE_LINES, OVERLAP = (1.5, 2.7), 0.2


@dataclass(frozen=True, slots=True)
class Row:
    """A slanted rectangle of letters in the picture, pixels."""

    centre: tuple[float, float]
    size: tuple[float, float]  # along the row, across it
    angle: float  # degrees by which it falls to the right


def rows(soft: Grey, em: float) -> Iterator[Row]:
    """What may be rows of letters; `em` in pixels."""
    paper = float(np.quantile(soft, PAPER))
    _, labels, stats, _ = pieces_of_ink((soft < INK * paper).astype(np.uint8))
    widths, heights = stats[:, cv2.CC_STAT_WIDTH], stats[:, cv2.CC_STAT_HEIGHT]
    letter = (heights < TALLEST * em) & (widths < WIDEST * em)
    letter[0] = False
    ink = letter[labels]
    kernel = np.ones((max(round(RISE * em), 1), max(round(JOIN * em), 1)), np.uint8)
    joined = cv2.morphologyEx(ink.astype(np.uint8), cv2.MORPH_CLOSE, kernel)
    _, groups, boxes, _ = pieces_of_ink(joined)
    for index in np.flatnonzero(boxes[1:, cv2.CC_STAT_WIDTH] > SHORTEST * em) + 1:
        x, y, wide, high = boxes[index, : cv2.CC_STAT_AREA].tolist()
        box = np.s_[y : y + high, x : x + wide]
        row = _rectangle((groups[box] == index) & ink[box], x, y)
        if row and SHORTEST * em < row.size[0] < LONGEST * em and LOWEST * em < row.size[1] < HIGHEST * em:
            yield row


def lines_in(row: Row, em: float) -> tuple[Row, ...]:
    """The lines of a row that is high enough for two or three, from above; else none; `em` in pixels."""
    count = sum(row.size[1] > least * em for least in MORE_LINES)
    if not count:
        return ()
    slope, height = math.radians(row.angle), row.size[1]
    part = min((1 + OVERLAP) / (count + 1), 1.0) * height
    steps = [step * (height - part) / count - (height - part) / 2 for step in range(count + 1)]
    x, y = row.centre
    return tuple(
        Row((x - math.sin(slope) * step, y + math.cos(slope) * step), (row.size[0], part), row.angle)
        for step in steps
    )


def levelled(soft: Grey, row: Row, margin: float) -> Grey:
    """The row alone, level, with so many pixels around it."""
    wide, high = (max(round(side + 2 * margin), 2) for side in row.size)
    matrix = cv2.getRotationMatrix2D(row.centre, row.angle, 1.0)
    matrix[0, 2] += wide / 2 - row.centre[0]
    matrix[1, 2] += high / 2 - row.centre[1]
    cut = cv2.warpAffine(soft, matrix, (wide, high), flags=cv2.INTER_CUBIC, borderMode=cv2.BORDER_REPLICATE)
    return np.asarray(cut, np.uint8)


def place(row: Row, view: View, corner: tuple[int, int], margin: float) -> Box:
    """Where the row stands on the page, as if it were level; `margin` at its ends, points."""
    x = (row.centre[0] + corner[0]) / view.scale + view.left
    y = (row.centre[1] + corner[1]) / view.scale + view.top
    wide, high = row.size[0] / view.scale + 2 * margin, row.size[1] / view.scale
    return Box(x - wide / 2, y - high / 2, x + wide / 2, y + high / 2)


def _rectangle(own: Mask, left: int, top: int) -> Row | None:
    """The slanted rectangle around ink that is cut out of the picture there."""
    ys, xs = np.nonzero(own)
    ys, xs = ys + top, xs + left
    if xs.size < 3:
        return None
    slope = float(np.polyfit(xs, ys, 1)[0])
    angle = math.degrees(math.atan(slope))
    if abs(angle) > STEEPEST:
        return None
    cosine, sine = math.cos(math.atan(slope)), math.sin(math.atan(slope))
    along, across = xs * cosine + ys * sine, ys * cosine - xs * sine
    a0, a1, c0, c1 = along.min(), along.max(), across.min(), across.max()
    middle, height = (a0 + a1) / 2, (c0 + c1) / 2
    centre = float(middle * cosine - height * sine), float(middle * sine + height * cosine)
    return Row(centre, (float(a1 - a0), float(c1 - c0)), angle)
