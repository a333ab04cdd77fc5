"""Tables as rows of text, joined over page breaks.

    lines marked with their cells ─ tables ─▶ WholeTable(title, columns, rows)

Every row has as many cells as there are columns: the text of a merged cell stands in the first of its places
(top left), the others are empty; only in the head a spanning name is repeated over each of its columns
("A / B" where B stands under the spanning name A). A row of column numbers is left out. A table that goes
on after a page break is one table, whether its head is repeated or not; a row broken by the page is one
row. A table inside a cell is a table of its own.
"""

from __future__ import annotations

import re
from collections.abc import Iterable, Sequence
from dataclasses import dataclass, field

from extract.core.geometry import Box
from extract.core.model import Document, Table
from extract.form import cues
from extract.form.motto import is_motto
from extract.layout.line_joins import join
from extract.layout.model import Block, Placed, Region, WholeTable
from extract.layout.paragraphs import BULLET, MARKER
from extract.layout.tables.caption import title_of
from extract.layout.tables.cells import has_columns
from extract.layout.tables.head import (
    MOST_HEAD_ROWS,
    are_column_numbers,
    begins_anew,
    column_names,
    head_rows,
    is_data,
    repeats,
)
from extract.layout.tables.number_column import numbered

# Columns that a typist set with tabs are a table from this count on; two are a header or a signature block.
LEAST_TYPED = 3
# A word read with less confidence may be another; text of a file has 1.0.
SURE = 0.999
RULE_REST = re.compile(r"[|¦_]{1,3}")  # what recognisers make of the rest of a rule


@dataclass(slots=True)
class _Row:
    """One row: its texts, whether one cell runs over all columns, whether its number may be misread."""

    number: int  # in its part's table
    texts: list[str]
    whole: bool = False
    unsure: bool = False


@dataclass(slots=True)
class _Part:
    """One table as it stands on one page."""

    page: int
    table: Table
    lines: list[Placed]
    above: tuple[Placed, ...]  # free lines since the last table
    follows: bool  # nothing stands between it and a table on the page before

    @property
    def box(self) -> Box | None:
        return self.table.box or Box.around(line.box for line in self.lines)

    @property
    def place(self) -> tuple[int, int]:
        """Its page, and its number there, as the cells of lines have it."""
        return self.page, self.lines[0].line.cell[0] if self.lines[0].line.cell else 0


@dataclass(slots=True)
class _Growing:
    """A table whose parts are being put together."""

    first: _Part
    columns: tuple[str, ...]
    page: int  # of the last part
    rows: list[_Row] = field(default_factory=list)
    parts: list[tuple[int, int]] = field(default_factory=list)

    def whole(self) -> WholeTable:
        title = title_of(self.first.above, self.first.page)
        marks = numbered([row.texts[0] for row in self.rows], [row.unsure for row in self.rows])
        rows = tuple((mark, *row.texts[1:]) for mark, row in zip(marks, self.rows, strict=True))
        first, parts = self.first, tuple(self.parts)
        return WholeTable(title, self.columns, rows, first.page, first.box, parts)


def tables(document: Document, blocks: Iterable[Block]) -> tuple[WholeTable, ...]:
    """All tables of body and appendix, in reading order."""
    found: list[_Growing] = []
    for part in _parts(document, blocks):
        if any(is_motto(line.line.words) for line in part.lines):
            continue  # the head of a form, not a table
        rows = _rows(part)
        if not rows:
            continue
        if found and _goes_on(found[-1], part, rows):
            _continue(found[-1], part, rows)
        elif part.table.size[0] > 1:
            found.append(_begun(part, rows))
    return tuple(table.whole() for table in found)


def _parts(document: Document, blocks: Iterable[Block]) -> list[_Part]:
    held = {page.number: [_counts(table) for table in page.tables] for page in document.pages}
    parts: dict[tuple[int, int], _Part] = {}
    above: list[Placed] = []
    last: int | None = None  # the page of the table that ends just above
    for line in _lines(blocks):
        key = (line.page, line.line.cell[0]) if line.line.cell else None
        table = held[key[0]][key[1]] if key and key[1] < len(held[key[0]]) else None
        if key is None or table is None:
            above.append(line)
            last = None
        elif key in parts:  # its lines go on, perhaps after those of a table inside one of its cells
            parts[key].lines.append(line)
        else:
            parts[key] = _Part(line.page, table, [line], tuple(above), last not in (None, line.page))
            above = []
        if key in parts:
            last = line.page
    return list(parts.values())


def _lines(blocks: Iterable[Block]) -> Iterable[Placed]:
    return (line for b in blocks if b.region in (Region.BODY, Region.APPENDIX) for line in b.lines)


