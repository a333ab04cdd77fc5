"""Words of the vocabulary that a recogniser may have read, in each of the three cases, ready to be searched.

vocabulary, letters' model, counts ─▶ WordForms (numbers, tries, totals; by case)
"""

from __future__ import annotations

from collections.abc import Mapping, Sequence

import numpy as np

from diacritics.arrays import Floats, Ints
from diacritics.channel.edit_model import LONGEST, EditModel
from diacritics.channel.trie_search import Inventory
from diacritics.language_model import LanguageModel, frequency
from diacritics.letter_case import with_case
from diacritics.syllable import is_syllable


class WordForms:
    """By case, as `tokens.case_of` numbers it: `numbers` of the words that may be meant (rising), the words
    as `tries`, and `totals`, how often each word of the vocabulary was read when the channel was learned."""

    def __init__(
        self, model: LanguageModel, letters: EditModel, totals: Mapping[str, int], beam: float
    ) -> None:
        small, capital = _readable(model)
        self.numbers = (small, small, capital)
        self.tries: list[Inventory] = []
        self.totals: list[Floats] = []
        for case, numbers in enumerate(self.numbers):
            forms = [with_case(word, case) for word in model.words]
            self.totals.append(np.array([totals.get(form, 0) for form in forms], dtype=np.float32))
            self.tries.append(_trie([forms[number] for number in numbers], frequency(numbers), letters, beam))


def _readable(model: LanguageModel) -> tuple[Ints, Ints]:
    """Numbers of syllables; and of what is written in capitals, abbreviations included."""
    small: list[int] = []
    capital: list[int] = []
    mostly = model.case.argmax(axis=1)
    for number, word in enumerate(model.words):
        if not word.isalpha() or len(word) > LONGEST:
            continue
        legal = is_syllable(word)
        if legal:
            small.append(number)
        if legal or (mostly[number] == 2 and len(word) > 1):
            capital.append(number)
    return np.array(small), np.array(capital)


def _trie(words: Sequence[str], frequencies: Floats, letters: EditModel, beam: float) -> Inventory:
    lengths = np.array([len(word) for word in words], dtype=np.int64)
    numbers = np.zeros((len(words), LONGEST), dtype=np.int64)
    for row, word in zip(numbers, words, strict=True):
        row[: len(word)] = [letters.number(c) for c in word]
    return Inventory(numbers, letters.pair_numbers(numbers), lengths, frequencies, beam)
