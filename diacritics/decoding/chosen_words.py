"""The word of each place, by the posteriors of its candidates.

    Sentence (slots, places) + posteriors ─ choose_words ─▶ Words, one a place

What was seen stays where no other word is sure enough.
"""

from __future__ import annotations

from collections.abc import Sequence
from functools import lru_cache
from typing import NamedTuple

import numpy as np
from numpy.typing import NDArray

from diacritics import tokens
from diacritics.decoding.sentences import Place, Sentence
from diacritics.decoding.slots import LEAST_SHOWN
from diacritics.language_model import LanguageModel
from diacritics.lattice import Slot
from diacritics.letter_case import case_of, with_case
from diacritics.parts import Kind

_ALTERNATIVES = 4
# Posterior under which a reading stays as it was. A recogniser of Vietnamese is right 19 times of 20,
# and its wrong words are seen by the reader; a wrong correction is not.
# Of 59 read pages in two halves: 0.6 made 12 and 19 words worse, 0.75 with what else is measured in
# candidates.py 5 and 4, and left fewer words wrong (468 and 521 instead of 503 and 570).
_LEAST = {"stripped": 0.0, "english-ocr": 0.0, "vietnamese-ocr": 0.75}
_LEAST_CODE = 0.9


class Word(NamedTuple):
    """The chosen text of a part, its posterior, and other texts with theirs."""

    text: str
    posterior: float
    alternatives: tuple[tuple[str, float], ...] = ()


def choose_words(
    sentence: Sentence, posteriors: Sequence[NDArray[np.float32]], channel: str, model: LanguageModel
) -> list[Word]:
    """The best text of each place; the text as seen where the best is not sure enough."""
    return [
        Word(place.text, 1.0) if place.kind is Kind.KEPT else _word(place, slot, row, channel, model)
        for place, slot, row in zip(sentence.places, sentence.slots, posteriors, strict=True)
    ]


def _word(place: Place, slot: Slot, row: NDArray[np.float32], channel: str, model: LanguageModel) -> Word:
    seen = place.text.strip()
    lead = place.text[: len(place.text) - len(seen)]
    best = int(row.argmax()) if len(row) > 1 else 0
    posterior = float(row[best])
    if posterior > 1 - LEAST_SHOWN:  # no other is worth telling
        return Word(lead + _written(seen, place.read, model.words[slot.numbers[best]]), posterior)
    order = np.argsort(-row, kind="stable")[: _ALTERNATIVES + 1].tolist()
    ranked = [i for i in order if row[i] > LEAST_SHOWN]
    forms = [(lead + _written(seen, place.read, model.words[slot.numbers[i]]), float(row[i])) for i in ranked]
    text, posterior = forms[0]
    least = _LEAST_CODE if place.kind is Kind.CODE and channel != "stripped" else _LEAST[channel]
    if text != place.text and posterior < least:
        posterior = next((p for form, p in forms if form == place.text), 0.0)
        text = place.text
    others = tuple((form, p) for form, p in forms if form != text)
    return Word(text, posterior, others)


@lru_cache(maxsize=1 << 16)
def _written(seen: str, read: str, word: str) -> str:
    """The model's word in the case it was read in; what was seen itself if that is the same word."""
    if word.startswith("<") or tokens.classify(seen) == word:
        return seen
    return with_case(word, case_of(read))
