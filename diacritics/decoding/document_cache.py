"""A text as the first pass read it, its doubtful tokens, and what the text itself says about them.

    Text, Doubts ─ gains ─▶ how much commoner each candidate is in this text than in any

A name or term that is sure in one place tells how it is to be read in another: a cache as in Kuhn and
De Mori, "A cache-based natural language model for speech recognition" (1990), but asked only among the
candidates of one token. A reading counts by a high power of its posterior, so that only sure ones do,
and never for itself.
"""

from __future__ import annotations

from dataclasses import dataclass

import numpy as np
from numpy.typing import NDArray

from diacritics.arrays import Floats, Ints

Keys = NDArray[np.uint64]

GAINS = 3  # of the word; after the word on its left; before the word on its right
# Held-out administrative blocks, wrong syllables of 1020: power 1 869, 4 853, 8 and 20 about 855;
# only readings above 0.995 870. Every reading that is not sure then counts next to nothing.
_POWER = 8
# Weight of how the candidates are shared out in any text, against the document's own counts. Without it
# a word's frequency would count twice: in a collection of unrelated paragraphs 2 to 15 % more were wrong.
_PRIOR = 1.0
_LEAST_COMMON = 1e-3  # share in any text that a candidate has at least
_MIX = (np.uint64(0x9E3779B97F4A7C15), np.uint64(0x165667B19E3779F9), np.uint64(0xC2B2AE3D27D4EB4F))
_RIGHT = np.uint64(7)  # tells a right neighbour from a left one


@dataclass(frozen=True, slots=True, eq=False)
class Text:
    """Tokens in running order, each as its first-pass best: key of the word, case (0 small, 1 First, 2
    ALL), posterior (0..1), and the number of its document (one number throughout at run time)."""

    keys: Keys
    cases: NDArray[np.uint8]
    posterior: Floats
    document: Keys


@dataclass(frozen=True, slots=True, eq=False)
class Doubts:
    """Doubtful tokens: their places `at` in the text; then, candidate after candidate, the key, the
    first pass's log posterior, log frequency in any text (but for a constant), and the number of the
    doubt it is `of`; a doubt's begin at `starts`."""

    at: Ints
    starts: Ints
    keys: Keys
    prior: Floats
    common: Floats
    of: Ints

    def softmax(self, scores: Floats) -> Floats:
        """Scores of the candidates to probabilities that sum to one for each doubt."""
        highest = np.maximum.reduceat(scores, self.starts)
        raised = np.exp(scores - highest[self.of])
        sums = np.add.reduceat(raised, self.starts)[self.of]
        return np.asarray(raised / sums, dtype=np.float32)


def mixed(left: Keys, right: Keys) -> Keys:
    """One key of two, order told."""
    key = (left * _MIX[0]) ^ (right + _MIX[1])
    key ^= key >> np.uint64(31)
    key *= _MIX[2]
    key ^= key >> np.uint64(29)
    return key


def gains(text: Text, doubts: Doubts) -> Floats:
    """Each candidate's log share among its doubt's candidates in the rest of the document, over that in
    any text: candidates x GAINS. 0 where the document says nothing."""
    weight = text.posterior.astype(np.float64) ** _POWER
    before, after = np.roll(text.keys, 1), np.roll(text.keys, -1) + _RIGHT
    place = doubts.at[doubts.of]
    pool = mixed(text.document, text.keys)
    asked = mixed(text.document[place], doubts.keys)
    own = weight[place] * (text.keys[place] == doubts.keys)
    found = (
        _weight_of(pool, weight, asked),
        _weight_of(mixed(pool, before), weight, mixed(asked, before[place])),
        _weight_of(mixed(pool, after), weight, mixed(asked, after[place])),
    )
    common = np.maximum(doubts.softmax(doubts.common), _LEAST_COMMON)
    return np.stack([_gain(np.maximum(one - own, 0), common, doubts) for one in found], axis=1)


def _weight_of(pool: Keys, weight: NDArray[np.float64], asked: Keys) -> NDArray[np.float64]:
    """Summed weight of each asked key in the pool."""
    order = np.argsort(pool)
    ordered = pool[order]
    running = np.concatenate((np.zeros(1), np.cumsum(weight[order])))
    found: NDArray[np.float64] = (
        running[np.searchsorted(ordered, asked, "right")] - running[np.searchsorted(ordered, asked, "left")]
    )
    return found


def _gain(counts: NDArray[np.float64], common: Floats, doubts: Doubts) -> Floats:
    total = np.add.reduceat(counts, doubts.starts)[doubts.of]
    share = (counts + _PRIOR * common) / (total + _PRIOR)
    return np.log(share / common).astype(np.float32)
