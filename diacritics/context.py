"""Candidates that the context asks for, where a word is too garbled for its letters to tell.

    sentences, posteriors ─▶ slots of garbled places with the words that fit between their neighbours

Every word may be read as anything at all, if hardly ever: "Can az. Nghi dinh" is Căn cứ Nghị định.
"""

from __future__ import annotations

import math
from collections.abc import Sequence

import numpy as np
from numpy.typing import NDArray

from diacritics.candidates import Candidates
from diacritics.channel import Recogniser
from diacritics.decoder import Slot
from diacritics.language_model import LanguageModel
from diacritics.parts import Kind
from diacritics.segments import Sentence

_GARBLED = -4.0  # log P of the best candidate under which a place is garbled
_ANYTHING = math.log(0.05)  # share of words that are read as anything at all
_LETTER = math.log(1 / 25)
_ADDED = 12  # words that the context adds


def widen(
    sentences: Sequence[Sentence],
    posteriors: Sequence[Sequence[NDArray[np.float32]]],
    candidates: Candidates,
    model: LanguageModel,
) -> None:
    """Adds candidates to the slots of garbled places, in place."""
    channel = candidates.channel
    assert isinstance(channel, Recogniser)
    for sentence, rows in zip(sentences, posteriors, strict=True):
        best = [int(slot.numbers[int(row.argmax())]) for slot, row in zip(sentence.slots, rows, strict=True)]
        for at, (place, slot) in enumerate(zip(sentence.places, sentence.slots, strict=True)):
            if place.kind is not Kind.WORD or len(slot.numbers) < 2 or len(place.read) < 2:
                continue
            row = rows[at]
            if slot.channel[int(row.argmax())] > _GARBLED and row.max() > 0.9:
                continue
            words = channel.words_of(place.read)
            before = best[at - 1] if at else sentence.before
            score, _ = model.bigram(np.full(len(words), before), words)
            if at + 1 < len(best):
                score = score + model.bigram(words, np.full(len(words), best[at + 1]))[0]
            fitting = words[np.argpartition(-score, _ADDED)[:_ADDED]]
            numbers = np.concatenate((slot.numbers, np.setdiff1d(fitting, slot.numbers)))
            floor = np.float32(_ANYTHING + len(place.read) * _LETTER)
            scores = np.full(len(numbers), floor, dtype=np.float32)
            scores[: len(slot.numbers)] = np.logaddexp(slot.channel, floor)
            sentence.slots[at] = Slot(numbers, scores)
