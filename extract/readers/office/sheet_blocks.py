"""One sheet of a workbook as blocks: letterhead, table, signatures.

    name, rows of shown values, merged cells ─ sheet_blocks ─▶ Paragraph | Grid

The rows from the first that is one of a table to the last are the table; above and below it letterhead, title
and signatures are lines and pairs of columns, as in a letter. Rows and columns without a value are left out.
"""

from __future__ import annotations

import re
from bisect import bisect_left, bisect_right
from collections.abc import Iterator, Sequence
from itertools import groupby

from extract.readers.flow import Block, Grid, GridCell, Paragraph, Span

Spans = dict[tuple[int, int], tuple[int, int]]  # first place of a merged cell ─▶ its last row and column

_DEFAULT_NAME = re.compile(r"(?:sheet|trang[ _]?tính|bảng tính|worksheet)[ _]?\d*", re.IGNORECASE)
_TABLE_CELLS = 3  # filled in one row: letterheads and signatures fill two


def sheet_blocks(name: str, rows: Sequence[Sequence[str]], spans: Spans) -> Iterator[Block]:
    """The name, what stands above the table, the table, and what stands below it."""
    kept = [at for at, row in enumerate(rows) if any(row)]
    if not kept:
        return
    wide = [at for at in kept if sum(map(bool, rows[at])) >= _TABLE_CELLS]
    first, last = (wide[0], wide[-1]) if wide else (kept[-1] + 1, kept[-1])
    above = [rows[at] for at in kept if at < first]
    named = [] if _DEFAULT_NAME.fullmatch(name) else [Paragraph((Span(name),))]
    yield from named if not above else _letter(above)  # a name is no part of the letterhead
    if wide:
        yield _table(rows, [at for at in kept if first <= at <= last], spans)
    yield from _letter([rows[at] for at in kept if at > last])
    yield from named if above else ()


def _letter(rows: Sequence[Sequence[str]]) -> Iterator[Block]:
    """Rows of one value as paragraphs, those of two as pairs of columns."""
    filled = [[value for value in row if value] for row in rows]
    for width, group in groupby(filled, key=len):
        if width == 1:
            yield from (block for (value,) in group for block in _paragraphs(value))
        else:
            places = (
                GridCell(row, column, _paragraphs(value))
                for row, values in enumerate(group)
                for column, value in enumerate(values)
            )
            yield Grid(tuple(places), drawn=False)


def _table(rows: Sequence[Sequence[str]], kept: Sequence[int], spans: Spans) -> Grid:
    columns = sorted({at for row in kept for at, value in enumerate(rows[row]) if value})
    cells: list[GridCell] = []
    for at, row in enumerate(kept):
        for number, column in enumerate(columns):
            value = rows[row][column] if column < len(rows[row]) else ""
            if value:
                last_row, last_column = spans.get((row, column), (row, column))
                down, across = _among(kept, row, last_row), _among(columns, column, last_column)
                cells.append(GridCell(at, number, _paragraphs(value), down, across))
    return Grid(tuple(cells))


def _among(kept: Sequence[int], first: int, last: int) -> int:
    """How many of the rows or columns that are kept lie between two, both counted."""
    return bisect_right(kept, last) - bisect_left(kept, first)


def _paragraphs(value: str) -> tuple[Block, ...]:
    return tuple(Paragraph((Span(line),)) for line in value.splitlines())
