"""A compound file (OLE) around one stream, for readers that take whole files only.

name, bytes of a stream ─ compound_file ─▶ bytes of a file

A workbook that is embedded in a .doc is a storage within its file. Source: [MS-CFB] 2.2 to 2.6.
"""

from __future__ import annotations

import struct

_SECTOR = 512
_LEAST = 4096  # smaller streams would have to lie in the mini stream
_FREE, _END, _FAT, _LIST = 0xFFFFFFFF, 0xFFFFFFFE, 0xFFFFFFFD, 0xFFFFFFFC
_IN_HEADER = 109  # sectors of the table that the header names, for 7 MB; lists name more
_ENTRIES = _SECTOR // 4
_MAGIC = bytes.fromhex("d0cf11e0a1b11ae1")


def compound_file(name: str, data: bytes) -> bytes:
    """The file: header, stream, directory, table of sectors, lists of that table's own sectors."""
    data = data.ljust(_LEAST, b"\0")
    body = data.ljust(-(-len(data) // _SECTOR) * _SECTOR, b"\0")
    count = len(body) // _SECTOR
    tables, lists = _sizes(count + 1)
    fat = [*range(1, count), _END, _END, *[_FAT] * tables, *[_LIST] * lists]
    fat += [_FREE] * (tables * _ENTRIES - len(fat))
    places = [*range(count + 1, count + 1 + tables)]
    first_list = count + 1 + tables
    header = struct.pack("<8s16xHHHHH6x", _MAGIC, 0x3E, 3, 0xFFFE, 9, 6)
    header += struct.pack("<IIIIII", 0, tables, count, 0, _LEAST, _END)
    header += struct.pack("<III", 0, first_list if lists else _END, lists)
    named = places[:_IN_HEADER]
    header += struct.pack(f"<{_IN_HEADER}I", *named, *[_FREE] * (_IN_HEADER - len(named)))
    directory = _entry("Root Entry", 5, 1, _END, 0) + _entry(name, 2, _FREE, 0, len(data)) + bytes(256)
    table = struct.pack(f"<{len(fat)}I", *fat)
    return header + body + directory + table + _lists(places[_IN_HEADER:], first_list)


def _sizes(sectors: int) -> tuple[int, int]:
    """How many sectors the table takes, and the lists of those that the header does not name."""
    tables = lists = 0
    while tables * _ENTRIES < sectors + tables + lists:
        tables += 1
        lists = max(0, -(-(tables - _IN_HEADER) // (_ENTRIES - 1)))
    return tables, lists


def _lists(places: list[int], first: int) -> bytes:
    found = b""
    step = _ENTRIES - 1
    for number, at in enumerate(range(0, len(places), step)):
        held = places[at : at + step]
        following = first + number + 1 if at + step < len(places) else _END
        found += struct.pack(f"<{_ENTRIES}I", *held, *[_FREE] * (step - len(held)), following)
    return found


def _entry(name: str, kind: int, child: int, start: int, size: int) -> bytes:
    text = name.encode("utf-16-le")
    links = struct.pack("<HBBIII", len(text) + 2, kind, 1, _FREE, _FREE, child)
    return text.ljust(64, b"\0") + links + bytes(36) + struct.pack("<IQ", start, size)
