"""Doubts about a text layer over an image, which only the page's picture can settle.

    Page, Verdict ─ its picture ─▶ print beside the text? · does a strip of it read alike? ─▶ Verdict

A text layer can be good and yet not the page's text: a typed stamp of sixty words on a scan, a page half
typed and half pasted as a picture, the numbers of a table that a scanner's program found, the text of
another sheet. So letters in the picture are counted beside the lines of text, and where there are many, or
where the text itself leaves doubt, a strip of the page is read and compared with it. Only PDF pages
with an image as large as the page come here; born-digital pages cost nothing.
"""

from __future__ import annotations

import re
from collections import Counter
from collections.abc import Sequence
from dataclasses import replace

import cv2
import numpy as np
from numpy.typing import NDArray

from diacritics.syllable import is_syllable, nfc, normalise_tone
from extract.core.geometry import POINTS, Box
from extract.core.model import Line, Origin, Page, Verdict
from extract.imaging import colour
from extract.imaging.colour import Grey, Picture
from extract.imaging.ink_boxes import pieces_of_ink
from extract.ocr.context import PageContext
from extract.ocr.page import DPI
from extract.repair.attempt import attempted
from extract.repair.verdict import judge
from schemas.catalogue import Message
from schemas.kinds import Kind

COUNT_DPI = 100.0  # a small letter of 12 points is 8 pixels high
LETTER_HEIGHTS = (2.5, 24.0)  # points, from the x of small print to headings
LONGEST = 60.0  # points: letters of a word that touch; rules and frames are longer
DARK = 0.62  # of the paper's grey: print is darker; watermarks and show-through are paler
AROUND = 4.0  # points around a line of text in which its print lies

# Letters beside the text over all letters of the page: nine scans with a signature's overlay 0.95-1.0,
# scans under whole layers 0-0.02 (0.08 and 0.13 with tables), born-digital pages 0.
BESIDE = 0.25
LEAST_LETTERS = 120  # about two lines; a seal and a signature break into 60 pieces
NEARLY_NONE = 0.1  # fewer beside the text: the text is all there is;
FEW_LETTERS = 20  # also so few on a page with next to nothing (a seal alone has more)

SURE_LEGAL = 0.85  # of a Vietnamese layer's words; other programs' good readings have more
STRIP_HEIGHT = 64.0  # points: four lines
SURE_WORD = 0.6  # confidence
PRINT_WORDS = 6  # sure legal words in a strip that make it text, not a figure
ALIKE = 0.5  # share of the strip's sure words that the layer has there when it is its text
BETTER = 0.12  # the strip's words are legal so much more often where the layer misread them

_WORD = re.compile(r"[^\W\d_]{2,}")

Places = NDArray[np.float64]  # letters x (x, y) in points from the page's top left
Numbers = tuple[tuple[str, float], ...]  # of a verdict


def needs_check(page: Page) -> bool:
    """Whether a page's verdict stands only until its picture was looked at."""
    layered = page.origin is Origin.TEXT_LAYER and page.has_image and bool(page.words)
    return layered and page.verdict.kind in (Kind.GOOD, Kind.LEGACY, Kind.IMAGE)


def settled(page: Page, context: PageContext) -> Page:
    """The page with its verdict looked at again, where its picture may tell another story."""
    return attempted(page, context, _judged_again, "page-not-compared") if needs_check(page) else page


def _judged_again(page: Page, context: PageContext) -> Page:
    return replace(page, verdict=_looked_at(page, context))


def _looked_at(page: Page, context: PageContext) -> Verdict:
    """The verdict after the page's picture was looked at."""
    places = letters(colour.print_of(_coarse(page, context)), COUNT_DPI)
    free = beside(places, page.lines)
    numbers = (*page.verdict.numbers, ("print-beside-text", round(len(free) / max(len(places), 1), 4)))
    if page.verdict.kind is Kind.IMAGE:
        return _of_little_text(page, len(free), len(places), numbers)
    many = len(free) >= LEAST_LETTERS and len(free) > BESIDE * len(places)
    if many and sum(map(is_syllable, _read(context, _densest(free)))) >= PRINT_WORDS:
        return Verdict(Kind.IMAGE, (Message.of("print-beside"),), numbers)
    if not _doubtful(page):
        return replace(page.verdict, numbers=numbers)
    top = _densest(places)
    return _compared(page, top, _read(context, top), numbers)


def _coarse(page: Page, context: PageContext) -> Picture:
    """The page's picture at COUNT_DPI; one that is likely to be read is drawn once, as it is read."""
    if page.verdict.kind is not Kind.IMAGE:
        return context.picture(COUNT_DPI)
    scale = COUNT_DPI / DPI
    small = cv2.resize(context.picture(DPI), None, fx=scale, fy=scale, interpolation=cv2.INTER_AREA)
    return np.asarray(small, np.uint8)


