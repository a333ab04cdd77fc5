"""How a page's lines run, and the picture turned so that they run level."""

from __future__ import annotations

from dataclasses import dataclass
from typing import Any

import cv2
import numpy as np
from numpy.typing import NDArray

from extract.imaging.colour import Grey
from extract.imaging.ink_boxes import pieces_of_ink

SMALL_SIDE = 1000  # pixels of the longer side that angles are measured at: 0.1 degree is 1.7 pixels
MOST_SKEW = 10.0  # degrees; a scanner's feed leans up to 3, a hand-laid sheet up to 8
# A sheet laid askew or photographed aslant, up to where lines are neither level nor upright; looked for only
# where none run within MOST_SKEW. Sharpest profile over the middle one: 30 pages within 10 degrees 3.9 (a
# curled photo) and more, the same turned by 15, 30 and 40 degrees at most 2.8; looked for widely 6 to 40.
MOST_WIDE = 42  # at 45 degrees the pixels' own grid is sharp
NO_LINES, CLEAR_WIDE = 3.0, 5.0
LEAST_SKEW = 0.3  # degrees: below it Tesseract reads as well unturned, and turning blurs
CLEAR_GAIN = 1.15  # the profile must be sharper than at 0 degrees by this factor
# Of 103 real pages upright print reached 0.51, blank backs and a curled photo 1.0 to 1.7, one on its side
# 2.5; a table page on its side would have 1.9. The readings have the last word.
SIDEWAYS_GAIN = 1.6
LEAST_INK = 200  # dark pixels (of the small picture) below which a page has no angle


Part = tuple[int, int, int, int]  # left, top, right, bottom in pixels


def quarter_turns(picture: NDArray[np.uint8], turns: int) -> NDArray[np.uint8]:
    """The picture, grey or RGB, turned clockwise by `turns` quarters."""
    return np.ascontiguousarray(np.rot90(picture, -turns))


@dataclass(frozen=True, slots=True)
class Lines:
    """How a page's lines of text run."""

    skew: float  # degrees by which they fall to the right (clockwise), 0.0 when not clearly skewed
    sideways: bool  # they run up or down: the profile over columns is sharper than the one over rows
    ink: NDArray[np.uint8] | None = None  # the `small_ink` that shows it


def lines_of(grey: Grey) -> Lines:
    """How the lines run: the angle whose row profile is sharpest, first by whole degrees, then finer.

    That is Postl's method.
    """
    ink = small_ink(grey)
    if ink.sum() < LEAST_INK:
        return Lines(0.0, sideways=False, ink=ink)
    across = np.ascontiguousarray(ink.T)
    level, upright = _sharpest(ink), _sharpest(across)
    if max(level.clear, upright.clear) < NO_LINES:
        return _wide(_sharpest(ink, MOST_WIDE), _sharpest(across, MOST_WIDE))
    clear = LEAST_SKEW <= abs(level.angle) <= MOST_SKEW and level.sharp > CLEAR_GAIN * sharpness(ink)
    sideways = upright.sharp > SIDEWAYS_GAIN * level.sharp
    return Lines(level.angle if clear else 0.0, sideways, ink)


def _wide(level: _Sharpest, upright: _Sharpest) -> Lines:
    sideways = upright.sharp > SIDEWAYS_GAIN * level.sharp and upright.clear > CLEAR_WIDE
    clear = level.clear > CLEAR_WIDE and not sideways
    return Lines(level.angle if clear else 0.0, sideways)


def deskew(picture: NDArray[np.uint8], degrees: float, part: Part | None = None) -> NDArray[np.uint8]:
    """The picture, grey or RGB, turned about its centre so that lines falling by `degrees` run level.

    The canvas grows on all sides alike, so the centre stays the centre. `part`: what of it is wanted.
    """
    height, width = picture.shape[:2]
    wide, high = level_size(width, height, degrees)
    x0, y0, x1, y1 = part or (0, 0, wide, high)
    matrix = cv2.getRotationMatrix2D((width / 2, height / 2), degrees, 1.0)
    matrix[0, 2] += (wide - width) / 2 - x0
    matrix[1, 2] += (high - height) / 2 - y0
    white = (255, 255, 255)
    size = x1 - x0, y1 - y0
    turned = cv2.warpAffine(picture, matrix, size, flags=cv2.INTER_CUBIC, borderValue=white)
    return np.asarray(turned, dtype=np.uint8)


def level_size(width: int, height: int, degrees: float) -> tuple[int, int]:
    """Width and height of what `deskew` makes of a picture."""
    sine, cosine = abs(np.sin(np.radians(degrees))), abs(np.cos(np.radians(degrees)))
    return int(height * sine + width * cosine) + 1, int(height * cosine + width * sine) + 1


def small_ink(grey: Grey) -> NDArray[np.uint8]:
    """Print as ones on a small picture, without what touches the edge (black scanner borders)."""
    scale = SMALL_SIDE / max(grey.shape)
    size = max(int(grey.shape[1] * scale), 1), max(int(grey.shape[0] * scale), 1)
    small = cv2.resize(grey, size, interpolation=cv2.INTER_AREA)
    block = SMALL_SIDE // 40 * 2 + 1
    ink = cv2.adaptiveThreshold(small, 1, cv2.ADAPTIVE_THRESH_MEAN_C, cv2.THRESH_BINARY_INV, block, 15)
    count, labels, stats, _ = pieces_of_ink(ink)
    # Letters and words only: rules, frames, seals and borders would outweigh them.
    letters = (stats[:, cv2.CC_STAT_WIDTH] < SMALL_SIDE / 8) & (
        stats[:, cv2.CC_STAT_HEIGHT] < SMALL_SIDE / 25
    )
    letters[0] = False
    return letters.astype(np.uint8).take(labels) if count > 1 else np.zeros_like(labels, np.uint8)


def sharpness(ink: NDArray[np.uint8]) -> float:
    """How much the ink differs from one row to the next: large when rows are lines of text and gaps."""
    return _sharpness(ink.sum(axis=1))


def _sharpness(profile: NDArray[np.integer[Any]]) -> float:
    return float(np.sum(np.diff(profile.astype(np.float64)) ** 2))


@dataclass(frozen=True, slots=True)
class _Sharpest:
    angle: float  # degrees
    sharp: float  # sharpness there
    clear: float  # over that of the middle one of all angles tried by whole degrees


def _sharpest(ink: NDArray[np.uint8], most: int = int(MOST_SKEW)) -> _Sharpest:
    """The angle at which the rows are sharpest."""
    tried: dict[float, float] = {}
    y, x = (places.astype(np.float32) for places in np.nonzero(ink))

    def best_around(middle: float, step: float, steps: int) -> float:
        for angle in (round(middle + step * i, 2) for i in range(-steps, steps + 1)):
            if angle not in tried:
                tried[angle] = _sharpness_at(y, x, angle)
        return max(tried, key=lambda angle: tried[angle])

    best = best_around(0.0, 1.0, most)
    usual = float(np.median(list(tried.values())))
    for step in (0.25, 0.1):
        best = best_around(best, step, 3)
    return _Sharpest(best, tried[best], tried[best] / max(usual, 1.0))


def _sharpness_at(y: NDArray[np.float32], x: NDArray[np.float32], degrees: float) -> float:
    """Of the rows that the ink at these places falls into when it is turned."""
    sine, cosine = np.sin(np.radians(degrees)), np.cos(np.radians(degrees))
    rows = y * np.float32(cosine)
    rows -= x * np.float32(sine)
    rows -= rows.min()
    return _sharpness(np.bincount(rows.astype(np.intp)))
