"""Page space of a PDF as points from the top left of the upright page.

    pdfium page (visible box, /Rotate) ─▶ Frame ─ upright ─▶ Frame ─▶ edges, points

Pages that were set sideways without saying so are turned by their text.
"""

from __future__ import annotations

import math
from collections import Counter
from ctypes import addressof, c_float
from dataclasses import dataclass, replace
from typing import Any

import pypdfium2.raw as pdfium_c

from extract.readers.pdf.letter_calls import address, matrix_of, object_of

# A page set sideways without saying so (a wide table on an upright sheet) still has an upright page number;
# an upright page with a turned stamp or table head has nearly all its letters upright.
SIDEWAYS = 0.7  # of the letters
ASKED = 500  # characters asked for their direction, spread over the page

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

    def point(self, x: float, y: float) -> tuple[float, float]:
        if self.turns == 0:
            return x - self.left, self.top - y
        if self.turns == 1:
            return y - self.bottom, x - self.left
        if self.turns == 2:
            return self.right - x, y - self.bottom
        return self.top - y, self.right - x

    def edges(self, left: float, bottom: float, right: float, top: float) -> Edges:
        """Left, top, right and bottom edge on the upright page."""
        if self.turns == 0 and left <= right and bottom <= top:  # nearly always, and for every letter
            return left - self.left, self.top - top, right - self.left, self.top - bottom
        x0, y0 = self.point(left, bottom)
        x1, y1 = self.point(right, top)
        return min(x0, x1), min(y0, y1), max(x0, x1), max(y0, y1)


def upright(text_page: Any, frame: Frame) -> Frame:
    """The frame turned so that most of the text runs from left to right; as it was when it does already."""
    page, count = address(text_page.raw), pdfium_c.FPDFText_CountChars(text_page)
    matrix = (c_float * 6)()
    place = addressof(matrix)
    directions = Counter(
        round(math.degrees(math.atan2(matrix[1], matrix[0])) / 90) % 4
        for index in range(0, count, max(count // ASKED, 1))
        if object_of(page, index) and matrix_of(page, index, place)
    )
    turns, letters = directions.most_common(1)[0] if directions else (frame.turns, 0)
    return replace(frame, turns=turns) if letters > SIDEWAYS * directions.total() else frame
