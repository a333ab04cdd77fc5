"""The characters of one PDF page, with their places and fonts.

    pdfium text page ─ glyphs_of ─▶ Glyph (one character, its place, its font), None between words

The characters are kept as the file gives them: soft hyphens, C1 controls and unknown signs are letters in
the Vietnamese 8-bit encodings, so nothing is cleaned here. Where a PDF calls a letter's glyph a hyphen, a
minus or a dot (TCVN3's ư and ã), the glyph's shape shows it and its byte is put back (`_true_code`).
"""

from __future__ import annotations

import ctypes
import math
import re
from collections.abc import Container, Iterator
from ctypes import addressof, c_double, c_float, cast
from typing import Any, NamedTuple

import pypdfium2.raw as pdfium_c

from extract.readers.pdf.frame import Edges, Frame
from extract.readers.pdf.letter_calls import (
    address,
    box_of,
    font_of,
    loose_box_of,
    matrix_of,
    object_of,
    origin_of,
    size_of,
    unicode_of,
)

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


class Font(NamedTuple):
    """What a font says of itself."""

    name: str
    bold: bool
    italic: bool
    fixed_pitch: bool
    handle: int  # where pdfium has it, for as long as the page is open


class Style(NamedTuple):
    """What one text object says of all its characters."""

    font: str
    size: float  # points on the page
    bold: bool
    italic: bool
    turned: bool  # not written from left to right on the upright page
    fixed_pitch: bool
    handle: int


class Glyph(NamedTuple):
    """One character: the edges of its ink, its advance from `start` to `end` along the line, its baseline."""

    text: str
    edges: Edges
    start: float
    end: float
    baseline: float
    style: Style


def glyphs_of(
    text_page: Any, frame: Frame, only: Container[int] | None = None, without: Container[int] = frozenset()
) -> Iterator[Glyph | None]:
    """The characters in content order; None where pdfium or the file puts a space or a line break.

    `only`: addresses of the text objects to read, all when None; `without`: of those to leave out.
    """
    page = address(text_page.raw)
    styles = Styles(page, frame)
    found = (c_double * 6)()  # left, right, bottom and top of the ink, x and y
    advance = (c_float * 4)()  # left, top, right, bottom
    left_at, right_at, bottom_at, top_at, x_at, y_at = (addressof(found) + 8 * at for at in range(6))
    advance_at = addressof(advance)
    for index in range(pdfium_c.FPDFText_CountChars(text_page)):
        code, holder = unicode_of(page, index), object_of(page, index)
        if not holder:  # made up by pdfium: a space or a line break
            yield None
            continue
        if (only is not None and holder not in only) or holder in without:
            continue
        box_of(page, index, left_at, right_at, bottom_at, top_at)
        origin_of(page, index, x_at, y_at)
        left, right, bottom, top, x, y = found[:]  # a slice is five times as fast as the array itself
        style = styles.of(holder, index)
        inked = right - left > NO_INK and top - bottom > NO_INK
        # Type 3 gives a space the box of its letters.
        if (not inked and _is_space(code)) or (code == 0x20 and not style.font):
            yield None
            continue
        loose_box_of(page, index, advance_at)
        loose_left, loose_top, loose_right, loose_bottom = advance[:]
        ink = frame.edges(left, bottom, right, top)
        start, _, end, _ = frame.edges(loose_left, loose_bottom, loose_right, loose_top)
        if code in MISNAMED:
            code = _true_code(code, style, ink[3] - ink[1], end - start)
        yield Glyph(chr(code) if code else "\ufffd", ink, start, end, frame.point(x, y)[1], style)


def _is_space(code: int) -> bool:
    return code in (0x20, 0xA0, 0x0D, 0x0A, 0x09, 0x3000) or 0x2000 <= code <= 0x200B


class Styles:
    """The styles of a page's text objects; objects of one look have one style."""

    def __init__(self, page: int, frame: Frame) -> None:
        """`page`: the address of the text page."""
        self._page, self._frame = page, frame
        self._of_object: dict[int, Style] = {}
        self._alike: dict[Style, Style] = {}
        self._fonts: dict[int, Font] = {}
        self._matrix = (c_float * 6)()
        self._matrix_at = addressof(self._matrix)

    def of(self, holder: int, index: int) -> Style:
        """The style of the text object that holds this character."""
        style = self._of_object.get(holder)
        if style is None:
            style = self._style(index, self._font(font_of(holder) or 0))
            style = self._of_object[holder] = self._alike.setdefault(style, style)
        return style

    def _font(self, place: int) -> Font:
        if place not in self._fonts:
            font = cast(place, pdfium_c.FPDF_FONT)
            name = _font_name(font)
            flags = max(pdfium_c.FPDFFont_GetFlags(font), 0)
            bold = bool(BOLD_NAME.search(name)) or bool(flags & FLAG_FORCE_BOLD)
            italic = bool(ITALIC_NAME.search(name)) or bool(flags & FLAG_ITALIC)
            self._fonts[place] = Font(name, bold, italic, bool(flags & FLAG_FIXED_PITCH), place)
        return self._fonts[place]

    def _style(self, index: int, font: Font) -> Style:
        matrix_of(self._page, index, self._matrix_at)
        a, b, c, d, _, _ = self._matrix[:]
        angle = (math.degrees(math.atan2(b, a)) - 90 * self._frame.turns + 180) % 360 - 180
        size = size_of(self._page, index) * math.hypot(c, d)
        turned = abs(angle) > UPRIGHT
        return Style(
            font.name, abs(size) or 1.0, font.bold, font.italic, turned, font.fixed_pitch, font.handle
        )


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
