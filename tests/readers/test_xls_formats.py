"""Formats of numbers in the records of an .xls."""

from __future__ import annotations

import io
import struct

import pytest

from extract.readers.office.xls_formats import formats_in, formats_of_stream

BEGIN, END = struct.pack("<HHHH", 0x0809, 4, 0x0600, 5), struct.pack("<HH", 0x000A, 0)


def record(kind: int, body: bytes) -> bytes:
    return struct.pack("<HH", kind, len(body)) + body


def code(number: int, text: str) -> bytes:
    wide = not text.isascii()
    letters = text.encode("utf-16-le" if wide else "latin-1")
    return record(0x041E, struct.pack("<HHB", number, len(text), wide) + letters)


def style(number: int) -> bytes:
    return record(0x00E0, struct.pack("<HH", 0, number) + bytes(16))


def cell(row: int, column: int, style: int, kind: int = 0x0203) -> bytes:
    return record(kind, struct.pack("<HHHd", row, column, style, 0.0))


def workbook(styles: bytes, cells: bytes, before: bytes = b"") -> bytes:
    """A stream with one sheet "Biểu"; a chart in it has cells of its own."""
    name = "Biểu".encode("utf-16-le")
    size = len(BEGIN) + len(before) + len(styles) + 4 + 8 + len(name) + len(END)
    sheet = record(0x0085, struct.pack("<IHBB", size, 0, 4, 1) + name)
    chart = BEGIN + cell(9, 9, 1) + END
    return BEGIN + before + styles + sheet + END + BEGIN + chart + cells + END


STYLES = code(164, "000000000000") + code(165, '"Số "0') + b"".join(map(style, (0, 9, 164, 165, 3)))
ROW = record(0x00BD, struct.pack("<HHHIHIH", 4, 2, 1, 0, 0, 0, 3))  # C5 in style 1, D5 in style 0


@pytest.mark.parametrize(
    ("cells", "place", "shown"),
    [
        (cell(0, 1, 1), (0, 1), "50%"),
        (cell(7, 0, 2, 0x027E), (7, 0), "000000000000"),
        (cell(1, 1, 3, 0x0006), (1, 1), "Số 0,5"),
        (ROW, (4, 2), "50%"),
    ],
)
def test_cells_by_their_formats(cells: bytes, place: tuple[int, int], shown: str) -> None:
    told = formats_of_stream(workbook(STYLES, cells + cell(0, 0, 0) + cell(0, 5, 4)))
    assert {at: one.shown(0.5) for at, one in told["Biểu"].items()} == {place: shown}


def test_what_tells_nothing() -> None:
    password = record(0x002F, bytes(6))
    assert formats_of_stream(workbook(STYLES, cell(0, 1, 1), before=password)) == {}
    assert formats_of_stream(workbook(style(0), cell(0, 0, 0))) == {}
    assert formats_in(io.BytesIO(b"PK\x03\x04")) == {}
