"""The names that a row of a signature's block may say: found sign by sign along the recogniser's steps.

    Steps ─▶ beam over family name, middle and given names ─▶ candidates
    candidates, all readings of the row ─▶ how well each is read ─▶ Named(words, weight), the best first

A name begins with a family name; its other words are syllables, names that persons are given before others.
What a seal or a pen left before and behind it is junk, at a cost for each sign. A reading that says the name
well weighs more than one that hardly does, and what is no name at all stands against every name.
"""

from __future__ import annotations

import math
from collections import defaultdict
from collections.abc import Iterator, Sequence
from dataclasses import dataclass, replace
from functools import cache

import numpy as np
from numpy.typing import NDArray

from diacritics.syllable import inventory, spellings
from extract.form.person_names import NAME_WORDS
from extract.ocr.engine import Steps
from schemas import vocabulary

BEAM, SIGNS, FAINT = 24, 8, -9.0  # names kept at a step, signs tried there, the least log-probability
# Cost of a sign that belongs to no name, in nats: before the name seals leave ink, behind it hardly anything.
JUNK, JUNK_BEHIND = 1.0, 3.0
NO_NAME = 3.0  # cost of the row being no name at all: one stands under a title
RANKED = 0.5  # cost of a usual name, times the logarithm of its rank
RARE = 5.0  # cost of a syllable that is no usual name
SHORT, LONG = 3.0, 1.0  # cost of a name of two words, and of one of five
SOFT = 0.5  # of the nats of a reading that count: the network is surer than it is right
CANDIDATES = 8  # of each reading
NEVER = -1e9

Real = NDArray[np.float64]
State = tuple[float, float]  # log-probabilities of a prefix that ends with a blank, and with its last sign


@dataclass(frozen=True, slots=True)
class Named:
    """A name that the readings may say.

    `share` is its part of all that they may say together, `agreed` of what each of them says by itself:
    readings that disagree are no sure name, however usual one of the two is. Both from 0 to 1.
    """

    words: tuple[str, ...]
    share: float
    agreed: float


def names_said(readings: Sequence[Steps]) -> list[Named]:
    """The names that the readings may say, the likeliest first; what is missing to 1 is no name."""
    rows = [_Row.of(steps) for steps in readings]
    texts = sorted({text for row in rows for text in _candidates(row)})
    if not texts:
        return []
    costs = np.array([_cost(text) for text in texts])
    read = np.array([SOFT * row.read(texts)[0] for row in rows])
    none = np.array([[math.exp(-SOFT * row.junk - NO_NAME)] for row in rows])
    said = np.exp(read - costs)
    share = said.sum(axis=0) / (said.sum() + none.sum())
    trust = np.exp(read.max(axis=1, keepdims=True))
    each = said / (said.sum(axis=1, keepdims=True) + none)
    agreed = (trust * each).sum(axis=0) / trust.sum()
    found = [Named(tuple(texts[at].split()), float(share[at]), float(agreed[at])) for at in range(len(texts))]
    return sorted(found, key=lambda named: -named.share)


def where_said(words: Sequence[str], readings: Sequence[Steps]) -> tuple[int, float, float]:
    """Which of the readings says the name best, and from where to where, 0..1 of its width."""
    text = " ".join(words)
    rows = [_Row.of(steps) for steps in readings]
    best = max(range(len(rows)), key=lambda number: float(rows[number].read([text])[0][0]))
    row = rows[best]
    end, start = (int(one.read([said])[1][0]) for one, said in ((row, text), (row.reversed, text[::-1])))
    count = len(row.probs)
    return best, 1 - (start + 1) / count, (end + 1) / count


@dataclass(frozen=True, slots=True)
class _Row:
    """A reading: log-probabilities against the likeliest sign of each step, and where signs begin."""

    probs: Real
    numbers: dict[str, int]
    signs: Sequence[str]
    blank: int
    begun: Real  # how many signs begin before a step

    @classmethod
    def of(cls, steps: Steps) -> _Row:
        best = steps.log_probs.argmax(axis=1)
        begins = (best != steps.blank) & (best != np.concatenate(([steps.blank], best[:-1])))
        probs = (steps.log_probs - steps.log_probs.max(axis=1, keepdims=True)).astype(np.float64)
        numbers = {sign: number for number, sign in enumerate(steps.signs)}
        return cls(probs, numbers, steps.signs, steps.blank, np.concatenate(([0], np.cumsum(begins))))

    @property
    def reversed(self) -> _Row:
        """The same from right to left."""
        return replace(self, probs=self.probs[::-1], begun=self.begun[-1] - self.begun[::-1])

    @property
    def junk(self) -> float:
        """What it costs that there is no name."""
        return JUNK * float(self.begun[-1])

    def before(self, step: int) -> float:
        """What it costs that all steps before this one are junk."""
        return JUNK * float(self.begun[step])

    def behind(self, step: int) -> float:
        """What it costs that all steps from this one on are junk."""
        return JUNK_BEHIND * float(self.begun[-1] - self.begun[step])

    def read(self, texts: Sequence[str]) -> tuple[Real, Real]:
        """How well the row says each text somewhere, all else being junk, and at which step it ends."""
        ends = np.array([2 * len(text) - 2 for text in texts])
        labels = np.full((len(texts), int(ends.max()) + 1), self.blank)
        for row, text in enumerate(texts):
            labels[row, : ends[row] + 1 : 2] = [self.numbers[sign] for sign in text]
        skips = np.full(labels.shape, NEVER)  # from a sign to the next one without a blank between
        skips[:, 2::2] = np.where(labels[:, 2::2] != labels[:, :-2:2], 0.0, NEVER)
        held, best = np.full(labels.shape, NEVER), np.full(len(texts), NEVER)
        at = np.zeros(len(texts))
        for step, probs in enumerate(self.probs):
            came = np.full((2, *labels.shape), NEVER)
            came[0, :, 1:], came[1, :, 2:] = held[:, :-1], held[:, :-2]
            came[0, :, 0] = -self.before(step)
            held = np.logaddexp(held, np.logaddexp(came[0], came[1] + skips)) + probs[labels]
            now = held[np.arange(len(texts)), ends] - self.behind(step + 1)
            at[now > best] = step
            best = np.maximum(best, now)
        return best, at


