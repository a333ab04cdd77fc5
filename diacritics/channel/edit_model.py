"""The segmental edit model: the letters of a word, and what a recogniser made of them.

    read text, true words (as letter numbers) ─▶ log P(read | word) for all words at once

A segment of one true letter is read as none to three, one of two letters as one or two (learned by
`training.channels`). What was never seen is backed by the average of the letters with the same skeleton,
by likeness (a vowel for a vowel, a sign for the letter it looks like), and by a floor.
"""

from __future__ import annotations

import math
from collections import defaultdict
from collections.abc import Iterable, Mapping
from copy import copy
from dataclasses import dataclass
from functools import cached_property, lru_cache
from typing import NamedTuple

import numpy as np
from numpy.typing import NDArray
from unidecode import unidecode

from diacritics.arrays import Floats, Ints
from diacritics.syllable import skeleton

LONGEST = 9  # letters of a candidate
LONGEST_READ = 3  # letters that a segment is read as
SHAPES = ((1, 0), (1, 1), (1, 2), (1, 3), (2, 1), (2, 2))  # (true letters, read letters) of a segment
NEVER = np.float32(-60)
_BASE_SHARE = 0.15  # of a letter's readings are borrowed from the letters with the same skeleton
_FOREIGN_KEPT = 0.9  # share of letters of foreign words, in no learned pair (John, Zalo), that are read right
_FLOOR = {0: 1e-4, 1: 3e-5}  # read letters of a segment: probability of a confusion never seen
_VOWEL_FOR_VOWEL = 5e-4
_SIGN_FOR_LETTER = 2e-3
_VOWELS = tuple("aeiouy")
_GROWTH = 3e-4  # one letter read as two, never seen: this times the likelier of the two
# In a document whose recogniser is learned from the document itself nothing is as unlikely.
_OWN_GROWTH = 1e-2
_OWN_FLOOR_PLAIN, _OWN_FLOOR_MARKED = 3e-4, 2e-3
_KIN_WEIGHT = 8.0  # uses of a letter in a document that weigh as much as those of its kin
_POOL_WEIGHT = 20.0  # and of the kin, against what the channel was learned from
# Signs and digits that recognisers write for letters.
_LOOKS = str.maketrans("0156489¢€®&@$§!|£¥©°~^`%*", "olsoagqeeooassiilecoaaaoo")


