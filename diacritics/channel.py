"""P(seen | meant): what becomes of a word when its marks are lost, or when it is read by a recogniser.

    a word as seen ─▶ Slot(candidate numbers, log P(seen | candidate))

`Stripped` knows no errors but lost marks. `Recogniser` is learned from aligned pairs (data/*.json, made
by `training.channels`): whole words where the pair was seen often, backed by `edit_model` over letters.
"""

from __future__ import annotations

import json
import math
from collections import defaultdict
from collections.abc import Iterable, Iterator, Mapping, Sequence
from copy import copy
from functools import cached_property, lru_cache
from pathlib import Path
from typing import Protocol

import numpy as np
from numpy.typing import NDArray

from diacritics import tokens
from diacritics.confusions import Confusions, Reading, expected
from diacritics.decoder import Slot, frequency
from diacritics.edit_model import LONGEST, NEVER, EditModel
from diacritics.inventory_search import Inventory
from diacritics.language_model import DATA, LanguageModel
from diacritics.syllable import is_syllable, normalise_tone, skeleton

Floats = NDArray[np.float32]
Ints = NDArray[np.int64]

RECOGNISERS = ("english-ocr", "vietnamese-ocr")

MOST_CANDIDATES = 32
MOST_SCORED = 64
MOST_JOINED = 3
_MOST_BARE = 20  # words of one skeleton; more changed nothing on four stripped reports
_WORD_PRIOR = 120.0  # readings of a word seen before its own counts weigh as much as the letter model
# Beams of the search. English: 14 read 004, held-back pairs and three layers no better than 9; Vietnamese:
# of 10,835 held-back syllables 9 lost eight more, 12 three.
_BEAMS = {"english-ocr": 9.0, "vietnamese-ocr": 12.0}
_HOPELESS = -40.0  # log P under which a word is no candidate
_REMEMBERED = 1 << 16  # words
_AT_ONCE = 64  # words of one length read together


class Channel(Protocol):
    """One way of seeing words."""

    name: str

    def read(self, seen: str) -> Slot:
        """Candidates for a word as seen (any case), best first; may be empty."""
        ...


class Stripped:
    """Marks are lost and nothing else: candidates are the words with the same skeleton."""

    name = "stripped"

    def __init__(self, model: LanguageModel) -> None:
        groups: defaultdict[str, list[int]] = defaultdict(list)
        for number, word in enumerate(model.words[len(tokens.CLASSES) :], len(tokens.CLASSES)):
            if word.isalpha():
                groups[skeleton(word)].append(number)
        self._slots = {bare: _slot(numbers[:_MOST_BARE]) for bare, numbers in groups.items()}
        self._empty = _slot([])

    def read(self, seen: str) -> Slot:
        return self._slots.get(seen.lower(), self._empty)


