"""A second look at doubtful tokens, with what trigrams cannot see: wide context, and the document.

    sentences, first posteriors ─ flatten ─▶ Text, Doubts ─ Rescorer ─▶ posteriors of doubtful slots

A log-linear model over a doubt's candidates: the first pass's log posterior, the document's shares
(`document_cache`), and sparse features, each a candidate with words around it, whose weights stand in one
hashed table of 8-bit integers (Weinberger et al., "Feature hashing for large scale multitask learning",
2009). Made by `training.rescorer`. Features are of words, not of what was seen: one table for all channels.
"""

from __future__ import annotations

import zlib
from collections.abc import Sequence
from dataclasses import dataclass
from functools import lru_cache
from pathlib import Path
from typing import Any

import numpy as np
from numpy.typing import NDArray

from diacritics import language_model
from diacritics.arrays import Floats, Ints
from diacritics.decoding.document_cache import GAINS, Doubts, Keys, Text, gains, mixed
from diacritics.decoding.sentences import Sentence
from diacritics.language_model import DATA, frequency
from diacritics.tokens import BOUNDARY, CLASSES

# First-pass posterior under which a token is doubtful: 2.4 % of administrative tokens, 10 % of news;
# nine wrong ones of ten are among them.
DOUBTFUL = 0.995
LEAST = 1e-4  # posterior of a candidate that is still asked
DENSE = 1 + 2 * GAINS  # the prior, the gains, and the gains of words with a capital

_REACH = 12
_WINDOWS = (
    *((-1,), (1,), (-2,), (2,), (-3,), (3,), (-4,), (4,)),
    *((-1, 1), (-2, -1), (1, 2), (-2, 1), (-1, 2), (-3, -1), (1, 3), (-2, 2), (-3, -2), (2, 3)),
    *((-3, -2, -1), (1, 2, 3), (-2, -1, 1), (-1, 1, 2)),
    *((-4, -3, -2, -1), (1, 2, 3, 4), (-2, -1, 1, 2)),
)
_BAG_FROM = 5  # words from here to _REACH count wherever they stand, left and right apart
_LEFT_BAG, _RIGHT_BAG, _CASE, _CASES, _WORD = 100, 101, 200, 300, 400  # names of further features
FEATURES = len(_WINDOWS) + 2 * (_REACH - _BAG_FROM + 1) + 3
_MIX = (np.uint64(0x9E3779B97F4A7C15), np.uint64(0xC2B2AE3D27D4EB4F), np.uint64(0x165667B19E3779F9))


@dataclass(frozen=True, slots=True, eq=False)
class Rescorer:
    """`table`: 2^n weights in steps of `step`; `dense`: DENSE weights; `keys`: key of each word of the
    language model, the same for a word in every model."""

    table: NDArray[np.int8]
    step: float
    dense: Floats
    keys: Keys
    boundary: int

    def score(self, text: Text, doubts: Doubts) -> Floats:
        """Probabilities of the candidates, summing to one for each doubt."""
        bits = len(self.table).bit_length() - 1
        weights = self.table[features(contexts(text, doubts.at), doubts, bits)]
        sparse = weights.sum(axis=1, dtype=np.int32) * np.float32(self.step)
        return doubts.softmax(sparse + dense(text, doubts) @ self.dense)


@lru_cache(maxsize=2)
def load(folder: Path = DATA) -> Rescorer:
    """The re-scorer in `folder`, its table memory-mapped, for the language model beside it."""
    model = language_model.load(folder)
    table = np.load(folder / "rescorer.npy", mmap_mode="r").view(np.ndarray)
    step, *weights = np.load(folder / "rescorer_dense.npy").tolist()
    keys = word_keys(model.words)
    return Rescorer(table, step, np.array(weights, dtype=np.float32), keys, model.numbers[BOUNDARY])


def word_keys(words: Sequence[str]) -> Keys:
    """A number for each word that does not depend on the others."""
    return np.array([zlib.crc32(word.encode()) + 1 for word in words], dtype=np.uint64)


def rescore(
    sentences: Sequence[Sentence], posteriors: Sequence[Sequence[Floats]], rescorer: Rescorer
) -> list[list[Floats]]:
    """The posteriors, those of doubtful slots replaced; a slot's sum stays, one candidate stays sure."""
    rows = [row for found in posteriors for row in found]
    text, doubts, (slot, place) = flatten(sentences, rows, rescorer.keys, rescorer.boundary)
    if len(doubts.at):
        found = rescorer.score(text, doubts)
        ends = np.append(doubts.starts[1:], len(found))
        for start, end in zip(doubts.starts.tolist(), ends.tolist(), strict=True):
            which = place[start:end]
            row = rows[slot[start]].copy()
            row[which] = found[start:end] * row[which].sum()
            rows[slot[start]] = row
    at = iter(rows)
    return [[next(at) for _ in found] for found in posteriors]


