"""Tables without upright rules: ruled only between rows, only around the head, or not at all.

    rules, lines of a page ─ open_grids ─▶ grids of cells, as those of ruled tables

A table is told by its rules (three of the same length and more), by a head between two rules, or by a head
that begins with the number column ("STT"). Columns are the strips of paper that no word crosses; rows
lie between rules, and where there are none a number in the first column begins one. Prose fills the
strips and so ends a table without a foot.
"""

from __future__ import annotations

import re
from collections.abc import Iterable, Sequence
from itertools import pairwise
from statistics import median

from extract.core.geometry import Box, grouped
from extract.core.model import Line
from extract.tables.row_splits import LEAST_COLUMNS, NUMBER, ROOM, is_sum, starts
from extract.tables.ruled import Grid, Rule, flat_rules
from extract.tables.text_rows import STRIP, TextRow, covered, text_rows

# Ends of the rules of one table differ by a few points in a scan.
SAME_END = 8.0
SHORTEST = 150.0  # points: rules of a table; the one under a motto is up to 170, but has no like below it
# Steps from line to line: beyond this many letter heights the table has ended.
FURTHEST = 3.2

FIRST_HEAD = re.compile(r"s\.?\s?tt|tt|số tt|số thứ tự|no\.?", re.IGNORECASE)
ONE = re.compile(r"\(?0?1\)?[.)]?")
REST = 6  # lines of one row, at most, before the next number of a table whose head is on another page


def open_grids(rules: Iterable[Rule], lines: Sequence[Line], taken: Sequence[Grid]) -> list[Grid]:
    """The cells of tables that have no upright rules; what lies in a table `taken` is left alone."""
    outer = [box for box in map(Box.around, taken) if box]
    rows = text_rows([word for line in lines for word in line.words], outer)
    found: list[Grid] = []
    for group in _groups(rules, outer):
        grid = _between(group, rows)
        if grid:
            found.append(grid)
            rows = [row for row in rows if not _runs_beside(grid, row)]
    for number, row in enumerate(rows):
        if any(_runs_beside(grid, row) for grid in found):
            continue
        grid = None
        if FIRST_HEAD.fullmatch(row.words[0].text):
            grid = _below(rows, number, 1, [])
        elif _is_head(row, rows[number + 1 : number + 2]):
            grid = _below(rows, number, 1, [], least=2)
        elif _counts(row, rows[number + 1 :]):
            grid = _below(rows, number, 0, [], least=2)
        found += [grid] if grid else []
    return found


def _is_head(row: TextRow, below: Sequence[TextRow]) -> bool:
    """Whether a line of several names stands just above the number 1."""
    first = bool(below) and ONE.fullmatch(below[0].lead) is not None
    return first and min(len(row.spans), len(below[0].spans)) >= LEAST_COLUMNS


def _counts(row: TextRow, below: Sequence[TextRow]) -> bool:
    """Whether rows of a table without a head begin here: it and the next number stand before columns."""
    number = re.match(r"\d{1,3}", row.lead)
    if not number or not NUMBER.fullmatch(row.lead) or len(row.spans) < LEAST_COLUMNS:
        return False
    after = next((other for other in below[:REST] if NUMBER.fullmatch(other.lead)), None)
    counted = re.match(r"\d{1,3}", after.lead) if after else None
    return (
        after is not None
        and counted is not None
        and int(counted[0]) == int(number[0]) + 1
        and len(after.spans) >= LEAST_COLUMNS
    )


def outside(lines: Iterable[Line], grids: Sequence[Grid]) -> list[Line]:
    """The lines without their words that stand in one of the tables."""
    outer = [box for box in map(Box.around, grids) if box]
    kept = ([word for word in line.words if not any(box.holds(word.box) for box in outer)] for line in lines)
    return [Line.of(words) for words in kept if words]


def _runs_beside(grid: Grid, row: TextRow) -> bool:
    box = Box.around(grid)
    return box is not None and box.is_beside(row.box)


def _groups(rules: Iterable[Rule], outer: Sequence[Box]) -> list[list[Rule]]:
    """Long flat rules with the same ends, from top to bottom; a group ends where a table is."""
    long = [rule for rule in flat_rules(rules) if rule.x1 - rule.x0 >= SHORTEST]
    free = [rule for rule in long if not any(box.holds(rule.box) for box in outer)]
    groups = grouped(free, lambda rule: rule.y0, _has_its_ends, among=None)
    return [group for group in groups if len(group) > 1]


def _has_its_ends(group: Sequence[Rule], rule: Rule) -> bool:
    return abs(group[0].x0 - rule.x0) < SAME_END and abs(group[0].x1 - rule.x1) < SAME_END


