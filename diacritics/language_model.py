"""The syllable n-gram model, memory-mapped and asked in batches.

    token numbers (arrays of any shape) ─▶ natural-log probabilities of the last given those before

An n-gram is found by a hash without stored keys: the key is mixed by a bijection, its high bits name a
bucket, the lowest 11 are stored as remainder beside a code of 5 bits, in one uint16. Buckets are found
by a running count, one byte a bucket with a base every 32 (as in Elias-Fano). Bigrams are exact; of
the trigrams that are not in the model, one in some 800 is taken for one that is. The code tells how much
likelier the n-gram is than its back-off says, so such a mistake is a small one, and 32 levels are enough.
A trigram costs 2.4 bytes, a bigram 4. The files of `data/` are made by `diacritics.training` and only
ever read, so all processes of a machine share one copy.
"""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Sequence
from dataclasses import dataclass
from functools import lru_cache
from pathlib import Path

import numpy as np
from numpy.typing import NDArray

from diacritics import tokens
from diacritics.arrays import Floats, Ints
from diacritics.syllable import skeleton, spellings

DATA = Path(__file__).parent / "data"
WORD_BITS = 16
BIGRAM_KEY_BITS = 2 * WORD_BITS
BIGRAM_INDEX_BITS = 22
TRIGRAM_KEY_BITS = BIGRAM_INDEX_BITS + WORD_BITS
CODE_BITS = 5
REMAINDER_BITS = 16 - CODE_BITS
BASE_SHIFT = 5
_CHUNK = 8192  # keys looked up at once: what is worked on stays in the processor's cache
_MIX_1, _MIX_2 = np.uint64(0x9E3779B97F4A7C15), np.uint64(0xC2B2AE3D27D4EB4F)  # odd: invertible mod 2^n


