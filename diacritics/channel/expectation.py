"""Expected confusions: how often each segment of true letters was read as which letters.

    readings (seen, meant, weight) ─ forward-backward over all segmentations ─▶ Confusions

The E-step of `edit_model`'s probabilities (Ristad and Yianilos, "Learning String-Edit Distance", 1998), for
all readings at once.
"""

from __future__ import annotations

from collections.abc import Sequence

import numpy as np

from diacritics.channel.edit_model import LONGEST, SHAPES, Confusions, Counts, EditModel, Reading


class _Batch:
    """Readings of any lengths as padded arrays: probabilities of every segment that may start at a place."""

    def __init__(self, letters: EditModel, readings: Sequence[Reading]) -> None:
        self.width = max(len(reading.seen) for reading in readings)
        self.true = np.zeros((len(readings), LONGEST), dtype=np.int64)
        for row, reading in enumerate(readings):
            self.true[row, : len(reading.meant)] = [letters.number(c) for c in reading.meant]
        self.pairs = letters.pair_numbers(self.true)
        self.lengths = np.array([len(reading.meant) for reading in readings])
        self.ends = np.array([len(reading.seen) for reading in readings])
        self.rights = [""]
        numbers = {"": 0}
        self.read = np.full((len(readings), self.width + 1, 4), -1, dtype=np.int64)
        for row, (seen, _, _) in enumerate(readings):
            for j in range(len(seen) + 1):
                for k in range(min(3, len(seen) - j) + 1):
                    right = seen[j : j + k]
                    if right not in numbers:
                        numbers[right] = len(self.rights)
                        self.rights.append(right)
                    self.read[row, j, k] = numbers[right]
        self.single = np.exp(np.stack([letters.row(right) for right in self.rights]), dtype=np.float64)
        self.double = np.exp(np.stack([letters.pair_row(right) for right in self.rights]), dtype=np.float64)
        self.double[:, 0] = 0

    def probability(self, i: int, j: int, shape: tuple[int, int]) -> Counts:
        """Of the segment of this shape from true place i and read place j, in every reading; 0: none."""
        right = self.read[:, j, shape[1]]
        fits = (right >= 0) & (i + shape[0] <= self.lengths)
        table, left = (self.single, self.true) if shape[0] == 1 else (self.double, self.pairs)
        found: Counts = np.where(fits, table[np.maximum(right, 0), left[:, i]], 0.0)
        return found


def expected(letters: EditModel, readings: Sequence[Reading]) -> Confusions:
    """Expected uses of each segment over weighted readings; meant words have LONGEST letters at most."""
    batch = _Batch(letters, readings)
    steps = [
        (i, j, shape, batch.probability(i, j, shape))
        for i in range(LONGEST)
        for j in range(batch.width + 1)
        for shape in SHAPES
        if i + shape[0] <= LONGEST and j + shape[1] <= batch.width
    ]
    rows = np.arange(len(readings))
    forward = np.zeros((LONGEST + 1, batch.width + 1, len(readings)))
    backward = np.zeros_like(forward)
    forward[0, 0] = 1
    backward[batch.lengths, batch.ends, rows] = 1
    for i, j, (di, dj), share in steps:
        forward[i + di, j + dj] += forward[i, j] * share
    for i, j, (di, dj), share in reversed(steps):
        backward[i, j] += share * backward[i + di, j + dj]
    total = np.maximum(forward[batch.lengths, batch.ends, rows], 1e-300)
    weight = np.array([reading.weight for reading in readings]) / total
    single, double = np.zeros_like(batch.single), np.zeros_like(batch.double)
    for i, j, shape, share in steps:
        uses = forward[i, j] * share * backward[i + shape[0], j + shape[1]] * weight
        table, left = (single, batch.true) if shape[0] == 1 else (double, batch.pairs)
        used = uses > 1e-9
        np.add.at(table, (batch.read[used, j, shape[1]], left[used, i]), uses[used])
    return Confusions(_rows(batch.rights, single), _rows(batch.rights, double))


def _rows(rights: Sequence[str], counts: Counts) -> dict[str, Counts]:
    return {right: row for right, row in zip(rights, counts, strict=True) if row.any()}
