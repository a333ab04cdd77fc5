"""Columns that a typist laid out with tabs or rows of spaces, told from ordinary paragraphs.

    Paragraph | Grid ─▶ lay_columns ─▶ Paragraph | Grid

Older letters have no table under their header and signature block: "BỘ TÀI CHÍNH<tab>CỘNG HÒA XÃ HỘI
..." is one paragraph of two columns. Two forms are known:

- pairs: a short line with one wide gap and text on both sides. Consecutive pairs are one table of two
  columns, so that layout can read the left column before the right one; list lines between or
  below them ("- Lưu: VT.") and lines set far to the right belong to the columns too (see `column_pairs`).
- tab-separated tables: at least two consecutive lines with the same two or more tabs; under a head that
  begins with the number column also uneven ones, and such as are set with spaces (see `tab_tables`).
"""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import replace
from itertools import groupby

from extract.readers.flow import Block, Grid, GridCell, Paragraph, Span, printed_lines
from extract.readers.plain.column_pairs import beside, is_list, pair
from extract.readers.plain.printed_rows import Row
from extract.readers.plain.tab_tables import split_tables


def lay_columns(blocks: Iterable[Block]) -> list[Block]:
    """The same blocks with columns as tables and paragraphs split at their line breaks."""
    laid: list[Block] = []
    for is_text, group in groupby(blocks, key=lambda block: isinstance(block, Paragraph)):
        if not is_text:
            laid.extend(group)
            continue
        rows = [
            Row(spans) for block in group if isinstance(block, Paragraph) for spans in printed_lines(block)
        ]
        laid.extend(_blocks(split_tables(rows)))
    return laid


def _blocks(rows: list[Row]) -> list[Block]:
    """Consecutive rows of columns as one grid, the rest as paragraphs of one line."""
    done: list[Block] = []
    held: list[Row] = []
    touching = False  # no empty line between the held rows and this one
    for at, row in enumerate(rows):
        if not row.text.strip() and is_list(held):  # the space for a signature beside a list of recipients
            touching = False
            continue
        placed = row if row.cells else pair(row, below_pair=bool(held) and touching)
        if not placed.cells and held and len(held[-1].cells) == 2:
            placed = beside(row, held, rows[at + 1 : at + 4], touching=touching)
        if held and len(placed.cells) != len(held[-1].cells):
            done.append(_grid(held))
            held = []
        touching = True
        if placed.cells:
            held.append(placed)
        else:
            done.append(Paragraph(row.spans))
    return [*done, _grid(held)] if held else done


def _grid(rows: list[Row]) -> Grid:
    return Grid(
        tuple(
            GridCell(number, column, (Paragraph(spans),))
            for number, row in enumerate(_joined(rows))
            for column, spans in enumerate(row.cells)
        ),
        drawn=False,
    )


def _joined(rows: list[Row]) -> list[Row]:
    """A row of a wider table with text in one later cell only continues the row above it."""
    done: list[Row] = []
    for row in rows:
        filled = [at for at, cell in enumerate(row.cells) if any(span.text.strip() for span in cell)]
        if done and len(row.cells) > 2 and len(filled) == 1 and filled[0] > 0:
            at = filled[0]
            above = list(done[-1].cells)
            above[at] = (*above[at], Span(" "), *row.cells[at])
            done[-1] = replace(done[-1], cells=tuple(above))
        else:
            done.append(row)
    return done
