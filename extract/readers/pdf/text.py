"""The characters of one PDF page as words and lines.

    pdfium text page ─▶ Glyph (one character, its place, its font) ─▶ Word ─▶ Line

The characters are kept as the file gives them: soft hyphens, C1 controls and unknown signs are letters in
the Vietnamese 8-bit encodings, so nothing is cleaned here. Where a PDF calls a letter's glyph a hyphen, a
minus or a dot (TCVN3's ư and ã), the glyph's shape shows it and its byte is put back (`_true_code`).

Lines are made from positions, not from the order in which the file draws: words on one baseline, left to
right, cut where the gap is wide, so that two columns never share a line.
"""

from __future__ import annotations

import ctypes
import math
import re
from collections import Counter
from collections.abc import Container, Iterator, Sequence
from dataclasses import dataclass, replace
from typing import Any, NamedTuple

import pypdfium2.raw as pdfium_c

from extract.core.geometry import Box, grouped
from extract.core.limits import LONGEST_WORD
from extract.core.line_cuts import cut_at_gaps
from extract.core.model import Line, Run, Word

SUBSET = re.compile(r"^[A-Z]{6}\+")
BOLD_NAME = re.compile(r"bold|black|heavy|demi", re.IGNORECASE)
ITALIC_NAME = re.compile(r"italic|oblique", re.IGNORECASE)
FLAG_ITALIC = 1 << 6  # ISO 32000-1, table 123: font descriptor flags
FLAG_FORCE_BOLD = 1 << 18  # pdfium's font weight is guessed from the stem: .VnTime regular has 625

NO_INK = (
    0.05  # points: pdfium gives a space a box of its advance by 0.013; U+00A0 with ink is a letter (VISCII)
)
# Bytes 0xAD and 0xB7 come out under the names of their Latin glyphs; pdfium writes U+0002 for a hyphen at a
# line's end. Hyphens in text faces are a third of an em wide (Verdana 0.45) and a tenth high; ư is 0.55 wide.
MISNAMED = {0x02: 0xAD, 0x2D: 0xAD, 0x2212: 0xAD, 0x2219: 0xB7}
LETTER_HEIGHT = 0.3  # of the font size
LETTER_WIDTH = 0.48
FLAG_FIXED_PITCH = 1 << 0
SAME_BASELINE = 0.35  # of the font size: holds superscripts (raised by a third), parts lines set solid
WORD_GAP = 0.2  # of the font size: a narrow space in Times is 0.25, kerning never exceeds 0.1
UPRIGHT = 10.0  # degrees that a line may lean and still be read as horizontal
# A page set sideways without saying so (a wide table on an upright sheet) still has an upright page number;
# an upright page with a turned stamp or table head has nearly all its letters upright.
SIDEWAYS = 0.7  # of the letters
ASKED = 500  # characters asked for their direction, spread over the page


Edges = tuple[float, float, float, float]  # x0, y0, x1, y1 in points of the upright page


@dataclass(frozen=True, slots=True)
class Frame:
    """How page space (origin lower left, y upwards) becomes points from the top left of the upright page.

    `left`, `bottom`, `right`, `top`: the visible box of the page as stored; `turns`: quarter turns
    clockwise by /Rotate, and to bring sideways text upright (`upright`).
    """

    left: float
    bottom: float
    right: float
    top: float
    turns: int

    @property
    def size(self) -> tuple[float, float]:
        """Width and height of the upright page."""
        width, height = self.right - self.left, self.top - self.bottom
        return (height, width) if self.turns % 2 else (width, height)

    def point(self, x: float, y: float) -> tuple[float, float]:
        if self.turns == 0:
            return x - self.left, self.top - y
        if self.turns == 1:
            return y - self.bottom, x - self.left
        if self.turns == 2:
            return self.right - x, y - self.bottom
        return self.top - y, self.right - x

    def edges(self, left: float, bottom: float, right: float, top: float) -> Edges:
        """Left, top, right and bottom edge on the upright page."""
        if self.turns == 0 and left <= right and bottom <= top:  # nearly always, and for every letter
            return left - self.left, self.top - top, right - self.left, self.top - bottom
        x0, y0 = self.point(left, bottom)
        x1, y1 = self.point(right, top)
        return min(x0, x1), min(y0, y1), max(x0, x1), max(y0, y1)


class Font(NamedTuple):
    """What a font says of itself."""

    name: str
    bold: bool
    italic: bool
    fixed_pitch: bool


class Style(NamedTuple):
    """What one text object says of all its characters."""

    font: str
    size: float  # points on the page
    bold: bool
    italic: bool
    turned: bool  # not written from left to right on the upright page
    fixed_pitch: bool


class Glyph(NamedTuple):
    """One character: the edges of its ink, its advance from `start` to `end` along the line, its baseline."""

    text: str
    edges: Edges
    start: float
    end: float
    baseline: float
    style: Style


class Placed(NamedTuple):
    """A word with what is needed to put it on a line."""

    word: Word
    box: Box
    baseline: float
    size: float
    turned: bool


