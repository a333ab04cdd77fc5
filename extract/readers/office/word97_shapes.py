"""Shapes of a Word 97-2003 file: which of them a group holds, and which picture each of them shows.

    OfficeArtContent (table stream) ─▶ Shapes ─ members(shape) ─▶ shapes of the group, in any nesting
                                             ─ picture(shape) ─▶ bytes of a picture file or metafile
    PICF (Data stream) ─ inline_picture ─▶ the same for a picture that stands in a line

Source: [MS-ODRAW] 2.2 (records), [MS-DOC] 2.9.172 (OfficeArtContent), 2.9.193 (PICF).
"""

from __future__ import annotations

import struct
from collections.abc import Iterator
from contextlib import suppress

from extract.intake.filetype import signed
from extract.readers.pixels import as_bitmap_file, is_drawing

_PICTURES = 0xF001
_GROUP, _SHAPE, _ENTRY, _IDENTITY, _PROPERTIES = 0xF003, 0xF004, 0xF007, 0xF00A, 0xF00B
_BLIPS = range(0xF018, 0xF118)
_EMF, _WMF = 0xF01A, 0xF01B
_PICTURE_PROPERTY = 0x0104  # pib: which entry of the store the shape shows, from 1
_HEADER, _ENTRY_SIZE, _UID = 8, 36, 16
_DEEPEST = 50
_WITH_NAME = 0x66  # mfpf.mm of a picture that has the name of its file before it

Record = tuple[int, int, bytes]  # type, instance, content


class Shapes:
    """The shapes of one file by their numbers."""

    def __init__(self, content: bytes, main: bytes) -> None:
        self._main = main
        self._members: dict[int, list[int]] = {}
        self._shown: dict[int, int] = {}
        self._store: list[bytes] = []
        with suppress(struct.error, IndexError, RecursionError):  # of damaged parts: what was read stays
            self._load(content)

    def members(self, shape: int) -> list[int]:
        """The shapes that a group holds, in their order; a shape that is no group is its own."""
        return self._members.get(shape, [shape])

    def picture(self, shape: int) -> bytes | None:
        """What a shape shows, as a file; None for a shape without a picture."""
        number = self._shown.get(shape, 0)
        return _of_entry(self._store[number - 1], self._main) if 0 < number <= len(self._store) else None

    def _load(self, content: bytes) -> None:
        _, _, held = _record(content, 0)
        for kind, _, store in _records(held):
            if kind == _PICTURES:
                self._store = [entry for _, _, entry in _records(store)]
        at = _HEADER + len(held)
        while at + 1 + _HEADER <= len(content):  # a byte says of which part of the document the drawing is
            _, _, drawing = _record(content, at + 1)
            for kind, _, group in _records(drawing):
                if kind == _GROUP:
                    self._of_group(group, 0)
            at += 1 + _HEADER + len(drawing)

    def _of_group(self, group: bytes, depth: int) -> list[int]:
        """All shapes in a group; the first is the group itself."""
        found: list[int] = []
        for kind, _, held in _records(group):
            if kind == _GROUP and depth < _DEEPEST:
                found += self._of_group(held, depth + 1)
            elif kind == _SHAPE:
                found += self._of_shape(held)
        if found:
            self._members[found[0]] = found
        return found

    def _of_shape(self, shape: bytes) -> list[int]:
        number = 0
        for kind, instance, held in _records(shape):
            if kind == _IDENTITY:
                (number,) = struct.unpack_from("<I", held)
            elif kind == _PROPERTIES:
                for at in range(min(instance, len(held) // 6)):
                    name, value = struct.unpack_from("<HI", held, 6 * at)
                    if name & 0x3FFF == _PICTURE_PROPERTY:
                        self._shown[number] = value
        return [number]


def inline_picture(data: bytes, offset: int) -> bytes | None:
    """The picture at this place of the Data stream, as a file."""
    with suppress(struct.error, IndexError):
        size, header, mode = struct.unpack_from("<IHH", data, offset)
        start = offset + header
        if mode == _WITH_NAME:
            start += 1 + data[start]
        for kind, _, held in _records(data[start : offset + size]):
            found = (
                _of_entry(held, b"") if kind == _ENTRY else _of_blip(kind, held) if kind in _BLIPS else None
            )
            if found:
                return found
    return None


def _of_entry(entry: bytes, main: bytes) -> bytes | None:
    """The picture of an entry: behind it, or where it says in the main stream."""
    if len(entry) < _ENTRY_SIZE:
        return None
    inside = entry[_ENTRY_SIZE + entry[33] :]
    (place,) = struct.unpack_from("<I", entry, 28)
    for kind, _, held in _records(inside or main[place : place + _HEADER + (1 << 28)], most=1):
        return _of_blip(kind, held)
    return None


def _of_blip(kind: int, held: bytes) -> bytes | None:
    """The picture behind one or two checksums and a byte; a bitmap without the head of its file gets one."""
    if kind not in _BLIPS:
        return None
    if kind in (_EMF, _WMF):
        return b"\xd7\xcd\xc6\x9a"  # packed in a way of its own: only that it is a metafile is known
    for start in (_UID + 1, 2 * _UID + 1):
        data = as_bitmap_file(held[start:])
        if signed(data[: 1 << 16]) or is_drawing(data):
            return data
    return None


def _record(data: bytes, at: int) -> Record:
    kind, size = struct.unpack_from("<HI", data, at + 2)
    (first,) = struct.unpack_from("<H", data, at)
    return kind, first >> 4, data[at + _HEADER : at + _HEADER + size]


def _records(data: bytes, most: int = 1 << 16) -> Iterator[Record]:
    """The records that follow one another."""
    at = 0
    for _ in range(most):
        if at + _HEADER > len(data):
            return
        found = _record(data, at)
        yield found
        at += _HEADER + len(found[2])
