"""Paragraphs, cells and rows put together as their end marks come (.doc and .rtf).

ends of paragraphs, cells, rows ─▶ TableFlow ─▶ Paragraph | Grid
"""

from __future__ import annotations

from extract.readers.flow import Block, Paragraph, Span
from extract.readers.rows import EdgeCell, EdgeRow, Merge, grid_of

_INCH = 1440  # twips


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
