"""The characters of one PDF page as words and lines.

    Glyphs (`glyphs`) ─▶ Word ─▶ Line

Lines are made from positions, not from the order in which the file draws: words on one baseline, left to
right, cut where the gap is wide, so that two columns never share a line.
"""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from itertools import pairwise
from operator import attrgetter
from typing import NamedTuple

import numpy as np
from numpy.typing import NDArray

from extract.core.geometry import Box, grouped
from extract.core.limits import LONGEST_WORD
from extract.core.line_cuts import cut_at_gaps
from extract.core.model import Line, Run, Word
from extract.readers.flow import POWER
from extract.readers.pdf.glyphs import Glyphs, Style

SAME_BASELINE = 0.35  # of the font size: holds superscripts (raised by a third), parts lines set solid
RAISED, SMALL = 0.15, 0.85  # of the font size: superscripts of Word stand 0.33 up and are 0.58 to 0.66 high
WORD_GAP = 0.2  # of the font size: a narrow space in Times is 0.25, kerning never exceeds 0.1


class Placed(NamedTuple):
    """A word with what is needed to put it on a line."""

    word: Word
    box: Box
    baseline: float
    size: float
    turned: bool


def lines_of(glyphs: Glyphs) -> tuple[Line, ...]:
    """The lines of a page's glyphs, from top to bottom, boxes in points of the upright page."""
    words = list(_words(glyphs)) if glyphs.text else []
    level = [word for word in words if not word.turned]
    turned = [word for word in words if word.turned]
    lines = [line for row in _rows(level) for line in _cut(row)]
    lines += [Line.of([word.word]) for word in turned]
    return tuple(lines)


def _words(glyphs: Glyphs) -> Iterator[Placed]:
    """The words in content order."""
    borders = [0, *(np.flatnonzero(_breaks(glyphs)) + 1).tolist(), len(glyphs.text)]
    starts = [at for start, end in pairwise(borders) for at in range(start, end, LONGEST_WORD)]
    x0, y0, x1, y1 = glyphs.edges
    edges = zip(
        np.minimum.reduceat(x0, starts).tolist(),
        np.minimum.reduceat(y0, starts).tolist(),
        np.maximum.reduceat(x1, starts).tolist(),
        np.maximum.reduceat(y1, starts).tolist(),
        strict=True,
    )
    first, last = (extreme.reduceat(glyphs.style, starts).tolist() for extreme in (np.minimum, np.maximum))
    baselines = glyphs.baseline[starts].tolist()
    spans = pairwise([*starts, len(glyphs.text)])
    for span, box, least, most, baseline in zip(spans, edges, first, last, baselines, strict=True):
        if least == most:
            yield _word(glyphs.text[slice(*span)], Box(*box), glyphs.styles[least], baseline)
        else:
            yield _mixed(glyphs, span, Box(*box))


def _breaks(glyphs: Glyphs) -> NDArray[np.bool_]:
    """Between which neighbours of the content stream a new word begins."""
    turned = glyphs.of_style(lambda style: style.turned)
    before, after = turned[:-1], turned[1:]
    size = glyphs.of_style(lambda style: style.size)
    size = np.maximum(size[:-1], size[1:])
    gap = glyphs.start[1:] - glyphs.end[:-1] > WORD_GAP * size
    backwards = glyphs.start[1:] < glyphs.start[:-1] - WORD_GAP * size
    lifted = np.abs(np.diff(glyphs.baseline)) > SAME_BASELINE * size
    apart = np.where(before + after > 0, before != after, gap | backwards | lifted)
    breaks: NDArray[np.bool_] = apart | (np.diff(glyphs.place) > 1)
    return breaks


def _word(text: str, box: Box, style: Style, baseline: float) -> Placed:
    """A word in one style."""
    word = Word.read(text, box, runs=(Run(text, style.font),), bold=style.bold, italic=style.italic)
    return Placed(word, box, baseline, style.size, style.turned)


def _mixed(glyphs: Glyphs, span: tuple[int, int], box: Box) -> Placed:
    """A word in several styles: most of its letters say whether it is bold, the largest where it stands."""
    at = range(*span)
    styles = [glyphs.styles[one] for one in glyphs.style[slice(*span)]]
    letters = [POWER * (one > span[0] and _is_power(glyphs, one)) + glyphs.text[one] for one in at]
    text = "".join(letters)
    runs = Run.joined((letter, style.font) for letter, style in zip(letters, styles, strict=True))
    bold = sum(style.bold for style in styles) * 2 > len(styles)
    italic = sum(style.italic for style in styles) * 2 > len(styles)
    largest = max(range(len(styles)), key=lambda one: styles[one].size)
    word = Word.read(text, box, runs=runs, bold=bold, italic=italic)
    baseline = float(glyphs.baseline[at[largest]])
    return Placed(word, box, baseline, styles[largest].size, styles[largest].turned)


def _is_power(glyphs: Glyphs, at: int) -> bool:
    """Whether a digit is a small one, raised after a digit: the two together would be another number."""
    if not glyphs.text[at - 1 : at + 1].isdigit():
        return False
    size = glyphs.styles[glyphs.style[at - 1]].size
    lifted = float(glyphs.baseline[at - 1] - glyphs.baseline[at]) > RAISED * size
    return lifted and bool(glyphs.styles[glyphs.style[at]].size < SMALL * size)


def _rows(words: Sequence[Placed]) -> list[list[Placed]]:
    """Words that stand on one baseline, each row left to right, rows from top to bottom."""
    rows = grouped(words, lambda word: (word.baseline, word.box.x0), _joins, among=4)
    return [sorted(row, key=lambda word: word.box.x0) for row in rows]


def _joins(row: Sequence[Placed], word: Placed) -> bool:
    """Whether a word stands on a row's baseline, which is that of the largest of its last words."""
    head = max(row[-8:], key=attrgetter("size"))
    near = abs(head.baseline - word.baseline) <= SAME_BASELINE * max(head.size, word.size)
    return near and not _overprints(row, word)


def _overprints(row: Sequence[Placed], word: Placed) -> bool:
    """Whether the word stands over another one of the row (a stamp's text over the body)."""
    for other in row:
        if other.box.x1 <= word.box.x0 or other.box.x0 >= word.box.x1:
            continue
        shared = min(other.box.x1, word.box.x1) - max(other.box.x0, word.box.x0)
        if shared > 0.5 * min(other.box.width, word.box.width):
            return True
    return False


def _cut(row: Sequence[Placed]) -> list[Line]:
    return cut_at_gaps([word.word for word in row], max(word.size for word in row))
