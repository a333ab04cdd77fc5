"""What one more letter of a word, or two, can add to how likely it was read so: for many seen words at once.

    seen words, letters' model ─▶ Readings (steps of one letter, of two; the best that any letters give)

All arrays are places first: a place is how many letters of the seen word are read.
"""

from __future__ import annotations

from collections.abc import Callable, Sequence

import numpy as np

from diacritics.arrays import Floats, Ints
from diacritics.channel.edit_model import LONGEST_READ, EditModel

_BEYOND = np.float32(1000)  # of log P: behind the end of a seen word
_NEVER_READ = " " * (LONGEST_READ + 1)


class Readings:
    """What was seen: steps of `one` letter and of `two`, and `best`, log P of each beginning of a seen
    word, read from whatever letters it is likeliest read from (places x seen words)."""

    def __init__(self, seen: Sequence[str], model: EditModel) -> None:
        longest = max(map(len, seen))
        self.best = np.array([_best_read(word, longest, model) for word in seen], dtype=np.float32).T
        self.one = _Steps(seen, range(LONGEST_READ + 1), model.row, self.best)
        self.two = _Steps(seen, (1, 2), model.pair_row, self.best)


class _Steps:
    """What one letter (or pair) adds to a state, by the number of letters it is read as.

    `scores`: log P of k letters read from each place, places x (seen words x letters); `fits`: the best of
    these over the places, against the likeliest letter there; `fit`: the best of those.
    """

    def __init__(
        self, seen: Sequence[str], sizes: Sequence[int], row: Callable[[str], Floats], best: Floats
    ) -> None:
        self._count = len(row(""))
        self._sizes = [k for k in sizes if k < len(best)]
        self._scores = [_by_place(seen, k, len(best), row) for k in self._sizes]
        self._fits = [
            (scores + (best[: len(best) - k] - best[k:])[:, :, None]).max(axis=0).ravel()
            for k, scores in zip(self._sizes, self._scores, strict=True)
        ]
        self._scores = [scores.reshape(len(scores), -1) for scores in self._scores]
        self.fit = np.maximum.reduce(self._fits)

    def at(self, which: Ints, letters: Ints) -> Ints:
        """Where a letter of a seen word stands in `fit`."""
        return which * self._count + letters

    def add(self, rows: Floats, before: Floats, parent: Ints, at: Ints, least: Floats) -> None:
        """Betters the rows of states by those of their parents and a step, where the step is worth it."""
        for k, scores, fits in zip(self._sizes, self._scores, self._fits, strict=True):
            worth = np.flatnonzero(fits[at] > least)
            step = before[: len(rows) - k].take(parent[worth], axis=1) + scores.take(at[worth], axis=1)
            rows[k:, worth] = np.maximum(rows[k:].take(worth, axis=1), step)


def _best_read(seen: str, longest: int, model: EditModel) -> list[np.float32]:
    """log P of each beginning of a seen word, read from whatever letters it is likeliest read from."""
    best = [np.float32(0)]
    for end in range(1, len(seen) + 1):
        best.append(
            max(
                best[end - k] + model.ceiling(seen[end - k : end])
                for k in range(1, min(LONGEST_READ, end) + 1)
            )
        )
    return best + [_BEYOND] * (longest - len(seen))


def _by_place(seen: Sequence[str], k: int, places: int, row: Callable[[str], Floats]) -> Floats:
    """log P of k letters read from every place: places x seen words x letters (or pairs) meant."""
    numbers: dict[str, int] = {}
    at = [
        [
            numbers.setdefault(word[j : j + k] if j + k <= len(word) else _NEVER_READ, len(numbers))
            for word in seen
        ]
        for j in range(places - k)
    ]
    table = np.stack([row(read) for read in numbers])
    rows: Floats = table[np.array(at)]
    return rows
