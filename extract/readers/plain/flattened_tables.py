"""Tables that a converter flattened into plain text: every cell on a line of its own behind a tab.

    lines of a text ─▶ blocks ─▶ Paragraph | Grid

Such a table is told by its first column, the running number: a cell "TT" or "STT", and later a cell
"1" after as many cells as the table has columns. A row is as long as the head, or ends before the next
running number when cells are missing (empty, or merged in the name of a group of rows). Lines without a
tab go on in the cell above; what follows the last cell belongs to it up to the first empty line.
"""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from itertools import islice

from extract.readers.flow import Block, Grid, GridCell, Paragraph, Span

_FIRST_HEAD = re.compile(r"S?TT\.?|Số TT|So TT|Số thứ tự", re.IGNORECASE)
_FIRST_NUMBER = re.compile(r"\(?(?:0?1|I|A)\)?\.?")
_NUMBER = re.compile(r"\(?(?:\d{1,4}|[IVXLC]{1,6}|[A-HK])\)?\.?")
_GROUP = re.compile(r"(?:[IVXLC]{1,6}|[A-HK])\.?")  # the mark of a row that names those below it
_MOST_COLUMNS = 20


@dataclass(frozen=True, slots=True)
class _Cell:
    """The lines of one cell and where it begins and ends among the lines of the text."""

    lines: tuple[str, ...]
    start: int
    end: int

    @property
    def head(self) -> str:
        return self.lines[0].strip()


def blocks(lines: Sequence[str]) -> list[Block]:
    """A paragraph for each line, with an empty one before a line that begins with a tab; tables as grids."""
    done: list[Block] = []
    at = 0
    while at < len(lines):
        found = _table(lines, at) if _opens_cell(lines[at]) else None
        if found is not None:
            grid, at = found
            done.append(grid)
            continue
        if _opens_cell(lines[at]):
            done.append(Paragraph(()))
        done.append(_paragraph(lines[at]))
        at += 1
    return done


def _table(lines: Sequence[str], at: int) -> tuple[Grid, int] | None:
    """The table that begins at this line, and the line after it; None where none does."""
    if not _FIRST_HEAD.fullmatch(lines[at].strip()):
        return None
    coming = _cells(lines, at)
    head: list[_Cell] = []
    for cell in islice(coming, _MOST_COLUMNS + 1):
        if head and _FIRST_NUMBER.fullmatch(cell.head):
            break
        head.append(cell)
    else:
        return None
    columns, rows = len(head), [head]
    waiting = [cell, *islice(coming, columns)]
    while columns >= 2 and waiting and _NUMBER.fullmatch(waiting[0].head):
        count = _length(waiting, columns)
        rows.append(waiting[:count])
        waiting = [*waiting[count:], *islice(coming, count)]
    if columns < 2 or len(rows) == 1:
        return None
    return _grid(lines, rows, columns)


def _length(cells: Sequence[_Cell], columns: int) -> int:
    """How many of the cells are the row that begins with the first: up to the next running number.

    Cells that were empty or merged have left no line, so that a row may be short.
    """
    names = _GROUP.fullmatch(cells[0].head) is not None
    if len(cells) <= columns and not names:
        return len(cells)
    counts = range(min(columns, len(cells) - 1), 1 if names else 2, -1)
    return next((n for n in counts if _follows(cells[0].head, cells[n].head)), min(columns, len(cells)))


def _follows(mark: str, other: str) -> bool:
    """Whether a running number comes after another: 3 after 2, 1 or II after I."""
    if not _NUMBER.fullmatch(other):
        return False
    number, after = (re.sub(r"\W", "", text) for text in (mark, other))
    if not after.isdigit():
        return True
    return int(after) == (int(number) + 1 if number.isdigit() else 1)


def _grid(lines: Sequence[str], rows: Sequence[list[_Cell]], columns: int) -> tuple[Grid, int]:
    """The cells as rows of the same length; the last one ends at the first empty line."""
    last = rows[-1][-1]
    empty = (number for number in range(last.start, last.end) if not lines[number].strip())
    end = next(empty, last.end)
    rows[-1][-1] = _Cell(tuple(lines[last.start : end]), last.start, end)
    cells = (
        GridCell(number, column, tuple(map(_paragraph, row[column].lines)) if column < len(row) else ())
        for number, row in enumerate(rows)
        for column in range(columns)
    )
    return Grid(tuple(cells)), end


def _cells(lines: Sequence[str], at: int) -> Iterator[_Cell]:
    """The cells from this line on, each up to the next line that begins with a tab."""
    start = at
    for end in range(at + 1, len(lines) + 1):
        if end == len(lines) or _opens_cell(lines[end]):
            yield _Cell(tuple(lines[start:end]), start, end)
            start = end


def _opens_cell(line: str) -> bool:
    return line.lstrip(" ").startswith("\t") and bool(line.strip())


def _paragraph(line: str) -> Paragraph:
    return Paragraph((Span(line),))
