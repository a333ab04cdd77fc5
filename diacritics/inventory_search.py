"""All words of an inventory scored at once against what was seen: a trie, letter by letter.

    words (letter numbers) ─▶ Inventory ─ score(seen) ─▶ log P(seen | word) of every word

Words that begin alike share the work: 6,700 syllables have 8,200 beginnings. Seen words of one length are
scored together: states are pairs of a seen word and a beginning, word after word.
"""

from __future__ import annotations

from collections.abc import Callable, Iterator, Sequence
from dataclasses import dataclass

import numpy as np
from numpy.typing import NDArray

from diacritics.edit_model import NEVER, EditModel

Floats = NDArray[np.float32]
Ints = NDArray[np.int64]

_LONGER = 4  # letters that a word may have more than what was seen


@dataclass(frozen=True, slots=True)
class _Level:
    """Beginnings of one length, in the order of the beginnings one letter shorter: where the children of
    each of those start (one more at the end), the letter, the pair it closes, the word (row of the
    inventory) that ends here or -1."""

    children: Ints
    letters: Ints
    pairs: Ints
    words: Ints


class Inventory:
    """Words as a trie. `letters`: words x places (letter numbers, 0 behind the end); `lengths` of them.

    `beam`: log P by which a beginning may be behind the best of its length.
    """

    def __init__(self, letters: Ints, pairs: Ints, lengths: Ints, beam: float) -> None:
        self._beam = beam
        self._size = len(letters)
        self._levels: list[_Level] = []
        node = np.zeros(len(letters), dtype=np.int64)
        count = 1
        for place in range(int(lengths.max(initial=0))):
            alive = np.flatnonzero(lengths > place)
            key = node[alive] * 65536 + letters[alive, place]
            _, first, at = np.unique(key, return_index=True, return_inverse=True)
            chosen = alive[first]
            children = np.searchsorted(node[chosen], np.arange(count + 1))
            closing = pairs[chosen, place - 1] if place else np.zeros(len(chosen), dtype=np.int64)
            node[alive] = at
            count = len(chosen)
            ending = alive[lengths[alive] == place + 1]
            words = np.full(count, -1, dtype=np.int64)
            words[node[ending]] = ending
            self._levels.append(_Level(children, letters[chosen, place], closing, words))

    def score(self, seen: Sequence[str], model: EditModel) -> Floats:
        """log P(seen | word) of the best segmentation, for words seen (all of one length) x words."""
        scores = np.full((len(seen), self._size), NEVER, dtype=np.float32)
        for which, words, row in self._ends(seen, model):
            scores[which, words] = row[:, -1]
        return scores

    def score_ends(self, seen: str, model: EditModel) -> Floats:
        """log P(beginning of seen | word) for every length of the beginning (row) and every word."""
        scores = np.full((len(seen) + 1, self._size), NEVER, dtype=np.float32)
        for _, words, row in self._ends([seen], model):
            scores[:, words] = row.T
        return scores

    def _ends(self, seen: Sequence[str], model: EditModel) -> Iterator[tuple[Ints, Ints, Floats]]:
        """Seen words, words of the inventory, and log P(beginning of seen | word) by its length."""
        n = len(seen[0])
        singles = [_by_left(seen, k, model.row) for k in range(min(3, n) + 1)]
        doubles = [_by_left(seen, k, model.pair_row) for k in range(1, min(2, n) + 1)]
        letter_count, pair_count = len(model.row("")), len(model.pair_row(""))
        which, node = np.arange(len(seen)), np.zeros(len(seen), dtype=np.int64)
        row = np.full((len(seen), n + 1), NEVER, dtype=np.float32)
        row[:, 0] = 0
        earlier = row
        for level in self._levels[: n + _LONGER]:
            many = level.children[node + 1] - level.children[node]
            parent = np.repeat(np.arange(len(node)), many)
            node = _counting(many) + np.repeat(level.children[node], many)
            which = which[parent]
            letters, pairs = level.letters[node] + letter_count * which, level.pairs[node]
            new = np.full((len(node), n + 1), NEVER, dtype=np.float32)
            base = row.take(parent, axis=0)
            for k, vectors in enumerate(singles):
                np.maximum(new[:, k:], base[:, : n + 1 - k] + vectors.take(letters, axis=0), out=new[:, k:])
            closing = np.flatnonzero(pairs)
            if len(closing):
                base, pairs = earlier.take(parent[closing], axis=0), (pairs + pair_count * which)[closing]
                for k, vectors in enumerate(doubles, 1):
                    step = base[:, : n + 1 - k] + vectors.take(pairs, axis=0)
                    new[closing, k:] = np.maximum(new[closing, k:], step)
            best = new.max(axis=1)
            leader = np.full(len(seen), NEVER, dtype=np.float32)
            starts = np.flatnonzero(np.diff(which, prepend=-1))
            if len(starts):
                leader[which[starts]] = np.maximum.reduceat(best, starts)
            likely = np.flatnonzero(best > leader[which] - self._beam)
            which, node = which[likely], node[likely]
            earlier, row = row.take(parent[likely], axis=0), new[likely]
            words = level.words[node]
            ending = np.flatnonzero(words >= 0)
            yield which[ending], words[ending], row[ending]


def _by_left(seen: Sequence[str], k: int, row: Callable[[str], Floats]) -> Floats:
    """log P of k letters read from every place: (seen words x letters, or pairs, meant) x places."""
    n = len(seen[0])
    rows = np.stack([np.stack([row(word[j : j + k]) for j in range(n + 1 - k)], axis=1) for word in seen])
    return rows.reshape(-1, n + 1 - k)


def _counting(sizes: Ints) -> Ints:
    """0, 1, ... within each of some runs."""
    return np.arange(sizes.sum()) - np.repeat(np.cumsum(sizes) - sizes, sizes)
