"""The pdfium functions that are asked for every letter and every object of a page, bound to plain addresses.

pypdfium2's own bindings make a pointer object for each argument and result. Those here take addresses
(numbers, or better a `c_void_p` and a `c_int` that serve for all letters) and write what they find into a
buffer. They keep Python's lock, which takes longer to give away than any of them runs.
"""

from __future__ import annotations

import ctypes
from ctypes import c_bool, c_double, c_float, c_int, c_uint, c_void_p
from typing import Any

import pypdfium2.raw as pdfium_c


def address(handle: Any) -> int:
    """Where pdfium has what a handle of pypdfium2 stands for; 0 for nothing."""
    return ctypes.cast(handle, c_void_p).value or 0


def _bound(function: Any, result: Any, *arguments: Any) -> Any:
    return ctypes.PYFUNCTYPE(result, *arguments)(address(function))


# Of a text page and the number of a letter.
unicode_of = _bound(pdfium_c.FPDFText_GetUnicode, c_uint, c_void_p, c_int)
object_of = _bound(pdfium_c.FPDFText_GetTextObject, c_void_p, c_void_p, c_int)  # None: made up by pdfium
size_of = _bound(pdfium_c.FPDFText_GetFontSize, c_double, c_void_p, c_int)
# Into four doubles: left, right, bottom, top of the ink; into two: x, y.
box_of = _bound(pdfium_c.FPDFText_GetCharBox, c_int, c_void_p, c_int, c_void_p, c_void_p, c_void_p, c_void_p)
origin_of = _bound(pdfium_c.FPDFText_GetCharOrigin, c_int, c_void_p, c_int, c_void_p, c_void_p)
# Into four floats: left, top, right, bottom of the advance; into six: a matrix.
loose_box_of = _bound(pdfium_c.FPDFText_GetLooseCharBox, c_int, c_void_p, c_int, c_void_p)
matrix_of = _bound(pdfium_c.FPDFText_GetMatrix, c_int, c_void_p, c_int, c_void_p)
# Of a text object.
font_of = _bound(pdfium_c.FPDFTextObj_GetFont, c_void_p, c_void_p)

# Of a page, or of an object that is a form.
object_at = _bound(pdfium_c.FPDFPage_GetObject, c_void_p, c_void_p, c_int)
count_in_form = _bound(pdfium_c.FPDFFormObj_CountObjects, c_int, c_void_p)
object_in_form = _bound(pdfium_c.FPDFFormObj_GetObject, c_void_p, c_void_p, c_int)
# Of any object.
kind_of = _bound(pdfium_c.FPDFPageObj_GetType, c_int, c_void_p)
place_of = _bound(pdfium_c.FPDFPageObj_GetMatrix, c_int, c_void_p, c_void_p)  # into six floats
bounds_of = _bound(pdfium_c.FPDFPageObj_GetBounds, c_int, c_void_p, *[c_void_p] * 4)  # floats
fill_of = _bound(pdfium_c.FPDFPageObj_GetFillColor, c_int, c_void_p, *[c_void_p] * 4)  # ints: RGB, opacity
is_clear = _bound(pdfium_c.FPDFPageObj_HasTransparency, c_int, c_void_p)
set_fill = _bound(pdfium_c.FPDFPageObj_SetFillColor, c_int, c_void_p, *[c_uint] * 4)
set_stroke = _bound(pdfium_c.FPDFPageObj_SetStrokeColor, c_int, c_void_p, *[c_uint] * 4)
set_active = _bound(pdfium_c.FPDFPageObj_SetIsActive, c_int, c_void_p, c_bool)
# Of a text object, of a path, of a path's segment.
render_mode_of = _bound(pdfium_c.FPDFTextObj_GetTextRenderMode, c_int, c_void_p)
draw_mode_of = _bound(
    pdfium_c.FPDFPath_GetDrawMode, c_int, c_void_p, c_void_p, c_void_p
)  # ints: fill, stroke
count_segments = _bound(pdfium_c.FPDFPath_CountSegments, c_int, c_void_p)
segment_at = _bound(pdfium_c.FPDFPath_GetPathSegment, c_void_p, c_void_p, c_int)
segment_kind = _bound(pdfium_c.FPDFPathSegment_GetType, c_int, c_void_p)
segment_closes = _bound(pdfium_c.FPDFPathSegment_GetClose, c_int, c_void_p)
point_of = _bound(pdfium_c.FPDFPathSegment_GetPoint, c_int, c_void_p, c_void_p, c_void_p)  # floats
# Of a font, the code of a letter and a size; of the outline found.
outline_of = _bound(pdfium_c.FPDFFont_GetGlyphPath, c_void_p, c_void_p, c_uint, c_float)
count_in_outline = _bound(pdfium_c.FPDFGlyphPath_CountGlyphSegments, c_int, c_void_p)
segment_in_outline = _bound(pdfium_c.FPDFGlyphPath_GetGlyphPathSegment, c_void_p, c_void_p, c_int)
