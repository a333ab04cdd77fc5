"""Dust and toner specks on a grey page.

    grey ─▶ small dots of ink ─▶ those with no letter beside them made paper ─▶ grey

A dot near a letter may be its mark, a full stop or the point of an i, and stays. Between the lines and in the
margins Tesseract reads specks as words and takes wrong heights of lines from them: of degraded pages
(bench/degrade.py, old-1 to old-3 and speckled-2, 12 pages) word recall rose from 0.833 to 0.863 and precision
from 0.831 to 0.882. Removing the smallest dots everywhere measured worse.
"""

from __future__ import annotations

import cv2
import numpy as np
from numpy.typing import NDArray

from extract.core.geometry import POINTS
from extract.imaging.colour import Grey, Mask
from extract.imaging.ink_boxes import pieces_of_ink

DARK = 165  # grey level below which a pixel is ink
DOT = 3.3  # points: sides of a speck; a full stop has 1.5, a hyphen is wider
LETTER = 3.3  # points: least height of what a mark may belong to
REACH = 5.2, 3.0  # points above and below, left and right of a letter: where its marks and stops are
# Specks on a page of A4 from which it is dirty. 20 recent scans and rendered pages had up to 92; a page of
# 2013 with 136 read alike with and without them.
MANY = 200
FEW_AT_HALF = 100  # counted in a picture of half the size, which takes a quarter of the time
DARK_AT_HALF = 200


def without_specks(grey: Grey, dpi: float) -> Grey:
    """The page without specks that no letter is near to; as it is when it has only a few."""
    half = cv2.resize(grey, None, fx=0.5, fy=0.5, interpolation=cv2.INTER_AREA)
    if np.count_nonzero(_specks(np.asarray(half, np.uint8), dpi / 2, DARK_AT_HALF)[0]) < FEW_AT_HALF:
        return grey
    specks, labels = _specks(grey, dpi, DARK)
    if np.count_nonzero(specks) < MANY:
        return grey
    cleaned = grey.copy()
    cleaned[cv2.dilate(specks[labels].astype(np.uint8), np.ones((3, 3), np.uint8)) > 0] = 255
    return cleaned


def _specks(grey: Grey, dpi: float, dark: int) -> tuple[Mask, NDArray[np.int32]]:
    """Which of the pieces of ink they are, and the piece of each pixel."""
    scale = dpi / POINTS
    ink = (grey < dark).astype(np.uint8)
    count, labels, stats, _ = pieces_of_ink(ink)
    sides = np.maximum(stats[:, cv2.CC_STAT_WIDTH], stats[:, cv2.CC_STAT_HEIGHT])
    small = sides <= DOT * scale
    small[0] = False
    letters = stats[:, cv2.CC_STAT_HEIGHT] >= LETTER * scale
    letters[0] = False
    up, aside = (2 * round(reach * scale) + 1 for reach in REACH)
    near = cv2.dilate(letters.astype(np.uint8).take(labels), np.ones((up, aside), np.uint8))
    touched = np.zeros(count, dtype=np.bool_)
    touched[labels[cv2.bitwise_and(near, ink) > 0]] = True
    return np.asarray(small & ~touched, np.bool_), np.asarray(labels, np.int32)