def upright(text_page: Any, frame: Frame) -> Frame:
    """The frame turned so that most of the text runs from left to right; as it was when it does already."""
    count = pdfium_c.FPDFText_CountChars(text_page)
    matrix = pdfium_c.FS_MATRIX()
    directions = Counter(
        round(_angle(matrix) / 90) % 4
        for index in range(0, count, max(count // ASKED, 1))
        if pdfium_c.FPDFText_GetTextObject(text_page, index)
        and pdfium_c.FPDFText_GetMatrix(text_page, index, matrix)
    )
    turns, letters = directions.most_common(1)[0] if directions else (frame.turns, 0)
    return replace(frame, turns=turns) if letters > SIDEWAYS * directions.total() else frame


def read_lines(text_page: Any, frame: Frame, only: Container[int] | None = None) -> tuple[Line, ...]:
    """The lines of a pdfium text page, from top to bottom, boxes in points of the upright page.

    `only`: addresses of the text objects to read; all when None.
    """
    words = list(_words(_glyphs(text_page, frame, only)))
    level = [word for word in words if not word.turned]
    turned = [word for word in words if word.turned]
    lines = [line for row in _rows(level) for line in _cut(row)]
    lines += [Line.of([word.word]) for word in turned]
    return tuple(lines)


def _glyphs(text_page: Any, frame: Frame, only: Container[int] | None) -> Iterator[Glyph | None]:
    """The characters in content order; None where pdfium or the file puts a space or a line break."""
    styles: dict[int, Style] = {}
    fonts: dict[int, Font] = {}
    left, right, bottom, top = (ctypes.c_double() for _ in range(4))
    x, y = ctypes.c_double(), ctypes.c_double()
    loose = pdfium_c.FS_RECTF()
    text_page = text_page.raw  # the handle itself: the wrapper is unwrapped at every call otherwise
    for index in range(pdfium_c.FPDFText_CountChars(text_page)):
        code = pdfium_c.FPDFText_GetUnicode(text_page, index)
        holder = pdfium_c.FPDFText_GetTextObject(text_page, index)
        if not holder:  # made up by pdfium: a space or a line break
            yield None
            continue
        address = ctypes.addressof(holder.contents)
        if only is not None and address not in only:
            continue
        pdfium_c.FPDFText_GetCharBox(text_page, index, left, right, bottom, top)
        inked = min(right.value - left.value, top.value - bottom.value) > NO_INK
        if not inked and _is_space(code):
            yield None
            continue
        style = styles.get(address)
        if style is None:
            style = styles[address] = _style(text_page, index, _font(holder, fonts), frame)
        pdfium_c.FPDFText_GetLooseCharBox(text_page, index, loose)
        pdfium_c.FPDFText_GetCharOrigin(text_page, index, x, y)
        ink = frame.edges(left.value, bottom.value, right.value, top.value)
        start, _, end, _ = frame.edges(loose.left, loose.bottom, loose.right, loose.top)
        if code in MISNAMED:
            code = _true_code(code, style, ink[3] - ink[1], end - start)
        baseline = frame.point(x.value, y.value)[1]
        yield Glyph(chr(code) if code else "\ufffd", ink, start, end, baseline, style)


def _is_space(code: int) -> bool:
    return code in (0x20, 0xA0, 0x0D, 0x0A, 0x09, 0x3000) or 0x2000 <= code <= 0x200B


def _font(holder: Any, fonts: dict[int, Font]) -> Font:
    """The font of a text object; `fonts` of this page by their addresses."""
    font = pdfium_c.FPDFTextObj_GetFont(holder)
    address = ctypes.cast(font, ctypes.c_void_p).value or 0
    if address not in fonts:
        name = _font_name(font)
        flags = max(pdfium_c.FPDFFont_GetFlags(font), 0)
        bold = bool(BOLD_NAME.search(name)) or bool(flags & FLAG_FORCE_BOLD)
        italic = bool(ITALIC_NAME.search(name)) or bool(flags & FLAG_ITALIC)
        fonts[address] = Font(name, bold, italic, bool(flags & FLAG_FIXED_PITCH))
    return fonts[address]


def _style(text_page: Any, index: int, font: Font, frame: Frame) -> Style:
    matrix = pdfium_c.FS_MATRIX()
    pdfium_c.FPDFText_GetMatrix(text_page, index, matrix)
    angle = (_angle(matrix) - 90 * frame.turns + 180) % 360 - 180
    size = pdfium_c.FPDFText_GetFontSize(text_page, index) * math.hypot(matrix.c, matrix.d)
    return Style(font.name, abs(size) or 1.0, font.bold, font.italic, abs(angle) > UPRIGHT, font.fixed_pitch)


def _angle(matrix: Any) -> float:
    """Degrees counter-clockwise from the page's bottom edge to the direction of writing."""
    return math.degrees(math.atan2(matrix.b, matrix.a))


def _font_name(font: Any) -> str:
    """The font's name as the file gives it, without the subset prefix; "" when it has none."""
    length = pdfium_c.FPDFFont_GetBaseFontName(font, None, 0)
    if length <= 1:
        return ""
    buffer = ctypes.create_string_buffer(length)
    pdfium_c.FPDFFont_GetBaseFontName(font, buffer, length)
    return SUBSET.sub("", buffer.value.decode("utf-8", "replace"))


def _true_code(code: int, style: Style, height: float, advance: float) -> int:
    """The byte of a letter that goes by the name of a hyphen or a dot, or that sign itself."""
    as_tall = height > LETTER_HEIGHT * style.size
    as_wide = advance > LETTER_WIDTH * style.size and not style.fixed_pitch and code in (0x02, 0x2D)
    if as_tall or as_wide:
        return MISNAMED[code]
    return 0x2D if code == 0x02 else code


def _words(glyphs: Iterator[Glyph | None]) -> Iterator[Placed]:
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
