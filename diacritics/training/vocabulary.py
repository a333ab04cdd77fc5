"""Raw tokens to the model's vocabulary: which words it knows, how often, and in which case.

raw tokens, their weighted counts ─▶ Vocabulary(words, number of each raw token, case table)
"""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass

import numpy as np
from numpy.typing import NDArray

from diacritics import tokens

# A word seen less often is as a rule a typing mistake, or foreign.
LEAST_COUNT = 5
MOST_WORDS = 1 << 16
_CASE_PRIOR = np.array([1.0, 1.0, 0.2])  # added counts of small, First and ALL: rare words keep all open


@dataclass(frozen=True, slots=True)
class Vocabulary:
    """`words` by number, most frequent first after the classes; `of_raw` gives each raw token's number;
    `case` is words x 3, the log share of small, First-capital and ALL-CAPITAL forms."""

    words: list[str]
    of_raw: NDArray[np.uint16]
    case: NDArray[np.float32]


def select(raw: Sequence[str], counts: NDArray[np.float64]) -> Vocabulary:
    """The classes, and the most frequent words that are seen often enough."""
    entries: dict[str, int] = {name: number for number, name in enumerate(tokens.CLASSES)}
    entry_of_raw = np.array(
        [
            entries.setdefault(tokens.classify(token) if number else token, len(entries))
            for number, token in enumerate(raw)
        ]
    )
    totals = np.bincount(entry_of_raw, counts, len(entries))
    names = list(entries)
    classes = len(tokens.CLASSES)
    ranked = sorted(range(classes, len(names)), key=lambda entry: (-totals[entry], names[entry]))
    kept = [entry for entry in ranked if totals[entry] >= LEAST_COUNT][: MOST_WORDS - classes]
    number = np.full(len(names), entries[tokens.UNKNOWN], dtype=np.uint16)
    number[:classes] = np.arange(classes)
    number[kept] = np.arange(classes, classes + len(kept))
    of_raw = number[entry_of_raw]
    words = [*tokens.CLASSES, *(names[entry] for entry in kept)]
    return Vocabulary(words, of_raw, _case(raw, counts, of_raw, len(words)))


def _case(
    raw: Sequence[str], counts: NDArray[np.float64], of_raw: NDArray[np.uint16], size: int
) -> NDArray[np.float32]:
    forms = np.array([tokens.case_of(token) for token in raw])
    seen = np.bincount(of_raw.astype(np.int64) * 3 + forms, counts, size * 3).reshape(size, 3) + _CASE_PRIOR
    shares: NDArray[np.float32] = np.log(seen / seen.sum(axis=1, keepdims=True)).astype(np.float32)
    return shares