class Recogniser:
    """A learned channel: `edits`, `words` and `totals` as `training.channels` writes them."""

    def __init__(self, name: str, model: LanguageModel, folder: Path = DATA) -> None:
        self.name = name
        learned = json.loads((folder / f"{name}.json").read_text(encoding="utf-8"))
        self._words: dict[str, dict[str, int]] = learned["words"]
        self._totals: dict[str, int] = learned["totals"]
        self._model = model
        self.own = False  # whether adapted to a document
        self._letters = self._pooled = EditModel(learned["edits"])
        self._first_words = lru_cache(maxsize=1 << 14)(self._likeliest_ends)
        self._prepared: dict[str, Slot] = {}

    def read(self, seen: str) -> Slot:
        printed = normalise_tone(seen)  # Hoà is Hòa with its mark in another place, and no misreading of it
        if printed not in self._prepared:
            self.prepare([printed])
        return self._prepared[printed]

    def prepare(self, seen: Iterable[str]) -> None:
        """Reads many words at once, for `read` to remember."""
        groups: defaultdict[tuple[int, int], list[str]] = defaultdict(list)
        for word in dict.fromkeys(map(normalise_tone, seen)):
            if word and word not in self._prepared:
                groups[case_of(word), len(word)].append(word)
        if len(self._prepared) > _REMEMBERED:
            self._prepared.clear()
        for words in groups.values():
            for at in range(0, len(words), _AT_ONCE):
                self._prepared.update(self._read(words[at : at + _AT_ONCE]))

    def adapted(self, confusions: Confusions) -> Recogniser:
        """This channel with a document's own confusions; all words are candidates then."""
        new = copy(self)
        new.own = True
        new._letters = self._pooled.updated(confusions)
        new._first_words = lru_cache(maxsize=1 << 14)(new._likeliest_ends)
        new._prepared = {}
        return new

    def words_of(self, seen: str) -> Ints:
        """Numbers of all words that may be meant by something of this case."""
        return self._inventory[case_of(seen) == 2]

    def segmented(self, seen: str) -> list[tuple[float, list[str]]]:
        """Ways to cut a run of letters into one, two and three words, the likeliest of each number, with
        the log probability of the words and of being read so."""
        n = len(seen)
        best: dict[tuple[int, int], tuple[float, list[str]]] = {(0, 0): (0.0, [])}  # end, words
        for start in range(n):
            counts = [k for k in range(MOST_JOINED) if (start, k) in best]
            if not counts:
                continue
            case = case_of(seen[start:]) if seen[start].isalpha() else 0
            likely = self._first_words(seen[start : start + LONGEST + 3], case)
            for length in range(1, len(likely)):
                for k in counts:
                    score, words = best[start, k]
                    key = (start + length, k + 1)
                    new = score + float(likely[length])
                    if new > best.get(key, (NEVER, []))[0]:
                        best[key] = (new, [*words, seen[start : start + length]])
        return [best[n, k] for k in range(1, MOST_JOINED + 1) if (n, k) in best]

    def _likeliest_ends(self, seen: str, case: int) -> Floats:
        """log probability of the likeliest word for every length of the beginning of what was seen."""
        ends = self._tries[case].score_ends(seen, self._letters)
        likely: Floats = (ends + frequency(self._inventory[case == 2])).max(axis=1)
        return likely

    def expected(self, readings: Sequence[Reading]) -> Confusions:
        """How often letters were read as which, in readings of known meaning."""
        return expected(self._letters, readings)

    def _read(self, seen: Sequence[str]) -> Iterator[tuple[str, Slot]]:
        """Slots of words of one length and case: the likeliest by their letters, and what was read so."""
        case = case_of(seen[0])
        words = self._inventory[case == 2]
        letters = self._tries[case].score(seen, self._letters)
        nearest = np.argpartition(-letters - frequency(words), MOST_SCORED, axis=1)[:, :MOST_SCORED]
        for word, near, row in zip(seen, nearest, letters, strict=True):
            numbers = np.union1d(words[near[row[near] > _HOPELESS]], self._read_so(word))
            at = np.minimum(np.searchsorted(words, numbers), len(words) - 1)
            scores = np.where(words[at] == numbers, row[at], NEVER)
            whole = self._with_whole_words(word, numbers, case, scores)
            scores = np.logaddexp(scores, whole) - np.float32(math.log(2)) if self.own else whole
            best = np.argsort(-(scores + frequency(numbers)), kind="stable")[:MOST_CANDIDATES]
            yield word, Slot(numbers[best], scores[best])

    def _read_so(self, seen: str) -> Ints:
        """Numbers of the words that were read so when the channel was learned."""
        known = (
            self._model.numbers.get(tokens.classify(true))
            for true in self._words.get(seen, {})
            if len(true) <= LONGEST
        )
        return np.array([number for number in known if number is not None], dtype=np.int64)

    def identity(self, seen: str) -> float:
        """log P(seen | seen) by the letters alone: for a word the model does not know."""
        return float(self._letters.identity(seen))

    def _with_whole_words(self, seen: str, numbers: Ints, case: int, scores: Floats) -> Floats:
        """Counts of whole words read so, over the letters' probability as prior."""
        counts = np.zeros(len(numbers), dtype=np.float32)
        for true, count in self._words.get(seen, {}).items():
            if tokens.case_of(true) == case:
                counts[numbers == self._model.numbers.get(true.lower(), -1)] = count
        totals = self._forms[case].totals[numbers]
        shares = (counts + _WORD_PRIOR * np.exp(scores)) / (totals + _WORD_PRIOR)
        return np.maximum(np.log(np.maximum(shares, np.float32(1e-26))), NEVER)

    @cached_property
    def _groups(self) -> tuple[dict[str, list[int]], dict[str, list[int]]]:
        """Skeleton to words: syllables; and what is written in capitals, abbreviations included."""
        small: defaultdict[str, list[int]] = defaultdict(list)
        capital: defaultdict[str, list[int]] = defaultdict(list)
        mostly = self._model.case.argmax(axis=1)
        for number, word in enumerate(self._model.words):
            if not word.isalpha() or len(word) > LONGEST:
                continue
            legal = is_syllable(word)
            if legal:
                small[skeleton(word)].append(number)
            if legal or (mostly[number] == 2 and len(word) > 1):
                capital[skeleton(word)].append(number)
        return dict(small), dict(capital)

    @cached_property
    def _inventory(self) -> tuple[Ints, Ints]:
        """Numbers of all words of `_groups`."""
        small, capital = (np.array(sorted(n for g in groups.values() for n in g)) for groups in self._groups)
        return small, capital

    @cached_property
    def _tries(self) -> tuple[Inventory, Inventory, Inventory]:
        """The words of `_inventory` in each case, to be scored all at once."""
        small, first, capital = (
            Inventory(form.letters[numbers], form.pairs[numbers], form.lengths[numbers], _BEAMS[self.name])
            for form, numbers in zip(self._forms, self._inventory[:1] + self._inventory, strict=True)
        )
        return small, first, capital

    @cached_property
    def _forms(self) -> tuple[_Forms, _Forms, _Forms]:
        small, first, capital = (
            _Forms([with_case(word, case) for word in self._model.words], self._letters, self._totals)
            for case in range(3)
        )
        return small, first, capital


