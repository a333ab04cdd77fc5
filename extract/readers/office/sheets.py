"""Workbooks (.xls, .xlsx, .xlsb, .ods): each sheet a table under its name.

    path ─ calamine ─▶ rows of values ─▶ Paragraph | Grid ─▶ Document

The rows from the first that is one of a table to the last are the table; above and below it letterhead,
title and signatures are lines and pairs of columns, as in a letter. How a cell shows its value is not known:
days and fractions are written as offices write them (14/08/2031; 12,5), other numbers digit by digit, since
they may be codes. Rows and columns without a value are left out, and so are hidden sheets, which are told.
"""

from __future__ import annotations

import re
from bisect import bisect_left, bisect_right
from collections.abc import Iterator, Sequence
from itertools import groupby
from pathlib import Path
from typing import Any

from extract.core.errors import BrokenFile, EmptyFile, EncryptedOffice, TooLarge
from extract.core.limits import Limits
from extract.core.model import Document, Origin
from extract.intake.formats import XLSX
from extract.readers.flow import Block, Grid, GridCell, Paragraph, Span, check_length, page
from extract.readers.office.shown_values import shown_value
from schemas.catalogue import Message

Spans = dict[tuple[int, int], tuple[int, int]]  # first place of a merged cell ─▶ its last row and column

_DEFAULT_NAME = re.compile(r"(?:sheet|trang[ _]?tính|bảng tính|worksheet)[ _]?\d*", re.IGNORECASE)
_ENCRYPTED = ("password", "encrypt")
_TABLE_CELLS = 3  # filled in one row: letterheads and signatures fill two
_MOST_CELLS = 4_000_000  # of a workbook; two million values take a gigabyte as words


def read_sheets(path: Path, limits: Limits) -> Document:
    """The sheets as one page. Raises EmptyFile, TooLarge, TooManyPages, EncryptedOffice or BrokenFile."""
    import python_calamine  # noqa: PLC0415 - an extra

    if path.stat().st_size > limits.max_bytes:
        raise TooLarge
    try:
        with path.open("rb") as file:  # by its content: a path would be believed by its suffix
            book = python_calamine.CalamineWorkbook.from_filelike(file)
            blocks, hidden = _blocks(book, limits)
    except python_calamine.CalamineError as error:
        if any(word in str(error).lower() for word in _ENCRYPTED):
            raise EncryptedOffice from error
        raise BrokenFile("sheets-damaged", error=type(error).__name__) from error
    if not blocks:
        raise EmptyFile("text-empty")
    notices = (Message.of("sheets-hidden", count=len(hidden), names=", ".join(hidden)),) if hidden else ()
    return Document((page(blocks, Origin.OFFICE),), XLSX.media_type, XLSX.paged, notices)


def _blocks(book: Any, limits: Limits) -> tuple[list[Block], list[str]]:
    """The sheets that a print shows, and the names of those that it does not."""
    blocks: list[Block] = []
    hidden: list[str] = []
    letters = 0
    for sheet in book.sheets_metadata:
        if str(sheet.visible).rpartition(".")[2] != "Visible":
            hidden.append(sheet.name)
            continue
        held = book.get_sheet_by_name(sheet.name)
        if held.total_height * held.total_width > _MOST_CELLS:
            raise TooLarge("sheet-too-large", sheet=sheet.name, limit=_MOST_CELLS)
        rows = [[shown_value(value) for value in row] for row in held.to_python(skip_empty_area=True)]
        letters += sum(len(value) + 1 for row in rows for value in row if value)
        check_length(letters, limits)
        merged = held.merged_cell_ranges or ()
        blocks += _sheet(sheet.name, rows, _spans(merged, held.start or (0, 0)))
    return blocks, hidden


def _sheet(name: str, rows: Sequence[Sequence[str]], spans: Spans) -> Iterator[Block]:
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


def _spans(merged: Sequence[Any], start: tuple[int, int]) -> Spans:
    top, left = start
    return {(first[0] - top, first[1] - left): (last[0] - top, last[1] - left) for first, last in merged}
