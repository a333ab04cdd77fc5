"""The syllable n-gram model, memory-mapped and asked in batches.

    token numbers (arrays of any shape) ─▶ natural-log probabilities of the last given those before

An n-gram is found by an exact hash without stored keys: the key is mixed by a bijection, its high bits
name a bucket, its low bits (16 at most) are stored as remainder. Buckets hold about one entry each and
are found by a running count, one byte a bucket with a base every 64 (as in Elias-Fano). A trigram
costs 4 bytes with its 8-bit probability, a bigram 5. The files of `data/` are made by
`diacritics.training` and only ever read, so all processes of a machine share one copy.
"""

from __future__ import annotations

from dataclasses import dataclass
from functools import lru_cache
from pathlib import Path
from typing import TypeAlias

import numpy as np
from numpy.typing import NDArray

from diacritics import tokens

Ints: TypeAlias = NDArray[np.int64]
Floats: TypeAlias = NDArray[np.float32]

DATA = Path(__file__).parent / "data"
WORD_BITS = 16
BIGRAM_KEY_BITS = 2 * WORD_BITS
BIGRAM_INDEX_BITS = 22
TRIGRAM_KEY_BITS = BIGRAM_INDEX_BITS + WORD_BITS
_BASE_SHIFT = 6
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


@dataclass(frozen=True, slots=True)
class Table:
    """A set of integer keys below 2^key_bits; `find` gives a key's position in it.

    `remainder` (uint16) holds the low bits of the mixed keys in order, `running` (uint8, one more than
    buckets) and `base` (int32) count the entries before a bucket.
    """

    key_bits: int
    remainder: NDArray[np.uint16]
    running: NDArray[np.uint8]
    base: NDArray[np.int32]

    @property
    def remainder_bits(self) -> int:
        return self.key_bits - (len(self.running) - 2).bit_length()

    def find(self, keys: NDArray[np.uint64]) -> Ints:
        """Positions of the keys (one-dimensional); -1 where a key is not in the set."""
        mixed = mix(keys, self.key_bits)
        bits = self.remainder_bits
        bucket = (mixed >> np.uint64(bits)).astype(np.int64)
        rest = (mixed & np.uint64((1 << bits) - 1)).astype(np.uint16)
        start, end = self._before(bucket), self._before(bucket + 1)
        found = np.full(len(keys), -1, dtype=np.int64)
        open_ = np.flatnonzero(start < end)
        at = start[open_]
        while len(open_):
            hit = self.remainder[at] == rest[open_]
            found[open_[hit]] = at[hit]
            at = at + 1
            going = ~hit & (at < end[open_])
            open_, at = open_[going], at[going]
        return found

    def _before(self, bucket: Ints) -> Ints:
        before: Ints = self.base[bucket >> _BASE_SHIFT].astype(np.int64) + self.running[bucket]
        return before


@dataclass(frozen=True, slots=True)
class LanguageModel:
    """Vocabulary and n-gram tables; all methods take and give arrays."""

    words: tuple[str, ...]
    numbers: dict[str, int]
    unigram: Floats
    unigram_backoff: Floats
    bigrams: Table
    bigram_code: NDArray[np.uint8]
    bigram_backoff_code: NDArray[np.uint8]
    trigrams: Table
    trigram_code: NDArray[np.uint8]
    codes: Floats  # 3 x 256: bigram, bigram back-off, trigram: code to natural logarithm
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
        score[known] = self.codes[0][self.bigram_code[index[known]]]
        return score, index

    def trigram(self, context: Ints, third: Ints, lower: Floats) -> Floats:
        """log P(third | context), where `context` are bigram positions (-1: no such bigram) and `lower`
        is log P(third | second)."""
        score = lower.copy()
        known = np.flatnonzero(context >= 0)
        if not len(known):
            return score
        at = context[known]
        score[known] += self.codes[1][self.bigram_backoff_code[at]]
        keys = (at.astype(np.uint64) << np.uint64(WORD_BITS)) | third[known].astype(np.uint64)
        index = self.trigrams.find(keys)
        hit = index >= 0
        score[known[hit]] = self.codes[2][self.trigram_code[index[hit]]]
        return score

    def score(self, numbers: Ints) -> Floats:
        """log P of each token of one running text (numbers, one-dimensional) given the two before it."""
        start = np.full(1, self.numbers[tokens.BOUNDARY], dtype=np.int64)
        padded = np.concatenate((start, numbers))
        lower, index = self.bigram(padded[:-1], padded[1:])
        return np.concatenate((lower[:1], self.trigram(index[:-1], padded[2:], lower[1:])))


_ARRAYS = (
    "unigram",
    "unigram_backoff",
    "bigram_code",
    "bigram_backoff_code",
    "trigram_code",
    "codes",
    "case",
)
_TABLES = {"bigrams": BIGRAM_KEY_BITS, "trigrams": TRIGRAM_KEY_BITS}
_TABLE_PARTS = ("remainder", "running", "base")


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
