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
from dataclasses import dataclass
from itertools import pairwise
from statistics import median

from extract.core.model import Box, Line, Word
from extract.tables.ruled import Grid, Rule, flat_rules

# A strip between columns is at least this many letter heights wide; words stand 0.2 to 0.35 apart.
STRIP = 0.55
# Ends of the rules of one table differ by a few points in a scan.
SAME_END = 8.0
SHORTEST = 150.0  # points: rules of a table; the one under a motto is up to 170, but has no like below it
LEAST_COLUMNS = 3
# Steps from line to line: beyond this many letter heights the table has ended.
FURTHEST = 3.2
# Lines whose middles are nearer than this share of a letter's height are one line of print.
SAME_LINE = 0.45
ROOM = 2.0  # points of a cell around its words where no rule bounds it

FIRST_HEAD = re.compile(r"s\.?\s?tt|tt|số tt|số thứ tự|no\.?", re.IGNORECASE)
NUMBER = re.compile(r"\(?\d{1,3}\)?[.)]?|[IVXLivx]{1,5}[.)]?|[A-HĐ][.)]?")
ONE = re.compile(r"\(?0?1\)?[.)]?")
REST = 6  # lines of one row, at most, before the next number of a table whose head is on another page
SUM = re.compile(r"(?:tổng|cộng)\b", re.IGNORECASE)


@dataclass(frozen=True, slots=True)
class _Row:
    """One line of print across the page: boxes of its words from left to right."""

    words: tuple[Word, ...]
    box: Box

    @property
    def y(self) -> float:
        return self.box.centre[1]

    @property
    def spans(self) -> list[tuple[float, float]]:
        """What its words cover, neighbours taken together."""
        boxes = [word.box for word in self.words if word.box]
        return _covered([(box.x0, box.x1) for box in boxes], STRIP * median(box.height for box in boxes))

    @property
    def lead(self) -> str:
        """The words of its first piece."""
        return self.first(self.spans[0][1])

    def first(self, until: float) -> str:
        """What stands left of `until`."""
        return " ".join(word.text for word in self.words if word.box and word.box.centre[0] < until)


def open_grids(rules: Iterable[Rule], lines: Sequence[Line], taken: Sequence[Grid]) -> list[Grid]:
    """The cells of tables that have no upright rules; what lies in a table `taken` is left alone."""
    outer = [box for box in map(Box.around, taken) if box]
    rows = _rows([word for line in lines for word in line.words], outer)
    found: list[Grid] = []
    for group in _groups(rules, outer):
        grid = _between(group, rows)
        if grid:
            found.append(grid)
            rows = [row for row in rows if not _holds(grid, row)]
    for number, row in enumerate(rows):
        if any(_holds(grid, row) for grid in found):
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


def split_rows(grids: Iterable[Grid], lines: Iterable[Line]) -> list[Grid]:
    """The grids with rows that hold several running numbers, one under the other, cut between these."""
    words = [word for line in lines for word in line.words]
    return [[cell for band in _bands(grid) for cell in _split(band, grid, words)] for grid in grids]


def _bands(grid: Grid) -> list[list[Box]]:
    """The cells grouped to those that begin and end at the same height, from left to right."""
    bands: dict[tuple[int, int], list[Box]] = {}
    for box in sorted(grid, key=lambda box: box.x0):
        bands.setdefault((round(box.y0), round(box.y1)), []).append(box)
    return list(bands.values())


def _split(band: list[Box], grid: Grid, words: Sequence[Word]) -> list[Box]:
    top, bottom = band[0].y0, band[0].y1
    alone = all(box in band or box.y1 < top + ROOM or box.y0 > bottom - ROOM for box in grid)
    if not alone or len(band) < LEAST_COLUMNS:
        return band
    rows = _rows([word for word in words if word.box and _in_any(word.box, band)], [])
    numbers = [row.first(band[0].x1) for row in rows]
    found = [int(text.rstrip(".")) for text in numbers if re.fullmatch(r"\d{1,3}\.?", text)]
    if len(found) < 2 or found != sorted(set(found)) or len(rows[0].spans) < 2:
        return band
    count = found[-1] - found[0] + 1
    cuts = starts(rows, band[0].x1)
    if len(found) < count:  # a recogniser lost some: rows begin with lines that fill nearly all columns
        full = [i for i, row in enumerate(rows) if len(row.spans) >= len(band) - 1]
        cuts = [(rows[i - 1].box.y1 + rows[i].box.y0) / 2 for i in full[1:]] if full[:1] == [0] else []
    if len(cuts) + 1 != count:
        return band
    return [
        Box(box.x0, upper, box.x1, lower) for upper, lower in pairwise([top, *cuts, bottom]) for box in band
    ]


def _is_head(row: _Row, below: Sequence[_Row]) -> bool:
    """Whether a line of several names stands just above the number 1."""
    first = bool(below) and ONE.fullmatch(below[0].lead) is not None
    return first and min(len(row.spans), len(below[0].spans)) >= LEAST_COLUMNS


def _counts(row: _Row, below: Sequence[_Row]) -> bool:
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
    kept = ([word for word in line.words if not (word.box and _in_any(word.box, outer))] for line in lines)
    return [Line.of(words) for words in kept if words]


def _holds(grid: Grid, row: _Row) -> bool:
    box = Box.around(grid)
    return box is not None and box.y0 <= row.y <= box.y1


