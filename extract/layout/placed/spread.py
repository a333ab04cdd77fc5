"""Two pages beside each other on one sheet, as copiers print them and books are scanned.

    Page ─ fold ─▶ where the sheet is folded ─ lay_out_sheet ─▶ Blocks of the left page, then of the right

A sheet is two pages when it is as wide as two of paper, nothing is printed across its middle, and what stands
at one side is running text. Each is laid out as a page of its own: a head, a signature, a page number are
looked for in each. Boxes stay those of the sheet.
"""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from dataclasses import replace

from extract.core.geometry import Box
from extract.core.model import Line, Page, Table, Word
from extract.form.folding import written
from extract.layout.geometry import Row, Sheet, piece, rows, sheet_of
from extract.layout.model import Block, Placed
from extract.layout.placed.page import lay_out
from extract.layout.progress import Progress

WIDE = (1.2, 1.75)  # width to height of two pages: of A4 1.41, of books up to 1.6
MIDDLE = (0.46, 0.54)  # of the width: some of it belongs to the gutter
GUTTER = 0.03  # of the width; the inner margins of two pages of A4 are 0.09
LONG = (
    0.28  # of the width: a line of running text on one of two pages has 0.36 to 0.4, an entry of a list 0.2
)
LEAST_LONG = 2  # such lines on both pages,
LEAST_ALONE = 5  # or so many on one of them, the other one holding a few lines or none
# Of the rows on the emptier page: on a line with one of the other page, as the columns of a table are.
ALIGNED = 0.7
SAME_ROW = 0.3  # letter heights


def lay_out_sheet(sheet: Sheet, before: Progress) -> tuple[tuple[Block, ...], Progress]:
    """The blocks of a page with positions, or of the two on it, and how far the document has come."""
    page = sheet.page
    middle = fold(page)
    if middle is None:
        return lay_out(sheet, before)
    found: tuple[Block, ...] = ()
    for left, right in ((0.0, middle), (middle, page.width or middle)):
        own, words = _half(page, left, right)
        blocks, before = lay_out(sheet_of(own), before)
        found += tuple(_back(block, words) for block in blocks)
    return found, before


def fold(page: Page) -> float | None:
    """Points from the left at which one of two pages ends; None for a sheet that is one page."""
    wide, high = page.width or 1.0, page.height or 1.0
    if not WIDE[0] <= wide / high <= WIDE[1]:
        return None
    gap = _gap([word.box for word in page.words if word.box and written(word.text)], wide)
    if gap is None or any(table.box and table.box.x0 < gap < table.box.x1 for table in page.tables):
        return None
    sides = [_rows(page.lines, 0.0, gap), _rows(page.lines, gap, wide)]
    long = [[row for row in side if row[-1].x1 - row[0].x0 >= LONG * wide] for side in sides]
    if min(map(len, long)) >= LEAST_LONG:
        return gap
    fuller = 0 if len(long[0]) >= len(long[1]) else 1
    alone = len(long[fuller]) >= LEAST_ALONE and not _is_aligned(sides[1 - fuller], sides[fuller])
    return gap if alone else None


def _gap(boxes: Sequence[Box], wide: float) -> float | None:
    """The middle of the blank strip that parts what is printed, or the sheet's where one half is blank."""
    reach, found = 0.0, None
    for x0, x1 in sorted((box.x0, box.x1) for box in boxes):
        if reach and _is_gutter(reach, x0, wide):
            found = (reach + x0) / 2
        reach = max(reach, x1)
    first = min((box.x0 for box in boxes), default=0.0)
    return wide / 2 if found is None and boxes and (reach < wide / 2 or first > wide / 2) else found


def _is_gutter(left: float, right: float, wide: float) -> bool:
    return right - left >= GUTTER * wide and left < MIDDLE[1] * wide and right > MIDDLE[0] * wide


def _rows(lines: Iterable[Line], left: float, right: float) -> list[Row]:
    """The rows of print between two places."""
    held = (_between(line, left, right) for line in lines)
    return rows(piece(line, 0.0) for line in held if any(word.box for word in line.words))


def _between(line: Line, left: float, right: float) -> Line:
    """The words of a line between two places; one without a box goes with the one before it."""
    words: list[Word] = []
    inside = False
    for word in line.words:
        inside = left <= word.box.centre[0] < right if word.box else inside
        words += [word] if inside else []
    return Line.of(words, line.cell)


def _is_aligned(few: Sequence[Row], many: Sequence[Row]) -> bool:
    """Whether the rows of one side stand on a line with rows of the other one."""
    level = [any(abs(row[0].y - other[0].y) < SAME_ROW * row[0].height for other in many) for row in few]
    return bool(level) and sum(level) >= ALIGNED * len(level)


def _half(page: Page, left: float, right: float) -> tuple[Page, dict[int, Word]]:
    """What stands between two places as a page, and the word of the sheet that each of its words is."""
    lines: list[Line] = []
    words: dict[int, Word] = {}
    for line in page.lines:
        own = _between(line, left, right)
        if own.words:
            lines.append(own.placed(lambda box: box.moved(-left, 0.0)))
            words |= {id(moved): word for moved, word in zip(lines[-1].words, own.words, strict=True)}
    tables = tuple(_moved(table, -left) for table in page.tables)  # all, since lines name them by number
    return replace(page, lines=tuple(lines), tables=tables, width=right - left), words


def _moved(table: Table, by: float) -> Table:
    cells = (replace(cell, box=cell.box.moved(by, 0.0)) if cell.box else cell for cell in table.cells)
    return replace(table, cells=tuple(cells), box=table.box.moved(by, 0.0) if table.box else None)


def _back(block: Block, words: dict[int, Word]) -> Block:
    """A block of one of the pages with its words where they stand on the sheet."""
    lines = tuple(
        Placed(Line.of([words[id(word)] for word in line.line.words], line.line.cell), line.page)
        for line in block.lines
    )
    return replace(block, lines=lines)
