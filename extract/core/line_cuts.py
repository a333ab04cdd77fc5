"""Words of one printed line, cut where the gap is wide.

The two header columns, nơi nhận and signature, and the cells of a table stand on the same height without
being one line; layout can join pieces again, but cannot know where a joined line should have been cut.
"""

from __future__ import annotations

from collections.abc import Sequence
from itertools import pairwise
from statistics import median

from extract.core.model import Line, Word

WIDE_GAP = 1.0  # of the font size: the gap between the header columns can be as narrow as one em
WIDE_AGAINST_MEDIAN = 2.2  # a justified line may have wide gaps, but then all are alike


def cut_at_gaps(words: Sequence[Word], size: float) -> list[Line]:
    """Cut a row of words, left to right, where a gap is wide for `size` (points) and for the row itself."""
    gaps = [
        after.box.x0 - before.box.x1 if before.box and after.box else 0.0 for before, after in pairwise(words)
    ]
    usual = median(gaps) if len(gaps) > 2 else 0.0
    wide = max(WIDE_GAP * size, WIDE_AGAINST_MEDIAN * usual)
    held = [[words[0]]]
    for after, gap in zip(words[1:], gaps, strict=True):
        if gap > wide:
            held.append([])
        held[-1].append(after)
    return [Line.of(part) for part in held]