def _of_little_text(page: Page, free: int, letters: int, numbers: Numbers) -> Verdict:
    """The verdict on a page judged an image for its little text: that may be all that is printed there."""
    if free >= max(NEARLY_NONE * letters, FEW_LETTERS):
        return replace(page.verdict, numbers=numbers)
    alone = judge(replace(page, has_image=False))
    if alone.kind in (Kind.GOOD, Kind.LEGACY):
        return Verdict(alone.kind, (Message.of("all-its-print"),), numbers)
    return Verdict(Kind.GARBLED, alone.reasons, numbers)


def _read(context: PageContext, top: float) -> list[str]:
    """The sure words of the strip of the page that begins at `top` points."""
    return _sure(context.read(_strip(context.picture(DPI), top), DPI))


def letters(grey: Grey, dpi: float) -> Places:
    """The middles of what has the size of letters in the picture of a page."""
    paper = float(np.median(grey))
    ink = (grey < DARK * paper).astype(np.uint8)
    count, _, stats, middles = pieces_of_ink(ink)
    if count < 2:
        return np.zeros((0, 2))
    points = POINTS / dpi
    high, wide = stats[:, cv2.CC_STAT_HEIGHT] * points, stats[:, cv2.CC_STAT_WIDTH] * points
    sized = (high >= LETTER_HEIGHTS[0]) & (high <= LETTER_HEIGHTS[1]) & (wide <= LONGEST)
    sized[0] = False
    return np.asarray(middles[sized] * points)


def beside(places: Places, lines: Sequence[Line]) -> Places:
    """The letters that stand under no line of text."""
    free = np.ones(len(places), dtype=np.bool_)
    for box in (line.box for line in lines):
        if box is not None:
            free &= ~_within(places, box)
    return places[free]


def _within(places: Places, box: Box) -> NDArray[np.bool_]:
    x, y = places[:, 0], places[:, 1]
    inside: NDArray[np.bool_] = (
        (x > box.x0 - AROUND) & (x < box.x1 + AROUND) & (y > box.y0 - AROUND) & (y < box.y1 + AROUND)
    )
    return inside


def _densest(places: Places) -> float:
    """The top of the strip that holds most of these letters (points)."""
    tops = np.sort(places[:, 1]) - 2 * AROUND
    inside = [np.count_nonzero((places[:, 1] >= top) & (places[:, 1] < top + STRIP_HEIGHT)) for top in tops]
    return float(tops[int(np.argmax(inside))]) if len(tops) else 0.0


def _strip(picture: NDArray[np.uint8], top: float) -> Grey:
    scale = DPI / POINTS
    first = max(int(top * scale), 0)
    return np.ascontiguousarray(colour.print_of(picture)[first : first + int(STRIP_HEIGHT * scale)])


def _sure(lines: Sequence[Line]) -> list[str]:
    return [
        word
        for line in lines
        for read in line.words
        if read.confidence >= SURE_WORD
        for word in _WORD.findall(_alike(read.text))
    ]


def _alike(text: str) -> str:
    return normalise_tone(nfc(text)).lower()


def _doubtful(page: Page) -> bool:
    """Whether the text leaves doubt: many of its words are none, or it is not Vietnamese at all."""
    return dict(page.verdict.numbers).get("legal-syllables", 1.0) < SURE_LEGAL


def _compared(page: Page, top: float, read: list[str], numbers: Numbers) -> Verdict:
    """The verdict after a strip of the page was read: kept when the layer says the same there."""
    height = STRIP_HEIGHT + 2 * AROUND
    near = [line for line in page.lines if line.box and top - AROUND < line.box.centre[1] < top + height]
    own = [word for line in near for word in _WORD.findall(_alike(line.text))]
    if len(read) < PRINT_WORDS:
        return replace(page.verdict, numbers=numbers)
    agreed = (Counter(read) & Counter(own)).total() / len(read)
    numbers = (*numbers, ("quick-reading-agreement", round(agreed, 4)))
    gain = _share_legal(read) - _share_legal(own)
    if agreed < ALIKE or (agreed < SURE_LEGAL and gain > BETTER):
        return Verdict(Kind.GARBLED, (Message.of("other-words-found"),), numbers)
    return Verdict(page.verdict.kind, (*page.verdict.reasons, Message.of("quick-reading-agrees")), numbers)


def _share_legal(words: Sequence[str]) -> float:
    return sum(map(is_syllable, words)) / len(words) if words else 0.0
