"""Pieces of ink, and their boxes, looked for only where there is any.

    ink ─▶ bands of rows that hold some ─▶ OpenCV's pieces of each ─▶ boxes on the page

OpenCV counts every pixel of the paper too: the rules of a page took 45 ms, in their bands they take 2.
"""

from __future__ import annotations

from typing import Any

import cv2
import numpy as np
from numpy.typing import NDArray

from extract.imaging.colour import Grey

Numbers = NDArray[np.integer[Any] | np.floating[Any]]  # as OpenCV gives a picture
Boxes = NDArray[np.int32]  # n x 5: left, top, width, height, pixels of ink


def boxes_of_ink(ink: Grey) -> Boxes:
    """The pieces of what is not 0, from top to bottom; pieces touch at corners too."""
    found = [np.zeros((0, 5), np.int32)]
    for first, end in _bands(ink):
        _, _, stats, _ = pieces_of_ink(np.ascontiguousarray(ink[first:end]))
        found.append(np.add(stats[1:], (0, first, 0, 0, 0), dtype=np.int32))
    return np.concatenate(found)


def pieces_of_ink(ink: Numbers) -> tuple[int, NDArray[np.int32], NDArray[np.int32], NDArray[np.float64]]:
    """How many pieces with the paper, which is the first; the piece of each pixel; boxes and pixels; middles.

    By blocks of pixels (Grana et al. 2010): the same pieces, numbered alike; 2 ms for 5 where ink is sparse.
    """
    count, labels, stats, middles = cv2.connectedComponentsWithStatsWithAlgorithm(
        ink, 8, cv2.CV_32S, cv2.CCL_GRANA
    )
    return count, np.asarray(labels, np.int32), np.asarray(stats, np.int32), np.asarray(middles, np.float64)


def _bands(ink: Grey) -> list[tuple[int, int]]:
    """First and end of the rows between two that are empty."""
    held = np.concatenate(([False], ink.any(axis=1), [False]))
    edges = np.flatnonzero(held[1:] != held[:-1])
    return [(int(first), int(end)) for first, end in edges.reshape(-1, 2)]
