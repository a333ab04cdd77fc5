"""One line of print cut out of a page's picture, in the scale that the digit reader sees.

page picture ─▶ View (level, grey) ─▶ strip between two words ─▶ Strip(normalised line, way back to points)
"""

from __future__ import annotations

import re
from collections.abc import Iterable
from dataclasses import dataclass
from functools import cache
from statistics import median

import cv2
import numpy as np

from diacritics.syllable import skeleton
from extract.core.model import Word
from extract.imaging import colour
from extract.imaging.colour import Grey, Picture
from extract.ocr.handwriting import digit_network

POINTS = 72.0  # an inch
USUAL_EM = 13.0  # points, where a page has no plain word to measure
# What of an em Times takes: small letters, capitals and ascenders, capitals with marks; and below the line.
LOW, HIGH, TOWER, DEEP = 0.46, 0.68, 0.9, 0.22
TWO_MARKS = "ốồổỗấầẩẫắằẳẵếềểễ"
DESCENDING = re.compile(r"[gpqyj,;()/]")
SMALLEST = 8  # columns of a line, and rows of the picture that it is made of


@dataclass(frozen=True, slots=True)
class View:
    """The level picture and how points on the page lead to its pixels."""

    grey: Grey
    scale: float  # pixels a point
    left: float  # points of the picture's left edge on the page
    top: float


@dataclass(frozen=True, slots=True)
class Strip:
    """A normalised line and where it lies."""

    line: Grey  # digits.HEIGHT rows
    left: float  # points on the page
    column: float  # points that one column is wide


def view_of(picture: Picture, dpi: float, frame: tuple[float, float], turns: int, skew: float) -> View:
    """A page's picture as it was turned for reading; `frame` is the turned page's width and height in points.

    Grey, not the colour maximum that print is read from: that fades blue ink.
    """
    grey = np.asarray(cv2.cvtColor(picture, cv2.COLOR_RGB2GRAY), np.uint8)
    turned = colour.quarter_turns(grey, turns) if turns else grey
    level = colour.deskew(turned, skew) if skew else turned
    scale = dpi / POINTS
    (high, wide), (width, height) = level.shape, frame
    return View(level, scale, (width - wide / scale) / 2, (height - high / scale) / 2)


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
    return bool(word.box and re.fullmatch(r"[^\W\d_]+[,.:]?", word.text))


def font_size(word: Word) -> float:
    """The font size in points that the height of a word's box tells."""
    height = word.box.height if word.box else 0.0
    return height / expected_height(word.text)


def expected_height(text: str) -> float:
    """How high a text is in print, from its lowest to its highest ink, in ems."""
    return max(_height(sign) for sign in text) + _depth(text)


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


def strip(view: View, left: float, right: float, foot: float, em: float) -> Strip | None:
    """The line standing on `foot` between two sides (points); None where the picture is too small."""
    shrink = em * view.scale / digit_network.EM  # pixels that one column shows
    base = (foot - view.top) * view.scale
    top, bottom = (
        base - digit_network.BASELINE * shrink,
        base + (digit_network.HEIGHT - digit_network.BASELINE) * shrink,
    )
    height, width = view.grey.shape
    x0 = max(round((left - view.left) * view.scale), 0)
    x1 = min(round((right - view.left) * view.scale), width)
    part = view.grey[max(round(top), 0) : max(round(bottom), 0), x0 : max(x1, x0)]
    if min(part.shape) < SMALLEST:
        return None
    above, below = max(-round(top), 0), max(round(bottom) - height, 0)
    whole = cv2.copyMakeBorder(part, above, below, 0, 0, cv2.BORDER_REPLICATE)
    size = max(round(part.shape[1] / shrink), SMALLEST), digit_network.HEIGHT
    how = cv2.INTER_AREA if shrink > 1 else cv2.INTER_CUBIC
    line = digit_network.normalised(np.asarray(cv2.resize(whole, size, interpolation=how), np.uint8))
    return Strip(line, x0 / view.scale + view.left, shrink / view.scale)
