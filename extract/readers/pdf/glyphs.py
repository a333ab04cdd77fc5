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
from typing import Any, NamedTuple

import pypdfium2.raw as pdfium_c

from extract.readers.pdf.frame import Edges, Frame, angle_of

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
    styles: dict[int, Style] = {}
    fonts: dict[int, Font] = {}
    left, right, bottom, top = (ctypes.c_double() for _ in range(4))
    x, y = ctypes.c_double(), ctypes.c_double()
    loose = pdfium_c.FS_RECTF()
    handle = text_page.raw  # the wrapper is unwrapped at every call otherwise; it keeps the handle alive
    for index in range(pdfium_c.FPDFText_CountChars(handle)):
        code = pdfium_c.FPDFText_GetUnicode(handle, index)
        holder = pdfium_c.FPDFText_GetTextObject(handle, index)
        if not holder:  # made up by pdfium: a space or a line break
            yield None
            continue
        address = ctypes.addressof(holder.contents)
        if (only is not None and address not in only) or address in without:
            continue
        pdfium_c.FPDFText_GetCharBox(handle, index, left, right, bottom, top)
        inked = min(right.value - left.value, top.value - bottom.value) > NO_INK
        style = styles.get(address)
        if style is None:
            style = styles[address] = _style(handle, index, _font(holder, fonts), frame)
        # Type 3 gives a space the box of its letters.
        if (not inked and _is_space(code)) or (code == 0x20 and not style.font):
            yield None
            continue
        pdfium_c.FPDFText_GetLooseCharBox(handle, index, loose)
        pdfium_c.FPDFText_GetCharOrigin(handle, index, x, y)
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
        fonts[address] = Font(name, bold, italic, bool(flags & FLAG_FIXED_PITCH), address)
    return fonts[address]


def _style(text_page: Any, index: int, font: Font, frame: Frame) -> Style:
    matrix = pdfium_c.FS_MATRIX()
    pdfium_c.FPDFText_GetMatrix(text_page, index, matrix)
    angle = (angle_of(matrix) - 90 * frame.turns + 180) % 360 - 180
    size = pdfium_c.FPDFText_GetFontSize(text_page, index) * math.hypot(matrix.c, matrix.d)
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
