"""Places on a page, in PDF points (1/72 inch) from the top left of the upright page.

Box: what lies in what, beside what and over what
things with places ─ grouped ─▶ rows from top to bottom, runs from left to right
"""

from __future__ import annotations

from collections.abc import Callable, Iterable, Sequence
from dataclasses import dataclass
from itertools import islice
from typing import TypeVar

POINTS = 72.0  # an inch

T = TypeVar("T")


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

    @property
    def edges(self) -> tuple[float, float, float, float]:
        """Left, top, right and bottom."""
        return self.x0, self.y0, self.x1, self.y1

    def moved(self, x: float, y: float) -> Box:
        """The box shifted to the right by `x` and down by `y` points."""
        return Box(self.x0 + x, self.y0 + y, self.x1 + x, self.y1 + y)

    def overlaps(self, other: Box | None) -> bool:
        """Whether they share some area; nothing is shared with no box."""
        if other is None:
            return False
        across = self.x0 < other.x1 and other.x0 < self.x1
        return across and self.y0 < other.y1 and other.y0 < self.y1

    def holds(self, other: Box | None) -> bool:
        """Whether the middle of the other, if there is one, lies in it or on its border."""
        if other is None:
            return False
        across = self.x0 <= (other.x0 + other.x1) / 2 <= self.x1
        return across and self.is_beside(other)

    def is_beside(self, other: Box) -> bool:
        """Whether the middle of the other's height lies within its height, however far to a side."""
        return self.y0 <= (other.y0 + other.y1) / 2 <= self.y1

    @staticmethod
    def around(boxes: Iterable[Box | None]) -> Box | None:
        """The smallest box around those given; None when none of them is a box."""
        known = [(box.x0, box.y0, box.x1, box.y1) for box in boxes if box is not None]
        if len(known) < 2:
            return Box(*known[0]) if known else None
        x0, y0, x1, y1 = zip(*known, strict=True)
        return Box(min(x0), min(y0), max(x1), max(y1))


def first_holding(boxes: Sequence[Box | None], other: Box | None) -> int | None:
    """Which of the boxes is the first that holds the middle of the other; None when none does."""
    if other is None:
        return None
    x, y = (other.x0 + other.x1) / 2, (other.y0 + other.y1) / 2
    for at, box in enumerate(boxes):
        if box and box.x0 <= x <= box.x1 and box.y0 <= y <= box.y1:
            return at
    return None


def grouped(
    items: Iterable[T],
    order: Callable[[T], float | tuple[float | str, ...]],
    joins: Callable[[Sequence[T], T], bool],
    among: int | None = 1,
) -> list[list[T]]:
    """Things put into groups, such as words into rows of print; every thing into one group.

    They come in `order`, in which the groups begin and their things stay. Each goes into the latest of the
    last `among` groups (None: of all) that it `joins` (the group so far, the thing), or begins a group. How
    near is near, and to which thing of the group, is for `joins` to say.
    """
    groups: list[list[T]] = []
    for item in sorted(items, key=order):
        for group in islice(reversed(groups), among):
            if joins(group, item):
                group.append(item)
                break
        else:
            groups.append([item])
    return groups
