"""P(seen | meant): what becomes of a word when its marks are lost, or when it is read by a recogniser.

    a word as seen ─▶ Slot(candidate numbers, log P(seen | candidate))

`Stripped` knows no errors but lost marks. `Recogniser` is learned from aligned pairs (data/*.json, made
by `training.channels`): whole words where the pair was seen often, backed by `edit_model` over letters.
"""

from __future__ import annotations

import json
import math
from collections import defaultdict
from collections.abc import Iterable, Iterator, Sequence
from copy import copy
from itertools import pairwise
from pathlib import Path
from typing import Protocol

import numpy as np

from diacritics import tokens
from diacritics.arrays import Floats, Ints
from diacritics.channel.edit_model import LONGEST, NEVER, Confusions, EditModel, Reading
from diacritics.channel.expectation import expected
from diacritics.channel.joined_words import JoinedWords
from diacritics.channel.trie_search import AT_ONCE
from diacritics.channel.word_forms import WordForms
from diacritics.language_model import DATA, WORD_BITS, LanguageModel, by_skeleton, frequency
from diacritics.lattice import Slot
from diacritics.letter_case import case_of
from diacritics.syllable import normalise_tone

RECOGNISERS = ("english-ocr", "vietnamese-ocr")

MOST_CANDIDATES = 32
_MOST_BARE = 20  # words of one skeleton; more changed nothing on four stripped reports
_WORD_PRIOR = 120.0  # readings of a word seen before its own counts weigh as much as the letter model
# Beams of the search, by letters and frequency. English: 9 lost 0.1 % of 004, and 0.7 % of one layer of
# three; 10 and 11 read them and held-back pairs alike.
_BEAMS = {"english-ocr": 10.0, "vietnamese-ocr": 12.0}
_HOPELESS = -40.0  # log P under which a word is no candidate
_REMEMBERED = 1 << 16  # words


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
        self._numbers = by_skeleton(model)
        self._slots: dict[str, Slot] = {}

    def read(self, seen: str) -> Slot:
        bare = seen.lower()
        if bare not in self._slots:
            numbers = self._numbers.get(bare, []) if bare.isalpha() else []
            self._slots[bare] = _slot(numbers[:_MOST_BARE])
        return self._slots[bare]


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
        self._prepared: dict[str, Slot] = {}
        self._forms = WordForms(model, self._letters, self._totals, _BEAMS[name])
        self.joined = JoinedWords(self._forms.tries, self._letters)

    def read(self, seen: str) -> Slot:
        printed = normalise_tone(seen)  # Hoà is Hòa with its mark in another place, and no misreading of it
        if printed not in self._prepared:
            self.prepare([printed])
        return self._prepared[printed]

    def prepare(self, seen: Iterable[str]) -> None:
        """Reads many words at once, for `read` to remember."""
        groups: defaultdict[int, list[str]] = defaultdict(list)
        for word in dict.fromkeys(map(normalise_tone, seen)):
            if word and word not in self._prepared:
                groups[case_of(word)].append(word)
        if len(self._prepared) > _REMEMBERED:
            self._prepared.clear()
        for words in groups.values():
            words.sort(key=len)
            for at in range(0, len(words), AT_ONCE):
                self._prepared.update(self._read(words[at : at + AT_ONCE]))

    def adapted(self, confusions: Confusions) -> Recogniser:
        """This channel with a document's own confusions; all words are candidates then."""
        new = copy(self)
        new.own = True
        new._letters = self._pooled.updated(confusions)
        new.joined = JoinedWords(self._forms.tries, new._letters)
        new._prepared = {}
        return new

    def words_of(self, seen: str) -> Ints:
        """Numbers of all words that may be meant by something of this case."""
        return self._forms.numbers[case_of(seen)]

    def expected(self, readings: Sequence[Reading]) -> Confusions:
        """How often letters were read as which, in readings of known meaning."""
        return expected(self._letters, readings)

    def _read(self, seen: Sequence[str]) -> Iterator[tuple[str, Slot]]:
        """Slots of words of one case: the likeliest by their letters, and what was read so."""
        case = case_of(seen[0])
        keys, letters = self._by_letters(seen, case)
        known, counts = self._read_so(seen, case)
        keys = np.concatenate((keys, known))
        order = np.argsort(keys)
        keys = keys[order]
        first = np.flatnonzero(np.diff(keys, prepend=-1))  # of a word found both ways
        letters = np.concatenate((letters, np.full(len(known), NEVER, dtype=np.float32)))[order]
        counts = np.concatenate((np.zeros(len(order) - len(known), dtype=np.float32), counts))[order]
        keys, letters = keys[first], np.maximum.reduceat(letters, first)
        counts = np.add.reduceat(counts, first)
        which, numbers = keys >> WORD_BITS, keys & ((1 << WORD_BITS) - 1)
        scores = _with_whole_words(letters, counts, self._forms.totals[case][numbers])
        if self.own:
            scores = np.logaddexp(letters, scores) - np.float32(math.log(2))
        order = np.lexsort((-scores - frequency(numbers), which))
        numbers, scores = numbers[order], scores[order]
        starts = np.searchsorted(which, np.arange(len(seen) + 1)).tolist()
        for word, (start, end) in zip(seen, pairwise(starts), strict=True):
            best = slice(start, min(end, start + MOST_CANDIDATES))
            yield word, Slot(numbers[best], scores[best])

    def _by_letters(self, seen: Sequence[str], case: int) -> tuple[Ints, Floats]:
        """Words by their letters: keys (place in `seen`, then the word's number), and log P(seen | word)."""
        words, trie = self._forms.numbers[case], self._forms.tries[case]
        ends = np.array([len(word) for word in seen])
        keys, letters = [], []
        for which, at, rows in trie.search(seen, self._letters):
            keys.append((which << WORD_BITS) | words[at])
            letters.append(rows[ends[which], np.arange(len(which))])
        found = np.concatenate(letters)
        possible = found > _HOPELESS
        return np.concatenate(keys)[possible], found[possible]

    def _read_so(self, seen: Sequence[str], case: int) -> tuple[Ints, Floats]:
        """Keys of the words that were read so when the channel was learned, and how often in this case."""
        counts: defaultdict[int, int] = defaultdict(int)
        for at, word in enumerate(seen):
            for true, count in self._words.get(word, {}).items():
                number = self._model.numbers.get(tokens.classify(true))
                if number is not None and len(true) <= LONGEST:
                    counts[(at << WORD_BITS) | number] += count * (tokens.case_of(true) == case)
        keys = np.fromiter(counts, dtype=np.int64, count=len(counts))
        return keys, np.fromiter(counts.values(), dtype=np.float32, count=len(counts))

    def identity(self, seen: str) -> float:
        """log P(seen | seen) by the letters alone: for a word the model does not know."""
        return float(self._letters.identity(seen))


def _with_whole_words(letters: Floats, counts: Floats, totals: Floats) -> Floats:
    """Counts of whole words read so, of all readings of them, over the letters' probability as prior."""
    shares = (counts + _WORD_PRIOR * np.exp(letters)) / (totals + _WORD_PRIOR)
    return np.maximum(np.log(np.maximum(shares, np.float32(1e-26))), NEVER)


def _slot(numbers: Sequence[int]) -> Slot:
    return Slot(np.array(numbers, dtype=np.int64), np.zeros(len(numbers), dtype=np.float32))
