"""P(seen | meant): what becomes of a word when its marks are lost, or when it is read by a recogniser.

    a word as seen ─▶ Slot(candidate numbers, log P(seen | candidate))

`Stripped` knows no errors but lost marks. `Recogniser` is learned from aligned pairs (data/*.json, made
by `training.channels`): whole words where the pair was seen often, backed by a segmental edit model over
letters, itself backed by the average of the letters with the same skeleton.
"""

from __future__ import annotations

import json
import math
from collections import defaultdict
from collections.abc import Iterable, Sequence
from functools import cached_property, lru_cache
from pathlib import Path
from typing import Protocol

import numpy as np
from numpy.typing import NDArray
from rapidfuzz import process
from rapidfuzz.distance import Levenshtein
from unidecode import unidecode

from diacritics import tokens
from diacritics.decoder import Slot
from diacritics.language_model import DATA, LanguageModel
from diacritics.syllable import is_syllable, skeleton

Floats = NDArray[np.float32]
Ints = NDArray[np.int64]

RECOGNISERS = ("english-ocr", "vietnamese-ocr")

MOST_CANDIDATES = 24
_WORD_PRIOR = 120.0  # readings of a word seen before its own counts weigh as much as the letter model
_BASE_SHARE = 0.15  # of a letter's readings are borrowed from the letters with the same skeleton
_FLOOR = {0: 1e-4, 1: 3e-5}  # read letters of a segment: probability of a confusion never seen
_VOWEL_FOR_VOWEL = 5e-4
_SIGN_FOR_LETTER = 2e-3
_VOWELS = tuple("aeiouy")
_GROWTH = 3e-4  # one letter read as two, never seen: this times the likelier of the two
_NEVER = np.float32(-60)
_POOR = -9.0  # log P under which the best of the near skeletons is no match: then all words are tried
_LENGTH_CHANGE = 2  # letters that a word gains or loses at most when it is read
_LONGEST = 9  # letters of a candidate
_NEAREST = 60  # skeletons kept by the fuzzy look-up
# Signs and digits that recognisers write for letters, for the look-up of likely skeletons only.
_LOOKS = str.maketrans("0156489¢€®&@$§!|£¥©°", "olsoagqeeooassiileco")


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
        self._slots = {bare: _slot(numbers) for bare, numbers in groups.items()}
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
        self._letters = _Letters(learned["edits"])
        self.read = lru_cache(maxsize=1 << 16)(self._read)  # type: ignore[method-assign]

    def read(self, seen: str) -> Slot:
        raise NotImplementedError  # replaced in __init__ by the cached _read

    def _read(self, seen: str) -> Slot:
        case = case_of(seen)
        numbers = self._likely(seen, case)
        scores = self._scored(seen, case, numbers)
        if scores.max(initial=_NEVER) < _POOR:
            numbers = self._all_near_length(len(seen), case)
            scores = self._scored(seen, case, numbers)
        best = np.argsort(-(scores + self._model.unigram[numbers]), kind="stable")[:MOST_CANDIDATES]
        return Slot(numbers[best], scores[best])

    def _scored(self, seen: str, case: int, numbers: Ints) -> Floats:
        if not len(numbers):
            return np.zeros(0, dtype=np.float32)
        forms = self._forms[case]
        scores = self._letters.score(
            seen, forms.letters[numbers], forms.pairs[numbers], forms.lengths[numbers]
        )
        return self._with_whole_words(seen, numbers, case, scores)

    def _all_near_length(self, length: int, case: int) -> Ints:
        """Every word of about that length: for what looks like none of them."""
        lengths = self._forms[case].lengths
        numbers = self._inventory[case == 2]
        return numbers[np.abs(lengths[numbers] - length) <= _LENGTH_CHANGE]

    def identity(self, seen: str) -> float:
        """log P(seen | seen) by the letters alone: for a word the model does not know."""
        return float(self._letters.identity(seen))

    def _likely(self, seen: str, case: int) -> Ints:
        """Candidates near enough to be scored: near skeletons, and words that were read so before."""
        capital = case == 2
        bare = looks(seen)
        distance = 1 + (len(bare) > 2) + (len(bare) > 5)
        near = process.extract(
            bare, self._skeletons[capital], scorer=Levenshtein.distance, score_cutoff=distance, limit=_NEAREST
        )
        groups = self._groups[capital]
        found = {number for bare, _, _ in near for number in groups[bare]}
        for true in self._words.get(seen, {}):
            number = self._model.numbers.get(tokens.classify(true))
            if number is not None and len(true) <= _LONGEST:
                found.add(number)
        return np.array(sorted(found), dtype=np.int64)

    def _with_whole_words(self, seen: str, numbers: Ints, case: int, scores: Floats) -> Floats:
        counts = self._words.get(seen, {})
        for at, number in enumerate(numbers.tolist()):
            form = with_case(self._model.words[number], case)
            total = self._totals.get(form, 0)
            if total:
                share = (counts.get(form, 0) + _WORD_PRIOR * math.exp(float(scores[at]))) / (
                    total + _WORD_PRIOR
                )
                scores[at] = max(math.log(max(share, 1e-26)), float(_NEVER))
        return scores

    @cached_property
    def _groups(self) -> tuple[dict[str, list[int]], dict[str, list[int]]]:
        """Skeleton to words: syllables; and what is written in capitals, abbreviations included."""
        small: defaultdict[str, list[int]] = defaultdict(list)
        capital: defaultdict[str, list[int]] = defaultdict(list)
        mostly = self._model.case.argmax(axis=1)
        for number, word in enumerate(self._model.words):
            if not word.isalpha() or len(word) > _LONGEST:
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
    def _skeletons(self) -> tuple[list[str], list[str]]:
        return list(self._groups[0]), list(self._groups[1])

    @cached_property
    def _forms(self) -> tuple[_Forms, _Forms, _Forms]:
        words = self._model.words
        return tuple(_Forms([with_case(w, case) for w in words], self._letters) for case in range(3))  # type: ignore[return-value]


