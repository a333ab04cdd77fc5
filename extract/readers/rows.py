"""Tables whose rows say only where their cell edges are (.doc, .rtf) become grids with spans.

    rows of (right edge, blocks, merge flags) ─▶ grid_of ─▶ Grid

Each row of such a table has its own edges; the table's columns are all edges that occur in it.
"""

from __future__ import annotations

from bisect import bisect_right
from collections.abc import Sequence
from dataclasses import dataclass
from enum import Enum

from extract.readers.flow import Block, Grid, GridCell

# Twips (1/20 point). Rows drawn by hand miss each other by a point or two; a real column is wider.
_SAME_EDGE = 60


class Merge(Enum):
    """A cell's part in a merge with its neighbours."""

    NONE = 0
    FIRST = 1
    CONTINUED = 2


@dataclass(frozen=True, slots=True)
class EdgeCell:
    """One cell: its right edge in twips from the margin, and what it holds."""

    right: int
    blocks: tuple[Block, ...]
    vertical: Merge = Merge.NONE
    horizontal: Merge = Merge.NONE


@dataclass(frozen=True, slots=True)
class EdgeRow:
    """One row: its left edge in twips and its cells from left to right."""

    left: int
    cells: tuple[EdgeCell, ...]


def grid_of(rows: Sequence[EdgeRow]) -> Grid:
    """The rows as one grid; empty rows are left out."""
    rows = [row for row in rows if row.cells]
    edges = _columns(rows)
    cells: list[GridCell] = []
    above: dict[int, int] = {}  # column -> index in cells of the cell that a vertical merge continues
    for number, row in enumerate(rows):
        column = _at(edges, row.left)
        for cell in _merged(row.cells):
            end = max(column + 1, _at(edges, cell.right))
            if cell.vertical is Merge.CONTINUED and column in above:
                held = cells[above[column]]
                span = number - held.row + 1
                cells[above[column]] = GridCell(held.row, held.column, held.blocks, span, held.column_span)
            else:
                above[column] = len(cells)
                cells.append(GridCell(number, column, cell.blocks, 1, end - column))
            column = end
    return Grid(tuple(cells))


def _merged(cells: Sequence[EdgeCell]) -> list[EdgeCell]:
    """Cells with those that only continue a horizontal merge added to the one they continue."""
    done: list[EdgeCell] = []
    for cell in cells:
        if cell.horizontal is Merge.CONTINUED and done:
            first = done[-1]
            done[-1] = EdgeCell(cell.right, (*first.blocks, *cell.blocks), first.vertical)
        else:
            done.append(cell)
    return done


def _columns(rows: Sequence[EdgeRow]) -> list[int]:
    """The distinct vertical edges of a table, near ones taken as one."""
    found = sorted({edge for row in rows for edge in (row.left, *(cell.right for cell in row.cells))})
    edges: list[int] = []
    for edge in found:
        if not edges or edge - edges[-1] > _SAME_EDGE:
            edges.append(edge)
    return edges


def _at(edges: Sequence[int], edge: int) -> int:
    """The index of the column that begins at this edge."""
    return max(0, bisect_right(edges, edge) - 1)
