"""Lines as they stand on the page: straightened, grouped to rows, cut at gaps between columns.

    Page ─ pieces ─▶ Piece(line, place on the upright page) ─ rows ─▶ rows from top to bottom

A piece is a line, or a part of one that the reader ran together over two columns. Nothing here
depends on the order in which the reader gives the lines.
"""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from statistics import median

from extract.core.model import Line, Page, Word

# A line of fewer words, or a shorter one, tells too little of the page's tilt.
TILT_WORDS = 5
# Tilt under which straightening changes no row: 3 points over the width of the text.
LEAST_TILT = 0.006
# Pieces of one row: centres nearer than this share of the smaller height, or, as a dash is low and thin,
# than the second share of the larger one.
SAME_ROW = 0.55
SAME_ROW_THIN = 0.3
# A gap between columns is wider than this many letter heights; justified text stays under 1.2.
COLUMN_GAP = 1.5


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


def is_placed(page: Page) -> bool:
    """Whether the page has positions for all it says."""
    return page.width is not None and all(
        word.box is not None for line in page.lines for word in line.words if word.text
    )


def pieces(page: Page) -> tuple[tuple[Piece, ...], float]:
    """The page's lines as pieces, top to bottom, and the tilt they were freed of."""
    tilt = _tilt(page.lines)
    placed = (piece(line, tilt) for line in page.lines if any(word.box for word in line.words))
    return tuple(sorted(placed, key=place)), tilt


def place(item: Piece) -> tuple[float, float, float, str]:
    """A total order of pieces, so that the reader's order never matters."""
    return item.y, item.x0, item.x1, item.line.raw


def piece(line: Line, tilt: float) -> Piece:
    """One line in its place on the upright page."""
    ordered = sorted((word for word in line.words if word.box), key=_left)
    boxes = [word.box for word in ordered if word.box]
    whole = Line.of(_in_order(line.words), line.cell)
    return Piece(
        whole,
        min(box.x0 for box in boxes),
        max(box.x1 for box in boxes),
        median(box.centre[1] - tilt * box.centre[0] for box in boxes),
        max(1.0, median(box.height for box in boxes)),
    )


def _left(word: Word) -> float:
    return word.box.x0 if word.box else 0.0


def _in_order(words: Sequence[Word]) -> list[Word]:
    """Left to right; a word without a box (its letters joined the one before) stays behind that one."""
    groups: list[list[Word]] = []
    for word in words:
        if word.box is None and groups:
            groups[-1].append(word)
        else:
            groups.append([word])
    return [word for group in sorted(groups, key=lambda g: _left(g[0])) for word in group]


def _tilt(lines: Iterable[Line]) -> float:
    """How much lines fall from left to right, in points a point; 0 when it hardly shows."""
    slopes = []
    for line in lines:
        boxes = sorted((word.box for word in line.words if word.box), key=lambda box: box.x0)
        if len(boxes) < TILT_WORDS:
            continue
        half = len(boxes) // 2
        (x0, y0), (x1, y1) = (_centre([b.centre for b in part]) for part in (boxes[:half], boxes[-half:]))
        if x1 > x0:
            slopes.append((y1 - y0) / (x1 - x0))
    tilt = median(slopes) if slopes else 0.0
    return tilt if abs(tilt) >= LEAST_TILT else 0.0


def _centre(points: Sequence[tuple[float, float]]) -> tuple[float, float]:
    return median(x for x, _ in points), median(y for _, y in points)


def rows(items: Iterable[Piece]) -> list[Row]:
    """Pieces grouped to rows, top to bottom, each from left to right."""
    found: list[list[Piece]] = []
    for item in sorted(items, key=place):
        near = found[-1] if found else None
        if near and item.y - near[0].y < _reach(item.height, near[0].height):
            near.append(item)
        else:
            found.append([item])
    return [tuple(sorted(row, key=lambda p: (p.x0, p.x1, p.line.raw))) for row in found]


def _reach(one: float, other: float) -> float:
    return max(SAME_ROW * min(one, other), SAME_ROW_THIN * max(one, other))


def joined(row: Row, tilt: float) -> Piece:
    """A row's pieces as one line."""
    if len(row) == 1:
        return row[0]
    return piece(Line.of(word for item in row for word in item.line.words), tilt)


def cut(item: Piece, index: int, tilt: float) -> tuple[Piece, Piece]:
    """The piece in two, before its word number `index`."""
    words = item.line.words
    return piece(Line.of(words[:index]), tilt), piece(Line.of(words[index:]), tilt)


def gaps(item: Piece) -> list[tuple[int, float, float]]:
    """Where the piece has room between words: index of the word after, left and right edge."""
    words = [(i, word.box) for i, word in enumerate(item.line.words) if word.box]
    found = []
    reach = words[0][1].x1 if words else 0.0
    for i, box in words[1:]:
        found.append((i, reach, box.x0))
        reach = max(reach, box.x1)
    return found


def cut_at(item: Piece, gutter: float, tilt: float, least: float = COLUMN_GAP) -> tuple[Piece, ...]:
    """The piece cut at its wide gap nearest the gutter, when it has words on both sides of one."""
    if not item.x0 < gutter < item.x1:
        return (item,)
    wide = [g for g in gaps(item) if g[2] - g[1] >= least * item.height]
    if not wide:
        return (item,)
    index, left, right = min(wide, key=lambda g: max(g[1] - gutter, gutter - g[2], 0.0) - 0.2 * (g[2] - g[1]))
    if max(left - gutter, gutter - right, 0.0) > 0.12 * (item.x1 - item.x0) + 20:
        return (item,)
    return cut(item, index, tilt)
