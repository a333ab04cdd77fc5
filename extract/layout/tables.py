"""Tables as rows of text, joined over page breaks.

    lines marked with their cells ─ tables ─▶ WholeTable(title, columns, rows)

Column heads of several rows become one ("A / B" where B stands under the spanning head A); a row of
column numbers is left out. A table that goes on after a page break is one table, whether its head is
repeated or not; a row broken by the page is one row.
"""

from __future__ import annotations

import re
from collections.abc import Iterable, Sequence
from dataclasses import dataclass, replace

from rapidfuzz import fuzz

from extract.layout import signs
from extract.layout.joining import join
from extract.layout.model import Block, Placed, Region, WholeTable
from extract.layout.paragraphs import BULLET, MARKER
from extract.model import Box, Document, Table

# Heads are at most this many rows.
MOST_HEAD_ROWS = 3
# The longest name of a column seen has 100 letters; cells of tables without a head have more.
LONGEST_NAME = 150
# A repeated head, read twice by OCR, is at least this similar.
SAME_HEAD = 85
# A title stands within this many lines above its table.
TITLE_WITHIN = 8
CAPTION = re.compile(r"^(?:bang|bieu|danh muc|danh sach|tong hop|phan |ke hoach|bieu mau|lich)\b")
UNIT = re.compile(r"^\W*(?:don vi(?: tinh)?|dvt)\b")
RAISED = re.compile(rf"(?<=[{signs.LOWER})])\d{{1,2}}$")

Grid = list[list[str]]


@dataclass(frozen=True, slots=True)
class _Part:
    """One table as it stands on one page."""

    page: int
    table: Table
    lines: tuple[Placed, ...]
    above: tuple[Placed, ...]  # free lines since the last table
    follows: bool  # nothing stands between it and a table on the page before


def tables(document: Document, blocks: Iterable[Block]) -> tuple[WholeTable, ...]:
    """All tables of body and appendix, in reading order."""
    found: list[WholeTable] = []
    for part in _parts(document, blocks):
        if any(signs.is_motto(line.line.words) for line in part.lines):
            continue  # the head of a form, not a table
        grid = _grid(part)
        goes_on = part.follows or (_is_data(grid[0]) and part.page > 1)
        if found and goes_on and len(found[-1].columns) == len(grid[0]):
            found[-1] = replace(found[-1], rows=_continued(found[-1], grid))
        else:
            found.append(_whole(part, grid))
    return tuple(found)


def _parts(document: Document, blocks: Iterable[Block]) -> list[_Part]:
    held = {page.number: page.tables for page in document.pages}
    runs: list[tuple[tuple[int, int] | None, list[Placed]]] = []
    for line in (
        line for block in blocks if block.region in (Region.BODY, Region.APPENDIX) for line in block.lines
    ):
        key = (line.page, line.line.cell[0]) if line.line.cell else None
        if runs and runs[-1][0] == key:
            runs[-1][1].append(line)
        else:
            runs.append((key, [line]))
    parts: list[_Part] = []
    above: list[Placed] = []
    last: int | None = None
    for key, lines in runs:
        table = _table(held, key)
        if key is None or table is None:
            above, last = [*above, *lines], None
            continue
        parts.append(_Part(key[0], table, tuple(lines), tuple(above), last is not None and key[0] != last))
        above, last = [], key[0]
    return parts


def _table(held: dict[int, tuple[Table, ...]], key: tuple[int, int] | None) -> Table | None:
    if key is None or key[1] >= len(held[key[0]]):
        return None
    table = held[key[0]][key[1]]
    return table if min(table.size) >= 2 else None


def _grid(part: _Part) -> Grid:
    height, width = part.table.size
    grid = [["" for _ in range(width)] for _ in range(height)]
    inside: dict[tuple[int, int], list[Placed]] = {}
    for line in part.lines:
        if line.line.cell:
            inside.setdefault(line.line.cell[1:], []).append(line)
    for (row, column), lines in inside.items():
        if row < height and column < width:
            grid[row][column] = _cell_text(lines)
    return [row for row in grid if any(row)] or grid[:1]


def _cell_text(lines: Sequence[Placed]) -> str:
    """A cell's paragraphs, one a line; lines with positions are joined to paragraphs first."""
    if all(line.box is None for line in lines):
        return "\n".join(join([line.text]) for line in lines)
    groups: list[list[str]] = []
    for line in lines:
        ended = bool(groups) and signs.TERMINAL.search(groups[-1][-1]) is not None
        if not groups or BULLET.match(line.text) or (ended and MARKER.match(line.text)):
            groups.append([line.text])
        else:
            groups[-1].append(line.text)
    return "\n".join(join(group) for group in groups)


