"""The characters of one PDF page, with their places and fonts.

    Letters (as pdfium has them) ─ glyphs_of ─▶ Glyphs (their ink and their fonts on the upright page)

The characters are kept as the file gives them: soft hyphens, C1 controls and unknown signs are letters in
the Vietnamese 8-bit encodings, so nothing is cleaned here. Where a PDF calls a letter's glyph a hyphen, a
minus or a dot (TCVN3's ư and ã), the glyph's shape shows it and its byte is put back (`_true_code`).
"""

from __future__ import annotations

import ctypes
import math
import re
from collections.abc import Callable, Container, Sequence
from ctypes import cast
from dataclasses import dataclass
from typing import Any, NamedTuple

import numpy as np
import pypdfium2.raw as pdfium_c
from numpy.typing import NDArray

from extract.readers.pdf.accents import are_accents, with_accents
from extract.readers.pdf.frame import Frame
from extract.readers.pdf.letters import Letters, Look

SUBSET = re.compile(r"^[A-Z]{6}\+")
BOLD_NAME = re.compile(r"bold|black|heavy|demi", re.IGNORECASE)
ITALIC_NAME = re.compile(r"italic|oblique", re.IGNORECASE)
FLAG_ITALIC = 1 << 6  # ISO 32000-1, table 123: font descriptor flags
FLAG_FORCE_BOLD = 1 << 18  # pdfium's font weight is guessed from the stem: .VnTime regular has 625
FLAG_FIXED_PITCH = 1 << 0
# Points: pdfium gives a space a box of its advance by 0.013; U+00A0 with ink is a letter (VISCII).
NO_INK = 0.05
# Bytes 0xAD and 0xB7 come out under the names of their Latin glyphs; pdfium writes U+0002 for a hyphen at a
# line's end. Hyphens in text faces are a third of an em wide (Verdana 0.45) and a tenth high; ư is 0.55 wide.
MISNAMED = {0x02: 0xAD, 0x2D: 0xAD, 0x2212: 0xAD, 0x2219: 0xB7}
LETTER_HEIGHT = 0.3  # of the font size
LETTER_WIDTH = 0.48
UPRIGHT = 10.0  # degrees that a line may lean and still be read as horizontal
SPACES = np.array([0x20, 0xA0, 0x0D, 0x0A, 0x09, 0x3000, *range(0x2000, 0x200C)])
NO_CODE = 0xFFFD  # what a character without a code becomes
BLANK, LEFT_OUT = -1, -2  # in place of a style's number: what pdfium makes up, what is not asked for

Column = NDArray[np.float64]


class Font(NamedTuple):
    """What a font says of itself."""

    name: str
    bold: bool
    italic: bool
    fixed_pitch: bool
    handle: int  # where pdfium has it, for as long as the page is open


class Style(NamedTuple):
    """How a character is written."""

    font: str
    size: float  # points on the page
    bold: bool
    italic: bool
    turned: bool  # not written from left to right on the upright page
    fixed_pitch: bool
    handle: int


@dataclass(frozen=True, slots=True, eq=False)
class Glyphs:
    """Characters with ink in content order: columns of one length, points of the upright page."""

    text: str
    edges: tuple[Column, Column, Column, Column]  # of the ink: x0, y0, x1, y1
    start: Column  # of the advance along the line
    end: Column
    baseline: Column
    style: NDArray[np.intp]  # which of `styles`
    styles: Sequence[Style]  # different ones
    place: NDArray[np.intp]  # among all characters: blanks and line breaks leave gaps
    characters: int  # with blanks and line breaks

    def of_style(self, value: Callable[[Style], float]) -> Column:
        """What the style of each character says."""
        return np.array([value(style) for style in self.styles], np.float64)[self.style]


