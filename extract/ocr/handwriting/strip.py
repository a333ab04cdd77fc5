"""One line of print cut out of a page's picture, in the scale that the digit reader sees.

page picture ─▶ View (level, grey) ─▶ strip between two words ─▶ Strip(normalised line, way back to points)
"""

from __future__ import annotations

from dataclasses import dataclass, replace

import cv2
import numpy as np

from extract.imaging.colour import Grey
from extract.imaging.view import View
from extract.ocr.handwriting import digit_network

LEAN = 0.25  # columns a row: what written digits mostly lean to the right
SMALLEST = 8  # columns of a line, and rows of the picture that it is made of


@dataclass(frozen=True, slots=True)
class Strip:
    """A normalised line and where it lies."""

    line: Grey  # digits.HEIGHT rows
    left: float  # points on the page
    column: float  # points that one column is wide


def strip(view: View, left: float, right: float, foot: float, em: float) -> Strip | None:
    """The line standing on `foot` between two sides (points); None where the picture is too small."""
    shrink = em * view.scale / digit_network.EM  # pixels that one column shows
    base = (foot - view.top) * view.scale
    top, bottom = (
        base - digit_network.BASELINE * shrink,
        base + (digit_network.HEIGHT - digit_network.BASELINE) * shrink,
    )
    height, width = view.picture.shape
    x0, x1 = view.column(left), min(view.column(right), width)
    part = view.picture[max(round(top), 0) : max(round(bottom), 0), x0 : max(x1, x0)]
    if min(part.shape) < SMALLEST:
        return None
    above, below = max(-round(top), 0), max(round(bottom) - height, 0)
    whole = cv2.copyMakeBorder(part, above, below, 0, 0, cv2.BORDER_REPLICATE)
    size = max(round(part.shape[1] / shrink), SMALLEST), digit_network.HEIGHT
    how = cv2.INTER_AREA if shrink > 1 else cv2.INTER_CUBIC
    line = digit_network.normalised(np.asarray(cv2.resize(whole, size, interpolation=how), np.uint8))
    return Strip(line, x0 / view.scale + view.left, shrink / view.scale)


def upright(piece: Strip) -> Strip:
    """The strip with strokes that lean to the right upright, so that no digit stands under the next."""
    matrix = np.array([[1, LEAN, -LEAN * digit_network.BASELINE], [0, 1, 0]], np.float32)
    size = piece.line.shape[1], piece.line.shape[0]
    return replace(piece, line=np.asarray(cv2.warpAffine(piece.line, matrix, size), np.uint8))
