"""All words of an inventory scored at once against what was seen: a trie, letter by letter.

    words (letter numbers) ─▶ Inventory ─ search(seen) ─▶ words that fit, log P(beginning of seen | word)

Words that begin alike share the work: 6,700 syllables have 8,200 beginnings. Many seen words are searched
together: states are pairs of a seen word and a beginning, word after word. A beginning is left when even
the best that can follow is far behind: the likeliest letters at all for what is not yet read, and the most
frequent word that begins so (as A* does; Hart, Nilsson and Raphael, 1968).
"""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from typing import NamedTuple

import numpy as np

from diacritics.arrays import Floats, Ints
from diacritics.channel.edit_model import NEVER, EditModel
from diacritics.channel.letter_steps import Readings

# Words searched together, of like length: what is worked on stays in the processor's cache. 64 took 4 % more.
AT_ONCE = 32


class Found(NamedTuple):
    """Words that fit: which seen word (rising), which of the inventory, and log P(beginning of the seen
    word | word) by the length of the beginning (up to the longest seen word's), lengths x found."""

    which: Ints
    words: Ints
    rows: Floats


@dataclass(frozen=True, slots=True)
class _Level:
    """Beginnings of one length, in the order of the beginnings one letter shorter: where the children of
    each of those start (one more at the end), the letter, the pair it closes, the word (row of the
    inventory) that ends here or -1, the largest log frequency of a word that begins so."""

    children: Ints
    letters: Ints
    pairs: Ints
    words: Ints
    frequency: Floats

    def after(self, node: Ints) -> tuple[Ints, Ints]:
        """Beginnings of this length that go on from some one letter shorter: from which, and which."""
        first = self.children[node]
        many = self.children[node + 1] - first
        before = np.cumsum(many) - many
        parent = np.repeat(np.arange(len(node)), many)
        return parent, np.arange(len(parent)) + (first - before)[parent]


class Inventory:
    """Words as a trie. `letters`: words x places (letter numbers, 0 behind the end); `lengths` of them;
    `frequency`: their logarithms.

    `beam`: log P by which a beginning may be behind the best of its length.
    """

    def __init__(self, letters: Ints, pairs: Ints, lengths: Ints, frequency: Floats, beam: float) -> None:
        self._beam = beam
        self.frequency = frequency
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
            most = np.full(count, -np.inf, dtype=np.float32)
            np.maximum.at(most, at, frequency[alive])
            self._levels.append(_Level(children, letters[chosen, place], closing, words, most))

    def search(self, seen: Sequence[str], model: EditModel) -> Iterator[Found]:
        """The words that fit each of `seen`, from short to long."""
        readings = Readings(seen, model)
        states = _start(readings)
        for level in self._levels:
            states = self._longer(states, level, readings)
            words = level.words[states.node]
            ending = np.flatnonzero(words >= 0)
            yield Found(states.which[ending], words[ending], states.rows.take(ending, axis=1))

    def _longer(self, states: _States, level: _Level, readings: Readings) -> _States:
        """The states one letter later that are in reach: first by a bound, the best step of the letter at
        whatever place, then by what their rows say."""
        parent, node = level.after(states.node)
        which, frequency = states.which[parent], level.frequency[node]
        one, two = readings.one.at(which, level.letters[node]), readings.two.at(which, level.pairs[node])
        by_one, by_two = states.behind[parent], states.behind_before[parent]
        bound = np.maximum(by_one + readings.one.fit[one], by_two + readings.two.fit[two]) + frequency
        least = self._least(bound, which)
        open_ = np.flatnonzero(bound > least)
        parent, which, node = parent[open_], which[open_], node[open_]
        least, frequency = least[open_] - frequency[open_], frequency[open_]
        rows = np.full((len(states.rows), len(node)), NEVER, dtype=np.float32)
        readings.one.add(rows, states.rows, parent, one[open_], least - by_one[open_])
        readings.two.add(rows, states.rows_before, parent, two[open_], least - by_two[open_])
        behind = (rows - readings.best.take(which, axis=1)).max(axis=0)
        total = behind + frequency
        open_ = np.flatnonzero(total > self._least(total, which))
        parent = parent[open_]
        return _States(
            which[open_],
            node[open_],
            rows.take(open_, axis=1),
            behind[open_],
            states.rows.take(parent, axis=1),
            states.behind[parent],
        )

    def _least(self, scores: Floats, groups: Ints) -> Floats:
        """`beam` less than the best score of each one's group; groups rise."""
        if not len(scores):
            return scores
        starts = np.searchsorted(groups, np.arange(groups[-1] + 2))
        sizes = np.diff(starts)
        least = np.maximum.reduceat(scores, starts[:-1][sizes > 0]) - np.float32(self._beam)
        return np.repeat(least, sizes[sizes > 0])


class _States(NamedTuple):
    """Seen words (rising) and beginnings; log P(beginning of the seen word | beginning), places x states;
    by how much the best of these is behind what the likeliest letters give; both one letter before."""

    which: Ints
    node: Ints
    rows: Floats
    behind: Floats
    rows_before: Floats
    behind_before: Floats


def _start(readings: Readings) -> _States:
    """Every seen word, nothing of it read."""
    places, count = readings.best.shape
    rows = np.full((places, count), NEVER, dtype=np.float32)
    rows[0] = 0
    behind, root = np.zeros(count, dtype=np.float32), np.zeros(count, dtype=np.int64)
    return _States(np.arange(count), root, rows, behind, rows, behind)
