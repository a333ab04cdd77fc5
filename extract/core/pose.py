"""How a page lay when it was read, and the way of a box from there to the page as the file has it, and back.

    page as stored ─ made flat (photo) ─▶ turned by quarters ─▶ levelled (skew) ─▶ unbent ─▶ page as read

A box keeps its size on the way: its centre is moved, so that it stays a tight frame around a word or a line.
On a photo its size is that of the place: what is far from the camera is smaller.
"""

from __future__ import annotations

import math
from collections.abc import Iterable
from dataclasses import dataclass

from extract.core.geometry import Box

Grid = tuple[tuple[float, ...], ...]  # rows of numbers
ROUNDS = 4  # of looking for the place that bends to a given one: a page's slopes are small


@dataclass(frozen=True, slots=True)
class Pose:
    """What was done to a page before it was read; sizes and places in points.

    `width`, `height`: of the page as read, before its skew made the canvas grow about the centre.
    """

    width: float
    height: float
    turns: int = 0  # quarter turns clockwise from the page as stored
    skew: float = 0.0  # degrees that lines fell to the right, about the centre of the turned page
    # Curled paper: points by which the level page lies below what was read, at places spread evenly over the
    # canvas of the level page.
    bend: Grid = ()
    # A sheet photographed on a desk: the homography, three rows of three, that leads from the page seen flat,
    # before it was turned, to the photo. The flat page has the photo's size.
    photo: Grid = ()

    @property
    def stored_size(self) -> tuple[float, float]:
        """Width and height of the page as the file has it."""
        return (self.height, self.width) if self.turns % 2 else (self.width, self.height)

    @property
    def canvas(self) -> tuple[float, float]:
        """Width and height of the level page: turned by its skew, its corners stay on it."""
        sine, cosine = abs(math.sin(math.radians(self.skew))), abs(math.cos(math.radians(self.skew)))
        return self.height * sine + self.width * cosine, self.height * cosine + self.width * sine

    def to_stored(self, box: Box) -> Box:
        """Where a box of the page as read lies on the page as the file has it."""
        if self.turns or self.skew or self.bend:
            box = self._turned_back(self._unlevelled(box))
        return self._on_photo(box) if self.photo else box

    def to_level(self, box: Box) -> Box:
        """Where a box of the page as the file has it lies on the page as read."""
        if self.photo:
            box = self._off_photo(box)
        return self.levelled(self._turned(box))

    def levelled(self, box: Box) -> Box:
        """Where a box of the turned page, lines still falling and bent, lies on the page as read."""
        if not (self.skew or self.bend):
            return box
        x, y = box.centre
        left, top = self._rotated(x, y, -self.skew)
        bent = top
        for _ in range(ROUNDS if self.bend else 0):
            bent = top - self._drop(left, bent)
        return box.moved(left - x, bent - y)

    def _unlevelled(self, box: Box) -> Box:
        box = box.moved(0.0, self._drop(*box.centre))
        (x, y), (left, top) = box.centre, self._rotated(*box.centre, self.skew)
        return box.moved(left - x, top - y)

    def _rotated(self, x: float, y: float, degrees: float) -> tuple[float, float]:
        """A place turned clockwise about the centre of the page."""
        angle, middle, half = math.radians(degrees), self.width / 2, self.height / 2
        x, y = x - middle, y - half
        sine, cosine = math.sin(angle), math.cos(angle)
        return x * cosine - y * sine + middle, x * sine + y * cosine + half

    def _turned_back(self, box: Box) -> Box:
        """Of the turned page, on the page before its quarter turns: right goes up, once for each."""
        wide = self.width
        high = self.height
        for _ in range(self.turns):
            box = Box(box.y0, wide - box.x1, box.y1, wide - box.x0)
            wide, high = high, wide
        return box

    def _turned(self, box: Box) -> Box:
        """Of the page before its quarter turns, on the turned page: up goes right, once for each."""
        wide, high = self.stored_size
        for _ in range(self.turns):
            box = Box(high - box.y1, box.x0, high - box.y0, box.x1)
            wide, high = high, wide
        return box

    def _on_photo(self, box: Box) -> Box:
        return _through(self.photo, box)

    def _off_photo(self, box: Box) -> Box:
        return _through(_inverse(self.photo), box)

    def _drop(self, x: float, y: float) -> float:
        """How far below a place of the page as read it lies on the level page."""
        if not self.bend:
            return 0.0
        wide, high = self.canvas
        across, down = (x - self.width / 2) / wide + 0.5, (y - self.height / 2) / high + 0.5
        last = len(self.bend) - 1
        row, column = (min(max(at * last, 0.0), last - 1e-9) for at in (down, across))
        top, left = int(row), int(column)
        lower, right = row - top, column - left
        above, below = (
            line[left] * (1 - right) + line[left + 1] * right for line in self.bend[top : top + 2]
        )
        return above * (1 - lower) + below * lower


def _through(matrix: Grid, box: Box) -> Box:
    """A box through a homography: its centre, and its sides as long as they are there."""

    def at(x: float, y: float) -> tuple[float, float]:
        across, down, share = (a * x + b * y + c for a, b, c in matrix)
        return across / share, down / share

    x, y = box.centre
    (left, _), (right, _) = at(box.x0, y), at(box.x1, y)
    (_, top), (_, bottom) = at(x, box.y0), at(x, box.y1)
    (x, y), wide, high = at(x, y), abs(right - left) / 2, abs(bottom - top) / 2
    return Box(x - wide, y - high, x + wide, y + high)


def _inverse(matrix: Grid) -> Grid:
    """The homography back: the adjugate, since its scale does not matter."""
    (a, b, c), (d, e, f), (g, h, i) = matrix
    return (
        (e * i - f * h, c * h - b * i, b * f - c * e),
        (f * g - d * i, a * i - c * g, c * d - a * f),
        (d * h - e * g, b * g - a * h, a * e - b * d),
    )


def as_grid(rows: Iterable[Iterable[float]]) -> Grid:
    """Numbers of an array of two dimensions, as a value that does not change."""
    return tuple(tuple(map(float, row)) for row in rows)