class EditModel:
    """The segmental edit model: log P(read letters | true letters), as vectors over true letters."""

    def __init__(self, edits: dict[str, dict[str, float]]) -> None:
        singles = {left: row for left, row in edits.items() if len(left) == 1}
        self._numbers = {letter: at for at, letter in enumerate(_alphabet(singles), 1)}  # 0: unknown letter
        self._size = len(self._numbers) + 1
        doubles = sorted(left for left in edits if len(left) == 2)
        self._pair_of = np.zeros((self._size, self._size), dtype=np.int64)  # 0: no such pair
        for at, left in enumerate(doubles, 1):
            self._pair_of[self.number(left[0]), self.number(left[1])] = at
        self._single = self._smoothed(singles)
        self._learned = frozenset(self._single)
        self._growth = math.log(_GROWTH)
        self._longest_new = 2
        self._no_pair = np.full(len(doubles) + 1, NEVER, dtype=np.float32)
        self._ceilings: dict[str, np.float32] = {}
        self._double: dict[str, Floats] = {}
        for at, left in enumerate(doubles, 1):
            for right, share in edits[left].items():
                row = self._double.setdefault(right, self._no_pair.copy())
                row[at] = math.log(share)

    def number(self, letter: str) -> int:
        return self._numbers.get(letter, 0)

    def row(self, read: str) -> Floats:
        """log P(read | letter) for every letter number."""
        return self._vector(read)

    def pair_row(self, read: str) -> Floats:
        """log P(read | two letters) for every pair number; number 0 is no pair."""
        return self._double.get(read, self._no_pair)

    def ceiling(self, read: str) -> np.float32:
        """log P(read | letters) of the one or two letters that are likeliest read so."""
        if read not in self._ceilings:
            self._ceilings[read] = max(self._vector(read).max(), self.pair_row(read).max())
        return self._ceilings[read]

    def updated(self, confusions: Confusions) -> EditModel:
        """This model with a document's own confusions: counts over kin over what was learned before."""
        new = copy(self)
        new._growth, new._longest_new = math.log(_OWN_GROWTH), 3
        new._ceilings = {}
        total = sum(confusions.single.values(), np.zeros(self._size)) + self._of_first_letter(
            confusions.double
        )
        new._single = self._own_singles(confusions.single, total)
        new._double = self._own_doubles(confusions.double, total)
        return new

    def _own_singles(
        self, single: Mapping[str, NDArray[np.float64]], total: NDArray[np.float64]
    ) -> dict[str, Floats]:
        """log P(read | letter) by a document's counts of it, and of all uses of the letter."""
        reads = [read for read in self._learned | single.keys() if len(read) <= LONGEST_READ]
        none = np.zeros(self._size)
        counts = np.stack([single.get(read, none) for read in reads])
        before = np.exp(np.stack([self._vector(read) for read in reads]), dtype=np.float64)
        floor = np.where(self._marked, _OWN_FLOOR_MARKED, _OWN_FLOOR_PLAIN)
        short = np.array([len(read) < 2 for read in reads])
        before[short] = np.maximum(before[short], floor)
        kin = self._kin
        prior = counts @ kin + _POOL_WEIGHT * (before @ kin) / kin.sum(axis=1)
        prior /= kin @ total + _POOL_WEIGHT
        own = (counts + _KIN_WEIGHT * prior) / (total + _KIN_WEIGHT)
        return dict(zip(reads, np.log(own).astype(np.float32), strict=True))

    def _own_doubles(
        self, double: Mapping[str, NDArray[np.float64]], total: NDArray[np.float64]
    ) -> dict[str, Floats]:
        """The same of two letters; `total` counts uses of single letters."""
        first = np.zeros(len(self._no_pair), dtype=np.int64)
        left = np.nonzero(self._pair_of)
        first[self._pair_of[left]] = left[0]
        weight = _KIN_WEIGHT + _POOL_WEIGHT
        rows: dict[str, Floats] = {}
        for read in self._double.keys() | double.keys():
            before = np.exp(self.pair_row(read), dtype=np.float64)
            own = (double.get(read, 0.0) + weight * before) / (total[first] + weight)
            rows[read] = np.maximum(np.log(np.maximum(own, 1e-26)), NEVER).astype(np.float32)
        return rows

    def _of_first_letter(self, double: Mapping[str, NDArray[np.float64]]) -> NDArray[np.float64]:
        """Uses of pairs, by the number of the pair's first letter."""
        left = np.nonzero(self._pair_of)
        used = sum(double.values(), np.zeros(len(self._no_pair)))
        counts: NDArray[np.float64] = np.bincount(
            left[0], weights=used[self._pair_of[left]], minlength=self._size
        ).astype(np.float64)
        return counts

    @cached_property
    def _bare(self) -> list[str]:
        """The skeleton of each letter, by number, with * behind where the letter has marks."""
        return [""] + [skeleton(letter) + "*" * (skeleton(letter) != letter) for letter in self._numbers]

    @cached_property
    def _marked(self) -> NDArray[np.bool_]:
        return np.array([bare.endswith("*") for bare in self._bare])

    @cached_property
    def _kin(self) -> NDArray[np.float64]:
        """Letters x letters: 1 where both have the same skeleton, and both marks or none."""
        _, group = np.unique(self._bare, return_inverse=True)
        same: NDArray[np.float64] = (group[:, None] == group[None, :]).astype(np.float64)
        return same

    def pair_numbers(self, letters: Ints) -> Ints:
        """For each place of words x letters the number of the pair that starts there (0: none)."""
        pairs = np.zeros_like(letters)
        pairs[:, :-1] = self._pair_of[letters[:, :-1], letters[:, 1:]]
        return pairs

    def identity(self, seen: str) -> float:
        return sum(float(self._vector(c)[self.number(c)]) for c in seen)

    def _vector(self, read: str) -> Floats:
        """log P(read | letter) for every letter; a reading never seen gets the floor of its length."""
        found = self._single.get(read)
        if found is None:
            found = np.full(self._size, NEVER, dtype=np.float32)
            if len(read) < 2:
                found[:] = math.log(_FLOOR[len(read)])
            elif len(read) <= self._longest_new:
                found = np.maximum(self._vector(read[:-1]), self._vector(read[1:])) + np.float32(self._growth)
            self._single[read] = found
        return found

    def _expected_confusions(self) -> dict[str, NDArray[np.float64]]:
        """Before anything is learned: a vowel is read as another, a sign for the letter it looks like."""
        rows: dict[str, NDArray[np.float64]] = {}
        for read in "aeiouyéêôơáàóúíñ" + "".join(map(chr, _LOOKS)):
            base = read.translate(_LOOKS)
            likeness = np.full(self._size, _FLOOR[1])
            for letter, at in self._numbers.items():
                bare = skeleton(letter).lower()
                if bare in _VOWELS and looks(read)[:1] in _VOWELS:
                    likeness[at] = _VOWEL_FOR_VOWEL
                if bare == base and base != read:
                    likeness[at] = _SIGN_FOR_LETTER
            rows[read] = likeness
        return rows

    def _smoothed(self, singles: dict[str, dict[str, float]]) -> dict[str, Floats]:
        """Learned probabilities mixed with those of the letters of the same skeleton, over a floor."""
        family: defaultdict[str, list[str]] = defaultdict(list)
        for letter in self._numbers:
            family[skeleton(letter)].append(letter)
        rows = self._expected_confusions()
        for letter, at in self._numbers.items():
            kin = [singles[other] for other in family[skeleton(letter)] if other in singles]
            own = singles.get(letter)
            if not own and not kin:
                kin = [{letter: _FOREIGN_KEPT}]
            for share, sources in (
                (1 - _BASE_SHARE if own else 0.0, [own or {}]),
                (_BASE_SHARE if own else 1.0, kin),
            ):
                for source in sources:
                    for right, p in source.items():
                        if right not in rows:
                            rows[right] = np.full(self._size, _FLOOR.get(len(right), 1e-9))
                        rows[right][at] += share * p / len(sources)
        return {right: np.log(row).astype(np.float32) for right, row in rows.items()}


def _alphabet(singles: Iterable[str]) -> list[str]:
    """All letters of Vietnamese and of the learned table, both cases."""
    vowels = "aăâeêioôơuưy"
    marked = [chr(c) for c in range(0x1EA0, 0x1EFA)] + list("àáãèéìíòóõùúýĩũ")
    small = set("abcdefghijklmnopqrstuvwxyzđ" + vowels) | {c.lower() for c in marked}
    return sorted(small | {c.upper() for c in small} | set(singles))


@lru_cache(maxsize=1 << 16)
def looks(seen: str) -> str:
    """Small plain letters the word looks like: "S&" gives "so", "nghi¢p" gives "nghiep"."""
    return unidecode(skeleton(seen).translate(_LOOKS)).lower()


Counts = NDArray[np.float64]


class Reading(NamedTuple):
    """A word as seen, what it was meant to be (in the case it was printed in), and how much it counts."""

    seen: str
    meant: str
    weight: float


@dataclass(frozen=True, slots=True)
class Confusions:
    """Expected uses of each segment: read letters to counts by letter number, and by pair number."""

    single: dict[str, Counts]
    double: dict[str, Counts]