def mix(keys: NDArray[np.uint64], bits: int) -> NDArray[np.uint64]:
    """A bijection of the integers below 2^bits that spreads neighbouring keys."""
    mask, half = np.uint64((1 << bits) - 1), np.uint64(bits // 2)
    mixed = (keys * _MIX_1) & mask
    mixed ^= mixed >> half
    mixed *= _MIX_2
    mixed &= mask
    mixed ^= mixed >> half
    return mixed


def remainder_mask(key_bits: int, bucket_bits: int) -> int:
    """Which bits of a mixed key its entry holds: those below the bucket's, as many as have room."""
    return int((1 << min(key_bits - bucket_bits, REMAINDER_BITS)) - 1)


@dataclass(frozen=True, slots=True)
class Table:
    """A set of integer keys below 2^key_bits; `find` gives a key's position in it.

    `entries` (uint16) holds the lowest bits of the mixed keys in order, each over its code; `running`
    (uint8, one more than buckets) and `base` (int32) count the entries before a bucket.
    """

    key_bits: int
    entries: NDArray[np.uint16]
    running: NDArray[np.uint8]
    base: NDArray[np.int32]

    @property
    def bucket_bits(self) -> int:
        return (len(self.running) - 2).bit_length()

    def codes(self, positions: Ints) -> NDArray[np.uint16]:
        """The codes of the entries at these positions."""
        return self.entries[positions] & np.uint16((1 << CODE_BITS) - 1)

    def find(self, keys: NDArray[np.uint64]) -> Ints:
        """Positions of the keys (one-dimensional); -1 where a key is not in the set."""
        found = np.empty(len(keys), dtype=np.int64)
        for at in range(0, len(keys), _CHUNK):
            found[at : at + _CHUNK] = self._find(keys[at : at + _CHUNK])
        return found

    def _find(self, keys: NDArray[np.uint64]) -> Ints:
        mixed = mix(keys, self.key_bits)
        bucket = (mixed >> np.uint64(self.key_bits - self.bucket_bits)).astype(np.int64)
        rest = (mixed & np.uint64(remainder_mask(self.key_bits, self.bucket_bits))).astype(np.uint16)
        at, end = self._before(bucket), self._before(bucket + 1)
        hit = (self._remainder(at) == rest) & (at < end)
        found = np.where(hit, at, -1)
        at += 1
        open_ = np.flatnonzero(~hit & (at < end))
        at, end, rest = at[open_], end[open_], rest[open_]
        while len(open_):
            hit = self._remainder(at) == rest
            found[open_[hit]] = at[hit]
            at += 1
            going = np.flatnonzero(~hit & (at < end))
            open_, at, end, rest = open_[going], at[going], end[going], rest[going]
        return found

    def _remainder(self, at: Ints) -> NDArray[np.uint16]:
        return np.take(self.entries, at, mode="clip") >> np.uint16(CODE_BITS)

    def _before(self, bucket: Ints) -> Ints:
        before: Ints = np.take(self.base, bucket >> BASE_SHIFT, mode="clip").astype(np.int64)
        before += np.take(self.running, bucket, mode="clip")
        return before


@dataclass(frozen=True, slots=True)
class LanguageModel:
    """Vocabulary and n-gram tables; all methods take and give arrays."""

    words: tuple[str, ...]
    numbers: dict[str, int]
    unigram: Floats
    unigram_backoff: Floats
    bigrams: Table
    bigram_backoff_code: NDArray[np.uint8]
    trigrams: Table
    gains: Floats  # 2 x 32: code of a bigram, of a trigram, to log P over log back-off
    backoffs: Floats  # 256: code of a bigram's back-off weight to its natural logarithm
    case: Floats  # words x 3: log share of small, First-capital and ALL-CAPITAL forms

    def number(self, entry: str) -> int:
        """The token's number, that of <unk> for a word outside the vocabulary."""
        return self.numbers.get(entry, self.numbers[tokens.UNKNOWN])

    def bigram(self, first: Ints, second: Ints) -> tuple[Floats, Ints]:
        """log P(second | first), and the bigram's position (-1: not in the model)."""
        keys = (first.astype(np.uint64) << np.uint64(WORD_BITS)) | second.astype(np.uint64)
        index = self.bigrams.find(keys)
        known = index >= 0
        score = self.unigram_backoff[first] + self.unigram[second]
        score[known] += self.gains[0][self.bigrams.codes(index[known])]
        return score, index

    def trigram(self, context: Ints, last: Ints, third: Ints, lower: Floats) -> Floats:
        """log P(third | context), where `context` and `last` are the positions of the trigram's two
        bigrams (-1: no such bigram) and `lower` is log P(third | second)."""
        score = lower.copy()
        open_ = np.flatnonzero(context >= 0)
        score[open_] += self.backoffs[self.bigram_backoff_code[context[open_]]]
        known = np.flatnonzero((context >= 0) & (last >= 0))
        if not len(known):
            return score
        keys = (context[known].astype(np.uint64) << np.uint64(WORD_BITS)) | third[known].astype(np.uint64)
        index = self.trigrams.find(keys)
        hit = index >= 0
        score[known[hit]] += self.gains[1][self.trigrams.codes(index[hit])]
        return score

    def score(self, numbers: Ints) -> Floats:
        """log P of each token of one running text (numbers, one-dimensional) given the two before it."""
        start = np.full(1, self.numbers[tokens.BOUNDARY], dtype=np.int64)
        padded = np.concatenate((start, numbers))
        lower, index = self.bigram(padded[:-1], padded[1:])
        return np.concatenate((lower[:1], self.trigram(index[:-1], index[1:], padded[2:], lower[1:])))


_ARRAYS = (
    "unigram",
    "unigram_backoff",
    "bigram_backoff_code",
    "gains",
    "backoffs",
    "case",
)
_TABLES = {"bigrams": BIGRAM_KEY_BITS, "trigrams": TRIGRAM_KEY_BITS}
_TABLE_PARTS = ("entries", "running", "base")


@lru_cache(maxsize=2)
def load(folder: Path = DATA) -> LanguageModel:
    """The model in `folder`, its tables memory-mapped. FileNotFoundError if it was not built."""
    words = tuple((folder / "vocabulary.txt").read_text(encoding="utf-8").split("\n"))

    def mapped(name: str) -> NDArray[np.generic]:
        values: NDArray[np.generic] = np.load(folder / f"{name}.npy", mmap_mode="r")
        return values.view(np.ndarray)

    tables = {
        name: Table(bits, *(mapped(f"{name}_{part}") for part in _TABLE_PARTS))  # type: ignore[arg-type]
        for name, bits in _TABLES.items()
    }
    arrays = {name: mapped(name) for name in _ARRAYS}
    numbers = {word: number for number, word in enumerate(words)}
    return LanguageModel(words=words, numbers=numbers, **tables, **arrays)  # type: ignore[arg-type]


def by_skeleton(model: LanguageModel) -> dict[str, list[int]]:
    """The numbers of the words that look alike without their marks, the most frequent first."""
    return _alike(model, range(len(model.words)))


def syllables_by_skeleton(model: LanguageModel) -> dict[str, list[int]]:
    """The same of the words that are legal syllables: a sixth of all, and soon told."""
    legal = spellings()
    return _alike(model, [number for number, word in enumerate(model.words) if word in legal])


def _alike(model: LanguageModel, numbers: Sequence[int]) -> dict[str, list[int]]:
    groups: defaultdict[str, list[int]] = defaultdict(list)
    words = [model.words[number] for number in numbers]
    bare = iter(skeleton("\n".join(word for word in words if not word.isascii())).split("\n"))
    for number, word in zip(numbers, words, strict=True):
        groups[word if word.isascii() else next(bare)].append(number)
    return groups


def frequency(numbers: Ints) -> Floats:
    """log frequency of words but for a constant, by Zipf's law: the vocabulary is in order of frequency.

    The model's own unigrams are too low for words that only follow few others (mẽ, in mạnh mẽ).
    """
    return -np.log1p(numbers.astype(np.float32))
