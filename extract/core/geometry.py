"""Places on a page, in PDF points (1/72 inch) from the top left of the upright page."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass

POINTS = 72.0  # an inch


@dataclass(frozen=True, slots=True)
class Box:
    """A rectangle in PDF points from the top left of the page: x0 < x1 to the right, y0 < y1 downwards."""

    x0: float
    y0: float
    x1: float
    y1: float

    @property
    def width(self) -> float:
        return self.x1 - self.x0

    @property
    def height(self) -> float:
        return self.y1 - self.y0

    @property
    def centre(self) -> tuple[float, float]:
        return (self.x0 + self.x1) / 2, (self.y0 + self.y1) / 2

    def moved(self, x: float, y: float) -> Box:
        """The box shifted to the right by `x` and down by `y` points."""
        return Box(self.x0 + x, self.y0 + y, self.x1 + x, self.y1 + y)

    def overlaps(self, other: Box | None) -> bool:
        """Whether they share some area; nothing is shared with no box."""
        if other is None:
            return False
        across = self.x0 < other.x1 and other.x0 < self.x1
        return across and self.y0 < other.y1 and other.y0 < self.y1

    @staticmethod
    def around(boxes: Iterable[Box | None]) -> Box | None:
        """The smallest box around those given; None when none of them is a box."""
        known = [(box.x0, box.y0, box.x1, box.y1) for box in boxes if box is not None]
        if len(known) < 2:
            return Box(*known[0]) if known else None
        x0, y0, x1, y1 = zip(*known, strict=True)
        return Box(min(x0), min(y0), max(x1), max(y1))
