"""Paragraphs, cells and rows put together as their end marks come (.doc and .rtf).

    ends of paragraphs, cells, rows ─▶ TableFlow ─▶ Paragraph | Grid

Rows of such a table say only where their cell edges are, each row its own; the table's columns are all edges
that occur in it (`grid_of`).
"""

from __future__ import annotations

from bisect import bisect_right
from collections.abc import Sequence
from dataclasses import dataclass
from enum import Enum

from extract.readers.flow import Block, Grid, GridCell, Paragraph, Span

_INCH = 1440  # twips
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


class TableFlow:
    """Paragraphs, cells and rows of one stretch of text (body, header or footnote) as they grow."""

    def __init__(self) -> None:
        self.blocks: list[Block] = []
        self._spans: list[Span] = []
        self._cell: list[Block] = []
        self._cells: list[tuple[Block, ...]] = []
        self._rows: list[EdgeRow] = []
        self._left = 0
        self._edges: list[tuple[int, Merge, Merge]] = []  # right edge, vertical and horizontal merge
        self._merge = {"v": Merge.NONE, "h": Merge.NONE}

    def add(self, span: Span) -> None:
        self._spans.append(span)

    def end_paragraph(self, in_table: bool) -> None:
        paragraph = Paragraph(tuple(self._spans))
        self._spans = []
        if in_table:
            self._cell.append(paragraph)
            return
        self.end_table()
        self.blocks.append(paragraph)

    def insert(self, blocks: list[Block], in_table: bool) -> None:
        """Whole blocks after the paragraph that has just ended."""
        (self._cell if in_table else self.blocks).extend(blocks)

    def end_cell(self) -> None:
        self.end_paragraph(in_table=True)
        self._cells.append(tuple(self._cell))
        self._cell = []

    def define_row(self) -> None:
        self._left, self._edges = 0, []
        self._merge = {"v": Merge.NONE, "h": Merge.NONE}

    def define_left(self, edge: int) -> None:
        self._left = edge

    def define_merge(self, way: str, merge: Merge) -> None:
        self._merge[way] = merge

    def define_cell(self, edge: int) -> None:
        self._edges.append((edge, self._merge["v"], self._merge["h"]))
        self._merge = {"v": Merge.NONE, "h": Merge.NONE}

    def end_row(self) -> None:
        last = self._edges[-1][0] if self._edges else self._left
        missing = len(self._cells) - len(self._edges)
        # A file that defines fewer cells than it fills: the others stand to the right, an inch each.
        edges = [*self._edges, *((last + _INCH * n, Merge.NONE, Merge.NONE) for n in range(1, missing + 1))]
        cells = zip(edges, self._cells, strict=False)
        self._rows.append(
            EdgeRow(self._left, tuple(EdgeCell(e, blocks, v, h) for (e, v, h), blocks in cells))
        )
        self._cells = []

    def end_table(self) -> None:
        if self._cells or self._cell:  # the file ends inside a row
            self._cells.append(tuple(self._cell))
            self._cell = []
            self.end_row()
        if any(row.cells for row in self._rows):
            self.blocks.append(grid_of(self._rows))
        self._rows = []

    def finish(self) -> list[Block]:
        if self._spans:
            self.end_paragraph(in_table=bool(self._cell or self._cells))
        self.end_table()
        return self.blocks


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
