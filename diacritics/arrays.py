"""The arrays that the decoder works on, by what they hold."""

from __future__ import annotations

import numpy as np
from numpy.typing import NDArray

Ints = NDArray[np.int64]  # numbers of words, letters, places
Floats = NDArray[np.float32]  # natural logarithms of probabilities, or probabilities
Doubles = NDArray[np.float64]
