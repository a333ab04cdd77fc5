"""Words with another word's marks: what a recogniser of Vietnamese leaves in a text that looks good.

    lines ─ words beside each other ─▶ slips of each line ─▶ log likelihood of "misread" over "good"

Tesseract writes "thấm quyền" for thẩm quyền: a syllable, only not the one that was meant, and by its
letters alone the line is good. A word is a slip when another one of the same letters fits between its
neighbours so much better that an author would hardly have written it. One slip may be the author's; a
text is misread when it has many. Words without marks are not asked: they are the case of stripped text.
"""

from __future__ import annotations

from collections.abc import Sequence
from functools import lru_cache
from math import log

import numpy as np
from numpy.typing import NDArray

from diacritics import language_model, tokens
from diacritics.arrays import Floats, Ints
from diacritics.syllable import is_syllable, skeleton

# log P by which two bigrams must be better with another word. Share of the marked words that are slips then:
# of 724 lines as Tesseract read them 1.7 %, of what they truly say 0.05 %; of paragraphs held back from
# training, news 0.05, encyclopedia and law (which holds misread ones) 0.09 and 0.10, administrative 0.01 %.
# By 4: 2.2, 0.12; 0.16, 0.29, 0.21, 0.04 %. By 8: 0.9, 0.02; 0.02, 0.03, 0.04, 0.00 %.
CLEARLY = 6.0
_MISREAD, _GOOD = 0.012, 0.001
_SLIP, _NO_SLIP = log(_MISREAD / _GOOD), log((1 - _MISREAD) / (1 - _GOOD))


def misread(lines: Sequence[str]) -> NDArray[np.float64]:
    """How much likelier a recogniser of Vietnamese makes each line than an author does, in nats; (lines,)."""
    model = language_model.load()
    found = [tokens.TOKEN.findall(line) for line in lines]
    numbers = np.array([model.number(tokens.classify(token)) for line in found for token in line], np.int64)
    line = np.repeat(np.arange(len(lines)), [len(line) for line in found])
    inner = np.flatnonzero((line[:-2] == line[1:-1]) & (line[1:-1] == line[2:])) + 1
    others = [_others(number) for number in numbers[inner].tolist()]
    sizes = np.array([len(found) for found in others], dtype=np.int64)
    at = inner[sizes > 0]
    if not len(at):
        return np.zeros(len(lines))
    slips = _gain(numbers, at, sizes[sizes > 0], np.concatenate(others)) > CLEARLY
    asked, slipped = (np.bincount(line[which], minlength=len(lines)) for which in (at, at[slips]))
    return slipped * _SLIP + (asked - slipped) * _NO_SLIP


def _gain(numbers: Ints, at: Ints, sizes: Ints, others: Ints) -> Floats:
    """By how much the best of the other words of each place fits better between its neighbours, in nats."""
    bigram = language_model.load().bigram
    before, after = (np.repeat(numbers[at + step], sizes) for step in (-1, 1))
    best = bigram(before, others)[0] + bigram(others, after)[0]
    own = bigram(numbers[at - 1], numbers[at])[0] + bigram(numbers[at], numbers[at + 1])[0]
    gain: Floats = np.maximum.reduceat(best, np.cumsum(sizes) - sizes) - own
    return gain


@lru_cache(maxsize=1 << 13)
def _others(number: int) -> Ints:
    """The other syllables that a syllable with marks looks like without them; none of any other word."""
    word = language_model.load().words[number]
    if word.isascii() or not is_syllable(word):
        return np.zeros(0, dtype=np.int64)
    return np.array([other for other in _alike()[skeleton(word)] if other != number], dtype=np.int64)


@lru_cache(maxsize=1)
def _alike() -> dict[str, list[int]]:
    return language_model.syllables_by_skeleton(language_model.load())
