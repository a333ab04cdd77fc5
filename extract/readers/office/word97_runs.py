"""Runs of properties of a Word 97-2003 file, from its formatted disk pages (FKP).

    bin table + WordDocument stream ─ runs_of ─▶ Runs ─ at(file offset) ─▶ the bytes of its properties

Source: [MS-DOC] 2.9.33 (ChpxFkp) and 2.9.175 (PapxFkp).
"""

from __future__ import annotations

import struct
from bisect import bisect_right
from collections.abc import Iterator
from dataclasses import dataclass

_PAGE = 512  # bytes of a formatted disk page (FKP)


@dataclass(frozen=True, slots=True)
class Runs:
    """Runs of properties over file offsets, from formatted disk pages."""

    starts: tuple[int, ...]
    ends: tuple[int, ...]
    values: tuple[bytes, ...]

    def at(self, fc: int) -> tuple[int, bytes]:
        """The end of the run that holds this offset, and its property bytes."""
        index = bisect_right(self.starts, fc) - 1
        if index >= 0 and fc < self.ends[index]:
            return self.ends[index], self.values[index]
        following = self.starts[index + 1] if index + 1 < len(self.starts) else 1 << 40
        return following, b""


def runs_of(bins: bytes, main: bytes, *, paragraphs: bool) -> Runs:
    """All runs named by a bin table (PlcBteChpx or PlcBtePapx), in file order; `main` holds their pages."""
    count = max(0, (len(bins) - 4) // 8)
    pages = struct.unpack_from(f"<{count}I", bins, 4 * (count + 1)) if count else ()
    found: list[tuple[int, int, bytes]] = []
    for number in dict.fromkeys(page & 0x3FFFFF for page in pages):
        page = main[number * _PAGE : (number + 1) * _PAGE]
        if len(page) == _PAGE:
            found.extend(_page_runs(page, paragraphs=paragraphs))
    found.sort(key=lambda run: run[0])
    return Runs(*(tuple(column) for column in zip(*found, strict=True))) if found else Runs((), (), ())


def _page_runs(page: bytes, *, paragraphs: bool) -> Iterator[tuple[int, int, bytes]]:
    """The runs of one ChpxFkp or PapxFkp ([MS-DOC] 2.9.33, 2.9.175)."""
    count = page[_PAGE - 1]
    step = 13 if paragraphs else 1
    if 4 * (count + 1) + step * count >= _PAGE:
        return
    fcs = struct.unpack_from(f"<{count + 1}I", page, 0)
    for number in range(count):
        at = 2 * page[4 * (count + 1) + step * number]
        value = b""
        if at:
            size = page[at]
            if paragraphs and size == 0:
                at += 1
                size = 2 * page[at] if at < _PAGE else 0
            elif paragraphs:
                size = 2 * size - 1
            value = page[at + 1 : min(at + 1 + size, _PAGE - 1)]
        if fcs[number] < fcs[number + 1]:
            yield fcs[number], fcs[number + 1], value