class _Forms:
    """All words of the vocabulary in one case, as letter numbers: words x _LONGEST."""

    def __init__(self, words: Sequence[str], letters: _Letters) -> None:
        fitting = [word if len(word) <= _LONGEST else "" for word in words]
        self.lengths = np.array([len(word) for word in fitting], dtype=np.int64)
        self.letters = np.zeros((len(words), _LONGEST), dtype=np.int64)
        for row, word in enumerate(fitting):
            if word:
                self.letters[row, : len(word)] = [letters.number(c) for c in word]
        self.pairs = letters.pair_numbers(self.letters)


class _Letters:
    """The segmental edit model: log P(read letters | true letters), as vectors over true letters."""

    def __init__(self, edits: dict[str, dict[str, float]]) -> None:
        singles = {left: row for left, row in edits.items() if len(left) == 1}
        self._numbers = {letter: at for at, letter in enumerate(_alphabet(singles), 1)}  # 0: unknown letter
        self._size = len(self._numbers) + 1
        doubles = sorted(left for left in edits if len(left) == 2)
        self._pair_of = np.zeros((self._size, self._size), dtype=np.int64)  # 0: no such pair
        for at, left in enumerate(doubles, 1):
            self._pair_of[self.number(left[0]), self.number(left[1])] = at
        self._single = self._smoothed(singles)
        self._double: dict[str, Floats] = {}
        for at, left in enumerate(doubles, 1):
            for right, share in edits[left].items():
                row = self._double.setdefault(right, np.full(len(doubles) + 1, _NEVER, dtype=np.float32))
                row[at] = math.log(share)

    def number(self, letter: str) -> int:
        return self._numbers.get(letter, 0)

    def pair_numbers(self, letters: Ints) -> Ints:
        """For each place of words x letters the number of the pair that starts there (0: none)."""
        pairs = np.zeros_like(letters)
        pairs[:, :-1] = self._pair_of[letters[:, :-1], letters[:, 1:]]
        return pairs

    def identity(self, seen: str) -> float:
        return sum(float(self._vector(c)[self.number(c)]) for c in seen)

    def score(self, seen: str, letters: Ints, pairs: Ints, lengths: Ints) -> Floats:
        """log P(seen | word) of the best segmentation, for all words at once."""
        n, words = len(seen), len(letters)
        single = [
            np.stack([self._vector(seen[j : j + k]) for j in range(n + 1 - k)]) for k in range(min(3, n) + 1)
        ]
        double = [self._double_rows(seen, k) for k in range(min(2, n) + 1)]
        table = np.full((_LONGEST + 1, n + 1, words), _NEVER, dtype=np.float32)
        table[0, 0] = 0
        for i in range(1, int(lengths.max()) + 1):
            row = table[i]
            for k, vectors in enumerate(single):
                np.maximum(row[k:], table[i - 1, : n + 1 - k] + vectors[:, letters[:, i - 1]], out=row[k:])
            if i > 1:
                for k in range(1, len(double)):
                    step = table[i - 2, : n + 1 - k] + double[k][:, pairs[:, i - 2]]
                    np.maximum(row[k:], step, out=row[k:])
        scores: Floats = table[lengths, n, np.arange(words)]
        return scores

    def _double_rows(self, seen: str, k: int) -> Floats:
        none = np.full(int(self._pair_of.max()) + 1, _NEVER, dtype=np.float32)
        return np.stack([self._double.get(seen[j : j + k], none) for j in range(len(seen) + 1 - k)])

    def _vector(self, read: str) -> Floats:
        """log P(read | letter) for every letter; a reading never seen gets the floor of its length."""
        found = self._single.get(read)
        if found is None:
            found = np.full(self._size, _NEVER, dtype=np.float32)
            if len(read) < 2:
                found[:] = math.log(_FLOOR[len(read)])
            elif len(read) == 2:
                found = np.maximum(self._vector(read[0]), self._vector(read[1])) + np.float32(
                    math.log(_GROWTH)
                )
            self._single[read] = found
        return found

    def _expected_confusions(self) -> dict[str, NDArray[np.float64]]:
        """Before anything is learned: a vowel is read as another, a sign for the letter it looks like."""
        rows: dict[str, NDArray[np.float64]] = {}
        for read in "aeiouyéêôơáàóúíñ" + "".join(map(chr, _LOOKS)):
            base = read.translate(_LOOKS)
            likeness = np.full(self._size, _FLOOR[1])
            for letter, at in self._numbers.items():
                bare = skeleton(letter).lower()
                if bare in _VOWELS and looks(read)[:1] in _VOWELS:
                    likeness[at] = _VOWEL_FOR_VOWEL
                if bare == base and base != read:
                    likeness[at] = _SIGN_FOR_LETTER
            rows[read] = likeness
        return rows

    def _smoothed(self, singles: dict[str, dict[str, float]]) -> dict[str, Floats]:
        """Learned probabilities mixed with those of the letters of the same skeleton, over a floor."""
        family: defaultdict[str, list[str]] = defaultdict(list)
        for letter in self._numbers:
            family[skeleton(letter)].append(letter)
        rows = self._expected_confusions()
        for letter, at in self._numbers.items():
            kin = [singles[other] for other in family[skeleton(letter)] if other in singles]
            own = singles.get(letter)
            for share, sources in (
                (1 - _BASE_SHARE if own else 0.0, [own or {}]),
                (_BASE_SHARE if own else 1.0, kin),
            ):
                for source in sources:
                    for right, p in source.items():
                        if right not in rows:
                            rows[right] = np.full(self._size, _FLOOR.get(len(right), 1e-9))
                        rows[right][at] += share * p / len(sources)
        return {right: np.log(row).astype(np.float32) for right, row in rows.items()}


def _alphabet(singles: Iterable[str]) -> list[str]:
    """All letters of Vietnamese and of the learned table, both cases."""
    vowels = "aăâeêioôơuưy"
    marked = [chr(c) for c in range(0x1EA0, 0x1EFA)] + list("àáãèéìíòóõùúýĩũ")
    small = set("abcdefghijklmnopqrstuvwxyzđ" + vowels) | {c.lower() for c in marked}
    return sorted(small | {c.upper() for c in small} | set(singles))


@lru_cache(maxsize=1 << 16)
def looks(seen: str) -> str:
    """Small plain letters the word looks like: "S&" gives "so", "nghi¢p" gives "nghiep"."""
    return unidecode(skeleton(seen).translate(_LOOKS)).lower()


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
