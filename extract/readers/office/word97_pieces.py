"""The pieces that the text of a Word 97-2003 file lies in.

    CLX ─ pieces_of ─▶ Pieces: character positions, their place in the file, changes of a fast save

A fast save hangs changes of properties on its pieces, in short form or by reference.
"""

from __future__ import annotations

import struct
from dataclasses import dataclass

from extract.core.errors import BrokenFile
from extract.readers.office.word97_sprm import PRM0


@dataclass(frozen=True, slots=True)
class Piece:
    """A run of text that lies together in the file."""

    start: int  # cp
    end: int
    offset: int  # fc of its first character
    width: int  # bytes of a character: 1 or 2
    changes: bytes  # property changes of a fast save


def pieces_of(clx: bytes) -> tuple[Piece, ...]:
    """The piece table ([MS-DOC] 2.9.38)."""
    changes: list[bytes] = []
    at = 0
    while at < len(clx) and clx[at] == 1:
        (size,) = struct.unpack_from("<H", clx, at + 1)
        changes.append(clx[at + 3 : at + 3 + size])
        at += 3 + size
    if at >= len(clx) or clx[at] != 2:
        raise BrokenFile("doc-no-text-table")
    (size,) = struct.unpack_from("<I", clx, at + 1)
    table = clx[at + 5 : at + 5 + size]
    count = (len(table) - 4) // 12
    cps = struct.unpack_from(f"<{count + 1}I", table, 0)
    if list(cps) != sorted(cps):
        raise BrokenFile("doc-text-table-damaged")
    found: list[Piece] = []
    for number in range(count):
        fc, prm = struct.unpack_from("<IH", table, 4 * (count + 1) + 8 * number + 2)
        compressed = bool(fc & 0x40000000)
        offset = (fc & 0x3FFFFFFF) // 2 if compressed else fc & 0x3FFFFFFF
        found.append(
            Piece(cps[number], cps[number + 1], offset, 1 if compressed else 2, changes_of(prm, changes))
        )
    return tuple(found)


def changes_of(prm: int, changes: list[bytes]) -> bytes:
    """The property changes that a piece carries from a fast save."""
    if prm & 1:
        return changes[prm >> 1] if prm >> 1 < len(changes) else b""
    code = PRM0.get((prm >> 1) & 0x7F)
    return b"" if code is None else struct.pack("<HB", code, prm >> 8)
