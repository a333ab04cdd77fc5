"""Pages seen from behind: sheets that were copied mirrored, and blank backs through which the front shines.

Reading of little worth ─▶ the picture mirrored, read ─▶ clearly better? ─▶ mirrored sheet · shining back
"""

from __future__ import annotations

from dataclasses import dataclass, replace

import numpy as np

from extract.core.pose import Grid, as_grid
from extract.imaging.colour import Picture
from extract.imaging.view import plain_grey
from extract.ocr.context import PageContext
from extract.ocr.reading import CLEARLY_BETTER, UNSURE_PAGE, Reading, read_upright
from schemas.catalogue import Message

# The darkest hundredth of a page: 234 where print of the front shines through a blank back by 8 %, 11 to 92
# on printed pages.
PALE, DARKEST = 150, 1


@dataclass(frozen=True, slots=True)
class Front:
    """The page as its front shows it."""

    picture: Picture
    reading: Reading  # without lines when the front shines through a back on which nothing is printed

    def notice(self, page: int) -> Message:
        """What a person is told."""
        return Message.of("page-mirrored" if self.reading.lines else "page-shines-through", page=page)


def front_of(reading: Reading, picture: Picture, dpi: float, context: PageContext) -> Front | None:
    """The page read mirrored, when that is clearly what it is; None for a page that is read as it stands.

    A mirrored page was read with a mean confidence of 0.40, and of 0.96 the right way round.
    """
    if not reading.lines or reading.confidence >= UNSURE_PAGE:
        return None
    mirrored = np.ascontiguousarray(picture[:, ::-1])
    other = read_upright(mirrored, dpi, context)
    if other.confidence < UNSURE_PAGE or other.worth < CLEARLY_BETTER * reading.worth:
        return None
    if np.percentile(plain_grey(picture), DARKEST) > PALE:
        other = replace(other, lines=(), grids=[])
    return Front(mirrored, other)


def mirrored_way(way: Grid, width: float) -> Grid:
    """The way from the mirrored page to the stored one; `way`: to it from the page before it was mirrored."""
    mirror = np.array(((-1.0, 0.0, width), (0.0, 1.0, 0.0), (0.0, 0.0, 1.0)))
    return as_grid(np.array(way) @ mirror if way else mirror)
