"""How a workbook of Excel 97 to 2003 (.xls) shows its numbers, which its values do not say.

    stream "Workbook" ─ records ─▶ formats, styles (XF), cells ─▶ NumberFormat by sheet and place

Source: [MS-XLS] 2.4 (records), 2.5.293 (texts). Older files and such under a password tell nothing.
"""

from __future__ import annotations

import struct
from collections.abc import Iterator
from contextlib import suppress
from typing import BinaryIO

import olefile

from extract.readers.office.number_formats import BUILT_IN, NumberFormat, Place, format_of

_STREAM = "Workbook"
_BEGIN, _END, _PASSWORD, _SHEET, _FORMAT, _STYLE = 0x0809, 0x000A, 0x002F, 0x0085, 0x041E, 0x00E0
_ONE_CELL = (0x0203, 0x027E, 0x0006)  # Number, RK, Formula
_ROW_OF_CELLS, _CELL_SIZE = 0x00BD, 6  # MulRk: style and value of each
_WIDE = 1  # flag of a text: two bytes a letter


def formats_in(file: BinaryIO) -> dict[str, dict[Place, NumberFormat]]:
    """The cells of each sheet whose format says more than the digits; none of a damaged file."""
    with suppress(Exception):  # the bytes decide what goes wrong; values are read all the same
        file.seek(0)
        with olefile.OleFileIO(file) as container:
            return formats_of_stream(container.openstream(_STREAM).read())
    return {}


def formats_of_stream(data: bytes) -> dict[str, dict[Place, NumberFormat]]:
    """The same, of the stream alone. Raises struct.error or IndexError for one that is cut off."""
    codes, styles, sheets = dict(BUILT_IN), list[str](), dict[str, int]()
    for kind, body in _records(data, 0):
        if kind == _PASSWORD:
            return {}
        if kind == _FORMAT:
            codes[str(_number(body, 0))] = _text(body[5:], _number(body, 2), body[4])
        elif kind == _STYLE:
            styles.append(str(_number(body, 2)))
        elif kind == _SHEET:
            sheets[_text(body[8:], body[6], body[7])] = struct.unpack_from("<I", body)[0]
    told = {at: held for at, style in enumerate(styles) if (held := format_of(codes.get(style, "")))}
    return {name: _cells(data, start, told) for name, start in sheets.items()} if told else {}


def _cells(data: bytes, start: int, told: dict[int, NumberFormat]) -> dict[Place, NumberFormat]:
    return {place: told[style] for place, style in _styled(data, start) if style in told}


def _styled(data: bytes, start: int) -> Iterator[tuple[Place, int]]:
    """The cells of a sheet that hold numbers, and the number of their style."""
    for kind, body in _records(data, start):
        if kind in _ONE_CELL:
            yield (_number(body, 0), _number(body, 2)), _number(body, 4)
        elif kind == _ROW_OF_CELLS:
            row, first = _number(body, 0), _number(body, 2)
            for at, place in enumerate(range(4, len(body) - _CELL_SIZE, _CELL_SIZE)):
                yield (row, first + at), _number(body, place)


def _records(data: bytes, at: int) -> Iterator[tuple[int, bytes]]:
    """The records of a substream, those of charts within it left out."""
    depth = 0
    while at + 4 <= len(data):
        kind, size = struct.unpack_from("<HH", data, at)
        body = data[at + 4 : at + 4 + size]
        at += 4 + size
        depth += (kind == _BEGIN) - (kind == _END)
        if depth == 0:
            return
        if depth == 1:
            yield kind, body


def _number(body: bytes, at: int) -> int:
    return int.from_bytes(body[at : at + 2], "little")


def _text(body: bytes, letters: int, flags: int) -> str:
    if flags & _WIDE:
        return body[: 2 * letters].decode("utf-16-le", "replace")
    return body[:letters].decode("latin-1")
