"""Ruling lines of a scanned page by OpenCV: long thin runs of ink.

grey picture ─▶ ink ─▶ opened with a long flat and a long upright bar ─▶ Rules in points
"""

from __future__ import annotations

import cv2
import numpy as np
from numpy.typing import NDArray

from extract.imaging import Grey
from extract.rules import Rule

SHORTEST = 24.0  # points: the height of two lines of print, longer than any stroke of a letter
THICKEST = 4.0  # points: thicker bars are borders of the scanner or pictures
BRIDGE = 3.0  # points of a faint rule that may be missing


def find_rules(grey: Grey, dpi: float) -> list[Rule]:
    """Horizontal and vertical rules of a level page, in points from the picture's top left."""
    scale = dpi / 72
    bright = cv2.adaptiveThreshold(grey, 255, cv2.ADAPTIVE_THRESH_MEAN_C, cv2.THRESH_BINARY_INV, 41, 12)
    ink = np.asarray(bright, dtype=np.uint8)
    found = [Rule(x0, (y0 + y1) / 2, x1, (y0 + y1) / 2) for x0, y0, x1, y1 in _bars(ink, scale)]
    turned = np.ascontiguousarray(ink.T, dtype=np.uint8)
    found += [Rule((y0 + y1) / 2, x0, (y0 + y1) / 2, x1) for x0, y0, x1, y1 in _bars(turned, scale)]
    return found


def _bars(ink: NDArray[np.uint8], scale: float) -> list[tuple[float, float, float, float]]:
    """Boxes, in points, of long flat pieces of ink."""
    length = max(round(SHORTEST * scale), 3)
    bridge = max(round(BRIDGE * scale), 1)
    closed = cv2.morphologyEx(ink, cv2.MORPH_CLOSE, np.ones((1, bridge), np.uint8))
    bars = cv2.morphologyEx(closed, cv2.MORPH_OPEN, np.ones((1, length), np.uint8))
    count, _, stats, _ = cv2.connectedComponentsWithStats(bars)
    boxes = []
    for x, y, width, height, _ in stats[1:count].tolist():
        if height <= THICKEST * scale:
            boxes.append((x / scale, y / scale, (x + width) / scale, (y + height) / scale))
    return boxes
