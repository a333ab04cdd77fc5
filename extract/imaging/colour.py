"""Pixels to pixels with OpenCV: what is done to a page's picture before it is read.

    RGB ─▶ print_of ─▶ grey ─▶ turned upright ─▶ deskewed ─▶ grey for the recogniser

Each step is here because it measured better than leaving it out (bench/reading.py). Nothing is changed on
the page itself.
"""

from __future__ import annotations

from dataclasses import dataclass
from typing import Any

import cv2
import numpy as np
from numpy.typing import NDArray

Grey = NDArray[np.uint8]  # height x width
Picture = NDArray[np.uint8]  # height x width x 3, RGB
Mask = NDArray[np.bool_]

SMALL_SIDE = 1000  # pixels of the longer side that angles are measured at: 0.1 degree is 1.7 pixels
MOST_SKEW = 10.0  # degrees; a scanner's feed leans up to 3, a hand-laid sheet up to 8
LEAST_SKEW = 0.3  # degrees: below it Tesseract reads as well unturned, and turning blurs
CLEAR_GAIN = 1.15  # the profile must be sharper than at 0 degrees by this factor
# Of 103 real pages upright print reached 0.51, blank backs and a curled photo 1.0 to 1.7, one on its side
# 2.5; a table page on its side would have 1.9. The readings have the last word.
SIDEWAYS_GAIN = 1.6
# Coloured ink, measured on 15 transcribed pages: 40 and 140 word recall 0.956, precision 0.954; 40 and 110
# 0.956 and 0.953; without 0.955 and 0.953, but then titles under a seal are lost whole.
INK_SPREAD = 40  # difference of the colour channels
INK_LIGHT = 140  # the brightest channel: darker pixels are print under the seal
DARK = 110
LEAST_INK = 200  # dark pixels (of the small picture) below which a page has no angle


def print_of(picture: Picture) -> Grey:
    """Black print on paper, without the red and blue of seals, stamps and signatures.

    The largest of R, G and B fades coloured ink; what is left of it is made paper, since a large seal makes
    Tesseract take the lines under it for a picture. A page printed in colour only has less dark ink than
    coloured and is left as it is.
    """
    grey = colour_max(picture)
    ink = ink_mask(picture)
    if np.count_nonzero(ink) < np.count_nonzero(grey < DARK):
        grey[ink] = 255
    return grey


def colour_max(picture: Picture) -> Grey:
    """The largest of R, G and B: red seals and blue ink fade towards the paper, black print stays."""
    return _largest(picture)


def ink_mask(picture: Picture) -> Mask:
    """Where the page has coloured ink (seals, stamps, signatures), not black print or tinted paper."""
    red, green, blue = cv2.split(picture)
    brightest = cv2.max(cv2.max(red, green), blue)
    spread = cv2.subtract(brightest, cv2.min(cv2.min(red, green), blue))
    return np.asarray((spread > INK_SPREAD) & (brightest > INK_LIGHT), dtype=np.bool_)


def _largest(picture: Picture) -> Grey:
    """The brightest channel of every pixel: numpy's own maximum over the last axis takes 20 times longer."""
    red, green, blue = cv2.split(picture)
    return np.asarray(cv2.max(cv2.max(red, green), blue), dtype=np.uint8)


def quarter_turns(grey: Grey, turns: int) -> Grey:
    """The picture turned clockwise by `turns` quarters."""
    return np.ascontiguousarray(np.rot90(grey, -turns))


@dataclass(frozen=True, slots=True)
class Lines:
    """How a page's lines of text run."""

    skew: float  # degrees by which they fall to the right (clockwise), 0.0 when not clearly skewed
    sideways: bool  # they run up or down: the profile over columns is sharper than the one over rows


