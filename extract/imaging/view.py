"""A page's picture as the page was read, and how points on the page lead to its pixels.

picture, Pose ─▶ flat ─▶ turned ─▶ level ─▶ unbent ─▶ View ─ Box in points ─▶ pixels, crop
"""

from __future__ import annotations

from dataclasses import dataclass

import cv2
import numpy as np
from numpy.typing import NDArray

from extract.core.geometry import Box
from extract.core.pose import Pose
from extract.imaging.colour import Grey, Picture
from extract.imaging.dewarp import straight
from extract.imaging.perspective import warped
from extract.imaging.skew import deskew, level_size, quarter_turns


@dataclass(frozen=True, slots=True)
class View:
    """A level picture (grey, or RGB) and how points on the page lead to its pixels."""

    picture: NDArray[np.uint8]
    scale: float  # pixels a point
    left: float = 0.0  # points of the picture's left edge on the page
    top: float = 0.0

    @staticmethod
    def about_centre(picture: NDArray[np.uint8], scale: float, pose: Pose) -> View:
        """Of a level picture, which has grown about the centre of the page."""
        (high, wide), (width, height) = picture.shape[:2], (pose.width, pose.height)
        return View(picture, scale, (width - wide / scale) / 2, (height - high / scale) / 2)

    def column(self, x: float) -> int:
        """The first column of pixels right of a place in points; 0 for what lies left of the picture."""
        return max(round((x - self.left) * self.scale), 0)

    def row(self, y: float) -> int:
        """The first row of pixels below a place in points; 0 for what lies above the picture."""
        return max(round((y - self.top) * self.scale), 0)

    def pixels(self, box: Box) -> tuple[int, int, int, int]:
        """Left, top, right and bottom of a box, none of them negative."""
        return self.column(box.x0), self.row(box.y0), self.column(box.x1), self.row(box.y1)

    def crop(self, box: Box) -> NDArray[np.uint8]:
        """What lies in a box, as far as the picture reaches; a view into the picture, not a copy."""
        x0, y0, x1, y1 = self.pixels(box)
        return self.picture[y0:y1, x0:x1]


def posed(picture: NDArray[np.uint8], pose: Pose) -> View:
    """A stored page's picture, grey or RGB, as the page was read.

    A picture that was made flat already comes with a pose without `photo`.
    """
    scale = picture.shape[1] / pose.stored_size[0]
    if pose.photo:
        pixels = np.diag((scale, scale, 1.0))
        picture = warped(picture, pixels @ np.array(pose.photo) @ np.linalg.inv(pixels))
    turned = quarter_turns(picture, pose.turns) if pose.turns else picture
    level = deskew(turned, pose.skew) if pose.skew else turned
    if pose.bend:
        level = straight(level, np.array(pose.bend) * scale)
    return View.about_centre(level, scale, pose)


def posed_part(picture: Picture, pose: Pose, box: Box) -> Picture:
    """`posed(...).crop(box)` of a stored page's picture; of a page askew that part alone is turned."""
    if pose.photo or pose.bend or not pose.skew:
        return posed(picture, pose).crop(box)
    turned = quarter_turns(picture, pose.turns) if pose.turns else picture
    wide, high = level_size(turned.shape[1], turned.shape[0], pose.skew)
    scale = picture.shape[1] / pose.stored_size[0]
    level = View.about_centre(np.broadcast_to(np.uint8(0), (high, wide)), scale, pose)
    x0, y0, x1, y1 = level.pixels(box)
    part = min(x0, wide), min(y0, high), min(x1, wide), min(y1, high)
    if part[0] >= part[2] or part[1] >= part[3]:
        return turned[:0, :0]
    return deskew(turned, pose.skew, part)


def plain_grey(picture: Picture) -> Grey:
    """Grey as the eye sees it, not the colour maximum that print is read from: that fades blue ink."""
    return np.asarray(cv2.cvtColor(picture, cv2.COLOR_RGB2GRAY), np.uint8)
