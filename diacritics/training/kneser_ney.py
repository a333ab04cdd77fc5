"""Interpolated modified Kneser-Ney probabilities, and what is kept of them.

    Counts ─ estimate ─▶ Estimate (all n-grams seen) ─ prune ─▶ Pruned (with back-off weights)

Method: Chen and Goodman, "An Empirical Study of Smoothing Techniques for Language Modeling" (1998),
section 3; three discounts an order from the counts of counts. Weighted sources: the share of a count
that is discounted follows the plain count, the weight only scales it. Pruning: an n-gram stays where
dropping it would cost most log-likelihood (weighted difference, Seymore and Rosenfeld 1996).
"""

from __future__ import annotations

from dataclasses import dataclass
from typing import Any

import numpy as np
from numpy.typing import NDArray

from diacritics.training.ngrams import Counts

Floats = NDArray[np.floating[Any]]

_UNIFORM_SHARE = (
    1e-3  # of the unigram mass is spread evenly, so that no entry of the vocabulary is impossible
)


@dataclass(slots=True)
class Estimate:
    """Probabilities of all n-grams seen; `bigram` and `trigram` run as in Counts."""

    unigram: Floats
    bigram: Floats
    trigram: NDArray[np.float32]
    loss: NDArray[np.float32]  # log-likelihood a trigram's pruning costs
    bigram_loss: NDArray[np.float32]


@dataclass(slots=True)
class Pruned:
    """The n-grams that stay, with natural logarithms of probability and back-off weight.

    Bigrams are uint32 keys with `bigram_backoff` for their use as context; a trigram is the position
    of its context among `bigrams` and its last word.
    """

    unigram: NDArray[np.float32]
    unigram_backoff: NDArray[np.float32]
    bigrams: NDArray[np.uint32]
    bigram: NDArray[np.float32]
    bigram_backoff: NDArray[np.float32]
    trigram_context: NDArray[np.uint32]
    trigram_word: NDArray[np.uint16]
    trigram: NDArray[np.float32]


def discounts(counts: NDArray[np.uint32]) -> Floats:
    """The share of a count that is taken away, for counts 0, 1, 2, 3 and more (index 3: times 1 / count)."""
    n = np.bincount(np.minimum(counts, 5), minlength=6)[1:5].astype(float)
    if not n.all():
        return np.array([0.0, 0.7, 0.9, 1.2])  # too small a corpus to tell
    base = n[0] / (n[0] + 2 * n[1])
    found = [k - (k + 1) * base * n[k] / n[k - 1] for k in (1, 2, 3)]
    return np.array([0.0, *np.clip(found, 0.1, 0.95 * np.arange(1, 4))])


def taken_share(counts: NDArray[np.uint32]) -> NDArray[np.float32]:
    """Share (0..1) of each count that discounting takes away."""
    table = discounts(counts)
    return (table[np.minimum(counts, 3)] / np.maximum(counts, 1)).astype(np.float32)


def estimate(counts: Counts, boundary: int, size: int) -> Estimate:
    """Probabilities of all n-grams; `size` is the number of words in the vocabulary."""
    first = (counts.bigrams >> np.uint32(16)).astype(np.int64)
    second = (counts.bigrams & np.uint32(0xFFFF)).astype(np.int64)
    unigram = _unigram(counts, second, size)
    context_total = _sums(counts.context, counts.weighted, len(counts.bigrams))

    spread = _lower_counts(counts, context_total, first == boundary)
    taken = taken_share(spread) * spread
    total = np.maximum(_sums(first, spread, size), 1e-9)
    left = _sums(first, taken, size) / total
    own = (spread - taken) / total[first]
    lower = left[first] * unigram[second]
    bigram = np.maximum(own + lower, 1e-12)
    bigram_loss = (context_total * np.log(bigram / np.maximum(lower, 1e-12))).astype(np.float32)
    return _trigram(counts, context_total, unigram, bigram, bigram_loss)


def _lower_counts(counts: Counts, total: Floats, starts: NDArray[np.bool_]) -> NDArray[np.uint32]:
    """What stands for a bigram's count: between how often it is seen and after how many words.

    Kneser-Ney's count of distinct words before it alone suffers from pruning (Chelba et al. 2010); the
    geometric mean of both is right for 0.06 points more of held-back administrative syllables.
    Paragraph starts have few distinct words before them: there it is how often.
    """
    mean = np.sqrt(np.maximum(total, 1) * np.maximum(counts.spread, 1))
    return np.where(starts, np.rint(total), mean).astype(np.uint32)


