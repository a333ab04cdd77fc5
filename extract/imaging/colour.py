"""Coloured ink of seals, stamps and signatures: where it lies, and the page without it.

    RGB ─▶ print_of ─▶ grey: black print on paper      RGB ─▶ ink_mask ─▶ where the ink is

Print is read without it because that measured better than with it (bench/reading.py). Nothing is changed on
the page itself.
"""

from __future__ import annotations

import cv2
import numpy as np
from numpy.typing import NDArray

Grey = NDArray[np.uint8]  # height x width
Picture = NDArray[np.uint8]  # height x width x 3, RGB
Mask = NDArray[np.bool_]

# Coloured ink, measured on 15 transcribed pages: 40 and 140 word recall 0.956, precision 0.954; 40 and 110
# 0.956 and 0.953; without 0.955 and 0.953, but then titles under a seal are lost whole.
INK_SPREAD = 40  # difference of the colour channels
INK_LIGHT = 140  # the brightest channel: darker pixels are print under the seal
DARK = 110


def print_of(picture: Picture) -> Grey:
    """Black print on paper, without the red and blue of seals, stamps and signatures.

    The largest of R, G and B fades coloured ink; what is left of it is made paper, since a large seal makes
    Tesseract take the lines under it for a picture. A page printed in colour only has less dark ink than
    coloured: there the smallest of R, G and B, which is dark wherever there is ink of any colour.
    """
    grey, ink = _brightest_and_ink(picture)
    dark = cv2.countNonZero(cv2.threshold(grey, DARK - 1, 1, cv2.THRESH_BINARY_INV)[1])
    if cv2.countNonZero(ink) < dark:
        return np.asarray(cv2.max(grey, ink), np.uint8)
    white = _on_white(picture)
    return _smallest(white) if np.count_nonzero(ink_mask(white)) > dark else grey


def ink_mask(picture: Picture) -> Mask:
    """Where the page has coloured ink (seals, stamps, signatures), not black print or tinted paper."""
    return np.asarray(_brightest_and_ink(picture)[1] > 0, np.bool_)


def colour_max(picture: Picture) -> Grey:
    """The largest of R, G and B: red seals and blue ink fade towards the paper, black print stays."""
    return _brightest_and_ink(picture)[0]


def _brightest_and_ink(picture: Picture) -> tuple[Grey, Grey]:
    """`colour_max`, and 255 where ink is.

    By OpenCV: numpy's own maximum over the last axis takes 20 times longer.
    """
    red, green, blue = cv2.split(picture)
    brightest = cv2.max(cv2.max(red, green), blue)
    spread = cv2.subtract(brightest, cv2.min(cv2.min(red, green), blue))
    _, light = cv2.threshold(brightest, INK_LIGHT, 255, cv2.THRESH_BINARY)
    _, ink = cv2.threshold(spread, INK_SPREAD, 255, cv2.THRESH_BINARY)
    ink = cv2.bitwise_and(ink, light)
    return np.asarray(brightest, np.uint8), np.asarray(ink, np.uint8)


def _on_white(picture: Picture) -> Picture:
    """The picture as if its paper were white: yellowed paper is no coloured ink."""
    paper = np.median(picture[::8, ::8].reshape(-1, 3), axis=0)
    levels = np.arange(256)[:, None] * 255 / np.maximum(paper, 1)
    return np.asarray(cv2.LUT(picture, np.minimum(levels, 255).astype(np.uint8)[:, None]), np.uint8)


def _smallest(picture: Picture) -> Grey:
    red, green, blue = cv2.split(picture)
    return np.asarray(cv2.min(cv2.min(red, green), blue), dtype=np.uint8)
