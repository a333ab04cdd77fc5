"""The characters of one PDF page as columns of numbers, as pdfium has them.

    pdfium text page ─ letters_of ─▶ Letters (codes, text objects, places in page space)

For each character pdfium is asked once, into one buffer; what follows (`glyphs`) is done with whole columns.
A page has two thousand characters: one by one they were a quarter of the time of a born-digital page.
"""

from __future__ import annotations

import math
from ctypes import addressof, c_double, c_float, c_int, c_void_p
from dataclasses import dataclass
from typing import Any, NamedTuple

import numpy as np
import pypdfium2.raw as pdfium_c
from numpy.typing import NDArray

from extract.readers.pdf.calls import (
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

# What pdfium tells of one character's place, in points of page space.
PLACE = np.dtype(
    [
        ("ink", np.float64, 4),  # left, right, bottom, top
        ("origin", np.float64, 2),  # x, y: on the baseline
        ("advance", np.float32, 4),  # left, top, right, bottom
    ]
)


class Look(NamedTuple):
    """What a text object says of all its characters."""

    matrix: tuple[float, float, float, float]  # a, b, c, d (ISO 32000-1, 8.3.3)
    size: float  # before the matrix
    font: int  # where pdfium has it, for as long as the page is open; 0 for none

    @property
    def direction(self) -> float:
        """Degrees, counter-clockwise, in which it is written on the page as stored."""
        return math.degrees(math.atan2(self.matrix[1], self.matrix[0]))


@dataclass(frozen=True, slots=True, eq=False)
class Letters:
    """All characters in content order, columns of one length."""

    codes: list[int]  # as the file gives them
    holders: list[int]  # addresses of their text objects; 0 for a blank or a line break made up by pdfium
    places: NDArray[Any]  # of PLACE; nothing but zeros for what is made up
    looks: dict[int, Look]  # of the text objects


def letters_of(text_page: Any) -> Letters:
    """The characters of a text page of pdfium."""
    page, buffer = c_void_p(address(text_page.raw)), (c_double * 8)()
    nowhere, where = bytes(buffer), addressof(buffer)
    left, right, bottom, top, x, y, advance = (c_void_p(where + 8 * at) for at in range(7))
    codes: list[int] = []
    holders: list[int] = []
    places, looks, at = bytearray(), dict[int, Look](), c_int()
    for index in range(pdfium_c.FPDFText_CountChars(text_page)):
        at.value = index
        codes.append(unicode_of(page, at))
        holder = object_of(page, at) or 0
        holders.append(holder)
        if not holder:
            places += nowhere
            continue
        if holder not in looks:
            looks[holder] = _look(page, at, holder)
        box_of(page, at, left, right, bottom, top)
        origin_of(page, at, x, y)
        loose_box_of(page, at, advance)
        places += buffer
    return Letters(codes, holders, np.frombuffer(places, PLACE), looks)


_MATRIX = (c_float * 6)()
_MATRIX_AT = c_void_p(addressof(_MATRIX))


def _look(page: c_void_p, at: c_int, holder: int) -> Look:
    matrix_of(page, at, _MATRIX_AT)
    a, b, c, d = _MATRIX[:4]  # a slice is five times as fast as the array itself
    return Look((a, b, c, d), size_of(page, at), font_of(holder) or 0)
