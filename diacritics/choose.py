"""Which channel each line of a text came through: stripped, read by a recogniser, or good as it is.

lines ─ words by kind ─▶ score of each channel for each line ─ cheapest path ─▶ a channel for each line

Channels are hidden states, lines what they emit (a hidden Markov model, path by Viterbi 1967): a line
with many words speaks for itself, a short one goes with its neighbours, and one bare heading does not
turn a good text into a stripped one. Words speak by their kind (with a letter only Vietnamese has, legal
but for marks, ...); a word without marks also by how often Vietnamese writes it so: "trong" says
nothing, "cua" is nearly always "của". A foreign language is known by its small words, a recogniser that
nobody knows by words that are neither Vietnamese nor of a language.
"""

from __future__ import annotations

import re
from collections.abc import Sequence
from functools import lru_cache
from math import exp, log
from types import MappingProxyType

import numpy as np
from numpy.typing import NDArray

from diacritics import language_model, tokens
from diacritics.channel.edit_model import looks
from diacritics.decoding.candidates import OWN_LETTER
from diacritics.parts import is_legal_skeleton
from diacritics.small_words import SMALL_WORDS
from diacritics.syllable import is_syllable, skeleton

NONE = "none"

# Share of each kind of word in small letters. Measured on 89,000 words of good Vietnamese and the same
# stripped, 91,000 that Tesseract read as English, 98,000 of twelve other languages (Spanish, French,
# Italian and Portuguese; the others), 8,300 of five layers of scanners' programs that nobody knows (one of
# them, badly read, counts as much as the others). What Tesseract reads as Vietnamese is told only where it is
# bad: where more than one word in fifty has Vietnamese letters and is no syllable.
_STATES = (NONE, "romance", "foreign", "stripped", "english-ocr", "unknown-ocr", "vietnamese-ocr")
_GOOD = (NONE, "romance", "foreign")
_CHANNELS = MappingProxyType({**dict.fromkeys(_GOOD, NONE), "unknown-ocr": "english-ocr"})
_SHARES = {
    "own": (0.60, 2e-4, 2e-4, 2e-4, 5e-4, 2e-3, 0.58),  # legal, with a letter only Vietnamese has: người
    "own, illegal": (5e-4, 2e-4, 2e-4, 1e-4, 5e-4, 2e-4, 0.03),  # ngườí
    "marked": (0.27, 0.015, 2e-3, 5e-4, 0.075, 5e-3, 0.27),  # legal, with marks that others have too: là
    "marked, illegal": (2e-4, 2e-3, 3e-3, 5e-4, 0.095, 2e-3, 6e-3),  # legal but for its marks: trién
    "marked, foreign": (5e-4, 0.12, 0.12, 5e-4, 0.037, 2e-3, 5e-4),  # größer
    "plain": (0.12, 0.22, 0.10, 0.71, 0.50, 0.40, 0.12),  # legal as it stands: trong
    "bare": (5e-4, 6e-3, 0.025, 0.28, 0.11, 0.13, 2e-3),  # legal with marks only: hoach
    "small": (1e-3, 0.15, 0.24, 2e-4, 5e-4, 3e-3, 3e-4),  # what other languages have most: with, für
    "foreign": (5e-3, 0.47, 0.51, 5e-3, 0.14, 0.31, 6e-3),  # report
    "signs": (5e-4, 5e-4, 5e-4, 5e-4, 0.034, 0.10, 5e-3),  # s6, nghi¢p
    "mixed": (2e-3, 0.012, 0.014, 2e-3, 5e-3, 0.015, 2e-3),  # H2O
}
_LOG = MappingProxyType({kind: np.log(shares) for kind, shares in _SHARES.items()})
_PLAIN_STRIPPED = log(_SHARES["plain"][_STATES.index("stripped")])
_LIKE_GOOD = [_STATES.index(NONE), _STATES.index("vietnamese-ocr")]
_RAREST = _PLAIN_STRIPPED + log(1e-3)  # a word that is hardly ever written without marks

_WORD = re.compile(r"[\w¢€@&$§£¥©®]{2,}")
# Addresses, and what programs are written in: $name, a_name, x=1, <b>, f(), a::b, v4.3.
_ADDRESS = r"\S@\w|\w://|www\.|\w\.(?:vn|com|net|org|gov|edu)\b"
_NOT_TEXT = re.compile(rf"{_ADDRESS}|(?<!\w)[$@&%]\w|[_{{}}=\\<>\[\]]|\(\)|::|\w\d+\.\d", re.IGNORECASE)
_GLUED = re.compile(r"[\d_&]|(?<=[^\W\d_A-ZĐ])[A-ZĐ]")  # ngày05, caHải, ĐT&KT: what stood apart, not misread
_ABBREVIATION_LETTERS = 7
_IN_CAPITALS = 0.5  # weight of a word in capitals
_NAME = 0.15  # of a word with a capital beside another one: "Nguyen Van An" may be written so anywhere
_SWITCH = 6.0  # nats that a change of channel costs: two words that are legal only with marks
_LANGUAGE = 2.0  # that a foreign line in good text costs
_BAD = 4.0  # more for what a recogniser of Vietnamese misread: it is told from good text by few words
_SAME_TEXT = 6.0  # more from stripped to misread and back: a recogniser reads some lines without a slip
_START = 4.0  # that a text costs which is not good

