"""What several readings of one row of a signature's block say: a person's name, or a title.

    readings ─▶ word by word, by their shares ─▶ a name     readings ─▶ the title that most of them are like

A name begins with a family name, and its words are syllables; names that persons are given count more than
other syllables. A title is one of the vocabulary's, the head's or the deputy's.
"""

from __future__ import annotations

import re
from collections import defaultdict
from collections.abc import Iterator, Sequence
from dataclasses import dataclass, replace
from functools import cache
from statistics import mean, median

from diacritics.syllable import is_syllable, nfc
from extract.form.folding import fold_letters
from extract.form.matching import similarity
from extract.form.person_names import FEWEST, NAME_WORDS, NEAR_NAME, SHORTEST, is_clear_name
from extract.form.positions import is_deputy_word
from extract.form.signing_form import deputy_of
from extract.ocr.engine import Heard
from schemas import vocabulary

# Share of the readings for the least sure word, and for all on average. Names that Tesseract lost had .5 and
# more, under a drawn seal .34 and more; strokes and seals gave no name at all. Under .6 it is for review.
LEAST, SURE = 0.3, 0.55
HARDLY = 0.45  # share of a family name that was not read so: it is for review
MIDDLE = ("Thị", "Văn")  # stand behind a family name: that one is lost whole
COMMON = 40  # family names that nearly all persons have: a rarer one must be read as it is
NO_SYLLABLE = 0.3  # factor for a word that is none of the language
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
    """A word of a row: its readings with their shares, the largest first, and where it is (0..1)."""

    shares: tuple[tuple[str, float], ...]
    place: float

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


def says_name(reading: Reading, sure: float) -> bool:
    """Whether a reading is a name with a family name, of which each word is so sure."""
    words = name_in((reading,))
    return len(words) > FEWEST and min(word.share for word in words) >= sure


def name_in(readings: Sequence[Reading]) -> tuple[Said, ...]:
    """The words of the name that the readings say; () where they say none for sure.

    The end of a row is the end of the name; the seal lies over its beginning.
    """
    told = [one for one in map(_words, readings) if one]
    few, many = NAME_WORDS
    longest = min(max(map(len, told), default=0), many)
    shortest = few if median(map(len, told or [()])) <= few else few + 1  # something stands before it
    held = [tuple(_agreed(told, length, len(readings))) for length in range(longest, shortest - 1, -1)]
    whole = [words for words in held if len(words) > FEWEST]
    mended = map(_with_family_name, whole)
    return next((words for words in (*whole, *mended, *held) if _is_surely_name(words)), ())


def _words(heard: Reading) -> Reading:
    """The reading word by word, "LêThị." as Lê and Thị, without what is no word of a name at its end."""
    words = [replace(one, text=text) for one in heard for text in LETTERS.findall(_apart(nfc(one.text)))]
    while words and not (len(words[-1].text) > 1 and words[-1].text[0].isupper()):
        words.pop()
    return words


def _apart(text: str) -> str:
    """Words whose blank was lost, apart: "LêThị"."""
    return "".join(
        f" {sign}" if sign.isupper() and before.islower() else sign
        for before, sign in zip(f" {text}", text, strict=False)
    )


def _with_family_name(words: tuple[Said, ...]) -> tuple[Said, ...]:
    """The words with the family name that their first is near to, which is hardly sure."""
    if len(words) <= FEWEST or words[0].text in (*vocabulary.surnames(), *MIDDLE):
        return ()
    rank = vocabulary.surnames()
    first = words[0].text
    common = [name for name in rank if rank[name] < COMMON]
    near = max(common, key=lambda name: (similarity(first, name), -rank[name]))
    if min(len(first), len(near)) < SHORTEST or similarity(first, near) < NEAR_NAME:
        return ()
    return (Said(((near, HARDLY), (first, words[0].share)), words[0].place), *words[1:])


def _agreed(told: Sequence[Reading], length: int, among: int) -> Iterator[Said]:
    """The last words that the readings say, of so many readings."""
    for back in range(length, 0, -1):
        column = [heard[-back] for heard in told if len(heard) >= back]
        shares: dict[str, float] = defaultdict(float)
        for one in column:
            shares[one.text] += one.confidence * (1 if is_syllable(one.text) else NO_SYLLABLE) / among
        yield Said(tuple(sorted(shares.items(), key=lambda share: -share[1])), column[0].place)


def _is_surely_name(words: Sequence[Said]) -> bool:
    return (
        bool(words)
        and is_clear_name([word.text for word in words])
        and min(word.share for word in words) >= LEAST
        and mean(word.share for word in words) >= SURE
    )


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
