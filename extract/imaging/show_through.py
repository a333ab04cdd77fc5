"""The back of a thin sheet that shines through, and other pale ink beside black print.

    grey ─▶ pale ink away from black print ─▶ when there is much of it: made paper

Letters keep their grey edges, which are near their black cores. Engine's word recall on pages of
bench/degrade.py: shown-2 0.931 to 0.952, shown-3 0.880 to 0.937 (2 pages each), precision 0.911 to 0.951.
"""

from __future__ import annotations

import cv2
import numpy as np

from extract.imaging.colour import Grey

BLACK = 110  # the core of a printed stroke is darker
PAPER = 225
REACH = 7, 5  # pixels across at 175 dpi, and in the picture of half the size: the edges of a stroke
RULE = 20  # pixels of the picture of half the size: a run of ink this long is a table's rule, however pale
# Pale ink but for rules as a share of the black print and its edges: 0.19 to 0.25 on pages with a back
# shining through (shown-3; 0.13 to 0.15 in shown-2), at most 0.095 on 40 pages of scans, tables among them
# (whose thin rules would make it 0.35); above 0.6 the page's own print is pale (two small web pictures have
# 2.4 and 5.3).
SHARE = 0.1, 0.6


def without_back(grey: Grey) -> Grey:
    """The page without the pale ink between its black print; as it is when it has little of it."""
    if not SHARE[0] < _pale_share(grey) < SHARE[1]:
        return grey
    return np.asarray(np.where(_near_black(grey, REACH[0]) > 0, grey, 255), dtype=np.uint8)


def _near_black(grey: Grey, across: int) -> Grey:
    black = (grey < BLACK).astype(np.uint8)
    return np.asarray(cv2.dilate(black, np.ones((across, across), np.uint8)), dtype=np.uint8)


def _pale_share(grey: Grey) -> float:
    """Pale ink in patches of two pixels and more, not the edges of black strokes, for each pixel of print."""
    half = np.asarray(cv2.resize(grey, None, fx=0.5, fy=0.5, interpolation=cv2.INTER_AREA), dtype=np.uint8)
    near = _near_black(half, REACH[1])
    pale = ((half >= BLACK) & (half < PAPER) & (near == 0) & (_rules(half) == 0)).astype(np.uint8)
    patches = cv2.morphologyEx(pale, cv2.MORPH_OPEN, np.ones((2, 2), np.uint8))
    return float((patches > 0).sum()) / max(float((near > 0).sum()), 1.0)


def _rules(half: Grey) -> Grey:
    """Long flat and upright runs of ink, pale or black, with their edges."""
    ink = (half < PAPER).astype(np.uint8)
    bars = [
        cv2.morphologyEx(ink, cv2.MORPH_OPEN, np.ones(shape, np.uint8)) for shape in ((1, RULE), (RULE, 1))
    ]
    return np.asarray(cv2.dilate(cv2.max(*bars), np.ones((5, 5), np.uint8)), dtype=np.uint8)
