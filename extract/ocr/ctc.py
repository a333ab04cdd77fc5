"""What a network's log-probabilities say, by the likeliest sign of every step (greedy CTC).

log-probabilities (steps x signs) ─ peaks ─▶ steps at which a sign begins ─ words ─▶ Heard(text, ...)
"""

from __future__ import annotations

from collections.abc import Iterator, Sequence

import numpy as np
from numpy.typing import NDArray

from extract.ocr.engine import Heard

BLANK = 0  # "no sign"


def peaks(best: NDArray[np.int64]) -> list[int]:
    """Steps at which a sign begins, of the likeliest sign of every step: repetitions and blanks left out."""
    before = np.concatenate((np.array([BLANK], best.dtype), best[:-1]))
    return [int(step) for step in np.flatnonzero((best != BLANK) & (best != before))]


def words(log_probs: NDArray[np.float32], signs: Sequence[str]) -> Iterator[Heard]:
    """The words, cut at the spaces; `signs` by number, that of BLANK too."""
    best = log_probs.argmax(axis=1)
    word: list[int] = []
    for step in [*peaks(best), None]:
        if step is not None and signs[best[step]] != " ":
            word.append(step)
        elif word:
            text = "".join(signs[best[at]] for at in word)
            least = min(float(log_probs[at, best[at]]) for at in word)
            yield Heard(text, (sum(word) / len(word) + 0.5) / len(best), float(np.exp(least)))
            word = []
