"""Candidates that the context asks for, where a word is too garbled for its letters to tell.

    sentences, posteriors ─▶ slots of garbled places with the words that fit between their neighbours

Every word may be read as anything at all, if hardly ever: "Can az. Nghi dinh" is Căn cứ Nghị định.
"""

from __future__ import annotations

import math
from collections.abc import Sequence

import numpy as np
from numpy.typing import NDArray

from diacritics.channel.channels import Recogniser
from diacritics.decoding.candidates import Candidates
from diacritics.decoding.sentences import Place, Sentence
from diacritics.language_model import LanguageModel
from diacritics.lattice import Slot
from diacritics.parts import Kind

_GARBLED = -4.0  # log P(seen | best candidate) under which a word is garbled
_ANYTHING = 0.3  # share of the garbled words that are read as anything at all
_NOISY = 0.08  # share of garbled words from which no word is trusted unless it is sure
_SURE = 0.9
_LETTER = math.log(1 / 25)
_ADDED = 12  # words that the context adds, of the
_COMMON = 2000  # most frequent
# Between letters of one token nothing prints these: th\\lc is thực, d~nghi đề nghị.
_NO_SIGNS = frozenset('\\~|{}<>^_*=+;!"$%')


def widen(
    sentences: Sequence[Sentence],
    posteriors: Sequence[Sequence[NDArray[np.float32]]],
    candidates: Candidates,
    model: LanguageModel,
) -> None:
    """Adds candidates to the slots of garbled places, in place."""
    channel = candidates.channel
    assert isinstance(channel, Recogniser)
    noise = noise_of(sentences, posteriors)
    anything = math.log(max(_ANYTHING * noise, 1e-6))
    fits = _Fits(model)
    for sentence, rows in zip(sentences, posteriors, strict=True):
        best = [int(slot.numbers[int(row.argmax())]) for slot, row in zip(sentence.slots, rows, strict=True)]
        for at, (place, slot) in enumerate(zip(sentence.places, sentence.slots, strict=True)):
            if place.kind is not Kind.WORD or len(slot.numbers) < 2 or len(place.read) < 2:
                continue
            row = rows[at]
            if slot.channel[int(row.argmax())] > _GARBLED and (noise < _NOISY or row.max() > _SURE):
                continue
            words = channel.words_of(place.read)[:_COMMON]
            before = best[at - 1] if at else sentence.before
            fitting = fits.between(before, best[at + 1] if at + 1 < len(best) else None, words)
            numbers = np.concatenate((slot.numbers, np.setdiff1d(fitting, slot.numbers)))
            floor = np.float32(anything + len(place.read) * _LETTER)
            scores = np.full(len(numbers), floor, dtype=np.float32)
            scores[: len(slot.numbers)] = np.logaddexp(slot.channel, floor)
            sentence.slots[at] = Slot(numbers, scores)


class _Fits:
    """Words that fit between two others, by bigrams."""

    def __init__(self, model: LanguageModel) -> None:
        self._model = model
        self._known: dict[tuple[int, bool, int], NDArray[np.float32]] = {}

    def between(self, before: int, after: int | None, words: NDArray[np.int64]) -> NDArray[np.int64]:
        """The `_ADDED` words that fit best."""
        score = self._beside(before, words, behind=True)
        if after is not None:
            score = score + self._beside(after, words, behind=False)
        return words[np.argpartition(-score, _ADDED)[:_ADDED]]

    def _beside(self, number: int, words: NDArray[np.int64], behind: bool) -> NDArray[np.float32]:
        key = number, behind, int(words[-1])
        if key not in self._known:
            other = np.full(len(words), number)
            pair = (other, words) if behind else (words, other)
            self._known[key] = self._model.bigram(*pair)[0]
        return self._known[key]


def noise_of(sentences: Sequence[Sentence], posteriors: Sequence[Sequence[NDArray[np.float32]]]) -> float:
    """Share of the words whose likeliest meaning is hardly read so, or which a sign cuts in two."""
    garbled = words = 0
    for sentence, rows in zip(sentences, posteriors, strict=True):
        for at, (place, slot, row) in enumerate(zip(sentence.places, sentence.slots, rows, strict=True)):
            if place.kind is Kind.WORD:
                words += 1
                garbled += bool(slot.channel[int(row.argmax())] < _GARBLED) or _is_cut(sentence.places, at)
    return garbled / max(words, 1)


def _is_cut(places: Sequence[Place], at: int) -> bool:
    """Whether a word goes on behind a sign that stands in no word."""
    after = places[at + 1 : at + 3]
    return (
        len(after) == 2
        and after[0].token == after[1].token == places[at].token
        and after[1].kind is Kind.WORD
        and after[0].text in _NO_SIGNS
    )
