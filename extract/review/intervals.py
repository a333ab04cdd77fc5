"""What a sample says of all documents: the share that is right, between which bounds, and if that is enough.

    (wrong, drawn, of all) ─▶ of_documents ┐
    Reviewed(wrong, read, whole) ... ─▶ of_characters ┴▶ Interval ─ asked ─▶ verdict · more

Bounds are Wilson's at 95 %: they hold where hardly anything is wrong, and where nothing is.
"""

from __future__ import annotations

import math
from collections.abc import Sequence
from dataclasses import dataclass
from enum import StrEnum
from statistics import NormalDist

SURE = 0.95
_Z = NormalDist().inv_cdf((1 + SURE) / 2)
# How alike the characters of one document are in being wrong (intraclass correlation): a bad page has many
# errors. A sample in which few are seen cannot tell, so that at least this is taken for true. In lines of 25
# documents against their transcripts the effect was 8, 17 and 54 (medians) with 5, 10 and 40 lines of each
# (200, 420 and 1,600 characters), which is 1 + ALIKE (characters - 1) with .037, .038 and .033.
ALIKE = 0.035
MOST = 10_000_000  # documents; no batch has more


class Verdict(StrEnum):
    """What is shown of what is asked for."""

    PASSED = "passed"
    NOT_PASSED = "not-passed"
    TOO_FEW = "too-few"


@dataclass(frozen=True, slots=True)
class Interval:
    """`right`: the share seen; `low`, `high`: its bounds, 0 to 1.

    `drawn` documents `of` so many (None: of very many), which tell as much as `effective` items that have
    nothing to do with each other.
    """

    right: float
    drawn: int
    effective: float
    of: int | None = None

    @property
    def low(self) -> float:
        """Lower bound."""
        return self._bounds[0]

    @property
    def high(self) -> float:
        """Upper bound."""
        return self._bounds[1]

    @property
    def _bounds(self) -> tuple[float, float]:
        return wilson(self.right, self.effective * _left(self.drawn, self.of))

    def verdict(self, asked: float) -> Verdict:
        """`asked`: the share, 0 to 1."""
        low, high = self._bounds
        if low >= asked:
            return Verdict.PASSED
        return Verdict.NOT_PASSED if high < asked else Verdict.TOO_FEW

    def more(self, asked: float) -> int | None:
        """How many more documents until it is shown whether it is so, when they are as these; None: never."""
        each = self.effective / self.drawn
        least, most = self.drawn, self.of or MOST

        def shows(drawn: int) -> bool:
            wider = Interval(self.right, drawn, each * drawn, self.of)
            return wider.verdict(asked) is not Verdict.TOO_FEW

        if not shows(most):
            return None
        while least < most:
            middle = (least + most) // 2
            least, most = (least, middle) if shows(middle) else (middle + 1, most)
        return least - self.drawn


@dataclass(frozen=True, slots=True)
class Reviewed:
    """Characters of one document: `wrong` of those that were `read` by a person, of all that it has."""

    wrong: int
    read: int
    whole: int


def of_documents(wrong: int, drawn: int, of: int | None = None) -> Interval:
    """A value of each document, right or wrong. ValueError when none was drawn.

    Of a batch of `of` documents the part that was drawn is known for sure (finite population): when all
    were, there is nothing to be unsure of.
    """
    if not drawn:
        raise ValueError("no document")
    return Interval((drawn - wrong) / drawn, drawn, drawn, of)


def of_characters(documents: Sequence[Reviewed]) -> Interval:
    """Characters in lines drawn of documents drawn. ValueError when no character was read.

    The share is a ratio estimator: each document counts as much as it has characters, however many of them
    were read. Its variance is that between documents (linearised, ultimate clusters), which holds that of
    the lines in it; so lines of one page are no independent witnesses. Wilson's bounds are taken with the
    effective number of characters (Korn and Graubard 1998; Dean and Pagano 2015), the fewer degrees of
    freedom of few documents by Student's t. Of one document alone nothing can be said of others: it counts
    as one character.
    """
    held = [one for one in documents if one.read and one.whole]
    if not held:
        raise ValueError("no character")
    all_read, whole = sum(one.read for one in held), sum(one.whole for one in held)
    wrong = sum(one.whole * _share(one) for one in held) / whole
    if len(held) == 1:
        return Interval(1 - wrong, 1, 1.0)
    spread = sum((one.whole * (_share(one) - wrong)) ** 2 for one in held)
    variance = spread * len(held) / (len(held) - 1) / whole**2
    alone = wrong * (1 - wrong) / all_read
    unequal = all_read * sum(one.whole**2 / one.read for one in held) / whole**2  # Kish 1965
    least = unequal * (1 + (all_read / len(held) - 1) * ALIKE)
    effect = max(variance / alone if alone else 0.0, least)
    fewer = (_Z / _student(len(held) - 1)) ** 2
    return Interval(1 - wrong, len(held), max(all_read / effect * fewer, 1.0))


def wilson(right: float, count: float) -> tuple[float, float]:
    """Bounds of a share that was seen in so many items (Wilson 1927). `count` may be infinite."""
    if math.isinf(count):
        return right, right
    middle = (right + _Z**2 / (2 * count)) / (1 + _Z**2 / count)
    half = _Z / (1 + _Z**2 / count) * math.sqrt(right * (1 - right) / count + _Z**2 / (4 * count**2))
    return max(middle - half, 0.0), min(middle + half, 1.0)


def _share(one: Reviewed) -> float:
    return min(one.wrong / one.read, 1.0)


def _left(drawn: int, of: int | None) -> float:
    """By how much more items tell when they are no small part of all."""
    if of is None:
        return 1.0
    return (of - 1) / (of - drawn) if drawn < of else math.inf


def _student(freedom: int) -> float:
    """Student's t at the same level, from the normal one (Fisher's series; within 4 % from two on)."""
    if freedom == 1:
        return math.tan(math.pi * SURE / 2)
    z = _Z
    first, second = (z**3 + z) / 4, (5 * z**5 + 16 * z**3 + 3 * z) / 96
    third = (3 * z**7 + 19 * z**5 + 17 * z**3 - 15 * z) / 384
    return z + first / freedom + second / freedom**2 + third / freedom**3