def lines_of(grey: Grey) -> Lines:
    """How the lines run: the angle whose row profile is sharpest, first by whole degrees, then finer.

    That is Postl's method.
    """
    ink = small_ink(grey)
    if ink.sum() < LEAST_INK:
        return Lines(0.0, sideways=False)
    (best, level), (_, upright) = _sharpest(ink), _sharpest(np.ascontiguousarray(ink.T))
    clear = LEAST_SKEW <= abs(best) <= MOST_SKEW and level > CLEAR_GAIN * sharpness(ink)
    return Lines(best if clear else 0.0, sideways=upright > SIDEWAYS_GAIN * level)


def deskew(grey: Grey, degrees: float) -> Grey:
    """The picture turned about its centre so that lines falling by `degrees` run level.

    The canvas grows on all sides alike, so the centre stays the centre.
    """
    height, width = grey.shape
    sine, cosine = abs(np.sin(np.radians(degrees))), abs(np.cos(np.radians(degrees)))
    wide, high = int(height * sine + width * cosine) + 1, int(height * cosine + width * sine) + 1
    matrix = cv2.getRotationMatrix2D((width / 2, height / 2), degrees, 1.0)
    matrix[0, 2] += (wide - width) / 2
    matrix[1, 2] += (high - height) / 2
    turned = cv2.warpAffine(grey, matrix, (wide, high), flags=cv2.INTER_CUBIC, borderValue=255)
    return np.asarray(turned, dtype=np.uint8)


def small_ink(grey: Grey) -> NDArray[np.uint8]:
    """Print as ones on a small picture, without what touches the edge (black scanner borders)."""
    scale = SMALL_SIDE / max(grey.shape)
    size = max(int(grey.shape[1] * scale), 1), max(int(grey.shape[0] * scale), 1)
    small = cv2.resize(grey, size, interpolation=cv2.INTER_AREA)
    block = SMALL_SIDE // 40 * 2 + 1
    ink = cv2.adaptiveThreshold(small, 1, cv2.ADAPTIVE_THRESH_MEAN_C, cv2.THRESH_BINARY_INV, block, 15)
    count, labels, stats, _ = cv2.connectedComponentsWithStats(ink)
    # Letters and words only: rules, frames, seals and borders would outweigh them.
    letters = (stats[:, cv2.CC_STAT_WIDTH] < SMALL_SIDE / 8) & (
        stats[:, cv2.CC_STAT_HEIGHT] < SMALL_SIDE / 25
    )
    letters[0] = False
    return np.asarray(letters[labels] if count > 1 else ink * 0, dtype=np.uint8)


def sharpness(ink: NDArray[np.uint8]) -> float:
    """How much the ink differs from one row to the next: large when rows are lines of text and gaps."""
    return _sharpness(ink.sum(axis=1))


def _sharpness(profile: NDArray[np.integer[Any]]) -> float:
    return float(np.sum(np.diff(profile.astype(np.float64)) ** 2))


def _sharpest(ink: NDArray[np.uint8]) -> tuple[float, float]:
    """The angle in degrees at which the rows are sharpest, and how sharp they are there."""
    tried: dict[float, float] = {}
    y, x = (places.astype(np.float32) for places in np.nonzero(ink))

    def best_around(middle: float, step: float, steps: int) -> float:
        for angle in (round(middle + step * i, 2) for i in range(-steps, steps + 1)):
            if angle not in tried:
                tried[angle] = _sharpness_at(y, x, angle)
        return max(tried, key=lambda angle: tried[angle])

    best = best_around(0.0, 1.0, int(MOST_SKEW))
    for step in (0.25, 0.1):
        best = best_around(best, step, 3)
    return best, tried[best]


def _sharpness_at(y: NDArray[np.float32], x: NDArray[np.float32], degrees: float) -> float:
    """Of the rows that the ink at these places falls into when it is turned."""
    sine, cosine = np.sin(np.radians(degrees)), np.cos(np.radians(degrees))
    rows = y * np.float32(cosine) - x * np.float32(sine)
    return _sharpness(np.bincount((rows - rows.min()).astype(np.int32)))