def _candidates(row: _Row) -> list[str]:
    """The names that a beam along the steps finds."""
    beam: dict[str, State] = {}
    found: dict[str, float] = {}
    for step, probs in enumerate(row.probs):
        beam = _stepped(beam, row, step, probs)
        for text, state in beam.items():
            if _is_whole(text):
                sure = SOFT * (_add(*state) - row.behind(step + 1)) - _cost(text)
                found[text] = max(found.get(text, NEVER), sure)
    return sorted(found, key=lambda text: -found[text])[:CANDIDATES]


def _stepped(beam: dict[str, State], row: _Row, step: int, probs: Real) -> dict[str, State]:
    """The beam one step further."""
    likely = [n for n in np.argsort(probs)[: -SIGNS - 1 : -1].tolist() if probs[n] > FAINT and n != row.blank]
    grown: dict[str, list[float]] = defaultdict(lambda: [NEVER, NEVER])
    for text, (blank, sign) in beam.items():
        own = grown[text]
        own[0] = _add(own[0], _add(blank, sign) + probs[row.blank])
        own[1] = _add(own[1], sign + probs[row.numbers[text[-1]]])
        for number in likely:
            new = row.signs[number]
            if _may_follow(text, new):
                came = blank if new == text[-1] else _add(blank, sign)
                grown[text + new][1] = _add(grown[text + new][1], came + probs[number])
    for number in likely:
        if _may_follow("", new := row.signs[number]):
            grown[new][1] = _add(grown[new][1], probs[number] - row.before(step))
    best = sorted(grown, key=lambda text: -_add(*grown[text]))[:BEAM]
    return {text: (grown[text][0], grown[text][1]) for text in best}


def _add(a: float, b: float) -> float:
    high, low = (a, b) if a > b else (b, a)
    return high + math.log1p(math.exp(low - high)) if low > NEVER else high


def _may_follow(text: str, sign: str) -> bool:
    """Whether a name that begins with the text may go on with the sign."""
    words = text.split(" ")
    if sign == " ":
        return len(words) < NAME_WORDS[1] and _is_word(words[-1], first=len(words) == 1)
    if sign.isupper() == bool(words[-1]):
        return False
    return (words[-1] + sign.lower()).lower() in _begun(first=len(words) == 1)


def _is_whole(text: str) -> bool:
    words = text.split(" ")
    return len(words) >= NAME_WORDS[0] and _is_word(words[-1], first=False)


def _is_word(word: str, *, first: bool) -> bool:
    return word in vocabulary.surnames() if first else word.lower() in _syllables()


def _cost(text: str) -> float:
    """What speaks against a name before it is read."""
    first, *others = text.split(" ")
    usual, most = _usual(), NAME_WORDS[1]
    words = sum(RANKED * math.log1p(usual[word]) if word in usual else RARE for word in others)
    length = SHORT if len(others) == 1 else LONG if len(others) == most - 1 else 0.0
    return RANKED * math.log1p(vocabulary.surnames()[first]) + words + length


@cache
def _usual() -> dict[str, int]:
    """Names behind the family name, and their rank; family names stand there too."""
    names = (*vocabulary.signing_words("given_names"), *vocabulary.surnames())
    return {name: rank for rank, name in enumerate(dict.fromkeys(names))}


@cache
def _syllables() -> frozenset[str]:
    return frozenset((*inventory(), *spellings()))


@cache
def _begun(*, first: bool) -> frozenset[str]:
    """All beginnings of family names, or of syllables."""
    words: Iterator[str] = (name.lower() for name in vocabulary.surnames()) if first else iter(_syllables())
    return frozenset(word[:end] for word in words for end in range(1, len(word) + 1))
