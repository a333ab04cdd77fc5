"""How large print is, told by the boxes of its words."""

from __future__ import annotations

import re
from collections.abc import Iterable
from functools import cache, lru_cache
from statistics import median

from diacritics.syllable import skeleton
from extract.core.model import Word

USUAL_EM = 13.0  # points, where a page has no plain word to measure
# What of an em Times takes: small letters, capitals and ascenders, capitals with marks; and below the line.
LOW, HIGH, TOWER, DEEP = 0.46, 0.68, 0.9, 0.22
TWO_MARKS = "ốồổỗấầẩẫắằẳẵếềểễ"
DESCENDING = re.compile(r"[gpqyj,;()/]")
LETTERS = re.compile(r"[^\W\d_]+[,.:]?")
# Texts remembered: seven steps of a page measure its words.
KNOWN = 1 << 14


def usual_size(page: Iterable[Word]) -> float:
    """The font size in points of most of a page's words."""
    return median([font_size(word) for word in page if is_plain(word)] or [USUAL_EM])


def stand(words: Iterable[Word], usual: float) -> tuple[float, float]:
    """The line that words stand on, from the top of the page, and their font size, both in points.

    The size keeps near `usual`, that of the page: what is written into a word makes its box too high.
    """
    boxed = [word for word in words if word.box and word.text]
    plain = [word for word in boxed if is_plain(word)] or boxed
    em = min(max(median(font_size(word) for word in plain), 0.8 * usual), 1.15 * usual)
    return median(word.box.y1 - _depth(word.text) * em for word in plain if word.box), em


def is_plain(word: Word) -> bool:
    """Whether a word with a box is letters alone."""
    return word.box is not None and _is_letters(word.text)


@lru_cache(KNOWN)
def _is_letters(text: str) -> bool:
    return LETTERS.fullmatch(text) is not None


def font_size(word: Word) -> float:
    """The font size in points that the height of a word's box tells."""
    height = word.box.height if word.box else 0.0
    return height / expected_height(word.text)


@lru_cache(KNOWN)
def expected_height(text: str) -> float:
    """How high a text is in print, from its lowest to its highest ink, in ems."""
    return max(_height(sign) for sign in text) + _depth(text)


@lru_cache(KNOWN)
def _depth(text: str) -> float:
    return DEEP if DESCENDING.search(skeleton(text)) else 0.0


@cache
def _height(sign: str) -> float:
    """How high a letter rises above its line, in ems."""
    bare = skeleton(sign)
    if sign in TWO_MARKS or (bare.isupper() and sign not in {bare, "Đ"}):
        return TOWER
    if bare.isupper() or bare.isdigit() or bare != sign or bare in "bdfhklt":
        return HIGH
    return LOW
