"""Running text in columns: two columns of a page, cells of a table whose rules nobody sees.

    rows of a page ─ in_columns ─▶ lines in reading order: a row as one line, columns one after the other

A gutter is an x that no piece crosses over several rows. What stands at its sides is read column by
column only where both sides are running text, lines that are filled up to the column's edge: lists,
names with numbers, nơi nhận beside a signature are read row by row.
"""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from itertools import pairwise
from statistics import median

from extract.layout.geometry import Piece, Row, joined, rows

LEAST_ROWS = 4  # with words at both sides
BOTH_SIDES = 0.6  # of the rows beside a gutter
LEAST_WORDS = 3  # of the middle line of a column
FILLED = 0.5  # of a column's lines end within EDGE letter heights of its right edge
EDGE = 2.5
STEP = 2.5  # letter heights from one row to the next, at most


@dataclass(frozen=True, slots=True)
class _Zone:
    """Rows first..last (without the last) that the gutter parts."""

    first: int
    last: int
    gutter: float


def in_columns(lines: Sequence[Row], tilt: float) -> list[Piece]:
    """The lines of these rows in reading order."""
    zone = _widest(lines)
    if zone is None:
        return [joined(row, tilt) for row in lines]
    held = [item for row in lines[zone.first : zone.last] for item in row]
    found = in_columns(lines[: zone.first], tilt)
    found += in_columns(rows(item for item in held if item.x1 <= zone.gutter), tilt)
    found += in_columns(rows(item for item in held if item.x0 >= zone.gutter), tilt)
    return found + in_columns(lines[zone.last :], tilt)


def _widest(lines: Sequence[Row]) -> _Zone | None:
    """The zone with most rows; the leftmost gutter of those."""
    zones = [_zone(lines, at, x) for at, row in enumerate(lines) for x in _gutters(row)]
    found = [zone for zone in zones if zone and _is_text(lines, zone)]
    return max(found, key=lambda zone: (zone.last - zone.first, -zone.gutter), default=None)


def _gutters(row: Row) -> list[float]:
    """The middles of the gaps between the row's pieces."""
    return [(a.x1 + b.x0) / 2 for a, b in pairwise(row) if b.x0 > a.x1]


def _zone(lines: Sequence[Row], at: int, gutter: float) -> _Zone | None:
    first, last = at, at + 1
    while first > 0 and _goes_on(lines[first - 1], lines[first], gutter):
        first -= 1
    while last < len(lines) and _goes_on(lines[last - 1], lines[last], gutter):
        last += 1
    both = sum(row[0].x1 <= gutter <= row[-1].x0 for row in lines[first:last])
    enough = both >= max(LEAST_ROWS, BOTH_SIDES * (last - first))
    return _Zone(first, last, gutter) if enough else None


def _goes_on(above: Row, below: Row, gutter: float) -> bool:
    """Whether two rows are near each other and neither has a piece across the gutter."""
    near = below[0].y - above[0].y < STEP * max(item.height for item in (*above, *below))
    return near and not any(item.x0 < gutter < item.x1 for item in (*above, *below))


def _is_text(lines: Sequence[Row], zone: _Zone) -> bool:
    held = [item for row in lines[zone.first : zone.last] for item in row]
    beside = (
        [item for item in held if item.x1 <= zone.gutter],
        [item for item in held if item.x0 >= zone.gutter],
    )
    return all(_is_filled(_next_to(column, zone.gutter)) for column in beside)


def _next_to(side: Sequence[Piece], gutter: float) -> list[Piece]:
    """Of each row of one side the piece nearest the gutter: further columns are looked at later."""
    return [min(row, key=lambda item: abs(item.middle - gutter)) for row in rows(side)]


def _is_filled(column: Sequence[Piece]) -> bool:
    """Whether the lines of a column (or of its part next to the gutter) are wrapped text."""
    if len(column) < LEAST_ROWS or median(len(item.line.words) for item in column) < LEAST_WORDS:
        return False
    starts = min(item.x0 for item in column)
    edge = max(item.x1 for item in column)
    full = [item for item in column if edge - item.x1 < EDGE * item.height]
    level = [item for item in column if item.x0 - starts < EDGE * item.height]
    return len(full) >= FILLED * len(column) and len(level) >= FILLED * len(column)