class _Forms:
    """All words of the vocabulary in one case: as letter numbers (words x LONGEST), and how often each
    was read when the channel was learned."""

    def __init__(self, words: Sequence[str], letters: EditModel, totals: Mapping[str, int]) -> None:
        self.totals = np.array([totals.get(word, 0) for word in words], dtype=np.float32)
        fitting = [word if len(word) <= LONGEST else "" for word in words]
        self.lengths = np.array([len(word) for word in fitting], dtype=np.int64)
        self.letters = np.zeros((len(words), LONGEST), dtype=np.int64)
        for row, word in enumerate(fitting):
            if word:
                self.letters[row, : len(word)] = [letters.number(c) for c in word]
        self.pairs = letters.pair_numbers(self.letters)


def with_case(word: str, case: int) -> str:
    """A small-letter word in the case that `tokens.case_of` numbers."""
    return (word, word[:1].upper() + word[1:], word.upper())[case]


def case_of(seen: str) -> int:
    """Case as `tokens.case_of` numbers it, of a word that may have misread letters: PAy is Đẩy, not ĐẨY."""
    letters = [c for c in seen if c.isalpha()]
    capitals = sum(c.isupper() for c in letters)
    if capitals == len(letters) > 1 or (len(letters) > 3 and capitals > 0.6 * len(letters)):
        return 2
    return int(seen[0].isupper())


def _slot(numbers: Sequence[int]) -> Slot:
    return Slot(np.array(numbers, dtype=np.int64), np.zeros(len(numbers), dtype=np.float32))