def _unigram(counts: Counts, second: NDArray[np.int64], size: int) -> Floats:
    followers = np.bincount(second[counts.spread > 0], minlength=size).astype(float)
    shares: Floats = (1 - _UNIFORM_SHARE) * followers / followers.sum() + _UNIFORM_SHARE / size
    return shares


def _trigram(
    counts: Counts, total: Floats, unigram: Floats, bigram: Floats, bigram_loss: NDArray[np.float32]
) -> Estimate:
    taken = taken_share(counts.plain) * counts.weighted
    left = _sums(counts.context, taken, len(total)) / np.maximum(total, 1e-9)
    lower = (left[counts.context] * bigram[counts.suffix]).astype(np.float32)
    trigram = ((counts.weighted - taken) / total[counts.context]).astype(np.float32) + lower
    loss = counts.weighted * np.log(trigram / np.maximum(lower, np.float32(1e-12)))
    return Estimate(unigram, bigram, trigram, loss.astype(np.float32), bigram_loss)


def prune(counts: Counts, whole: Estimate, boundary: int, most_bigrams: int, most_trigrams: int) -> Pruned:
    """The costliest n-grams to lose, at most so many of each order, with back-off weights to suit."""
    kept2 = _largest(whole.bigram_loss, most_bigrams)
    kept = np.zeros(len(counts.bigrams), dtype=bool)
    kept[kept2] = True
    # A trigram is looked up by its first two words, and only where the model knows its last two.
    fitting = kept[counts.context] & kept[counts.suffix]
    second = (counts.bigrams[counts.context] & np.uint32(0xFFFF)).astype(np.uint16)
    fitting &= second != boundary  # else it runs over the end of a paragraph
    kept3 = _largest(np.where(fitting, whole.loss, np.float32(-1)), most_trigrams)
    return _with_backoff(counts, whole, kept2, kept3)


def _largest(loss: NDArray[np.float32], most: int) -> NDArray[np.int64]:
    """Positions, ascending, of the `most` largest positive losses."""
    positive = np.flatnonzero(loss > 0)
    if len(positive) <= most:
        return positive
    chosen = np.argpartition(loss[positive], len(positive) - most)[len(positive) - most :]
    return np.sort(positive[chosen])


def _with_backoff(
    counts: Counts, whole: Estimate, kept2: NDArray[np.int64], kept3: NDArray[np.int64]
) -> Pruned:
    size = len(whole.unigram)
    bigrams = counts.bigrams[kept2]
    first, second = (
        (bigrams >> np.uint32(16)).astype(np.int64),
        (bigrams & np.uint32(0xFFFF)).astype(np.int64),
    )
    p2 = whole.bigram[kept2]
    unigram_backoff = _left(_sums(first, p2, size), _sums(first, whole.unigram[second], size))

    all_first = (counts.bigrams >> np.uint32(16)).astype(np.int64)
    all_second = (counts.bigrams & np.uint32(0xFFFF)).astype(np.int64)
    lower = unigram_backoff[all_first] * whole.unigram[all_second]
    lower[kept2] = p2
    position = np.full(len(counts.bigrams), -1, dtype=np.int64)
    position[kept2] = np.arange(len(kept2))
    context = position[counts.context[kept3]]
    p3 = whole.trigram[kept3].astype(float)
    below = lower[counts.suffix[kept3]]
    backoff = _left(_sums(context, p3, len(kept2)), _sums(context, below, len(kept2)))
    words = (counts.trigrams[kept3] & np.uint64(0xFFFF)).astype(np.uint16)
    return Pruned(
        _log(whole.unigram),
        _log(unigram_backoff),
        bigrams,
        _log(p2),
        _log(backoff),
        context.astype(np.uint32),
        words,
        _log(p3),
    )


def _sums(groups: NDArray[Any], values: NDArray[Any], size: int) -> Floats:
    """The sum of the values of each group 0..size-1."""
    return np.bincount(groups, values, size).astype(np.float64)


def _left(own: Floats, below: Floats) -> Floats:
    """Back-off weight: probability not given to kept n-grams over what the lower order gives the rest."""
    weight: Floats = np.clip(1 - own, 1e-4, 1) / np.clip(1 - below, 1e-4, 1)
    return weight


def _log(values: Floats) -> NDArray[np.float32]:
    return np.log(np.maximum(values, 1e-12)).astype(np.float32)
