"""All words of an inventory scored at once against what was seen: a trie, letter by letter.

    words (letter numbers) ─▶ Inventory ─ score(seen) ─▶ log P(seen | word) of every word

Words that begin alike share the work: 6,700 syllables have 8,200 beginnings.
"""

from __future__ import annotations

from dataclasses import dataclass

import numpy as np
from numpy.typing import NDArray

from diacritics.edit_model import NEVER, EditModel

Floats = NDArray[np.float32]
Ints = NDArray[np.int64]

_BEAM = 14.0  # log P by which a beginning may be behind the best of its length


@dataclass(frozen=True, slots=True)
class _Level:
    """Beginnings of one length: the beginning one letter shorter, the letter, the pair it closes; which
    words (rows of the inventory) end here."""

    parents: Ints
    letters: Ints
    pairs: Ints
    words: Ints
    ends: Ints


class Inventory:
    """Words as a trie. `letters`: words x places (letter numbers, 0 behind the end); `lengths` of them."""

    def __init__(self, letters: Ints, pairs: Ints, lengths: Ints) -> None:
        self._size = len(letters)
        self._levels: list[_Level] = []
        node = np.zeros(len(letters), dtype=np.int64)
        before = np.zeros(len(letters), dtype=np.int64)  # pair that starts one letter earlier
        for place in range(int(lengths.max(initial=0))):
            alive = np.flatnonzero(lengths > place)
            key = node[alive] * 65536 + letters[alive, place]
            _, first, at = np.unique(key, return_index=True, return_inverse=True)
            chosen = alive[first]
            parents = node[chosen]
            closing = pairs[chosen, place - 1] if place else before[chosen]
            node[alive] = at
            ending = alive[lengths[alive] == place + 1]
            self._levels.append(_Level(parents, letters[chosen, place], closing, ending, node[ending]))

    def score(self, seen: str, model: EditModel) -> Floats:
        """log P(seen | word) of the best segmentation, for every word."""
        scores: Floats = self.score_ends(seen, model)[-1]
        return scores

    def score_ends(self, seen: str, model: EditModel) -> Floats:
        """log P(beginning of seen | word) for every length of the beginning (row) and every word."""
        n = len(seen)
        singles = [
            np.stack([model.row(seen[j : j + k]) for j in range(n + 1 - k)]) for k in range(min(3, n) + 1)
        ]
        doubles = [
            np.stack([model.pair_row(seen[j : j + k]) for j in range(n + 1 - k)])
            for k in range(1, min(2, n) + 1)
        ]
        scores = np.full((n + 1, self._size), NEVER, dtype=np.float32)
        row = np.full((n + 1, 1), NEVER, dtype=np.float32)
        row[0] = 0
        place = np.zeros(1, dtype=np.int64)  # of each node of the level before in `row`; -1: dropped
        earlier, grand = row, np.zeros(1, dtype=np.int64)
        for depth, level in enumerate(self._levels[: n + 4]):
            at = place[level.parents]
            open_ = np.flatnonzero(at >= 0)
            parents, letters, pairs = at[open_], level.letters[open_], level.pairs[open_]
            new = np.full((n + 1, len(open_)), NEVER, dtype=np.float32)
            base = row.take(parents, axis=1)
            for k, vectors in enumerate(singles):
                step = vectors.take(letters, axis=1)
                step += base[: n + 1 - k]
                np.maximum(new[k:], step, out=new[k:])
            closing = np.flatnonzero(pairs) if depth else pairs[:0]
            if len(closing):
                base = earlier.take(grand[parents[closing]], axis=1)
                for k, vectors in enumerate(doubles, 1):
                    step = vectors.take(pairs[closing], axis=1)
                    step += base[: n + 1 - k]
                    new[k:, closing] = np.maximum(new[k:, closing], step)
            best = new.max(axis=0)
            likely = np.flatnonzero(best > best.max(initial=NEVER) - _BEAM)
            place = np.full(len(level.parents), -1, dtype=np.int64)
            place[open_[likely]] = np.arange(len(likely))
            earlier, row, grand = row, new[:, likely], parents[likely]
            ends = place[level.ends]
            kept = np.flatnonzero(ends >= 0)
            scores[:, level.words[kept]] = row[:, ends[kept]]
        return scores
