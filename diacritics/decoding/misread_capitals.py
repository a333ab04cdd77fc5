"""Capitals that a recogniser misread: before decoding by their neighbours, after it by the word found.

    places ─ recased ─▶ the text to decode        posteriors ─ doubt_capitals ─▶ the case to write in

Where neither tells anything, the case stays as it was read.
"""

from __future__ import annotations

import math
import re
from collections.abc import Sequence

import numpy as np
from numpy.typing import NDArray

from diacritics.decoding.sentences import Place, Sentence
from diacritics.language_model import LanguageModel
from diacritics.letter_case import case_of, with_case
from diacritics.parts import Kind, is_legal_skeleton
from diacritics.syllable import skeleton

_SHORT = 3  # letters of a syllable that is taken for misread capitals
_CAPITAL_I = re.compile(r"^I(?=[aegouyvwàáâãèéêìíòóôõùúýăơưạ-ỹ][^A-Z]*$)")  # no syllable begins so
_MOSTLY = math.log(0.5)  # share of a word's forms that makes its case the likely one
_ONE_SHAPE = set("CKOPSUVWXYZ")  # capitals that look like their small letters


def recased(places: Sequence[Place], at: int) -> str:
    """The word; one in capitals alone among small letters was hardly printed so: co SO, BO trưởng;
    nor was a capital I before a vowel: quan Iy."""
    text = _CAPITAL_I.sub("l", places[at].text.strip())
    lone = 1 < len(text) <= _SHORT and text.isupper() and not capital_neighbour(places, at)
    after = places[at + 1].text if at + 1 < len(places) else ""
    if not (lone and after and not after.isupper() and is_legal_skeleton(text)):
        return text
    return text.lower() if set(text) <= _ONE_SHAPE and at else text.capitalize()


def capital_neighbour(places: Sequence[Place], at: int) -> bool:
    """Whether the place stands beside a word in capitals: the one before it, or the one after."""
    near = (*places[max(at - 1, 0) : at], *places[at + 1 : at + 2])
    return any(len(place.text) > 1 and place.text.isupper() for place in near)


def doubt_capitals(
    sentence: Sentence, posteriors: Sequence[NDArray[np.float32]], model: LanguageModel
) -> None:
    """A capital that is a misread letter says nothing of the word's case: Nghị Binh is Nghị định, KS Kế."""
    for at, (place, slot, row) in enumerate(zip(sentence.places, sentence.slots, posteriors, strict=True)):
        read = place.read
        if place.kind is not Kind.WORD or read == read.lower() or capital_neighbour(sentence.places, at):
            continue
        number = int(slot.numbers[int(row.argmax())])
        word = model.words[number]
        case = case_of(read)
        misread = skeleton(word)[:1] != skeleton(read)[:1].lower()
        if case == 2 and len(read) <= _SHORT and model.case[number, 2] < _MOSTLY:
            place.read = with_case(read.lower(), 1)
        elif case == 1 and at and misread and model.case[number, 0] > _MOSTLY and word.isalpha():
            place.read = read.lower()
