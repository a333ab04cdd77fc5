"""Quốc hiệu and tiêu ngữ, or the party's name in their place, found in a line however it was read.

    words of a line ─▶ where the motto stands among them, if it does

Nghị định 30/2020/NĐ-CP, Phụ lục I, phần II, mục 1; for the Party Hướng dẫn 36-HD/VPTW (2018).
"""

from __future__ import annotations

from collections.abc import Sequence
from functools import cache, lru_cache

from rapidfuzz import fuzz

from extract.core.model import Word
from extract.form.folding import fold_words, is_capitals
from schemas import vocabulary

# Similarity from which a run of words is the motto: OCR without Vietnamese still gives 72 and more,
# the nearest other header line ("ỦY BAN NHÂN DÂN TỈNH ...") stays under 50.
SIMILAR = 70
# The party's name is so short that an agency's is near it: "LAO ĐỘNG VIỆT NAM" gives 74, and the name read
# with three letters wrong 86.
SHORT, SIMILAR_SHORT = 30, 80  # letters
LONGEST_MOTTO = 12  # words: eight, and some broken apart


@cache
def _in_capitals() -> tuple[str, ...]:
    """The mottoes printed in capitals, folded."""
    return tuple(fold_words(motto) for motto in vocabulary.mottoes() if motto.isupper())


@cache
def _slogan() -> str:
    return fold_words(vocabulary.slogan())


def motto_span(words: Sequence[Word]) -> tuple[int, int] | None:
    """Where quốc hiệu, tiêu ngữ or the party's name stand among the words, as a half-open range."""
    return _span(tuple(word.text for word in words))


@lru_cache(maxsize=4096)  # a line is asked for by layout, by its tables and by the fields
def _span(words: tuple[str, ...]) -> tuple[int, int] | None:
    folded = [fold_words(word) for word in words]
    whole, targets = " ".join(folded), (*_in_capitals(), _slogan())
    if not any(fuzz.partial_ratio(target, whole, score_cutoff=SIMILAR) for target in targets):
        return None
    best: tuple[float, int, int] = (SIMILAR, 0, 0)
    for start in range(len(words)):
        for end in range(start + 1, min(len(words), start + LONGEST_MOTTO) + 1):
            best = max(best, (_motto_score(words[start:end], " ".join(folded[start:end])), start, -end))
    return (best[1], -best[2]) if best[2] else None


def _motto_score(words: Sequence[str], folded: str) -> float:
    upper = is_capitals(" ".join(words))
    targets = _in_capitals() if upper else (_slogan(),)
    seen = " ".join(folded.split())
    scores = ((fuzz.ratio(seen, target), upper and len(target) < SHORT) for target in targets)
    return max((score for score, short in scores if not short or score >= SIMILAR_SHORT), default=0.0)


def is_motto(words: Sequence[Word]) -> bool:
    """Whether the line is hardly more than the motto."""
    span = motto_span(words)
    return span is not None and span[1] - span[0] >= len(words) - 1
