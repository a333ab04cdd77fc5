"""The ink of a signature's block apart: as it is, without the seal, and what is in colour alone.

    grey part of a page ─▶ as it is ─▶ without round seals
    the part in RGB, where these were not enough ─▶ coloured ink without round seals

Title and name of a deputy are often stamped, in red or blue as the seal is: there they are read from their
own ink. Black print under a seal is read from the picture without it. The cheapest comes first.
"""

from __future__ import annotations

from collections.abc import Callable, Iterator

import cv2
import numpy as np

from extract.imaging.colour import Grey, Picture, ink_mask
from extract.imaging.seals import without_seals

COLOURED = 0.003  # share of the part's pixels from which it holds coloured ink; letters alone are .01
STRONG = 1.6  # times the spread of the channels: pale stamps have 100 of 255


def inks(grey: Grey, colour: Callable[[], Picture], dpi: float) -> Iterator[Grey]:
    """Grey pictures of the part, dark ink on light paper; `colour` gives the part in RGB."""
    yield grey
    unsealed, mask = without_seals(grey, dpi)
    if mask is not None:
        yield unsealed
    part = colour()
    if np.count_nonzero(ink_mask(part)) > COLOURED * part[..., 0].size:
        yield without_seals(_colour_alone(part), dpi)[0]


def _colour_alone(part: Picture) -> Grey:
    """Dark where there is coloured ink, red or blue; black print and paper are light."""
    red, green, blue = cv2.split(part)
    brightest = cv2.max(cv2.max(red, green), blue)
    spread = cv2.subtract(brightest, cv2.min(cv2.min(red, green), blue))
    return np.asarray(255 - cv2.multiply(spread, np.ones_like(spread), scale=STRONG), np.uint8)
