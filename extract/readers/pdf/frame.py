"""Page space of a PDF as points from the top left of the upright page.

    pdfium page (visible box, /Rotate) ─▶ Frame ─ upright ─▶ Frame ─▶ edges, points

Pages that were set sideways without saying so are turned by their text.
"""

from __future__ import annotations

from collections import Counter
from dataclasses import dataclass, replace
from typing import TypeVar

import numpy as np
from numpy.typing import NDArray

from extract.readers.pdf.letters import Letters

# A page set sideways without saying so (a wide table on an upright sheet) still has an upright page number;
# an upright page with a turned stamp or table head has nearly all its letters upright.
SIDEWAYS = 0.7  # of the letters
ASKED = 500  # characters asked for their direction, spread over the page

Number = TypeVar("Number", float, NDArray[np.float64])
Edges = tuple[float, float, float, float]  # x0, y0, x1, y1 in points of the upright page


@dataclass(frozen=True, slots=True)
class Frame:
    """How page space (origin lower left, y upwards) becomes points from the top left of the upright page.

    `left`, `bottom`, `right`, `top`: the visible box of the page as stored; `turns`: quarter turns
    clockwise by /Rotate, and to bring sideways text upright (`upright`).
    """

    left: float
    bottom: float
    right: float
    top: float
    turns: int

    @property
    def size(self) -> tuple[float, float]:
        """Width and height of the upright page."""
        width, height = self.right - self.left, self.top - self.bottom
        return (height, width) if self.turns % 2 else (width, height)

    def point(self, x: Number, y: Number) -> tuple[Number, Number]:
        """A point, or a column of points."""
        if self.turns == 0:
            return x - self.left, self.top - y
        if self.turns == 1:
            return y - self.bottom, x - self.left
        if self.turns == 2:
            return self.right - x, y - self.bottom
        return self.top - y, self.right - x

    def edges(self, left: float, bottom: float, right: float, top: float) -> Edges:
        """Left, top, right and bottom edge on the upright page."""
        x0, y0 = self.point(left, bottom)
        x1, y1 = self.point(right, top)
        return min(x0, x1), min(y0, y1), max(x0, x1), max(y0, y1)


def upright(letters: Letters, frame: Frame) -> Frame:
    """The frame turned so that most of the text runs from left to right; as it was when it does already."""
    asked = Counter(filter(None, letters.holders[:: max(len(letters.holders) // ASKED, 1)]))
    directions = Counter[int]()
    for holder, count in asked.items():
        directions[round(letters.looks[holder].direction / 90) % 4] += count
    turns, most = directions.most_common(1)[0] if directions else (frame.turns, 0)
    return replace(frame, turns=turns) if most > SIDEWAYS * asked.total() else frame