def glyphs_of(
    letters: Letters, frame: Frame, only: Container[int] | None = None, without: Container[int] = frozenset()
) -> Glyphs:
    """The characters of a page but blanks and line breaks.

    `only`: addresses of the text objects to read, all when None; `without`: of those to leave out.
    """
    wanted = [h for h in letters.looks if (only is None or h in only) and h not in without]
    styles, number_of = _styles([letters.looks[holder] for holder in wanted], frame)
    style_of = {0: BLANK} | dict(zip(wanted, number_of, strict=True))
    style = np.array([style_of.get(holder, LEFT_OUT) for holder in letters.holders], np.intp)
    at = np.flatnonzero(style >= 0)
    codes, nameless = np.array(letters.codes, np.int64), np.array([not one.font for one in styles], np.bool_)
    at = at[~_blank(codes[at], letters.places["ink"][at], nameless[style[at]])]
    held, codes = letters.places[at], codes[at]
    edges = _edges(frame, *held["ink"].T)
    left, top, right, bottom = held["advance"].T.astype(np.float64)
    start, _, end, _ = _edges(frame, left, right, bottom, top)
    for one in np.flatnonzero(np.isin(codes, list(MISNAMED))):
        height, advance = edges[3][one] - edges[1][one], end[one] - start[one]
        codes[one] = _true_code(int(codes[one]), styles[style[at[one]]], height, advance)
    baseline = frame.point(*held["origin"].T)[1]
    with_accents(codes, (edges[0], edges[2]), start, end, baseline)
    text = "".join(map(chr, np.where(codes, codes, NO_CODE).tolist()))
    asked = style != LEFT_OUT
    # pdfium makes up a blank where a mark is placed far from the next letter.
    asked[1:] &= ~(
        are_accents(np.array(letters.codes, np.int64)[:-1]) & ~np.array(letters.holders[1:], np.bool_)
    )
    place, characters = (np.cumsum(asked) - 1)[at], int(asked.sum())
    return Glyphs(text, edges, start, end, baseline, style[at], styles, place, characters)


def _blank(codes: NDArray[np.int64], ink: Column, nameless: NDArray[np.bool_]) -> NDArray[np.bool_]:
    """Which characters are blanks. Type 3, which has no name, gives a space the box of its letters."""
    left, right, bottom, top = ink.T
    inked = (right - left > NO_INK) & (top - bottom > NO_INK)
    blank: NDArray[np.bool_] = (~inked & np.isin(codes, SPACES)) | (nameless & (codes == 0x20))
    return blank


def _edges(
    frame: Frame, left: Column, right: Column, bottom: Column, top: Column
) -> tuple[Column, Column, Column, Column]:
    """As `Frame.edges`, of columns."""
    x0, y0 = frame.point(left, bottom)
    x1, y1 = frame.point(right, top)
    return np.minimum(x0, x1), np.minimum(y0, y1), np.maximum(x0, x1), np.maximum(y0, y1)


def _styles(looks: Sequence[Look], frame: Frame) -> tuple[list[Style], list[int]]:
    """The different styles of text objects, and which of them each has."""
    fonts = {font: _font(font) for font in {look.font for look in looks}}
    style_of = {look: _style(look, fonts[look.font], frame) for look in dict.fromkeys(looks)}
    numbers = {style: number for number, style in enumerate(dict.fromkeys(style_of.values()))}
    return list(numbers), [numbers[style_of[look]] for look in looks]


def _font(place: int) -> Font:
    font = cast(place, pdfium_c.FPDF_FONT)
    name = _font_name(font)
    flags = max(pdfium_c.FPDFFont_GetFlags(font), 0)
    bold = bool(BOLD_NAME.search(name)) or bool(flags & FLAG_FORCE_BOLD)
    italic = bool(ITALIC_NAME.search(name)) or bool(flags & FLAG_ITALIC)
    return Font(name, bold, italic, bool(flags & FLAG_FIXED_PITCH), place)


def _style(look: Look, font: Font, frame: Frame) -> Style:
    _, _, c, d = look.matrix
    angle = (look.direction - 90 * frame.turns + 180) % 360 - 180
    size = look.size * math.hypot(c, d)
    turned = abs(angle) > UPRIGHT
    return Style(font.name, abs(size) or 1.0, font.bold, font.italic, turned, font.fixed_pitch, font.handle)


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