Scores = NDArray[np.float64]


def choose(lines: Sequence[str], misread: NDArray[np.float64] | None = None) -> list[str]:
    """The channel of each line, "none" for what is good, foreign, or nothing to tell by.

    `misread`: how much likelier a recogniser of Vietnamese makes each line than an author, by what its
    letters do not tell (`slips`), in nats; shape (lines,).
    """
    scores = [score(line) for line in lines]
    if misread is not None:
        for own, likelier in zip(scores, misread, strict=True):
            own[_STATES.index("vietnamese-ocr")] += likelier
    path = _path(scores)
    return [_CHANNELS.get(_STATES[state], _STATES[state]) for state in path]


def score(line: str) -> Scores:
    """Log likelihood of the line's words in each state, shape (states,)."""
    if _NOT_TEXT.search(line):
        line = " ".join(part for part in line.split() if not _NOT_TEXT.search(part))
    words = [word for word in _WORD.findall(line) if word.isalpha() or any(map(str.isalpha, word))]
    capital = [False, *(word[0].isupper() for word in words), False]
    beside = zip(words, capital, capital[2:], strict=False)
    weights = [1.0 if word[0].islower() else _weight(word, a or b) for word, a, b in beside]
    if not words:
        return np.zeros(len(_STATES))
    total: Scores = np.dot(weights, [_of_word(word) for word in words])
    return total


def _weight(word: str, beside: bool) -> float:
    """`beside`: whether a word next to it has a capital."""
    if word.isupper():
        short = all(len(part) <= _ABBREVIATION_LETTERS for part in word.split("&"))
        return 0.0 if short and not is_legal_skeleton(word) else _IN_CAPITALS
    return _NAME if beside and word[0].isupper() else 1.0


@lru_cache(maxsize=1 << 16)
def _of_word(word: str) -> Scores:
    kind = _kind(word)
    scores: Scores = _LOG[kind]
    if kind == "plain":
        scores = scores.copy()
        scores[_LIKE_GOOD] = max(_PLAIN_STRIPPED + log(_share_without_marks(word)), _RAREST)
    return scores


def _kind(word: str) -> str:
    if word in SMALL_WORDS:
        return "small"
    legal = is_syllable(word)
    if OWN_LETTER.search(word):
        return "own" if legal else "mixed" if _GLUED.search(word) else "own, illegal"
    bare = is_legal_skeleton(looks(word))
    if not word.isalpha():
        return "signs" if bare else "mixed"
    if word.isascii():
        return "plain" if legal else "bare" if bare else "foreign"
    return "marked" if legal else "marked, illegal" if bare else "marked, foreign"


def _share_without_marks(word: str) -> float:
    """Of all syllables with this skeleton, by frequency, the share of the one without marks (0..1)."""
    model = language_model.load()
    number = model.numbers.get(tokens.classify(word))
    if number is None:
        return 0.0 + exp(_RAREST)
    alike = _syllables()[skeleton(word).lower()]
    total = sum(exp(float(model.unigram[other])) for other in alike)
    return max(exp(float(model.unigram[number])) / total, exp(_RAREST))


@lru_cache(maxsize=1)
def _syllables() -> dict[str, list[int]]:
    return language_model.syllables_by_skeleton(language_model.load())


def _path(scores: Sequence[Scores]) -> list[int]:
    """The states whose scores, less what changing costs, add up to most; a tie goes to the better."""
    cost = np.full((len(_STATES), len(_STATES)), _SWITCH)
    good = len(_GOOD)
    cost[:good, :good] = _LANGUAGE
    cost[-1] += _BAD
    bare, misread, unknown = map(_STATES.index, ("stripped", "english-ocr", "unknown-ocr"))
    cost[[bare, misread, bare, unknown], [misread, bare, unknown, bare]] += _SAME_TEXT
    cost[[misread, unknown], [unknown, misread]] = _LANGUAGE
    np.fill_diagonal(cost, 0.0)
    best = np.array([0.0] * good + [-_START] * (len(_STATES) - good))
    came_from = []
    for own in scores:
        moved = best[None, :] - cost  # [to, from]
        came_from.append(moved.argmax(axis=1))
        best = moved.max(axis=1) + own
    path: list[int] = []
    state = int(best.argmax())
    for step in reversed(came_from):
        path.append(state)
        state = int(step[state])
    return path[::-1]
