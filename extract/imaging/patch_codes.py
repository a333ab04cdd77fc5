"""Patch codes: four bars across a sheet, two of them wide, by which scanners part documents.

    grey page, dpi ─ has_patch_code ─▶ whether its bars stand at the head, the foot or a side

Kodak A-61599 (Patch Code Information): bars of 0.08 and 0.20 inch, spaces of 0.08 inch. Patch T, which parts
documents, is narrow, wide, narrow, wide; a sheet on its head shows another of the six orders, so that
each of them counts. Only lengths of runs of ink and paper are measured; no library at hand reads these codes.
"""

from __future__ import annotations

import numpy as np
from numpy.typing import NDArray

from extract.imaging.colour import Grey

NARROW, WIDE = 1.0, 2.5  # bars, in units of 0.08 inch; spaces are narrow
UNIT = 0.08  # inch
BARS, SPANS = 4, 7  # four bars and the three spaces between
OFF = 0.35  # units that a run may be off: scans at 100 dpi blur an edge by a tenth, printers scale by 5 %
INK = 128
PLACES = (0.3, 0.4, 0.5, 0.6, 0.7)  # across the page, where the bars are cut
ENOUGH = 3  # cuts that show them


def has_patch_code(grey: Grey, dpi: float) -> bool:
    """Of a page, however it lies."""
    ink = grey < INK
    return any(
        sum(_shows(lines[round(place * (len(lines) - 1))], dpi) for place in PLACES) >= ENOUGH
        for lines in (ink, ink.T)
    )


def _shows(line: NDArray[np.bool_], dpi: float) -> bool:
    """Whether a cut through the page, pixel by pixel, holds the bars of a patch code."""
    edges = np.flatnonzero(np.diff(np.concatenate(([False], line, [False])).astype(np.int8)))
    runs = np.diff(edges) / (UNIT * dpi)  # ink first, then ink and paper in turn
    return any(_is_code(runs[at : at + SPANS]) for at in range(0, len(runs) - SPANS + 1, 2))


def _is_code(runs: NDArray[np.float64]) -> bool:
    bars, spaces = runs[::2], runs[1::2]
    wide = bars > (NARROW + WIDE) / 2
    right = np.abs(bars - np.where(wide, WIDE, NARROW)) <= OFF
    return bool(right.all() and wide.sum() == BARS // 2 and (np.abs(spaces - NARROW) <= OFF).all())