def _between(group: Sequence[Rule], rows: Sequence[TextRow]) -> Grid | None:
    """The table between the rules of a group; below two rules alone it goes on as far as its columns do."""
    top, bottom = group[0].y0, group[-1].y0
    left, right = group[0].x0 - SAME_END, group[0].x1 + SAME_END
    inside = [row for row in rows if top < row.y < bottom and left < row.box.x0 and row.box.x1 < right]
    if not inside or any(row for row in rows if top < row.y < bottom and row not in inside):
        return None
    heights = [rule.y0 for rule in group]
    if len(group) == 2:
        start = next(number for number, row in enumerate(rows) if row is inside[0])
        return _below(rows, start, len(inside), heights)
    head = [row for row in inside if row.y < heights[1]]
    strips = _strips(inside, head)
    if len(strips) + 1 < LEAST_COLUMNS or not _even(inside, strips):
        return None
    edges = [group[0].x0, *strips, group[0].x1]
    return _grid(inside, edges, heights, len(head))


def _below(
    rows: Sequence[TextRow], start: int, count: int, heights: list[float], least: int = 0
) -> Grid | None:
    """The table whose head is the `count` rows from `start`; it ends where its columns do.

    None for one with fewer running numbers than `least`.
    """
    held = list(rows[start : start + max(count, 1)])
    strips = _strips(held, held)
    if len(strips) + 1 < LEAST_COLUMNS:
        return None
    headed = count
    columns = len(strips)
    for number in range(start + len(held), len(rows)):
        row = rows[number]
        longer = _strips([*held, row], held[:headed])
        begun = len(held) > headed or not count
        step = row.y - held[-1].y
        fits = len(longer) == columns and not (len(row.spans) == 1 and any(_crosses(row, x) for x in longer))
        if step > FURTHEST * row.box.height or not (fits or _sums(row, rows[number + 1 :], strips)):
            break
        if not begun and not NUMBER.fullmatch(row.lead):
            headed += 1  # the head goes on until the first number
        strips = longer if len(longer) == columns else strips
        held.append(row)
    body = held[headed:]
    counted = sum(NUMBER.fullmatch(row.lead) is not None for row in body)
    if not body or not _even(body, strips) or counted < least:
        return None
    around = Box.around(row.box for row in held)
    if around is None:
        return None
    edges = [around.x0 - ROOM, *strips, around.x1 + ROOM]
    if not heights:
        below = [(held[headed - 1].box.y1 + held[headed].box.y0) / 2] if headed else []
        heights = [around.y0 - ROOM, *below]
    return _grid(held, edges, [*heights, around.y1 + ROOM], headed)


def _sums(row: TextRow, below: Sequence[TextRow], strips: Sequence[float]) -> bool:
    """A line over several columns that belongs to the table: a sum, or the name of a group of rows."""
    if is_sum(row):
        return True
    named = NUMBER.fullmatch(row.lead) is not None and len(row.spans) > 1
    after = below[0] if below else None
    return (
        named
        and after is not None
        and NUMBER.fullmatch(after.lead) is not None
        and not any(_crosses(after, strip) for strip in strips)
    )


def _crosses(row: TextRow, strip: float) -> bool:
    return any(x0 < strip < x1 for x0, x1 in row.spans)


def _strips(rows: Sequence[TextRow], head: Sequence[TextRow]) -> list[float]:
    """The middles of the strips between columns that lines of several pieces leave free.

    A strip that has no name of a column on one side is a chance gap within a column.
    """
    several = [row for row in rows if len(row.spans) > 1]
    if not several:
        return []
    height = median(word.box.height for row in several for word in row.words if word.box)
    columns = covered([span for row in several for span in row.spans], STRIP * height)
    named = [span for row in head for span in row.spans]
    if len(covered(named, STRIP * height)) >= LEAST_COLUMNS:
        columns = _named(columns, named)
    return [(one[1] + other[0]) / 2 for one, other in pairwise(columns)]


def _named(
    columns: list[tuple[float, float]], names: Sequence[tuple[float, float]]
) -> list[tuple[float, float]]:
    """Columns without a name joined to the one before."""
    done: list[tuple[float, float]] = []
    for column in columns:
        has_name = any(x0 < column[1] and column[0] < x1 for x0, x1 in names)
        if has_name or not done:
            done.append(column)
        else:
            done[-1] = (done[-1][0], column[1])
    return done


def _even(rows: Sequence[TextRow], strips: Sequence[float]) -> bool:
    """Whether the lines keep to the columns: most of the first lines of rows fill several."""
    filled = [len(row.spans) for row in rows]
    return sum(count > 1 for count in filled) * 3 >= len(filled) and max(filled) >= min(
        LEAST_COLUMNS, len(strips) + 1
    )


def _grid(rows: Sequence[TextRow], edges: Sequence[float], heights: Sequence[float], head: int) -> Grid:
    """Boxes of all cells; columns that a line of a row runs over are one cell there."""
    grid: Grid = []
    for number, (top, bottom) in enumerate(pairwise(heights)):
        band = [row for row in rows if top < row.y < bottom]
        if not band:
            continue
        cuts = [top, *(starts(band, edges[1]) if number or not head else ()), bottom]
        for upper, lower in pairwise(cuts):
            own = [row for row in band if upper < row.y < lower]
            free = [x for x in edges[1:-1] if not any(_crosses(row, x) for row in own)]
            grid += [Box(x0, upper, x1, lower) for x0, x1 in pairwise([edges[0], *free, edges[-1]])]
    return grid
