"""The characters of one PDF page as words and lines.

    Glyph (one character, `glyphs`) ─▶ Word ─▶ Line

Lines are made from positions, not from the order in which the file draws: words on one baseline, left to
right, cut where the gap is wide, so that two columns never share a line.
"""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Sequence
from typing import NamedTuple

from extract.core.geometry import Box, grouped
from extract.core.limits import LONGEST_WORD
from extract.core.line_cuts import cut_at_gaps
from extract.core.model import Line, Run, Word
from extract.readers.pdf.glyphs import Glyph

SAME_BASELINE = 0.35  # of the font size: holds superscripts (raised by a third), parts lines set solid
WORD_GAP = 0.2  # of the font size: a narrow space in Times is 0.25, kerning never exceeds 0.1


class Placed(NamedTuple):
    """A word with what is needed to put it on a line."""

    word: Word
    box: Box
    baseline: float
    size: float
    turned: bool


def lines_of(glyphs: Iterable[Glyph | None]) -> tuple[Line, ...]:
    """The lines of a page's glyphs (`glyphs_of`), from top to bottom, boxes in points of the upright page."""
    words = list(_words(glyphs))
    level = [word for word in words if not word.turned]
    turned = [word for word in words if word.turned]
    lines = [line for row in _rows(level) for line in _cut(row)]
    lines += [Line.of([word.word]) for word in turned]
    return tuple(lines)


def _words(glyphs: Iterable[Glyph | None]) -> Iterator[Placed]:
    held: list[Glyph] = []
    for glyph in glyphs:
        if held and (glyph is None or len(held) == LONGEST_WORD or _breaks(held[-1], glyph)):
            yield _word(held)
            held = []
        if glyph is not None:
            held.append(glyph)
    if held:
        yield _word(held)


def _breaks(before: Glyph, after: Glyph) -> bool:
    """Whether a new word begins between two neighbours of the content stream."""
    if before.style.turned or after.style.turned:
        return before.style.turned != after.style.turned
    size = max(before.style.size, after.style.size)
    gap = after.start - before.end
    backwards = after.start < before.start - WORD_GAP * size
    return gap > WORD_GAP * size or backwards or abs(after.baseline - before.baseline) > SAME_BASELINE * size


def _word(glyphs: Sequence[Glyph]) -> Placed:
    first = glyphs[0]
    alike = all(glyph.style is first.style for glyph in glyphs)
    largest = first if alike else max(glyphs, key=lambda glyph: glyph.style.size)
    x0, y0, x1, y1 = zip(*(glyph.edges for glyph in glyphs), strict=True)
    box = Box(min(x0), min(y0), max(x1), max(y1))
    text = "".join([glyph.text for glyph in glyphs])
    runs: tuple[Run, ...]
    if alike:
        runs, bold, italic = (Run(text, first.style.font),), first.style.bold, first.style.italic
    else:
        runs = Run.joined((glyph.text, glyph.style.font) for glyph in glyphs)
        bold = sum(glyph.style.bold for glyph in glyphs) * 2 > len(glyphs)
        italic = sum(glyph.style.italic for glyph in glyphs) * 2 > len(glyphs)
    word = Word.read(text, box, runs=runs, bold=bold, italic=italic)
    return Placed(word, box, largest.baseline, largest.style.size, largest.style.turned)


def _rows(words: Sequence[Placed]) -> list[list[Placed]]:
    """Words that stand on one baseline, each row left to right, rows from top to bottom."""
    rows = grouped(words, lambda word: (word.baseline, word.box.x0), _joins, among=4)
    return [sorted(row, key=lambda word: word.box.x0) for row in rows]


def _joins(row: Sequence[Placed], word: Placed) -> bool:
    """Whether a word stands on a row's baseline, which is that of the largest of its last words."""
    head = max(row[-8:], key=lambda other: other.size)
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