def flatten(
    sentences: Sequence[Sentence], rows: Sequence[Floats], keys: Keys, boundary: int
) -> tuple[Text, Doubts, tuple[Ints, Ints]]:
    """The text and its doubts; and of every candidate asked, its slot's number and place in the slot.

    `rows`: the posteriors of each slot, slots of all sentences in order. A boundary stands in the text
    before every sentence that begins after one. What stands for no word of its own (<unk>, <mix>) is
    not asked: what the text says of one unknown word is nothing about another.
    """
    filled = [sentence for sentence in sentences if sentence.slots]
    numbers = _joined([slot.numbers for sentence in filled for slot in sentence.slots], np.int64)
    posterior = _joined(rows, np.float32)
    sizes = np.array([len(row) for row in rows], dtype=np.int64)
    first = np.cumsum(sizes) - sizes
    slot = np.repeat(np.arange(len(rows)), sizes)
    best = np.maximum.reduceat(posterior, first) if len(rows) else posterior
    tops = np.flatnonzero(posterior == best[slot])
    tops = tops[_changes(slot[tops])]  # the first, of equal ones
    begins = [at == 0 and one.before == boundary for one in filled for at in range(len(one.slots))]
    at = np.arange(len(rows)) + np.cumsum(begins, dtype=np.int64)
    size = int(at[-1]) + 1 if len(rows) else 0
    words, cases = np.full(size, boundary, dtype=np.int64), np.zeros(size, dtype=np.uint8)
    sure = np.ones(size, dtype=np.float32)
    words[at], sure[at] = numbers[tops], best
    cases[at] = [_case(place.text) for sentence in filled for place in sentence.places]
    asked = np.flatnonzero((best < DOUBTFUL)[slot] & (posterior > LEAST) & (numbers >= len(CLASSES)))
    doubts = _doubts(at, slot[asked], numbers[asked], keys, posterior[asked])
    text = Text(keys[words], cases, sure, np.ones(size, dtype=np.uint64))
    return text, doubts, (slot[asked], asked - first[slot[asked]])


def _joined(arrays: Sequence[NDArray[Any]], kind: type[np.generic]) -> NDArray[Any]:
    return np.concatenate(arrays).astype(kind) if arrays else np.zeros(0, dtype=kind)


def _changes(values: Ints) -> NDArray[np.bool_]:
    """Where a value differs from the one before it; the first does."""
    return np.append(True, values[1:] != values[:-1])[: len(values)]


def _doubts(at: Ints, slot: Ints, numbers: Ints, keys: Keys, posterior: Floats) -> Doubts:
    starts = np.flatnonzero(_changes(slot))
    of = np.repeat(np.arange(len(starts)), np.diff(np.append(starts, len(slot))))
    return Doubts(at[slot[starts]], starts, keys[numbers], np.log(posterior), frequency(numbers), of)


def _case(text: str) -> int:
    if len(text) > 1 and text.isupper():
        return 2
    return int(text[:1].isupper())


def dense(text: Text, doubts: Doubts) -> Floats:
    """Candidates x DENSE."""
    found = gains(text, doubts)
    capital = (text.cases[doubts.at] > 0)[doubts.of][:, None]
    return np.concatenate((doubts.prior[:, None], found, found * capital), axis=1)


def contexts(text: Text, at: Ints) -> Keys:
    """Keys of what stands around the places `at`: places x FEATURES."""
    edge = np.zeros(_REACH, dtype=np.uint64)
    padded = np.concatenate((edge, text.keys, edge))
    cases = np.concatenate((edge, text.cases.astype(np.uint64), edge))
    near = {d: padded[at + _REACH + d] for d in range(-_REACH, _REACH + 1)}
    before, here, after = (cases[at + _REACH + d] for d in (-1, 0, 1))

    def named(name: int, *words: Keys) -> Keys:
        key = np.full(len(at), name, dtype=np.uint64)
        for word in words:
            key = mixed(key, word)
        return key

    found = [named(name, *(near[d] for d in window)) for name, window in enumerate(_WINDOWS, 1)]
    for distance in range(_BAG_FROM, _REACH + 1):
        found += [named(_LEFT_BAG, near[-distance]), named(_RIGHT_BAG, near[distance])]
    found += [named(_CASE, here), named(_CASES, before, here, after), named(_WORD)]
    return np.stack(found, axis=1)


def features(around: Keys, doubts: Doubts, bits: int) -> Ints:
    """Places in a table of 2^bits: candidates x FEATURES."""
    key = around[doubts.of] ^ (doubts.keys * _MIX[0])[:, None]
    key *= _MIX[1]
    key ^= key >> np.uint64(32)
    key *= _MIX[2]
    return (key >> np.uint64(64 - bits)).astype(np.int64)
