"""Tables that were typed with tabs or spaces under a head that begins with the number column ("STT").

    lines of a text ─ find ─▶ Typed(first line, line after, rows of cells as slices of the lines)

Rows may be short (cells at the end that are empty) and their cells may go on in lines whose first column is
empty. Columns set with spaces are the strips of places that no line fills.
"""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from itertools import accumulate, pairwise

Slice = tuple[int, int, int]  # line, from, to

_FIRST_HEAD = re.compile(r"S?TT\.?|Số TT|So TT|Số thứ tự", re.IGNORECASE)
_MARK = re.compile(r"\(?(?:\d{1,4}|[IVXLC]{1,6}|[A-HK]|\d{1,2}(?:\.\d{1,2}){1,2})\)?\.?|(?:Tổng|Cộng)\b.*")
_PIECE = re.compile(r"\S+(?: \S+)*")
_LEAST_COLUMNS = 3
_STRIP = 2  # places that stay empty between columns set with spaces


@dataclass(frozen=True, slots=True)
class Typed:
    """A table among the lines; a cell is the slices it is made of."""

    start: int
    end: int
    rows: tuple[tuple[tuple[Slice, ...], ...], ...]


def find(texts: Sequence[str]) -> Iterator[Typed]:
    """The tables in reading order; they do not overlap."""
    at = 0
    while at < len(texts):
        table = _tabbed(texts, at) or _spaced(texts, at)
        if table is not None:
            yield table
        at = table.end if table else at + 1


def _tabbed(texts: Sequence[str], at: int) -> Typed | None:
    head = _at_tabs(texts[at], at)
    if len(head) < _LEAST_COLUMNS or not _FIRST_HEAD.fullmatch(_text(texts, head[0])):
        return None
    lines, end = [head], at + 1
    for number in range(at + 1, len(texts)):
        cells = _at_tabs(texts[number], number)
        first = _text(texts, cells[0])
        if not texts[number].strip():
            continue
        if not 1 < len(cells) <= len(head) or (first and not _MARK.fullmatch(first)):
            break
        lines.append(cells)
        end = number + 1
    return _typed(texts, at, end, lines)


def _at_tabs(text: str, line: int) -> list[Slice]:
    """The parts of a line between its tabs; empty ones at the end are left out."""
    parts = text.rstrip().split("\t")
    ends = list(accumulate(len(part) + 1 for part in parts))
    return [(line, end - len(part) - 1, end - 1) for part, end in zip(parts, ends, strict=True)]


def _spaced(texts: Sequence[str], at: int) -> Typed | None:
    names = list(_PIECE.finditer(texts[at]))
    if len(names) < _LEAST_COLUMNS or not _FIRST_HEAD.fullmatch(names[0][0]):
        return None
    end = at + 1
    while end < len(texts) and texts[end].strip() and "\t" not in texts[end]:
        end += 1
    for last in range(end, at + 1, -1):
        columns = _columns(texts[at:last])
        if len(columns) != len(names):
            continue
        edges = [0, *(start for start, _ in columns[1:]), max(map(len, texts[at:last]))]
        lines = [[(number, start, stop) for start, stop in pairwise(edges)] for number in range(at, last)]
        firsts = [_text(texts, line[0]) for line in lines[1:]]
        if all(not first or _MARK.fullmatch(first) for first in firsts):
            return _typed(texts, at, last, lines)
    return None


def _columns(texts: Sequence[str]) -> list[tuple[int, int]]:
    """What the lines fill, from left to right; narrower gaps than a strip belong to a column."""
    filled = sorted({place for text in texts for place, sign in enumerate(text) if not sign.isspace()})
    columns: list[tuple[int, int]] = []
    for place in filled:
        if columns and place - columns[-1][1] < _STRIP:
            columns[-1] = (columns[-1][0], place + 1)
        else:
            columns.append((place, place + 1))
    return columns


def _typed(texts: Sequence[str], start: int, end: int, lines: Sequence[Sequence[Slice]]) -> Typed | None:
    """The lines as rows: one with an empty first column goes on in the row above."""
    width = len(lines[0])
    rows: list[list[list[Slice]]] = []
    for cells in lines:
        if not rows or _text(texts, cells[0]):
            rows.append([[] for _ in range(width)])
        for column, cell in enumerate(cells):
            if _text(texts, cell):
                rows[-1][column].append(cell)
    if len(rows) < 2:
        return None
    return Typed(start, end, tuple(tuple(tuple(cell) for cell in row) for row in rows))


def _text(texts: Sequence[str], cell: Slice) -> str:
    line, start, end = cell
    return texts[line][start:end].strip()
