"""Uneven ink and light, for what spoils a page: smooth patches over a grey picture.

    shape, random ─ clouds ─▶ 0 to 1 for each pixel

One patch is about a hand wide on a sheet of A4.
"""

from __future__ import annotations

import cv2
import numpy as np
from numpy.typing import NDArray

Grey = NDArray[np.float32]  # height x width, 0 black to 255 white
Random = np.random.Generator


def clouds(shape: tuple[int, ...], random: Random) -> Grey:
    """Smooth light and dark patches from 0 to 1, a hand wide."""
    coarse_values = random.uniform(0, 1, (5, 4)).astype(np.float32)
    return np.clip(cv2.resize(coarse_values, shape[1::-1], interpolation=cv2.INTER_CUBIC), 0, 1)
