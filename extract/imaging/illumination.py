"""Light and contrast of a grey page: shadows and yellowed paper, faded print, streaks of the scanner.

    grey ─▶ paper beside each spot ─▶ ink ─▶ without streaks ─▶ print beside each spot ─▶ even grey

A recogniser parts ink from paper with one threshold for the whole page; where the paper of one corner is as
dark as the print of another, it loses lines. On pages degraded by bench/degrade.py (old-2, 3 pages) the
engine's word recall rose from 0.49 to 0.82. Pages with even light, white paper and black print come back as
they are.
"""

from __future__ import annotations

import cv2
import numpy as np
from numpy.typing import NDArray

from extract.core.geometry import POINTS
from extract.imaging.colour import Grey

SHRINK = 8  # the maps of paper and print change slowly
PAPER_WINDOW = 40.0  # points: wider than any letter, narrower than most shadows
PRINT_WINDOW = 90.0  # points: some lines of text
PALE = 0.25  # of the page's strong print: what is weaker everywhere around is no print but paper
LEAST_PRINT = 20  # grey levels
# Darkest paper and blackest print (mean of 8 x 8 pixels) of a dull page. 22 recent and old scans had 250 to
# 255 and 104 to 166; a faded page of 2014 has 217, a pale web picture 198, two phone photos
# paper of 137 and 178.
WHITE, BLACK = 215, 185
BANDS = 8  # a streak runs through the page from top to bottom: it is in each of so many bands
STREAK = 14  # grey levels
EDGE = 0.03  # of the width, where borders and the sheet's own edges are
WIDEST = 4.0  # points
MOSTLY = 35  # percentile of a column's ink in a band: print covers less than the rest of it


def even(grey: Grey, dpi: float) -> Grey:
    """The page as black print on white paper wherever it was darker, paler or streaked; else as it is."""
    paper = _paper(grey, dpi)
    dull = _is_dull(paper, _shrunk(grey))
    wide_paper = cv2.resize(paper, grey.shape[::-1], interpolation=cv2.INTER_LINEAR)
    ink = np.asarray(cv2.subtract(wide_paper, grey), dtype=np.uint8)
    streaks = _streaks(ink, dpi)
    if streaks:
        grey, ink = _filled(grey, streaks), _filled(ink, streaks)
    if not dull:
        return grey
    strength = cv2.resize(_print(ink, dpi), grey.shape[::-1], interpolation=cv2.INTER_LINEAR)
    return np.asarray(255 - cv2.divide(ink, strength, scale=255), dtype=np.uint8)


def darkest_paper(grey: Grey, dpi: float) -> float:
    """The grey level of the page's darkest paper, its edges left out."""
    return _darkest(_paper(grey, dpi))


def _darkest(paper: Grey) -> float:
    return float(np.percentile(paper[_inner(paper)], 3))


def _inner(paper: Grey) -> tuple[slice, slice]:
    high, wide = paper.shape
    return np.s_[high // 12 : high - high // 12, wide // 12 : wide - wide // 12]


def _shrunk(grey: Grey) -> Grey:
    scale = 1 / SHRINK
    return np.asarray(cv2.resize(grey, None, fx=scale, fy=scale, interpolation=cv2.INTER_AREA), np.uint8)


def _side(points: float, dpi: float) -> int:
    """An odd number of pixels of the small maps."""
    return max(round(points * dpi / POINTS / SHRINK), 1) | 1


def _paper(grey: Grey, dpi: float) -> Grey:
    """What the paper beside each spot looks like: the page closed over its print."""
    side = _side(PAPER_WINDOW, dpi)
    closed = cv2.morphologyEx(_shrunk(grey), cv2.MORPH_CLOSE, np.ones((side, side), np.uint8))
    return np.asarray(cv2.GaussianBlur(closed, (0, 0), side / 4), dtype=np.uint8)


def _print(ink: Grey, dpi: float) -> Grey:
    """How dark the print around each spot is, never less than a share of the page's strong print."""
    high, wide = ink.shape[0] // SHRINK, ink.shape[1] // SHRINK
    soft = cv2.GaussianBlur(ink, (0, 0), 0.8)[: high * SHRINK, : wide * SHRINK]
    peaks = soft.reshape(high, SHRINK, wide, SHRINK).max(axis=(1, 3))
    side = _side(PRINT_WINDOW, dpi)
    # The median takes single specks out, which are blacker than faded print.
    around = cv2.dilate(cv2.medianBlur(peaks, 5), np.ones((side, side), np.uint8))
    least = max(PALE * float(np.percentile(peaks, 97)), LEAST_PRINT)
    return np.asarray(np.maximum(cv2.GaussianBlur(around, (0, 0), side / 3), least), dtype=np.uint8)


def _is_dull(paper: Grey, small: Grey) -> bool:
    """Whether paper anywhere but at the edges is not white, or the print not black."""
    print_level = float(np.percentile(small[_inner(paper)], 1))
    return _darkest(paper) < WHITE or print_level > BLACK


def _streaks(ink: Grey, dpi: float) -> list[tuple[int, int]]:
    """First and last column of every streak; a rule of a table ends before the margins."""
    bands = np.array_split(ink[:: max(round(dpi / 60), 1)], BANDS)
    levels = np.array([_mostly(band) for band in bands], dtype=np.float32)
    widest = max(round(WIDEST * dpi / POINTS), 1)
    around = np.ones((1, 2 * widest + 1), np.uint8)
    plain = cv2.morphologyEx(levels, cv2.MORPH_OPEN, around)
    marked = np.sort(levels - plain, axis=0)[1] > STREAK  # in all bands but one
    margin = round(EDGE * ink.shape[1])
    marked[:margin] = marked[-margin:] = False
    edges = np.flatnonzero(np.diff(np.concatenate(([0], marked.astype(np.int8), [0]))))
    return [(int(first), int(end) - 1) for first, end in edges.reshape(-1, 2)]


def _mostly(band: Grey) -> NDArray[np.float64]:
    """The percentile MOSTLY of each column; numpy's own takes twice as long."""
    at = MOSTLY / 100 * (len(band) - 1)
    low = int(at)
    high = min(low + 1, len(band) - 1)
    columns = np.partition(np.ascontiguousarray(band.T), (low, high), axis=1).astype(np.float64)
    return columns[:, low] + (at - low) * (columns[:, high] - columns[:, low])


def _filled(picture: Grey, streaks: list[tuple[int, int]]) -> Grey:
    """Each streak between its neighbour columns, so that strokes which cross it stay whole."""
    filled = picture.copy()
    for first, last in streaks:
        left, right = max(first - 2, 0), min(last + 2, picture.shape[1] - 1)
        begin, end = filled[:, left].astype(np.float32), filled[:, right].astype(np.float32)
        for column in range(left + 1, right):
            share = (column - left) / (right - left)
            filled[:, column] = begin * (1 - share) + end * share
    return filled
