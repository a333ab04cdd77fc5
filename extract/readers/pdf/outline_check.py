"""Whether a page's fonts draw other letters than its text says: maps that lose marks or swap digits.

    glyphs ─▶ a letter of two heights · a digit without its holes · a blank with ink · Type 3 ─▶ bool

Nothing is drawn for it. It is no proof: the page's picture is read, and that decides (`repair.line_check`).
"""

from __future__ import annotations

from collections.abc import Iterator, Mapping

import numpy as np
import pypdfium2.raw as pdfium_c

from extract.readers.pdf.calls import count_in_outline, outline_of, segment_in_outline, segment_kind
from extract.readers.pdf.glyphs import Glyphs, Style

MARKABLE = frozenset("aeiouyAEIOUY")  # letters that marks of Vietnamese stand on
# Ems by which one letter of one font may differ in height; the lowest mark adds 0.2.
SAME_HEIGHT = 0.12
ASKED = 700  # letters looked at, spread over the page
CONTRADICTED = 2  # letters with two heights
# Outlines of a digit: itself and its holes. These four tell nearly every exchange of digits.
CONTOURS = {"8": (3,), "0": (2, 3), "1": (1,), "6": (2,)}
NAMELESS = 0.1  # of the letters in fonts without a name, which is Type 3: its glyphs are drawings of any kind
LOST = frozenset(
    (" ", "\ufffd")
)  # what a map makes of letters that it lacks; a blank without ink is no glyph
MOST_LOST = 0.01  # of the letters; signs and list marks of odd fonts are fewer


def contradicts(glyphs: Glyphs) -> bool:
    """Whether the letters of a page cannot be what they are said to be, or nothing but a drawing says it."""
    heights: dict[tuple[str, str], tuple[float, float]] = {}
    digits: dict[int, set[str]] = {}
    letters = nameless = lost = 0
    for text, style, ascent in _asked(glyphs):
        letters += 1
        nameless += not style.font
        lost += text in LOST
        if text in CONTOURS:
            digits.setdefault(style.handle, set()).add(text)
        elif text in MARKABLE and not style.turned:
            height = ascent / style.size
            least, most = heights.get((style.font, text), (height, height))
            heights[style.font, text] = min(least, height), max(most, height)
    if nameless > NAMELESS * letters or lost > MOST_LOST * letters:
        return True
    two = sum(most - least > SAME_HEIGHT for least, most in heights.values())
    return two >= CONTRADICTED or _misdraw(digits)


def _asked(glyphs: Glyphs) -> Iterator[tuple[str, Style, float]]:
    """Letters spread over the page: what it is, how it is written, how far it rises above the baseline."""
    at = np.flatnonzero(glyphs.place % max(glyphs.characters // ASKED, 1) == 0)
    ascents = (glyphs.baseline[at] - glyphs.edges[1][at]).tolist()
    for one, style, ascent in zip(at.tolist(), glyphs.style[at].tolist(), ascents, strict=True):
        yield glyphs.text[one], glyphs.styles[style], ascent


def _misdraw(digits: Mapping[int, set[str]]) -> bool:
    """Whether a font draws a digit that the page has with other holes than its own."""
    return any(
        _contours(font, digit) not in CONTOURS[digit] for font, held in digits.items() for digit in held
    )


def _contours(font: int, digit: str) -> int:
    """How many outlines a digit has in a font; those of the right one where the font has no outlines."""
    path = outline_of(font, ord(digit), 1.0)
    count = count_in_outline(path) if path else 0
    if count <= 0:
        return CONTOURS[digit][0]
    kinds = [segment_kind(segment_in_outline(path, index)) for index in range(count)]
    return kinds.count(pdfium_c.FPDF_SEGMENT_MOVETO)