def _counts(table: Table) -> Table | None:
    """The table; None when it is but a frame, or columns that a typist set."""
    return table if has_columns(table) and (table.drawn or table.size[1] >= LEAST_TYPED) else None


def _rows(part: _Part) -> list[_Row]:
    """The rows that say something, from top to bottom."""
    height, width = part.table.size
    inside: dict[tuple[int, int], list[Placed]] = {}
    for line in part.lines:
        if line.line.cell:
            inside.setdefault(line.line.cell[1:], []).append(line)
    over = {cell.row for cell in part.table.cells if cell.column == 0 and cell.column_span == width}
    rows = [_Row(number, [""] * width, number in over) for number in range(height)]
    for (number, column), lines in inside.items():
        if number < height and column < width:
            rows[number].texts[column] = _cell_text(lines)
            sure = all(word.confidence >= SURE for line in lines for word in line.line.words)
            rows[number].unsure |= not sure and (column == 0 or (number, 0) not in inside)
    return [row for row in rows if any(row.texts) and not any(map(cues.is_recipients, row.texts))]


def _cell_text(lines: Sequence[Placed]) -> str:
    """A cell's paragraphs, one a line; lines with positions are joined to paragraphs first."""
    if all(line.box is None for line in lines):
        return "\n".join(join([line.text]) for line in lines)
    groups: list[list[str]] = []
    for line in lines:
        text = " ".join(word for word in line.text.split() if not RULE_REST.fullmatch(word))
        ended = bool(groups) and cues.TERMINAL.search(groups[-1][-1]) is not None
        if not groups or BULLET.match(text) or (ended and MARKER.match(text)):
            groups.append([text])
        else:
            groups[-1].append(text)
    return "\n".join(join(group) for group in groups)


def _begun(part: _Part, rows: list[_Row]) -> _Growing:
    numbered_rows = [(row.number, row.texts) for row in rows]
    head = head_rows(part.table, numbered_rows)
    columns = column_names(part.table, numbered_rows[:head], len(rows[0].texts))
    table = _Growing(part, columns, part.page, parts=[part.place])
    table.rows += [row for row in rows[head:] if not are_column_numbers(row.texts)]
    return table


def _goes_on(table: _Growing, part: _Part, rows: Sequence[_Row]) -> bool:
    """Whether a part is the rest of the table before it, broken by the end of a page.

    A page between on which no rules were found leaves free lines, and so may dirt below a table; then only
    a rest without a head goes on, or one that repeats it on the very next page.
    """
    first = rows[0].texts
    if len(table.columns) != len(first) or begins_anew(table.columns, first):
        return False
    apart = part.page > table.page and not any(line.page == part.page for line in part.above)
    again = part.page == table.page + 1 and repeats(table.columns, first)
    return part.follows or (apart and (again or is_data(first)))


def _continue(table: _Growing, part: _Part, rows: Sequence[_Row]) -> None:
    """Add the rows of a part on the next page: its head left out, the broken row made whole."""
    start = 0
    if repeats(table.columns, rows[0].texts):
        start = head_rows(part.table, [(row.number, row.texts) for row in rows])
    while start < min(MOST_HEAD_ROWS, len(rows)) and repeats(table.columns, rows[start].texts):
        start += 1
    rest = [row for row in rows[start:] if not are_column_numbers(row.texts)]
    if rest and table.rows and _is_rest(table.rows[-1], rest[0]):
        joined = zip(table.rows[-1].texts, rest.pop(0).texts, strict=True)
        table.rows[-1].texts = [_glued(before, after) for before, after in joined]
    table.rows += rest
    table.page = part.page
    table.parts.append(part.place)


def _is_rest(before: _Row, row: _Row) -> bool:
    """Whether a page's first row continues the last one: it has no number, is no heading of rows, and
    leaves cells empty whose text had ended, or goes on in the middle of a sentence."""
    if row.texts[0] or row.whole or before.whole:
        return False
    pairs = [(a, b) for a, b in zip(before.texts, row.texts, strict=True) if b]
    flows = any(a and (b[0].islower() or not cues.TERMINAL.search(a)) for a, b in pairs)
    if any(a and b[0].islower() for a, b in pairs):
        return True
    full = len(pairs) >= len(row.texts) - 1 > 2
    beside = any(row.texts[2:])  # the name of a group of rows stands in the second column
    return not full and (flows or (bool(before.texts[0]) and beside))


def _glued(before: str, after: str) -> str:
    if not before or not after:
        return before or after
    if BULLET.match(after):
        return f"{before}\n{after}"
    return join([before, after])
