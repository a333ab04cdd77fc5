"""Words of a page sorted into the cells of its tables, by position.

    Page with tables, pieces ─ tabled ─▶ pieces outside tables, lines of each table cell by cell

A reader gives a table's text as lines that run over its columns; the cell boxes tell them apart.
"""

from __future__ import annotations

from collections.abc import Sequence

from extract.core.geometry import Box, first_holding
from extract.core.model import Cell, Line, Page, Table, Word
from extract.layout.geometry import Piece, lines_of, piece

# Cells of a table that is a table: one row or one column is a frame around text, but a row of several
# columns is one that runs on from the page before or to the next.
LEAST_ROWS = 2
LEAST_COLUMNS = 2
LONE_ROW = 4


def has_columns(table: Table) -> bool:
    """Whether the table is one, with rows and columns, and no frame around text."""
    height, width = table.size
    return width >= LONE_ROW or (height >= LEAST_ROWS and width >= LEAST_COLUMNS)


def tabled(page: Page, items: Sequence[Piece], tilt: float) -> tuple[tuple[Piece, ...], list[list[Piece]]]:
    """The pieces outside every table, and for each table its lines, row by row, cell by cell."""
    free = tuple(items)
    groups: list[list[Piece]] = []
    for number, table in enumerate(page.tables):
        if not has_columns(table) or not all(cell.box for cell in table.cells):
            continue
        boxes = [cell.box for cell in table.cells]
        inside: dict[int, list[list[Word]]] = {}
        kept: list[Piece] = []
        for item in free:
            kept += _sort_in(item, boxes, inside, tilt)
        free = tuple(kept)
        groups.append(_cell_lines(table, number, inside, tilt))
    return free, [group for group in groups if group]


def _sort_in(
    item: Piece, cells: Sequence[Box | None], inside: dict[int, list[list[Word]]], tilt: float
) -> list[Piece]:
    """Words of the piece that lie in a cell go there; the rest of the piece comes back."""
    outside = []
    last: int | None = None
    for word in item.line.words:
        index = first_holding(cells, word.box) if word.box else last
        if index is None:
            outside.append(word)
        elif index == last:
            inside[index][-1].append(word)
        else:
            inside.setdefault(index, []).append([word])
        last = index
    if len(outside) == len(item.line.words):
        return [item]
    return [piece(Line.of(outside), tilt)] if any(word.box for word in outside) else []


def _cell_lines(table: Table, number: int, inside: dict[int, list[list[Word]]], tilt: float) -> list[Piece]:
    found: list[Piece] = []
    for index in sorted(inside, key=lambda i: (table.cells[i].row, table.cells[i].column)):
        cell = table.cells[index]
        found += lines_in(cell, inside[index], number, tilt)
    return found


def lines_in(cell: Cell, runs: Sequence[Sequence[Word]], number: int, tilt: float) -> list[Piece]:
    """The runs of words of one cell as lines, marked with their place in the table."""
    where = (number, cell.row, cell.column)
    parts = [piece(Line.of(words, where), tilt) for words in runs if any(word.box for word in words)]
    return [piece(Line.of(line.line.words, where), tilt) for line in lines_of(parts, tilt)]
