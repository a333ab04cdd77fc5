"""What a trigram is worth to who restores: how much surer it makes words among those that look like them.

    Counts, Estimate, the look of each word ─ worth ─▶ one figure a trigram, for `kneser_ney.prune`

Log-likelihood keeps what predicts text; but a word with no other of the same letters needs no prediction, nor
does one that its bigrams tell already. So a trigram counts by what it adds to the log probability of
each of its three words among those with the same skeleton (o: the odds of the others by bigrams, r: how much
likelier the trigram makes its words): n (log(1 + o) - log(1 + o / r)), which is all of n log r where the
others are as likely as can be, and nothing where there are none.
"""

from __future__ import annotations

from collections.abc import Sequence
from typing import Any

import numpy as np
from numpy.typing import NDArray

from diacritics.syllable import skeleton
from diacritics.training.kneser_ney import Estimate
from diacritics.training.ngrams import Counts

Floats = NDArray[np.floating[Any]]

# Share of the plain log-likelihood that counts all the same: recognisers exchange letters, not marks alone.
# Wrong syllables with 9.35 million trigrams chosen so and by log-likelihood alone (the re-scorer is still the
# one of the latter): of 197,760 held-back ones of the news 2323 and 2369, of 101,700 of the encyclopedia 1845
# and 1909, of 64,048 of law 413 and 426, of 8,987 in speech 248 and 246; with all 16.8 million 2215, 1804,
# and 418. Of 10,835 read by an English and as many by a Vietnamese OCR 210 and 206, 68 and 66.
_ANYWAY = 0.1


def looks(words: Sequence[str]) -> NDArray[np.int64]:
    """A number for each word, the same for words that look alike without their marks."""
    numbers: dict[str, int] = {}
    return np.array([numbers.setdefault(skeleton(word), len(numbers)) for word in words], dtype=np.int64)


def worth(counts: Counts, whole: Estimate, look: NDArray[np.int64]) -> NDArray[np.float32]:
    """What each trigram is worth, in nats over the whole corpus; `look` as `looks` gives it."""
    first = (counts.bigrams >> np.uint32(16)).astype(np.int64)
    second = (counts.bigrams & np.uint32(0xFFFF)).astype(np.int64)
    seen = np.bincount(counts.context, counts.weighted, len(counts.bigrams))
    often = np.bincount(first, seen, len(look)) + 1.0
    after = _odds(first * len(look) + look[second], whole.bigram)  # of another second word, the first known
    before = _odds(second * len(look) + look[first], often[first] * whole.bigram)
    alone = _odds(look, often)
    gain = whole.loss / np.maximum(counts.weighted, np.float32(1e-9))  # log r
    context, suffix = counts.context, counts.suffix
    # By both neighbours, as if there were one other word.
    middle = after[context] * before[suffix] / np.maximum(alone[second[context]], 1e-9)
    surer = _surer(before[context], gain) + _surer(middle, gain) + _surer(after[suffix], gain)
    return (counts.weighted * (surer + _ANYWAY * gain)).astype(np.float32)


def _odds(group: NDArray[np.int64], weight: Floats) -> Floats:
    """Of each member the summed weight of the others of its group over its own."""
    _, of = np.unique(group, return_inverse=True)
    odds: Floats = np.bincount(of, weight)[of] / weight - 1
    return np.maximum(odds, 0)


def _surer(odds: Floats, gain: Floats) -> Floats:
    """By how much the log probability of a word rises when it becomes exp(gain) times likelier."""
    rise: Floats = np.log1p(odds) - np.log1p(odds * np.exp(-gain))
    return rise
