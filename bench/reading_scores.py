"""What a reading of a page is worth beside its right text.

    gold, text read, header fields ─ score ─▶ Score      Scores of pages ─ spread ─▶ an interval

Word recall and precision are order-free: words as multisets, tone placement (hóa, hoá) and punctuation at
the ends of words ignored, case kept. CER is edit distance over the length of the gold text, so it also
tells the reading order. CER of header fields: the fewest edits that make each field a stretch of the
text (Sellers 1980), wherever it stands, case ignored because records give organs in running case.
"""

from __future__ import annotations

import random
import re
import unicodedata
from collections import Counter
from collections.abc import Callable, Iterable, Sequence
from dataclasses import dataclass

import numpy as np
from rapidfuzz.distance import Levenshtein

from diacritics.syllable import normalise_tone

EDGE = re.compile(r"^\W+|\W+$")
DRAWS = 2000  # resamplings of the pages for an interval
INTERVAL = (0.025, 0.975)


@dataclass(frozen=True)
class Score:
    """Words right, words in the gold, words read; edits and letters, also of header fields; seconds."""

    right: int = 0
    gold: int = 0
    read: int = 0
    edits: int = 0
    letters: int = 0
    header_edits: int = 0
    header_letters: int = 0
    seconds: float = 0.0

    @property
    def recall(self) -> float:
        return self.right / max(self.gold, 1)

    @property
    def precision(self) -> float:
        return self.right / max(self.read, 1)

    @property
    def cer(self) -> float:
        return self.edits / max(self.letters, 1)

    @property
    def header_cer(self) -> float:
        return self.header_edits / max(self.header_letters, 1)

    @property
    def wrong(self) -> int:
        """Words lost and words that are not there."""
        return self.gold + self.read - 2 * self.right

    def __add__(self, other: Score) -> Score:
        return Score(*(getattr(self, f) + getattr(other, f) for f in self.__dataclass_fields__))


def total(scores: Iterable[Score]) -> Score:
    return sum(scores, Score())


def words(text: str) -> list[str]:
    stripped = (EDGE.sub("", word) for word in normalise_tone(text).split())
    return [word for word in stripped if word]


def flat(text: str) -> str:
    return " ".join(unicodedata.normalize("NFC", normalise_tone(text)).split())


def score(gold: str, read: str, header: Sequence[str], seconds: float) -> Score:
    wanted, found = Counter(words(gold)), Counter(words(read))
    lowered = flat(read).lower()
    fields = [flat(field).lower() for field in header]
    return Score(
        (wanted & found).total(),
        wanted.total(),
        found.total(),
        Levenshtein.distance(flat(gold), flat(read)),
        len(flat(gold)),
        sum(edits_within(field, lowered) for field in fields),
        sum(map(len, fields)),
        seconds,
    )


def edits_within(field: str, text: str) -> int:
    """The edits between `field` and the stretch of `text` nearest to it."""
    letters = np.array([ord(char) for char in text], dtype=np.int32)
    places = np.arange(len(text) + 1)
    row = np.zeros(len(text) + 1, dtype=np.int64)
    for char in field:
        new = np.empty_like(row)
        new[0] = row[0] + 1
        new[1:] = np.minimum(row[:-1] + (letters != ord(char)), row[1:] + 1)
        row = np.minimum.accumulate(new - places) + places
    return int(row.min())


def spread(
    pairs: Sequence[tuple[Score, Score]], figure: Callable[[Score, Score], float]
) -> tuple[float, float]:
    """95 % interval of a figure of two readers' sums, the pages drawn anew (paired bootstrap, Efron 1979)."""
    chance = random.Random(0)
    drawn = []
    for _ in range(DRAWS):
        again = chance.choices(pairs, k=len(pairs))
        drawn.append(figure(total(one for one, _ in again), total(other for _, other in again)))
    drawn.sort()
    low, high = (drawn[int(share * (DRAWS - 1))] for share in INTERVAL)
    return low, high