def _rows(words: Sequence[Word], outer: Sequence[Box]) -> list[_Row]:
    """The lines of print outside the boxes, from top to bottom."""
    printed = [word for word in words if any(map(str.isalnum, word.text))]  # no bullets, no rests of rules
    free = [(word, word.box) for word in printed if word.box and not _in_any(word.box, outer)]
    groups: list[list[tuple[Word, Box]]] = []
    for word, box in sorted(free, key=lambda pair: pair[1].centre[1]):
        last = groups[-1] if groups else None
        if last and box.centre[1] - median(b.centre[1] for _, b in last) < SAME_LINE * box.height:
            last.append((word, box))
        else:
            groups.append([(word, box)])
    found = []
    for group in groups:
        group.sort(key=lambda pair: pair[1].x0)
        around = Box.around(box for _, box in group)
        found += [_Row(tuple(word for word, _ in group), around)] if around else []
    return found


def _in_any(box: Box, outer: Sequence[Box]) -> bool:
    x, y = box.centre
    return any(o.x0 <= x <= o.x1 and o.y0 <= y <= o.y1 for o in outer)


def _groups(rules: Iterable[Rule], outer: Sequence[Box]) -> list[list[Rule]]:
    """Long flat rules with the same ends, from top to bottom; a group ends where a table is."""
    groups: list[list[Rule]] = []
    for rule in flat_rules(rules):
        box = Box(rule.x0, rule.y0, rule.x1, rule.y1)
        if rule.x1 - rule.x0 < SHORTEST or _in_any(box, outer):
            continue
        for group in groups:
            if abs(group[0].x0 - rule.x0) < SAME_END and abs(group[0].x1 - rule.x1) < SAME_END:
                group.append(rule)
                break
        else:
            groups.append([rule])
    return [group for group in groups if len(group) > 1]


def _between(group: Sequence[Rule], rows: Sequence[_Row]) -> Grid | None:
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


def _below(rows: Sequence[_Row], start: int, count: int, heights: list[float], least: int = 0) -> Grid | None:
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


def _sums(row: _Row, below: Sequence[_Row], strips: Sequence[float]) -> bool:
    """A line over several columns that belongs to the table: a sum, or the name of a group of rows."""
    if _is_sum(row):
        return True
    named = NUMBER.fullmatch(row.lead) is not None and len(row.spans) > 1
    after = below[0] if below else None
    return (
        named
        and after is not None
        and NUMBER.fullmatch(after.lead) is not None
        and not any(_crosses(after, strip) for strip in strips)
    )


def _crosses(row: _Row, strip: float) -> bool:
    return any(x0 < strip < x1 for x0, x1 in row.spans)


def _strips(rows: Sequence[_Row], head: Sequence[_Row]) -> list[float]:
    """The middles of the strips between columns that lines of several pieces leave free.

    A strip that has no name of a column on one side is a chance gap within a column.
    """
    several = [row for row in rows if len(row.spans) > 1]
    if not several:
        return []
    height = median(word.box.height for row in several for word in row.words if word.box)
    columns = _covered([span for row in several for span in row.spans], STRIP * height)
    named = [span for row in head for span in row.spans]
    if len(_covered(named, STRIP * height)) >= LEAST_COLUMNS:
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


def _even(rows: Sequence[_Row], strips: Sequence[float]) -> bool:
    """Whether the lines keep to the columns: most of the first lines of rows fill several."""
    filled = [len(row.spans) for row in rows]
    return sum(count > 1 for count in filled) * 3 >= len(filled) and max(filled) >= min(
        LEAST_COLUMNS, len(strips) + 1
    )


def _grid(rows: Sequence[_Row], edges: Sequence[float], heights: Sequence[float], head: int) -> Grid:
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


def starts(band: Sequence[_Row], first: float) -> list[float]:
    """Where rows begin within a band: above the lines with a number, or where the paper between is widest."""
    numbered = [i for i, row in enumerate(band) if NUMBER.fullmatch(row.first(first)) or _is_sum(row)]
    if not numbered:
        return _steps(band, first)
    at_top = numbered[0] == 0 and all(len(band[i].spans) > 1 for i in numbered)
    cuts = []
    for before, number in pairwise(numbered):
        if at_top:
            cut = number
        else:
            cut = max(range(before + 1, number + 1), key=lambda i: band[i].box.y0 - band[i - 1].box.y1)
        cuts.append((band[cut - 1].box.y1 + band[cut].box.y0) / 2)
    return cuts


def _is_sum(row: _Row) -> bool:
    return SUM.match(row.words[0].text) is not None and len(row.spans) > 1


def _steps(band: Sequence[_Row], first: float) -> list[float]:
    """Rows of a band without numbers: each line with text in the first and another column begins one."""
    begins = [i for i, row in enumerate(band) if i and row.first(first) and len(row.spans) > 1]
    return [(band[i - 1].box.y1 + band[i].box.y0) / 2 for i in begins]


def _covered(spans: Sequence[tuple[float, float]], gap: float) -> list[tuple[float, float]]:
    """The spans joined where less than `gap` lies between them, from left to right."""
    joined: list[tuple[float, float]] = []
    for start, end in sorted(spans):
        if joined and start - joined[-1][1] < gap:
            joined[-1] = (joined[-1][0], max(joined[-1][1], end))
        else:
            joined.append((start, end))
    return joined