def _whole(part: _Part, grid: Grid) -> WholeTable:
    head = _head_rows(part.table, grid)
    columns = tuple(_column(part.table, grid[:head], index) for index in range(len(grid[0])))
    rows = tuple(tuple(row) for row in grid[head:] if not _column_numbers(row))
    return WholeTable(_title(part.above), columns, rows, part.page, _box(part))


def _head_rows(table: Table, grid: Grid) -> int:
    """Rows of the head: one, or two and more where a cell of the first row spans columns; none in a rest."""
    first = [cell for cell in table.cells if cell.row == 0]
    if _is_data(grid[0]):
        return 0
    if len(first) <= 1 or not any(cell.column_span > 1 for cell in first):
        return 1
    return min(max(2, *(cell.row_span for cell in first)), MOST_HEAD_ROWS, max(1, len(grid) - 1))


def _is_data(row: Sequence[str]) -> bool:
    """Whether a first row is no head: names of columns are short."""
    return any(len(text) > LONGEST_NAME for text in row)


def _column(table: Table, head: Grid, index: int) -> str:
    """The head over one column, from the spanning cells down."""
    names: list[str] = []
    for row in range(len(head)):
        for cell in table.cells:
            if cell.row == row and cell.column <= index < cell.column + cell.column_span:
                name = RAISED.sub("", join(head[row][cell.column].split("\n")))
                names += [name] if name else []
    return " / ".join(names)


def _column_numbers(row: Sequence[str]) -> bool:
    """ "(1) (2) (3)" or "1 2 3": the numbers of the columns."""
    numbers = [re.sub(r"\D", "", text) for text in row if len(text) <= 5]
    return len(numbers) == len(row) > 2 and numbers == [str(i + 1) for i in range(len(row))]


def _continued(whole: WholeTable, grid: Grid) -> tuple[tuple[str, ...], ...]:
    """The rows of a table with those of its part on the next page."""
    rows = list(whole.rows)
    start = 0
    head = " ".join(whole.columns)
    while start < min(MOST_HEAD_ROWS, len(grid)) and _repeats(head, grid[start]):
        start += 1
    for number, row in enumerate(row for row in grid[start:] if not _column_numbers(row)):
        if number == 0 and rows and not row[0] and rows[-1][0]:
            rows[-1] = tuple(_glued(a, b) for a, b in zip(rows[-1], row, strict=True))
        else:
            rows.append(tuple(row))
    return tuple(rows)


def _repeats(head: str, row: Sequence[str]) -> bool:
    text = signs.fold(" ".join(row))
    return (
        bool(text) and fuzz.partial_ratio(text, signs.fold(head)) >= SAME_HEAD and len(text) > 0.3 * len(head)
    )


def _glued(before: str, after: str) -> str:
    if not before or not after:
        return before or after
    if BULLET.match(after):
        return f"{before}\n{after}"
    return join([before, after])


def _title(above: Sequence[Placed]) -> str | None:
    """The caption over a table: lines in capitals, in bold, or that begin as captions do."""
    lines = [line for line in above[-TITLE_WITHIN:] if line.text]
    while lines and (_is_remark(lines[-1].text)):
        lines.pop()
    if any(line.text.lstrip().startswith("(") for line in lines):  # "(Kèm theo ...\n của ...)" over two lines
        start = max(i for i, line in enumerate(lines) if line.text.lstrip().startswith("("))
        if lines[-1].text.rstrip().endswith(")"):
            lines = lines[:start]
    title: list[str] = []
    for line in reversed(lines):
        if not _names(line) or signs.APPENDIX.match(signs.fold(line.text)):
            break
        title.insert(0, line.text)
        if MARKER.match(line.text) or (
            CAPTION.match(signs.fold(line.text)) and not signs.capitals(line.text)
        ):
            break
    return join(title) or None


def _is_remark(text: str) -> bool:
    whole = text.strip()
    return bool(UNIT.match(signs.fold(text))) or (whole.startswith("(") and whole.endswith(")"))


def _names(line: Placed) -> bool:
    bold = bool(line.line.words) and all(word.bold for word in line.line.words)
    return signs.capitals(line.text) or bold or CAPTION.match(signs.fold(line.text)) is not None


def _box(part: _Part) -> Box | None:
    return part.table.box or Box.around(line.box for line in part.lines)
