"""Runs of numbers that stand one after another in a flat array.

    sizes of the runs ─▶ where each begins, places within each, ranks within each

So all runs are worked on at once, without a loop over them.
"""

from __future__ import annotations

from typing import Any

import numpy as np
from numpy.typing import NDArray

from diacritics.arrays import Ints


def edges(sizes: Ints) -> Ints:
    """Where each of some runs begins, and where the last one ends."""
    return np.concatenate((np.zeros(1, dtype=np.int64), np.cumsum(sizes)))


def counting(sizes: Ints) -> Ints:
    """0, 1, ... within each of some runs."""
    return np.arange(sizes.sum()) - np.repeat(np.cumsum(sizes) - sizes, sizes)


def rank(groups: Ints, values: NDArray[np.floating[Any]]) -> Ints:
    """The rank (0 for the largest) of each value in its group; groups rise."""
    order = np.lexsort((-values, groups))
    ranks = np.empty(len(groups), dtype=np.int64)
    sizes = np.bincount(groups)
    ranks[order] = counting(sizes)
    return ranks
