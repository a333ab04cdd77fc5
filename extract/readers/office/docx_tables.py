"""Tables of a .docx file as grids.

    w:tbl ─ grid_of ─▶ Grid: cells with row, column and spans

A row may begin or end short of the table's columns; vertical merges make one cell of several. Rows and cells
whose deletion is tracked are left out.
"""

from __future__ import annotations

from collections.abc import Callable, Iterable, Iterator
from typing import Any

from extract.readers.flow import Block, Grid, GridCell
from extract.readers.office.docx_alternatives import children
from extract.readers.office.docx_styles import w

# What holds no row or cell of the table that it stands in.
_CLOSED = frozenset(map(w, ("tbl", "tr", "tc", "p", "del", "moveFrom", "tblPr", "trPr", "tblGrid", "sdtPr")))


def grid_of(table: Any, blocks_of: Callable[[Any], Iterable[Block]]) -> Grid:
    """The table's cells where they stand, with their spans; `blocks_of` reads what a cell holds."""
    cells: list[GridCell] = []
    above: dict[int, int] = {}  # column -> index in cells of the cell that a vertical merge continues
    rows = (row for row in _through(table, w("tr")) if row.find(f"{w('trPr')}/{w('del')}") is None)
    for row, element in enumerate(rows):
        column = _number(element.find(f"{w('trPr')}/{w('gridBefore')}"), 0)
        for cell in _through(element, w("tc")):
            properties = cell.find(w("tcPr"))
            if properties is not None and properties.find(w("cellDel")) is not None:
                continue
            span = max(1, _number(None if properties is None else properties.find(w("gridSpan")), 1))
            merge = None if properties is None else properties.find(w("vMerge"))
            if merge is not None and merge.get(w("val")) != "restart" and column in above:
                at = above[column]
                held = cells[at]
                cells[at] = GridCell(held.row, held.column, held.blocks, row - held.row + 1, held.column_span)
            else:
                above[column] = len(cells)
                cells.append(GridCell(row, column, tuple(blocks_of(cell)), 1, span))
            column += span
    return Grid(tuple(cells))


def _number(element: Any, otherwise: int) -> int:
    """The `w:val` of an element as a number within what a table may have (Word allows 63 columns)."""
    try:
        return min(int(element.get(w("val"))), 64)
    except (AttributeError, TypeError, ValueError):
        return otherwise


def _through(element: Any, tag: str) -> Iterator[Any]:
    """Children of this tag, also inside content controls, tracked insertions and the like."""
    for child in children(element):
        if child.tag == tag:
            yield child
        elif child.tag not in _CLOSED:
            yield from _through(child, tag)
