"""Candidates of many slots, and their pairs, as flat arrays.

    slots, position by position ─▶ Cells (candidates) ─▶ Pairs (candidates of neighbouring slots)

Both can be cut down to the candidates that a pass leaves.
"""

from __future__ import annotations

from dataclasses import dataclass

import numpy as np
from numpy.typing import NDArray

from diacritics.arrays import Floats, Ints
from diacritics.decoding.runs import edges


@dataclass(slots=True)
class Cells:
    """Candidates of all slots of a batch, flat: slot by slot, the slots position by position.

    `slot` is each candidate's slot (rising), `starts` where each position begins (one more at the end);
    position 0 is the token before.
    """

    numbers: Ints
    channel: Floats
    slot: Ints
    starts: Ints

    def kept(self, keep: NDArray[np.bool_]) -> Cells:
        """Only the candidates of `keep`."""
        starts = edges(keep.astype(np.int64))[self.starts]
        return Cells(self.numbers[keep], self.channel[keep], self.slot[keep], starts)


@dataclass(slots=True)
class Pairs:
    """Pairs of neighbouring candidates, in the order of the left one, then of the right one.

    `lower` is log P(right | left), `context` the bigram's position in the model, `first` where the
    pairs of each left candidate begin (one more at the end).
    """

    left: Ints
    right: Ints
    lower: Floats
    context: Ints
    first: Ints

    def kept(self, keep: NDArray[np.bool_]) -> Pairs:
        """Only the pairs between candidates of `keep`, which are numbered anew."""
        both = keep[self.left] & keep[self.right]
        number = np.cumsum(keep) - 1
        left = number[self.left[both]]
        sizes = np.bincount(left, minlength=int(keep.sum()))
        return Pairs(left, number[self.right[both]], self.lower[both], self.context[both], edges(sizes))
