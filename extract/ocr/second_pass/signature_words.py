"""What several readings of one row of a signature's block say: a person's name, or a title.

    names that they may say ─▶ word by word, by their shares ─▶ a name
    readings ─▶ the title that most of them are like

A title is one of the vocabulary's, the head's or the deputy's.
"""

from __future__ import annotations

import re
from collections import defaultdict
from collections.abc import Callable, Iterator, Sequence
from dataclasses import dataclass
from functools import cache
from statistics import mean

from diacritics.syllable import nfc
from extract.form.folding import fold_letters
from extract.form.matching import similarity
from extract.form.person_names import FEWEST
from extract.form.positions import is_deputy_word
from extract.form.signing_form import deputy_of
from extract.ocr.engine import Heard
from extract.ocr.second_pass.name_search import Named
from schemas import vocabulary

# Share of the readings for the least sure word, and for all on average. Names that Tesseract lost had .5 and
# more, under a drawn seal .34 and more; strokes and seals gave no name at all. Under .6 it is for review.
LEAST, SURE = 0.3, 0.55
LIKE = 0.8  # "GIẨM ĐỐC", "CIẤM ĐỒC" are like "GIÁM ĐỐC"
LEAST_TITLE = 0.6  # one of three readings that is like a title and no more has .53
CAPITALS = 0.6  # share of the letters of a title's reading
SHORT_TITLE = 7  # letters; what is shorter is like too much
MOST_WORDS = 8  # of a reading that are looked at
LETTERS = re.compile(r"[^\W\d_]+")
MARK = "KT. "
HEAD_MARK = re.compile(r"^K\W{0,2}[TIÍíi1l]?\W{0,2}(?=\w{3})")  # "KT." as it is read before the head's title

Reading = Sequence[Heard]


@dataclass(frozen=True, slots=True)
class Said:
    """A word of a row: its readings with their shares, that of the name first."""

    shares: tuple[tuple[str, float], ...]

    @property
    def text(self) -> str:
        return self.shares[0][0]

    @property
    def share(self) -> float:
        return self.shares[0][1]


def may_say(reading: Reading) -> bool:
    """Whether a row may be a title or a name: these have two words that begin with a capital, at least."""
    words: list[str] = LETTERS.findall(_apart(nfc(" ".join(one.text for one in reading))))
    return sum(len(word) > 1 and word[0].isupper() for word in words) >= FEWEST


def _apart(text: str) -> str:
    """Words whose blank was lost, apart: "LêThị"."""
    return "".join(
        f" {sign}" if sign.isupper() and before.islower() else sign
        for before, sign in zip(f" {text}", text, strict=False)
    )


def name_in(names: Sequence[Named]) -> tuple[Said, ...]:
    """The words of the name that the readings of a row say; () where they say none for sure."""
    if not names:
        return ()
    backs = range(len(names[0].words), 0, -1)
    shares = [_share(names, back, lambda named: named.share) for back in backs]
    if min(shares) < LEAST or mean(shares) < SURE:
        return ()
    return tuple(Said(tuple(_readings(names, back))) for back in backs)


def _readings(names: Sequence[Named], back: int) -> Iterator[tuple[str, float]]:
    """The words that may stand so far from the end, that of the name first."""
    sure = _share(names, back, lambda named: named.share), _share(names, back, lambda named: named.agreed)
    best = names[0].words[-back]
    yield best, min(sure)
    others: dict[str, float] = defaultdict(float)
    for named in names:
        if len(named.words) >= back and named.words[-back] != best:
            others[named.words[-back]] += named.agreed
    yield from sorted(others.items(), key=lambda other: -other[1])


def _share(names: Sequence[Named], back: int, of: Callable[[Named], float]) -> float:
    """What part of the readings has the word of the first name so far from the end."""
    word = names[0].words[-back]
    return sum(of(named) for named in names if len(named.words) >= back and named.words[-back] == word)


@dataclass(frozen=True, slots=True)
class TitleRead:
    """A title as the vocabulary spells it, with "KT." where that stands before it."""

    text: str
    confidence: float


def title_in(readings: Sequence[Reading]) -> TitleRead | None:
    """The title that most of the readings are like; None where they are like none."""
    votes: dict[str, list[float]] = defaultdict(list)
    for heard in readings:
        found = _title([nfc(one.text) for one in heard][:MOST_WORDS])
        if found:
            votes[found.text].append(found.confidence)
    if not votes:
        return None
    text, likeness = max(votes.items(), key=lambda vote: sum(vote[1]))
    sure = (sum(likeness) / len(readings) + max(likeness)) / 2
    return TitleRead(text, round(sure, 3)) if sure >= LEAST_TITLE else None


def _title(words: Sequence[str]) -> TitleRead | None:
    """The title that some words side by side are likest: strokes and seals leave others beside it."""
    found: list[TitleRead] = []
    for i in range(len(words)):
        deputy = i > 0 and is_deputy_word(words[i - 1])
        for j in range(i + 1, len(words) + 1):
            head = _head(" ".join(words[i:j]))
            if head and deputy and not head.text.startswith(MARK):
                head = TitleRead(deputy_of(head.text), head.confidence)
            found += [head] if head else []
    return max(found, key=lambda one: (one.confidence, len(one.text)), default=None)


def _head(text: str) -> TitleRead | None:
    """The position that the whole text is like, with "KT." where that stands before it."""
    letters = [sign for sign in text if sign.isalpha()]
    if len(letters) < SHORT_TITLE or sum(map(str.isupper, letters)) < CAPITALS * len(letters):
        return None
    marked = HEAD_MARK.match(text)
    tried = [(text, ""), *([(text[marked.end() :], MARK)] if marked else [])]
    found = ((similarity(read, head), f"{mark}{head}") for read, mark in tried for head in heads())
    likeness, title = max(found)
    return TitleRead(title, likeness) if likeness >= LIKE else None


@cache
def heads() -> tuple[str, ...]:
    """Positions that are long enough to be told from other words."""
    return tuple(head for head in vocabulary.positions() if len(fold_letters(head)) >= SHORT_TITLE)
