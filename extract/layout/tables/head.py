"""The head of a table: how many rows it has, and the name of each column.

    Table, its rows of text ─ head_rows, column_names ─▶ ("TT", "Kinh phí / Tỉnh", "Kinh phí / Xã")

A name under a spanning name follows it ("A / B"); the numbers of columns under a head are no part of it.
"""

from __future__ import annotations

import re
from collections.abc import Sequence

from rapidfuzz import fuzz

from extract.core.model import Table
from extract.form.folding import LOWER, fold_words
from extract.layout.line_joins import join

# Heads are at most this many rows.
MOST_HEAD_ROWS = 4
# The longest name of a column seen has 100 letters; cells of tables without a head have more.
LONGEST_NAME = 150
# A repeated head, read twice by OCR, is at least this similar.
SAME_HEAD = 85
SAME_CELLS = 0.6  # share of a repeated head's cells that recognisers read alike
NUMBER_HEAD = re.compile(r"s? ?tt|so tt|so thu tu")
# Of what a recogniser reads of a row "1 2 3 ... 12", this share is right.
COLUMN_NUMBERS = 0.6
RAISED = re.compile(rf"(?<=[{LOWER})])(?<!\bm)(?<!\b[cdkm]m)\d{{1,2}}$")  # a footnote's mark; not that of m2

Row = Sequence[str]


def head_rows(table: Table, rows: Sequence[tuple[int, Row]]) -> int:
    """How many of the rows (with their numbers in the table) are the head: none in a rest of a table.

    Two and more where a cell of the first row spans columns; all above the numbers of the columns.
    """
    if is_data(rows[0][1]):
        return 0
    for count, (_, row) in enumerate(rows[1 : MOST_HEAD_ROWS + 1], start=1):
        if are_column_numbers(row):
            return count
    top = [cell for cell in table.cells if cell.row == rows[0][0]]
    if len(top) <= 1 or not any(cell.column_span > 1 for cell in top):
        return 1
    deep = min(max(2, *(cell.row_span for cell in top)), MOST_HEAD_ROWS, max(1, len(rows) - 1))
    return next((n for n in range(1, deep) if _is_numbered(rows[n][1])), deep)


def is_data(row: Row) -> bool:
    """Whether a first row is no head: names of columns are short, and none is a running number."""
    if NUMBER_HEAD.fullmatch(fold_words(row[0])):
        return False
    return any(len(text) > LONGEST_NAME for text in row) or _is_numbered(row)


def _is_numbered(row: Row) -> bool:
    """Whether the row begins with a running number."""
    return re.fullmatch(r"\(?\d{1,3}[.)]{0,2}", row[0].strip()) is not None and not are_column_numbers(row)


def are_column_numbers(row: Row) -> bool:
    """ "(1) (2) (3)" or "1 2 3": the numbers of the columns."""
    if len(row) < 3 or any(len(text) > 5 for text in row):
        return False
    numbers = [(i, re.sub(r"\D", "", text)) for i, text in enumerate(row) if text]
    right = sum(number == str(i + 1) for i, number in numbers)
    return right >= 3 and (right == len(row) or right >= COLUMN_NUMBERS * len(numbers))


def column_names(table: Table, head: Sequence[tuple[int, Row]], width: int) -> tuple[str, ...]:
    """The name over each column, from the spanning cells down."""
    return tuple(_name(table, head, column) for column in range(width))


def _name(table: Table, head: Sequence[tuple[int, Row]], column: int) -> str:
    names: list[str] = []
    for number, row in head:
        for cell in table.cells:
            if cell.row == number and cell.column <= column < cell.column + cell.column_span:
                name = RAISED.sub("", join(row[cell.column].split("\n")))
                names += [name] if name else []
    return " / ".join(names)


def begins_anew(columns: Row, row: Row) -> bool:
    """Whether a first row is the head of another table: it counts on ("15 - Thủ tục" after "14 - Thủ tục"),
    or begins with the name of a number column under other names."""
    before, after = fold_words(columns[0]), fold_words(row[0])
    if before != after and re.search("[a-z]", after) and _uncounted(before) == _uncounted(after):
        return True
    return NUMBER_HEAD.fullmatch(after) is not None and not repeats(columns, row)


def _uncounted(text: str) -> str:
    return re.sub(r"\W*\d+\W*", " ", text).strip()


def repeats(columns: Row, row: Row) -> bool:
    """Whether a row says again what the head said: as a whole, or cell by cell below the same names."""
    head, text = fold_words(" ".join(columns)), fold_words(" ".join(row))
    if not text:
        return False
    alike = 0.3 * len(head) < len(text) < 1.3 * len(head)
    if alike and fuzz.partial_ratio(text, head) >= SAME_HEAD:
        return True
    filled = [(name, cell) for name, cell in zip(columns, row, strict=True) if cell]
    same = sum(_is_part(name, cell) for name, cell in filled)
    return len(filled) > 1 and same >= SAME_CELLS * len(filled)


def _is_part(name: str, cell: str) -> bool:
    """Whether a cell is one of the names over its column."""
    text = fold_words(" ".join(cell.split()))
    return any(fuzz.ratio(text, fold_words(part)) >= SAME_HEAD for part in name.split(" / ") if part)
