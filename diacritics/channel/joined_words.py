"""A run of letters cut into words: which words a recogniser may have joined.

runs ─ trie_search ─▶ likeliest word for every beginning ─ segment ─▶ cuts into one, two, three words
"""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterable, Iterator, Sequence

import numpy as np

from diacritics.arrays import Floats
from diacritics.channel.edit_model import LONGEST, NEVER, EditModel
from diacritics.channel.trie_search import AT_ONCE, Inventory
from diacritics.letter_case import case_of

MOST_JOINED = 3
_SHORTEST = 2  # signs of a word that another was joined to
_READ_LONGER = 3  # letters that a word may be read longer than any is


class JoinedWords:
    """The words of an inventory (as small, First-capital and ALL-CAPITAL) in runs of letters, by the
    letters' model."""

    def __init__(self, tries: Sequence[Inventory], letters: EditModel) -> None:
        self._tries, self._letters = tries, letters
        self._ends: dict[tuple[str, int], Floats] = {}

    def prepare(self, runs: Iterable[str]) -> None:
        """Looks for the words in many runs at once, for `segment` to remember."""
        groups: defaultdict[int, dict[str, None]] = defaultdict(dict)
        for run in runs:
            for beginning, case in (_beginning(run, start) for start in _starts(run)):
                if (beginning, case) not in self._ends:
                    groups[case][beginning] = None
        for case, beginnings in groups.items():
            words = sorted(beginnings, key=len)
            for at in range(0, len(words), AT_ONCE):
                self._search(words[at : at + AT_ONCE], case)

    def segment(self, run: str) -> list[tuple[float, list[str]]]:
        """Ways to cut a run of letters into one, two and three words, the likeliest of each number, with
        the log probability of the words and of being read so."""
        self.prepare([run])
        n = len(run)
        best: dict[tuple[int, int], tuple[float, list[str]]] = {(0, 0): (0.0, [])}  # end, words
        for start in _starts(run):
            likely = self._ends[_beginning(run, start)]
            for length in range(1 if n == 1 else _SHORTEST, len(likely)):
                for k in range(MOST_JOINED):
                    score, words = best.get((start, k), (NEVER, []))
                    key = (start + length, k + 1)
                    new = float(score + likely[length])
                    if new > best.get(key, (NEVER, []))[0]:
                        best[key] = (new, [*words, run[start : start + length]])
        return [best[n, k] for k in range(1, MOST_JOINED + 1) if (n, k) in best]

    def _search(self, seen: Sequence[str], case: int) -> None:
        """log probability of the likeliest word for every length of the beginning of what was seen."""
        trie = self._tries[case]
        likely = np.full((len(seen[-1]) + 1, len(seen)), NEVER, dtype=np.float32)
        for which, words, rows in trie.search(seen, self._letters):
            starts = np.flatnonzero(np.diff(which, prepend=-1))
            if len(starts):
                best = np.maximum.reduceat(rows + trie.frequency[words], starts, axis=1)
                likely[:, which[starts]] = np.maximum(likely[:, which[starts]], best)
        for word, column in zip(seen, likely.T, strict=True):
            self._ends[word, case] = column[: len(word) + 1]


def _starts(run: str) -> Iterator[int]:
    """Where words may begin in a run."""
    yield 0
    yield from range(_SHORTEST, len(run) - _SHORTEST + 1)


def _beginning(run: str, start: int) -> tuple[str, int]:
    """What the word from `start` on may be cut of, and its case."""
    case = case_of(run[start:]) if run[start].isalpha() else 0
    return run[start : start + LONGEST + _READ_LONGER], case
