"""A piece of a line as the line reader sees it: of one height, its paper and ink of one tone.

    grey piece (rows x columns) ─▶ float32 (height x columns), paper near 1, ink near -1

The darkest and the usual tone of a piece are what ink and paper are taken for, so that a faded copy and a
fresh print look alike; a piece of paper alone stays paper.
"""

from __future__ import annotations

import cv2
import numpy as np
from numpy.typing import NDArray

from extract.imaging.colour import Grey

STEP = 4  # columns of the picture that one row of log-probabilities stands for
LEAST_STEPS = 4
SIDE = 4  # columns of paper added to the left and right of a piece
INK, PAPER = 1.0, 70.0  # percentiles of a piece's tones
LEAST_CONTRAST = 40.0  # between ink and paper; less is noise of the paper


def seen(piece: Grey, height: int) -> NDArray[np.float32]:
    """The picture of a piece, as many columns as STEP goes into."""
    rows, columns = piece.shape
    inner = max(round(columns * height / rows), 1)
    how = cv2.INTER_AREA if rows > height else cv2.INTER_LINEAR
    small = cv2.resize(piece, (inner, height), interpolation=how).astype(np.float32)
    ink, paper = np.percentile(small, (INK, PAPER))
    toned = np.clip(1 - 2 * (paper - small) / max(paper - ink, LEAST_CONTRAST), -1.5, 1.5)
    wide = max(-(-(inner + 2 * SIDE) // STEP), LEAST_STEPS) * STEP
    picture = np.ones((height, wide), np.float32)
    picture[:, SIDE : SIDE + inner] = toned
    return picture


def column(x: float, piece: tuple[int, ...], height: int) -> float:
    """The picture's column of a piece's column; `piece` is its shape."""
    return x * max(round(piece[1] * height / piece[0]), 1) / piece[1] + SIDE
