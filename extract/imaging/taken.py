"""How much print a step took off a page: letters side by side that were there before and are not after it.

    grey before, grey after ─▶ letters before ─▶ those gone ─▶ in rows ─▶ share of the page's letters

Seals, signatures and specks are hardly rows of letters: of 164 pages at hand the whole of cleaning takes none
of 134, and of the others up to 0.05, the lines of a stamp among them.
"""

from __future__ import annotations

import cv2
import numpy as np

from extract.imaging.colour import Grey
from extract.imaging.print_rows import half, pieces_of, rows_of

STILL_THERE = 190  # grey level of ink that a recogniser still sees
KEPT = 0.4  # of a letter's ink: with less it is gone
# Pixels that became so much lighter, as a share of the black ones: fewer are no rows of letters.
LIGHTER, DARK, HARDLY = 30, 128, 0.02


def print_taken(before: Grey, after: Grey, dpi: float) -> float:
    """The share of the letters before a step that it took in rows, 0..1."""
    if _hardly_changed(before, after):
        return 0.0
    pieces = pieces_of(before, dpi)
    there = np.bincount(pieces.labels[half(after) < STILL_THERE], minlength=len(pieces.stats))
    gone = pieces.letters & (there < KEPT * pieces.stats[:, cv2.CC_STAT_AREA])
    letters = np.count_nonzero(pieces.letters)
    return sum(row.letters for row in rows_of(pieces, gone)) / letters if letters else 0.0


def _hardly_changed(before: Grey, after: Grey) -> bool:
    _, lighter = cv2.threshold(cv2.subtract(after, before), LIGHTER, 1, cv2.THRESH_BINARY)
    _, dark = cv2.threshold(before, DARK - 1, 1, cv2.THRESH_BINARY_INV)
    return cv2.countNonZero(lighter) < HARDLY * cv2.countNonZero(dark)
