"""Rows of what looks like letters on a grey page.

grey ─▶ pieces of ink ─▶ those of a letter's size ─ chosen ones side by side ─▶ rows
"""

from __future__ import annotations

from dataclasses import dataclass
from typing import Any

import cv2
import numpy as np
from numpy.typing import NDArray

from extract.core.geometry import POINTS, Box
from extract.imaging.colour import Grey, Mask
from extract.imaging.ink_boxes import pieces_of_ink

Table = NDArray[np.integer[Any] | np.floating[Any]]  # a row for each piece of ink, as OpenCV gives it

HALF = 0.5  # the scale at which letters are looked for
LETTER = 3.5, 16.0  # points: height
WIDEST = 25.0  # points: letters that touch
LEAST_INK = 0.15  # of a letter's box
AROUND, DARKER = 29.0, 18  # points, and grey levels below their mean: ink
GAP = 9.0  # points between letters of a row
ROW = 25.0, 18.0  # points: least width, most height
FEW = 4  # letters of a row


@dataclass(frozen=True, slots=True)
class Pieces:
    """The pieces of ink of a page; the first of `stats` and of `letters` is the paper."""

    labels: NDArray[np.int32]  # of each pixel of the small picture
    stats: Table  # OpenCV's left, top, width, height, area
    middles: Table
    letters: Mask  # those that have a letter's size
    scale: float  # pixels of the small picture a point


@dataclass(frozen=True, slots=True)
class Row:
    """Letters side by side."""

    box: Box  # points from the top left of the picture
    letters: int


def half(grey: Grey) -> Grey:
    """The small picture on which letters are looked for."""
    return np.asarray(cv2.resize(grey, None, fx=HALF, fy=HALF, interpolation=cv2.INTER_AREA), np.uint8)


def pieces_of(grey: Grey, dpi: float) -> Pieces:
    """What is darker than its surroundings, in pieces."""
    scale = HALF * dpi / POINTS
    ink = cv2.adaptiveThreshold(
        half(grey), 1, cv2.ADAPTIVE_THRESH_MEAN_C, cv2.THRESH_BINARY_INV, round(AROUND * scale) | 1, DARKER
    )
    _, labels, stats, middles = pieces_of_ink(ink)
    high, wide, area = (stats[:, at] for at in (cv2.CC_STAT_HEIGHT, cv2.CC_STAT_WIDTH, cv2.CC_STAT_AREA))
    sized = (high >= LETTER[0] * scale) & (high <= LETTER[1] * scale) & (wide <= WIDEST * scale)
    letters = sized & (wide >= scale) & (area > LEAST_INK * high * wide)
    letters[0] = False
    return Pieces(np.asarray(labels, np.int32), stats, middles, np.asarray(letters, np.bool_), scale)


def rows_of(pieces: Pieces, chosen: Mask) -> list[Row]:
    """The rows that the chosen pieces make."""
    if np.count_nonzero(chosen) < FEW:
        return []
    ink = chosen.astype(np.uint8).take(pieces.labels)
    gap = np.ones((1, round(GAP * pieces.scale)), np.uint8)
    count, rows, stats, _ = pieces_of_ink(cv2.morphologyEx(ink, cv2.MORPH_CLOSE, gap))
    x, y = pieces.middles[chosen].astype(int).T
    held = np.bincount(rows[y, x], minlength=count)
    found = []
    for index, (left, top, wide, high, _) in enumerate((stats / pieces.scale).tolist()[1:], 1):
        if wide >= ROW[0] and high <= ROW[1] and held[index] >= FEW:
            found.append(Row(Box(left, top, left + wide, top + high), int(held[index])))
    return found
