"""Tables that were typed line by line: with a number column, or with the same tabs in each line.

    Rows ─ split_tables ─▶ the same Rows, those of tables in cells

At least two lines in a row make a table; a row of a table with a number column may be made of several lines.
"""

from __future__ import annotations

from dataclasses import replace

from extract.readers.flow import Span
from extract.readers.plain.printed_rows import Row, cut_spans
from extract.readers.plain.typed_tables import Slice, find


def split_tables(rows: list[Row]) -> list[Row]:
    """Rows of tables as cells; the others as they are."""
    done: list[Row] = []
    at = 0
    for table in find([row.text for row in rows]):
        done += _even_tables(rows[at : table.start])
        for cells in table.rows:
            spans = [_joined_slices(rows, cell) for cell in cells]
            done.append(Row(tuple(span for cell in spans for span in cell), tuple(spans)))
        at = table.end
    return done + _even_tables(rows[at:])


def _joined_slices(rows: list[Row], cell: tuple[Slice, ...]) -> tuple[Span, ...]:
    """What the slices of a cell hold, a space between them."""
    parts = [cut_spans(rows[line].spans, start, end) for line, start, end in cell]
    return tuple(span for part in parts for span in (*part, Span(" ")))[:-1]


def _even_tables(rows: list[Row]) -> list[Row]:
    """Rows of tab-separated tables without a number column split at every tab; the others as they are."""
    done: list[Row] = []
    for tabs, group in _by_tabs(rows):
        filled = [row for row in group if row.text.strip()]
        if tabs >= 2 and len(filled) >= 2 and not filled[0].text.startswith("\t"):
            done.extend(replace(row, cells=_at_tabs(row.spans)) for row in filled)
        else:
            done.extend(group)
    return done


def _by_tabs(rows: list[Row]) -> list[tuple[int, list[Row]]]:
    """Consecutive rows with the same number of tabs; an empty row goes with the row before it."""
    groups: list[tuple[int, list[Row]]] = []
    for row in rows:
        tabs = row.text.rstrip(" ").count("\t")
        if groups and (groups[-1][0] == tabs or not row.text.strip()):
            groups[-1][1].append(row)
        else:
            groups.append((tabs, [row]))
    return groups


def _at_tabs(spans: tuple[Span, ...]) -> tuple[tuple[Span, ...], ...]:
    cells: list[list[Span]] = [[]]
    for span in spans:
        first, *rest = span.text.split("\t")
        cells[-1].append(replace(span, text=first))
        cells.extend([replace(span, text=text)] for text in rest)
    return tuple(tuple(cell) for cell in cells)
