"""The level picture of a page, and how points on the page lead to its pixels."""

from __future__ import annotations

from dataclasses import dataclass

import cv2
import numpy as np

from extract.core.geometry import POINTS
from extract.imaging.colour import Grey, Picture
from extract.imaging.skew import deskew, quarter_turns


@dataclass(frozen=True, slots=True)
class View:
    """The level picture and how points on the page lead to its pixels."""

    grey: Grey
    scale: float  # pixels a point
    left: float  # points of the picture's left edge on the page
    top: float


def view_of(picture: Picture, dpi: float, frame: tuple[float, float], turns: int, skew: float) -> View:
    """A page's picture as it was turned for reading; `frame` is the turned page's width and height in points.

    Grey, not the colour maximum that print is read from: that fades blue ink.
    """
    grey = np.asarray(cv2.cvtColor(picture, cv2.COLOR_RGB2GRAY), np.uint8)
    turned = quarter_turns(grey, turns) if turns else grey
    level = deskew(turned, skew) if skew else turned
    scale = dpi / POINTS
    (high, wide), (width, height) = level.shape, frame
    return View(level, scale, (width - wide / scale) / 2, (height - high / scale) / 2)
