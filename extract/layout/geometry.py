"""Lines as they stand on the page: straightened, grouped to rows, joined to whole lines.

    Page ─ sheet_of ─▶ Sheet(Piece: a line, its place on the upright page) ─ rows ─▶ rows from top to bottom

A piece is a line, or a part of one that the reader ran together over two columns. Nothing here
depends on the order in which the reader gives the lines.
"""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from operator import attrgetter
from statistics import median
from typing import NamedTuple, TypeVar

from extract.core.geometry import Box, grouped
from extract.core.model import Line, Page, Word

# A line of fewer words, or a shorter one, tells too little of the page's tilt.
TILT_WORDS = 5
# Tilt under which straightening changes no row: 3 points over the width of the text.
LEAST_TILT = 0.006
# Pieces of one row: centres nearer than this share of the smaller height, or, as a dash is low and thin,
# than the second share of the larger one.
SAME_ROW = 0.55
SAME_ROW_THIN = 0.3
# Lines longer than this share of the longest run from margin to margin, but for an indent; of their ends, one
# in so many stands further out.
LONG = 0.6
OUTSIDE = 10
# Where most paragraphs are a line and a half long, most long lines begin with the first-line indent (20 to
# 45 points of 450 to 480): the margin is then where shorter lines begin, so many, this near to each other.
DEEPEST_INDENT = 0.12
AT_MARGIN, LEVEL_ENDS = 3, 3.0  # lines, points


@dataclass(frozen=True, slots=True)
class Piece:
    """A line with its place after straightening: x0, x1 edges, y its middle, height its letters'."""

    line: Line
    x0: float
    x1: float
    y: float
    height: float

    @property
    def text(self) -> str:
        return self.line.text

    @property
    def middle(self) -> float:
        return (self.x0 + self.x1) / 2

    @property
    def width(self) -> float:
        return self.x1 - self.x0


Row = tuple[Piece, ...]
Wide = TypeVar("Wide", "Piece", Box)


def is_placed(page: Page) -> bool:
    """Whether the page has positions for all it says."""
    return page.width is not None and all(
        word.box is not None for line in page.lines for word in line.words if word.text
    )


class Sheet(NamedTuple):
    """A page with positions, its lines as pieces from top to bottom, and the tilt they were freed of."""

    page: Page
    items: tuple[Piece, ...]
    tilt: float

    @property
    def size(self) -> tuple[float, float]:
        """Width and height in points."""
        return self.page.width or 1.0, self.page.height or 1.0


def sheet_of(page: Page) -> Sheet:
    """The page straightened."""
    tilt = _tilt(page.lines)
    placed = (piece(line, tilt) for line in page.lines if any(word.box for word in line.words))
    return Sheet(page, tuple(sorted(placed, key=place)), tilt)


def place(item: Piece) -> tuple[float, float, float, str]:
    """A total order of pieces, so that the reader's order never matters."""
    return item.y, item.x0, item.x1, item.line.raw


def piece(line: Line, tilt: float) -> Piece:
    """One line in its place on the upright page."""
    boxes = [word.box for word in line.words if word.box]
    whole = Line.of(_in_order(line.words), line.cell)
    around = whole.box or boxes[0]
    return Piece(
        whole,
        around.x0,
        around.x1,
        median([(box.y0 + box.y1 - tilt * (box.x0 + box.x1)) / 2 for box in boxes]),
        max(1.0, median([box.y1 - box.y0 for box in boxes])),
    )


def _in_order(words: Sequence[Word]) -> list[Word]:
    """Left to right; a word without a box (its letters joined the one before) stays behind that one."""
    if all(word.box for word in words):
        return sorted(words, key=attrgetter("left"))
    groups: list[list[Word]] = []
    for word in words:
        if word.box is None and groups:
            groups[-1].append(word)
        else:
            groups.append([word])
    return [word for group in sorted(groups, key=lambda group: group[0].left) for word in group]


def _tilt(lines: Iterable[Line]) -> float:
    """How much lines fall from left to right, in points a point; 0 when it hardly shows."""
    slopes = []
    for line in lines:
        if len(line.words) < TILT_WORDS:
            continue
        boxes = sorted((word.box for word in line.words if word.box), key=attrgetter("x0"))
        if len(boxes) < TILT_WORDS:
            continue
        half = len(boxes) // 2
        (x0, y0), (x1, y1) = (_centre([b.centre for b in part]) for part in (boxes[:half], boxes[-half:]))
        if x1 > x0:
            slopes.append((y1 - y0) / (x1 - x0))
    tilt = median(slopes) if slopes else 0.0
    return tilt if abs(tilt) >= LEAST_TILT else 0.0


def _centre(points: Sequence[tuple[float, float]]) -> tuple[float, float]:
    return median([x for x, _ in points]), median([y for _, y in points])


def rows(items: Iterable[Piece]) -> list[Row]:
    """Pieces grouped to rows, top to bottom, each from left to right."""
    found = grouped(items, place, _joins)
    return [tuple(sorted(row, key=lambda p: (p.x0, p.x1, p.line.raw))) for row in found]


def _joins(row: Sequence[Piece], item: Piece) -> bool:
    """Whether a piece stands level with the first of a row."""
    first = row[0]
    heights = first.height, item.height
    return item.y - first.y < max(SAME_ROW * min(heights), SAME_ROW_THIN * max(heights))


def lines_of(items: Iterable[Piece], tilt: float) -> tuple[Piece, ...]:
    """The pieces as whole lines, top to bottom: those of a row joined."""
    return tuple(joined(row, tilt) for row in rows(items))


def without(items: Iterable[Piece], taken: Iterable[Piece]) -> tuple[Piece, ...]:
    """The pieces but for those taken, in the order they came in (tables go cell by cell)."""
    gone = {id(item) for item in taken}
    return tuple(item for item in items if id(item) not in gone)


def long_lines(lines: Sequence[Wide]) -> list[Wide]:
    """The lines that fill the width of the text."""
    longest = max(line.width for line in lines)
    return [line for line in lines if line.width > LONG * longest]


def edges_of(lines: Sequence[Wide]) -> tuple[float, float]:
    """Left and right edge that the lines of running text share."""
    long = long_lines(lines)
    lefts, rights = sorted(line.x0 for line in long), sorted(line.x1 for line in long)
    left, right = lefts[len(lefts) // OUTSIDE], rights[-1 - len(rights) // OUTSIDE]
    starts = sorted(line.x0 for line in lines if left - DEEPEST_INDENT * (right - left) < line.x0 < left)
    level = (a for a, b in zip(starts, starts[AT_MARGIN - 1 :], strict=False) if b - a < LEVEL_ENDS)
    return min(next(level, left), left), right


def joined(row: Row, tilt: float) -> Piece:
    """A row's pieces as one line."""
    if len(row) == 1:
        return row[0]
    return piece(Line.of(word for item in row for word in item.line.words), tilt)
