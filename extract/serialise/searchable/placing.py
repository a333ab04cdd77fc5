"""How the sheet that words are set on lies on the page of a PDF.

    Box of the page as read ─ on_sheet ─▶ the sheet (points, from its top left) ─ matrix ─▶ user space

The sheet is the level page with the corners that its skew made it grow by. Turns and skew are one matrix, so
that lines stay straight; what no matrix says (curled paper, photos) moves each word by itself.
"""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import replace

import pikepdf

from extract.core.geometry import Box
from extract.core.model import Page
from extract.core.pose import Pose

Corners = tuple[float, float, float, float]  # left, bottom, right, top, in points of user space


def flat_pose(page: Page, *, level: bool) -> Pose:
    """How the page lay, without what bends lines; on a turned page its skew too, unless it is made `level`.

    Where text is turned and askew poppler makes a word of each run of letters (none of a page's words was
    found), so there it lies along the page's edges, and each word is moved to its place.
    """
    pose = page.pose or Pose(page.width or 1.0, page.height or 1.0)
    flat = replace(pose, bend=(), photo=())
    return replace(flat, skew=0.0) if flat.turns and not level else flat


def on_sheet(page: Page, *, level: bool = False) -> Callable[[Box], Box]:
    """The way of a box of the page as read to the sheet."""
    flat = flat_pose(page, level=level)
    wide, high = flat.canvas
    right, down = (wide - flat.width) / 2, (high - flat.height) / 2
    bends = page.pose is not None and page.pose != flat

    def placed(box: Box) -> Box:
        return (flat.to_level(page.to_stored(box)) if bends else box).moved(right, down)

    return placed


def matrix(page: Page, shown: Corners, rotate: int, *, level: bool = False) -> pikepdf.Matrix:
    """From the sheet, y upwards, to user space of a page that shows `shown`, turned by `rotate` degrees."""
    flat = flat_pose(page, level=level)
    wide, high = flat.canvas
    stored = flat.stored_size

    def at(x: float, y: float) -> tuple[float, float]:
        left, top = x - (wide - flat.width) / 2, (high - y) - (high - flat.height) / 2
        place = flat.to_stored(Box(left, top, left, top))
        return _user_space(place.x0 / stored[0], place.y0 / stored[1], shown, rotate)

    (e, f), (a, b), (c, d) = at(0, 0), at(1, 0), at(0, 1)
    return pikepdf.Matrix(a - e, b - f, c - e, d - f, e, f)


def _user_space(right: float, down: float, shown: Corners, rotate: int) -> tuple[float, float]:
    """Shares of the page as it is seen, from its top left, as a place of user space (ISO 32000-1, 8.3)."""
    left, bottom, end, top = shown
    across, up = {
        0: (right, 1 - down),
        90: (down, right),
        180: (1 - right, down),
        270: (1 - down, 1 - right),
    }[rotate % 360]
    return left + across * (end - left), bottom + up * (top - bottom)


def shown_part(page: pikepdf.Page) -> Corners:
    """What a page shows: its crop box within its media box."""
    crop, media = ([float(edge) for edge in box] for box in (page.cropbox, page.mediabox))
    left, bottom = (max(min(crop[at], crop[at + 2]), min(media[at], media[at + 2])) for at in (0, 1))
    right, top = (min(max(crop[at], crop[at - 2]), max(media[at], media[at - 2])) for at in (2, 3))
    return left, bottom, right, top
